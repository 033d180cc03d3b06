import re
from collections import deque
from datetime import date
from typing import Dict, Iterable, List, Optional, Set, Tuple




def key_ring(label):
    """Read the bitten code of a key, like 'a3-b1-a5': letters name a side, numbers a depth.
    Return a dict from side to the list of its depths. A part 'x' is a spacer that puts
    a 0 on the side of the part before it.
    >>> key_ring('a3-b1-a5')
    {'a': [3, 5], 'b': [1]}
    >>> key_ring('a3-x-x-b2')
    {'a': [3, 0, 0], 'b': [2]}
    """
    sides = {}
    side = None
    for part in label.split('-'):
        depth = 0
        if part != 'x':
            side, depth = part[0], int(part[1:])
        sides.setdefault(side, []).append(depth)
    return sides


def best_viewpoint(heights: List[int]) -> Optional[int]:
    """Where on a ridge is the best place for a bench? It has to be higher than both of its
    neighbours, so the two ends never qualify. Of several such places take the highest, and
    of equally high ones the one that comes last. Return its index or None.
    >>> best_viewpoint([1, 4, 2, 4, 0])
    3
    >>> best_viewpoint([9, 2, 8]) is None
    True
    """
    best = None
    for i in range(1, len(heights) - 1):
        if heights[i - 1] < heights[i] > heights[i + 1]:
            if best is None or heights[i] >= heights[best]:
                best = i
    return best


def split_shifts(total: int, shift: int, pause: int) -> List[Tuple[int, int]]:
    """Divide a guard duty of total minutes, which begins at minute 0, into shifts with a pause
    after each. Return the (begin, end) of the shifts. The last one may be shorter;
    what falls into a pause at the end is not guarded.
    >>> split_shifts(100, 40, 10)
    [(0, 40), (50, 90)]
    >>> split_shifts(120, 40, 10)
    [(0, 40), (50, 90), (100, 120)]
    >>> split_shifts(0, 40, 10)
    []
    """
    return [
        (begin, min(begin + shift, total))
        for begin in range(0, total, shift + pause)
    ]




def allergen_free(dishes: Dict[str, List[str]], contains: Dict[str, Set[str]],
                  avoid: Set[str]) -> List[str]:
    """Which dishes may a guest with allergies eat? dishes maps a dish to its ingredients and
    contains maps an ingredient to the allergens in it. A dish is fine if none of its
    ingredients contains something to avoid. An ingredient that contains does not
    know is taken as harmless. Keep the order of the dishes.
    >>> allergen_free({'stew': ['beef', 'flour'], 'soup': ['leek']}, {'flour': {'gluten'}}, {'gluten'})
    ['soup']
    >>> allergen_free({'stew': ['flour']}, {'flour': {'gluten'}}, set())
    ['stew']
    """
    fine = []
    for dish, ingredients in dishes.items():
        allergens = set()
        for ingredient in ingredients:
            allergens |= contains.get(ingredient, set())
        if not allergens & avoid:
            fine.append(dish)
    return fine




def crate_stack(moves, start):
    """Move crates between piles with a crane. start maps the name of a pile to a string of crates
    from the bottom to the top. A move like '2:A>B' takes the two top crates of A, together,
    and puts them on B in the same order; if A has fewer, all of them are taken.
    >>> crate_stack(['2:A>B'], {'A': 'xyz', 'B': 'q'})
    {'A': 'x', 'B': 'qyz'}
    >>> crate_stack(['9:B>A', '1:A>B'], {'A': 'x', 'B': 'pq'})
    {'A': 'xp', 'B': 'q'}
    """
    piles = dict(start)
    for move in moves:
        number, way = move.split(':')
        source, target = way.split('>')
        keep = max(len(piles[source]) - int(number), 0)
        lifted = piles[source][keep:]
        piles[source] = piles[source][:keep]
        piles[target] += lifted
    return piles




def parse_season(text: str, year: int) -> Tuple[date, date]:
    """Read the season of a beach hut, written as 'D/M to D/M', with the given year for its start.
    If the end lies before the start in the calendar, the season ends in the next year.
    >>> parse_season('1/5 to 30/9', 2024)
    (datetime.date(2024, 5, 1), datetime.date(2024, 9, 30))
    >>> parse_season('20/12 to 6/1', 2024)
    (datetime.date(2024, 12, 20), datetime.date(2025, 1, 6))
    """
    (day1, month1), (day2, month2) = (map(int, part.split('/')) for part in text.split(' to '))
    start = date(year, month1, day1)
    end = date(year, month2, day2)
    if end < start:
        end = date(year + 1, month2, day2)
    return start, end


def flip_tiles(board: List[str], presses: List[Tuple[int, int]]) -> List[str]:
    """Play a tile game. Pressing (row, column) turns that tile and all other tiles of its row over:
    'x' becomes 'o' and the other way round. Only the pressed tile itself is turned once more,
    so it stays what it was. Return the board after all presses.
    >>> flip_tiles(['xxo'], [(0, 0)])
    ['xox']
    >>> flip_tiles(['xo', 'oo'], [(1, 1), (1, 0)])
    ['xo', 'xx']
    """
    tiles = [list(row) for row in board]
    for r, c in presses:
        for i, tile in enumerate(tiles[r]):
            if i != c:
                tiles[r][i] = 'o' if tile == 'x' else 'x'
    return [''.join(row) for row in tiles]




def read_signpost(sign: str) -> List[Tuple[str, float]]:
    """A signpost reads like '<- Alm 3.5 | See 1 ->': the places on an arm, each with its
    kilometres, parted by '|'. The arrows at the ends are of no interest. Return (place, km),
    nearest first; names may have several words.
    >>> read_signpost('<- Alm 3.5 | Blue Lake 1 ->')
    [('Blue Lake', 1.0), ('Alm', 3.5)]
    >>> read_signpost('Hut 0.2')
    [('Hut', 0.2)]
    """
    places = []
    for part in sign.replace('<-', '').replace('->', '').split('|'):
        name, kilometres = part.strip().rsplit(' ', 1)
        places.append((name, float(kilometres)))
    return sorted(places, key=lambda place: place[1])


def first_fit_table(
    tables: Dict[str, int], groups: List[Tuple[str, int]],
) -> Dict[str, Optional[str]]:
    """Seat groups in a small restaurant. tables maps a table to its seats. Groups come in order and
    take the smallest free table that has enough seats (the first in the dict of equal ones);
    a group for which there is none is sent away (None).
    >>> first_fit_table({'t1': 6, 't2': 2, 't3': 4}, [('Orr', 3), ('Poe', 4), ('Ray', 5)])
    {'Orr': 't3', 'Poe': 't1', 'Ray': None}
    >>> first_fit_table({}, [('Orr', 1)])
    {'Orr': None}
    """
    free = dict(tables)
    seated = {}
    for name, size in groups:
        fitting = [table for table, seats in free.items() if seats >= size]
        if not fitting:
            seated[name] = None
            continue
        table = min(fitting, key=free.get)
        del free[table]
        seated[name] = table
    return seated


def radio_words(message: str, start: str, stop: str) -> List[List[str]]:
    """Cut the bulletins out of a radio message. A bulletin is what stands between the word start
    and the next word stop; give its words as a list. A start inside a bulletin throws away what
    was there and begins anew, a bulletin without stop is not complete and left out.
    >>> radio_words('hm NOW wind west OVER NOW x NOW fog OVER', 'NOW', 'OVER')
    [['wind', 'west'], ['fog']]
    >>> radio_words('NOW calm', 'NOW', 'OVER')
    []
    """
    bulletins = []
    current = None
    for word in message.split():
        if word == start:
            current = []
        elif word == stop:
            if current is not None:
                bulletins.append(current)
            current = None
        elif current is not None:
            current.append(word)
    return bulletins


def pond_hops(pads: Dict[str, List[str]], start: str, hops: int) -> Set[str]:
    """On which lily pads can a frog be after exactly the given number of hops? pads maps a pad
    to those that can be reached from it by one hop; a pad that is not a key leads nowhere.
    >>> sorted(pond_hops({'a': ['b', 'c'], 'b': ['a'], 'c': ['d']}, 'a', 2))
    ['a', 'd']
    >>> pond_hops({'a': ['b']}, 'a', 0)
    {'a'}
    >>> pond_hops({'a': ['b']}, 'a', 2)
    set()
    """
    reached = {start}
    for _ in range(hops):
        reached = {goal for pad in reached for goal in pads.get(pad, [])}
    return reached




def phone_tree(calls: Dict[str, List[str]], first: str) -> Dict[str, int]:
    """In a phone tree everybody who has heard the news calls the people on their list, one a
    minute, in order, beginning in the minute after they heard it. first knows it at minute 0.
    Each person is on one list at most. Return the minute at which each person hears the news.
    >>> phone_tree({'A': ['B', 'C'], 'B': ['D']}, 'A')
    {'A': 0, 'B': 1, 'C': 2, 'D': 2}
    >>> phone_tree({}, 'A')
    {'A': 0}
    """
    heard = {first: 0}
    queue = deque([first])
    while queue:
        caller = queue.popleft()
        for minute, person in enumerate(calls.get(caller, []), start=heard[caller] + 1):
            heard[person] = minute
            queue.append(person)
    return heard








def prune_vines(vines: Iterable[str], keep: int) -> List[str]:
    """Prune vines. A vine is a string of buds 'b' and knots '-'. Every vine is cut right behind
    its keep-th bud, so all that follows goes; a vine with fewer buds than that is not cut at
    all.
    >>> prune_vines(['b-b--b-', '-b'], 2)
    ['b-b', '-b']
    >>> prune_vines(['-bbb'], 1)
    ['-b']
    """
    pruned = []
    for vine in vines:
        match = re.match(r'(?:-*b){%d}' % keep, vine)
        pruned.append(match.group() if match else vine)
    return pruned


def score_herbs(garden, values, bonus):
    """Score the board game Herb Garden: every herb in the garden (a list of rows) is worth its
    entry in values, unknown herbs and None are worth nothing. Each row whose places are all
    filled (not None) brings the bonus on top.
    >>> score_herbs([['mint', 'dill'], ['mint', None]], {'mint': 2, 'dill': 5}, 3)
    12
    >>> score_herbs([[None], ['weed']], {'mint': 2}, 3)
    3
    """
    total = 0
    for row in garden:
        total += sum(values.get(herb, 0) for herb in row)
        if None not in row:
            total += bonus
    return total


def shuttle_seats(bookings: List[str], seats: int) -> Dict[str, List[str]]:
    """Work through shuttle bookings. 'NAME' books a seat, '-NAME' cancels. When all seats are
    taken, people go to a waiting list; when a seat becomes free its first person moves up.
    Cancelling is also possible from the waiting list; cancelling without a booking does nothing.
    >>> shuttle_seats(['Al', 'Bo', 'Cy', '-Al'], 2)
    {'seats': ['Bo', 'Cy'], 'waiting': []}
    >>> shuttle_seats(['Al', 'Bo', 'Cy', '-Bo', '-Ed'], 1)
    {'seats': ['Al'], 'waiting': ['Cy']}
    """
    line = []
    for booking in bookings:
        if not booking.startswith('-'):
            line.append(booking)
        elif booking[1:] in line:
            line.remove(booking[1:])
    return {'seats': line[:seats], 'waiting': line[seats:]}


def tile_border(width: int, depth: int, tiles: str) -> List[str]:
    """Tile a floor that is width tiles wide and depth tiles deep. The tile at row r and column c
    is the sign of `tiles` at position (r + c), counted round and round; only the outermost ring
    is tiled and inside there are blanks.
    >>> tile_border(4, 3, 'ab')
    ['abab', 'b  a', 'abab']
    >>> tile_border(2, 1, 'xyz')
    ['xy']
    """
    rows = []
    for r in range(depth):
        row = ''
        for c in range(width):
            outer = r in (0, depth - 1) or c in (0, width - 1)
            row += tiles[(r + c) % len(tiles)] if outer else ' '
        rows.append(row)
    return rows
