import heapq
import itertools
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Dict, Iterable, List, NamedTuple, Optional, Tuple


def hydrant_check(last: Dict[str, date], today: date, months: int = 6) -> List[str]:
    """
    Given the day of the last inspection of every hydrant, return those whose inspection lies
    months or more calendar months back (the day of the month is not looked at), sorted.
    >>> hydrant_check({'N4': date(2024, 1, 31), 'N9': date(2024, 2, 1)}, date(2024, 7, 2))
    ['N4']
    >>> hydrant_check({}, date(2024, 7, 2))
    []
    """
    def index(day):
        return day.year * 12 + day.month

    return sorted(name for name, day in last.items() if index(today) - index(day) >= months)


def loan_extension(due: date, reserved: bool, times: int, closed: List[date]) -> Optional[date]:
    """
    A library extends a loan by 14 days unless the book is reserved or the loan was already extended
    three times. If the new day is one on which the library is closed, the next open day holds.
    Return the new day, or None when there's no extension.
    >>> loan_extension(date(2024, 12, 11), False, 0, [date(2024, 12, 25), date(2024, 12, 26)])
    datetime.date(2024, 12, 27)
    >>> loan_extension(date(2024, 5, 1), True, 0, []) is None
    True
    """
    if reserved or times >= 3:
        return None
    new = due + timedelta(days=14)
    while new in closed:
        new += timedelta(days=1)
    return new


def rope_left(coil, cuts):
    """Cut lengths off a coil of rope one after another; lengths that are too long for what is
    left are refused. Give back the rest and the list of the refused lengths.
    >>> rope_left(20, [8, 15, 7])
    (5, [15])
    >>> rope_left(0, [])
    (0, [])
    """
    refused = []
    for cut in cuts:
        if cut <= coil:
            coil -= cut
        else:
            refused.append(cut)
    return coil, refused


class Reading(NamedTuple):
    """
    A reading of a water meter, which can tell the use since an earlier one.
    >>> Reading(30, 812.5).per_day(Reading(10, 806.5))
    0.3
    >>> Reading(5, 1.0).per_day(Reading(5, 1.0)) is None
    True
    """

    day: int
    cubic: float

    def per_day(self, earlier: 'Reading') -> Optional[float]:
        days = self.day - earlier.day
        if days <= 0:
            return None
        return round((self.cubic - earlier.cubic) / days, 3)


def jury_result(scores: List[float], cut: int = 1) -> float:
    """
    Return the mark of a dive: the judges' scores without the cut highest and the cut lowest,
    averaged and rounded to two decimals. With too few scores for that, all are averaged.
    >>> jury_result([7.0, 9.5, 7.5, 8.0])
    7.75
    >>> jury_result([6.0, 7.0])
    6.5
    """
    kept = sorted(scores)
    if len(kept) > 2 * cut:
        kept = kept[cut:len(kept) - cut]
    return round(sum(kept) / len(kept), 2)


def first_clash(bookings: List[Tuple[str, str, str]]) -> Optional[Tuple[str, str]]:
    """Bookings (guest, from, to) of one cabin come in one after another, with ISO dates, and
    guests leave on the day 'to', when others may arrive. Return (new guest, earlier guest) for
    the first booking that overlaps with one accepted before it, or None.
    >>> first_clash([('Abt', '2024-07-01', '2024-07-08'), ('Koch', '2024-07-08', '2024-07-10'),
    ...              ('Lutz', '2024-07-05', '2024-07-06')])
    ('Lutz', 'Abt')
    >>> first_clash([]) is None
    True
    """
    accepted = []
    for guest, begin, end in bookings:
        for other, other_begin, other_end in accepted:
            if begin < other_end and other_begin < end:
                return guest, other
        accepted.append((guest, begin, end))
    return None


def shared_rides(riders: Dict[str, Tuple[str, int]], seats: int) -> List[Tuple[str, List[str]]]:
    """Riders name a destination and the minute at which they are ready. Those with the same
    destination fill cars of seats places in the order in which they get ready. Return
    (destination, riders) per car, destinations alphabetically.
    >>> shared_rides({'Jo': ('zoo', 9), 'Al': ('zoo', 3), 'Di': ('spa', 5), 'Bo': ('zoo', 4)}, 2)
    [('spa', ['Di']), ('zoo', ['Al', 'Bo']), ('zoo', ['Jo'])]
    >>> shared_rides({}, 2)
    []
    """
    by_place = defaultdict(list)
    for rider, (place, minute) in sorted(riders.items(), key=lambda item: item[1][1]):
        by_place[place].append(rider)
    cars = []
    for place in sorted(by_place):
        group = by_place[place]
        cars += [(place, group[i:i + seats]) for i in range(0, len(group), seats)]
    return cars


def glue_hyphens(lines: List[str]) -> str:
    """
    Join the lines of a scanned page into one text. If a line ends in a hyphen the word goes
    on in the next line, so the hyphen goes and no space is put in; otherwise lines are
    joined by a space.
    >>> glue_hyphens(['The har-', 'bour was', 'frozen.'])
    'The harbour was frozen.'
    >>> glue_hyphens([])
    ''
    """
    text = ''
    for line in lines:
        if text.endswith('-'):
            text = text[:-1] + line
        else:
            text += (' ' if text else '') + line
    return text


def plant_spacing(length: int, spacing: int, edge: int) -> List[int]:
    """At which centimetres of a bed are seedlings set? The first stands edge centimetres from
    the start, the others follow at the given spacing, and none may be closer than
    edge to the other end.
    >>> plant_spacing(100, 30, 10)
    [10, 40, 70]
    >>> plant_spacing(15, 30, 10)
    []
    """
    return list(range(edge, length - edge + 1, spacing))


def diff_days(old: Dict[str, str], new: Dict[str, str]) -> List[str]:
    """
    Describe how a timetable changed. For each day (sorted) write '+day: new', '-day: old' or
    '~day: old -> new', depending on whether the day is added, dropped or altered. Unchanged
    days aren't mentioned.
    >>> diff_days({'fri': '9-17', 'mon': '8-12'}, {'mon': '8-13', 'sat': '10-12'})
    ['-fri: 9-17', '~mon: 8-12 -> 8-13', '+sat: 10-12']
    >>> diff_days({'a': '1'}, {'a': '1'})
    []
    """
    changes = []
    for day in sorted(old.keys() | new.keys()):
        if day not in old:
            changes.append(f'+{day}: {new[day]}')
        elif day not in new:
            changes.append(f'-{day}: {old[day]}')
        elif old[day] != new[day]:
            changes.append(f'~{day}: {old[day]} -> {new[day]}')
    return changes


def radio_slots(shows: List[Tuple[str, int]], start: str) -> List[str]:
    """Turn shows (title, minutes) that follow each other from start on into lines such as
    '23:30-00:15 Night talk'. The clock goes on past midnight.
    >>> radio_slots([('News', 30), ('Night talk', 45)], '23:00')
    ['23:00-23:30 News', '23:30-00:15 Night talk']
    >>> radio_slots([], '10:00')
    []
    """
    now = datetime.strptime(start, '%H:%M')
    lines = []
    for title, minutes in shows:
        then = now + timedelta(minutes=minutes)
        lines.append(f'{now:%H:%M}-{then:%H:%M} {title}')
        now = then
    return lines


def cheapest_path(costs: Dict[str, Dict[str, int]], start: str, goal: str) -> Optional[int]:
    """
    What does the cheapest cable way between two junction boxes cost? costs[a][b] is the price
    of laying a cable from a to b, and it's the same from b to a without being listed again.
    None if the boxes can't be joined.
    >>> cheapest_path({'A': {'B': 4, 'C': 1}, 'C': {'B': 2}}, 'A', 'B')
    3
    >>> cheapest_path({'A': {'B': 4}, 'D': {}}, 'B', 'D') is None
    True
    """
    links = defaultdict(list)
    for a, others in costs.items():
        for b, cost in others.items():
            links[a].append((b, cost))
            links[b].append((a, cost))
    done = set()
    heap = [(0, start)]
    while heap:
        cost, box = heapq.heappop(heap)
        if box == goal:
            return cost
        if box not in done:
            done.add(box)
            for other, more in links[box]:
                heapq.heappush(heap, (cost + more, other))
    return None


def lottery_hits(tickets: Dict[str, List[int]], drawn: List[int], extra: int) -> Dict[str, str]:
    """
    For each ticket write how many of its numbers were drawn, followed by '+' if it also has the
    extra number. Tickets with fewer than two drawn numbers aren't listed.
    >>> lottery_hits({'T1': [3, 9, 12], 'T2': [4, 5, 6], 'T3': [3, 9, 40]}, [3, 9, 33], 40)
    {'T1': '2', 'T3': '2+'}
    >>> lottery_hits({}, [1], 2)
    {}
    """
    lucky = set(drawn)
    hits = {}
    for ticket, numbers in tickets.items():
        count = len(lucky.intersection(numbers))
        if count >= 2:
            hits[ticket] = f'{count}+' if extra in numbers else str(count)
    return hits


def stair_plan(height: int, lowest: int = 16, highest: int = 19) -> Optional[Tuple[int, float]]:
    """Plan a staircase of the given height in centimetres. All its steps are equal and their
    rise lies between lowest and highest. Return the smallest number of steps and
    their rise to one decimal, or None if it can't be done.
    >>> stair_plan(280)
    (15, 18.7)
    >>> stair_plan(25) is None
    True
    """
    steps = -(-height // highest)
    rise = height / steps
    return (steps, round(rise, 1)) if rise >= lowest else None


def herd_intake(animals: List[Dict], feed: Dict[str, float]) -> float:
    """How many kilos of hay does the herd eat in a week? feed gives the daily kilos of a grown
    animal by its kind; the young (age under 1) eat half, and animals of a kind that isn't
    in feed eat no hay. Round to one decimal.
    >>> herd_intake([{'kind': 'goat', 'age': 3}, {'kind': 'goat', 'age': 0.5}], {'goat': 2})
    21.0
    >>> herd_intake([{'kind': 'hen', 'age': 1}], {'goat': 2})
    0.0
    """
    daily = 0.0
    for animal in animals:
        portion = feed.get(animal['kind'], 0)
        daily += portion / 2 if animal['age'] < 1 else portion
    return round(daily * 7, 1)


def key_signature_groups(tunes: Iterable[Tuple[str, str]]) -> List[str]:
    """Arrange tunes (title, key) for a dance so that tunes in one key follow one another. Keys
    come in alphabetical order and titles within a key too. Each line reads 'key: title, title'.
    >>> key_signature_groups([('Mist', 'D'), ('Alder', 'G'), ('Fair', 'D')])
    ['D: Fair, Mist', 'G: Alder']
    >>> key_signature_groups([])
    []
    """
    ordered = sorted((key, title) for title, key in tunes)
    lines = []
    for key, group in itertools.groupby(ordered, key=lambda pair: pair[0]):
        lines.append(f'{key}: ' + ', '.join(title for _, title in group))
    return lines


def print_sheets(pages: int, per_side: int, duplex: bool, copies: int = 1) -> int:
    """
    Count the sheets of paper needed. per_side pages fit on one side; with duplex both sides
    of a sheet are used. Each copy starts on a new sheet.
    >>> print_sheets(9, 2, True)
    3
    >>> print_sheets(9, 1, False, 2)
    18
    """
    per_sheet = per_side * (2 if duplex else 1)
    return copies * -(-pages // per_sheet)


def scarce_blood(stock: Dict[str, int], weekly: Dict[str, int]) -> List[str]:
    """
    stock holds the bags of every blood group, weekly the bags used in a week. Return the groups
    that won't last two weeks, those that run out soonest first (compare stock / weekly). Groups
    never used are of no concern, groups without stock count as 0 bags.
    >>> scarce_blood({'A+': 30, 'B-': 3}, {'A+': 10, 'B-': 2, '0-': 4})
    ['0-', 'B-']
    >>> scarce_blood({'AB-': 0}, {'AB-': 0})
    []
    """
    weeks = {g: stock.get(g, 0) / used for g, used in weekly.items() if used > 0}
    return sorted((g for g in weeks if weeks[g] < 2), key=weeks.get)
