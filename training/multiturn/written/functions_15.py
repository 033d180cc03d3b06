import re
from collections import Counter
from datetime import datetime


def merge_price_lists(old, new):
    """Two price lists are dicts from article to price. Return one list that has every
    article of both; where both know an article, the lower price is taken. Articles are in
    alphabetical order.

    >>> merge_price_lists({"tea": 3, "rum": 9}, {"rum": 8, "cocoa": 4})
    {'cocoa': 4, 'rum': 8, 'tea': 3}
    >>> merge_price_lists({}, {})
    {}
    """
    return {
        article: min(prices[article] for prices in (old, new) if article in prices)
        for article in sorted(old.keys() | new.keys())
    }


def bell_schedule(first: str, lesson: int, pause: int, lessons: int) -> list:
    """Return (start, end) clock times of a school day as "HH:MM" texts. The first lesson
    starts at `first`, each lasts `lesson` minutes, and between two lessons there is a
    pause of `pause` minutes. The day never runs past midnight.

    >>> bell_schedule("08:00", 45, 10, 2)
    [('08:00', '08:45'), ('08:55', '09:40')]
    >>> bell_schedule("08:00", 45, 10, 0)
    []
    """
    hour, minute = map(int, first.split(":"))
    begins = [hour * 60 + minute + i * (lesson + pause) for i in range(lessons)]
    return [tuple(f"{t // 60:02}:{t % 60:02}" for t in (begin, begin + lesson)) for begin in begins]


def plate_region(plate: str) -> str:
    """Number plates look like "KL 204 X" or "KL204X": two capital letters, three digits,
    one capital letter, with or without a single space between these parts. Return the two
    letters, or "?" for anything else.

    >>> plate_region("KL 204 X")
    'KL'
    >>> plate_region("KL204X"), plate_region("K 204 X")
    ('KL', '?')
    """
    match = re.fullmatch(r"([A-Z]{2}) ?[0-9]{3} ?[A-Z]", plate)
    return match[1] if match else "?"


def shrink_portions(portions: dict, total: float) -> dict:
    """If the portions together exceed `total`, scale all of them down by the same factor
    so that they just make up `total`; otherwise leave them as they are. In both cases
    return a new dict with values rounded to one decimal.

    >>> shrink_portions({"oats": 60, "nuts": 40}, 50)
    {'oats': 30.0, 'nuts': 20.0}
    >>> shrink_portions({"oats": 12.34}, 50)
    {'oats': 12.3}
    """
    whole = sum(portions.values())
    factor = total / whole if whole > total else 1
    return {name: round(amount * factor, 1) for name, amount in portions.items()}


def stamp_age(stamp: str, now: str) -> str:
    """Say how old a post is, both times given as "YYYY-MM-DD HH:MM": under an hour in
    minutes ("12 min"), under a day in whole hours ("5 h"), otherwise in whole days ("3
    d"). Parts of an hour or a day are cut off.

    >>> stamp_age("2024-05-01 10:00", "2024-05-01 10:12")
    '12 min'
    >>> stamp_age("2024-05-01 10:00", "2024-05-01 15:59")
    '5 h'
    >>> stamp_age("2024-05-01 10:00", "2024-05-04 11:00")
    '3 d'
    """
    age = datetime.fromisoformat(now) - datetime.fromisoformat(stamp)
    minutes = int(age.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 1440 else f"{minutes // 1440} d"


def crowded_rooms(bookings: list, seats: dict) -> list:
    """Bookings are dicts with "room", "people" and "status". Return the names of rooms,
    sorted and each once, for which a booking with the status "confirmed" has more people
    than `seats` gives for the room. A room that `seats` does not know has no seats.

    >>> crowded_rooms([{"room": "Red", "people": 9, "status": "confirmed"},
    ...                {"room": "Blue", "people": 30, "status": "draft"}], {"Red": 8, "Blue": 20})
    ['Red']
    >>> crowded_rooms([{"room": "Attic", "people": 1, "status": "confirmed"}], {})
    ['Attic']
    """
    return sorted({
        b["room"]
        for b in bookings
        if b["status"] == "confirmed" and b["people"] > seats.get(b["room"], 0)
    })


def hop_schedule(boil: int, additions: dict) -> list:
    """A brewer boils for `boil` minutes. `additions` maps a hop to the number of minutes
    it has to boil, counted back from the end. Return (minute after the start, hop) pairs
    in order of time, those of the same minute by name. Hops that would need longer than
    the whole boil go in at minute 0.

    >>> hop_schedule(60, {"Saaz": 10, "Magnum": 60, "Citra": 10})
    [(0, 'Magnum'), (50, 'Citra'), (50, 'Saaz')]
    >>> hop_schedule(60, {"Saaz": 75})
    [(0, 'Saaz')]
    """
    return sorted((max(0, boil - minutes), hop) for hop, minutes in additions.items())


def fair_price_range(offers: list) -> tuple:
    """Given the prices offered for a used bike, drop one lowest and one highest price and
    return the lowest and the highest of those that remain. With fewer than three offers
    nothing remains and None is returned.

    >>> fair_price_range([300, 120, 250, 260, 900])
    (250, 300)
    >>> fair_price_range([100, 100]) is None
    True
    """
    if len(offers) < 3:
        return None
    kept = sorted(offers)[1:-1]
    return kept[0], kept[-1]


def zone_of_seat(seat: str) -> str:
    """Seats are written as a row letter and a number, "C14". Rows A to D are "front", E to
    K "middle", the others "back". Numbers up to 10 are "left", above that "right". Return
    both, as in "front right".

    >>> zone_of_seat("C14")
    'front right'
    >>> zone_of_seat("K10")
    'middle left'
    """
    row, number = seat[0], int(seat[1:])
    depth = "front" if row <= "D" else "middle" if row <= "K" else "back"
    return f"{depth} {'left' if number <= 10 else 'right'}"


def repeated_errors(codes: list, times: int) -> list:
    """Return the error codes that come up `times` times or more directly one after
    another, each once, in the order in which they first reach that number. `times` is at
    least 1.

    >>> repeated_errors(["E1", "E1", "E4", "E1", "E4", "E4", "E4"], 2)
    ['E1', 'E4']
    >>> repeated_errors(["E1", "E2", "E1"], 2)
    []
    """
    found = []
    run = 0
    previous = None
    for code in codes:
        run = run + 1 if code == previous else 1
        if run >= times and code not in found:
            found.append(code)
        previous = code
    return found


def remaining_keys(issued, returned):
    """Both arguments are lists of key labels; a label may stand several times because
    there are copies of a key. Return a dict of how many copies of each key are still out,
    without the keys of which none is, sorted by label. More returned than issued counts as
    none out.

    >>> remaining_keys(["gate", "shed", "gate", "attic"], ["gate", "attic"])
    {'gate': 1, 'shed': 1}
    >>> remaining_keys([], ["gate"])
    {}
    """
    out = Counter(issued) - Counter(returned)
    return dict(sorted(out.items()))


def kiln_minutes(target: float, start: float, slow: float, fast: float, change: float) -> float:
    """A kiln warms by `slow` degrees a minute as long as it is below `change` degrees and
    by `fast` degrees a minute from there on. Return the minutes, rounded to one decimal,
    from `start` to `target`. If the kiln is already that hot the answer is 0.0.

    >>> kiln_minutes(1000, 20, 2, 5, 600)
    370.0
    >>> kiln_minutes(500, 700, 2, 5, 600)
    0.0
    """
    slow_part = max(0, min(target, change) - start)
    fast_part = max(0, target - max(start, change))
    return round(slow_part / slow + fast_part / fast, 1)
