import heapq
import json
import math
from collections import Counter, deque
from datetime import datetime
from itertools import groupby
from typing import Any, Dict, Iterable, List, Optional, Set, Tuple


def bookable_slots(opened: Tuple[int, int], bookings: List[Tuple[int, int]], length: int) -> List[int]:
    """
    A treatment room is open from opened[0] to opened[1], in minutes. Slots of the given length
    follow each other from the opening on. Return the starts of those slots which end
    in time and which no booking (start, end) touches.
    >>> bookable_slots((540, 660), [(560, 580)], 30)
    [600, 630]
    >>> bookable_slots((0, 20), [], 30)
    []
    """
    slots = []
    for start in range(opened[0], opened[1] - length + 1, length):
        end = start + length
        if all(b_end <= start or b_start >= end for b_start, b_end in bookings):
            slots.append(start)
    return slots


def lost_property(found, claimed):
    """Return what is still lying in the lost property box. found and claimed are lists of
    things; each claim takes away one thing of that name, if there is one. The rest keeps the
    order of found, and of equal things the first ones go first.
    >>> lost_property(['scarf', 'umbrella', 'scarf'], ['scarf', 'hat'])
    ['umbrella', 'scarf']
    >>> lost_property([], ['key'])
    []
    """
    claims = Counter(claimed)
    left = []
    for thing in found:
        if claims[thing] > 0:
            claims[thing] -= 1
        else:
            left.append(thing)
    return left


def elevator_stops(start: int, calls: List[int]) -> int:
    """
    An elevator serves its calls strictly in the order given. How many floors does it travel?
    >>> elevator_stops(0, [5, 2])
    8
    >>> elevator_stops(3, [3, -1])
    4
    """
    travelled = 0
    floor = start
    for call in calls:
        travelled += abs(call - floor)
        floor = call
    return travelled


def missing_settings(config: Dict[str, Any], required: Dict[str, Any]) -> List[str]:
    """Compare a nested configuration with a pattern of the same shape. In the pattern an inner
    dict asks for an inner dict, and every other value only says of which type the setting
    must be. Return the sorted dotted names of settings that are missing or of a wrong type.
    >>> missing_settings({'db': {'host': 'local', 'port': '5432'}}, {'db': {'host': '', 'port': 0}})
    ['db.port']
    >>> missing_settings({}, {'debug': True})
    ['debug']
    """
    wrong = []
    for key, pattern in required.items():
        if type(config.get(key)) is not type(pattern):
            wrong.append(key)
        elif isinstance(pattern, dict):
            wrong.extend(f'{key}.{name}' for name in missing_settings(config[key], pattern))
    return sorted(wrong)


def noisy_minutes(levels: List[int], limit: int, window: int) -> List[int]:
    """
    Given the sound level of every minute, return the minutes (as indexes) at which a stretch
    of window minutes begins whose average is above limit.
    >>> noisy_minutes([50, 70, 80, 60, 40], 65, 2)
    [1, 2]
    >>> noisy_minutes([90], 65, 2)
    []
    """
    loud = []
    for i in range(len(levels) - window + 1):
        if sum(levels[i:i + window]) > limit * window:
            loud.append(i)
    return loud


def choir_rows(heights: Dict[str, int], per_row: int) -> List[List[str]]:
    """
    Place a choir in rows with the smallest singers in front. Each row takes per_row singers,
    the last one what remains, and within each row the names stand in alphabetical order.
    Singers of the same height are taken in alphabetical order too.
    >>> choir_rows({'Ida': 160, 'Tom': 185, 'Cy': 158, 'Ben': 171}, 2)
    [['Cy', 'Ida'], ['Ben', 'Tom']]
    >>> choir_rows({}, 3)
    []
    """
    ordered = sorted(heights, key=lambda name: (heights[name], name))
    return [sorted(ordered[i:i + per_row]) for i in range(0, len(ordered), per_row)]


def reachable_rooms(doors: Dict[str, List[str]], start: str, locked: Set[str]) -> Set[str]:
    """Return the set of rooms one can get to from start, start included. doors tells which
    rooms each room leads to, and a locked room can't be entered.
    >>> sorted(reachable_rooms({'hall': ['attic', 'cellar'], 'cellar': ['vault']}, 'hall', {'attic'}))
    ['cellar', 'hall', 'vault']
    >>> reachable_rooms({}, 'hall', set())
    {'hall'}
    """
    seen = {start}
    waiting = deque([start])
    while waiting:
        room = waiting.popleft()
        for other in doors.get(room, []):
            if other not in seen and other not in locked:
                seen.add(other)
                waiting.append(other)
    return seen


def parcel_surcharges(parcel):
    """List what is charged on top for a parcel (a dict with 'cm', three lengths, 'kg' and
    perhaps 'island'): 'bulky' if the lengths together exceed 200, 'heavy' above 20 kg,
    'island' if it goes to one. 'bulky' is waived for heavy parcels.
    >>> parcel_surcharges({'cm': (120, 60, 40), 'kg': 8})
    ['bulky']
    >>> parcel_surcharges({'cm': (120, 60, 40), 'kg': 24, 'island': True})
    ['heavy', 'island']
    >>> parcel_surcharges({'cm': (10, 10, 10), 'kg': 1, 'island': False})
    []
    """
    extra = []
    heavy = parcel['kg'] > 20
    if sum(parcel['cm']) > 200 and not heavy:
        extra.append('bulky')
    if heavy:
        extra.append('heavy')
    if parcel.get('island'):
        extra.append('island')
    return extra


def blend_temperature(pours: List[Tuple[float, float]]) -> Optional[float]:
    """Several pours of water, each (litres, degrees), run into one tub. Return how warm the
    tub gets, rounded to one decimal, or None if there's no water at all.
    >>> blend_temperature([(10, 60), (30, 20)])
    30.0
    >>> blend_temperature([]) is None
    True
    """
    volume = sum(litres for litres, _ in pours)
    if volume == 0:
        return None
    heat = sum(litres * degrees for litres, degrees in pours)
    return round(heat / volume, 1)


def shelf_marks(books: Iterable[Tuple[str, int]]) -> List[str]:
    """Make the shelf mark of each book (author, year): the first three letters of the
    author in capitals, a hyphen, the last two digits of the year, and from the second book
    with the same mark on a letter 'b', 'c' and so on.
    >>> shelf_marks([('Lenz', 1968), ('Lenau', 1844), ('Lenz', 1968)])
    ['LEN-68', 'LEN-44', 'LEN-68b']
    >>> shelf_marks([])
    []
    """
    counts = Counter()
    marks = []
    for author, year in books:
        mark = f'{author[:3].upper()}-{year % 100:02d}'
        marks.append(mark + ('' if counts[mark] == 0 else chr(ord('a') + counts[mark])))
        counts[mark] += 1
    return marks


def speaker_turns(lines: List[Tuple[str, str]]) -> List[Tuple[str, str]]:
    """
    A transcript comes as (speaker, words) in short pieces. Put the pieces which the same
    speaker says one after another into one turn, joined by a space.
    >>> speaker_turns([('Eva', 'Well,'), ('Eva', 'no.'), ('Jon', 'Why?')])
    [('Eva', 'Well, no.'), ('Jon', 'Why?')]
    >>> speaker_turns([])
    []
    """
    turns = []
    for speaker, pieces in groupby(lines, key=lambda line: line[0]):
        turns.append((speaker, ' '.join(words for _, words in pieces)))
    return turns


def assign_desks(people: List[str], wishes: Dict[str, List[int]], desks: int) -> Dict[str, int]:
    """People choose desks numbered from 1 to desks, one after the other. Everybody gets the
    first desk of their wishes that is still free, or else the free one with the lowest number.
    Those who come when all is taken get no desk.
    >>> assign_desks(['Al', 'Bea', 'Cas'], {'Al': [2], 'Bea': [2, 3]}, 3)
    {'Al': 2, 'Bea': 3, 'Cas': 1}
    >>> assign_desks(['Al', 'Bea'], {}, 1)
    {'Al': 1}
    """
    free = list(range(1, desks + 1))
    plan = {}
    for person in people:
        options = [d for d in wishes.get(person, []) if d in free] + free
        if options:
            plan[person] = options[0]
            free.remove(options[0])
    return plan


def tail_after(path: str, folder: str) -> str:
    """Return the part of a slash-separated path that comes after the last occurrence of the folder,
    and the whole path if the folder is no part of it.
    >>> tail_after('home/ana/photos/2023/sea.jpg', 'photos')
    '2023/sea.jpg'
    >>> tail_after('tmp/x.txt', 'photos')
    'tmp/x.txt'
    """
    parts = path.split('/')
    for i in range(len(parts) - 1, -1, -1):
        if parts[i] == folder:
            return '/'.join(parts[i + 1:])
    return path


def compare_stock(counted: Dict[str, int], books: Dict[str, int]) -> Dict[str, int]:
    """
    Compare what was counted in the store with what the books say. Return, for each article
    with a difference, counted minus booked. An article missing on either side counts as 0
    there. The keys of the result are in alphabetical order.
    >>> compare_stock({'nails': 90, 'glue': 4}, {'nails': 100, 'glue': 4, 'rope': 2})
    {'nails': -10, 'rope': -2}
    >>> compare_stock({'tape': 1}, {'tape': 1})
    {}
    """
    differences = {}
    for article in sorted(counted.keys() | books.keys()):
        gap = counted.get(article, 0) - books.get(article, 0)
        if gap != 0:
            differences[article] = gap
    return differences


def wake_ups(sleep: str, shortest: int = 2) -> int:
    """The night is a string with one letter for every ten minutes: 's' for asleep and 'w' for
    awake. Count the times the sleeper woke for at least shortest letters in a
    row and fell asleep again afterwards.
    >>> wake_ups('ssswwsswsssww')
    1
    >>> wake_ups('swsws', 1)
    2
    """
    count = 0
    awake = 0
    slept = False
    for state in sleep:
        if state == 'w':
            awake += 1
        else:
            if slept and awake >= shortest:
                count += 1
            slept = True
            awake = 0
    return count


def json_paths(text: str, wanted: str) -> List[str]:
    """
    Given a JSON text, find every place where an object has the key wanted. A place is written as
    the keys and list indexes that lead to it, joined by slashes, in the order of the text.
    >>> json_paths('{"a": {"id": 1}, "b": [{"id": 2}, {"x": 3}]}', 'id')
    ['a/id', 'b/0/id']
    >>> json_paths('[1, 2]', 'id')
    []
    """
    def walk(node, trail):
        if isinstance(node, dict):
            children = node.items()
        elif isinstance(node, list):
            children = enumerate(node)
        else:
            return
        for key, child in children:
            if key == wanted:
                places.append('/'.join(trail + [str(key)]))
            walk(child, trail + [str(key)])

    places: List[str] = []
    walk(json.loads(text), [])
    return places


def deal_cards(cards: List[str], players: int, each: int) -> Tuple[List[List[str]], List[str]]:
    """Deal the cards one at a time round the table until every player has each of them. Give
    back the hands and the cards left over. If there are not cards enough for that, deal
    nothing at all: all hands are empty.
    >>> deal_cards(['7H', 'QS', '2D', 'AC', '9H'], 2, 2)
    ([['7H', '2D'], ['QS', 'AC']], ['9H'])
    >>> deal_cards(['7H'], 2, 1)
    ([[], []], ['7H'])
    """
    needed = players * each
    if needed > len(cards):
        return [[] for _ in range(players)], cards
    hands = [cards[p:needed:players] for p in range(players)]
    return hands, cards[needed:]


def printer_finish(jobs: List[int], printers: int) -> int:
    """
    Each job (given by its minutes) goes, in order, to the printer that gets free first. After
    how many minutes is everything printed?
    >>> printer_finish([5, 3, 4], 2)
    7
    >>> printer_finish([], 3)
    0
    """
    free_at = [0] * printers
    for minutes in jobs:
        start = heapq.heappop(free_at)
        heapq.heappush(free_at, start + minutes)
    return max(free_at)


def hike_climb(profile: List[int], ignore: int = 5) -> int:
    """Add up the metres a hiker climbs. profile is the height at every waypoint; a rise between
    two waypoints of less than ignore metres is taken for an error of the device and skipped.
    >>> hike_climb([100, 130, 128, 131, 180])
    79
    >>> hike_climb([400, 300])
    0
    """
    climbed = 0
    for before, after in zip(profile, profile[1:]):
        rise = after - before
        if rise >= ignore and rise > 0:
            climbed += rise
    return climbed


def meter_usage(readings: List[Tuple[str, int]], digits: int) -> List[Tuple[str, int]]:
    """
    A mechanical meter shows a fixed number of digits and starts again from zero after its
    highest number. Given readings (month, shown number), return the use of every month after
    the first, supposing that the meter went over at most once in a month.
    >>> meter_usage([('jan', 9950), ('feb', 20), ('mar', 100)], 4)
    [('feb', 70), ('mar', 80)]
    >>> meter_usage([('jan', 3)], 4)
    []
    """
    size = 10 ** digits
    usage = []
    for i in range(1, len(readings)):
        month, shown = readings[i]
        usage.append((month, (shown - readings[i - 1][1]) % size))
    return usage


def late_trains(planned: Dict[str, str], actual: Dict[str, str], grace: int = 5) -> List[str]:
    """Which trains were late by more than grace minutes? planned and actual map a train to
    a time like '2024-03-01 08:15'. A train without an actual time was cancelled and counts
    as late. The result is sorted by name.
    >>> late_trains({'R1': '2024-03-01 08:15', 'R2': '2024-03-01 09:00'}, {'R1': '2024-03-01 08:19'})
    ['R2']
    >>> late_trains({'S3': '2024-03-01 23:55'}, {'S3': '2024-03-02 00:10'})
    ['S3']
    """
    form = '%Y-%m-%d %H:%M'
    late = []
    for train, due in planned.items():
        if train not in actual:
            late.append(train)
            continue
        delay = datetime.strptime(actual[train], form) - datetime.strptime(due, form)
        if delay.total_seconds() > grace * 60:
            late.append(train)
    return sorted(late)


def paint_cans(walls: List[Tuple[float, float]], windows: float, coats: int, per_can: float) -> int:
    """
    Work out how many cans of paint to buy. walls holds (width, height) of each wall in
    metres, windows is the area that isn't painted, and a can covers per_can square metres once.
    >>> paint_cans([(4, 2.5), (3, 2.5)], 1.5, 2, 10)
    4
    >>> paint_cans([], 0, 2, 10)
    0
    """
    area = sum(width * height for width, height in walls) - windows
    return max(0, math.ceil(area * coats / per_can))
