import heapq
import json
import re
from itertools import groupby, product
from typing import Any, Dict, Iterable, List, Optional, Tuple


def merge_notes(notes: List[Tuple[str, str]]) -> List[Tuple[str, str]]:
    """Neighbouring notes by the same author become one note, with their texts joined by ' / '.
    Notes of an author that are separated by somebody else's note stay apart.
    >>> merge_notes([('eva', 'call back'), ('eva', 'urgent'), ('tim', 'done'), ('eva', 'ok')])
    [('eva', 'call back / urgent'), ('tim', 'done'), ('eva', 'ok')]
    >>> merge_notes([])
    []
    """
    merged = []
    for author, group in groupby(notes, key=lambda note: note[0]):
        merged.append((author, ' / '.join(text for _, text in group)))
    return merged


def next_tram(minute, line_plan):
    """Which tram comes next, and in how many minutes?

    line_plan maps the name of a line to (first minute, interval): the line leaves at the first
    minute and then again after each interval. A tram that leaves right at the given minute
    counts, with a wait of 0. For equal waits the alphabetically smaller line is taken.
    >>> next_tram(7, {'T1': (5, 10), 'T2': (0, 4)})
    ('T2', 1)
    >>> next_tram(3, {'N': (20, 60), 'B': (3, 5)})
    ('B', 0)
    """
    waits = []
    for line, (first, interval) in line_plan.items():
        if minute <= first:
            wait = first - minute
        else:
            wait = (first - minute) % interval
        waits.append((wait, line))
    wait, line = min(waits)
    return line, wait


def marble_run(board: List[str], column: int) -> Optional[int]:
    """Drop a marble into the given column of a board and tell in which column it leaves at the
    bottom. In every row the marble meets the sign of its column: '\\\\' sends it one column to
    the right, '/' one column to the left, 'X' catches it, everything else lets it fall.
    None if the marble is caught or leaves the board at a side.
    >>> marble_run(['.\\\\..', '..\\\\.'], 1)
    3
    >>> marble_run(['/..'], 0) is None
    True
    >>> marble_run(['...', '.X.'], 1) is None
    True
    """
    for row in board:
        sign = row[column]
        if sign == 'X':
            return None
        if sign == '\\':
            column += 1
        elif sign == '/':
            column -= 1
        if not 0 <= column < len(row):
            return None
    return column






def decode_markers(line):
    """Our field notes mark finds with codes like <k:bone> in the running text. Return a tuple: the
    text with each marker replaced by its word alone, and the list of (code, word) pairs.
    >>> decode_markers('found <k:bone> near <m:coin>.')
    ('found bone near coin.', [('k', 'bone'), ('m', 'coin')])
    >>> decode_markers('nothing today')
    ('nothing today', [])
    """
    marker = re.compile(r'<(\w+):(\w+)>')
    return marker.sub(r'\2', line), marker.findall(line)




def treasure_trail(grid, start):
    """Follow the arrows of a treasure map. Every cell is one of '^', 'v', '<', '>' or 'T'.
    Starting at start, a (row, column) pair, step the way that the arrow of the present cell shows.
    Return the number of steps to the treasure 'T', or -1 if the trail leads off the map or
    comes back to a cell where it has been.
    >>> treasure_trail(['>v', 'T<'], (0, 0))
    3
    >>> treasure_trail(['><'], (0, 0))
    -1
    >>> treasure_trail(['^T'], (0, 0))
    -1
    """
    ways = {'^': (-1, 0), 'v': (1, 0), '<': (0, -1), '>': (0, 1)}
    r, c = start
    visited = []
    while 0 <= r < len(grid) and 0 <= c < len(grid[r]) and (r, c) not in visited:
        if grid[r][c] == 'T':
            return len(visited)
        visited.append((r, c))
        dr, dc = ways[grid[r][c]]
        r, c = r + dr, c + dc
    return -1


def call_queue(calls: List[Tuple[int, int]], agents: int) -> List[int]:
    """Simulate a hotline. Each call is (arrival minute, minutes of talk), sorted by arrival, and is
    taken by the agent who becomes free first. Give the waiting minutes of every call.
    >>> call_queue([(0, 5), (1, 2), (2, 3)], 1)
    [0, 4, 5]
    >>> call_queue([(0, 5), (1, 2), (2, 3)], 2)
    [0, 0, 1]
    """
    free_at = [0] * agents
    waits = []
    for arrival, talk in calls:
        free = heapq.heappop(free_at)
        begin = max(free, arrival)
        waits.append(begin - arrival)
        heapq.heappush(free_at, begin + talk)
    return waits


def tidy_address(lines: Iterable[Optional[str]]) -> str:
    """Join the lines of a postal address with ', '. Lines that are None or blank are left out,
    each line is stripped of blanks and of a comma at its end.
    >>> tidy_address(['Mrs Odd ', None, '4 Mill Lane,', '  ', 'Ely'])
    'Mrs Odd, 4 Mill Lane, Ely'
    >>> tidy_address([None])
    ''
    """
    kept = []
    for line in lines:
        if line is None:
            continue
        line = line.strip().rstrip(',')
        if line:
            kept.append(line)
    return ', '.join(kept)


def bingo_calls(card, calls):
    """After how many calls does the card win?
    The card is a list of rows of numbers; it wins once all numbers of any one row have been called
    (columns do not count here). Return None if the calls run out before.
    >>> bingo_calls([[3, 9], [4, 1]], [9, 4, 7, 1, 3])
    4
    >>> bingo_calls([[3, 9]], [3]) is None
    True
    """
    called = set()
    for count, number in enumerate(calls, start=1):
        called.add(number)
        if any(called.issuperset(row) for row in card):
            return count
    return None


def setting_at(settings: Dict[str, Any], path: str, default: Any = None) -> Any:
    """Look up a setting by its path, such as 'lamp:fade:in'. If a part of the path is missing, the
    key '*' at that place is used in its stead; if there is no '*' either, or the path goes on
    below a value that is no dict, the default is returned.
    >>> setting_at({'lamp': {'fade': {'in': 2}, '*': {'in': 9}}}, 'lamp:fade:in')
    2
    >>> setting_at({'lamp': {'fade': {'in': 2}, '*': {'in': 9}}}, 'lamp:glow:in')
    9
    >>> setting_at({'lamp': 1}, 'lamp:hue', default=40)
    40
    """
    place = settings
    for part in path.split(':'):
        if not isinstance(place, dict):
            return default
        key = part if part in place else '*'
        if key not in place:
            return default
        place = place[key]
    return place


def raffle_winners(tickets: Dict[str, range], drawn: List[int]) -> Dict[str, int]:
    """How many prizes does each person win? Every person owns a range of ticket numbers and
    drawn has the winning numbers. At most two prizes go to the same person, further ones lapse;
    people without a prize are not listed.
    >>> raffle_winners({'Ivo': range(1, 5), 'Mia': range(5, 9)}, [2, 6, 3, 4])
    {'Ivo': 2, 'Mia': 1}
    >>> raffle_winners({'Ivo': range(1, 5)}, [77])
    {}
    """
    prizes = {}
    for person, numbers in tickets.items():
        hits = sum(number in numbers for number in drawn)
        if hits:
            prizes[person] = min(hits, 2)
    return prizes


def wrap_gift(width: int, height: int, label: str) -> List[str]:
    """Draw a gift as a list of lines: a frame of '*' that is width signs wide and height lines
    high, with the label in the first line inside the frame, cut off if it is too long and padded
    with blanks if it is too short. The other inner lines are blank.
    >>> wrap_gift(7, 4, 'Sam')
    ['*******', '*Sam  *', '*     *', '*******']
    >>> wrap_gift(4, 3, 'Grandma')
    ['****', '*Gr*', '****']
    """
    inner = width - 2
    lines = ['*' * width]
    for i in range(height - 2):
        text = label[:inner] if i == 0 else ''
        lines.append('*' + text.ljust(inner) + '*')
    lines.append('*' * width)
    return lines


def lost_and_found(found, claims):
    """Match claims to found things. found is a list of (thing, colour), claims is a list of
    (person, thing, colour) where the colour may be None if the person does not recall it.
    Each claim gets the first fitting thing that nobody else has got yet; return a list of
    (person, position in found) with -1 for claims that find nothing.
    >>> lost_and_found([('hat', 'red'), ('hat', 'blue')], [('Al', 'hat', 'blue'), ('Bo', 'hat', None)])
    [('Al', 1), ('Bo', 0)]
    >>> lost_and_found([('key', 'grey')], [('Cy', 'bag', None)])
    [('Cy', -1)]
    """
    given = set()
    result = []
    for person, thing, colour in claims:
        position = -1
        for i, (what, shade) in enumerate(found):
            if i not in given and what == thing and colour in (None, shade):
                position = i
                given.add(i)
                break
        result.append((person, position))
    return result




def outfit_choices(
    wardrobe: Dict[str, List[str]], clashes: List[Tuple[str, str]],
) -> List[Tuple[str, ...]]:
    """List all outfits that take one piece from each part of the wardrobe, in the order of the
    parts. Outfits that hold both pieces of a clash (in any order) are not allowed.
    >>> outfit_choices({'top': ['shirt', 'jumper'], 'legs': ['kilt', 'jeans']}, [('kilt', 'jumper')])
    [('shirt', 'kilt'), ('shirt', 'jeans'), ('jumper', 'jeans')]
    >>> outfit_choices({'top': ['shirt'], 'legs': []}, [])
    []
    """
    return [
        outfit for outfit in product(*wardrobe.values())
        if not any(a in outfit and b in outfit for a, b in clashes)
    ]


def rising_damp(walls: List[int], days: int) -> List[int]:
    """Damp creeps along a row of walls. On each day every dry wall (0) next to a damp one (1)
    becomes damp as well, except treated walls (2), which always stay as they are and let nothing
    through. Return the row after the given number of days.
    >>> rising_damp([1, 0, 0, 2, 0], 1)
    [1, 1, 0, 2, 0]
    >>> rising_damp([1, 0, 0, 2, 0], 9)
    [1, 1, 1, 2, 0]
    """
    for _ in range(days):
        after = list(walls)
        for i, wall in enumerate(walls):
            neighbours = walls[max(i - 1, 0):i] + walls[i + 1:i + 2]
            if wall == 0 and 1 in neighbours:
                after[i] = 1
        walls = after
    return walls


def json_shape(text):
    """Describe the shape of a JSON text in words: 'object with N keys', 'array of N', 'text',
    'number', 'yes/no' or 'nothing' (for null). A text that is not valid JSON is 'broken'.
    >>> json_shape('{"a": 1, "b": []}')
    'object with 2 keys'
    >>> json_shape('[true, null]')
    'array of 2'
    >>> json_shape('false'), json_shape('-3.5'), json_shape('{a}')
    ('yes/no', 'number', 'broken')
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return 'broken'
    if isinstance(value, dict):
        return f'object with {len(value)} keys'
    if isinstance(value, list):
        return f'array of {len(value)}'
    if isinstance(value, bool):
        return 'yes/no'
    if value is None:
        return 'nothing'
    return 'text' if isinstance(value, str) else 'number'










def braille_like(word, table, unknown='?'):
    """Spell a word with the signs of a table (dict from letter to sign), with one blank between
    signs. Capital letters use the sign of the small letter with '^' put in front of it. For
    letters that the table lacks the unknown sign is written, also with '^' if they are capitals.
    >>> braille_like('Aba', {'a': 'o.', 'b': 'oo'})
    '^o. oo o.'
    >>> braille_like('aZ', {'a': 'o.'}, unknown='--')
    'o. ^--'
    """
    signs = []
    for letter in word:
        sign = table.get(letter.lower(), unknown)
        signs.append('^' + sign if letter.isupper() else sign)
    return ' '.join(signs)


def points_table(results: List[Tuple[str, str, int, int]]) -> List[Tuple[str, int]]:
    """Make the table of a village handball league. A result is (home, away, home goals, away
    goals): a win brings 2 points, a draw 1 for each; a win by ten goals or more brings one point
    extra. Sort by points, highest first, and by name for equal points.
    >>> points_table([('Elm', 'Oak', 20, 20), ('Oak', 'Ash', 31, 18)])
    [('Oak', 4), ('Elm', 1), ('Ash', 0)]
    >>> points_table([])
    []
    """
    points = {}
    for home, away, scored, conceded in results:
        points.setdefault(home, 0)
        points.setdefault(away, 0)
        if scored == conceded:
            points[home] += 1
            points[away] += 1
        else:
            winner = home if scored > conceded else away
            points[winner] += 3 if abs(scored - conceded) >= 10 else 2
    return sorted(points.items(), key=lambda entry: (-entry[1], entry[0]))
