import math
import string
from collections import defaultdict
from collections import deque


def fits_in_any_orientation(item: tuple, box: tuple) -> bool:
    """True if an item with three side lengths fits into a box when it may be turned so that
    its sides stay parallel to those of the box.

    >>> fits_in_any_orientation((5, 2, 9), (10, 6, 3))
    True
    >>> fits_in_any_orientation((5, 5, 5), (9, 9, 4))
    False
    """
    return all(a <= b for a, b in zip(sorted(item), sorted(box)))


def circle_contains_all(centre, radius, points):
    """Check whether all points lie inside or on a circle.

    >>> circle_contains_all((0, 0), 5, [(3, 4), (-1, 2)])
    True
    >>> circle_contains_all((0, 0), 5, [(4, 4)])
    False
    """
    cx, cy = centre
    for x, y in points:
        if (x - cx) ** 2 + (y - cy) ** 2 > radius ** 2:
            return False
    return True


def farthest_from_centre(points: list) -> tuple:
    """Return the point that is farthest from the average of all points. The first such point
    is chosen when several are equally far.

    >>> farthest_from_centre([(0, 0), (1, 0), (8, 0)])
    (8, 0)
    """
    count = len(points)
    centre_x = sum(x for x, _ in points) / count
    centre_y = sum(y for _, y in points) / count
    return max(points, key=lambda p: math.hypot(p[0] - centre_x, p[1] - centre_y))


def wheel_turns(distance_m: float, diameter_cm: float) -> int:
    """Number of complete turns a wheel makes on a distance in metres, its diameter being
    given in centimetres.

    >>> wheel_turns(100, 70)
    45
    """
    circumference = math.pi * diameter_cm / 100
    return int(distance_m // circumference)


def pace_per_km(distance_km: float, minutes: float) -> str:
    """Running pace per kilometre as 'M:SS', rounded to the nearest second.

    >>> pace_per_km(10, 52.5)
    '5:15'
    >>> pace_per_km(3, 12.15)
    '4:03'
    """
    seconds = round(minutes * 60 / distance_km)
    return f"{seconds // 60}:{seconds % 60:02d}"


def feet_and_inches(centimetres: float) -> tuple:
    """Convert a height in centimetres to whole feet and whole inches, rounding to the nearest
    inch first.

    >>> feet_and_inches(180)
    (5, 11)
    >>> feet_and_inches(182.9)
    (6, 0)
    """
    inches = round(centimetres / 2.54)
    return divmod(inches, 12)


def convert_length(value, unit, target):
    """Convert a length between the units 'mm', 'cm', 'm' and 'km'. A unit that is not known
    raises KeyError.

    >>> convert_length(2.5, "m", "cm")
    250.0
    >>> convert_length(300, "mm", "m")
    0.3
    """
    factors = {"mm": 1, "cm": 10, "m": 1000, "km": 1000000}
    millimetres = value * factors[unit]
    return millimetres / factors[target]


def temperature_summary(values: list) -> str:
    """Summarise temperatures as 'min/mean/max' with one decimal each, or 'no data' for an
    empty list.

    >>> temperature_summary([1, 2, 6])
    '1.0/3.0/6.0'
    >>> temperature_summary([])
    'no data'
    """
    if not values:
        return "no data"
    mean = sum(values) / len(values)
    return f"{min(values):.1f}/{mean:.1f}/{max(values):.1f}"


def share_of_total(parts: dict) -> dict:
    """Turn amounts into whole percentages of their sum by rounding down. The points lost to
    rounding all go to the largest amount, so that the result adds up to 100.

    >>> share_of_total({"a": 1, "b": 1, "c": 4})
    {'a': 16, 'b': 16, 'c': 68}
    """
    total = sum(parts.values())
    shares = {name: amount * 100 // total for name, amount in parts.items()}
    largest = max(parts, key=parts.get)
    shares[largest] += 100 - sum(shares.values())
    return shares


def clamp_steps(values: list, limit: int) -> list:
    """Limit how fast a series may move: each output is the input value moved towards the
    previous output so that they differ by at most limit. The first value is kept.

    >>> clamp_steps([0, 10, 10, -5], 4)
    [0, 4, 8, 4]
    """
    result = []
    for value in values:
        if result:
            low = result[-1] - limit
            high = result[-1] + limit
            value = max(low, min(high, value))
        result.append(value)
    return result


def debounce(signals: list, needed: int) -> list:
    """Clean a list of 0 and 1 readings: the output starts with the first reading and takes
    over a different reading only after it has come needed times in a row.

    >>> debounce([0, 1, 0, 1, 1, 1, 0], 2)
    [0, 0, 0, 0, 1, 1, 1]
    """
    output = []
    streak = 0
    for signal in signals:
        state = output[-1] if output else signal
        streak = streak + 1 if signal != state else 0
        if streak >= needed:
            state = signal
            streak = 0
        output.append(state)
    return output


def pulse_widths(samples):
    """Lengths of all runs of 1 in a list of 0 and 1 samples, including a run that reaches
    the end.

    >>> pulse_widths([0, 1, 1, 0, 1])
    [2, 1]
    >>> pulse_widths([0, 0])
    []
    """
    widths = []
    length = 0
    for sample in samples + [0]:
        if sample:
            length += 1
        elif length:
            widths.append(length)
            length = 0
    return widths


def decode_status(byte: int) -> dict:
    """Unpack a status byte: the low three bits are the 'mode', the next four bits the
    'level', and the top bit says whether there is an 'alarm'.

    >>> decode_status(0b10101011)
    {'mode': 3, 'level': 5, 'alarm': True}
    >>> decode_status(0)
    {'mode': 0, 'level': 0, 'alarm': False}
    """
    return {
        "mode": byte & 0b111,
        "level": (byte >> 3) & 0b1111,
        "alarm": bool(byte & 0x80),
    }


def pack_fields(values: list, widths: list) -> int:
    """Pack values into one integer, the first value in the highest bits, with a given number
    of bits for each. Raise ValueError when a value needs more bits than it has.

    >>> pack_fields([1, 2, 3], [2, 4, 2])
    75
    >>> pack_fields([4], [2])
    Traceback (most recent call last):
    ValueError: 4 needs more than 2 bits
    """
    packed = 0
    for value, width in zip(values, widths):
        if value >> width:
            raise ValueError(f"{value} needs more than {width} bits")
        packed = packed << width | value
    return packed


def parity_ok(frames):
    """Return the indexes of the frames with an even number of one bits. Frames are strings of
    '0' and '1'.

    >>> parity_ok(["1100", "1000", "0000"])
    [0, 2]
    """
    return [i for i, frame in enumerate(frames) if frame.count("1") % 2 == 0]


def hex_dump(data: bytes, width: int) -> list:
    """Format bytes as lines of width two-digit hexadecimal numbers, each line preceded by its
    offset as four hexadecimal digits and a colon.

    >>> hex_dump(b"ABC", 2)
    ['0000: 41 42', '0002: 43']
    """
    lines = []
    for offset in range(0, len(data), width):
        chunk = data[offset:offset + width]
        pairs = " ".join(f"{byte:02x}" for byte in chunk)
        lines.append(f"{offset:04x}: {pairs}")
    return lines


def column_letters(index: int) -> str:
    """Letter heading of the zero-based column index in a narrow sheet: 0 is 'A', 25 is 'Z',
    and later columns get a digit for the round, as in 'A1' for 26.

    >>> column_letters(2)
    'C'
    >>> column_letters(27)
    'B1'
    """
    around, position = divmod(index, 26)
    letter = string.ascii_uppercase[position]
    return letter + (str(around) if around else "")


def password_problems(password: str) -> list:
    """List what is wrong with a password, in this order: 'short' if it has fewer than eight
    characters, 'digit' without a digit, 'upper' without a capital, and 'space' if it contains
    a blank.

    >>> password_problems("abc 1")
    ['short', 'upper', 'space']
    >>> password_problems("Abcdefg1")
    []
    """
    problems = []
    if len(password) < 8:
        problems.append("short")
    if not any(ch.isdigit() for ch in password):
        problems.append("digit")
    if not any(ch.isupper() for ch in password):
        problems.append("upper")
    if " " in password:
        problems.append("space")
    return problems


def validate_order(order: dict, required: list) -> str:
    """Check an order and return 'ok' or the first problem found. Required keys come first
    ('missing KEY'), and then the quantity must be a positive int ('bad quantity').

    >>> validate_order({"item": "cup", "quantity": 2}, ["item"])
    'ok'
    >>> validate_order({"quantity": 2}, ["item"])
    'missing item'
    >>> validate_order({"item": "cup", "quantity": "2"}, ["item"])
    'bad quantity'
    """
    for key in required:
        if key not in order:
            return f"missing {key}"
    quantity = order.get("quantity")
    if not isinstance(quantity, int) or quantity <= 0:
        return "bad quantity"
    return "ok"


def digits_that_changed(old: str, new: str) -> list:
    """Positions, counted from the right, at which two displays of equal length differ.

    >>> digits_that_changed("0199", "0200")
    [0, 1, 2]
    >>> digits_that_changed("5", "5")
    []
    """
    changed = []
    for i, (a, b) in enumerate(zip(reversed(old), reversed(new))):
        if a != b:
            changed.append(i)
    return changed


def round_to_nickel(cents: int) -> int:
    """Round an amount in cents to the nearest multiple of five; an amount is never exactly
    halfway.

    >>> round_to_nickel(102)
    100
    >>> round_to_nickel(103)
    105
    """
    rest = cents % 5
    if rest < 3:
        return cents - rest
    return cents + 5 - rest


def exchange_chain(amount: float, path: list, rates: dict) -> float:
    """Convert an amount along a path of currencies. The rates map (from, to) pairs to
    factors; when only the opposite pair is known, its inverse is used. Two decimals.

    >>> exchange_chain(100, ["EUR", "USD", "JPY"], {("EUR", "USD"): 1.1, ("USD", "JPY"): 150})
    16500.0
    >>> exchange_chain(30, ["B", "A"], {("A", "B"): 3})
    10.0
    """
    for source, target in zip(path, path[1:]):
        if (source, target) in rates:
            amount *= rates[(source, target)]
        else:
            amount /= rates[(target, source)]
    return round(amount, 2)


def settle_debts(payments: list) -> dict:
    """Net balance of every person after (payer, receiver, amount) payments, where paying
    lowers the balance. People whose balance is zero are left out, and names are sorted.

    >>> settle_debts([("al", "bo", 5), ("bo", "cy", 5), ("cy", "al", 2)])
    {'al': -3, 'cy': 3}
    """
    balance = defaultdict(int)
    for payer, receiver, amount in payments:
        balance[payer] -= amount
        balance[receiver] += amount
    return {name: balance[name] for name in sorted(balance) if balance[name]}


def fifo_cost(purchases: list, sold: int) -> int:
    """Cost of the sold units when the oldest purchases are used up first. Purchases are
    (quantity, unit_cost) pairs in order of time, with enough units in total.

    >>> fifo_cost([(10, 2), (5, 3)], 12)
    26
    >>> fifo_cost([(10, 2)], 0)
    0
    """
    cost = 0
    for quantity, unit_cost in purchases:
        used = min(quantity, sold)
        cost += used * unit_cost
        sold -= used
        if sold == 0:
            break
    return cost


def printer_order(jobs):
    """Order in which a printer finishes jobs, given as (name, pages). It prints up to ten
    pages of the first job and sends an unfinished job to the end of the queue.

    >>> printer_order([("a", 25), ("b", 5), ("c", 12)])
    ['b', 'c', 'a']
    """
    queue = deque(jobs)
    finished = []
    while queue:
        name, pages = queue.popleft()
        if pages <= 10:
            finished.append(name)
        else:
            queue.append((name, pages - 10))
    return finished
