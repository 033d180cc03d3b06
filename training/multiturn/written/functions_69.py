import math
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Dict, List, Optional, Tuple






def rebook(slots: Dict[str, Optional[str]], name: str, wanted: str) -> Optional[str]:
    """ Move someone to another booking slot, in place. slots maps a time to a name, or to
    None if it's free. Return the time the person had before, which becomes free. If the
    wanted slot isn't free or doesn't exist, or the person has no booking, nothing is changed
    and None is returned.
    >>> slots = {"9:00": "Amy", "9:30": None}
    >>> rebook(slots, "Amy", "9:30")
    '9:00'
    >>> slots
    {'9:00': None, '9:30': 'Amy'}
    >>> rebook(slots, "Lou", "9:00") is None
    True
    """
    if wanted not in slots or slots[wanted] is not None:
        return None
    for time, booked in slots.items():
        if booked == name:
            slots[time] = None
            slots[wanted] = name
            return time
    return None




def reconcile(bank: List[Tuple[str, int]], book: List[Tuple[str, int]]) -> Dict[str, int]:
    """ Bank and book list (reference, cents). For every reference whose sums in the two
    differ, give the sum at the bank minus the sum in the book. References are in alphabetical
    order.
    >>> reconcile([("R1", 500), ("R2", 80)], [("R1", 300), ("R1", 200), ("R3", 10)])
    {'R2': 80, 'R3': -10}
    >>> reconcile([], [])
    {}
    """
    difference = defaultdict(int)
    for reference, cents in bank:
        difference[reference] += cents
    for reference, cents in book:
        difference[reference] -= cents
    return {ref: difference[ref] for ref in sorted(difference) if difference[ref] != 0}




def newest_reading(readings, sensor, now, max_age=600):
    """ readings are (sensor, second, value) in any order. Return the value of the sensor's
    latest reading that isn't from the future. It's None if there is none, or if it's more
    than max_age seconds old.
    >>> log = [("t1", 100, 7.5), ("t1", 400, 8.0), ("t1", 900, 9.0)]
    >>> newest_reading(log, "t1", 500)
    8.0
    >>> newest_reading(log, "t1", 2000) is None
    True
    """
    known = [
        (second, value)
        for name, second, value in readings
        if name == sensor and second <= now
    ]
    if not known:
        return None
    second, value = max(known, key=lambda reading: reading[0])
    return value if now - second <= max_age else None




def ice_cream_order(wishes: Dict[str, List[str]], tubs: Dict[str, int]) -> Dict[str, Optional[str]]:
    """ Every child has a list of flavours it likes, the best first, and each tub holds a
    number of scoops. Child after child gets one scoop of the best flavour that's left, or
    None if nothing it likes is left.
    >>> wishes = {"Zed": ["mint"], "Amy": ["mint", "kiwi"], "Joe": ["mint"]}
    >>> ice_cream_order(wishes, {"mint": 1, "kiwi": 3})
    {'Zed': 'mint', 'Amy': 'kiwi', 'Joe': None}
    >>> ice_cream_order({}, {"mint": 1})
    {}
    """
    left = dict(tubs)
    served = {}
    for child, flavours in wishes.items():
        choice = next((flavour for flavour in flavours if left.get(flavour, 0) > 0), None)
        if choice is not None:
            left[choice] -= 1
        served[child] = choice
    return served


def pace_splits(times: List[int]) -> List[str]:
    """ times are the seconds shown by the watch at each kilometre of a run. Return the time
    taken for every single kilometre as "m:ss".
    >>> pace_splits([301, 590, 895])
    ['5:01', '4:49', '5:05']
    >>> pace_splits([])
    []
    """
    splits = []
    before = 0
    for seconds in times:
        minutes, rest = divmod(seconds - before, 60)
        splits.append(f"{minutes}:{rest:02d}")
        before = seconds
    return splits


def roster_conflicts(roster, leave):
    """ roster maps a day to the people at work, leave maps a person to the days they are
    away. List the (day, person) pairs in which somebody is at work while away, by day and
    then by name.
    >>> roster = {"2024-01-02": ["Udo", "Eva"], "2024-01-01": ["Eva"]}
    >>> roster_conflicts(roster, {"Eva": ["2024-01-02"]})
    [('2024-01-02', 'Eva')]
    >>> roster_conflicts({}, {"Eva": []})
    []
    """
    conflicts = []
    for day, people in roster.items():
        for person in people:
            if day in leave.get(person, []):
                conflicts.append((day, person))
    return sorted(conflicts)


def print_cost(
    pages: int, copies: int, duplex: bool, sheet: float = 0.01, side: float = 0.04
) -> float:
    """ What do copies of a document cost? Each printed side costs `side`, each sheet of paper
    `sheet`. Two-sided copies (duplex) put two pages on a sheet, but every copy begins on a
    new sheet. Rounded to cents.
    >>> print_cost(3, 10, True)
    1.4
    >>> print_cost(3, 10, False)
    1.5
    >>> print_cost(0, 10, True)
    0.0
    """
    sheets = math.ceil(pages / 2) if duplex else pages
    return round(copies * (sheets * sheet + pages * side), 2)


def handle_returns(
    sold: Dict[str, int], returns: List[Tuple[str, int]]
) -> Tuple[Dict[str, int], List[str]]:
    """ Take returned goods off the sold quantities. A return of an article that was never
    sold, or of more than are still sold, is refused as a whole. Return the new quantities and
    the articles of the refused returns, in order.
    >>> handle_returns({"lamp": 3}, [("lamp", 2), ("lamp", 2), ("rug", 1)])
    ({'lamp': 1}, ['lamp', 'rug'])
    >>> handle_returns({"lamp": 3}, [])
    ({'lamp': 3}, [])
    """
    left = dict(sold)
    refused = []
    for article, number in returns:
        if number > left.get(article, 0):
            refused.append(article)
        else:
            left[article] -= number
    return left, refused


def date_range_text(first: date, last: date) -> str:
    """ Write a period as short as possible: "3.5.2024" for one day, "3.-9.5.2024" within a
    month, "28.4.-3.5.2024" within a year, and both dates in full otherwise,
    "30.12.2023-2.1.2024".
    >>> date_range_text(date(2024, 5, 3), date(2024, 5, 9))
    '3.-9.5.2024'
    >>> date_range_text(date(2023, 12, 30), date(2024, 1, 2))
    '30.12.2023-2.1.2024'
    >>> date_range_text(date(2024, 5, 3), date(2024, 5, 3))
    '3.5.2024'
    """
    end = f"{last.day}.{last.month}.{last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day}.{first.month}.{first.year}-{end}"
    if first.month != last.month:
        return f"{first.day}.{first.month}.-{end}"
    return f"{first.day}.-{end}"


def feed_animals(animals: list[tuple[str, str, float]], barrels: dict[str, float]) -> list[str]:
    """ animals are (name, kind of feed, kilos). Feed them in order out of the barrels, which
    are changed in place; an animal is only fed if its barrel holds its full portion. Return
    the names of those left hungry.
    >>> barrels = {"hay": 5.0}
    >>> feed_animals([("Moe", "hay", 4.0), ("Dot", "hay", 2.0), ("Bix", "oats", 1.0)], barrels)
    ['Dot', 'Bix']
    >>> barrels
    {'hay': 1.0}
    """
    hungry = []
    for name, feed, kilos in animals:
        if barrels.get(feed, 0) >= kilos:
            barrels[feed] -= kilos
        else:
            hungry.append(name)
    return hungry


def longest_wait(
    tickets: List[Tuple[int, datetime, Optional[datetime]]], now: datetime
) -> Optional[int]:
    """ tickets are (number, opened, answered); answered is None as long as there's no answer.
    Return the number of the ticket that waited, or is waiting up to now, the longest; the
    lowest number on a tie, None if there are no tickets.
    >>> nine, ten, noon = (datetime(2024, 1, 1, hour) for hour in (9, 10, 12))
    >>> longest_wait([(1, nine, ten), (2, ten, None)], noon)
    2
    >>> longest_wait([], noon) is None
    True
    """
    waits = [((answered or now) - opened, -number) for number, opened, answered in tickets]
    if not waits:
        return None
    return -max(waits)[1]


def shelf_order(books: List[Tuple[str, str, Optional[int]]]) -> List[str]:
    """ Books are (author, title, volume), where volume is None for single books. Return the
    titles as they stand on the shelf: by author regardless of case, an author's single books
    before the volumes, single books by title and volumes by number.
    >>> poe = [("Poe", "Tales", 2), ("poe", "Raven", None), ("Poe", "Poems", 1)]
    >>> shelf_order(poe + [("Orr", "Zoo", None)])
    ['Zoo', 'Raven', 'Poems', 'Tales']
    >>> shelf_order([])
    []
    """
    def place(book):
        author, title, volume = book
        return author.lower(), volume or 0, title

    return [title for _, title, _ in sorted(books, key=place)]


def gym_streak(visits: List[date], today: date, per_week: int = 2) -> int:
    """ For how many weeks in a row, counting back from the week before the present one, has
    somebody been to the gym on at least per_week different days? Weeks begin on Monday.
    >>> visits = [date(2024, 1, 1), date(2024, 1, 3), date(2024, 1, 9), date(2024, 1, 10)]
    >>> gym_streak(visits, date(2024, 1, 16))
    2
    >>> gym_streak(visits, date(2024, 1, 30))
    0
    """
    days_in = defaultdict(set)
    for day in visits:
        days_in[day - timedelta(days=day.weekday())].add(day)
    monday = today - timedelta(days=today.weekday() + 7)
    streak = 0
    while len(days_in[monday]) >= per_week:
        streak += 1
        monday -= timedelta(days=7)
    return streak


def cut_ribbon(orders: List[int], rolls: List[int]) -> List[Optional[int]]:
    """ Cut ribbons of the ordered lengths from rolls. Each is cut from the roll with the
    least left that still suffices, the first of those if several have as much. Return for
    each order the index of the roll used, or None if no roll is long enough.
    >>> cut_ribbon([30, 50, 40], [100, 45])
    [1, 0, 0]
    >>> cut_ribbon([60], [50])
    [None]
    """
    left = list(rolls)
    used = []
    for length in orders:
        fitting = [index for index in range(len(left)) if left[index] >= length]
        best = min(fitting, key=lambda index: left[index], default=None)
        if best is not None:
            left[best] -= length
        used.append(best)
    return used


def summarise_trip(photos):
    """ photos are (day, place). Summarise a trip as a list of (place, first day, last day), a
    new entry beginning whenever the place changes in order of days. Photos of the same day
    keep their order; photos without a place (None) are ignored.
    >>> summarise_trip([(1, "Rome"), (3, "Pisa"), (2, "Rome"), (4, None), (5, "Rome")])
    [('Rome', 1, 2), ('Pisa', 3, 3), ('Rome', 5, 5)]
    >>> summarise_trip([])
    []
    """
    trip = []
    for day, place in sorted(photos, key=lambda photo: photo[0]):
        if place is None:
            continue
        if trip and trip[-1][0] == place:
            trip[-1] = (place, trip[-1][1], day)
        else:
            trip.append((place, day, day))
    return trip






def toll_total(passes: List[Tuple[str, datetime]], fees: Dict[str, int], peak: int = 2) -> int:
    """ Add up the tolls for passing gates, given as (gate, time). Between 7 and 9 o'clock
    (9:00 not included) from Monday to Friday a gate's fee is multiplied by `peak`. Gates
    without a fee are free.
    >>> busy, calm = datetime(2024, 1, 1, 8, 59), datetime(2024, 1, 1, 9, 0)
    >>> toll_total([("north", busy), ("north", calm)], {"north": 3})
    9
    >>> toll_total([("south", datetime(2024, 1, 6, 8, 0))], {"south": 4})
    4
    >>> toll_total([], {})
    0
    """
    total = 0
    for gate, moment in passes:
        fee = fees.get(gate, 0)
        busy = moment.weekday() < 5 and 7 <= moment.hour < 9
        total += fee * peak if busy else fee
    return total


def mix_palette(
    colours: Dict[str, Tuple[int, int, int]], parts: Dict[str, int]
) -> Tuple[int, int, int]:
    """ Mix named colours (red, green, blue from 0 to 255) in the given parts: each channel is
    the weighted average, rounded down. Names that aren't known are left out, and a mixture of
    nothing is white, (255, 255, 255).
    >>> mix_palette({"navy": (0, 0, 100), "rose": (200, 100, 100)}, {"navy": 1, "rose": 3})
    (150, 75, 100)
    >>> mix_palette({}, {"navy": 1})
    (255, 255, 255)
    """
    known = {name: part for name, part in parts.items() if name in colours}
    total = sum(known.values())
    if total == 0:
        return 255, 255, 255
    channels = [sum(colours[name][i] * part for name, part in known.items()) for i in range(3)]
    red, green, blue = (channel // total for channel in channels)
    return red, green, blue


def skip_weekly(start: date, weeks: int, cancelled: List[date]) -> List[date]:
    """ A course takes place once a week from the start date until it has had `weeks`
    meetings. Meetings that would fall on a cancelled date are made up for by adding weeks at
    the end. Return the dates.
    >>> skip_weekly(date(2024, 1, 1), 2, [date(2024, 1, 8)])
    [datetime.date(2024, 1, 1), datetime.date(2024, 1, 15)]
    >>> skip_weekly(date(2024, 1, 1), 0, [])
    []
    """
    meetings = []
    day = start
    while len(meetings) < weeks:
        if day not in cancelled:
            meetings.append(day)
        day += timedelta(days=7)
    return meetings
