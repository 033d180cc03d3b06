import heapq
import itertools
import re
from datetime import datetime


def emergency_room(arrivals: list, treated: int) -> list:
    """Names of the first treated patients to be seen. Arrivals are (name, urgency) pairs that
    all wait at the start; higher urgency goes first, and equal urgency goes by arrival.

    >>> emergency_room([("al", 2), ("bo", 5), ("cy", 5)], 2)
    ['bo', 'cy']
    """
    heap = []
    for position, (name, urgency) in enumerate(arrivals):
        heapq.heappush(heap, (-urgency, position, name))
    seen = []
    while heap and len(seen) < treated:
        seen.append(heapq.heappop(heap)[2])
    return seen


def next_ready_jobs(jobs: dict, done: set) -> list:
    """Jobs that can be started now: they are not done, and all jobs they wait for are done.
    The jobs map a name to the list of names it waits for; the result is sorted.

    >>> next_ready_jobs({"cut": [], "glue": ["cut"], "paint": ["glue"], "order": []}, {"cut"})
    ['glue', 'order']
    """
    ready = []
    for name, waits_for in jobs.items():
        if name not in done and done.issuperset(waits_for):
            ready.append(name)
    return sorted(ready)


def project_finish(durations, after):
    """Earliest finishing time of every task. The durations map tasks to their lengths, listed
    so that a task comes behind those it depends on, and after maps a task to the list of
    tasks that must be over before it begins.

    >>> project_finish({"dig": 3, "pipe": 2, "fill": 1}, {"pipe": ["dig"], "fill": ["dig", "pipe"]})
    {'dig': 3, 'pipe': 5, 'fill': 6}
    """
    finish = {}
    for task, length in durations.items():
        start = 0
        for earlier in after.get(task, []):
            start = max(start, finish[earlier])
        finish[task] = start + length
    return finish


def load_truck(parcels: list, limit: int) -> list:
    """Choose parcels in descending order of weight, taking each one that still fits under the
    limit. Return the weights taken, in that order.

    >>> load_truck([3, 8, 5, 4], 12)
    [8, 4]
    >>> load_truck([20], 12)
    []
    """
    taken = []
    room = limit
    for weight in sorted(parcels, reverse=True):
        if weight <= room:
            taken.append(weight)
            room -= weight
    return taken


def kept_snapshots(days: list, recent: int, every: int) -> list:
    """Backup days that are kept, in ascending order. The latest recent ones are always kept,
    and of the older ones those whose day number can be divided by every.

    >>> kept_snapshots([1, 7, 9, 14, 15, 16], 2, 7)
    [7, 14, 15, 16]
    """
    ordered = sorted(days)
    split = max(0, len(ordered) - recent)
    old = [day for day in ordered[:split] if day % every == 0]
    return old + ordered[split:]


def cache_hits(requests: list, size: int) -> int:
    """Number of requests served from a cache that keeps the size most recently loaded keys and
    drops the one loaded first when it is full. A hit does not change the order.

    >>> cache_hits(["a", "b", "a", "c", "a"], 2)
    1
    >>> cache_hits(["a", "a", "a"], 1)
    2
    """
    cache = []
    hits = 0
    for key in requests:
        if key in cache:
            hits += 1
            continue
        cache.append(key)
        if len(cache) > size:
            cache.pop(0)
    return hits


def rate_limited(times: list, limit: int, window: int) -> list:
    """Decide for each request time in ascending order whether it is accepted. A request is
    accepted if fewer than limit accepted ones happened in the window units before it.

    >>> rate_limited([0, 1, 2, 10], 2, 5)
    [True, True, False, True]
    """
    accepted = []
    decisions = []
    for time in times:
        recent = [t for t in accepted if time - t < window]
        ok = len(recent) < limit
        if ok:
            accepted.append(time)
        decisions.append(ok)
    return decisions


def longest_silence(messages):
    """Longest time between two messages of the same sender, as a dictionary from sender to
    that time. Messages are (time, sender) pairs in order of time, and senders with a single
    message are left out.

    >>> longest_silence([(1, "a"), (2, "b"), (4, "a"), (5, "a")])
    {'a': 3}
    """
    last = {}
    longest = {}
    for time, sender in messages:
        if sender in last:
            silence = time - last[sender]
            longest[sender] = max(silence, longest.get(sender, 0))
        last[sender] = time
    return longest


def hottest_hours(readings: list) -> dict:
    """For each day return the hour with the highest temperature. Readings are (day, hour,
    temperature) tuples in order of time, and the earliest hour wins a tie.

    >>> hottest_hours([("mon", 9, 20), ("mon", 15, 25), ("mon", 16, 25), ("tue", 9, 18)])
    {'mon': 15, 'tue': 9}
    """
    best = {}
    for day, hour, temperature in readings:
        if day not in best or temperature > best[day][1]:
            best[day] = (hour, temperature)
    return {day: hour for day, (hour, _) in best.items()}


def recovery_time(prices: list) -> int:
    """Largest number of days that a price series stays below an earlier high before it comes
    back to it or passes it. Falls that never recover are ignored.

    >>> recovery_time([10, 8, 9, 10, 7, 12])
    2
    >>> recovery_time([5, 4, 3])
    0
    """
    high = prices[0]
    below = 0
    longest = 0
    for price in prices:
        if price >= high:
            longest = max(longest, below)
            high = price
            below = 0
        else:
            below += 1
    return longest


def set_winner(games):
    """Winner of a set from a list of game winners 'A' and 'B'. A set is won by the first side
    with at least six games and a lead of two; return (winner, games of A, games of B), with
    '' as the winner of an unfinished set.

    >>> set_winner(list("AAAAABA"))
    ('A', 6, 1)
    >>> set_winner(["B"])
    ('', 0, 1)
    """
    a = b = 0
    for winner in games:
        if winner == "A":
            a += 1
        else:
            b += 1
        if max(a, b) >= 6 and abs(a - b) >= 2:
            return ("A" if a > b else "B", a, b)
    return ("", a, b)


def lap_times(clock: list) -> list:
    """Lap times in seconds, worked out from the clock ('M:SS') at the end of each lap. The race
    begins at 0:00.

    >>> lap_times(["1:05", "2:07", "3:15"])
    [65, 62, 68]
    """
    laps = []
    previous = 0
    for text in clock:
        minutes, seconds = text.split(":")
        total = int(minutes) * 60 + int(seconds)
        laps.append(total - previous)
        previous = total
    return laps


def podium(times: dict) -> list:
    """Lines for the three fastest runners, such as '1. Ann (58.2)'. The times map names to
    seconds; fewer runners give fewer lines.

    >>> podium({"Bob": 61.0, "Ann": 58.25})
    ['1. Ann (58.2)', '2. Bob (61.0)']
    """
    fastest = heapq.nsmallest(3, times.items(), key=lambda item: item[1])
    lines = []
    for place, (name, seconds) in enumerate(fastest, 1):
        lines.append(f"{place}. {name} ({seconds:.1f})")
    return lines


def fixtures_without(teams: list, forbidden: set) -> list:
    """All games between two different teams, as tuples in list order, except for the forbidden
    pairs, which may be given in either order.

    >>> fixtures_without(["A", "B", "C"], {("C", "A")})
    [('A', 'B'), ('B', 'C')]
    """
    games = []
    for home, away in itertools.combinations(teams, 2):
        if (home, away) not in forbidden and (away, home) not in forbidden:
            games.append((home, away))
    return games


def menu_combinations(courses: list, budget: int) -> list:
    """All choices of one dish per course that cost no more than the budget, as lists of names.
    Each course is a dictionary from dish to price.

    >>> menu_combinations([{"soup": 4, "salad": 6}, {"fish": 12, "pasta": 9}], 15)
    [['soup', 'pasta'], ['salad', 'pasta']]
    """
    choices = []
    for dishes in itertools.product(*(course.items() for course in courses)):
        cost = sum(price for _, price in dishes)
        if cost <= budget:
            choices.append([name for name, _ in dishes])
    return choices


def running_balance(start, movements):
    """Bank statement lines as (text, balance) tuples, starting with ('opening', start). The
    movements are (text, amount) pairs.

    >>> running_balance(100, [("rent", -60), ("pay", 30)])
    [('opening', 100), ('rent', 40), ('pay', 70)]
    """
    amounts = [amount for _, amount in movements]
    balances = itertools.accumulate(amounts, initial=start)
    texts = ["opening"] + [text for text, _ in movements]
    return list(zip(texts, balances))


def minutes_between_logs(first: str, second: str) -> int:
    """Whole minutes between two log stamps of the form 'YYYY-MM-DD HH:MM', in either order.

    >>> minutes_between_logs("2024-01-01 23:50", "2024-01-02 00:20")
    30
    >>> minutes_between_logs("2024-01-02 00:20", "2024-01-02 00:20")
    0
    """
    pattern = "%Y-%m-%d %H:%M"
    difference = datetime.strptime(second, pattern) - datetime.strptime(first, pattern)
    return abs(int(difference.total_seconds())) // 60


def extract_hashtags(post: str) -> list:
    """Hashtags of a post in lower case and without the '#', each only once, in order of
    appearance.

    >>> extract_hashtags("#Sun and #sea, more #sun")
    ['sun', 'sea']
    """
    tags = []
    for tag in re.findall(r"#(\w+)", post.lower()):
        if tag not in tags:
            tags.append(tag)
    return tags


def quote_if_needed(cells: list) -> str:
    """Join cells to a line with commas. A cell that contains a comma or a double quote is put
    into double quotes, and the quotes inside it are doubled.

    >>> quote_if_needed(["a", "b,c", 'd"e'])
    'a,"b,c","d""e"'
    """
    written = []
    for cell in cells:
        if "," in cell or '"' in cell:
            cell = '"' + cell.replace('"', '""') + '"'
        written.append(cell)
    return ",".join(written)


def split_quoted(line):
    """Split a line at the commas that are not inside double quotes. The quotes themselves are
    dropped.

    >>> split_quoted('a,"b,c",d')
    ['a', 'b,c', 'd']
    >>> split_quoted("")
    ['']
    """
    cells = [""]
    quoted = False
    for ch in line:
        if ch == '"':
            quoted = not quoted
        elif ch == "," and not quoted:
            cells.append("")
        else:
            cells[-1] += ch
    return cells
