import math
import re
from datetime import date


def moving_median_of_three(values: list) -> list:
    """Replace every reading but the first and the last by the middle one of the three
    readings around it (itself, the one before, the one after; all taken from the
    unchanged list). Lists of fewer than three come back as a copy.

    >>> moving_median_of_three([1, 9, 2, 3, 8])
    [1, 2, 3, 3, 8]
    >>> moving_median_of_three([4, 7])
    [4, 7]
    """
    middle = [sorted(values[i - 1:i + 2])[1] for i in range(1, len(values) - 1)]
    return values[:1] + middle + values[-1:] if len(values) > 2 else values[:]


def fridge_alarm_times(readings, limit, minutes):
    """`readings` are (minute, degrees) pairs in order. An alarm goes off at the first
    reading that is `minutes` or more after the reading with which a warm spell (degrees
    above `limit`) began, if all readings since were warm. One spell gives one alarm at
    most. Return the minutes of the alarms.

    >>> fridge_alarm_times([(0, 4), (5, 9), (10, 9), (15, 9), (20, 9), (25, 3)], 7, 10)
    [15]
    >>> fridge_alarm_times([(0, 9), (5, 3), (10, 9)], 7, 10)
    []
    """
    alarms = []
    began = None
    rung = False
    for minute, degrees in readings:
        if degrees <= limit:
            began, rung = None, False
            continue
        if began is None:
            began = minute
        if not rung and minute - began >= minutes:
            alarms.append(minute)
            rung = True
    return alarms


def stack_prices_text(prices: dict) -> str:
    """Write a price board: one line for each drink, the name, a colon, a blank, the
    price with two decimals; dearest drink first, equal prices by name. Lines are joined
    with a newline; an empty board is an empty text.

    >>> print(stack_prices_text({"tea": 2, "mocha": 3.5, "chai": 2}))
    mocha: 3.50
    chai: 2.00
    tea: 2.00
    >>> stack_prices_text({})
    ''
    """
    order = sorted(prices.items(), key=lambda pair: (-pair[1], pair[0]))
    return "\n".join(f"{drink}: {price:.2f}" for drink, price in order)


def ladder_challenge(ladder: list, winner: str, loser: str) -> list:
    """In a squash ladder the first name is the best. When someone beats a player who
    stands higher, the winner takes the loser's place and the loser and all between move
    down by one. A win over a lower player changes nothing. Return the new ladder as a
    new list.

    >>> ladder_challenge(["Ann", "Bo", "Cat", "Dov"], "Dov", "Bo")
    ['Ann', 'Dov', 'Bo', 'Cat']
    >>> ladder_challenge(["Ann", "Bo"], "Ann", "Bo")
    ['Ann', 'Bo']
    """
    if ladder.index(winner) < ladder.index(loser):
        return ladder[:]
    rest = [name for name in ladder if name != winner]
    rest.insert(rest.index(loser), winner)
    return rest


def typos_in_codes(codes, known):
    """List the codes that are not in `known` but differ from some known code of the same
    length in just one sign, each as a (code, known code) pair. If several known codes
    fit, the first of them in `known` is given. Order as in `codes`.

    >>> typos_in_codes(["AB1", "AX1", "QQQ"], ["AB1", "CX1"])
    [('AX1', 'AB1')]
    >>> typos_in_codes([], ["AB1"])
    []
    """
    pairs = []
    for code in codes:
        if code in known:
            continue
        for good in known:
            if len(good) == len(code) and sum(a != b for a, b in zip(code, good)) == 1:
                pairs.append((code, good))
                break
    return pairs


def rent_due(months: int, rent: float, raise_percent: float, every: int) -> float:
    """Total rent over a number of months. The rent goes up by `raise_percent` percent
    (of the rent at that time) after every `every` months. The total is rounded to 2
    decimals.

    >>> rent_due(3, 100, 10, 2)
    310.0
    >>> rent_due(0, 100, 10, 2)
    0.0
    """
    total = 0.0
    for month in range(months):
        if month and month % every == 0:
            rent *= 1 + raise_percent / 100
        total += rent
    return round(total, 2)


def count_by_band(ages: list, bands: list) -> dict:
    """Count visitors by age band. `bands` has (name, lowest, highest) triples, both
    limits included; an age goes to the first band that holds it, and ages that no band
    holds are counted under "other". Every band is listed even with 0; "other" stands
    last, and only if it is needed.

    >>> count_by_band([4, 12, 40, 99], [("kids", 0, 12), ("adults", 13, 64)])
    {'kids': 2, 'adults': 1, 'other': 1}
    >>> count_by_band([], [("kids", 0, 12)])
    {'kids': 0}
    """
    counts = {name: 0 for name, _, _ in bands}
    for age in ages:
        band = next((name for name, low, high in bands if low <= age <= high), "other")
        counts[band] = counts.get(band, 0) + 1
    return counts


def spare_parts_plan(failures: list, lead_days: int) -> int:
    """You keep parts for a machine. `failures` are the days (rising) on which a part
    breaks; each is replaced at once from stock and a new one is ordered that arrives
    `lead_days` days later, in time for a failure of that day. Return the smallest stock
    with which the machine never waits.

    >>> spare_parts_plan([1, 2, 3, 10], 2)
    2
    >>> spare_parts_plan([], 5)
    0
    """
    return max((sum(day - lead_days < other <= day for other in failures) for day in failures), default=0)


def knitting_rows(pattern: str, rows: int) -> list:
    """Write the rows of a piece of knitting. Odd rows (1, 3, ...) repeat the pattern as
    it is, even rows have it backwards with "k" and "p" exchanged; other letters are
    kept.

    >>> knitting_rows("kkp", 3)
    ['kkp', 'kpp', 'kkp']
    >>> knitting_rows("ky", 2)
    ['ky', 'yp']
    """
    back = pattern[::-1].translate(str.maketrans("kp", "pk"))
    return [back if row % 2 else pattern for row in range(rows)]


def check_in_row(row: str) -> dict:
    """A line of a guest list has the form "name; room; nights", with any blanks around
    the parts. Return a dict with the keys "name" (as text), "room" and "nights" (as
    whole numbers). If nights are missing or empty they are 1.

    >>> check_in_row("Mona Lind; 204; 3")
    {'name': 'Mona Lind', 'room': 204, 'nights': 3}
    >>> check_in_row(" Ali ;12")
    {'name': 'Ali', 'room': 12, 'nights': 1}
    """
    name, room, *rest = [part.strip() for part in row.split(";")]
    return {"name": name, "room": int(room), "nights": int(rest[0]) if rest and rest[0] else 1}


def days_open(closed_days: set, start: str, end: str) -> int:
    """How many days is a shop open from one ISO date to another, both included? It is
    shut on Mondays and on the ISO dates in `closed_days`. If the end lies before the
    start the answer is 0.

    >>> days_open({"2024-04-03"}, "2024-04-01", "2024-04-07")
    5
    >>> days_open(set(), "2024-04-07", "2024-04-01")
    0
    """
    first, last = date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()
    days = map(date.fromordinal, range(first, last + 1))
    return sum(day.weekday() != 0 and day.isoformat() not in closed_days for day in days)


def aim_angle(dx: float, dy: float) -> int:
    """A camera at the origin looks along the positive x direction. Return by how many
    whole degrees it must turn to look at the point (dx, dy): positive is
    counter-clockwise, negative clockwise, at most 180. The point (0, 0) needs no turn.

    >>> aim_angle(1, 1), aim_angle(0, -5)
    (45, -90)
    >>> aim_angle(0, 0)
    0
    """
    return round(math.degrees(math.atan2(dy, dx)))


def collect_notes(text: str, keyword: str) -> list:
    """Pick the remarks of one kind out of a protocol. A remark looks like "[keyword:
    some words]"; return the words of all remarks with the given keyword, in order and
    without blanks at their ends. Case matters.

    >>> collect_notes("Start. [todo: call Ina] Then [info: rain] and [todo:  pay ]", "todo")
    ['call Ina', 'pay']
    >>> collect_notes("[TODO: x]", "todo")
    []
    """
    return [words.strip() for words in re.findall(rf"\[{re.escape(keyword)}:([^\]]*)\]", text)]
