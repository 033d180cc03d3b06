import re
from datetime import date, datetime, timedelta


def shift_name(clock: str) -> str:
    """Name the shift of a time written 'HH:MM': 'early' from 06:00, 'late' from 14:00, 'night' from
    22:00 until 05:59.

    >>> shift_name("06:00")
    'early'
    >>> shift_name("21:59")
    'late'
    >>> shift_name("03:10")
    'night'
    """
    if "06:00" <= clock < "14:00":
        return "early"
    return "late" if "14:00" <= clock < "22:00" else "night"


def spoken_time(clock: str) -> str:
    """Say a time like '07:45' in words: 'h o'clock' on the hour, 'quarter past h',
    'half past h', 'quarter to h' with the next hour, and for all other minutes 'm past
    h'. Hours are said from 1 to 12.

    >>> spoken_time("19:00")
    "7 o'clock"
    >>> spoken_time("12:45")
    'quarter to 1'
    >>> spoken_time("00:07")
    '7 past 12'
    """
    hour, minute = map(int, clock.split(":"))
    this_hour, next_hour = (hour - 1) % 12 + 1, hour % 12 + 1
    named = {
        0: f"{this_hour} o'clock",
        15: f"quarter past {this_hour}",
        30: f"half past {this_hour}",
        45: f"quarter to {next_hour}",
    }
    return named.get(minute, f"{minute} past {this_hour}")


def sum_durations(durations: list[str]) -> str:
    """Add up playing times written 'M:SS' (minutes may have any number of digits) and return the sum as
    'H:MM:SS'. The sum is below 24 hours.

    >>> sum_durations(["3:45", "62:30"])
    '1:06:15'
    >>> sum_durations([])
    '0:00:00'
    """
    seconds = 0
    for duration in durations:
        minutes, rest = duration.split(":")
        seconds += int(minutes) * 60 + int(rest)
    return str(timedelta(seconds=seconds))


def open_now(clock, opening, closing):
    """Check whether a bar is open at a time. All times are 'HH:MM' texts. When the
    closing time is smaller than the opening time, the bar closes after midnight. At the
    opening minute it is open, at the closing minute not.

    >>> open_now("01:30", "18:00", "02:00")
    True
    >>> open_now("17:59", "18:00", "02:00")
    False
    >>> open_now("12:00", "09:00", "12:00")
    False
    """
    if closing < opening:
        return clock >= opening or clock < closing
    return opening <= clock < closing


def round_to_quarter(clock):
    """Round a 'HH:MM' time to the nearest quarter of an hour. Seven minutes go down, eight
    go up; past the last quarter of the day it goes on with 00:00.

    >>> round_to_quarter("08:07")
    '08:00'
    >>> round_to_quarter("23:53")
    '00:00'
    >>> round_to_quarter("10:38")
    '10:45'
    """
    hour, minute = map(int, clock.split(":"))
    total = (hour * 60 + minute + 7) // 15 * 15 % 1440
    return f"{total // 60:02d}:{total % 60:02d}"


def parse_duration(text):
    """Read a duration such as '1h 20m', '45m' or '2h' and return it in minutes. Blanks do not
    matter. Days may be given as '1d', 24 hours each. A text without any such part is 0 minutes.

    >>> parse_duration("1h 20m")
    80
    >>> parse_duration("1d2h")
    1560
    >>> parse_duration("soon")
    0
    """
    minutes = {"d": 1440, "h": 60, "m": 1}
    return sum(int(n) * minutes[unit] for n, unit in re.findall(r"(\d+)\s*([dhm])", text))


def oven_on_time(ready_at: str, baking: int, preheat: int = 10) -> str:
    """When must the oven be switched on so that the bread is ready at the time 'HH:MM'? Baking and
    preheating are given in minutes. The answer may lie on the day before; only the time is returned.

    >>> oven_on_time("12:30", 50)
    '11:30'
    >>> oven_on_time("00:20", 45, preheat=15)
    '23:20'
    """
    start = datetime.strptime(ready_at, "%H:%M") - timedelta(minutes=baking + preheat)
    return start.strftime("%H:%M")


def relative_day(day: date, today: date) -> str:
    """Describe a day as seen from today: 'today', 'tomorrow', 'yesterday', 'in N days' or
    'N days ago'.

    >>> relative_day(date(2024, 3, 1), date(2024, 2, 28))
    'in 2 days'
    >>> relative_day(date(2024, 5, 6), date(2024, 5, 7))
    'yesterday'
    """
    distance = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if distance in near:
        return near[distance]
    return f"in {distance} days" if distance > 0 else f"{-distance} days ago"


def missed_alarm(alarms, woke_up):
    """Given the alarm times as 'HH:MM' texts in any order, return those before the time of waking
    up, earliest first. An alarm at the very minute of waking up was not missed.

    >>> missed_alarm(["07:10", "06:45", "07:00"], "07:00")
    ['06:45']
    >>> missed_alarm([], "09:00")
    []
    """
    return sorted(alarm for alarm in alarms if alarm < woke_up)


def fridays_left(day: date) -> int:
    """Count the Fridays in the same month that come after the given day. The day itself is not counted.

    >>> fridays_left(date(2024, 3, 1))
    4
    >>> fridays_left(date(2024, 3, 29))
    0
    """
    count = 0
    later = day + timedelta(days=1)
    while later.month == day.month:
        count += later.weekday() == 4
        later += timedelta(days=1)
    return count


def season_of(day: date) -> str:
    """Tell the season the garden centre uses: 'frost' for November to February, 'sowing' for March up
    to and including the 15th of May, 'harvest' from August on, 'growing' for the time in between.

    >>> season_of(date(2024, 5, 15))
    'sowing'
    >>> season_of(date(2024, 5, 16))
    'growing'
    >>> season_of(date(2024, 12, 1))
    'frost'
    """
    if day.month in (11, 12, 1, 2):
        return "frost"
    if (day.month, day.day) <= (5, 15):
        return "sowing"
    return "harvest" if day.month >= 8 else "growing"


def stale_entries(seen: dict[str, date], today: date, days: int) -> list[str]:
    """Return the names last seen more than `days` days before today, the longest absent first and names
    with the same date in alphabetical order.

    >>> stale_entries({"Ida": date(2024, 1, 9), "Bo": date(2024, 1, 2)}, date(2024, 1, 10), 1)
    ['Bo']
    >>> stale_entries({}, date(2024, 1, 10), 1)
    []
    """
    old = [name for name, last in seen.items() if (today - last).days > days]
    return sorted(old, key=lambda name: (seen[name], name))
