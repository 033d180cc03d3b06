"""Is an MTPB answer the gold answer? As published, and strictly."""

from __future__ import annotations

from typing import Any

import numpy as np

from codegen_magic.evaluation.guest.wire import Opaque

TOLERANCE = 1e-6
_NUMPY_INTEGERS = (np.uint8, np.int16, np.int32, np.int64)  # the only ones that the published scorer knows
_NUMPY_FLOATS = (np.float16, np.float32, np.float64)


def published_equal(got: Any, gold: Any) -> bool:
    """The published comparison with its quirks; where that one raises, the case fails.

    Differing types are coerced to the gold's ('3.7' and 3.7 pass for 3), tuples in a list
    become lists one level deep, and only a number at the top has a tolerance.
    """
    try:
        return _published(got, gold)
    except Exception:
        return False


def _published(got: Any, gold: Any) -> bool:
    if isinstance(got, Opaque) and "numpy" in got.forms:
        return bool(np.allclose(got.forms["numpy"], np.array(gold)))
    got = _to_python(got)
    if type(got) is not type(gold):
        if type(gold) is bool:
            got, gold = _coerce(got, str), str(gold)
        else:
            got = _coerce(got, type(gold))
    if type(got) is float:
        return bool(abs(got - gold) < TOLERANCE)
    if type(got) in (str, int, set, list, bool, tuple):
        return bool(got == gold)
    return False  # None and dict: the published comparison raises


def _to_python(got: Any) -> Any:
    if type(got) is list:
        return [list(item) for item in got] if got and type(got[0]) is tuple else got
    if type(got) in _NUMPY_INTEGERS:
        return int(got)
    if type(got) in _NUMPY_FLOATS:
        return float(got)
    if type(got) is np.bool_:
        return bool(got)
    return got.tolist() if type(got) is np.ndarray else got


def _coerce(got: Any, kind: type) -> Any:
    """kind(got); for what could not leave the sandbox, what kind(got) gave in there."""
    return got.forms[kind.__name__] if isinstance(got, Opaque) else kind(got)


def strict_equal(got: Any, gold: Any) -> bool:
    """Equal in kind and value, at every depth.

    Numbers compare by value (3.0 is 3, with the published tolerance once one is a float) and a
    bool is not a number; text is text; list, tuple, array and Series are all sequences; None
    and dict are values like any other.
    """
    if isinstance(got, Opaque):
        return "numpy" in got.forms and strict_equal(got.forms["numpy"], gold)
    if isinstance(got, (np.ndarray, np.generic)):
        got = got.tolist()
    if isinstance(gold, bool) or isinstance(got, bool):
        return type(got) is type(gold) and got == gold
    if isinstance(gold, (int, float)):
        return isinstance(got, (int, float)) and _close(got, gold)
    if isinstance(gold, (list, tuple)):
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(gold)
            and all(strict_equal(a, b) for a, b in zip(got, gold, strict=True))
        )
    if isinstance(gold, dict):
        return isinstance(got, dict) and _same_items(got, gold)
    return type(got) is type(gold) and bool(got == gold)


def _close(got: float, gold: float) -> bool:
    if isinstance(got, int) and isinstance(gold, int):
        return got == gold
    try:
        return bool(abs(got - gold) < TOLERANCE or got == gold)
    except OverflowError:  # an int that no float can be near
        return False


def _same_items(got: dict[Any, Any], gold: dict[Any, Any]) -> bool:
    # JSON knows only text keys, so a gold dict's numbers were written as text
    mine = {key if isinstance(key, str) else str(key): value for key, value in got.items()}
    return (
        len(mine) == len(got)
        and mine.keys() == gold.keys()
        and all(strict_equal(mine[key], gold[key]) for key in gold)
    )
