import itertools
import re
from collections import Counter
from datetime import date, timedelta
from typing import Optional, Union


def kite_wind(gusts, low=12, high=30):
    """Return the longest time, in readings, for which the wind stayed good for kites, i.e. from
    low to high with both ends included. A single reading out of this range is forgiven when
    good ones stand on both sides of it, and it counts as good.
    >>> kite_wind([15, 20, 35, 18, 5, 4, 20])
    4
    >>> kite_wind([0, 0])
    0
    """
    good = [low <= g <= high for g in gusts]
    best = run = 0
    for i, fine in enumerate(good):
        forgiven = 0 < i < len(good) - 1 and good[i - 1] and good[i + 1]
        run = run + 1 if fine or forgiven else 0
        best = max(best, run)
    return best


def bring_list(guests: dict[str, list[str]], needed: list[str]) -> list[str]:
    """
    Guests have said what they bring to a party. What is still missing from the needed things?
    If something is needed twice, two guests (or one with two) have to bring it.
    >>> bring_list({'Ole': ['salad', 'bread'], 'Pam': ['cake']}, ['bread', 'bread', 'cake', 'ice'])
    ['bread', 'ice']
    >>> bring_list({}, [])
    []
    """
    brought = Counter(itertools.chain.from_iterable(guests.values()))
    missing = []
    for thing in needed:
        if brought[thing]:
            brought[thing] -= 1
        else:
            missing.append(thing)
    return missing


def tyre_wear(depths: tuple[float, float, float, float], minimum: float = 1.6) -> str:
    """
    depths are the tread depths of the four tyres: front left, front right, rear left, rear
    right. Answer 'replace' if any is under the minimum, 'swap' if the front ones together have
    less than the rear ones by more than 2, otherwise 'keep'.
    >>> tyre_wear((4.0, 4.2, 6.0, 5.8))
    'swap'
    >>> tyre_wear((1.5, 4.2, 6.0, 5.8))
    'replace'
    >>> tyre_wear((5, 5, 5, 5))
    'keep'
    """
    if min(depths) < minimum:
        return 'replace'
    front, rear = sum(depths[:2]), sum(depths[2:])
    return 'swap' if rear - front > 2 else 'keep'


def section_of(lines: list[str], title: str) -> list[str]:
    """Return the lines of the section with this title. A section begins with a line such as
    '[title]' and ends before the next line of that kind. Blank lines are left out. If
    there is no such section an empty list is returned.
    >>> section_of(['[net]', 'port=80', '', '[log]', 'level=2'], 'net')
    ['port=80']
    >>> section_of(['a'], 'net')
    []
    """
    inside = False
    found = []
    for line in lines:
        if line.startswith('[') and line.endswith(']'):
            inside = line[1:-1] == title
        elif inside and line.strip():
            found.append(line)
    return found


def coop_eggs(days: list[dict[str, int]], box: int = 6) -> tuple[int, int]:
    """
    Every day's eggs are a dict from hen house to count. They are collected until a box is full.
    Return the number of full boxes after all days and the loose eggs left.
    >>> coop_eggs([{'old': 4, 'new': 3}, {'new': 6}])
    (2, 1)
    >>> coop_eggs([])
    (0, 0)
    """
    return divmod(sum(sum(day.values()) for day in days), box)


def bridge_allows(limits: dict[str, float], vehicle: dict[str, float]) -> list[str]:
    """Given the limits of a bridge (such as 'tonnes', 'height', 'width') and the same measures of a
    vehicle, list what is exceeded, as 'height by 0.3'. A measure the vehicle doesn't tell
    is listed as 'height unknown'. One decimal.
    >>> bridge_allows({'tonnes': 7.5, 'height': 3.5}, {'tonnes': 7.5, 'height': 3.8})
    ['height by 0.3']
    >>> bridge_allows({'width': 2.2}, {})
    ['width unknown']
    """
    problems = []
    for measure, limit in limits.items():
        if measure not in vehicle:
            problems.append(f'{measure} unknown')
        elif vehicle[measure] > limit:
            problems.append(f'{measure} by {vehicle[measure] - limit:.1f}')
    return problems


def vaccine_due(birth: date, given: list[date], schedule: list[int]) -> Optional[date]:
    """
    schedule tells at how many weeks of age each dose is due. Return the day on which the next one
    should be given: the due day, but not earlier than four weeks after the dose before.
    None if all doses have been given.
    >>> vaccine_due(date(2024, 1, 1), [date(2024, 3, 20)], [8, 12, 16])
    datetime.date(2024, 4, 17)
    >>> vaccine_due(date(2024, 1, 1), [], [8])
    datetime.date(2024, 2, 26)
    """
    if len(given) >= len(schedule):
        return None
    due = birth + timedelta(weeks=schedule[len(given)])
    if given:
        due = max(due, max(given) + timedelta(weeks=4))
    return due


def swarm_vote(signals: list[tuple[str, str]], quorum: int) -> Optional[str]:
    """Scouts dance for a site; a scout who dances again for another site takes back the first
    dance. Return the site that first has quorum scouts at the same time, None if none ever has.
    >>> swarm_vote([('b1', 'oak'), ('b2', 'wall'), ('b1', 'wall')], 2)
    'wall'
    >>> swarm_vote([('b1', 'oak'), ('b1', 'oak')], 2) is None
    True
    """
    choice = {}
    for scout, site in signals:
        choice[scout] = site
        if list(choice.values()).count(site) >= quorum:
            return site
    return None


def trim_silence(samples: list[int], floor: int, keep: int = 1) -> list[int]:
    """
    Cut the silence off both ends of a recording. Samples whose absolute value is not above
    floor are silent; keep of them are left at each end where there are any.
    >>> trim_silence([0, 1, 0, 9, -8, 0, 7, 1, 0, 0], 2)
    [0, 9, -8, 0, 7, 1]
    >>> trim_silence([1, 0], 2)
    []
    """
    loud = [i for i, sample in enumerate(samples) if abs(sample) > floor]
    if not loud:
        return []
    return samples[max(0, loud[0] - keep):loud[-1] + 1 + keep]


def count_legal_plates(plates, region):
    """How many of the plates are well-formed and of the given region? A plate is made of
    a region of one to three capital letters, a hyphen, one or two capital letters, a
    space and up to four digits that don't begin with 0.
    >>> count_legal_plates(['HH-AB 12', 'HH-A 0123', 'H-AB 12', 'HH-ABC 1'], 'HH')
    1
    >>> count_legal_plates([], 'B')
    0
    """
    form = re.compile(r'([A-ZÄÖÜ]{1,3})-[A-Z]{1,2} [1-9]\d{0,3}')
    matches = map(form.fullmatch, plates)
    return sum(1 for found in matches if found and found.group(1) == region)


def fair_teams(skill: dict[str, int]) -> tuple[list[str], list[str]]:
    """
    Divide players into two teams. They are picked from the most to the least skilled (ties by
    name), and each joins the team that has less skill so far, or fewer players if that is
    equal, or else the first.
    >>> fair_teams({'Ann': 9, 'Bob': 7, 'Cid': 4, 'Dot': 1})
    (['Ann', 'Dot'], ['Bob', 'Cid'])
    >>> fair_teams({})
    ([], [])
    """
    first, second = [], []
    for name in sorted(skill, key=lambda n: (-skill[n], n)):
        a = (sum(skill[n] for n in first), len(first))
        b = (sum(skill[n] for n in second), len(second))
        (first if a <= b else second).append(name)
    return first, second


def ship_roll(angles: list[float], still: float = 0.5) -> int:
    """
    Count how often a ship rolled from one side to the other. Positive angles are to starboard,
    negative ones to port, and those of at most still degrees are ignored.
    >>> ship_roll([3.0, 1.2, 0.2, -2.5, -0.4, 0.9])
    2
    >>> ship_roll([0.1, -0.1])
    0
    """
    sides = [angle > 0 for angle in angles if abs(angle) > still]
    return sum(a != b for a, b in zip(sides, sides[1:]))


def nested_total(order: Union[dict, list, float]) -> float:
    """An order of the canteen is a price, a list of orders, or a dict with 'times' and 'order'
    which stands for several equal orders. Return what the whole order costs.
    >>> nested_total([2.5, {'times': 3, 'order': [1.0, 0.5]}])
    7.0
    >>> nested_total([])
    0
    """
    if isinstance(order, dict):
        return order['times'] * nested_total(order['order'])
    if isinstance(order, list):
        return sum(nested_total(part) for part in order)
    return order


def pigeon_speeds(race: dict[str, tuple[float, int]], limit: int = 3) -> list[str]:
    """
    For each pigeon we know the kilometres to its loft and the minutes it flew. Return the
    limit fastest as 'name: speed m/min', where speed is in whole metres per minute (rounded).
    >>> pigeon_speeds({'Blitz': (120.0, 100), 'Lola': (90.5, 80)})
    ['Blitz: 1200 m/min', 'Lola: 1131 m/min']
    >>> pigeon_speeds({'Lola': (90.5, 80)}, 0)
    []
    """
    speed = {name: km * 1000 / minutes for name, (km, minutes) in race.items()}
    fastest = sorted(speed, key=speed.get, reverse=True)[:limit]
    return [f'{name}: {round(speed[name])} m/min' for name in fastest]


def insert_breaks(tasks: list[tuple[str, int]], most: int) -> list[str]:
    """Plan a working day: return the names of the tasks with 'break' put in before a task whenever
    the minutes worked since the last break would go over most with it. There's no break
    at the beginning, not even before a task that is too long by itself.
    >>> insert_breaks([('mail', 30), ('report', 50), ('calls', 45)], 90)
    ['mail', 'report', 'break', 'calls']
    >>> insert_breaks([('audit', 200)], 90)
    ['audit']
    """
    plan = []
    worked = 0
    for name, minutes in tasks:
        if plan and worked + minutes > most:
            plan.append('break')
            worked = 0
        plan.append(name)
        worked += minutes
    return plan


def escape_field(value: str, sep: str = ';') -> str:
    """Make a value safe to write into a CSV line: if it holds the separator, a double quote
    or a line break, it's put between double quotes, and each quote inside is doubled.
    >>> escape_field('3" pipe')
    '"3"" pipe"'
    >>> escape_field('plain')
    'plain'
    """
    if any(ch in value for ch in (sep, '"', '\n')):
        return '"' + value.replace('"', '""') + '"'
    return value


def decode_shelf(code: str) -> dict[str, Union[str, int]]:
    """
    A shelf code such as 'B-07-3r' holds the hall (a letter), the rack, the level and the side
    ('l' or 'r'; without a letter it is 'both'). Take it to pieces. A wrong code gives {}.
    >>> decode_shelf('B-07-3r')
    {'hall': 'B', 'rack': 7, 'level': 3, 'side': 'right'}
    >>> decode_shelf('C-12-1')
    {'hall': 'C', 'rack': 12, 'level': 1, 'side': 'both'}
    >>> decode_shelf('12')
    {}
    """
    found = re.fullmatch(r'([A-Z])-(\d\d)-(\d)([lr]?)', code)
    if not found:
        return {}
    hall, rack, level, side = found.groups()
    sides = {'l': 'left', 'r': 'right', '': 'both'}
    return {'hall': hall, 'rack': int(rack), 'level': int(level), 'side': sides[side]}


def crop_rotation(history: list[str], families: dict[str, str], crop: str, pause: int = 3) -> bool:
    """
    Check whether the crop may be planted this year on a bed whose crops of the past years are
    given, the latest last. Its family must not have stood there in the last pause years; a crop
    without a known family only has to differ from itself.
    >>> kin = {'tomato': 'nightshade', 'potato': 'nightshade', 'pea': 'legume'}
    >>> crop_rotation(['pea', 'potato', 'leek'], kin, 'tomato')
    False
    >>> crop_rotation(['potato', 'pea', 'leek', 'oats'], kin, 'tomato')
    True
    """
    def family(name):
        return families.get(name, name)

    recent = history[-pause:] if pause > 0 else []
    return family(crop) not in {family(name) for name in recent}


def toll_roads(trip: list[str], tolls: dict[tuple[str, str], float], badge: bool) -> float:
    """
    Sum up the tolls of a trip through the towns in order. A road's toll is due in either
    direction, at most twice a trip for the same road, and a badge takes 10 per cent off the
    total.
    >>> toll_roads(['Lecco', 'Como', 'Lecco', 'Como'], {('Como', 'Lecco'): 3.0}, False)
    6.0
    >>> toll_roads(['Lecco', 'Como'], {('Como', 'Lecco'): 3.0}, True)
    2.7
    """
    used = Counter(tuple(sorted(pair)) for pair in zip(trip, trip[1:]))
    total = 0.0
    for (a, b), toll in tolls.items():
        total += toll * min(2, used[tuple(sorted((a, b)))])
    return round(total * 0.9 if badge else total, 2)
