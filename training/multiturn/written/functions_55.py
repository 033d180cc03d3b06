import itertools
import math
import re
from collections import Counter, defaultdict, deque
from datetime import date, timedelta
from typing import Callable, Dict, Iterable, List, Optional, Tuple


def toggle_marks(text: str) -> List[Tuple[str, bool]]:
    """Cut a text with *starred* parts into pairs (piece, is it starred?). Stars are not kept, and
    empty pieces are left out. A last star without a partner starts a piece that
    runs to the end.
    >>> toggle_marks('mix *gently* now')
    [('mix ', False), ('gently', True), (' now', False)]
    >>> toggle_marks('a*b')
    [('a', False), ('b', True)]
    """
    pieces = text.split('*')
    return [(piece, i % 2 == 1) for i, piece in enumerate(pieces) if piece]


def sprint_left(stories, done, velocity):
    """
    Given the points of all stories by name, the names of those done and the points the team
    gets done in a sprint, say how many more sprints are needed. Without any velocity
    the answer is None, unless nothing is left.
    >>> sprint_left({'login': 5, 'search': 8, 'help': 2}, ['help'], 6)
    3
    >>> sprint_left({'login': 5}, [], 0) is None
    True
    >>> sprint_left({'login': 5}, ['login'], 0)
    0
    """
    left = sum(points for story, points in stories.items() if story not in done)
    if left == 0:
        return 0
    return math.ceil(left / velocity) if velocity > 0 else None


def audit_trail(changes: List[Tuple[str, str, object]]) -> Dict[str, List[str]]:
    """
    From changes (user, field, new value) in order, return for each field the users who really
    changed it. Setting a field to the value it has already is no change. The first setting counts.
    >>> audit_trail([('ann', 'price', 5), ('bob', 'price', 5), ('cy', 'price', 6), ('bob', 'name', 'x')])
    {'price': ['ann', 'cy'], 'name': ['bob']}
    >>> audit_trail([])
    {}
    """
    current = {}
    authors = defaultdict(list)
    for user, field, value in changes:
        if field not in current or current[field] != value:
            authors[field].append(user)
        current[field] = value
    return dict(authors)


def tent_places(field: List[str]) -> int:
    """On a map of a camping field '.' is grass, 'T' a tree and 'w' water. Count the grass
    fields that have a tree directly left or right of them (shade) and no water directly above
    or below.
    >>> tent_places(['.T.', 'w..'])
    1
    >>> tent_places(['...'])
    0
    """
    def at(r, c):
        inside = 0 <= r < len(field) and 0 <= c < len(field[r])
        return field[r][c] if inside else ''

    count = 0
    for r, row in enumerate(field):
        for c, sign in enumerate(row):
            shade = 'T' in (at(r, c - 1), at(r, c + 1))
            damp = 'w' in (at(r - 1, c), at(r + 1, c))
            count += sign == '.' and shade and not damp
    return count


def retry_waits(outcomes: Iterable[bool], first: int, longest: int) -> List[int]:
    """A client tries until it succeeds. outcomes tells whether each try works. After a failure
    it waits first seconds, and after each further one twice as long as before but never over
    longest. Return the waits there were; after the last outcome nobody waits.
    >>> retry_waits([False, False, False, False, True], 1, 5)
    [1, 2, 4, 5]
    >>> retry_waits([False, False], 3, 60)
    [3]
    """
    waits = []
    pause = first
    outcomes = list(outcomes)
    for worked in outcomes[:-1]:
        if worked:
            break
        waits.append(min(pause, longest))
        pause *= 2
    return waits


def parish_register(lines: List[str]) -> List[Tuple[int, str, str]]:
    """
    Lines of a register read 'Anno 1742: bapt. Johann' or 'Anno 1750: sep. Maria' (bapt.
    baptised, sep. buried). Return (year, 'birth' or 'death', name) for each line that can be
    read, in order of year.
    >>> parish_register(['Anno 1750: sep. Maria', 'illegible', 'Anno 1742: bapt. Johann'])
    [(1742, 'birth', 'Johann'), (1750, 'death', 'Maria')]
    >>> parish_register([])
    []
    """
    kinds = {'bapt': 'birth', 'sep': 'death'}
    entries = []
    for line in lines:
        found = re.match(r'Anno (\d{4}): (bapt|sep)\. (.+)', line)
        if found:
            year, kind, name = found.groups()
            entries.append((int(year), kinds[kind], name))
    return sorted(entries, key=lambda entry: entry[0])


def cheapest_evening(films: Dict[str, float], snacks: Dict[str, float], budget: float) -> List[str]:
    """List all combinations of one film and one snack that cost no more than the budget as
    'film + snack', the cheapest first; equally cheap ones are in alphabetical order.
    >>> cheapest_evening({'Noir': 9, 'Space': 11}, {'nuts': 3, 'ice': 4}, 14)
    ['Noir + nuts', 'Noir + ice', 'Space + nuts']
    >>> cheapest_evening({}, {'ice': 4}, 14)
    []
    """
    choices = []
    for (film, a), (snack, b) in itertools.product(films.items(), snacks.items()):
        if a + b <= budget:
            choices.append((a + b, f'{film} + {snack}'))
    return [label for _, label in sorted(choices)]


def keep_recent(backups: List[date], today: date) -> List[date]:
    """
    Decide which backups to keep: all from the last 7 days (today included), and of the older
    ones only the latest of each calendar month. Return them from old to new.
    >>> keep_recent([date(2024, 3, 2), date(2024, 3, 20), date(2024, 5, 1)], date(2024, 5, 3))
    [datetime.date(2024, 3, 20), datetime.date(2024, 5, 1)]
    >>> keep_recent([], date(2024, 5, 3))
    []
    """
    kept = []
    monthly = {}
    for day in sorted(backups):
        if today - day < timedelta(days=7):
            kept.append(day)
        else:
            monthly[day.year, day.month] = day
    return sorted(list(monthly.values()) + kept)


def abbreviate_street(name: str, limit: int) -> str:
    """
    Make a street name short enough for a sign. If it's longer than limit, 'Street' at the end
    becomes 'St.' and 'Road' 'Rd.'; if it is still too long, the words before the last two are
    cut down to their first letter and a full stop, one by one from the left, until it fits.
    >>> abbreviate_street('Elm Street', 20)
    'Elm Street'
    >>> abbreviate_street('Mary Ann Evans Street', 15)
    'M. A. Evans St.'
    >>> abbreviate_street('Old Mill Road', 10)
    'O. Mill Rd.'
    """
    if len(name) <= limit:
        return name
    words = name.split()
    words[-1] = {'Street': 'St.', 'Road': 'Rd.'}.get(words[-1], words[-1])
    for i in range(len(words) - 2):
        if len(' '.join(words)) <= limit:
            break
        words[i] = words[i][0] + '.'
    return ' '.join(words)


def fish_quota(catches: List[Tuple[str, float]], quota: Dict[str, float]) -> Dict[str, float]:
    """Return by how many kilos the quota of each species was overfished, only where it was,
    rounded to whole kilos. A species without a quota may not be caught at all.
    >>> fish_quota([('cod', 80), ('hake', 20), ('cod', 45.4)], {'cod': 100, 'hake': 50})
    {'cod': 25}
    >>> fish_quota([('eel', 3)], {})
    {'eel': 3}
    """
    caught = Counter()
    for species, kilos in catches:
        caught[species] += kilos
    excess = {species: round(kilos - quota.get(species, 0)) for species, kilos in caught.items()}
    return {species: kilos for species, kilos in excess.items() if kilos > 0}


def first_failing(checks: List[Tuple[str, Callable[[dict], bool]]], record: dict) -> Optional[str]:
    """
    Run named checks on a record in order and return the name of the first that says False or
    raises a KeyError or TypeError. None when the record passes all of them.
    >>> rules = [('has size', lambda r: 'cm' in r), ('small', lambda r: r['cm'] < 50)]
    >>> first_failing(rules, {'cm': 70})
    'small'
    >>> first_failing(rules, {'cm': 7}) is None
    True
    """
    for name, check in checks:
        try:
            passed = check(record)
        except (KeyError, TypeError):
            passed = False
        if not passed:
            return name
    return None


def luggage_belt(bags: str, places: int, grabs: Dict[int, str]) -> str:
    """Bags, one letter each, come onto a belt one per minute, and the belt has a number of
    places. When it's full the oldest bag falls off as the next arrives. grabs says which bag is
    taken off at the end of a minute (from 0). Return the bags that fell off, in order.
    >>> luggage_belt('abcd', 2, {1: 'b'})
    'a'
    >>> luggage_belt('abc', 1, {})
    'ab'
    """
    belt = deque()
    fallen = ''
    for minute, bag in enumerate(bags):
        if len(belt) == places:
            fallen += belt.popleft()
        belt.append(bag)
        if grabs.get(minute) in belt:
            belt.remove(grabs[minute])
    return fallen


def needs_escort(child: Dict[str, int], rides: List[Dict]) -> List[str]:
    """Which rides may a child use only with an adult? A child has 'age' and 'cm'. A ride
    forbids those under its 'min_cm' completely, and those of at least that size need an adult
    when they're younger than its 'alone_from'. Return the names of these rides.
    >>> fair = [{'name': 'wheel', 'min_cm': 0, 'alone_from': 8}, {'name': 'loop', 'min_cm': 140, 'alone_from': 10}]
    >>> needs_escort({'age': 7, 'cm': 125}, fair)
    ['wheel']
    >>> needs_escort({'age': 9, 'cm': 141}, fair)
    ['loop']
    """
    return [
        ride['name'] for ride in rides
        if child['cm'] >= ride['min_cm'] and child['age'] < ride['alone_from']
    ]


def spool_usage(spools: Dict[str, float], prints: List[Tuple[str, float]]) -> List[int]:
    """
    spools has the grams of filament left per colour, prints are (colour, grams) in a queue. A print
    is started only if there's enough of its colour. Return the indexes of those that couldn't be.
    >>> spool_usage({'black': 100, 'red': 20}, [('black', 60), ('black', 50), ('red', 20), ('blue', 1)])
    [1, 3]
    >>> spool_usage({}, [])
    []
    """
    left = dict(spools)
    failed = []
    for i, (colour, grams) in enumerate(prints):
        if left.get(colour, 0) >= grams:
            left[colour] -= grams
        else:
            failed.append(i)
    return failed


def mountain_legs(profile: List[int], flat: int = 3) -> str:
    """Describe a hike by letters: 'u' for each stretch that climbs more than flat metres, 'd'
    for one that falls by more, '-' for the others, where equal letters in a row are written
    once.
    >>> mountain_legs([500, 540, 600, 601, 550])
    'u-d'
    >>> mountain_legs([500])
    ''
    """
    letters = ''
    for a, b in zip(profile, profile[1:]):
        letter = 'u' if b - a > flat else 'd' if a - b > flat else '-'
        if not letters.endswith(letter):
            letters += letter
    return letters


def share_of_shelf(width: int, products: List[Tuple[str, int, int]]) -> Dict[str, int]:
    """
    Products are (name, width of one, most facings). Put one facing of each product on the shelf
    in order as long as there's width, then give further rounds of one facing each, until a
    whole round adds nothing. Return the facings of each product.
    >>> share_of_shelf(100, [('jam', 20, 3), ('honey', 30, 1)])
    {'jam': 3, 'honey': 1}
    >>> share_of_shelf(25, [('jam', 20, 3), ('honey', 30, 1)])
    {'jam': 1, 'honey': 0}
    """
    facings = {name: 0 for name, _, _ in products}
    added = True
    while added:
        added = False
        for name, size, most in products:
            if facings[name] < most and size <= width:
                facings[name] += 1
                width -= size
                added = True
    return facings


def who_signs(boss: Dict[str, str], limits: Dict[str, float], clerk: str, amount: float) -> Optional[str]:
    """An order has to be signed by the first person, going up from the clerk from boss to boss,
    whose limit is at least the amount; the clerk may sign too. Nobody may sign who has no
    limit. Return that person, None if there's none.
    >>> chart = {'Di': 'Cy', 'Cy': 'Ada'}
    >>> who_signs(chart, {'Di': 50, 'Ada': 5000}, 'Di', 200)
    'Ada'
    >>> who_signs(chart, {'Di': 50}, 'Di', 50)
    'Di'
    >>> who_signs(chart, {'Di': 50}, 'Di', 51) is None
    True
    """
    person = clerk
    while person is not None:
        if person in limits and limits[person] >= amount:
            return person
        person = boss.get(person)
    return None


def weekday_hours(sheet: Dict[date, float]) -> Tuple[float, float]:
    """
    Split the hours of a time sheet into those on working days and those on weekends.
    >>> weekday_hours({date(2024, 6, 7): 8, date(2024, 6, 8): 2.5})
    (8, 2.5)
    >>> weekday_hours({})
    (0, 0)
    """
    working = sum(hours for day, hours in sheet.items() if day.weekday() < 5)
    return working, sum(sheet.values()) - working


def dose_warning(taken: List[int], now: int, hours: int, most: int) -> Optional[int]:
    """A medicine may be taken at most most times within any span of hours hours. taken holds
    the hours at which it was taken. Return the number of hours one has still to wait now (0 if
    none). A dose taken exactly hours ago no longer counts; most is 1 at least.
    >>> dose_warning([0, 5, 9], 10, 12, 3)
    2
    >>> dose_warning([0], 10, 12, 3)
    0
    """
    recent = sorted(hour for hour in taken if now - hour < hours)
    if len(recent) < most:
        return 0
    return recent[-most] + hours - now


def layout_photos(ratios: List[float], width: float, height: float) -> List[List[int]]:
    """
    Put photos (given by width / height) into rows of an album page. All photos of a row are
    scaled to the height; a photo begins a new row when the row would get wider than width with
    it. Return the indexes row by row.
    >>> layout_photos([1.5, 0.7, 1.5, 0.5], 30, 10)
    [[0, 1], [2, 3]]
    >>> layout_photos([], 30, 10)
    []
    """
    rows: List[List[int]] = []
    used = 0.0
    for i, ratio in enumerate(ratios):
        if rows and used + ratio * height <= width:
            rows[-1].append(i)
            used += ratio * height
        else:
            rows.append([i])
            used = ratio * height
    return rows
