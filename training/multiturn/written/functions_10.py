import math
import re
from collections import Counter
from collections import OrderedDict
from datetime import date


def luggage_check(bags: list, max_bags: int, max_each: float, max_total: float) -> str:
    """Return the first rule that a set of bag weights breaks: 'too many bags', 'bag too heavy'
    or 'total too heavy', or 'accepted' if there is none.

    >>> luggage_check([20, 12], 2, 23, 30)
    'total too heavy'
    >>> luggage_check([], 1, 23, 23)
    'accepted'
    """
    if len(bags) > max_bags:
        return "too many bags"
    if any(weight > max_each for weight in bags):
        return "bag too heavy"
    if sum(bags) > max_total:
        return "total too heavy"
    return "accepted"


def can_donate(age: int, weight: float, last_days: int = None) -> bool:
    """Tell whether a person may give blood: aged 18 to 65, at least 50 kg, and with at least 56
    days since the last time. None as last_days means that there was no last time.

    >>> can_donate(30, 70)
    True
    >>> can_donate(30, 70, 20)
    False
    """
    if not 18 <= age <= 65:
        return False
    if weight < 50:
        return False
    return last_days is None or last_days >= 56


def triage_mail(subject: str, rules: list) -> str:
    """Folder for a mail: the folder of the first (word, folder) rule whose word occurs in the
    subject, ignoring case, or 'inbox'.

    >>> triage_mail("Your INVOICE 12", [("sale", "junk"), ("invoice", "bills")])
    'bills'
    >>> triage_mail("Hello", [("sale", "junk")])
    'inbox'
    """
    lowered = subject.lower()
    for word, folder in rules:
        if word.lower() in lowered:
            return folder
    return "inbox"


def evaluate_condition(row, condition):
    """Check a row, given as a dictionary of numbers, against a condition of the form 'field op
    number', where op is one of <, >, = and !=.

    >>> evaluate_condition({"age": 30}, "age > 18")
    True
    >>> evaluate_condition({"age": 30}, "age != 30")
    False
    """
    field, operator, number = condition.split()
    value, limit = row[field], float(number)
    if operator == "<":
        return value < limit
    if operator == ">":
        return value > limit
    if operator == "=":
        return value == limit
    return value != limit


def volume_after(presses: str, volume: int = 5) -> int:
    """Volume of a radio after a string of button presses. '+' and '-' change it by one within 0
    to 10, and 'm' switches the sound off and on again; while it is off, '+' and '-' do nothing
    and the result is 0.

    >>> volume_after("++")
    7
    >>> volume_after("m+")
    0
    >>> volume_after("m+m-")
    4
    """
    muted = False
    for press in presses:
        if press == "m":
            muted = not muted
        elif not muted and press == "+":
            volume = min(10, volume + 1)
        elif not muted and press == "-":
            volume = max(0, volume - 1)
    return 0 if muted else volume


def pump_cycles(inflow: list, start_level: int, stop_level: int) -> list:
    """Simulate a pit with a pump that takes out 5 units per step. The pump starts when the level
    reaches start_level and stops when it is at most stop_level. Return for each step whether
    the pump ran; the pit is empty at first and never below zero.

    >>> pump_cycles([4, 4, 1, 0], 8, 3)
    [False, True, True, False]
    """
    level = 0
    running = False
    states = []
    for amount in inflow:
        level += amount
        if level >= start_level:
            running = True
        elif level <= stop_level:
            running = False
        states.append(running)
        if running:
            level = max(0, level - 5)
    return states


def candle_heights(height: float, burn: float, hours: int) -> list:
    """Height of a candle after each full hour, with one decimal, until it is burnt down or the
    hours are over. A height is never negative.

    >>> candle_heights(10, 4, 5)
    [6.0, 2.0, 0.0]
    >>> candle_heights(10, 1, 2)
    [9.0, 8.0]
    """
    heights = []
    while hours > 0 and height > 0:
        height = max(0.0, height - burn)
        heights.append(round(float(height), 1))
        hours -= 1
    return heights


def cooling_steps(temp: float, room: float, factor: float, target: float) -> int:
    """Count the steps until a cup has cooled to the target or below. In each step the difference
    to the room is multiplied by factor; -1 means that the target is not above the room.

    >>> cooling_steps(90, 20, 0.5, 40)
    2
    >>> cooling_steps(90, 20, 0.5, 20)
    -1
    """
    if target <= room:
        return -1
    steps = 0
    while temp > target:
        temp = room + (temp - room) * factor
        steps += 1
    return steps


def share_harvest(baskets: int, families: dict) -> dict:
    """Divide baskets among families in proportion to their members, rounding down, and give each
    of the remaining baskets to the families in order of the dictionary.

    >>> share_harvest(10, {"Lee": 2, "Roy": 1})
    {'Lee': 7, 'Roy': 3}
    """
    members = sum(families.values())
    shares = {name: baskets * count // members for name, count in families.items()}
    rest = baskets - sum(shares.values())
    for name in families:
        if rest == 0:
            break
        shares[name] += 1
        rest -= 1
    return shares


def chore_wheel(people: list, chores: list, week: int) -> dict:
    """Who does which chore in a week, numbered from 0. In week 0 the first chore belongs to the
    first person, and every week all chores move on to the next person.

    >>> chore_wheel(["al", "bo", "cy"], ["dishes", "floor"], 2)
    {'dishes': 'cy', 'floor': 'al'}
    """
    plan = {}
    for i, chore in enumerate(chores):
        plan[chore] = people[(i + week) % len(people)]
    return plan


def fair_duty(history: list, staff: list) -> str:
    """Person to take the next duty: the one with the fewest duties so far and, among those, the
    one whose last duty is longest ago. People who never had a duty go first, in staff order.

    >>> fair_duty(["al", "bo", "bo", "al"], ["al", "bo"])
    'bo'
    >>> fair_duty(["al"], ["al", "bo"])
    'bo'
    """
    counts = Counter(history)
    last = {name: i for i, name in enumerate(history)}
    return min(staff, key=lambda name: (counts[name], last.get(name, -1)))


def library_shelves(books: list, width: int) -> list:
    """Put books on shelves of a given width in their order. The books are (title, thickness)
    pairs, a book that does not fit begins the next shelf, and the result lists the titles
    joined by '|' for each shelf.

    >>> library_shelves([("A", 4), ("B", 3), ("C", 5)], 8)
    ['A|B', 'C']
    """
    shelves = [[]]
    used = 0
    for title, thickness in books:
        if used + thickness > width and shelves[-1]:
            shelves.append([])
            used = 0
        shelves[-1].append(title)
        used += thickness
    return ["|".join(shelf) for shelf in shelves]


def call_number_key(call: str) -> tuple:
    """Sorting key for a library call number such as 'QA 76.9 B3': the letters, the number as a
    float and the rest in upper case.

    >>> call_number_key("qa 76.9 b3")
    ('QA', 76.9, 'B3')
    >>> call_number_key("Z 5")
    ('Z', 5.0, '')
    """
    parts = call.upper().split(maxsplit=2)
    rest = parts[2] if len(parts) > 2 else ""
    return (parts[0], float(parts[1]), rest)


def natural_order(names: list) -> list:
    """Sort file names so that numbers inside them are compared by value and letters without
    regard to case.

    >>> natural_order(["img12", "img2", "Img1"])
    ['Img1', 'img2', 'img12']
    """
    keyed = []
    for name in names:
        pieces = re.split(r"(\d+)", name.lower())
        key = [int(p) if i % 2 else p for i, p in enumerate(pieces)]
        keyed.append((key, name))
    keyed.sort()
    return [name for _, name in keyed]


def build_folder_tree(paths: list) -> dict:
    """Turn paths such as 'a/b/c' into nested dictionaries in which the last part of each path is
    an empty dictionary.

    >>> build_folder_tree(["a/b", "a/c", "d"])
    {'a': {'b': {}, 'c': {}}, 'd': {}}
    """
    tree = {}
    for path in paths:
        node = tree
        for part in path.split("/"):
            node = node.setdefault(part, {})
    return tree


def list_tree_paths(tree: dict) -> list:
    """List the paths to all empty inner dictionaries of a nested dictionary, with the keys joined
    by '/'.

    >>> list_tree_paths({"a": {"b": {}, "c": {"d": {}}}, "e": {}})
    ['a/b', 'a/c/d', 'e']
    """
    paths = []
    for name, sub in tree.items():
        if not sub:
            paths.append(name)
        for path in list_tree_paths(sub):
            paths.append(name + "/" + path)
    return paths


def recent_searches(searches: list, size: int) -> list:
    """The last size different searches, newest first. Searching again for something moves it to
    the front.

    >>> recent_searches(["tea", "mug", "tea", "pot"], 2)
    ['pot', 'tea']
    """
    recent = OrderedDict()
    for term in searches:
        recent.pop(term, None)
        recent[term] = True
    return list(reversed(recent))[:size]


def keyword_score(text: str, weights: dict) -> int:
    """Sum of the weights of all words in a text, each occurrence counting. Case and punctuation at
    the ends of words do not matter.

    >>> keyword_score("Great food, great view!", {"great": 2, "view": 1, "bad": -3})
    5
    """
    score = 0
    for word in text.lower().split():
        score += weights.get(word.strip(".,!?"), 0)
    return score


def days_until_weekend(day: str) -> int:
    """Days from an ISO date to the next Saturday, with 0 for Saturdays and Sundays.

    >>> days_until_weekend("2024-05-01")
    3
    >>> days_until_weekend("2024-05-05")
    0
    """
    weekday = date.fromisoformat(day).weekday()
    return max(0, 5 - weekday)


def solar_output(angles, peak):
    """Energy delivered by a panel for a list of sun angles in degrees, each with weight one. A sun
    at the angle a gives peak times the sine of a, and angles of zero or less give nothing; the
    sum is rounded to one decimal.

    >>> solar_output([30, 90, -10], 100)
    150.0
    """
    total = 0.0
    for angle in angles:
        if angle > 0:
            total += peak * math.sin(math.radians(angle))
    return round(total, 1)


def paper_sheets(pages: int, copies: int, duplex: bool) -> int:
    """Sheets of paper needed for printing copies of a document, each copy starting on a new
    sheet. With duplex a sheet carries two pages.

    >>> paper_sheets(5, 2, True)
    6
    >>> paper_sheets(5, 2, False)
    10
    """
    per_copy = pages
    if duplex:
        per_copy = (pages + 1) // 2
    return per_copy * copies


def lamp_states(count: int, toggles: list) -> str:
    """State of count lamps that are all off at first, after toggles given as (first, last) with
    both ends included. Return a string with '1' for on and '0' for off.

    >>> lamp_states(5, [(0, 2), (2, 3)])
    '11010'
    """
    lamps = [False] * count
    for first, last in toggles:
        for i in range(first, last + 1):
            lamps[i] = not lamps[i]
    return "".join("1" if lamp else "0" for lamp in lamps)
