"""`{name}` in an instruction, where `--fill` asks for it: the value as literal Python, once.

Only plain names are filled, only with values that are literals (numbers, texts, None, and lists,
tuples, sets and dicts of them). What is filled in is never looked at again, and nothing is
evaluated: `{x.y}`, `{f(x)}`, `{x!r}` and `{x:>3}` stay as they are. `{{` and `}}` are left alone too.
"""

from __future__ import annotations

import cmath
import re
from collections.abc import Mapping

from codegen_magic.errors import BadInput
from codegen_magic.peek import is_one_of

MAX_CHARACTERS = 2_000
_FIELD = re.compile(r"(?<!\{)\{([^\W\d]\w*)\}(?!\})")
_LITERALS = (int, bool, str, bytes, type(None))
_CONTAINERS = (list, tuple, set, frozenset, dict)


def fill(instruction: str, namespace: Mapping[str, object]) -> str:
    """The instruction with each `{name}` replaced by the literal of its value.

    Raises BadInput for a name that is not defined, a value that is no literal, and one that is too long.
    """

    def literal(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in namespace:
            raise BadInput(f"--fill: {name!r} is not defined in this notebook")
        value = namespace[name]
        if not is_literal(value):
            raise BadInput(
                f"--fill: {name!r} is no number, text or container of them; name it in words without the braces"
            )
        text = repr(value)
        if len(text) > MAX_CHARACTERS:
            raise BadInput(f"--fill: {name!r} has {len(text)} characters, more than {MAX_CHARACTERS}")
        return text

    return _FIELD.sub(literal, instruction)


def is_literal(value: object, depth: int = 0) -> bool:
    """Whether `repr` is literal Python that no user code writes: exact builtin types all the way down, no nan."""
    kind = type(value)
    if kind is float or kind is complex:
        return cmath.isfinite(value)  # type: ignore[arg-type]
    if is_one_of(kind, _LITERALS):
        return kind is not int or value.bit_length() < 4 * MAX_CHARACTERS  # type: ignore[attr-defined]
    if not is_one_of(kind, _CONTAINERS) or depth > 5 or len(value) > MAX_CHARACTERS:  # type: ignore[arg-type]
        return False
    items = [*value, *value.values()] if kind is dict else value  # type: ignore[attr-defined, misc]
    return all(is_literal(item, depth + 1) for item in items)  # type: ignore[attr-defined]
