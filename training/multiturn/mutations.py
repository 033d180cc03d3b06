"""Steps that change what is there, choose between two values, or loop until something holds."""

# ruff: noqa: E501, RUF005
from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from training.multiturn.builder import Builder
from training.multiturn.phrase import expand, fill, literal
from training.multiturn.program import Expr, Var

if TYPE_CHECKING:
    from training.multiturn.chains import Chains

# kind, code, words, what the value becomes; k, a, b are drawn literals
CHANGES: list[tuple[str, str, str, Any]] = [
    ("int", "{x} += {k}", "(increase|increment) {x} by {k}||add {k} to {x} in place", lambda x, k: x + k),
    ("int", "{x} -= {k}", "(decrease|decrement|reduce) {x} by {k}", lambda x, k: x - k),
    ("int", "{x} *= {k}", "multiply {x} by {k} in place||scale {x} by {k}, keeping the name", lambda x, k: x * k),
    ("ints", "{x}.append({k})", "(append|add) {k} to [the end of] {x}||push {k} onto {x}", lambda x, k: [*x, k]),
    ("ints", "{x}.insert(0, {k})", "insert {k} at the (start|beginning|front) of {x}||put {k} at the front of {x}", lambda x, k: [k, *x]),
    ("ints", "{x}.extend([{k}, {j}])", "extend {x} (with|by) {k} and {j}||(append|add) {k} and {j} to {x}", lambda x, k, j: [*x, k, j]),
    ("ints", "{x}[0] = {k}", "(set|change) the first (element|item) of {x} to {k}||replace the first element of {x} with {k}", lambda x, k: [k, *x[1:]]),
    ("ints", "{x}[-1] = {k}", "(set|change) the last (element|item) of {x} to {k}", lambda x, k: [*x[:-1], k]),
    ("ints", "{x}[0], {x}[-1] = {x}[-1], {x}[0]", "swap the first and [the] last (element|item) of {x}", lambda x: [x[-1], *x[1:-1], x[0]] if len(x) > 1 else x),
    ("seq", "{x}.sort()", "sort {x} in place||sort {x} in ascending order in place", lambda x: sorted(x)),
    ("seq", "{x}.sort(reverse=True)", "sort {x} in place in descending order", lambda x: sorted(x, reverse=True)),
    ("seq", "{x}.reverse()", "reverse {x} in place", lambda x: x[::-1]),
    ("seq", "{x}.pop()", "(remove|pop) the last (element|item) (of|from) {x}[ in place]", lambda x: x[:-1]),
    ("seq", "{x}.pop(0)", "(remove|pop) the first (element|item) (of|from) {x}[ in place]", lambda x: x[1:]),
    ("seq", "del {x}[1]", "delete the (second element|element at index 1) (of|from) {x}", lambda x: [x[0], *x[2:]] if len(x) > 1 else None),
    ("strs", "{x}.append({w})", "(append|add) {w} to [the end of] {x}", lambda x, w: [*x, w]),
    ("strs", "{x}.remove({m})", "remove {m} from {x}", lambda x, m: [v for i, v in enumerate(x) if i != x.index(m)]),
    ("ints", "{x}.remove({m})", "remove the first {m} from {x}", lambda x, m: [v for i, v in enumerate(x) if i != x.index(m)]),
    ("dict", "{x}[{w}] = {k}", "(add|set) the key {w} with [the] value {k} (to|in) {x}||(add|insert) {w} with value {k} (to|into) {x}||set {w} to {k} in {x}", lambda x, w, k: {**x, w: k}),
    ("dict", "{x}[{m}] += {k}", "(increase|raise) the value (of|for) {m} in {x} by {k}||add {k} to the value of {m} in {x}", lambda x, m, k: {**x, m: x[m] + k}),
    ("dict", "del {x}[{m}]", "(delete|remove) the key {m} from {x}||(delete|remove) {m} from {x}", lambda x, m: {key: v for key, v in x.items() if key != m}),
    ("dict", "{x}.update({d})", "update {x} with {d}||add the entries {d} to {x}", lambda x, d: {**x, **d}),
    ("str", "{x} += {w}", "(append|add) {w} to the end of {x}", lambda x, w: x + w),
    ("text", "{x} = {x}.lower()", "(convert|turn) {x} to lowercase, keeping the (name|same variable)||overwrite {x} with its lowercase version", lambda x: x.lower()),
    ("iset", "{x}.add({k})", "add {k} to {x}", lambda x, k: x | {k}),
    ("iset", "{x}.discard({k})", "(discard|remove) {k} from {x} (if it is there|if present)", lambda x, k: x - {k}),
]  # fmt: skip


def add(builder: Builder, chains: Chains) -> bool:
    """One such step, if the variables allow it."""
    roll = builder.rng.random()
    if roll < 0.55:
        return change(builder)
    if roll < 0.8:
        return choose_between(builder, chains)
    if roll < 0.9:
        return until(builder)
    return swap(builder)


def change(builder: Builder) -> bool:
    from training.multiturn.ops import accepts
    from training.multiturn.words import word

    rng, style = builder.rng, builder.style
    for _ in range(8):
        kind, code, words, fn = rng.choice(CHANGES)
        pool = [
            v
            for v in builder.vars
            if accepts(v.kind, kind) and not (isinstance(v.value, (list, dict)) and len(v.value) < 2)
        ]
        if not pool:
            continue
        var = rng.choice(pool)
        size = (
            max([abs(int(v)) for v in var.value if isinstance(v, (int, float))] or [10])
            if isinstance(var.value, (list, set))
            else 10
        )
        slots: dict[str, Any] = {
            "k": rng.randint(1, max(9, min(size, 100))),
            "j": rng.randint(1, 20),
            "w": word(rng),
            "d": {word(rng): rng.randint(1, 50)},
        }
        if isinstance(var.value, (list, dict)):
            slots["m"] = rng.choice(list(var.value))
        needed = {key: value for key, value in slots.items() if "{" + key + "}" in code}
        value = fn(copy.deepcopy(var.value), **needed)
        if value is None:
            continue
        literals = {key: literal(v, style.text_quote) for key, v in needed.items()}
        text = fill(
            expand(words, rng),
            lambda key, var=var, literals=literals: literals.get(key) or builder.mention(var),
        )
        text = text.replace("of it ", "of the list ") if isinstance(var.value, list) else text
        builder.add(
            text,
            fill(code, lambda key, var=var, literals=literals: literals.get(key) or var.name),
            {var.name: value},
            "",
            (var.name, *literals.values()),
        )
        builder.bind(var.name, value)
        builder.ops.append("change." + code.split("}")[1][:12].strip(" .([{="))
        return True
    return False


def choose_between(builder: Builder, chains: Chains) -> bool:
    """`If COND, set y to A, otherwise to B`."""
    rng, style = builder.rng, builder.style
    pool = [
        (op, refs)
        for op, refs in chains.candidates(builder, ("expr",))
        if op.cond or op.name.startswith(("where.any", "where.all"))
    ]
    if not pool:
        return False
    op, refs = rng.choice(pool)
    expr: Expr | None = builder.try_op(op, refs)
    if expr is None or not expr.op.cond:
        return False
    clause = builder.words(rng.choice(expr.op.cond.split("||")), expr)
    out = builder.fresh(["label", "status", "category", "kind", "message", "group", "result", "y"])
    a, b = rng.choice(
        [
            ("big", "small"),
            ("high", "low"),
            ("yes", "no"),
            ("even", "odd"),
            ("good", "bad"),
            (1, 0),
            (1, -1),
            ("A", "B"),
            ("long", "short"),
            (100, 50),
            ("accept", "reject"),
            ("hot", "cold"),
        ]
    )
    la, lb = literal(a, style.text_quote), literal(b, style.text_quote)
    name = style.name(out)
    text = rng.choice([
        f"If {clause}, set {name} to {la}, otherwise to {lb}", f"Set {name} to {la} if {clause}, otherwise set it to {lb}", f"Create a variable {name} that is {la} if {clause} and {lb} otherwise",
        f"If {clause}, assign {la} to {name}, else assign {lb}", f"Let {name} be {la} when {clause}, else {lb}", f"Assign {la} to {name} if {clause}, and {lb} otherwise",
    ])  # fmt: skip
    value = a if expr.value else b
    if rng.random() < 0.5:
        code = f"{out} = {la} if {expr.code} else {lb}"
    else:
        code = f"if {expr.code}:\n    {out} = {la}\nelse:\n    {out} = {lb}"
    builder.note_use(expr)
    builder.add(
        text, builder.need(expr.op.imports) + code, {out: value}, "", builder.names(expr, out) + (la, lb)
    )
    builder.bind(out, value)
    builder.ops.append("choose")
    return True


def until(builder: Builder) -> bool:
    """A while loop on a number, with a counter or a list of what it went through."""
    rng, style = builder.rng, builder.style
    pool = [v for v in builder.vars if v.kind == "int" and 2 < v.value < 10**6]
    if not pool:
        return False
    var = rng.choice(pool)
    x, q = var.name, style.name
    k = rng.choice([2, 3, 4, 5, 10])
    limit = rng.choice([1, 5, 10])
    kind = rng.randrange(4)
    value, seen = var.value, []
    if kind == 0:
        out = builder.fresh(["count", "steps", "n_steps", "counter"])
        text = f"Count how many times {q(x)} can be divided by {k} (integer division) until it is smaller than {limit}, store the count in {q(out)}"
        n = 0
        while value >= limit:
            value //= k
            n += 1
        code = f"{out} = 0\nwhile {x} >= {limit}:\n    {x} //= {k}\n    {out} += 1"
        result: Any = n
    elif kind == 1:
        out = builder.fresh(["sequence", "history", "seen", "trace"])
        text = f"While {q(x)} is greater than {limit}, append it to a list {q(out)} and divide it by {k} using integer division"
        while value > limit:
            seen.append(value)
            value //= k
        code = f"{out} = []\nwhile {x} > {limit}:\n    {out}.append({x})\n    {x} //= {k}"
        result = seen
    elif kind == 2:
        out = builder.fresh(["total", "digit_total", "s"])
        text = rng.choice(
            [
                f"Using a while loop, add up the digits of {q(x)} into {q(out)} until {q(x)} is 0",
                f"While {q(x)} is not 0, add its last digit to {q(out)} (starting at 0) and drop that digit from {q(x)}",
            ]
        )
        result = sum(map(int, str(value)))
        value = 0
        code = f"{out} = 0\nwhile {x} > 0:\n    {out} += {x} % 10\n    {x} //= 10"
    else:
        out = builder.fresh(["power", "p", "value"])
        text = (
            f"Starting with 1 in {q(out)}, keep multiplying {q(out)} by {k} until it is greater than {q(x)}"
        )
        result = 1
        while result <= value:
            result *= k
        code = f"{out} = 1\nwhile {out} <= {x}:\n    {out} *= {k}"
    builder.add(text, code, {out: result, x: value}, "", (out, x))
    builder.used.add(x)
    builder.bind(x, value)
    builder.bind(out, result)
    builder.ops.append(f"while.{kind}")
    return True


def swap(builder: Builder) -> bool:
    rng, q = builder.rng, builder.style.name
    pool = [(a, b) for a in builder.vars for b in builder.vars if a.name < b.name and a.kind == b.kind]
    if not pool:
        return False
    a, b = rng.choice(pool)
    text = rng.choice(
        [
            f"Swap [the values of] {q(a.name)} and {q(b.name)}",
            f"Exchange the values of {q(a.name)} and {q(b.name)}",
        ]
    ).replace("[the values of]", "the values of")
    builder.add(
        text,
        f"{a.name}, {b.name} = {b.name}, {a.name}",
        {a.name: b.value, b.name: a.value},
        "",
        (a.name, b.name),
    )
    builder.bind(a.name, b.value, b.kind)
    builder.bind(b.name, a.value, a.kind)
    builder.last = None
    builder.ops.append("swap")
    return True


__all__ = ["Var", "add"]
