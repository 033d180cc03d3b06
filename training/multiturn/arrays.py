"""Array sessions: numpy, scipy and matplotlib as in a notebook, every step really run while it is written.

Half of the sessions go on from a cell of the user's own, whose imports a prompt does not have; the others
create their array in the first step. The steps are tables, see `array_steps`.
"""

# ruff: noqa: E501
from __future__ import annotations

import ast
import random
import re
from collections import Counter
from dataclasses import replace

import numpy as np

from training.multiturn.array_draft import Draft, slots_for
from training.multiturn.array_steps import Step, load
from training.multiturn.array_values import OWN, numbers
from training.multiturn.array_wording import VERBS, written
from training.multiturn.phrase import Style, fill
from training.multiturn.program import Program
from training.multiturn.session import Session

STEPS = load()
KEPT = frozenset({"pts"})  # second results that later steps may work on
# fmt: off
IMPORTS = {
    r"\bnp\.": "import numpy as np", r"\bplt\.": "import matplotlib.pyplot as plt", r"\bstats\.": "from scipy import stats",
    r"\bcurve_fit\(": "from scipy.optimize import curve_fit", r"\bminimize_scalar\(": "from scipy.optimize import minimize_scalar",
    r"\bbrentq\(": "from scipy.optimize import brentq", r"\bquad\(": "from scipy.integrate import quad", r"\bpdist\(": "from scipy.spatial.distance import pdist",
    r"\bcdist\(": "from scipy.spatial.distance import cdist", r"\bCubicSpline\(": "from scipy.interpolate import CubicSpline",
    r"\binterp1d\(": "from scipy.interpolate import interp1d", r"\bfind_peaks\(": "from scipy.signal import find_peaks",
    r"\bgaussian_filter\(": "from scipy.ndimage import gaussian_filter", r"\bgaussian_filter1d\(": "from scipy.ndimage import gaussian_filter1d",
}
# fmt: on


def fresh(d: Draft, step: Step, slots: dict[str, str]) -> str:
    """A free name for the result."""
    names = [
        n for n in fill(step.out, lambda key: slots.get(key, key)).split("|") if n not in d.session.space
    ]
    clash = ("import", "as")
    names = [n for n in names if n.isidentifier() and n not in clash]
    return d.session.rng.choice(names) if names else ""


def own_name(s: Session, step: Step, slots: dict[str, str]) -> str:
    """The array that this command may change under its own name: the result has its shape and kind. "" where none."""
    if step.form != "assign" or not step.vp or step.needs[:1] not in tuple("xMzvP") or "g" in step.needs:
        return ""
    if step.needs.startswith("zy"):  # {z} is the axis that {y} stands over
        return ""
    name = slots[step.needs[0]]
    try:
        value = eval(fill(step.code.split("||")[0], lambda key: slots.get(key, key)), s.space)
    except Exception:
        return ""
    before = s.space[name]
    same = (
        isinstance(value, np.ndarray)
        and value.shape == before.shape
        and value.dtype.kind == before.dtype.kind
    )
    return name if same else ""


def second_results(code: str, slots: dict[str, str]) -> set[str]:
    """Names that the code assigns besides its slots."""
    names: set[str] = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {
                n.id
                for target in node.targets
                for n in ast.walk(target)
                if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
    return names - {slots["out"], slots["out2"]} - {"_", "fig", "ax", "axes"}


def do_step(d: Draft, step: Step) -> bool:
    """Write, run and check one step."""
    s, rng = d.session, d.session.rng
    slots = slots_for(d, step)
    if slots is None:
        return False
    shown = step.form == "assign" and bool(s.turns) and rng.random() < 0.13
    own = "" if shown or rng.random() > 0.25 else own_name(s, step, slots)
    out = own or (fresh(d, step, slots) if step.out and not shown else "")
    if step.out and not (out or shown):
        return False
    slots |= {"out": out, "out2": {"XX": "YY", "gx": "gy", "U": "V"}.get(out, out + "2")}
    code = fill(rng.choice(step.code.split("||")), lambda key: slots.get(key, "{" + key + "}"))
    if step.form != "block":
        code = f"print({code})" if shown else f"{out} = {code}"
    others = second_results(code, slots)
    if others & set(s.space):
        return False
    before = s.need([line for pattern, line in IMPORTS.items() if re.search(pattern, code)])
    text, names = written(d, step, slots, shown, bool(own))
    check = "" if shown or own else fill(step.check, lambda key: slots.get(key, "{" + key + "}"))
    if not add(s, text, before + code, check.replace("np.", "__import__('numpy')."), names, step.name):
        return False
    d.last = out
    d.dull |= others - KEPT
    if out and not step.use:
        d.dull.add(out)
    return True


def add(s: Session, text: str, code: str, check: str, names: tuple[str, ...], name: str) -> bool:
    """Session.add; an opener such as 'Now' only before an imperative; the figure ends with its cell."""
    style, first = s.style, re.match(r"\w*", text)[0]  # type: ignore[index]
    if first not in VERBS:
        s.style = replace(s.style, chatty=0.0)
    if first in names:  # a name keeps its capital
        s.style = replace(s.style, lower=False)
    shared = {w for w in re.findall(r"\w+", text) if re.search(rf"\b{w}\b", code)}
    protect = {w for w in shared if not text.startswith(w)} | ({first} if first in names else set())
    if "\ndef " in code:
        code = code.replace("\ndef ", "\n\n\ndef ", 1)
    done = s.add(text, code, check, tuple(sorted(protect)), "array." + name)
    s.style = style
    if "plt" in s.space:
        s.space["plt"].close("all")
    return done


class Arrays:
    """Draws array sessions; steps used less often come first."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.used: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    def make(self) -> Program | None:
        rng = self.rng
        style = Style.of_notes(rng, quoted=0.4)
        s = Session(rng, style, "", loose=False)
        d = Draft(s)
        if not s.run("import matplotlib as _mpl\n_mpl.use('Agg')"):
            return None
        if not (self.own_cell(s) if rng.random() < 0.5 else self.step(d, "start")):
            return None
        target = rng.choices([3, 4, 5, 6], [25, 35, 25, 15])[0]
        while len(s.turns) < target and self.step(d, ""):
            pass
        if len(s.turns) < 3:
            self.failures["short"] += 1
            return None
        if rng.random() < 0.2:
            s.grounded = rng.randrange(0 if s.header else 1, len(s.turns))
        return self.finish(s)

    def own_cell(self, s: Session) -> bool:
        """State that a cell of the user's own made; its imports are not in the text."""
        rng = self.rng
        drawn = numbers(rng)
        drawn["d"] = rng.choice(["x", "data", "samples", "values", "z"])
        drawn["ints2_8"] = str([rng.randint(1, 9) for _ in range(8)])
        code = fill(rng.choice(OWN), drawn.__getitem__)
        s.setup = f"import numpy as np\n{code}"
        s.header = code + "\n\n"
        return s.run(s.setup)

    def step(self, d: Draft, form: str) -> bool:
        pool = [st for st in STEPS if (st.form == "start") == (form == "start")]
        weights = [
            (1.0 if step.needs or form else 0.12) / (1 + self.used[step.name]) ** 0.7 * self.fit(d, step)
            for step in pool
        ]
        for step in self.rng.choices(pool, weights, k=60):
            if "array." + step.name not in d.session.ops and do_step(d, step):
                self.used[step.name] += 1
                return True
            if d.session.failed:
                self.failures[f"{step.name}: {d.session.failed[:70]}"] += 1
                d.session.failed = ""
        return False

    def fit(self, d: Draft, step: Step) -> float:
        """Rarely met needs count more where they can be met."""
        return 5.0 if set(step.needs) & set("hmNK") else 2.0 if set(step.needs) & set("QbPgzyfc") else 1.0

    def finish(self, s: Session) -> Program:
        """Grounding stays before one step, as a prompt has it, or before none."""
        for index, turn in enumerate(s.turns):
            if index != s.grounded:
                turn.grounding = ""
        return Program(
            s.turns, s.header, "generated", "arrays", s.ops, [t.text for t in s.turns], s.setup, s.checks
        )
