import itertools
from collections import namedtuple
from datetime import date, datetime, timedelta
from typing import Dict, Iterable, List, Optional, Tuple


def assign_buddies(newcomers, veterans):
    """Every newcomer gets a veteran as a buddy; veterans are used in turn, and again from the
    first when there are more newcomers than veterans. Nobody may be their own buddy, so names
    that stand in both lists count as veterans only. Without veterans, the buddy is None.

    >>> assign_buddies(["Ada", "Ben", "Cleo"], ["Xi", "Yul"])
    {'Ada': 'Xi', 'Ben': 'Yul', 'Cleo': 'Xi'}
    >>> assign_buddies(["Ada", "Xi"], ["Xi"])
    {'Ada': 'Xi'}
    >>> assign_buddies(["Ada"], [])
    {'Ada': None}
    """
    new = [name for name in newcomers if name not in veterans]
    if not veterans:
        return dict.fromkeys(new)
    return {name: veterans[i % len(veterans)] for i, name in enumerate(new)}


def invoice_total(lines: List[Tuple[float, int, float]], rounding: int = 2) -> Dict[str, float]:
    """
    Compute the net sum, the tax and the gross sum of an invoice.

    lines holds (unit price, quantity, tax rate) tuples, the rate as a fraction like 0.2. The tax is
    rounded once, over all lines together, as is the net sum.

    >>> invoice_total([(10.0, 2, 0.2), (5.0, 1, 0.1)])
    {'net': 25.0, 'tax': 4.5, 'gross': 29.5}
    >>> invoice_total([])
    {'net': 0, 'tax': 0, 'gross': 0}
    """
    net = round(sum(price * quantity for price, quantity, _ in lines), rounding)
    tax = round(sum(price * quantity * rate for price, quantity, rate in lines), rounding)
    return {"net": net, "tax": tax, "gross": round(net + tax, rounding)}




def warranty_left(bought: date, months: int, today: date, repaired: Optional[date] = None) -> int:
    """
    How many days of warranty are left? A month is reckoned as 30 days from the day of
    purchase. A repair within the warranty starts it anew from the day of the repair; one
    after its end changes nothing. When the warranty is over, the answer is 0.

    >>> warranty_left(date(2024, 1, 1), 2, date(2024, 1, 11))
    50
    >>> warranty_left(date(2024, 1, 1), 2, date(2024, 1, 11), repaired=date(2024, 1, 6))
    55
    >>> warranty_left(date(2024, 1, 1), 1, date(2024, 6, 1), repaired=date(2024, 5, 1))
    0
    """
    length = timedelta(days=30 * months)
    end = bought + length
    if repaired is not None and repaired <= end:
        end = repaired + length
    return max((end - today).days, 0)


def seating_rows(guests, row_length, keep_together):
    """Fill rows of seats with guests in order, `row_length` to a row.

    keep_together is a set of (first, second) pairs: if second directly follows first in the
    list but would have to start a new row, first moves along to the new row. Row length is at
    least 2.

    >>> seating_rows(["A", "B", "C", "D"], 2, set())
    [['A', 'B'], ['C', 'D']]
    >>> seating_rows(["A", "B", "C", "D"], 2, {("B", "C")})
    [['A'], ['B', 'C'], ['D']]
    >>> seating_rows([], 3, set())
    []
    """
    rows = []
    for guest in guests:
        if not rows or len(rows[-1]) == row_length:
            moved = []
            if rows and (rows[-1][-1], guest) in keep_together:
                moved = [rows[-1].pop()]
            rows.append(moved)
        rows[-1].append(guest)
    return rows


def net_positions(payments: Iterable[Tuple[str, str, int]]) -> Dict[str, int]:
    """payments are (payer, receiver, amount). What did everybody end up with?

    Money paid counts negative, money received positive. People who come out at exactly 0 are left
    out; the others are in alphabetical order.

    >>> net_positions([("Ken", "Liv", 30), ("Liv", "Ken", 10), ("Liv", "Ben", 5)])
    {'Ben': 5, 'Ken': -20, 'Liv': 15}
    >>> net_positions([("Ken", "Liv", 8), ("Liv", "Ken", 8)])
    {}
    """
    net = {}
    for payer, receiver, amount in payments:
        net[payer] = net.get(payer, 0) - amount
        net[receiver] = net.get(receiver, 0) + amount
    return {person: net[person] for person in sorted(net) if net[person] != 0}


def crop_grid(grid: List[List[str]], empty: str = ".") -> List[List[str]]:
    """Cut off the rows at the top and the bottom of a garden plan in which every cell is empty.

    Empty rows between planted ones stay. A plan without any plant gives an empty list.

    >>> crop_grid([[".", "."], ["x", "."], [".", "."], [".", "x"]])
    [['x', '.'], ['.', '.'], ['.', 'x']]
    >>> crop_grid([[".", "."]])
    []
    """
    planted = [i for i, row in enumerate(grid) if any(cell != empty for cell in row)]
    if not planted:
        return []
    return grid[planted[0]:planted[-1] + 1]








Reading = namedtuple("Reading", "sensor value ok")




def shift_schedule(
    schedule: Dict[str, datetime], minutes: int, only_after: datetime
) -> Dict[str, datetime]:
    """A train is late: move all stops later than only_after by some minutes, and return the
    new schedule.

    Stops at that very moment or before it keep their time.

    >>> plan = {"Bern": datetime(2024, 1, 1, 8, 0), "Thun": datetime(2024, 1, 1, 8, 20)}
    >>> shift_schedule(plan, 10, datetime(2024, 1, 1, 8, 0))["Thun"]
    datetime.datetime(2024, 1, 1, 8, 30)
    >>> shift_schedule(plan, 10, datetime(2024, 1, 1, 8, 0))["Bern"]
    datetime.datetime(2024, 1, 1, 8, 0)
    """
    delay = timedelta(minutes=minutes)
    return {stop: when + delay if when > only_after else when for stop, when in schedule.items()}




def who_is_in(events: List[Tuple[str, str]]) -> List[str]:
    """Events of a door log are ("in", name) or ("out", name). Who is still in the building at
    the end?

    The names come in the order in which they entered, counting the latest entry. Someone who
    goes out without having come in is ignored.

    >>> who_is_in([("in", "Ray"), ("in", "Sue"), ("out", "Ray"), ("in", "Ray")])
    ['Sue', 'Ray']
    >>> who_is_in([("out", "Tim")])
    []
    """
    inside = []
    for kind, name in events:
        if name in inside:
            inside.remove(name)
        if kind == "in":
            inside.append(name)
    return inside




def cheapest_connection(flights, origin, target):
    """flights is a list of (from, to, price). What's the cheapest way from origin to target,
    direct or with a single change? Return (price, via), where via is None for a direct
    flight; at equal price the direct flight is better, then the stop-over that comes first by
    name. No way at all gives None.

    >>> flights = [("OSL", "BGO", 90), ("OSL", "TRD", 30), ("TRD", "BGO", 40)]
    >>> cheapest_connection(flights, "OSL", "BGO")
    (70, 'TRD')
    >>> cheapest_connection([("OSL", "BGO", 90)], "OSL", "BGO")
    (90, None)
    >>> cheapest_connection([], "OSL", "BGO") is None
    True
    """
    ways = []
    for start, stop, price in flights:
        if start == origin and stop == target:
            ways.append((price, ""))
        elif start == origin:
            for begin, end, second in flights:
                if begin == stop and end == target:
                    ways.append((price + second, stop))
    if not ways:
        return None
    price, via = min(ways)
    return price, via or None


def evaluate_poll(answers: List[Optional[int]], low: int = 1, high: int = 5) -> Tuple[int, float]:
    """Evaluate the answers to one question of a poll.

    None and numbers outside low..high are invalid. Return the number of valid answers and
    their average, rounded to 2 decimals; the average is 0.0 if nothing is valid.

    >>> evaluate_poll([4, 5, None, 9, 4])
    (3, 4.33)
    >>> evaluate_poll([None])
    (0, 0.0)
    """
    valid = [a for a in answers if a is not None and low <= a <= high]
    if not valid:
        return 0, 0.0
    return len(valid), round(sum(valid) / len(valid), 2)




def match_schedule(teams: list[str]) -> list[tuple[str, str]]:
    """Every team plays every other one twice, once at home and once away. List the (home,
    guest) games: first, for each pair in the order of the list, the game at the place of the
    earlier team, then all the return games in the same order.

    >>> match_schedule(["Ajax", "Bari"])
    [('Ajax', 'Bari'), ('Bari', 'Ajax')]
    >>> len(match_schedule(["Ajax", "Bari", "Celta", "Dynamo"]))
    12
    >>> match_schedule(["Ajax"])
    []
    """
    first_half = list(itertools.combinations(teams, 2))
    return first_half + [(guest, home) for home, guest in first_half]


def stretch_playlist(songs, minutes):
    """songs are (title, minutes) pairs, played one after the other and again from the top.
    List the titles that are started within the given number of minutes; a song that starts
    exactly at the end isn't started any more. Songs last longer than 0 minutes; no songs, no
    list.

    >>> stretch_playlist([("Waltz", 3), ("Polka", 4)], 10)
    ['Waltz', 'Polka', 'Waltz']
    >>> stretch_playlist([("Waltz", 3)], 0)
    []
    >>> stretch_playlist([], 10)
    []
    """
    started = []
    clock = 0
    for title, length in itertools.cycle(songs):
        if clock >= minutes:
            break
        started.append(title)
        clock += length
    return started


def check_form(form: Dict[str, str], required: List[str], limits: Dict[str, int]) -> List[str]:
    """Check a filled-in form and return a list of complaints.

    A required field that is missing or blank gives "FIELD is required". A field longer than
    its limit gives "FIELD is too long (N > LIMIT)". The complaints on required fields come
    first.

    >>> check_form({"name": " ", "city": "Brno"}, ["name", "street"], {"city": 3})
    ['name is required', 'street is required', 'city is too long (4 > 3)']
    >>> check_form({"name": "Petr"}, ["name"], {"name": 10, "city": 3})
    []
    """
    complaints = [f"{field} is required" for field in required if not form.get(field, "").strip()]
    for field, limit in limits.items():
        size = len(form.get(field, ""))
        if size > limit:
            complaints.append(f"{field} is too long ({size} > {limit})")
    return complaints


def harvest_forecast(
    planted: Dict[str, date], ripening: Dict[str, int], today: date
) -> List[Tuple[str, int]]:
    """For every planted crop, in how many days can it be harvested?

    ripening gives the days from planting to harvest; crops not found there are skipped. A
    crop that is ripe already has 0. Order by days, then by name.

    >>> planted = {"kale": date(2024, 5, 1), "beet": date(2024, 5, 1)}
    >>> harvest_forecast(planted, {"kale": 60, "beet": 20}, date(2024, 6, 1))
    [('beet', 0), ('kale', 29)]
    >>> harvest_forecast({"moss": date(2024, 5, 1)}, {}, date(2024, 6, 1))
    []
    """
    forecast = []
    for crop, day in planted.items():
        if crop in ripening:
            ripe = day + timedelta(days=ripening[crop])
            forecast.append((crop, max((ripe - today).days, 0)))
    return sorted(forecast, key=lambda entry: (entry[1], entry[0]))


def deal_cards(deck, players, hand):
    """Deal `hand` cards to each player, one card at a time round the table, from the front of
    the deck.

    Return the hands as a dict, and the rest of the deck as a list. If there are too few cards for
    everybody, nothing is dealt: the hands are empty and the rest is the whole deck.

    >>> deal_cards(["7H", "QS", "2C", "9D", "AC"], ["Ode", "Pax"], 2)
    ({'Ode': ['7H', '2C'], 'Pax': ['QS', '9D']}, ['AC'])
    >>> deal_cards(["7H"], ["Ode", "Pax"], 1)
    ({'Ode': [], 'Pax': []}, ['7H'])
    """
    needed = hand * len(players)
    if needed > len(deck):
        return {player: [] for player in players}, list(deck)
    dealt, rest = deck[:needed], deck[needed:]
    hands = {player: dealt[i::len(players)] for i, player in enumerate(players)}
    return hands, rest


def find_orphans(records: List[dict]) -> List[int]:
    """Return the ids of the records whose "parent" is not the id of any record, in ascending order.

    A parent of None marks a root, and a root is no orphan.

    >>> find_orphans([{"id": 1, "parent": None}, {"id": 3, "parent": 9}, {"id": 2, "parent": 1}])
    [3]
    >>> find_orphans([])
    []
    """
    ids = {record["id"] for record in records}
    return sorted(r["id"] for r in records if r["parent"] is not None and r["parent"] not in ids)


def split_by_marker(lines: List[str], marker: str = "--") -> List[List[str]]:
    """Split a list of lines into blocks at every line that equals the marker.

    Marker lines belong to no block, and empty blocks are dropped.

    >>> split_by_marker(["To: Ida", "--", "Hello", "Bye", "--", "--"])
    [['To: Ida'], ['Hello', 'Bye']]
    >>> split_by_marker(["--"])
    []
    """
    blocks = [[]]
    for line in lines:
        if line == marker:
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if block]
