"""Steps that introduce one to three values of any kind: short, empty, nested, held as text."""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from training.multiturn import values, words
from training.multiturn.builder import Builder
from training.multiturn.phrase import expand, fill, literal, with_article
from training.multiturn.program import kind_of

HELD_AS_TEXT = (
    "(Store|Save|Keep) the number {number} as a string in {out}||Assign the number {number}[,] as a string to {out}"
    "||Keep the number {number} in {out}, as a string||Make {out} a string of the number {number}||Put the number {number} in {out} as text, not as a number"
    "||Write the number {number} as a string and call it {out}||{out} should be the number {number} in string form||Use a string for the number {number} and name it {out}"
    "||Let {out} be the number {number} held as a string||Define {out} as a string holding the number {number}"
)


@dataclass(frozen=True)
class Shape:
    """A kind of literal: how it is drawn, what it is called, which names it gets."""

    name: str
    nouns: str
    names: str
    draw: Callable[[random.Random], Any]
    weight: float = 1.0
    empty: bool = False  # "an empty list": no literal in the step


@dataclass(frozen=True)
class Part:
    """One value of a step, with its wording."""

    shape: Shape
    name: str
    value: Any
    noun: str
    text: str
    code: str

    @property
    def a(self) -> str:
        """With its article: "a list [1, 2]", "an empty list"."""
        return with_article(self.noun) if self.shape.empty else f"{with_article(self.noun)} {self.text}"

    @property
    def the(self) -> str:
        return with_article(self.noun) if self.shape.empty else f"the {self.noun} {self.text}"

    @property
    def bare(self) -> str:
        return with_article(self.noun) if self.shape.empty else self.text


def repeats(rng: random.Random) -> list[int]:
    pool = [rng.randint(*rng.choice([(0, 9), (1, 5), (-9, 9), (10, 99)])) for _ in range(rng.randint(1, 3))]
    return [rng.choice(pool) for _ in range(rng.randint(2, 6))]


def few(rng: random.Random) -> list[int]:
    return [
        rng.randint(*rng.choice([(0, 9), (-9, 9), (1, 20), (100, 999)])) for _ in range(rng.randint(1, 4))
    ]


def signed(rng: random.Random) -> list[float]:
    digits = rng.choice([1, 1, 2, 2, 3])
    return [round(rng.uniform(-9, 9), digits) for _ in range(rng.randint(2, 6))]


def camel(rng: random.Random) -> str:
    parts = [words.word(rng).capitalize() for _ in range(rng.randint(2, 4))]
    text = "".join(p for p in parts if p.isalpha()) or "HelloWorld"
    return text if rng.random() < 0.7 else text[0].lower() + text[1:]


def joined(rng: random.Random) -> str:
    parts = [words.word(rng).lower() for _ in range(rng.randint(2, 4))]
    return rng.choice(["_", "-", ".", "/", ","]).join(parts)


def digits(rng: random.Random) -> str:
    form = rng.randrange(5)
    if form == 0:
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(3, 9)))
    if form == 1:
        return "".join(rng.choice("01") for _ in range(rng.randint(3, 8)))
    if form == 2:
        return f"{rng.randint(1990, 2030)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    if form == 3:
        return rng.choice([", ", ",", " ", ";"]).join(
            str(rng.randint(0, 99)) for _ in range(rng.randint(3, 6))
        )
    return f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"


def symbols(rng: random.Random) -> str:
    mark = rng.choice("#-*+.|_~!@$%&=/;:")
    if rng.random() < 0.25:
        return "".join(rng.choice("()[]{}" if rng.random() < 0.5 else "()") for _ in range(rng.randint(2, 8)))
    letters = rng.choice(["abc", "xyz", "abcdefgh", "XYab", "a1b2"])
    return mark.join(rng.choice(letters) * rng.randint(0, 3) for _ in range(rng.randint(3, 6))) or f"a{mark}b"


def letters(rng: random.Random) -> list[str]:
    return [rng.choice(rng.choice(["abcde", "xyz", "ABC", "aAbB"])) for _ in range(rng.randint(2, 6))]


def ragged(rng: random.Random) -> list[list[int]]:
    return [[rng.randint(0, 9) for _ in range(rng.randint(1, 4))] for _ in range(rng.randint(2, 4))]


def small_matrix(rng: random.Random) -> list[list[int]]:
    rows, cols = rng.choice([(2, 2), (2, 3), (3, 2), (3, 3), (1, 3), (3, 1), (2, 4), (4, 2)])
    low = rng.choice([0, 0, 1, -5])
    return [[rng.randint(low, 9) for _ in range(cols)] for _ in range(rows)]


def float_matrix(rng: random.Random) -> list[list[float]]:
    return [[round(rng.uniform(-5, 5), 1) for _ in range(2)] for _ in range(rng.randint(2, 3))]


def points(rng: random.Random) -> list[tuple[int, int]]:
    return [(rng.randint(-9, 9), rng.randint(-9, 9)) for _ in range(rng.randint(2, 4))]


def number_keys(rng: random.Random) -> dict[int, str]:
    keys = rng.sample(range(1, 12), rng.randint(2, 4))
    return {k: words.word(rng).lower() for k in keys}


def nested_dict(rng: random.Random) -> dict[str, dict[str, int]]:
    outer, inner = (
        rng.sample(["ann", "bob", "cara", "dan", "eve"], 2),
        rng.sample(["age", "score", "level", "points"], 2),
    )
    return {k: {i: rng.randint(1, 60) for i in inner} for k in outer}


def mixed(rng: random.Random) -> list[Any]:
    return [
        rng.choice(
            [rng.randint(0, 99), words.word(rng), round(rng.uniform(0, 9), 1), rng.random() < 0.5, None]
        )
        for _ in range(rng.randint(3, 5))
    ]


def one_of(kind: str) -> Callable[[random.Random], Any]:
    return lambda rng: values.draw(kind, rng)


LIST_NAMES = "a|b|x|nums|numbers|my_list|lst|values|arr|data|list1|items|seq|xs|scores|elements|l"
TEXT_NAMES = "s|word|text|my_string|string|name|t|str1|w|key|a|b|code|expr|x"
SHAPES = {s.name: s for s in (
    Shape("repeats", "(list|list of integers|list|array|integer list|list of numbers)", LIST_NAMES, repeats, 9),
    Shape("few", "(list|list of integers|list|array|list of numbers)", LIST_NAMES, few, 6),
    Shape("ints", "(list|list of integers|list|array|list of numbers|integer array)", LIST_NAMES, values.ints, 6),
    Shape("signed", "(list|list of floats|list of numbers|list of decimals|float list)", "xs|values|data|temps|floats|vec|v|changes|x|y|weights", signed, 8),
    Shape("matrix", "(matrix|nested list|list of lists|2d list|2D array|list)", "matrix|m|grid|mat|nested|table|A|board", small_matrix, 9),
    Shape("float_matrix", "(matrix|nested list|list of lists)", "matrix|m|mat|coords|A", float_matrix, 2),
    Shape("ragged", "(nested list|list of lists|list)", "nested|lists|groups|my_list|batches|parts", ragged, 3),
    Shape("camel", "(string|word|string)", TEXT_NAMES + "|class_name|identifier", camel, 7),
    Shape("joined", "(string|string|identifier)", TEXT_NAMES + "|path|slug|label", joined, 3),
    Shape("digits", "string", TEXT_NAMES + "|digits|date_str|number_string|num_str", digits, 7),
    Shape("symbols", "string", TEXT_NAMES + "|pattern|symbols|line|brackets", symbols, 7),
    Shape("text", "(string|sentence|text)", "s|sentence|text|phrase|message|line|title|a|b", one_of("text"), 4),
    Shape("str", "(string|word)", TEXT_NAMES, one_of("str"), 5),
    Shape("letters", "(list of characters|list|list of letters|list of strings)", "chars|letters|lst|items|a", letters, 4),
    Shape("strs", "(list of strings|list of words|list)", "words|names|strings|lst|items|fruits|a|b", one_of("strs"), 5),
    Shape("natural", "(natural number|positive integer|integer|number|natural number)", "n|k|m|number|num|limit|x|N|count", lambda rng: rng.choice([rng.randint(1, 20), rng.randint(10, 300), rng.randint(100, 99999)]), 7),
    Shape("negative", "(negative integer|integer|number|int)", "n|x|num|offset|a|b|delta", lambda rng: -rng.randint(1, 500), 2),
    Shape("float", "(float|number|floating point number|decimal number|real number)", "x|y|f|r|rate|price|t|value|radius|z", lambda rng: round(rng.uniform(-20, 60), rng.choice([1, 2, 2, 3])), 5),
    Shape("dict", "(dictionary|dict)", "d|my_dict|scores|prices|stock|ages|counts|data", one_of("dict"), 5),
    Shape("dictl", "(dictionary|dictionary of lists|dict)", "grades|groups|d|data|my_dict|marks", one_of("dictl"), 4),
    Shape("number_keys", "(dictionary|dict)", "d|lookup|id_to_name|my_dict|labels", number_keys, 3),
    Shape("nested_dict", "(nested dictionary|dictionary|dict)", "people|users|d|profiles|data", nested_dict, 2),
    Shape("records", "(list of dictionaries|list of dicts|list)", "records|rows|people|items|data|entries", one_of("records"), 4),
    Shape("points", "(list of tuples|list of points|list of pairs)", "points|pairs|coords|tuples|positions", points, 3),
    Shape("tuple", "(tuple|tuple of integers)", "t|point|pair|my_tuple|dims", lambda rng: tuple(few(rng) + few(rng)), 3),
    Shape("iset", "(set|set of integers|set of numbers)", "s|a|b|my_set|A|ids|seen", lambda rng: set(rng.sample(range(1, 30), rng.randint(2, 5))), 4),
    Shape("mixed", "(list|mixed list)", "items|mixed|my_list|data|stuff", mixed, 2),
    Shape("bools", "(list of booleans|list|boolean list)", "flags|mask|answers|votes|bools", lambda rng: [rng.random() < 0.5 for _ in range(rng.randint(2, 5))], 2),
    Shape("bool", "(boolean|bool|boolean value)", "flag|done|found|is_ready|active|verbose", lambda rng: rng.random() < 0.5, 2),
    Shape("empty_list", "empty list", "result|results|out|res|output|stack|new_list|acc|lst|kept", lambda rng: [], 3, True),
    Shape("empty_dict", "(empty dictionary|empty dict)", "d|counts|result|cache|index|mapping|freq|memo", lambda rng: {}, 2, True),
    Shape("empty_str", "empty string", "s|result|text|out|output|acc|buffer", lambda rng: "", 2, True),
    Shape("empty_set", "empty set", "seen|s|visited|unique|found", lambda rng: set(), 1.5, True),
)}  # fmt: skip
ONE = [
    "(Assign|Assign|Assigns) {the} to (a variable|a variable named|a variable called|the variable|variable|a new variable) {out}", "(Assign|Assigns) {a} to (a variable|a variable named|the variable|variable|) {out}",
    "Assign to (a variable|the variable|a variable named) {out} {the}", "To a variable [named] {out}, assign {the}", "Assign {bare} to [(a variable|a variable named|the variable)] {out}",
    "(Initialize|Initialize|Initializes) (a variable|a variable named|the variable|a variable called|variable) {out} (with|to|as) {the}", "Initialize {out} (with|to|as) {bare}", "Initialize a {noun} (named|called|) {out} (with|with the value|as) {lit}",
    "(Define|Create|Make|Declare|Creates|Defines) a {noun} (named|called|variable|) {out} (with the value|with value|holding|equal to|as|with) {lit}", "(Define|Create|Make) (a variable|a variable named|a variable called) {out} (with the value|holding|that holds|with) {bare}",
    "Define (a variable|the variable|) {out} as {the}", "(Define|Create) {the} as {out}", "(Create|Make) {a} and (call|name) it {out}", "Create {the} and (assign it to|store it as|save it in) {out}",
    "Given {a}, (store it in|assign it to|save it as|call it) {out}", "Given {the}, (store it in|assign it to|save it as|name it) [a variable called] {out}", "Let {out} be {the}", "Let {out} be {a}", "Let {out} = {lit}", "Set [the variable] {out} to {the}", "Set [the variable] {out} (to|equal to) {bare}",
    "(Store|Save|Stores) {the} (in|in a variable|in a variable named|in the variable) {out}", "(Store|Save) {bare} (in|as|under the name) {out}", "Put {the} (in|into) [a variable] {out}", "Start with {the} as {out}", "(Take|Use) {the} as {out}", "Hold {the} in [a variable] {out}", "{out} is {the}",
    "Given a {noun} {out} = {lit}", "Given {out} = {lit}", "We have {the}. Call it {out}", "Have a variable {out} hold {the}", "Declare {out} to be {the}", "Make {out} {the}", "Write {the} to [a variable] {out}",
    "(Keep|Hold|Put) {bare} in [(a variable|a variable named|the variable)] {out}", "Have {out} (hold|contain|be) {the}", "Use {out} (for|as the name of|to hold) {the}", "(Take|Use) {bare} as [the value of] {out}", "(Begin|Start) with {out} (equal to|set to) {bare}",
    "Set up (a variable|a {noun}) {out} (with|equal to|that holds) {bare}", "Introduce a variable {out} (for|with|that holds) {the}", "The (variable|{noun}) {out} (is|should be|holds|starts as) {lit}", "(Call|Name) {the} {out}", "Bind {the} to [the name] {out}",
    "{out} = {lit}", "Put {the} under the name {out}", "Make a {noun} {lit} and (call it|name it|store it in|keep it as) {out}", "Use {the} and (call it|name it) {out}", "Give {out} the value {lit}", "Give the (variable|{noun}) {out} the value {lit}",
    "Declare a {noun} {out} = {lit}", "Let the (variable|{noun}) {out} (hold|be|equal) {lit}", "Store in {out} {the}", "Here is {the}; (call it|name it|store it as|keep it in) {out}", "For {out}, (use|take) {the}", "{lit} -> {out}", 
]  # fmt: skip
EMPTY = [
    "(Create|Initialize|Define|Make|Declare) {a} (named|called|) {out}", "(Initialize|Define|Set up) {out} as {a}", "Let {out} be {a}", "Set {out} to {a}", "Assign {a} to (a variable named|the variable|a variable|) {out}", "Start with {a} {out}",
    "(Create|Define|Initialize) a variable (named|called|) {out} (with|holding|as) {a}", "Store {a} in {out}", "(Assign|Assigns) {a} to [a variable] {out}", "Make {out} {a}",
    "(Begin|Start) with {out} as {a}", "Have {out} start (out as|as) {a}", "(Prepare|Set up|Get ready) {a} (named|called|with the name) {out}", "Use {a} (for|as) {out}", "(Introduce|Add) a variable {out} that holds {a}", "Give {out} the value of {a}",
    "Make {a} and (call it|name it|keep it as) {out}", "The variable {out} (starts as|is|should be) {a}", "Put {a} in [a variable] {out}", "(Keep|Hold) {a} in {out}", "{out} is {a}", "Let {out} start as {a}", "Bind {out} to {a}",
]  # fmt: skip


def draw_shape(rng: random.Random) -> Shape:
    return rng.choices(list(SHAPES.values()), [s.weight for s in SHAPES.values()])[0]


def part_of(
    builder: Builder, shape: Shape, value: Any = None, name: str = "", taken: tuple[str, ...] = ()
) -> Part:
    """A value with its name and wording; quotation marks around the whole literal only beside its noun."""
    rng, style = builder.rng, builder.style
    value = shape.draw(rng) if value is None else value
    code = literal(value, style.text_quote)
    text = literal(value, style.text_quote, style.compact and isinstance(value, (list, dict)))
    if (
        not isinstance(value, str)
        and not shape.empty
        and rng.random() < (0.45 if style.quoted_values else 0.08)
    ):
        free = [q for q in (style.text_quote, '"', "'") if q not in text]
        text = f"{free[0]}{text}{free[0]}" if free else text
    name = name or builder.fresh([n for n in shape.names.split("|") if n not in taken])
    if name in taken:
        name = next(f"{name}{i}" for i in range(2, 9) if f"{name}{i}" not in taken)
    return Part(shape, name, value, expand(shape.nouns, rng), text, code)


def words_of(builder: Builder, part: Part, template: str) -> str:
    plain = part.text if isinstance(part.value, str) else literal(part.value, builder.style.text_quote)
    slots = {
        "the": part.the, "a": part.a, "bare": part.bare if part.shape.empty else plain, "lit": plain,
        "noun": part.noun, "out": builder.style.name(part.name),
    }  # fmt: skip
    text = expand(template, builder.rng)
    if builder.style.chatty and text.startswith(("We have", "To a", "{out} is")):
        text = "Let {out} be {the}"
    text = text.replace("a {noun}", with_article(part.noun))
    return fill(text, lambda key: slots[key])


def one(builder: Builder, shape: Shape | None = None) -> Part:
    """A step that introduces one value."""
    part = part_of(builder, shape or draw_shape(builder.rng))
    pool = EMPTY if part.shape.empty else ONE
    if (
        not part.shape.empty
        and part.text.isdigit() is False
        and isinstance(part.value, str)
        and part.text[1:-1].isdigit()
    ):
        pool = [t for t in ONE if "{bare}" not in t and "= {lit}" not in t]
        if builder.rng.random() < 0.35:
            held = {"number": part.text[1:-1], "out": builder.style.name(part.name)}
            return put(builder, [part], fill(expand(HELD_AS_TEXT, builder.rng), held.__getitem__))
    return put(builder, [part], words_of(builder, part, builder.rng.choice(pool)))


def put(builder: Builder, parts: list[Part], text: str) -> Part:
    code = "\n".join(f"{p.name} = {p.code}" for p in parts)
    if builder.style.chatty:  # "Please assigns" is nobody's
        text = re.sub(r"^(Assign|Initialize|Store|Create|Define)s ", r"\1 ", text)
    protect = tuple(p.name for p in parts) + tuple(p.text for p in parts)
    builder.add(text, code, {p.name: p.value for p in parts}, "", protect)
    for part in parts:
        builder.bind(part.name, part.value, kind_of(part.value))
        builder.ops.append(f"open.{part.shape.name}")
    if len(parts) > 1:
        builder.last = None
    return parts[-1]


def several(
    builder: Builder, shapes: list[Shape], named: list[str] | None = None, given: list[Any] | None = None
) -> list[Part]:
    """Two or three values, of any kinds, in one step."""
    rng, style = builder.rng, builder.style
    parts: list[Part] = []
    for i, shape in enumerate(shapes):
        taken = tuple(p.name for p in parts)
        parts.append(part_of(builder, shape, given[i] if given else None, named[i] if named else "", taken))
    number = {2: "two", 3: "three"}[len(parts)]
    bare = [p.code if not p.shape.empty else p.a for p in parts]
    outs = [style.name(p.name) for p in parts]

    def each(form: Callable[[Part, str], str]) -> str:
        items = [form(p, style.name(p.name)) for p in parts]
        last = rng.choice([" and ", ", and "]) if len(items) > 2 else " and "
        return ", ".join(items[:-1]) + last + items[-1]

    forms = [
        lambda: rng.choice(["Assign ", "Assign ", "Assigns "]) + each(lambda p, o: f"{p.the} to {o}"),
        lambda: "Assign " + each(lambda p, o: f"{p.a} to a variable {o}"),
        lambda: rng.choice(["Define ", "Create ", "Initialize ", "Make "]) + each(lambda p, o: f"{with_article(p.noun)} {o}" if p.shape.empty else f"{with_article(p.noun)} {o} = {p.code}"),
        lambda: rng.choice(["Initialize ", "Initializes "]) + each(lambda p, o: f"{o} {rng.choice(['with', 'to'])} {p.the}"),
        lambda: rng.choice(["Define ", "Define "]) + each(lambda p, o: f"{o} as {p.the}"),
        lambda: "Set " + each(lambda p, o: f"{o} to {p.bare}" if p.shape.empty or isinstance(p.value, str) else f"{o} to {p.code}"),
        lambda: "Let " + each(lambda p, o: f"{o} be {p.the}"),
        lambda: "Given " + each(lambda p, o: f"{p.a} named {o}" if rng.random() < 0.5 else f"{p.the} as {o}") + rng.choice([", define them", ", create the variables", ", assign them"]),
        lambda: rng.choice(["Store ", "Save "]) + each(lambda p, o: f"{p.the} in {o}"),
        lambda: rng.choice(["Create ", "Define "]) + f"{number} variables" + rng.choice([": ", ", "]) + each(lambda p, o: f"{o} with {p.a}" if p.shape.empty else f"{o} with the value {p.code}"),
        lambda: rng.choice(["Create ", "Make "]) + each(lambda p, o: f"{p.a} called {o}"),
        lambda: rng.choice(["Keep ", "Put "]) + each(lambda p, o: f"{p.the} in {o}"),
        lambda: rng.choice(["Have ", "Let "]) + each(lambda p, o: f"{o} hold {p.the}"),
        lambda: "Give " + each(lambda p, o: f"{o} the value of {p.a}" if p.shape.empty else f"{o} the value {p.code}"),
        lambda: rng.choice(["Set up ", "Start with ", "Prepare "]) + each(lambda p, o: f"{p.a} as {o}" if p.shape.empty else f"{o} = {p.code}"),
        lambda: rng.choice(["Take ", "Use "]) + each(lambda p, o: f"{p.the} as {o}"),
        lambda: rng.choice(["Make ", "Declare ", "Set up "]) + f"{number} variables: " + each(lambda p, o: f"{o} as {p.a}" if p.shape.empty else f"{o} = {p.code}"),
    ]  # fmt: skip
    if not any(p.shape.empty for p in parts):
        forms.append(
            lambda: (
                f"Assign {', '.join(bare[:-1])} and {bare[-1]} to {', '.join(outs[:-1])} and {outs[-1]}"
                + rng.choice(["", ", respectively"])
            )
        )
        forms.append(
            lambda: (
                f"{rng.choice(['Define', 'Create', 'Initialize'])} {number} variables {', '.join(outs[:-1])} and {outs[-1]} with the values {', '.join(bare[:-1])} and {bare[-1]}"
            )
        )
    put(builder, parts, rng.choice(forms)())
    return parts


def add(builder: Builder) -> bool:
    """An opening step, or a later one: one value mostly, two or three in some."""
    rng = builder.rng
    if rng.random() < 0.68:
        one(builder)
    else:
        several(builder, [draw_shape(rng) for _ in range(rng.choices([2, 3], [75, 25])[0])])
    return True
