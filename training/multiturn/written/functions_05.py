import re
from collections import Counter
from datetime import date
from datetime import timedelta


def split_tip(bill: float, percent: float, guests: int) -> float:
    """Amount each guest pays when a tip of percent is added to the bill and the sum is
    shared evenly, rounded up to the next full cent.

    >>> split_tip(100.0, 10, 4)
    27.5
    >>> split_tip(10.0, 0, 3)
    3.34
    """
    cents = round(bill * (100 + percent))
    per_guest = -(-cents // guests)
    return per_guest / 100


def overdue_books(loans: dict, today: str, allowed: int = 14) -> list:
    """Titles of the books that have been out for more than the allowed number of days,
    longest out first. The loans map a title to the ISO date on which it was lent.

    >>> overdue_books({"A": "2024-01-10", "B": "2024-01-01", "C": "2024-02-01"}, "2024-02-02")
    ['B', 'A']
    """
    now = date.fromisoformat(today)
    late = []
    for title, lent in loans.items():
        days = (now - date.fromisoformat(lent)).days
        if days > allowed:
            late.append((-days, title))
    return [title for _, title in sorted(late)]


def weekly_dates(first: str, count: int) -> list:
    """Give count ISO dates that lie one week apart, starting with first.

    >>> weekly_dates("2024-02-22", 2)
    ['2024-02-22', '2024-02-29']
    >>> weekly_dates("2024-02-22", 0)
    []
    """
    start = date.fromisoformat(first)
    return [(start + timedelta(weeks=i)).isoformat() for i in range(count)]


def quarter_totals(sales):
    """Add up sales by quarter. The argument maps 'YYYY-MM' months to amounts, and the result
    maps labels such as '2024-Q1' to totals, in order of time.

    >>> quarter_totals({"2024-03": 5, "2024-01": 2, "2024-04": 1})
    {'2024-Q1': 7, '2024-Q2': 1}
    """
    totals = {}
    for month in sorted(sales):
        year, number = month.split("-")
        quarter = (int(number) - 1) // 3 + 1
        label = f"{year}-Q{quarter}"
        totals[label] = totals.get(label, 0) + sales[month]
    return totals


def indent_outline(items):
    """Render (level, title) pairs as an outline in which every level is indented by two
    blanks and each line begins with a dash.

    >>> print(indent_outline([(0, "Fruit"), (1, "Apple")]))
    - Fruit
      - Apple
    """
    lines = []
    for level, title in items:
        lines.append("  " * level + "- " + title)
    return "\n".join(lines)


def number_headings(levels: list) -> list:
    """Number headings given by their levels, 1 being the top. Every heading gets a dotted
    number, and a deeper count starts again below each new heading.

    >>> number_headings([1, 2, 2, 1, 2])
    ['1', '1.1', '1.2', '2', '2.1']
    """
    counters = []
    numbers = []
    for level in levels:
        counters = counters[:level]
        while len(counters) < level:
            counters.append(0)
        counters[level - 1] += 1
        numbers.append(".".join(str(n) for n in counters))
    return numbers


def strip_common_indent(lines: list) -> list:
    """Remove from all lines the indentation that every non-blank line shares. Blank lines
    become empty.

    >>> strip_common_indent(["    a", "      b", " "])
    ['a', '  b', '']
    """
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    common = min(indents, default=0)
    return [line[common:] if line.strip() else "" for line in lines]


def shorten_middle(text: str, limit: int) -> str:
    """Cut a text to at most limit characters by replacing its middle with '..'. If the kept
    characters are odd in number, the beginning gets the extra one.

    >>> shorten_middle("abcdefghij", 7)
    'abc..ij'
    >>> shorten_middle("short", 7)
    'short'
    """
    if len(text) <= limit:
        return text
    keep = limit - 2
    head = keep - keep // 2
    tail = keep // 2
    return text[:head] + ".." + text[len(text) - tail:]


def title_case_except(title: str, small: set) -> str:
    """Capitalise every word of a title apart from those in small. The first word is always
    capitalised.

    >>> title_case_except("the lord of the rings", {"of", "the"})
    'The Lord of the Rings'
    """
    words = []
    for i, word in enumerate(title.lower().split()):
        if i > 0 and word in small:
            words.append(word)
        else:
            words.append(word.capitalize())
    return " ".join(words)


def fill_template(template: str, values: dict) -> str:
    """Replace each '{name}' in a template by the value of that name. Names without a value
    are left in place with their braces.

    >>> fill_template("Dear {who}, {what}", {"who": "Kim"})
    'Dear Kim, {what}'
    """
    for name, value in values.items():
        template = template.replace("{" + name + "}", str(value))
    return template


def parse_query(query):
    """Turn a query string such as 'a=1&b=2&a=3' into a dictionary from key to the list of
    its values. A key without '=' has the value ''.

    >>> parse_query("a=1&b=2&a=3")
    {'a': ['1', '3'], 'b': ['2']}
    >>> parse_query("flag")
    {'flag': ['']}
    """
    result = {}
    for part in query.split("&"):
        if not part:
            continue
        key, _, value = part.partition("=")
        result.setdefault(key, []).append(value)
    return result


def parse_dimensions(text: str) -> tuple:
    """Read a size such as '12x30 cm' or '4 X 5' and return (width, height, unit), with 'mm'
    as the unit when none is given. Raise ValueError for anything else.

    >>> parse_dimensions("12x30 cm")
    (12, 30, 'cm')
    >>> parse_dimensions("4 X 5")
    (4, 5, 'mm')
    """
    match = re.fullmatch(r"\s*(\d+)\s*[xX]\s*(\d+)\s*([a-z]*)\s*", text)
    if not match:
        raise ValueError("not a size: " + text)
    width, height, unit = match.groups()
    return (int(width), int(height), unit or "mm")


def parse_recipe_line(line: str) -> dict:
    """Split a recipe line 'amount unit ingredient' into a dictionary. The amount is a float
    and may be written as a fraction such as '1/2'; the ingredient may have several words.

    >>> parse_recipe_line("1/2 cup brown sugar")
    {'amount': 0.5, 'unit': 'cup', 'item': 'brown sugar'}
    """
    amount, unit, item = line.split(maxsplit=2)
    if "/" in amount:
        top, bottom = amount.split("/")
        number = int(top) / int(bottom)
    else:
        number = float(amount)
    return {"amount": number, "unit": unit, "item": item}


def scale_recipe(recipe: dict, servings: int, wanted: int) -> dict:
    """Scale the amounts of a recipe from one number of servings to another. Whole amounts
    come out as ints, all others as floats with two decimals.

    >>> scale_recipe({"flour": 200, "egg": 1}, 4, 6)
    {'flour': 300, 'egg': 1.5}
    """
    scaled = {}
    for ingredient, amount in recipe.items():
        value = round(amount * wanted / servings, 2)
        scaled[ingredient] = int(value) if value == int(value) else value
    return scaled


def shopping_gaps(recipe, pantry):
    """List the ingredients for which the pantry holds less than the recipe needs, as
    'name: missing amount' strings in alphabetical order.

    >>> shopping_gaps({"egg": 3, "salt": 1, "butter": 2}, {"egg": 1, "salt": 5})
    ['butter: 2', 'egg: 2']
    """
    gaps = []
    for name in sorted(recipe):
        missing = recipe[name] - pantry.get(name, 0)
        if missing > 0:
            gaps.append(f"{name}: {missing}")
    return gaps


def dishes_possible(recipes: dict, pantry: set) -> list:
    """Names of the recipes that need nothing beyond the pantry, those with the most
    ingredients first and then by name.

    >>> dishes_possible({"toast": ["bread"], "soup": ["leek"], "jam toast": ["bread", "jam"]}, {"bread", "jam"})
    ['jam toast', 'toast']
    """
    possible = [name for name, needs in recipes.items() if set(needs) <= pantry]
    possible.sort(key=lambda name: (-len(recipes[name]), name))
    return possible


def odometer_trips(readings: list, limit: int) -> list:
    """Distances between consecutive odometer readings, for a counter that goes back to zero
    after limit - 1.

    >>> odometer_trips([990, 998, 5], 1000)
    [8, 7]
    """
    trips = []
    for i in range(1, len(readings)):
        trips.append((readings[i] - readings[i - 1]) % limit)
    return trips


def shared_prefix_groups(codes, size):
    """Group codes that agree in their first size characters and return only the groups that
    have more than one member, as lists in order of first appearance.

    >>> shared_prefix_groups(["ab1", "cd2", "ab3", "ef4"], 2)
    [['ab1', 'ab3']]
    """
    groups = {}
    for code in codes:
        groups.setdefault(code[:size], []).append(code)
    return [group for group in groups.values() if len(group) > 1]


def seat_guests(guests: list, tables: int) -> list:
    """Deal guests to tables in the manner of cards, one per table in turn, and return the
    list of tables.

    >>> seat_guests(["a", "b", "c", "d", "e"], 2)
    [['a', 'c', 'e'], ['b', 'd']]
    """
    return [guests[i::tables] for i in range(tables)]


def snack_machine(coins: list, price: int) -> tuple:
    """Insert coins one at a time; each time the credit covers the price a snack is released
    and the price is taken off. Return (snacks, remaining credit).

    >>> snack_machine([50, 50, 100, 20], 90)
    (2, 40)
    >>> snack_machine([10], 90)
    (0, 10)
    """
    credit = 0
    snacks = 0
    for coin in coins:
        credit += coin
        while credit >= price:
            credit -= price
            snacks += 1
    return (snacks, credit)


def retry_delays(first: float, factor: float, cap: float, attempts: int) -> list:
    """Waiting times before each retry: the first one is given, every next one is factor
    times larger, and none exceeds the cap.

    >>> retry_delays(1, 2, 5, 4)
    [1, 2, 4, 5]
    """
    delays = []
    delay = first
    for _ in range(attempts):
        delays.append(min(delay, cap))
        delay *= factor
    return delays


def most_improved(before: dict, after: dict) -> str:
    """Name of the person whose score rose most between two tests, among those who took both.
    An empty string is returned when nobody took both; the first in alphabetical order wins a
    tie.

    >>> most_improved({"al": 5, "bo": 9, "cy": 1}, {"al": 8, "bo": 10})
    'al'
    >>> most_improved({"al": 5}, {})
    ''
    """
    both = sorted(before.keys() & after.keys())
    if not both:
        return ""
    return max(both, key=lambda name: after[name] - before[name])


def letters_needed(words: list) -> dict:
    """How many of each letter tile one needs so that any single one of the words can be
    laid. Letters are sorted alphabetically.

    >>> letters_needed(["noon", "moon"])
    {'m': 1, 'n': 2, 'o': 2}
    """
    needed = Counter()
    for word in words:
        needed |= Counter(word)
    return dict(sorted(needed.items()))


def rain_alarm(millimetres, span, limit):
    """Return the first index at which the rain of the last span readings, including that
    one, adds up to more than the limit, or None. Earlier windows may be incomplete.

    >>> rain_alarm([1, 5, 2, 6, 1], 2, 7)
    3
    >>> rain_alarm([9, 0], 2, 7)
    0
    >>> print(rain_alarm([], 3, 1))
    None
    """
    total = 0
    for i, amount in enumerate(millimetres):
        total += amount
        if i >= span:
            total -= millimetres[i - span]
        if total > limit:
            return i
    return None


def alternating_teams(players: list) -> tuple:
    """Split players into two teams by skill. The players, given as (name, skill), are sorted
    from the most skilled down and join the teams in the pattern A, B, B, A.

    >>> alternating_teams([("u", 4), ("v", 9), ("w", 7), ("x", 1)])
    (['v', 'x'], ['w', 'u'])
    """
    ordered = sorted(players, key=lambda player: player[1], reverse=True)
    team_a, team_b = [], []
    for i, (name, _) in enumerate(ordered):
        if i % 4 in (0, 3):
            team_a.append(name)
        else:
            team_b.append(name)
    return (team_a, team_b)
