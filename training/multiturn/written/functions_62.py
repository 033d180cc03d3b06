import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Dict, List, Optional, Set, Tuple




def reschedule(events: Dict[str, date], closed: Set[date]) -> Dict[str, date]:
    """Events that fall on a closed day move to the next day that's open and has no event yet.

    The events are looked at in the order of the dict; those on open days keep their day, and no
    moved event may take it.

    >>> reschedule({"fair": date(2024, 5, 1), "gig": date(2024, 5, 2)}, {date(2024, 5, 1)})
    {'fair': datetime.date(2024, 5, 3), 'gig': datetime.date(2024, 5, 2)}
    >>> reschedule({"gig": date(2024, 5, 2)}, set())
    {'gig': datetime.date(2024, 5, 2)}
    """
    taken = {day for day in events.values() if day not in closed}
    result = {}
    for name, day in events.items():
        if day in closed:
            while day in closed or day in taken:
                day += timedelta(days=1)
            taken.add(day)
        result[name] = day
    return result




def pick_delivery_day(ordered: datetime, cutoff_hour: int, delivery_weekdays: List[int]) -> date:
    """On which day is an order delivered?

    Orders placed before the cutoff hour are ready the next day, later ones the day after that. They
    go out on the first delivery weekday (Monday is 0) from that day on. There is at least one
    delivery weekday.

    >>> pick_delivery_day(datetime(2024, 6, 3, 9, 30), 12, [1, 4])
    datetime.date(2024, 6, 4)
    >>> pick_delivery_day(datetime(2024, 6, 3, 12, 0), 12, [1, 4])
    datetime.date(2024, 6, 7)
    """
    wait = 1 if ordered.hour < cutoff_hour else 2
    day = ordered.date() + timedelta(days=wait)
    while day.weekday() not in delivery_weekdays:
        day += timedelta(days=1)
    return day


def remaining_courses(done, requirements):
    """requirements maps a course to the list of courses that must be done before. Return the
    courses that a student can take next, in alphabetical order: not done yet, and with all
    their requirements done.

    >>> courses = {"Algebra": [], "Calculus": ["Algebra"], "Fields": ["Calculus"]}
    >>> remaining_courses({"Algebra"}, courses)
    ['Calculus']
    >>> remaining_courses(set(), {"Algebra": [], "Logic": []})
    ['Algebra', 'Logic']
    >>> remaining_courses(set(), {"Calculus": ["Algebra"]})
    []
    """
    possible = []
    for course, before in requirements.items():
        if course not in done and all(other in done for other in before):
            possible.append(course)
    return sorted(possible)


def move_items(source: List[str], target: List[str], wanted: List[str]) -> int:
    """Move the wanted items from the source list to the end of the target list, changing both
    lists.

    Items are moved in the order of `wanted`. An item that the source doesn't hold is skipped,
    and if it holds it twice, only the first one is moved. Return how many items were moved.

    >>> shelf, box = ["jug", "cup", "pan"], ["fork"]
    >>> move_items(shelf, box, ["pan", "jug", "lid"])
    2
    >>> shelf, box
    (['cup'], ['fork', 'pan', 'jug'])
    """
    moved = 0
    for item in wanted:
        if item in source:
            source.remove(item)
            target.append(item)
            moved += 1
    return moved


def crew_for_day(
    availability: Dict[str, List[str]], day: str, skills: Dict[str, str], needed: List[str]
) -> Optional[List[str]]:
    """Find a crew for a day. For each needed skill, in order, take the first person of
    `availability` who is available on that day, has the skill, and isn't in the crew yet.
    Return None as soon as a skill can't be filled.

    >>> avail = {"Gil": ["Mon"], "Una": ["Mon", "Tue"], "Vic": ["Tue"]}
    >>> skills = {"Gil": "cook", "Una": "sail", "Vic": "cook"}
    >>> crew_for_day(avail, "Mon", skills, ["sail", "cook"])
    ['Una', 'Gil']
    >>> crew_for_day(avail, "Tue", skills, ["cook", "cook"]) is None
    True
    >>> crew_for_day(avail, "Tue", skills, [])
    []
    """
    crew = []
    for skill in needed:
        fitting = [
            person
            for person, days in availability.items()
            if day in days and skills.get(person) == skill and person not in crew
        ]
        if not fitting:
            return None
        crew.append(fitting[0])
    return crew


def read_kv_lines(lines):
    """Turn lines such as "colour: red" into a dict.

    Blank lines and lines that start with ";" are skipped, as are lines without a colon. Keys
    are lower-cased, and both sides are stripped. When a key is repeated, its last value counts.

    >>> read_kv_lines(["Colour: red", "; old", "size : 4", "", "colour: blue"])
    {'colour': 'blue', 'size': '4'}
    >>> read_kv_lines(["url: http://x"])
    {'url': 'http://x'}
    """
    values = {}
    for line in lines:
        if line.startswith(";") or ":" not in line:
            continue
        key, value = line.split(":", 1)
        values[key.strip().lower()] = value.strip()
    return values


def fuel_stops(distances: List[int], tank_range: int) -> List[int]:
    """Choose the fuel stations to stop at on a trip.

    distances are the kilometres between one station and the next, the first one being from
    the start to station 0, the last one from the last station to the goal. We start with a
    full tank and stop, and fill up, only when the next stretch can't be done with what is
    left. No stretch is longer than the tank lasts.

    >>> fuel_stops([100, 200, 150, 200], 400)
    [1]
    >>> fuel_stops([100, 200, 350, 100], 400)
    [1, 2]
    >>> fuel_stops([80], 400)
    []
    """
    stops = []
    left = tank_range
    for index, stretch in enumerate(distances):
        if stretch > left:
            stops.append(index - 1)
            left = tank_range
        left -= stretch
    return stops




def steps_to_target(current: int, target: int, step: int) -> List[int]:
    """
    Dim a lamp from the current level to a target level in steps.

    Return the levels in between and the target: each is `step` closer than the one before, the last
    step being shorter if it has to be. The current level is not part of the list.

    >>> steps_to_target(100, 70, 20)
    [80, 70]
    >>> steps_to_target(0, 30, 10)
    [10, 20, 30]
    >>> steps_to_target(5, 5, 10)
    []
    """
    levels = []
    while current != target:
        if current < target:
            current = min(current + step, target)
        else:
            current = max(current - step, target)
        levels.append(current)
    return levels


def validate_route(route, roads):
    """Check that a route can be driven.

    roads is a set of (town, town) tuples, each usable both ways. Return the first pair of
    successive towns of the route with no road between them, or None if everything is fine.

    >>> validate_route(["Rye", "Ash", "Lee"], {("Ash", "Rye"), ("Ash", "Lee")}) is None
    True
    >>> validate_route(["Rye", "Lee"], {("Ash", "Rye")})
    ('Rye', 'Lee')
    >>> validate_route([], set()) is None
    True
    """
    for here, there in zip(route, route[1:]):
        if (here, there) not in roads and (there, here) not in roads:
            return here, there
    return None


def patch_list(lines: List[str], edits: Dict[int, Optional[str]]) -> List[str]:
    """Apply edits to a list of lines and return the new list.

    edits maps a line number, counted from 1, to the new text, or to None to delete the line.
    Numbers beyond the end are ignored. All numbers refer to the original lines.

    >>> patch_list(["to", "two", "tree"], {1: "one", 3: None})
    ['one', 'two']
    >>> patch_list(["one"], {5: "five"})
    ['one']
    >>> patch_list([], {1: "one"})
    []
    """
    patched = []
    for number, line in enumerate(lines, start=1):
        new = edits.get(number, line)
        if new is not None:
            patched.append(new)
    return patched


def sprint_capacity(team: Dict[str, float], absences: List[Tuple[str, int]], days: int) -> float:
    """
    team maps a person to the share of a full job (0.5 for half-time). Compute the person-days
    available in a sprint of `days` days. Each absence is (name, days off); days off can't
    exceed the length of the sprint for anyone, and people who aren't on the team are ignored.

    >>> sprint_capacity({"Hana": 1.0, "Igor": 0.5}, [("Hana", 2)], 10)
    13.0
    >>> sprint_capacity({"Igor": 0.5}, [("Igor", 8), ("Igor", 8), ("Zed", 1)], 10)
    0.0
    >>> sprint_capacity({}, [], 10)
    0
    """
    off = Counter()
    for name, number in absences:
        off[name] += number
    return sum(share * (days - min(off[name], days)) for name, share in team.items())




def key_rack(hooks, taken):
    """Draw the key rack: for each hook number from 1 to hooks the letter "x" if its key was
    taken, "o" otherwise, parted by spaces, in lines of five hooks.

    >>> print(key_rack(7, [2, 7]))
    o x o o o
    o x
    >>> key_rack(0, [])
    ''
    """
    signs = ["x" if number in taken else "o" for number in range(1, hooks + 1)]
    rows = [signs[i:i + 5] for i in range(0, hooks, 5)]
    return "\n".join(" ".join(row) for row in rows)


def next_birthdays(
    people: Dict[str, Tuple[int, int]], today: Tuple[int, int], count: int
) -> List[str]:
    """Whose birthdays come up next?

    people maps a name to (month, day), and today is a (month, day) as well. Return the
    `count` names whose birthdays come first from today on, today included; after December
    follows January. Birthdays on the same day are listed by name.

    >>> next_birthdays({"Edo": (1, 5), "Pat": (12, 30), "Kim": (12, 1)}, (12, 2), 2)
    ['Pat', 'Edo']
    >>> next_birthdays({"Edo": (1, 5)}, (1, 5), 3)
    ['Edo']
    """
    def order(name):
        passed = people[name] < today
        return passed, people[name], name

    return sorted(people, key=order)[:count]


def ticket_choice(zones: List[int], single: float, day_pass: float) -> Tuple[str, float]:
    """Which is cheaper for a day of bus rides, single tickets or the day pass?

    zones gives the number of zones of every ride; a single ticket costs `single` for each
    zone, but a ride is never charged for more than 4 zones. Return "day pass" or "single"
    with the cost; the pass is preferred if both cost the same.

    >>> ticket_choice([2, 6], 1.5, 10.0)
    ('single', 9.0)
    >>> ticket_choice([2, 6], 1.5, 9.0)
    ('day pass', 9.0)
    >>> ticket_choice([], 1.5, 9.0)
    ('single', 0.0)
    """
    cost = sum(min(number, 4) for number in zones) * single
    if day_pass <= cost:
        return "day pass", day_pass
    return "single", cost






def replace_tokens(template: str, values: Dict[str, str]) -> Tuple[str, List[str]]:
    """Fill the slots like <name> of a template with values.

    Slots without a value stay as they are. Return the text and the names of the slots that
    weren't filled, in the order in which they stand.

    >>> replace_tokens("Dear <title> <name>,", {"name": "Orr"})
    ('Dear <title> Orr,', ['title'])
    >>> replace_tokens("Hi", {})
    ('Hi', [])
    """
    open_slots = [name for name in re.findall(r"<(\w+)>", template) if name not in values]
    text = re.sub(r"<(\w+)>", lambda m: values.get(m[1], m[0]), template)
    return text, open_slots




def month_calendar_weeks(year: int, month: int) -> List[List[int]]:
    """Lay out the days of a month in weeks from Monday to Sunday.

    Each week is a list of 7 day numbers, with 0 where the day belongs to another month.

    >>> month_calendar_weeks(2021, 2)[0]
    [1, 2, 3, 4, 5, 6, 7]
    >>> month_calendar_weeks(2024, 9)[0]
    [0, 0, 0, 0, 0, 0, 1]
    >>> len(month_calendar_weeks(2024, 9))
    6
    """
    day = date(year, month, 1)
    cells = [0] * day.weekday()
    while day.month == month:
        cells.append(day.day)
        day += timedelta(days=1)
    cells += [0] * (-len(cells) % 7)
    return [cells[i:i + 7] for i in range(0, len(cells), 7)]


def points_after_penalties(
    points: Dict[str, int], penalties: List[str], each: int = 3
) -> List[Tuple[str, int]]:
    """Take `each` points off a team every time its name is on the list of penalties, but
    never below 0.

    Return (team, points) pairs, the most points first; teams with equal points keep the order
    of the dict.

    >>> points_after_penalties({"Lynx": 10, "Boar": 8, "Crow": 2}, ["Lynx", "Crow", "Crow"])
    [('Boar', 8), ('Lynx', 7), ('Crow', 0)]
    >>> points_after_penalties({}, ["Lynx"])
    []
    """
    after = []
    for team, score in points.items():
        deducted = penalties.count(team) * each
        after.append((team, max(score - deducted, 0)))
    return sorted(after, key=lambda pair: pair[1], reverse=True)


def night_nurse_hours(start: datetime, end: datetime) -> int:
    """How many of the hours of a shift are night hours?

    Shifts begin and end on the full hour. An hour that starts at 22, 23 or anywhere from 0 to
    5 o'clock is a night hour.

    >>> night_nurse_hours(datetime(2024, 2, 1, 20), datetime(2024, 2, 2, 4))
    6
    >>> night_nurse_hours(datetime(2024, 2, 1, 8), datetime(2024, 2, 1, 16))
    0
    >>> night_nurse_hours(datetime(2024, 2, 1, 8), datetime(2024, 2, 1, 8))
    0
    """
    hours = 0
    moment = start
    while moment < end:
        if moment.hour >= 22 or moment.hour <= 5:
            hours += 1
        moment += timedelta(hours=1)
    return hours
