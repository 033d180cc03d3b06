import math
import re
from collections import defaultdict
from datetime import date, datetime, timedelta


def pollen_days(counts: list[dict[str, int]], bearable: dict[str, int]) -> list[int]:
    """
    counts holds the pollen counts of each day by plant, bearable the counts a patient can
    stand. Return the indexes of the days on which two or more plants were over what's bearable,
    or one was at twice as much or more. Plants not in bearable don't trouble the patient.
    >>> limits = {'birch': 30, 'alder': 20}
    >>> pollen_days([{'birch': 31}, {'birch': 31, 'alder': 25}, {'birch': 60}, {'oak': 99}], limits)
    [1, 2]
    >>> pollen_days([], limits)
    []
    """
    bad = []
    for day, plants in enumerate(counts):
        load = [plants.get(plant, 0) / limit for plant, limit in bearable.items()]
        if sum(part > 1 for part in load) >= 2 or any(part >= 2 for part in load):
            bad.append(day)
    return bad


def bundle_sticks(lengths: list[int], slack: int) -> list[list[int]]:
    """Bundle sticks so that in each bundle the longest is at most slack longer than the
    shortest. Begin each bundle with the shortest stick left and take all that fit.
    >>> bundle_sticks([30, 12, 33, 10, 37], 4)
    [[10, 12], [30, 33], [37]]
    >>> bundle_sticks([], 4)
    []
    """
    bundles = []
    for length in sorted(lengths):
        if bundles and length - bundles[-1][0] <= slack:
            bundles[-1].append(length)
        else:
            bundles.append([length])
    return bundles


def apply_diff(lines, diff):
    """
    Apply a simple diff to a list of lines. Each entry of diff begins with '=' (keep the next
    line), '-' (drop it) or '+' (put in the rest of the entry). Lines not reached by
    the diff are kept.
    >>> apply_diff(['a', 'b', 'c'], ['=', '-', '+x'])
    ['a', 'x', 'c']
    >>> apply_diff([], ['+new'])
    ['new']
    """
    result = []
    position = 0
    for entry in diff:
        if entry[0] == '+':
            result.append(entry[1:])
            continue
        if entry[0] == '=':
            result.append(lines[position])
        position += 1
    return result + lines[position:]


def shift_swap_ok(rota: dict[str, list[int]], a: str, day_a: int, b: str, day_b: int) -> bool:
    """May a give day_a to b and take day_b in return? Both must have the day they give, and
    after the swap nobody may work on a day twice or on more than five days in a row.
    >>> shift_swap_ok({'Al': [1, 2], 'Bo': [4, 5]}, 'Al', 2, 'Bo', 4)
    True
    >>> shift_swap_ok({'Al': [1, 2], 'Bo': [2, 5]}, 'Al', 2, 'Bo', 5)
    False
    """
    if day_a not in rota[a] or day_b not in rota[b]:
        return False
    for person, gives, takes in ((a, day_a, day_b), (b, day_b, day_a)):
        days = [day for day in rota[person] if day != gives] + [takes]
        if len(set(days)) < len(days):
            return False
        if any(all(d + i in days for i in range(6)) for d in days):
            return False
    return True


def sign_off(names: list[str], style: str = 'plain') -> str:
    """
    Join names for the end of a card. 'plain' gives 'Ann, Bo and Cy', 'amp' uses ' & ' between
    all, 'list' puts each on its own line after a dash.
    >>> sign_off(['Ann', 'Bo', 'Cy'])
    'Ann, Bo and Cy'
    >>> sign_off(['Ann', 'Bo'], 'amp')
    'Ann & Bo'
    >>> sign_off(['Ann'], 'list')
    '- Ann'
    """
    if style == 'amp':
        return ' & '.join(names)
    if style == 'list':
        return '\n'.join(f'- {name}' for name in names)
    if len(names) < 2:
        return ''.join(names)
    return ', '.join(names[:-1]) + ' and ' + names[-1]


def meter_route(meters: dict[str, tuple[int, int]], floor_time: int, door_time: int) -> int:
    """A reader visits all meters of a house, given as (floor, door), from floor 0 upwards and
    then goes straight down again. Every floor changed takes floor_time seconds, up or
    down, and every meter door_time. Return the seconds until floor 0 is reached again.
    >>> meter_route({'m1': (0, 2), 'm2': (3, 1)}, 20, 45)
    210
    >>> meter_route({}, 20, 45)
    0
    """
    top = max((floor for floor, _ in meters.values()), default=0)
    return 2 * top * floor_time + len(meters) * door_time


def translate_units(text: str, table: dict[str, tuple[str, float]]) -> str:
    """
    Replace amounts such as '3 miles' in a text. table maps a unit to (new unit, factor); the new
    number has one decimal. Numbers with other units stay as they are.
    >>> translate_units('walk 3 miles with 2 dogs', {'miles': ('km', 1.609)})
    'walk 4.8 km with 2 dogs'
    >>> translate_units('nothing here', {})
    'nothing here'
    """
    def change(found):
        number, unit = found.groups()
        if unit not in table:
            return found.group()
        new, factor = table[unit]
        return f'{float(number) * factor:.1f} {new}'

    return re.sub(r'(\d+(?:\.\d+)?) (\w+)', change, text)


def ballast_moves(left: int, right: int, bags: int, weight: int) -> int:
    """
    A boat lists when its sides differ. bags sandbags of the given weight lie on the heavier
    side; each one moved over makes that side lighter and the other heavier. Return how many to
    move so that the difference becomes as small as possible, fewer if there's a choice.
    >>> ballast_moves(500, 380, 5, 20)
    3
    >>> ballast_moves(500, 380, 1, 20)
    1
    """
    gap = abs(left - right)
    return min(range(bags + 1), key=lambda n: (abs(gap - 2 * n * weight), n))


def kennel_map(dogs: list[tuple[str, str]], enemies: set[frozenset[str]], runs: int) -> list[list[str]]:
    """Put dogs (name, breed) into runs, one after another. Each goes to the run with the fewest
    dogs among those without a dog of an enemy breed, the first of several; a dog with no such
    run is left out. enemies holds sets of two breeds.
    >>> kennel_map([('Rex', 'boxer'), ('Ivy', 'pug'), ('Max', 'pug')], {frozenset({'boxer', 'pug'})}, 2)
    [['Rex'], ['Ivy', 'Max']]
    >>> kennel_map([], set(), 1)
    [[]]
    """
    kennels = [[] for _ in range(runs)]
    for name, breed in dogs:
        calm = [run for run in kennels
                if not any(frozenset({breed, other}) in enemies for _, other in run)]
        if calm:
            min(calm, key=len).append((name, breed))
    return [[name for name, _ in run] for run in kennels]


def birthdays_ahead(born: dict[str, date], today: date, days: int) -> list[str]:
    """
    Whose birthday is within the next so many days, today included? Return lines such as
    '05.01. Mia (9)' with the age they'll reach, the soonest first. Nobody in the list was
    born on the 29th of February.
    >>> birthdays_ahead({'Mia': date(2015, 1, 5), 'Tom': date(1990, 6, 1)}, date(2023, 12, 28), 10)
    ['05.01. Mia (9)']
    >>> birthdays_ahead({}, date(2023, 12, 28), 10)
    []
    """
    ahead = []
    for name, day in born.items():
        coming = day.replace(year=today.year)
        if coming < today:
            coming = day.replace(year=today.year + 1)
        if (coming - today).days <= days:
            ahead.append((coming, f'{coming:%d.%m.} {name} ({coming.year - day.year})'))
    return [line for _, line in sorted(ahead)]


def stagger_starts(boats: dict[str, float], miles: float) -> dict[str, int]:
    """
    In a handicap race slow boats start first so that all would arrive together. boats has their
    minutes per mile. Return the minute (rounded) at which each starts, the slowest at 0.
    >>> stagger_starts({'Gull': 12, 'Tern': 9.5}, 6)
    {'Gull': 0, 'Tern': 15}
    >>> stagger_starts({'Gull': 12}, 6)
    {'Gull': 0}
    """
    slowest = max(boats.values()) * miles
    return {boat: round(slowest - pace * miles) for boat, pace in boats.items()}


def milk_round(orders: list[tuple[int, int]], van: int) -> int:
    """
    A milkman drives along a road with the dairy at metre 0. orders are (metre, bottles), and
    the van holds van bottles. He serves the farthest orders first, and each trip takes as many
    whole orders as fit in that sequence. No order is larger than the van. Return the metres
    driven.
    >>> milk_round([(100, 5), (300, 5), (200, 4)], 9)
    800
    >>> milk_round([], 9)
    0
    """
    metres = 0
    room = 0
    for place, bottles in sorted(orders, reverse=True):
        if bottles > room:
            metres += 2 * place
            room = van
        room -= bottles
    return metres


def dusk_lights(sunset: dict[str, str], offset: int, weekdays: set[int]) -> dict[str, str]:
    """From ISO dates and sunset times make the plan of a garden light: on each day whose
    weekday (Monday is 0) is in weekdays it goes on offset minutes after sunset, before it if
    negative.
    >>> dusk_lights({'2024-06-07': '21:35', '2024-06-08': '21:36'}, -15, {4})
    {'2024-06-07': '21:20'}
    >>> dusk_lights({}, 0, {1})
    {}
    """
    plan = {}
    for day, clock in sunset.items():
        moment = datetime.fromisoformat(f'{day} {clock}')
        if moment.weekday() in weekdays:
            plan[day] = (moment + timedelta(minutes=offset)).strftime('%H:%M')
    return plan


def team_sheet(players: dict[str, set[str]], positions: list[str]) -> dict[str, str] | None:
    """
    Find somebody for every position. players says which positions each can play, and nobody
    plays two. Positions are filled in order and players tried in the order given, going back on
    earlier choices where needed. None if it can't be done.
    >>> team_sheet({'Ada': {'goal', 'wing'}, 'Bea': {'goal'}}, ['goal', 'wing'])
    {'goal': 'Bea', 'wing': 'Ada'}
    >>> team_sheet({'Bea': {'goal'}}, ['goal', 'wing']) is None
    True
    """
    if not positions:
        return {}
    position, rest = positions[0], positions[1:]
    for name, plays in players.items():
        if position in plays:
            others = {n: p for n, p in players.items() if n != name}
            sheet = team_sheet(others, rest)
            if sheet is not None:
                return {position: name, **sheet}
    return None


def wrong_change(sales: list[tuple[float, float, float]]) -> list[int]:
    """Each sale is (price, paid, change given). Return the indexes of sales in which the change
    was wrong by a cent or more.
    >>> wrong_change([(3.2, 5.0, 1.8), (7.5, 10.0, 3.5)])
    [1]
    >>> wrong_change([])
    []
    """
    return [
        i for i, (price, paid, change) in enumerate(sales)
        if round((paid - price) * 100) != round(change * 100)
    ]


def voice_ranges(voices: dict[str, tuple[int, int]], melody: list[int], shift: int) -> list[str]:
    """
    Which voices can sing a melody if it's moved by shift half tones? Voices map to (lowest,
    highest) note numbers. Sort those who can by how many half tones they have to spare at the
    top, most first.
    >>> voice_ranges({'alto': (53, 74), 'soprano': (60, 81), 'bass': (40, 64)}, [62, 66, 69], 2)
    ['soprano', 'alto']
    >>> voice_ranges({'bass': (40, 64)}, [62, 66], 0)
    []
    """
    bottom, top = min(melody) + shift, max(melody) + shift
    able = [voice for voice, (low, high) in voices.items() if low <= bottom and top <= high]
    return sorted(able, key=lambda voice: voices[voice][1] - top, reverse=True)


def moss_growth(start: float, rate: float, cut_at: float, weeks: int) -> tuple[float, int]:
    """A patch of moss grows by rate (0.1 is a tenth) each week. As soon as it's larger than
    cut_at at the end of a week it's cut down to half. Return its size after the weeks, to two
    decimals, and the number of cuts.
    >>> moss_growth(10, 0.5, 20, 2)
    (11.25, 1)
    >>> moss_growth(10, 0.1, 100, 0)
    (10, 0)
    """
    size, cuts = start, 0
    for _ in range(weeks):
        size *= 1 + rate
        if size > cut_at:
            size /= 2
            cuts += 1
    return round(size, 2), cuts


def reorder_columns(rows: list[dict], first: list[str]) -> list[dict]:
    """
    Return the rows with their keys in another order: those in first lead, in that order, and
    the others follow as they stood. A key that a row lacks is not added.
    >>> reorder_columns([{'qty': 2, 'id': 7, 'note': ''}], ['id'])
    [{'id': 7, 'qty': 2, 'note': ''}]
    >>> reorder_columns([{'qty': 2}], ['id', 'qty'])
    [{'qty': 2}]
    """
    ordered = []
    for row in rows:
        keys = [key for key in first if key in row] + [key for key in row if key not in first]
        ordered.append({key: row[key] for key in keys})
    return ordered


def tool_paths(holes: list[tuple[float, float, float]], change: float, speed: float) -> float:
    """
    A drill has to make holes (x, diameter, seconds) along a bar. It does all holes of a
    diameter, smallest diameter first, from left to right, starting at x = 0 and going back
    there for every change of the drill, which takes change seconds; it moves at speed
    millimetres per second. Return the seconds until it is back at 0 after the last hole,
    rounded up. The first drill is in already.
    >>> tool_paths([(100, 5, 2), (50, 5, 2), (200, 8, 3)], 10, 50)
    29
    >>> tool_paths([], 10, 50)
    0
    """
    groups = defaultdict(list)
    for x, diameter, seconds in holes:
        groups[diameter].append((x, seconds))
    total = max(0, len(groups) - 1) * change
    for group in groups.values():
        total += 2 * max(x for x, _ in group) / speed
        total += sum(seconds for _, seconds in group)
    return math.ceil(total)
