from bisect import bisect_right
from collections import deque


def average_of_last(readings: list, keep: int) -> list:
    """For every position give the mean of the reading there and the ones before it, at most
    `keep` readings in all, rounded to 2 decimals. Near the start fewer readings are used.

    >>> average_of_last([2, 4, 9], 2)
    [2.0, 3.0, 6.5]
    >>> average_of_last([], 2)
    []
    """
    window = deque(maxlen=keep)
    means = []
    for reading in readings:
        window.append(reading)
        means.append(round(sum(window) / len(window), 2))
    return means


def tariff_at(hour, starts, names):
    """A power tariff changes at the hours in `starts` (rising); names[i] is valid from starts[i]
    on. Before the first start the last name is still valid, from the evening before.

    >>> tariff_at(8, [6, 12, 22], ["day", "noon", "night"])
    'day'
    >>> tariff_at(22, [6, 12, 22], ["day", "noon", "night"])
    'night'
    >>> tariff_at(3, [6, 12, 22], ["day", "noon", "night"])
    'night'
    """
    return names[bisect_right(starts, hour) - 1]


def exhibit_label(title: str, year: int = None, artist: str = "") -> str:
    """Make the label of a museum piece: the title in double quotes, then a comma and the artist
    if there is one, then the year in round brackets, or "(undated)" when it is None.

    >>> exhibit_label("Harbour", 1910, "E. Voss")
    '"Harbour", E. Voss (1910)'
    >>> exhibit_label("Vase")
    '"Vase" (undated)'
    """
    maker = f", {artist}" if artist else ""
    return f'"{title}"{maker} ({"undated" if year is None else year})'


def wagons_over_axle_load(wagons: list, limit: float) -> dict:
    """Each wagon is a (number, tonnes, axles) triple. Return {number: tonnes per axle} for wagons
    whose load per axle exceeds `limit`, with the load rounded to one decimal after the
    comparison. Wagons with no axles given (0) are left out.

    >>> wagons_over_axle_load([("W1", 80, 4), ("W2", 91, 4), ("W3", 50, 0)], 22.5)
    {'W2': 22.8}
    >>> wagons_over_axle_load([], 20)
    {}
    """
    return {
        number: round(tonnes / axles, 1)
        for number, tonnes, axles in wagons
        if axles and tonnes / axles > limit
    }


def same_day_returns(moves):
    """`moves` is a list of (day, item, kind) with kind "out" or "in", in order. Return the set of
    items that went out and came back in later on the same day, at least once.

    >>> sorted(same_day_returns([(1, "drill", "out"), (1, "saw", "out"), (1, "drill", "in"), (2, "saw", "in")]))
    ['drill']
    >>> same_day_returns([(1, "saw", "in"), (1, "saw", "out")])
    set()
    """
    gone = {}
    back = set()
    for day, item, kind in moves:
        if kind == "out":
            gone[item] = day
        elif gone.pop(item, None) == day:
            back.add(item)
    return back


def best_before(entries: list, today: str) -> list:
    """You get (product, ISO date) pairs from a fridge. Return the products that are still good
    today (their date is today or later), the one that goes off soonest first; with equal dates in
    order of name.

    >>> best_before([("milk", "2024-06-03"), ("ham", "2024-06-01"), ("curd", "2024-06-02")], "2024-06-02")
    ['curd', 'milk']
    >>> best_before([], "2024-06-02")
    []
    """
    good = sorted((day, product) for product, day in entries if day >= today)
    return [product for _, product in good]


def split_at_headings(lines: list) -> dict:
    """Break the lines of a note into sections. A line that ends in a colon opens a section named
    by the text before the colon; the lines below belong to it. Blank lines are dropped, lines
    before the first heading belong to the section "" (which exists only if there are such lines).
    A heading that returns goes on with its section.

    >>> split_at_headings(["call Jo", "Buy:", "tape", "", "glue", "Fix:"])
    {'': ['call Jo'], 'Buy': ['tape', 'glue'], 'Fix': []}
    >>> split_at_headings([])
    {}
    """
    sections = {}
    name = ""
    for line in lines:
        if line.endswith(":"):
            name = line[:-1]
            sections.setdefault(name, [])
        elif line.strip():
            sections.setdefault(name, []).append(line)
    return sections


def quorum_items(votes: dict, members: int) -> list:
    """`votes` maps a motion to its (yes, no) counts. Return the motions that pass: at least half
    of all `members` took part, and yes is strictly more than no. Order as in `votes`.

    >>> quorum_items({"roof": (5, 1), "pool": (2, 0), "gate": (3, 3)}, 10)
    ['roof']
    >>> quorum_items({"roof": (3, 2)}, 10)
    ['roof']
    """
    return [motion for motion, (yes, no) in votes.items() if 2 * (yes + no) >= members and yes > no]


def compare_rosters(before, after):
    """Describe how a team list changed: a list of lines, first "+ name" for each new member, then
    "- name" for each who left, both parts in alphabetical order. If nobody changed the list holds
    the one line "same".

    >>> compare_rosters(["Uma", "Abe"], ["Abe", "Zed", "Kim"])
    ['+ Kim', '+ Zed', '- Uma']
    >>> compare_rosters(["Abe"], ["Abe"])
    ['same']
    """
    came = sorted(set(after) - set(before))
    left = sorted(set(before) - set(after))
    return [f"+ {name}" for name in came] + [f"- {name}" for name in left] or ["same"]


def nearest_hydrants(house: int, hydrants: list, count: int) -> list:
    """Along a street, find the `count` hydrants closest to a house (all are distances from the
    street's start). When two are equally near, the one with the smaller distance is preferred.
    The answer is in rising order of position, not of nearness, and may be shorter if there are
    not enough hydrants.

    >>> nearest_hydrants(50, [0, 45, 55, 90], 1)
    [45]
    >>> nearest_hydrants(50, [90, 45, 0, 70], 2)
    [45, 70]
    """
    return sorted(sorted(hydrants, key=lambda h: (abs(h - house), h))[:count])


def tip_out(tips: int, hours: dict) -> dict:
    """Share the tips of an evening (whole coins) by hours worked. Everyone gets the whole number
    of coins below or at the exact share; coins that remain go, one each, to those with the most
    hours (ties by name). If nobody worked at all, everyone gets 0.

    >>> tip_out(10, {"Ria": 3, "Sol": 3, "Tom": 1})
    {'Ria': 5, 'Sol': 4, 'Tom': 1}
    >>> tip_out(10, {"Ria": 0})
    {'Ria': 0}
    """
    total = sum(hours.values())
    if total == 0:
        return dict.fromkeys(hours, 0)
    shares = {name: tips * worked // total for name, worked in hours.items()}
    rest = tips - sum(shares.values())
    for name in sorted(hours, key=lambda name: (-hours[name], name))[:rest]:
        shares[name] += 1
    return shares


def mileage_claim(trips: list) -> float:
    """Work out what a carer may claim for the trips of a day, given in km. Trips under 2 km do
    not count. The first 50 km of the rest are paid at 0.45, all further ones at 0.25. Rounded to
    2 decimals.

    >>> mileage_claim([1.5, 20, 40])
    25.0
    >>> mileage_claim([])
    0.0
    """
    distance = sum(km for km in trips if km >= 2)
    return round(min(distance, 50) * 0.45 + max(distance - 50, 0) * 0.25, 2)
