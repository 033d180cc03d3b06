from typing import Dict, List, Optional, Set, Tuple
import re








def lantern_score(throws: List[int]) -> int:
    """Score a round of the game Lantern. Each throw is a number from 0 to 6 and counts as
    its own value, but a 6 right after another 6 costs 10 points instead, and as soon as
    a 0 is thrown the round ends and nothing more counts.
    >>> lantern_score([2, 5, 1])
    8
    >>> lantern_score([6, 6, 4])
    0
    >>> lantern_score([3, 0, 6])
    3
    """
    score = 0
    previous = None
    for throw in throws:
        if throw == 0:
            break
        if throw == 6 and previous == 6:
            score -= 10
        else:
            score += throw
        previous = throw
    return score


def split_label(label: str) -> Tuple[str, int, Optional[str]]:
    """Take apart a storage label such as 'shelf-12/blue' into its place, its number and
    its colour. The colour is optional: without a slash it is None.
    >>> split_label('shelf-12/blue')
    ('shelf', 12, 'blue')
    >>> split_label('crate-7')
    ('crate', 7, None)
    """
    colour = None
    if '/' in label:
        label, colour = label.split('/', 1)
    place, number = label.rsplit('-', 1)
    return place, int(number), colour




def thermostat_log(start: bool, events: List[str]) -> List[bool]:
    """Follow a heater through its events and return its state (on or off) after each.
    'on' and 'off' set it, 'toggle' flips it, 'lock' freezes it until 'unlock';
    while locked all other events leave the state as it is.
    >>> thermostat_log(False, ['on', 'toggle', 'toggle'])
    [True, False, True]
    >>> thermostat_log(True, ['lock', 'off', 'unlock', 'off'])
    [True, True, True, False]
    """
    state, locked = start, False
    states = []
    for event in events:
        if event == 'lock':
            locked = True
        elif event == 'unlock':
            locked = False
        elif not locked:
            state = not state if event == 'toggle' else event == 'on'
        states.append(state)
    return states


def fence_pickets(text, width):
    """Lay a text over a fence: the words are put on lines of at most width characters,
    parted by one '|' instead of a blank, and every line starts and ends with '|', too
    (these count for the width). A word that does not fit even on a line of its own gets
    such a line all the same.
    >>> fence_pickets('red oak and elm', 9)
    ['|red|oak|', '|and|elm|']
    >>> fence_pickets('a chestnut', 6)
    ['|a|', '|chestnut|']
    >>> fence_pickets('', 6)
    []
    """
    lines = []
    line = '|'
    for word in text.split():
        if line != '|' and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = '|'
        line += word + '|'
    if line != '|':
        lines.append(line)
    return lines




def parse_dosage(note: str) -> Dict[str, int]:
    """Read a nurse's note such as 'morning 2; noon 1; night -' into a dict from the time of
    day to the number of pills. A dash means no pill and that time is left out.
    >>> parse_dosage('morning 2; noon 1; night -')
    {'morning': 2, 'noon': 1}
    >>> parse_dosage('noon -')
    {}
    """
    doses = {}
    for part in note.split(';'):
        when, pills = part.split()
        if pills != '-':
            doses[when] = int(pills)
    return doses


def hidden_rows(table):
    """Find the positions of rows that are wholly blank: every cell is None or a string
    of nothing but white space. A row without any cells is blank as well.
    >>> hidden_rows([['a', None], [None, '  '], [], [0, '']])
    [1, 2]
    >>> hidden_rows([['x']])
    []
    """
    def blank(cell):
        return cell is None or (isinstance(cell, str) and not cell.strip())

    return [i for i, row in enumerate(table) if all(blank(cell) for cell in row)]


def beehive_moves(cell: Tuple[int, int], steps: str) -> Tuple[int, int]:
    """Walk over a beehive in axial coordinates (q, r).
    The letters of steps are: 'e' q+1, 'w' q-1, 's' r+1, 'n' r-1, 'x' (q+1, r-1) and
    'y' (q-1, r+1). A '*' repeats the move before it once more; at the very start it does
    nothing. Return the cell reached.
    >>> beehive_moves((0, 0), 'ees')
    (2, 1)
    >>> beehive_moves((1, 1), 'x*')
    (3, -1)
    >>> beehive_moves((0, 0), '*w')
    (-1, 0)
    """
    moves = {'e': (1, 0), 'w': (-1, 0), 's': (0, 1), 'n': (0, -1), 'x': (1, -1), 'y': (-1, 1)}
    q, r = cell
    last = (0, 0)
    for letter in steps:
        if letter != '*':
            last = moves[letter]
        q, r = q + last[0], r + last[1]
    return q, r




def fuse_tags(tags: List[str]) -> List[str]:
    """Join a tag ending in '+' with the tag that follows it, dropping the plus sign.
    Several in a row are joined to one. A '+' at the end of the last tag is only dropped.
    >>> fuse_tags(['sea+', 'side', 'hut'])
    ['seaside', 'hut']
    >>> fuse_tags(['a+', 'b+', 'c'])
    ['abc']
    >>> fuse_tags(['lone+'])
    ['lone']
    """
    fused = []
    pending = ''
    for tag in tags:
        if tag.endswith('+'):
            pending += tag[:-1]
        else:
            fused.append(pending + tag)
            pending = ''
    if pending:
        fused.append(pending)
    return fused




def read_tide_line(line):
    """A tide line looks like 'HW 03:42 5.6m' (high water) or 'LW 09:55 0.8m' (low water).
    Return a dict with the keys kind ('high' or 'low'), time and height (a float), or None
    for a line of any other form.
    >>> read_tide_line('HW 03:42 5.6m')
    {'kind': 'high', 'time': '03:42', 'height': 5.6}
    >>> read_tide_line('LW 09:55 -0.1m')
    {'kind': 'low', 'time': '09:55', 'height': -0.1}
    >>> read_tide_line('HW at noon') is None
    True
    """
    match = re.fullmatch(r'([HL])W (\d\d:\d\d) (-?\d+\.\d+)m', line)
    if match is None:
        return None
    letter, time, height = match.groups()
    return {'kind': 'high' if letter == 'H' else 'low', 'time': time, 'height': float(height)}


def domino_chain(tiles: List[Tuple[int, int]]) -> int:
    """How many tiles of the list, from the start, form a proper chain?
    A tile fits when its left half equals the right half of the tile before it.
    Tiles may not be turned around. The first tile always fits.
    >>> domino_chain([(1, 4), (4, 4), (4, 2), (3, 2)])
    3
    >>> domino_chain([(5, 6)])
    1
    >>> domino_chain([])
    0
    """
    if not tiles:
        return 0
    length = 1
    for before, after in zip(tiles, tiles[1:]):
        if before[1] != after[0]:
            break
        length += 1
    return length


def garden_conflicts(beds, enemies):
    """List every pair of neighbouring beds whose plants do not get along.

    beds is the row of plants, one a bed; enemies is a list of two-plant tuples which hold
    in both directions. The result has the positions of the left beds.
    >>> garden_conflicts(['bean', 'onion', 'leek', 'bean'], [('onion', 'bean'), ('leek', 'bean')])
    [0, 2]
    >>> garden_conflicts(['pea'], [('pea', 'onion')])
    []
    """
    bad = {frozenset(pair) for pair in enemies}
    return [
        i for i in range(len(beds) - 1)
        if frozenset((beds[i], beds[i + 1])) in bad
    ]


def collapse_path(path: str, home: str) -> str:
    """Write a path the short way: a path inside home (or home itself) starts with '~' in
    place of the home folder, all others stay unchanged. A folder whose name only begins
    like home, such as /home/annabel for /home/anna, is not inside it.
    >>> collapse_path('/home/anna/notes/a.txt', '/home/anna')
    '~/notes/a.txt'
    >>> collapse_path('/home/anna', '/home/anna')
    '~'
    >>> collapse_path('/home/annabel/b', '/home/anna')
    '/home/annabel/b'
    """
    if path == home:
        return '~'
    if path.startswith(home + '/'):
        return '~' + path[len(home):]
    return path






def quorum_reached(votes: Dict[str, str], members: Set[str], share: float = 0.5) -> bool:
    """Check whether a motion passes. Only votes of members count. At least the given share
    of the members must have voted (abstentions included), and there must be more 'yes'
    than 'no' among their votes.
    >>> quorum_reached({'a': 'yes', 'b': 'abstain', 'z': 'no'}, {'a', 'b', 'c'})
    True
    >>> quorum_reached({'a': 'yes'}, {'a', 'b', 'c'})
    False
    >>> quorum_reached({'a': 'yes', 'b': 'no'}, {'a', 'b'})
    False
    """
    cast = [vote for person, vote in votes.items() if person in members]
    if len(cast) < share * len(members):
        return False
    return cast.count('yes') > cast.count('no')




def expand_seats(spec: str) -> List[str]:
    """Write out a seat booking. 'C4-6' means the seats C4, C5 and C6, 'D1' a single seat;
    the parts are joined by '+'.
    >>> expand_seats('C4-6+D1')
    ['C4', 'C5', 'C6', 'D1']
    >>> expand_seats('A9-10')
    ['A9', 'A10']
    """
    seats = []
    for part in spec.split('+'):
        row, numbers = part[0], part[1:]
        first, _, last = numbers.partition('-')
        for number in range(int(first), int(last or first) + 1):
            seats.append(f'{row}{number}')
    return seats


