import functools
import re
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import Dict, List, Optional, Tuple


def tea_orders(lines):
    """Add up a round of drinks. Each line is like '2x chai' or just 'chai' for one. Names are
    compared without regard to case and reported in small letters, in order of first mention.
    >>> tea_orders(['2x Chai', 'mint', 'chai'])
    {'chai': 3, 'mint': 1}
    >>> tea_orders([])
    {}
    """
    round_ = {}
    for line in lines:
        match = re.fullmatch(r'(?:(\d+)x )?(.+)', line)
        name = match.group(2).lower()
        round_[name] = round_.get(name, 0) + int(match.group(1) or 1)
    return round_


def level_paths(grid: List[List[int]], row: int) -> int:
    """Walk along one row of a terrain of heights, from left to right. One can go on to the next
    cell only if it is at most 1 higher than the present one; going down is always possible.
    Return the column at which the walk ends.
    >>> level_paths([[3, 4, 2, 5, 5]], 0)
    2
    >>> level_paths([[0, 0], [7, 1]], 1)
    1
    """
    heights = grid[row]
    column = 0
    while column + 1 < len(heights) and heights[column + 1] - heights[column] <= 1:
        column += 1
    return column


def loan_status(borrowed: date, today: date, extended: bool = False) -> str:
    """Say how a library loan stands. A loan runs for 28 days, extended ones for 42.
    The answer is 'N days left', 'due today', or 'N days late'. For a single day
    write '1 day'.
    >>> loan_status(date(2024, 5, 1), date(2024, 5, 28))
    '1 day left'
    >>> loan_status(date(2024, 5, 1), date(2024, 5, 29))
    'due today'
    >>> loan_status(date(2024, 5, 1), date(2024, 6, 15), extended=True)
    '3 days late'
    """
    due = borrowed + timedelta(days=42 if extended else 28)
    left = (due - today).days
    if left == 0:
        return 'due today'
    unit = 'day' if abs(left) == 1 else 'days'
    return f'{abs(left)} {unit} ' + ('left' if left > 0 else 'late')


def split_by_gap(times: List[int], gap: int) -> List[List[int]]:
    """Split the times (in seconds, sorted) at which a bird visited a feeder into visits.
    A new visit begins whenever more than gap seconds have passed since the time before.
    >>> split_by_gap([3, 5, 20, 24, 60], 10)
    [[3, 5], [20, 24], [60]]
    >>> split_by_gap([], 10)
    []
    """
    visits = []
    for time in times:
        if visits and time - visits[-1][-1] <= gap:
            visits[-1].append(time)
        else:
            visits.append([time])
    return visits




def weave(warp: str, weft: str, pattern: List[str]) -> List[str]:
    """Weave a cloth. pattern has one string per row with '1' where the warp thread lies on top and
    '0' where the weft does. Column c shows the colour warp[c], or in row r the colour weft[r],
    both repeated if they are too short.
    >>> weave('ab', 'x', ['10', '01'])
    ['ax', 'xb']
    >>> weave('a', 'xy', ['101', '000'])
    ['axa', 'yyy']
    """
    cloth = []
    for r, row in enumerate(pattern):
        line = ''
        for c, top in enumerate(row):
            line += warp[c % len(warp)] if top == '1' else weft[r % len(weft)]
        cloth.append(line)
    return cloth


def apply_coupons(total: int, coupons: List[str]) -> int:
    """Apply coupons to a bill in cents, one after the other: '-250' takes off 250 cents,
    '2for1' has no effect here, 'min5000:-800' takes off 800 only if the bill is at
    least 5000 at that moment. The bill never gets below 0.
    >>> apply_coupons(6000, ['-1500', 'min5000:-800'])
    4500
    >>> apply_coupons(6000, ['min5000:-800', '-1500', '2for1'])
    3700
    >>> apply_coupons(100, ['-250'])
    0
    """
    for coupon in coupons:
        condition, _, discount = coupon.rpartition(':')
        if condition and total < int(condition[3:]):
            continue
        if discount.startswith('-'):
            total = max(total - int(discount[1:]), 0)
    return total


def group_by_floor(rooms: List[str]) -> Dict[int, List[str]]:
    """Sort room names by floor. The floor is the number before the first dot in names such as
    '2.14'; 'G.03' is the ground floor (0) and 'B.1' the basement (-1).
    The floors come from the bottom to the top, the rooms in the order given.
    >>> group_by_floor(['2.14', 'G.03', '2.01', 'B.1'])
    {-1: ['B.1'], 0: ['G.03'], 2: ['2.14', '2.01']}
    """
    special = {'G': 0, 'B': -1}
    floors = {}
    for room in rooms:
        code = room.split('.')[0]
        floor = special[code] if code in special else int(code)
        floors.setdefault(floor, []).append(room)
    return dict(sorted(floors.items()))


def mushroom_ring(field: List[str]) -> Optional[Tuple[int, int]]:
    """Find the centre of the first fairy ring: a grass cell '.' whose eight neighbours are all
    mushrooms 'm'. Search in reading order, return (row, column) or None.
    >>> mushroom_ring(['.mmm', '.m.m', '.mmm'])
    (1, 2)
    >>> mushroom_ring(['mmm', 'mmm', 'mmm']) is None
    True
    """
    for r in range(1, len(field) - 1):
        for c in range(1, len(field[r]) - 1):
            around = ''.join(field[y][c - 1:c + 2] for y in (r - 1, r, r + 1))
            if field[r][c] == '.' and around == 'mmmm.mmmm':
                return r, c
    return None


def pay_slips(hours: Dict[str, List[float]], wage: float, normal: float = 8) -> Dict[str, float]:
    """Compute the pay of each worker from the hours of the single days. Hours of a day beyond
    normal are paid one and a half times. Workers without any hours are left out;
    amounts are rounded to two places.
    >>> pay_slips({'Ulf': [8, 10], 'Ina': [4.5], 'Oda': []}, 20.0)
    {'Ulf': 380.0, 'Ina': 90.0}
    >>> pay_slips({'Ulf': [6]}, 10.0, normal=4)
    {'Ulf': 70.0}
    """
    slips = {}
    for worker, days in hours.items():
        if sum(days) == 0:
            continue
        paid_hours = sum(min(day, normal) + 1.5 * max(day - normal, 0) for day in days)
        slips[worker] = round(paid_hours * wage, 2)
    return slips


def shorten(title, limit):
    """Shorten a title to at most limit characters for the spine of a folder. If it is too long,
    drop whole words from its end until it fits together with the sign '…' behind it (no blank
    between). If not even one word fits, cut the first word hard.
    >>> shorten('Minutes of the harbour board', 15)
    'Minutes of the…'
    >>> shorten('Minutes', 7)
    'Minutes'
    >>> shorten('Correspondence 1911', 6)
    'Corre…'
    """
    if len(title) <= limit:
        return title
    words = title.split()
    for count in range(len(words) - 1, 0, -1):
        short = ' '.join(words[:count]) + '…'
        if len(short) <= limit:
            return short
    return words[0][:limit - 1] + '…'


def rescue_order(victims: List[Tuple[str, int, bool]]) -> List[str]:
    """In which order are people to be brought to the boat? victims are (name, age, hurt). Hurt
    people come first, then children under 12, then all others. Within each of these groups the
    younger come before the older.
    >>> rescue_order([('Ann', 40, False), ('Bo', 8, False), ('Cy', 61, True), ('Di', 30, True)])
    ['Di', 'Cy', 'Bo', 'Ann']
    >>> rescue_order([])
    []
    """
    def rank(victim: Tuple[str, int, bool]) -> Tuple[bool, bool, int]:
        _, age, hurt = victim
        return not hurt, not hurt and age >= 12, age

    return [name for name, _, _ in sorted(victims, key=rank)]


def interleave_rows(first: List[str], second: List[str], every: int = 1) -> List[str]:
    """Lay two hedges into one row: every plants of the first, then one of the second, and so on.
    When one hedge is used up, the rest of the other follows without a change.
    >>> interleave_rows(['yew', 'yew', 'box', 'box'], ['rose'], every=2)
    ['yew', 'yew', 'rose', 'box', 'box']
    >>> interleave_rows([], ['rose', 'may'])
    ['rose', 'may']
    """
    chunks = [first[i:i + every] for i in range(0, len(first), every)]
    singles = [[plant] for plant in second]
    pairs = zip_longest(chunks, singles, fillvalue=[])
    return list(chain.from_iterable(chunk + single for chunk, single in pairs))


def rumour_spread(houses: str, nights: int) -> str:
    """A rumour goes through a row of houses, night after night. 'R' is a house that knows it, 'Q' a
    house that knows it but keeps quiet, '-' one that has not heard it yet. Each night every 'R'
    tells its left and right neighbour; a house which hears it from both sides in one
    night believes it is a joke and turns into 'Q', else it becomes 'R'.
    >>> rumour_spread('R---', 2)
    'RRR-'
    >>> rumour_spread('R-R-Q-', 1)
    'RQRRQ-'
    """
    for _ in range(nights):
        padded = '-' + houses + '-'
        after = ''
        for left, house, right in zip(padded, houses, padded[2:]):
            tellers = [left, right].count('R')
            after += house if house != '-' else '-RQ'[tellers]
        houses = after
    return houses


def read_recipe_step(step: str) -> Dict[str, object]:
    """Split one step of a recipe, such as 'bake 35 min at 180: until brown', into a dict. The
    keys are 'verb' (the first word), 'minutes' and 'degrees' (ints, None if not told) and
    'remark' (what stands behind ': ', an empty string without it).
    >>> read_recipe_step('bake 35 min at 180: until brown')
    {'verb': 'bake', 'minutes': 35, 'degrees': 180, 'remark': 'until brown'}
    >>> read_recipe_step('rest 10 min')
    {'verb': 'rest', 'minutes': 10, 'degrees': None, 'remark': ''}
    """
    order, _, remark = step.partition(': ')
    minutes = re.search(r'(\d+) min', order)
    degrees = re.search(r'at (\d+)', order)
    return {
        'verb': order.split()[0],
        'minutes': int(minutes.group(1)) if minutes else None,
        'degrees': int(degrees.group(1)) if degrees else None,
        'remark': remark,
    }




def compare_recipes(old, new):
    """Describe in sentences how a recipe (dict from ingredient to grams) was changed. First come
    the ingredients of the old recipe in their order: 'less X', 'more X' or 'no X' if it is gone,
    and nothing if it is equal. Then the new ingredients follow as 'add X'.
    >>> compare_recipes({'rye': 200, 'salt': 8, 'malt': 5}, {'rye': 250, 'malt': 5, 'seed': 30})
    ['more rye', 'no salt', 'add seed']
    >>> compare_recipes({'rye': 10}, {'rye': 10})
    []
    """
    changes = []
    for item, grams in old.items():
        if item not in new:
            changes.append(f'no {item}')
        elif new[item] != grams:
            changes.append(('less ' if new[item] < grams else 'more ') + item)
    changes += [f'add {item}' for item in new if item not in old]
    return changes






def usable_width(boards: List[Optional[float]], saw: float) -> float:
    """Boards are glued side by side to a table top. Each one loses `saw` cm on both of its
    edges; boards which are None are missing, and boards that would have no width left are thrown
    away. What is the width of the top, rounded to one place?
    >>> usable_width([12.0, None, 9.5, 0.4], 0.2)
    20.7
    >>> usable_width([], 0.2)
    0
    """
    widths = [board - 2 * saw for board in boards if board is not None]
    return round(sum(width for width in widths if width > 0), 1)


def subway_transfer(
    lines: Dict[str, List[str]], start: str, goal: str,
) -> Optional[Tuple[str, ...]]:
    """Find out how to go from start to goal with at most one change. lines maps a line to its
    stations, and trains go both ways. Return (line,) if one line has both stations, else (line,
    station of the change, line) for the first possibility in the order of the lines and
    stations, or None.
    >>> subway_transfer({'U1': ['A', 'B'], 'U2': ['C', 'B']}, 'A', 'C')
    ('U1', 'B', 'U2')
    >>> subway_transfer({'U1': ['A', 'B']}, 'B', 'A')
    ('U1',)
    >>> subway_transfer({'U1': ['A'], 'U2': ['C']}, 'A', 'C') is None
    True
    """
    for name, stations in lines.items():
        if start in stations and goal in stations:
            return (name,)
    for first, stations in lines.items():
        if start not in stations:
            continue
        for change in stations:
            for second, others in lines.items():
                if change in others and goal in others:
                    return first, change, second
    return None


def badge_codes(names, start):
    """Give out badge codes for a camp. Each child gets the first two letters of the name in
    capitals and a number that goes up by 3 from child to child, beginning with start, always
    written with three digits. Names of one letter get an 'X' as the second letter.
    >>> badge_codes(['Noor', 'O', 'Ava'], 7)
    ['NO007', 'OX010', 'AV013']
    """
    codes = []
    for i, name in enumerate(names):
        letters = name[:2].upper().ljust(2, 'X')
        codes.append(f'{letters}{start + 3 * i:03d}')
    return codes


def canal_locks(levels: List[int], boat: int, depth: int) -> Tuple[bool, int]:
    """A boat goes through canal sections with the given water levels in cm. It needs `boat` cm
    of water and a section has levels[i] - depth cm of it, where depth is the height of the
    ground. Where the water is too low the lock keeper lets in just what is lacking, but 30 cm at
    most for each section. Return whether the boat gets through, and the cm let in until the end
    or until it got stuck.
    >>> canal_locks([300, 260, 280], 170, 100)
    (True, 10)
    >>> canal_locks([250, 200, 300], 170, 100)
    (False, 20)
    """
    added = 0
    for level in levels:
        lacking = max(boat - (level - depth), 0)
        if lacking > 30:
            return False, added
        added += lacking
    return True, added


def scale_pattern(rows: List[str], across: int, down: int) -> List[str]:
    """Enlarge a cross-stitch pattern: every stitch becomes a block that is `across` stitches wide
    and `down` rows high. Blanks in the pattern are treated like stitches.
    >>> scale_pattern(['xo', ' x'], 2, 1)
    ['xxoo', '  xx']
    >>> scale_pattern(['x'], 1, 3)
    ['x', 'x', 'x']
    """
    bigger = []
    for row in rows:
        wide = ''.join(stitch * across for stitch in row)
        bigger.extend([wide] * down)
    return bigger


def compose_rules(rules: List[Tuple[str, str]], name: str) -> str:
    """Rename a file by a list of (rule, argument) pairs which are applied in order: 'drop'
    removes all places where the argument occurs, 'front' puts it in front, 'ending' replaces
    what follows the last dot (or is added with a dot if there is none). Unknown rules change
    nothing.
    >>> compose_rules([('drop', 'draft'), ('front', '2024'), ('ending', 'md')], '_draft_plan.txt')
    '2024__plan.md'
    >>> compose_rules([('ending', 'csv'), ('shout', '!')], 'list')
    'list.csv'
    """
    def step(current: str, rule: Tuple[str, str]) -> str:
        kind, argument = rule
        if kind == 'drop':
            return current.replace(argument, '')
        if kind == 'front':
            return argument + current
        if kind == 'ending':
            stem = current.rpartition('.')[0] or current
            return f'{stem}.{argument}'
        return current

    return functools.reduce(step, rules, name)
