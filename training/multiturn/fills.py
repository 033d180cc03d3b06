"""Steps that fill what an earlier step made empty: loops with state over a list, a text, a number, a dictionary."""

# ruff: noqa: E501
from __future__ import annotations

import ast
import copy
import functools
import operator
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, takewhile
from typing import Any

from training.multiturn import openings, values
from training.multiturn.builder import Builder, sane
from training.multiturn.phrase import expand, fill, literal
from training.multiturn.program import ReferenceDiffers

# fmt: off
EACH_N = "(For each (number|element|item|number n) (in|of) {x}|Loop over {x} and for each (number|element)|For every (number|element) (in|of) {x}|Iterate over {x}: for each number)"
EACH_CH = "(For each (character|letter|char) (in|of) {x}|For every (character|char) (in|of) {x}|Loop over the characters of {x}: for each character|Iterate over {x} and for each character)"
EACH_W = "(For each (word|string|element) (in|of) {x}|For every (word|string) (in|of) {x}|Loop over {x} and for each (word|string))"


@dataclass(frozen=True)
class Fill:
    """A loop that fills {c}, which starts as `start`, from {x}."""

    kind: str  # of {x}
    start: Any
    names: str  # for {c}
    words: str
    code: str
    ref: Callable[..., Any]
    params: dict[str, Callable[..., Any]] | None = None


def middle(rng: random.Random, x: list[int]) -> int:
    return sorted(x)[len(x) // 2]


def small(rng: random.Random, x: Any) -> int:
    return rng.randint(2, 9)


def char(rng: random.Random, x: str) -> str:
    return rng.choice(x)


def loop(body: str, what: str = "n") -> str:
    return f"for {what} in {{x}}:\n" + "\n".join("    " + line for line in body.split("\n"))


K, M, CH = {"k": small}, {"k": middle}, {"k": char}
FILLS = [
    Fill("ints", [], "evens|result|kept", EACH_N + ", if it is even, append it to {c}", loop("if n % 2 == 0:\n    {c}.append(n)"), lambda x: [n for n in x if not n % 2]),
    Fill("ints", [], "result|res|out", EACH_N + ", append its double to {c} if it is odd, otherwise append (it|the number) unchanged", loop("if n % 2 == 1:\n    {c}.append(n * 2)\nelse:\n    {c}.append(n)"), lambda x: [n + n if n % 2 else n for n in x]),
    Fill("ints", [], "result|signs|out", EACH_N + ", append 1 to {c} if it is (greater than|larger than|above) {k}, otherwise append 0", loop("if n > {k}:\n    {c}.append(1)\nelse:\n    {c}.append(0)"), lambda x, k: [int(n > k) for n in x], M),
    Fill("ints", [], "result|out|res", EACH_N + ", (append|add) it times {k} to {c}", loop("{c}.append(n * {k})"), lambda x, k: [k * n for n in x], K),
    Fill("ints", [], "running|sums|prefix", "Append the running total of {x} to {c}, one entry for each number||Fill {c} with the cumulative sums of {x} using a loop", "total = 0\n" + loop("total += n\n{c}.append(total)"), lambda x: list(accumulate(x))),
    Fill("ints", [], "result|taken|res", "(Append|Add) the numbers of {x} to {c} one after the other, but stop at the first (one|number) greater than {k}", loop("if n > {k}:\n    break\n{c}.append(n)"), lambda x, k: list(takewhile(lambda n: n <= k, x)), M),
    Fill("ints", [], "result|kept|out", EACH_N + ", skip it if it is negative, otherwise append its square to {c}", loop("if n < 0:\n    continue\n{c}.append(n ** 2)"), lambda x: [n * n for n in x if n >= 0]),
    Fill("ints", [], "diffs|gaps|result", "For each pair of (neighbours|consecutive numbers) in {x}, append the second minus the first to {c}", "for a, b in zip({x}, {x}[1:]):\n    {c}.append(b - a)", lambda x: [q - p for p, q in pairwise(x)]),
    Fill("ints", [], "pairs|result|out", "For each (element|number) (in|of) {x}, append the tuple of its index and (its value|the element) to {c}", "for i, n in enumerate({x}):\n    {c}.append((i, n))", lambda x: [(i, x[i]) for i in range(len(x))]),
    Fill("ints", [], "result|rev|out", "(Go|Loop) through {x} from the end to the start and append each (number|element) to {c}", "for n in reversed({x}):\n    {c}.append(n)", lambda x: x[::-1]),
    Fill("ints", [], "result|pairs|found", "With two nested loops, append to {c} every pair (a, b) of a number of {x} and a later number of {x} where a is (smaller|less) than b", "for i in range(len({x})):\n    for j in range(i + 1, len({x})):\n        if {x}[i] < {x}[j]:\n            {c}.append(({x}[i], {x}[j]))", lambda x: [(a, b) for i, a in enumerate(x) for b in x[i + 1:] if a < b]),
    Fill("ints", [], "result|unique|out", EACH_N + ", append it to {c} if it is not in {c} (yet|already)", loop("if n not in {c}:\n    {c}.append(n)"), lambda x: list(dict.fromkeys(x))),
    Fill("ints", 0, "total|s|acc|count", EACH_N + ", add it to {c} if it is (greater than|above|larger than) {k}, otherwise subtract 1 from {c}", loop("if n > {k}:\n    {c} += n\nelse:\n    {c} -= 1"), lambda x, k: sum(n if n > k else -1 for n in x), M),
    Fill("ints", 0, "count|counter|n_found", EACH_N + ", (increase|increment) {c} by (1|one) if it (equals|is equal to) {k}", loop("if n == {k}:\n    {c} += 1"), lambda x, k: x.count(k), {"k": lambda rng, x: rng.choice(x)}),
    Fill("ints", 0, "total|s|acc", EACH_N + ", add its square to {c}", loop("{c} += n ** 2"), lambda x: sum(n * n for n in x)),
    Fill("ints", 0, "total|s|score", "Add the (numbers|elements) (of|in) {x} at even indices to {c} and subtract those at odd indices (using|in|with) a loop", "for i, n in enumerate({x}):\n    if i % 2 == 0:\n        {c} += n\n    else:\n        {c} -= n", lambda x: sum(x[::2]) - sum(x[1::2])),
    Fill("ints", 1, "product|prod|p", "Multiply {c} (by|with) (each|every) (number|element) (in|of) {x} that is not (zero|0)", loop("if n != 0:\n    {c} *= n"), lambda x: __import__("math").prod(n for n in x if n)),
    Fill("ints", {}, "counts|freq|d", EACH_N + ", count it in {c} (the number is the key|with the number as key)||Count how often each number occurs in {x}, (using|in) {c}", loop("{c}[n] = {c}.get(n, 0) + 1"), lambda x: dict(Counter(x))),
    Fill("ints", {}, "index|positions|d", "For each (number|element) (in|of) {x}, append its index to the list that {c} holds for that number", "for i, n in enumerate({x}):\n    {c}.setdefault(n, []).append(i)", lambda x: {n: [i for i, m in enumerate(x) if m == n] for n in dict.fromkeys(x)}),
    Fill("ints", {}, "squares|d|mapping", "Map each number (of|in) {x} to its square in {c}||" + EACH_N + ", store its square in {c} under the number", loop("{c}[n] = n ** 2"), lambda x: {n: n * n for n in x}),
    Fill("ints", set(), "seen|s|unique", "Add each (number|element) of {x} to {c}||Loop over {x} and add every number to {c}", loop("{c}.add(n)"), set),
    Fill("str", [], "chars|result|letters", EACH_CH + ", append (it|the character) to {c} if it is (a letter|alphabetic)", loop("if ch.isalpha():\n    {c}.append(ch)", "ch"), lambda x: [c for c in x if c.isalpha()]),
    Fill("str", [], "codes|result|out", EACH_CH + ", append its (Unicode code point|character code) to {c}", loop("{c}.append(ord(ch))", "ch"), lambda x: list(map(ord, x))),
    Fill("str", "", "result|out|t|res", EACH_CH + ", if it is a vowel, (add|append) it in upper case to {c}, otherwise (add|append) it as it is", loop("if ch.lower() in \"aeiou\":\n    {c} += ch.upper()\nelse:\n    {c} += ch", "ch"), lambda x: "".join(c.upper() if c in "aeiou" else c for c in x)),
    Fill("str", "", "result|out|t", EACH_CH + ", (add|append) it twice to {c}", loop("{c} += ch * 2", "ch"), lambda x: "".join(c + c for c in x)),
    Fill("str", "", "result|out|cleaned", EACH_CH + ", (add|append) it to {c} unless it is {k}", loop("if ch != {k}:\n    {c} += ch", "ch"), lambda x, k: x.replace(k, ""), CH),
    Fill("str", "", "result|out|kept", EACH_CH + ", append it to {c} if it differs from the last character of {c} or {c} is empty||Copy {x} to {c} character by character, leaving out a character that equals the one before it", loop("if not {c} or {c}[-1] != ch:\n    {c} += ch", "ch"), lambda x: "".join(c for c, _ in groupby(x))),
    Fill("str", "", "result|rev|out", "(Build|Make) the reverse of {x} in {c} by putting each character in front (of it|of what is there)", loop("{c} = ch + {c}", "ch"), lambda x: x[::-1]),
    Fill("str", 0, "count|n_vowels|counter", EACH_CH + ", (increase|increment) {c} by (1|one) if it is a (vowel|vowel, in either case)", loop("if ch.lower() in \"aeiou\":\n    {c} += 1", "ch"), lambda x: sum(x.lower().count(v) for v in "aeiou")),
    Fill("str", 0, "depth|level|total|digit_total", EACH_CH + ", if it is a digit, add its value to {c}", loop("if ch.isdigit():\n    {c} += int(ch)", "ch"), lambda x: sum(int(c) for c in x if c in "0123456789")),
    Fill("str", {}, "counts|freq|d", EACH_CH + ", count it in {c}||Count the characters of {x} in {c}", loop("{c}[ch] = {c}.get(ch, 0) + 1", "ch"), lambda x: dict(Counter(x))),
    Fill("str", {}, "last_index|d|positions", "For each character in {x}, store its index in {c}, so that the last index of each character remains", "for i, ch in enumerate({x}):\n    {c}[ch] = i", lambda x: {c: x.rindex(c) for c in x}),
    Fill("strs", [], "result|out|lengths", EACH_W + ", append its length to {c}", loop("{c}.append(len(word))", "word"), lambda x: list(map(len, x))),
    Fill("strs", [], "result|out|res", EACH_W + ", append (it|the word) reversed to {c} if it has more than {k} (characters|letters), otherwise append it unchanged", loop("if len(word) > {k}:\n    {c}.append(word[::-1])\nelse:\n    {c}.append(word)", "word"), lambda x, k: ["".join(reversed(w)) if len(w) > k else w for w in x], {"k": lambda rng, x: rng.randint(3, 6)}),
    Fill("strs", "", "text|result|line|acronym", "(Add|Append) the first (letter|character) of (each|every) word (in|of) {x} to {c}", loop("{c} += word[0]", "word"), lambda x: "".join(w[0] for w in x)),
    Fill("strs", {}, "lengths|d|by_word", EACH_W + ", store its length in {c} under the word||Map each word (of|in) {x} to its length in {c}", loop("{c}[word] = len(word)", "word"), lambda x: {w: len(w) for w in x}),
    Fill("strs", {}, "groups|by_length|d", "Group the words of {x} by their length in {c}", loop("{c}.setdefault(len(word), []).append(word)", "word"), lambda x: {n: [w for w in x if len(w) == n] for n in dict.fromkeys(map(len, x))}),
    Fill("strs", set(), "initials|s|firsts", "Add the first letter of each word in {x} to {c}", loop("{c}.add(word[0])", "word"), lambda x: {w[0] for w in x}),
    Fill("int", [], "digits|result|lst", "While {x} is greater than 0, append its last digit to {c} and remove that digit from {x}||As long as {x} is greater than 0, append {x} modulo 10 to {c} and divide {x} by 10 (integer division)", "while {x} > 0:\n    {c}.append({x} % 10)\n    {x} //= 10", lambda x: [int(d) for d in reversed(str(x))] if x else []),
    Fill("int", [], "steps|seq|values", "While {x} is (greater|larger) than 1, append {x} to {c} and halve it (with integer division|, rounding down)", "while {x} > 1:\n    {c}.append({x})\n    {x} //= 2", lambda x: [x >> i for i in range(x.bit_length() - 1)]),
    Fill("int", 0, "total|s|digit_sum", "While {x} is greater than 0, add its last digit to {c} and drop that digit", "while {x} > 0:\n    {c} += {x} % 10\n    {x} //= 10", lambda x: sum(map(int, str(x)))),
    Fill("int", 0, "count|steps", "Subtract {k} from {x} while {x} is at least {k}, and count the subtractions in {c}", "while {x} >= {k}:\n    {x} -= {k}\n    {c} += 1", lambda x, k: x // k, {"k": lambda rng, x: rng.randint(3, 40)}),
    Fill("dict", [], "keys|result|selected|names", "For each key and value (of|in) {x}, append the key to {c} if the value is (greater|larger) than {k}", "for key, value in {x}.items():\n    if value > {k}:\n        {c}.append(key)", lambda x, k: [a for a in x if x[a] > k], {"k": lambda rng, x: rng.choice(list(x.values()))}),
    Fill("dict", {}, "inverse|flipped|by_value", "Swap the keys and values of {x} in {c}||For each key and value of {x}, store the key in {c} under the value", "for key, value in {x}.items():\n    {c}[value] = key", lambda x: {v: k for k, v in x.items()}),
    Fill("dict", 0, "total|s", "Add (each|every) value of {x} to {c}", "for value in {x}.values():\n    {c} += value", lambda x: sum(x.values())),
    Fill("matrix", [], "flat|result|values", "(Append|Add) every (number|entry|element) of every row of {x} to {c}||For each row of {x} and each (number|entry) in the row, append (it|the number) to {c}", "for row in {x}:\n    for value in row:\n        {c}.append(value)", lambda x: functools.reduce(operator.iadd, x, [])),
    Fill("matrix", [], "sums|row_sums|result", "For each row (of|in) {x}, append (the sum of the row|its sum) to {c}", "for row in {x}:\n    {c}.append(sum(row))", lambda x: list(map(sum, x))),
    Fill("matrix", [], "column|col|firsts", "For each row of {x}, append (its first|the first) (element|entry|number) to {c}", "for row in {x}:\n    {c}.append(row[0])", lambda x: [r[0] for r in x]),
    Fill("matrix", 0, "total|acc|s", "(Add|Sum up) (all|the) (entries|numbers) of {x} (greater than|above) {k} (in|into) {c} with two nested loops", "for row in {x}:\n    for value in row:\n        if value > {k}:\n            {c} += value", lambda x, k: sum(v for r in x for v in r if v > k), {"k": lambda rng, x: min(x[0])}),
]
# fmt: on
SHAPE_OF = {
    "ints": ("repeats", "few", "ints"),
    "str": ("camel", "symbols", "digits", "str"),
    "strs": ("strs",),
    "int": ("natural",),
    "dict": ("dict",),
    "matrix": ("matrix",),
}  # fmt: skip


def add(builder: Builder, _: object = None) -> bool:
    """What is filled and what from, in one step or two, and the loop."""
    before = (list(builder.turns), list(builder.vars), list(builder.ops), builder.last, set(builder.used))
    if fill_one(builder):
        return True
    builder.turns, builder.vars, builder.ops, builder.last, builder.used = before
    return False


def clobbers(code: str, builder: Builder, own: set[str]) -> bool:
    """Whether a loop's own names are those of variables that are there."""
    stored = {
        n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return bool((stored - own) & {v.name for v in builder.vars}) or any(
        isinstance(n, ast.For) and own & {t.id for t in ast.walk(n.target) if isinstance(t, ast.Name)}
        for n in ast.walk(ast.parse(code))
    )


def fill_one(builder: Builder) -> bool:
    rng, style = builder.rng, builder.style
    found = [f for f in FILLS if any(v.kind == f.kind for v in builder.vars)]
    step = rng.choice(found if found and rng.random() < 0.4 else FILLS)
    pool = [v for v in builder.vars if v.kind == step.kind and len(str(v.value)) < 60 and v.value]
    pool = [v for v in pool if v.kind != "int" or v.value > 0]  # loops over digits end at 0
    start = openings.SHAPES[
        {list: "empty_list", dict: "empty_dict", str: "empty_str", set: "empty_set"}.get(
            type(step.start), "natural"
        )
    ]
    holder = openings.Shape(
        start.name,
        "(counter|variable|number|accumulator)" if isinstance(step.start, int) else start.nouns,
        step.names,
        lambda _: copy.copy(step.start),
        1,
        start.empty,
    )
    if pool and rng.random() < 0.5:
        source = rng.choice(pool)
        part = openings.one(builder, holder)
        name, value = source.name, source.value
    else:
        shape = openings.SHAPES[rng.choice(SHAPE_OF[step.kind])]
        value = shape.draw(rng) if step.kind != "dict" else values.draw("dict", rng)
        if step.kind == "str" and " " in value:
            value = value.replace(" ", "")
        given, part = openings.several(builder, [shape, holder], given=[value, copy.copy(step.start)])
        name = given.name
    params = {k: draw(rng, value) for k, draw in (step.params or {}).items()}
    end = step.ref(copy.deepcopy(value), **params)
    codes = {**{k: literal(v, style.text_quote) for k, v in params.items()}, "x": name, "c": part.name}
    code = fill(step.code, lambda key: codes[key])
    if clobbers(code, builder, {name, part.name}):
        return False
    before = {name: copy.deepcopy(value), part.name: copy.copy(step.start)}
    exec(code, {}, before)
    if before[part.name] != end:
        raise ReferenceDiffers(f"{code}: {before[part.name]!r} is not {end!r}")
    if not sane(end):
        return False
    words = expand(rng.choice(step.words.split("||")), rng)
    plural = {
        "ints": "list",
        "strs": "list",
        "str": "string",
        "matrix": "matrix",
        "dict": "dictionary",
        "int": "number",
    }[step.kind]

    def mention(key: str) -> str:
        called = style.name(codes[key]) if key in "xc" else codes[key]
        return f"the {plural} {called}" if key == "x" and rng.random() < style.noun / 2 else called

    builder.add(
        fill(words, mention),
        code,
        {part.name: end, name: before[name]},
        "",
        (name, part.name, *map(str, params.values())),
    )
    if step.kind == "int":
        builder.bind(name, before[name])
    builder.bind(part.name, end)
    builder.used.add(name)
    builder.used.discard(part.name)
    builder.ops.append(f"fill.{FILLS.index(step)}")
    return True
