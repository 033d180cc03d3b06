import re
from collections import defaultdict
from typing import Dict, List, Optional, Set, Tuple


def apiary_round(hives: List[Dict[str, int]], frames: int) -> List[str]:
    """Decide what a beekeeper does at each hive, in order. A hive is a dict with 'frames' (in
    use) and 'honey' (full ones). With 3 or more full frames: 'harvest'. Otherwise, if all 10
    frames are in use and the beekeeper has a spare one: 'extend', which uses one up. Otherwise:
    'leave'. The argument frames is the number of spare frames.
    >>> apiary_round([{'frames': 10, 'honey': 1}, {'frames': 10, 'honey': 2}], 1)
    ['extend', 'leave']
    >>> apiary_round([{'frames': 10, 'honey': 4}, {'frames': 8, 'honey': 0}], 5)
    ['harvest', 'leave']
    """
    decisions = []
    for hive in hives:
        if hive['honey'] >= 3:
            decisions.append('harvest')
        elif hive['frames'] == 10 and frames > 0:
            frames -= 1
            decisions.append('extend')
        else:
            decisions.append('leave')
    return decisions




def tent_rows(campers: List[str], friends: Dict[str, str], row: int) -> List[List[str]]:
    """Put campers in rows of tents, in the order of the list, with row tents in a row. But whoever
    has a friend (friends maps camper to friend) who is not placed yet is followed at once by that
    friend, if the friend is in the list at all; the friend's own friend is not looked at.
    >>> tent_rows(['Al', 'Bo', 'Cy'], {'Al': 'Cy'}, 2)
    [['Al', 'Cy'], ['Bo']]
    >>> tent_rows(['Al'], {'Al': 'Zed'}, 2)
    [['Al']]
    """
    placed = []
    for camper in campers:
        if camper in placed:
            continue
        placed.append(camper)
        friend = friends.get(camper)
        if friend in campers and friend not in placed:
            placed.append(friend)
    return [placed[i:i + row] for i in range(0, len(placed), row)]




def needs_review(changes: List[Tuple[str, int]], owners: Dict[str, str], author: str) -> Set[str]:
    """Who has to review a change? changes lists (file, changed lines). The owner of a file is
    found by the folder it is in, the part before the first '/', in owners. Files with less than
    5 changed lines need no review, folders without an owner neither, and nobody reviews
    themselves.
    >>> sorted(needs_review([('ui/a.js', 9), ('db/x.sql', 40), ('db/y.sql', 2)],
    ...                     {'ui': 'Mia', 'db': 'Tom'}, 'Eve'))
    ['Mia', 'Tom']
    >>> needs_review([('ui/a.js', 9)], {'ui': 'Mia'}, 'Mia')
    set()
    """
    reviewers = set()
    for path, lines in changes:
        owner = owners.get(path.split('/')[0])
        if lines >= 5 and owner is not None and owner != author:
            reviewers.add(owner)
    return reviewers


def mix_feed(bins: Dict[str, float], recipe: Dict[str, float]) -> Tuple[float, str]:
    """How many kilograms of feed can be mixed, and what runs out first? recipe gives the share
    of each grain in one kilogram of feed, bins the kilograms in store (grains not in it count as
    0). The amount is rounded to one place; of several grains that run out at once, name the
    first in the recipe.
    >>> mix_feed({'oats': 30, 'corn': 12}, {'oats': 0.5, 'corn': 0.25})
    (48.0, 'corn')
    >>> mix_feed({'oats': 30}, {'oats': 0.5, 'peas': 0.5})
    (0.0, 'peas')
    """
    possible = {grain: bins.get(grain, 0) / share for grain, share in recipe.items()}
    scarce = min(possible, key=possible.get)
    return round(possible[scarce], 1), scarce




def goat_island(moves):
    """Check the moves of a ferryman's puzzle. The load can be 'wolf', 'goat', 'hay' or '' (empty
    boat), and each move takes the load to the other bank; boat and all things start on the left
    bank. The bank without the ferryman must never hold goat and wolf, nor goat and hay. Return
    the index of the first move that is wrong (load not on the boat's bank, or a bad bank
    afterwards), or -1.
    >>> goat_island(['goat', '', 'wolf', 'goat', 'hay', '', 'goat'])
    -1
    >>> goat_island(['wolf'])
    0
    >>> goat_island(['goat', 'hay'])
    1
    """
    banks = [{'wolf', 'goat', 'hay'}, set()]
    side = 0
    for i, load in enumerate(moves):
        if load:
            if load not in banks[side]:
                return i
            banks[side].remove(load)
            banks[1 - side].add(load)
        left_alone = banks[side]
        if 'goat' in left_alone and len(left_alone) > 1:
            return i
        side = 1 - side
    return -1














def sign_in_sheet(lines: List[str]) -> Dict[str, List[Tuple[str, str]]]:
    """Read the sheet of a workshop. Lines are 'NAME in HH:MM' or 'NAME out HH:MM' in order of
    time. Return for each name the list of (in, out) times. An 'in' without a following 'out'
    gets '?' as out; an 'out' without an 'in' before it gets '?' as in.
    >>> sign_in_sheet(['Ra in 09:00', 'Bo out 09:30', 'Ra out 10:00'])
    {'Ra': [('09:00', '10:00')], 'Bo': [('?', '09:30')]}
    >>> sign_in_sheet(['Ra in 09:00', 'Ra in 13:00'])
    {'Ra': [('09:00', '?'), ('13:00', '?')]}
    """
    sheet = defaultdict(list)
    for line in lines:
        name, way, time = line.split()
        if way == 'in':
            sheet[name].append((time, '?'))
        elif sheet[name] and sheet[name][-1][1] == '?':
            sheet[name][-1] = (sheet[name][-1][0], time)
        else:
            sheet[name].append(('?', time))
    return dict(sheet)


def plank_bridge(planks, jump):
    """A bridge is a list of booleans: True is a sound plank, False a rotten one. A hiker starts
    before the first plank and steps from sound plank to sound plank; over up to jump rotten ones
    in a row can be jumped. How many planks can the hiker set foot on before having to stop?
    >>> plank_bridge([True, False, True, False, False, True], 1)
    2
    >>> plank_bridge([False, True], 0)
    0
    """
    stepped = rotten = 0
    for sound in planks:
        if sound:
            stepped += 1
            rotten = 0
        else:
            rotten += 1
            if rotten > jump:
                break
    return stepped


def claim_plots(field: List[str], claims: List[Tuple[str, int, int]]) -> List[str]:
    """Write claims into a field map, one after the other. A claim (letter, row, column) takes
    the cell if it is free ('.'), and together with it the free cells directly left and right of
    it. Claims on cells that are not free are void. Return the new map.
    >>> claim_plots(['....', '....'], [('a', 0, 1), ('b', 0, 2), ('b', 0, 3)])
    ['aaab', '....']
    >>> claim_plots(['.#.'], [('z', 0, 0)])
    ['z#.']
    """
    plots = [list(row) for row in field]
    for letter, r, c in claims:
        row = plots[r]
        if row[c] != '.':
            continue
        for x in (c - 1, c, c + 1):
            if 0 <= x < len(row) and row[x] == '.':
                row[x] = letter
    return [''.join(row) for row in plots]


def best_bundle(prices: Dict[str, int], bundles: List[Tuple[Set[str], int]], cart: Set[str]) -> int:
    """What is the least that the cart costs if at most one bundle is used? Each bundle is a set
    of things with a price for all of them; it can be used if the cart holds all its things, and
    everything else is paid at the single prices.
    >>> best_bundle({'pen': 3, 'ink': 6, 'pad': 4}, [({'pen', 'ink'}, 7)], {'pen', 'ink', 'pad'})
    11
    >>> best_bundle({'pen': 3, 'ink': 6}, [({'pen', 'ink'}, 7)], {'pen'})
    3
    """
    options = [sum(prices[thing] for thing in cart)]
    for things, price in bundles:
        if things <= cart:
            options.append(price + sum(prices[thing] for thing in cart - things))
    return min(options)




def badge_text(first, last, width):
    """What fits on a name badge? Try in this order: 'First Last', 'F. Last', 'Last', 'FL' (the
    initials), and take the first that is no longer than width. If even the initials are too long
    the badge stays empty.
    >>> badge_text('Clara', 'Dorn', 10)
    'Clara Dorn'
    >>> badge_text('Clara', 'Dorn', 7), badge_text('Clara', 'Dorn', 3), badge_text('Clara', 'Dorn', 1)
    ('C. Dorn', 'CD', '')
    """
    options = [f'{first} {last}', f'{first[0]}. {last}', last, first[0] + last[0]]
    for option in options:
        if len(option) <= width:
            return option
    return ''




def find_recipe_line(book: List[str], wanted: str) -> Optional[Tuple[str, int]]:
    """Find an ingredient in a cookbook given as lines. Lines starting with '# ' are titles.
    Return the title of the recipe and the number of the line within it (the first after the
    title is 1) where wanted occurs first, in any case. Lines before the first title are skipped;
    None if it is not found.
    >>> find_recipe_line(['Sage!', '# Pie', 'flour', '# Stew', 'beef', 'Sage'], 'sage')
    ('Stew', 2)
    >>> find_recipe_line(['# Pie', 'flour'], 'sage') is None
    True
    """
    title, number = None, 0
    for line in book:
        if line.startswith('# '):
            title, number = line[2:], 0
        elif title is not None:
            number += 1
            if wanted.lower() in line.lower():
                return title, number
    return None


def curfew_breaks(log: List[Tuple[str, str]], begin: str, end: str) -> List[str]:
    """Whose doors were opened in the night? log lists (name, 'HH:MM'). The night goes from begin
    to end; if begin is later than end it goes over midnight. begin itself is in the night, end
    is not. Each name once, in order of the log.
    >>> curfew_breaks([('Uwe', '23:10'), ('Kim', '06:00'), ('Uwe', '02:00')], '22:00', '06:00')
    ['Uwe']
    >>> curfew_breaks([('Kim', '13:30')], '13:00', '15:00')
    ['Kim']
    """
    names = []
    for name, time in log:
        if begin <= end:
            night = begin <= time < end
        else:
            night = time >= begin or time < end
        if night and name not in names:
            names.append(name)
    return names


def scale_recipe(lines: List[str], persons: int, base: int = 4) -> List[str]:
    """Scale the lines of a recipe from base persons to another number. Only whole numbers
    followed by ' g' or ' ml' are changed, rounded to whole numbers; other numbers (as in '180
    degrees') stay.
    >>> scale_recipe(['400 g flour', 'bake at 180 degrees'], 2)
    ['200 g flour', 'bake at 180 degrees']
    >>> scale_recipe(['mix 30 ml oil, 100 g rye'], 5, base=2)
    ['mix 75 ml oil, 250 g rye']
    """
    def scaled(match: 're.Match') -> str:
        amount = round(int(match.group(1)) * persons / base)
        return f'{amount} {match.group(2)}'

    return [re.sub(r'\b(\d+) (g|ml)\b', scaled, line) for line in lines]


def relief_drivers(
    trip: int, limit: int, drivers: List[str], rest: int,
) -> List[Tuple[str, int, int]]:
    """Plan who drives a coach on a trip of trip minutes. The drivers take turns in order, each
    for at most limit minutes at a time; at every change the coach stands for rest minutes.
    Return (driver, begin, end) in minutes since the start; trip counts only the time of driving.
    >>> relief_drivers(250, 120, ['Ed', 'Flo'], 10)
    [('Ed', 0, 120), ('Flo', 130, 250), ('Ed', 260, 270)]
    >>> relief_drivers(60, 120, ['Ed'], 10)
    [('Ed', 0, 60)]
    """
    plan = []
    clock = 0
    while trip > 0:
        minutes = min(trip, limit)
        driver = drivers[len(plan) % len(drivers)]
        plan.append((driver, clock, clock + minutes))
        clock += minutes + rest
        trip -= minutes
    return plan
