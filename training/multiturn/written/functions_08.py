import calendar
import math
import re
from collections import deque


def spread_evenly(total: int, slots: int) -> list:
    """Distribute total marks over slots so that they are as regular as possible, and return a
    list of counts. Slot i gets the difference of the rounded down running shares.

    >>> spread_evenly(3, 6)
    [0, 1, 0, 1, 0, 1]
    >>> spread_evenly(5, 2)
    [2, 3]
    """
    counts = []
    placed = 0
    for i in range(1, slots + 1):
        due = total * i // slots
        counts.append(due - placed)
        placed = due
    return counts


def paint_fence(length, strokes):
    """Return the number of metres of a fence that remain unpainted after strokes given as
    (start, end) with the end excluded. Strokes may overlap or go beyond the fence.

    >>> paint_fence(10, [(0, 3), (2, 5), (8, 20)])
    3
    >>> paint_fence(4, [])
    4
    """
    painted = [False] * length
    for start, end in strokes:
        for metre in range(max(0, start), min(length, end)):
            painted[metre] = True
    return painted.count(False)


def subtract_break(shift: tuple, pause: tuple) -> list:
    """Take a pause out of a shift, both given as (start, end), and return the remaining parts
    as a list of zero, one or two tuples.

    >>> subtract_break((8, 16), (12, 13))
    [(8, 12), (13, 16)]
    >>> subtract_break((8, 12), (7, 13))
    []
    >>> subtract_break((8, 12), (14, 15))
    [(8, 12)]
    """
    start, end = shift
    pause_start, pause_end = pause
    if pause_end <= start or pause_start >= end:
        return [shift]
    parts = []
    if start < pause_start:
        parts.append((start, pause_start))
    if pause_end < end:
        parts.append((pause_end, end))
    return parts


def double_bookings(bookings: dict) -> list:
    """Pairs of room bookings that overlap in time. The bookings map a name to (room, start,
    end); the result lists alphabetically ordered name pairs.

    >>> double_bookings({"a": ("R1", 9, 11), "b": ("R1", 10, 12), "c": ("R2", 9, 12)})
    [('a', 'b')]
    """
    names = sorted(bookings)
    clashes = []
    for i, first in enumerate(names):
        room, start, end = bookings[first]
        for second in names[i + 1:]:
            other_room, other_start, other_end = bookings[second]
            if room == other_room and start < other_end and other_start < end:
                clashes.append((first, second))
    return clashes


def worked_hours(punches: list) -> float:
    """Hours worked in a day, from an even number of 'HH:MM' punches that alternate between
    coming and going.

    >>> worked_hours(["08:00", "12:00", "12:45", "17:15"])
    8.5
    >>> worked_hours([])
    0.0
    """
    minutes = []
    for punch in punches:
        hour, minute = punch.split(":")
        minutes.append(int(hour) * 60 + int(minute))
    worked = sum(minutes[1::2]) - sum(minutes[0::2])
    return worked / 60


def overtime_pay(hours: list, normal: float, rate: float) -> float:
    """Weekly pay from the hours of each day. Hours up to normal per day are paid at the rate,
    hours beyond it at one and a half times the rate.

    >>> overtime_pay([8, 10, 6], 8, 20.0)
    500.0
    """
    pay = 0.0
    for day in hours:
        extra = max(0, day - normal)
        pay += (day - extra) * rate + extra * rate * 1.5
    return pay


def month_end(date: str) -> str:
    """Return the last day of the month that contains a 'YYYY-MM-DD' date, in the same form.

    >>> month_end("2024-02-10")
    '2024-02-29'
    >>> month_end("2023-12-31")
    '2023-12-31'
    """
    year, month, _ = date.split("-")
    last = calendar.monthrange(int(year), int(month))[1]
    return f"{year}-{month}-{last:02d}"


def next_birthday_month(people, month):
    """Name of the person whose birthday month comes next, starting with the given month
    itself and going around the year. The people map names to months 1 to 12; the name that
    is first in the dictionary wins a tie.

    >>> next_birthday_month({"al": 2, "bo": 11}, 12)
    'al'
    >>> next_birthday_month({"al": 2, "bo": 11}, 11)
    'bo'
    """
    return min(people, key=lambda name: (people[name] - month) % 12)


def age_on(born: str, day: str) -> int:
    """Age in whole years on a day, both dates in the form 'YYYY-MM-DD'.

    >>> age_on("1990-06-15", "2020-06-14")
    29
    >>> age_on("1990-06-15", "2020-06-15")
    30
    """
    age = int(day[:4]) - int(born[:4])
    if day[5:] < born[5:]:
        age -= 1
    return age


def watering_days(last: dict, interval: dict, today: int) -> list:
    """Plants that need water today, most urgent first. For each plant, last gives the day
    number of the last watering and interval the allowed days between waterings; the urgency
    is the number of days it is late, and equal urgency is ordered by name.

    >>> watering_days({"fern": 1, "cactus": 0, "ivy": 4}, {"fern": 3, "cactus": 20, "ivy": 2}, 6)
    ['fern', 'ivy']
    """
    due = []
    for plant, day in last.items():
        late = today - day - interval[plant]
        if late >= 0:
            due.append((-late, plant))
    due.sort()
    return [plant for _, plant in due]


def dose_times(first: str, every_hours: int, last_hour: int) -> list:
    """Times of day for a medicine that is taken first at 'HH:MM' and then every given number
    of hours, as long as the hour is at most last_hour.

    >>> dose_times("07:30", 6, 22)
    ['07:30', '13:30', '19:30']
    """
    hour, minute = first.split(":")
    current = int(hour)
    times = []
    while current <= last_hour:
        times.append(f"{current:02d}:{minute}")
        current += every_hours
    return times


def parking_fee(minutes: int) -> int:
    """Parking fee in cents. The first 15 minutes are free, each started hour costs 200, and a
    stay never costs more than 1200.

    >>> parking_fee(15)
    0
    >>> parking_fee(61)
    400
    >>> parking_fee(1000)
    1200
    """
    if minutes <= 15:
        return 0
    hours = math.ceil(minutes / 60)
    return min(1200, hours * 200)


def electricity_bill(used: int, steps: list) -> int:
    """Bill for used units under a tariff of (units, price) steps: each step sells up to units
    at its price, and the last step has None as units, for an unlimited number.

    >>> electricity_bill(250, [(100, 5), (100, 7), (None, 10)])
    1700
    >>> electricity_bill(30, [(100, 5), (None, 10)])
    150
    """
    bill = 0
    for units, price in steps:
        taken = used if units is None else min(used, units)
        bill += taken * price
        used -= taken
    return bill


def coupon_total(cart: dict, coupons: list) -> int:
    """Total of a cart in cents after the best single coupon. The cart maps an item to its
    price, and a coupon is an (item, cents off) pair that cannot make an item cost less than
    zero.

    >>> coupon_total({"tea": 300, "mug": 900}, [("mug", 200), ("tea", 500)])
    900
    >>> coupon_total({"tea": 300}, [])
    300
    """
    best = 0
    for item, off in coupons:
        if item in cart:
            best = max(best, min(off, cart[item]))
    return sum(cart.values()) - best


def annual_statement(balance: float, rate: float, years: int) -> list:
    """Balance at the end of each year with interest added yearly, rounded to cents every
    year.

    >>> annual_statement(100, 0.1, 3)
    [110.0, 121.0, 133.1]
    """
    statement = []
    for _ in range(years):
        balance = round(balance * (1 + rate), 2)
        statement.append(balance)
    return statement


def loan_schedule(debt, payment):
    """List what is still owed after each payment until the debt is gone. The last payment
    may be smaller; a payment that is not positive gives an empty list.

    >>> loan_schedule(250, 100)
    [150, 50, 0]
    >>> loan_schedule(10, 0)
    []
    """
    if payment <= 0:
        return []
    remaining = []
    while debt > 0:
        debt = max(0, debt - payment)
        remaining.append(debt)
    return remaining


def parse_money(text: str) -> int:
    """Read an amount such as '$1,234.5' or '12' as a number of cents. Anything but digits and
    the decimal point is ignored.

    >>> parse_money("$1,234.5")
    123450
    >>> parse_money("12")
    1200
    """
    cleaned = re.sub(r"[^0-9.]", "", text)
    whole, _, fraction = cleaned.partition(".")
    fraction = (fraction + "00")[:2]
    return int(whole or "0") * 100 + int(fraction)


def ledger_errors(entries: list) -> list:
    """Line numbers, from 1, of the ledger entries whose stated balance is wrong. Every entry
    is (change, stated balance); the next check goes on from the stated balance, and the
    start is 0.

    >>> ledger_errors([(10, 10), (-3, 8), (5, 13)])
    [2]
    """
    errors = []
    previous = 0
    for number, (change, stated) in enumerate(entries, 1):
        if previous + change != stated:
            errors.append(number)
        previous = stated
    return errors


def reachable_rooms(start: str, doors: list) -> set:
    """Set of the rooms that can be reached from start, itself included, through two-way doors
    given as pairs of rooms.

    >>> sorted(reachable_rooms("hall", [("hall", "bath"), ("attic", "shed"), ("bath", "bed")]))
    ['bath', 'bed', 'hall']
    """
    found = {start}
    queue = deque([start])
    while queue:
        room = queue.popleft()
        for a, b in doors:
            for here, there in ((a, b), (b, a)):
                if here == room and there not in found:
                    found.add(there)
                    queue.append(there)
    return found


def spread_ink(cells: set, rounds: int, size: int) -> int:
    """Number of inked cells on a size by size sheet after ink has spread from the given (row,
    column) cells to their side neighbours for a number of rounds.

    >>> spread_ink({(1, 1)}, 1, 3)
    5
    >>> spread_ink({(0, 0)}, 1, 3)
    3
    """
    inked = set(cells)
    for _ in range(rounds):
        for row, column in list(inked):
            for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                r, c = row + dr, column + dc
                if 0 <= r < size and 0 <= c < size:
                    inked.add((r, c))
    return len(inked)


def slide_token(board: list, start: int) -> int:
    """A token moves along a board where each field holds a number of steps, negative to go
    back. Return how many moves it makes until it leaves the board or comes to a field for
    the second time.

    >>> slide_token([2, 0, 1, -2], 0)
    4
    >>> slide_token([1, 1], 0)
    2
    """
    visited = set()
    position = start
    moves = 0
    while 0 <= position < len(board) and position not in visited:
        visited.add(position)
        position += board[position]
        moves += 1
    return moves


def drop_pieces(columns: int, moves: list) -> list:
    """Drop pieces into the columns of an upright board. The moves are (column, symbol) pairs,
    and each column of the result is a string from bottom to top.

    >>> drop_pieces(3, [(0, "x"), (2, "o"), (0, "o")])
    ['xo', '', 'o']
    """
    stacks = [""] * columns
    for column, symbol in moves:
        stacks[column] += symbol
    return stacks


def row_and_column_totals(table: list) -> list:
    """Extend a table of numbers by a total at the end of each row and by a last row with the
    totals of the columns.

    >>> row_and_column_totals([[1, 2], [3, 4]])
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    extended = [row + [sum(row)] for row in table]
    bottom = [sum(column) for column in zip(*extended)]
    extended.append(bottom)
    return extended


def crop_map(rows: list, top: int, left: int, height: int, width: int) -> list:
    """Cut a rectangle out of a map made of strings. Cells beyond the map are shown as '~'.

    >>> crop_map(["abc", "def"], 1, 1, 2, 3)
    ['ef~', '~~~']
    """
    window = []
    for r in range(top, top + height):
        line = ""
        for c in range(left, left + width):
            inside = 0 <= r < len(rows) and 0 <= c < len(rows[r])
            line += rows[r][c] if inside else "~"
        window.append(line)
    return window


def neighbourhood_sums(values: list) -> list:
    """Replace each value by the sum of itself and its direct neighbours in a ring, where the
    first and the last value are neighbours too. Lists with fewer than three values are
    returned as a copy.

    >>> neighbourhood_sums([1, 2, 3, 4])
    [7, 6, 9, 8]
    >>> neighbourhood_sums([5, 6])
    [5, 6]
    """
    count = len(values)
    if count < 3:
        return list(values)
    return [values[i - 1] + values[i] + values[(i + 1) % count] for i in range(count)]
