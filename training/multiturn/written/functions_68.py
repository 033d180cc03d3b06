from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Dict, List, Optional, Tuple






def cash_up(counted, takings, float_start=100.0):
    """Cash up a till. counted maps a coin or note (its worth in euros) to how many there are.

    The difference is the money counted, less the float at the start, less the takings, rounded to
    cents. Return the difference and a word for it: "short", "over" or "exact".

    >>> cash_up({50: 3, 0.5: 4}, 52.0)
    (0.0, 'exact')
    >>> cash_up({20: 1}, 0.0, float_start=25.0)
    (-5.0, 'short')
    """
    money = sum(worth * number for worth, number in counted.items())
    difference = round(money - float_start - takings, 2)
    if difference == 0:
        return 0.0, "exact"
    return difference, "over" if difference > 0 else "short"


def tide_table(first_high: datetime, count: int) -> List[Tuple[str, str]]:
    """Make a simple tide table: high tide, low tide and so on in turn, starting with the high
    tide given, each 6 hours and 12 minutes after the one before.

    Entries are ("high" or "low", "Mo 06:30"), with the English weekday cut to two letters.

    >>> tide_table(datetime(2024, 1, 1, 20, 0), 2)
    [('high', 'Mo 20:00'), ('low', 'Tu 02:12')]
    >>> tide_table(datetime(2024, 1, 1, 20, 0), 0)
    []
    """
    names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    table = []
    for number in range(count):
        moment = first_high + number * timedelta(hours=6, minutes=12)
        kind = "high" if number % 2 == 0 else "low"
        table.append((kind, f"{names[moment.weekday()]} {moment:%H:%M}"))
    return table


def drop_expired(coupons: List[Tuple[str, Optional[date]]], today: date) -> List[str]:
    """Return the codes of the coupons that are still good today.

    A coupon is (code, last day). On its last day it is still good, and one with a last day of None
    is good for ever. The coupons that end soonest come first, the endless ones last.

    >>> coupons = [("EVER", None), ("JUN", date(2024, 6, 30)), ("MAY", date(2024, 5, 31))]
    >>> drop_expired(coupons, date(2024, 5, 31))
    ['MAY', 'JUN', 'EVER']
    >>> drop_expired([("MAY", date(2024, 5, 31))], date(2024, 6, 1))
    []
    """
    good = [(last or date.max, code) for code, last in coupons if last is None or last >= today]
    good.sort(key=lambda coupon: coupon[0])
    return [code for _, code in good]




def latest_per_key(records, key, stamp):
    """Of records (dicts) that agree in `key`, keep only the one with the greatest value under
    `stamp`.

    When stamps are equal the later record in the list is kept. Records without the key, or
    with None there, are all kept. The order of the kept ones is that of the list.

    >>> rows = [{"id": 1, "v": 2}, {"id": 2, "v": 1}, {"id": 1, "v": 5}, {"v": 0}]
    >>> latest_per_key(rows, "id", "v")
    [{'id': 2, 'v': 1}, {'id': 1, 'v': 5}, {'v': 0}]
    >>> latest_per_key([], "id", "v")
    []
    """
    best = {}
    for index, record in enumerate(records):
        value = record.get(key)
        if value is None:
            continue
        if value not in best or record[stamp] >= records[best[value]][stamp]:
            best[value] = index
    kept = set(best.values())
    return [r for i, r in enumerate(records) if r.get(key) is None or i in kept]


def quiz_score(answers: List[Optional[str]], solution: List[str], wrong: float = 0.5) -> float:
    """Mark a quiz: every right answer brings a point, every wrong one takes off `wrong`, and
    a question left open (None) does neither. Case doesn't matter. The score never drops below
    0.

    >>> quiz_score(["b", "C", None, "a"], ["B", "C", "A", "D"])
    1.5
    >>> quiz_score(["a"], ["b"])
    0.0
    >>> quiz_score([], [])
    0.0
    """
    score = 0.0
    for answer, right in zip(answers, solution):
        if answer is None:
            continue
        score += 1 if answer.lower() == right.lower() else -wrong
    return max(score, 0.0)


def load_barge(containers: List[Tuple[str, int]], left: int = 0, right: int = 0) -> Dict[str, str]:
    """Decide for containers (name, tonnes), in order, on which side of a barge to load them.

    Each goes to the side with less weight so far; if the sides are equal, to the opposite
    side of the one before, the very first one then going left. left and right are the weights
    at the start.

    >>> load_barge([("c1", 10), ("c2", 10), ("c3", 5)])
    {'c1': 'left', 'c2': 'right', 'c3': 'left'}
    >>> load_barge([("c1", 3), ("c2", 4)], right=3)
    {'c1': 'left', 'c2': 'right'}
    >>> load_barge([])
    {}
    """
    weights = {"left": left, "right": right}
    sides = {}
    last = "right"
    for name, tonnes in containers:
        other = "left" if last == "right" else "right"
        side = last if weights[last] < weights[other] else other
        weights[side] += tonnes
        sides[name] = side
        last = side
    return sides




def night_temperature(readings: List[Tuple[int, float]]) -> Optional[float]:
    """readings are (hour, degrees) from one day. Return the average of those from 22 o'clock
    on and from before 6, rounded to 1 decimal, or None if there are none.

    >>> night_temperature([(23, 4.0), (2, 1.0), (12, 14.0), (6, 3.0)])
    2.5
    >>> night_temperature([(12, 14.0)]) is None
    True
    """
    night = [degrees for hour, degrees in readings if hour >= 22 or hour < 6]
    if not night:
        return None
    return round(sum(night) / len(night), 1)


def fold_lines(items: List[str], width: int, separator: str = ", ") -> List[str]:
    """Join the items of a list into lines that are at most `width` characters long.

    An item is never broken: it goes on the present line if it fits with the separator,
    otherwise it starts a new line. An item longer than the width stands on a line alone.
    Lines don't end in a separator.

    >>> fold_lines(["ash", "elm", "oak", "hornbeam"], 10)
    ['ash, elm', 'oak', 'hornbeam']
    >>> fold_lines([], 10)
    []
    """
    lines = []
    for item in items:
        if lines and len(lines[-1]) + len(separator) + len(item) <= width:
            lines[-1] += separator + item
        else:
            lines.append(item)
    return lines


def kennel_bill(arrival: date, departure: date, rate: float, dogs: int = 1) -> float:
    """Compute the bill of a dog kennel.

    Each day from arrival to departure counts, both included. The first dog pays the full
    rate, each further one half of it. From 7 days on there's 10 percent off the whole.
    Rounded to 2 decimals.

    >>> kennel_bill(date(2024, 8, 1), date(2024, 8, 3), 20.0, dogs=2)
    90.0
    >>> kennel_bill(date(2024, 8, 1), date(2024, 8, 7), 20.0)
    126.0
    >>> kennel_bill(date(2024, 8, 1), date(2024, 8, 1), 20.0)
    20.0
    """
    days = (departure - arrival).days + 1
    total = days * (rate + (dogs - 1) * rate / 2)
    if days >= 7:
        total *= 0.9
    return round(total, 2)


def next_in_line(queue: List[Tuple[str, bool]]) -> List[str]:
    """In what order are the patients of a waiting room called?

    queue holds (name, urgent) in the order of arrival. Urgent ones go before all others, but
    after two urgent patients in a row one of the others is called, if there is one. Within
    both groups the order of arrival counts.

    >>> next_in_line([("Ann", False), ("Bob", True), ("Cid", True), ("Dee", True)])
    ['Bob', 'Cid', 'Ann', 'Dee']
    >>> next_in_line([("Ann", False), ("Eve", False)])
    ['Ann', 'Eve']
    """
    urgent = [name for name, pressing in queue if pressing]
    others = [name for name, pressing in queue if not pressing]
    called = []
    while urgent:
        called += urgent[:2]
        urgent = urgent[2:]
        if urgent and others:
            called.append(others.pop(0))
    return called + others


def unit_prices(shelf):
    """shelf maps an article to (price, grams). Return the names from the cheapest to the
    dearest price per 100 g along with this price, rounded to 2 decimals. Articles of 0 grams
    are skipped; equal prices keep the shelf's order.

    >>> unit_prices({"oats": (1.2, 500), "bran": (1.0, 250), "air": (1.0, 0)})
    [('oats', 0.24), ('bran', 0.4)]
    >>> unit_prices({})
    []
    """
    prices = []
    for article, (price, grams) in shelf.items():
        if grams > 0:
            prices.append((article, round(price * 100 / grams, 2)))
    return sorted(prices, key=lambda pair: pair[1])


def lunch_table_mix(groups: Dict[str, List[str]], tables: int) -> List[List[str]]:
    """Spread the members of several departments over tables so that they mix: going through
    the departments in order and through their members, each person sits down at the next
    table, after the last table comes the first again.

    >>> lunch_table_mix({"IT": ["Al", "Bo"], "HR": ["Cy", "Di", "Ed"]}, 2)
    [['Al', 'Cy', 'Ed'], ['Bo', 'Di']]
    >>> lunch_table_mix({}, 2)
    [[], []]
    """
    seated = [[] for _ in range(tables)]
    position = 0
    for members in groups.values():
        for person in members:
            seated[position % tables].append(person)
            position += 1
    return seated


def forecast_accuracy(forecast: List[str], actual: List[str]) -> Dict[str, Tuple[int, int]]:
    """For every kind of weather in the forecast tell how often it was forecast and how often
    that came true, as {kind: (forecast, right)}. The lists hold one entry a day; a day that
    is missing in the shorter one is ignored.

    >>> forecast_accuracy(["sun", "rain", "sun"], ["sun", "sun", "rain"])
    {'sun': (2, 1), 'rain': (1, 0)}
    >>> forecast_accuracy(["sun"], [])
    {}
    """
    result = {}
    for said, came in zip(forecast, actual):
        times, right = result.get(said, (0, 0))
        result[said] = (times + 1, right + (said == came))
    return result


def version_bump(version: str, change: str) -> str:
    """Raise a version like "1.4.2" for a change: "major" raises the first number and sets the
    others to 0, "minor" raises the second and sets the third to 0, "patch" raises the third.
    Any other kind of change leaves it alone.

    >>> version_bump("1.4.2", "minor")
    '1.5.0'
    >>> version_bump("1.4.2", "major")
    '2.0.0'
    >>> version_bump("1.4.2", "docs")
    '1.4.2'
    """
    major, minor, patch = (int(part) for part in version.split("."))
    if change == "major":
        major, minor, patch = major + 1, 0, 0
    elif change == "minor":
        minor, patch = minor + 1, 0
    elif change == "patch":
        patch += 1
    return f"{major}.{minor}.{patch}"


def lift_pass(
    days: List[date], day_price: int, season_price: int, season: Tuple[date, date]
) -> Tuple[str, int]:
    """What should a skier buy, and what does it cost? Days within the season (first and last
    day included) are covered by the season pass, other days need a day pass each. Choose
    "season" if that is cheaper in total than day passes for all the days, else "days". A day
    listed twice is skied once.

    >>> season = (date(2024, 1, 1), date(2024, 3, 31))
    >>> lift_pass([date(2024, 2, 1), date(2024, 2, 2), date(2024, 4, 5)], 50, 80, season)
    ('season', 130)
    >>> lift_pass([date(2024, 2, 1)], 50, 80, season)
    ('days', 50)
    """
    skied = set(days)
    outside = [day for day in skied if not season[0] <= day <= season[1]]
    by_days = len(skied) * day_price
    by_season = season_price + len(outside) * day_price
    return ("season", by_season) if by_season < by_days else ("days", by_days)


def rewrite_index(index: Dict[str, List[int]], removed: int) -> Dict[str, List[int]]:
    """The index of a book maps a term to its pages. One page is removed, so later pages move
    down by one. Return the new index; terms that stood on that page alone are dropped.

    >>> rewrite_index({"ant": [3, 8], "bee": [5], "owl": [6]}, 5)
    {'ant': [3, 7], 'owl': [5]}
    >>> rewrite_index({}, 5)
    {}
    """
    new = {}
    for term, pages in index.items():
        moved = [page - 1 if page > removed else page for page in pages if page != removed]
        if moved:
            new[term] = moved
    return new


def count_transfers(journeys: list[list[str]]) -> dict[str, int]:
    """Each journey is a list of stations. At how many journeys did people change trains at
    each station? They change at every station that's neither the first nor the last of the
    journey; a station passed twice in a journey counts once for it. Most frequent first, then
    by name.

    >>> count_transfers([["Aix", "Lyon", "Metz"], ["Lyon", "Dole", "Lyon", "Nice"]])
    {'Lyon': 2, 'Dole': 1}
    >>> count_transfers([["Aix", "Metz"]])
    {}
    """
    counts = Counter()
    for journey in journeys:
        counts.update(set(journey[1:-1]))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def repair_queue(bikes: List[dict], today: date) -> List[str]:
    """Plan which bikes the workshop repairs first. A bike has "owner", "minutes" of work, and
    "promised", a date or None. Those promised for today or earlier come first, the oldest
    promise at the top; all others follow with the quickest job first. Ties keep the order
    given.

    >>> bikes = [{"owner": "Ute", "minutes": 20, "promised": None},
    ...          {"owner": "Kit", "minutes": 90, "promised": date(2024, 4, 2)},
    ...          {"owner": "Lea", "minutes": 10, "promised": date(2024, 4, 9)}]
    >>> repair_queue(bikes, date(2024, 4, 2))
    ['Kit', 'Lea', 'Ute']
    >>> repair_queue([], date(2024, 4, 2))
    []
    """
    urgent, rest = [], []
    for bike in bikes:
        promised = bike["promised"]
        if promised is not None and promised <= today:
            urgent.append(bike)
        else:
            rest.append(bike)
    urgent.sort(key=lambda bike: bike["promised"])
    rest.sort(key=lambda bike: bike["minutes"])
    return [bike["owner"] for bike in urgent + rest]


def who_owes_drinks(rounds: List[Tuple[str, List[str]]]) -> Dict[str, int]:
    """rounds are (who paid, who drank). Everyone's account goes up by one for each drink they
    paid for somebody else and down by one for each drink somebody else paid for them; drinks
    paid for oneself don't matter. Return the accounts that aren't 0, in alphabetical order.

    >>> who_owes_drinks([("Gil", ["Gil", "Hal", "Ike"]), ("Hal", ["Gil", "Hal"])])
    {'Gil': 1, 'Ike': -1}
    >>> who_owes_drinks([("Gil", ["Gil"])])
    {}
    """
    accounts = defaultdict(int)
    for payer, drinkers in rounds:
        for drinker in drinkers:
            if drinker != payer:
                accounts[payer] += 1
                accounts[drinker] -= 1
    return {name: accounts[name] for name in sorted(accounts) if accounts[name]}


def warn_low(levels, minimum, previous=()):
    """levels maps a tank to its level. Return a tuple of two alphabetical lists: the tanks
    that are newly below the minimum, and those that were low before (listed in `previous`)
    and aren't any more. Tanks no longer measured are in neither list.

    >>> warn_low({"T1": 4, "T2": 20, "T3": 3}, 5, previous=["T2", "T3"])
    (['T1'], ['T2'])
    >>> warn_low({}, 5, previous=["T9"])
    ([], [])
    """
    low = {tank for tank, level in levels.items() if level < minimum}
    new = sorted(low - set(previous))
    recovered = sorted(tank for tank in levels if tank in previous and tank not in low)
    return new, recovered


