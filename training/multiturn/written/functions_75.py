import re
from collections import Counter, defaultdict
from typing import Dict, List, Optional, Sequence, Set, Tuple


def bus_route_stops(route: str) -> List[str]:
    """Read a bus route in the notation 'Mill > Church ~ School > Dock'.
    '>' leads to a stop where the bus always halts, '~' to one where it halts on request.
    Return the names of the stops, with '?' at the end of those on request.
    >>> bus_route_stops('Mill > Church ~ School > Dock')
    ['Mill', 'Church', 'School?', 'Dock']
    >>> bus_route_stops('Mill')
    ['Mill']
    """
    parts = re.split(r'\s*([>~])\s*', route.strip())
    stops = [parts[0]]
    for sign, name in zip(parts[1::2], parts[2::2]):
        stops.append(name + '?' if sign == '~' else name)
    return stops




def meter_usage(readings: List[int], digits: int = 5) -> List[int]:
    """Compute the usage between meter readings that follow each other.
    The meter has only so many digits and starts again at 0 after the highest number,
    so a reading that is lower than the one before means that it has gone round once.
    >>> meter_usage([99990, 5, 40])
    [15, 35]
    >>> meter_usage([7, 7], digits=1)
    [0]
    >>> meter_usage([123])
    []
    """
    size = 10 ** digits
    return [(after - before) % size for before, after in zip(readings, readings[1:])]


def pick_crew(sailors: List[Tuple[str, Set[str]]], roles: List[str]) -> Optional[Dict[str, str]]:
    """Fill the roles of a crew one after the other. For every role the first sailor of the
    list is taken who is able to do it and has no role yet. If a role finds nobody, the
    whole crew fails and the answer is None; no second try is made with other choices.
    >>> pick_crew([('Max', {'cook', 'mate'}), ('Pat', {'mate'})], ['cook', 'mate'])
    {'cook': 'Max', 'mate': 'Pat'}
    >>> pick_crew([('Max', {'cook', 'mate'}), ('Pat', {'mate'})], ['mate', 'cook']) is None
    True
    """
    crew = {}
    for role in roles:
        for name, skills in sailors:
            if role in skills and name not in crew.values():
                crew[role] = name
                break
        if role not in crew:
            return None
    return crew


def crop_blank_edges(picture: List[str]) -> List[str]:
    """Cut the empty rows at the top and the bottom and the empty columns at the left off a picture
    made of text. Empty means blanks only. Blanks at the right are removed from every row.
    >>> crop_blank_edges(['     ', '   x ', '  xx ', '     '])
    [' x', 'xx']
    >>> crop_blank_edges(['  ', ''])
    []
    """
    rows = [row.rstrip() for row in picture]
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    indent = min((len(row) - len(row.lstrip()) for row in rows if row), default=0)
    return [row[indent:] for row in rows]


def weekly_slots(pattern: str) -> Dict[str, List[int]]:
    """Read opening slots such as 'mo,we 9-11; sa 10-12' and return for each day the full hours at
    which a slot starts (the hour of the end itself is not one of them). A day that is named
    in several parts gets the hours of all of them, in the order of the parts.
    >>> weekly_slots('mo,we 9-11; sa 10-12')
    {'mo': [9, 10], 'we': [9, 10], 'sa': [10, 11]}
    >>> weekly_slots('mo 8-9; mo 14-15')
    {'mo': [8, 14]}
    """
    slots = defaultdict(list)
    for part in pattern.split(';'):
        days, hours = part.split()
        start, end = map(int, hours.split('-'))
        for day in days.split(','):
            slots[day].extend(range(start, end))
    return dict(slots)


def coral_growth(reef: List[List[int]]) -> List[List[int]]:
    """Grow a reef by one season. A place with coral (a number above 0) grows by 1 up to at most 9,
    but coral between two higher neighbours on its left and right stays as it is, since
    it gets no light. Empty places (0) stay empty.
    >>> coral_growth([[3, 1, 2], [0, 9, 4]])
    [[4, 1, 3], [0, 9, 5]]
    >>> coral_growth([[5]])
    [[6]]
    """
    grown = []
    for row in reef:
        new = []
        for c, size in enumerate(row):
            shaded = 0 < c < len(row) - 1 and row[c - 1] > size < row[c + 1]
            new.append(size if size == 0 or shaded else min(size + 1, 9))
        grown.append(new)
    return grown


def door_sign(lodgers, guest=None):
    """What is written on the door of a flat? The surnames of the lodgers joined by ' / ', each
    family only once and in the order given; a lodger is a full name whose last word is the
    surname. A guest is added in round brackets by full name. Without any lodger the sign says
    'to let', guest or not.
    >>> door_sign(['Ida Holm', 'Per Holm', 'Li Wen'])
    'Holm / Wen'
    >>> door_sign(['Ida Holm'], guest='Bo Ek')
    'Holm (Bo Ek)'
    >>> door_sign([], guest='Bo Ek')
    'to let'
    """
    if not lodgers:
        return 'to let'
    surnames = []
    for name in lodgers:
        surname = name.split()[-1]
        if surname not in surnames:
            surnames.append(surname)
    sign = ' / '.join(surnames)
    return f'{sign} ({guest})' if guest else sign






def sort_shelf(titles: List[str], articles: Tuple[str, ...] = ('a', 'an', 'the')) -> List[str]:
    """Sort book titles as a librarian does: upper and lower case are equal, and an article at the
    start is ignored unless it is the whole title.
    >>> sort_shelf(['The Sea', 'a Boat', 'Rivers', 'The'])
    ['a Boat', 'Rivers', 'The Sea', 'The']
    >>> sort_shelf([])
    []
    """
    def key(title: str) -> str:
        first, _, rest = title.lower().partition(' ')
        return rest if rest and first in articles else title.lower()

    return sorted(titles, key=key)






def translate_signs(text: str, table: Dict[str, str]) -> str:
    """Replace signs by other texts while reading from left to right. At each place the longest
    key of the table that fits there is used; where none fits the character is kept. What was put
    in is never replaced again.
    >>> translate_signs('<-> and ->', {'->': 'to', '<->': 'both', '-': 'dash'})
    'both and to'
    >>> translate_signs('aa', {'a': 'aa'})
    'aaaa'
    """
    keys = sorted(table, key=len, reverse=True)
    result = []
    i = 0
    while i < len(text):
        for key in keys:
            if text.startswith(key, i):
                result.append(table[key])
                i += len(key)
                break
        else:
            result.append(text[i])
            i += 1
    return ''.join(result)




def fill_form(template, values):
    """Fill in a form. Fields stand in the template as {name} or as {name=default}. A field with an
    empty or missing value takes its default; without a default it becomes '____'.
    >>> fill_form('To {who=all}, room {room}', {'room': 'B2'})
    'To all, room B2'
    >>> fill_form('{who}: {what}', {'who': 'Mel', 'what': ''})
    'Mel: ____'
    """
    def replacement(match):
        name, default = match.group(1), match.group(2)
        if values.get(name):
            return values[name]
        return '____' if default is None else default

    return re.sub(r'\{(\w+)(?:=([^}]*))?\}', replacement, template)


def crate_loading(crates: List[Tuple[str, int]], trucks: int) -> List[List[str]]:
    """Load crates onto trucks. The crates, (name, weight), are taken from the heaviest to the
    lightest, and each one goes onto the truck that is lightest so far (the first of equal ones).
    Return the names on each truck.
    >>> crate_loading([('desk', 40), ('safe', 90), ('sofa', 55)], 2)
    [['safe'], ['sofa', 'desk']]
    >>> crate_loading([], 2)
    [[], []]
    """
    loads = [0] * trucks
    names = [[] for _ in range(trucks)]
    for name, weight in sorted(crates, key=lambda crate: -crate[1]):
        lightest = loads.index(min(loads))
        loads[lightest] += weight
        names[lightest].append(name)
    return names


def detour(
    path: Sequence[str], closed: Set[str], detours: Dict[str, List[str]],
) -> Optional[List[str]]:
    """Replace the closed streets of a path by their detours.

    Args:
        path: the streets in order.
        closed: streets that can not be used.
        detours: for some streets the streets to take in place of them.
    Returns:
        the new path, or None if a closed street has no detour or its detour uses
        a closed street as well.
    >>> detour(['Elm', 'Oak', 'Ash'], {'Oak'}, {'Oak': ['Fir', 'Yew']})
    ['Elm', 'Fir', 'Yew', 'Ash']
    >>> detour(['Elm'], {'Elm', 'Fir'}, {'Elm': ['Fir']}) is None
    True
    """
    result = []
    for street in path:
        if street not in closed:
            result.append(street)
            continue
        around = detours.get(street)
        if around is None or closed.intersection(around):
            return None
        result.extend(around)
    return result




def pair_up(guests: List[str], grudges: Set[Tuple[str, str]]) -> List[Tuple[str, Optional[str]]]:
    """Pair guests for a dance. Each guest in turn who is still single takes the first later
    single guest with whom there is no grudge; a grudge is a tuple of two names and holds both
    ways. Guests who find nobody are paired with None.
    >>> pair_up(['Ada', 'Bob', 'Cyd', 'Dee'], {('Bob', 'Ada')})
    [('Ada', 'Cyd'), ('Bob', 'Dee')]
    >>> pair_up(['Ada', 'Bob'], {('Ada', 'Bob')})
    [('Ada', None), ('Bob', None)]
    """
    single = list(guests)
    pairs = []
    while single:
        guest = single.pop(0)
        partner = None
        for other in single:
            if (guest, other) not in grudges and (other, guest) not in grudges:
                partner = other
                single.remove(other)
                break
        pairs.append((guest, partner))
    return pairs






def bouquet(stock: Dict[str, int], pattern: str) -> Tuple[int, Dict[str, int]]:
    """How many bouquets of one pattern can be bound? The pattern has one letter per flower, e.g.
    'rrt' for two roses and a tulip, and stock tells how many of each there are. Return the
    number of bouquets and what is left of the stock after binding them.
    >>> bouquet({'r': 7, 't': 2, 'l': 1}, 'rrt')
    (2, {'r': 3, 't': 0, 'l': 1})
    >>> bouquet({'r': 7}, 'rt')
    (0, {'r': 7})
    """
    needs = Counter(pattern)
    number = min(stock.get(flower, 0) // amount for flower, amount in needs.items())
    left = {flower: have - number * needs[flower] for flower, have in stock.items()}
    return number, left




def reading_circle(readers, chapters):
    """Share out the chapters of a book in a reading circle. The readers take turns; whoever gets
    a chapter whose title ends with '*' (a long one) is left out in the next round of turns,
    once. Return (reader, chapter) pairs in the order of the chapters.
    >>> reading_circle(['Al', 'Bo'], ['One*', 'Two', 'Three', 'Four'])
    [('Al', 'One*'), ('Bo', 'Two'), ('Bo', 'Three'), ('Al', 'Four')]
    >>> reading_circle(['Al'], ['One*', 'Two'])
    [('Al', 'One*'), ('Al', 'Two')]
    """
    resting = set()
    pairs = []
    turn = 0
    for chapter in chapters:
        while readers[turn % len(readers)] in resting:
            resting.remove(readers[turn % len(readers)])
            turn += 1
        reader = readers[turn % len(readers)]
        pairs.append((reader, chapter))
        if chapter.endswith('*'):
            resting.add(reader)
        turn += 1
    return pairs
