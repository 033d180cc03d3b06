"""What steps on dates need: days as people write them, what holds datetimes already, series over time."""

# ruff: noqa: E501
from __future__ import annotations

import re
from typing import Any

import pandas as pd

from training.multiturn.session import Session

SPELLINGS = ("%Y-%m-%d", "%Y-%m-%d", "%-d %B %Y", "%B %-d, %Y", "%b %-d %Y")


# code that takes a day for its first moment: `after` would keep the rest of that day, `until` lose it
FIRST_MOMENT = re.compile(r'> "\{day|\.between\("\{day|Timestamp\("\{day')


def suits_times(step_code: str, values: Any) -> bool:
    """Whether the step's code is right for these dates: not every one is for dates with times of day."""
    times = pd.to_datetime(pd.Series(values), errors="coerce").dropna()
    return not FIRST_MOMENT.search(step_code) or bool((times == times.dt.normalize()).all())


def days_of(s: Session, values: Any) -> dict[str, str]:
    """Two days, a month and a year out of a column or an index of dates."""
    days = pd.Series(pd.to_datetime(pd.Series(values), errors="coerce")).dropna().sort_values().tolist()
    if len(days) < 5 or days[0] == days[-1]:
        return {}
    one, two = days[s.rng.randrange(1, len(days) // 2)], days[s.rng.randrange(len(days) // 2 + 1, len(days))]
    month = s.rng.choice(days)
    spelling = s.rng.choice(SPELLINGS)
    return {
        "day1": f"{one:%Y-%m-%d}", "day2": f"{two:%Y-%m-%d}", "said1": one.strftime(spelling), "said2": two.strftime(spelling),
        "mon": f"{month:%B}", "monl": f"{month:%B}".lower(), "mo": str(month.month), "ym": f"{month:%Y-%m}", "yr": f"{month:%Y}",
    }  # fmt: skip


def parsed_already(s: Session, frame: str, column: str) -> bool:
    """Whether the column holds datetimes and a reader can know it: from a grounding comment or from code."""
    if not pd.api.types.is_datetime64_any_dtype(s.space[frame][column]):
        return False
    code = s.header + "".join(turn.code for turn in s.turns)
    return 0 <= s.grounded <= len(s.turns) or "parse_dates" in code or "to_datetime" in code


def as_it_is(s: Session, slots: dict[str, Any], code: str) -> str:
    """The code without a conversion of what is converted already; "" where nothing is left to do."""
    if "t" not in slots or "df" not in slots or not parsed_already(s, slots["df"], slots["t"]):
        return code
    column = f'{slots["df"]}["{slots["t"]}"]'
    if code.startswith(f"{column} = pd.to_datetime({column}"):
        return ""
    code = code.replace(f"pd.to_datetime({column})", column)
    code = code.replace(f".assign({slots['t']}={column})", "")
    code = code.replace(f"set_index({column})", f'set_index("{slots["t"]}")')
    kept = f" = {column}\n" not in code + "\n"  # a copy of the column is no new thing
    return code if kept else ""


def unit_of(series: pd.Series, code: str) -> str:
    """What the entries of a series over time are: month, week, day, quarter; "" where it is none."""
    index = series.index
    if not pd.api.types.is_numeric_dtype(series) or len(series) < 3 or series.isna().any():
        return ""
    if isinstance(index, (pd.DatetimeIndex, pd.PeriodIndex)):
        freq = (index.freqstr or "").split("-")[0]
        return {"ME": "month", "M": "month", "W": "week", "D": "day", "QE": "quarter"}.get(freq, "")
    return "month" if re.search(r"\.month\)", code) and index.nlevels == 1 else ""
