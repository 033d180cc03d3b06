from collections import defaultdict
from typing import Dict, Iterable, List, Optional, Tuple


def tallest_before_bend(heights: List[int], bend: int) -> Optional[int]:
    """Trees stand along a road and heights[i] is the tree at post i. Return the post of the
    tallest tree among those before the post `bend` (which does not count itself); the later
    post on a tie. None if there is no tree before it.

    >>> tallest_before_bend([7, 9, 9, 20], 3)
    2
    >>> tallest_before_bend([7], 0) is None
    True
    """
    return max(range(min(bend, len(heights))), key=lambda post: (heights[post], post), default=None)


def grams_over(weights: List[float], target: float, tolerance: float) -> List[float]:
    """Coffee bags should weigh `target` grams. For the bags that are heavier than the target
    by more than `tolerance`, list by how much they exceed the target, rounded to 1 decimal,
    in order.

    >>> grams_over([250.2, 253.0, 249.0, 251.55], 250, 1)
    [3.0, 1.6]
    >>> grams_over([], 250, 1)
    []
    """
    return [round(weight - target, 1) for weight in weights if weight - target > tolerance]


def bay_of(pallet: int, rows: int, columns: int) -> Tuple[int, int, int]:
    """Pallets are numbered from 1 and fill a store level by level, each level row by row,
    each row column by column. A level has `rows` rows of `columns` places. Return (level,
    row, column), all counted from 1.

    >>> bay_of(1, 2, 3)
    (1, 1, 1)
    >>> bay_of(11, 2, 3)
    (2, 2, 2)
    """
    level, rest = divmod(pallet - 1, rows * columns)
    row, column = divmod(rest, columns)
    return level + 1, row + 1, column + 1


def sparse_days(calendar: Dict[str, List[str]], most: int) -> List[str]:
    """Return the days of the calendar that have at least one entry but no more than `most`,
    the day with the fewest entries first; days with equally many stay in the order of the
    calendar.

    >>> sparse_days({"mon": ["a", "b"], "tue": [], "wed": ["c"], "thu": ["d", "e", "f"]}, 2)
    ['wed', 'mon']
    >>> sparse_days({}, 3)
    []
    """
    return sorted((day for day in calendar if 1 <= len(calendar[day]) <= most), key=lambda d: len(calendar[d]))


def hold_last_good(values: Iterable[float], low: float, high: float) -> List[Optional[float]]:
    """A display shows the most recent reading that lay between `low` and `high` (both
    included). Return what it shows after every reading; before the first good reading it
    shows None.

    >>> hold_last_good([99, 20, -5, 22], 0, 50)
    [None, 20, 20, 22]
    >>> hold_last_good([], 0, 50)
    []
    """
    shown = None
    display = []
    for value in values:
        if low <= value <= high:
            shown = value
        display.append(shown)
    return display


def yield_by_row(counts: List[List[int]], least: int) -> List[float]:
    """Each row of a greenhouse is a list with the fruits of its plants. Return for each row
    the mean over the plants that have at least `least` fruits, rounded to 1 decimal; 0.0 for
    a row with no such plant.

    >>> yield_by_row([[4, 0, 9], [1, 1], []], 2)
    [6.5, 0.0, 0.0]
    >>> yield_by_row([], 2)
    []
    """
    means = []
    for row in counts:
        good = [count for count in row if count >= least]
        means.append(round(sum(good) / len(good), 1) if good else 0.0)
    return means


def toll(axles: int, height_m: float, night: bool) -> int:
    """Toll in euro for a bridge: 3 for two axles, 2 more for every further axle, and another
    4 for vehicles higher than 3.5 m. At night half of it is charged, rounded up to a whole
    euro.

    >>> toll(2, 1.5, False)
    3
    >>> toll(5, 4.0, False)
    13
    >>> toll(5, 4.0, True)
    7
    """
    price = 3 + 2 * (axles - 2) + (4 if height_m > 3.5 else 0)
    return (price + 1) // 2 if night else price


def waiting_list(bookings: List[Tuple[str, str]], places: int) -> Tuple[List[str], List[str]]:
    """A course has `places` places. Bookings are ("book", name) and ("cancel", name) in
    order. Those who book first get a place, later ones wait; when someone with a place
    cancels, the first who waits moves up. Return (names with a place, names waiting), each in
    order of booking. Nobody books twice, and only those who booked cancel.

    >>> waiting_list([("book", "Al"), ("book", "Bo"), ("book", "Cy"), ("cancel", "Al")], 1)
    (['Bo'], ['Cy'])
    >>> waiting_list([], 5)
    ([], [])
    """
    names = []
    for action, name in bookings:
        if action == "book":
            names.append(name)
        else:
            names.remove(name)
    return names[:places], names[places:]


def net_of_returns(sales: Iterable[Tuple[str, int]]) -> Dict[str, int]:
    """Add up pieces by article, where a negative number is a return. Leave out the articles
    whose sum is zero or below. Articles with the biggest sum come first; on a tie, the one
    first met.

    >>> net_of_returns([("cap", 2), ("hat", 5), ("cap", -2), ("bag", 5)])
    {'hat': 5, 'bag': 5}
    >>> net_of_returns([])
    {}
    """
    sums = defaultdict(int)
    for article, pieces in sales:
        sums[article] += pieces
    kept = [(article, total) for article, total in sums.items() if total > 0]
    return dict(sorted(kept, key=lambda pair: -pair[1]))


def rises_needed(scores: List[int], goal: int) -> int:
    """A player must raise scores, one point at a time, until no score is below `goal`; but a
    score of 0 stands for a level that is not unlocked and is left alone. How many points is
    that?

    >>> rises_needed([3, 0, 5, 7], 6)
    4
    >>> rises_needed([], 6)
    0
    """
    return sum(goal - score for score in scores if 0 < score < goal)


def blocked_windows(shadows: List[Tuple[int, int]], windows: List[int]) -> List[int]:
    """Shadows on a wall are (from, to) stretches in metres, both ends included. Return the
    windows, given by their metre, that lie in two or more shadows, in the order given.

    >>> blocked_windows([(0, 5), (4, 9), (8, 12)], [2, 4, 8, 11])
    [4, 8]
    >>> blocked_windows([], [1])
    []
    """
    return [w for w in windows if sum(start <= w <= end for start, end in shadows) >= 2]


def is_valid_relay(legs: List[Tuple[str, float]], runners: int, longest: float) -> bool:
    """Check a relay: it must have exactly `runners` legs, every leg a different runner, and
    no leg may be longer than `longest` kilometres. Legs are (runner, km) pairs.

    >>> is_valid_relay([("Io", 4.0), ("Uli", 5.0)], 2, 5)
    True
    >>> is_valid_relay([("Io", 4.0), ("Io", 5.0)], 2, 5)
    False
    >>> is_valid_relay([("Io", 6.0)], 1, 5)
    False
    """
    names = {runner for runner, _ in legs}
    return len(legs) == len(names) == runners and all(km <= longest for _, km in legs)
