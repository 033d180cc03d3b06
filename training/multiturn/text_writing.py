"""One step of a text session is written in words and code, run and remembered."""

# ruff: noqa: E501
from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import Any

from training.multiturn.phrase import expand, in_place, prose
from training.multiturn.text_draft import Draft, arguments, imports_for, put
from training.multiturn.text_holes import draw_holes
from training.multiturn.text_steps import HOLE, Step

NOT_VERB = re.compile(
    r"(?i)(an?|the|all|every|each|one|two|function|I|in|for|whether|which|how|what|is|new|only|any|those|to|as|we|on|with|from|def)\b"
)
NP = [
    "$np -> $out", "$np in $out", "$out: $np", "Get $np (as|in) $out", "(Store|Save|Put) $np in $out",
    "$out = $np", "$np, (named|called) $out", "(Make|Create) (a variable|a variable called|the variable) $out with $np",
    "I need $np, (save it as|call it) $out", "$out should be $np", "$np as $out", "(Get|Compute|Work out) $np and (save|store|keep) it (as|in) $out",
    "(Assign|Bind) $np to $out", "(Let|Have) $out be $np", "Set $out to $np", "$out is $np", "(Find|Determine|Give me) $np, as $out", "(We need|We want|I'd like) $np as $out",
    "$out (holds|contains|gets) $np", "as $out: $np", "$np; (name|call) (it|this|that) $out", "(Define|Build|Prepare) $out as $np", "Use $out for $np", "$np (goes|should go) into $out",
]  # fmt: skip
NP_COMMA = [
    "$np -> $out", "$out: $np", "$out = $np", "(Make|Create) $out: $np", "$out should be $np", "(I need|we need) $np. Call it $out",
    "Get $np; (name|call) (it|the result) $out", "(Create|Make) a variable $out with $np",
    "Set $out to $np", "$out is $np", "as $out: $np", "(I want|I'd like) $np. Name: $out", "$out (holds|contains) $np", "$np; (name|call) (it|this) $out",
]  # fmt: skip
VP = [
    "$vp and (store|save|keep) (it|the result) (in|as) $out", "$vp -> $out", "$vp, (call|name) (it|the result) $out",
    "$vp, result in $out", "$vp and (call|name) the result $out", "$vp ($out)", "$vp, save as $out", "$vp in a variable (named|called) $out",
    "$out: $vp", "$vp and assign (it|the result) to $out", "$vp; (name|call) (it|that) $out", "$vp, (storing|saving|keeping) the result (in|as) $out", "$vp, which gives $out",
    "To get $out, $vp", "For $out, $vp", "$vp; the result goes into $out", "$vp and use $out as the name", "I want to $vp, as $out",
]  # fmt: skip
ASK = [
    "$ask? $out",
    "$ask? (Store it in|Save it as|Put it in|Call it) $out",
    "$ask? -> $out",
    "$out: $ask?",
    "$ask? (Keep the answer in|Put the answer in|The answer goes into|Name it|Answer in|Save to) $out",
    "$ask? ($out)",
    "For $out: $ask?",
]
OWN = [
    "$vp",
    "$vp",
    "$vp in place",
    "$vp, keep the name",
    "$vp and (put|store|save) it back in $out",
    "$vp, overwriting $out",
    "Update $out: $vp",
    "$vp (same name)",
    "$vp and keep calling it $out",
]
SHOW = [
    "(Show|Print|Display) $np",
    "(print|show) $np",
    "(Show me|Let me see|Print out|Output) $np",
    "print: $np",
    "On the screen I want $np",
]


def wording(d: Draft, step: Step, slots: dict[str, Any], show: bool, own: bool = False) -> tuple[str, bool]:
    """One way to say the step, names in the writer's quotes, and whether it begins with no verb.

    own: the variable keeps its name.
    """
    s = d.session
    forms = [(NP, step.np), (VP, step.vp), (ASK, step.ask)]
    weights = [3 if step.np else 0, 3 if step.vp else 0, 2 if step.ask else 0]
    if own:
        frames, body = OWN, in_place(step.vp)
    elif show:
        frames, body = SHOW, step.np
    elif not step.np:
        frames, body = ["$vp"], step.vp
    else:
        frames, body = s.rng.choices(forms, weights)[0]
    inner = expand(body, s.rng)
    text = expand(s.rng.choice(frames), s.rng)
    if frames is NP and re.match(r"how |whether ", inner):
        text = expand(
            "$out: $np||$out = $np||(Check|Find out|Tell) $np -> $out||Store in $out $np||(Check|See) $np, as $out",
            s.rng,
        )
    if frames is NP and ", " in inner:
        text = expand(s.rng.choice(NP_COMMA), s.rng)
    if frames is NP and " in " in inner and text.endswith("$np in $out"):
        text = text.replace(" in $out", " -> $out" if text.startswith("$np") else " as $out")
    noun_first = text.startswith(("$np", "$ask", "$out"))
    text = HOLE.sub(lambda m: inner if m[1] in ("np", "vp", "ask") else m[0], text)
    named = {n.split(":")[1] for n in step.needs.split()} | {"out", "outb", "outh"}

    def word(m: re.Match[str]) -> str:
        if m[1] in named and m[1] in slots and not called(m):
            return s.style.name(str(slots[m[1]]))
        return str(slots.get(m[1], m[0]))

    said = prose(text, lambda sentence: HOLE.sub(word, sentence)).replace("<email>", "[email]")
    return said, noun_first


def called(match: re.Match[str]) -> bool:
    """Whether a name is followed by its parameters, so that no quotes go around it."""
    return match.string[match.end() : match.end() + 1] == "("


def do_step(d: Draft, step: Step) -> bool:
    """Write and run one step; what it brought is known to later ones."""
    s = d.session
    slots = arguments(d, step)
    if slots is None or not draw_holes(d, step, slots):
        return False
    if step.when and not s.holds_quietly(put(step.when, slots)):
        return False
    own = bool(step.out) and keeps_name(d, step, slots)
    if own:
        slots["out"] = first_variable(step, slots)
    elif step.out:
        slots["out"] = s.fresh("|".join(put(name, slots) for name in step.out.split("|")))
    expression = "$out" not in step.code and bool(step.out)
    show = not own and expression and bool(step.np) and s.rng.random() < 0.07
    code = put(step.code, slots)
    if show:
        code = f"print({code})"
    elif expression:
        code = f"{slots['out']} = {code}"
    if clobbers(d, code, slots):
        return False
    text, noun_first = wording(d, step, slots, show, own)
    kept = set(s.imports)
    code = imports_for(s, code) + code
    check = "" if show or own else put(step.check, slots)
    if step.out and not show:
        check = f"({check or True}) and (not hasattr({slots['out']}, '__len__') or len({slots['out']}) > 0)"
    protect = tuple(str(v) for k, v in slots.items() if k != "_code")
    style = s.style
    if noun_first or NOT_VERB.match(text):
        s.style = replace(style, chatty=0.0)  # 'Next,' goes before a verb only
    before = dict(s.space)
    added = s.add(text, code, check, protect, "text." + step.name)
    s.style = style
    if not added:
        s.imports = kept
        s.space.clear()
        s.space.update(before)
        return False
    remember(d, step, slots, show)
    return True


def first_variable(step: Step, slots: dict[str, Any]) -> str:
    """The variable of the step's first need, which is `kind:letter`."""
    return str(slots[step.needs.split()[0].partition(":")[2]])


def keeps_name(d: Draft, step: Step, slots: dict[str, Any]) -> bool:
    """Whether this command changes its variable under its own name: the result is of the same kind."""
    if not in_place(step.vp) or not step.kind or not step.needs or "$out" in step.code:
        return False
    return d.kinds[first_variable(step, slots)] == put(step.kind, slots) and d.session.rng.random() < 0.25


def clobbers(d: Draft, code: str, slots: dict[str, Any]) -> bool:
    """Whether the code's loop variables overwrite a result that the session has."""
    stored = {
        n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    own_names = {slots.get(k) for k in ("out", "outb", "outh", "cls")}
    if any(slots.get(k) in d.session.space for k in ("outb", "outh", "cls")):
        return True
    return bool((stored - own_names) & (d.results | set(d.kinds)))


def remember(d: Draft, step: Step, slots: dict[str, Any], show: bool) -> None:
    """The kind of the result, or of the file that was written."""
    kind = put(step.kind, slots)
    d.results |= {str(slots[k]) for k in ("out", "outb", "outh") if k in slots}
    if kind == "=retype":
        d.kinds[slots["x"]] = "records"
    elif kind.startswith("="):
        what, file = kind[1:].split(":")
        d.kinds[file] = "f" + what
    elif kind and not show:
        d.kinds[slots["out"]] = kind
