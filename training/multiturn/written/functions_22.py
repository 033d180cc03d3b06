import string
from collections import Counter
from datetime import date
from fractions import Fraction


def spare_seats_by_row(hall: list) -> dict:
    """A hall plan is a list of rows, each a text in which "o" is a free seat, "x" a taken one
    and a blank an aisle. Rows are numbered from 1. Return {row number: free seats} for the
    rows that have any.

    >>> spare_seats_by_row(["xx oo", "xx xx", "ox oo"])
    {1: 2, 3: 3}
    >>> spare_seats_by_row([])
    {}
    """
    return {number: row.count("o") for number, row in enumerate(hall, start=1) if "o" in row}


def cup_fraction(spoons: int) -> str:
    """A cup holds 16 spoons. Say how many cups a number of spoons is, as a cook would write
    it: "2", "1/4", "1 3/8". Fractions are in lowest terms; zero is "0".

    >>> cup_fraction(4), cup_fraction(22)
    ('1/4', '1 3/8')
    >>> cup_fraction(0), cup_fraction(32)
    ('0', '2')
    """
    whole, rest = divmod(spoons, 16)
    if rest == 0:
        return str(whole)
    part = Fraction(rest, 16)
    return f"{whole} {part}" if whole else str(part)


def drop_spikes(values, jump):
    """Clean a series of readings: keep the first, and after that each one that differs by no
    more than `jump` from the last one kept. All others are thrown away.

    >>> drop_spikes([20, 21, 80, 22, 25, 21], 2)
    [20, 21, 22, 21]
    >>> drop_spikes([], 2)
    []
    """
    kept = values[:1]
    for value in values[1:]:
        if abs(value - kept[-1]) <= jump:
            kept.append(value)
    return kept


def postcode_problems(codes: list) -> dict:
    """Explain what is wrong with postcodes. A good one has five digits and does not start with
    0. The result maps each bad code to "length" (not five signs), else "not digits", else
    "leading zero"; good codes are not in it.

    >>> postcode_problems(["80331", "0133", "0133A", "01331"])
    {'0133': 'length', '0133A': 'not digits', '01331': 'leading zero'}
    >>> postcode_problems([])
    {}
    """
    problems = {}
    for code in codes:
        if len(code) != 5:
            problems[code] = "length"
        elif not all(sign in string.digits for sign in code):
            problems[code] = "not digits"
        elif code[0] == "0":
            problems[code] = "leading zero"
    return problems


def harvest_calendar(sown: dict, days_to_ripe: dict) -> list:
    """`sown` maps a bed to (crop, day of the year of sowing), `days_to_ripe` a crop to the
    days it needs. Return lines such as "day 130: bed 2 radish", ordered by the day, then the
    bed. Beds whose crop is unknown are left out.

    >>> harvest_calendar({1: ("bean", 120), 2: ("radish", 100), 3: ("yam", 90)}, {"bean": 60, "radish": 30})
    ['day 130: bed 2 radish', 'day 180: bed 1 bean']
    >>> harvest_calendar({}, {})
    []
    """
    ripe = sorted(
        (day + days_to_ripe[crop], bed, crop) for bed, (crop, day) in sown.items() if crop in days_to_ripe
    )
    return [f"day {day}: bed {bed} {crop}" for day, bed, crop in ripe]


def vote_by_ranking(ballots: list) -> dict:
    """Every ballot lists options from best to worst. An option gets as many points from a
    ballot as there are options behind it on that ballot. Return the points of all options,
    highest first, equal ones by name.

    >>> vote_by_ranking([["sea", "city", "hills"], ["hills", "sea"], ["sea"]])
    {'sea': 2, 'city': 1, 'hills': 1}
    >>> vote_by_ranking([])
    {}
    """
    points = Counter()
    for ballot in ballots:
        for place, option in enumerate(ballot, start=1):
            points[option] += len(ballot) - place
    return dict(sorted(points.items(), key=lambda item: (-item[1], item[0])))


def belt_stops(items: list, scanner_ok) -> list:
    """Items run along a belt, and `scanner_ok` is a function that says of an item whether its
    code could be read. The belt stops after the second unreadable item in a row, and then
    counts afresh. Return the positions at which it stops.

    >>> belt_stops(["a", "", "", "", "", "b"], bool)
    [2, 4]
    >>> belt_stops(["", "x", ""], bool)
    []
    """
    stops = []
    bad = 0
    for position, item in enumerate(items):
        bad = 0 if scanner_ok(item) else bad + 1
        if bad == 2:
            stops.append(position)
            bad = 0
    return stops


def campsite_season(day: str) -> str:
    """Name the season of a campsite for an ISO date: "closed" from 1 November to 31 March,
    "peak" from 1 July to 31 August, "off-peak" otherwise.

    >>> campsite_season("2024-03-31"), campsite_season("2024-04-01")
    ('closed', 'off-peak')
    >>> campsite_season("2024-08-31")
    'peak'
    """
    month = date.fromisoformat(day).month
    if month >= 11 or month <= 3:
        return "closed"
    return "peak" if month in (7, 8) else "off-peak"


def charge_plan(prices: list, hours: int) -> list:
    """A car has to charge for `hours` hours of the night; `prices` has the price of each hour.
    Return the numbers of the cheapest hours, counted from 0, in rising order. Of equally cheap
    hours the earlier are used. If there are not enough hours, all are used.

    >>> charge_plan([30, 12, 9, 12, 25], 2)
    [1, 2]
    >>> charge_plan([5], 3)
    [0]
    """
    cheapest = sorted(range(len(prices)), key=lambda hour: prices[hour])
    return sorted(cheapest[:hours])


def pace_groups(times: dict, width: int) -> list:
    """Sort runners into groups. Start with the fastest; everyone who is at most `width`
    seconds slower than the fastest of the group belongs to it, the next runner opens a new
    group. Return lists of names, runners of equal time by name.

    >>> pace_groups({"Ash": 300, "Ben": 310, "Cem": 325, "Dot": 312}, 12)
    [['Ash', 'Ben', 'Dot'], ['Cem']]
    >>> pace_groups({}, 5)
    []
    """
    groups = []
    for time, name in sorted((time, name) for name, time in times.items()):
        if groups and time - times[groups[-1][0]] <= width:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups
