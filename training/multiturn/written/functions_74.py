import re
import string
from collections import deque
from typing import Dict, Iterable, List, Optional, Set, Tuple


def tag_lines(lines: List[str], tags: Dict[str, str]) -> List[str]:
    """Put a tag in front of each line of a log. tags maps a word to its tag; the first word of
    the dict that occurs in the line (upper or lower case alike) decides, and a line
    with none of them gets '[misc]'. Tag and line are parted by one blank.
    >>> tag_lines(['Door OPEN', 'all fine'], {'open': '[door]'})
    ['[door] Door OPEN', '[misc] all fine']
    >>> tag_lines(['fire at door'], {'door': '[d]', 'fire': '[f]'})
    ['[d] fire at door']
    """
    tagged = []
    for line in lines:
        tag = '[misc]'
        for word, word_tag in tags.items():
            if word.lower() in line.lower():
                tag = word_tag
                break
        tagged.append(f'{tag} {line}')
    return tagged


def conveyor(parcels: List[str], slots: int, steps: int) -> List[Optional[str]]:
    """Simulate a conveyor belt with a number of slots, empty (None) at first.
    In every step all things move on by one slot, what was in the last slot falls off,
    and the next parcel is put into the first slot, or nothing once all are used.
    Return the slots after the given number of steps.
    >>> conveyor(['a', 'b', 'c'], 2, 2)
    ['b', 'a']
    >>> conveyor(['a'], 3, 2)
    [None, 'a', None]
    >>> conveyor(['a'], 2, 0)
    [None, None]
    """
    belt = deque([None] * slots, maxlen=slots)
    for step in range(steps):
        belt.appendleft(parcels[step] if step < len(parcels) else None)
    return list(belt)


def ski_pass_price(birth_year, year, days):
    """Price of a ski pass in whole euros.

    A day costs 42, from the fourth day on only 30. Who turns 12 or less in the year pays
    half of the price, rounded down, and who turns 75 or more pays nothing.
    >>> ski_pass_price(1990, 2024, 5)
    186
    >>> ski_pass_price(2014, 2024, 1)
    21
    >>> ski_pass_price(1949, 2024, 7)
    0
    """
    age = year - birth_year
    if age >= 75:
        return 0
    price = 42 * min(days, 3) + 30 * max(days - 3, 0)
    return price // 2 if age <= 12 else price




def pen_layout(pens: str) -> Dict[str, Tuple[int, int]]:
    """A row of pens is written as one letter per stall, e.g. 'ccpps', with '.' for an empty stall.
    For each kind of animal give its first and its last stall, counted from 1.
    >>> pen_layout('ccpp.c')
    {'c': (1, 6), 'p': (3, 4)}
    >>> pen_layout('...')
    {}
    """
    spans = {}
    for stall, kind in enumerate(pens, start=1):
        if kind == '.':
            continue
        first = spans[kind][0] if kind in spans else stall
        spans[kind] = (first, stall)
    return spans


def parse_ratio(text: str) -> Optional[Tuple[int, int]]:
    """Read a mixing ratio such as '1:3', '2 to 5' or '1 in 4' as (part, other part).
    '1 in 4' means one part out of four, hence (1, 3). Anything else gives None,
    and so does an 'in' whose part is larger than its whole.
    >>> parse_ratio('2 to 5')
    (2, 5)
    >>> parse_ratio('1 in 4')
    (1, 3)
    >>> parse_ratio('5 in 4') is None
    True
    """
    match = re.fullmatch(r'(\d+)(:| to | in )(\d+)', text.strip())
    if not match:
        return None
    part, other = int(match[1]), int(match[3])
    if match[2] != ' in ':
        return part, other
    return (part, other - part) if part <= other else None


def cinema_seats(rows, party):
    """Find seats next to each other for a party. rows are strings with '_' for a free and 'x'
    for a taken seat. Rows are tried from the last to the first, and in a row the seats from left
    to right. Return (row index, index of the leftmost seat) or None.
    >>> cinema_seats(['____', 'x__x'], 2)
    (1, 1)
    >>> cinema_seats(['____', 'x__x'], 3)
    (0, 0)
    >>> cinema_seats(['x_x'], 2) is None
    True
    """
    for r in range(len(rows) - 1, -1, -1):
        start = rows[r].find('_' * party)
        if start != -1:
            return r, start
    return None


def letter_budget(sign: str, box: Dict[str, int]) -> Dict[str, int]:
    """We have a box of plastic letters (letter -> how many) and want to put up a sign. How many
    letters of which kind have to be bought? Case does not matter, and the box holds capitals
    only. Signs that are no ASCII letters are painted by hand and need not be bought.
    >>> letter_budget('Zoo 24', {'O': 1})
    {'Z': 1, 'O': 1}
    >>> letter_budget('tea', {'T': 1, 'E': 2, 'A': 1})
    {}
    """
    left = dict(box)
    missing = {}
    for letter in sign.upper():
        if letter not in string.ascii_uppercase:
            continue
        if left.get(letter, 0) > 0:
            left[letter] -= 1
        else:
            missing[letter] = missing.get(letter, 0) + 1
    return missing


def escalate(tickets: List[Tuple[int, str, int]], now: int) -> List[int]:
    """Which support tickets have to be escalated? A ticket is (id, level, hour it was opened).
    One of level 'urgent' may wait for 2 hours, 'normal' for 8, 'low' for 48; it is escalated
    when it has waited longer than that. The ids come with the longest waiting ticket first.
    >>> escalate([(7, 'low', 0), (8, 'urgent', 9), (9, 'normal', 3)], 12)
    [9, 8]
    >>> escalate([(1, 'urgent', 10)], 12)
    []
    """
    patience = {'urgent': 2, 'normal': 8, 'low': 48}
    late = [
        (now - opened, number)
        for number, level, opened in tickets
        if now - opened > patience[level]
    ]
    return [number for _, number in sorted(late, key=lambda pair: -pair[0])]


def mirror_maze(grid, row):
    """A beam of light enters a grid from the left in the given row. A '|' sends it back the way
    it came, a '/' turns it upwards if it is going right, all other signs let it pass. A beam
    going up or back passes every sign. Where does it leave: 'left', 'right' or 'top'?
    >>> mirror_maze(['...', './.'], 1)
    'top'
    >>> mirror_maze(['..|'], 0)
    'left'
    >>> mirror_maze(['...'], 0)
    'right'
    """
    for sign in grid[row]:
        if sign == '|':
            return 'left'
        if sign == '/':
            return 'top'
    return 'right'


def next_revision(name: str, existing: Set[str]) -> str:
    """Find a file name that is not taken yet. If name is free it is returned as it is; otherwise
    '-r2', '-r3' and so on is put before the last dot (or at the end if there is none) until a
    free name is found.
    >>> next_revision('plan.pdf', {'plan.pdf', 'plan-r2.pdf'})
    'plan-r3.pdf'
    >>> next_revision('notes', {'notes'})
    'notes-r2'
    >>> next_revision('a.txt', set())
    'a.txt'
    """
    if name not in existing:
        return name
    stem, dot, ending = name.rpartition('.')
    if not dot:
        stem, ending = name, ''
    number = 2
    while f'{stem}-r{number}{dot}{ending}' in existing:
        number += 1
    return f'{stem}-r{number}{dot}{ending}'








def stage_cues(script: str) -> List[Tuple[str, str]]:
    """Pull the cues out of a play script. A cue stands in square brackets as [KIND text], like
    [LIGHT blue fade]; give (kind in small letters, text) for each in order. Brackets without
    a text after the kind are cues with an empty text.
    >>> stage_cues('Enter Ana. [LIGHT blue fade] Hello! [CURTAIN]')
    [('light', 'blue fade'), ('curtain', '')]
    >>> stage_cues('No cues here.')
    []
    """
    cues = []
    for inside in re.findall(r'\[([^\]]+)\]', script):
        kind, _, text = inside.partition(' ')
        cues.append((kind.lower(), text))
    return cues


def kiln_ready(temps: List[int], target: int, hold: int) -> Optional[int]:
    """At which reading may the kiln be opened? It has to be at target degrees or above for hold
    readings in a row, and after that it may be opened at the first reading below 100. Readings
    are counted from 0; None if it does not come to that.
    >>> kiln_ready([900, 1010, 1005, 600, 90], 1000, 2)
    4
    >>> kiln_ready([1010, 900, 1005, 80], 1000, 2) is None
    True
    """
    streak = 0
    fired = False
    for i, temp in enumerate(temps):
        streak = streak + 1 if temp >= target else 0
        if streak >= hold:
            fired = True
        if fired and temp < 100:
            return i
    return None


def pack_rows(items: Iterable[Tuple[str, int]], width: int) -> List[List[str]]:
    """Place pictures on wall rows of a given width. items are (title, width). Each picture goes
    to the first row (from the top) with enough free width; if there is none, a new row is begun
    below. Pictures wider than the wall are left out.
    >>> pack_rows([('Sea', 60), ('Dog', 50), ('Hat', 40), ('Huge', 200)], 100)
    [['Sea', 'Hat'], ['Dog']]
    >>> pack_rows([], 100)
    []
    """
    rows, free = [], []
    for title, size in items:
        if size > width:
            continue
        for i, space in enumerate(free):
            if size <= space:
                rows[i].append(title)
                free[i] -= size
                break
        else:
            rows.append([title])
            free.append(width - size)
    return rows




def align_amounts(amounts: List[str]) -> List[str]:
    """Align amounts given as text so that their decimal points stand below each other, by blanks
    put in front. An amount without a point counts as if its point came right after its last
    digit. Nothing is put behind the amounts.
    >>> align_amounts(['3.5', '120', '0.75'])
    ['  3.5', '120', '  0.75']
    >>> align_amounts([])
    []
    """
    wholes = [len(amount.split('.')[0]) for amount in amounts]
    widest = max(wholes, default=0)
    return [' ' * (widest - whole) + amount for amount, whole in zip(amounts, wholes)]




def nest_outline(lines):
    """Turn an indented list into nested [text, children] pairs. Two blanks of indentation make
    one level, and no line goes more than one level deeper than the line before it.
    >>> nest_outline(['farm', '  barn', '  yard', 'mill'])
    [['farm', [['barn', []], ['yard', []]]], ['mill', []]]
    >>> nest_outline([])
    []
    """
    root = []
    levels = [root]
    for line in lines:
        text = line.lstrip(' ')
        depth = (len(line) - len(text)) // 2
        node = [text, []]
        levels[depth].append(node)
        levels[depth + 1:] = [node[1]]
    return root


def swim_heats(times: Dict[str, Optional[float]], lanes: int) -> List[List[str]]:
    """Seed swimmers into heats by their entry times. The slowest heats swim first and the
    fastest swimmers are all in the last heat, which is full; only the first heat may have fewer
    swimmers than lanes. In a heat the fastest is named first. Swimmers without a time (None) are
    slower than all others, and are taken in the order of the dict.
    >>> swim_heats({'Ed': 61.0, 'Flo': None, 'Gus': 58.5}, 2)
    [['Flo'], ['Gus', 'Ed']]
    >>> swim_heats({}, 4)
    []
    """
    def speed(name: str) -> float:
        return float('inf') if times[name] is None else times[name]

    ranked = sorted(times, key=speed)
    heats = [ranked[i:i + lanes] for i in range(0, len(ranked), lanes)]
    return heats[::-1]


def secret_menu(order: str, secrets: Dict[str, List[str]]) -> List[str]:
    """Expand a canteen order. The order is a text of items joined by ' & '. An item that is a
    key of secrets stands for several dishes, which may be secrets themselves; every other item
    is a dish.
    >>> secret_menu('works & tea', {'works': ['pie', 'dip'], 'dip': ['salsa', 'curd']})
    ['pie', 'salsa', 'curd', 'tea']
    >>> secret_menu('tea', {})
    ['tea']
    """
    dishes = []
    todo = order.split(' & ')
    while todo:
        item = todo.pop(0)
        if item in secrets:
            todo = secrets[item] + todo
        else:
            dishes.append(item)
    return dishes




def frost_alarm(nights: List[Tuple[str, float]], plants: Dict[str, float]) -> Dict[str, str]:
    """When does each plant have to be brought in? nights are (date, lowest temperature) in order
    and plants gives the temperature that a plant can just bear. A plant is brought in before the
    first night that is colder than that; plants that can stay outside on all nights are not in
    the result.
    >>> frost_alarm([('1 Oct', 6.0), ('2 Oct', 2.5)], {'lemon': 5.0, 'fig': -3.0, 'basil': 8.0})
    {'lemon': '2 Oct', 'basil': '1 Oct'}
    >>> frost_alarm([], {'fig': 0.0})
    {}
    """
    bring_in = {}
    for plant, bearable in plants.items():
        for day, lowest in nights:
            if lowest < bearable:
                bring_in[plant] = day
                break
    return bring_in
