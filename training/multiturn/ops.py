"""The registry of operations. The modules `ops_*` fill it when `load` is called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from training.multiturn.program import GROUPS, Op

OPS: dict[str, Op] = {}
MODULES = (
    "ops_strings",
    "ops_lists",
    "ops_conditions",
    "ops_dicts",
    "ops_numbers",
    "ops_blocks",
    "ops_arrays",
    "ops_library",
    "ops_formulas",
)


def _args(signature: str) -> tuple[tuple[str, str], ...]:
    return tuple((part.split(":")[0], part.split(":")[1]) for part in signature.split())


def add(op: Op) -> None:
    if op.name in OPS:
        raise ValueError(f"operation {op.name!r} is there twice")
    OPS[op.name] = op


class Family:
    """Short forms to declare a family's operations."""

    def __init__(self, family: str) -> None:
        self.family = family

    def e(
        self, name: str, sig: str, code: str, np: str, vp: str = "", out: str = "result", **kw: Any
    ) -> None:
        """An expression."""
        add(self._op(name, sig, code, np=np, vp=vp, out=out, **kw))

    def c(self, name: str, sig: str, code: str, cond: str, **kw: Any) -> None:
        """A yes/no question."""
        add(self._op(name, sig, code, cond=cond, out=kw.pop("out", "result|flag|check|is_ok"), **kw))

    def b(
        self, name: str, sig: str, code: str, vp: str, ref: Callable[..., Any], out: str = "result", **kw: Any
    ) -> None:
        """Statements that assign {out}."""
        add(self._op(name, sig, code, vp=vp, ref=ref, out=out, form="block", **kw))

    def i(self, name: str, sig: str, code: str, vp: str, ref: Callable[..., Any], **kw: Any) -> None:
        """Statements that change {x}; the reference returns the changed value."""
        add(self._op(name, sig, code, vp=vp, ref=ref, form="inplace", function=False, **kw))

    def d(self, name: str, sig: str, maker: Callable[..., Op | None], **kw: Any) -> None:
        """An operation drawn for the values at hand."""
        add(self._op(name, sig, "", maker=maker, **kw))

    def _op(self, name: str, sig: str, code: str, out: str = "result", imports: str = "", **kw: Any) -> Op:
        return Op(
            name=f"{self.family}.{name}", args=_args(sig), code=code, out=tuple(out.split("|")),
            imports=tuple(i for i in imports.split("|") if i), family=self.family, **kw,
        )  # fmt: skip


def load() -> dict[str, Op]:
    """All operations by name."""
    for module in MODULES:
        importlib.import_module(f"training.multiturn.{module}")
    return OPS


def accepts(kind: str, wanted: str) -> bool:
    """Whether a value's kind suits an argument."""
    return kind == wanted or kind in GROUPS.get(wanted, ()) or wanted == "any"
