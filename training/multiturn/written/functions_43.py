import re


def wrapped_position(index: int, columns: int) -> str:
    """The cells of a seed tray are counted row by row from 0. Return the cell's name: the
    row as a capital letter (A for the first), then the column's number from 1. There are
    never more than 26 rows.

    >>> wrapped_position(0, 6)
    'A1'
    >>> wrapped_position(13, 6)
    'C2'
    """
    row, column = divmod(index, columns)
    return f"{chr(ord('A') + row)}{column + 1}"


def laundry_setting(fabrics: set[str], dirty: bool) -> tuple[int, str]:
    """Choose temperature and spin for a wash. Wool in the load: 30 and 'slow'. Otherwise silk
    or lace: 30 and 'none'. Otherwise 60 and 'fast' if the things are dirty, 40 and 'fast' if
    not.

    >>> laundry_setting({"cotton", "wool"}, True)
    (30, 'slow')
    >>> laundry_setting({"cotton", "lace"}, False)
    (30, 'none')
    >>> laundry_setting({"cotton"}, True)
    (60, 'fast')
    """
    if "wool" in fabrics:
        return 30, "slow"
    if fabrics & {"silk", "lace"}:
        return 30, "none"
    return (60 if dirty else 40), "fast"


def hidden_digits_match(shown, number):
    """A receipt shows a card number with some digits replaced by '*' or 'x'. Check whether it can be
    the given number. Blanks in either do not count; after taking them out both need the same length.

    >>> hidden_digits_match("**** xx12", "4400 1712")
    True
    >>> hidden_digits_match("**** 9912", "4400 1712")
    False
    >>> hidden_digits_match("***12", "1712")
    False
    """
    shown, number = shown.replace(" ", ""), number.replace(" ", "")
    return len(shown) == len(number) and all(s in ("*", "x", n) for s, n in zip(shown, number))


def taxi_fare(km, waiting_minutes, night):
    """A ride costs 3.50 to start, 2.20 a km for the first 5 km and 1.80 for every km after that, and
    0.50 for each full minute of waiting. At night 20 percent are added to all of it. Rounded to two
    digits.

    >>> taxi_fare(4, 0, False)
    12.3
    >>> taxi_fare(10, 3.8, False)
    25.0
    >>> taxi_fare(10, 3.8, True)
    30.0
    """
    fare = 3.5 + 2.2 * min(km, 5) + 1.8 * max(0, km - 5) + 0.5 * int(waiting_minutes)
    return round(fare * 1.2 if night else fare, 2)


def clean_amount(text):
    """Read the amount a user typed: currency words or signs around it, blanks and apostrophes
    do not matter, and a comma works as the decimal point. Return None if what is left is not
    digits with at most one point between or before digits.

    >>> clean_amount("EUR 1'250,50")
    1250.5
    >>> clean_amount(" .75 $")
    0.75
    >>> clean_amount("1.2.3") is None
    True
    >>> clean_amount("lots") is None
    True
    """
    kept = re.sub(r"[^\d.]", "", text.replace(",", "."))
    return float(kept) if re.fullmatch(r"\d*\.?\d+", kept) else None


def step_goal_report(steps, goal):
    """Report on the days with at least `goal` steps: 'all days' if every day reached it,
    'no day' if none did or there are no days, otherwise the names of the days that did,
    joined by ', ' in their order.

    >>> step_goal_report({"mon": 9000, "tue": 4000, "wed": 8000}, 8000)
    'mon, wed'
    >>> step_goal_report({"mon": 9000}, 8000)
    'all days'
    >>> step_goal_report({}, 8000)
    'no day'
    """
    reached = [day for day, count in steps.items() if count >= goal]
    if not reached:
        return "no day"
    return "all days" if len(reached) == len(steps) else ", ".join(reached)


def nearest_exit(seat_row: int, exits: list[int]) -> str:
    """Tell a passenger where the nearest exit row is: 'here', 'N rows ahead' (smaller row
    numbers are ahead) or 'N rows behind', with 'row' instead of 'rows' if N is 1. If two
    exits are equally near, the one ahead is named.

    >>> nearest_exit(12, [1, 10, 14])
    '2 rows ahead'
    >>> nearest_exit(12, [1, 13])
    '1 row behind'
    >>> nearest_exit(1, [1, 13])
    'here'
    """
    exit_row = min(exits, key=lambda row: (abs(row - seat_row), row))
    distance = abs(exit_row - seat_row)
    if distance == 0:
        return "here"
    noun = "row" if distance == 1 else "rows"
    return f"{distance} {noun} {'ahead' if exit_row < seat_row else 'behind'}"


def relabel_tracks(tracks: list[str], start: int = 1) -> list[str]:
    """Tracks may begin with an old number, a full stop or a dash and blanks, such
    as '7. Rain' or '12 - Oak'. Take that off and number them anew from `start`, two
    digits and a blank before the title.

    >>> relabel_tracks(["7. Rain", "12 - Oak", "99 Lanterns"])
    ['01 Rain', '02 Oak', '03 99 Lanterns']
    >>> relabel_tracks(["Sea"], start=10)
    ['10 Sea']
    """
    titles = [re.sub(r"^\d+\s*[.-]\s*", "", track) for track in tracks]
    return [f"{number:02d} {title}" for number, title in enumerate(titles, start)]


def subsidy_steps(income, children):
    """Monthly subsidy for day care: 300 for an income below 2000, 180 below 3500, 60
    below 5000, nothing from 5000 on. For every child after the first the income is
    counted as 400 lower. Without children there is no subsidy.

    >>> subsidy_steps(2100, 1)
    180
    >>> subsidy_steps(2100, 2)
    300
    >>> subsidy_steps(1000, 0)
    0
    """
    if children == 0:
        return 0
    counted = income - 400 * (children - 1)
    for limit, amount in ((2000, 300), (3500, 180), (5000, 60)):
        if counted < limit:
            return amount
    return 0


def compare_inventories(old: dict[str, int], new: dict[str, int]) -> list[str]:
    """Describe the changes from one count to the next, sorted by article: 'NAME +N' or
    'NAME -N' for a changed quantity, 'NAME new' for one that was not there before,
    'NAME gone' for one that is missing now. Equal quantities are not mentioned.

    >>> compare_inventories({"rope": 4, "saw": 2, "axe": 1}, {"rope": 1, "axe": 1, "tape": 6})
    ['rope -3', 'saw gone', 'tape new']
    >>> compare_inventories({"axe": 1}, {"axe": 1})
    []
    """
    changes = []
    for name in sorted(old | new):
        if name not in new:
            changes.append(f"{name} gone")
        elif name not in old:
            changes.append(f"{name} new")
        elif old[name] != new[name]:
            changes.append(f"{name} {new[name] - old[name]:+d}")
    return changes


def grill_turns(minutes: int, every: int) -> list[int]:
    """The minutes at which the meat is turned: every `every` minutes after the start, but never at
    the very end of the grilling time.

    >>> grill_turns(12, 4)
    [4, 8]
    >>> grill_turns(3, 4)
    []
    """
    return list(range(every, minutes, every))
