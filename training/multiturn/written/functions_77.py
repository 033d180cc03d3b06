import re
from typing import Dict, List, Optional, Set, Tuple






def cold_chain_breaks(log: List[Tuple[str, float]], limit: float, grace: int) -> List[str]:
    """log lists (time, temperature) readings of a cool box. A break of the cold chain happens
    when more than grace readings in a row are above limit. Return for each break the time
    of the first of its readings.
    >>> cold_chain_breaks([('8', 9.0), ('9', 9.5), ('10', 3.0), ('11', 8.0)], 7.0, 1)
    ['8']
    >>> cold_chain_breaks([('8', 9.0)], 7.0, 0)
    ['8']
    >>> cold_chain_breaks([('8', 7.0)], 7.0, 0)
    []
    """
    breaks = []
    run = []
    for time, temperature in log:
        if temperature <= limit:
            run = []
            continue
        run.append(time)
        if len(run) == grace + 1:
            breaks.append(run[0])
    return breaks


def chess_like_moves(row: int, col: int, board: List[str]) -> List[Tuple[int, int]]:
    """The Heron is a piece of our own that jumps two fields up, down, left or right. It may only
    jump if the field in between is taken (not '.') and the field where it lands is free.
    Where can it go from (row, col)? Give the fields in the order up, down, left, right.
    >>> chess_like_moves(2, 0, ['...', 'x..', '.x.'])
    [(0, 0), (2, 2)]
    >>> chess_like_moves(0, 0, ['.x'])
    []
    """
    goals = []
    for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        r, c = row + 2 * dr, col + 2 * dc
        if not (0 <= r < len(board) and 0 <= c < len(board[r])):
            continue
        if board[row + dr][col + dc] != '.' and board[r][c] == '.':
            goals.append((r, c))
    return goals


def archive_box(label: str) -> str:
    """Which box does a letter belong to? Letters are filed by sender, 'Surname, First'. Boxes are
    named by the first letter of the surname; names that begin with 'Mc' or 'Mac' and then a
    further capital go to the box 'Mc', names
    that begin with no letter (such as '3 Friends') to the box '#'.
    >>> archive_box('Lund, Eva'), archive_box('MacRae, Ian'), archive_box('3 Friends, The')
    ('L', 'Mc', '#')
    >>> archive_box('mack, Jo')
    'M'
    """
    surname = label.split(',')[0].strip()
    if re.match(r'Ma?c[A-Z]', surname):
        return 'Mc'
    first = surname[:1].upper()
    return first if first.isalpha() else '#'


def spread_payments(amount: int, months: int, skip: Set[int] = frozenset()) -> Dict[int, int]:
    """Spread an amount of cents over the months 1 to months, leaving out those in skip. Every month
    gets the same whole number of cents, and what is over is added to the last paying month.
    If all months are skipped the result is empty.
    >>> spread_payments(1000, 3)
    {1: 333, 2: 333, 3: 334}
    >>> spread_payments(1000, 3, {3})
    {1: 500, 2: 500}
    >>> spread_payments(5, 1, {1})
    {}
    """
    paying = [month for month in range(1, months + 1) if month not in skip]
    if not paying:
        return {}
    each = amount // len(paying)
    plan = {month: each for month in paying}
    plan[paying[-1]] += amount - each * len(paying)
    return plan














def water_bill(used: int, tiers: List[Tuple[Optional[int], int]]) -> int:
    """Compute a water bill in cents. tiers are (size in cubic metres, price of one) from the
    first to the last; the water used fills one tier after the other. A size of None means that
    the tier has no end. Water beyond the last tier costs nothing.
    >>> water_bill(25, [(10, 100), (None, 150)])
    3250
    >>> water_bill(5, [(10, 100), (None, 150)])
    500
    >>> water_bill(50, [(10, 100)])
    1000
    """
    bill = 0
    for size, price in tiers:
        amount = used if size is None else min(used, size)
        bill += amount * price
        used -= amount
    return bill






def chime_at(hour, minute, silent=()):
    """What does the church clock strike? On the full hour it strikes the hour (1 to 12) as
    'BONG', at a quarter past, half past and a quarter to it gives one, two or three 'ding'. At
    other minutes, and in hours (0 to 23) that are in silent, there is nothing. The strokes are
    joined by blanks.
    >>> chime_at(14, 0)
    'BONG BONG'
    >>> chime_at(9, 45)
    'ding ding ding'
    >>> chime_at(2, 30, silent=(1, 2, 3)), chime_at(5, 7)
    ('', '')
    """
    if hour in silent or minute % 15:
        return ''
    if minute == 0:
        return ' '.join(['BONG'] * (hour % 12 or 12))
    return ' '.join(['ding'] * (minute // 15))


def seed_catalogue(lines: List[str]) -> Dict[str, Tuple[int, int]]:
    """Read a seed catalogue. A line is 'name | sow MONTH-MONTH', with the months as numbers; a
    single month may stand alone. Lines that start with '!' are sold out and are left out. Return
    name -> (first, last month).
    >>> seed_catalogue(['leek | sow 2-4', '!kale | sow 5-6', 'pea | sow 3'])
    {'leek': (2, 4), 'pea': (3, 3)}
    >>> seed_catalogue([])
    {}
    """
    seeds = {}
    for line in lines:
        if line.startswith('!'):
            continue
        name, sowing = line.split(' | sow ')
        first, _, last = sowing.partition('-')
        seeds[name] = (int(first), int(last or first))
    return seeds


def can_sow(seeds: Dict[str, Tuple[int, int]], month: int) -> List[str]:
    """Which seeds can be sown in a month? seeds maps a name to the (first, last) month of
    sowing, both included. If the last month is a smaller number than the first one, the time
    goes on over New Year. Sorted names.
    >>> can_sow({'garlic': (10, 1), 'pea': (3, 4)}, 12)
    ['garlic']
    >>> can_sow({'garlic': (10, 1), 'pea': (3, 4)}, 3)
    ['pea']
    """
    names = []
    for name, (first, last) in seeds.items():
        if first <= last:
            fits = first <= month <= last
        else:
            fits = month >= first or month <= last
        if fits:
            names.append(name)
    return sorted(names)






def bouncing_ball(room, ball, way, steps):
    """Let a ball roll along a corridor of room places, numbered from 0. It starts at place ball
    and moves one place a step in the direction way (1 or -1). When it would leave the corridor
    it turns round and, in that step, stays where it is. Return the places after each step.
    >>> bouncing_ball(3, 1, 1, 4)
    [2, 2, 1, 0]
    >>> bouncing_ball(1, 0, -1, 2)
    [0, 0]
    """
    places = []
    for _ in range(steps):
        if 0 <= ball + way < room:
            ball += way
        else:
            way = -way
        places.append(ball)
    return places


def translate_dates(text: str, months: List[str]) -> str:
    """Write dates in a text in words: each date of the form D.M. or DD.MM. becomes 'D MONTH'
    with the month's name from months (twelve names, January first). A date with a month that
    is not 1 to 12 stays as it is.
    >>> translate_dates('from 3.2. to 04.11.', ['Jan', 'Feb'] + ['?'] * 8 + ['Nov', 'Dec'])
    'from 3 Feb to 4 Nov'
    >>> translate_dates('room 7.30.', ['x'] * 12)
    'room 7.30.'
    """
    def words(match: 're.Match') -> str:
        day, month = int(match.group(1)), int(match.group(2))
        if not 1 <= month <= 12:
            return match.group()
        return f'{day} {months[month - 1]}'

    return re.sub(r'\b(\d{1,2})\.(\d{1,2})\.', words, text)




def stir_paint(drops: str, recipe: Dict[str, str]) -> str:
    """Mix drops of paint from left to right: the first drop is the colour at the start, and each
    next drop changes it to recipe[colour + drop] if the recipe has that (or drop + colour), else
    to 'm' (mud). Once mud, always mud. No drops at all give an empty string.
    >>> stir_paint('ry', {'ry': 'o'})
    'o'
    >>> stir_paint('yrb', {'ry': 'o', 'ob': 'n'})
    'n'
    >>> stir_paint('rwy', {'ry': 'o'})
    'm'
    """
    if not drops:
        return ''
    colour = drops[0]
    for drop in drops[1:]:
        if colour == 'm':
            break
        mixed = recipe.get(colour + drop)
        if mixed is None:
            mixed = recipe.get(drop + colour, 'm')
        colour = mixed
    return colour


def nearest_shelter(trail: str, place: int) -> Optional[int]:
    """How far is it to the nearest shelter 'S' on a trail, given as a string with one sign per
    kilometre? A ravine '#' can not be passed, neither forwards nor backwards. None if no shelter
    can be reached; 0 if one is at the place itself.
    >>> nearest_shelter('S..x.S', 4)
    1
    >>> nearest_shelter('S..#.', 4) is None
    True
    >>> nearest_shelter('S.#S', 1)
    1
    """
    back = trail[:place + 1].split('#')[-1]
    ahead = trail[place:].split('#')[0]
    if trail[place] == '#':
        return None
    distances = []
    if 'S' in back:
        distances.append(len(back) - 1 - back.rindex('S'))
    if 'S' in ahead:
        distances.append(ahead.index('S'))
    return min(distances, default=None)
