from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Dict, List, Optional, Tuple




def heating_on(temps: List[float], on_below: float, off_above: float) -> List[bool]:
    """Simulate a simple thermostat. The heating is off at first. It goes on when a
    temperature is below on_below and off when one is above off_above; in between it stays as
    it was. Return whether it's on after each measurement.

    >>> heating_on([20.0, 17.5, 19.0, 21.5, 20.0], 18, 21)
    [False, True, True, False, False]
    >>> heating_on([], 18, 21)
    []
    """
    states = []
    on = False
    for temp in temps:
        if temp < on_below:
            on = True
        elif temp > off_above:
            on = False
        states.append(on)
    return states


def distribute_sweets(sweets: int, children: Dict[str, int]) -> Dict[str, int]:
    """Hand out sweets one at a time, going round among the children, until there are none
    left. children maps each child to the most it may have; a child that has that many is
    passed over. Stop when all have their maximum, even if sweets remain.

    >>> distribute_sweets(5, {"Pip": 1, "Oz": 5})
    {'Pip': 1, 'Oz': 4}
    >>> distribute_sweets(9, {"Pip": 1, "Oz": 2})
    {'Pip': 1, 'Oz': 2}
    >>> distribute_sweets(9, {})
    {}
    """
    given = {child: 0 for child in children}
    hungry = [child for child in children if children[child] > 0]
    while sweets > 0 and hungry:
        for child in list(hungry):
            if sweets == 0:
                break
            given[child] += 1
            sweets -= 1
            if given[child] == children[child]:
                hungry.remove(child)
    return given




def swap_shift(roster: Dict[date, str], day_a: date, day_b: date) -> bool:
    """Swap the people on duty on two days, in place, and return True.
    Nothing happens, and False is returned, if one of the days isn't in the roster or if both days
    have the same person.

    >>> roster = {date(2024, 1, 1): "Liz", date(2024, 1, 2): "Abe"}
    >>> swap_shift(roster, date(2024, 1, 1), date(2024, 1, 2))
    True
    >>> roster[date(2024, 1, 2)]
    'Liz'
    >>> swap_shift(roster, date(2024, 1, 1), date(2024, 5, 5))
    False
    """
    if day_a not in roster or day_b not in roster:
        return False
    if roster[day_a] == roster[day_b]:
        return False
    roster[day_a], roster[day_b] = roster[day_b], roster[day_a]
    return True




def compare_quotes(quotes: List[Tuple[str, float, int]], deadline: int) -> Optional[str]:
    """Pick a builder from (name, price, days needed) quotes: the cheapest among those who are
    done within the deadline, the quicker one if two are equally cheap. If nobody makes the
    deadline, take whoever is quickest, whatever the price. Without quotes return None.

    >>> compare_quotes([("Roth", 900.0, 10), ("Klee", 700.0, 20), ("Ball", 950.0, 5)], 12)
    'Roth'
    >>> compare_quotes([("Roth", 900.0, 10), ("Klee", 700.0, 20)], 3)
    'Roth'
    >>> compare_quotes([], 3) is None
    True
    """
    if not quotes:
        return None
    in_time = [quote for quote in quotes if quote[2] <= deadline]
    if in_time:
        return min(in_time, key=lambda quote: (quote[1], quote[2]))[0]
    return min(quotes, key=lambda quote: quote[2])[0]


def rebuild_order(followers, first):
    """followers maps each runner to the one directly behind, e.g. {"A": "C"} says that C follows A.
    Beginning with `first`, list the runners from front to back.

    >>> rebuild_order({"A": "C", "C": "B"}, "A")
    ['A', 'C', 'B']
    >>> rebuild_order({}, "Z")
    ['Z']
    """
    order = [first]
    while order[-1] in followers:
        order.append(followers[order[-1]])
    return order


def lost_time(stops: List[Tuple[datetime, datetime]], allowed: int) -> int:
    """A delivery van may stand for `allowed` minutes at every stop. By how many minutes did
    it stand longer, over all stops (arrival, departure)? Stops shorter than that save
    nothing. Seconds are cut off.

    >>> lost_time([(datetime(2024, 1, 1, 9, 0), datetime(2024, 1, 1, 9, 25))], 10)
    15
    >>> lost_time([(datetime(2024, 1, 1, 9, 0), datetime(2024, 1, 1, 9, 4, 50))], 10)
    0
    >>> lost_time([], 10)
    0
    """
    lost = 0
    for arrival, departure in stops:
        minutes = int((departure - arrival).total_seconds() // 60)
        lost += max(minutes - allowed, 0)
    return lost


def best_day_to_visit(crowds: dict[str, list[int]], hour: int) -> Optional[str]:
    """crowds maps a weekday to the numbers of visitors for each opening hour, index 0 being
    the first. On which weekday are there fewest visitors at the given index? Weekdays that
    close earlier (their list is too short) don't count; a tie goes to the earlier key; if no
    day is open the answer is None.

    >>> best_day_to_visit({"Mon": [5, 9], "Tue": [7, 4], "Sun": [1]}, 1)
    'Tue'
    >>> best_day_to_visit({"Sun": [1]}, 3) is None
    True
    """
    open_days = [day for day in crowds if hour < len(crowds[day])]
    return min(open_days, key=lambda day: crowds[day][hour], default=None)




def merge_contacts(old: Dict[str, str], new: Dict[str, str]) -> Tuple[Dict[str, str], List[str]]:
    """Merge two phone lists (name -> number). Numbers from `new` replace old ones, unless the
    new one is empty. Return the merged list and the names whose number changed; a name that's
    new altogether isn't a change.

    >>> merge_contacts({"Jon": "11", "Ida": "12"}, {"Jon": "19", "Ida": "", "Bob": "13"})
    ({'Jon': '19', 'Ida': '12', 'Bob': '13'}, ['Jon'])
    >>> merge_contacts({}, {})
    ({}, [])
    """
    merged = dict(old)
    changed = []
    for name, number in new.items():
        if not number:
            continue
        if name in old and old[name] != number:
            changed.append(name)
        merged[name] = number
    return merged, changed




def pack_lunch(fridge: Dict[str, int], wishes: List[str], fallback: str = "apple") -> List[str]:
    """Pack what each child wishes for, in order, taking it out of the fridge (whose counts
    are lowered in place). Where a wish isn't there any more the child gets the fallback, and
    this too is taken from the fridge; if even that is gone, the child gets "nothing".

    >>> fridge = {"wrap": 1, "apple": 1}
    >>> pack_lunch(fridge, ["wrap", "wrap", "pie"])
    ['wrap', 'apple', 'nothing']
    >>> fridge
    {'wrap': 0, 'apple': 0}
    """
    packed = []
    for wish in wishes:
        for choice in (wish, fallback):
            if fridge.get(choice, 0) > 0:
                fridge[choice] -= 1
                packed.append(choice)
                break
        else:
            packed.append("nothing")
    return packed


def smooth(values: List[float], reach: int = 1) -> List[float]:
    """Smooth a series of measurements: replace each value by the average of itself and of up
    to `reach` values on both sides, as many as there are, rounded to 2 decimals.

    >>> smooth([1.0, 4.0, 10.0])
    [2.5, 5.0, 7.0]
    >>> smooth([3.0], reach=5)
    [3.0]
    >>> smooth([])
    []
    """
    result = []
    for i in range(len(values)):
        around = values[max(i - reach, 0):i + reach + 1]
        result.append(round(sum(around) / len(around), 2))
    return result


def unanswered(threads: List[List[Tuple[str, str]]], staff: set[str]) -> List[int]:
    """Each thread is a list of (author, text) messages in order of time. Return the indices
    of the threads that wait for an answer: those whose last message is not from the staff.
    Empty threads wait for nothing.

    >>> unanswered([[("kim", "help"), ("amy", "done")], [("kim", "hi")], []], {"amy"})
    [1]
    >>> unanswered([[("amy", "news")], [("amy", "?"), ("kim", "!")]], {"amy"})
    [1]
    """
    waiting = []
    for index, thread in enumerate(threads):
        if thread and thread[-1][0] not in staff:
            waiting.append(index)
    return waiting


def to_tree(paths):
    """Build a nested dict from folder paths such as "docs/img/old", each folder being a dict
    of its subfolders.

    Empty parts, as from a leading or doubled slash, are ignored.

    >>> to_tree(["docs/img", "docs/txt", "/src"])
    {'docs': {'img': {}, 'txt': {}}, 'src': {}}
    >>> to_tree([])
    {}
    """
    tree = {}
    for path in paths:
        node = tree
        for part in path.split("/"):
            if part:
                node = node.setdefault(part, {})
    return tree


def bonus(
    sales: Dict[str, float], target: float, rate: float, team_bonus: float
) -> Dict[str, float]:
    """Calculate bonuses. Whoever sold more than the target gets `rate` times the part above
    it. If everyone reached at least the target, each also gets the team bonus. Amounts are
    rounded to whole cents.

    >>> bonus({"Zia": 1200.0, "Lou": 1000.0}, 1000, 0.05, 50)
    {'Zia': 60.0, 'Lou': 50.0}
    >>> bonus({"Zia": 1200.0, "Lou": 900.0}, 1000, 0.05, 50)
    {'Zia': 10.0, 'Lou': 0.0}
    >>> bonus({}, 1000, 0.05, 50)
    {}
    """
    extra = team_bonus if all(sold >= target for sold in sales.values()) else 0
    return {
        name: round(max(sold - target, 0) * rate + extra, 2)
        for name, sold in sales.items()
    }




def allergen_check(
    dishes: Dict[str, List[str]], guests: Dict[str, List[str]]
) -> Dict[str, List[str]]:
    """dishes maps a dish to its ingredients, guests a guest to what they can't have. For each
    guest list the dishes, in alphabetical order, that are safe. Ingredients are compared
    without regard to case.

    >>> allergen_check({"pesto": ["Nuts", "basil"], "soup": ["leek"]}, {"Ira": ["nuts"], "Ole": []})
    {'Ira': ['soup'], 'Ole': ['pesto', 'soup']}
    >>> allergen_check({}, {"Ira": ["nuts"]})
    {'Ira': []}
    """
    safe = {}
    for guest, avoided in guests.items():
        bad = {ingredient.lower() for ingredient in avoided}
        safe[guest] = sorted(
            dish for dish, parts in dishes.items() if not bad & {part.lower() for part in parts}
        )
    return safe


def rows_missing_values(rows: List[Dict[str, object]], fields: List[str]) -> Dict[int, List[str]]:
    """For every row with gaps, give the index of the row and the fields, among the given
    ones, that are missing, None or an empty text. Zero and False are proper values.

    >>> rows_missing_values([{"a": 0, "b": ""}, {"a": 1, "b": 2}, {"b": None}], ["a", "b"])
    {0: ['b'], 2: ['a', 'b']}
    >>> rows_missing_values([], ["a"])
    {}
    """
    gaps = {}
    for index, row in enumerate(rows):
        missing = [field for field in fields if row.get(field) is None or row.get(field) == ""]
        if missing:
            gaps[index] = missing
    return gaps


def estimate_arrival(
    start: datetime, legs: List[Tuple[float, float]], break_after: float = 2.0
) -> datetime:
    """When do we arrive? legs are (kilometres, km per hour). After each leg but the last that
    takes longer than break_after hours we rest for 30 minutes.

    >>> estimate_arrival(datetime(2024, 7, 1, 8, 0), [(300, 100), (50, 50)])
    datetime.datetime(2024, 7, 1, 12, 30)
    >>> estimate_arrival(datetime(2024, 7, 1, 8, 0), [(300, 100)])
    datetime.datetime(2024, 7, 1, 11, 0)
    >>> estimate_arrival(datetime(2024, 7, 1, 8, 0), [])
    datetime.datetime(2024, 7, 1, 8, 0)
    """
    hours = 0.0
    for index, (distance, speed) in enumerate(legs):
        duration = distance / speed
        hours += duration
        if duration > break_after and index < len(legs) - 1:
            hours += 0.5
    return start + timedelta(hours=hours)


def elect_committee(ballots: List[List[str]], seats: int) -> List[str]:
    """Every ballot is a ranked list of candidates, of which the first gets 3 points, the
    second 2 and the third 1; further ones get none. The candidates with the most points win
    the seats, ties being broken by name. Candidates without a point are never elected.

    >>> elect_committee([["Ann", "Bob"], ["Bob", "Cid", "Ann"], ["Bob"]], 2)
    ['Bob', 'Ann']
    >>> elect_committee([], 2)
    []
    """
    points = defaultdict(int)
    for ballot in ballots:
        for candidate, worth in zip(ballot, (3, 2, 1)):
            points[candidate] += worth
    return sorted(points, key=lambda name: (-points[name], name))[:seats]


def blocked_periods(periods: List[Tuple[date, date]], day: date) -> Optional[date]:
    """If the day is within one of the blocked periods (first day, last day), give the first
    day that is free again, periods that follow without a gap being taken into account. If the
    day isn't blocked return None.

    >>> blocks = [(date(2024, 8, 1), date(2024, 8, 5)), (date(2024, 8, 6), date(2024, 8, 9))]
    >>> blocked_periods(blocks, date(2024, 8, 3))
    datetime.date(2024, 8, 10)
    >>> blocked_periods(blocks, date(2024, 7, 31)) is None
    True
    """
    free = day
    for first, last in sorted(periods):
        if first <= free <= last:
            free = last + timedelta(days=1)
    return free if free != day else None


