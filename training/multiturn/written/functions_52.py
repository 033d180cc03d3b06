import itertools
import json
import math
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Dict, Iterator, List, Optional, Tuple


def sauna_sessions(temps: List[int], hot: int, cool: int) -> List[Tuple[int, int]]:
    """
    From the temperatures of a sauna, one a minute, find out when it was in use. A session starts
    at the minute in which it gets to hot or more and ends at the first minute
    after that with less than cool. One that hasn't ended isn't returned.
    >>> sauna_sessions([20, 70, 82, 75, 85, 60, 20], 80, 65)
    [(2, 5)]
    >>> sauna_sessions([90, 90], 80, 65)
    []
    """
    sessions = []
    begun = None
    for minute, temp in enumerate(temps):
        if begun is None and temp >= hot:
            begun = minute
        elif begun is not None and temp < cool:
            sessions.append((begun, minute))
            begun = None
    return sessions


def parse_chords(line: str) -> List[Tuple[str, str]]:
    """
    A songbook puts chords in square brackets before the syllable they are played at. Return
    pairs of chord and the text up to the next chord; text before the first chord goes with ''.
    >>> parse_chords('Oh [G]Danny [C]boy')
    [('', 'Oh '), ('G', 'Danny '), ('C', 'boy')]
    >>> parse_chords('[Am]')
    [('Am', '')]
    """
    pieces = re.split(r'\[([^\]]*)\]', line)
    pairs = [('', pieces[0])] if pieces[0] else []
    pairs += list(zip(pieces[1::2], pieces[2::2]))
    return pairs


def wagon_weights(wagons: List[Tuple[str, float]], pull: float) -> Tuple[List[str], List[str]]:
    """An engine can pull only so many tonnes. Uncouple wagons from the end of the train until
    it can go. Return the names of the wagons that go and of those that stay, both from front to
    end.
    >>> wagon_weights([('coal', 60), ('grain', 50), ('cars', 40)], 120)
    (['coal', 'grain'], ['cars'])
    >>> wagon_weights([], 10)
    ([], [])
    """
    total = sum(tonnes for _, tonnes in wagons)
    keep = len(wagons)
    while total > pull:
        keep -= 1
        total -= wagons[keep][1]
    names = [name for name, _ in wagons]
    return names[:keep], names[keep:]


def sunny_minutes(log: str) -> int:
    """
    A sunshine recorder writes one sign per ten minutes: '*' for sun, '.' for none, 'x' for a
    failure. A failure counts as sun if the last sign before it that wasn't a failure was sun.
    Return the sunshine in minutes.
    >>> sunny_minutes('.**x.x*')
    40
    >>> sunny_minutes('xx')
    0
    """
    minutes = 0
    sun = False
    for sign in log:
        if sign != 'x':
            sun = sign == '*'
        if sun:
            minutes += 10
    return minutes


def exam_rooms(candidates: Dict[str, int], rooms: Dict[str, int]) -> Optional[Dict[str, str]]:
    """Give each exam (name -> number of candidates) a room of its own (name -> seats). The
    largest exam chooses first and takes the smallest room it fits into. Return exam -> room,
    sorted by exam, or None if an exam finds no room.
    >>> exam_rooms({'art': 12, 'bio': 28}, {'R1': 30, 'R2': 40, 'R3': 10})
    {'art': 'R2', 'bio': 'R1'}
    >>> exam_rooms({'art': 12}, {'R3': 10}) is None
    True
    """
    free = dict(rooms)
    plan = {}
    for exam in sorted(candidates, key=candidates.get, reverse=True):
        fitting = [room for room in free if free[room] >= candidates[exam]]
        if not fitting:
            return None
        plan[exam] = min(fitting, key=free.get)
        del free[plan[exam]]
    return dict(sorted(plan.items()))


def rewrite_links(text: str, moved: Dict[str, str]) -> str:
    """
    In a markdown text change the targets of links [words](target) according to moved. A part
    from '#' on is kept, and targets which are not in moved stay.
    >>> rewrite_links('see [pumps](p.md#oil) or [x](y.md)', {'p.md': 'tech/pumps.md'})
    'see [pumps](tech/pumps.md#oil) or [x](y.md)'
    >>> rewrite_links('p.md', {'p.md': 'q.md'})
    'p.md'
    """
    def change(found):
        page, mark, anchor = found.group(2).partition('#')
        return f'{found.group(1)}({moved.get(page, page)}{mark}{anchor})'

    return re.sub(r'(\[[^\]]*\])\(([^)]*)\)', change, text)


def every_nth_free(day: date, step: int, free: List[int], count: int) -> List[date]:
    """Make a series of count appointments, the first on day and each step days after the
    planned day of the one before. An appointment which would be on a weekday in free (0 is
    Monday) moves to the next day that isn't, but this does not shift those after it.
    >>> every_nth_free(date(2024, 3, 1), 7, [4], 2)
    [datetime.date(2024, 3, 2), datetime.date(2024, 3, 9)]
    >>> every_nth_free(date(2024, 3, 1), 3, [], 2)
    [datetime.date(2024, 3, 1), datetime.date(2024, 3, 4)]
    """
    series = []
    for i in range(count):
        planned = day + timedelta(days=i * step)
        while planned.weekday() in free:
            planned += timedelta(days=1)
        series.append(planned)
    return series


def cache_hits(requests: List[Tuple[int, str]], lifetime: int) -> int:
    """
    Requests are (second, page) in order of time. A page is fetched and stored when it is asked
    for and no copy younger than lifetime seconds is there; otherwise the request is a hit.
    Count the hits.
    >>> cache_hits([(0, 'a'), (5, 'a'), (10, 'a'), (12, 'b')], 10)
    1
    >>> cache_hits([], 10)
    0
    """
    fetched = {}
    hits = 0
    for second, page in requests:
        if page in fetched and second - fetched[page] < lifetime:
            hits += 1
        else:
            fetched[page] = second
    return hits


def gear_choice(speed: float, gears: List[Tuple[float, float]], now: int) -> int:
    """
    gears holds for every gear the (lowest, highest) speed at which it may be driven. Stay in the
    gear now if the speed allows it; otherwise return the nearest gear (by index) which
    does, the lower of two. Return now if none does.
    >>> gear_choice(40, [(0, 20), (15, 35), (30, 60), (38, 90)], 1)
    2
    >>> gear_choice(18, [(0, 20), (15, 35)], 0)
    0
    """
    usable = [i for i, (low, high) in enumerate(gears) if low <= speed <= high]
    return min(usable, key=lambda i: (abs(i - now), i), default=now)


def walk_calendar(entries: List[str], year: int) -> Dict[str, List[str]]:
    """
    Entries look like '24.12. Christmas Eve' (day.month. text). Return a dict from the English
    weekday in the given year to the texts on it, in the order of the entries. Entries without such
    a date in front are ignored.
    >>> walk_calendar(['24.12. Christmas Eve', '31.12. party', 'buy ham'], 2024)
    {'Tuesday': ['Christmas Eve', 'party']}
    >>> walk_calendar([], 2024)
    {}
    """
    names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
    days = defaultdict(list)
    for entry in entries:
        found = re.match(r'(\d{1,2})\.(\d{1,2})\.\s+(.+)', entry)
        if found:
            day, month, text = found.groups()
            days[names[date(year, int(month), int(day)).weekday()]].append(text)
    return dict(days)


def ring_neighbours(huts: List[str], hut: str, reach: int) -> List[str]:
    """The huts stand in a ring. Return those at most reach places from the given one on
    either side, the left ones (before it in the list) from far to near, then the right ones from
    near to far. There are more than 2 * reach huts.
    >>> ring_neighbours(['a', 'b', 'c', 'd', 'e'], 'a', 2)
    ['d', 'e', 'b', 'c']
    >>> ring_neighbours(['a', 'b', 'c'], 'b', 1)
    ['a', 'c']
    """
    here = huts.index(hut)
    steps = [s for s in range(-reach, reach + 1) if s != 0]
    return [huts[(here + s) % len(huts)] for s in steps]


def last_known(readings: List[Optional[float]], stale_after: int) -> List[Optional[float]]:
    """
    Fill the gaps (None) in a series with the last known value, but for no more than stale_after
    places in a row; beyond this they remain None.
    >>> last_known([None, 2.5, None, None, 3.0], 1)
    [None, 2.5, 2.5, None, 3.0]
    >>> last_known([1.0, None], 0)
    [1.0, None]
    """
    filled = []
    value, age = None, 0
    for reading in readings:
        if reading is not None:
            value, age = reading, 0
        else:
            age += 1
        filled.append(value if age <= stale_after else None)
    return filled


def invert_index(pages: Dict[int, str], words: List[str]) -> Dict[str, str]:
    """Make the index of a booklet. For every given word (in the order given) write the numbers
    of the pages on which it occurs as a whole word, whatever its case, joined by ', '. Words
    found nowhere are left out.
    >>> invert_index({1: 'The heron', 2: 'Herons and a crane', 5: 'A heron, a crane'}, ['heron', 'crane', 'owl'])
    {'heron': '1, 5', 'crane': '2, 5'}
    >>> invert_index({}, ['owl'])
    {}
    """
    index = {}
    for word in words:
        pattern = re.compile(rf'\b{re.escape(word)}\b', re.IGNORECASE)
        found = [str(number) for number, text in sorted(pages.items()) if pattern.search(text)]
        if found:
            index[word] = ', '.join(found)
    return index


def chunk_speech(sentences: List[str], limit: int) -> Iterator[str]:
    """
    A loudspeaker takes at most limit characters at once. Yield the sentences packed into
    chunks, joined by a space, without cutting any. Sentences longer than limit are
    yielded on their own.
    >>> list(chunk_speech(['Doors close.', 'Mind the gap.', 'Bye.'], 20))
    ['Doors close.', 'Mind the gap. Bye.']
    >>> list(chunk_speech([], 20))
    []
    """
    chunk = ''
    for sentence in sentences:
        if chunk and len(chunk) + 1 + len(sentence) > limit:
            yield chunk
            chunk = sentence
        else:
            chunk = f'{chunk} {sentence}' if chunk else sentence
    if chunk:
        yield chunk


def redeem_points(points: int, rewards: Dict[str, int]) -> List[str]:
    """
    Spend bonus points greedily: take the dearest reward one can pay for, then the dearest of the
    remaining ones (each reward at most once), and so on. Return the rewards taken.
    >>> redeem_points(100, {'mug': 30, 'bag': 80, 'pen': 15, 'cap': 40})
    ['bag', 'pen']
    >>> redeem_points(5, {'pen': 15})
    []
    """
    taken = []
    for reward in sorted(rewards, key=rewards.get, reverse=True):
        if rewards[reward] <= points:
            points -= rewards[reward]
            taken.append(reward)
    return taken


def signal_strengths(scan: str, least: int) -> List[str]:
    """
    scan is a JSON list of networks with 'ssid', 'dbm' and perhaps 'hidden'. Return the names of
    those that are not hidden and have at least least dBm, the strongest first, each only once.
    >>> signal_strengths('[{"ssid": "cafe", "dbm": -70}, {"ssid": "home", "dbm": -40}]', -75)
    ['home', 'cafe']
    >>> signal_strengths('[{"ssid": "x", "dbm": -40, "hidden": true}]', -75)
    []
    """
    networks = [n for n in json.loads(scan) if not n.get('hidden') and n['dbm'] >= least]
    networks.sort(key=lambda n: n['dbm'], reverse=True)
    return list(dict.fromkeys(n['ssid'] for n in networks))


def layered_cake(tiers: int, top: float, growth: float, height: float) -> float:
    """How much dough does a round cake of several tiers need? The top tier has the diameter
    top, each one below is wider by growth, and all are height high (centimetres). Return litres
    to two decimals.
    >>> layered_cake(1, 20, 5, 10)
    3.14
    >>> layered_cake(2, 20, 10, 10)
    10.21
    """
    volume = 0.0
    for tier in range(tiers):
        radius = (top + tier * growth) / 2
        volume += math.pi * radius ** 2 * height
    return round(volume / 1000, 2)


def pay_slots(minutes: List[Tuple[str, str]], night_from: int, wage: float) -> float:
    """Pay for shifts given as ('HH:MM', 'HH:MM'), none going past midnight. Every minute from the
    hour night_from on earns a quarter more. Return the pay in cents' precision.
    >>> pay_slots([('18:00', '23:00')], 22, 12.0)
    63.0
    >>> pay_slots([('08:00', '08:30')], 20, 10.0)
    5.0
    """
    total = 0.0
    for start, end in minutes:
        begin = datetime.strptime(start, '%H:%M')
        finish = datetime.strptime(end, '%H:%M')
        night = max(begin, begin.replace(hour=night_from, minute=0))
        late = max(0.0, (finish - night).total_seconds() / 3600)
        hours = (finish - begin).total_seconds() / 3600
        total += (hours + late / 4) * wage
    return round(total, 2)


def debate_pairs(speakers: Dict[str, str]) -> List[Tuple[str, str]]:
    """
    speakers maps names to clubs. List all pairs that could debate, that is, two speakers of
    different clubs, each pair in alphabetical order and the pairs too.
    >>> debate_pairs({'Zoe': 'East', 'Abe': 'West', 'Kim': 'East'})
    [('Abe', 'Kim'), ('Abe', 'Zoe')]
    >>> debate_pairs({'Abe': 'West'})
    []
    """
    pairs = itertools.combinations(sorted(speakers), 2)
    return [(a, b) for a, b in pairs if speakers[a] != speakers[b]]
