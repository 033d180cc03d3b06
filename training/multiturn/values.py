"""Steps that introduce values: names, literals, and the many ways to say 'let x be this'."""

# ruff: noqa: E501, RUF005
from __future__ import annotations

import random
from typing import Any

from training.multiturn import words
from training.multiturn.builder import Builder
from training.multiturn.phrase import enumerate_words, expand, fill, literal

NAMES = {
    "int": ["n", "x", "num", "number", "k", "a", "m", "value", "limit", "year", "age", "price", "my_number", "amount", "i0"],
    "float": ["x", "f", "price", "temperature", "weight", "rate", "value", "height", "distance", "my_float"],
    "str": ["word", "s", "name", "my_string", "text", "w", "key", "code", "label"],
    "text": ["sentence", "text", "s", "my_string", "phrase", "message", "line", "str1", "title", "paragraph"],
    "ints": ["numbers", "nums", "my_list", "values", "scores", "prices", "ages", "lst", "arr", "data", "elements", "my_numbers",
             "temps", "grades", "a", "points", "items", "sales", "lst1", "x"],
    "floats": ["values", "prices", "weights", "temps", "measurements", "data", "rates", "x", "samples", "heights"],
    "matrix": ["matrix", "m", "grid", "my_matrix", "table", "mat", "a", "board"],
    "dict": ["scores", "prices", "ages", "stock", "inventory", "my_dict", "d", "counts", "grades", "salaries", "population"],
    "dictl": ["grades", "marks", "scores", "results", "my_dict", "notes_by_name"],
    "dicts": ["capitals", "colors", "phone_book", "my_dict", "translations", "roles", "emails"],
    "pairs": ["pairs", "items", "people", "players", "products", "my_list", "tuples"],
    "records": ["records", "people", "students", "products", "employees", "orders", "books"],
}  # fmt: skip
KIND_WORDS = {
    "int": "(integer|number|integer|int|value)", "float": "(number|float|floating point number|decimal number)", "str": "(string|word|string|string)",
    "text": "(string|sentence|text|string|phrase)", "ints": "(list|list of numbers|list of integers|integer list|array|list)",
    "floats": "(list|list of floats|list of numbers|array)", "strs": "(list|list of strings|list of words|string list)",
    "matrix": "(matrix|2d list|nested list|list of lists)", "dict": "(dictionary|dict)", "dictl": "(dictionary|dict)", "dicts": "(dictionary|dict)",
    "pairs": "(list of tuples|list of pairs|list)", "records": "(list of dictionaries|list of dicts|list)",
}  # fmt: skip
ASSIGN = [
    "Assign the {kind} {lit} to a variable (named|called) {out}", "Assign the {kind} {lit} to a variable (named|called) {out}", "Assign {lit} to [(a variable|the variable)] {out}",
    "Assign a {kind} {lit} to a variable named {out}", "Create a {kind} (named|called) {out} with [the] value {lit}", "Create a {kind} {out} = {lit}",
    "(Define|Initialize|Create|Declare) a variable [(named|called)] {out} with [(the value|value)] {lit}", "(Define|Initialize|Create) a {kind} (named|called) {out} (with|as) {lit}",
    "Initialize a variable (named|called) {out} (with|to) the {kind} {lit}", "(Set|Initialize) {out} to {lit}", "Let {out} be [the {kind}] {lit}", "(Store|Save) [the {kind}] {lit} (in|as) [a variable (named|called)] {out}",
    "Given the {kind} {lit}, (store|save) it in [a variable called] {out}", "Define {out} as {lit}", "Make a {kind} {out}: {lit}", "Initialize {out} with {lit}",
    "Define a {kind} variable [named] {out} with [the] value {lit}", "Create the {kind} {lit} and (call|name) it {out}", "Define {out} = {lit}",
]  # fmt: skip
TERSE = ["{out} = {lit}", "{lit} -> {out}", "{out}: {lit}", "{kind} {out} = {lit}"]
LISTED = [
    "Create a list [(named|called)] {out} (with the (values|elements|numbers)|containing|of|with) {items}", "(Store|Put) {items} in a list (named|called) {out}",
    "Define a list [of {what}] (named|called) {out} (with the (values|elements)|containing) {items}", "Make a list {out} (with|of) {items}", "Initialize {out} with the {what} {items}",
]  # fmt: skip


def draw(kind: str, rng: random.Random, like: Any = None) -> Any:
    """A value of a kind; with `like`, a list of the same length."""
    n = len(like) if like is not None else None
    if kind == "int":
        return rng.choice(
            [
                rng.randint(1, 12),
                rng.randint(2, 100),
                rng.randint(10, 9999),
                rng.randint(-20, -1),
                rng.choice([0, 7, 12, 100, 121, 2024, 1900, 12321, 28]),
            ]
        )
    if kind == "float":
        return rng.choice(
            [
                round(rng.uniform(0, 10), 1),
                round(rng.uniform(0, 100), 2),
                round(rng.uniform(-5, 5), 2),
                round(rng.uniform(0, 1), 3),
                rng.randint(1, 40) + 0.5,
            ]
        )
    if kind == "str":
        return rng.choice(
            [
                words.word(rng),
                words.word(rng),
                words.word(rng).lower(),
                str(rng.randint(10, 99999)),
                bin(rng.randint(3, 200))[2:],
            ]
            if rng.random() < 0.2
            else [words.word(rng)]
        )
    if kind == "text":
        return words.text(rng)
    if kind == "ints":
        return ints(rng, n)
    if kind == "floats":
        return [
            round(rng.uniform(*rng.choice([(0, 10), (-5, 5), (0, 100)])), rng.choice([1, 1, 2]))
            for _ in range(n or rng.randint(3, 7))
        ]
    if kind == "strs":
        return words.words(rng, n, n)[1][:n] if n else words.words(rng)[1]
    if kind == "matrix":
        return matrix(rng)
    return mapping(kind, rng)


def ints(rng: random.Random, n: int | None = None) -> list[int]:
    n = n or rng.choices([1, 2, 3, 4, 5, 6, 7, 8, 10, 12], [2, 3, 10, 16, 22, 18, 12, 9, 5, 3])[0]
    kind = rng.random()
    if kind < 0.3:
        return [rng.randint(0, 10) for _ in range(n)]
    if kind < 0.55:
        return [rng.randint(1, 100) for _ in range(n)]
    if kind < 0.72:
        return [rng.randint(-20, 20) for _ in range(n)]
    if kind < 0.82:
        return sorted(rng.randint(1, 30) for _ in range(n))
    if kind < 0.9:
        pool = [rng.randint(0, 9) for _ in range(max(2, n // 2))]
        return [rng.choice(pool) for _ in range(n)]
    start, step = rng.randint(-3, 10), rng.choice([1, 2, 5, 10, 3])
    return [start + i * step for i in range(n)]


def matrix(rng: random.Random) -> list[list[int]]:
    rows = rng.randint(2, 4)
    cols = rows if rng.random() < 0.5 else rng.randint(2, 4)
    high = rng.choice([3, 9, 9, 20])
    return [[rng.randint(0 if rng.random() < 0.9 else -5, high) for _ in range(cols)] for _ in range(rows)]


def mapping(kind: str, rng: random.Random) -> Any:
    theme = rng.choice([t for t in words.THEMES if t not in ("mixed", "letters")])
    keys = rng.sample(words.THEMES[theme], rng.randint(2, 5))
    scale = rng.choice([10, 100, 1000])
    if kind == "dict":
        return {key: rng.randint(1, scale) for key in keys}
    if kind == "dictl":
        return {key: [rng.randint(1, min(scale, 100)) for _ in range(rng.randint(2, 4))] for key in keys[:4]}
    if kind == "dicts":
        values = rng.sample(
            words.THEMES[rng.choice(["cities", "colors", "foods", "languages"])], min(5, len(keys))
        )
        return dict(zip(keys, values, strict=False))
    if kind == "pairs":
        return [(key, rng.randint(1, scale)) for key in keys]
    if kind == "records":
        fields = rng.choice(
            [
                ("name", "age"),
                ("name", "score"),
                ("title", "year"),
                ("product", "price"),
                ("city", "population"),
                ("name", "salary"),
                ("item", "quantity"),
            ]
        )
        low, high = {"age": (18, 70), "year": (1950, 2023), "score": (1, 100)}.get(fields[1], (1, scale))
        themes = {"name": "names", "title": "titles", "product": "tools", "item": "foods", "city": "cities"}
        keys = rng.sample(words.THEMES[themes[fields[0]]], rng.randint(2, 4))
        return [{fields[0]: key, fields[1]: rng.randint(low, high)} for key in keys]
    raise ValueError(kind)


def written(builder: Builder, value: Any) -> tuple[str, str]:
    """A literal in the step's text and in its code: the same characters wherever that is natural."""
    rng, style = builder.rng, builder.style
    code = literal(value, style.text_quote)
    text = literal(value, style.text_quote, style.compact)
    if isinstance(value, list) and style.compact and not any(isinstance(v, str) for v in value):
        code = text if rng.random() < 0.3 else code
    if not isinstance(value, str) and style.quoted_values and style.text_quote not in text:
        text = f"{style.text_quote}{text}{style.text_quote}"
    return text, code


def introduce(builder: Builder, kind: str, like: Any = None, value: Any = None) -> None:
    """A step that assigns a literal."""
    rng = builder.rng
    value = draw(kind, rng, like) if value is None else value
    options = NAMES.get(kind)
    if kind == "strs":
        options = next((n for t, n in words.LIST_NAMES.items() if value[0] in words.THEMES[t]), ["words"]) + [
            "words",
            "my_list",
            "lst",
            "strings",
        ]
    assert options is not None
    name = builder.fresh(options)
    text, code = written(builder, value)
    kinds = expand(KIND_WORDS[kind], rng)
    if kind in {"ints", "strs", "floats"} and rng.random() < 0.2 and len(value) > 1:
        items = enumerate_words([literal(v, builder.style.text_quote) for v in value], rng)
        what = {"ints": "numbers", "floats": "values", "strs": "words"}[kind]
        template = rng.choice(LISTED)
        sentence = fill(
            expand(template, rng),
            lambda key: {"out": builder.style.name(name), "items": items, "what": what}[key],
        )
    else:
        template = rng.choice(TERSE if rng.random() < builder.style.terse else ASSIGN)
        sentence = fill(
            expand(template, rng),
            lambda key: {"out": builder.style.name(name), "lit": text, "kind": kinds}[key],
        )
        sentence = (
            sentence.replace("a integer", "an integer")
            .replace("a int ", "an int ")
            .replace("a array", "an array")
        )
        if builder.style.quoted_values and not isinstance(value, str) and kinds not in sentence:
            sentence = sentence.replace(text, literal(value, builder.style.text_quote))
    builder.add(sentence, f"{name} = {code}", {name: value}, "", protect=(name, text))
    builder.bind(name, value, kind if kind != "str" or " " not in str(value) else "text")
    builder.ops.append(f"assign.{kind}")


def introduce_two(builder: Builder, kind: str) -> None:
    """Two values in one step, 'respectively'."""
    rng, style = builder.rng, builder.style
    first = draw(kind, rng)
    second = draw(kind, rng, first if isinstance(first, list) else None)
    if kind == "strs":
        second = second[: len(first)]
    pairs = {"int": [("a", "b"), ("x", "y"), ("n", "k"), ("num1", "num2"), ("width", "height"), ("m", "n")], "float": [("x", "y"), ("a", "b")],
             "str": [("a", "b"), ("word1", "word2"), ("first", "second"), ("s1", "s2"), ("s", "t")], "text": [("s1", "s2"), ("text1", "text2"), ("sentence1", "sentence2")],
             "ints": [("a", "b"), ("list1", "list2"), ("lst1", "lst2"), ("xs", "ys"), ("nums1", "nums2"), ("first", "second")]}  # fmt: skip
    one, two = rng.choice(pairs.get(kind, [("a", "b"), ("left", "right")]))
    (ta, ca), (tb, cb) = written(builder, first), written(builder, second)
    if not isinstance(first, (str, list)):
        ta, tb = ca, cb
    kinds = {"int": "numbers", "float": "numbers", "str": "strings", "text": "strings"}.get(kind, "lists")
    na, nb = style.name(one), style.name(two)
    text = expand(rng.choice([
        f"(Create|Define|Initialize) two (variables|{kinds}) {na} and {nb} (with|with the values|with values) LITS, respectively",
        f"(Assign|Store) LITS (to|in) {na} and {nb}[, respectively]".replace("(Assign|Store) LITS (to|in)", "Assign LITS to"),
        f"(Set|Initialize) {na} to LITA and {nb} to LITB", f"Let {na} = LITA and {nb} = LITB", f"Create the {kinds} {na} = LITA and {nb} = LITB",
        f"Define (a variable |){na} as LITA and (another variable |){nb} as LITB".replace("(a variable |)", "[a variable] ").replace("(another variable |)", "[another variable] "),
    ]), rng)  # fmt: skip
    text = text.replace("LITS", f"{ta} and {tb}").replace("LITA", ta).replace("LITB", tb)
    builder.add(
        text, f"{one} = {ca}\n{two} = {cb}", {one: first, two: second}, "", protect=(one, two, ta, tb)
    )
    builder.bind(one, first, kind)
    builder.bind(two, second, kind)
    builder.last = None
    builder.ops.append(f"assign.two_{kind}")
