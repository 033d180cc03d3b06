from collections import Counter
from itertools import zip_longest


def gained_and_lost(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Compare two lists of club members. Return a pair: the members who are only in the
    new list and those who are only in the old one, each sorted by name. Names that
    occur twice are given once.

    >>> gained_and_lost(["Ann", "Bo", "Cy"], ["Cy", "Di", "Bo"])
    (['Di'], ['Ann'])
    >>> gained_and_lost([], [])
    ([], [])
    """
    old, new = set(before), set(after)
    return sorted(new - old), sorted(old - new)


def places_moved(old_chart, new_chart):
    """For each song of the new chart tell how many places it climbed since the old
    one: positive for up, negative for down, 0 for no change. A song that was not in
    the old chart gets None. The result is a dictionary in the order of the new
    chart.

    >>> places_moved(["Rain", "Lamp", "Oak"], ["Oak", "Rain", "Zoo"])
    {'Oak': 2, 'Rain': -1, 'Zoo': None}
    >>> places_moved(["Rain"], [])
    {}
    """
    was_at = {song: place for place, song in enumerate(old_chart)}
    return {
        song: was_at[song] - place if song in was_at else None
        for place, song in enumerate(new_chart)
    }


def side_by_side(left, right, missing="-"):
    """Join two lists line by line as 'left | right'. The shorter list is filled up with
    `missing`.

    >>> side_by_side(["soup", "fish"], ["salad"])
    ['soup | salad', 'fish | -']
    >>> side_by_side([], ["tea"], missing="?")
    ['? | tea']
    """
    return [f"{a} | {b}" for a, b in zip_longest(left, right, fillvalue=missing)]


def still_to_pack(wanted: list[str], packed: list[str]) -> list[str]:
    """Given the list of wanted things and the things packed so far, return what is still missing. A
    thing wanted three times and packed once is missing twice. The order is that of the first
    mention in `wanted`, with equal things next to each other.

    >>> still_to_pack(["sock", "hat", "sock", "sock"], ["sock", "cup"])
    ['sock', 'sock', 'hat']
    >>> still_to_pack(["hat"], ["hat", "hat"])
    []
    """
    missing = Counter(wanted) - Counter(packed)
    return list(missing.elements())


def every_second_from(seats: list[str], start: str) -> list[str]:
    """Return the seat named `start` and every second seat after it. If `start` is not among the seats,
    the result is an empty list; if it occurs twice, the first one counts.

    >>> every_second_from(["a1", "a2", "a3", "a4", "a5"], "a2")
    ['a2', 'a4']
    >>> every_second_from(["a1"], "b9")
    []
    """
    if start not in seats:
        return []
    return seats[seats.index(start)::2]


def neighbours_in_row(row: list[str], name: str) -> list[str]:
    """Name the people who sit directly left and right of `name`, left one first. At
    the ends of the row there is just one. Names are unique; a name that is not in
    the row has no neighbours.

    >>> neighbours_in_row(["Eva", "Jon", "Kim"], "Jon")
    ['Eva', 'Kim']
    >>> neighbours_in_row(["Eva", "Jon", "Kim"], "Kim")
    ['Jon']
    >>> neighbours_in_row(["Eva"], "Max")
    []
    """
    if name not in row:
        return []
    place = row.index(name)
    return row[max(0, place - 1):place] + row[place + 1:place + 2]


def peak_plateau(levels):
    """Find the first stretch of equal values that holds the highest level, and
    return the positions of its first and its last element. For an empty list return
    None.

    >>> peak_plateau([2, 5, 5, 5, 3, 5])
    (1, 3)
    >>> peak_plateau([4])
    (0, 0)
    >>> peak_plateau([]) is None
    True
    """
    if not levels:
        return None
    top = max(levels)
    start = end = levels.index(top)
    while end + 1 < len(levels) and levels[end + 1] == top:
        end += 1
    return start, end


def same_order(agenda, minutes):
    """Check whether the points that stand in both lists come in the same order in both.
    Points of only one list do not matter. No point occurs twice in a list. With nothing
    in common the answer is True.

    >>> same_order(["budget", "roof", "party"], ["budget", "guests", "party"])
    True
    >>> same_order(["budget", "roof"], ["roof", "budget"])
    False
    >>> same_order([], ["roof"])
    True
    """
    first = [point for point in agenda if point in minutes]
    second = [point for point in minutes if point in agenda]
    return first == second


def drop_until_marker(lines, marker):
    """Return the lines that come after the last line equal to `marker`. Without the
    marker all lines are kept.

    >>> drop_until_marker(["a", "--", "b", "--", "c"], "--")
    ['c']
    >>> drop_until_marker(["a", "b"], "--")
    ['a', 'b']
    >>> drop_until_marker(["a", "--"], "--")
    []
    """
    kept = []
    for line in lines:
        if line == marker:
            kept = []
        else:
            kept.append(line)
    return kept


def swap_courses(menu: dict[str, str], first: str, second: str) -> dict[str, str]:
    """Return a new menu in which the dishes of two days are exchanged. If either day is not on the
    menu, the new menu is just a copy. The menu that is passed in is not changed.

    >>> swap_courses({"mon": "stew", "tue": "pie"}, "mon", "tue")
    {'mon': 'pie', 'tue': 'stew'}
    >>> swap_courses({"mon": "stew"}, "mon", "sun")
    {'mon': 'stew'}
    """
    changed = dict(menu)
    if first in menu and second in menu:
        changed[first], changed[second] = menu[second], menu[first]
    return changed


def closest_offer(offers, target):
    """Given some offers, return the one closest to the target price. When two are equally close, the
    lower of them wins. Return None if there are no offers.

    >>> closest_offer([18.0, 25.0, 31.0], 22)
    25.0
    >>> closest_offer([24, 20], 22)
    20
    >>> closest_offer([], 22) is None
    True
    """
    def distance(offer):
        return abs(offer - target), offer

    return min(offers, key=distance, default=None)


def agree_on(votes_a: dict[str, str], votes_b: dict[str, str]) -> float:
    """Two jurors gave a verdict on several cakes. Return the share of the cakes judged by both on which
    their verdicts are the same, rounded to two digits; 0.0 if they judged no cake in common.

    >>> agree_on({"plum": "good", "nut": "dry", "kiwi": "good"}, {"plum": "good", "nut": "good"})
    0.5
    >>> agree_on({"plum": "good"}, {"nut": "dry"})
    0.0
    """
    common = votes_a.keys() & votes_b.keys()
    if not common:
        return 0.0
    return round(sum(votes_a[cake] == votes_b[cake] for cake in common) / len(common), 2)


def longer_column(table, left, right):
    """Of two columns of a table (a list of dictionaries) name the one with more
    filled cells. A cell is filled if its key is present and its value is not None
    and not an empty text. On a tie the left name is returned.

    >>> longer_column([{"tel": "", "mail": "x@y"}, {"tel": "12", "mail": "z@y"}], "tel", "mail")
    'mail'
    >>> longer_column([], "tel", "mail")
    'tel'
    """
    def filled(column):
        return sum(row.get(column) not in (None, "") for row in table)

    return max((left, right), key=filled)
