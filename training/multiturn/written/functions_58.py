import itertools
from datetime import date, datetime, timedelta
from typing import Any, Dict, Iterable, List, Tuple


def tide_windows(heights: List[float], needed: float) -> List[Tuple[int, int]]:
    """Find the stretches of hours during which the water is high enough for a boat.

    heights[i] is the height in hour i. Each stretch is a (first hour, last hour) tuple of
    neighbouring hours whose height is at least `needed`; a stretch of one hour has the same
    number twice.

    >>> tide_windows([0.5, 2.1, 2.4, 1.0, 2.0], 2.0)
    [(1, 2), (4, 4)]
    >>> tide_windows([0.5, 0.7], 2.0)
    []
    """
    windows = []
    start = None
    for hour, height in enumerate(heights):
        if height >= needed and start is None:
            start = hour
        elif height < needed and start is not None:
            windows.append((start, hour - 1))
            start = None
    if start is not None:
        windows.append((start, len(heights) - 1))
    return windows


def rota(people, weeks, start=0):
    """Say who cleans the kitchen in each of the coming weeks.

    People take turns in the order of the list, beginning with the one at index start, and after the
    last person it's the first one's turn again. Nobody there means an empty rota.

    >>> rota(["Kai", "Noa", "Sam"], 4, start=2)
    ['Sam', 'Kai', 'Noa', 'Sam']
    >>> rota([], 3)
    []
    """
    if not people:
        return []
    return [people[(start + week) % len(people)] for week in range(weeks)]




def nearest_market_day(day: date, market_weekday: int) -> date:
    """Return the market day closest to the given day, before or after it.
    Weekdays count from Monday = 0. If the day is itself a market day, it is returned.

    >>> nearest_market_day(date(2024, 6, 5), 5)
    datetime.date(2024, 6, 8)
    >>> nearest_market_day(date(2024, 6, 10), 5)
    datetime.date(2024, 6, 8)
    >>> nearest_market_day(date(2024, 6, 8), 5)
    datetime.date(2024, 6, 8)
    """
    ahead = (market_weekday - day.weekday()) % 7
    if ahead <= 3:
        return day + timedelta(days=ahead)
    return day - timedelta(days=7 - ahead)


def fill_gaps(values, fallback=0):
    """Replace each None by the last known value before it.

    Nones at the beginning, with nothing known before them, become the fallback.

    >>> fill_gaps([None, 4, None, None, 7])
    [0, 4, 4, 4, 7]
    >>> fill_gaps([None], fallback=-1)
    [-1]
    >>> fill_gaps([])
    []
    """
    filled = []
    known = fallback
    for value in values:
        if value is not None:
            known = value
        filled.append(known)
    return filled




def teams_from_draft(players, captains):
    """Let captains pick from a list of players in snake order.

    In the first round the captains pick from first to last, in the second from last to first,
    and so on; the best remaining player is always the next in the list. Result: captain ->
    list of players.

    >>> teams_from_draft(["p1", "p2", "p3", "p4", "p5"], ["Ron", "Lil"])
    {'Ron': ['p1', 'p4', 'p5'], 'Lil': ['p2', 'p3']}
    >>> teams_from_draft([], ["Ron"])
    {'Ron': []}
    """
    teams = {captain: [] for captain in captains}
    order = captains + captains[::-1]
    for captain, player in zip(itertools.cycle(order), players):
        teams[captain].append(player)
    return teams


def is_open(hours: Dict[int, Tuple[int, int]], moment: datetime) -> bool:
    """Is the shop open at this moment?

    hours maps a weekday (Monday is 0) to its opening and closing hour; days that are missing
    are closed all day. At the opening hour the shop is open, at the closing hour it is not
    any more.

    >>> is_open({0: (9, 18)}, datetime(2024, 7, 1, 9, 0))
    True
    >>> is_open({0: (9, 18)}, datetime(2024, 7, 1, 18, 0))
    False
    >>> is_open({0: (9, 18)}, datetime(2024, 7, 2, 12, 0))
    False
    """
    if moment.weekday() not in hours:
        return False
    opening, closing = hours[moment.weekday()]
    return opening <= moment.hour < closing




def price_changes(old, new):
    """Compare two price lists (product -> price).

    The result maps each product to the change of its price, new minus old; products whose
    price is the same are left out. A product that was dropped gets "gone", one that is new
    gets "new". Old products come first.

    >>> price_changes({"tea": 4, "rice": 2, "salt": 1}, {"tea": 5, "rice": 2, "oil": 9})
    {'tea': 1, 'salt': 'gone', 'oil': 'new'}
    >>> price_changes({}, {})
    {}
    """
    changes = {}
    for product, price in old.items():
        if product not in new:
            changes[product] = "gone"
        elif new[product] != price:
            changes[product] = new[product] - price
    for product in new:
        if product not in old:
            changes[product] = "new"
    return changes




def invert_contacts(contacts):
    """Turn a person -> list of clubs mapping around: club -> list of persons.

    Both the clubs and the persons within a club are in alphabetical order. Someone without clubs
    doesn't show up.

    >>> invert_contacts({"Una": ["chess", "choir"], "Abe": ["choir"], "Lou": []})
    {'chess': ['Una'], 'choir': ['Abe', 'Una']}
    >>> invert_contacts({})
    {}
    """
    clubs = {}
    for person in sorted(contacts):
        for club in contacts[person]:
            clubs.setdefault(club, []).append(person)
    return {club: clubs[club] for club in sorted(clubs)}


def elapsed_text(minutes: int) -> str:
    """Write a number of minutes the way people say it: "2 h 5 min", "2 h", "5 min".

    Zero is "0 min". A negative number gets a minus in front of the whole text.

    >>> elapsed_text(125)
    '2 h 5 min'
    >>> elapsed_text(120)
    '2 h'
    >>> elapsed_text(-5)
    '-5 min'
    >>> elapsed_text(0)
    '0 min'
    """
    hours, rest = divmod(abs(minutes), 60)
    parts = []
    if hours:
        parts.append(f"{hours} h")
    if rest or not hours:
        parts.append(f"{rest} min")
    sign = "-" if minutes < 0 else ""
    return sign + " ".join(parts)


def hand_out_tasks(tasks: List[Tuple[str, int]], people: List[str]) -> Dict[str, List[str]]:
    """Share tasks so that nobody gets swamped.

    tasks are (name, hours). Each task in turn goes to the person with the fewest hours so
    far; if several have equally few, to the one who comes first in people. Return person ->
    task names.

    >>> hand_out_tasks([("paint", 5), ("sweep", 1), ("mow", 2), ("rake", 3)], ["Gus", "Ivy"])
    {'Gus': ['paint'], 'Ivy': ['sweep', 'mow', 'rake']}
    >>> hand_out_tasks([], ["Gus"])
    {'Gus': []}
    """
    hours = {person: 0 for person in people}
    plan = {person: [] for person in people}
    for name, effort in tasks:
        chosen = min(people, key=lambda person: hours[person])
        plan[chosen].append(name)
        hours[chosen] += effort
    return plan


def flatten_settings(settings: Dict[str, Any]) -> Dict[str, Any]:
    """Flatten a dict of settings that is nested one level deep.

    {"db": {"port": 1}} turns into {"db.port": 1}; values that aren't dicts keep their key.
    An empty inner dict leaves nothing behind.

    >>> flatten_settings({"db": {"host": "x", "port": 1}, "debug": True})
    {'db.host': 'x', 'db.port': 1, 'debug': True}
    >>> flatten_settings({"cache": {}})
    {}
    """
    flat = {}
    for key, value in settings.items():
        if isinstance(value, dict):
            for inner, inner_value in value.items():
                flat[f"{key}.{inner}"] = inner_value
        else:
            flat[key] = value
    return flat








def meter_usage(readings: List[int], wraps_at: int = 100000) -> List[int]:
    """Return the consumption between each pair of successive meter readings.

    A reading that is lower than the one before means that the meter went over the top:
    it jumps from wraps_at - 1 to 0.

    >>> meter_usage([120, 150, 150])
    [30, 0]
    >>> meter_usage([99990, 15])
    [25]
    >>> meter_usage([7])
    []
    """
    usage = []
    for before, after in zip(readings, readings[1:]):
        difference = after - before
        if difference < 0:
            difference += wraps_at
        usage.append(difference)
    return usage




def quarter_of(day: date, fiscal_start: int = 1) -> str:
    """Name the quarter that a day belongs to, such as "Q3 2024".

    fiscal_start is the month in which the fiscal year begins. A fiscal year is named after
    the calendar year in which it starts.

    >>> quarter_of(date(2024, 8, 15))
    'Q3 2024'
    >>> quarter_of(date(2024, 3, 31), fiscal_start=4)
    'Q4 2023'
    >>> quarter_of(date(2024, 4, 1), fiscal_start=4)
    'Q1 2024'
    """
    months_in = (day.month - fiscal_start) % 12
    year = day.year if day.month >= fiscal_start else day.year - 1
    return f"Q{months_in // 3 + 1} {year}"




def overtime_minutes(shifts: List[Tuple[int, int]], daily: int = 480) -> int:
    """Sum the overtime of a list of shifts, each a (start, end) pair in minutes after midnight.

    A shift whose end is smaller than its start runs past midnight. Only what goes beyond
    `daily` minutes in a shift is overtime; a short shift doesn't make up for a long one.

    >>> overtime_minutes([(480, 1000), (480, 900)])
    40
    >>> overtime_minutes([(1320, 390)])
    30
    >>> overtime_minutes([])
    0
    """
    total = 0
    for start, end in shifts:
        length = end - start if end >= start else end - start + 1440
        total += max(length - daily, 0)
    return total


def compare_inventories(book: Dict[str, int], counted: Dict[str, int]) -> List[str]:
    """Report each article, in alphabetical order, for which the stock-take differs from the books.

    A line reads "rope: 3 too many" or "rope: 2 missing". Articles that occur in just one of
    the dicts count as 0 in the other.

    >>> compare_inventories({"rope": 5, "hook": 8}, {"rope": 3, "hook": 8, "axe": 1})
    ['axe: 1 too many', 'rope: 2 missing']
    >>> compare_inventories({"rope": 5}, {"rope": 5})
    []
    """
    lines = []
    for article in sorted(set(book) | set(counted)):
        difference = counted.get(article, 0) - book.get(article, 0)
        if difference > 0:
            lines.append(f"{article}: {difference} too many")
        elif difference < 0:
            lines.append(f"{article}: {-difference} missing")
    return lines


def quorum_reached(present: Iterable[str], members: Dict[str, str], share: float = 0.5) -> bool:
    """Decide whether a meeting has a quorum.

    members maps a name to "full" or "guest". The meeting has a quorum if at least the given
    share of the full members is present. Strangers and guests don't matter, and a club
    without full members never has a quorum.

    >>> quorum_reached(["Al", "Jo"], {"Al": "full", "Bea": "full", "Jo": "guest"})
    True
    >>> quorum_reached(["Jo"], {"Al": "full", "Bea": "full", "Jo": "guest"})
    False
    >>> quorum_reached(["Jo"], {"Jo": "guest"})
    False
    """
    full = {name for name, kind in members.items() if kind == "full"}
    if not full:
        return False
    return len(full & set(present)) >= share * len(full)
