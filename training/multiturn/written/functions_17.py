from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise


def steepest_climb(heights: list) -> tuple:
    """Given heights taken every kilometre along a hike, return (kilometre, metres) for
    the steepest climb from one point to the next: the number of the point where it
    starts, and the gain. The earliest wins a tie. If it never goes up the answer is None.

    >>> steepest_climb([400, 450, 430, 520, 610])
    (2, 90)
    >>> steepest_climb([400, 390]) is None
    True
    """
    gains = [later - earlier for earlier, later in pairwise(heights)]
    best = max(gains, default=0)
    return (gains.index(best), best) if best > 0 else None


def soonest_refill(levels, daily_use):
    """Name the tank that runs dry first.

    `levels` holds litres and `daily_use` litres a day, both by tank name. A tank lasts
    level / use days; tanks with no use (0 or not listed) last for ever and are left out.
    Ties go to the name that comes first in the alphabet. None if no tank is in use.

    >>> soonest_refill({"north": 90, "south": 40, "yard": 5}, {"north": 30, "south": 10})
    'north'
    >>> soonest_refill({"yard": 5}, {}) is None
    True
    """
    used = [tank for tank in levels if daily_use.get(tank, 0) > 0]
    return min(used, key=lambda tank: (levels[tank] / daily_use[tank], tank), default=None)


def pad_table(rows: list, filler: str = "-") -> list:
    """Make all rows of a ragged table equally long by putting `filler` at the end of the
    short ones. The rows that come in are left as they are; no rows give no rows.

    >>> pad_table([["a"], ["b", "c", "d"], []])
    [['a', '-', '-'], ['b', 'c', 'd'], ['-', '-', '-']]
    >>> pad_table([])
    []
    """
    width = max(map(len, rows), default=0)
    return [row + [filler] * (width - len(row)) for row in rows]


def isbn_like_weight(code):
    """Weigh a code of digits: the first digit times 1, the second times 3, the third
    times 1, and so on in turn. Return the total. Dashes are skipped and do not take part
    in the counting of places.

    >>> isbn_like_weight("12-34")
    22
    >>> isbn_like_weight("")
    0
    """
    digits = [int(sign) for sign in code if sign != "-"]
    return sum(digits[::2]) + 3 * sum(digits[1::2])


def nights_by_month(arrive: str, leave: str) -> dict:
    """A guest stays from one ISO date to another. Return {"YYYY-MM": nights}, where a
    night belongs to the month of the evening on which it begins. The day of leaving has
    no night; the same date twice gives an empty dict.

    >>> nights_by_month("2024-01-30", "2024-02-02")
    {'2024-01': 2, '2024-02': 1}
    >>> nights_by_month("2024-01-30", "2024-01-30")
    {}
    """
    first, last = (date.fromisoformat(text).toordinal() for text in (arrive, leave))
    return dict(Counter(date.fromordinal(day).isoformat()[:7] for day in range(first, last)))


def biggest_spender_per_town(orders: list) -> dict:
    """Orders are dicts with "town", "customer" and "amount". For each town return the
    customer whose amounts add up to the most; on a tie the one who ordered first there.
    Towns come in alphabetical order.

    >>> biggest_spender_per_town([{"town": "Ulm", "customer": "x", "amount": 5},
    ...                           {"town": "Ulm", "customer": "y", "amount": 8},
    ...                           {"town": "Ulm", "customer": "x", "amount": 4}])
    {'Ulm': 'x'}
    >>> biggest_spender_per_town([])
    {}
    """
    sums = defaultdict(lambda: defaultdict(int))
    for order in orders:
        sums[order["town"]][order["customer"]] += order["amount"]
    return {town: max(sums[town], key=sums[town].get) for town in sorted(sums)}


def gate_opened_by(log: list, badge_times: dict) -> list:
    """The gate's log has the seconds at which it opened; `badge_times` maps a badge to
    the second at which it was shown. For every opening return the badge shown most
    recently before it, or at the same second, and "?" if there was none. No two badges
    were shown in the same second.

    >>> gate_opened_by([12, 30, 3], {"red": 10, "blue": 30})
    ['red', 'blue', '?']
    >>> gate_opened_by([], {"red": 10})
    []
    """
    openers = []
    for opened in log:
        earlier = [badge for badge, shown in badge_times.items() if shown <= opened]
        openers.append(max(earlier, key=badge_times.get, default="?"))
    return openers


def alternate_signs(entries: list) -> bool:
    """Check a cash book in which income (positive) and spending (negative) must take
    turns. True if no two neighbours are of the same kind and there is no zero; an empty
    book is fine.

    >>> alternate_signs([50, -20, 10])
    True
    >>> alternate_signs([50, 20]), alternate_signs([0])
    (False, False)
    """
    return all(entries) and all((a > 0) != (b > 0) for a, b in pairwise(entries))


def worst_of_three(attempts: dict) -> list:
    """Each athlete has a list of attempts in metres, with None for a foul. Return the
    names of the athletes who have fouled in every attempt, sorted by name. Someone
    without any attempt has not fouled.

    >>> worst_of_three({"Jan": [None, 6.1, None], "Edu": [None, None, None], "Ada": []})
    ['Edu']
    >>> worst_of_three({})
    []
    """
    return sorted(name for name, marks in attempts.items() if marks and all(mark is None for mark in marks))


def lift_groups(weights: list, limit: int, places: int) -> list:
    """People step into a lift in the order of the queue. A new trip begins whenever the
    next person would bring the trip's weight above `limit` or when `places` people are in
    already. Return the number of people of each trip. Nobody weighs more than `limit`.

    >>> lift_groups([80, 90, 60, 50, 50], 200, 3)
    [2, 3]
    >>> lift_groups([], 200, 3)
    []
    """
    trips = []
    load = 0
    for weight in weights:
        if not trips or load + weight > limit or trips[-1] == places:
            trips.append(0)
            load = 0
        trips[-1] += 1
        load += weight
    return trips


def initials_taken(name: str, taken: set) -> str:
    """Give a new colleague a short sign: the first letters of all parts of the name, as
    capitals. If the sign is in `taken`, put the number 2 behind it, or 3, and so on: the
    first that is free.

    >>> initials_taken("Rosa van Dam", {"AB"})
    'RVD'
    >>> initials_taken("Al Berg", {"AB", "AB2"})
    'AB3'
    """
    base = "".join(part[0] for part in name.split()).upper()
    sign, number = base, 1
    while sign in taken:
        number += 1
        sign = f"{base}{number}"
    return sign


def energy_label(kwh: float, square_metres: float) -> str:
    """Label a flat by its use per square metre and year: up to 50 is "A", up to 90 "B",
    up to 130 "C", everything above "D". An area of zero or less gives "n/a".

    >>> energy_label(4000, 80), energy_label(4008, 80)
    ('A', 'B')
    >>> energy_label(100, 0)
    'n/a'
    """
    if square_metres <= 0:
        return "n/a"
    use = kwh / square_metres
    return next((label for top, label in ((50, "A"), (90, "B"), (130, "C")) if use <= top), "D")
