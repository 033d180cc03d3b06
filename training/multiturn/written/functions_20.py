from collections import Counter, defaultdict
from itertools import chain, zip_longest


def tank_after_rain(level: float, capacity: float, rain: list, use: float) -> tuple:
    """A rain tank holds at most `capacity` litres. Each day the day's rain runs in first (what
    does not fit overflows and is lost), then `use` litres are taken out, or all that is there
    if it is less. Return (final level, litres overflowed in total).

    >>> tank_after_rain(80, 100, [50, 0], 10)
    (80, 30)
    >>> tank_after_rain(5, 100, [], 10)
    (5, 0)
    """
    lost = 0
    for fallen in rain:
        level += fallen
        lost += max(0, level - capacity)
        level = max(0, min(level, capacity) - use)
    return level, lost


def interleave_playlists(playlists):
    """Make one playlist out of several: the first song of each, then the second of each, and so
    on.

    Lists that have run out are simply passed over, and a song that is already in the result is
    left out when it comes up again.

    >>> interleave_playlists([["a", "b", "c"], ["x"], ["b", "y"]])
    ['a', 'x', 'b', 'y', 'c']
    >>> interleave_playlists([])
    []
    """
    songs = chain.from_iterable(zip_longest(*playlists))
    return list(dict.fromkeys(song for song in songs if song is not None))


def speeding_share(speeds: list, limit: int, slack: int = 3) -> int:
    """Share of cars faster than `limit` plus `slack`, as a whole percentage that is always
    rounded down. No cars: 0.

    >>> speeding_share([50, 53, 54, 70, 31, 60], 50)
    50
    >>> speeding_share([49, 52, 52], 50, 0)
    66
    >>> speeding_share([], 50)
    0
    """
    if not speeds:
        return 0
    return 100 * sum(speed > limit + slack for speed in speeds) // len(speeds)


def assign_lanes(times: dict) -> dict:
    """Swimmers get the lanes 4, 5, 3, 6, 2, 7, 1, 8 in order of their entry times, the fastest
    first. Equal times go by name. Return {lane: name} with rising lanes; there are at most 8
    swimmers.

    >>> assign_lanes({"Zoe": 61.2, "Amy": 63.0, "Kit": 60.1})
    {3: 'Amy', 4: 'Kit', 5: 'Zoe'}
    >>> assign_lanes({})
    {}
    """
    order = sorted(times, key=lambda name: (times[name], name))
    return dict(sorted(zip([4, 5, 3, 6, 2, 7, 1, 8], order)))


def stale_branches(branches: list, today: int, days: int) -> list:
    """Each branch is a (name, day of last commit, merged) triple. You want to delete those that
    are merged, or whose last commit is more than `days` days before `today`; the branch "main"
    is never deleted. Return the names, oldest commit first, then by name.

    >>> stale_branches([("main", 1, True), ("ui", 90, False), ("fix", 99, True), ("db", 20, False)], 100, 30)
    ['db', 'fix']
    >>> stale_branches([], 100, 30)
    []
    """
    doomed = [
        (last, name)
        for name, last, merged in branches
        if name != "main" and (merged or today - last > days)
    ]
    return [name for _, name in sorted(doomed)]


def count_handshake_days(presence: dict) -> dict:
    """`presence` maps a person to the set of days spent in the office. Return, for every pair
    of people (as a tuple of names in alphabetical order) who met at all, on how many days both
    were in. Pairs are in alphabetical order too.

    >>> count_handshake_days({"Lu": {1, 2, 3}, "Ed": {2, 3}, "Ma": {4}})
    {('Ed', 'Lu'): 2}
    >>> count_handshake_days({})
    {}
    """
    names = sorted(presence)
    shared = {}
    for i, first in enumerate(names):
        for second in names[i + 1:]:
            days = len(presence[first] & presence[second])
            if days:
                shared[first, second] = days
    return shared


def cheapest_bundle(need: int, single: int, pack_size: int, pack_price: int) -> int:
    """Least money for at least `need` light bulbs, when single bulbs cost `single` cents each
    and packs of `pack_size` cost `pack_price` cents. Any mix may be bought, and more bulbs than
    needed are fine.

    >>> cheapest_bundle(7, 100, 3, 250)
    600
    >>> cheapest_bundle(5, 100, 6, 400)
    400
    >>> cheapest_bundle(0, 100, 3, 250)
    0
    """
    most_packs = -(-need // pack_size)
    return min(
        packs * pack_price + max(0, need - packs * pack_size) * single for packs in range(most_packs + 1)
    )


def outline_depth(lines):
    """An outline is indented by two blanks a level. Return how deep the deepest line lies,
    where a line without indentation has depth 1. Blank lines do not count; an outline without
    lines has depth 0.

    >>> outline_depth(["Plan", "  Week 1", "    Monday", "", "  Week 2"])
    3
    >>> outline_depth([])
    0
    """
    return max(((len(line) - len(line.lstrip(" "))) // 2 + 1 for line in lines if line.strip()), default=0)


def choose_delivery(options: list, budget: float, days: int) -> str:
    """Options are (name, price, days) triples. Among those that cost no more than `budget` and
    take at most `days`, pick the fastest; of equally fast ones the cheapest, and if that ties
    too, the first in the list. Return its name, or "pick up" if none fits.

    >>> choose_delivery([("post", 4, 3), ("van", 9, 1), ("bike", 7, 1)], 10, 2)
    'bike'
    >>> choose_delivery([("van", 9, 1)], 5, 2)
    'pick up'
    """
    fitting = [option for option in options if option[1] <= budget and option[2] <= days]
    if not fitting:
        return "pick up"
    return min(fitting, key=lambda option: (option[2], option[1]))[0]


def score_predictions(tips: list, results: list) -> int:
    """Score a football tip sheet. Tips and results are (home, away) goals, game by game. The
    exact result gives 3 points, the right outcome (home win, away win or draw) 1 point,
    anything else nothing.

    >>> score_predictions([(2, 1), (0, 0), (1, 3)], [(2, 1), (2, 2), (1, 0)])
    4
    >>> score_predictions([], [])
    0
    """
    points = 0
    for tip, result in zip(tips, results):
        if tip == result:
            points += 3
        elif (tip[0] > tip[1]) == (result[0] > result[1]) and (tip[0] < tip[1]) == (result[0] < result[1]):
            points += 1
    return points


def weekday_average(counts, first_weekday):
    """`counts` has the visitors of consecutive days, and the first day is a weekday numbered 0
    to 6. Return a list of seven means, one for each weekday number, rounded to one decimal;
    None where no such day occurred.

    >>> weekday_average([10, 20, 30, 40, 50, 60, 70, 20], 5)
    [30.0, 40.0, 50.0, 60.0, 70.0, 15.0, 20.0]
    >>> weekday_average([8], 0)
    [8.0, None, None, None, None, None, None]
    """
    days = [[] for _ in range(7)]
    for offset, count in enumerate(counts):
        days[(first_weekday + offset) % 7].append(count)
    return [round(sum(day) / len(day), 1) if day else None for day in days]


def trace_moves(moves: str) -> list:
    """A plotter starts at (0, 0) with its pen up. "N", "S", "E" and "W" move it by one (north
    adds to y, east adds to x), "D" puts the pen down and "U" lifts it. Return, sorted, the
    points that got ink: where the pen was put down, and where it arrived with the pen down.

    >>> trace_moves("EDNNUW")
    [(1, 0), (1, 1), (1, 2)]
    >>> trace_moves("NNE")
    []
    """
    steps = {"N": (0, 1), "S": (0, -1), "E": (1, 0), "W": (-1, 0)}
    x = y = 0
    down = False
    inked = set()
    for move in moves:
        if move in steps:
            x, y = x + steps[move][0], y + steps[move][1]
        else:
            down = move == "D"
        if down:
            inked.add((x, y))
    return sorted(inked)


def most_alike(profile: set, others: dict) -> str:
    """Compare a reader's set of favourite genres with those of others. Likeness is the number
    of shared genres divided by the number of genres that either has. Return the name with the
    greatest likeness (the first in the alphabet on a tie), or "" if nobody shares any genre.

    >>> most_alike({"crime", "poems"}, {"Ivo": {"crime", "poems", "war", "art"}, "Bea": {"poems"}})
    'Bea'
    >>> most_alike({"crime"}, {"Ivo": {"war"}})
    ''
    """
    likeness = {
        name: len(profile & genres) / len(profile | genres)
        for name, genres in others.items()
        if profile & genres
    }
    return min(likeness, key=lambda name: (-likeness[name], name), default="")


def errors_per_thousand(lines: list) -> dict:
    """Lines are (machine, ok) pairs, one for every piece made. Return the number of bad pieces
    per 1000 pieces for each machine, rounded to a whole number, worst machine first; equal
    machines keep the order of their first piece.

    >>> errors_per_thousand([("M1", True), ("M2", False), ("M1", True), ("M2", True), ("M2", True)])
    {'M2': 333, 'M1': 0}
    >>> errors_per_thousand([])
    {}
    """
    made = Counter(machine for machine, _ in lines)
    bad = Counter(machine for machine, ok in lines if not ok)
    rates = {machine: round(1000 * bad[machine] / made[machine]) for machine in made}
    return dict(sorted(rates.items(), key=lambda item: -item[1]))


def room_temperature_map(readings: list) -> dict:
    """Nest readings by floor and room. Each reading is "floor/room=value", like "2/201=21.5".
    Return {floor: {room: value}} with all keys as text and values as floats. A later reading
    for a room replaces the earlier one.

    >>> room_temperature_map(["2/201=21.5", "1/lab=19", "2/201=20"])
    {'2': {'201': 20.0}, '1': {'lab': 19.0}}
    >>> room_temperature_map([])
    {}
    """
    floors = defaultdict(dict)
    for reading in readings:
        place, value = reading.split("=")
        floor, room = place.split("/")
        floors[floor][room] = float(value)
    return dict(floors)
