import re
from collections import Counter
from collections import deque


def busiest_streak_start(visits: list, threshold: int) -> int:
    """Index at which the longest stretch of days with at least threshold visits begins.
    The earliest stretch wins a tie, and -1 means that no day was busy enough.

    >>> busiest_streak_start([5, 9, 8, 1, 9, 9, 9], 8)
    4
    >>> busiest_streak_start([1, 2], 8)
    -1
    """
    best_start, best_length = -1, 0
    start = 0
    for i, count in enumerate(visits):
        if count < threshold:
            start = i + 1
        elif i - start + 1 > best_length:
            best_start, best_length = start, i - start + 1
    return best_start


def join_nearby_outages(outages, tolerance):
    """Join outages, given as (start, end) pairs in time order, when the quiet time between
    two of them is at most tolerance. Return how many separate outages remain.

    >>> join_nearby_outages([(0, 5), (7, 9), (20, 21)], 2)
    2
    >>> join_nearby_outages([], 10)
    0
    """
    separate = 0
    last_end = None
    for start, end in outages:
        if last_end is None or start - last_end > tolerance:
            separate += 1
        last_end = end
    return separate


def smooth_sensor(values: list, width: int) -> list:
    """Average every value with up to width - 1 values before it. The output is as long as
    the input and each mean is rounded to two decimals.

    >>> smooth_sensor([2, 4, 9], 2)
    [2.0, 3.0, 6.5]
    >>> smooth_sensor([1, 2, 6], 5)
    [1.0, 1.5, 3.0]
    """
    recent = deque(maxlen=width)
    smoothed = []
    for value in values:
        recent.append(value)
        smoothed.append(round(sum(recent) / len(recent), 2))
    return smoothed


def flatten_config(config: dict, prefix: str = "") -> dict:
    """Flatten nested dictionaries into one level whose keys are joined by dots. Empty
    inner dictionaries leave no trace.

    >>> flatten_config({"db": {"host": "x", "port": 1}, "debug": True})
    {'db.host': 'x', 'db.port': 1, 'debug': True}
    >>> flatten_config({"a": {}})
    {}
    """
    flat = {}
    for key, value in config.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            flat.update(flatten_config(value, name))
        else:
            flat[name] = value
    return flat


def lookup_path(data, path, default=None):
    """Follow a dotted path such as 'user.name' through nested dictionaries and lists and
    return what is found there. Numeric parts index into lists, and default is returned
    when any step is missing.

    >>> lookup_path({"users": [{"name": "Ed"}]}, "users.0.name")
    'Ed'
    >>> lookup_path({"users": []}, "users.3", "none")
    'none'
    """
    current = data
    for part in path.split("."):
        try:
            if isinstance(current, list):
                current = current[int(part)]
            else:
                current = current[part]
        except (KeyError, IndexError, ValueError, TypeError):
            return default
    return current


def config_changes(old: dict, new: dict) -> dict:
    """Compare two flat dictionaries and return a dictionary with the sorted key lists
    'added', 'removed' and 'changed'.

    >>> config_changes({"a": 1, "b": 2}, {"b": 3, "c": 4})
    {'added': ['c'], 'removed': ['a'], 'changed': ['b']}
    """
    added = sorted(new.keys() - old.keys())
    removed = sorted(old.keys() - new.keys())
    shared = old.keys() & new.keys()
    changed = sorted(key for key in shared if old[key] != new[key])
    return {"added": added, "removed": removed, "changed": changed}


def traffic_light_at(second: int, green: int, yellow: int, red: int) -> str:
    """Colour of a traffic light at a given second, when it begins with green and then
    cycles through yellow and red with the given durations.

    >>> traffic_light_at(0, 30, 5, 25)
    'green'
    >>> traffic_light_at(95, 30, 5, 25)
    'red'
    """
    moment = second % (green + yellow + red)
    if moment < green:
        return "green"
    if moment < green + yellow:
        return "yellow"
    return "red"


def parse_log_line(line: str) -> tuple:
    """Split a log line such as '[WARN] disk: nearly full' into its level, source and
    message. A line that does not have this form gives ('', '', line).

    >>> parse_log_line("[WARN] disk: nearly full")
    ('WARN', 'disk', 'nearly full')
    >>> parse_log_line("hello")
    ('', '', 'hello')
    """
    match = re.match(r"\[(\w+)\] (\w+): (.*)", line)
    if match is None:
        return ("", "", line)
    return match.groups()


def count_log_levels(lines: list) -> dict:
    """Count the log levels in lines whose first word is the level, ignoring case and blank
    lines. The most frequent level comes first, ties in alphabetical order.

    >>> count_log_levels(["INFO start", "error x", "", "info stop"])
    {'INFO': 2, 'ERROR': 1}
    """
    counts = Counter()
    for line in lines:
        words = line.split()
        if words:
            counts[words[0].upper()] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def seats_together(row, group):
    """Return the index of the first of group neighbouring free seats in a row string,
    where '.' is free and '#' is taken, or -1 if there is no such place.

    >>> seats_together("#..#...#", 3)
    4
    >>> seats_together("#.#", 2)
    -1
    """
    return row.find("." * group)


def allocate_by_priority(requests: list, supply: int) -> dict:
    """Hand out a limited supply to (name, wanted, priority) requests, highest priority
    first. Each request gets what it wants or whatever is left; equal priorities keep their
    order.

    >>> allocate_by_priority([("a", 5, 1), ("b", 4, 9), ("c", 3, 1)], 7)
    {'b': 4, 'a': 3, 'c': 0}
    """
    given = {}
    for name, wanted, _ in sorted(requests, key=lambda r: -r[2]):
        amount = min(wanted, supply)
        given[name] = amount
        supply -= amount
    return given


def clock_difference(start, end):
    """Minutes from one 'HH:MM' clock time to another. When end is earlier than start it is
    taken to be on the next day.

    >>> clock_difference("08:30", "10:00")
    90
    >>> clock_difference("23:50", "00:10")
    20
    """
    start_hour, start_minute = map(int, start.split(":"))
    end_hour, end_minute = map(int, end.split(":"))
    difference = (end_hour * 60 + end_minute) - (start_hour * 60 + start_minute)
    return difference % (24 * 60)


def add_minutes(clock: str, minutes: int) -> str:
    """Return the 'HH:MM' time that is minutes later, or earlier for a negative number,
    wrapping around at midnight.

    >>> add_minutes("23:30", 45)
    '00:15'
    >>> add_minutes("00:05", -10)
    '23:55'
    """
    hour, minute = clock.split(":")
    total = (int(hour) * 60 + int(minute) + minutes) % 1440
    return f"{total // 60:02d}:{total % 60:02d}"


def swap_shifts(schedule: dict, first: str, second: str) -> dict:
    """Return a new schedule in which the two named workers have exchanged all their days.
    The schedule maps a day to a worker and is left unchanged.

    >>> swap_shifts({"mon": "al", "tue": "bo", "wed": "cy"}, "al", "bo")
    {'mon': 'bo', 'tue': 'al', 'wed': 'cy'}
    """
    exchange = {first: second, second: first}
    return {day: exchange.get(worker, worker) for day, worker in schedule.items()}


def thermostat_switches(temps: list, low: float, high: float) -> int:
    """Count how often a heater is switched on or off. It begins off, goes on when the
    temperature falls below low, and goes off when it rises above high.

    >>> thermostat_switches([20, 17, 19, 23, 16], 18, 22)
    3
    >>> thermostat_switches([20, 21], 18, 22)
    0
    """
    heating = False
    switches = 0
    for temp in temps:
        if not heating and temp < low:
            heating = True
            switches += 1
        elif heating and temp > high:
            heating = False
            switches += 1
    return switches


def centre_title(title, width, fill="-"):
    """Centre a title with one blank on each side in a line filled up with the fill
    character. A title that does not fit is returned unchanged.

    >>> centre_title("MENU", 12)
    '--- MENU ---'
    >>> centre_title("toolong", 6)
    'toolong'
    """
    if len(title) + 2 > width:
        return title
    return f" {title} ".center(width, fill)


def receipt_line(name: str, price: float, width: int) -> str:
    """Lay out one line of a receipt: the name on the left, dots in between, and the price
    with two decimals on the right. Long names are cut so that at least one dot remains.

    >>> receipt_line("Tea", 2.5, 12)
    'Tea.....2.50'
    >>> receipt_line("Strawberries", 10, 12)
    'Strawb.10.00'
    """
    amount = f"{price:.2f}"
    room = width - len(amount)
    label = name[:room - 1]
    return label.ljust(room, ".") + amount


def checksum_digit(digits: str) -> int:
    """Return the check digit of a digit string: the digits are multiplied by 3 and 1 in
    turn from the right, and the result fills the sum up to the next multiple of ten.

    >>> checksum_digit("12")
    3
    >>> checksum_digit("000")
    0
    """
    total = 0
    weight = 3
    for digit in reversed(digits):
        total += int(digit) * weight
        weight = 4 - weight
    return -total % 10


def win_table(matches):
    """Build a points table from (home, away, home_goals, away_goals) matches. A win earns
    three points and a draw one each; every team that played appears.

    >>> win_table([("A", "B", 2, 0), ("B", "C", 1, 1)])
    {'A': 3, 'B': 1, 'C': 1}
    """
    points = {}
    for home, away, home_goals, away_goals in matches:
        points.setdefault(home, 0)
        points.setdefault(away, 0)
        if home_goals > away_goals:
            points[home] += 3
        elif home_goals < away_goals:
            points[away] += 3
        else:
            points[home] += 1
            points[away] += 1
    return points


def pick_fields(rows: list, fields: list) -> list:
    """Reduce each dictionary to the wanted fields, in the order of fields. A field that a
    row lacks gets the value None.

    >>> pick_fields([{"b": 2, "a": 1}, {"a": 3}], ["a", "b"])
    [{'a': 1, 'b': 2}, {'a': 3, 'b': None}]
    """
    picked = []
    for row in rows:
        picked.append({field: row.get(field) for field in fields})
    return picked


def redact_emails(text: str) -> str:
    """Replace the part before the @ of every e-mail address by three stars.

    >>> redact_emails("write to joe.b@site.org now")
    'write to ***@site.org now'
    >>> redact_emails("no address")
    'no address'
    """
    return re.sub(r"[\w.+-]+@", "***@", text)


def conveyor_output(items, size):
    """Group the items of a conveyor belt into full crates of size items. Return the list of
    crates and the list of the items left over, as a tuple.

    >>> conveyor_output([1, 2, 3, 4, 5], 2)
    ([[1, 2], [3, 4]], [5])
    >>> conveyor_output([], 3)
    ([], [])
    """
    crates = []
    current = []
    for item in items:
        current.append(item)
        if len(current) == size:
            crates.append(current)
            current = []
    return (crates, current)


def stock_after(stock: dict, movements: list) -> dict:
    """Apply (item, change) movements to a stock and return the new stock. A removal that
    would make an item negative raises ValueError, and items that reach zero disappear.

    >>> stock_after({"nail": 5}, [("nail", -5), ("saw", 2)])
    {'saw': 2}
    >>> stock_after({"nail": 1}, [("nail", -2)])
    Traceback (most recent call last):
    ValueError: not enough nail
    """
    result = dict(stock)
    for item, change in movements:
        amount = result.get(item, 0) + change
        if amount < 0:
            raise ValueError(f"not enough {item}")
        result[item] = amount
    return {item: amount for item, amount in result.items() if amount}


def crossing_points(series: list, level: float) -> list:
    """Return the indexes at which a series passes to the other side of a level, that is
    where exactly one of the value and its predecessor is above the level.

    >>> crossing_points([1, 3, 4, 2, 5], 2.5)
    [1, 3, 4]
    """
    crossings = []
    for i in range(1, len(series)):
        if (series[i] > level) != (series[i - 1] > level):
            crossings.append(i)
    return crossings


def permission_string(mode: int) -> str:
    """Show a nine-bit file mode as letters, such as 'rwxr-x---' for octal 750.

    >>> permission_string(0o750)
    'rwxr-x---'
    >>> permission_string(0)
    '---------'
    """
    letters = "rwxrwxrwx"
    text = ""
    for i, letter in enumerate(letters):
        bit = 1 << (8 - i)
        text += letter if mode & bit else "-"
    return text
