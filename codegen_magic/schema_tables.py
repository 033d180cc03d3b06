"""The schema of numpy arrays and pandas frames and series: shapes, columns, dtypes.

A column's array is told only where it is numpy's or pandas' own: an extension array may be
anybody's class. To see that without asking the array, pandas' block manager is read; where a
later pandas lays it out otherwise, `describe_object` falls back to the type's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from codegen_magic.peek import Schema, clean, exact_class, is_exact, short, type_name

MAX_COLUMNS = 200  # columns read of one frame; a wider one is cut here, whatever the budget
SHORT_DTYPES = {"int64": "int", "float64": "float", "string": "str"}
PANDAS_ARRAYS = (
    "ArrowExtensionArray",
    "ArrowStringArray",
    "BooleanArray",
    "Categorical",
    "DatetimeArray",
    "FloatingArray",
    "IntegerArray",
    "IntervalArray",
    "NumpyExtensionArray",
    "PeriodArray",
    "SparseArray",
    "StringArray",
    "TimedeltaArray",
)
PANDAS_INDEXES = (
    "Index",
    "DatetimeIndex",
    "TimedeltaIndex",
    "PeriodIndex",
    "CategoricalIndex",
    "IntervalIndex",
)


def _array(value: Any, sample: bool) -> Schema:
    shape = "x".join(map(str, value.shape)) or "0-d"
    told = f"ndarray {shape} {dtype_name(value.dtype)}"
    if sample and value.size:
        told += ", e.g. " + ", ".join(short(item) for item in value.flat[:3])
    return Schema("array", told)


def _series(value: Any, sample: bool) -> Schema:
    values = _known_values(value._mgr.blocks[0].values)
    told = f"Series {n_rows(value.index)} {dtype_name(values.dtype) if values is not None else ''}".rstrip()
    if value.name is not None:
        told += f" named {label(value.name)}"
    if sample and values is not None and len(values):
        told += ", e.g. " + ", ".join(short(item) for item in values[:3])
    return Schema("series", told, tail=_index_tail(value.index))


def _frame(value: Any, sample: bool) -> Schema:
    n_columns = n_rows(value.columns)
    columns = value.columns[:MAX_COLUMNS] if type(n_columns) is int else ()
    pairs = []
    for position, name in enumerate(columns):
        values = _column_values(value, position)
        dtype = dtype_name(values.dtype) if values is not None else ""
        if sample and values is not None and values.size:
            dtype += f" ({_first(value, position)})"
        pairs.append((label(name), dtype))
    told = f"DataFrame {n_rows(value.index)}x{n_columns}"
    count = n_columns if type(n_columns) is int else 0
    return Schema("frame", told, tuple(pairs), count, _index_tail(value.index))


def _first(frame: Any, position: int) -> str:
    return short(frame.iat[0, position])


def _column_values(frame: Any, position: int) -> Any:
    """The array that holds a column, or None where it is not numpy's or pandas' own."""
    manager = frame._mgr
    return _known_values(manager.blocks[manager.blknos[position]].values)


def _known_values(values: Any) -> Any:
    if is_exact(values, "numpy", "ndarray"):
        return values
    return values if any(is_exact(values, "pandas.arrays", name) for name in PANDAS_ARRAYS) else None


def column_dtypes(frame: Any) -> dict[str, str]:
    """Column -> its dtype in a short word; {} for very many columns, and for names that are no texts or not unique."""
    n = n_rows(frame.columns)
    names = list(frame.columns) if isinstance(n, int) and n <= MAX_COLUMNS else []
    if any(type(name) is not str for name in names) or len(set(names)) < len(names):
        return {}
    values = [_column_values(frame, position) for position in range(len(names))]
    return {
        name: dtype_name(own.dtype) if own is not None else ""
        for name, own in zip(names, values, strict=True)
    }


def column_texts(frame: Any, column: str) -> set[str]:
    """The texts of a column, by the array that holds it: reading it as a Series would copy the user's `attrs`."""
    position = list(frame.columns).index(column)
    values = _column_values(frame, position)
    if values is None:
        return set()
    own = values[frame._mgr.blklocs[position]] if is_exact(values, "numpy", "ndarray") else values.unique()
    return {value for value in own.tolist() if type(value) is str}


def n_rows(index: Any) -> int | str:
    """The length of a pandas index; "?" where its data are not numpy's or pandas' own."""
    if is_exact(index, "pandas", "RangeIndex") or is_exact(index, "pandas", "MultiIndex"):
        return len(index)
    known = any(is_exact(index, "pandas", name) for name in PANDAS_INDEXES)
    return len(index) if known and _known_values(index._data) is not None else "?"


def _index_tail(index: Any) -> str:
    """`, index: date datetime` for an index that is not just row numbers."""
    if is_exact(index, "pandas", "RangeIndex") and index.name is None:
        return ""
    if is_exact(index, "pandas", "MultiIndex"):
        return f", index: {', '.join(label(name) for name in index.names)}"
    if type(n_rows(index)) is not int:
        return ""
    name = "" if index.name is None else label(index.name) + " "
    return f", index: {name}{dtype_name(index.dtype)}"


def label(name: object) -> str:
    """A column's name as one writes it in code, without the quotes where it is one plain word."""
    if type(name) is str:
        return clean(name)
    if type(name) is tuple:
        return f"({', '.join(ascii(part[:40]) if type(part) is str else short(part) for part in name)})"
    return short(name)


def dtype_name(dtype: Any) -> str:
    """A numpy or pandas dtype in a short word: int, float, str, datetime, category, int32, ..."""
    base = exact_class("numpy", "dtype")
    if base is not None and issubclass(type(dtype), base):
        name = str(dtype.name)
        return "datetime" if name.startswith("datetime64") else SHORT_DTYPES.get(name, name)
    if is_exact(dtype, "pandas", "StringDtype"):
        return "str"
    if is_exact(dtype, "pandas", "DatetimeTZDtype"):
        return "datetime with timezone"
    if is_exact(dtype, "pandas", "CategoricalDtype"):
        return "category"
    return type_name(dtype).removesuffix("Dtype")


READERS: tuple[tuple[str, str, Callable[[Any, bool], Schema]], ...] = (
    ("pandas", "DataFrame", _frame),
    ("pandas", "Series", _series),
    ("numpy", "ndarray", _array),
)
