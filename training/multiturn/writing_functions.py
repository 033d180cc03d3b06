"""Small functions in a row: one that calls another, dictionaries of functions, functions applied several times."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from training.multiturn import openings
from training.multiturn.builder import Builder, sane
from training.multiturn.phrase import expand, fill, literal
from training.multiturn.program import Var

if TYPE_CHECKING:
    from training.multiturn.chains import Chains

# fmt: off
TAKES = {"int": "(a number|an integer|an integer n|a number n)", "str": "(a string|a string s|a word)", "ints": "(a list|a list of numbers|a list of integers)"}
PARAM = {"int": ("n", "x", "num", "number"), "str": ("s", "text", "word", "string"), "ints": ("nums", "lst", "numbers", "values")}


@dataclass(frozen=True)
class Small:
    """A function of one argument: `what` of {it}."""

    kind: str
    names: str
    what: str
    body: str
    fn: Callable[[Any], Any]
    same: bool = True  # the result is of the argument's kind


SMALL = [
    Small("int", "double|twice|times_two", "twice {it}|{it} times 2|the double of {it}", "return {p} * 2", lambda x: x + x), Small("int", "square|squared|sq", "the square of {it}|{it} squared", "return {p} ** 2", lambda x: x * x),
    Small("int", "increment|add_one|inc|succ", "{it} plus 1|{it} increased by 1", "return {p} + 1", lambda x: x + 1), Small("int", "negate|neg|minus", "the negative of {it}|minus {it}", "return -{p}", lambda x: 0 - x),
    Small("int", "digit_sum|sum_digits", "the sum of the digits of {it}", "return sum(int(d) for d in str({p}))", lambda x: sum(map(int, str(x)))),
    Small("int", "halve|half_down", "{it} divided by 2, rounded down", "return {p} // 2", lambda x: (x - x % 2) // 2), Small("int", "last_digit|ones", "the last digit of {it}", "return {p} % 10", lambda x: int(str(x)[-1])), Small("int", "cube|cubed", "the cube of {it}|{it} to the power of 3", "return {p} ** 3", lambda x: x * x * x),
    Small("int", "is_even|even", "True if {it} is even, otherwise False|whether {it} is even", "return {p} % 2 == 0", lambda x: not x & 1, False), 
    Small("int", "factorial|fact", "the factorial of {it}, computed recursively", "if {p} <= 1:\n    return 1\nreturn {p} * {f}({p} - 1)", lambda x: __import__("math").factorial(x) if x < 12 else None), Small("int", "count_down|countdown", "the list of the integers from {it} down to 1", "return list(range({p}, 0, -1))", lambda x: list(reversed(range(1, x + 1))), False),
    Small("str", "shout|loud", "{it} in upper case with an exclamation mark at the end", "return {p}.upper() + \"!\"", lambda x: f"{x.upper()}!"), Small("str", "reverse|backwards|flip", "{it} reversed|the reverse of {it}", "return {p}[::-1]", lambda x: "".join(reversed(x))), Small("str", "first_half", "the first half of {it} (rounded down)", "return {p}[:len({p}) // 2]", lambda x: x[:len(x) // 2]),
    Small("str", "drop_first|tail|rest", "{it} without its first character", "return {p}[1:]", lambda x: x[1:]), Small("str", "double_text|twice_text", "{it} repeated twice", "return {p} * 2", lambda x: x + x), Small("str", "count_vowels|vowels", "the number of vowels in {it}", "return sum(ch in \"aeiou\" for ch in {p}.lower())", lambda x: sum(x.lower().count(v) for v in "aeiou"), False),
    Small("str", "mirror", "{it} followed by its reverse", "return {p} + {p}[::-1]", lambda x: x + x[::-1]),
    Small("ints", "drop_last|init", "{it} without its last element", "return {p}[:-1]", lambda x: x[: len(x) - 1]), Small("ints", "rotate|rotate_left", "{it} with its first element moved to the end", "return {p}[1:] + {p}[:1]", lambda x: [*x[1:], *x[:1]]), Small("ints", "spread|span", "the difference between the largest and the smallest element of {it}", "return max({p}) - min({p})", lambda x: sorted(x)[-1] - sorted(x)[0], False),
    Small("ints", "doubled|double_all", "a list of the doubles of the elements of {it}", "return [n * 2 for n in {p}]", lambda x: [n + n for n in x]), Small("ints", "differences|diffs", "the list of the differences between consecutive elements of {it}", "return [b - a for a, b in zip({p}, {p}[1:])]", lambda x: [x[i + 1] - x[i] for i in range(len(x) - 1)]),
    Small("ints", "total|add_up", "the sum of {it}|the sum of the elements of {it}", "return sum({p})", lambda x: sum(sorted(x)), False),
]
SHAPE = {"int": ("natural",), "str": ("camel", "str", "symbols"), "ints": ("repeats", "few")}
WRITE = ["(Write|Define|Create|Implement) a function {f} that takes {takes} and returns {what}", "(Write|Define|Create|Implement) a function {f}({p}) that returns {named}", "(Write|Define) a function that takes {takes} and returns {what}. (Call it|Name it) {f}",
         "(Define|Implement) {f}({p}), which returns {named}", "Given {takes}, (write|define) a function {f} that returns {what}", "Write a function called {f} that returns {named} given {p}"]
# fmt: on


def add(builder: Builder, chains: Chains) -> bool:
    """Two or three functions, and a step that combines them."""
    rng = builder.rng
    kind = rng.choice(["int", "int", "str", "ints"])
    pool = [s for s in SMALL if s.kind == kind]
    same = [s for s in pool if s.same]
    first, second = rng.sample(same, 2)
    if rng.random() < 0.3:
        second = rng.choice([s for s in pool if s is not first])
    taken = {v.name for v in builder.vars} | {f.name for f in builder.functions}
    names = [
        next((n for n in rng.sample(s.names.split("|"), len(s.names.split("|"))) if n not in taken), "")
        for s in (first, second)
    ]
    if not all(names) or names[0] == names[1]:
        return False
    forms = [compose, under_keys, each] + ([repeated] if first.same else [])
    form = rng.choice(forms)
    small = (first,) if form is repeated else (first, second)
    value = openings.SHAPES[rng.choice(SHAPE[kind])].draw(rng)
    if kind == "int":
        value = rng.randint(2, 20)
    try:
        results = [s.fn(value) for s in small] + [second.fn(first.fn(value))]
    except (ValueError, TypeError, IndexError):
        return False
    if any(r is None or not sane(r) for r in results):
        return False
    before = (list(builder.turns), list(builder.vars), list(builder.ops), builder.last)
    for s, name in zip(small, names, strict=False):
        write(builder, s, name)
    if form(builder, small, names, value):
        return True
    builder.turns, builder.vars, builder.ops, builder.last = before
    return False


def write(builder: Builder, small: Small, name: str) -> None:
    rng = builder.rng
    takes = expand(TAKES[small.kind], rng)
    p = takes[-1] if takes[-2] == " " else rng.choice(PARAM[small.kind])
    what = rng.choice(small.what.split("|"))
    it = {"int": "it", "str": "it", "ints": "the list"}[small.kind]
    slots = {
        "f": builder.style.name(name), "p": p, "takes": takes,
        "what": what.replace("{it}", it), "named": what.replace("{it}", p),
    }  # fmt: skip
    template = expand(rng.choice(WRITE), rng)
    if "{f}(" in template:
        slots["f"] = name
    body = fill(small.body, lambda key: {"p": p, "f": name}[key]).replace("\n", "\n    ")
    builder.add(fill(template, lambda key: slots[key]), f"def {name}({p}):\n    {body}", {}, "", (name, p))
    builder.ops.append(f"small.{small.names.split('|')[0]}")


def source(builder: Builder, kind: str, value: Any) -> tuple[str, str]:
    """The argument's words and code: the literal, or a variable of its own step."""
    style = builder.style
    if builder.rng.random() < 0.5:
        code = literal(value, style.text_quote)
        return code, code
    shape = openings.SHAPES[SHAPE[kind][0]]
    made = openings.part_of(builder, shape, value)
    openings.put(builder, [made], openings.words_of(builder, made, builder.rng.choice(openings.ONE[:20])))
    return style.name(made.name), made.name


def keep(builder: Builder, words: str, code: str, value: Any, *names: str) -> bool:
    """The step that prints or stores what a call gives."""
    rng = builder.rng
    if not sane(value):
        return False
    if rng.random() < 0.4:
        text = rng.choice(
            [
                f"Print {words}",
                f"Print out {words}",
                f"Compute {words} and print the result",
                f"Print the value of {words}",
            ]
        )
        builder.add(text, f"print({code})", {}, f"{value}\n", names)
        return True
    out = builder.fresh(["result", "answer", "res", "out", "final"])
    q = builder.style.name(out)
    text = rng.choice(
        [
            f"Store {words} in {q}",
            f"Compute {words} and call it {q}",
            f"Assign {words} to {q}",
            f"Let {q} be {words}",
            f"Compute {words} and store the result as {q}",
        ]
    )
    builder.add(text, f"{out} = {code}", {out: value}, "", (*names, out))
    builder.bind(out, value)
    return True


def compose(builder: Builder, small: tuple[Small, ...], names: list[str], value: Any) -> bool:
    f, g = small
    rng, q = builder.rng, builder.style.name
    if rng.random() < 0.4:
        p = rng.choice(PARAM[f.kind])
        name = builder.fresh(["both", "combined", "composed", "pipeline", "h", "process"])
        text = rng.choice([
            f"Write a function {q(name)} that takes {p} and returns {q(names[1])} of {q(names[0])} of {p}", f"Define a function {q(name)} that first applies {q(names[0])} and then {q(names[1])} to its argument {p}",
            f"Create a function {q(name)} that calls {q(names[0])} on {p} and returns the result of calling {q(names[1])} on that",
        ])  # fmt: skip
        builder.add(
            text, f"def {name}({p}):\n    return {names[1]}({names[0]}({p}))", {}, "", (name, p, *names)
        )
        shown, code = source(builder, f.kind, value)
        return keep(
            builder, f"the result of {q(name)} for {shown}", f"{name}({code})", g.fn(f.fn(value)), name, code
        )
    shown, code = source(builder, f.kind, value)
    words = rng.choice(
        [
            f"the result of applying {q(names[0])} and then {q(names[1])} to {shown}",
            f"{q(names[1])} of {q(names[0])} of {shown}",
            f"the result of {q(names[1])} applied to the result of {q(names[0])} for {shown}",
        ]
    )
    return keep(builder, words, f"{names[1]}({names[0]}({code}))", g.fn(f.fn(value)), *names, code)


def under_keys(builder: Builder, small: tuple[Small, ...], names: list[str], value: Any) -> bool:
    """A dictionary of the two functions, and a call of one by its key."""
    rng, q = builder.rng, builder.style.name
    held = builder.fresh(["functions", "funcs", "operations", "fs", "steps"])
    keys = [literal(n, builder.style.text_quote) for n in names]
    builder.add(
        f"{rng.choice(['Create', 'Define', 'Make'])} a dictionary {q(held)} that maps {keys[0]} to the function "
        f"{q(names[0])} and {keys[1]} to the function {q(names[1])}",
        f"{held} = {{{keys[0]}: {names[0]}, {keys[1]}: {names[1]}}}",
        {},
        "",
        (held, *names),
    )
    builder.vars.append(Var(held, "object", None))
    shown, code = source(builder, small[0].kind, value)
    i = rng.randrange(2)
    return keep(
        builder,
        f"the result of calling the function under {keys[i]} in {q(held)} {rng.choice(['on', 'with'])} {shown}",
        f"{held}[{keys[i]}]({code})",
        small[i].fn(value),
        held,
        code,
    )


def each(builder: Builder, small: tuple[Small, ...], names: list[str], value: Any) -> bool:
    rng, q = builder.rng, builder.style.name
    kind = small[0].kind
    if kind == "ints":
        return False
    items = (
        [rng.randint(1, 12) for _ in range(rng.randint(2, 5))]
        if kind == "int"
        else [openings.words.word(rng).lower() for _ in range(rng.randint(2, 4))]
    )
    shape = openings.SHAPES["repeats" if kind == "int" else "strs"]
    made = openings.part_of(builder, shape, items)
    openings.put(builder, [made], openings.words_of(builder, made, rng.choice(openings.ONE[:20])))
    i = rng.randrange(len(small))
    var = {"int": "n", "str": "word"}[kind]
    words = rng.choice(
        [
            f"the list of the results of {q(names[i])} for each element of {q(made.name)}",
            f"a list with {q(names[i])} applied to every element of {q(made.name)}",
            f"the results of calling {q(names[i])} on each element of {q(made.name)} as a list",
        ]
    )
    return keep(
        builder,
        words,
        f"[{names[i]}({var}) for {var} in {made.name}]",
        [small[i].fn(v) for v in items],
        names[i],
        made.name,
    )


def repeated(builder: Builder, small: tuple[Small, ...], names: list[str], value: Any) -> bool:
    """A function applied a number of times to a variable."""
    rng, q = builder.rng, builder.style.name
    shape = openings.SHAPES[SHAPE[small[0].kind][0]]
    made = openings.part_of(builder, shape, value)
    openings.put(builder, [made], openings.words_of(builder, made, rng.choice(openings.ONE[:20])))
    times = rng.randint(2, 4)
    now = value
    for _ in range(times):
        now = small[0].fn(now)
        if now is None or not sane(now):
            return False
    x = q(made.name)
    text = rng.choice(
        [
            f"Apply {q(names[0])} to {x} {times} times, each time storing the result in {x}",
            f"Repeat {times} times: set {x} to {q(names[0])} of {x}",
            f"Replace {x} with {q(names[0])} of {x}, {times} times in a row",
        ]
    )
    builder.add(
        text,
        f"for _ in range({times}):\n    {made.name} = {names[0]}({made.name})",
        {made.name: now},
        "",
        (names[0], made.name),
    )
    builder.bind(made.name, now)
    return True
