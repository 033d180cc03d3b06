"""Reading live objects without running any of their code: the primitives of `schema`.

Types are compared exactly (`type(x) is list`), never through `isinstance` or `__class__`, which
an object may answer as it likes; `repr`, `len` and iteration are used on exact builtin, numpy and
pandas types only. Libraries are looked up in `sys.modules`, never imported.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

SCALARS = (int, float, bool, str, bytes, complex, type(None))

# A metaclass or a module's class may override these attributes; the slots below cannot be.
type_dict = type.__dict__["__dict__"].__get__
module_dict: Callable[[object], Any] = types.ModuleType.__dict__["__dict__"].__get__  # type: ignore[index]
_type_name = type.__dict__["__name__"].__get__


@dataclass(frozen=True)
class Schema:
    """What is told of one object.

    kind: "frame", "series", "array", "scalar", "container", "function", "class", "module",
    "imported" or "object". columns: (name, dtype) pairs of a frame, dtype "" where unknown.
    """

    kind: str
    text: str
    columns: tuple[tuple[str, str], ...] = ()
    n_columns: int = 0
    tail: str = ""

    def line(self, name: str, max_columns: int | None = None) -> str:
        """The object's line under its name, with at most `max_columns` columns."""
        if self.kind == "function":
            return f"def {name}{self.text}"
        if self.kind == "class":
            return f"class {name}{self.text}"
        if not self.columns:
            return f"{name}: {self.text}{self.tail}"
        shown = self.columns[:max_columns]
        rest = self.n_columns - len(shown)
        listed = ", ".join(f"{column} {dtype}".rstrip() for column, dtype in shown)
        more = f", and {rest} more" if rest and shown else ""
        return f"{name}: {self.text}{' columns: ' if shown else ''}{listed}{more}{self.tail}"


def exact_class(library: str, name: str) -> type | None:
    """The class of that name in a library that is already imported, or None."""
    module = sys.modules.get(library)
    found = module_dict(module).get(name) if isinstance(module, types.ModuleType) else None
    return found if isinstance(found, type) else None


def is_one_of(kind: type, kinds: Iterable[type]) -> bool:
    """Whether a class is one of them. `in` would ask a metaclass of the user's whether they are equal."""
    return any(kind is each for each in kinds)


def is_exact(value: object, library: str, name: str) -> bool:
    return type(value) is exact_class(library, name)


def type_name(value: object) -> str:
    """The name of an object's class, as one clean word."""
    return clean(_type_name(type(value)))


def clean(name: object, limit: int = 40) -> str:
    """A name that cannot break out of a comment line: plain text as it is, anything else quoted."""
    if type(name) is not str:
        return "?"
    plain = name.isprintable() and name and not set(name) & set(" ,:'\"#\\")
    text = name if plain else ascii(name)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def short(value: object, limit: int = 24) -> str:
    """The literal of an exact builtin scalar, cut to `limit` characters; a type's name for all else."""
    if not is_one_of(type(value), SCALARS):
        if is_exact(value, "pandas", "Timestamp") and value.tzinfo is None:  # type: ignore[attr-defined]
            return str(value.isoformat(" ").removesuffix(" 00:00:00"))  # type: ignore[attr-defined]
        if not _is_numpy_scalar(value):
            return f"<{type_name(value)}>"
        value = value.item()  # type: ignore[attr-defined]
    if type(value) is int and value.bit_length() > 200:  # repr of a huge int takes quadratic time
        return "<large int>"
    text = ascii(value[:limit] if type(value) in (str, bytes) else value)  # type: ignore[index]
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _is_numpy_scalar(value: object) -> bool:
    generic = exact_class("numpy", "generic")
    return generic is not None and issubclass(type(value), generic) and type(value).__module__ == "numpy"
