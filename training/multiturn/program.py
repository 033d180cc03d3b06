"""What a program is made of: variables, expressions with their wording, and finished turns."""

# ruff: noqa: E501
from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from training.multiturn import phrase

NOUNS = {
    "int": ["number", "integer", "value", "number"], "float": ["number", "value", "float"],
    "str": ["string", "word", "string"], "text": ["string", "text", "sentence"], "bool": ["boolean", "flag"],
    "ints": ["list", "list of numbers", "array", "list of integers", "list"], "floats": ["list", "list of floats", "list of numbers"],
    "strs": ["list", "list of strings", "list of words"], "matrix": ["matrix", "nested list", "2d list"],
    "dict": ["dictionary", "dict"], "dictl": ["dictionary", "dict"], "dicts": ["dictionary", "dict"],
    "pairs": ["list of tuples", "list of pairs", "list"], "records": ["list of dictionaries", "list"],
    "iset": ["set"], "sset": ["set"], "tuple": ["tuple"], "lists": ["list", "nested list", "list of lists"],
    "array": ["array", "numpy array"], "date": ["date"], "object": ["object"], "bools": ["list"], "list": ["list"],
}  # fmt: skip
GROUPS = {
    "s": {"str", "text"}, "num": {"int", "float"}, "nums": {"ints", "floats"}, "seq": {"ints", "floats", "strs"},
    "anydict": {"dict", "dictl", "dicts"}, "set": {"iset", "sset"},
}  # fmt: skip

# stand in an instruction for what its program's broken code raises
ERROR, ERROR_TYPE = "<error>", "<error type>"


def kind_of(value: Any) -> str:
    """The kind of a value, as operations name their arguments."""
    name = type(value).__name__
    if isinstance(value, bool) or name == "bool":
        return "bool"
    if isinstance(value, int) or name.startswith(("int", "uint")):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "text" if " " in value.strip() else "str"
    if isinstance(value, (set, frozenset)):
        return "iset" if all(isinstance(v, int) for v in value) else "sset"
    if isinstance(value, tuple):
        return "tuple"
    if isinstance(value, dict):
        kinds = {kind_of(v) for v in value.values()}
        if not all(isinstance(k, str) for k in value) or not value:
            return "odict"
        if kinds <= {"int", "float"}:
            return "dict"
        return "dictl" if kinds <= {"ints", "floats"} else "dicts" if kinds <= {"str", "text"} else "odict"
    if isinstance(value, list):
        return _list_kind(value)
    return {"ndarray": "array", "date": "date", "datetime": "datetime", "function": "function"}.get(
        name, "object"
    )


def _list_kind(value: list[Any]) -> str:
    kinds = {kind_of(v) for v in value}
    if kinds == {"int"}:
        return "ints"
    if kinds and kinds <= {"int", "float"}:
        return "floats"
    if kinds and kinds <= {"str", "text"}:
        return "strs"
    if kinds == {"bool"}:
        return "bools"
    if kinds == {"ints"} and len({len(v) for v in value}) == 1:
        return "matrix"
    if kinds == {"tuple"} and all(
        len(v) == 2 and isinstance(v[0], str) and kind_of(v[1]) in {"int", "float"} for v in value
    ):
        return "pairs"
    if kinds and all(isinstance(v, dict) for v in value) and len({tuple(v) for v in value}) == 1:
        return "records"
    return "lists" if kinds and kinds <= {"ints", "strs", "floats"} else "list"


@dataclass(frozen=True)
class Var:
    """A variable (or a function's parameter) and how it may be called."""

    name: str
    kind: str
    value: Any
    noun: str = ""
    mentions: tuple[str, ...] = ()  # fixed ways to mention it, for parameters


@dataclass(frozen=True)
class Lit:
    """A literal that stands in the step's text."""

    value: Any


@dataclass(frozen=True)
class Op:
    """One operation: code, wording, arguments.

    args: (placeholder, kind or group) pairs. params: placeholder -> draw(rng, values) of a literal.
    np: noun phrase ("the sum of {x}"); cond: clause of a yes/no question ("{x} is even"); vp: imperative.
    code: an expression, or for `form` "block" statements that assign {out} or change {x}.
    ref: the value computed another way; None: the code itself is the model.
    """

    name: str
    args: tuple[tuple[str, str], ...]
    code: str
    np: str = ""
    vp: str = ""
    cond: str = ""
    out: tuple[str, ...] = ("result",)
    params: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    when: Callable[..., bool] | None = None
    ref: Callable[..., Any] | None = None
    imports: tuple[str, ...] = ()
    form: str = "expr"  # expr | block (assigns {out}) | inplace (changes {x})
    family: str = ""
    maker: Callable[..., Op | None] | None = None  # draws a concrete operation for given values
    function: bool = True  # may become the body of a function


@dataclass(frozen=True)
class Expr:
    """An operation applied to arguments, with its value."""

    op: Op
    refs: Mapping[str, Var | Lit | Expr]
    code: str
    value: Any

    @property
    def kind(self) -> str:
        return kind_of(self.value)


@dataclass
class TurnDraft:
    """A step before it is written out: its sentence, its code, what it must do."""

    text: str
    code: str
    effects: dict[str, Any]  # variable -> expected value
    printed: str | None = None  # expected text on stdout; None: not checked
    protect: tuple[str, ...] = ()
    grounding: str = ""  # stands before the step
    known: str = ""  # what a grounding comment would have said there


@dataclass
class Program:
    """A finished program: what is trained on, and what it must do when it runs."""

    turns: list[TurnDraft]
    header: str
    source: str
    part: str
    ops: list[str]
    sentences: list[str] = field(default_factory=list)
    setup: str = ""  # run before the first step, not part of the text: files, the user's own cells
    checks: list[str] = field(default_factory=list)  # a condition per step that must hold after it
    broken: str = ""  # code at the header's end that the first step mends: it must raise

    def tell_error(self, grounding: str) -> None:
        """What the broken code raised, put into the instruction, or else before it as a prompt has it.

        grounding: a grounding comment whose last line is the error.
        """
        error = grounding.splitlines()[-1].removeprefix("# last error: ")
        kind = error.split(":")[0]
        told = re.sub(
            f"{ERROR}|{ERROR_TYPE}", lambda hole: error if hole[0] == ERROR else kind, self.sentences[0]
        )
        if told == self.sentences[0]:
            self.turns[0].grounding = grounding
        self.sentences[0] = self.turns[0].text = told

    def to_json(self) -> dict[str, Any]:
        turns = [
            {"instruction": text, "grounding": turn.grounding, "code": turn.code}
            for text, turn in zip(self.sentences, self.turns, strict=True)
        ]
        return {"turns": turns, "header": self.header, "source": self.source, "part": self.part}


def atomic(code: str) -> bool:
    """Whether an expression can stand anywhere without parentheses."""
    node = ast.parse(code, mode="eval").body
    return not isinstance(
        node, (ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.UnaryOp, ast.GeneratorExp)
    )


def place(template: str, codes: Mapping[str, str]) -> str:
    """Code with its placeholders filled; an operand is put in parentheses where it needs them."""
    bare = phrase.fill(template, lambda key: codes.get(key, "{" + key + "}"))
    careful = _careful(template, codes)
    if bare == careful:
        return bare
    try:
        return bare if ast.dump(ast.parse(bare)) == ast.dump(ast.parse(careful)) else careful
    except SyntaxError:
        return careful


def _careful(template: str, codes: Mapping[str, str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] not in codes:
            return match[0]
        code = codes[match[1]]
        before, after = template[: match.start()][-1:], template[match.end() :][:1]
        alone = (before in ("", "(", " ", "[") and after in ("", ")", ",", "]", "\n")) and not (
            before == " " and template[: match.start()].rstrip()[-1:] not in (",", "=", ":")
        )
        if "\n" in code or alone or re.fullmatch(r"[\w.]+", code) or code[:1] in "\"'[{" or atomic(code):
            return code
        return f"({code})"

    return phrase.HOLE.sub(one, template)


def apply(
    op: Op, refs: Mapping[str, Var | Lit | Expr], rng: random.Random, style: phrase.Style
) -> Expr | None:
    """An operation on arguments; None where it does not suit their values."""
    values = {name: ref.value for name, ref in refs.items()}
    if op.maker is not None:
        made = op.maker(rng, **values)
        if made is None:
            return None
        op = made
    if op.when is not None and not op.when(**{k: values[k] for k, _ in op.args}):
        return None
    full = dict(refs)
    for name, draw in op.params.items():
        if name not in full:
            value = draw(rng, **{k: values[k] for k, _ in op.args})
            if value is None:
                return None
            full[name] = Lit(value)
    codes = {name: code_of(ref, style) for name, ref in full.items()}
    code = place(op.code, codes)
    try:
        value = evaluate(op, code, {name: ref.value for name, ref in full.items()}, full, style)
    except ReferenceDiffers:
        raise
    except Exception:  # an argument that the operation does not suit
        return None
    return Expr(op, full, code, value)


def code_of(ref: Var | Lit | Expr, style: phrase.Style) -> str:
    if isinstance(ref, Var):
        return ref.name
    if isinstance(ref, Lit):
        return phrase.literal(ref.value, style.text_quote)
    return ref.code


MODULES = ("math", "re", "json", "statistics", "string", "random", "datetime", "itertools", "functools", "collections", "heapq",
           "bisect", "operator", "textwrap", "calendar", "fractions", "decimal", "copy", "hashlib", "base64", "os", "pprint", "cmath")  # fmt: skip
_BASE: dict[str, Any] = {}


def base_namespace() -> dict[str, Any]:
    """The modules that operations' code may use."""
    if not _BASE:
        for name in MODULES:
            _BASE[name] = __import__(name)
        exec(
            "import numpy as np\nfrom collections import *\nfrom itertools import *\nfrom functools import *",
            _BASE,
        )
        exec("from datetime import datetime, date, timedelta", _BASE)
    return dict(_BASE)


def evaluate(op: Op, code: str, values: dict[str, Any], refs: Mapping[str, Any], style: phrase.Style) -> Any:
    """The value by the reference where there is one, and never other than the code's own."""
    template = place(op.code, {name: f"_{name}" for name in values}) if op.form == "expr" else op.code
    if op.form != "expr":
        return op.ref(**_copy(values)) if op.ref else None
    space = base_namespace()
    space.update({f"_{name}": value for name, value in _copy(values).items()})
    own = eval(template, space)
    if op.ref is not None:
        other = op.ref(**_copy(values))
        if not _close(own, other) and own != other:
            raise ReferenceDiffers(f"{op.name}: {own!r} is not {other!r} for {values!r}")
    return own


class ReferenceDiffers(Exception):
    """An operation's code and its reference do not agree: the operation is wrong."""


def _close(a: Any, b: Any) -> bool:
    return isinstance(a, float) and isinstance(b, (int, float)) and abs(a - b) <= 1e-9 * max(1.0, abs(a))


def _copy(values: dict[str, Any]) -> dict[str, Any]:
    import copy

    return copy.deepcopy(values)
