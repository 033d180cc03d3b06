from collections import defaultdict
from datetime import date, timedelta
from typing import Dict, List, Optional, Tuple


def ferry_last_return(departures: List[str], crossing: int, closing: str) -> Optional[str]:
    """
    Given the departure times of a ferry as 'HH:MM', the minutes a crossing takes and the
    time the far pier closes, return the latest departure that still arrives at or before
    closing. Return None if there is none.
    >>> ferry_last_return(['17:10', '18:40', '19:30'], 35, '19:20')
    '18:40'
    >>> ferry_last_return(['20:00'], 10, '19:00') is None
    True
    """
    def minutes(clock):
        hours, mins = clock.split(':')
        return int(hours) * 60 + int(mins)

    limit = minutes(closing)
    fitting = [d for d in departures if minutes(d) + crossing <= limit]
    if not fitting:
        return None
    return max(fitting, key=minutes)


def spare_lamps(lamps, hours_on, life):
    """Which lamps should be changed on the next round? Those whose hours are within a tenth
    of their life's end or past it. lamps is a list of names, hours_on a dict from name to
    hours, and a lamp without an entry there was never lit.
    >>> spare_lamps(['porch', 'stairs', 'cellar'], {'porch': 950, 'stairs': 400}, 1000)
    ['porch']
    >>> spare_lamps([], {}, 1000)
    []
    """
    return [lamp for lamp in lamps if hours_on.get(lamp, 0) >= 0.9 * life]


def seed_germinated(trays: Dict[str, Tuple[int, int]], share: float) -> List[str]:
    """You are given trays, which maps the name of a seed to a pair (sown, sprouted).
    Return the names, in alphabetical order, whose sprouted part is at least the given share.
    Trays in which nothing was sown are left out.
    >>> seed_germinated({'leek': (20, 15), 'chard': (10, 9), 'dill': (0, 0)}, 0.75)
    ['chard', 'leek']
    >>> seed_germinated({'kale': (8, 1)}, 0.5)
    []
    """
    good = []
    for name, (sown, sprouted) in trays.items():
        if sown and sprouted / sown >= share:
            good.append(name)
    return sorted(good)


def thermostat_switches(readings, low, high):
    """The heating is off at first. It goes on when a reading is under low and goes off when
    a reading is over high; between the two it stays as it was. Return the list of the states
    (True for on) after each reading.
    >>> thermostat_switches([20, 17, 19, 22, 20], 18, 21)
    [False, True, True, False, False]
    >>> thermostat_switches([], 18, 21)
    []
    """
    states = []
    on = False
    for reading in readings:
        if reading < low:
            on = True
        elif reading > high:
            on = False
        states.append(on)
    return states


def nearest_stop(stops: List[Tuple[str, float]], km: float) -> str:
    """
    Given stops along a line as (name, kilometre), return the name of the stop that is
    closest to the kilometre km. If two are equally close, take the one with the smaller
    kilometre.
    >>> nearest_stop([('Mill', 0.0), ('Bridge', 2.5), ('Quarry', 6.0)], 3.9)
    'Bridge'
    >>> nearest_stop([('B', 4.0), ('A', 2.0)], 3.0)
    'A'
    """
    best = min(stops, key=lambda stop: (abs(stop[1] - km), stop[1]))
    return best[0]


def group_by_aisle(items, aisle_of, unknown='?'):
    """Sort a shopping list into aisles: return a dict from aisle to the list of items found
    there, in the order of the shopping list. Items that aisle_of does not know go under
    the key given by unknown.
    >>> group_by_aisle(['rice', 'soap', 'lentils'], {'rice': 4, 'lentils': 4})
    {4: ['rice', 'lentils'], '?': ['soap']}
    >>> group_by_aisle([], {'rice': 4})
    {}
    """
    aisles = defaultdict(list)
    for item in items:
        aisles[aisle_of.get(item, unknown)].append(item)
    return dict(aisles)


def longest_dry_spell(rain: List[float], trace: float = 0.2) -> Tuple[int, int]:
    """
    Find the longest run of days on which no more than trace millimetres of rain fell.
    Return a tuple (index of the first day, number of days); the earliest run wins if there
    are several, and (-1, 0) means that every day was wet.
    >>> longest_dry_spell([3.0, 0.0, 0.1, 5.5, 0.0])
    (1, 2)
    >>> longest_dry_spell([1.0, 2.0])
    (-1, 0)
    """
    best_start, best_length = -1, 0
    length = 0
    for day, amount in enumerate(rain):
        if amount <= trace:
            length += 1
            if length > best_length:
                best_start, best_length = day - length + 1, length
        else:
            length = 0
    return best_start, best_length


def scale_recipe(recipe: Dict[str, float], served: int, wanted: int) -> Dict[str, float]:
    """Return a new recipe for the wanted number of people. Each amount is multiplied by
    wanted / served and rounded to one decimal; amounts that become zero by rounding are
    set to 0.1, so that no ingredient is lost.
    >>> scale_recipe({'flour': 500, 'yeast': 7, 'salt': 0.2}, 4, 1)
    {'flour': 125.0, 'yeast': 1.8, 'salt': 0.1}
    >>> scale_recipe({'rice': 200.0}, 2, 3)
    {'rice': 300.0}
    """
    factor = wanted / served
    scaled = {}
    for name, amount in recipe.items():
        new_amount = round(amount * factor, 1)
        scaled[name] = new_amount if new_amount > 0 else 0.1
    return scaled


def count_handovers(log):
    """
    log is a list of pairs (parcel, courier) in the order in which scans came in.
    Return a dictionary that tells for each parcel how often it changed hands, that is, how
    often its courier was another one than at its previous scan.
    >>> count_handovers([('p1', 'Ana'), ('p2', 'Bo'), ('p1', 'Bo'), ('p1', 'Bo')])
    {'p1': 1, 'p2': 0}
    >>> count_handovers([])
    {}
    """
    holder = {}
    changes = {}
    for parcel, courier in log:
        changes.setdefault(parcel, 0)
        if parcel in holder and holder[parcel] != courier:
            changes[parcel] += 1
        holder[parcel] = courier
    return changes


def can_seat(rows: List[int], groups: List[int]) -> bool:
    """Check whether all groups find a place when each group, in the order of arrival, takes
    the first row that has seats enough for all of them side by side. rows holds the number
    of free seats of each row.
    >>> can_seat([4, 3], [2, 3, 2])
    True
    >>> can_seat([4, 3], [3, 2, 2])
    False
    """
    free = list(rows)
    for size in groups:
        for i, seats in enumerate(free):
            if seats >= size:
                free[i] -= size
                break
        else:
            return False
    return True


def label_jar(content: str, filled: date, months: int) -> str:
    """
    Write the label for a jar: the content in capital letters, a bar, and the month by which
    it should be eaten as 'MM.YYYY'. months tells how long it keeps.
    >>> label_jar('Plum jam', date(2024, 9, 14), 18)
    'PLUM JAM | 03.2026'
    >>> label_jar('pesto', date(2024, 12, 1), 0)
    'PESTO | 12.2024'
    """
    index = filled.year * 12 + filled.month - 1 + months
    return f'{content.upper()} | {index % 12 + 1:02d}.{index // 12}'


def tide_turns(heights):
    """Return the indexes at which the water turns: where a height is greater than both of
    its neighbours or smaller than both of them. The ends never count.
    >>> tide_turns([1.2, 3.4, 2.0, 0.8, 1.9])
    [1, 3]
    >>> tide_turns([2.0, 2.0, 2.0])
    []
    """
    turns = []
    for i in range(1, len(heights) - 1):
        before, here, after = heights[i - 1:i + 2]
        if here > before and here > after or here < before and here < after:
            turns.append(i)
    return turns


def total_weight(crate) -> float:
    """
    A crate is either a number, the weight of a thing, or a list of crates. Every list weighs
    another 0.5 for the box itself. Return the weight of it all.
    >>> total_weight([2, [1, 1.5]])
    5.5
    >>> total_weight([])
    0.5
    >>> total_weight(7)
    7
    """
    if not isinstance(crate, list):
        return crate
    return 0.5 + sum(total_weight(inner) for inner in crate)


def next_watering(last: date, every: int, rained: List[date]) -> date:
    """Say when a bed is to be watered next. Watering is due every so many days after the last
    time, and each day of rain after the last watering and before the due day puts
    it off by one day. Only the rain before the first due day is looked at.
    >>> next_watering(date(2024, 6, 1), 3, [date(2024, 6, 2)])
    datetime.date(2024, 6, 5)
    >>> next_watering(date(2024, 6, 1), 3, [date(2024, 5, 30), date(2024, 6, 9)])
    datetime.date(2024, 6, 4)
    """
    due = last + timedelta(days=every)
    delay = len({day for day in rained if last < day < due})
    return due + timedelta(days=delay)


def rank_teams(results: List[Tuple[str, int, str, int]]) -> List[str]:
    """
    Given football results as (home, home goals, away, away goals), return the names of all
    teams from the best to the worst. A win brings three points, a draw one. Equal points are
    decided by goal difference, then by name.
    >>> rank_teams([('Elm', 2, 'Oak', 1), ('Oak', 3, 'Ash', 0), ('Ash', 1, 'Elm', 1)])
    ['Elm', 'Oak', 'Ash']
    >>> rank_teams([])
    []
    """
    points = defaultdict(int)
    difference = defaultdict(int)
    for home, scored, away, conceded in results:
        difference[home] += scored - conceded
        difference[away] += conceded - scored
        points[home] += 3 if scored > conceded else 1 if scored == conceded else 0
        points[away] += 3 if conceded > scored else 1 if scored == conceded else 0
    return sorted(points, key=lambda team: (-points[team], -difference[team], team))


def wrap_banner(text: str, width: int) -> str:
    """Put the text in the middle of a line of '=' signs with one space on either side of it.
    The line is width long; when the signs don't divide evenly the right side has one more.
    A text that doesn't fit is returned unchanged.
    >>> wrap_banner('menu', 12)
    '=== menu ==='
    >>> wrap_banner('open', 11)
    '== open ==='
    >>> wrap_banner('much too long', 8)
    'much too long'
    """
    room = width - len(text) - 2
    if room < 0:
        return text
    left = room // 2
    return '=' * left + ' ' + text + ' ' + '=' * (room - left)


def path_of_page(parent: Dict[str, str], page: str) -> str:
    """Build the breadcrumb of a page of a wiki: the titles from the root down to the page with
    ' > ' between. parent tells for every page except the root which page it hangs under.
    >>> path_of_page({'pumps': 'garden', 'garden': 'home'}, 'pumps')
    'home > garden > pumps'
    >>> path_of_page({}, 'home')
    'home'
    """
    trail = [page]
    while trail[-1] in parent:
        trail.append(parent[trail[-1]])
    return ' > '.join(reversed(trail))


def cheapest_pack(need: int, packs: List[Tuple[int, float]]) -> Tuple[int, float]:
    """
    Screws come in packs (pieces, price), and only packs of one size are bought. Return the
    pair (pieces per pack, cost) of the choice that covers the need for the least money.
    If two cost the same, choose the bigger pack.
    >>> cheapest_pack(25, [(10, 2.0), (50, 7.0), (20, 3.0)])
    (20, 6.0)
    >>> cheapest_pack(10, [(5, 1.0), (10, 2.0)])
    (10, 2.0)
    """
    costs = [(-(-need // pieces) * price, -pieces) for pieces, price in packs]
    cost, pieces = min(costs)
    return -pieces, cost


def badge_conflicts(visits: List[Tuple[str, str, int]]) -> List[str]:
    """
    You get visits as triples (badge, door, minute). A badge is suspicious when it opened two
    different doors in the same minute. Return the suspicious badges, sorted, each once.
    >>> badge_conflicts([('B7', 'north', 5), ('A1', 'gate', 5), ('B7', 'gate', 5)])
    ['B7']
    >>> badge_conflicts([('A1', 'gate', 5), ('A1', 'gate', 5)])
    []
    """
    doors = defaultdict(set)
    for badge, door, minute in visits:
        doors[badge, minute].add(door)
    return sorted({badge for (badge, _), opened in doors.items() if len(opened) > 1})
