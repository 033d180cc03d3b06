from collections import defaultdict
from datetime import date, timedelta
from typing import Dict, List, Optional, Sequence, Tuple


def bottle_deposit(returned: Dict[str, int], rates: Dict[str, int], damaged: int = 0) -> int:
    """Compute the deposit to pay out for returned bottles, in cents.

    Kinds without a rate bring nothing. Damaged bottles are taken to be of the cheapest kind that
    was returned and has a rate, and are not paid. The result is never negative.

    >>> bottle_deposit({"beer": 6, "water": 2}, {"beer": 8, "water": 25})
    98
    >>> bottle_deposit({"beer": 6, "milk": 1}, {"beer": 8}, damaged=2)
    32
    >>> bottle_deposit({}, {"beer": 8}, damaged=1)
    0
    """
    known = {kind: number for kind, number in returned.items() if kind in rates}
    total = sum(number * rates[kind] for kind, number in known.items())
    cheapest = min((rates[kind] for kind in known), default=0)
    return max(total - damaged * cheapest, 0)


def trim_to_workweek(day: date, direction: int = 1) -> date:
    """Move a date off the weekend: to the following Monday, or with a direction of -1 to the Friday
    before. Dates from Monday to Friday are returned as they are.

    >>> trim_to_workweek(date(2024, 6, 8))
    datetime.date(2024, 6, 10)
    >>> trim_to_workweek(date(2024, 6, 9), direction=-1)
    datetime.date(2024, 6, 7)
    >>> trim_to_workweek(date(2024, 6, 7))
    datetime.date(2024, 6, 7)
    """
    while day.weekday() >= 5:
        day += timedelta(days=direction)
    return day


def assign_desks(people, desks, wishes):
    """Seat people at desks.

    First, in the order of people, everyone whose wish (person -> desk) is one of the desks
    and still free gets it. Then all others get the remaining desks in order; who comes too
    late has None. The result lists the people in their order.

    >>> assign_desks(["Ivo", "May", "Lou"], ["d1", "d2"], {"May": "d1", "Lou": "d1"})
    {'Ivo': 'd2', 'May': 'd1', 'Lou': None}
    >>> assign_desks([], ["d1"], {})
    {}
    """
    free = list(desks)
    seats = dict.fromkeys(people)
    for person in people:
        if wishes.get(person) in free:
            seats[person] = wishes[person]
            free.remove(wishes[person])
    for person in people:
        if seats[person] is None and free:
            seats[person] = free.pop(0)
    return seats


def downtime_report(states: List[Tuple[int, str]], until: int) -> Tuple[int, int]:
    """A server's log holds (minute, state) entries, with states "up" and "down", in order of time.
    A state lasts up to the next entry, the last one up to the minute `until`.

    Return how many minutes the server was down, and how often it went down; a "down"
    right after a "down" isn't a new one.

    >>> downtime_report([(0, "up"), (10, "down"), (15, "down"), (20, "up"), (50, "down")], 60)
    (20, 2)
    >>> downtime_report([], 60)
    (0, 0)
    """
    minutes = times = 0
    previous = None
    for index, (start, state) in enumerate(states):
        end = states[index + 1][0] if index + 1 < len(states) else until
        if state == "down":
            minutes += end - start
            times += previous != "down"
        previous = state
    return minutes, times






def sheet_columns(rows: List[List[str]], keep: Sequence[str]) -> List[List[str]]:
    """Reduce a sheet, whose first row holds the headings, to some of its columns.

    The columns come in the order of `keep`. A heading that isn't there gives a column with
    the heading and otherwise empty texts. A sheet without rows stays empty.

    >>> sheet_columns([["name", "age"], ["Bo", "7"]], ["age", "town"])
    [['age', 'town'], ['7', '']]
    >>> sheet_columns([], ["age"])
    []
    """
    if not rows:
        return []
    heading = rows[0]
    places = [heading.index(name) if name in heading else None for name in keep]
    body = [["" if i is None else row[i] for i in places] for row in rows[1:]]
    return [list(keep)] + body


def bean_guess_payout(guesses, actual, pot):
    """Share the pot of a guessing game in whole coins.

    guesses maps a name to a number. The pot is shared by all whose guess is off by the least, each
    getting pot // number of winners; what's left of the pot goes to the first of them in the dict.

    >>> bean_guess_payout({"Al": 90, "Bo": 112, "Cy": 110}, 100, 15)
    {'Al': 8, 'Cy': 7}
    >>> bean_guess_payout({}, 100, 15)
    {}
    """
    if not guesses:
        return {}
    least = min(abs(guess - actual) for guess in guesses.values())
    winners = [name for name, guess in guesses.items() if abs(guess - actual) == least]
    share, rest = divmod(pot, len(winners))
    payout = {name: share for name in winners}
    payout[winners[0]] += rest
    return payout




def due_vaccinations(given: Dict[str, List[date]], today: date) -> List[str]:
    """For every pet there's a list of its vaccination dates. Name the pets that need a jab:
    those never vaccinated, those whose single jab is 28 days or more ago, and those with
    several jabs of which the latest is 365 days or more ago. Order: alphabetical.

    >>> jab = date(2024, 1, 1)
    >>> pets = {"Rex": [jab], "Tom": [], "Ada": [date(2023, 1, 1), jab]}
    >>> due_vaccinations(pets, date(2024, 2, 1))
    ['Rex', 'Tom']
    >>> due_vaccinations({"Rex": [jab]}, date(2024, 1, 28))
    []
    """
    due = []
    for pet, dates in given.items():
        if not dates:
            due.append(pet)
            continue
        pause = 28 if len(dates) == 1 else 365
        if (today - max(dates)).days >= pause:
            due.append(pet)
    return sorted(due)


def group_orders_for_oven(orders: List[Tuple[str, int]], tolerance: int) -> List[List[str]]:
    """Dishes are (name, degrees). Put together dishes that can share the oven.

    Going from the coolest to the hottest, a dish joins the present group if its temperature
    is at most `tolerance` degrees above that of the group's first dish, otherwise it begins a
    new group. Dishes of the same temperature keep their order.

    >>> group_orders_for_oven([("pizza", 250), ("stew", 160), ("pie", 180)], 20)
    [['stew', 'pie'], ['pizza']]
    >>> group_orders_for_oven([], 20)
    []
    """
    groups = []
    base = None
    for name, degrees in sorted(orders, key=lambda dish: dish[1]):
        if base is None or degrees - base > tolerance:
            groups.append([])
            base = degrees
        groups[-1].append(name)
    return groups


def staircase_lights(presses: List[int], lasts: int) -> int:
    """The light in a staircase burns for `lasts` seconds after each press of the button, and
    pressing again while it burns starts the time anew. presses are the seconds of the
    presses, in ascending order. For how many seconds is the light on in all?

    >>> staircase_lights([0, 100, 120], 30)
    80
    >>> staircase_lights([5], 30)
    30
    >>> staircase_lights([], 30)
    0
    """
    on = 0
    for index, press in enumerate(presses):
        if index + 1 < len(presses):
            on += min(lasts, presses[index + 1] - press)
        else:
            on += lasts
    return on


def tidy_tags(tags: Optional[List[str]], synonyms: Dict[str, str], most: int = 5) -> List[str]:
    """Clean up the tags of a photo.

    Tags are stripped and lower-cased, synonyms are replaced by what they map to, empty ones go, and
    of tags that are then equal only the first stays. No more than `most` are kept. None is
    treated like no tags.

    >>> tidy_tags([" Seaside", "beach", "", "Dog"], {"seaside": "beach"})
    ['beach', 'dog']
    >>> tidy_tags(["a", "b", "c"], {}, most=2)
    ['a', 'b']
    >>> tidy_tags(None, {})
    []
    """
    tidy = []
    for tag in tags or []:
        clean = tag.strip().lower()
        clean = synonyms.get(clean, clean)
        if clean and clean not in tidy:
            tidy.append(clean)
    return tidy[:most]


def beaten_opponents(matches: List[Tuple[str, str, str]], player: str) -> List[str]:
    """matches are (player, player, winner) of a knock-out cup, in order of time. Which
    opponents did a player beat, in order, before dropping out or winning the cup?

    Matches after a lost one don't count, and a player who isn't in any match has beaten nobody.

    >>> cup = [("Ty", "Al", "Ty"), ("Bo", "Ed", "Ed"), ("Ed", "Ty", "Ty")]
    >>> beaten_opponents(cup, "Ty")
    ['Al', 'Ed']
    >>> beaten_opponents(cup, "Bo")
    []
    """
    beaten = []
    for first, second, won in matches:
        if player not in (first, second):
            continue
        if won != player:
            break
        beaten.append(second if player == first else first)
    return beaten


def stock_days_left(
    stock: dict[str, float], daily_use: dict[str, float]
) -> dict[str, Optional[int]]:
    """For how many full days does each thing in stock last at its daily use?

    Things that aren't used at all (a use of 0, or none known) last for ever, which is shown
    as None.

    >>> stock_days_left({"oats": 10, "salt": 1, "hay": 7.5}, {"oats": 3, "salt": 0, "hay": 2.5})
    {'oats': 3, 'salt': None, 'hay': 3}
    >>> stock_days_left({}, {"oats": 3})
    {}
    """
    days = {}
    for thing, amount in stock.items():
        use = daily_use.get(thing, 0)
        days[thing] = int(amount // use) if use > 0 else None
    return days


def bingo_rows(card: List[List[int]], called: List[int]) -> Tuple[int, List[int]]:
    """Check a bingo card against the numbers called. Return how many of its rows are
    complete, and the numbers that are still lacking in the row closest to completion among
    the incomplete ones, the upper one if two are equally close. If all rows are complete,
    nothing is lacking.

    >>> bingo_rows([[4, 19, 33], [7, 21, 40], [2, 11, 38]], [4, 33, 19, 7, 40])
    (1, [21])
    >>> bingo_rows([[4]], [4])
    (1, [])
    """
    lacking = [[number for number in row if number not in called] for row in card]
    open_rows = [numbers for numbers in lacking if numbers]
    return len(lacking) - len(open_rows), min(open_rows, key=len, default=[])


def copy_fees(jobs):
    """jobs are (pages, copies, colour) with colour True or False. Work out the fee in cents:
    a sheet costs 5 in black and white and 20 in colour; in a job of more than 100 sheets
    those beyond the hundredth cost 3 and 15.

    >>> copy_fees([(10, 2, False), (1, 1, True)])
    120
    >>> copy_fees([(60, 2, False)])
    560
    >>> copy_fees([])
    0
    """
    total = 0
    for pages, copies, colour in jobs:
        sheets = pages * copies
        normal, reduced = (20, 15) if colour else (5, 3)
        total += min(sheets, 100) * normal + max(sheets - 100, 0) * reduced
    return total


def match_lost_items(
    lost: List[Dict[str, str]], found: List[Dict[str, str]]
) -> List[Tuple[str, str]]:
    """Match lost things to found ones.

    Both are dicts with "id", "kind" and "colour". Each lost thing, in order, is matched to
    the first found thing of the same kind and colour that isn't matched yet; where the colour
    of a lost thing is "", any colour will do. Return (lost id, found id) pairs.

    >>> lost = [{"id": "L1", "kind": "hat", "colour": "red"}]
    >>> lost += [{"id": "L2", "kind": "hat", "colour": ""}]
    >>> found = [{"id": "F1", "kind": "hat", "colour": "blue"}]
    >>> match_lost_items(lost, found)
    [('L2', 'F1')]
    >>> match_lost_items([], found)
    []
    """
    pairs = []
    open_finds = list(found)
    for thing in lost:
        for find in open_finds:
            if find["kind"] == thing["kind"] and thing["colour"] in ("", find["colour"]):
                pairs.append((thing["id"], find["id"]))
                open_finds.remove(find)
                break
    return pairs








def holiday_bridges(holidays: List[date]) -> List[date]:
    """Find the days one has to take off to get a long weekend: the Friday after a holiday on
    a Thursday, and the Monday before a holiday on a Tuesday, unless it is itself a holiday.
    Sorted by date.

    >>> holiday_bridges([date(2024, 5, 9), date(2024, 5, 1)])
    [datetime.date(2024, 5, 10)]
    >>> holiday_bridges([date(2024, 12, 31), date(2024, 12, 30)])
    []
    """
    bridges = []
    for day in holidays:
        if day.weekday() == 3:
            bridge = day + timedelta(days=1)
        elif day.weekday() == 1:
            bridge = day - timedelta(days=1)
        else:
            continue
        if bridge not in holidays:
            bridges.append(bridge)
    return sorted(bridges)


def ranking_changes(last_week, this_week):
    """Compare two charts, each a list of songs from place 1 on. For each song of this week
    give a text: "up 2", "down 1", "same" or "new". The result is a dict in this week's order.

    >>> ranking_changes(["Halo", "Toxic", "Creep"], ["Creep", "Halo", "Dreams"])
    {'Creep': 'up 2', 'Halo': 'down 1', 'Dreams': 'new'}
    >>> ranking_changes(["Halo"], ["Halo"])
    {'Halo': 'same'}
    """
    changes = {}
    for place, song in enumerate(this_week):
        if song not in last_week:
            changes[song] = "new"
            continue
        moved = last_week.index(song) - place
        if moved == 0:
            changes[song] = "same"
        else:
            changes[song] = f"up {moved}" if moved > 0 else f"down {-moved}"
    return changes


def share_driving(stretches: List[int], drivers: List[str]) -> Dict[str, List[int]]:
    """Share the stretches of a drive (in minutes). The driver who has driven least takes the
    next stretch, but nobody drives two stretches in a row if there is more than one driver.
    Among equals the first in the list drives.

    >>> share_driving([30, 90, 20], ["Kay", "Len"])
    {'Kay': [30, 20], 'Len': [90]}
    >>> share_driving([30, 90], ["Kay"])
    {'Kay': [30, 90]}
    """
    plan = {driver: [] for driver in drivers}
    last = None
    for minutes in stretches:
        rested = [driver for driver in drivers if driver != last or len(drivers) == 1]
        chosen = min(rested, key=lambda driver: sum(plan[driver]))
        plan[chosen].append(minutes)
        last = chosen
    return plan


def archive_by_year(
    documents: List[Tuple[str, date]], keep_years: int, today: date
) -> Dict[str, List[str]]:
    """Sort documents (name, date) into folders named after their year, like "2021", each in
    order of date.

    Documents from years that are more than keep_years before the year of today go to the
    folder "shred". Folders come in the order in which the documents, from the oldest on, need
    them.

    >>> docs = [("lease", date(2021, 5, 1)), ("bill", date(2014, 2, 1)), ("deed", date(2021, 3, 1))]
    >>> archive_by_year(docs, 7, date(2024, 1, 1))
    {'shred': ['bill'], '2021': ['deed', 'lease']}
    >>> archive_by_year([], 7, date(2024, 1, 1))
    {}
    """
    folders = defaultdict(list)
    for name, day in sorted(documents, key=lambda document: document[1]):
        too_old = today.year - day.year > keep_years
        folders["shred" if too_old else str(day.year)].append(name)
    return dict(folders)
