import math
from collections import defaultdict


def jars_from_batches(batches: list, jar_ml: int) -> list:
    """Return, for every batch of jam (in ml), how many full jars can be closed.

    What is left of a batch after its last full jar is poured into the next batch; the leftover
    after the final batch is thrown away.

    >>> jars_from_batches([900, 900, 900], 350)
    [2, 3, 2]
    >>> jars_from_batches([], 350)
    []
    """
    jars = []
    rest = 0
    for batch in batches:
        full, rest = divmod(batch + rest, jar_ml)
        jars.append(full)
    return jars


def late_and_heavy(parcels: list, day: int, kilos: float) -> list:
    """You are given parcels as dicts with the keys "id", "due" (a day number) and "kg". Give back
    the ids of the parcels whose due day lies before `day` and which weigh at least `kilos`, the
    heaviest first; equal weights keep the order of the input.

    >>> late_and_heavy([{"id": "a", "due": 3, "kg": 5}, {"id": "b", "due": 2, "kg": 9},
    ...                 {"id": "c", "due": 8, "kg": 20}], 5, 4)
    ['b', 'a']
    >>> late_and_heavy([{"id": "a", "due": 5, "kg": 5}], 5, 1)
    []
    """
    hits = [p for p in parcels if p["due"] < day and p["kg"] >= kilos]
    return [p["id"] for p in sorted(hits, key=lambda p: -p["kg"])]


def ranks_with_shared_places(points: dict) -> dict:
    """Map each name to its place, where the highest points win place 1.

    Names with the same points share a place, and the places they use up are skipped after them (1,
    2, 2, 4). The result keeps the order of the names in `points`.

    >>> ranks_with_shared_places({"Ida": 7, "Bo": 9, "Kai": 7, "Lin": 3})
    {'Ida': 2, 'Bo': 1, 'Kai': 2, 'Lin': 4}
    >>> ranks_with_shared_places({})
    {}
    """
    return {name: 1 + sum(other > mine for other in points.values()) for name, mine in points.items()}


def locker_code_ok(code: str) -> bool:
    """Say whether a locker code is well formed: a capital A, B or C, a dash, then three digits of
    which the last one is the first two added together (only its last digit counts).

    >>> locker_code_ok("B-459")
    True
    >>> locker_code_ok("B-785"), locker_code_ok("B-786")
    (True, False)
    >>> locker_code_ok("D-112")
    False
    """
    if len(code) != 5 or code[0] not in "ABC" or code[1] != "-":
        return False
    digits = code[2:]
    if not (digits.isascii() and digits.isdigit()):
        return False
    return (int(digits[0]) + int(digits[1])) % 10 == int(digits[2])


def greenhouse_vent_log(temps, open_at, close_at):
    """Given hourly temperatures, return the state of a roof vent after each hour as "open" or
    "shut".

    The vent starts shut. It opens when the temperature is at or above `open_at`, shuts when it is
    at or below `close_at`, and otherwise stays as it was.

    >>> greenhouse_vent_log([20, 27, 24, 19, 24], 26, 20)
    ['shut', 'open', 'open', 'shut', 'shut']
    >>> greenhouse_vent_log([], 26, 20)
    []
    """
    state = "shut"
    log = []
    for temp in temps:
        if temp >= open_at:
            state = "open"
        elif temp <= close_at:
            state = "shut"
        log.append(state)
    return log


def closest_paint_tin(litres: float, tins: list) -> float:
    """Return the size of tin that comes nearest to `litres`; of two tins equally far away the
    bigger one is taken. With no tins at all the answer is 0.

    >>> closest_paint_tin(3, [1, 2.5, 5])
    2.5
    >>> closest_paint_tin(3, [2, 4, 10])
    4
    >>> closest_paint_tin(3, [])
    0
    """
    return min(tins, key=lambda tin: (abs(tin - litres), -tin), default=0)


def rows_by_supplier(rows):
    """Group (supplier, item, price) triples.

    The result maps a supplier to a list of its items, cheapest first; items at the same price stand
    in alphabetical order. Suppliers appear in the order in which they are first met.

    >>> rows_by_supplier([("Nord", "nuts", 4), ("Sud", "glue", 2), ("Nord", "bolts", 4), ("Nord", "wire", 1)])
    {'Nord': ['wire', 'bolts', 'nuts'], 'Sud': ['glue']}
    >>> rows_by_supplier([])
    {}
    """
    groups = defaultdict(list)
    for supplier, item, price in rows:
        groups[supplier].append((price, item))
    return {supplier: [item for _, item in sorted(pairs)] for supplier, pairs in groups.items()}


def ward_temperature_note(readings: list) -> str:
    """Write one line about a patient's temperatures: the last one, an arrow word and the highest,
    like "37.2 falling, top 38.9".

    The word is "rising", "falling" or "level" and compares the last reading with the one before it;
    a single reading is "level". All numbers show one decimal. No readings: "no data".

    >>> ward_temperature_note([37.5, 38.9, 37.2])
    '37.2 falling, top 38.9'
    >>> ward_temperature_note([37])
    '37.0 level, top 37.0'
    >>> ward_temperature_note([])
    'no data'
    """
    if not readings:
        return "no data"
    last = readings[-1]
    before = readings[-2] if len(readings) > 1 else last
    word = "rising" if last > before else "falling" if last < before else "level"
    return f"{last:.1f} {word}, top {max(readings):.1f}"


def half_hour_price(minutes: int, per_half_hour: int, free: int) -> int:
    """Price of renting a boat. The first `free` minutes cost nothing; what goes beyond them is
    charged by the half hour, and a half hour that has begun counts in full.

    >>> half_hour_price(75, 4, 10)
    12
    >>> half_hour_price(70, 4, 10)
    8
    >>> half_hour_price(5, 4, 10)
    0
    """
    return per_half_hour * math.ceil(max(0, minutes - free) / 30)


def price_after_rule(cents: int) -> int:
    """Bring a price in cents to the shop's habit: below 1000 it is rounded up to the next number
    that ends in 9, from 1000 on up to the next one that ends in 99. Prices that already end so
    stay.

    >>> price_after_rule(431), price_after_rule(439)
    (439, 439)
    >>> price_after_rule(1250)
    1299
    """
    step = 10 if cents < 1000 else 100
    return cents // step * step + step - 1
