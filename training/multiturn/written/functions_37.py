import re
from itertools import groupby


def by_last_name(guests: list[str]) -> list[str]:
    """Sort guests by their last word, regardless of upper and lower case; those with the same
    last word by the whole name as it is written. Names of one word are sorted by that word.

    >>> by_last_name(["Zoe adler", "Tim Brandt", "Ali Adler"])
    ['Ali Adler', 'Zoe adler', 'Tim Brandt']
    >>> by_last_name([])
    []
    """
    def key(name):
        return name.split()[-1].lower(), name

    return sorted(guests, key=key)


def boarding_order(passengers):
    """A passenger is (name, row, with_child). Those with a child board first, then the
    others from the last row to the first; the families, too, go from back to front.
    Same row: by name.

    >>> boarding_order([("Ed", 4, False), ("Jo", 20, False), ("Mia", 2, True), ("Al", 4, False)])
    ['Mia', 'Jo', 'Al', 'Ed']
    >>> boarding_order([])
    []
    """
    ordered = sorted(passengers, key=lambda p: (not p[2], -p[1], p[0]))
    return [name for name, _, _ in ordered]


def sort_by_trailing_number(names: list[str]) -> list[str]:
    """Sort names by the number at their end. Names without one come first, in alphabetical
    order; names with the same number keep their order.

    >>> sort_by_trailing_number(["pump12", "valve3", "main", "fan3", "base"])
    ['base', 'main', 'valve3', 'fan3', 'pump12']
    >>> sort_by_trailing_number([])
    []
    """
    def number(name):
        found = re.search(r"\d+$", name)
        return (1, int(found[0]), "") if found else (0, 0, name)

    return sorted(names, key=number)


def rank_teams(results: dict[str, tuple[int, int, int]]) -> list[str]:
    """Each team has (points, goals scored, goals received). Rank the teams by points,
    then by goal difference, then by goals scored, all from high to low, and at last by
    name.

    >>> rank_teams({"Owls": (6, 5, 3), "Bears": (6, 4, 2), "Foxes": (7, 1, 1)})
    ['Foxes', 'Owls', 'Bears']
    >>> rank_teams({})
    []
    """
    def strength(team):
        points, scored, received = results[team]
        return -points, received - scored, -scored, team

    return sorted(results, key=strength)


def pick_ripest(fruits: list[dict]) -> str | None:
    """Of all fruits that are not spoiled name the one with the most days since the harvest; if
    several have as many, the one whose name comes first in the alphabet. None if there is no such
    fruit.

    >>> fig = {"name": "fig", "days": 9, "spoiled": True}
    >>> pick_ripest([fig, {"name": "nut", "days": 5, "spoiled": False}])
    'nut'
    >>> pick_ripest([]) is None
    True
    """
    good = [fruit for fruit in fruits if not fruit["spoiled"]]
    if not good:
        return None
    return min(good, key=lambda fruit: (-fruit["days"], fruit["name"]))["name"]


def group_by_length_class(boards):
    """Sort boards (lengths in cm) into the classes 'short' (below 50), 'medium' (below 120) and
    'long'. Return a dictionary from class to the lengths in ascending order; classes without boards
    are left out; short before medium before long.

    >>> group_by_length_class([130, 40, 80, 49, 120])
    {'short': [40, 49], 'medium': [80], 'long': [120, 130]}
    >>> group_by_length_class([])
    {}
    """
    def size_class(length):
        return "short" if length < 50 else "medium" if length < 120 else "long"

    return {name: list(group) for name, group in groupby(sorted(boards), key=size_class)}


def sort_roads(roads):
    """A road name is a letter and a number, like 'A7' or 'B102'. Sort by letter, and among the same
    letter by the number as a number.

    >>> sort_roads(["B102", "A12", "B3", "A7"])
    ['A7', 'A12', 'B3', 'B102']
    >>> sort_roads([])
    []
    """
    def key(road):
        return road[0], int(road[1:])

    return sorted(roads, key=key)


def title_shelf_order(titles: list[str]) -> list[str]:
    """Sort book titles as a library does: a leading 'The ', 'A ' or 'An ' (in any case) is
    not counted, nor is upper and lower case. Equal titles keep their order.

    >>> title_shelf_order(["The Moon Lamp", "an Early Frost", "Marsh Songs"])
    ['an Early Frost', 'Marsh Songs', 'The Moon Lamp']
    >>> title_shelf_order([])
    []
    """
    def without_article(title):
        return re.sub(r"^(the|an?) ", "", title.lower())

    return sorted(titles, key=without_article)


def fairest_judge(marks, official):
    """Each judge gave several marks. Return the judge whose average mark is nearest to the official
    one. On a tie the one with more marks wins, then the one named first in the alphabet. Each judge
    gave at least one mark.

    >>> fairest_judge({"Kim": [7, 9], "Lee": [8], "Moe": [6]}, 8)
    'Kim'
    >>> fairest_judge({"Lee": [7], "Abe": [9]}, 8)
    'Abe'
    """
    def distance(judge):
        given = marks[judge]
        return abs(sum(given) / len(given) - official), -len(given), judge

    return min(marks, key=distance)


def triage_samples(samples):
    """Samples are (id, priority, minutes waiting). Put those waiting 60 minutes or more first,
    longest wait first; after them the others, by priority from 1 (urgent) up, and for the same
    priority the longest wait first. Return the ids.

    >>> triage_samples([("s1", 2, 10), ("s2", 1, 5), ("s3", 3, 75), ("s4", 2, 30)])
    ['s3', 's2', 's4', 's1']
    >>> triage_samples([])
    []
    """
    def urgency(sample):
        _, priority, waited = sample
        return (0, -waited, 0) if waited >= 60 else (1, priority, -waited)

    return [sample[0] for sample in sorted(samples, key=urgency)]
