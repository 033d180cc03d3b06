from collections import defaultdict
from datetime import date, timedelta
from typing import Dict, List, Optional, Tuple


def water_days(
    start: date, every: int, until: date, skip_weekday: Optional[int] = None
) -> List[date]:
    """
    List the days on which a plant gets water: start, then each `every` days, up to and
    including until. If skip_weekday is given (Monday is 0), watering days that fall on it are
    left out, not moved.

    >>> water_days(date(2024, 5, 1), 3, date(2024, 5, 8))
    [datetime.date(2024, 5, 1), datetime.date(2024, 5, 4), datetime.date(2024, 5, 7)]
    >>> water_days(date(2024, 5, 1), 3, date(2024, 5, 8), skip_weekday=5)
    [datetime.date(2024, 5, 1), datetime.date(2024, 5, 7)]
    >>> water_days(date(2024, 5, 9), 3, date(2024, 5, 8))
    []
    """
    days = []
    day = start
    while day <= until:
        if skip_weekday is None or day.weekday() != skip_weekday:
            days.append(day)
        day += timedelta(days=every)
    return days


def assign_lockers(names, lockers, broken=()):
    """Give each name, in order, the next locker that isn't broken.
    Names that come after the lockers have run out get None.

    >>> assign_lockers(["Ira", "Bo"], [11, 12, 13], broken={11})
    {'Ira': 12, 'Bo': 13}
    >>> assign_lockers(["Ira", "Bo", "Cy"], [11, 12])
    {'Ira': 11, 'Bo': 12, 'Cy': None}
    >>> assign_lockers([], [4])
    {}
    """
    usable = [number for number in lockers if number not in broken]
    result = {}
    for position, name in enumerate(names):
        result[name] = usable[position] if position < len(usable) else None
    return result


def split_rent(rent: int, rooms: Dict[str, int]) -> Dict[str, int]:
    """Split a rent in whole euros among flatmates by the size of their rooms.

    Each pays rent * size // total size. What the rounding leaves over is paid by the one with the
    largest room; on a tie, by the first of them in the dict.

    >>> split_rent(1000, {"Mo": 10, "Ann": 20})
    {'Mo': 333, 'Ann': 667}
    >>> split_rent(101, {"Mo": 12, "Ann": 12})
    {'Mo': 51, 'Ann': 50}
    """
    total = sum(rooms.values())
    shares = {name: rent * size // total for name, size in rooms.items()}
    largest = max(rooms, key=rooms.get)
    shares[largest] += rent - sum(shares.values())
    return shares




def first_free_slot(
    bookings: List[Tuple[int, int]], length: int, opens: int, closes: int
) -> Optional[int]:
    """Find the earliest minute at which a meeting of `length` minutes fits between opens and
    closes.

    bookings are (start, end) pairs in minutes, in any order; a meeting may begin the very minute
    that another ends. Return None when there is no room.

    >>> first_free_slot([(560, 600), (540, 550)], 20, 540, 720)
    600
    >>> first_free_slot([], 30, 540, 720)
    540
    >>> first_free_slot([(540, 700)], 30, 540, 720) is None
    True
    """
    candidate = opens
    for start, end in sorted(bookings):
        if min(start, closes) - candidate >= length:
            return candidate
        candidate = max(candidate, end)
    if closes - candidate >= length:
        return candidate
    return None


def stock_value_by_shelf(items, prices):
    """items holds (shelf, article, quantity) tuples and prices maps an article to its price.

    Return a dict of the total value on each shelf. An article without a price counts as 0,
    but its shelf is listed all the same.

    >>> items = [("A", "nut", 10), ("B", "bolt", 2), ("A", "bolt", 1)]
    >>> stock_value_by_shelf(items, {"nut": 2, "bolt": 5})
    {'A': 25, 'B': 10}
    >>> stock_value_by_shelf([("C", "gear", 4)], {})
    {'C': 0}
    """
    values = {}
    for shelf, article, quantity in items:
        values[shelf] = values.get(shelf, 0) + quantity * prices.get(article, 0)
    return values


def next_service(odometer: int, last_service: int, interval: int = 15000) -> Tuple[int, bool]:
    """
    Tell at which odometer reading the next service is due and whether it is overdue already.
    It is due one interval after the last service, and overdue once the odometer has gone past that.

    >>> next_service(42000, 30000)
    (45000, False)
    >>> next_service(45001, 30000)
    (45000, True)
    >>> next_service(45000, 30000)
    (45000, False)
    """
    due = last_service + interval
    return due, odometer > due


def pair_gloves(gloves):
    """Pair up gloves given as (colour, side) tuples, where side is "L" or "R".

    Returns the number of full pairs for each colour that has at least one, colours in
    alphabetical order.

    >>> pair_gloves([("red", "L"), ("red", "R"), ("blue", "L"), ("red", "L")])
    {'red': 1}
    >>> pair_gloves([("grey", "R"), ("black", "L"), ("grey", "L"), ("black", "R")])
    {'black': 1, 'grey': 1}
    >>> pair_gloves([])
    {}
    """
    left, right = defaultdict(int), defaultdict(int)
    for colour, side in gloves:
        if side == "L":
            left[colour] += 1
        else:
            right[colour] += 1
    return {c: min(left[c], right[c]) for c in sorted(left) if right[c] > 0}




def swap_seats(seating, first, second):
    """Return a copy of the seating (guest -> seat number) in which two guests have changed places.

    If either guest has no seat, the copy is the same as the original. The original is never
    altered.

    >>> swap_seats({"Lea": 1, "Tom": 2}, "Lea", "Tom")
    {'Lea': 2, 'Tom': 1}
    >>> swap_seats({"Lea": 1}, "Lea", "Zoe")
    {'Lea': 1}
    """
    new = dict(seating)
    if first in new and second in new:
        new[first], new[second] = new[second], new[first]
    return new


def school_weeks(first: date, last: date, breaks: List[Tuple[date, date]]) -> int:
    """How many Mondays of the term are school Mondays?

    Count the Mondays from first to last (both included) that lie in none of the breaks;
    a break is a pair of its first and last day, both of them days off.

    >>> school_weeks(date(2024, 9, 2), date(2024, 9, 30), [(date(2024, 9, 14), date(2024, 9, 22))])
    4
    >>> school_weeks(date(2024, 9, 3), date(2024, 9, 8), [])
    0
    """
    count = 0
    day = first
    while day <= last:
        off = any(begin <= day <= end for begin, end in breaks)
        if day.weekday() == 0 and not off:
            count += 1
        day += timedelta(days=1)
    return count




def late_fee(
    due: date, returned: Optional[date], today: date, per_day: int = 20, cap: int = 500
) -> int:
    """Work out the library fee in cents for a book.

    Every day after the due date costs per_day, but never more than cap in all. A book that is
    still out (returned is None) is charged up to today. Books on time cost nothing.

    >>> late_fee(date(2024, 3, 1), date(2024, 3, 4), date(2024, 4, 1))
    60
    >>> late_fee(date(2024, 3, 1), None, date(2024, 4, 1))
    500
    >>> late_fee(date(2024, 3, 1), date(2024, 2, 27), date(2024, 4, 1))
    0
    """
    end = returned if returned is not None else today
    days = (end - due).days
    if days <= 0:
        return 0
    return min(days * per_day, cap)


def group_by_platform(departures):
    """Sort the departures of a station by platform.

    departures are (time, platform, destination) tuples with times like "07:05". The result
    maps each platform to a list of "time destination" texts in order of time; platforms
    appear from low to high.

    >>> group_by_platform([("08:10", 2, "Ulm"), ("07:05", 2, "Graz"), ("07:30", 1, "Linz")])
    {1: ['07:30 Linz'], 2: ['07:05 Graz', '08:10 Ulm']}
    >>> group_by_platform([])
    {}
    """
    board = {}
    for time, platform, destination in sorted(departures, key=lambda d: (d[1], d[0])):
        board.setdefault(platform, []).append(f"{time} {destination}")
    return board


def battery_cycles(levels: List[int], low: int = 20, full: int = 95) -> int:
    """Count the charging cycles in a list of battery levels.

    A cycle is complete when the level has been at or below `low` and later reaches `full` or more.
    What comes after that begins a new cycle.

    >>> battery_cycles([50, 18, 60, 97, 40, 15, 96])
    2
    >>> battery_cycles([96, 30, 96])
    0
    >>> battery_cycles([])
    0
    """
    cycles = 0
    was_low = False
    for level in levels:
        if level <= low:
            was_low = True
        elif level >= full and was_low:
            cycles += 1
            was_low = False
    return cycles


def rename_keys(record, mapping):
    """Return the record with keys renamed as mapping says; keys it doesn't mention stay as
    they are.

    A key mapped to None is dropped altogether. Order is kept.

    >>> rename_keys({"nm": "Ole", "yr": 1990, "tmp": 1}, {"nm": "name", "tmp": None})
    {'name': 'Ole', 'yr': 1990}
    >>> rename_keys({}, {"a": "b"})
    {}
    """
    renamed = {}
    for key, value in record.items():
        new_key = mapping.get(key, key)
        if new_key is not None:
            renamed[new_key] = value
    return renamed






def days_until_birthday(birthday: Tuple[int, int], today: date) -> int:
    """
    Count the days from today to the next birthday, given as (month, day).
    On the birthday itself the answer is 0. Someone born on 29 February celebrates on 1 March,
    whatever the year.

    >>> days_until_birthday((3, 10), date(2023, 3, 1))
    9
    >>> days_until_birthday((1, 1), date(2023, 12, 31))
    1
    >>> days_until_birthday((2, 29), date(2023, 3, 1))
    0
    """
    month, day = birthday
    if (month, day) == (2, 29):
        month, day = 3, 1
    following = date(today.year, month, day)
    if following < today:
        following = date(today.year + 1, month, day)
    return (following - today).days




def votes_to_win(votes, total_voters):
    """How many more votes does the leading option need for a majority of all voters?

    A majority is more than half of total_voters. The answer is 0 if the leader has it already.
    With no options at all, every vote of the majority is still needed.

    >>> votes_to_win({"park": 4, "pool": 3}, 10)
    2
    >>> votes_to_win({"park": 6, "pool": 3}, 10)
    0
    >>> votes_to_win({}, 5)
    3
    """
    majority = total_voters // 2 + 1
    leader = max(votes.values(), default=0)
    return max(majority - leader, 0)






def merge_address_lines(*lines: Optional[str]) -> str:
    """Join the lines of an address with ", ".
    Lines that are None or blank are skipped, the others are stripped of spaces at both ends.

    >>> merge_address_lines("12 Mill Lane ", None, "", "York")
    '12 Mill Lane, York'
    >>> merge_address_lines(None, "  ")
    ''
    """
    parts = [line.strip() for line in lines if line is not None]
    return ", ".join(part for part in parts if part)


def cheapest_supplier(quotes: Dict[str, Dict[str, float]], parts: List[str]) -> Optional[str]:
    """Who sells us all the parts for the least money?

    quotes maps a supplier to its price list (part -> price). Suppliers that lack any of the
    parts are out of the race. A tie goes to the name that comes first in the alphabet; if
    nobody has everything, the answer is None.

    >>> cheapest_supplier({"Kron": {"cog": 3.0, "pin": 1.0}, "Abel": {"cog": 2.0}}, ["cog", "pin"])
    'Kron'
    >>> cheapest_supplier({"Kron": {"cog": 2.0}, "Abel": {"cog": 2.0}}, ["cog"])
    'Abel'
    >>> cheapest_supplier({"Abel": {}}, ["cog"]) is None
    True
    """
    offers = []
    for supplier, prices in quotes.items():
        if all(part in prices for part in parts):
            offers.append((sum(prices[part] for part in parts), supplier))
    if not offers:
        return None
    return min(offers)[1]
