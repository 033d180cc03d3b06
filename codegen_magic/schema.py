"""One live object -> what a reader needs to know of it, without running any of its code."""

from __future__ import annotations

import types
from collections.abc import Iterable
from itertools import islice
from typing import Any

from codegen_magic.peek import (
    SCALARS,
    Schema,
    clean,
    exact_class,
    is_one_of,
    module_dict,
    short,
    type_dict,
    type_name,
)
from codegen_magic.schema_tables import READERS

PEEK = 20  # elements looked at to name a container's element types
CONTAINERS = (list, tuple, set, frozenset, dict)


def describe_object(value: object, *, sample: bool = False, main: str = "__main__") -> Schema:
    """The schema of any object. `main`: the module name of what the user defined himself.

    Never raises: an object that cannot be read is told by its type's name.
    """
    try:
        return _describe(value, sample, main)
    except Exception:  # private parts of a library changed, or a container changed under our hands
        return Schema("object", type_name(value))


def _describe(value: Any, sample: bool, main: str) -> Schema:
    kind = type(value)
    if is_one_of(kind, SCALARS):
        return Schema("scalar", f"{kind.__name__}{f' = {short(value)}' if sample else ''}")
    if is_one_of(kind, CONTAINERS):
        return Schema("container", container(value, sample))
    if kind is types.FunctionType:
        return _function(value, main)
    if issubclass(kind, types.ModuleType):
        return Schema("module", clean(module_dict(value).get("__name__")))
    if kind is types.BuiltinFunctionType or issubclass(kind, type):
        return _class_or_builtin(value, main)
    for library, name, reader in READERS:
        if kind is exact_class(library, name):
            return reader(value, sample)
    return Schema("object", type_name(value))


# ---- builtin containers -------------------------------------------------------------------------


def container(value: Any, sample: bool) -> str:
    """`list of 5 int`, `dict of 3 str to list`, `list of 2 dict with keys name, age`."""
    kind, n = type(value).__name__, len(value)
    if not n:
        return f"empty {kind}"
    first = list(islice(value, PEEK))
    if kind == "dict":
        values = list(islice(value.values(), PEEK))
        told = f"dict of {n} {_types(first)} to {_types(values)}"
        shown = [f"{short(k)}: {short(v)}" for k, v in zip(first[:3], values, strict=False)]
    else:
        told = f"{kind} of {n} {_types(first)}{_record_keys(first)}"
        shown = [short(item) for item in first[:3]]
    return f"{told}, e.g. {', '.join(shown)}" if sample else told


def _types(items: Iterable[object]) -> str:
    """The element types' names, in order of appearance: `int` or `int/str`."""
    names = list(dict.fromkeys(type_name(item) for item in items))
    return "/".join(names[:3]) + ("/..." if len(names) > 3 else "")


def _record_keys(items: list[object]) -> str:
    """` with keys a, b` where the elements are dicts of one and the same few text keys: their schema."""
    if not items or any(type(item) is not dict for item in items):
        return ""
    keys = [tuple(islice(item, PEEK + 1)) for item in items]  # type: ignore[call-overload]
    same = all(type(key) is str for row in keys for key in row) and len(set(keys)) == 1
    if not same or not 0 < len(keys[0]) <= PEEK:
        return ""
    return f" with keys {', '.join(map(clean, keys[0]))}"


# ---- functions and classes ----------------------------------------------------------------------


def _function(function: types.FunctionType, main: str) -> Schema:
    module = function.__dict__.get("__module__", function.__module__)
    if type(module) is str and module != main:
        return Schema("imported", clean(module))
    return Schema("function", parameters(function))


def parameters(function: types.FunctionType, *, skip_first: bool = False) -> str:
    """`(a, b=2, *args, key=None)` read from the code object; defaults only where they are plain literals."""
    code = function.__code__
    n, n_kw = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    defaults = function.__defaults__ or ()
    kw_defaults = function.__kwdefaults__ or {}
    parts = []
    for index, name in enumerate(names[:n]):
        has_default = index >= n - len(defaults)
        parts.append(name + (f"={_default(defaults[index - n + len(defaults)])}" if has_default else ""))
    if skip_first:
        parts = parts[1:]
    position = n + n_kw
    if code.co_flags & 4:  # CO_VARARGS
        parts.append("*" + names[position])
        position += 1
    elif n_kw:
        parts.append("*")
    for name in names[n : n + n_kw]:
        parts.append(name + (f"={_default(kw_defaults[name])}" if name in kw_defaults else ""))
    if code.co_flags & 8:  # CO_VARKEYWORDS
        parts.append("**" + names[position])
    return f"({', '.join(parts)})"


def _default(value: object) -> str:
    text = short(value, 12)
    return "..." if text.startswith("<") else text


def _class_or_builtin(value: Any, main: str) -> Schema:
    if type(value) is types.BuiltinFunctionType:
        return Schema("imported", clean(value.__module__ or "builtins"))
    fields = type_dict(value)
    module = fields.get("__module__")
    if type(module) is str and module != main:
        return Schema("imported", clean(module))
    init = fields.get("__init__")
    arguments = parameters(init, skip_first=True) if type(init) is types.FunctionType else "()"
    methods = [clean(n) for n, f in fields.items() if type(f) is types.FunctionType and n[:1] != "_"]
    return Schema("class", arguments + (f" methods: {', '.join(methods[:8])}" if methods else ""))
