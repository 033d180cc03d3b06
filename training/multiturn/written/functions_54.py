import itertools
import math
import re
from collections import defaultdict
from datetime import date, datetime, time
from typing import Any, Dict, List, Optional, Set, Tuple, Union


def ledger_sides(entries: List[Tuple[str, str, float]]) -> Dict[str, float]:
    """
    Each entry (from account, to account, amount) moves money. Return the balance of all accounts
    that isn't zero, by name.
    >>> ledger_sides([('cash', 'rent', 500.0), ('bank', 'cash', 500.0)])
    {'bank': -500.0, 'rent': 500.0}
    >>> ledger_sides([])
    {}
    """
    balance = defaultdict(float)
    for source, target, amount in entries:
        balance[source] -= amount
        balance[target] += amount
    return {name: balance[name] for name in sorted(balance) if balance[name] != 0}


def trim_guest_list(invited: List[Dict[str, Any]], places: int) -> List[str]:
    """Return the names of the guests who can come when there are only so many places. Family
    comes first, then friends, then the rest ('kind' says which), each in the order invited. A
    guest with 'plus' brings that many people along and comes only if there's room for all of
    them.
    >>> trim_guest_list([{'name': 'Boss', 'kind': 'work'}, {'name': 'Oma', 'kind': 'family'}], 1)
    ['Oma']
    >>> trim_guest_list([{'name': 'Al', 'kind': 'friend', 'plus': 1}], 1)
    []
    """
    rank = {'family': 0, 'friend': 1}
    coming = []
    for guest in sorted(invited, key=lambda g: rank.get(g['kind'], 2)):
        heads = 1 + guest.get('plus', 0)
        if heads <= places:
            places -= heads
            coming.append(guest['name'])
    return coming


def joined_stretches(log: List[Tuple[int, int, str]], surface: str) -> List[Tuple[int, int]]:
    """
    A road survey lists stretches (from metre, to metre, surface) along a road, without gaps.
    Return the stretches with the given surface, where neighbouring ones are joined into one.
    >>> joined_stretches([(0, 40, 'tar'), (40, 90, 'tar'), (90, 95, 'mud'), (95, 99, 'tar')], 'tar')
    [(0, 90), (95, 99)]
    >>> joined_stretches([], 'mud')
    []
    """
    joined = []
    for begin, end, kind in log:
        if kind != surface:
            continue
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def alarm_text(minutes_left: int) -> Optional[str]:
    """What should the loudspeaker say so many minutes before closing time? It speaks at 30, 15 and
    5 minutes and, from 3 on, at every minute; at 0 it says goodbye. Else it's silent (None).
    >>> alarm_text(15)
    'We close in 15 minutes.'
    >>> alarm_text(1)
    'We close in 1 minute.'
    >>> alarm_text(4) is None
    True
    """
    if minutes_left == 0:
        return 'Goodbye!'
    if minutes_left in (30, 15, 5) or 0 < minutes_left <= 3:
        unit = 'minute' if minutes_left == 1 else 'minutes'
        return f'We close in {minutes_left} {unit}.'
    return None


def lamp_grid(size: int, presses: List[Tuple[int, int]]) -> List[str]:
    """
    A panel has size rows of size lamps, all off. Pressing (row, column) switches every lamp of that
    row and every lamp of that column, the one in both only once. Draw the panel with 'o' for lit
    lamps and '.' for dark ones.
    >>> lamp_grid(3, [(0, 1)])
    ['ooo', '.o.', '.o.']
    >>> lamp_grid(2, [(0, 0), (0, 0)])
    ['..', '..']
    """
    lit = [[False] * size for _ in range(size)]
    for row, column in presses:
        for r, c in itertools.product(range(size), repeat=2):
            if r == row or c == column:
                lit[r][c] = not lit[r][c]
    return [''.join('o' if lamp else '.' for lamp in line) for line in lit]


def best_offer(offers: Dict[str, Dict[str, float]], wanted: List[str]) -> Optional[Tuple[str, float]]:
    """Given the price lists of several shops, return the shop where all wanted articles together
    cost least, with that sum. Shops lacking an article are out; None if all are.
    >>> best_offer({'Nord': {'saw': 19.0, 'glue': 4.0}, 'Süd': {'saw': 15.0}}, ['saw', 'glue'])
    ('Nord', 23.0)
    >>> best_offer({'Süd': {'saw': 15.0}}, ['glue']) is None
    True
    """
    sums = {}
    for shop, prices in offers.items():
        if all(article in prices for article in wanted):
            sums[shop] = round(sum(prices[article] for article in wanted), 2)
    if not sums:
        return None
    shop = min(sums, key=sums.get)
    return shop, sums[shop]


def unsubscribe(lists: Dict[str, List[str]], address: str, except_for: Set[str] = frozenset()) -> int:
    """
    Take the address off all mailing lists other than those in except_for, changing the lists in
    place. Case does not matter in addresses. Say how many entries were taken away.
    >>> lists = {'news': ['Eve@x.org', 'joe@x.org'], 'jobs': ['eve@x.org']}
    >>> unsubscribe(lists, 'eve@x.org', {'jobs'})
    1
    >>> lists['news']
    ['joe@x.org']
    """
    removed = 0
    for name, members in lists.items():
        if name not in except_for:
            kept = [m for m in members if m.lower() != address.lower()]
            removed += len(members) - len(kept)
            members[:] = kept
    return removed


def mast_shadow(height: float, sun: float) -> Optional[float]:
    """Return how long the shadow of a mast of the given height is when the sun stands sun
    degrees above the horizon, to one decimal; None while the sun isn't up.
    >>> mast_shadow(10, 45)
    10.0
    >>> mast_shadow(10, -3) is None
    True
    """
    if sun <= 0:
        return None
    return round(height / math.tan(math.radians(sun)), 1)


def meeting_point(calendars: List[List[int]], first: int, last: int) -> Optional[int]:
    """Each calendar lists the hours at which a person is busy. Find the hour from first to last
    at which most people are free, the earliest if there are several; None if nobody ever is.
    >>> meeting_point([[9, 10], [10, 11], [9]], 9, 11)
    11
    >>> meeting_point([[9]], 9, 9) is None
    True
    """
    def free(hour):
        return sum(hour not in busy for busy in calendars)

    best = max(range(first, last + 1), key=free)
    return best if free(best) > 0 else None


def parse_duty(text: str) -> Dict[str, Tuple[time, time]]:
    """
    Read a rota of the form 'Mo 08:00-12:30; Do 13:00-17:00' into a dict from day to the times
    of beginning and end. Pieces that aren't of this form are skipped.
    >>> parse_duty('Mo 08:00-12:30; off')
    {'Mo': (datetime.time(8, 0), datetime.time(12, 30))}
    >>> parse_duty('')
    {}
    """
    duty = {}
    for piece in text.split(';'):
        found = re.fullmatch(r'\s*(\w+) (\d\d:\d\d)-(\d\d:\d\d)\s*', piece)
        if found:
            day, begin, end = found.groups()
            duty[day] = (time.fromisoformat(begin), time.fromisoformat(end))
    return duty


def inbox_triage(subject: str, sender: str, vips: Set[str]) -> str:
    """Choose a folder for a mail. Automatic replies (the subject starts with 'auto:') go to 'bin',
    other mails of vips to 'top'. Of what remains, subjects with 'invoice' or 'receipt' in them
    go to 'money', answers ('re:' in front) to 'talk' and all the rest to 'later'. Case
    doesn't matter in subjects.
    >>> inbox_triage('Re: your invoice', 'joe', set())
    'money'
    >>> inbox_triage('Auto: away', 'ann', {'ann'})
    'bin'
    >>> inbox_triage('lunch?', 'ann', {'ann'})
    'top'
    """
    subject = subject.lower()
    if subject.startswith('auto:'):
        return 'bin'
    if sender in vips:
        return 'top'
    if 'invoice' in subject or 'receipt' in subject:
        return 'money'
    return 'talk' if subject.startswith('re:') else 'later'


def patch_rows(table: List[List[str]], fixes: Dict[Tuple[int, int], str]) -> List[List[str]]:
    """
    Return a copy of the table with fixes applied: (row, column) -> new text. Rows that are too
    short for a fix are filled up with ''; fixes for rows that don't exist are ignored.
    >>> patch_rows([['a'], ['b', 'c']], {(0, 2): 'x', (1, 0): 'y', (9, 9): 'z'})
    [['a', '', 'x'], ['y', 'c']]
    >>> patch_rows([], {})
    []
    """
    copy = [list(row) for row in table]
    for (r, c), text in fixes.items():
        if r < len(copy):
            copy[r] += [''] * (c + 1 - len(copy[r]))
            copy[r][c] = text
    return copy


def freezer_check(temps: List[Optional[float]], limit: float, hours: int) -> bool:
    """Check whether the food in a freezer is still safe. It isn't if the hourly temperature was
    above the limit for more than the given hours on end; a missing value (None) goes on with
    whatever was before it.
    >>> freezer_check([-18, -9, None, -9, -18], -12, 2)
    False
    >>> freezer_check([-18, -9, -9, -18, None], -12, 2)
    True
    """
    warm = False
    length = 0
    for temp in temps:
        if temp is not None:
            warm = temp > limit
        length = length + 1 if warm else 0
        if length > hours:
            return False
    return True


def apartment_code(floor: int, door: int, block: str = '') -> str:
    """
    Write the code of an apartment: the block letter, if there's one, the floor as 'G' for
    ground, 'B1', 'B2' for basements (negative) or two digits, a dot, and the door with two
    digits.
    >>> apartment_code(0, 3)
    'G.03'
    >>> apartment_code(-2, 11, 'C')
    'CB2.11'
    >>> apartment_code(7, 1, 'A')
    'A07.01'
    """
    if floor == 0:
        level = 'G'
    elif floor < 0:
        level = f'B{-floor}'
    else:
        level = f'{floor:02d}'
    return f'{block}{level}.{door:02d}'


def nested_tasks(tasks: List[Dict[str, Any]]) -> Tuple[int, int]:
    """
    A task may have 'sub', a list of tasks. Only tasks without any count; return how many of these
    are done and how many there are.
    >>> nested_tasks([{'done': True}, {'sub': [{'done': True}, {'done': False}]}])
    (2, 3)
    >>> nested_tasks([])
    (0, 0)
    """
    done = total = 0
    for task in tasks:
        if task.get('sub'):
            inner_done, inner_total = nested_tasks(task['sub'])
            done += inner_done
            total += inner_total
        else:
            done += bool(task['done'])
            total += 1
    return done, total


def sow_dates(frost: date, crops: Dict[str, int], today: date) -> List[str]:
    """crops tells by how many weeks before (negative: after) the last frost a crop is sown.
    List those which should have been sown by today, the most overdue first, e.g. 'leek (9
    days)'. Crops due today have 0 days.
    >>> sow_dates(date(2024, 5, 15), {'leek': 10, 'bean': -1, 'kale': 6}, date(2024, 4, 3))
    ['leek (28 days)', 'kale (0 days)']
    >>> sow_dates(date(2024, 5, 15), {}, date(2024, 4, 3))
    []
    """
    overdue = {}
    for crop, weeks in crops.items():
        days = (today - frost).days + 7 * weeks
        if days >= 0:
            overdue[crop] = days
    return [f'{crop} ({overdue[crop]} days)' for crop in sorted(overdue, key=overdue.get, reverse=True)]


def ring_sizes(fingers: Dict[str, float]) -> Dict[str, Union[int, str]]:
    """
    From the circumference of fingers in millimetres give the ring sizes: the circumference
    rounded to the nearest whole number, if that is from 44 to 70. Fingers that would need others get
    'custom'.
    >>> ring_sizes({'left': 53.6, 'thumb': 71.0})
    {'left': 54, 'thumb': 'custom'}
    >>> ring_sizes({})
    {}
    """
    sizes = {}
    for finger, around in fingers.items():
        size = round(around)
        sizes[finger] = size if 44 <= size <= 70 else 'custom'
    return sizes


def cabin_codes(cabins: int, decks: str) -> List[str]:
    """
    A ship has cabins numbered through from 1, spread over its decks (given by their letters) so
    that each deck has as many as the others or one more, the first ones having more. Return,
    for each deck, a text like 'A: 1-4'.
    >>> cabin_codes(7, 'AB')
    ['A: 1-4', 'B: 5-7']
    >>> cabin_codes(3, 'XYZ')
    ['X: 1-1', 'Y: 2-2', 'Z: 3-3']
    """
    each, extra = divmod(cabins, len(decks))
    codes = []
    first = 1
    for i, deck in enumerate(decks):
        last = first + each + (i < extra) - 1
        codes.append(f'{deck}: {first}-{last}')
        first = last + 1
    return codes


def log_gaps(stamps: List[str], most: int) -> List[Tuple[str, int]]:
    """Log lines carry stamps like '2024-05-01T10:00:00'. Where were there more than most
    seconds between two in a row? Return pairs (earlier stamp, whole seconds), longest gap
    first.
    >>> log_gaps(['2024-05-01T10:00:00', '2024-05-01T10:00:05', '2024-05-01T10:02:05'], 60)
    [('2024-05-01T10:00:05', 120)]
    >>> log_gaps([], 60)
    []
    """
    gaps = []
    for before, after in zip(stamps, stamps[1:]):
        seconds = datetime.fromisoformat(after) - datetime.fromisoformat(before)
        if seconds.total_seconds() > most:
            gaps.append((before, int(seconds.total_seconds())))
    return sorted(gaps, key=lambda gap: gap[1], reverse=True)


def key_ring(codes: List[str], doors: Dict[str, str]) -> Tuple[List[str], List[str]]:
    """
    A master key code such as 'A?3' opens all doors whose code has the same length and the same
    signs, '?' standing for any sign. doors maps a door to its code. Return the doors some key
    of the ring opens and the keys that open none.
    >>> key_ring(['A?3', 'B11'], {'shed': 'A73', 'gate': 'C11'})
    (['shed'], ['B11'])
    >>> key_ring([], {'gate': 'C11'})
    ([], [])
    """
    def opens(key, code):
        return len(key) == len(code) and all(k in ('?', c) for k, c in zip(key, code))

    opened = [door for door, code in doors.items() if any(opens(k, code) for k in codes)]
    useless = [k for k in codes if not any(opens(k, code) for code in doors.values())]
    return opened, useless


def fair_split(load: Dict[str, int], carriers: int) -> List[List[str]]:
    """
    Hand out the things of a camp to carriers: the heaviest thing first (ties by name), each to
    the carrier who has the least weight so far, the first of several. Return the things of each
    carrier.
    >>> fair_split({'tent': 5, 'pots': 3, 'stove': 2, 'map': 1}, 2)
    [['tent', 'map'], ['pots', 'stove']]
    >>> fair_split({}, 2)
    [[], []]
    """
    packs = [[] for _ in range(carriers)]
    weights = [0] * carriers
    for thing in sorted(load, key=lambda t: (-load[t], t)):
        i = weights.index(min(weights))
        packs[i].append(thing)
        weights[i] += load[thing]
    return packs
