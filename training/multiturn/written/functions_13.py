import re
from collections import defaultdict
from datetime import date, timedelta


def shelf_gaps(positions: list, width: int) -> list:
    """Boxes stand on a shelf of the given width; each is a (start, end) pair and none
    overlap. Return the empty stretches as (start, end) pairs from left to right, with those
    before the first and after the last box. An empty shelf is one single gap.

    >>> shelf_gaps([(40, 60), (0, 10)], 100)
    [(10, 40), (60, 100)]
    >>> shelf_gaps([], 30)
    [(0, 30)]
    """
    gaps = []
    edge = 0
    for start, end in sorted(positions) + [(width, width)]:
        if start > edge:
            gaps.append((edge, start))
        edge = end
    return gaps


def tide_turns(levels):
    """Return the positions at which the water level turns: it was rising up to there and
    falls after, or the other way round.

    Equal neighbours never make a turn, so only readings that differ strictly from both
    neighbours count. The first and the last position are never turns.

    >>> tide_turns([1, 3, 2, 2, 4, 0])
    [1, 4]
    >>> tide_turns([5, 6])
    []
    """
    return [
        i
        for i in range(1, len(levels) - 1)
        if (levels[i] - levels[i - 1]) * (levels[i + 1] - levels[i]) < 0
    ]


def read_shift_text(text: str) -> dict:
    """Parse a shift note such as "Ana 8-14, Ben 12-20" into {"Ana": (8, 14), "Ben": (12,
    20)}.

    Parts are divided by commas with any number of spaces around. A part that is not a name
    of letters, a space and two whole numbers with a dash between is left out.

    >>> read_shift_text("Ana 8-14, Ben 12-20")
    {'Ana': (8, 14), 'Ben': (12, 20)}
    >>> read_shift_text("Ana off ,  Cy 6-9")
    {'Cy': (6, 9)}
    >>> read_shift_text("")
    {}
    """
    shifts = {}
    for part in text.split(","):
        match = re.fullmatch(r"([A-Za-z]+) (\d+)-(\d+)", part.strip())
        if match:
            shifts[match[1]] = (int(match[2]), int(match[3]))
    return shifts


def latest_reading_per_meter(readings):
    """Given (meter, day, value) triples in no order, return {meter: value} with the value
    of each meter's latest day. If a meter has two readings on that day, the larger value is
    kept.

    >>> latest_reading_per_meter([("gas", 3, 50), ("gas", 9, 71), ("water", 4, 8), ("gas", 9, 70)])
    {'gas': 71, 'water': 8}
    >>> latest_reading_per_meter([])
    {}
    """
    latest = {}
    for meter, day, value in readings:
        latest[meter] = max(latest.get(meter, (day, value)), (day, value))
    return {meter: value for meter, (_, value) in latest.items()}


def mark_weekend(dates):
    """Take ISO dates (texts like "2024-03-09") and return them as they came, with a star
    put at the end of every one that falls on a Saturday or Sunday.

    >>> mark_weekend(["2024-03-08", "2024-03-09", "2024-03-10"])
    ['2024-03-08', '2024-03-09*', '2024-03-10*']
    >>> mark_weekend([])
    []
    """
    return [day + "*" * (date.fromisoformat(day).weekday() >= 5) for day in dates]


def service_dates(last: str, every_days: int, until: str) -> list:
    """Return the ISO dates on which a bike must be serviced: `every_days` days after the
    date `last`, and again every so many days, up to and including the date `until`.

    >>> service_dates("2024-02-20", 10, "2024-03-11")
    ['2024-03-01', '2024-03-11']
    >>> service_dates("2024-02-20", 10, "2024-02-25")
    []
    """
    step = timedelta(days=every_days)
    day = date.fromisoformat(last) + step
    end = date.fromisoformat(until)
    dates = []
    while day <= end:
        dates.append(day.isoformat())
        day += step
    return dates


def tally_marks(count: int) -> str:
    """Draw a count in tally marks: every five is written "||||/" and what remains is
    strokes, with one space between the bundles. Zero gives an empty text.

    >>> tally_marks(12)
    '||||/ ||||/ ||'
    >>> tally_marks(5)
    '||||/'
    >>> tally_marks(0)
    ''
    """
    fives, rest = divmod(count, 5)
    return " ".join(["||||/"] * fives + ["|" * rest] * (rest > 0))


def mute_repeats(alerts: list, quiet: int) -> list:
    """Alerts are (second, name) pairs in rising order of time. An alert is let through
    unless one with the same name was let through less than `quiet` seconds earlier. Return
    those let through.

    >>> mute_repeats([(0, "disk"), (5, "disk"), (6, "fan"), (10, "disk")], 10)
    [(0, 'disk'), (6, 'fan'), (10, 'disk')]
    >>> mute_repeats([], 10)
    []
    """
    last_sent = {}
    sent = []
    for second, name in alerts:
        if name not in last_sent or second - last_sent[name] >= quiet:
            last_sent[name] = second
            sent.append((second, name))
    return sent


def widest_table(guests_by_table):
    """Return the label of the table that seats the most guests. On a tie the label that
    comes first in the alphabet wins; no tables give None.

    >>> widest_table({"oak": ["Al", "Bea"], "elm": ["Cy", "Di"], "fir": ["Ed"]})
    'elm'
    >>> widest_table({}) is None
    True
    """
    return min(guests_by_table, key=lambda table: (-len(guests_by_table[table]), table), default=None)


def bin_readings(values: list, size: float) -> dict:
    """Sort readings into bins of equal size: a value v belongs to the bin that starts at
    the largest multiple of `size` not above v. Return {start: how many}, with rising
    starts; bins in which nothing falls are not listed.

    >>> bin_readings([3, 11, 14, 27, 10], 10)
    {0: 1, 10: 3, 20: 1}
    >>> bin_readings([-1], 5)
    {-5: 1}
    """
    bins = defaultdict(int)
    for value in sorted(values):
        bins[value // size * size] += 1
    return dict(bins)


def clean_tags(tags):
    """Tidy labels typed by hand: cut blanks at both ends, make them lower case, put a
    single dash in place of every stretch of inner blanks, then drop empty ones and later
    doubles.

    >>> clean_tags([" Red  Wine", "red wine", "", "Local"])
    ['red-wine', 'local']
    >>> clean_tags(["   "])
    []
    """
    tidy = ["-".join(tag.lower().split()) for tag in tags]
    return list(dict.fromkeys(tag for tag in tidy if tag))


def seller_bonus(sales: list, target: int) -> int:
    """A seller earns 2 on every sale as long as the money taken before that sale is under
    `target`, and 5 on every sale after. `sales` are the amounts in order; return the
    earnings.

    >>> seller_bonus([50, 60, 10, 10], 100)
    14
    >>> seller_bonus([], 100)
    0
    """
    taken = earned = 0
    for amount in sales:
        earned += 2 if taken < target else 5
        taken += amount
    return earned
