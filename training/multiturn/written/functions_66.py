import math
import string
from collections import defaultdict, deque
from datetime import date, datetime, timedelta
from typing import Dict, Iterator, List, Set, Tuple




def seat_label(index: int, per_row: int = 6, skip: str = "I") -> str:
    """ Name a plane seat from its index, which counts from 0 along the rows: rows are numbered
    from 1 and seats in a row lettered from A, leaving out the letters in `skip`.
    >>> seat_label(0)
    '1A'
    >>> seat_label(13)
    '3B'
    >>> seat_label(8, per_row=9)
    '1J'
    """
    letters = [letter for letter in string.ascii_uppercase if letter not in skip]
    row, place = divmod(index, per_row)
    return f"{row + 1}{letters[place]}"




def solar_savings(produced: List[float], used: List[float], price: float, feed_in: float) -> float:
    """ For every hour the power produced by a solar roof and the power used in the house are known.
    Power used at the hour it's made saves `price` a unit; what's made beyond the use is sold
    at `feed_in` a unit. How much money does the roof bring in all, rounded to cents?
    >>> solar_savings([0.0, 3.0, 2.0], [1.0, 1.0, 4.0], 0.4, 0.1)
    1.4
    >>> solar_savings([], [], 0.4, 0.1)
    0.0
    """
    money = 0.0
    for made, needed in zip(produced, used):
        own = min(made, needed)
        money += own * price + (made - own) * feed_in
    return round(money, 2)


def fair_teams(players: List[Tuple[str, int]]) -> Tuple[List[str], List[str]]:
    """ Divide players, given as (name, strength), into two teams: going from the strongest to the
    weakest, each joins the team with less strength so far, or the first team if both are equal.
    Players of equal strength are taken in the order given.
    >>> fair_teams([("Ugo", 5), ("Lia", 9), ("Sol", 6)])
    (['Lia'], ['Sol', 'Ugo'])
    >>> fair_teams([])
    ([], [])
    """
    first, second = [], []
    power = [0, 0]
    for name, strength in sorted(players, key=lambda player: -player[1]):
        if power[0] <= power[1]:
            first.append(name)
            power[0] += strength
        else:
            second.append(name)
            power[1] += strength
    return first, second




def choir_rows(singers, rows):
    """ singers is a list of (name, height in cm). Put them in `rows` rows, the smallest at
    the front, as evenly as possible; when it doesn't come out even, the rows at the back get
    one singer more. Within a row names are in alphabetical order. The front row comes first
    in the result.
    >>> choir_rows([("Mia", 160), ("Abe", 181), ("Pam", 155)], 2)
    [['Pam'], ['Abe', 'Mia']]
    >>> choir_rows([("Mia", 160)], 2)
    [[], ['Mia']]
    """
    ordered = [name for name, height in sorted(singers, key=lambda singer: singer[1])]
    base, extra = divmod(len(ordered), rows)
    result = []
    for row in range(rows):
        size = base + (1 if row >= rows - extra else 0)
        result.append(sorted(ordered[:size]))
        ordered = ordered[size:]
    return result






def ring_chain(contacts: Dict[str, List[str]], first: str) -> Dict[str, int]:
    """ In a phone chain everyone calls their contacts as soon as they know. Starting with
    `first` (round 0), in which round does each person hear the news? Persons who are never
    called are missing.
    >>> ring_chain({"Eva": ["Tim", "Zoe"], "Tim": ["Zoe", "Ida"]}, "Eva")
    {'Eva': 0, 'Tim': 1, 'Zoe': 1, 'Ida': 2}
    >>> ring_chain({"Tim": ["Eva"]}, "Eva")
    {'Eva': 0}
    """
    rounds = {first: 0}
    queue = deque([first])
    while queue:
        caller = queue.popleft()
        for person in contacts.get(caller, []):
            if person not in rounds:
                rounds[person] = rounds[caller] + 1
                queue.append(person)
    return rounds


def expand_timetable(first: str, last: str, minutes: int) -> Iterator[str]:
    """ Yield the departures of a tram like "05:40", from the first to no later than the last,
    so many minutes apart. Both are on the same day.
    >>> list(expand_timetable("05:40", "06:30", 20))
    ['05:40', '06:00', '06:20']
    >>> list(expand_timetable("22:00", "21:00", 20))
    []
    """
    moment = datetime.strptime(first, "%H:%M")
    end = datetime.strptime(last, "%H:%M")
    while moment <= end:
        yield moment.strftime("%H:%M")
        moment += timedelta(minutes=minutes)


def price_tag(cents: int, symbol: str = "€") -> str:
    """ Write an amount of cents as a price tag: "3.50 €". Whole amounts get a dash instead of
    the cents, "3.- €", thousands are parted by an apostrophe, and nothing at all is "free".
    >>> price_tag(350)
    '3.50 €'
    >>> price_tag(120000, "Fr.")
    "1'200.- Fr."
    >>> price_tag(0)
    'free'
    """
    if cents == 0:
        return "free"
    whole, rest = divmod(cents, 100)
    amount = f"{whole:,}".replace(",", "'")
    fraction = f"{rest:02d}" if rest else "-"
    return f"{amount}.{fraction} {symbol}"


def hamper_missing(hampers, required):
    """ hampers maps a hamper's number to the list of things in it. Return, for each hamper
    that isn't complete, the required things that are lacking; things required twice have to
    be in it twice.
    >>> hamper_missing({1: ["jam", "tea"], 2: ["jam", "jam", "tea"]}, ["jam", "jam", "tea"])
    {1: ['jam']}
    >>> hamper_missing({}, ["jam"])
    {}
    """
    missing = {}
    for number, things in hampers.items():
        rest = list(things)
        lacking = []
        for thing in required:
            if thing in rest:
                rest.remove(thing)
            else:
                lacking.append(thing)
        if lacking:
            missing[number] = lacking
    return missing


def correct_clock(times: List[datetime], noticed: int, offset: timedelta) -> List[datetime]:
    """ The clock of a camera was wrong up to the picture with index `noticed` (that one
    included), when it was set right. Return the times with the offset added to all the wrong
    ones.
    >>> shots = [datetime(2024, 5, 1, 10), datetime(2024, 5, 1, 12)]
    >>> correct_clock(shots, 0, timedelta(hours=1))
    [datetime.datetime(2024, 5, 1, 11, 0), datetime.datetime(2024, 5, 1, 12, 0)]
    >>> correct_clock([], 3, timedelta(hours=1))
    []
    """
    return [when + offset if index <= noticed else when for index, when in enumerate(times)]


def paint_cans(
    walls: List[Tuple[float, float]], openings: float, coats: int, per_can: float
) -> int:
    """ How many cans of paint do we have to buy? The walls are (width, height) in metres,
    `openings` is the area of all windows and doors, and a can covers `per_can` square metres
    once. If the openings are larger than the walls, nothing needs painting.
    >>> paint_cans([(4, 2.5), (3, 2.5)], 2.5, 2, 12)
    3
    >>> paint_cans([(1, 1)], 2, 2, 12)
    0
    """
    area = sum(width * height for width, height in walls) - openings
    if area <= 0:
        return 0
    return math.ceil(area * coats / per_can)


def roll_over(budget: Dict[str, int], spent: Dict[str, int], cap: int) -> Dict[str, int]:
    """ Make the budget of the next month: each category gets its budget again plus what
    wasn't spent, but of the unspent money at most `cap` is carried over. Overspending is
    taken off in full.
    >>> roll_over({"books": 50, "pets": 30}, {"books": 20, "pets": 40}, 25)
    {'books': 75, 'pets': 20}
    >>> roll_over({"books": 50}, {}, 0)
    {'books': 50}
    """
    following = {}
    for category, amount in budget.items():
        rest = amount - spent.get(category, 0)
        following[category] = amount + min(rest, cap)
    return following


def ids_to_refresh(
    cache: Dict[int, datetime], wanted: List[int], now: datetime, hours: int
) -> List[int]:
    """ Which of the wanted ids must be fetched anew? Those that aren't in the cache, and
    those whose time in the cache is `hours` hours ago or longer. Every id is listed once, in
    the order wanted.
    >>> cache = {1: datetime(2024, 1, 1, 8), 2: datetime(2024, 1, 1, 11)}
    >>> ids_to_refresh(cache, [2, 1, 3, 3], datetime(2024, 1, 1, 12), 4)
    [1, 3]
    >>> ids_to_refresh({}, [], datetime(2024, 1, 1, 12), 4)
    []
    """
    limit = now - timedelta(hours=hours)
    refresh = []
    for number in wanted:
        stored = cache.get(number)
        if (stored is None or stored <= limit) and number not in refresh:
            refresh.append(number)
    return refresh


def split_at_gaps(track: List[Tuple[int, float]], gap: int) -> List[List[float]]:
    """ A GPS track is a list of (second, height) points in order. Split it into pieces
    wherever more than `gap` seconds lie between two points, and return the heights of every
    piece.
    >>> split_at_gaps([(0, 410.0), (5, 412.0), (60, 430.0)], 10)
    [[410.0, 412.0], [430.0]]
    >>> split_at_gaps([], 10)
    []
    """
    pieces = []
    last = None
    for second, height in track:
        if last is None or second - last > gap:
            pieces.append([])
        pieces[-1].append(height)
        last = second
    return pieces








def detour(roads: Dict[str, Set[str]], closed: Tuple[str, str]) -> Dict[str, Set[str]]:
    """ roads maps a village to the villages it has a road to, noted on both sides. Return a
    copy in which the closed road is gone in both directions. Villages without any road left
    drop out.
    >>> detour({"Elm": {"Oak"}, "Oak": {"Elm", "Ash"}, "Ash": {"Oak"}}, ("Oak", "Elm"))
    {'Oak': {'Ash'}, 'Ash': {'Oak'}}
    >>> detour({"Elm": {"Oak"}, "Oak": {"Elm"}}, ("Elm", "Ash"))
    {'Elm': {'Oak'}, 'Oak': {'Elm'}}
    """
    a, b = closed
    left = {}
    for village, others in roads.items():
        open_roads = {other for other in others if {village, other} != {a, b}}
        if open_roads:
            left[village] = open_roads
    return left


def weekly_average_steps(steps: Dict[date, int]) -> Dict[Tuple[int, int], int]:
    """ steps maps days to step counts. Return the average of each ISO week, rounded to whole
    steps, under the key (ISO year, week), in order of time. Only weeks with at least three
    days noted count.
    >>> steps = {date(2024, 1, d): 1000 * d for d in (1, 2, 3, 8)}
    >>> weekly_average_steps(steps)
    {(2024, 1): 2000}
    >>> weekly_average_steps({})
    {}
    """
    weeks = defaultdict(list)
    for day in sorted(steps):
        year, week, _ = day.isocalendar()
        weeks[year, week].append(steps[day])
    return {key: round(sum(v) / len(v)) for key, v in weeks.items() if len(v) >= 3}




