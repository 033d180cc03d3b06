"""One program in the making: variables, wording of each step, code of each step."""

# ruff: noqa: E501
from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

from training.multiturn import phrase
from training.multiturn.phrase import Style, expand, fill, in_place, literal, prose
from training.multiturn.program import NOUNS, Expr, Lit, Op, Program, TurnDraft, Var, apply, kind_of

HEADERS = [("# Import libraries.\n\nimport numpy as np\n\n", 40), ("", 45), ("import numpy as np\n\n", 5),
           ("import math\n\n", 5), ("import numpy as np\nimport pandas as pd\n\n", 5)]  # fmt: skip
COMPUTE = "Compute|Calculate|Find|Get|Determine|Compute|Calculate|Obtain|Work out|Figure out|Work out|Give me|Get me|Produce"
NAMED_NP = [
    f"({COMPUTE}) {{np}} and (store|save|put|keep) (it|the result|the value) (in|as|into) [(a variable|a variable named|variable)] {{out}}",
    f"({COMPUTE}) {{np}} and assign (it|the result) to [(a variable|a variable named|the variable|a new variable called)] {{out}}",
    f"({COMPUTE}) {{np}} and (call|name) (it|the result) {{out}}",
    f"({COMPUTE}) {{np}} as {{out}}", f"({COMPUTE}) {{np}}, store as {{out}}",
    "Assign {np} to [(a variable|a variable named|a variable called|the variable|variable)] {out}",
    "Assign {np} to a [new] variable (named|called) {out}", "(Store|Save|Put) {np} (in|into) [(a variable|a variable named|a variable called)] {out}",
    "(Set|Define) {out} (to|as) {np}", "Let {out} be {np}", "(Create|Define) a variable {out} (with|that holds|containing|equal to) {np}",
    "(Create|Make|Initialize) {out} (as|with) {np}", "(Define|Create) a [new] variable (named|called) {out} (with|holding|that contains) {np}",
    "Return {np} and store [it] as {out}", "{out} (should be|is) {np}", "Save {np} as {out}",
    "(Keep|Hold|Put) {np} (in|under the name|in a variable named) {out}", "Have {out} (hold|contain|equal) {np}", "(Store|Keep|Put|Save) in {out} {np}", "{out} (should|must|will) (hold|contain|be) {np}",
    "Use {out} (for|to hold|to store) {np}", "Take {np} and (call it|keep it as|store it as|save that as) {out}", "(Take|Use) {np} as {out}", "Bind {np} to [the name] {out}",
    f"For {{out}}, ({COMPUTE.lower()}) {{np}}", f"({COMPUTE}) {{np}}; (call it|store it in|keep it in|name it|save as) {{out}}", f"({COMPUTE}) {{np}}. (Call it|Store it in|Keep it in|Save the result as|Assign it to) {{out}}", "The [new] variable {out} (gets|should hold|holds) {np}",
    "Have {np} (stored|saved|kept) (in|as) {out}", f"({COMPUTE}) {{np}} (under the name|under the variable name) {{out}}", "(Introduce|Add|Set up) a variable {out} (for|with|that holds) {np}", "Let {out} (hold|contain|store) {np}",
]  # fmt: skip
NAMED_VP = [
    "{vp} and (store|save) (it|the result|the output) (in|as|to) [(a variable|variable|the variable|a variable named)] {out}",
    "{vp} and assign (it|the result|them) to [(a variable|a variable named|a variable called)] {out}",
    "{vp} and (call|name) the (result|output) {out}", "{vp}, (storing|saving) the result (in|as) {out}", "{vp} as {out}",
    "{vp} and store as {out}", "{vp}, store the result in [(a variable|a new variable|a variable named)] {out}",
    "{vp} and (keep|put|hold) (it|the result|the outcome|what you get) (in|under the name|in a variable) {out}", "{vp}. (Store|Save|Keep|Put) (it|that|the result) (in|as) {out}", "{vp}; (call it|result in|save as|name the result|result goes into) {out}",
    "{vp}, (calling|naming) the result {out}", "{vp}, with the result (in|as|stored in|saved as|going to) {out}", "{vp} (under the name|and put that in) {out}", "{vp}. (Call|Name) the (result|outcome) {out}", "{vp} and let {out} (be|hold) the result", "{vp} to get {out}",
    "{vp} and bind the result to {out}", "{vp} and use {out} (for|as the name of) the result",
]  # fmt: skip
TERSE_NAMED = ["{out} = {np}", "{np} -> {out}", "{vp} -> {out}", "{out}: {np}", "{vp}, save as {out}",
               "{out} := {np}", "{np}, call it {out}", "{np} as {out}", "{vp}, call it {out}", "{out} <- {np}", "{np} => {out}", "{np} (in|into) {out}", "{vp}, result in {out}"]  # fmt: skip
UNNAMED = [f"({COMPUTE}) {{np}}", f"({COMPUTE}) {{np}}", "{vp}", "{vp}", "{vp}", "{vp} and keep the result"]
PRINT_NP = ["(Print|Print|Print out|Print|Show|Display|Output|print out) {np}", f"({COMPUTE}) {{np}} and print (it|it out|the result|it)",
            "Print out {np}",
            "Print {np}", "What is {np}? Print it.", "(Write|Write out) {np} to the (screen|console)", f"({COMPUTE}) {{np}} and (show|display|output) (it|the result)", "(Let me see|Show me|Let's see) {np}", "(Report|Print out|Display) {np}",
            "Have {np} printed", f"({COMPUTE}) {{np}}, then print it", "Print the result of computing {np}", "Output to the console {np}", f"({COMPUTE}) {{np}}. (Print|Show|Display) it"]  # fmt: skip
PRINT_VP = [
    "{vp} and print (it|the result|the output|it out|the answer)",
    "{vp}, then print the (result|output)",
    "{vp}. Print the result",
    "{vp} and (show|display) (it|the result|the outcome)",
    "{vp} and (write|send) the result to the (screen|console)",
    "{vp}, printing the (result|outcome)",
    "{vp}. (Show|Display|Output) (it|the result|what comes out)",
    "{vp} and let me see the result",
    "{vp} and (print|output) what you get",
    "{vp}; print the (result|answer)",
]
PRINT_VAR = ["(Print|Print out|Show|Display|Output|Print|Print) {x}", "(Print|Print out|Print) the (variable|value of|content of|variable named) {x}", "(Print|Show) the (result|output|final result)[, {x}]",
             "Print (it|the result|the above result)", "(Print|Display) the value of {x}", "print {x} to the screen",
             "(Show|Display|Output) the (value|content|contents) of {x}", "(Let me see|Show me|Let's see) {x}", "What is {x}? Print it", "(Write|Send|Output) {x} to the (console|screen)", "(Print|Show|Display) what {x} (holds|contains|is)", "Have {x} printed", "Print out what is in {x}", "Report {x} on the screen"]  # fmt: skip
YESNO = [
    ("True", "False"),
    ("yes", "no"),
    ("Yes", "No"),
    ("yes", "no"),
    ("valid", "invalid"),
    ("pass", "fail"),
    ("OK", "not OK"),
    ("high", "low"),
    ("Yes", "No"),
    ("YES", "NO"),
    ("true", "false"),
    ("ok", "not ok"),
    ("correct", "wrong"),
    ("match", "no match"),
    ("accepted", "rejected"),
    ("Y", "N"),
]
OUT_NOUN = {"total": "sum", "difference": "difference", "diff": "difference", "average": "average", "mean": "mean", "count": "count",
            "product": "product", "largest": "maximum", "smallest": "minimum", "words": "words", "median": "median", "lengths": "lengths"}  # fmt: skip
KEEPS = {
    *(f"string.{n}" for n in ("upper", "lower", "title", "capitalize", "swapcase", "reverse", "strip", "remove_spaces", "replace_char", "strip_punct")),
    *(f"list.{n}" for n in ("sorted", "sorted_desc", "reverse", "unique", "remove_value", "drop", "drop_last", "trim_ends")),
    *(f"where.{n}" for n in ("filter", "reject", "replace", "map_square", "map_double", "map_word_upper", "map_word_lower")),
}  # fmt: skip
SINGULAR = {"int", "float", "str", "text", "bool", "ints", "floats", "strs", "dict", "matrix"}


class Builder:
    """Variables so far, steps so far. Every `add` method appends one step or returns False."""

    def __init__(self, rng: random.Random, style: Style | None = None, header: str | None = None) -> None:
        self.rng = rng
        self.style = style or Style.draw(rng)
        self.header = (
            rng.choices([h for h, _ in HEADERS], [w for _, w in HEADERS])[0] if header is None else header
        )
        self.vars: list[Var] = []
        self.turns: list[TurnDraft] = []
        self.ops: list[str] = []
        self.last: Var | None = None  # what 'it' and 'the result' mean
        self.used: set[str] = set()  # variables that a later step has used
        self.imports: set[str] = {line for line in self.header.splitlines() if line.startswith("import")}
        self.functions: list[Any] = []
        self.plain = False  # no 'it' while a phrase names several things

    def fresh(self, options: Sequence[str]) -> str:
        """A variable name nobody has; sometimes with the prefix or number people add."""
        taken = {v.name for v in self.vars} | {f.name for f in self.functions}
        roll = self.rng.random()
        for name in self.rng.sample(list(options), len(options)):
            if roll < 0.12 and not name.startswith("my_"):
                name = f"my_{name}"
            elif roll < 0.17:
                name = f"{name}{self.rng.randint(1, 3)}"
            if name not in taken:
                return name
        base = options[0]
        return next(f"{base}{i}" for i in range(2, 99) if f"{base}{i}" not in taken)

    def mention(self, ref: Var | Lit | Expr) -> str:
        """How the writer calls an argument."""
        rng, style = self.rng, self.style
        if isinstance(ref, Lit):
            return (
                literal(ref.value, style.text_quote)
                if not isinstance(ref.value, str) or len(ref.value) < 60
                else literal(ref.value)
            )
        if isinstance(ref, Expr):
            return self.words(self.pick_np(ref), ref)
        if ref.mentions:
            return rng.choice(ref.mentions)
        if ref is self.last and not self.plain and rng.random() < style.implicit:
            noun = rng.choice(NOUNS.get(ref.kind, ["result"]))
            kinds = [
                "it",
                "the result",
                f"the {noun}",
                f"this {noun}",
                f"the above {noun}",
                f"that {noun}",
                "the previous result",
                f"the resulting {noun}",
            ]
            return rng.choice(kinds if ref.kind in SINGULAR else kinds[1:])
        name = style.name(ref.name)
        if rng.random() < style.noun:
            noun = rng.choice([rng.choice(NOUNS.get(ref.kind, ["variable"])), "variable"])
            return (
                rng.choice([f"the {noun} {name}", f"the {noun} {name}", f"{noun} {name}"])
                if noun == "variable"
                else f"the {noun} {name}"
            )
        return name

    def words(self, template: str, expr: Expr) -> str:
        """A template's sentence with the expression's arguments."""
        before, self.plain = self.plain, self.plain or len(expr.op.args) > 1
        text = prose(
            expand(template, self.rng),
            lambda sentence: fill(
                sentence, lambda key: self.mention(expr.refs[key]) if key in expr.refs else "{" + key + "}"
            ),
        )
        self.plain = before
        return text

    def pick_np(self, expr: Expr) -> str:
        if expr.op.np:
            return self.rng.choice(expr.op.np.split("||"))
        return self.rng.choice(["whether ", "whether ", "whether or not "]) + self.rng.choice(
            expr.op.cond.split("||")
        )

    def pick_vp(self, expr: Expr) -> str:
        if expr.op.vp:
            return self.rng.choice(expr.op.vp.split("||"))
        if expr.op.cond:
            return self.rng.choice(
                [
                    "check (if|whether) ",
                    "test (if|whether) ",
                    "determine (if|whether) ",
                    "find out (if|whether) ",
                    "see (if|whether) ",
                    "verify whether ",
                    "work out whether ",
                ]
            ) + self.rng.choice(expr.op.cond.split("||"))
        return f"({COMPUTE.lower()}) " + self.pick_np(expr)

    def render(self, template: str, expr: Expr, out: str = "") -> str:
        text = expand(template, self.rng)
        np = self.words(self.pick_np(expr), expr) if "{np}" in text else ""
        vp = self.words(self.pick_vp(expr), expr) if "{vp}" in text else ""
        return fill(text, lambda key: {"np": np, "vp": vp, "out": self.style.name(out) if out else ""}[key])

    def need(self, imports: Sequence[str]) -> str:
        """Import lines that the program does not have yet."""
        lines = []
        for name in imports:
            line = name if name.startswith(("import ", "from ")) else f"import {name}"
            if line not in self.imports:
                self.imports.add(line)
                lines.append(line + "\n")
        return "".join(lines)

    def add(
        self,
        text: str,
        code: str,
        effects: dict[str, Any] | None = None,
        printed: str | None = None,
        protect: Sequence[str] = (),
    ) -> None:
        """One step. Assigned values become variables by `bind`."""
        self.turns.append(TurnDraft(text, code, effects or {}, printed, tuple(protect)))

    def bind(self, name: str, value: Any, kind: str | None = None) -> Var:
        var = Var(name, kind or kind_of(value), value)
        self.vars = [v for v in self.vars if v.name != name] + [var]
        self.last = var
        return var

    def note_use(self, expr: Expr) -> None:
        for ref in expr.refs.values():
            if isinstance(ref, Var):
                self.used.add(ref.name)
            elif isinstance(ref, Expr):
                self.note_use(ref)

    def try_op(self, op: Op, refs: dict[str, Var | Lit | Expr]) -> Expr | None:
        expr = apply(op, refs, self.rng, self.style)
        return expr if expr is not None and sane(expr.value) else None

    def compute(self, op: Op, expr: Expr, named: bool | None = None) -> None:
        """A step that assigns an expression's value; or, in some, one that reuses the argument's name."""
        rng = self.rng
        terse = rng.random() < self.style.terse
        named = rng.random() < 0.82 if named is None else named
        target = None
        if not named and rng.random() < 0.5 and expr.op.vp and isinstance(expr.refs.get("x"), Var):
            first = expr.refs["x"]
            if isinstance(first, Var) and first.kind == expr.kind and "y" not in expr.refs:
                # "Lowercase the given string": the name stays
                kept = op.name.removesuffix("_numbers").removesuffix("_words") in KEEPS
                target = first.name if kept and in_place(expr.op.vp) else None
        name = target or self.fresh(expr.op.out)
        if named:
            pool = TERSE_NAMED if terse else (NAMED_NP + (NAMED_VP * 2 if expr.op.vp or expr.op.cond else []))
            text = self.render(rng.choice(pool), expr, name)
        else:
            text = (
                self.words(rng.choice(in_place(expr.op.vp).split("||")), expr)
                if target
                else self.render(rng.choice(UNNAMED), expr)
            )
        code = self.need(expr.op.imports) + f"{name} = {expr.code}"
        self.note_use(expr)
        self.add(text, code, {name: expr.value}, "", protect=self.names(expr, name))
        self.ops.append(op.name)
        self.bind(name, expr.value)

    def show(self, op: Op, expr: Expr) -> None:
        """A step that prints an expression's value."""
        rng = self.rng
        if expr.op.cond and rng.random() < 0.75:
            yes, no = rng.choice(YESNO)
            q = self.style.text_quote
            cond = self.words(rng.choice(expr.op.cond.split("||")), expr)
            text = rng.choice([
                f"Print {q}{yes}{q} if {cond}, otherwise {q}{no}{q}", f"If {cond}, print {q}{yes}{q}, otherwise print {q}{no}{q}",
                f"Print {q}{yes}{q} if {cond}. Otherwise, print {q}{no}{q}", f"print {q}{yes}{q} if {cond} else {q}{no}{q}",
                f"Check if {cond}. If yes, print {q}{yes}{q}, else print {q}{no}{q}", f"Print {q}{yes}{q} when {cond} and {q}{no}{q} when not", f"If {cond}, {q}{yes}{q} should be printed, if not {q}{no}{q}",
                f"Show {q}{yes}{q} on the screen if {cond}, and {q}{no}{q} if not", f"Print {q}{yes}{q} or {q}{no}{q} depending on whether {cond} or not", f"Test whether {cond}: print {q}{yes}{q} if so, {q}{no}{q} otherwise", f"Output {q}{yes}{q} in case {cond}, {q}{no}{q} in all other cases",
                f"See if {cond}; if so, print {q}{yes}{q}, if not, print {q}{no}{q}", f"If {cond}, then print {q}{yes}{q}; otherwise print {q}{no}{q}", f"Write out {q}{yes}{q} provided that {cond}, else {q}{no}{q}", f"print either {q}{yes}{q} or {q}{no}{q}, the former if {cond}",
            ])  # fmt: skip
            answer = yes if expr.value else no
            if rng.random() < 0.5 or yes == "True":
                code = f"print({q}{yes}{q} if {expr.code} else {q}{no}{q})"
            else:
                code = f"if {expr.code}:\n    print({q}{yes}{q})\nelse:\n    print({q}{no}{q})"
            self.add(text, self.need(expr.op.imports) + code, {}, answer + "\n", protect=self.names(expr))
        else:
            pool = PRINT_NP + (PRINT_VP if expr.op.vp else [])
            text = self.render(rng.choice(pool), expr)
            code = self.need(expr.op.imports) + f"print({expr.code})"
            self.add(text, code, {}, f"{expr.value}\n", protect=self.names(expr))
        self.ops.append(op.name)
        self.note_use(expr)

    def show_var(self, var: Var) -> None:
        rng = self.rng
        pool = PRINT_VAR if var is self.last else [p for p in PRINT_VAR if "result" not in p]
        text = expand(rng.choice(pool), rng)
        if "{x}" in text and var is self.last and rng.random() < self.style.implicit / 2:
            text = f"Print the {OUT_NOUN.get(var.name, rng.choice(NOUNS.get(var.kind, ['result'])))}"
        text = fill(text, lambda _: self.style.name(var.name))
        self.add(text, f"print({var.name})", {}, f"{var.value}\n", protect=(var.name,))
        self.used.add(var.name)
        self.ops.append("print.var")

    def names(self, expr: Expr, out: str = "") -> tuple[str, ...]:
        kept = [out]
        for ref in expr.refs.values():
            if isinstance(ref, Var):
                kept.append(ref.name)
            elif isinstance(ref, Lit):
                kept.append(str(ref.value))
            else:
                kept.extend(self.names(ref))
        return tuple(kept)

    def merge(self, index: int) -> None:
        """Two neighbouring steps become one: several actions in a step."""
        a, b = self.turns[index], self.turns[index + 1]
        second = (
            b.text[0].lower() + b.text[1:]
            if re.match(r"[A-Z][a-z]+ ", b.text) and b.text.split()[0] != "I"
            else b.text
        )
        first = a.text.rstrip(".")
        joined = self.rng.choice(
            [
                f"{first} and {second}",
                f"{first}, then {second}",
                f"{first}. {b.text}",
                f"{first}, and {second}",
                f"{first}. Then {second}",
                f"{first}; {second}",
            ]
        )
        printed = None if a.printed is None or b.printed is None else a.printed + b.printed
        self.turns[index : index + 2] = [
            TurnDraft(
                joined, f"{a.code}\n{b.code}", {**a.effects, **b.effects}, printed, a.protect + b.protect
            )
        ]

    def finish(self, source: str, part: str, merges: float = 0.12) -> Program:
        index = 0
        while index < len(self.turns) - 1:
            if (
                self.rng.random() < merges
                and len(self.turns) > 2
                and len(self.turns[index].text) + len(self.turns[index + 1].text) < 170
            ):
                if "\n" in self.turns[index].code + self.turns[index + 1].code:
                    index += 1
                    continue
                self.merge(index)
            index += 1
        sentences = [
            phrase.sentence(turn.text, self.style, self.rng, i == 0, turn.protect)
            for i, turn in enumerate(self.turns)
        ]
        return Program(self.turns, self.header, source, part, self.ops, sentences)


def sane(value: Any) -> bool:
    """Whether a value is small enough to be printed and read."""
    if isinstance(value, complex):
        return False
    text = repr(value)
    if isinstance(value, (set, frozenset)) and any(isinstance(v, str) for v in value):
        return len(text) < 300
    numbers = re.findall(r"\d{13,}", re.sub(r"\d*\.\d+", "", text))
    return len(text) < 400 and not numbers and "nan" not in text and "inf" not in text
