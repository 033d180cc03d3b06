"""A short hash of a value, equal for values that a user would call the same.

For comparing what several candidates made: floats count to 9 digits, so that another order of
summation is no difference. Runs code of the values' classes: call it in a trial's child only.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from types import FunctionType, ModuleType
from typing import Any

DIGITS = 9
MAX_ITEMS = 2_000  # elements read one by one of a container or array; of longer ones a sample
MAX_TOLD = 2_000_000  # texts and whole numbers of one container that are all read
MAX_DEPTH = 6
_PLAIN = {str, bytes, int, bool, float, type(None)}


def fingerprint(value: object) -> str:
    """16 hex digits. Never raises: what cannot be read counts by its type only."""
    return hashlib.sha256(repr(_canonical(value, 0)).encode("utf-8", "replace")).hexdigest()[:16]


def _canonical(value: Any, depth: int) -> object:
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if depth > MAX_DEPTH:
        return name
    try:
        return _of_kind(value, kind, name, depth)
    except Exception:  # a class's own code, run for a comparison only
        return name


def _of_kind(value: Any, kind: type, name: str, depth: int) -> object:
    if kind in (int, str, bool, bytes, type(None)):
        return value if kind in (bool, int, type(None)) else value[:100_000]
    if kind in (float, complex):
        return _number(value)
    if kind in (list, tuple):
        numpy = sys.modules.get("numpy")
        if numpy is not None and len(value) > MAX_ITEMS and set(map(type, value)) <= {bool, int, float}:
            return (kind.__name__, _array(numpy.array(value), depth))
        sample = value[:: _stride(len(value))]
        return (kind.__name__, len(value), [_canonical(item, depth + 1) for item in sample], _told(value))
    if kind in (set, frozenset):
        return ("set", len(value), _hashed(sorted(repr(_canonical(item, depth + 1)) for item in value)))
    if isinstance(value, dict):  # in their order: a step may ask for another one
        items = [(_canonical(k, depth + 1), _canonical(v, depth + 1)) for k, v in value.items()]
        return ("dict", len(items), _hashed(map(repr, items)))
    if issubclass(kind, type | ModuleType):
        return (name, value.__name__)
    if kind is FunctionType:
        return ("function", value.__code__.co_varnames[: value.__code__.co_argcount])
    return _of_library(value, name, depth)


def _of_library(value: Any, name: str, depth: int) -> object:
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if pandas is not None:
        if isinstance(value, pandas.DataFrame):
            names = value.columns[:200]
            columns = [_array(value[c].to_numpy(), depth) for c in names] if value.columns.is_unique else []
            index = _canonical(value.index, depth + 1)
            return ("frame", value.shape, list(map(str, names)), columns, index)
        if isinstance(value, pandas.Series | pandas.Index):
            index = value.index if isinstance(value, pandas.Series) else None
            return ("series", _array(value.to_numpy(), depth), _canonical(index, depth + 1))
    if numpy is not None:
        if isinstance(value, numpy.ndarray):
            return ("array", _array(value, depth))
        if isinstance(value, numpy.generic):
            return _canonical(value.item(), depth)
    if name == "matplotlib.figure.Figure":
        return ("figure", [_canonical(axes, depth + 1) for axes in value.axes])
    if hasattr(value, "get_xlabel") and hasattr(value, "get_title"):
        drawn = (len(value.lines), len(value.patches), len(value.collections))
        return ("axes", value.get_title(), value.get_xlabel(), value.get_ylabel(), drawn)
    state = getattr(value, "__dict__", None)
    public = {k: v for k, v in state.items() if not k.startswith("_")} if isinstance(state, dict) else {}
    return (
        (name, _canonical(public, depth + 1))
        if public
        else (name, str(value)[:200] if _plain_str(value) else "")
    )


def _told(items: Any) -> str:
    """A hash of every element of a long list of texts, whole numbers and the like; "" where there is none."""
    plain = MAX_ITEMS < len(items) <= MAX_TOLD and set(map(type, items)) <= _PLAIN
    return _hashed(_number(item) if type(item) is float else repr(item) for item in items) if plain else ""


def _hashed(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode("utf-8", "replace") + b"\0")
    return whole.hexdigest()


def _array(array: Any, depth: int) -> object:
    flat = array.reshape(-1)
    step = _stride(flat.shape[0])
    whole = _whole(flat) if step > 1 else ""
    return (array.shape, [_canonical(item, depth + 1) for item in flat[::step].tolist()], whole)


def _stride(length: int) -> int:
    return max(1, length // MAX_ITEMS)


def _whole(flat: Any) -> object:
    """Something of every element of a long array, in few passes over it: floats are summed block by block."""
    kind = flat.dtype.kind
    if kind in "biumM":
        return hashlib.sha256(flat.tobytes()).hexdigest()
    if kind == "c":
        return (_whole(flat.real), _whole(flat.imag))
    pandas, numpy = sys.modules.get("pandas"), sys.modules["numpy"]
    if kind != "f":
        absent = int(pandas.isna(flat).sum()) if pandas is not None else ""
        return (absent, _told(flat.tolist()))
    starts = range(0, len(flat), _stride(len(flat)))
    numbers = numpy.ascontiguousarray(flat, dtype=float)
    finite = numpy.isfinite(numbers)
    lost = () if finite.all() else numpy.add.reduceat(~finite, starts, dtype=int).tolist()
    numbers = numpy.where(finite, numbers, 0) if lost else numbers
    sums, sizes = (numpy.add.reduceat(part, starts) for part in (numbers, abs(numbers)))
    shares = numpy.divide(sums, sizes, out=numpy.zeros_like(sums), where=sizes > 0)
    return (lost, [_number(size) for size in sizes.tolist()], [round(x, 6) + 0.0 for x in shares.tolist()])


def _number(value: float | complex) -> str:
    if isinstance(value, complex):
        return f"{_number(value.real)}{_number(value.imag)}j"
    return "0.0" if value == 0 else f"{value:.{DIGITS}g}"


def _plain_str(value: object) -> bool:
    """Whether str() tells of the value and not of its address in memory."""
    return type(value).__str__ is not object.__str__ or type(value).__repr__ is not object.__repr__
