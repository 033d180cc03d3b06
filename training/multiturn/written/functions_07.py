import bisect
import json
import statistics
from collections import Counter
from collections import defaultdict


def kanban_columns(cards: list) -> dict:
    """Arrange cards on a board. Each card is a dictionary with 'title' and 'status'; the
    result has the columns 'todo', 'doing' and 'done' with lists of titles, and a card with
    any other status goes to 'todo'.

    >>> kanban_columns([{"title": "fix", "status": "done"}, {"title": "plan", "status": "?"}])
    {'todo': ['plan'], 'doing': [], 'done': ['fix']}
    """
    board = {"todo": [], "doing": [], "done": []}
    for card in cards:
        status = card["status"]
        if status not in board:
            status = "todo"
        board[status].append(card["title"])
    return board


def ticket_lifetime(history: list) -> dict:
    """Total time a ticket spent in each state. The history lists (time, new_state) pairs in
    order, and the last state gets no time unless it also occurred before.

    >>> ticket_lifetime([(0, "open"), (5, "work"), (9, "open"), (10, "closed")])
    {'open': 6, 'work': 4}
    """
    spent = defaultdict(int)
    for (begin, state), (end, _) in zip(history, history[1:]):
        spent[state] += end - begin
    return dict(spent)


def allowed_transitions(path, rules):
    """Check that every step of a path of states is allowed. The rules map a state to the set
    of states that may follow; a state without an entry allows nothing.

    >>> allowed_transitions(["new", "paid", "sent"], {"new": {"paid"}, "paid": {"sent"}})
    True
    >>> allowed_transitions(["new", "sent"], {"new": {"paid"}})
    False
    """
    for state, following in zip(path, path[1:]):
        if following not in rules.get(state, set()):
            return False
    return True


def run_turnstile(inputs: str) -> tuple:
    """Simulate a turnstile that is locked at first: 'c' (coin) unlocks it and 'p' (push) lets
    one person pass and locks it. Return (people passed, useless coins, blocked pushes).

    >>> run_turnstile("ccpp")
    (1, 1, 1)
    >>> run_turnstile("")
    (0, 0, 0)
    """
    locked = True
    passed = wasted = blocked = 0
    for action in inputs:
        if action == "c":
            wasted += not locked
            locked = False
        elif locked:
            blocked += 1
        else:
            passed += 1
            locked = True
    return (passed, wasted, blocked)


def washing_programme(minute: int, phases: list) -> str:
    """Name of the phase a washing machine is in after some minutes. The phases are (name,
    length) pairs that follow each other, and afterwards the answer is 'finished'.

    >>> washing_programme(25, [("soak", 10), ("wash", 30), ("spin", 5)])
    'wash'
    >>> washing_programme(45, [("soak", 10), ("wash", 30), ("spin", 5)])
    'finished'
    """
    for name, length in phases:
        if minute < length:
            return name
        minute -= length
    return "finished"


def insert_by_due_date(tasks: list, task: tuple) -> list:
    """Return a new list of (due, title) tasks, already sorted by due date, with one more task
    in its place. Among equal dates the new task comes last.

    >>> insert_by_due_date([(3, "a"), (5, "b")], (3, "c"))
    [(3, 'a'), (3, 'c'), (5, 'b')]
    """
    due_dates = [due for due, _ in tasks]
    place = bisect.bisect_right(due_dates, task[0])
    return tasks[:place] + [task] + tasks[place:]


def percentile_of(score: float, scores: list) -> int:
    """Whole percentage of the scores that are lower than the given score, rounded down. It
    is 0 for an empty list.

    >>> percentile_of(70, [50, 60, 70, 80])
    50
    >>> percentile_of(70, [])
    0
    """
    if not scores:
        return 0
    ordered = sorted(scores)
    lower = bisect.bisect_left(ordered, score)
    return lower * 100 // len(ordered)


def judges_mean(marks: list) -> float:
    """Mean of the judges' marks without one lowest and one highest mark, with two decimals.
    With fewer than three marks all of them count.

    >>> judges_mean([5.0, 9.5, 8.0, 8.5])
    8.25
    >>> judges_mean([6, 7])
    6.5
    """
    counted = sorted(marks)
    if len(counted) >= 3:
        counted = counted[1:-1]
    return round(statistics.mean(counted), 2)


def table_of_contents(chapters: list, width: int) -> list:
    """Lay out (title, page) chapters as lines of the given width, with the page number at
    the right end and dots filling the space.

    >>> table_of_contents([("Intro", 1), ("Method", 12)], 14)
    ['Intro........1', 'Method......12']
    """
    lines = []
    for title, page in chapters:
        number = str(page)
        dots = "." * (width - len(title) - len(number))
        lines.append(title + dots + number)
    return lines


def find_regressions(runs: dict) -> list:
    """Names of the tests that passed in some run and failed in a later one. The argument maps
    a test name to its results in order, 'P' for a pass and 'F' for a failure.

    >>> find_regressions({"io": "PPF", "ui": "FFP", "db": "FPF"})
    ['db', 'io']
    """
    broken = []
    for name in sorted(runs):
        first_pass = runs[name].find("P")
        if first_pass != -1 and "F" in runs[name][first_pass:]:
            broken.append(name)
    return broken


def flaky_tests(results: list) -> set:
    """Set of the test names that have both a passing and a failing result in a list of
    (name, passed) tuples.

    >>> flaky_tests([("a", True), ("b", False), ("a", False)])
    {'a'}
    >>> flaky_tests([])
    set()
    """
    passed = {name for name, ok in results if ok}
    failed = {name for name, ok in results if not ok}
    return passed & failed


def coverage_percent(lines: list, executed: set) -> float:
    """Percentage of the code lines that were executed, to one decimal. Lines are strings
    numbered from 1; blank lines and those beginning with '#' are no code. Without any code
    the coverage is 100.0.

    >>> coverage_percent(["# x", "a = 1", "", "b = 2", "c = 3"], {2, 4})
    66.7
    """
    code = set()
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            code.add(number)
    if not code:
        return 100.0
    return round(100 * len(code & executed) / len(code), 1)


def merge_settings(base: dict, override: dict) -> dict:
    """Merge two nested settings. Values in override win, except that where both sides have a
    dictionary those are merged in the same way; neither argument is changed.

    >>> merge_settings({"ui": {"dark": False, "size": 9}}, {"ui": {"dark": True}})
    {'ui': {'dark': True, 'size': 9}}
    """
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge_settings(merged[key], value)
        else:
            merged[key] = value
    return merged


def json_field(text, field):
    """Read a field from a JSON object given as text. None is returned if the text is not
    valid JSON, is no object, or does not have the field.

    >>> json_field('{"age": 4}', "age")
    4
    >>> json_field('[1, 2]', "age") is None
    True
    >>> json_field('{oops', "age") is None
    True
    """
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    return data.get(field)


def count_leaf_values(tree) -> int:
    """Number of values in nested dictionaries and lists that are not themselves a dictionary
    or a list.

    >>> count_leaf_values({"a": [1, 2], "b": {"c": None}})
    3
    >>> count_leaf_values([])
    0
    """
    if isinstance(tree, dict):
        children = tree.values()
    elif isinstance(tree, list):
        children = tree
    else:
        return 1
    return sum(count_leaf_values(child) for child in children)


def rename_keys(data, names: dict):
    """Return a copy of nested dictionaries and lists in which the keys found in names are
    replaced by their new names.

    >>> rename_keys([{"nm": "x", "sub": {"nm": "y"}}], {"nm": "name"})
    [{'name': 'x', 'sub': {'name': 'y'}}]
    """
    if isinstance(data, list):
        return [rename_keys(item, names) for item in data]
    if isinstance(data, dict):
        return {names.get(k, k): rename_keys(v, names) for k, v in data.items()}
    return data


def reporting_line(person: str, managers: dict) -> list:
    """Chain of managers above a person, from the direct manager up to the top. A person
    without a manager gives an empty list.

    >>> reporting_line("cy", {"cy": "bo", "bo": "al"})
    ['bo', 'al']
    >>> reporting_line("al", {"cy": "bo", "bo": "al"})
    []
    """
    chain = []
    while person in managers:
        person = managers[person]
        chain.append(person)
    return chain


def team_size(leader, reports):
    """Number of people below a leader at any level. The reports map a leader to the list of
    people directly below.

    >>> team_size("al", {"al": ["bo", "cy"], "bo": ["di"]})
    3
    >>> team_size("di", {"al": ["bo"]})
    0
    """
    total = 0
    for person in reports.get(leader, []):
        total += 1 + team_size(person, reports)
    return total


def part_cost(part: str, prices: dict, assembly: dict) -> int:
    """Cost of a part. An assembled part costs the sum of its components, given in assembly as
    a list of (component, count) pairs; any other part has its price in prices.

    >>> part_cost("bike", {"wheel": 40, "frame": 100}, {"bike": [("wheel", 2), ("frame", 1)]})
    180
    """
    if part not in assembly:
        return prices[part]
    total = 0
    for component, count in assembly[part]:
        total += count * part_cost(component, prices, assembly)
    return total


def install_sequence(package: str, needs: dict) -> list:
    """Order in which a package and everything it needs must be installed, needed packages
    first and none twice. The needs map a package to a list and contain no cycle.

    >>> install_sequence("app", {"app": ["ui", "core"], "ui": ["core"]})
    ['core', 'ui', 'app']
    """
    order = []
    for needed in needs.get(package, []):
        for name in install_sequence(needed, needs):
            if name not in order:
                order.append(name)
    order.append(package)
    return order


def pivot_counts(pairs):
    """Count (row, column) pairs in a nested dictionary: first by row, then by column.

    >>> pivot_counts([("mon", "tea"), ("mon", "tea"), ("tue", "milk")])
    {'mon': {'tea': 2}, 'tue': {'milk': 1}}
    """
    table = defaultdict(Counter)
    for row, column in pairs:
        table[row][column] += 1
    return {row: dict(columns) for row, columns in table.items()}


def inner_join(left: list, right: list, key: str) -> list:
    """Join two lists of dictionaries on a key. For each left row every matching right row
    gives one combined dictionary; on other common keys the right value wins.

    >>> inner_join([{"id": 1, "n": "x"}, {"id": 2, "n": "y"}], [{"id": 2, "q": 5}], "id")
    [{'id': 2, 'n': 'y', 'q': 5}]
    """
    index = defaultdict(list)
    for row in right:
        index[row[key]].append(row)
    joined = []
    for row in left:
        for match in index.get(row[key], []):
            joined.append({**row, **match})
    return joined


def top_sellers(sales: list, count: int) -> list:
    """Names of the count best selling products. Sales are (product, units) tuples that may
    repeat a product; equal totals are ordered by name.

    >>> top_sellers([("pen", 3), ("ink", 5), ("pen", 4)], 1)
    ['pen']
    """
    totals = Counter()
    for product, units in sales:
        totals[product] += units
    ranked = sorted(totals, key=lambda product: (-totals[product], product))
    return ranked[:count]


def cancel_out(orders: list) -> list:
    """Process a list of words where '-word' cancels the latest earlier 'word' that is still
    there. Cancellations without a partner are ignored; return what remains.

    >>> cancel_out(["tea", "pie", "tea", "-tea", "-cake"])
    ['tea', 'pie']
    """
    kept = []
    for order in orders:
        if not order.startswith("-"):
            kept.append(order)
            continue
        for i in range(len(kept) - 1, -1, -1):
            if kept[i] == order[1:]:
                del kept[i]
                break
    return kept


def next_bus(now: str, timetable: list) -> str:
    """Next departure at or after now in a list of 'HH:MM' times, in any order. After the last
    bus the first one of the next day is returned.

    >>> next_bus("09:10", ["08:00", "10:15", "09:10"])
    '09:10'
    >>> next_bus("23:00", ["08:00", "10:15"])
    '08:00'
    """
    later = [time for time in timetable if time >= now]
    return min(later) if later else min(timetable)
