import re
from collections import Counter
from itertools import groupby


def first_full_week(calendar: list) -> int:
    """Each entry of `calendar` is the list of a week's open days. Return the number of the first
    week (counted from 1) in which both "sat" and "sun" are open and at least three other days too,
    or 0 if there is none.

    >>> first_full_week([["sat", "sun"], ["mon", "tue", "thu", "sat", "sun"]])
    2
    >>> first_full_week([])
    0
    """
    for number, days in enumerate(calendar, start=1):
        if {"sat", "sun"} <= set(days) and len(set(days)) >= 5:
            return number
    return 0


def split_gradient(start: int, end: int, strips: int) -> list:
    """Shades of grey (0 to 255) for `strips` strips that go evenly from `start` to `end`, both
    used. Whole numbers, rounded. One strip has the shade `start`; for no strips the list is empty.

    >>> split_gradient(0, 90, 4)
    [0, 30, 60, 90]
    >>> split_gradient(200, 100, 1)
    [200]
    """
    if strips == 1:
        return [start]
    return [round(start + (end - start) * i / (strips - 1)) for i in range(strips)]


def read_measurements(text: str) -> dict:
    """Lab notes contain values like "pH=7.1" or "temp = 20" among other words. Collect every NAME =
    NUMBER in a dict of floats; names are letters only, numbers may have a minus and decimals. If a
    name occurs again, the values are averaged (the mean, rounded to 2 decimals).

    >>> read_measurements("start pH=7.1, temp = 20 ok; later pH=7.4")
    {'pH': 7.25, 'temp': 20.0}
    >>> read_measurements("nothing")
    {}
    """
    values = {}
    for name, number in re.findall(r"([A-Za-z]+)\s*=\s*(-?\d+(?:\.\d+)?)", text):
        values.setdefault(name, []).append(float(number))
    return {name: round(sum(found) / len(found), 2) for name, found in values.items()}


def flight_log_total(rows: list, pilot: str) -> str:
    """Add up a pilot's flight time. Rows are (pilot, start, landing) with "HH:MM" clocks; a landing
    that is earlier than its start is on the next day. Return "H:MM", where the hours may be more
    than 24.

    >>> flight_log_total([("Noa", "23:30", "01:00"), ("Pat", "08:00", "09:00"), ("Noa", "10:00", "10:45")], "Noa")
    '2:15'
    >>> flight_log_total([], "Noa")
    '0:00'
    """
    def minutes(clock):
        hours, rest = clock.split(":")
        return int(hours) * 60 + int(rest)

    total = sum((minutes(landing) - minutes(start)) % 1440 for name, start, landing in rows if name == pilot)
    return f"{total // 60}:{total % 60:02}"


def same_batch_neighbours(shelf: list) -> list:
    """Jars on a shelf are (batch, weight) pairs. Jars of the same batch that stand directly side by
    side are packed together: return (batch, number of jars, total weight) for each pack from left
    to right. A batch that shows up again further on makes a pack of its own.

    >>> same_batch_neighbours([("B1", 3), ("B1", 4), ("B2", 5), ("B1", 1)])
    [('B1', 2, 7), ('B2', 1, 5), ('B1', 1, 1)]
    >>> same_batch_neighbours([])
    []
    """
    packs = []
    for batch, jars in groupby(shelf, key=lambda jar: jar[0]):
        weights = [weight for _, weight in jars]
        packs.append((batch, len(weights), sum(weights)))
    return packs


def safe_divide_columns(table: list, top: str, bottom: str, name: str) -> list:
    """Return copies of the rows (dicts) with a new field `name`, the field `top` divided by the
    field `bottom`, rounded to 2 decimals. Where the divisor is 0 or one of the two fields is
    missing, the new field is None.

    >>> safe_divide_columns([{"km": 90, "l": 6}, {"km": 10, "l": 0}], "km", "l", "reach")
    [{'km': 90, 'l': 6, 'reach': 15.0}, {'km': 10, 'l': 0, 'reach': None}]
    >>> safe_divide_columns([{"km": 5}], "km", "l", "reach")
    [{'km': 5, 'reach': None}]
    """
    result = []
    for row in table:
        usable = top in row and row.get(bottom)
        result.append({**row, name: round(row[top] / row[bottom], 2) if usable else None})
    return result


def kitchen_timer(presses: list) -> int:
    """A timer starts at 0 seconds and has the keys "+1m", "+10s" and "reset"; from 10 minutes on
    "+10s" does nothing, and no key brings it above 99 minutes (it stays at 99 minutes then). Return
    the seconds after all presses.

    >>> kitchen_timer(["+1m", "+10s", "+10s"])
    80
    >>> kitchen_timer(["+1m", "reset"]), kitchen_timer(["+1m"] * 10 + ["+10s"])
    (0, 600)
    """
    seconds = 0
    for press in presses:
        if press == "reset":
            seconds = 0
        elif press == "+1m":
            seconds = min(seconds + 60, 99 * 60)
        elif seconds < 600:
            seconds += 10
    return seconds


def plan_visits(homes: dict, per_day: int, first_day: int) -> dict:
    """A chimney sweep visits homes by urgency. `homes` maps an address to the day by which it must
    be done; earliest first, addresses in alphabetical order on a tie, `per_day` homes a day from
    `first_day` on. Return {address: day} only for the homes that are visited too late.

    >>> plan_visits({"Oak 1": 5, "Elm 2": 5, "Ash 3": 9, "Fir 4": 6}, 1, 5)
    {'Oak 1': 6, 'Fir 4': 7}
    >>> plan_visits({}, 2, 1)
    {}
    """
    order = sorted(homes, key=lambda address: (homes[address], address))
    visits = {address: first_day + i // per_day for i, address in enumerate(order)}
    return {address: day for address, day in visits.items() if day > homes[address]}


def sort_key_hooks(labels: list) -> list:
    """Key hooks are labelled "floor-room", such as "2-14" or "G-3", where G is the ground floor
    below floor 1 and B the cellar below that. Return the labels ordered by floor from bottom to
    top, then by room number.

    >>> sort_key_hooks(["2-14", "G-3", "2-9", "B-1", "10-1"])
    ['B-1', 'G-3', '2-9', '2-14', '10-1']
    >>> sort_key_hooks([])
    []
    """
    def place(label):
        floor, room = label.split("-")
        return {"B": -1, "G": 0}.get(floor) if floor in "BG" else int(floor), int(room)

    return sorted(labels, key=place)


def mood_of_week(entries: list) -> str:
    """A diary has one of "+", "o" and "-" a day. Return the sign that occurs most often; if "+" and
    "-" are level at the top the week was "o", and if "o" shares the top with just one of them, that
    one counts. An empty diary is "o".

    >>> mood_of_week(["+", "-", "+", "o"]), mood_of_week(["+", "-"])
    ('+', 'o')
    >>> mood_of_week(["o", "-"]), mood_of_week([])
    ('-', 'o')
    """
    counts = Counter(entries)
    top = max(counts.values(), default=0)
    plus, minus = counts["+"] == top, counts["-"] == top
    if plus == minus:
        return "o"
    return "+" if plus else "-"


def carbon_per_head(trips: list, grams: dict) -> dict:
    """Work out the carbon of each traveller. A trip is (vehicle, km, list of travellers); its
    carbon, km times grams[vehicle], is shared equally by those on board. Return {traveller: grams},
    rounded to whole grams at the end, in order of first appearance. A vehicle without a value
    counts 0.

    >>> carbon_per_head([("car", 10, ["Al", "Bo"]), ("train", 100, ["Bo"])], {"car": 150, "train": 30})
    {'Al': 750, 'Bo': 3750}
    >>> carbon_per_head([], {})
    {}
    """
    totals = {}
    for vehicle, km, travellers in trips:
        for traveller in travellers:
            share = km * grams.get(vehicle, 0) / len(travellers)
            totals[traveller] = totals.get(traveller, 0) + share
    return {traveller: round(total) for traveller, total in totals.items()}


def retry_summary(attempts: list) -> dict:
    """`attempts` are (job, ok) pairs in order of time. For each job tell how many tries it took up
    to and with its first success; a job that never succeeded has None. Later tries after a success
    do not count. Jobs in order of appearance.

    >>> retry_summary([("sync", False), ("mail", True), ("sync", True), ("sync", False), ("scan", False)])
    {'sync': 2, 'mail': 1, 'scan': None}
    >>> retry_summary([])
    {}
    """
    tries = {}
    for job, ok in attempts:
        tries.setdefault(job, []).append(ok)
    return {job: results.index(True) + 1 if True in results else None for job, results in tries.items()}


def crossword_slots(row: str, least: int) -> list:
    """In one row of a crossword "#" is a black square. Return (start, length) of every stretch of
    other squares that is at least `least` long, from left to right, starts counted from 0.

    >>> crossword_slots("ab#c#..d", 2)
    [(0, 2), (5, 3)]
    >>> crossword_slots("###", 1)
    []
    """
    return [
        (match.start(), len(match[0]))
        for match in re.finditer(r"[^#]+", row)
        if len(match[0]) >= least
    ]
