import json
import re
from datetime import date, datetime, time, timedelta
from typing import Dict, List, Optional, Sequence, Tuple








def number_badges(
    guests: Sequence[str], blocked: Sequence[int] = (), start: int = 1
) -> Dict[str, int]:
    """Number the guests' badges from `start` upwards in the order given, leaving out the
    blocked numbers.

    A guest who appears again keeps the badge of the first time.

    >>> number_badges(["Eli", "Mia", "Eli", "Rod"], blocked=[2])
    {'Eli': 1, 'Mia': 3, 'Rod': 4}
    >>> number_badges([], start=100)
    {}
    """
    badges = {}
    number = start
    for guest in guests:
        if guest in badges:
            continue
        while number in blocked:
            number += 1
        badges[guest] = number
        number += 1
    return badges




def parking_fee(arrival: datetime, departure: datetime) -> float:
    """Parking costs 2.50 for every hour begun, but no more than 20 for a stay.
    The first 15 minutes are free; whoever stays longer pays from the first minute.

    >>> parking_fee(datetime(2024, 5, 1, 10, 0), datetime(2024, 5, 1, 10, 15))
    0.0
    >>> parking_fee(datetime(2024, 5, 1, 10, 0), datetime(2024, 5, 1, 11, 1))
    5.0
    >>> parking_fee(datetime(2024, 5, 1, 10, 0), datetime(2024, 5, 2, 10, 0))
    20.0
    """
    minutes = (departure - arrival).total_seconds() / 60
    if minutes <= 15:
        return 0.0
    hours = -(-minutes // 60)
    return min(hours * 2.5, 20.0)






def parse_opening(text):
    """
    Read opening hours like "Tu 9-17; Sa 10-13" into a dict of day -> (opening hour, closing hour).

    Parts are parted by semicolons and may have spaces around them. A part that isn't of this
    form, for instance "Su closed", is skipped.

    >>> parse_opening("Tu 9-17; Sa 10-13")
    {'Tu': (9, 17), 'Sa': (10, 13)}
    >>> parse_opening("Su closed; Mo 8-12")
    {'Mo': (8, 12)}
    >>> parse_opening("")
    {}
    """
    hours = {}
    for part in text.split(";"):
        match = re.fullmatch(r"(\w+) (\d+)-(\d+)", part.strip())
        if match:
            hours[match[1]] = (int(match[2]), int(match[3]))
    return hours


def spread_budget(total: int, months: int) -> List[int]:
    """Spread a budget of whole euros over a number of months as evenly as can be.

    When it doesn't divide, the last months get one euro more than the first ones.

    >>> spread_budget(100, 3)
    [33, 33, 34]
    >>> spread_budget(2, 4)
    [0, 0, 1, 1]
    >>> spread_budget(0, 2)
    [0, 0]
    """
    base, extra = divmod(total, months)
    return [base] * (months - extra) + [base + 1] * extra




def to_csv_line(record, columns, missing=""):
    """Write the values of a record (a dict) as one line, in the order of columns, parted by
    semicolons.

    A column the record lacks, or whose value is None, is written as `missing`. Values with a
    semicolon in them are put in double quotes.

    >>> to_csv_line({"id": 7, "note": "big; red", "qty": None}, ["id", "qty", "note"])
    '7;;"big; red"'
    >>> to_csv_line({}, ["id", "qty"], missing="NA")
    'NA;NA'
    """
    cells = []
    for column in columns:
        value = record.get(column)
        text = missing if value is None else str(value)
        cells.append(f'"{text}"' if ";" in text else text)
    return ";".join(cells)


def feeding_times(first: time, meals: int, hours_between: int) -> List[str]:
    """Times at which the cat is fed, like "07:30", beginning with `first`.

    Meals are `hours_between` hours apart. Those that would fall on the next day are dropped.

    >>> feeding_times(time(7, 30), 3, 6)
    ['07:30', '13:30', '19:30']
    >>> feeding_times(time(18, 0), 3, 4)
    ['18:00', '22:00']
    >>> feeding_times(time(8, 0), 0, 4)
    []
    """
    times = []
    for meal in range(meals):
        hour = first.hour + meal * hours_between
        if hour > 23:
            break
        times.append(f"{hour:02d}:{first.minute:02d}")
    return times


def remove_stale(cache: Dict[str, Tuple[str, int]], now: int, max_age: int) -> int:
    """Delete all stale entries from the cache, in place, and return how many they were.

    cache maps a key to (value, second of storing). An entry is stale when it's older than
    max_age seconds.

    >>> cache = {"a": ("x", 100), "b": ("y", 160)}
    >>> remove_stale(cache, 200, 60)
    1
    >>> cache
    {'b': ('y', 160)}
    >>> remove_stale({}, 200, 60)
    0
    """
    stale = [key for key, (_, stored) in cache.items() if now - stored > max_age]
    for key in stale:
        del cache[key]
    return len(stale)






def resolve_alias(aliases, name):
    """Follow aliases until a name is reached that is not an alias itself.

    If the aliases go round in a circle, return None.

    >>> resolve_alias({"Bob": "Rob", "Rob": "Robert"}, "Bob")
    'Robert'
    >>> resolve_alias({}, "Ann")
    'Ann'
    >>> resolve_alias({"x": "y", "y": "x"}, "x") is None
    True
    """
    visited = set()
    while name in aliases:
        if name in visited:
            return None
        visited.add(name)
        name = aliases[name]
    return name


def load_defaults(text: str, defaults: Dict[str, object]) -> Dict[str, object]:
    """Read settings from the text of a JSON object and complete them by defaults.

    Only keys that the defaults know are taken over, and only if their value isn't null. An
    empty text, or one that isn't valid JSON, gives the plain defaults.

    >>> load_defaults('{"size": 12, "junk": 1, "font": null}', {"size": 10, "font": "Arial"})
    {'size': 12, 'font': 'Arial'}
    >>> load_defaults("oops", {"size": 10})
    {'size': 10}
    """
    try:
        given = json.loads(text)
    except ValueError:
        return dict(defaults)
    settings = dict(defaults)
    for key in defaults:
        if given.get(key) is not None:
            settings[key] = given[key]
    return settings




def trip_legs(stops: List[Tuple[str, int]]) -> List[Tuple[str, str, int]]:
    """Break a trip into its legs.

    stops are (place, kilometre) pairs, where kilometre is the reading of the trip meter. Return
    (from, to, distance) for each leg, leaving out legs of distance 0.

    >>> trip_legs([("Home", 0), ("Fuel", 12), ("Shop", 12), ("Lake", 80)])
    [('Home', 'Fuel', 12), ('Shop', 'Lake', 68)]
    >>> trip_legs([("Home", 0)])
    []
    """
    legs = []
    for (origin, start), (target, end) in zip(stops, stops[1:]):
        if end != start:
            legs.append((origin, target, end - start))
    return legs


def escalate(tickets: List[dict], now: datetime, hours: int = 24) -> List[int]:
    """Find the tickets to escalate: open ones of priority "high" which were created more than
    `hours` hours ago.

    Each ticket has the keys id, status, priority and created. Return the ids, oldest ticket first.

    >>> t1 = {"id": 1, "status": "open", "priority": "high", "created": datetime(2024, 1, 2)}
    >>> t2 = {"id": 2, "status": "open", "priority": "high", "created": datetime(2024, 1, 1)}
    >>> t3 = {"id": 3, "status": "closed", "priority": "high", "created": datetime(2024, 1, 1)}
    >>> escalate([t1, t2, t3], datetime(2024, 1, 9))
    [2, 1]
    >>> escalate([t1], datetime(2024, 1, 3))
    []
    """
    limit = now - timedelta(hours=hours)
    urgent = [
        ticket
        for ticket in tickets
        if ticket["status"] == "open" and ticket["priority"] == "high" and ticket["created"] < limit
    ]
    return [ticket["id"] for ticket in sorted(urgent, key=lambda ticket: ticket["created"])]


def cut_planks(lengths, plank):
    """Cut pieces of the given lengths from planks of one length.

    Take the pieces longest first; each is cut from the first plank with enough left, otherwise
    a new plank is begun. Return what is left of each plank. All pieces fit on a plank.

    >>> cut_planks([120, 200, 70, 60], 240)
    [40, 50, 180]
    >>> cut_planks([], 240)
    []
    """
    rests = []
    for length in sorted(lengths, reverse=True):
        for index, rest in enumerate(rests):
            if rest >= length:
                rests[index] -= length
                break
        else:
            rests.append(plank - length)
    return rests


def age_on(born: date, day: date) -> Optional[int]:
    """How old, in full years, is someone born on `born` on the given day?

    The new year of life begins on the birthday. Before birth the answer is None.

    >>> age_on(date(1990, 6, 15), date(2024, 6, 14))
    33
    >>> age_on(date(1990, 6, 15), date(2024, 6, 15))
    34
    >>> age_on(date(2030, 1, 1), date(2024, 6, 15)) is None
    True
    """
    if day < born:
        return None
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_birthday else 1)




