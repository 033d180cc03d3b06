import math
import re
import string
from collections import OrderedDict, defaultdict
from datetime import date, time
from functools import reduce
from typing import Dict, List, Tuple, Union


def tram_zone(zones, stop_from, stop_to):
    """Return how many zones a ticket between two stops has to cover. zones maps a stop
    to its zone number, and a stop on a border has a tuple of two numbers, of which the better
    one is used. Riding inside one zone covers 1.
    >>> tram_zone({'Dom': 1, 'Hafen': 3}, 'Dom', 'Hafen')
    3
    >>> tram_zone({'Dom': 1, 'Brücke': (1, 2), 'See': 2}, 'Brücke', 'See')
    1
    """
    def options(stop):
        zone = zones[stop]
        return zone if isinstance(zone, tuple) else (zone,)

    return min(abs(a - b) + 1 for a in options(stop_from) for b in options(stop_to))


def beehive_alerts(weights: Dict[str, List[float]], drop: float) -> List[str]:
    """Given the daily weights of each hive, list the hives that lost more than drop kilos
    from one day to the next at any time (perhaps a swarm has left).
    >>> beehive_alerts({'H1': [30.2, 30.5, 27.0], 'H2': [28.0, 27.5]}, 2)
    ['H1']
    >>> beehive_alerts({'H3': [20.0]}, 2)
    []
    """
    alerts = []
    for hive, series in weights.items():
        if any(a - b > drop for a, b in zip(series, series[1:])):
            alerts.append(hive)
    return alerts


def number_headings(headings: List[Tuple[int, str]]) -> List[str]:
    """
    Put chapter numbers before headings. A heading is (level, title) with level 1 at
    the top. Each heading adds one to the counter of its level and starts the deeper ones anew.
    >>> number_headings([(1, 'Soil'), (2, 'Clay'), (2, 'Sand'), (1, 'Water'), (2, 'Rain')])
    ['1 Soil', '1.1 Clay', '1.2 Sand', '2 Water', '2.1 Rain']
    >>> number_headings([])
    []
    """
    counters: List[int] = []
    numbered = []
    for level, title in headings:
        counters = counters[:level]
        while len(counters) < level:
            counters.append(0)
        counters[level - 1] += 1
        numbered.append('.'.join(map(str, counters)) + ' ' + title)
    return numbered


def fits_in_trunk(trunk: Tuple[int, int, int], box: Tuple[int, int, int]) -> bool:
    """Check whether a box fits into the trunk of a car if it may be turned any way you like,
    edges parallel to the trunk's.
    >>> fits_in_trunk((100, 60, 50), (45, 95, 60))
    True
    >>> fits_in_trunk((100, 60, 50), (61, 61, 10))
    False
    """
    return all(b <= t for b, t in zip(sorted(box), sorted(trunk)))


def playlist_cut(songs: List[Tuple[str, int]], seconds: int) -> List[str]:
    """
    Take songs from the start of the playlist for as long as the time lasts. A song that
    would be too long is skipped once, and the next one is tried in its stead; at the
    second such song we stop.
    >>> playlist_cut([('A', 200), ('B', 500), ('C', 150), ('D', 300), ('E', 10)], 400)
    ['A', 'C']
    >>> playlist_cut([('A', 100)], 90)
    []
    """
    chosen = []
    skipped = False
    for title, length in songs:
        if length <= seconds:
            chosen.append(title)
            seconds -= length
        elif skipped:
            break
        else:
            skipped = True
    return chosen


def opening_state(hours: Dict[str, List[Tuple[time, time]]], day: str, now: time) -> str:
    """Tell a customer how things stand: 'open' if now lies in one of the day's opening times,
    'later' if the shop opens again on this day, otherwise 'closed'. The end of an opening
    time doesn't belong to it.
    >>> week = {'fri': [(time(8), time(12)), (time(14), time(18))]}
    >>> opening_state(week, 'fri', time(12, 30))
    'later'
    >>> opening_state(week, 'fri', time(17, 59))
    'open'
    >>> opening_state(week, 'sun', time(9))
    'closed'
    """
    spans = hours.get(day, [])
    if any(start <= now < end for start, end in spans):
        return 'open'
    if any(now < start for start, _ in spans):
        return 'later'
    return 'closed'


def moved_rows(old: List[str], new: List[str]) -> Dict[str, int]:
    """For each row that occurs in both lists at different places, return by how many places
    it moved: negative numbers are towards the top. Rows are unique within a list.
    >>> moved_rows(['tea', 'milk', 'rye'], ['rye', 'milk', 'tea', 'oil'])
    {'tea': 2, 'rye': -2}
    >>> moved_rows(['a'], ['a'])
    {}
    """
    place = {row: i for i, row in enumerate(new)}
    return {row: place[row] - i for i, row in enumerate(old) if place.get(row, i) != i}


def parking_fee(minutes: int, resident: bool) -> float:
    """
    Return the fee for parking. The first half hour is free. Then every started hour of the
    remaining time costs 2.50, but never more than 15 in all; residents pay half.
    >>> parking_fee(30, False)
    0.0
    >>> parking_fee(95, False)
    5.0
    >>> parking_fee(600, True)
    7.5
    """
    hours = math.ceil(max(0, minutes - 30) / 60)
    fee = min(15.0, hours * 2.5)
    return fee / 2 if resident else fee


def first_free_week(taken: List[int], length: int, last: int = 52) -> int:
    """Find the first week from which on length weeks in a row are not taken. Weeks go from 1
    to last. Return 0 if no such stretch exists.
    >>> first_free_week([1, 2, 4], 2)
    5
    >>> first_free_week([2], 3, 4)
    0
    """
    blocked = set(taken)
    for week in range(1, last - length + 2):
        if blocked.isdisjoint(range(week, week + length)):
            return week
    return 0


def latest_versions(files: List[str]) -> Dict[str, str]:
    """Of drawings named like 'pump_v3.dxf' keep the newest: return a dict from the name before
    '_v' to the file with the highest version. Files not named so are passed over.
    >>> latest_versions(['pump_v3.dxf', 'pump_v12.dxf', 'lid_v1.dxf', 'readme.txt'])
    {'pump': 'pump_v12.dxf', 'lid': 'lid_v1.dxf'}
    >>> latest_versions(['a.dxf'])
    {}
    """
    best: Dict[str, Tuple[int, str]] = {}
    for name in files:
        found = re.fullmatch(r'(.+)_v(\d+)\.\w+', name)
        if found:
            base, version = found.group(1), int(found.group(2))
            if base not in best or version > best[base][0]:
                best[base] = (version, name)
    return {base: name for base, (_, name) in best.items()}


def snowed_in(depths, threshold):
    """
    True if the snow lay at threshold or deeper on at least three days in a row
    >>> snowed_in([10, 30, 35, 30, 5], 30)
    True
    >>> snowed_in([30, 30, 0, 30], 30)
    False
    """
    streak = 0
    for depth in depths:
        streak = streak + 1 if depth >= threshold else 0
        if streak == 3:
            return True
    return False


def split_bill(items: List[Tuple[float, List[str]]]) -> Dict[str, float]:
    """Share out a restaurant bill. Every item is (price, people who had it) and is split
    evenly between those people. Return what each has to pay, rounded to cents, the dearest
    first and equal ones by name.
    >>> split_bill([(12.0, ['Jo']), (9.0, ['Jo', 'Mia', 'Al'])])
    {'Jo': 15.0, 'Al': 3.0, 'Mia': 3.0}
    >>> split_bill([])
    {}
    """
    owed = defaultdict(float)
    for price, people in items:
        for person in people:
            owed[person] += price / len(people)
    ordered = sorted(owed.items(), key=lambda pair: (-round(pair[1], 2), pair[0]))
    return {person: round(amount, 2) for person, amount in ordered}


def ascii_bar(values: Dict[str, int], width: int = 10) -> List[str]:
    """
    Draw a bar chart out of characters. Every line has the label padded to the longest label,
    a space, a bar of '#' whose length is in proportion to the greatest value (that has width
    signs), rounded down, and nothing else. All values are positive.
    >>> ascii_bar({'mon': 5, 'fri': 10}, 4)
    ['mon ##', 'fri ####']
    >>> ascii_bar({})
    []
    """
    if not values:
        return []
    pad = max(len(label) for label in values)
    top = max(values.values())
    return [f'{label:<{pad}} ' + '#' * (n * width // top) for label, n in values.items()]


def mower_battery(plan: str, charge: int) -> Tuple[int, int]:
    """A robot mower works through a plan of letters: 'm' mows a strip and costs 3 per cent of
    charge, 't' turns and costs 1, 'c' charges by 10 but never over 100. It stops before
    a step for which the charge isn't enough. Return (strips mown, charge left).
    >>> mower_battery('mtm', 7)
    (2, 0)
    >>> mower_battery('cmm', 95)
    (2, 94)
    >>> mower_battery('mmm', 5)
    (1, 2)
    """
    strips = 0
    for step in plan:
        if step == 'c':
            charge = min(100, charge + 10)
            continue
        cost = 3 if step == 'm' else 1
        if cost > charge:
            break
        charge -= cost
        strips += step == 'm'
    return strips, charge


class LoanDesk:
    """
    The desk of a tool library. A tool can be lent to one member at a time; lend says whether
    it worked, and late names the members, sorted, who have had a tool for more than the
    allowed days.
    >>> desk = LoanDesk(7)
    >>> desk.lend('saw', 'Ute', 3), desk.lend('saw', 'Jan', 4)
    (True, False)
    >>> desk.late(11)
    ['Ute']
    """

    def __init__(self, days: int):
        self.days = days
        self.loans = OrderedDict()

    def lend(self, tool: str, member: str, today: int) -> bool:
        if tool in self.loans:
            return False
        self.loans[tool] = (member, today)
        return True

    def late(self, today: int) -> List[str]:
        return sorted({m for m, since in self.loans.values() if today - since > self.days})


def expand_pages(spec: str) -> List[int]:
    """Given what one types into a print dialog, such as '1-3,7,5-6', return the page numbers in
    ascending order, each of them once. A range written backwards is read as if
    it were forwards.
    >>> expand_pages('1-3,7,6-5')
    [1, 2, 3, 5, 6, 7]
    >>> expand_pages('4,4')
    [4]
    """
    pages = set()
    for piece in spec.split(','):
        if '-' in piece:
            low, high = sorted(int(n) for n in piece.split('-'))
            pages.update(range(low, high + 1))
        else:
            pages.add(int(piece))
    return sorted(pages)


def all_permissions(roles: Dict[str, dict], role: str) -> List[str]:
    """
    Every role has a list 'allow' and may have a list 'includes' of other roles, whose
    permissions it has as well, and so on. Return all permissions of the role, sorted.
    No role includes itself in the end.
    >>> tree = {'guest': {'allow': ['read']}, 'clerk': {'allow': ['edit'], 'includes': ['guest']}}
    >>> all_permissions(tree, 'clerk')
    ['edit', 'read']
    >>> all_permissions(tree, 'guest')
    ['read']
    """
    granted = set(roles[role]['allow'])
    for other in roles[role].get('includes', []):
        granted.update(all_permissions(roles, other))
    return sorted(granted)


def plate_name(row: int, column: int) -> str:
    """What is a well of a laboratory plate called? Rows count from 0 and are named by letters
    from A, columns count from 0 and are named by two digits from 01.
    >>> plate_name(0, 0)
    'A01'
    >>> plate_name(7, 11)
    'H12'
    """
    return f'{string.ascii_uppercase[row]}{column + 1:02d}'


def school_year(day: date) -> str:
    """
    A school year runs from August to July. Give the name of the one a day belongs to,
    written like '2023/24'.
    >>> school_year(date(2023, 9, 1))
    '2023/24'
    >>> school_year(date(2000, 7, 31))
    '1999/00'
    """
    first = day.year if day.month >= 8 else day.year - 1
    return f'{first}/{(first + 1) % 100:02d}'


def combine_filters(rows: List[dict], filters: List[Tuple[str, str, Union[int, str]]]) -> List[dict]:
    """Return the rows which pass all filters. A filter is (key, operator, value), the operator
    being one of '=', '<' and '>'. A row that lacks the key does not pass.
    >>> combine_filters([{'qty': 4}, {'qty': 9}, {}], [('qty', '>', 5)])
    [{'qty': 9}]
    >>> combine_filters([{'a': 1}], [])
    [{'a': 1}]
    """
    tests = {
        '=': lambda a, b: a == b,
        '<': lambda a, b: a < b,
        '>': lambda a, b: a > b,
    }

    def narrow(kept, condition):
        key, operator, value = condition
        return [row for row in kept if key in row and tests[operator](row[key], value)]

    return reduce(narrow, filters, rows)


def wool_left(balls: Dict[str, int], projects: List[Dict[str, int]]) -> Dict[str, int]:
    """
    You have balls of wool by colour and a list of projects, each telling how many balls of
    which colour it takes. Go through the projects in order and make each one for which
    there's enough wool of all its colours. Return the balls left; colours used up are not listed.
    >>> wool_left({'red': 5, 'ecru': 2}, [{'red': 2, 'ecru': 2}, {'ecru': 1}, {'red': 1}])
    {'red': 2}
    >>> wool_left({'teal': 1}, [{'teal': 2}])
    {'teal': 1}
    """
    left = dict(balls)
    for project in projects:
        if all(left.get(colour, 0) >= n for colour, n in project.items()):
            for colour, n in project.items():
                left[colour] -= n
    return {colour: n for colour, n in left.items() if n > 0}
