import re
from itertools import groupby


def knitting_row(pattern, stitches):
    """A row of knitting repeats a pattern such as 'kkp' until the row has the given number of
    stitches; the last repeat may be cut short. An empty pattern is knitted plain, as 'k' only.

    >>> knitting_row("kkp", 8)
    'kkpkkpkk'
    >>> knitting_row("", 3)
    'kkk'
    """
    pattern = pattern or "k"
    return (pattern * (stitches // len(pattern) + 1))[:stitches]


def needs_reorder(stock: dict[str, int], minimum: dict[str, int], default: int = 5) -> dict[str, int]:
    """For each article in stock whose quantity is below its minimum, tell how many
    are missing to that minimum. Articles without a minimum of their own use the
    default. The result is sorted by article name.

    >>> needs_reorder({"nails": 2, "glue": 9, "bolts": 4}, {"nails": 10, "glue": 9})
    {'bolts': 1, 'nails': 8}
    >>> needs_reorder({}, {"nails": 10})
    {}
    """
    missing = {name: minimum.get(name, default) - count for name, count in stock.items()}
    return {name: missing[name] for name in sorted(missing) if missing[name] > 0}


def bus_delay_text(minutes: int) -> str:
    """Text for a bus stop's screen. 0: 'on time'. 1 to 59: 'N min late'. An hour or more:
    'H h M min late', without the minutes if there are none. Negative numbers: 'N min
    early', however many.

    >>> bus_delay_text(-3)
    '3 min early'
    >>> bus_delay_text(75)
    '1 h 15 min late'
    >>> bus_delay_text(120)
    '2 h late'
    """
    if minutes == 0:
        return "on time"
    if minutes < 0:
        return f"{-minutes} min early"
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest else [])
    return " ".join(parts) + " late"


def crossword_fits(pattern: str, word: str) -> bool:
    """Check whether a word fits into a crossword pattern in which '.' stands for an empty field and
    letters are already filled in. Upper and lower case do not matter; the lengths have to be equal.

    >>> crossword_fits("b..k", "BOOK")
    True
    >>> crossword_fits("b..k", "bank")
    True
    >>> crossword_fits("b..k", "brick")
    False
    """
    return len(pattern) == len(word) and all(
        p in (".", w) for p, w in zip(pattern.lower(), word.lower())
    )


def sunny_spells(hours: list[str], least: int = 2) -> list[tuple[int, int]]:
    """Given what the weather was in each hour of a day, return the sunny spells of at least `least`
    hours as (start, end) pairs; the end is the first hour after the spell.

    >>> sunny_spells(["rain", "sun", "sun", "cloud", "sun", "rain"])
    [(1, 3)]
    >>> sunny_spells(["sun"], least=1)
    [(0, 1)]
    >>> sunny_spells([])
    []
    """
    spells, hour = [], 0
    for weather, group in groupby(hours):
        length = len(list(group))
        if weather == "sun" and length >= least:
            spells.append((hour, hour + length))
        hour += length
    return spells


def blend_names(first, second):
    """Make a name for a pair of pets: the first half of the first name and the
    second half of the second. When a name has an odd number of letters, its middle
    letter belongs to the first half. Only the first letter of the result is a
    capital.

    >>> blend_names("Bruno", "Milka")
    'Bruka'
    >>> blend_names("Rex", "Luna")
    'Rena'
    """
    head = first[:(len(first) + 1) // 2]
    tail = second[(len(second) + 1) // 2:]
    return (head + tail).capitalize()


def wind_word(knots: float, gusts: float | None = None) -> str:
    """Describe the wind: 'calm' below 4 knots, 'breeze' below 22, 'strong' below 34, else 'gale'. If
    gusts are given and at least 15 knots above the wind, ', gusty' is added.

    >>> wind_word(10, 25)
    'breeze, gusty'
    >>> wind_word(34)
    'gale'
    >>> wind_word(3, 12)
    'calm'
    """
    words = (("calm", 4), ("breeze", 22), ("strong", 34))
    word = next((name for name, limit in words if knots < limit), "gale")
    if gusts is not None and gusts - knots >= 15:
        word += ", gusty"
    return word


def parse_seat(seat):
    """Read a theatre seat such as 'Balcony r4 s17' into block, row and seat. The block is one
    word of letters; 'r' and 's' may be capitals. Return None if the text does not look like
    that.

    >>> parse_seat("Balcony r4 s17")
    ('Balcony', 4, 17)
    >>> parse_seat("stalls R12 S3")
    ('stalls', 12, 3)
    >>> parse_seat("r4 s17") is None
    True
    """
    match = re.fullmatch(r"([A-Za-z]+) [rR](\d+) [sS](\d+)", seat)
    if not match:
        return None
    block, row, number = match.groups()
    return block, int(row), int(number)


def share_leftovers(portions, eaters):
    """Every eater gets the same whole number of portions; what is left goes, one each, to the
    eaters at the end of the list. Return a dictionary from eater to portions in the order of the
    list. No eaters: an empty dictionary.

    >>> share_leftovers(8, ["Ira", "Jan", "Kay"])
    {'Ira': 2, 'Jan': 3, 'Kay': 3}
    >>> share_leftovers(4, [])
    {}
    """
    if not eaters:
        return {}
    each, extra = divmod(portions, len(eaters))
    first_with_more = len(eaters) - extra
    return {eater: each + (place >= first_with_more) for place, eater in enumerate(eaters)}


def battery_icon(percent, charging=False):
    """Show a battery as five places in round brackets: one '#' for each started 20 percent,
    blanks for the rest. While charging, a '+' stands after the closing bracket. At 0
    percent without charging the result is '(empty)'.

    >>> battery_icon(41)
    '(###  )'
    >>> battery_icon(100, charging=True)
    '(#####)+'
    >>> battery_icon(0)
    '(empty)'
    """
    if percent == 0 and not charging:
        return "(empty)"
    bars = "#" * -(-percent // 20)
    return f"({bars:<5}){'+' if charging else ''}"


def trail_difficulty(length_km: float, climb_m: int, kids: bool) -> str:
    """Rate a hike by its effort, the length in km plus one for each 100 m of climb: 'easy' up to 8,
    'medium' up to 16, 'hard' above. With kids along, each rating is one step harder; 'hard' then
    becomes 'no'.

    >>> trail_difficulty(5, 300, False)
    'easy'
    >>> trail_difficulty(5, 300, True)
    'medium'
    >>> trail_difficulty(20, 100, True)
    'no'
    """
    effort = length_km + climb_m / 100
    step = (effort > 8) + (effort > 16) + kids
    return ["easy", "medium", "hard", "no"][step]


def merge_guest_lists(lists):
    """Merge several guest lists into one without doubles, in the order of first appearance. Two entries
    are the same guest if they differ only in case or in blanks at the ends; the first spelling, without
    those blanks, is kept. Blank entries are dropped.

    >>> merge_guest_lists([["Ola ", "pim"], ["OLA", "", "Ren"]])
    ['Ola', 'pim', 'Ren']
    >>> merge_guest_lists([])
    []
    """
    guests = {}
    for entry in (name.strip() for names in lists for name in names):
        if entry:
            guests.setdefault(entry.lower(), entry)
    return list(guests.values())
