import re
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import product


def every_other_week(start: str, weeks: int, skip: set = frozenset()) -> list:
    """Return the dates of a club that meets every second week, beginning at the ISO
    date `start`, over a span of `weeks` weeks. Dates in `skip` (ISO texts) are
    cancelled without a replacement.

    >>> every_other_week("2024-01-05", 5, {"2024-01-19"})
    ['2024-01-05', '2024-02-02']
    >>> every_other_week("2024-01-05", 0)
    []
    """
    first = datetime.fromisoformat(start).date()
    dates = [(first + timedelta(weeks=week)).isoformat() for week in range(0, weeks, 2)]
    return [day for day in dates if day not in skip]


def bracket_price(weight: float, brackets: list) -> float:
    """Look up postage. `brackets` has (up to weight, price) pairs with rising weights;
    the first bracket whose limit is not below the weight counts. Raise a ValueError
    with the text "too heavy" if none fits.

    >>> bracket_price(0.5, [(0.5, 1.2), (2, 3.0)])
    1.2
    >>> bracket_price(0.6, [(0.5, 1.2), (2, 3.0)])
    3.0
    >>> bracket_price(9, [(0.5, 1.2)])
    Traceback (most recent call last):
    ...
    ValueError: too heavy
    """
    for limit, price in brackets:
        if weight <= limit:
            return price
    raise ValueError("too heavy")


def drain_in_turns(buckets, size):
    """Empty buckets with a cup of `size`: take one cup from the first, one from the
    second and so on in circles, passing over those that are empty. If less than a cup
    is in a bucket, all of it is taken. Return the bucket numbers (from 0) in the order
    of the cups.

    >>> drain_in_turns([5, 2], 2)
    [0, 1, 0, 0]
    >>> drain_in_turns([0, 0], 2)
    []
    """
    left = list(buckets)
    cups = []
    while any(left):
        for i, amount in enumerate(left):
            if amount > 0:
                left[i] = max(0, amount - size)
                cups.append(i)
    return cups


def subject_prefixes(subjects: list) -> dict:
    """Mail subjects may begin with a ticket in square brackets, "[A-17] Broken door".
    Group the rest of the subjects by ticket, in order; subjects without a ticket go
    under None. "Re: " at the very start, once or several times, is ignored.

    >>> subject_prefixes(["[A-17] Broken door", "Re: [A-17] Broken door", "Lunch"])
    {'A-17': ['Broken door', 'Broken door'], None: ['Lunch']}
    >>> subject_prefixes([])
    {}
    """
    groups = defaultdict(list)
    for subject in subjects:
        match = re.match(r"(?:Re: )*(?:\[([^\]]+)\] ?)?", subject)
        groups[match[1]].append(subject[match.end():])
    return dict(groups)


def safe_combinations(chemicals: list, clashes: set) -> list:
    """All pairs of different chemicals that may share a shelf. `clashes` holds
    forbidden pairs as tuples; a pair is forbidden in both orders. Return tuples in the
    order of the list: the earlier chemical first.

    >>> safe_combinations(["acid", "base", "salt"], {("base", "acid")})
    [('acid', 'salt'), ('base', 'salt')]
    >>> safe_combinations(["acid"], set())
    []
    """
    return [
        (a, b)
        for i, a in enumerate(chemicals)
        for b in chemicals[i + 1:]
        if (a, b) not in clashes and (b, a) not in clashes
    ]


def variants(sizes, colours, sold_out):
    """Article codes of all sizes in all colours, as "size-colour", sizes outermost,
    without those in the list `sold_out`.

    >>> variants(["S", "M"], ["red", "tan"], ["M-red"])
    ['S-red', 'S-tan', 'M-tan']
    >>> variants([], ["red"], [])
    []
    """
    codes = [f"{size}-{colour}" for size, colour in product(sizes, colours)]
    return [code for code in codes if code not in sold_out]


def loudest_channels(levels: dict, count: int) -> list:
    """`levels` maps a mixer channel to its level in dB (the nearer to +, the louder).
    Return the `count` loudest channels with everyone who has the same level as the last
    of them, loudest first, equal ones by name.

    >>> loudest_channels({"kick": -6, "bass": -9, "keys": -9, "vox": -3}, 3)
    ['vox', 'kick', 'bass', 'keys']
    >>> loudest_channels({"kick": -6}, 0)
    []
    """
    order = sorted(levels, key=lambda channel: (-levels[channel], channel))
    if count <= 0 or len(order) <= count:
        return order if count > 0 else []
    cut = levels[order[count - 1]]
    return [channel for channel in order if levels[channel] >= cut]


def read_scoreboard(text: str) -> dict:
    """A scoreboard reads like "Reds 3:1 Blues | Greens 0:0 Reds". Return the goals that
    each team shot over all games, teams in the order of appearance. Team names are
    single words; an empty text gives an empty dict.

    >>> read_scoreboard("Reds 3:1 Blues | Greens 0:0 Reds")
    {'Reds': 3, 'Blues': 1, 'Greens': 0}
    >>> read_scoreboard("")
    {}
    """
    goals = defaultdict(int)
    for home, left, right, away in re.findall(r"(\w+) (\d+):(\d+) (\w+)", text):
        goals[home] += int(left)
        goals[away] += int(right)
    return dict(goals)


def overlapping_courses(courses: dict) -> set:
    """Which courses clash with at least one other? `courses` maps a name to (weekday,
    start, end) with hours as numbers; two clash if they are on the same weekday and
    share more than a single moment. Return the names as a set.

    >>> sorted(overlapping_courses({"art": ("mon", 9, 11), "yoga": ("mon", 10, 12), "pot": ("tue", 9, 11)}))
    ['art', 'yoga']
    >>> overlapping_courses({"art": ("mon", 9, 11), "yoga": ("mon", 11, 12)})
    set()
    """
    return {
        a
        for a, (day_a, start_a, end_a) in courses.items()
        for b, (day_b, start_b, end_b) in courses.items()
        if a != b and day_a == day_b and start_a < end_b and start_b < end_a
    }


def dose_by_weight(weight_kg: float, mg_per_kg: float, tablet_mg: int, max_tablets: int) -> float:
    """How many tablets does a dog get? The dose is weight times `mg_per_kg`; it is
    given in half tablets, rounded down to the next half, but at least half a tablet and
    at most `max_tablets`.

    >>> dose_by_weight(22, 5, 40, 4)
    2.5
    >>> dose_by_weight(1, 5, 40, 4)
    0.5
    >>> dose_by_weight(80, 5, 40, 4)
    4
    """
    halves = weight_kg * mg_per_kg * 2 // tablet_mg
    return min(max(halves / 2, 0.5), max_tablets)


def blend_rows(top, bottom, hidden="."):
    """Lay one line of a picture over another. Where the upper line has the sign
    `hidden` it is see-through and the lower line is seen. If the lines differ in
    length, the longer one sticks out at the right as it is.

    >>> blend_rows("..##", "abcdef")
    'ab##ef'
    >>> blend_rows("#..", "a")
    '#..'
    """
    width = max(len(top), len(bottom))
    top = top.ljust(width, hidden)
    bottom = bottom.ljust(width, hidden)
    return "".join(under if over == hidden else over for over, under in zip(top, bottom))


def strongest_signal(scan: list) -> dict:
    """A Wi-Fi scan has (network, channel, dBm) triples, and a network may turn up
    several times. Return {network: channel} with the channel of its strongest (largest)
    dBm; of equally strong ones the lower channel. Hidden networks have an empty name
    and are ignored. Networks come in alphabetical order.

    >>> strongest_signal([("lab", 6, -70), ("lab", 1, -50), ("", 11, -20), ("cafe", 3, -60)])
    {'cafe': 3, 'lab': 1}
    >>> strongest_signal([])
    {}
    """
    best = {}
    for network, channel, dbm in scan:
        if network:
            best[network] = min(best.get(network, (-dbm, channel)), (-dbm, channel))
    return {network: best[network][1] for network in sorted(best)}
