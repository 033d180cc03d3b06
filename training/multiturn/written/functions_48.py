import functools
import json
import re
from collections import defaultdict
from datetime import date
from typing import Any, Callable, Dict, List, Optional, Tuple


def bin_collection(street: str, plan: Dict[str, List[str]]) -> List[str]:
    """
    plan maps a weekday to the streets whose bins are emptied on it. On which weekdays are the
    bins of this street emptied? Answer in the order of plan; spelling of 'Str.' for 'Straße' is
    understood.
    >>> bin_collection('Mühlstr.', {'mo': ['Mühlstraße'], 'do': ['Am Wall', 'Mühlstraße']})
    ['mo', 'do']
    >>> bin_collection('Am Wall', {'mo': []})
    []
    """
    full = re.sub(r'str\.$', 'straße', street)
    full = re.sub(r'Str\.$', 'Straße', full)
    return [day for day, streets in plan.items() if full in streets]


def settle_round(stakes: Dict[str, int], winner: str) -> Dict[str, int]:
    """
    After a round of cards the winner takes what all the others have staked, but from each of
    them at most what the winner has staked. Return the gain or loss of every player.
    >>> settle_round({'Jo': 5, 'Flo': 8, 'Kim': 2}, 'Jo')
    {'Jo': 7, 'Flo': -5, 'Kim': -2}
    >>> settle_round({'Jo': 5}, 'Jo')
    {'Jo': 0}
    """
    limit = stakes[winner]
    changes = {player: -min(stake, limit) for player, stake in stakes.items()}
    changes[winner] = 0
    changes[winner] = -sum(changes.values())
    return changes


def door_open_total(events: List[Tuple[int, str]], until: int) -> int:
    """
    Given the events of a fridge door as (second, 'open' or 'close') in the order of time,
    return for how many seconds the door stood open up to the second until. A second 'open'
    in a row, or a second 'close', changes nothing.
    >>> door_open_total([(10, 'open'), (15, 'open'), (25, 'close'), (90, 'open')], 100)
    25
    >>> door_open_total([(5, 'close')], 50)
    0
    """
    total = 0
    since = None
    for second, kind in events:
        if kind == 'open' and since is None:
            since = second
        elif kind == 'close' and since is not None:
            total += second - since
            since = None
    if since is not None:
        total += until - since
    return total


def spelling_alphabet(code: str, table: Dict[str, str]) -> str:
    """Spell a code over the radio. Letters are said as the table has them (keys in capitals),
    digits as they are, and a hyphen as 'dash'. Words are divided by spaces; whatever
    is unknown is left out.
    >>> spelling_alphabet('a-7x', {'A': 'Alfa', 'X': 'Xray'})
    'Alfa dash 7 Xray'
    >>> spelling_alphabet('?', {})
    ''
    """
    said = []
    for ch in code.upper():
        if ch in table:
            said.append(table[ch])
        elif ch.isdigit():
            said.append(ch)
        elif ch == '-':
            said.append('dash')
    return ' '.join(said)


def apply_until_stable(step: Callable[[Any], Any], state: Any, limit: int = 100) -> Any:
    """Apply step to the state again and again until it doesn't change any more, at most limit
    times, and return the last state.
    >>> apply_until_stable(lambda s: s.replace('--', '-'), 'a-----b')
    'a-b'
    >>> apply_until_stable(lambda n: n + 1, 0, 5)
    5
    """
    for _ in range(limit):
        new = step(state)
        if new == state:
            break
        state = new
    return state


def museum_path(rooms: List[List[str]], start: Tuple[int, int], moves: str) -> List[str]:
    """
    The rooms of a museum lie in a grid. Beginning at start (row, column) a visitor follows
    the moves N, S, E and W; one that would lead out of the grid is not made. Return
    the names of the rooms in the order visited, the first one included.
    >>> museum_path([['hall', 'masks'], ['coins', 'ships']], (0, 0), 'NES')
    ['hall', 'masks', 'ships']
    >>> museum_path([['hall']], (0, 0), '')
    ['hall']
    """
    steps = {'N': (-1, 0), 'S': (1, 0), 'E': (0, 1), 'W': (0, -1)}
    row, column = start
    visited = [rooms[row][column]]
    for move in moves:
        r, c = row + steps[move][0], column + steps[move][1]
        if 0 <= r < len(rooms) and 0 <= c < len(rooms[0]):
            row, column = r, c
            visited.append(rooms[row][column])
    return visited


def soak_times(beans: Dict[str, int], cook_at: int) -> Dict[int, List[str]]:
    """
    beans tells for each sort how many hours it must soak. To cook all of them at the hour
    cook_at (0 to 23), at which hours of the clock does one have to put which sorts in water?
    Sorts are listed alphabetically.
    >>> soak_times({'pinto': 8, 'fava': 12, 'azuki': 8}, 17)
    {9: ['azuki', 'pinto'], 5: ['fava']}
    >>> soak_times({'fava': 12}, 6)
    {18: ['fava']}
    """
    starts = defaultdict(list)
    for sort in sorted(beans):
        starts[(cook_at - beans[sort]) % 24].append(sort)
    return dict(starts)


def pick_route(legs: Dict[Tuple[str, str], int], route: List[str]) -> Optional[int]:
    """Return the minutes it takes to cycle along the route, a list of places. legs has the
    minutes between two places and serves for both directions unless the way back is listed
    with a time of its own. None if some leg is unknown.
    >>> pick_route({('Au', 'Ried'): 12, ('Ried', 'Au'): 15, ('Ried', 'Tal'): 7}, ['Tal', 'Ried', 'Au'])
    22
    >>> pick_route({}, ['Au', 'Tal']) is None
    True
    """
    total = 0
    for a, b in zip(route, route[1:]):
        minutes = legs.get((a, b), legs.get((b, a)))
        if minutes is None:
            return None
        total += minutes
    return total


def template_fields(template: str) -> List[str]:
    """
    List the names in double braces, such as {{ name }}, that a template asks for, each once
    and in the order of their first appearance.
    >>> template_fields('Dear {{ name }}, your {{item}} is here. Bye, {{name}}!')
    ['name', 'item']
    >>> template_fields('plain {text}')
    []
    """
    names = re.findall(r'\{\{\s*(\w+)\s*\}\}', template)
    return list(dict.fromkeys(names))


def fill_template(template: str, values: Dict[str, object]) -> str:
    """Put the values in the place of {{ name }}. A default may stand behind a bar, as
    in {{ name | friend }}, and is used if the name has no value; without a default the
    braces stay as they are.
    >>> fill_template('Hi {{ who | friend }}, {{n}} new {{ what }}', {'n': 3})
    'Hi friend, 3 new {{ what }}'
    >>> fill_template('{{who|x}}', {'who': 'Ina'})
    'Ina'
    """
    def put(found):
        name, default = found.group(1), found.group(2)
        if name in values:
            return str(values[name])
        return default.strip() if default is not None else found.group(0)

    return re.sub(r'\{\{\s*(\w+)\s*(?:\|([^}]*))?\}\}', put, template)


def allergens_hidden(dish: str, made_of: Dict[str, List[str]], allergens: List[str]) -> List[str]:
    """
    Dishes are made of ingredients that may be made of others again. Which of the allergens are
    in the dish, however deep? Keep the order of allergens.
    >>> kitchen = {'pie': ['dough', 'leek'], 'dough': ['flour', 'butter'], 'butter': ['milk']}
    >>> allergens_hidden('pie', kitchen, ['milk', 'egg', 'leek'])
    ['milk', 'leek']
    >>> allergens_hidden('tea', kitchen, ['milk'])
    []
    """
    inside = set()
    waiting = [dish]
    while waiting:
        thing = waiting.pop()
        if thing not in inside:
            inside.add(thing)
            waiting.extend(made_of.get(thing, []))
    return [a for a in allergens if a in inside]


def key_height(bitting: str, depths: List[float], blank: float) -> List[float]:
    """A key is cut by a code such as '2-0-3', where each digit is an index into depths. Return the
    height that is left at each cut of a blank, to two decimals.
    >>> key_height('2-0-1', [0.0, 0.4, 0.8], 8.2)
    [7.4, 8.2, 7.8]
    >>> key_height('1', [0.0, 0.33], 8)
    [7.67]
    """
    return [round(blank - depths[int(code)], 2) for code in bitting.split('-')]


def stale_branches(commits: Dict[str, date], today: date, days: int, keep: List[str]) -> List[str]:
    """
    Given the date of the last commit of every branch, return the branches untouched for more
    than days days, the oldest first. Branches in keep, or starting with 'release/', are
    never stale.
    >>> last = {'main': date(2020, 1, 1), 'fix-7': date(2023, 3, 1), 'ui': date(2023, 2, 1)}
    >>> stale_branches(last, date(2023, 6, 1), 60, ['main'])
    ['ui', 'fix-7']
    >>> stale_branches({'release/1': date(2000, 1, 1)}, date(2023, 6, 1), 1, [])
    []
    """
    stale = []
    for branch, last in commits.items():
        guarded = branch in keep or branch.startswith('release/')
        if not guarded and (today - last).days > days:
            stale.append(branch)
    return sorted(stale, key=lambda branch: commits[branch])


def price_history(changes: List[Tuple[int, str, float]], day: int) -> Dict[str, float]:
    """From changes (day, article, new price), in no particular order, find the prices valid on
    a day: for each article that of the latest change on or before it.
    >>> price_history([(9, 'oil', 6.5), (1, 'oil', 5.9), (4, 'tea', 3.2)], 8)
    {'oil': 5.9, 'tea': 3.2}
    >>> price_history([(9, 'oil', 6.5)], 8)
    {}
    """
    prices = {}
    for when, article, price in sorted(changes):
        if when <= day:
            prices[article] = price
    return prices


def indent_json_keys(text: str) -> List[str]:
    """
    Show only the skeleton of a JSON object: every key on a line of its own, two spaces deeper for
    each level. Lists and plain values show nothing of what is in them.
    >>> indent_json_keys('{"a": 1, "b": {"c": [1, 2], "d": {}}}')
    ['a', 'b', '  c', '  d']
    >>> indent_json_keys('{}')
    []
    """
    def lines(node, depth):
        for key, value in node.items():
            yield '  ' * depth + key
            if isinstance(value, dict):
                yield from lines(value, depth + 1)

    return list(lines(json.loads(text), 0))


def bell_changes(order: List[int], swaps: List[List[int]]) -> List[List[int]]:
    """Bell ringers stand in an order. In each change the ringers at the places p and p + 1
    swap for every p named in that change (places from 0). Return the orders after each change.
    >>> bell_changes([1, 2, 3, 4], [[0, 2], [1]])
    [[2, 1, 4, 3], [2, 4, 1, 3]]
    >>> bell_changes([1, 2], [])
    []
    """
    rows = []
    current = list(order)
    for change in swaps:
        for p in change:
            current[p], current[p + 1] = current[p + 1], current[p]
        rows.append(list(current))
    return rows


def compost_needs(layers: List[Tuple[str, float]], green: List[str]) -> float:
    """
    A compost heap should have at least as much brown stuff as green. Layers are (material, litres),
    and every material that isn't green is brown. Return how many litres of brown have to be
    added, or 0 if the heap is fine as it is.
    >>> compost_needs([('grass', 10), ('straw', 4.5)], ['grass'])
    5.5
    >>> compost_needs([('straw', 5)], ['grass'])
    0
    """
    surplus = 0
    for material, litres in layers:
        surplus += litres if material in green else -litres
    return max(0, surplus)


def pigeonholes(staff: List[str], size: int) -> Dict[str, List[str]]:
    """
    Letters for the staff go into pigeonholes, each used by at most size people who follow
    each other by family name (the last word). A hole is labelled 'Ba-Ro' by the first two
    letters of the first and last family name in it. Return label and full names of each hole.
    >>> pigeonholes(['Eva Roth', 'Jan de Boer', 'Ina Zahn'], 2)
    {'Bo-Ro': ['Jan de Boer', 'Eva Roth'], 'Za-Za': ['Ina Zahn']}
    >>> pigeonholes([], 3)
    {}
    """
    ordered = sorted(staff, key=lambda name: name.split()[-1])
    holes = {}
    for i in range(0, len(ordered), size):
        names = ordered[i:i + size]
        first, last = names[0].split()[-1], names[-1].split()[-1]
        holes[f'{first[:2]}-{last[:2]}'] = names
    return holes


def build_minutes(part: str, parts: Dict[str, Tuple[int, List[str]]]) -> int:
    """
    parts tells for each part the minutes of its own assembly and the parts it is made from.
    Those can be built at the same time by different people, while its own assembly has to wait
    for all of them. After how many minutes is the part ready? Parts not listed are bought and
    ready at once.
    >>> bench = {'bench': (10, ['seat', 'leg']), 'seat': (30, ['plank']), 'leg': (15, [])}
    >>> build_minutes('bench', bench)
    40
    >>> build_minutes('plank', bench)
    0
    """
    @functools.lru_cache(maxsize=None)
    def ready(name):
        if name not in parts:
            return 0
        minutes, needs = parts[name]
        return minutes + max((ready(other) for other in needs), default=0)

    return ready(part)


def ladder_after(games: List[Tuple[str, str]], players: List[str]) -> List[str]:
    """
    A club ladder begins with the players in the given order. In each game (winner, loser), if
    the winner stands below the loser, the winner is put right above the loser and
    the others move down. Return the ladder after all games.
    >>> ladder_after([('Di', 'Bo'), ('Al', 'Cy')], ['Al', 'Bo', 'Cy', 'Di'])
    ['Al', 'Di', 'Bo', 'Cy']
    >>> ladder_after([], ['Al'])
    ['Al']
    """
    ladder = list(players)
    for winner, loser in games:
        if ladder.index(winner) > ladder.index(loser):
            ladder.remove(winner)
            ladder.insert(ladder.index(loser), winner)
    return ladder
