"""How an array step is said: frames around its wordings, names in the writer's quotes."""

# ruff: noqa: E501
from __future__ import annotations

import re

from training.multiturn.array_draft import Draft
from training.multiturn.array_steps import BIG, LOW, VAL, Step
from training.multiturn.phrase import expand, fill, prose

NAMED_NP = [
    "{np} as {out}", "{np} as {out}", "{np} -> {out}", "{out} = {np}", "{out}: {np}", "{np}, (call it|named|call that) {out}", "{np} in {out}",
    "(compute|get|find) {np} as {out}", "(compute|get|calculate) {np} and (call|name) the result {out}", "(store|save) {np} (in|as) {out}",
    "(compute|calculate|get) {np}, (store|save) (it|the result) (in|as) {out}", "let {out} be {np}", "set {out} to {np}", "i (want|need) {np} as {out}",
    "assign {np} to {out}", "(compute|find) {np} and (store|save) it (in|as) {out}",
    "work out {np} and (store|keep|put) the result in {out}", "put {np} (in|into) {out}", "give me {np} as {out}", "determine {np}, (call|name) it {out}",
    "i'd like {np} in {out}", "use {out} for {np}", "make a variable {out} (holding|with) {np}", "{np} should go (in|into) {out}", "keep {np} as {out}",
    "in {out}, (put|store) {np}", "define {out} as {np}", "(have|let) {out} hold {np}", "{np}; name: {out}", "{out} <- {np}", "{np} under the name {out}",
    "what i need next is {np}, in {out}", "create {out}: {np}", "(work out|figure out) {np} -> {out}",
]  # fmt: skip
NAMED_VP = [
    "{vp} as {out}", "{vp} -> {out}", "{vp}, (call it|call the result|name it) {out}", "{vp} and (store|save) (it|the result) (in|as) {out}",
    "{vp}, (save as|store in|result in) {out}", "{vp} and (call|name) (it|the result) {out}", "{vp} into {out}",
    "{vp}; (store|keep|put) the result in {out}", "{vp} and (keep|put) the result in {out}", "{vp}, assigning the result to {out}", "{vp} and assign (that|the result) to {out}",
    "{vp}. (call it|name the result) {out}", "{out}: {vp}", "in {out}: {vp}", "{vp}, the result goes (in|into) {out}", "{vp}; call that {out}",
]  # fmt: skip
CREATE = [
    "(create|make|generate) {np}[,] (called|named) {out}", "(create|make) {np} as {out}", "(create|make|generate) {np} and (call|name) it {out}",
    "{out} = {np}", "{out}: {np}", "{np} as {out}", "(create|generate|make) {np}, (save|store) it (in|as) {out}", "{np}, (call it|named) {out}",
    "i need {np}, call it {out}", "set up {np} as {out}", "give me {np} (named|called) {out}", "build {np} and (call it|store it as) {out}", "let {out} be {np}",
    "put {np} into {out}", "define {out} as {np}", "we need {np} in a variable [called] {out}", "{out} <- {np}", "{np}; name: {out}", "(produce|build) {np} under the name {out}",
]  # fmt: skip
ASKED = [
    "{ask}? (call it|call that|save as|store (it|that) in|put it in) {out}",
    "{ask}? (store|save) the (answer|result) (in|as) {out}",
    "{ask}? (keep|put) the answer in {out}", "{ask}? answer in {out}", "{ask}? assign (it|the answer) to {out}", "{ask}? (name|call) the (answer|result) {out}", "{out}: {ask}?",
    "{ask}? i want (it|that) as {out}", "{ask}? (that goes|the answer goes) (in|into) {out}", "for {out}: {ask}?",
]  # fmt: skip
SHOWN = [
    "(print|show|display) {np}", "(compute|calculate) {np} and print it", "print out {np}", "print {np}",
    "work out {np} and (print|show) the result", "let me see {np}", "output {np}", "i want to see {np} printed", "(get|find) {np} and print the result", "show me {np}",
]  # fmt: skip
VERBS = frozenset(
    [
        "add",
        "append",
        "apply",
        "arrange",
        "assign",
        "blur",
        "build",
        "calculate",
        "cap",
        "center",
        "clip",
        "combine",
        "compare",
        "compute",
        "concatenate",
        "convert",
        "count",
        "create",
        "cut",
        "define",
        "determine",
        "detrend",
        "differentiate",
        "display",
        "divide",
        "draw",
        "drop",
        "estimate",
        "evaluate",
        "export",
        "fill",
        "find",
        "fit",
        "flatten",
        "flip",
        "generate",
        "get",
        "go",
        "grab",
        "impute",
        "integrate",
        "interpolate",
        "invert",
        "join",
        "keep",
        "label",
        "lift",
        "look",
        "loop",
        "make",
        "multiply",
        "narrow",
        "normalize",
        "output",
        "overwrite",
        "pair",
        "pick",
        "plot",
        "print",
        "produce",
        "pull",
        "put",
        "raise",
        "remove",
        "replace",
        "rescale",
        "reshape",
        "restrict",
        "reverse",
        "roll",
        "round",
        "run",
        "sample",
        "save",
        "scale",
        "select",
        "set",
        "show",
        "shuffle",
        "simulate",
        "smooth",
        "solve",
        "sort",
        "split",
        "stack",
        "standardize",
        "store",
        "subtract",
        "swap",
        "take",
        "tally",
        "test",
        "throw",
        "toss",
        "transpose",
        "turn",
        "work",
        "write",
        "zero",
        "zip",
    ]
)


def wording(d: Draft, step: Step, shown: bool, own: bool = False) -> str:
    """One template of the step, with {out} and slots left; `own` where the array keeps its name."""
    rng = d.session.rng
    inner = {key: expand(value.replace("{BIG}", BIG).replace("{LOW}", LOW).replace("{VAL}", VAL), rng)
             for key, value in (("np", step.np), ("vp", step.vp), ("ask", step.ask)) if value}  # fmt: skip
    if step.form == "block" or (step.vp and not step.np):
        return inner["vp"]
    if own:
        return inner["vp"] + rng.choice(["", "", " in place", ", keep the name"])
    if shown:
        return (
            inner["ask"] + "?"
            if "ask" in inner and rng.random() < 0.5
            else fill(expand(rng.choice(SHOWN), rng), inner.__getitem__)
        )
    if "ask" in inner and rng.random() < 0.35:
        frame = rng.choice(ASKED)
    elif "vp" in inner and rng.random() < 0.4:
        frame = rng.choice(NAMED_VP)
    else:
        made = step.form == "start" or "g" in step.needs or step.name in ("ones", "eye", "eye_k")
        frame = rng.choice(CREATE if made else NAMED_NP)
    frame = expand(frame, rng)
    if frame.startswith("{") and rng.random() < 0.7:  # a note has no article
        inner["np"] = re.sub(r"^(the|a|an) ", "", inner.get("np", ""))
    return fill(frame, lambda key: inner.get(key, "{" + key + "}"))


def written(
    d: Draft, step: Step, slots: dict[str, str], shown: bool, own: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The step's text, and the names in it."""
    s, template = d.session, wording(d, step, shown, own)
    bound = {*step.needs, "out", "out2"}
    formula = re.search(r"[(\d^*']\{|\}[\^*)(']", template)
    vague = s.rng.random() < s.style.implicit / 3 and not step.name.startswith(("save", "hist_lab"))

    def word(key: str) -> str:
        if key not in bound or formula:
            return slots[key]
        if vague and key in "xMzv" and slots[key] == d.last and template.count("{" + key + "}") == 1:
            return s.rng.choice(["the result", "the last result", "that array"])
        return s.style.name(slots[key])

    text = prose(template, lambda sentence: fill(sentence, word))
    return text, tuple(slots[key] for key in bound if slots.get(key))
