import math
from collections import defaultdict
from datetime import date


def warranty_expired(bought: str, months: int, today: str) -> bool:
    """Tell whether a warranty of the given months is over today. Dates are 'YYYY-MM-DD'
    strings, and the warranty still holds on the same day of the final month.

    >>> warranty_expired("2022-01-15", 24, "2024-01-15")
    False
    >>> warranty_expired("2022-01-15", 24, "2024-01-16")
    True
    """
    year, month, day = map(int, bought.split("-"))
    index = year * 12 + (month - 1) + months
    limit = (index // 12, index % 12 + 1, day)
    return tuple(map(int, today.split("-"))) > limit


def weekday_counts(dates: list) -> list:
    """Count how many of the ISO dates fall on each weekday. The result has seven numbers,
    Monday first.

    >>> weekday_counts(["2024-01-01", "2024-01-08", "2024-01-07"])
    [2, 0, 0, 0, 0, 0, 1]
    """
    counts = [0] * 7
    for text in dates:
        counts[date.fromisoformat(text).weekday()] += 1
    return counts


def latest_versions(packages):
    """From 'name-1.2.3' strings keep the highest version of each package. Return a
    dictionary from the name to the version as a tuple of ints.

    >>> latest_versions(["lib-1.2", "lib-1.10", "app-3.0.1"])
    {'lib': (1, 10), 'app': (3, 0, 1)}
    """
    latest = {}
    for package in packages:
        name, _, version = package.rpartition("-")
        numbers = tuple(int(part) for part in version.split("."))
        if name not in latest or numbers > latest[name]:
            latest[name] = numbers
    return latest


def bump_version(version: str, part: int) -> str:
    """Raise the numbered part of a dotted version by one and set all later parts to zero.
    Part 0 is the leftmost.

    >>> bump_version("1.4.7", 1)
    '1.5.0'
    >>> bump_version("1.4.7", 2)
    '1.4.8'
    """
    numbers = [int(piece) for piece in version.split(".")]
    numbers[part] += 1
    for i in range(part + 1, len(numbers)):
        numbers[i] = 0
    return ".".join(map(str, numbers))


def carry_forward(values: list) -> list:
    """Replace every None by the latest earlier value that is not None. Leading Nones stay.

    >>> carry_forward([None, 3, None, None, 5])
    [None, 3, 3, 3, 5]
    """
    filled = []
    last = None
    for value in values:
        if value is not None:
            last = value
        filled.append(last)
    return filled


def fill_gaps_linear(values):
    """Fill runs of None that lie between two numbers by values in equal steps. The first
    and the last value must be numbers; filled values are floats.

    >>> fill_gaps_linear([1, None, None, 4])
    [1, 2.0, 3.0, 4]
    >>> fill_gaps_linear([2, 5])
    [2, 5]
    """
    result = list(values)
    known = [i for i, value in enumerate(values) if value is not None]
    for left, right in zip(known, known[1:]):
        step = (values[right] - values[left]) / (right - left)
        for i in range(left + 1, right):
            result[i] = values[left] + step * (i - left)
    return result


def mix_colours(first: tuple, second: tuple, share: float) -> tuple:
    """Blend two RGB tuples. A share of 0 gives the first colour and 1 the second; channels
    are rounded to ints.

    >>> mix_colours((0, 0, 0), (200, 100, 50), 0.5)
    (100, 50, 25)
    """
    blended = []
    for a, b in zip(first, second):
        blended.append(round(a + (b - a) * share))
    return tuple(blended)


def parse_size(text):
    """Return the number of bytes meant by a text such as '2K', '3m' or '512', where the
    letters K, M and G stand for powers of 1024 in either case.

    >>> parse_size("2K")
    2048
    >>> parse_size("512")
    512
    """
    factors = {"K": 1024, "M": 1024 ** 2, "G": 1024 ** 3}
    suffix = text[-1].upper()
    if suffix in factors:
        return int(text[:-1]) * factors[suffix]
    return int(text)


def vote_winner(ballots, quota):
    """Return the first candidate who reaches quota votes as the ballots are read in order,
    or an empty string if nobody does.

    >>> vote_winner(["x", "y", "y", "x"], 2)
    'y'
    >>> vote_winner(["x"], 2)
    ''
    """
    votes = defaultdict(int)
    for candidate in ballots:
        votes[candidate] += 1
        if votes[candidate] == quota:
            return candidate
    return ""


def sum_by_category(expenses: list) -> list:
    """Total the (category, amount) expenses per category. Return (category, total) tuples
    with the largest total first and ties in alphabetical order.

    >>> sum_by_category([("food", 5), ("rent", 50), ("food", 7)])
    [('rent', 50), ('food', 12)]
    """
    totals = defaultdict(int)
    for category, amount in expenses:
        totals[category] += amount
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


def months_to_goal(saved, monthly, rate, goal):
    """Number of months until savings reach the goal. At each month's end the savings first
    grow by the fraction rate and then monthly is added.

    >>> months_to_goal(0, 100, 0.0, 350)
    4
    >>> months_to_goal(500, 10, 0.01, 400)
    0
    """
    months = 0
    while saved < goal:
        saved = saved * (1 + rate) + monthly
        months += 1
    return months


def battery_log(charge: int, actions: list) -> list:
    """Simulate a battery in percent. Each action is ('use', n) or ('charge', n); the level
    stays within 0 and 100. Return the levels after each action, stopping after the first
    that is 0.

    >>> battery_log(50, [("use", 20), ("charge", 90), ("use", 10)])
    [30, 100, 90]
    >>> battery_log(10, [("use", 15), ("charge", 5)])
    [0]
    """
    levels = []
    for action, amount in actions:
        if action == "use":
            charge = max(0, charge - amount)
        else:
            charge = min(100, charge + amount)
        levels.append(charge)
        if charge == 0:
            break
    return levels


def grid_row_labels(rows: int, columns: int) -> list:
    """Name the seats of a hall row by row, with letters for the rows and numbers from 1
    for the columns.

    >>> grid_row_labels(2, 3)
    [['A1', 'A2', 'A3'], ['B1', 'B2', 'B3']]
    """
    labels = []
    for row in range(rows):
        letter = chr(ord("A") + row)
        labels.append([f"{letter}{column}" for column in range(1, columns + 1)])
    return labels


def count_enclosed_cells(grid):
    """Count the '.' cells of a grid of equally long strings that have a '#' somewhere to
    their left and somewhere to their right in the same row.

    >>> count_enclosed_cells(["#..#.", ".#.#.", "....."])
    3
    """
    count = 0
    for row in grid:
        left = row.find("#")
        right = row.rfind("#")
        if left != -1:
            count += row[left:right].count(".")
    return count


def same_shape(first, second) -> bool:
    """Check whether two nested lists have the same structure, ignoring the values that are
    not lists.

    >>> same_shape([1, [2, 3]], ["a", ["b", "c"]])
    True
    >>> same_shape([1, [2]], [1, 2])
    False
    """
    if isinstance(first, list) != isinstance(second, list):
        return False
    if not isinstance(first, list):
        return True
    if len(first) != len(second):
        return False
    return all(same_shape(a, b) for a, b in zip(first, second))


def clean_phone(raw: str, country: str = "44") -> str:
    """Normalise a phone number to digits with a leading plus. A number that begins with a
    single zero gets the country code in its place, and one that begins with '00' is
    already international.

    >>> clean_phone("020 7946-0018")
    '+442079460018'
    >>> clean_phone("0049 30 123")
    '+4930123'
    """
    digits = "".join(ch for ch in raw if ch.isdigit())
    if digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = country + digits[1:]
    return "+" + digits


def split_on_gap(times: list, gap: int) -> list:
    """Split a sorted list of times into sessions. A new session begins when the time since
    the previous event is larger than gap.

    >>> split_on_gap([1, 3, 10, 12, 30], 5)
    [[1, 3], [10, 12], [30]]
    >>> split_on_gap([], 5)
    []
    """
    sessions = []
    for time in times:
        if sessions and time - sessions[-1][-1] <= gap:
            sessions[-1].append(time)
        else:
            sessions.append([time])
    return sessions


def pixel_extent(image, ink="*"):
    """Return (first_row, last_row) of the rows of an image that contain the ink character,
    or None for an image without ink.

    >>> pixel_extent(["...", ".*.", "**.", "..."])
    (1, 2)
    >>> pixel_extent(["..", ".."]) is None
    True
    """
    rows = [i for i, line in enumerate(image) if ink in line]
    if not rows:
        return None
    return (rows[0], rows[-1])


def gear_ratio_chain(teeth: list) -> float:
    """Overall speed ratio of a row of meshing gears, that is the product of each gear's
    teeth divided by the next gear's teeth, rounded to three decimals.

    >>> gear_ratio_chain([40, 20, 10])
    4.0
    >>> gear_ratio_chain([12])
    1.0
    """
    ratio = 1.0
    for driver, driven in zip(teeth, teeth[1:]):
        ratio *= driver / driven
    return round(ratio, 3)


def parallel_resistance(resistors):
    """Total resistance in ohms of resistors connected in parallel, rounded to two decimals.
    A resistor of zero ohms makes the total 0.0, and no resistors give infinity.

    >>> parallel_resistance([100, 100])
    50.0
    >>> parallel_resistance([10, 0])
    0.0
    >>> parallel_resistance([])
    inf
    """
    if not resistors:
        return math.inf
    if 0 in resistors:
        return 0.0
    return round(1 / sum(1 / r for r in resistors), 2)


def compass_name(degrees: float) -> str:
    """Name the nearest of the eight main compass directions for a bearing in degrees, where
    0 is north and 90 is east.

    >>> compass_name(100)
    'E'
    >>> compass_name(340)
    'N'
    >>> compass_name(-45)
    'NW'
    """
    names = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
    sector = int((degrees % 360 + 22.5) // 45) % 8
    return names[sector]


def unique_sorted_domains(urls):
    """Return the alphabetically sorted domains of the urls without duplicates, in lower
    case and without a leading 'www.'.

    >>> unique_sorted_domains(["http://www.a.org/x", "https://B.com", "http://a.org"])
    ['a.org', 'b.com']
    """
    domains = set()
    for url in urls:
        host = url.split("://", 1)[-1].split("/", 1)[0].lower()
        domains.add(host.removeprefix("www."))
    return sorted(domains)
