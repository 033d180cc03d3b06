import re
from collections import defaultdict, deque
from datetime import datetime, timedelta


def lane_order(times: list[float]) -> dict[int, int]:
    """
    Before a swimming final the fastest of the heats gets the middle lane. With eight lanes the
    order is 4, 5, 3, 6, 2, 7, 1, 8. Given the qualifying times, return a dict from lane
    to the index of the swimmer; among equal times the lower index is placed first.
    >>> lane_order([52.1, 50.9, 51.3])
    {4: 1, 5: 2, 3: 0}
    >>> lane_order([])
    {}
    """
    lanes = (4, 5, 3, 6, 2, 7, 1, 8)
    fastest = sorted(range(len(times)), key=lambda i: times[i])
    return dict(zip(lanes, fastest))


def oven_plan(dishes: list[tuple[str, int]], serve_at: str) -> list[str]:
    """Everything has to be ready at serve_at. Return one line for each dish, '<time> <dish>',
    which tells when it has to go in, the earliest first. dishes holds pairs of name and
    minutes.
    >>> oven_plan([('gratin', 45), ('bread', 60)], '19:00')
    ['18:00 bread', '18:15 gratin']
    >>> oven_plan([], '12:00')
    []
    """
    end = datetime.strptime(serve_at, '%H:%M')
    longest_first = sorted(dishes, key=lambda dish: -dish[1])
    lines = []
    for name, minutes in longest_first:
        lines.append((end - timedelta(minutes=minutes)).strftime('%H:%M') + ' ' + name)
    return lines


def same_shipment(a, b, tolerance=0.5):
    """
    Check whether two delivery notes describe the same shipment: they must have the same
    customer (upper and lower case don't matter) and the same number of pieces, and their
    weights may differ by tolerance at the most.
    >>> same_shipment({'to': 'Kern AG', 'pcs': 4, 'kg': 12.1}, {'to': 'KERN AG', 'pcs': 4, 'kg': 12.5})
    True
    >>> same_shipment({'to': 'Kern AG', 'pcs': 4, 'kg': 12.1}, {'to': 'Kern AG', 'pcs': 3, 'kg': 12.1})
    False
    """
    return (
        a['to'].casefold() == b['to'].casefold()
        and a['pcs'] == b['pcs']
        and abs(a['kg'] - b['kg']) <= tolerance
    )


def fold_menu(entries):
    """You are given the entries of a menu as strings like 'File/Export/PDF'. Build nested dicts
    of them; an entry at the end of a path is an empty dict.
    >>> fold_menu(['File/Open', 'File/Export/PDF', 'Help'])
    {'File': {'Open': {}, 'Export': {'PDF': {}}}, 'Help': {}}
    >>> fold_menu([])
    {}
    """
    menu = {}
    for entry in entries:
        place = menu
        for part in entry.split('/'):
            place = place.setdefault(part, {})
    return menu


def heating_days(temps: dict[str, float], base: float = 15.0) -> dict[str, float]:
    """
    Given mean temperatures by day ('YYYY-MM-DD'), return the heating degree days per month
    ('YYYY-MM'). A day colder than base adds 20 minus its temperature, a warmer one nothing;
    months without a cold day don't appear. Round to one decimal.
    >>> heating_days({'2024-01-30': 2.0, '2024-01-31': 16.0, '2024-02-01': 4.5})
    {'2024-01': 18.0, '2024-02': 15.5}
    >>> heating_days({'2024-07-01': 22.0})
    {}
    """
    months = defaultdict(float)
    for day, temp in temps.items():
        if temp < base:
            months[day[:7]] += 20 - temp
    return {month: round(total, 1) for month, total in months.items()}


def rotate_chores(people: list[str], chores: list[str], week: int) -> dict[str, str]:
    """Return who does what in a week. In week 0 the first person does the first chore, the
    second the second, etc.; each week everybody moves on to the next chore, and after the
    last one comes the first. There are never more people than chores.
    >>> rotate_chores(['Uli', 'Pia'], ['bath', 'bins', 'floor'], 2)
    {'Uli': 'floor', 'Pia': 'bath'}
    >>> rotate_chores(['Uli'], ['bath'], 7)
    {'Uli': 'bath'}
    """
    return {person: chores[(i + week) % len(chores)] for i, person in enumerate(people)}


def queue_served(arrivals: list[int], service: int, closes: int) -> int:
    """
    Customers arrive at the given minutes (ascending) at a single counter and each
    takes service minutes. Nobody is begun with at or after the minute closes. How many are
    served?
    >>> queue_served([0, 1, 2, 30], 10, 20)
    2
    >>> queue_served([], 10, 20)
    0
    """
    free = 0
    served = 0
    for arrival in arrivals:
        begin = max(free, arrival)
        if begin >= closes:
            break
        free = begin + service
        served += 1
    return served


def harvest_share(beds: list[dict], crop: str) -> int:
    """
    What percentage of the harvest of a crop comes from its best bed? Each bed is a dict with
    'crop' and 'kg'. Round to whole percents; with no harvest of that crop the answer is 0.
    >>> harvest_share([{'crop': 'bean', 'kg': 3}, {'crop': 'bean', 'kg': 1}], 'bean')
    75
    >>> harvest_share([{'crop': 'kale', 'kg': 9}], 'bean')
    0
    """
    kilos = [bed['kg'] for bed in beds if bed['crop'] == crop]
    total = sum(kilos)
    return round(100 * max(kilos) / total) if total > 0 else 0


def lock_boats(boats: list[tuple[str, float]], length: float) -> list[list[str]]:
    """Boats (name, metres) wait at a lock in this order. Every passage takes as many boats as fit
    behind one another into length metres, without any overtaking. Return the names
    by passage. Every boat by itself fits.
    >>> lock_boats([('Elsa', 12), ('Tern', 9), ('Otto', 20)], 25)
    [['Elsa', 'Tern'], ['Otto']]
    >>> lock_boats([], 25)
    []
    """
    passages = []
    room = 0
    for name, metres in boats:
        if not passages or metres > room:
            passages.append([])
            room = length
        passages[-1].append(name)
        room -= metres
    return passages


def parse_range_header(header: str, size: int) -> tuple[int, int] | None:
    """
    Read the header of a request for a part of a file: 'bytes=0-99', 'bytes=500-' (to the end)
    or 'bytes=-200' (the last 200). Return the first and the last byte, kept within size,
    or None if it makes no sense.
    >>> parse_range_header('bytes=500-', 1000)
    (500, 999)
    >>> parse_range_header('bytes=-200', 1000)
    (800, 999)
    >>> parse_range_header('bytes=9-3', 1000) is None
    True
    """
    found = re.fullmatch(r'bytes=(\d*)-(\d*)', header)
    if not found or found.groups() == ('', ''):
        return None
    first, last = found.groups()
    if first == '':
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin, end = int(first), min(int(last or size), size - 1)
    return (begin, end) if begin <= end else None


def drift_of_clock(checks: list[tuple[int, int]]) -> float:
    """
    checks are pairs (true second, second shown by the clock) in the order of time. Return by
    how many seconds per day the clock gains (positive) or loses between the first and the last
    check, rounded to one decimal.
    >>> drift_of_clock([(0, 5), (43200, 43207)])
    4.0
    >>> drift_of_clock([(0, 0), (86400, 86397)])
    -3.0
    """
    (true_a, shown_a), (true_b, shown_b) = checks[0], checks[-1]
    passed = true_b - true_a
    gained = (shown_b - shown_a) - passed
    return round(gained * 86400 / passed, 1)


def closest_colour(palette: dict[str, tuple[int, int, int]], wanted: tuple[int, int, int]) -> str:
    """Return the name of the colour of the palette which differs least from the wanted one, the
    difference being that of the channel that differs most. The first of equals is taken.
    >>> closest_colour({'rust': (180, 70, 30), 'moss': (90, 110, 60)}, (100, 100, 50))
    'moss'
    >>> closest_colour({'ink': (10, 10, 40)}, (255, 255, 255))
    'ink'
    """
    def difference(name):
        return max(abs(a - b) for a, b in zip(palette[name], wanted))

    return min(palette, key=difference)


def swap_shift(rota, a, b):
    """
    Return a copy of the rota (day -> person) in which a and b have swapped all their days.
    The rota given is left as it is.
    >>> swap_shift({'mon': 'Kai', 'tue': 'Lou', 'wed': 'Max'}, 'Kai', 'Lou')
    {'mon': 'Lou', 'tue': 'Kai', 'wed': 'Max'}
    >>> swap_shift({}, 'x', 'y')
    {}
    """
    partner = {a: b, b: a}
    return {day: partner.get(person, person) for day, person in rota.items()}


def spill_order(tanks: list[str], flows: list[tuple[str, str]]) -> list[str]:
    """Tanks overflow into others: a pair (a, b) means that b can be cleaned only after a. Give
    an order in which to clean all tanks; whenever several can be next, the one that
    is named earliest in tanks is. If the flows go in a circle return an empty list.
    >>> spill_order(['C', 'A', 'B'], [('A', 'B'), ('B', 'C')])
    ['A', 'B', 'C']
    >>> spill_order(['A', 'B'], [('A', 'B'), ('B', 'A')])
    []
    """
    order = []
    while len(order) < len(tanks):
        for tank in tanks:
            if tank not in order and all(a in order for a, b in flows if b == tank):
                order.append(tank)
                break
        else:
            return []
    return order


def picture_hooks(pictures: list[tuple[str, int, int]], eye_level: int = 150) -> dict[str, float]:
    """
    Pictures (name, height, drop) are hung so that their middles are at eye level. drop is how
    far below the top edge the wire sits on its hook. Return the height of the hook of each
    picture, all in centimetres.
    >>> picture_hooks([('Dunes', 60, 8), ('Portrait', 45, 5)])
    {'Dunes': 172.0, 'Portrait': 167.5}
    >>> picture_hooks([], 140)
    {}
    """
    return {name: eye_level + height / 2 - drop for name, height, drop in pictures}


def invoice_lines(items: list[tuple[str, int, float]], width: int = 24) -> str:
    """Format an invoice. Each line has '<count> x <name>', then dots, then the amount with two
    decimals, and is exactly width characters long.
    >>> print(invoice_lines([('soap', 3, 2.5), ('brush', 1, 11)]))
    3 x soap............7.50
    1 x brush..........11.00
    >>> invoice_lines([])
    ''
    """
    lines = []
    for name, count, price in items:
        left = f'{count} x {name}'
        amount = f'{count * price:.2f}'
        lines.append(left + amount.rjust(width - len(left), '.'))
    return '\n'.join(lines)


def recent_alarm(events: list[int], span: int, limit: int) -> int | None:
    """
    events are the seconds at which a sensor fired, in ascending order. Return the second at which
    there were for the first time limit events within the last span seconds, the
    present one counted, or None. An event exactly span seconds ago is too old.
    >>> recent_alarm([0, 50, 55, 58], 10, 3)
    58
    >>> recent_alarm([0, 10, 20], 10, 2) is None
    True
    """
    window = deque()
    for second in events:
        window.append(second)
        while window[0] <= second - span:
            window.popleft()
        if len(window) >= limit:
            return second
    return None


def unequal_twins(left: dict[str, str], right: dict[str, str]) -> list[str]:
    """Two translators have worked on the same texts. Return the keys whose translations differ
    in more than white space at the ends and the final full stop; keys that only one
    of them has don't matter. Sort them.
    >>> unequal_twins({'ok': 'Gut.', 'no': 'Nein'}, {'ok': ' Gut', 'no': 'Nö', 'x': '?'})
    ['no']
    >>> unequal_twins({}, {'a': 'b'})
    []
    """
    def bare(text):
        return text.strip().removesuffix('.')

    return sorted(key for key in left if key in right and bare(left[key]) != bare(right[key]))


def plank_cuts(planks: list[int], pieces: list[int], saw: int = 3) -> list[int] | None:
    """
    Cut the pieces, in the order given, each from the shortest plank that is long enough,
    where every cut also costs saw millimetres unless the piece uses up the plank exactly.
    Return what remains of each plank, or None when a piece can't be cut.
    >>> plank_cuts([1000, 700], [697, 500])
    [497, 0]
    >>> plank_cuts([400], [401]) is None
    True
    """
    rest = list(planks)
    for piece in pieces:
        fitting = [i for i, r in enumerate(rest) if r == piece or r >= piece + saw]
        if not fitting:
            return None
        i = min(fitting, key=lambda k: rest[k])
        rest[i] = 0 if rest[i] == piece else rest[i] - piece - saw
    return rest
