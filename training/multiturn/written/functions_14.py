import itertools
import statistics
from bisect import bisect_left


def steady_stretch(values: list, wobble: float) -> tuple:
    """Find the longest run of neighbouring readings in which no reading differs from the one right
    before it by more than `wobble`.

    Give it back as (start, length), start counted from 0. Of runs of the same length the earliest
    is meant; an empty list gives (0, 0).

    >>> steady_stretch([5, 6, 9, 9, 10, 20], 1)
    (2, 3)
    >>> steady_stretch([], 1)
    (0, 0)
    """
    best = (0, 0)
    start = 0
    for i, value in enumerate(values):
        if i and abs(value - values[i - 1]) > wobble:
            start = i
        if i - start + 1 > best[1]:
            best = (start, i - start + 1)
    return best


def choir_rows(heights, per_row):
    """Arrange singers in rows for a photo: the tallest stand in the first row of the result, the
    next tallest in the second and so on, `per_row` in each; the last row may be shorter. Inside a
    row the heights rise.

    >>> choir_rows([150, 180, 165, 172, 160], 2)
    [[172, 180], [160, 165], [150]]
    >>> choir_rows([], 3)
    []
    """
    tall = sorted(heights, reverse=True)
    return [tall[i:i + per_row][::-1] for i in range(0, len(tall), per_row)]


def tax_by_code(items: list, rates: dict) -> dict:
    """Add up the tax for each tax code.

    `items` are (code, net price) pairs and `rates` gives the percentage for a code; a code that
    has no rate is taxed with 0 percent but still listed. Totals are rounded to 2 decimals at the
    end, and the codes come in alphabetical order.

    >>> tax_by_code([("B", 10.0), ("A", 99.9), ("B", 5.5)], {"A": 7, "B": 20})
    {'A': 6.99, 'B': 3.1}
    >>> tax_by_code([("Z", 4)], {})
    {'Z': 0.0}
    """
    totals = {}
    for code, net in items:
        totals[code] = totals.get(code, 0.0) + net * rates.get(code, 0) / 100
    return {code: round(totals[code], 2) for code in sorted(totals)}


def fuse_colour(amps: int) -> str:
    """Return the colour of the smallest fuse that still carries a current of `amps`: 5 is "tan",
    10 "red", 15 "blue", 20 "yellow" and 30 "green". Above 30 the answer is "none".

    >>> fuse_colour(5), fuse_colour(11)
    ('tan', 'blue')
    >>> fuse_colour(31)
    'none'
    """
    sizes = [5, 10, 15, 20, 30]
    colours = ["tan", "red", "blue", "yellow", "green", "none"]
    return colours[bisect_left(sizes, amps)]


def handover_pairs(shifts: dict) -> list:
    """`shifts` maps a nurse to the (start, end) hours of a shift. Return every (leaving, coming)
    pair of names in which the first one's end is the second one's start, sorted by that hour and
    then by the two names.

    >>> handover_pairs({"Ola": (6, 14), "Pim": (14, 22), "Rut": (6, 14), "Sam": (22, 30)})
    [('Ola', 'Pim'), ('Rut', 'Pim'), ('Pim', 'Sam')]
    >>> handover_pairs({})
    []
    """
    pairs = [
        (shifts[a][1], a, b) for a, b in itertools.permutations(shifts, 2) if shifts[a][1] == shifts[b][0]
    ]
    return [(a, b) for _, a, b in sorted(pairs)]


def typical_day(counts_by_day):
    """You are given a dict from day name to the number of visitors. Return the name of the day
    whose number lies nearest to the median of all the numbers; on a tie, the day that stands first
    in the dict. The dict is never empty.

    >>> typical_day({"mon": 10, "tue": 31, "wed": 90, "thu": 30, "fri": 33})
    'tue'
    >>> typical_day({"sat": 4, "sun": 8})
    'sat'
    """
    middle = statistics.median(counts_by_day.values())
    return min(counts_by_day, key=lambda day: abs(counts_by_day[day] - middle))


def strip_row(cells: list) -> list:
    """Return the cells of a table row without the empty texts at its right end. Empty cells at the
    left and in the middle stay. The list that comes in is not changed.

    >>> strip_row(["", "a", "", "b", "", ""])
    ['', 'a', '', 'b']
    >>> strip_row(["", ""])
    []
    """
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def garden_map(width: int, height: int, plants: dict) -> list:
    """Draw a bed as `height` lines of `width` characters. `plants` maps a (column, row) place to
    the name of a plant, and the first letter of the name, as a capital, is drawn there; a free
    place is a dot. Places outside the bed are not drawn.

    >>> garden_map(4, 2, {(0, 0): "leek", (3, 1): "kale", (9, 9): "rose"})
    ['L...', '...K']
    >>> garden_map(3, 0, {})
    []
    """
    return [
        "".join(plants[x, y][0].upper() if (x, y) in plants else "." for x in range(width))
        for y in range(height)
    ]


def swap_outdated(parts: list, replaced_by: dict) -> list:
    """Replace every part number by its newest successor.

    `replaced_by` maps an old number to the one that took its place, and that one may have been
    replaced in turn, so follow it until a number has no successor (there are no circles).

    >>> swap_outdated(["A1", "B7", "C3"], {"A1": "A2", "A2": "A5", "C3": "C4"})
    ['A5', 'B7', 'C4']
    >>> swap_outdated([], {"A1": "A2"})
    []
    """
    newest = []
    for part in parts:
        while part in replaced_by:
            part = replaced_by[part]
        newest.append(part)
    return newest


def cyclist_gaps(finish):
    """Given {rider: seconds}, return lines such as "1. Pogo 100" for the winner and "2. Mik +12"
    for the others, in the order of arrival. The number after the plus is the distance in seconds
    to the winner. Riders with the same time are ordered by name and still get different numbers.

    >>> cyclist_gaps({"Mik": 112, "Pogo": 100, "Lou": 112})
    ['1. Pogo 100', '2. Lou +12', '3. Mik +12']
    >>> cyclist_gaps({})
    []
    """
    order = sorted(finish, key=lambda rider: (finish[rider], rider))
    lines = []
    for place, rider in enumerate(order, start=1):
        shown = f"+{finish[rider] - finish[order[0]]}" if place > 1 else finish[rider]
        lines.append(f"{place}. {rider} {shown}")
    return lines


def salt_brine(water_ml: float, percent: float) -> float:
    """Grams of salt to put into `water_ml` of water (1 ml weighs 1 g) so that the salt makes up
    `percent` of the finished brine's weight. Rounded to one decimal. Percent is below 100.

    >>> salt_brine(900, 10)
    100.0
    >>> salt_brine(1000, 3)
    30.9
    """
    return round(water_ml * percent / (100 - percent), 1)


def first_free_desk(booked, desks, day):
    """Bookings are (desk, day) pairs. Return the first desk of `desks`, in the order given, that
    nobody has booked on `day`; None if every desk is taken.

    >>> first_free_desk([("D1", "mon"), ("D2", "tue")], ["D1", "D2", "D3"], "mon")
    'D2'
    >>> first_free_desk([("D1", "mon")], ["D1"], "mon") is None
    True
    """
    return next((desk for desk in desks if (desk, day) not in booked), None)


def book_late_fee(days_late: int) -> float:
    """A library takes nothing for the first three days a book is late, 0.20 a day for the next
    seven days and 0.50 for every day after that, but never more than 10.00 altogether. Books that
    are early or on time cost nothing. The answer is rounded to 2 decimals.

    >>> book_late_fee(3), book_late_fee(5)
    (0.0, 0.4)
    >>> book_late_fee(12)
    2.4
    >>> book_late_fee(300)
    10.0
    """
    cheap = min(max(days_late - 3, 0), 7)
    dear = max(days_late - 10, 0)
    return round(min(cheap * 0.2 + dear * 0.5, 10.0), 2)
