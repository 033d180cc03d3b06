import re
from datetime import date, timedelta
from typing import Dict, List, Optional, Set, Tuple






def spot_typos(words: List[str], known: Set[str]) -> Dict[str, Optional[str]]:
    """For each word that is not known, suggest a known word that arises from it by swapping two
    letters next to each other. The first such swap from the left counts; None if no swap helps.
    >>> spot_typos(['gadren', 'tree', 'xyz'], {'garden', 'tree'})
    {'gadren': 'garden', 'xyz': None}
    >>> spot_typos([], {'tree'})
    {}
    """
    suggestions = {}
    for word in words:
        if word in known:
            continue
        suggestions[word] = None
        for i in range(len(word) - 1):
            swapped = word[:i] + word[i + 1] + word[i] + word[i + 2:]
            if swapped in known:
                suggestions[word] = swapped
                break
    return suggestions




def parse_dimensions(text: str) -> Tuple[int, ...]:
    """Read the size of a board in millimetres. The numbers are parted by 'x' with or without
    blanks; a number followed by 'cm' counts ten times as much, one with 'mm' or nothing as it
    is.
    >>> parse_dimensions('120 x 40mm x 2cm')
    (120, 40, 20)
    >>> parse_dimensions('9x9')
    (9, 9)
    """
    sizes = []
    for part in text.split('x'):
        part = part.strip()
        if part.endswith('cm'):
            sizes.append(int(part[:-2]) * 10)
        else:
            sizes.append(int(part.replace('mm', '')))
    return tuple(sizes)


def lights_off(windows: List[str], hour: int) -> List[str]:
    """Draw a house front at a given hour. Each window is a letter: 'k' (kitchen) is lit until 20
    o'clock, 'b' (bedroom) from 20 to 22, 's' (study) until 23, anything else never. 'Until' and
    'to' do not include the hour itself. Lit windows become '*', the others '.'.
    >>> lights_off(['kb', 'sx'], 19)
    ['*.', '*.']
    >>> lights_off(['kb', 'sx'], 21)
    ['.*', '*.']
    >>> lights_off(['kbs'], 23)
    ['...']
    """
    spans = {'k': (0, 20), 'b': (20, 22), 's': (0, 23)}

    def sign(window: str) -> str:
        begin, end = spans.get(window, (0, 0))
        return '*' if begin <= hour < end else '.'

    return [''.join(sign(window) for window in row) for row in windows]


def borrow_chain(loans: Dict[str, str], thing_owner: str) -> List[str]:
    """A book was lent on and on: loans maps each person to the one they gave it to. List all who
    had it, from its owner to the one who has it now. If it comes back to somebody who has had it
    before, the list ends before that person is named again.
    >>> borrow_chain({'Ida': 'Ben', 'Ben': 'Kai'}, 'Ida')
    ['Ida', 'Ben', 'Kai']
    >>> borrow_chain({'Ida': 'Ben', 'Ben': 'Ida'}, 'Ida')
    ['Ida', 'Ben']
    >>> borrow_chain({}, 'Ida')
    ['Ida']
    """
    chain = [thing_owner]
    while chain[-1] in loans and loans[chain[-1]] not in chain:
        chain.append(loans[chain[-1]])
    return chain




def expand_chores(chores: Dict[str, str], start: date, days: int) -> Dict[date, List[str]]:
    """Write chores into a calendar of some days from start on. A chore's rhythm is 'daily',
    'weekly' (on the weekday of start) or 'weekend' (Saturdays and Sundays). Days without a chore
    are not in the result.
    >>> plan = expand_chores({'bins': 'weekly', 'oven': 'weekend'}, date(2024, 6, 7), 3)
    >>> [(day.day, names) for day, names in plan.items()]
    [(7, ['bins']), (8, ['oven']), (9, ['oven'])]
    >>> expand_chores({}, date(2024, 6, 7), 3)
    {}
    """
    calendar = {}
    for offset in range(days):
        day = start + timedelta(days=offset)
        names = [
            name for name, rhythm in chores.items()
            if rhythm == 'daily'
            or (rhythm == 'weekly' and offset % 7 == 0)
            or (rhythm == 'weekend' and day.weekday() >= 5)
        ]
        if names:
            calendar[day] = names
    return calendar




def harbour_fee(ship: str) -> int:
    """Work out the fee of a ship from its short form: kind, length and nights, like
    'sail:12m:3n'. Sailing boats ('sail') pay 2 a metre and night, motor boats ('motor') 3, all
    others a flat 50 a night. From the seventh night on every night costs half, rounded down to a
    whole number per night.
    >>> harbour_fee('sail:12m:3n')
    72
    >>> harbour_fee('motor:5m:8n')
    104
    >>> harbour_fee('raft:9m:1n')
    50
    """
    kind, length, nights = ship.split(':')
    metres, stay = int(length[:-1]), int(nights[:-1])
    rates = {'sail': 2 * metres, 'motor': 3 * metres}
    per_night = rates.get(kind, 50)
    return per_night * min(stay, 6) + per_night // 2 * max(stay - 6, 0)


def smooth_labels(labels: List[str]) -> List[str]:
    """Correct single slips in a list of labels: a label whose two neighbours are equal to each
    other but not to it becomes like them. All decisions look at the original labels; the first
    and the last label are kept.
    >>> smooth_labels(['rain', 'sun', 'rain', 'rain'])
    ['rain', 'rain', 'rain', 'rain']
    >>> smooth_labels(['a', 'b', 'a', 'b'])
    ['a', 'a', 'b', 'b']
    """
    smooth = list(labels)
    for i in range(1, len(labels) - 1):
        if labels[i - 1] == labels[i + 1]:
            smooth[i] = labels[i - 1]
    return smooth






def room_swap(rooms: Dict[str, str], first: str, second: str) -> Dict[str, str]:
    """Let all guests of two hotel rooms change places: who is in room first goes to second and
    the other way round. rooms maps a guest to a room. The other guests stay, and a new dict is
    returned.
    >>> room_swap({'Ada': '1', 'Bo': '2', 'Cy': '1', 'Di': '3'}, '1', '2')
    {'Ada': '2', 'Bo': '1', 'Cy': '2', 'Di': '3'}
    >>> room_swap({}, '1', '2')
    {}
    """
    other = {first: second, second: first}
    return {guest: other.get(room, room) for guest, room in rooms.items()}


def picnic_days(days: str, want: int) -> List[int]:
    """On which days can a picnic start? days has a letter per day: 's' sun, 'c' cloud, 'r' rain.
    The picnic takes `want` days in a row without rain, the first of them has to be sunny, and it
    must not have rained on the day before (the day before the first one counts as dry).
    >>> picnic_days('ssrcss', 2)
    [0, 4]
    >>> picnic_days('rs', 1)
    []
    """
    starts = []
    for i in range(len(days) - want + 1):
        dry_before = i == 0 or days[i - 1] != 'r'
        if days[i] == 's' and dry_before and 'r' not in days[i:i + want]:
            starts.append(i)
    return starts


def ration(supply: float, crew: List[Tuple[str, float]], days: int) -> Dict[str, float]:
    """Share out water on a raft. crew gives (name, wanted litres per day). If the supply lasts
    for all days, everybody gets what they want a day; otherwise all get the same fraction of it,
    so that it just lasts. Litres a day, rounded to two places.
    >>> ration(60, [('Jo', 2.0), ('Al', 4.0)], 10)
    {'Jo': 2.0, 'Al': 4.0}
    >>> ration(30, [('Jo', 2.0), ('Al', 4.0)], 10)
    {'Jo': 1.0, 'Al': 2.0}
    """
    wanted = sum(litres for _, litres in crew) * days
    share = 1.0 if wanted <= supply else supply / wanted
    return {name: round(litres * share, 2) for name, litres in crew}


def parse_scores(text):
    """Read match results from a text. A result looks like 'Elm 3:1 Oak' with team names of one
    word; everything else in the text is passed over. Return (team, team, goals, goals) tuples.
    >>> parse_scores('Today: Elm 3:1 Oak, and then Ash 0:0 Fir!')
    [('Elm', 'Oak', 3, 1), ('Ash', 'Fir', 0, 0)]
    >>> parse_scores('rained off')
    []
    """
    found = re.findall(r'(\w+) (\d+):(\d+) (\w+)', text)
    return [(home, away, int(a), int(b)) for home, a, b, away in found]


def mend_net(net: List[str]) -> Tuple[List[str], int]:
    """Mend a fishing net. Holes 'o' are closed (to '#') if at least two of the four knots next
    to them are whole ('#') in the net as it is at first; others are too large and stay. Return
    the net and the number of holes closed.
    >>> mend_net(['##o', '#o#'])
    (['###', '###'], 2)
    >>> mend_net(['oo'])
    (['oo'], 0)
    """
    def whole(r: int, c: int) -> bool:
        return 0 <= r < len(net) and 0 <= c < len(net[r]) and net[r][c] == '#'

    closed = 0
    mended = []
    for r, row in enumerate(net):
        line = ''
        for c, knot in enumerate(row):
            near = whole(r - 1, c) + whole(r + 1, c) + whole(r, c - 1) + whole(r, c + 1)
            if knot == 'o' and near >= 2:
                knot = '#'
                closed += 1
            line += knot
        mended.append(line)
    return mended, closed




def gem_trade(bag: str) -> str:
    """Trade gems as long as possible: the dealer gives one ruby 'r' for three pearls 'p', and
    one diamond 'd' for two rubies. Pearls are traded first, then rubies. Return the bag
    afterwards, sorted as diamonds, rubies, pearls.
    >>> gem_trade('pppppppr')
    'drp'
    >>> gem_trade('dp')
    'dp'
    >>> gem_trade('')
    ''
    """
    rubies, pearls = divmod(bag.count('p'), 3)
    rubies += bag.count('r')
    diamonds = bag.count('d') + rubies // 2
    return 'd' * diamonds + 'r' * (rubies % 2) + 'p' * pearls




def lap_board(passes: List[Tuple[str, float]]) -> List[str]:
    """Write a lap board. passes are (runner, time) in the order in which runners cross the line.
    Each pass gives a line 'NAME lap N: T s', with T the time since the same runner's pass before
    (since 0 at the first), with one decimal.
    >>> lap_board([('Zoe', 61.0), ('Max', 65.5), ('Zoe', 125.2)])
    ['Zoe lap 1: 61.0 s', 'Max lap 1: 65.5 s', 'Zoe lap 2: 64.2 s']
    >>> lap_board([])
    []
    """
    laps, last = {}, {}
    board = []
    for runner, time in passes:
        laps[runner] = laps.get(runner, 0) + 1
        lap_time = time - last.get(runner, 0)
        last[runner] = time
        board.append(f'{runner} lap {laps[runner]}: {lap_time:.1f} s')
    return board




def tide_pool_census(notes: List[str]) -> Dict[str, Set[str]]:
    """Which animals were seen in which pools? A note reads 'pool: animal, animal, ...'. Return a
    dict from the animal to the set of its pools. A question mark behind an animal means that the
    sighting is not sure, and it is not taken over.
    >>> tide_pool_census(['P1: crab, eel?', 'P2: crab'])['crab'] == {'P1', 'P2'}
    True
    >>> tide_pool_census(['P1: eel?'])
    {}
    """
    seen = {}
    for note in notes:
        pool, animals = note.split(': ')
        for animal in animals.split(', '):
            if not animal.endswith('?'):
                seen.setdefault(animal, set()).add(pool)
    return seen
