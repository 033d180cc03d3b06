from collections import Counter, defaultdict
from datetime import date, timedelta


def feed_plan(stalls: dict, per_100kg: float, sick: set) -> dict:
    """Kilos of hay per stall. `stalls` maps a stall to the weights of its animals in a dict
    {animal: kg}; every animal gets `per_100kg` kilos for each 100 kg it weighs, a sick one
    half of that. Round each stall's sum to 1 decimal.

    >>> feed_plan({"A": {"Lotte": 600, "Max": 400}, "B": {}}, 2, {"Max"})
    {'A': 16.0, 'B': 0.0}
    >>> feed_plan({}, 2, set())
    {}
    """
    plan = {}
    for stall, animals in stalls.items():
        kilos = 0.0
        for animal, weight in animals.items():
            share = weight / 100 * per_100kg
            kilos += share / 2 if animal in sick else share
        plan[stall] = round(kilos, 1)
    return plan


def last_seen_before(sightings, day):
    """Given (bird, day) pairs in any order, return {bird: last day} using only sightings
    strictly before `day`. The bird seen last of all comes first; birds with the same last
    day stand in alphabetical order.

    >>> last_seen_before([("stork", 4), ("heron", 9), ("stork", 7), ("crane", 7), ("heron", 2)], 8)
    {'crane': 7, 'stork': 7, 'heron': 2}
    >>> last_seen_before([("stork", 4)], 4)
    {}
    """
    last = {}
    for bird, seen in sightings:
        if seen < day:
            last[bird] = max(seen, last.get(bird, seen))
    return dict(sorted(last.items(), key=lambda item: (-item[1], item[0])))


def merge_shopping_lists(*lists: str) -> str:
    """Several people send their shopping as texts like "2 milk, 1 bread". Combine them to
    one text of the same form, with the counts added and the items in alphabetical order.
    Empty texts are allowed; if nothing is to be bought the result is "".

    >>> merge_shopping_lists("2 milk, 1 bread", "", "3 apples, 1 milk")
    '3 apples, 1 bread, 3 milk'
    >>> merge_shopping_lists()
    ''
    """
    counts = Counter()
    for text in lists:
        for entry in filter(None, text.split(", ")):
            count, item = entry.split(" ", 1)
            counts[item] += int(count)
    return ", ".join(f"{counts[item]} {item}" for item in sorted(counts))


def slope_warnings(profile: list, steep: float) -> list:
    """`profile` has (metre, height) points of a ramp in order. Name each piece between two
    points whose slope, up or down, is more than `steep` percent as a text "0-10: 12%", with
    the slope (without sign) rounded to whole percent.

    >>> slope_warnings([(0, 0), (10, 1.2), (30, 1.4), (40, 0)], 6)
    ['0-10: 12%', '30-40: 14%']
    >>> slope_warnings([(0, 5)], 6)
    []
    """
    warnings = []
    for (x1, h1), (x2, h2) in zip(profile, profile[1:]):
        slope = abs(h2 - h1) / (x2 - x1) * 100
        if slope > steep:
            warnings.append(f"{x1}-{x2}: {slope:.0f}%")
    return warnings


def collect_stamps(visits: list, card_size: int) -> tuple:
    """A café stamps one field of a card for every coffee. When the card is full the next
    coffee is free and gets no stamp, and a new card begins. `visits` has the coffees of
    every visit. Return (free coffees, stamps on the current card).

    >>> collect_stamps([3, 4], 5)
    (1, 1)
    >>> collect_stamps([5], 5)
    (0, 5)
    """
    free, rest = divmod(sum(visits), card_size + 1)
    return free, rest


def next_maintenance(today: str, hours_run: float, per_week: float, every: float) -> str:
    """A compressor needs care after every `every` hours of running. On the ISO date `today`
    it has run `hours_run` hours since the last care, and it runs `per_week` hours a week,
    spread evenly over the seven days. Return the ISO date of the day on which the hours are
    reached (days from today rounded up). If `hours_run` is enough already, return `today`.

    >>> next_maintenance("2024-03-01", 80, 14, 100)
    '2024-03-11'
    >>> next_maintenance("2024-03-01", 120, 14, 100)
    '2024-03-01'
    """
    missing = max(0, every - hours_run)
    days = -int(-missing * 7 // per_week)
    return (date.fromisoformat(today) + timedelta(days=days)).isoformat()


def colour_votes(rounds: list) -> list:
    """In every round people vote for a colour. After each round the colour with the fewest
    votes of that round drops out (of several, the last in the alphabet), and votes for
    colours that dropped out earlier are void. A round in which no valid votes are left drops
    nothing. Return the colours in the order in which they drop out.

    >>> colour_votes([["red", "blue", "red", "tan", "tan"], ["blue", "red", "tan", "tan"]])
    ['blue', 'red']
    >>> colour_votes([[]])
    []
    """
    out = []
    for votes in rounds:
        counts = Counter(colour for colour in votes if colour not in out)
        if counts:
            fewest = min(counts.values())
            out.append(max(colour for colour in counts if counts[colour] == fewest))
    return out


def phone_tree(callers: dict, first: str) -> list:
    """In a phone tree everyone who has got the news calls some others. `callers` maps a
    person to those he or she calls; `first` starts. Return the rounds: a list of lists,
    first [first], then those called by them, and so on, each list sorted. Nobody is called
    twice, and people who call nobody may be missing from the dict.

    >>> phone_tree({"Ann": ["Cy", "Bo"], "Bo": ["Di", "Ann"], "Cy": ["Di"]}, "Ann")
    [['Ann'], ['Bo', 'Cy'], ['Di']]
    >>> phone_tree({}, "Ann")
    [['Ann']]
    """
    rounds = []
    told = set()
    current = {first}
    while current:
        rounds.append(sorted(current))
        told |= current
        current = {other for person in current for other in callers.get(person, [])} - told
    return rounds


def read_temperature_text(text: str) -> float:
    """Turn a thermometer's text into degrees Celsius, rounded to 1 decimal: "21.5C" is
    Celsius, "70F" Fahrenheit ((F - 32) * 5 / 9), "300K" Kelvin (K - 273.15). The letter may
    be small, and blanks may stand anywhere at the ends or before it.

    >>> read_temperature_text("21.5C"), read_temperature_text(" 70 f")
    (21.5, 21.1)
    >>> read_temperature_text("300K")
    26.9
    """
    text = text.strip().upper()
    number, unit = float(text[:-1]), text[-1]
    if unit == "F":
        number = (number - 32) * 5 / 9
    elif unit == "K":
        number -= 273.15
    return round(number, 1)


def parking_row(arrivals: list, places: int) -> list:
    """Cars park in a row of `places` places. Arrivals are ("in", plate) and ("out", plate).
    A car takes the lowest free place; if the row is full it drives on. Return the row at the
    end as a list of plates, with "" for a free place. Only cars that are in the row go out.

    >>> parking_row([("in", "A"), ("in", "B"), ("out", "A"), ("in", "C"), ("in", "D"), ("in", "E")], 3)
    ['C', 'B', 'D']
    >>> parking_row([], 2)
    ['', '']
    """
    row = [""] * places
    for action, plate in arrivals:
        if action == "out":
            row[row.index(plate)] = ""
        elif "" in row:
            row[row.index("")] = plate
    return row


def interpreter_match(needs: list, speakers: dict) -> dict:
    """For each language pair in `needs`, such as ("cs", "pl"), find the interpreter who
    speaks both. `speakers` maps a name to a set of languages. Of several take the one with
    the fewest languages, then the first in the alphabet; the same person may be named for
    more than one pair. Pairs that nobody can serve map to None.

    >>> interpreter_match([("cs", "pl"), ("de", "pl")], {"Eva": {"cs", "pl", "de"}, "Jan": {"cs", "pl"}})
    {('cs', 'pl'): 'Jan', ('de', 'pl'): 'Eva'}
    >>> interpreter_match([("de", "fi")], {})
    {('de', 'fi'): None}
    """
    matches = {}
    for pair in needs:
        fitting = [name for name, spoken in speakers.items() if spoken.issuperset(pair)]
        matches[pair] = min(fitting, key=lambda name: (len(speakers[name]), name), default=None)
    return matches


def stock_value_by_rule(stock: list) -> float:
    """Value a stock for the books. Each row is (pieces, cost, market price, age in days). A
    piece is worth the lower of cost and market price; rows older than 365 days count with
    half of that, rows older than 730 with nothing. The sum is rounded to 2 decimals.

    >>> stock_value_by_rule([(10, 2.0, 3.0, 20), (4, 5.0, 4.5, 400), (100, 9.0, 9.0, 800)])
    29.0
    >>> stock_value_by_rule([])
    0.0
    """
    total = 0.0
    for pieces, cost, market, age in stock:
        factor = 0 if age > 730 else 0.5 if age > 365 else 1
        total += pieces * min(cost, market) * factor
    return round(total, 2)


def index_of_topics(pages: dict) -> list:
    """Make the index of a booklet. `pages` maps a page number to its topics. Return lines
    like "bees: 2, 5", topics in alphabetical order without regard to case, page numbers
    rising and each once. Topics that differ only in case are the same and written in lower
    case.

    >>> index_of_topics({5: ["Bees", "wax"], 2: ["bees", "bees"]})
    ['bees: 2, 5', 'wax: 5']
    >>> index_of_topics({})
    []
    """
    places = defaultdict(list)
    for page in sorted(pages):
        for topic in {topic.lower() for topic in pages[page]}:
            places[topic].append(page)
    return [f"{topic}: {', '.join(map(str, places[topic]))}" for topic in sorted(places)]
