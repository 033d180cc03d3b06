from collections import deque
from datetime import date, timedelta
from typing import Dict, List, Optional, Set, Tuple




def who_sits_next_to(table, guest):
    """ Guests sit at a round table in the order of the list. Return the neighbours of a guest
    as a (left, right) tuple, where left is the one before in the list. Return None if the
    guest isn't at the table. A guest alone at the table is their own neighbour.
    >>> who_sits_next_to(["Ula", "Jan", "Per"], "Ula")
    ('Per', 'Jan')
    >>> who_sits_next_to(["Ula"], "Ula")
    ('Ula', 'Ula')
    >>> who_sits_next_to([], "Ula") is None
    True
    """
    if guest not in table:
        return None
    place = table.index(guest)
    return table[place - 1], table[(place + 1) % len(table)]








def combine_offers(*offers: Dict[str, float]) -> Dict[str, Tuple[float, int]]:
    """ Combine several price offers, each a dict of product -> price. For every product give the
    lowest price and the number (from 1) of the offer it came from; the earlier offer wins a tie.
    >>> combine_offers({"bolt": 2.5}, {"bolt": 2.0, "nut": 1.0})
    {'bolt': (2.0, 2), 'nut': (1.0, 2)}
    >>> combine_offers({"nut": 1.0}, {"nut": 1.0})
    {'nut': (1.0, 1)}
    >>> combine_offers()
    {}
    """
    best = {}
    for number, offer in enumerate(offers, start=1):
        for product, price in offer.items():
            if product not in best or price < best[product][0]:
                best[product] = (price, number)
    return best


def lift_trips(weights: List[int], capacity: int) -> int:
    """ People queue for a lift, and board in the order of the queue as long as their weight still
    fits in. How many trips does it take until all are up? Nobody weighs more than the capacity.
    >>> lift_trips([80, 70, 90, 60], 160)
    2
    >>> lift_trips([80, 90, 70], 160)
    2
    >>> lift_trips([], 160)
    0
    """
    trips = 0
    room = 0
    for weight in weights:
        if trips == 0 or weight > room:
            trips += 1
            room = capacity
        room -= weight
    return trips








def add_months(day: date, months: int) -> date:
    """ Move a date by a number of months, which may be negative. The day of the month stays the
    same, except that days beyond the 28th become the 28th, so that the date always exists.
    >>> add_months(date(2024, 1, 15), 2)
    datetime.date(2024, 3, 15)
    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 28)
    >>> add_months(date(2024, 1, 5), -1)
    datetime.date(2023, 12, 5)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, 28))


def spare_parts(kits, stock):
    """ Each kit in the list is a dict of part -> pieces. Build the kits one after the other
    from the stock, skipping a kit for which something is lacking. Return a tuple of how many
    were built and the parts left over; parts that are used up aren't listed.
    >>> spare_parts([{"leg": 4, "top": 1}, {"leg": 3}, {"top": 1}], {"leg": 6, "top": 2})
    (2, {'leg': 2})
    >>> spare_parts([], {"leg": 6})
    (0, {'leg': 6})
    """
    left = dict(stock)
    built = 0
    for kit in kits:
        if all(left.get(part, 0) >= pieces for part, pieces in kit.items()):
            for part, pieces in kit.items():
                left[part] -= pieces
            built += 1
    return built, {part: pieces for part, pieces in left.items() if pieces > 0}




def expand_ranges(text: str) -> List[int]:
    """ Page choices such as "1-3,7" come as one text. Return the page numbers they stand for,
    in the order written. Spaces are allowed around the parts, and a range that goes down
    gives nothing.
    >>> expand_ranges("1-3,7")
    [1, 2, 3, 7]
    >>> expand_ranges("9, 4-2, 5 - 6")
    [9, 5, 6]
    >>> expand_ranges("")
    []
    """
    pages = []
    for part in text.split(","):
        if "-" in part:
            first, last = part.split("-")
            pages.extend(range(int(first), int(last) + 1))
        elif part.strip():
            pages.append(int(part))
    return pages




def chunk_by_weight(parcels: List[float], limit: float) -> List[List[float]]:
    """ Load parcels onto carts in the given order. A new cart is begun as soon as the next
    parcel would take the present cart over the limit. A parcel that alone exceeds the limit
    gets its own cart.
    >>> chunk_by_weight([4, 3, 5, 2], 8)
    [[4, 3], [5, 2]]
    >>> chunk_by_weight([9, 1], 8)
    [[9], [1]]
    >>> chunk_by_weight([], 8)
    []
    """
    carts = []
    for parcel in parcels:
        if carts and sum(carts[-1]) + parcel <= limit:
            carts[-1].append(parcel)
        else:
            carts.append([parcel])
    return carts


def subscription_end(start: date, paid_months: int, bonus_days: int = 0) -> Optional[date]:
    """ The last day of a subscription. Each paid month counts as 30 days, the start being the first
    of them, and the bonus days come on top. Somebody who has neither paid nor got a bonus has no
    subscription: None.
    >>> subscription_end(date(2024, 1, 1), 1)
    datetime.date(2024, 1, 30)
    >>> subscription_end(date(2024, 1, 1), 0, bonus_days=7)
    datetime.date(2024, 1, 7)
    >>> subscription_end(date(2024, 1, 1), 0) is None
    True
    """
    length = paid_months * 30 + bonus_days
    if length <= 0:
        return None
    return start + timedelta(days=length - 1)




def alarms(readings: List[Tuple[str, float]], limit: float, rest: int) -> List[str]:
    """ Readings are (time, value) pairs. A value above the limit raises an alarm, but after
    an alarm the next `rest` readings can't raise one. Return the times of the alarms.
    >>> alarms([("9:00", 8.1), ("9:05", 8.5), ("9:10", 8.3)], 8.0, 1)
    ['9:00', '9:10']
    >>> alarms([("9:00", 8.0)], 8.0, 1)
    []
    """
    raised = []
    quiet = 0
    for time, value in readings:
        if quiet > 0:
            quiet -= 1
        elif value > limit:
            raised.append(time)
            quiet = rest
    return raised




def ferry_wait(arrival: int, first: int, last: int, every: int) -> Optional[int]:
    """ A ferry leaves at minute `first` of the day and then every `every` minutes, the last time no
    later than `last`. How long does somebody wait who arrives at the given minute? Return None when
    there is no more ferry on that day.
    >>> ferry_wait(365, 360, 1200, 30)
    25
    >>> ferry_wait(390, 360, 1200, 30)
    0
    >>> ferry_wait(1201, 360, 1200, 30) is None
    True
    """
    for departure in range(first, last + 1, every):
        if departure >= arrival:
            return departure - arrival
    return None




def reachable_rooms(doors: Dict[str, List[str]], start: str) -> Set[str]:
    """ doors maps a room to the rooms its doors open to (one way only). Find all rooms that can be
    reached from start, start included. Rooms that aren't keys of doors have no way out.
    >>> sorted(reachable_rooms({"hall": ["bath", "den"], "den": ["attic"]}, "hall"))
    ['attic', 'bath', 'den', 'hall']
    >>> reachable_rooms({"hall": ["bath"]}, "bath")
    {'bath'}
    """
    found = {start}
    waiting = deque([start])
    while waiting:
        room = waiting.popleft()
        for following in doors.get(room, []):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found




def scale_recipe(recipe: dict[str, float], servings: int, wanted: int) -> dict[str, float]:
    """ Scale the amounts of a recipe from `servings` to `wanted` portions, rounded to one decimal.
    Whatever would come out as 0.0 but wasn't 0 to begin with is set to 0.1.
    >>> scale_recipe({"flour": 500, "eggs": 2, "salt": 0.1}, 4, 2)
    {'flour': 250.0, 'eggs': 1.0, 'salt': 0.1}
    >>> scale_recipe({"sugar": 0}, 4, 8)
    {'sugar': 0.0}
    """
    scaled = {}
    for ingredient, amount in recipe.items():
        new = round(amount * wanted / servings, 1)
        scaled[ingredient] = 0.1 if new == 0 and amount != 0 else new
    return scaled
