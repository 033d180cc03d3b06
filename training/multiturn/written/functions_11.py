import re
from collections import defaultdict
from datetime import date


def stagger_starts(runners: list, gap: int, first: str) -> dict:
    """Start time 'MM:SS' of every runner when the first starts at the given time and the others
    follow one by one, gap seconds apart.

    >>> stagger_starts(["al", "bo", "cy"], 45, "09:30")
    {'al': '09:30', 'bo': '10:15', 'cy': '11:00'}
    """
    minutes, seconds = first.split(":")
    clock = int(minutes) * 60 + int(seconds)
    starts = {}
    for runner in runners:
        starts[runner] = f"{clock // 60:02d}:{clock % 60:02d}"
        clock += gap
    return starts


def expiring_soon(fridge: dict, today: str, days: int) -> list:
    """Foods that expire within the given number of days from today, today included, ordered by
    date and then name. Foods that have already expired are left out; all dates are ISO strings.

    >>> expiring_soon({"milk": "2024-05-03", "ham": "2024-04-30", "egg": "2024-06-01"}, "2024-05-01", 5)
    ['milk']
    """
    now = date.fromisoformat(today)
    soon = []
    for food, text in fridge.items():
        left = (date.fromisoformat(text) - now).days
        if 0 <= left <= days:
            soon.append((left, food))
    return [food for _, food in sorted(soon)]


def split_address(address: str) -> dict:
    """Split an address 'street number, postcode city' into the keys 'street', 'number', 'postcode'
    and 'city'. The street may contain blanks.

    >>> split_address("Long Lane 12, 04109 Leipzig")
    {'street': 'Long Lane', 'number': '12', 'postcode': '04109', 'city': 'Leipzig'}
    """
    front, back = address.split(", ")
    street, number = front.rsplit(" ", 1)
    postcode, city = back.split(" ", 1)
    return {"street": street, "number": number, "postcode": postcode, "city": city}


def balance_scales(left, right):
    """Say what must be added to balance two lists of weights: ('left', difference), ('right',
    difference), or ('none', 0) if they are balanced.

    >>> balance_scales([2, 3], [9])
    ('left', 4)
    >>> balance_scales([1], [1])
    ('none', 0)
    """
    difference = sum(left) - sum(right)
    if difference == 0:
        return ("none", 0)
    if difference < 0:
        return ("left", -difference)
    return ("right", difference)


def ferry_trips(vehicles: list, deck: int) -> int:
    """Number of trips a ferry makes to carry vehicles over in their order. Each trip takes vehicles
    as long as their lengths fit on the deck; a vehicle longer than the deck is turned away.

    >>> ferry_trips([5, 4, 9, 30, 2], 10)
    3
    >>> ferry_trips([], 10)
    0
    """
    trips = 0
    room = 0
    for length in vehicles:
        if length > deck:
            continue
        if length > room:
            trips += 1
            room = deck
        room -= length
    return trips


def seasonal_rate(month: int, base: int) -> int:
    """Nightly rate of a guest house: double in July and August, half in the months from November to
    February, and the base rate in all others. Halves are rounded down.

    >>> seasonal_rate(8, 75)
    150
    >>> seasonal_rate(12, 75)
    37
    """
    if month in (7, 8):
        return base * 2
    if month >= 11 or month <= 2:
        return base // 2
    return base


def train_delays(planned: dict, actual: dict) -> dict:
    """Delay in minutes at every planned stop, given two dictionaries from stop to minute. A stop
    without an actual time has the delay of the stop before it, or 0 at the start, and early
    arrivals count as 0.

    >>> train_delays({"A": 10, "B": 20, "C": 30}, {"A": 14, "C": 29})
    {'A': 4, 'B': 4, 'C': 0}
    """
    delays = {}
    delay = 0
    for stop, minute in planned.items():
        if stop in actual:
            delay = max(0, actual[stop] - minute)
        delays[stop] = delay
    return delays


def stock_turns(levels: list, reorder: int, amount: int) -> list:
    """Simulate daily sales from a shelf that begins with amount items. After each day, a shelf with
    fewer than reorder items gets another amount. Return the days, from 0, on which this happens;
    the argument levels holds the items wanted per day, and no more than present can be sold.

    >>> stock_turns([3, 4, 5], 4, 10)
    [1]
    """
    shelf = amount
    days = []
    for day, wanted in enumerate(levels):
        shelf -= min(wanted, shelf)
        if shelf < reorder:
            shelf += amount
            days.append(day)
    return days


def survey_matrix(answers: list, options: list) -> list:
    """Count answers per question. Every element of answers is one person's list of chosen options,
    one per question; the result has a list per question with the counts in the order of options.

    >>> survey_matrix([["yes", "no"], ["yes", "yes"]], ["yes", "no"])
    [[2, 0], [1, 1]]
    """
    matrix = []
    for chosen in zip(*answers):
        matrix.append([chosen.count(option) for option in options])
    return matrix


def correct_quiz(key: str, given: str, penalty: int) -> int:
    """Points for quiz answers written as one letter each. A right answer gives 4 points, a wrong one
    costs the penalty, and '-' means no answer. The total is never below zero.

    >>> correct_quiz("abcd", "abd-", 1)
    7
    >>> correct_quiz("aa", "bb", 3)
    0
    """
    points = 0
    for right, answer in zip(key, given):
        if answer == "-":
            continue
        points += 4 if answer == right else -penalty
    return max(0, points)


def label_intervals(values, edges):
    """Sort values into bins between neighbouring edges and count them. Labels look like '0-10'; a bin
    holds its lower edge but not its upper one, and values outside all bins are ignored.

    >>> label_intervals([1, 10, 15, 99], [0, 10, 20])
    {'0-10': 1, '10-20': 2}
    """
    counts = {}
    for low, high in zip(edges, edges[1:]):
        inside = [value for value in values if low <= value < high]
        counts[f"{low}-{high}"] = len(inside)
    return counts


def strip_units(texts: list) -> list:
    """Numbers at the beginning of texts such as '12.5kg' or '-3 C', as floats. A text that does not
    begin with a number gives None.

    >>> strip_units(["12.5kg", "-3 C", "n/a"])
    [12.5, -3.0, None]
    """
    numbers = []
    for text in texts:
        match = re.match(r"-?\d+(\.\d+)?", text.strip())
        numbers.append(float(match.group()) if match else None)
    return numbers


def hand_over_keys(transfers: list, owner: str) -> str:
    """Follow a key through (giver, taker) transfers and return who has it at the end. A transfer counts
    only when the giver really holds the key.

    >>> hand_over_keys([("al", "bo"), ("cy", "di"), ("bo", "cy")], "al")
    'cy'
    >>> hand_over_keys([], "al")
    'al'
    """
    holder = owner
    for giver, taker in transfers:
        if giver == holder:
            holder = taker
    return holder


def contact_merge(cards: list) -> dict:
    """Merge contact cards given as (name, field, value) tuples into one dictionary per name. If a field
    comes with different values, they are joined by ' / ' in the order in which they came.

    >>> contact_merge([("Al", "tel", "1"), ("Al", "tel", "2"), ("Al", "tel", "1"), ("Bo", "city", "X")])
    {'Al': {'tel': '1 / 2'}, 'Bo': {'city': 'X'}}
    """
    collected = defaultdict(lambda: defaultdict(list))
    for name, field, value in cards:
        if value not in collected[name][field]:
            collected[name][field].append(value)
    merged = {}
    for name, fields in collected.items():
        merged[name] = {field: " / ".join(values) for field, values in fields.items()}
    return merged


def plank_cuts(plank, pieces, saw):
    """Length that is left of a plank after cutting off pieces one after another, where every cut also
    loses the width of the saw. Cutting stops before the first piece that does not fit.

    >>> plank_cuts(100, [30, 40, 50], 1)
    28
    >>> plank_cuts(10, [20], 1)
    10
    """
    for piece in pieces:
        if piece + saw > plank:
            break
        plank -= piece + saw
    return plank


def pressure_alarms(values: list, limit: float, patience: int) -> int:
    """Number of alarms raised by a series of pressures. An alarm is raised once in every run of values
    above the limit, as soon as the run has patience values.

    >>> pressure_alarms([9, 9, 1, 9, 9, 9, 9], 5, 3)
    1
    >>> pressure_alarms([9, 1, 9], 5, 1)
    2
    """
    alarms = 0
    run = 0
    for value in values:
        run = run + 1 if value > limit else 0
        if run == patience:
            alarms += 1
    return alarms
