import math
import re
from collections import deque
from datetime import date, timedelta
from functools import cmp_to_key, partial
from itertools import groupby, takewhile


def dial_steps(code, start=0, size=40):
    """
    To open a safe one turns the dial right to the first number, left to the second, right to
    the third, and so on. Turning right counts the numbers up and left down, both round the dial
    of size marks. Return how many marks are passed in all, starting from start.
    >>> dial_steps([10, 5, 30])
    40
    >>> dial_steps([3], 38)
    5
    """
    passed = 0
    at = start
    for turn, number in enumerate(code):
        gap = number - at if turn % 2 == 0 else at - number
        passed += gap % size
        at = number
    return passed


def file_title(title: str, articles: tuple[str, ...] = ('the', 'a', 'an')) -> str:
    """
    Librarians file 'The Long Road' under L. Move an article at the start of the title to its end,
    after a comma. A title that is nothing but an article stays.
    >>> file_title('The Long Road')
    'Long Road, The'
    >>> file_title('Another Road')
    'Another Road'
    >>> file_title('A')
    'A'
    """
    first, space, rest = title.partition(' ')
    if first.lower() in articles and rest:
        return f'{rest}, {first}'
    return title


def vending_sale(prices: dict[str, int], stock: dict[str, int], slot: str, paid: int) -> tuple[str, int]:
    """Simulate one sale of a vending machine. Return what it shows and how many cents it gives
    back: 'unknown' or 'sold out' (all money back), 'missing 30' when 30 cents are missing (all
    money back as well), else 'thanks' and the surplus. Only a sale lowers the stock.
    >>> shelf = {'A1': 1}
    >>> vending_sale({'A1': 130}, shelf, 'A1', 100), vending_sale({'A1': 130}, shelf, 'A1', 200)
    (('missing 30', 100), ('thanks', 70))
    >>> vending_sale({'A1': 130}, shelf, 'A1', 200)
    ('sold out', 200)
    """
    if slot not in prices:
        return 'unknown', paid
    if stock.get(slot, 0) == 0:
        return 'sold out', paid
    if paid < prices[slot]:
        return f'missing {prices[slot] - paid}', paid
    stock[slot] -= 1
    return 'thanks', paid - prices[slot]


def newest_first(names: list[str]) -> list[str]:
    """
    Sort releases such as '1.10', '1.9.2' or '1.10-beta' from the newest to the oldest. Numbers
    are compared part by part, missing parts are 0, and a release with a word after a hyphen is
    older than the same one without.
    >>> newest_first(['1.9.2', '1.10-beta', '1.10', '1.9'])
    ['1.10', '1.10-beta', '1.9.2', '1.9']
    >>> newest_first([])
    []
    """
    def key(name):
        numbers, _, word = name.partition('-')
        parts = [int(p) for p in numbers.split('.')]
        return parts + [0] * (6 - len(parts)), word == '', word

    return sorted(names, key=key, reverse=True)


def bench_seating(sizes: list[int], order: list[str], bench: int) -> list[list[str]]:
    """Families, whose names and sizes come in two lists of equal length, sit down on benches. A
    family stays together; it goes to the bench begun last if it has room, otherwise a new bench
    is begun. Families larger than a bench are told to stand and don't appear.
    >>> bench_seating([3, 2, 9, 1], ['Abt', 'Bär', 'Cox', 'Dix'], 5)
    [['Abt', 'Bär'], ['Dix']]
    >>> bench_seating([], [], 5)
    []
    """
    benches = []
    used = bench
    for size, name in zip(sizes, order):
        if size > bench:
            continue
        if used + size > bench:
            benches.append([])
            used = 0
        benches[-1].append(name)
        used += size
    return benches


def smooth_route(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """
    Drop all points of a route at which it goes straight on, that is those where the direction
    from the point before equals the direction to the point after. Directions are only the eight
    of a grid, with steps of any length; the first and last point stay.
    >>> smooth_route([(0, 0), (1, 0), (3, 0), (4, 1), (6, 3)])
    [(0, 0), (3, 0), (6, 3)]
    >>> smooth_route([(2, 2)])
    [(2, 2)]
    """
    def direction(a, b):
        dx, dy = b[0] - a[0], b[1] - a[1]
        return (dx > 0) - (dx < 0), (dy > 0) - (dy < 0)

    kept = points[:1]
    for before, here, after in zip(points, points[1:], points[2:]):
        if direction(before, here) != direction(here, after):
            kept.append(here)
    return kept + points[1:][-1:]


def allowance_left(spent: list[tuple[str, float]], budget: dict[str, float]) -> dict[str, float]:
    """Given what was spent as (category, amount) and a monthly budget per category, return
    what's left in each category. What is spent in categories without a budget is taken from
    'other', if there is such a category, and ignored if not.
    >>> allowance_left([('food', 30), ('toys', 12)], {'food': 100, 'other': 20})
    {'food': 70, 'other': 8}
    >>> allowance_left([('toys', 12)], {'food': 100})
    {'food': 100}
    """
    left = dict(budget)
    for category, amount in spent:
        pot = category if category in left else 'other'
        if pot in left:
            left[pot] -= amount
    return left


def festival_evening(shows: dict[str, list[int]], wanted: list[str], length: int) -> dict[str, int]:
    """
    At a festival every film lasts length minutes and is shown several times (title -> starts in
    minutes). Plan an evening: go through the wanted titles in order and take for each the
    earliest show which overlaps with none taken already. Titles without such a show are left
    out.
    >>> festival_evening({'Reed': [0, 200], 'Tar': [50, 120]}, ['Reed', 'Tar'], 90)
    {'Reed': 0, 'Tar': 120}
    >>> festival_evening({'Reed': [0]}, ['Tar', 'Reed'], 90)
    {'Reed': 0}
    """
    plan = {}
    for title in wanted:
        for start in sorted(shows.get(title, [])):
            if all(abs(start - taken) >= length for taken in plan.values()):
                plan[title] = start
                break
    return plan


def label_axis(low: float, high: float, marks: int) -> list[str]:
    """Find round labels for an axis that has to cover low to high: the step is the smallest of
    1, 2 and 5 times a power of ten (from 0.01 on) that needs no more than marks labels. Labels
    are multiples of the step and begin with the last one that's not above low.
    >>> label_axis(0, 9, 6)
    ['0', '2', '4', '6', '8', '10']
    >>> label_axis(13, 48, 5)
    ['10', '20', '30', '40', '50']
    """
    steps = [base * 10 ** power for power in range(-2, 10) for base in (1, 2, 5)]
    for step in steps:
        first = math.floor(low / step + 1e-9)
        last = math.ceil(high / step - 1e-9)
        if last - first + 1 <= marks:
            return [f'{round(i * step, 2):g}' for i in range(first, last + 1)]
    return []


def heard_by(talks: list[tuple[str, set[str]]], rows: dict[str, str]) -> dict[str, list[str]]:
    """
    Every talk is (title, set of languages it is interpreted into), and rows says for each
    listener the one language they understand. Return for every listener, sorted by name, the titles
    they can follow; those who can follow none don't appear.
    >>> heard_by([('Bees', {'en', 'de'}), ('Moss', {'en'})], {'Uwe': 'de', 'Amy': 'en', 'Luc': 'fr'})
    {'Amy': ['Bees', 'Moss'], 'Uwe': ['Bees']}
    >>> heard_by([], {'Amy': 'en'})
    {}
    """
    followed = {}
    for listener, language in sorted(rows.items()):
        titles = [title for title, languages in talks if language in languages]
        if titles:
            followed[listener] = titles
    return followed


def leading_comment(lines: list[str]) -> str:
    """Return the text of the comment lines at the head of a script, without '#' and the spaces
    around, joined by spaces. A first line that begins with '#!' is skipped, and the comment is
    over at the first line that doesn't begin with '#'.
    >>> leading_comment(['#!/bin/sh', '# Backs up', '#  the photos.', 'cd /srv', '# later'])
    'Backs up the photos.'
    >>> leading_comment(['x=1'])
    ''
    """
    if lines and lines[0].startswith('#!'):
        lines = lines[1:]
    head = takewhile(partial(re.match, '#'), lines)
    return ' '.join(line[1:].strip() for line in head).strip()


def pick_leader(candidates: list[dict]) -> str:
    """
    A rope team is led by whoever has most tours; among those with equally many by the one with the
    newer first-aid course ('aid', a year), and if that's equal too by the lighter one.
    Return the name.
    >>> pick_leader([{'name': 'Jo', 'tours': 9, 'aid': 2020, 'kg': 70},
    ...              {'name': 'Pat', 'tours': 9, 'aid': 2023, 'kg': 82}])
    'Pat'
    >>> pick_leader([{'name': 'Al', 'tours': 1, 'aid': 2001, 'kg': 60}])
    'Al'
    """
    def compare(a, b):
        for key in ('tours', 'aid'):
            if a[key] != b[key]:
                return b[key] - a[key]
        return a['kg'] - b['kg']

    return sorted(candidates, key=cmp_to_key(compare))[0]['name']


def days_with_all(log: dict[date, list[str]], duties: set[str]) -> int:
    """Find the greatest number of successive days on which all the duties were ticked off in
    the log. A day that isn't in the log breaks the series.
    >>> d = date(2024, 5, 6)
    >>> days_with_all({d: ['feed', 'muck'], d + timedelta(1): ['muck', 'feed'], d + timedelta(3): []},
    ...               {'feed', 'muck'})
    2
    >>> days_with_all({}, {'feed'})
    0
    """
    best = 0
    streak = {}
    for day in sorted(log):
        if duties <= set(log[day]):
            streak[day] = streak.get(day - timedelta(days=1), 0) + 1
            best = max(best, streak[day])
    return best


def canteen_queue(events: list[str], window: int) -> list[str]:
    """
    Events at a canteen: 'join NAME' adds somebody to the end of the line, 'push NAME' puts somebody
    at its head, and 'serve' lets up to window people from the head go. Return the
    names of those still standing in line.
    >>> canteen_queue(['join Ann', 'join Ben', 'push Cem', 'serve', 'join Dora'], 2)
    ['Ben', 'Dora']
    >>> canteen_queue(['serve'], 3)
    []
    """
    line = deque()
    for event in events:
        what, _, name = event.partition(' ')
        if what == 'join':
            line.append(name)
        elif what == 'push':
            line.appendleft(name)
        else:
            for _ in range(min(window, len(line))):
                line.popleft()
    return list(line)


def loudest_spans(levels: list[tuple[str, int]], limit: int) -> list[str]:
    """Levels of a night come as (clock, decibel). For each unbroken series of levels over the
    limit write 'first-last max', for example '02:10-02:30 71'; if a series has only one level
    the clock is written once.
    >>> loudest_spans([('02:00', 40), ('02:10', 71), ('02:20', 66), ('02:30', 30), ('02:40', 67)], 60)
    ['02:10-02:20 71', '02:40 67']
    >>> loudest_spans([], 60)
    []
    """
    spans = []
    for loud, series in groupby(levels, key=lambda level: level[1] > limit):
        if loud:
            entries = list(series)
            first, last = entries[0][0], entries[-1][0]
            clock = first if len(entries) == 1 else f'{first}-{last}'
            spans.append(f'{clock} {max(level for _, level in entries)}')
    return spans


class Turnstile:
    """
    A turnstile that lets a guest in only with a ticket that is known and not inside yet. Leaving
    frees the ticket again as often as it has visits left.
    >>> gate = Turnstile({'T1': 2})
    >>> [gate.enter('T1'), gate.enter('T1'), gate.leave('T1'), gate.enter('T1'), gate.enter('T9')]
    [True, False, True, True, False]
    >>> gate.inside
    {'T1'}
    """

    def __init__(self, visits: dict[str, int]):
        self.visits = dict(visits)
        self.inside = set()

    def enter(self, ticket: str) -> bool:
        if ticket in self.inside or self.visits.get(ticket, 0) == 0:
            return False
        self.visits[ticket] -= 1
        self.inside.add(ticket)
        return True

    def leave(self, ticket: str) -> bool:
        if ticket not in self.inside:
            return False
        self.inside.remove(ticket)
        return True


def chimney_route(jobs: dict[str, tuple[int, int]], home: tuple[int, int]) -> list[str]:
    """
    A sweep always goes to the nearest house not yet done, measured along streets (the
    differences of both coordinates added up), the first in the alphabet of equally near ones.
    Return the order of the houses, starting out from home.
    >>> chimney_route({'mill': (5, 5), 'inn': (1, 0), 'farm': (2, 3)}, (0, 0))
    ['inn', 'farm', 'mill']
    >>> chimney_route({}, (0, 0))
    []
    """
    order = []
    x, y = home
    while len(order) < len(jobs):
        todo = [name for name in jobs if name not in order]
        nearest = min(todo, key=lambda n: (abs(jobs[n][0] - x) + abs(jobs[n][1] - y), n))
        order.append(nearest)
        x, y = jobs[nearest]
    return order


def bad_rows(rows: list[dict[str, str]], rules: dict[str, str]) -> list[tuple[int, str]]:
    """Check rows against rules, which map a column to 'int', 'text' (must not be blank) or a
    list of permitted values divided by '|'. Return (row number from 1, column) for every
    failure, row by row in the order of the rules. A missing column fails, too.
    >>> bad_rows([{'id': '7', 'kind': 'oak'}, {'id': 'x', 'kind': 'elm'}], {'id': 'int', 'kind': 'oak|ash'})
    [(2, 'id'), (2, 'kind')]
    >>> bad_rows([{}], {'note': 'text'})
    [(1, 'note')]
    """
    def passes(value, rule):
        if rule == 'int':
            return re.fullmatch(r'-?\d+', value) is not None
        if rule == 'text':
            return value.strip() != ''
        return value in rule.split('|')

    failures = []
    for number, row in enumerate(rows, start=1):
        for column, rule in rules.items():
            if not passes(row.get(column, ''), rule):
                failures.append((number, column))
    return failures
