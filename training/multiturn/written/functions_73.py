import itertools
import re
from typing import Callable, Dict, List, Optional, Set, Tuple, Union






def vending(price: int, coins: List[int]) -> Tuple[bool, int]:
    """A machine takes coins one by one. As soon as the price is paid it gives out the goods and
    returns everything that was put in too much, along with all coins that come later.
    If the price is never reached all the money comes back.
    Return whether the goods came out, and the amount given back.
    >>> vending(120, [100, 50, 20])
    (True, 50)
    >>> vending(120, [50, 50])
    (False, 100)
    """
    total = sum(coins)
    if total >= price:
        return True, total - price
    return False, total






def parse_trail_log(log: str) -> Tuple[float, int]:
    """A hiker's log reads like '3.5km up120 rest15 2km down40': distances, metres up or down and
    minutes of rest. Return the whole distance in km and the height gained over all
    (up minus down); rests are of no interest.
    >>> parse_trail_log('3.5km up120 rest15 2km down40')
    (5.5, 80)
    >>> parse_trail_log('down30')
    (0, -30)
    """
    distance, height = 0, 0
    for part in log.split():
        if part.endswith('km'):
            distance += float(part[:-2])
        elif part.startswith('up'):
            height += int(part[2:])
        elif part.startswith('down'):
            height -= int(part[4:])
    return distance, height


def rack_wine(rack, bottles):
    """Put bottles into a rack, given as rows of places where None is an empty place.
    The lowest row (the last one) is filled first, each row from the left. Return a new rack;
    bottles for which there is no place are simply not put in.
    >>> rack_wine([[None, None], ['Port', None]], ['Rioja', 'Cava'])
    [['Cava', None], ['Port', 'Rioja']]
    >>> rack_wine([['Port']], ['Cava'])
    [['Port']]
    """
    waiting = iter(bottles)
    filled = []
    for row in reversed(rack):
        filled.append([next(waiting, None) if place is None else place for place in row])
    return filled[::-1]


def handshake_ok(messages: List[str]) -> bool:
    """Does a conversation between two radios follow the rules? It has to begin with 'CALL' and
    end with 'OUT', every 'ASK' must be followed at once by 'ANSWER' or 'WAIT', and 'CALL' and
    'OUT' must not appear anywhere else.
    >>> handshake_ok(['CALL', 'ASK', 'WAIT', 'OUT'])
    True
    >>> handshake_ok(['CALL', 'ASK', 'OUT'])
    False
    >>> handshake_ok(['CALL'])
    False
    """
    if len(messages) < 2 or messages[0] != 'CALL' or messages[-1] != 'OUT':
        return False
    if messages.count('CALL') > 1 or messages.count('OUT') > 1:
        return False
    return all(
        reply in ('ANSWER', 'WAIT')
        for message, reply in zip(messages, messages[1:])
        if message == 'ASK'
    )


def age_cheese(cheeses: Dict[str, int], weeks: int, spoil_after: int) -> Dict[str, int]:
    """Let all cheeses of the cellar age by some weeks. The values are ages in weeks. Cheeses
    that get older than spoil_after are thrown away, apart from those whose name starts with
    'Hard'.
    >>> age_cheese({'Brie': 3, 'Hard Jura': 30, 'Feta': 6}, 4, 8)
    {'Brie': 7, 'Hard Jura': 34}
    >>> age_cheese({'Feta': 4}, 4, 8)
    {'Feta': 8}
    """
    return {
        name: age + weeks
        for name, age in cheeses.items()
        if age + weeks <= spoil_after or name.startswith('Hard')
    }




def mosaic_score(tiles):
    """
    Score a finished mosaic, a grid (list of rows) of colour letters.
    A row whose tiles all have one colour brings 5 points, a column of one colour 7 points,
    and each corner tile that is gold ('g') another 2. A grid of a single row has
    no columns to score. The corners of such a grid count just once each.
    >>> mosaic_score(['gg', 'bg'])
    18
    >>> mosaic_score(['gb', 'ab'])
    9
    >>> mosaic_score(['rrg'])
    2
    """
    height, width = len(tiles), len(tiles[0])
    points = 5 * sum(len(set(row)) == 1 for row in tiles)
    if height > 1:
        points += 7 * sum(len({row[c] for row in tiles}) == 1 for c in range(width))
    corners = {(r, c) for r in (0, height - 1) for c in (0, width - 1)}
    points += 2 * sum(tiles[r][c] == 'g' for r, c in corners)
    return points


def apply_edits(text: str, edits: List[Tuple[str, int, str]]) -> str:
    """Apply edits to a text one after the other. An edit is (kind, position, string): 'ins'
    inserts the string at the position, 'del' deletes the string there if the text really has it
    at that place, and is otherwise ignored.
    >>> apply_edits('garden', [('ins', 6, 's'), ('del', 0, 'gar')])
    'dens'
    >>> apply_edits('pond', [('del', 0, 'x')])
    'pond'
    """
    for kind, position, string in edits:
        if kind == 'ins':
            text = text[:position] + string + text[position:]
        elif text.startswith(string, position):
            text = text[:position] + text[position + len(string):]
    return text


def shipping_zones(stops: List[str], borders: Set[Tuple[str, str]]) -> List[List[str]]:
    """Break a delivery route into zones. A new zone starts between two stops that follow each other
    whenever that pair is in borders, in the one order or in the other.
    >>> shipping_zones(['Aue', 'Bux', 'Cux', 'Dorf'], {('Bux', 'Cux')})
    [['Aue', 'Bux'], ['Cux', 'Dorf']]
    >>> shipping_zones(['Bux', 'Aue'], {('Aue', 'Bux')})
    [['Bux'], ['Aue']]
    >>> shipping_zones([], set())
    []
    """
    zones = []
    for i, stop in enumerate(stops):
        crossing = i > 0 and ((stops[i - 1], stop) in borders or (stop, stops[i - 1]) in borders)
        if i == 0 or crossing:
            zones.append([])
        zones[-1].append(stop)
    return zones


def feed_schedule(animals, hour):
    """Tell which animals are to be fed at an hour (0 to 23). animals maps the name to a tuple
    (first feeding hour, hours between feedings); nobody is fed between 22 and 5 o'clock,
    both included. The names come sorted.
    >>> feed_schedule({'owl': (6, 4), 'hog': (7, 12), 'asp': (10, 8)}, 10)
    ['asp', 'owl']
    >>> feed_schedule({'owl': (6, 4)}, 22)
    []
    """
    if hour >= 22 or hour <= 5:
        return []
    due = []
    for name, (first, gap) in animals.items():
        if hour >= first and (hour - first) % gap == 0:
            due.append(name)
    return sorted(due)


def zip_lines(left: List[str], right: List[str], separator: str = ' | ') -> List[str]:
    """Set two lists of lines side by side. The left lines are padded to the width of the longest of
    them; where one side has fewer lines, empty ones are used. No result line ends in blanks.
    >>> zip_lines(['tea', 'coffee'], ['2.10'])
    ['tea    | 2.10', 'coffee |']
    >>> zip_lines([], ['x'], separator=':')
    [':x']
    """
    width = max(map(len, left), default=0)
    pairs = itertools.zip_longest(left, right, fillvalue='')
    return [(a.ljust(width) + separator + b).rstrip() for a, b in pairs]


def first_failure(checks: List[Tuple[str, Callable[[str], bool]]], value: str) -> Optional[str]:
    """Run named checks on a value in order and return the name of the first that does not hold.
    None says that all hold. A check that raises a ValueError counts as not holding.
    >>> checks = [('filled', bool), ('number', lambda v: int(v) > 0)]
    >>> first_failure(checks, '12') is None
    True
    >>> first_failure(checks, ''), first_failure(checks, 'ten')
    ('filled', 'number')
    """
    for name, check in checks:
        try:
            holds = check(value)
        except ValueError:
            holds = False
        if not holds:
            return name
    return None




def parse_shelf_code(code):
    """Read a shelf code like 'K3b*' of the town archive: a capital for the room, a number for the
    shelf, a small letter for the box, and a star if the box is locked. The box letter may be
    missing (then None). Raise a ValueError with the text 'bad code' for all other forms.
    >>> parse_shelf_code('K3b*')
    ('K', 3, 'b', True)
    >>> parse_shelf_code('A12')
    ('A', 12, None, False)
    >>> parse_shelf_code('3K')
    Traceback (most recent call last):
        ...
    ValueError: bad code
    """
    match = re.fullmatch(r'([A-Z])(\d+)([a-z])?(\*)?', code)
    if not match:
        raise ValueError('bad code')
    room, shelf, box, star = match.groups()
    return room, int(shelf), box, star is not None


def open_drawers(cabinet: List[Union[str, list]], thing: str) -> Optional[List[int]]:
    """How do I get to a thing in a cabinet of drawers in drawers? A drawer is a list, a thing a
    string. Return the positions to follow from the outside to the thing, its own position last.
    The first place in reading order counts; None if the cabinet does not hold it.
    >>> open_drawers(['pen', ['ink', ['nib', 'cap']]], 'cap')
    [1, 1, 1]
    >>> open_drawers(['pen'], 'pen')
    [0]
    >>> open_drawers([[], ['pen']], 'glue') is None
    True
    """
    for i, entry in enumerate(cabinet):
        if entry == thing:
            return [i]
        if isinstance(entry, list):
            inner = open_drawers(entry, thing)
            if inner is not None:
                return [i] + inner
    return None


def trade_round(
    hands: Dict[str, List[str]], offers: List[Tuple[str, str, str, str]],
) -> Dict[str, List[str]]:
    """Play one round of card trading. An offer (giver, card, taker, wanted) swaps the two cards
    if the giver holds card and the taker holds wanted at that moment; else nothing happens. A
    traded card goes to the end of the new hand. The hands passed in are not changed.
    >>> trade_round({'A': ['oak', 'fir'], 'B': ['elm']}, [('A', 'oak', 'B', 'elm')])
    {'A': ['fir', 'elm'], 'B': ['oak']}
    >>> trade_round({'A': ['oak'], 'B': []}, [('A', 'oak', 'B', 'elm')])
    {'A': ['oak'], 'B': []}
    """
    result = {player: list(cards) for player, cards in hands.items()}
    for giver, card, taker, wanted in offers:
        if card in result[giver] and wanted in result[taker]:
            result[giver].remove(card)
            result[taker].remove(wanted)
            result[giver].append(wanted)
            result[taker].append(card)
    return result




def tree_paths(tree: Dict[str, dict], root: str = '') -> List[str]:
    """List the full names of all leaves of a species tree. The tree is a dict from a name to the
    dict of what is below it, and a leaf has an empty dict. The parts of a full name are joined
    by ' > '.
    >>> tree_paths({'birds': {'owls': {}, 'gulls': {}}, 'moss': {}})
    ['birds > owls', 'birds > gulls', 'moss']
    >>> tree_paths({})
    []
    """
    paths = []
    for name, below in tree.items():
        full = f'{root} > {name}' if root else name
        if below:
            paths += tree_paths(below, full)
        else:
            paths.append(full)
    return paths


def sign_off(document: Dict[str, str], order: List[str]) -> Optional[str]:
    """A paper has to be signed in a fixed order. document maps each person who has looked at it
    to 'signed' or 'refused'. Who has to act next? The first person of the order who has not
    signed: but if anybody in the order refused, or all have signed, nobody (None).
    >>> sign_off({'clerk': 'signed'}, ['clerk', 'mayor'])
    'mayor'
    >>> sign_off({'mayor': 'refused'}, ['clerk', 'mayor']) is None
    True
    >>> sign_off({'clerk': 'signed', 'mayor': 'signed'}, ['clerk', 'mayor']) is None
    True
    """
    states = [document.get(person) for person in order]
    if 'refused' in states:
        return None
    for person, state in zip(order, states):
        if state != 'signed':
            return person
    return None


def dice_pool(rolls: List[int], target: int, rerolls: List[int]) -> int:
    """Count the hits of a dice pool. A die hits if it shows target or more. Each die that shows
    a 1 is replaced, once, by the next value of rerolls, as long as there are any.
    >>> dice_pool([1, 4, 6], 5, [5])
    2
    >>> dice_pool([1, 1], 2, [1])
    0
    >>> dice_pool([], 3, [6])
    0
    """
    spare = list(rerolls)
    hits = 0
    for value in rolls:
        if value == 1 and spare:
            value = spare.pop(0)
        if value >= target:
            hits += 1
    return hits


