import math
import re
from datetime import date, timedelta
from typing import Any, Dict, List, Optional, Tuple


def lane_order(times: List[Tuple[str, float]]) -> Dict[int, str]:
    """Seed up to six swimmers into lanes: the fastest swims in lane 3, then follow the lanes
    4, 2, 5, 1 and 6. A seventh swimmer and later ones get no lane.

    >>> lane_order([("Eli", 61.2), ("Max", 59.9), ("Ray", 60.0)])
    {3: 'Max', 4: 'Ray', 2: 'Eli'}
    >>> lane_order([])
    {}
    """
    fastest = sorted(times, key=lambda entry: entry[1])
    return {lane: name for lane, (name, _) in zip((3, 4, 2, 5, 1, 6), fastest)}


def water_bill(cubic_metres: float, persons: int) -> float:
    """Calculate a water bill.

    Up to 40 cubic metres for each person cost 1.20 a piece, all beyond cost 2.00. There's
    a fixed charge of 30. The bill is rounded to 2 decimals.

    >>> water_bill(50, 1)
    98.0
    >>> water_bill(50, 2)
    90.0
    >>> water_bill(0, 3)
    30.0
    """
    basic = min(cubic_metres, 40 * persons)
    extra = cubic_metres - basic
    return round(30 + basic * 1.2 + extra * 2.0, 2)


def find_typos(words, dictionary, ignore=()):
    """List the words that are not in the dictionary, each only once and lower-cased, in the
    order of their first occurrence. Case doesn't matter; words with a digit in them and the
    words to ignore are never typos. The dictionary and ignore are in lower case.

    >>> find_typos(["The", "hte", "cat", "B12", "HTE"], {"the", "cat"})
    ['hte']
    >>> find_typos(["Bjork"], set(), ignore=["bjork"])
    []
    """
    typos = []
    for word in words:
        low = word.lower()
        if low in dictionary or low in ignore or low in typos:
            continue
        if not any(sign.isdigit() for sign in low):
            typos.append(low)
    return typos


def bake_sale(sold: Dict[str, int], baked: Dict[str, int]) -> List[str]:
    """Which cakes should we bake more of next time?

    Those that were sold out: at least one was baked, and as many or more were sold. The ones
    of which most were sold come first; with equal numbers the order is alphabetical.

    >>> bake_sale({"lemon": 8, "nut": 12, "plum": 2}, {"lemon": 8, "nut": 12, "plum": 6})
    ['nut', 'lemon']
    >>> bake_sale({}, {"plum": 6})
    []
    """
    sold_out = [cake for cake, number in baked.items() if 0 < number <= sold.get(cake, 0)]
    return sorted(sold_out, key=lambda cake: (-sold[cake], cake))




def complete_address_book(people: List[Dict[str, str]], towns: Dict[str, str]) -> int:
    """Fill in missing towns by postcode.

    A person without a "town", or with an empty one, whose "postcode" is a key of towns gets
    that town; the dicts are changed in place. Return the number of persons that were completed.

    >>> people = [{"name": "Vi", "postcode": "1010"}, {"name": "Al", "town": "Linz"}]
    >>> complete_address_book(people, {"1010": "Wien"})
    1
    >>> people[0]["town"]
    'Wien'
    >>> complete_address_book([], {})
    0
    """
    completed = 0
    for person in people:
        code = person.get("postcode")
        if not person.get("town") and code in towns:
            person["town"] = towns[code]
            completed += 1
    return completed


def climb_profile(heights):
    """Return the metres climbed, the metres descended and the highest point of a hike, given the
    heights along the way, as a tuple. An empty list gives (0, 0, None).

    >>> climb_profile([300, 450, 400, 700])
    (450, 50, 700)
    >>> climb_profile([120])
    (0, 0, 120)
    >>> climb_profile([])
    (0, 0, None)
    """
    up = down = 0
    for before, after in zip(heights, heights[1:]):
        if after > before:
            up += after - before
        else:
            down += before - after
    return up, down, max(heights, default=None)




def every_nth_weekday(year: int, weekday: int, nth: int) -> List[date]:
    """For each month of a year give the date of its nth weekday, e.g. the second Tuesday.

    Monday is 0, and nth counts from 1. A month that hasn't got a fifth such weekday is
    left out.

    >>> every_nth_weekday(2024, 1, 2)[0]
    datetime.date(2024, 1, 9)
    >>> len(every_nth_weekday(2024, 1, 5))
    5
    """
    dates = []
    for month in range(1, 13):
        first = date(year, month, 1)
        offset = (weekday - first.weekday()) % 7 + 7 * (nth - 1)
        day = first + timedelta(days=offset)
        if day.month == month:
            dates.append(day)
    return dates




def currency_pockets(purse: Dict[str, float], rates: Dict[str, float], into: str) -> float:
    """What is all the money in the purse worth in one currency?

    rates gives the worth of one unit of each currency in euros; the euro itself need not be
    listed. Money in a currency without a rate is ignored. The result is rounded to 2 decimals.

    >>> currency_pockets({"EUR": 10, "CHF": 20}, {"CHF": 1.05}, "EUR")
    31.0
    >>> currency_pockets({"EUR": 10, "XYZ": 5}, {"CHF": 1.25}, "CHF")
    8.0
    >>> currency_pockets({}, {}, "EUR")
    0.0
    """
    worth = {"EUR": 1.0, **rates}
    euros = sum(amount * worth.get(currency, 0) for currency, amount in purse.items())
    return round(euros / worth[into], 2)


def prune_empty(data: Any) -> Any:
    """Remove from nested dicts and lists everything that is empty: None, "", [] and {}.

    What becomes empty by this is removed as well. Zeros and False stay. Only the outermost
    value may be empty in the end.

    >>> prune_empty({"a": None, "b": [1, "", {"c": []}], "d": 0})
    {'b': [1], 'd': 0}
    >>> prune_empty({"x": {"y": ""}})
    {}
    """
    empty = (None, "", [], {})
    if isinstance(data, dict):
        cleaned = {key: prune_empty(value) for key, value in data.items()}
        return {key: value for key, value in cleaned.items() if value not in empty}
    if isinstance(data, list):
        cleaned = [prune_empty(value) for value in data]
        return [value for value in cleaned if value not in empty]
    return data




def guess_unit(label: str, default: str = "piece") -> str:
    """Guess the unit in which an article is sold from its label.

    A number followed by g, kg, ml or l (a space in between is fine, upper case too) names the
    unit, which is returned in lower case. The first such place counts. Otherwise the
    default is returned.

    >>> guess_unit("Flour 500 g")
    'g'
    >>> guess_unit("Juice 1L bottle")
    'l'
    >>> guess_unit("Broom, large")
    'piece'
    """
    match = re.search(r"\d\s?(kg|g|ml|l)\b", label.lower())
    return match[1] if match else default


def plan_route_days(places: List[Tuple[str, int]], per_day: int) -> List[List[str]]:
    """Divide a walking tour into days.

    places are (name, kilometres from the place before). A day ends at the last place that can be
    reached without walking more than per_day kilometres on it. A stretch that is longer than
    that by itself takes a day of its own. Each day lists the places reached.

    >>> plan_route_days([("Au", 10), ("Egg", 8), ("Lech", 12), ("Ems", 4)], 20)
    [['Au', 'Egg'], ['Lech', 'Ems']]
    >>> plan_route_days([("Au", 30), ("Egg", 8)], 20)
    [['Au'], ['Egg']]
    >>> plan_route_days([], 20)
    []
    """
    days = []
    walked = 0
    for name, distance in places:
        if days and walked + distance <= per_day:
            days[-1].append(name)
            walked += distance
        else:
            days.append([name])
            walked = distance
    return days






def crop_rotation(beds: Dict[str, List[str]], crop: str, pause: int = 3) -> List[str]:
    """In which beds may a crop be planted this year?

    beds maps a bed to its crops of the past years, the latest at the end. The crop may be planted
    where it hasn't grown in the last `pause` years. A pause of 0 allows every bed.

    >>> crop_rotation({"A": ["peas", "leek", "kale"], "B": ["leek", "peas"]}, "leek", pause=1)
    ['A', 'B']
    >>> crop_rotation({"A": ["peas", "leek", "kale"], "B": []}, "leek")
    ['B']
    """
    if pause == 0:
        return list(beds)
    return [bed for bed, history in beds.items() if crop not in history[-pause:]]


def transfer(accounts: Dict[str, int], source: str, target: str, amount: int) -> Dict[str, int]:
    """Return new balances of a set of savings jars after moving an amount from one to another.

    A jar that doesn't exist yet is created by receiving money. If the amount isn't positive, or
    the source holds less than it, or doesn't exist, a ValueError says why.

    >>> transfer({"food": 50}, "food", "fun", 20)
    {'food': 30, 'fun': 20}
    >>> transfer({"food": 50}, "food", "fun", 80)
    Traceback (most recent call last):
    ...
    ValueError: not enough in food
    >>> transfer({"food": 50}, "food", "fun", 0)
    Traceback (most recent call last):
    ...
    ValueError: amount must be positive
    """
    if amount <= 0:
        raise ValueError("amount must be positive")
    if accounts.get(source, 0) < amount:
        raise ValueError(f"not enough in {source}")
    after = dict(accounts)
    after[source] -= amount
    after[target] = after.get(target, 0) + amount
    return after


def stamp_postage(weight: int, abroad: bool = False) -> Optional[int]:
    """Return the postage of a letter in cents, or None if it's too heavy to be a letter (over
    500 g).

    Up to 20 g cost 85. Every 10 g more, or part of them, add 15. Abroad costs half as much again,
    rounded up to the next whole cent.

    >>> stamp_postage(20)
    85
    >>> stamp_postage(25, abroad=True)
    150
    >>> stamp_postage(501) is None
    True
    """
    if weight > 500:
        return None
    extra = max(math.ceil((weight - 20) / 10), 0)
    cents = 85 + 15 * extra
    return math.ceil(cents * 1.5) if abroad else cents


def parse_score_line(line: str) -> Optional[Tuple[str, str, int, int]]:
    """Read a result like "Ajax - Celtic 2:1" as (home, away, home goals, away goals).

    Team names may contain spaces. A line of any other form gives None.

    >>> parse_score_line("Ajax - Celtic 2:1")
    ('Ajax', 'Celtic', 2, 1)
    >>> parse_score_line("Real Oviedo - Cadiz 0:0")
    ('Real Oviedo', 'Cadiz', 0, 0)
    >>> parse_score_line("Ajax - Celtic postponed") is None
    True
    """
    match = re.fullmatch(r"(.+) - (.+) (\d+):(\d+)", line.strip())
    if not match:
        return None
    home, away, scored, conceded = match.groups()
    return home, away, int(scored), int(conceded)


def league_points(results: list[tuple[str, str, int, int]]) -> dict[str, int]:
    """results are (home, away, home goals, away goals). A win brings 3 points, a draw 1 for both.
    Return team -> points with the best team first; teams with equal points in alphabetical order.

    >>> league_points([("Ayr", "Bute", 2, 2), ("Bute", "Cork", 1, 0)])
    {'Bute': 4, 'Ayr': 1, 'Cork': 0}
    >>> league_points([])
    {}
    """
    points = {}
    for home, away, scored, conceded in results:
        if scored == conceded:
            gained = (1, 1)
        else:
            gained = (3, 0) if scored > conceded else (0, 3)
        for team, number in zip((home, away), gained):
            points[team] = points.get(team, 0) + number
    return dict(sorted(points.items(), key=lambda item: (-item[1], item[0])))


def monthly_instalments(price: int, months: int, first: date) -> List[Tuple[date, int]]:
    """Plan the instalments of a purchase in whole euros.

    They are due on the same day of successive months, which is the 28th at the latest. All are
    price // months, except the first, which takes up the remainder as well.

    >>> monthly_instalments(100, 3, date(2024, 11, 30))[0]
    (datetime.date(2024, 11, 28), 34)
    >>> monthly_instalments(100, 3, date(2024, 11, 30))[2]
    (datetime.date(2025, 1, 28), 33)
    >>> monthly_instalments(60, 1, date(2024, 2, 5))
    [(datetime.date(2024, 2, 5), 60)]
    """
    rate, remainder = divmod(price, months)
    plan = []
    for number in range(months):
        years, month = divmod(first.month - 1 + number, 12)
        due = date(first.year + years, month + 1, min(first.day, 28))
        plan.append((due, rate + remainder if number == 0 else rate))
    return plan


def unused_keys(locks, keys):
    """keys maps a key's tag to the set of locks it opens. Choose keys one by one: always the
    one that opens the most locks not opened yet (the earlier one on a tie), until no key
    opens another. Return the tags of the keys that were never needed, in their order.

    >>> keys = {"k1": {"gate"}, "k2": {"gate", "shed"}, "k3": {"attic"}}
    >>> unused_keys({"gate", "shed", "attic"}, keys)
    ['k1']
    >>> unused_keys(set(), {"k1": {"gate"}})
    ['k1']
    """
    closed = set(locks)
    unused = list(keys)
    while unused:
        best = max(unused, key=lambda tag: len(keys[tag] & closed))
        if not keys[best] & closed:
            break
        closed -= keys[best]
        unused.remove(best)
    return unused


