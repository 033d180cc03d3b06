"""Functions defined in one step and called in a later one."""

# ruff: noqa: E501, RET504
from __future__ import annotations

import copy
import itertools
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any

from training.multiturn import algorithms, values
from training.multiturn.builder import Builder, sane
from training.multiturn.ops import accepts
from training.multiturn.phrase import expand, fill, literal
from training.multiturn.program import Lit, Op, Var, apply, base_namespace, kind_of

if TYPE_CHECKING:
    from training.multiturn.chains import Chains

MOST_CALLS = 20_000
PARAMS = {
    "int": [("n", "(an integer|a number)"), ("num", "a number"), ("x", "(a number|an integer)"), ("number", "(an integer|a number)"), ("k", "an integer")],
    "num": [("x", "a number"), ("n", "a number"), ("value", "a number"), ("num", "a number")], "float": [("x", "a number"), ("value", "a float"), ("f", "(a float|a floating point number)")],
    "s": [("s", "a string"), ("text", "a string"), ("string", "a string"), ("word", "a (word|string)")], "str": [("s", "a string"), ("word", "a (word|string)"), ("string", "a string"), ("name", "a string")],
    "text": [("text", "a (string|text)"), ("s", "a (string|sentence)"), ("sentence", "a sentence")],
    "ints": [("nums", "a list of (numbers|integers)"), ("lst", "a list [of integers]"), ("numbers", "a list of numbers"), ("arr", "an array of integers"), ("values", "a list of (values|numbers)")],
    "nums": [("nums", "a list of numbers"), ("lst", "a list of numbers"), ("values", "a list of (values|numbers)"), ("arr", "an array")],
    "floats": [("values", "a list of (floats|numbers)"), ("xs", "a list of floats")], "seq": [("items", "a list"), ("lst", "a list"), ("seq", "a list"), ("elements", "a list [of elements]")],
    "strs": [("words", "a list of (words|strings)"), ("strings", "a list of strings"), ("lst", "a list of strings"), ("names", "a list of (names|strings)")],
    "matrix": [("matrix", "a (matrix|nested list|2d list)"), ("m", "a matrix"), ("grid", "a (grid|2d list)")],
    "dict": [("d", "a dictionary"), ("scores", "a dictionary"), ("data", "a (dictionary|dict)")], "anydict": [("d", "a dictionary"), ("mapping", "a dictionary")],
    "dicts": [("d", "a dictionary")], "dictl": [("d", "a dictionary [of lists]"), ("grades", "a dictionary with lists as values")], "pairs": [("pairs", "a list of (tuples|pairs)"), ("items", "a list of tuples")],
    "records": [("records", "a list of dictionaries"), ("rows", "a list of dictionaries"), ("people", "a list of dictionaries")],
}  # fmt: skip
SHORT = {"int": "number", "num": "number", "float": "number", "s": "string", "str": "string", "text": "string", "ints": "list", "nums": "list", "floats": "list",
         "seq": "list", "strs": "list", "matrix": "matrix", "dict": "dictionary", "anydict": "dictionary", "dicts": "dictionary", "dictl": "dictionary", "pairs": "list", "records": "list"}  # fmt: skip
DEFINE = [
    "(Write|Define|Create|Implement) a function [(named|called)] {f} that (takes|accepts|receives) {takes} and returns {np}", "(Write|Define|Create|Implement) a function {f} that (takes|gets) {takes} as (input|argument|an argument) and returns {np}",
    "(Write|Define|Create|Implement) a function {f} which (returns|computes|calculates) {npx}", "(Write|Define|Create|Implement) a function {f} (to|that can) (compute|calculate|find|get) {npx}",
    "Given {takes}, (write|define) a function {f} that returns {np}", "Define {f}({args}) (which|that) returns {npa}", "(Write|Implement) {f}({args}) that returns {npa}", "Create a function {f} with (parameter|argument) {args} that returns {npa}",
]  # fmt: skip
DEFINE_UNNAMED = [
    "(Write|Define|Create|Implement) a function that (takes|accepts) {takes} and returns {np}", "(Write|Define|Create|Implement) a function that (returns|computes|calculates) {npx}",
    "(Write|Define|Implement) a function (to|that can) (compute|calculate|find) {npx}",
]  # fmt: skip
DEFINE_LAMBDA = [
    "(Define|Create|Write) a lambda [function] {f} that returns {npx}",
    "(Define|Assign) {f} (as|to) a lambda that takes {takes} and returns {np}",
]
APPLY = [
    "Apply the function {f} (on|to) {x} and (store|save) the result (in|as) {out}",
    "Call the function {f} (on|with) {x} and (store|save) the result (in|as) {out}", "(Call|Run) {f} (on|with) {x} and assign the (result|output) to {out}",
    "(Use|Apply) {f} (on|to|with) {x}, store as {out}".replace("(Use|Apply) {f} (on|to|with)", "Apply {f} to"), "Assign the (result|output) of {f} (for|on|applied to) {x} to {out}",
    "Compute {f} (of|for) {x} and (store|save) it as {out}", "Let {out} be {f}({x})", "{out} = {f}({x})", "Store {f}({x}) in {out}", "Call the (above|previous) function with {x} and store the result as {out}",
]  # fmt: skip
PRINT_CALL = [
    "Print the (result|output|return value) of {f} (for|on|with|applied to) {x}", "(Call|Run) {f} (with|on) {x} and print the (result|output)", "Print {f}({x})", "(Apply|Use) the function (on|with|for) {x} and print (the result|it)",
    "Print the (result|output) of (the function|calling the function) (for|with|on) {x}", "Test {f} (with|on) {x} and print the result", "(Show|Display) what {f} returns for {x}", "Run the function [on {x}] and print out the result".replace("[on {x}]", "on {x}"),
]  # fmt: skip
MAP_CALL = [
    "Apply {f} to (each|every) element of {x} and store the results (in|as) {out}", "Create a list {out} by applying {f} to (each|every) element (of|in) {x}", "Call {f} (for|on) (each|every) (item|element) (of|in) {x}, store the results in a list {out}",
    "Map {f} over {x} and save the list as {out}", "For each element (of|in) {x} call {f} and collect the results in {out}",
]  # fmt: skip


@dataclass(frozen=True)
class Function:
    """A function of the program: its parameters' kinds, and what it computes."""

    name: str
    kinds: tuple[str, ...]
    fn: Callable[..., Any]
    np: str = ""
    out: tuple[str, ...] = ("result", "output", "answer")


def define_and_call(builder: Builder, chains: Chains) -> bool:
    """A step that defines a function for what is there, and mostly one that uses it."""
    rng = builder.rng
    function = algorithms.define(builder, Function) if rng.random() < 0.45 else from_op(builder, chains)
    if function is None:
        return False
    builder.functions.append(function)
    if rng.random() < 0.93:
        use(builder, function)
    return True


def from_op(builder: Builder, chains: Chains) -> Function | None:
    """A function whose body is one operation."""
    rng = builder.rng
    pool = [op for op in chains.ops if op.function and op.form == "expr" and len(op.args) <= 2]
    suited = [op for op in pool if all(any(accepts(v.kind, k) for v in builder.vars) for _, k in op.args)]
    for _ in range(8):
        op = rng.choice(suited if suited and rng.random() < 0.8 else pool)
        made = body_of(builder, op)
        if made is not None:
            builder.ops.append("function." + op.name)
            return made
    return None


def body_of(builder: Builder, op: Op) -> Function | None:
    rng, style = builder.rng, builder.style
    taken: set[str] = set()
    refs: dict[str, Any] = {}
    takes = []
    for name, kind in op.args:
        options = [p for p in PARAMS.get(kind, []) if p[0] not in taken]
        if not options:
            return None
        param, what = rng.choice(options)
        taken.add(param)
        example = next((v.value for v in builder.vars if accepts(v.kind, kind)), None)
        value = (
            example
            if example is not None
            else values.draw(
                {"s": "str", "num": "int", "nums": "ints", "seq": "ints", "anydict": "dict"}.get(kind, kind),
                rng,
            )
        )
        refs[name] = Var(param, kind, value)
        takes.append((param, expand(what, rng), kind))
    expr = apply(op, refs, rng, style)
    if expr is None or not sane(expr.value):
        return None
    concrete = expr.op
    fname = function_name(concrete, op, rng, builder)
    code = builder.need(concrete.imports)
    lambda_form = rng.random() < 0.08 and len(expr.code) < 50
    params = ", ".join(p for p, _, _ in takes)
    yes_no = bool(concrete.cond)
    text = describe(builder, expr, takes, fname, lambda_form)
    code += (
        f"{fname} = lambda {params}: {expr.code}"
        if lambda_form
        else f"def {fname}({params}):\n    return {expr.code}"
    )
    space = base_namespace()
    exec(code, space)
    if rng.random() < 0.12 and len(takes) == 1:
        shown = expr.refs[op.args[0][0]].value
        if len(repr(shown)) < 40 and len(repr(expr.value)) < 40 and not isinstance(expr.value, set):
            text += (
                rng.choice([". E.g., ", ". For example, ", " (e.g. ", ". Example: "])
                + f"{fname}({literal(shown, style.text_quote)}) {rng.choice(['= ', 'returns ', '-> '])}{literal(expr.value, style.text_quote)}"
            )
            text += ")" if " (e.g. " in text else ""
    builder.add(text, code, {}, "", protect=(fname, *(p for p, _, _ in takes), *builder.names(expr)))
    return Function(
        fname, tuple(k for _, _, k in takes), space[fname], out=("result", "flag") if yes_no else concrete.out
    )


def describe(
    builder: Builder, expr: Any, takes: list[tuple[str, str, str]], fname: str, lambda_form: bool
) -> str:
    """The sentence that asks for a function with this body."""
    rng, style = builder.rng, builder.style

    def words(how: str) -> str:
        mentions: dict[str, tuple[str, ...]] = {}
        for (key, _), (param, what, kind) in zip(expr.op.args or [], takes, strict=False):
            noun = SHORT[kind]
            if how == "inline":
                mentions[key] = (what,) if len(takes) == 1 else (param, f"the {noun} {param}")
            elif how == "args" or len(takes) > 1:
                mentions[key] = (param, style.name(param), f"the {noun} {param}")
            else:
                mentions[key] = ("it", f"the {noun}", f"that {noun}", f"this {noun}", f"the given {noun}")
        refs = {
            k: Var(r.name, r.kind, r.value, mentions=mentions.get(k, ())) if isinstance(r, Var) else r
            for k, r in expr.refs.items()
        }
        if expr.op.cond and rng.random() < 0.4:
            clause = fill(
                expand(rng.choice(expr.op.cond.split("||")), rng), lambda k: builder.mention(refs[k])
            )
            return rng.choice(
                [
                    f"True if {clause}",
                    f"True if {clause}, otherwise False",
                    f"True if {clause} and False otherwise",
                ]
            )
        return fill(expand(builder.pick_np(expr), rng), lambda k: builder.mention(refs[k]))

    template = rng.choice(DEFINE_LAMBDA if lambda_form else DEFINE if rng.random() < 0.75 else DEFINE_UNNAMED)
    named = [
        f"{what} {style.name(p) if rng.random() < 0.3 else p}"
        if len(takes) > 1 or rng.random() < 0.3
        else what
        for p, what, _ in takes
    ]
    text = expand(template, rng)
    q = style.name(fname) if rng.random() < 0.8 else f"{fname}()"
    if "{args}" in text and "{f}(" in text:
        q = fname
    slots = {"f": q, "takes": " and ".join(named), "args": ", ".join(p for p, _, _ in takes)}
    for key, how in (("np", "pronoun"), ("npx", "inline"), ("npa", "args")):
        if "{" + key + "}" in text:
            slots[key] = words(how)
    return fill(text, lambda key: slots[key])


def function_name(concrete: Op, op: Op, rng: random.Random, builder: Builder) -> str:
    """A name that says what the function returns."""
    stem = op.name.split(".")[1]
    stem = {"where": "select"}.get(stem, stem)
    verbs = {"bool": ["is_", "check_", "has_"]}
    base = [o for o in concrete.out if o.isidentifier() and len(o) > 2] or [stem]
    pick = rng.choice(base)
    options = [
        f"get_{pick}",
        f"compute_{pick}",
        f"{stem}_of" if len(stem) > 3 else f"find_{pick}",
        f"my_{stem}" if rng.random() < 0.3 else f"find_{pick}",
        f"{pick}_of",
    ]
    if concrete.cond:
        options = [verbs["bool"][0] + stem, "check_" + stem, "check", "is_ok"]
    if rng.random() < 0.15:
        options = ["f", "g", "func", "my_func", "helper", "foo", "solve", "process", "transform"]
    import keyword

    name = builder.fresh([o for o in options if o.isidentifier() and not keyword.iskeyword(o)] or ["func"])
    return name


def literal_args(function: Function, builder: Builder) -> list[Any]:
    out = []
    for kind in function.kinds:
        kind = {"s": "str", "num": "int", "nums": "ints", "seq": "ints", "anydict": "dict"}.get(kind, kind)
        out.append(values.draw(kind, builder.rng))
    return out


def use(builder: Builder, function: Function) -> bool:
    """A step that calls the function: on variables, on literals, on each element, in an expression."""
    rng, style = builder.rng, builder.style
    for _ in range(8):
        pools = [[v for v in builder.vars if accepts(v.kind, k)] for k in function.kinds]
        if "never" in function.kinds or (any(k not in PARAMS for k in function.kinds) and not all(pools)):
            return False
        on_vars = all(pools) and rng.random() < 0.7
        if on_vars:
            chosen: list[Var | Lit] = [rng.choice(p) for p in pools]
            if len(chosen) == 2 and chosen[0] is chosen[1]:
                continue
        else:
            chosen = [Lit(v) for v in literal_args(function, builder)]
        each = [
            v
            for v in builder.vars
            if v.kind in ("ints", "strs")
            and len(function.kinds) == 1
            and accepts({"ints": "int", "strs": "str"}[v.kind], function.kinds[0])
        ]
        if each and rng.random() < 0.35:
            return map_over(builder, function, rng.choice(each))
        args = [ref.value for ref in chosen]
        value = run(function, args)
        if value is None:
            continue
        codes = [c.name if isinstance(c, Var) else literal(c.value, style.text_quote) for c in chosen]
        shown = " and ".join(builder.mention(c) for c in chosen)
        q = style.name(function.name) if rng.random() < 0.8 else f"{function.name}()"
        protect = (function.name, *codes)
        printing = rng.random() < 0.35 or kind_of(value) == "sset"
        template = expand(rng.choice(PRINT_CALL if printing else APPLY), rng)
        if "{f}(" in template:
            q, shown = function.name, ", ".join(codes)
        call = f"{function.name}({', '.join(codes)})"
        out = "" if printing else builder.fresh(function.out)
        text = fill(
            template, lambda key, q=q, shown=shown, out=out: {"f": q, "x": shown, "out": style.name(out)}[key]
        )
        if printing and isinstance(value, set):
            continue
        if printing:
            builder.add(text, f"print({call})", {}, f"{value}\n", protect)
        else:
            builder.add(text, f"{out} = {call}", {out: value}, "", (*protect, out))
            builder.bind(out, value)
        for ref in chosen:
            if isinstance(ref, Var):
                builder.used.add(ref.name)
        builder.ops.append("call")
        return True
    return False


def run(function: Function, args: list[Any]) -> Any:
    """What the function returns; None where it raises, calls too much (recursion that doubles) or returns no plain value."""
    calls = itertools.count()

    def limit(frame: FrameType, event: str, arg: Any) -> None:
        if event == "call" and next(calls) > MOST_CALLS:
            raise RecursionError(f"more than {MOST_CALLS} calls")

    sys.setprofile(limit)
    try:
        value = function.fn(*copy.deepcopy(args))
    except Exception:
        return None
    finally:
        sys.setprofile(None)
    return value if sane(value) and kind_of(value) not in ("object", "function") else None


def map_over(builder: Builder, function: Function, var: Var) -> bool:
    rng, style = builder.rng, builder.style
    results = [run(function, [v]) for v in var.value]
    if any(r is None for r in results) or not sane(results):
        return False
    out = builder.fresh(
        [
            "results",
            "outputs",
            "mapped",
            "values",
            f"{function.out[0]}s" if not function.out[0].endswith("s") else "results",
        ]
    )
    name = {"ints": "n", "strs": "word"}[var.kind]
    shown = builder.mention(var)
    if shown == "it":
        shown = style.name(var.name)
    text = fill(
        expand(rng.choice(MAP_CALL), rng),
        lambda key: {"f": style.name(function.name), "x": shown, "out": style.name(out)}[key],
    )
    builder.add(
        text,
        f"{out} = [{function.name}({name}) for {name} in {var.name}]",
        {out: results},
        "",
        (function.name, var.name, out),
    )
    builder.bind(out, results)
    builder.used.add(var.name)
    builder.ops.append("call.map")
    return True
