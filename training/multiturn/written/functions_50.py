import math
import re
import textwrap
from collections import defaultdict
from itertools import zip_longest
from typing import Any, Dict, List, Optional, Set, Tuple


def chapter_pages(chapters: Dict[str, int], first: int = 1) -> List[str]:
    """Write a table of contents. chapters maps a title to its number of pages; every chapter
    begins on a right-hand page, that is one with an odd number. A line is the title, a
    space and the page on which it begins.
    >>> chapter_pages({'Rivers': 3, 'Lakes': 4, 'Seas': 1})
    ['Rivers 1', 'Lakes 5', 'Seas 9']
    >>> chapter_pages({'Preface': 2}, 4)
    ['Preface 5']
    """
    lines = []
    page = first
    for title, pages in chapters.items():
        if page % 2 == 0:
            page += 1
        lines.append(f'{title} {page}')
        page += pages
    return lines


def ramp_volume(levels: List[int], target: int, step: int) -> List[int]:
    """Limit how fast a volume may change. Starting from the first level, each output follows the
    wanted level but differs by at most step from the output before it; nothing
    is ever above target.
    >>> ramp_volume([10, 40, 45, 0], 35, 15)
    [10, 25, 35, 20]
    >>> ramp_volume([], 35, 15)
    []
    """
    outputs = []
    for level in levels:
        wanted = min(level, target)
        if outputs:
            wanted = max(outputs[-1] - step, min(outputs[-1] + step, wanted))
        outputs.append(wanted)
    return outputs


def lens_case(prescription: str) -> Dict[str, float]:
    """
    Read a line like 'R -2.25 L +0.50' from an optician into a dict from eye to strength. An eye
    for which 'plano' is written has strength 0.
    >>> lens_case('R -2.25 L +0.50')
    {'R': -2.25, 'L': 0.5}
    >>> lens_case('L plano')
    {'L': 0.0}
    """
    found = re.findall(r'\b([RL])\s+([+-]?\d+(?:\.\d+)?|plano)', prescription)
    return {eye: 0.0 if strength == 'plano' else float(strength) for eye, strength in found}


def unstackable_boxes(boxes: List[Tuple[int, int]]) -> List[int]:
    """Which boxes (by index) can't be stacked onto any other box? Box a goes onto box b
    if both its width and depth are at most those of b; turning is not allowed.
    >>> unstackable_boxes([(30, 40), (20, 20), (60, 10)])
    [0, 2]
    >>> unstackable_boxes([(1, 1)])
    [0]
    """
    lonely = []
    for i, (width, depth) in enumerate(boxes):
        others = boxes[:i] + boxes[i + 1:]
        if not any(width <= w and depth <= d for w, d in others):
            lonely.append(i)
    return lonely


def strip_units(row: Dict[str, str], units: List[str]) -> Dict[str, Any]:
    """
    Values such as '12 kg' or '3.5 m' of a row become numbers (int where there is no point), if
    they are a number, a space and one of the units. All other values stay strings.
    >>> strip_units({'mass': '12 kg', 'len': '3.5 m', 'code': '12 x'}, ['kg', 'm'])
    {'mass': 12, 'len': 3.5, 'code': '12 x'}
    >>> strip_units({}, ['kg'])
    {}
    """
    pattern = re.compile(r'(-?\d+(?:\.\d+)?) (\S+)')
    result = {}
    for key, value in row.items():
        found = pattern.fullmatch(value)
        if found and found.group(2) in units:
            number = found.group(1)
            result[key] = float(number) if '.' in number else int(number)
        else:
            result[key] = value
    return result


def relay_best(legs: List[Dict[str, float]]) -> Optional[List[str]]:
    """Fill the legs of a relay in order: for each leg the fastest runner who has a time for it
    and doesn't yet run another leg. Return the names, or None if a leg stays empty.
    >>> relay_best([{'Kim': 11.2, 'Lee': 11.0}, {'Lee': 10.8, 'Kim': 11.5}])
    ['Lee', 'Kim']
    >>> relay_best([{'Kim': 11.2}, {'Kim': 11.5}]) is None
    True
    """
    team = []
    for times in legs:
        free = [name for name in times if name not in team]
        if not free:
            return None
        team.append(min(free, key=times.get))
    return team


def visible_messages(messages: List[Dict[str, Any]], reader: str, blocked: Set[str]) -> List[str]:
    """
    Return the texts of the messages which the reader gets to see: those sent to 'all' or to the
    reader, not from anybody blocked, not deleted. One's own messages are always seen unless
    deleted.
    >>> chat = [{'by': 'ann', 'to': 'all', 'text': 'hi'}, {'by': 'bob', 'to': 'cat', 'text': 'psst'}]
    >>> visible_messages(chat, 'cat', {'ann'})
    ['psst']
    >>> visible_messages(chat, 'bob', set())
    ['hi', 'psst']
    """
    texts = []
    for message in messages:
        if message.get('deleted'):
            continue
        own = message['by'] == reader
        reached = message['to'] in ('all', reader) and message['by'] not in blocked
        if own or reached:
            texts.append(message['text'])
    return texts


def two_columns(left: List[str], right: List[str], width: int) -> List[str]:
    """Set two lists side by side. The left entries are cut or padded to width characters, then
    comes ' | ' and the right entry; the shorter list is filled up with empty entries. Lines
    have no spaces at their ends.
    >>> two_columns(['soup', 'casserole'], ['4.50'], 6)
    ['soup   | 4.50', 'casser |']
    >>> two_columns([], [], 6)
    []
    """
    lines = []
    for a, b in zip_longest(left, right, fillvalue=''):
        lines.append(f'{a[:width]:<{width}} | {b}'.rstrip())
    return lines


def infection_day(contacts: List[Tuple[int, str, str]], first: str) -> Dict[str, int]:
    """
    A rumour is known to the person first on day 0. contacts are (day, one, other) and
    sorted by day; whenever exactly one of the two knows the rumour the other learns it. Return
    for everybody who knows it the day they learned it.
    >>> infection_day([(1, 'Bo', 'Cy'), (2, 'Al', 'Bo'), (4, 'Cy', 'Bo')], 'Al')
    {'Al': 0, 'Bo': 2, 'Cy': 4}
    >>> infection_day([], 'Al')
    {'Al': 0}
    """
    known = {first: 0}
    for day, one, other in contacts:
        if one in known and other not in known:
            known[other] = day
        elif other in known and one not in known:
            known[one] = day
    return known


def kiln_schedule(stages: List[Tuple[int, int, int]], room: int = 20) -> int:
    """Every stage of a firing is (target degrees, degrees per hour, hours to hold). Starting from
    room temperature, return the total time in minutes, rounded up. Cooling down to a
    lower target goes at the same rate as heating.
    >>> kiln_schedule([(620, 100, 1)])
    420
    >>> kiln_schedule([(120, 100, 0), (70, 75, 0)])
    100
    """
    hours = 0.0
    now = room
    for target, rate, hold in stages:
        hours += abs(target - now) / rate + hold
        now = target
    return math.ceil(round(hours * 60, 6))


def mailing_batches(addresses: List[str], per_mail: int) -> List[List[str]]:
    """
    Split the addresses into batches of at most per_mail, so that no batch holds
    two addresses of the same domain. Each address goes to the first batch that can take it.
    >>> mailing_batches(['a@x.org', 'b@x.org', 'c@y.net'], 5)
    [['a@x.org', 'c@y.net'], ['b@x.org']]
    >>> mailing_batches(['a@x.org', 'c@y.net'], 1)
    [['a@x.org'], ['c@y.net']]
    """
    def domain(address):
        return address.rsplit('@', 1)[1]

    batches: List[List[str]] = []
    for address in addresses:
        for batch in batches:
            if len(batch) < per_mail and domain(address) not in map(domain, batch):
                batch.append(address)
                break
        else:
            batches.append([address])
    return batches


def inherited_value(person: str, wills: Dict[str, Dict[str, float]], estate: float) -> Dict[str, float]:
    """When a person dies the estate is shared as their will says (heir -> share of 1). Heirs that
    have a will themselves are dead already and pass their part on in the same way. Return
    what each living heir gets, rounded to cents.
    >>> wills = {'Opa': {'Ida': 0.5, 'Karl': 0.5}, 'Karl': {'Ida': 0.5, 'Lea': 0.5}}
    >>> inherited_value('Opa', wills, 1000)
    {'Ida': 750.0, 'Lea': 250.0}
    >>> inherited_value('Lea', {}, 80)
    {'Lea': 80}
    """
    if person not in wills:
        return {person: round(estate, 2)}
    parts = defaultdict(float)
    for heir, share in wills[person].items():
        for living, amount in inherited_value(heir, wills, estate * share).items():
            parts[living] += amount
    return {living: round(amount, 2) for living, amount in parts.items()}


def crossing_waits(cars: List[int], green: int, red: int) -> List[int]:
    """
    A light is green for green seconds, red for red seconds and so on, from second 0. For each
    second at which a car arrives return how long it waits.
    >>> crossing_waits([3, 30, 59, 60], 30, 30)
    [0, 30, 1, 0]
    >>> crossing_waits([], 10, 10)
    []
    """
    cycle = green + red
    waits = []
    for second in cars:
        phase = second % cycle
        waits.append(0 if phase < green else cycle - phase)
    return waits


def dose_plan(weight: float, per_kg: float, times: int, tablet: int) -> Optional[float]:
    """Return the tablets to be taken at each of the times a day, in halves and rounded down, if
    the daily dose is weight times per_kg milligrams and a tablet has tablet milligrams. None if
    not even half a tablet comes out.
    >>> dose_plan(60, 10, 3, 100)
    2.0
    >>> dose_plan(50, 7, 2, 100)
    1.5
    >>> dose_plan(5, 1, 2, 100) is None
    True
    """
    each = weight * per_kg / times / tablet
    halves = math.floor(each * 2) / 2
    return halves or None


def wrap_comment(text: str, width: int, mark: str = '//') -> List[str]:
    """
    Break a remark into lines of at most width characters, each of which begins with the mark and a
    space. Nothing but white space gives a line with only the mark.
    >>> wrap_comment('retry once before giving up', 16)
    ['// retry once', '// before giving', '// up']
    >>> wrap_comment(' ', 16)
    ['//']
    """
    lines = textwrap.wrap(text, width - len(mark) - 1)
    return [f'{mark} {line}' for line in lines] or [mark]


def flooded_houses(street: List[int], river: int, level: int) -> List[int]:
    """The heights of the houses along a street are given, and the river runs past the house
    with index river. When it rises to level, water spreads from there both ways along the
    street, as far as each next house stands lower than level. Return the indexes of the flooded
    houses in order.
    >>> flooded_houses([2, 5, 3, 2, 4, 6, 1], 3, 5)
    [2, 3, 4]
    >>> flooded_houses([7, 8], 0, 5)
    []
    """
    if street[river] >= level:
        return []
    first = last = river
    while first > 0 and street[first - 1] < level:
        first -= 1
    while last < len(street) - 1 and street[last + 1] < level:
        last += 1
    return list(range(first, last + 1))


def season_pass(visits: List[str], single: float, ten: float, season: float) -> Tuple[str, float]:
    """
    Which way of paying for these visits to the pool would have been cheapest: 'single' tickets,
    cards of 'ten' or a 'season' pass? Cards can't be given back when not used up, but single
    tickets may be added to full cards. Return the way and its cost; of equals the first named.
    >>> season_pass(['d'] * 12, 5.0, 40.0, 90.0)
    ('ten', 50.0)
    >>> season_pass(['d'], 5.0, 40.0, 90.0)
    ('single', 5.0)
    """
    cards, rest = divmod(len(visits), 10)
    ways = {
        'single': len(visits) * single,
        'ten': cards * ten + min(rest * single, ten),
        'season': season,
    }
    best = min(ways, key=ways.get)
    return best, ways[best]


def seats_behind(plan: List[str]) -> Dict[str, str]:
    """The seats of a hall are drawn as rows of letters, front row first, with '_' for free
    seats. Who sits right behind whom? Return a dict from the person in front to the one behind,
    for all seats with persons on both.
    >>> seats_behind(['ab_', 'c_d', 'ef'])
    {'a': 'c', 'c': 'e'}
    >>> seats_behind(['abc'])
    {}
    """
    behind = {}
    for front, back in zip(plan, plan[1:]):
        for a, b in zip(front, back):
            if a != '_' and b != '_':
                behind[a] = b
    return behind


def battery_runtime(capacity: float, loads: List[Tuple[float, float]]) -> Optional[float]:
    """
    A battery of capacity watt hours feeds loads one after another, each given as (watts, hours).
    Return after how many hours it is empty, to two decimals, or None if it outlasts all.
    >>> battery_runtime(100, [(20, 2), (60, 3)])
    3.0
    >>> battery_runtime(100, [(10, 5)]) is None
    True
    """
    passed = 0.0
    for watts, hours in loads:
        if watts * hours >= capacity:
            return round(passed + capacity / watts, 2)
        capacity -= watts * hours
        passed += hours
    return None
