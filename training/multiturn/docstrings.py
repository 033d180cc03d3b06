"""Functions to write from a signature and a docstring with examples.

The header holds the signature and the docstring; the one turn has no instruction and its code is the
body. So the training text is the very text of such a completion.
"""

# ruff: noqa: E501
from __future__ import annotations

import random
import textwrap
from typing import Any

from training.multiturn import values
from training.multiturn.algorithms import ALGORITHMS, Algorithm, example
from training.multiturn.builder import sane
from training.multiturn.functions import PARAMS
from training.multiturn.ops import load
from training.multiturn.phrase import Style, expand, fill
from training.multiturn.program import Expr, Op, Program, TurnDraft, Var, apply, base_namespace, kind_of

HINTS = {
    "int": "int", "num": "float", "float": "float", "s": "str", "str": "str", "text": "str", "ints": "List[int]", "nums": "List[float]", "floats": "List[float]",
    "seq": "list", "strs": "List[str]", "matrix": "List[List[int]]", "dict": "Dict[str, int]", "anydict": "dict", "dicts": "Dict[str, str]", "dictl": "Dict[str, List[int]]",
    "bool": "bool", "pairs": "List[Tuple[str, int]]", "records": "List[dict]", "sorted": "List[int]", "posints": "List[int]",
}  # fmt: skip
KINDS = {"s": "str", "num": "int", "nums": "ints", "seq": "ints", "anydict": "dict"}
OPENINGS = [
    "Return {np}.",
    "Return {np}.",
    "Given {args}, return {np}.",
    "Compute {np}.",
    "Returns {np}.",
    "The function takes {args} and returns {np}.",
    "Write a function that returns {np}.",
    "You are given {args}. Return {np}.",
    "Find {np}.",
    "{Np}.",
]


class Docstrings:
    """Draws signature-and-docstring programs from operations and algorithms."""

    def __init__(self, rng: random.Random, held_out: frozenset[str] = frozenset()) -> None:
        self.rng = rng
        self.ops = [
            op
            for op in load().values()
            if op.name not in held_out
            and op.function
            and op.form == "expr"
            and all(k in PARAMS for _, k in op.args)
            and len(op.args) < 3
        ]
        self.style = Style(
            **{
                **Style.draw(rng).__dict__,
                "quote": "",
                "noun": 0.0,
                "implicit": 0.0,
                "text_quote": "'",
                "compact": False,
                "typo": 0.0,
            }
        )

    def make(self) -> Program | None:
        return self.from_algorithm() if self.rng.random() < 0.35 else self.from_op()

    def from_algorithm(self) -> Program | None:
        rng = self.rng
        algorithm = rng.choice(ALGORITHMS)
        name = rng.choice(algorithm.name.split("|"))
        body = rng.choice(algorithm.code).replace("F(", f"{name}(")
        what = expand(rng.choice(algorithm.what.split("||")), rng)
        params = [(p, HINTS.get(k, "")) for p, k in algorithm.params]
        cases = [example(algorithm, rng) for _ in range(rng.choice([1, 2, 2, 3]))]
        return self.program(
            name, params, what, body, cases, algorithm, "algorithm." + algorithm.name.split("|")[0]
        )

    def from_op(self) -> Program | None:
        rng = self.rng
        op = rng.choice(self.ops)
        taken: list[str] = []
        refs: dict[str, Any] = {}
        for key, kind in op.args:
            param, _ = rng.choice([p for p in PARAMS[kind] if p[0] not in taken])
            taken.append(param)
            refs[key] = Var(param, kind, values.draw(KINDS.get(kind, kind), rng), mentions=(param,))
        expr = apply(op, refs, rng, self.style)
        if expr is None or not sane(expr.value) or kind_of(expr.value) in ("array", "object", "sset", "iset"):
            return None
        concrete = expr.op
        np = self.words(expr)
        cases = [tuple(refs[k].value for k, _ in op.args)]
        for _ in range(rng.choice([1, 1, 2])):
            cases.append(tuple(values.draw(KINDS.get(k, k), rng) for _, k in op.args))
        from training.multiturn.functions import function_name

        name = function_name(concrete, op, rng, _Names())
        params = [(refs[k].name, HINTS.get(kind, "")) for k, kind in op.args]
        return self.program(name, params, np, f"return {expr.code}", cases, None, op.name, concrete.imports)

    def words(self, expr: Expr) -> str:
        rng = self.rng
        op: Op = expr.op
        template = (
            rng.choice(op.np.split("||"))
            if op.np
            else rng.choice(["True if ", "True if ", "whether "]) + rng.choice(op.cond.split("||"))
        )
        from training.multiturn.phrase import literal

        return fill(
            expand(template, rng),
            lambda k: (
                expr.refs[k].name if isinstance(expr.refs[k], Var) else literal(expr.refs[k].value, "'")
            ),
        )  # type: ignore[union-attr]

    def program(
        self,
        name: str,
        params: list[tuple[str, str]],
        what: str,
        body: str,
        cases: list[tuple[Any, ...]],
        algorithm: Algorithm | None,
        op: str,
        imports: tuple[str, ...] = (),
    ) -> Program | None:
        rng = self.rng
        if algorithm is not None and algorithm.imports:
            imports = (algorithm.imports,)
        lines = [i if i.startswith(("from ", "import ")) else f"import {i}" for i in imports if i]
        code = textwrap.indent(body, "    ")
        space = base_namespace()
        try:
            exec("\n".join([*lines, f"def {name}({', '.join(p for p, _ in params)}):", code]), space)
            results = [space[name](*__import__("copy").deepcopy(case)) for case in cases]
        except Exception:
            return None
        shown = [
            (c, r)
            for c, r in zip(cases, results, strict=True)
            if sane(r) and len(repr(c)) + len(repr(r)) < 150 and not isinstance(r, (set, frozenset))
        ]
        if algorithm is not None:
            for case, result in zip(cases, results, strict=True):
                wanted = algorithm.ref(*__import__("copy").deepcopy(case))
                if wanted != result and not (isinstance(result, float) and abs(result - wanted) < 1e-6):
                    raise AssertionError(f"{algorithm.name}: {result!r} is not {wanted!r}")
        if not shown:
            return None
        hinted = rng.random() < 0.55 and all(h for _, h in params)
        returned = HINTS.get(kind_of(results[0]), "")
        uses = sorted(
            {w for w in ("List", "Dict", "Tuple") if any(w in h for _, h in params) or w in returned}
        )
        head = "".join(line + "\n" for line in lines)
        if hinted and uses:
            head += f"from typing import {', '.join(uses)}\n"
        signature = ", ".join(f"{p}: {h}" if hinted else p for p, h in params)
        arrow = f" -> {returned}" if hinted and returned else ""
        quote = rng.choice(['"""', '"""', '"""', "'''"])
        text = self.docstring(what, params, shown, name)
        header = f"{head}\n\n" if head else ""
        gap = rng.choice([" ", "\n    ", "\n    "])
        header += f"def {name}({signature}){arrow}:\n    {quote}{gap}{text}\n    {quote}\n"
        check = " and ".join(f"_same({name}(*{c!r}), {r!r})" for c, r in shown)
        turn = TurnDraft("", code, {}, None)
        return Program(
            [turn],
            header,
            "generated",
            "docstrings",
            ["doc." + op],
            [""],
            "import math\ndef _same(a, b):\n    return a == b or isinstance(a, float) and math.isclose(a, b)",
            [check],
        )

    def docstring(
        self, what: str, params: list[tuple[str, str]], shown: list[tuple[Any, Any]], name: str
    ) -> str:
        rng = self.rng
        args = " and ".join(p for p, _ in params)
        if what.startswith("True if") and rng.random() < 0.3:
            sentence = "Check whether" + what[7:] + "."
        elif what.startswith("whether"):
            sentence = rng.choice(["Return ", "Check ", "Determine "]) + what + "."
        else:
            opening = rng.choice(OPENINGS[:3] if what.startswith("True") else OPENINGS)
            sentence = (
                opening.replace("{np}", what)
                .replace("{Np}", what[0].upper() + what[1:])
                .replace("{args}", args)
            )
        wrapped = textwrap.wrap(sentence, 75)
        kind = rng.random()
        out = wrapped[:]
        if kind < 0.6:
            for case, result in shown:
                out += [f">>> {name}({', '.join(map(repr, case))})", repr(result)]
        elif kind < 0.9:
            arrow = rng.choice(["==>", "->", "=>", "=", "➞", "returns"])
            out += rng.choice([["", "Examples:"], ["For example:"], [""], ["Example:"]])
            out += [f"{name}({', '.join(map(repr, case))}) {arrow} {result!r}" for case, result in shown]
        return "\n".join(("    " + line).rstrip() for line in out).strip()


class _Names:
    """Stands in for a builder where only a name is drawn."""

    @staticmethod
    def fresh(options: list[str]) -> str:
        return options[0]
