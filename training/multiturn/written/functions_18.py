from collections import defaultdict
from itertools import groupby


def translate_shelf_mark(mark):
    """An archive changed its shelf marks from "3.C.07" (room, cabinet, box) to "R3-C-7": an R
    before the room, dashes in place of dots, no leading zeros in the box number. Return the new
    mark.

    >>> translate_shelf_mark("3.C.07")
    'R3-C-7'
    >>> translate_shelf_mark("12.AA.100")
    'R12-AA-100'
    """
    room, cabinet, box = mark.split(".")
    return f"R{room}-{cabinet}-{int(box)}"


def blend_price(parts: list) -> float:
    """Price per kilo of a coffee blend, rounded to 2 decimals. `parts` are (kilos, price per
    kilo) pairs. A blend without any weight costs 0.0.

    >>> blend_price([(2, 12.0), (1, 18.0)])
    14.0
    >>> blend_price([])
    0.0
    """
    weight = sum(kilos for kilos, _ in parts)
    if not weight:
        return 0.0
    return round(sum(kilos * price for kilos, price in parts) / weight, 2)


def score_darts(throws: list, start: int) -> int:
    """A player counts down from `start`. Each throw takes its points off, but a throw that would
    bring the score below zero, or leave exactly 1, is void. Stop as soon as 0 is reached. Return
    what is left.

    >>> score_darts([60, 40, 2], 101)
    39
    >>> score_darts([20, 30, 15, 5], 50)
    0
    """
    left = start
    for points in throws:
        if left - points == 0:
            return 0
        if left - points > 1:
            left -= points
    return left


def split_by_flag(records, flag):
    """Given records as dicts, return two lists of their "name" values: those whose field `flag`
    is true, and all the others. A record without the field counts as an other.

    >>> split_by_flag([{"name": "Ute", "paid": True}, {"name": "Max", "paid": False}, {"name": "Lea"}], "paid")
    (['Ute'], ['Max', 'Lea'])
    >>> split_by_flag([], "paid")
    ([], [])
    """
    yes, no = [], []
    for record in records:
        (yes if record.get(flag) else no).append(record["name"])
    return yes, no


def rain_days_in_row(days: list) -> list:
    """`days` is a list of texts "wet" and "dry". Return the lengths of all wet periods in order.

    >>> rain_days_in_row(["wet", "wet", "dry", "wet"])
    [2, 1]
    >>> rain_days_in_row(["dry"])
    []
    """
    return [len(list(spell)) for kind, spell in groupby(days) if kind == "wet"]


def place_order_line(order: dict, line: str) -> dict:
    """Add an order line such as "3 x soap" to an order and return the order as a new dict. The
    count in front is added to what is there for the item. A line "- soap" takes the item out
    altogether (if it is there).

    >>> place_order_line({"soap": 1}, "3 x soap")
    {'soap': 4}
    >>> place_order_line({"soap": 1, "wax": 2}, "- soap")
    {'wax': 2}
    """
    if line.startswith("- "):
        return {item: count for item, count in order.items() if item != line[2:]}
    count, item = line.split(" x ", 1)
    return {**order, item: order.get(item, 0) + int(count)}


def corridor_lights(length: int, lamps: list, reach: int) -> list:
    """A corridor has metres numbered 0 to length - 1. A lamp at a metre lights that metre and
    `reach` metres on both sides. Return the numbers of the metres that stay dark.

    >>> corridor_lights(8, [1, 5], 1)
    [3, 7]
    >>> corridor_lights(2, [], 4)
    [0, 1]
    """
    return [metre for metre in range(length) if all(abs(metre - lamp) > reach for lamp in lamps)]


def rank_by_medals(countries: dict) -> list:
    """Order countries by medals. `countries` maps a name to (gold, silver, bronze). More gold
    comes first, then more silver, then more bronze; after that the name decides. Countries
    without a single medal are left out.

    >>> rank_by_medals({"Peru": (1, 0, 2), "Chad": (0, 0, 0), "Fiji": (1, 1, 0), "Cuba": (1, 0, 2)})
    ['Fiji', 'Cuba', 'Peru']
    >>> rank_by_medals({})
    []
    """
    winners = [name for name, medals in countries.items() if any(medals)]
    return sorted(winners, key=lambda name: ([-count for count in countries[name]], name))


def trip_log_speeds(log):
    """A log has (minute, km on the clock) pairs in order. Return the mean speed in km/h, rounded
    to whole numbers, of each stretch between two entries. A stretch that takes no time has speed
    0.

    >>> trip_log_speeds([(0, 100), (30, 140), (45, 145)])
    [80, 20]
    >>> trip_log_speeds([(0, 100), (0, 130)])
    [0]
    """
    speeds = []
    for (minute_a, km_a), (minute_b, km_b) in zip(log, log[1:]):
        hours = (minute_b - minute_a) / 60
        speeds.append(round((km_b - km_a) / hours) if hours else 0)
    return speeds


def pick_up_order(stops: dict, depot: tuple) -> list:
    """A van goes from the depot to the nearest stop, from there to the nearest stop not visited
    yet, and so on. Nearness is counted in blocks: difference of x plus difference of y. Of
    equally near stops the name that comes first is taken. `stops` maps names to (x, y). Return
    the names in the order of the tour.

    >>> pick_up_order({"inn": (5, 5), "spa": (1, 0), "zoo": (0, 4)}, (0, 0))
    ['spa', 'zoo', 'inn']
    >>> pick_up_order({}, (0, 0))
    []
    """
    x, y = depot
    left = set(stops)
    tour = []
    while left:
        best = min(left, key=lambda s: (abs(stops[s][0] - x) + abs(stops[s][1] - y), s))
        tour.append(best)
        left.remove(best)
        x, y = stops[best]
    return tour


def average_by_group(pairs: list, least: int) -> dict:
    """Mean value per group, for groups that have `least` values or more, rounded to one decimal.
    `pairs` are (group, value). The groups come with the highest mean first; groups of the same
    rounded mean come in alphabetical order.

    >>> average_by_group([("b", 4), ("a", 1), ("b", 5), ("a", 2), ("c", 99)], 2)
    {'b': 4.5, 'a': 1.5}
    >>> average_by_group([], 1)
    {}
    """
    groups = defaultdict(list)
    for group, value in pairs:
        groups[group].append(value)
    means = {g: round(sum(v) / len(v), 1) for g, v in groups.items() if len(v) >= least}
    return dict(sorted(means.items(), key=lambda item: (-item[1], item[0])))


def loan_desk_state(log):
    """The log of a tool library has lines "take NAME TOOL" and "give TOOL". Return {tool: name}
    for all tools that are lent at the end. A tool that is lent cannot be taken by another until
    it is given back: such a line is ignored.

    >>> loan_desk_state(["take Eva drill", "take Jon drill", "take Jon jack", "give drill"])
    {'jack': 'Jon'}
    >>> loan_desk_state(["give drill"])
    {}
    """
    lent = {}
    for line in log:
        action, *words = line.split()
        if action == "take":
            name, tool = words
            lent.setdefault(tool, name)
        else:
            lent.pop(words[0], None)
    return lent
