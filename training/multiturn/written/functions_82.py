import re
from itertools import groupby
from typing import Dict, List, Optional, Set, Tuple


def gate_codes(rule: str, plates: List[str]) -> List[str]:
    """Which number plates may pass the gate? In the rule '?' stands for any one sign, '#' for any
    one digit, and every other sign for itself. The whole plate has to fit the rule.
    >>> gate_codes('B-##?', ['B-12X', 'B-1XX', 'C-12X', 'B-123X'])
    ['B-12X']
    >>> gate_codes('?', ['7'])
    ['7']
    """
    def fits(plate: str) -> bool:
        if len(plate) != len(rule):
            return False
        return all(
            want == '?' or (sign.isdigit() if want == '#' else want == sign)
            for want, sign in zip(rule, plate)
        )

    return [plate for plate in plates if fits(plate)]


def laundry_loads(items, drum):
    """Sort washing into loads. items are (colour group, kilograms) in order. Items of one group are
    washed together, in order, and a load never weighs more than drum; a group can need several
    loads. Return (group, kilograms) of all loads, group by group in order of first mention.
    No item is heavier than drum.
    >>> laundry_loads([('dark', 3), ('white', 2), ('dark', 4)], 6)
    [('dark', 3), ('dark', 4), ('white', 2)]
    >>> laundry_loads([('white', 2), ('white', 2)], 6)
    [('white', 4)]
    """
    groups = {}
    for group, weight in items:
        loads = groups.setdefault(group, [])
        if loads and loads[-1] + weight <= drum:
            loads[-1] += weight
        else:
            loads.append(weight)
    return [(group, load) for group, loads in groups.items() for load in loads]


def parse_stage(line: str) -> Optional[Dict[str, str]]:
    """Read one stage of a bike tour, 'FROM to TO (NOTE)'. The note in brackets is optional and
    then ''. Place names may contain blanks. Return a dict with 'start', 'goal' and 'note', or
    None if there is no ' to ' in the line.
    >>> parse_stage('Old Mill to Bay (steep)')
    {'start': 'Old Mill', 'goal': 'Bay', 'note': 'steep'}
    >>> parse_stage('Bay to Cape')
    {'start': 'Bay', 'goal': 'Cape', 'note': ''}
    >>> parse_stage('rest day') is None
    True
    """
    match = re.fullmatch(r'(.+?) to (.+?)(?: \((.*)\))?', line)
    if match is None:
        return None
    return {'start': match[1], 'goal': match[2], 'note': match[3] or ''}


def next_player(players: List[str], current: str, out: Set[str], backwards: bool) -> Optional[str]:
    """Whose turn is it after current? Players sit in a circle in the order of the list; those in
    out are passed over. With backwards the turn goes the other way round. If nobody but current
    is still in, the answer is None.
    >>> next_player(['A', 'B', 'C'], 'A', {'B'}, False)
    'C'
    >>> next_player(['A', 'B', 'C'], 'A', set(), True)
    'C'
    >>> next_player(['A', 'B'], 'A', {'B'}, False) is None
    True
    """
    step = -1 if backwards else 1
    place = players.index(current)
    for distance in range(1, len(players)):
        player = players[(place + step * distance) % len(players)]
        if player not in out:
            return player
    return None


def poster_lines(words: List[str], widths: List[int]) -> Optional[List[str]]:
    """Set words on a poster whose lines have the given widths from the top down. Each line takes
    as many of the next words as fit with single blanks between them; a line may stay empty. If
    some words find no place at all, return None.
    >>> poster_lines(['Spring', 'fair', 'at', 'noon'], [6, 8, 10])
    ['Spring', 'fair at', 'noon']
    >>> poster_lines(['Spring'], [3, 9])
    ['', 'Spring']
    >>> poster_lines(['Spring', 'fair'], [8]) is None
    True
    """
    waiting = list(words)
    lines = []
    for width in widths:
        line = ''
        while waiting:
            longer = f'{line} {waiting[0]}' if line else waiting[0]
            if len(longer) > width:
                break
            line = longer
            waiting.pop(0)
        lines.append(line)
    return None if waiting else lines


def spice_heat(dish, heat, guests):
    """Is a dish mild enough for all guests? dish is a dict spice -> spoons, heat gives the heat
    of a spoon of each spice (0 if not in it), guests the most that each guest bears. Return the
    sorted names of the guests for whom the sum is too hot.
    >>> spice_heat({'chili': 2, 'salt': 1}, {'chili': 4}, {'Jo': 8, 'Al': 5})
    ['Al']
    >>> spice_heat({}, {'chili': 4}, {'Al': 0})
    []
    """
    total = sum(spoons * heat.get(spice, 0) for spice, spoons in dish.items())
    return sorted(guest for guest, most in guests.items() if total > most)


def drawbridge(ships: List[int], open_for: int) -> List[Tuple[int, int]]:
    """When is the drawbridge open? It opens at the minute at which a ship arrives (ships has
    sorted minutes) and stays open for open_for minutes; a ship that arrives while it is open, or
    just when it would close, makes it stay open for open_for minutes from then. Return (open,
    close) pairs.
    >>> drawbridge([10, 14, 40], 5)
    [(10, 19), (40, 45)]
    >>> drawbridge([0, 5], 5)
    [(0, 10)]
    >>> drawbridge([], 5)
    []
    """
    spans = []
    for minute in ships:
        if spans and minute <= spans[-1][1]:
            spans[-1] = (spans[-1][0], minute + open_for)
        else:
            spans.append((minute, minute + open_for))
    return spans


def hang_laundry(line: str, piece: int) -> str:
    """Hang one piece of washing on a line, shown as a string with '.' for free places. It needs
    piece free places next to each other and is hung as far right as possible, as 'w'. If there
    is no room the line stays unchanged.
    >>> hang_laundry('..w...', 2)
    '..w.ww'
    >>> hang_laundry('.w.', 2)
    '.w.'
    """
    start = line.rfind('.' * piece)
    if start == -1:
        return line
    return line[:start] + 'w' * piece + line[start + piece:]


def museum_path(rooms: Dict[str, Dict[str, str]], start: str, walk: str) -> List[str]:
    """Follow a walk through a museum. rooms maps a room to its doors, a dict from a letter (n,
    e, s, w) to the next room. A letter without a door in the present room is skipped. Return the
    rooms in the order in which they are entered, with the start first.
    >>> museum_path({'hall': {'n': 'egypt'}, 'egypt': {'s': 'hall', 'e': 'rome'}}, 'hall', 'nwe')
    ['hall', 'egypt', 'rome']
    >>> museum_path({'hall': {}}, 'hall', 'nn')
    ['hall']
    """
    visited = [start]
    for letter in walk:
        doors = rooms.get(visited[-1], {})
        if letter in doors:
            visited.append(doors[letter])
    return visited








def night_buses(lines: Dict[str, Tuple[int, int]], hour: int) -> List[str]:
    """Which night lines run at a full hour? lines maps a line to its first and last hour, both
    included, and the last hour may be past midnight (a smaller number). The lines come in order
    of their first hour, with the evening hours (12 and later) before those past midnight.
    >>> night_buses({'N1': (1, 4), 'N2': (22, 3), 'N3': (23, 0)}, 2)
    ['N2', 'N1']
    >>> night_buses({'N3': (23, 0)}, 0)
    ['N3']
    """
    def position(h: int) -> int:
        return (h - 12) % 24

    running = [
        line for line, (first, last) in lines.items()
        if position(first) <= position(hour) <= position(last)
    ]
    return sorted(running, key=lambda line: position(lines[line][0]))




def fuel_stops(marks: List[int], goal: int, tank: int) -> Optional[List[int]]:
    """At which petrol stations does a driver stop? marks are their kilometres, sorted; the trip
    starts at km 0 with a full tank that lasts for tank km and goes to km goal. The driver drives
    on as far as possible and stops at the last station that can be reached, fills up, and so on.
    None if the tank runs dry on the way.
    >>> fuel_stops([80, 150, 290], 380, 160)
    [150, 290]
    >>> fuel_stops([80], 300, 160) is None
    True
    >>> fuel_stops([80], 100, 160)
    []
    """
    stops = []
    place = 0
    while place + tank < goal:
        reachable = [mark for mark in marks if place < mark <= place + tank]
        if not reachable:
            return None
        place = reachable[-1]
        stops.append(place)
    return stops


def team_shirts(order):
    """Read a shirt order like 'M*3, XL, S*2 (red)' and list the single shirts as (size, colour)
    pairs. A colour in round brackets counts for its own part only; parts without one are
    'white'.
    >>> team_shirts('M*2, S (red)')
    [('M', 'white'), ('M', 'white'), ('S', 'red')]
    >>> team_shirts('XL')
    [('XL', 'white')]
    """
    shirts = []
    for part in order.split(','):
        match = re.fullmatch(r'([A-Z]+)(?:\*(\d+))?(?: \((\w+)\))?', part.strip())
        size, number, colour = match.groups()
        shirts += [(size, colour or 'white')] * int(number or 1)
    return shirts


def stair_lights(floors: int, presses: List[Tuple[int, int]], lasts: int, now: int) -> List[bool]:
    """Tell for each floor 0, 1, ... of a stairwell whether its light is on at time now. presses
    are (time, floor): a press switches on that floor and the one above it for `lasts` seconds.
    At the very end of this time it is off. Presses after now do not matter.
    >>> stair_lights(3, [(0, 0), (50, 1)], 60, 60)
    [False, True, True]
    >>> stair_lights(2, [(70, 0)], 60, 60)
    [False, False]
    """
    lit = [False] * floors
    for time, floor in presses:
        if not time <= now < time + lasts:
            continue
        for f in (floor, floor + 1):
            if f < floors:
                lit[f] = True
    return lit


def by_drawer(slips: List[Tuple[str, str]]) -> List[str]:
    """Make drawer labels from (drawer, thing) slips: one label per drawer in alphabetical order,
    'DRAWER: thing, thing'. Things are in the order of the slips. If a drawer has more than three
    things, only the first three are named and 'and N more' follows after a blank.
    >>> by_drawer([('B', 'tape'), ('A', 'pins'), ('B', 'glue')])
    ['A: pins', 'B: tape, glue']
    >>> by_drawer([('A', 'v'), ('A', 'w'), ('A', 'x'), ('A', 'y')])
    ['A: v, w, x and 1 more']
    """
    labels = []
    ordered = sorted(slips, key=lambda slip: slip[0])
    for drawer, group in groupby(ordered, key=lambda slip: slip[0]):
        things = [thing for _, thing in group]
        label = f'{drawer}: ' + ', '.join(things[:3])
        if len(things) > 3:
            label += f' and {len(things) - 3} more'
        labels.append(label)
    return labels


def pasture_turns(fields, weeks, rest):
    """Move a herd from field to field, one week each. In every week the herd goes to the first
    field of the list that has rested for at least rest weeks since its last use, or has not been
    used yet. If there is none, the herd stays in the barn, written as 'barn'.
    >>> pasture_turns(['up', 'low'], 4, 2)
    ['up', 'low', 'barn', 'up']
    >>> pasture_turns(['up'], 2, 0)
    ['up', 'up']
    """
    last_used = {}
    plan = []
    for week in range(weeks):
        choice = 'barn'
        for field in fields:
            if field not in last_used or week - last_used[field] - 1 >= rest:
                choice = field
                last_used[field] = week
                break
        plan.append(choice)
    return plan




def light_house(pattern: str, second: int) -> bool:
    """Is the lighthouse lit at a second? The pattern has parts like '3+' (lit for 3 seconds) and
    '2-' (dark for 2 seconds), parted by blanks, and is repeated without end from second 0.
    >>> light_house('3+ 2-', 2), light_house('3+ 2-', 3), light_house('3+ 2-', 5)
    (True, False, True)
    """
    seconds = []
    for part in pattern.split():
        seconds += [part[-1] == '+'] * int(part[:-1])
    return seconds[second % len(seconds)]




def crane_reach(loads: List[Tuple[str, int, int]], moment: int) -> List[str]:
    """Which loads can a crane lift? loads are (name, kilograms, metres from the crane);
    kilograms times metres must not be above moment, and nothing closer than 2 metres can be
    gripped. The heaviest load comes first, equal ones in the given order.
    >>> crane_reach([('pipe', 200, 4), ('slab', 900, 3), ('bin', 300, 1), ('log', 350, 2)], 1000)
    ['log', 'pipe']
    >>> crane_reach([], 1000)
    []
    """
    liftable = [load for load in loads if load[2] >= 2 and load[1] * load[2] <= moment]
    liftable.sort(key=lambda load: load[1], reverse=True)
    return [name for name, _, _ in liftable]


def stamp_card(visits: List[str], free_after: int) -> Dict[str, int]:
    """How many free coffees has each guest had? Every visit gives a stamp; a guest with
    free_after stamps gets the next coffee free, which gives no stamp and empties the card.
    Guests without a free coffee count 0.
    >>> stamp_card(['Al', 'Al', 'Bo', 'Al', 'Al'], 2)
    {'Al': 1, 'Bo': 0}
    >>> stamp_card([], 2)
    {}
    """
    stamps, free = {}, {}
    for guest in visits:
        free.setdefault(guest, 0)
        if stamps.get(guest, 0) == free_after:
            free[guest] += 1
            stamps[guest] = 0
        else:
            stamps[guest] = stamps.get(guest, 0) + 1
    return free


