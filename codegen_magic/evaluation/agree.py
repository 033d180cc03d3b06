"""Of many samples of a case, the one whose answer most others give too: a choice that knows no gold answer."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from codegen_magic.evaluation.guest.wire import Opaque
from codegen_magic.evaluation.judge import Answer
from codegen_magic.evaluation.samples import Row

DIGITS = 6  # of a float behind the point: answers that differ by rounding alone agree


def answer_id(answer: Answer) -> str | None:
    """The same text for answers of equal value; None for a program that gave none or did not end well."""
    if not (answer.has_answer and answer.finished):
        return None
    return hashlib.sha256(_plain(answer.printed).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> str:
    """A text for each value; as in strict scoring, 3.0 is 3, a list is a tuple, and True is not 1."""
    if isinstance(value, Opaque):
        forms = value.forms
        return _plain(forms["numpy"]) if "numpy" in forms else f"{value.type_name} {forms.get('str')!r}"
    if isinstance(value, (np.ndarray, np.generic)):
        return _plain(value.tolist())
    if isinstance(value, float) and math.isfinite(value):
        near = round(value, DIGITS)
        return _plain(int(near)) if near.is_integer() else f"{near:.{DIGITS}f}"
    if isinstance(value, bool):
        return repr(value)
    if isinstance(value, (int, Fraction)):  # in a base in which Python writes very long ones too
        return f"{value.numerator:x}/{value.denominator:x}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_plain, value)))}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{_plain(key)}: {_plain(item)}' for key, item in value.items()))}}}"
    return repr(value)


def most_agreed(rows: Iterable[Row]) -> list[Row]:
    """One sample of each case of a problem: the first with the commonest answer, or where no sample has one the first.

    Of answers that are equally common the one that was drawn first wins.
    """
    cases: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        cases[row["id"], row["case"]].append(row)
    return [_chosen(sorted(samples, key=lambda row: int(row["sample"]))) for samples in cases.values()]


def _chosen(samples: list[Row]) -> Row:
    votes = Counter(row["answer"] for row in samples if row["answer"] is not None)
    if not votes:
        return samples[0]
    winner = votes.most_common(1)[0][0]  # of equal ones the first that was met
    return next(row for row in samples if row["answer"] == winner)
