import math
from collections import Counter


def split_bill_cents(total_cents: int, people: int) -> list:
    """Return a list with each person's share of a bill in cents. The shares add up
    to total_cents exactly, and the leftover cents go one each to the first people.

    >>> split_bill_cents(1000, 3)
    [334, 333, 333]
    >>> split_bill_cents(5, 2)
    [3, 2]
    """
    base, extra = divmod(total_cents, people)
    shares = []
    for i in range(people):
        shares.append(base + 1 if i < extra else base)
    return shares


def parse_key_values(line: str, sep: str = ";") -> dict:
    """Parse a line such as 'a=1;b=2' into a dictionary of stripped strings. Pieces
    without an equals sign are skipped, and a later key replaces an earlier one.

    >>> parse_key_values("host = db1; port=5432;junk")
    {'host': 'db1', 'port': '5432'}
    >>> parse_key_values("a=1,a=2", ",")
    {'a': '2'}
    """
    settings = {}
    for piece in line.split(sep):
        if "=" not in piece:
            continue
        key, value = piece.split("=", 1)
        settings[key.strip()] = value.strip()
    return settings


def restock_list(stock: dict, minimum: dict) -> dict:
    """Return how many units of each item must be ordered to reach its minimum level.
    Items missing from stock count as zero, and items with enough stock are left out.

    >>> restock_list({"bolt": 4, "nut": 20}, {"bolt": 10, "nut": 15, "cap": 3})
    {'bolt': 6, 'cap': 3}
    >>> restock_list({}, {})
    {}
    """
    order = {}
    for item, level in minimum.items():
        missing = level - stock.get(item, 0)
        if missing > 0:
            order[item] = missing
    return order


def dedupe_by_field(records: list, field: str) -> list:
    """Keep only the first record for every value of the given field. Records are
    dictionaries; the ones that lack the field are all kept.

    >>> dedupe_by_field([{"id": 1}, {"id": 2}, {"id": 1, "x": 5}], "id")
    [{'id': 1}, {'id': 2}]
    >>> dedupe_by_field([{"a": 1}, {"a": 1}], "b")
    [{'a': 1}, {'a': 1}]
    """
    seen = set()
    kept = []
    for record in records:
        if field in record:
            if record[field] in seen:
                continue
            seen.add(record[field])
        kept.append(record)
    return kept


def door_state_after(events: list) -> str:
    """Follow a list of door events and return the final state: 'open', 'closed' or
    'locked'. The door begins closed; 'lock' works only when closed, 'unlock' makes a
    locked door closed, and 'open' fails on a locked door.

    >>> door_state_after(["open", "lock", "close", "lock"])
    'locked'
    >>> door_state_after(["lock", "open", "unlock", "open"])
    'open'
    """
    state = "closed"
    for event in events:
        if event == "open" and state == "closed":
            state = "open"
        elif event == "close" and state == "open":
            state = "closed"
        elif event == "lock" and state == "closed":
            state = "locked"
        elif event == "unlock" and state == "locked":
            state = "closed"
    return state


def count_by_hour(stamps):
    """Count how many 'HH:MM' time stamps fall into each hour. The result maps the
    hour as an int to its count, with hours in increasing order.

    >>> count_by_hour(["09:15", "08:30", "09:59"])
    {8: 1, 9: 2}
    """
    counts = {}
    for stamp in stamps:
        hour = int(stamp.split(":")[0])
        counts[hour] = counts.get(hour, 0) + 1
    return dict(sorted(counts.items()))


def flag_names(value: int, names: list) -> list:
    """Return the names whose bit is set in value, where names[0] belongs to the lowest
    bit, names[1] to the next one, and so on.

    >>> flag_names(5, ["read", "write", "exec"])
    ['read', 'exec']
    >>> flag_names(0, ["read", "write"])
    []
    """
    return [name for i, name in enumerate(names) if value >> i & 1]


def percent_change(old: float, new: float) -> float:
    """Percentage change from old to new, rounded to one decimal place. When old is
    zero the result is 0.0.

    >>> percent_change(80, 100)
    25.0
    >>> percent_change(3, 2)
    -33.3
    >>> percent_change(0, 9)
    0.0
    """
    if old == 0:
        return 0.0
    return round((new - old) / old * 100, 1)


def free_slots(booked: list, day_start: int, day_end: int) -> list:
    """Find the free time between bookings in a day. The bookings are non-overlapping
    (start, end) pairs in any order, and the answer lists the gaps as tuples.

    >>> free_slots([(13, 14), (9, 11)], 8, 17)
    [(8, 9), (11, 13), (14, 17)]
    >>> free_slots([(8, 17)], 8, 17)
    []
    """
    gaps = []
    cursor = day_start
    for start, end in sorted(booked):
        if start > cursor:
            gaps.append((cursor, start))
        cursor = end
    if cursor < day_end:
        gaps.append((cursor, day_end))
    return gaps


def celsius_table(low: int, high: int, step: int) -> list:
    """List pairs of Celsius and Fahrenheit temperatures from low up to and including
    high, going up by step. Fahrenheit values are floats.

    >>> celsius_table(0, 20, 10)
    [(0, 32.0), (10, 50.0), (20, 68.0)]
    """
    table = []
    celsius = low
    while celsius <= high:
        table.append((celsius, celsius * 9 / 5 + 32))
        celsius += step
    return table


def serve_queue(customers, served_per_round, patience):
    """Simulate a queue in which served_per_round customers are served each round and
    everyone else leaves once they have waited patience rounds. Return the names that
    were served, in order.

    >>> serve_queue(["a", "b", "c", "d", "e"], 2, 1)
    ['a', 'b']
    >>> serve_queue(["a", "b", "c", "d", "e"], 2, 2)
    ['a', 'b', 'c', 'd']
    """
    served = []
    waiting = list(customers)
    rounds = 0
    while waiting and rounds < patience:
        served.extend(waiting[:served_per_round])
        waiting = waiting[served_per_round:]
        rounds += 1
    return served


def bounding_rectangle(points):
    """Return the smallest axis-parallel rectangle around the points as a tuple
    (left, bottom, right, top), or None when there are no points.

    >>> bounding_rectangle([(1, 5), (4, 2), (3, 3)])
    (1, 2, 4, 5)
    >>> print(bounding_rectangle([]))
    None
    """
    if not points:
        return None
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def fuel_stops(legs, tank):
    """Count how often a car must refuel on a trip made of legs of given lengths, when a
    full tank covers tank units. It starts full and refuels only before a leg that the
    rest would not cover. Return -1 when a single leg is longer than the tank allows.

    >>> fuel_stops([40, 30, 50, 10], 80)
    1
    >>> fuel_stops([90], 80)
    -1
    """
    left = tank
    stops = 0
    for leg in legs:
        if leg > tank:
            return -1
        if leg > left:
            stops += 1
            left = tank
        left -= leg
    return stops


def pack_boxes(weights, limit):
    """Put weights into boxes in the given order, starting a new box whenever the next
    weight would push the current one over the limit. Return the boxes as lists.

    >>> pack_boxes([4, 3, 5, 2, 2], 8)
    [[4, 3], [5, 2], [2]]
    >>> pack_boxes([], 8)
    []
    """
    boxes = []
    load = 0
    for weight in weights:
        if not boxes or load + weight > limit:
            boxes.append([])
            load = 0
        boxes[-1].append(weight)
        load += weight
    return boxes


def safe_int(text, default=0):
    """Convert text to an int, returning default when it is not a whole number.

    >>> safe_int(" 42 ")
    42
    >>> safe_int("4.2", -1)
    -1
    >>> safe_int(None)
    0
    """
    try:
        return int(text)
    except (TypeError, ValueError):
        return default


def most_common_pairing(orders: list) -> tuple:
    """Find the two items that were ordered together most often. Each order is a list of
    item names; the pair is returned as an alphabetically ordered tuple, and among equally
    frequent pairs the alphabetically first wins.

    >>> most_common_pairing([["tea", "bun"], ["bun", "tea", "jam"], ["jam", "bun"]])
    ('bun', 'jam')
    >>> most_common_pairing([["tea", "bun"], ["bun", "tea", "jam"]])
    ('bun', 'tea')
    """
    counts = Counter()
    for order in orders:
        items = sorted(set(order))
        for i, first in enumerate(items):
            for second in items[i + 1:]:
                counts[(first, second)] += 1
    return min(counts, key=lambda pair: (-counts[pair], pair))


def tiles_needed(length: float, width: float, tile: float) -> int:
    """Number of square tiles with side tile needed to cover a floor of the given length
    and width, when cut tiles cannot be reused.

    >>> tiles_needed(4.0, 3.0, 0.5)
    48
    >>> tiles_needed(4.1, 3.0, 1)
    15
    """
    along = math.ceil(length / tile)
    across = math.ceil(width / tile)
    return along * across


def loyalty_points(purchases, bonus_from):
    """Compute loyalty points for a list of purchase amounts. Each whole unit spent gives
    one point, and purchases of at least bonus_from give double points.

    >>> loyalty_points([9.5, 20, 3.2], 20)
    52
    >>> loyalty_points([], 20)
    0
    """
    points = 0
    for amount in purchases:
        earned = int(amount)
        if amount >= bonus_from:
            earned *= 2
        points += earned
    return points
