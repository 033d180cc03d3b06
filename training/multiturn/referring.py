"""Steps that must pick the right earlier value: several of a kind, "the other one", "both", results without a name."""

# ruff: noqa: E501
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.multiturn import openings
from training.multiturn.builder import Builder, sane
from training.multiturn.ops import accepts
from training.multiturn.phrase import expand, fill
from training.multiturn.program import NOUNS, Expr, Op, Var

if TYPE_CHECKING:
    from training.multiturn.chains import Chains

ALIKE = {
    "ints": ("repeats", "few", "ints"), "str": ("camel", "symbols", "digits", "str"), "strs": ("strs", "letters"), "int": ("natural",),
    "float": ("float",), "floats": ("signed",), "matrix": ("matrix",), "dict": ("dict",), "text": ("text",), "iset": ("iset",),
}  # fmt: skip
ONE = {"ints": "list", "strs": "list", "floats": "list", "str": "string", "text": "string", "int": "number", "float": "number",
       "matrix": "matrix", "dict": "dictionary", "iset": "set"}  # fmt: skip
PLURAL = {"matrix": "matrices", "dictionary": "dictionaries"}


def open_alike(builder: Builder) -> bool:
    """Two or three values of one kind in one step, or one step each."""
    rng = builder.rng
    kind = rng.choice(list(ALIKE))
    shapes = [openings.SHAPES[rng.choice(ALIKE[kind])] for _ in range(rng.choices([2, 3], [70, 30])[0])]
    if rng.random() < 0.7:
        openings.several(builder, shapes)
    else:
        for shape in shapes:
            openings.one(builder, shape)
    return True


def on(
    builder: Builder, chains: Chains, var: Var, mentions: tuple[str, ...] = (), avoid: str = ""
) -> tuple[Op, Expr] | None:
    """An operation on just this variable, which the step calls by `mentions`."""
    called = Var(var.name, var.kind, var.value, mentions=mentions)
    pool = [
        op for op in chains.ops
        if op.form == "expr" and len(op.args) == 1 and op.name != avoid and accepts(var.kind, op.args[0][1])
    ]  # fmt: skip
    for _ in range(10):
        if not pool:
            return None
        op = rng_choice(builder, chains, pool)
        expr = builder.try_op(op, {op.args[0][0]: called})
        if (
            expr is not None
            and sane(expr.value)
            and expr.kind not in ("object", "function", "odict")
            and str(expr.value) not in ("[]", "", "{}", "set()")
        ):
            return op, expr
    return None


def rng_choice(builder: Builder, chains: Chains, pool: list[Op]) -> Op:
    return builder.rng.choices(
        pool, [(4 if op.family == "where" else 1) / (1 + chains.used[op.name]) ** 0.7 for op in pool]
    )[0]


def add(builder: Builder, chains: Chains) -> bool:
    return builder.rng.choice([other, both, same_again, unnamed, unnamed, by_name])(builder, chains)


def pair_of(builder: Builder) -> tuple[Var, Var] | None:
    """Two variables of a kind that has no third; new ones where there are none."""
    rng = builder.rng
    kinds = [k for k in ALIKE if sum(v.kind == k for v in builder.vars) == 2]
    if not kinds:
        kind = rng.choice(
            [k for k in ALIKE if not any(ONE[v.kind] == ONE[k] for v in builder.vars if v.kind in ONE)]
            or [""]
        )
        if not kind:
            return None
        shapes = [openings.SHAPES[rng.choice(ALIKE[kind])] for _ in range(2)]
        openings.several(builder, shapes)
        kinds = [builder.vars[-1].kind]
    kind = rng.choice(kinds)
    found = [v for v in builder.vars if v.kind == kind and v.value]
    return (found[0], found[1]) if len(found) == 2 else None


def other(builder: Builder, chains: Chains) -> bool:
    """A step on one of two by its name, then one on "the other list"."""
    found = pair_of(builder)
    if found is None:
        return False
    one, two = found if builder.rng.random() < 0.5 else found[::-1]
    noun = ONE.get(one.kind, "one")
    if sum(ONE.get(v.kind) == noun for v in builder.vars) != 2:
        return False
    drawn = on(
        builder, chains, one, (builder.style.name(one.name), f"the {noun} {builder.style.name(one.name)}")
    )
    if drawn is None:
        return False
    # the result must not be a third one of that noun
    if ONE.get(drawn[1].kind) == noun or (
        drawn[1].kind in ("lists", "list", "bools", "pairs") and noun == "list"
    ):
        return False
    second = on(builder, chains, two, (f"the other {noun}", f"the other {noun}", "the other one"))
    if second is None:
        return False
    builder.compute(*drawn)
    builder.compute(*second)
    return True


def both(builder: Builder, chains: Chains) -> bool:
    """One operation on each of two variables, in one step."""
    rng, style = builder.rng, builder.style
    found = pair_of(builder)
    if found is None:
        return False
    one, two = found
    noun = ONE[one.kind]
    several = PLURAL.get(noun, noun + "s")
    only_two = sum(ONE.get(v.kind) == noun for v in builder.vars) == 2
    drawn = on(builder, chains, one)
    if drawn is None:
        return False
    op, first = drawn
    refs = {k: v for k, v in first.refs.items() if not isinstance(v, Var)}
    second = builder.try_op(first.op, {**refs, op.args[0][0]: two})
    nps = [
        n
        for n in first.op.np.split("||")
        if re.match(r"\(?(the|all)\b", n) and re.search(r"(of|in|\)) \{x\}$", n)
    ]
    if second is None or not nps or type(first.value) is not type(second.value):
        return False
    names = (style.name(one.name), style.name(two.name))
    whom = rng.choice(
        [f"each of {names[0]} and {names[1]}", *([f"each of the two {several}"] * 3 if only_two else [])]
    )
    literal_refs = {k: v for k, v in first.refs.items() if not isinstance(v, Var)}
    np = fill(expand(rng.choice(nps), rng), lambda k: whom if k == "x" else builder.mention(literal_refs[k]))
    if not np.startswith("the "):
        return False
    base = builder.fresh(first.op.out)
    outs = (f"{base}_{one.name}", f"{base}_{two.name}") if rng.random() < 0.5 else (f"{base}1", f"{base}2")
    if {v.name for v in builder.vars} & set(outs):
        return False
    q = style.name
    text = expand(
        f"(Compute|Find|Get|Determine) {np} and (store|save) the results (in|as) {q(outs[0])} and {q(outs[1])}",
        rng,
    )
    code = builder.need(first.op.imports) + f"{outs[0]} = {first.code}\n{outs[1]} = {second.code}"
    builder.add(text, code, {outs[0]: first.value, outs[1]: second.value}, "", (*outs, one.name, two.name))
    for name, expr in zip(outs, (first, second), strict=True):
        builder.bind(name, expr.value)
    builder.last = None
    builder.used |= {one.name, two.name}
    builder.ops.append(op.name)
    return True


def on_any(builder: Builder, chains: Chains) -> tuple[Var, tuple[Op, Expr]] | None:
    """Some variable, and an operation on it by its name."""
    pool = [v for v in builder.vars if v.kind in ONE and v.value]
    if not pool:
        return None
    var, name = builder.rng.choice(pool), builder.style.name
    drawn = on(builder, chains, var, (name(var.name), f"the {ONE[var.kind]} {name(var.name)}"))
    return (var, drawn) if drawn else None


def same_again(builder: Builder, chains: Chains) -> bool:
    """A step on a variable, then another on "the same list" rather than on the result."""
    drawn = on_any(builder, chains)
    if drawn is None:
        return False
    var, first = drawn
    noun = ONE[var.kind]
    second = on(
        builder,
        chains,
        var,
        (f"the same {noun}", f"the same {noun}", f"the same {noun} {builder.style.name(var.name)}"),
        first[0].name,
    )
    if second is None:
        return False
    builder.compute(*first, named=True)
    builder.compute(*second)
    return True


def unnamed(builder: Builder, chains: Chains) -> bool:
    """A step that names no result, and one or two that speak of it."""
    rng = builder.rng
    begun = on_any(builder, chains)
    drawn = begun[1] if begun else None
    for _ in range(rng.choice([1, 1, 2])):
        if drawn is None or drawn[1].kind not in ONE:
            return False
        expr = drawn[1]
        nouns = [n for n in NOUNS[expr.kind] if n != "value"] or ["result"]
        noun = rng.choice(nouns)
        after = Var("", expr.kind, expr.value)
        following = on(builder, chains, after, ("RESULT",))
        if following is None:
            return False
        builder.compute(*drawn, named=False)
        last = builder.last
        assert last is not None
        called = (
            f"this {noun}",
            f"the resulting {noun}",
            f"that {noun}",
            "the result",
            f"the {noun} you got",
            f"the new {noun}",
        )
        drawn = on(builder, chains, last, called)
    if drawn is None:
        return True
    if rng.random() < 0.25 and drawn[1].kind != "sset":
        builder.show(*drawn)
    else:
        builder.compute(*drawn)
    return True


def by_name(builder: Builder, chains: Chains) -> bool:
    """A step on an early variable by its name, when others of its kind came after it."""
    kinds = [v.kind for v in builder.vars]
    pool = [v for i, v in enumerate(builder.vars) if v.kind in ONE and v.kind in kinds[i + 1 :] and v.value]
    if not pool:
        return False
    var = builder.rng.choice(pool)
    drawn = on(builder, chains, var, (builder.style.name(var.name),))
    if drawn is None:
        return False
    builder.compute(*drawn)
    return True
