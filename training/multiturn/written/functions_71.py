from collections import defaultdict
from datetime import date, timedelta
from typing import Dict, List, Optional, Tuple
import re


def rota(people: list[str], days: int, away: dict[str, list[int]]) -> list[Optional[str]]:
    """Make a kitchen rota for the days 0, 1, ..., days - 1.
    People take turns in the given order. Somebody who is away on their day is passed over
    for that day, and the turn goes on with the person after the one who was picked.
    A day on which all are away stays None and does not move the turn.
    >>> rota(['Jo', 'Kim', 'Lee'], 4, {})
    ['Jo', 'Kim', 'Lee', 'Jo']
    >>> rota(['Jo', 'Kim'], 3, {'Kim': [1]})
    ['Jo', 'Jo', 'Kim']
    >>> rota(['Jo'], 2, {'Jo': [0]})
    [None, 'Jo']
    """
    plan = []
    turn = 0
    for day in range(days):
        chosen = None
        for offset in range(len(people)):
            index = (turn + offset) % len(people)
            if day not in away.get(people[index], []):
                chosen = people[index]
                turn = index + 1
                break
        plan.append(chosen)
    return plan


def parse_flags(line):
    """Read the small notation of our label printer: words that start with '+' switch an option
    on, words that start with '-' switch it off, 'name=value' sets a text. Other words are
    ignored. The later of two settings for the same option counts.
    >>> parse_flags('+bold size=12 -frame hello')
    {'bold': True, 'size': '12', 'frame': False}
    >>> parse_flags('+bold -bold')
    {'bold': False}
    """
    options = {}
    for word in line.split():
        if word[0] in '+-' and len(word) > 1:
            options[word[1:]] = word[0] == '+'
        elif '=' in word:
            name, value = word.split('=', 1)
            options[name] = value
    return options


def lamp_reach(street: str, reach: int) -> List[int]:
    """Which houses of a street stay dark? In the string 'L' is a lamp post, 'H' a house, 'T' a tree
    and '-' nothing. A lamp lights the houses up to reach places to its left and right, but its
    light does not get past a tree. Return the positions of the dark houses.
    >>> lamp_reach('HHL-H', 1)
    [0, 4]
    >>> lamp_reach('LTH', 2)
    [2]
    >>> lamp_reach('LHL', 1)
    []
    """
    dark = []
    for i, sign in enumerate(street):
        if sign != 'H':
            continue
        left = street[max(i - reach, 0):i].split('T')[-1]
        right = street[i + 1:i + 1 + reach].split('T')[0]
        if 'L' not in left and 'L' not in right:
            dark.append(i)
    return dark


def curling_end(red: List[float], yellow: List[float]) -> Tuple[str, int]:
    """Score one end of our backyard curling. Both lists hold the stones' distances from the
    button in metres. The side with the closest stone scores one point for each of its stones
    that lies closer than the best stone of the other side. Only stones within 1.83 m count.
    Return the side ('red' or 'yellow') with its points, or ('blank', 0) if no stone counts.
    Equally close best stones are a blank end, too.
    >>> curling_end([0.4, 1.1], [0.9])
    ('red', 1)
    >>> curling_end([2.5], [0.3, 1.2])
    ('yellow', 2)
    >>> curling_end([], [3.0])
    ('blank', 0)
    """
    red = [d for d in red if d <= 1.83]
    yellow = [d for d in yellow if d <= 1.83]
    best_red = min(red, default=9.0)
    best_yellow = min(yellow, default=9.0)
    if best_red == best_yellow:
        return 'blank', 0
    if best_red < best_yellow:
        return 'red', sum(d < best_yellow for d in red)
    return 'yellow', sum(d < best_red for d in yellow)


def collection_days(start: date, end: date, weekday: int, skip: set[date]) -> list[date]:
    """List the days on which the glass bin is emptied from start to end (both included).
    It is emptied every second week on the given weekday (Monday is 0), beginning with the
    first such weekday on or after start. A day in skip is moved to the next day.
    >>> collection_days(date(2024, 3, 4), date(2024, 3, 31), 2, set())
    [datetime.date(2024, 3, 6), datetime.date(2024, 3, 20)]
    >>> collection_days(date(2024, 3, 4), date(2024, 3, 12), 2, {date(2024, 3, 6)})
    [datetime.date(2024, 3, 7)]
    """
    day = start + timedelta(days=(weekday - start.weekday()) % 7)
    days = []
    while day <= end:
        days.append(day + timedelta(days=1) if day in skip else day)
        day += timedelta(days=14)
    return days


def stamp_sheet(codes, per_row):
    """Arrange stamp codes on a sheet with per_row stamps a row. The last row is filled up with
    the code '--' so that all rows are of the same length.
    >>> stamp_sheet(['A1', 'B2', 'C3'], 2)
    [['A1', 'B2'], ['C3', '--']]
    >>> stamp_sheet([], 3)
    []
    """
    rows = [codes[i:i + per_row] for i in range(0, len(codes), per_row)]
    if rows:
        rows[-1] = rows[-1] + ['--'] * (per_row - len(rows[-1]))
    return rows


def sum_leaves(tree, unit):
    """Add up all weights in a packing list of boxes within boxes.
    A list is a box, a string such as '12kg' is an item; only items which end in the given
    unit count, all others are passed over.
    >>> sum_leaves(['2kg', ['3kg', ['4kg'], '5lb']], 'kg')
    9
    >>> sum_leaves([[], ['7lb']], 'kg')
    0
    """
    total = 0
    for entry in tree:
        if isinstance(entry, list):
            total += sum_leaves(entry, unit)
        elif entry.endswith(unit):
            total += int(entry[:-len(unit)])
    return total


def bell_plan(orders: List[str], bells: int) -> List[int]:
    """Change ringing for beginners: the bells are rung in rows, at first as 1, 2, ..., bells. An
    order 'swap N' lets the bells at places N and N + 1 of the row change places, 'lead B' moves
    bell B to the front, 'rounds' goes back to the first row. Return the row after all orders.
    >>> bell_plan(['swap 1', 'lead 4'], 4)
    [4, 2, 1, 3]
    >>> bell_plan(['lead 3', 'rounds'], 3)
    [1, 2, 3]
    """
    first = list(range(1, bells + 1))
    row = list(first)
    for order in orders:
        if order == 'rounds':
            row = list(first)
            continue
        kind, number = order.split()
        n = int(number)
        if kind == 'swap':
            row[n - 1], row[n] = row[n], row[n - 1]
        else:
            row.remove(n)
            row.insert(0, n)
    return row


def who_lent_to_whom(ledger: List[str]) -> Dict[str, List[str]]:
    """Each line of the ledger reads 'Ann -> Bo: ladder' and means that Ann lent her ladder to Bo;
    a line 'Bo <- Ann: ladder' means the same thing. Return for each lender the things lent,
    in the order of the lines.
    >>> who_lent_to_whom(['Ann -> Bo: ladder', 'Cy <- Ann: saw'])
    {'Ann': ['ladder', 'saw']}
    >>> who_lent_to_whom([])
    {}
    """
    lent = defaultdict(list)
    for line in ledger:
        people, thing = line.split(': ')
        if ' -> ' in people:
            lender = people.split(' -> ')[0]
        else:
            lender = people.split(' <- ')[1]
        lent[lender].append(thing)
    return dict(lent)


def paint_walls(tins, walls):
    """Paint walls from a row of tins. tins holds the litres of each tin, walls the litres each wall
    takes. A wall is always painted from one single tin, the first that still has enough for it.
    Return the number of the tin (from 0) for every wall, with None where no tin has enough.
    >>> paint_walls([5, 3], [4, 2, 1, 1])
    [0, 1, 0, 1]
    >>> paint_walls([2], [3, 2])
    [None, 0]
    """
    left = list(tins)
    used = []
    for wall in walls:
        choice = None
        for i, litres in enumerate(left):
            if litres >= wall:
                choice = i
                left[i] -= wall
                break
        used.append(choice)
    return used


def redact_names(text: str, names: List[str]) -> str:
    """Black out names in a text: every letter of a name but the first becomes an 'x'.
    Only whole words are touched, and the case of the letters must be as in names.
    >>> redact_names('Tom met Tommy and Eva.', ['Tom', 'Eva'])
    'Txx met Tommy and Exx.'
    >>> redact_names('tom', ['Tom'])
    'tom'
    """
    for name in names:
        hidden = name[0] + 'x' * (len(name) - 1)
        text = re.sub(rf'\b{re.escape(name)}\b', hidden, text)
    return text


def stepping_stones(river: str, reach: int) -> bool:
    """Can the frog cross the river? In the string 'o' is a stone and '~' is water; the frog starts
    on the bank before the first sign and has to land on the bank after the last one.
    With one leap it goes at most reach places further, and it may not land in water.
    >>> stepping_stones('~o~~o~', 3)
    True
    >>> stepping_stones('~o~~~o', 3)
    False
    >>> stepping_stones('', 1)
    True
    """
    place = -1
    while place + reach < len(river):
        landings = [i for i in range(place + 1, place + reach + 1) if river[i] == 'o']
        if not landings:
            return False
        place = landings[-1]
    return True


def split_bill(orders, shared):
    """Work out what everybody owes in a canteen, in cents.
    orders maps each guest to a list of own prices. shared is a list of prices that all guests
    split evenly; cents that can not be split go to the guests first in alphabetical order,
    one cent each.
    >>> split_bill({'Bo': [500], 'Al': [300, 50]}, [101])
    {'Bo': 550, 'Al': 401}
    >>> split_bill({'Bo': []}, [])
    {'Bo': 0}
    """
    each, rest = divmod(sum(shared), len(orders))
    owed = {guest: sum(prices) + each for guest, prices in orders.items()}
    for guest in sorted(orders)[:rest]:
        owed[guest] += 1
    return owed




def quilt_ok(quilt: list[list[str]]) -> bool:
    """A quilt is well laid if no two patches that touch along a side have the same colour.
    Patches named 'white' are background and may touch each other.
    >>> quilt_ok([['red', 'blue'], ['blue', 'red']])
    True
    >>> quilt_ok([['red', 'white'], ['red', 'white']])
    False
    >>> quilt_ok([['white', 'white']])
    True
    """
    for r, row in enumerate(quilt):
        for c, colour in enumerate(row):
            if colour == 'white':
                continue
            if c + 1 < len(row) and row[c + 1] == colour:
                return False
            if r + 1 < len(quilt) and quilt[r + 1][c] == colour:
                return False
    return True


def version_bump(version: str, change: str) -> str:
    """Raise a version 'major.minor.patch' after a change: 'break' raises the major number and sets
    the other two to 0, 'add' raises the minor number and sets the patch to 0, 'fix' raises the
    patch. For any other change the version stays, with '+' put at its end.
    >>> version_bump('1.4.2', 'add')
    '1.5.0'
    >>> version_bump('0.9.9', 'fix')
    '0.9.10'
    >>> version_bump('2.0.0', 'docs')
    '2.0.0+'
    """
    major, minor, patch = map(int, version.split('.'))
    if change == 'break':
        return f'{major + 1}.0.0'
    if change == 'add':
        return f'{major}.{minor + 1}.0'
    if change == 'fix':
        return f'{major}.{minor}.{patch + 1}'
    return version + '+'


def unpaired_gloves(gloves):
    """Gloves lie in a box, each described as (colour, side) with the side 'L' or 'R'.
    A left and a right one of the same colour make a pair. Return a dict from colour to a string
    with the gloves that remain single, like 'LL' for two left ones; colours without any single
    glove do not appear.
    >>> unpaired_gloves([('red', 'L'), ('red', 'L'), ('tan', 'R'), ('red', 'R')])
    {'red': 'L', 'tan': 'R'}
    >>> unpaired_gloves([('blue', 'L'), ('blue', 'R')])
    {}
    """
    surplus = defaultdict(int)
    for colour, side in gloves:
        surplus[colour] += 1 if side == 'L' else -1
    return {
        colour: ('L' if number > 0 else 'R') * abs(number)
        for colour, number in surplus.items()
        if number != 0
    }




def note_margin(old: List[str], new: List[str]) -> List[str]:
    """Write the new lines of a contract with a margin of two signs: '+ ' if the line did not
    occur in the old version, '> ' if it did but stands at another line number now, and two
    blanks if it stands where it stood. Lines that are gone are not shown.
    >>> note_margin(['rent', 'pets'], ['rent', 'keys', 'pets'])
    ['  rent', '+ keys', '> pets']
    >>> note_margin(['rent'], [])
    []
    """
    marked = []
    for number, line in enumerate(new):
        if line not in old:
            sign = '+ '
        elif number < len(old) and old[number] == line:
            sign = '  '
        else:
            sign = '> '
        marked.append(sign + line)
    return marked


def elevator_trip(start, calls):
    """Simulate a very simple lift. It serves the called floors one by one in their order, but on
    its way it also stops on every later called floor that it passes. Return the floors in the
    order of the stops; a floor that was served already is not visited again for a later call.
    >>> elevator_trip(0, [5, 3, 8])
    [3, 5, 8]
    >>> elevator_trip(4, [1, 6, 2])
    [2, 1, 6]
    >>> elevator_trip(0, [])
    []
    """
    stops = []
    floor = start
    waiting = list(calls)
    while waiting:
        goal = waiting[0]
        low, high = min(floor, goal), max(floor, goal)
        passed = {f for f in waiting if low <= f <= high}
        stops += sorted(passed, reverse=goal < floor)
        waiting = [f for f in waiting if f not in passed]
        floor = goal
    return stops








def candle_heights(candles, minute):
    """How tall is every candle at the given minute? Each candle is a dict with 'height' (mm),
    'lit' (the minute it was lit, or None if it never was) and 'rate' (mm burnt per minute). No
    candle gets below 0.
    >>> candle_heights([{'height': 90, 'lit': 5, 'rate': 2}, {'height': 40, 'lit': None, 'rate': 1}], 20)
    [60, 40]
    >>> candle_heights([{'height': 10, 'lit': 0, 'rate': 3}, {'height': 10, 'lit': 30, 'rate': 3}], 20)
    [0, 10]
    """
    heights = []
    for candle in candles:
        burning = 0
        if candle['lit'] is not None and candle['lit'] < minute:
            burning = minute - candle['lit']
        heights.append(max(candle['height'] - burning * candle['rate'], 0))
    return heights


def relay_order(runners: List[str], swaps: List[Tuple[str, str]]) -> List[str]:
    """Apply swaps to the running order of a relay team, one after the other. A swap lets two
    named runners change places; it is ignored when one of them is not in the team. The given
    list must not change.
    >>> relay_order(['Ana', 'Bea', 'Cid'], [('Ana', 'Cid'), ('Bea', 'Ana')])
    ['Cid', 'Ana', 'Bea']
    >>> relay_order(['Ana', 'Bea'], [('Ana', 'Zoe')])
    ['Ana', 'Bea']
    """
    order = list(runners)
    for first, second in swaps:
        if first in order and second in order:
            i, j = order.index(first), order.index(second)
            order[i], order[j] = order[j], order[i]
    return order
