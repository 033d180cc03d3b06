"""A sort gets the direction that the step names."""

import numpy as np
import pytest

from codegen_magic.checks import check

ROWS = {"rows": [3, 1, 2], "key": len, "values": np.arange(3)}


@pytest.mark.parametrize(
    ("instruction", "code", "mended"),
    [
        ("sort rows, largest first", "rows.sort()", "rows.sort(reverse=True)"),
        ("rows in descending order as down", "down = sorted(rows)", "down = sorted(rows, reverse=True)"),
        (
            "the words by length from high to low as down",
            "down = sorted(rows, key=key)[:2]",
            "down = sorted(rows, key=key, reverse=True)[:2]",
        ),
        (
            "sort by date, newest first",
            'df = df.sort_values("d\u00e9but").head(3)',
            'df = df.sort_values("d\u00e9but", ascending=False).head(3)',
        ),
        (
            "reverse alphabetical order of rows as down",
            "down = sorted(\n    rows,\n    key=key)",
            "down = sorted(\n    rows,\n    key=key, reverse=True)",
        ),
        (
            "df by size, most frequent first",
            "df = df.sort_values('n', ignore_index=True,)",
            "df = df.sort_values('n', ignore_index=True, ascending=False,)",
        ),
        ("largest first as down", "down = sorted(\n    rows\n)", "down = sorted(\n    rows, reverse=True\n)"),
        (
            "largest first as down",
            "down = sorted(\n    rows # all)\n    )",
            "down = sorted(\n    rows, reverse=True # all)\n    )",
        ),
    ],
)
def test_the_direction_is_added(instruction, code, mended):
    report = check(code, ROWS, instruction)
    assert (report.code, report.converted) == (mended, ("the sort to descending",))
    assert check(code, ROWS, instruction, mend=False).code == code


@pytest.mark.parametrize(
    ("instruction", "code"),
    [
        ("sort rows", "rows.sort()"),
        ("sort rows, smallest first", "rows.sort()"),
        ("descending by size, then by name ascending", 'df = df.sort_values(["size", "name"])'),
        ("largest first, ties by name: down", "down = sorted(rows)"),
        ("largest first as down", "down = sorted(rows)[::-1]"),
        ("largest first as down", "down = sorted(rows, key=lambda n: -n)"),
        ("largest first as down", "down = sorted(rows, reverse=False)"),
        ("largest first as down", "down = df.sort_values('n', ascending=[False])"),
        ("largest first as down", "down = list(reversed(sorted(rows)))"),
        ("largest first as down", "down = sorted(n for n in rows)"),
        ("largest first as down", "down = np.sort(rows)"),
        ("largest first as down", "rows.sort()\ndown = sorted(rows)"),
        ("largest first as down", "down = sorted(rows, **how)"),
        ("sort the values, largest first", "values.sort()"),  # an array's takes no direction
        ("largest first as down", "down = np.array(rows)\ndown.sort()"),
        ("largest first as down", "%time down = sorted(rows)"),
        ("largest first as down", "down = sorted((rows))"),  # inside of brackets of its own
        ("the two largest, largest first, as down", "down = df.sort_values('n').tail(2)"),
        ("largest first as down", "down = sorted(rows, key=operator.neg)"),
        ("the counts, largest first, and the median", "s = sorted(rows)\nm = s[len(s) // 2]"),
        ("the counts, largest first", "s = sorted(rows)\ncounts = pd.Series(s).value_counts()"),
        ("descending", "df.sort_values(\n    by=['n',\n        'm']\n)"),  # over several lines
    ],
)
def test_a_sort_is_left_where_it_has_a_direction_or_a_doubt_is_left(instruction, code):
    assert not check(code, ROWS, instruction).converted
