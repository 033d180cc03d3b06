import re
from bisect import bisect_left
from collections import Counter
from typing import Dict, List, Optional, Set, Tuple, Union








def group_photos(times: Dict[str, int], within: int) -> List[List[str]]:
    """Put photos into groups by the second at which they were taken. The earliest photo opens a
    group; all photos taken at most `within` seconds after this opener belong to it, and
    the next later one opens the next group. Names in a group are in order of time.
    >>> group_photos({'c.jpg': 15, 'a.jpg': 0, 'b.jpg': 10}, 10)
    [['a.jpg', 'b.jpg'], ['c.jpg']]
    >>> group_photos({}, 10)
    []
    """
    groups = []
    opened = None
    for name in sorted(times, key=times.get):
        if opened is None or times[name] - opened > within:
            opened = times[name]
            groups.append([])
        groups[-1].append(name)
    return groups






def cupboard_fit(jars, shelves):
    """Put jars into a cupboard. jars are heights in cm, shelves are clear heights in cm; one shelf
    takes three jars. Each jar, from the tallest to the smallest, goes on the lowest shelf
    (of least clear height) that is high enough and has room. Return the heights of the
    jars that find no place.
    >>> cupboard_fit([10, 12, 30], [12, 20])
    [30]
    >>> cupboard_fit([5, 5, 5, 5], [6])
    [5]
    """
    free = {i: 3 for i in range(len(shelves))}
    by_height = sorted(free, key=lambda i: shelves[i])
    homeless = []
    for jar in sorted(jars, reverse=True):
        fitting = [i for i in by_height if shelves[i] >= jar and free[i] > 0]
        if fitting:
            free[fitting[0]] -= 1
        else:
            homeless.append(jar)
    return homeless


def rename_columns(header: str, renames: Dict[str, str]) -> str:
    """Rename columns in the header line of a CSV file, where names are parted by ';'. Names
    without a new name stay. If a name occurs a second time in the new header, '_2' is put behind
    it, at the third time '_3', and so on.
    >>> rename_columns('id;qty;count', {'qty': 'n', 'count': 'n'})
    'id;n;n_2'
    >>> rename_columns('a;b', {})
    'a;b'
    """
    seen = Counter()
    names = []
    for name in header.split(';'):
        name = renames.get(name, name)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f'{name}_{seen[name]}')
    return ';'.join(names)




def describe_change(old: Optional[str], new: Optional[str]) -> str:
    """Put a change of a form field into words: 'set to X' if it was empty, 'cleared (was X)' if it
    is empty now, 'changed from X to Y', or 'unchanged'. Empty means None or ''.
    Blanks around a value and differences in case are no change.
    >>> describe_change(None, 'Rome')
    'set to Rome'
    >>> describe_change('Rome', ' rome ')
    'unchanged'
    >>> describe_change('Rome', '')
    'cleared (was Rome)'
    """
    before, after = (old or '').strip(), (new or '').strip()
    if before.lower() == after.lower():
        return 'unchanged'
    if not before:
        return f'set to {after}'
    if not after:
        return f'cleared (was {before})'
    return f'changed from {before} to {after}'


def split_route(stops: List[Tuple[str, int]], most: int) -> List[Tuple[str, str]]:
    """Divide a mail round into tours. stops are (street, letters) in order, and a carrier takes
    at most `most` letters per tour; a street is never divided. Return the first and the last
    street of each tour. No street has more than most letters.
    >>> split_route([('Ash', 30), ('Bay', 40), ('Cole', 50)], 80)
    [('Ash', 'Bay'), ('Cole', 'Cole')]
    >>> split_route([], 80)
    []
    """
    tours = []
    carried = 0
    for street, letters in stops:
        if tours and carried + letters <= most:
            tours[-1] = (tours[-1][0], street)
            carried += letters
        else:
            tours.append((street, street))
            carried = letters
    return tours


def ask_thrice(answers: List[str], allowed: Set[str], default: str) -> Tuple[str, int]:
    """Find the first allowed answer among the first three given, where case and surrounding
    blanks do not count. Return it in small letters together with the number of tries; after
    three bad answers (or if there are no more) the default is returned with the number of
    answers that were looked at.
    >>> ask_thrice(['maybe', ' YES'], {'yes', 'no'}, 'no')
    ('yes', 2)
    >>> ask_thrice(['a', 'b', 'c', 'yes'], {'yes', 'no'}, 'no')
    ('no', 3)
    >>> ask_thrice([], {'yes'}, 'yes')
    ('yes', 0)
    """
    tried = answers[:3]
    for number, answer in enumerate(tried, start=1):
        answer = answer.strip().lower()
        if answer in allowed:
            return answer, number
    return default, len(tried)






def nested_counts(menu: Dict[str, Union[dict, int]]) -> Dict[str, int]:
    """For each top-level group of a stock list give the number of pieces in it. Groups can hold
    further groups to any depth; the numbers are at the ends. A number on the top level counts as
    its own group.
    >>> nested_counts({'tools': {'saws': 2, 'drills': {'big': 1, 'small': 4}}, 'nails': 300})
    {'tools': 7, 'nails': 300}
    >>> nested_counts({'empty': {}})
    {'empty': 0}
    """
    def pieces(entry: Union[dict, int]) -> int:
        if isinstance(entry, dict):
            return sum(pieces(inner) for inner in entry.values())
        return entry

    return {group: pieces(entry) for group, entry in menu.items()}


def retry_plan(outcomes: List[bool], first_wait: int, cap: int) -> List[int]:
    """List the pauses that a client makes between its tries. outcomes tells if each try works;
    the client stops after the first that does. After a failure it waits first_wait seconds, then
    twice as long after every further failure, but never more than cap. No wait follows the last
    try.
    >>> retry_plan([False, False, False, True], 2, 5)
    [2, 4, 5]
    >>> retry_plan([True, False], 2, 5)
    []
    >>> retry_plan([False], 2, 5)
    []
    """
    waits = []
    pause = first_wait
    for outcome in outcomes[:-1]:
        if outcome:
            break
        waits.append(min(pause, cap))
        pause *= 2
    return waits


def neighbour_houses(street: List[str], name: str) -> Tuple[Optional[str], Optional[str]]:
    """Who lives left and right of a family? street lists the families in order, with '' for an
    empty house; empty houses are passed over to find the next family. None stands for the end of
    the street. The family is in the list exactly once.
    >>> neighbour_houses(['Roe', '', 'Fry', 'Day'], 'Fry')
    ('Roe', 'Day')
    >>> neighbour_houses(['Roe', ''], 'Roe')
    (None, None)
    """
    families = [family for family in street if family]
    i = families.index(name)
    left = families[i - 1] if i > 0 else None
    right = families[i + 1] if i + 1 < len(families) else None
    return left, right


def loom_fault(cloth):
    """Find the first fault in a cloth that should repeat its first row and its second row in
    turns. Return the (row, column) of the first place, in reading order, that is not as it
    should be, or None if the cloth is right. All rows have the same length.
    >>> loom_fault(['ab', 'ba', 'ab', 'bb'])
    (3, 1)
    >>> loom_fault(['ab', 'ba', 'ab']) is None
    True
    >>> loom_fault(['ab']) is None
    True
    """
    for r, row in enumerate(cloth):
        for c, thread in enumerate(row):
            if thread != cloth[r % 2][c]:
                return r, c
    return None






def nearest_size(sizes: List[float], wanted: float) -> float:
    """Which shoe size of the sorted list shall be sent for a wanted size? The wanted one if it
    is there, else the next larger one; if there is none, the largest that we have.
    >>> nearest_size([36, 37.5, 40], 38)
    40
    >>> nearest_size([36, 37.5, 40], 37.5)
    37.5
    >>> nearest_size([36, 37.5], 44)
    37.5
    """
    index = bisect_left(sizes, wanted)
    return sizes[min(index, len(sizes) - 1)]




def vote_rounds(ballots: List[List[str]]) -> List[str]:
    """In which order do candidates drop out of an election by rounds? A ballot ranks candidates
    from the best down. In every round each ballot counts for its first candidate still in; the
    one with the fewest votes drops out (the alphabetically first of equal ones) until one is
    left, who is named last.
    >>> vote_rounds([['fig', 'kiwi'], ['kiwi'], ['kiwi', 'fig'], ['plum', 'fig']])
    ['fig', 'plum', 'kiwi']
    >>> vote_rounds([['fig']])
    ['fig']
    """
    left = {name for ballot in ballots for name in ballot}
    order = []
    while left:
        votes = {name: 0 for name in left}
        for ballot in ballots:
            choice = next((name for name in ballot if name in left), None)
            if choice is not None:
                votes[choice] += 1
        loser = min(left, key=lambda name: (votes[name], name))
        left.remove(loser)
        order.append(loser)
    return order


def extract_sizes(advert: str) -> Dict[str, float]:
    """Take the measures from a furniture advert. They look like 'W 80', 'H: 120.5' or 'd=40',
    with the letters W, H and D in either case for width, height and depth. A measure given twice
    counts with its last value; other letters do not matter.
    >>> extract_sizes('Oak shelf, W 80 H: 120.5, very old')
    {'width': 80.0, 'height': 120.5}
    >>> extract_sizes('lamp 30')
    {}
    """
    names = {'w': 'width', 'h': 'height', 'd': 'depth'}
    sizes = {}
    for letter, value in re.findall(r'\b([WHDwhd])\b\s*[:=]?\s*(\d+(?:\.\d+)?)', advert):
        sizes[names[letter.lower()]] = float(value)
    return sizes


def ants(line: str, steps: int) -> str:
    """Ants walk on a line of places. 'R' walks to the right and 'L' to the left by one place a
    step, '.' is free. Ants that leave the line are gone. If two ants or more arrive at the same
    place they sit down and talk from then on, shown as 'T'; an ant arriving at a 'T' sits down
    there as well.
    >>> ants('R.L', 1)
    '.T.'
    >>> ants('RL', 1)
    'LR'
    >>> ants('RT..L', 2)
    '.TL..'
    """
    for _ in range(steps):
        after = ['T' if sign == 'T' else '.' for sign in line]
        for i, sign in enumerate(line):
            if sign not in 'RL':
                continue
            goal = i + 1 if sign == 'R' else i - 1
            if 0 <= goal < len(line):
                after[goal] = sign if after[goal] == '.' else 'T'
        line = ''.join(after)
    return line
