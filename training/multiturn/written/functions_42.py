import re
from collections import Counter


def compare_quotes(quotes, limit):
    """Sum up some repair quotes in one phrase. 'no quotes' if there are none; 'NAME at PRICE'
    for the cheapest one (the first of equals) if it is within the limit; otherwise 'too dear by
    X', where X is what the cheapest is over the limit. Prices and X have two digits.

    >>> compare_quotes({"Hart": 310, "Voss": 290.5}, 300)
    'Voss at 290.50'
    >>> compare_quotes({"Hart": 310}, 300)
    'too dear by 10.00'
    >>> compare_quotes({}, 300)
    'no quotes'
    """
    if not quotes:
        return "no quotes"
    name = min(quotes, key=quotes.get)
    if quotes[name] <= limit:
        return f"{name} at {quotes[name]:.2f}"
    return f"too dear by {quotes[name] - limit:.2f}"


def guess_feedback(secret, guess):
    """In a guessing game with secret signs, write one letter for each sign of the guess: 'h' (hit)
    if the secret has it at that place, 'n' (near) if the secret has it at a neighbouring place,
    otherwise 'm' (miss). Both texts have the same length.

    >>> guess_feedback("abcd", "bbad")
    'nhmh'
    >>> guess_feedback("xy", "yx")
    'nn'
    >>> guess_feedback("", "")
    ''
    """
    marks = ""
    for place, sign in enumerate(guess):
        if secret[place] == sign:
            marks += "h"
        elif sign in secret[max(0, place - 1):place + 2]:
            marks += "n"
        else:
            marks += "m"
    return marks


def label_runs(days: list[str]) -> list[str]:
    """Number the days of each stay of a guest house log: 'Lia', 'Lia', 'Tom', 'Lia' becomes 'Lia 1',
    'Lia 2', 'Tom 1', 'Lia 1'. The number starts over whenever the guest changes. An empty text means
    nobody was there and stays empty.

    >>> label_runs(["Lia", "Lia", "", "Lia"])
    ['Lia 1', 'Lia 2', '', 'Lia 1']
    >>> label_runs([])
    []
    """
    labels, previous, night = [], "", 0
    for guest in days:
        night = night + 1 if guest == previous else 1
        labels.append(f"{guest} {night}" if guest else "")
        previous = guest
    return labels


def elevator_panel(floors, skip=frozenset({13})):
    """Texts for the buttons of a lift, from the top floor to the bottom. 0 is 'G',
    floors below are 'P1', 'P2', ... for -1, -2, ... Floors in `skip` get no button.
    The floors may come in any order.

    >>> elevator_panel([-1, 0, 1, 2])
    ['2', '1', 'G', 'P1']
    >>> elevator_panel([12, 14, 13])
    ['14', '12']
    """
    def text(floor):
        if floor == 0:
            return "G"
        return f"P{-floor}" if floor < 0 else str(floor)

    return [text(floor) for floor in sorted(floors, reverse=True) if floor not in skip]


def vote_result(votes, options):
    """Count the votes for a club's name. A vote for anything not among the options is
    void. Return the option with most votes if it has more than half of the valid ones,
    otherwise 'second round'. With no valid vote return 'void'.

    >>> vote_result(["Owls", "Owls", "Cats", "???"], ("Owls", "Cats"))
    'Owls'
    >>> vote_result(["Owls", "Cats"], ("Owls", "Cats"))
    'second round'
    >>> vote_result(["???"], ("Owls", "Cats"))
    'void'
    """
    valid = Counter(vote for vote in votes if vote in options)
    if not valid:
        return "void"
    option, count = valid.most_common(1)[0]
    return option if count * 2 > valid.total() else "second round"


def shrink_path(path: str, longest: int) -> str:
    """Shorten a path with '/' until it is no longer than `longest`: starting from the left,
    folders are cut down to their first letter, one after the other, only as many as needed. The
    last part is never cut.

    >>> shrink_path("home/anna/photos/lake.png", 20)
    'h/a/photos/lake.png'
    >>> shrink_path("home/anna/photos/lake.png", 40)
    'home/anna/photos/lake.png'
    >>> shrink_path("music/song.mp3", 3)
    'm/song.mp3'
    """
    parts = path.split("/")
    for place in range(len(parts) - 1):
        if len("/".join(parts)) <= longest:
            break
        parts[place] = parts[place][:1]
    return "/".join(parts)


def heating_cost(readings, price, base=0.0):
    """Each radiator has an (old, new) pair of readings. Add up the differences, multiply by
    the price of a unit and add the base fee. A reading that went down is a mistake and
    counts as no use. Two digits.

    >>> heating_cost([(100, 140), (20, 35), (9, 2)], 0.5)
    27.5
    >>> heating_cost([], 0.5, base=12.25)
    12.25
    """
    units = sum(max(0, new - old) for old, new in readings)
    return round(units * price + base, 2)


def zigzag_seats(guests, rows):
    """Seat guests in rows, one guest a row, going from the first row to the last,
    then from the last back to the first, and so on; at the turn the same row gets
    two in succession. Return the rows.

    >>> zigzag_seats(["a", "b", "c", "d", "e"], 2)
    [['a', 'd', 'e'], ['b', 'c']]
    >>> zigzag_seats([], 2)
    [[], []]
    """
    seated = [[] for _ in range(rows)]
    for number, guest in enumerate(guests):
        round_number, place = divmod(number, rows)
        row = place if round_number % 2 == 0 else rows - 1 - place
        seated[row].append(guest)
    return seated


def read_chat_line(line):
    """Take a chat line like '[12:05] Nora: see you: six' apart into 'time', 'name' and 'text'.
    The name goes up to the first colon after the bracket. A line of another form is all 'text',
    with empty 'time' and 'name'.

    >>> read_chat_line("[12:05] Nora: see you: six")
    {'time': '12:05', 'name': 'Nora', 'text': 'see you: six'}
    >>> read_chat_line("Nora left")
    {'time': '', 'name': '', 'text': 'Nora left'}
    """
    match = re.fullmatch(r"\[(\d\d:\d\d)\] ([^:]+): (.*)", line)
    time, name, text = match.groups() if match else ("", "", line)
    return {"time": time, "name": name, "text": text}


def weakest_link(chain: dict[str, float], load: float) -> str | None:
    """`chain` maps parts to the load they can carry. Return the part with the least
    reserve if the given load is more than it can carry, None if everything holds.
    The first of equally weak parts is meant.

    >>> weakest_link({"hook": 90, "rope": 70, "ring": 120}, 80)
    'rope'
    >>> weakest_link({"hook": 90}, 90) is None
    True
    >>> weakest_link({}, 10) is None
    True
    """
    part = min(chain, key=chain.get, default=None)
    return part if part is not None and chain[part] < load else None


def plant_row_plan(length: int, gaps: dict[str, int]) -> dict[str, int]:
    """How many plants of each kind go into one row of `length` cm? The first stands at the
    very beginning, each further one `gap` cm after the one before, and none beyond the end.
    `gaps` maps kinds to their gap.

    >>> plant_row_plan(100, {"leek": 15, "pumpkin": 120, "kale": 50})
    {'leek': 7, 'pumpkin': 1, 'kale': 3}
    >>> plant_row_plan(0, {"leek": 15})
    {'leek': 1}
    """
    return {kind: length // gap + 1 for kind, gap in gaps.items()}


def polite_rejections(applicants, seats, waiting):
    """Applicants are listed in the order of their application. The first `seats`
    get 'yes', the next `waiting` get 'waiting N' with N from 1, the rest get 'no'.
    Return a dictionary from applicant to answer.

    >>> polite_rejections(["Ada", "Bea", "Cem", "Dan"], 1, 2)
    {'Ada': 'yes', 'Bea': 'waiting 1', 'Cem': 'waiting 2', 'Dan': 'no'}
    >>> polite_rejections([], 3, 3)
    {}
    """
    answers = {}
    for number, name in enumerate(applicants, start=1):
        if number <= seats:
            answers[name] = "yes"
        elif number <= seats + waiting:
            answers[name] = f"waiting {number - seats}"
        else:
            answers[name] = "no"
    return answers


def cooler_half(readings: list[float]) -> str:
    """Split the readings in the middle (a middle one of an odd number belongs to neither half) and
    tell which half has the lower average: 'first', 'second' or 'equal'. With fewer than two
    readings the answer is 'equal'.

    >>> cooler_half([20, 21, 30, 19, 18])
    'second'
    >>> cooler_half([5, 9, 9, 5])
    'equal'
    >>> cooler_half([4])
    'equal'
    """
    half = len(readings) // 2
    first, second = sum(readings[:half]), sum(readings[len(readings) - half:])
    if first == second:
        return "equal"
    return "first" if first < second else "second"
