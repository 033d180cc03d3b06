import bisect
import itertools
import math
from datetime import date, timedelta
from typing import Dict, List, Optional, Tuple




def add_to_basket(basket, article, quantity=1, stock=None):
    """Add a quantity of an article to the basket (a dict), which is changed, and return the
    new quantity.

    If stock is given, the basket never holds more of the article than stock. A quantity that
    would come out at zero or below removes the article, and 0 is returned.

    >>> basket = {"pear": 2}
    >>> add_to_basket(basket, "pear", 4, stock=5)
    5
    >>> add_to_basket(basket, "pear", -9)
    0
    >>> basket
    {}
    """
    new = basket.get(article, 0) + quantity
    if stock is not None:
        new = min(new, stock)
    if new <= 0:
        basket.pop(article, None)
        return 0
    basket[article] = new
    return new


def rooms_for_groups(groups: Dict[str, int], rooms: Dict[str, int]) -> Dict[str, Optional[str]]:
    """Give every group the smallest room that is large enough and still free.

    The largest group chooses first, groups of equal size choose by name. rooms maps a room to its
    number of seats; of equally large rooms the one that comes first in the dict is taken. A group
    for which there's no room gets None.

    >>> rooms_for_groups({"yoga": 8, "band": 12}, {"hall": 30, "loft": 10})
    {'band': 'hall', 'yoga': 'loft'}
    >>> rooms_for_groups({"yoga": 8, "quiz": 8}, {"loft": 10})
    {'quiz': 'loft', 'yoga': None}
    """
    free = dict(rooms)
    plan = {}
    for group in sorted(groups, key=lambda name: (-groups[name], name)):
        fitting = [room for room in free if free[room] >= groups[group]]
        plan[group] = min(fitting, key=lambda room: free[room], default=None)
        free.pop(plan[group], None)
    return plan


def loan_months(debt: int, payment: int, fee: int) -> Optional[int]:
    """
    How many months does it take to pay off a debt if every month first a fee is added and then
    a payment is made? If the payment isn't larger than the fee the debt never ends: return None,
    unless there is no debt at all, which takes 0 months.

    >>> loan_months(100, 30, 5)
    4
    >>> loan_months(100, 5, 5) is None
    True
    >>> loan_months(0, 5, 5)
    0
    """
    if debt <= 0:
        return 0
    if payment <= fee:
        return None
    return math.ceil(debt / (payment - fee))


def stack_crates(crates):
    """Crates are (name, weight). Stack them so that the heaviest is at the bottom, and return
    the names from bottom to top. Crates of equal weight go on the stack in alphabetical
    order. Crates whose weight isn't known (None) are put on top, in the given order.

    >>> stack_crates([("figs", 12), ("oil", 30), ("silk", None), ("dates", 12)])
    ['oil', 'dates', 'figs', 'silk']
    >>> stack_crates([])
    []
    """
    known = [(name, weight) for name, weight in crates if weight is not None]
    known.sort(key=lambda crate: (-crate[1], crate[0]))
    unknown = [name for name, weight in crates if weight is None]
    return [name for name, _ in known] + unknown


def coverage(shifts: List[Tuple[int, int]], opens: int, closes: int) -> Dict[int, int]:
    """For each full hour from opens to just before closes, how many people are at work?

    A shift (start, end) covers its starting hour but not its ending hour.

    >>> coverage([(8, 11), (9, 10)], 8, 12)
    {8: 1, 9: 2, 10: 1, 11: 0}
    >>> coverage([], 8, 9)
    {8: 0}
    >>> coverage([(8, 11)], 12, 12)
    {}
    """
    return {
        hour: sum(start <= hour < end for start, end in shifts)
        for hour in range(opens, closes)
    }


def nearest_stop(stops: list[int], position: int) -> int:
    """Bus stops lie at the given positions (in metres, ascending) along a road. Return the
    position of the stop that is nearest; if two are equally near, the one further back.

    >>> nearest_stop([0, 400, 900], 600)
    400
    >>> nearest_stop([0, 400], 200)
    0
    >>> nearest_stop([50], -10)
    50
    """
    index = bisect.bisect_left(stops, position)
    around = stops[max(index - 1, 0):index + 1]
    return min(around, key=lambda stop: abs(stop - position))


def medal_table(results: List[Tuple[str, str]]) -> List[Tuple[str, int, int, int]]:
    """Build a medal table from (nation, medal) results, where medal is "gold", "silver" or
    "bronze".

    Rows are (nation, golds, silvers, bronzes). More golds rank first, then more silvers, then more
    bronzes, and nations with the very same medals are in alphabetical order.

    >>> medal_table([("NOR", "silver"), ("ITA", "gold"), ("NOR", "gold"), ("FIN", "gold")])
    [('NOR', 1, 1, 0), ('FIN', 1, 0, 0), ('ITA', 1, 0, 0)]
    >>> medal_table([])
    []
    """
    kinds = ["gold", "silver", "bronze"]
    table = {}
    for nation, medal in results:
        table.setdefault(nation, [0, 0, 0])[kinds.index(medal)] += 1
    ordered = sorted(table.items(), key=lambda row: ([-n for n in row[1]], row[0]))
    return [(nation, *medals) for nation, medals in ordered]


def hold_until(readings, limit, times):
    """Return the index at which a value has been above the limit for `times` readings
    running, i.e. the index of the last of these readings, for the first time. If that never
    happens return -1.

    >>> hold_until([1, 6, 7, 2, 8, 9, 9], 5, 3)
    6
    >>> hold_until([6, 6], 5, 1)
    0
    >>> hold_until([], 5, 1)
    -1
    """
    streak = 0
    for index, value in enumerate(readings):
        streak = streak + 1 if value > limit else 0
        if streak == times:
            return index
    return -1


def allocate_by_share(total: int, shares: Dict[str, float]) -> Dict[str, int]:
    """Allot seats on a board in proportion to shares that add up to 1.

    Everybody gets the whole part of total * share first. The seats that are left go one each
    to those with the largest fractional parts; on a tie, to those who come first in the dict.

    >>> allocate_by_share(10, {"north": 0.5, "south": 0.28, "east": 0.22})
    {'north': 5, 'south': 3, 'east': 2}
    >>> allocate_by_share(3, {"north": 0.5, "south": 0.5})
    {'north': 2, 'south': 1}
    """
    exact = {name: total * share for name, share in shares.items()}
    seats = {name: int(value) for name, value in exact.items()}
    left = total - sum(seats.values())
    by_rest = sorted(exact, key=lambda name: exact[name] - seats[name], reverse=True)
    for name in by_rest[:left]:
        seats[name] += 1
    return seats


def due_reminders(bills: Dict[str, date], today: date, ahead: int = 7) -> List[str]:
    """
    Write reminders for the bills that are due within the next `ahead` days, or overdue.

    bills maps a name to the due date. The reminders read "gas: in 3 days", "rent: today" or
    "phone: 2 days late", the earliest due date first, then by name. One day is written "1
    days", too.

    >>> bills = {"gas": date(2024, 5, 9), "phone": date(2024, 5, 4), "tax": date(2024, 6, 1)}
    >>> due_reminders(bills, date(2024, 5, 6))
    ['phone: 2 days late', 'gas: in 3 days']
    >>> due_reminders({"rent": date(2024, 5, 6)}, date(2024, 5, 6))
    ['rent: today']
    """
    reminders = []
    for due, name in sorted((due, name) for name, due in bills.items()):
        days = (due - today).days
        if days > ahead:
            continue
        if days == 0:
            reminders.append(f"{name}: today")
        elif days > 0:
            reminders.append(f"{name}: in {days} days")
        else:
            reminders.append(f"{name}: {-days} days late")
    return reminders




def split_shared_costs(costs: List[Tuple[str, float, List[str]]]) -> Dict[str, float]:
    """Settle the costs of a weekend away.

    Each cost is (payer, amount, participants), and is shared equally by its participants, to
    whom the payer needn't belong. Return for each person who paid or took part what they get
    back (negative: have to pay), rounded to cents, in the order in which the persons turn up.

    >>> split_shared_costs([("Uli", 30.0, ["Uli", "Ria"]), ("Ria", 10.0, ["Uli"])])
    {'Uli': 5.0, 'Ria': -5.0}
    >>> split_shared_costs([])
    {}
    """
    balance = {}
    for payer, amount, participants in costs:
        balance[payer] = balance.get(payer, 0.0) + amount
        for person in participants:
            balance[person] = balance.get(person, 0.0) - amount / len(participants)
    return {person: round(value, 2) for person, value in balance.items()}




def last_seen(log, names, unknown="never"):
    """For each of the names, tell on which day it was last seen, the log being a list of
    (day, names seen) in no special order. Days are texts like "2024-02-01". Names that are
    not in the log get the text `unknown`.

    >>> last_seen([("2024-02-03", ["Fox"]), ("2024-02-01", ["Fox", "Elk"])], ["Elk", "Fox", "Owl"])
    {'Elk': '2024-02-01', 'Fox': '2024-02-03', 'Owl': 'never'}
    >>> last_seen([], [])
    {}
    """
    result = {}
    for name in names:
        days = [day for day, seen in log if name in seen]
        result[name] = max(days) if days else unknown
    return result


def sample_times(start: int, end: int, minutes: int) -> List[str]:
    """Sampling times as "HH:MM", from start to end in minutes after midnight, every so many
    minutes. The end itself is always sampled, even when the step doesn't hit it.

    >>> sample_times(540, 600, 25)
    ['09:00', '09:25', '09:50', '10:00']
    >>> sample_times(540, 600, 30)
    ['09:00', '09:30', '10:00']
    >>> sample_times(540, 540, 30)
    ['09:00']
    """
    moments = list(range(start, end, minutes)) + [end]
    return [f"{moment // 60:02d}:{moment % 60:02d}" for moment in moments]


def accept_applications(
    applications: List[Tuple[str, int, date]], places: int
) -> Tuple[List[str], List[str]]:
    """Decide who gets a place in a course.

    applications are (name, points, day received). More points come first; with equal points
    the earlier day, then the name. Return (accepted, waiting list), both in this order.
    Anyone with negative points is on neither list.

    >>> d1, d2 = date(2024, 1, 1), date(2024, 1, 2)
    >>> accept_applications([("Ivo", 5, d2), ("Lin", 5, d1), ("Sia", 8, d2), ("Bad", -1, d1)], 2)
    (['Sia', 'Lin'], ['Ivo'])
    >>> accept_applications([], 2)
    ([], [])
    """
    valid = [entry for entry in applications if entry[1] >= 0]
    valid.sort(key=lambda entry: (-entry[1], entry[2], entry[0]))
    names = [name for name, _, _ in valid]
    return names[:places], names[places:]


def nested_get(data, path, default=None):
    """Fetch a value from nested dicts and lists by a path like "rooms.0.name".

    Parts made of digits index into lists; all others are dict keys. If any part of the way
    isn't there the default is returned.

    >>> nested_get({"rooms": [{"name": "attic"}]}, "rooms.0.name")
    'attic'
    >>> nested_get({"rooms": []}, "rooms.3.name", default="?")
    '?'
    >>> nested_get({}, "rooms") is None
    True
    """
    for part in path.split("."):
        if isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict) and part in data:
            data = data[part]
        else:
            return default
    return data


def timetable_grid(
    lessons: list[tuple[str, int, str]], days: list[str], slots: int
) -> list[list[str]]:
    """Lay out lessons (day, slot counted from 1, subject) as a grid with one row for each
    slot and one column for each day.

    Free cells hold "-". When a lesson hits a cell that is taken, both subjects are joined by
    "/". Lessons on a day that isn't among days are ignored.

    >>> timetable_grid([("Mo", 1, "Art"), ("Tu", 2, "PE"), ("Mo", 1, "Lab")], ["Mo", "Tu"], 2)
    [['Art/Lab', '-'], ['-', 'PE']]
    >>> timetable_grid([("Su", 1, "Art")], ["Mo"], 1)
    [['-']]
    """
    grid = [["-"] * len(days) for _ in range(slots)]
    for day, slot, subject in lessons:
        if day not in days:
            continue
        column = days.index(day)
        present = grid[slot - 1][column]
        grid[slot - 1][column] = subject if present == "-" else f"{present}/{subject}"
    return grid


def expiry_order(pantry: List[dict]) -> List[str]:
    """In which order should the food be eaten?

    Each item of the pantry has a "name", and maybe a "best_before" date and an "opened" flag.
    Opened items come first, then all others; within both groups the one that expires first is
    first, and those without a date come last, in the order given.

    >>> jam = {"name": "jam", "best_before": date(2024, 9, 1)}
    >>> expiry_order([{"name": "rice"}, jam, {"name": "milk", "opened": True}])
    ['milk', 'jam', 'rice']
    >>> expiry_order([])
    []
    """
    def urgency(item):
        return not item.get("opened", False), item.get("best_before") or date.max

    return [item["name"] for item in sorted(pantry, key=urgency)]


def paginate(items: List[str], page: int, size: int) -> Dict[str, object]:
    """Return a page of a list of search hits as a dict with the keys items, page, pages.

    Pages are counted from 1. A page number that is too small becomes 1, one that's too large
    becomes the last page. An empty list has one empty page.

    >>> paginate(["a", "b", "c"], 2, 2)
    {'items': ['c'], 'page': 2, 'pages': 2}
    >>> paginate(["a", "b", "c"], 9, 2)["page"]
    2
    >>> paginate([], 0, 10)
    {'items': [], 'page': 1, 'pages': 1}
    """
    pages = max(math.ceil(len(items) / size), 1)
    page = min(max(page, 1), pages)
    start = (page - 1) * size
    return {"items": items[start:start + size], "page": page, "pages": pages}


def detect_swaps(planned: List[str], actual: List[str]) -> List[Tuple[str, str]]:
    """Two lists of the same runners: the planned and the actual order at the start. Which
    neighbours swapped places?

    A swap is a pair that stands directly one after the other in both lists at the same two
    places, but the other way round. Return the pairs in the planned order.

    >>> detect_swaps(["Al", "Bo", "Cy", "Di"], ["Bo", "Al", "Cy", "Di"])
    [('Al', 'Bo')]
    >>> detect_swaps(["Al", "Bo", "Cy"], ["Cy", "Al", "Bo"])
    []
    """
    swaps = []
    for i in range(len(planned) - 1):
        first, second = planned[i], planned[i + 1]
        if first != second and actual[i:i + 2] == [second, first]:
            swaps.append((first, second))
    return swaps


def blend_batches(batches):
    """Paint batches are (litres, share of white) pairs. Blend them all and return the total
    litres and the share of white in the blend, rounded to 3 decimals. An empty blend has a
    share of 0.0.

    >>> blend_batches([(10, 0.5), (30, 0.1)])
    (40, 0.2)
    >>> blend_batches([])
    (0, 0.0)
    """
    litres = sum(amount for amount, _ in batches)
    if litres == 0:
        return 0, 0.0
    white = sum(amount * share for amount, share in batches)
    return litres, round(white / litres, 3)


def menu_combinations(
    courses: List[List[str]], budget: int, prices: Dict[str, int]
) -> List[Tuple[str, ...]]:
    """List all menus with one dish from every course that cost no more than the budget.

    prices maps a dish to its price. The cheapest menu comes first; menus of the same price
    keep the order in which they are formed, where the last course changes fastest.

    >>> prices = {"soup": 4, "salad": 5, "fish": 11, "tofu": 8}
    >>> menu_combinations([["soup", "salad"], ["fish", "tofu"]], 14, prices)
    [('soup', 'tofu'), ('salad', 'tofu')]
    >>> menu_combinations([["soup"]], 3, {"soup": 4})
    []
    """
    def cost(menu):
        return sum(prices[dish] for dish in menu)

    menus = [menu for menu in itertools.product(*courses) if cost(menu) <= budget]
    return sorted(menus, key=cost)


def vacation_left(
    entitlement: int, taken: List[Tuple[date, date]], year: int, carried: int = 0
) -> int:
    """Work out the days of leave that are left in a year.

    taken holds (first day, last day) periods; every day from Monday to Friday in the year
    counts, days of other years don't. Carried-over days are added to the entitlement. The
    result can be negative.

    >>> vacation_left(25, [(date(2024, 7, 1), date(2024, 7, 7))], 2024)
    20
    >>> vacation_left(1, [(date(2023, 12, 28), date(2024, 1, 3))], 2024, carried=1)
    -1
    >>> vacation_left(25, [], 2024)
    25
    """
    used = 0
    for first, last in taken:
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        used += sum(day.year == year and day.weekday() < 5 for day in days)
    return entitlement + carried - used
