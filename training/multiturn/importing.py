"""Steps that import a module or compile a pattern, and the steps that use it."""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from training.multiturn import openings
from training.multiturn.builder import Builder, sane
from training.multiturn.phrase import expand, fill, literal
from training.multiturn.program import TurnDraft, Var

if TYPE_CHECKING:
    from training.multiturn.chains import Chains

BARE = [
    "Import {m}", "Import [the] {m} (library|module)", "Import the module {m}", "Import the (library|module) {m}", "Load the {m} module", "Import [the] {m} module",
]  # fmt: skip
ALIASED = [
    "Import {m} as {a}",
    "Import {m}",
    "Import [the] {m} library",
    "Import {m} with the alias {a}",
    "Import the library {m} as {a}",
]
MEMBER = [
    "Import {n} from {m}", "Import the {what} {n} from [the module] {m}", "From {m} import {n}", "From [the] {m} [module] import the {what} {n}", "Import {n} from the {m} module",
]  # fmt: skip


def sentence_of(line: str, rng: random.Random) -> str:
    """The step that asks for an import line."""
    words = line.split()
    if words[0] == "from":
        names = [w.strip(",") for w in words[3:]]
        what = (
            "class"
            if names[0][0].isupper() or names[0] in ("deque", "defaultdict", "date", "datetime", "timedelta")
            else "function"
        )
        slots = {
            "m": words[1],
            "n": " and ".join(names),
            "what": what + ("es" if what == "class" and len(names) > 1 else "s" if len(names) > 1 else ""),
        }
        return fill(expand(rng.choice(MEMBER), rng), lambda key: slots[key])
    if len(words) == 4:
        return fill(expand(rng.choice(ALIASED), rng), lambda key: {"m": words[1], "a": words[3]}[key])
    return fill(expand(rng.choice(BARE), rng), lambda key: {"m": words[1]}[key])


def step(builder: Builder, line: str, first: bool = False) -> None:
    """An import as a step of its own; `first`: as the program's first step."""
    turn = TurnDraft(sentence_of(line, builder.rng), line, {}, "", tuple(line.replace(",", "").split()))
    if first:
        builder.turns.insert(0, turn)
    else:
        builder.turns.append(turn)
    builder.imports.add(line)
    builder.ops.append("import." + line.replace(" ", "_"))


def add(builder: Builder, chains: Chains) -> bool:
    if builder.rng.random() < 0.35:
        return pattern(builder)
    return operation(builder, chains)


def operation(builder: Builder, chains: Chains) -> bool:
    """An import in a step of its own, then an operation that needs it."""
    rng = builder.rng
    pool = [
        (op, refs) for op, refs in chains.candidates(builder, ("expr",))
        if op.imports and not op.maker and f"import {op.imports[0]}" not in builder.imports and op.imports[0] not in builder.imports
    ]  # fmt: skip
    for op, refs in rng.sample(pool, min(6, len(pool))):
        expr = builder.try_op(op, refs)
        if expr is None:
            continue
        for name in op.imports:
            line = name if name.startswith(("import ", "from ")) else f"import {name}"
            step(builder, line, first=rng.random() < 0.45)
        if rng.random() < 0.12 and expr.kind not in ("sset", "object"):
            builder.show(op, expr)
        else:
            builder.compute(op, expr)
        return True
    return False


def characters(rng: random.Random) -> tuple[str, str, str]:
    """A pattern, what it matches, and a text with matches."""
    few = rng.sample("abcdeghklmnorstuvwxyz", 3)
    mark = rng.choice("#;,:/@-_")
    k = rng.randint(2, 4)
    word = rng.choice(["cat", "ab", "xy", "foo", "no", "in"])
    some = " ".join(
        f"{rng.choice(few)}{rng.choice(few) * rng.randint(0, 2)}{rng.choice('aeiou')}{rng.randint(0, 400)}{mark}"
        for _ in range(rng.randint(3, 5))
    )
    wordy = " ".join(
        rng.choice(["Anna", "cats", "Foo", "in", "xylem", "abba", "Nora", "to", "rain", "table", "cat", "ox"])
        + str(rng.randint(1, 99)) * (rng.random() < 0.3)
        for _ in range(rng.randint(4, 7))
    )
    inside = "".join(few)
    return rng.choice([
        (r"\d+", "(one or more digits|a run of digits|a sequence of digits)", some), (r"\d", "(a digit|any digit|a single digit)", some),
        (f"[{inside}]", f"(any of the characters {few[0]}, {few[1]} and {few[2]}|one of the letters {few[0]}, {few[1]} or {few[2]})", some),
        (f"[{inside}]+", f"one or more of the characters {few[0]}, {few[1]} and {few[2]}", some), (f"[^{inside}]", f"any character (except|other than) {few[0]}, {few[1]} and {few[2]}", some),
        (f"[{few[0]}{mark}]" if mark != "-" else f"[{few[0]}-]", f"(the character {few[0]} or the character {mark}|either {few[0]} or {mark})", some),
        (r"[A-Z]", "(an uppercase letter|a capital letter|any uppercase letter)", wordy), (r"[A-Z][a-z]+", "a capital letter followed by one or more lowercase letters", wordy), (r"[a-z]+", "one or more lowercase letters", wordy),
        (rf"\b\w{{{k}}}\b", f"a word of exactly {k} characters", wordy),
        (rf"\d{{{min(k, 3)}}}", f"exactly {min(k, 3)} digits in a row", some), (r"[aeiou]", "(a lowercase vowel|any lowercase vowel)", wordy), (r"[^a-zA-Z]", "(any character that is not a letter|a character that is not a letter)", wordy),
        (word, f"(the string|the text) {word}", wordy), (rf"{few[0]}\d+", f"the letter {few[0]} followed by one or more digits", some), (r"\s+", "(one or more whitespace characters|a run of whitespace)", wordy), (rf"{mark}", f"the character {mark}", some),
        (r"\w+", "one or more word characters", some), (r"[0-9a-f]+", "one or more hexadecimal digits (0-9 and a-f)", some),
    ])  # fmt: skip


USES = [
    ("{p}.findall({x})", "(Find|Get|Collect) all (matches|occurrences) of {p} in {x}", "matches|found|hits", lambda p, x, r: re.findall(p, x)),
    ("len({p}.findall({x}))", "Count the (matches|occurrences) of {p} in {x}", "count|n_matches", lambda p, x, r: len(re.findall(p, x))),
    ("{p}.sub({r}, {x})", "(Replace|Substitute) (all|all the) (matches|occurrences) of {p} in {x} (with|by) {r}", "replaced|cleaned|text2", lambda p, x, r: re.sub(p, r, x)),
    ("{p}.sub(\"\", {x})", "(Remove|Delete) (everything|all) that {p} matches (from|in) {x}", "cleaned|rest", lambda p, x, r: re.sub(p, "", x)),
    ("{p}.split({x})", "(Split {x} at {p}|Split {x} (with|using|by) {p}|Use {p} to split {x})", "parts|pieces|tokens", lambda p, x, r: re.split(p, x)),
    ("bool({p}.search({x}))", "(Check|Test) (if|whether) {p} (matches anywhere in|is found in|occurs in) {x}", "found|has_match", lambda p, x, r: re.search(p, x) is not None),
]  # fmt: skip


def pattern(builder: Builder) -> bool:
    """Import re, compile a pattern from its description, use it on a text once or twice."""
    rng, style = builder.rng, builder.style
    form, what, text = characters(rng)
    what = expand(what, rng)
    q = style.name
    names = {v.name for v in builder.vars}
    p = next((n for n in rng.sample(["p", "pattern", "regex", "pat", "r"], 5) if n not in names), "")
    holders = [v for v in builder.vars if v.kind in ("str", "text") and v.value and re.search(form, v.value)]
    if not p:
        return False
    if holders and rng.random() < 0.4:
        var = rng.choice(holders)
    else:
        shape = openings.Shape("text", "(string|text)", "s|text|line|t|my_string|data", lambda _: text)
        part = openings.one(builder, shape)
        var = Var(part.name, "text", part.value)
    code = f'{p} = re.compile(r"{form}")'
    ask = expand(rng.choice([
        f"compile a (pattern|regex|regular expression) that matches {what} as {q(p)}", f"(create|define|compile) a (regular expression|regex|pattern) {q(p)} (that matches|matching) {what}",
        f"compile a (regular expression|regex) for {what} and (store|save|keep) it (in|as) {q(p)}", f"let {q(p)} be a compiled (pattern|regex) that matches {what}",
    ]), rng)  # fmt: skip
    if "import re" in builder.imports:
        text_ = ask[0].upper() + ask[1:]
    elif rng.random() < 0.5:
        text_, code = (
            f"Import re and {ask}" if not ask.startswith("let ") else f"Import re. {ask[0].upper()}{ask[1:]}",
            "import re\n" + code,
        )
        builder.imports.add("import re")
    else:
        step(builder, "import re", first=rng.random() < 0.5)
        text_ = ask[0].upper() + ask[1:]
    builder.add(text_, code, {}, "", (p, form, *re.findall(r"\w+", what), "re"))
    builder.ops.append("pattern.compile")
    builder.bind(p, re.compile(form), "object")
    for use, words, outs, ref in rng.sample(USES, rng.choice([1, 2, 2])):
        r = rng.choice(["-", "", "_", "#", "X", " ", "0", "*"]) or "-"
        value = ref(form, var.value, r)
        if not sane(value) or (isinstance(value, list) and len(value) > 30):
            continue
        out = builder.fresh(outs.split("|"))
        slots = {"p": p, "x": var.name, "r": literal(r, style.text_quote)}
        line = use.replace('""', style.text_quote * 2)
        code = f"{out} = " + fill(line, lambda key, s=slots: s[key])
        shown = {
            "p": rng.choice([q(p), q(p), f"the pattern {q(p)}"]),
            "x": rng.choice([q(var.name), q(var.name), f"the string {q(var.name)}"]),
            "r": slots["r"],
        }
        said = fill(expand(words, rng), lambda key, s=shown: s[key])
        if rng.random() < 0.85:
            said += rng.choice(
                [
                    f" and store the result in {q(out)}",
                    f" and call the result {q(out)}",
                    f", store the result as {q(out)}",
                    f" and assign the result to {q(out)}",
                ]
            )
        builder.add(said, code, {out: value}, "", (p, var.name, out, r))
        builder.bind(out, value)
        builder.used.add(var.name)
    return True
