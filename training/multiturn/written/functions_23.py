from collections import defaultdict
from datetime import date
from itertools import cycle


def dishwasher_rota(people, start, days, away):
    """Who washes up? People take turns in the order of the list, day by day from day number `start`
    on, for `days` days. `away` maps a person to the set of days on which he or she is not there: then
    the turn goes to the next in line who is in, and the row goes on after that one. A day on which
    everyone is away gets None. The list is never empty.

    >>> dishwasher_rota(["Al", "Bo"], 1, 4, {"Bo": {2}})
    ['Al', 'Al', 'Bo', 'Al']
    >>> dishwasher_rota(["Al"], 1, 2, {"Al": {1}})
    [None, 'Al']
    """
    turn = cycle(people)
    rota = []
    for day in range(start, start + days):
        candidates = (next(turn) for _ in people)
        rota.append(next((name for name in candidates if day not in away.get(name, ())), None))
    return rota


def unused_vouchers(vouchers: dict, orders: list, today: str) -> list:
    """Return the codes of vouchers that no order used and that are not out of date (valid up to and
    with their ISO date), those that end first in front, then by code. `vouchers` maps codes to end
    dates, an order is a dict that may have the key "voucher".

    >>> unused_vouchers({"X1": "2024-09-30", "A7": "2024-05-01", "B2": "2024-04-30", "C3": "2024-12-31"},
    ...                 [{"id": 1, "voucher": "C3"}, {"id": 2}], "2024-05-01")
    ['A7', 'X1']
    >>> unused_vouchers({}, [], "2024-05-01")
    []
    """
    used = {order.get("voucher") for order in orders}
    valid = [code for code, end in vouchers.items() if code not in used and end >= today]
    return sorted(valid, key=lambda code: (vouchers[code], code))


def detect_stuck_sensor(rows: list, repeats: int) -> set:
    """Rows are (sensor, value) pairs from several sensors, mixed. Return the set of sensors that gave
    the very same value at least `repeats` times one after another (looking only at that sensor's own
    rows). `repeats` is 2 or more.

    >>> sorted(detect_stuck_sensor([("a", 1), ("b", 7), ("a", 1), ("b", 8), ("a", 1), ("b", 7)], 3))
    ['a']
    >>> detect_stuck_sensor([], 2)
    set()
    """
    last = {}
    stuck = set()
    for sensor, value in rows:
        seen, count = last.get(sensor, (None, 0))
        count = count + 1 if value == seen else 1
        last[sensor] = (value, count)
        if count >= repeats:
            stuck.add(sensor)
    return stuck


def cut_into_chapters(pages: list, limit: int) -> list:
    """A reading group reads sections with the given numbers of pages. Return the sections (numbered
    from 1) grouped into weeks: a week takes sections in order as long as its pages stay at `limit` or
    below; a single section longer than the limit has a week of its own.

    >>> cut_into_chapters([20, 15, 40, 5, 5], 36)
    [[1, 2], [3], [4, 5]]
    >>> cut_into_chapters([], 10)
    []
    """
    weeks = []
    load = 0
    for number, length in enumerate(pages, start=1):
        if weeks and load + length <= limit:
            weeks[-1].append(number)
            load += length
        else:
            weeks.append([number])
            load = length
    return weeks


def member_discount(joined: str, today: str) -> int:
    """A club gives 2 percent discount for each full year of membership, at most 12 percent. Full
    years end on the day with the same month and day as the joining date. Both dates are ISO texts.
    Dates before joining give 0.

    >>> member_discount("2019-05-10", "2024-05-09"), member_discount("2019-05-10", "2024-05-10")
    (8, 10)
    >>> member_discount("2000-01-01", "2024-05-10")
    12
    """
    start, now = date.fromisoformat(joined), date.fromisoformat(today)
    years = now.year - start.year - ((now.month, now.day) < (start.month, start.day))
    return max(0, min(12, 2 * years))


def weld_report(readings: dict, low: float, high: float) -> str:
    """Sum up the seams of a welder in one text. `readings` maps a seam to its thickness; a seam is
    thin below `low`, thick above `high`, else fine. The text is "fine: A, C; thin: B; thick: -" with
    the names sorted and a "-" for an empty group.

    >>> weld_report({"C": 3.0, "A": 2.0, "B": 1.9}, 2.0, 3.0)
    'fine: A, C; thin: B; thick: -'
    >>> weld_report({}, 1, 2)
    'fine: -; thin: -; thick: -'
    """
    groups = {"fine": [], "thin": [], "thick": []}
    for seam in sorted(readings):
        thickness = readings[seam]
        groups["thin" if thickness < low else "thick" if thickness > high else "fine"].append(seam)
    return "; ".join(f"{kind}: {', '.join(seams) or '-'}" for kind, seams in groups.items())


def tables_by_waiter(seats: dict, waiters: list) -> dict:
    """Give the tables of a restaurant to the waiters so that the work is even: go through the tables
    from the one with the most seats to the smallest (equal ones by name), and give each to the waiter
    who has the fewest seats so far, the first in the list on a tie. Return {waiter: list of tables},
    with every waiter in it.

    >>> tables_by_waiter({"t1": 2, "t2": 6, "t3": 4, "t4": 2}, ["Ines", "Karl"])
    {'Ines': ['t2', 't4'], 'Karl': ['t3', 't1']}
    >>> tables_by_waiter({}, ["Ines"])
    {'Ines': []}
    """
    given = {waiter: [] for waiter in waiters}
    load = dict.fromkeys(waiters, 0)
    for table in sorted(seats, key=lambda table: (-seats[table], table)):
        waiter = min(waiters, key=load.get)
        given[waiter].append(table)
        load[waiter] += seats[table]
    return given


def field_completeness(records: list, fields: list) -> dict:
    """For every field tell in how many of the records it is filled, as a whole percentage (rounded).
    A field is not filled if it is missing, None or an empty text; 0 and False are values like others.
    With no records every field has 0.

    >>> field_completeness([{"tel": "1", "age": 0}, {"tel": ""}, {"age": 5}], ["tel", "age"])
    {'tel': 33, 'age': 67}
    >>> field_completeness([], ["tel"])
    {'tel': 0}
    """
    if not records:
        return dict.fromkeys(fields, 0)
    return {
        field: round(100 * sum(record.get(field) not in (None, "") for record in records) / len(records))
        for field in fields
    }


def visits_by_quarter_hour(clocks: list) -> dict:
    """Count visits by the quarter of an hour in which they begin. `clocks` are "HH:MM" texts; the
    keys are the starts of the quarters, "HH:00", "HH:15" and so on, sorted. Quarters without a visit
    are left out.

    >>> visits_by_quarter_hour(["09:14", "10:45", "09:00", "09:15"])
    {'09:00': 2, '09:15': 1, '10:45': 1}
    >>> visits_by_quarter_hour([])
    {}
    """
    counts = defaultdict(int)
    for clock in sorted(clocks):
        hour, minute = clock.split(":")
        counts[f"{hour}:{int(minute) // 15 * 15:02}"] += 1
    return dict(counts)
