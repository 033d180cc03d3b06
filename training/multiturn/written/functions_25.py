import re
from datetime import date


def bites_left(cake: list, eaten: list) -> int:
    """A cake is a list of rows of pieces, each given as a number of crumbs. `eaten` holds (row,
    column) places, counted from 0. Return the crumbs on all pieces that were not eaten. A place
    named twice was eaten only once, and a place outside the cake means nothing.

    >>> bites_left([[3, 4], [5, 6]], [(0, 1), (0, 1), (7, 7)])
    14
    >>> bites_left([], [])
    0
    """
    gone = set(eaten)
    return sum(
        crumbs
        for r, row in enumerate(cake)
        for c, crumbs in enumerate(row)
        if (r, c) not in gone
    )


def longest_free_evening(evening: tuple, visits: list) -> tuple:
    """Find the longest visit-free stretch of an evening (start, end). Visits are (start, end) in any
    order and may overlap or stick out of the evening. The earlier stretch wins a tie; if nothing is
    free, return None.

    >>> longest_free_evening((18, 23), [(19, 20), (17, 18.5), (19.5, 21)])
    (21, 23)
    >>> longest_free_evening((18, 20), [(17, 21)]) is None
    True
    """
    begin, end = evening
    best = None
    for start, stop in sorted(visits) + [(end, end)]:
        free_until = min(start, end)
        if free_until > begin and (best is None or free_until - begin > best[1] - best[0]):
            best = (begin, free_until)
        begin = max(begin, stop)
    return best


def dye_recipe(name: str) -> dict:
    """A dye is written as parts of colours, "3R2B" for three parts red (R) and two parts blue (B).
    Return the share of each letter in percent, rounded to whole numbers, in order of first
    appearance. A letter without a number is one part; a letter may come twice.

    >>> dye_recipe("3R2B")
    {'R': 60, 'B': 40}
    >>> dye_recipe("RY2R")
    {'R': 75, 'Y': 25}
    """
    parts = {}
    for count, letter in re.findall(r"(\d*)([A-Z])", name):
        parts[letter] = parts.get(letter, 0) + int(count or 1)
    whole = sum(parts.values())
    return {letter: round(100 * count / whole) for letter, count in parts.items()}


def reorder_by_template(record, template):
    """Return a copy of the dict `record` whose keys stand in the order of the list `template`; keys
    that the template does not know follow at the end, in alphabetical order. Keys of the template
    that the record lacks are not added.

    >>> reorder_by_template({"zip": 1, "b": 2, "name": 3, "a": 4}, ["name", "street", "zip"])
    {'name': 3, 'zip': 1, 'a': 4, 'b': 2}
    >>> reorder_by_template({}, ["name"])
    {}
    """
    known = [key for key in template if key in record]
    others = sorted(key for key in record if key not in template)
    return {key: record[key] for key in known + others}


def seats_after_split(votes: dict, seats: int, hurdle: float) -> dict:
    """Share seats among lists with the largest remainder. Lists with less than `hurdle` percent of
    all votes get none and their votes no longer count. Each other list first gets seats * votes /
    counted votes, rounded down; the seats that remain go, one each, to the lists with the largest
    fractions (the list with more votes first on a tie, then by name). Only lists over the hurdle are
    returned.

    >>> seats_after_split({"oak": 47, "elm": 33, "fir": 16, "ivy": 4}, 10, 5)
    {'oak': 5, 'elm': 3, 'fir': 2}
    >>> seats_after_split({}, 3, 5)
    {}
    """
    everything = sum(votes.values())
    inside = {name: count for name, count in votes.items() if 100 * count >= hurdle * everything}
    counted = sum(inside.values())
    given = {name: seats * count // counted for name, count in inside.items()}
    order = sorted(inside, key=lambda name: (-(seats * inside[name] % counted), -inside[name], name))
    for name in order[:seats - sum(given.values())]:
        given[name] += 1
    return given


def drift_from_plan(plan: list, done: list) -> str:
    """Compare planned and done amounts of work day by day. Return "ahead by N", "behind by N" or "on
    plan" for the sums, where only those days count for which both lists have an entry.

    >>> drift_from_plan([5, 5, 5], [4, 8])
    'ahead by 2'
    >>> drift_from_plan([5, 5], [])
    'on plan'
    """
    drift = sum(actual - wanted for wanted, actual in zip(plan, done))
    if drift == 0:
        return "on plan"
    return f"{'ahead' if drift > 0 else 'behind'} by {abs(drift)}"


def sum_by_key_path(rows: list, path: str) -> float:
    """Each row is a dict of dicts. `path` names a number in it, with dots between the keys:
    "box.weight". Return the sum over all rows; a row in which the path does not lead to an end adds
    nothing.

    >>> sum_by_key_path([{"box": {"weight": 2}}, {"box": {}}, {"bag": 1}, {"box": {"weight": 5}}], "box.weight")
    7
    >>> sum_by_key_path([], "a")
    0
    """
    total = 0
    for row in rows:
        value = row
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        total += value or 0
    return total


def chess_clock(moves: list, start: int, bonus: int) -> tuple:
    """Two players have `start` seconds each. `moves` has the seconds that each move takes, white
    first, then in turn. After a move made in time the player gets `bonus` seconds. A player whose
    clock falls to 0 or below loses at once. Return (winner, seconds left of white, seconds left of
    black), where the winner is "white", "black" or "open" and a clock that ran out shows 0.

    >>> chess_clock([10, 20, 10], 60, 2)
    ('open', 44, 42)
    >>> chess_clock([10, 70], 60, 0)
    ('white', 50, 0)
    """
    clocks = [start, start]
    for number, seconds in enumerate(moves):
        player = number % 2
        clocks[player] -= seconds
        if clocks[player] <= 0:
            clocks[player] = 0
            return ("black", "white")[player], *clocks
        clocks[player] += bonus
    return "open", *clocks


def group_by_decade(years: list) -> dict:
    """Sort vinyl records by decade: {"1970s": [1971, 1979], ...}. The decades rise, and so do the
    years in them; a year that comes twice is listed twice.

    >>> group_by_decade([1984, 1971, 1979, 1984])
    {'1970s': [1971, 1979], '1980s': [1984, 1984]}
    >>> group_by_decade([])
    {}
    """
    decades = {}
    for year in sorted(years):
        decades.setdefault(f"{year // 10 * 10}s", []).append(year)
    return decades


def strip_tracking(link: str) -> str:
    """Remove the parts of a link's query whose name begins with "utm_". The query is what follows
    the first "?", its parts are joined by "&". If no part is left, the "?" goes too.

    >>> strip_tracking("http://x.org/a?utm_source=m&id=3&utm_medium=n")
    'http://x.org/a?id=3'
    >>> strip_tracking("http://x.org/a?utm_source=m")
    'http://x.org/a'
    """
    page, _, query = link.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("utm_")]
    return f"{page}?{'&'.join(kept)}" if kept else page


def weeks_of_month(days: list) -> dict:
    """Count ISO dates by the week of their month: days 1 to 7 are week 1, days 8 to 14 week 2, and
    so on. Keys are (month, week) pairs of numbers, in rising order; the year does not matter.

    >>> weeks_of_month(["2024-03-08", "2024-03-14", "2023-01-31"])
    {(1, 5): 1, (3, 2): 2}
    >>> weeks_of_month([])
    {}
    """
    keys = []
    for text in days:
        day = date.fromisoformat(text)
        keys.append((day.month, (day.day - 1) // 7 + 1))
    return {key: keys.count(key) for key in sorted(set(keys))}


def parse_tolerance(text: str) -> tuple:
    """A drawing gives a length as "20 +0.1 -0.3", or "20 +-0.2" for the same deviation on both
    sides, or just "20". Return the (smallest, largest) length allowed, rounded to 3 decimals.

    >>> parse_tolerance("20 +0.1 -0.3")
    (19.7, 20.1)
    >>> parse_tolerance("20 +-0.2"), parse_tolerance("20")
    ((19.8, 20.2), (20.0, 20.0))
    """
    base, *marks = text.split()
    up = down = 0.0
    for mark in marks:
        amount = float(mark.lstrip("+-"))
        if "+" in mark:
            up = amount
        if "-" in mark:
            down = amount
    return round(float(base) - down, 3), round(float(base) + up, 3)


def shared_rides(people: dict, seats: int) -> list:
    """`people` maps a name to the village it comes from. Fill cars with people of the same village,
    `seats` to a car, names in alphabetical order. Return (village, names) for every car, villages in
    alphabetical order; the last car of a village may have empty seats.

    >>> shared_rides({"Jo": "Ahl", "Al": "Ulm", "Cy": "Ahl", "Di": "Ahl"}, 2)
    [('Ahl', ['Cy', 'Di']), ('Ahl', ['Jo']), ('Ulm', ['Al'])]
    >>> shared_rides({}, 4)
    []
    """
    cars = []
    for village in sorted(set(people.values())):
        names = sorted(name for name in people if people[name] == village)
        cars += [(village, names[i:i + seats]) for i in range(0, len(names), seats)]
    return cars


def needs_review(scores: list) -> bool:
    """An essay is read by several people. It needs another look if two scores differ by 3 or more,
    or if at least half of the scores are below 5. With fewer than two scores it always does.

    >>> needs_review([6, 7, 5])
    False
    >>> needs_review([6, 4, 4]), needs_review([9, 6]), needs_review([8])
    (True, True, True)
    """
    if len(scores) < 2:
        return True
    low = sum(score < 5 for score in scores)
    return max(scores) - min(scores) >= 3 or 2 * low >= len(scores)
