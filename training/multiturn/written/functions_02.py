import re
from collections import defaultdict
from datetime import date
from datetime import timedelta


def pair_deltas(readings: list) -> list:
    """Return the differences between each meter reading and the one before it. A drop is
    treated as a meter reset, so the new reading itself is used as the difference.

    >>> pair_deltas([10, 15, 3, 8])
    [5, 3, 5]
    >>> pair_deltas([7])
    []
    """
    deltas = []
    for before, after in zip(readings, readings[1:]):
        if after >= before:
            deltas.append(after - before)
        else:
            deltas.append(after)
    return deltas


def group_by_initial(names):
    """Group names by their upper-case first letter. Names inside each group keep their
    order and the empty string is ignored.

    >>> group_by_initial(["anna", "Bert", "Alan", ""])
    {'A': ['anna', 'Alan'], 'B': ['Bert']}
    """
    groups = defaultdict(list)
    for name in names:
        if name:
            groups[name[0].upper()].append(name)
    return dict(groups)


def add_business_days(start: str, days: int) -> str:
    """Return the date that lies the given number of working days after start. Dates are
    ISO strings, and Saturdays and Sundays do not count as working days.

    >>> add_business_days("2024-05-03", 1)
    '2024-05-06'
    >>> add_business_days("2024-05-06", 0)
    '2024-05-06'
    """
    current = date.fromisoformat(start)
    while days > 0:
        current += timedelta(days=1)
        if current.weekday() < 5:
            days -= 1
    return current.isoformat()


def apply_discounts(price: float, percents: list) -> float:
    """Apply several percentage discounts one after another to a price. The result is
    rounded to two decimals once at the end.

    >>> apply_discounts(200.0, [10, 50])
    90.0
    >>> apply_discounts(19.99, [])
    19.99
    """
    for percent in percents:
        price = price * (100 - percent) / 100
    return round(price, 2)


def extract_amounts(text):
    """Find all money amounts written with a dollar sign, such as '$12' or '$3.50', and
    return them as floats in order of appearance.

    >>> extract_amounts("Paid $12 and $3.50, owed 9")
    [12.0, 3.5]
    >>> extract_amounts("nothing")
    []
    """
    found = re.findall(r"\$(\d+(?:\.\d+)?)", text)
    return [float(amount) for amount in found]


def bowling_bonus_total(rolls: list, target: int) -> int:
    """Add up rolls, counting a roll twice when the roll directly before it equals the
    target.

    >>> bowling_bonus_total([10, 3, 4], 10)
    20
    >>> bowling_bonus_total([1, 2, 3], 10)
    6
    """
    total = 0
    previous = None
    for roll in rolls:
        total += roll
        if previous == target:
            total += roll
        previous = roll
    return total


def align_columns(rows):
    """Turn rows of strings into text lines whose columns are left-aligned and separated
    by two spaces. All rows have the same number of cells; trailing spaces are removed.

    >>> align_columns([["id", "name"], ["12", "x"], ["7", "yy"]])
    ['id  name', '12  x', '7   yy']
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        lines.append("  ".join(cells).rstrip())
    return lines


def elevator_travel(start: int, stops: list) -> tuple:
    """Follow an elevator from its start floor through all stops. Return a tuple with the
    number of floors travelled upwards and the number travelled downwards.

    >>> elevator_travel(0, [5, 2, 7])
    (10, 3)
    >>> elevator_travel(3, [])
    (0, 0)
    """
    up = down = 0
    floor = start
    for stop in stops:
        if stop > floor:
            up += stop - floor
        else:
            down += floor - stop
        floor = stop
    return (up, down)


def trim_outliers(values: list, share: float) -> list:
    """Sort the values and drop the given share of them, rounded down, from each end. The
    share is a fraction such as 0.1.

    >>> trim_outliers([9, 1, 5, 7, 100], 0.2)
    [5, 7, 9]
    >>> trim_outliers([3, 2], 0.1)
    [2, 3]
    """
    ordered = sorted(values)
    cut = int(len(ordered) * share)
    return ordered[cut:len(ordered) - cut]


def invert_phonebook(book):
    """Map each number to the sorted list of people who share it, given a dictionary from
    person to number.

    >>> invert_phonebook({"zoe": "11", "al": "11", "bo": "22"})
    {'11': ['al', 'zoe'], '22': ['bo']}
    """
    owners = {}
    for person in sorted(book):
        owners.setdefault(book[person], []).append(person)
    return owners


def parse_csv_numbers(line: str) -> list:
    """Read a comma separated line into numbers. Cells with a point become floats, other
    numeric cells become ints, and empty cells become None.

    >>> parse_csv_numbers("1, 2.5,,40")
    [1, 2.5, None, 40]
    """
    numbers = []
    for cell in line.split(","):
        cell = cell.strip()
        if not cell:
            numbers.append(None)
        elif "." in cell:
            numbers.append(float(cell))
        else:
            numbers.append(int(cell))
    return numbers


def set_bits(flags: int, on: list, off: list) -> int:
    """Return flags with the bits at the positions in on switched on and those at the
    positions in off switched off. A position in both lists ends up off.

    >>> set_bits(0b1000, [0, 1], [3])
    3
    >>> set_bits(0, [2], [2])
    0
    """
    for position in on:
        flags |= 1 << position
    for position in off:
        flags &= ~(1 << position)
    return flags


def water_tank_levels(capacity, flows):
    """Simulate a tank that begins empty and changes by each flow in turn, never going
    above capacity or below zero. Return the level after every step.

    >>> water_tank_levels(10, [6, 7, -3, -20])
    [6, 10, 7, 0]
    """
    level = 0
    levels = []
    for flow in flows:
        level = min(capacity, max(0, level + flow))
        levels.append(level)
    return levels


def invoice_total(lines: list, tax_rate: float) -> dict:
    """Compute an invoice from (description, quantity, unit_price) lines. The result has
    the keys 'net', 'tax' and 'gross', each rounded to two decimals.

    >>> invoice_total([("pen", 3, 1.5), ("pad", 1, 4.0)], 0.2)
    {'net': 8.5, 'tax': 1.7, 'gross': 10.2}
    """
    net = sum(quantity * price for _, quantity, price in lines)
    net = round(net, 2)
    tax = round(net * tax_rate, 2)
    return {"net": net, "tax": tax, "gross": round(net + tax, 2)}


def nearest_station(position, stations):
    """Return the name of the station closest to position on a straight line. The stations
    are a dictionary from name to coordinate, and on equal distance the earlier name in
    the alphabet is chosen.

    >>> nearest_station(5, {"North": 9, "East": 1, "West": 20})
    'East'
    """
    best_name = None
    best_distance = None
    for name in sorted(stations):
        distance = abs(stations[name] - position)
        if best_distance is None or distance < best_distance:
            best_name = name
            best_distance = distance
    return best_name


def weighted_grade(marks: dict, weights: dict) -> float:
    """Average of the marks weighted by subject, rounded to two decimals. Subjects without
    a weight count with weight 1, and no marks give 0.0.

    >>> weighted_grade({"maths": 80, "art": 50}, {"maths": 2})
    70.0
    >>> weighted_grade({}, {})
    0.0
    """
    total = 0
    weight_sum = 0
    for subject, mark in marks.items():
        weight = weights.get(subject, 1)
        total += mark * weight
        weight_sum += weight
    return round(total / weight_sum, 2) if weight_sum else 0.0


def polyline_length(points: list) -> float:
    """Length of a path through the given (x, y) points, rounded to three decimals.

    >>> polyline_length([(0, 0), (3, 4), (3, 10)])
    11.0
    >>> polyline_length([(1, 1)])
    0.0
    """
    length = 0.0
    for (x1, y1), (x2, y2) in zip(points, points[1:]):
        length += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return round(length, 3)
