"""Programs in the manner of multi-turn problems: values, operations on them, an answer printed."""

# ruff: noqa: E501
from __future__ import annotations

import random
from collections import Counter

from training.multiturn import fills, importing, openings, referring, values, writing_functions
from training.multiturn.builder import Builder
from training.multiturn.ops import accepts, load
from training.multiturn.program import Expr, Lit, Op, Program, Var

STARTS = {
    "ints": 30,
    "strs": 13,
    "text": 16,
    "str": 13,
    "int": 14,
    "matrix": 8,
    "floats": 5,
    "dict": 7,
    "float": 4,
    "dictl": 2,
    "dicts": 2,
    "pairs": 3,
    "records": 3,
}
KINDS = set(values.NAMES) | {"strs"}
TWO = ("ints", "str", "int", "text", "float", "strs", "ints", "int")


# "twice n kilometers in miles": an expression inside these would be read in two ways
ALONE = {
    f"number.{n}"
    for n in ("c2f", "f2c", "km2mi", "d2h", "kg2lb", "hm", "radians", "disc", "tax", "comma", "pct")
}
MORE = (fills.add, referring.add, importing.add, writing_functions.add)
MORE_WEIGHTS = (25, 40, 18, 25)


class Chains:
    """Draws chain programs; operations used less often come first."""

    def __init__(
        self, rng: random.Random, held_out: frozenset[str] = frozenset(), prefer: frozenset[str] = frozenset()
    ) -> None:
        self.rng = rng
        self.prefer = prefer
        self.ops = [op for op in load().values() if op.name not in held_out]
        self.used: Counter[str] = Counter()

    def candidates(
        self, builder: Builder, form: tuple[str, ...]
    ) -> list[tuple[Op, dict[str, Var | Lit | Expr]]]:
        """Operations that some variables suit, with those variables."""
        out = []
        for op in self.ops:
            if op.form not in form:
                continue
            refs = self.choose(builder, op)
            if refs is not None:
                out.append((op, refs))
        return out

    def choose(self, builder: Builder, op: Op) -> dict[str, Var | Lit | Expr] | None:
        refs: dict[str, Var | Lit | Expr] = {}
        for name, kind in op.args:
            pool = [v for v in builder.vars if accepts(v.kind, kind) and v not in refs.values()]
            if not pool:
                return None
            fresh = [v for v in pool if v.name not in builder.used]
            refs[name] = self.rng.choice(fresh if fresh and self.rng.random() < 0.75 else pool)
        return refs

    def weight(self, builder: Builder, op: Op, refs: dict[str, Var | Lit | Expr]) -> float:
        weight = 1.0 / (1.0 + self.used[op.name]) ** 0.7
        if any(ref is builder.last for ref in refs.values()):
            weight *= 4
        weight *= 1 + sum(isinstance(r, Var) and r.name not in builder.used for r in refs.values())
        if len(refs) > 1:
            weight *= 3
        if op.family == "where":
            weight *= 6
        if op.name in self.prefer:
            weight *= 40
        return weight

    def draw(
        self, builder: Builder, form: tuple[str, ...] = ("expr",), nest: float = 0.2
    ) -> tuple[Op, Expr] | None:
        """One operation on the variables at hand; an argument may itself be an expression."""
        pool = self.candidates(builder, form)
        for _ in range(12):
            if not pool:
                return None
            op, refs = self.rng.choices(pool, [self.weight(builder, o, r) for o, r in pool])[0]
            refs = self.nested(builder, op, refs) if self.rng.random() < nest and "expr" in form else refs
            expr = builder.try_op(op, refs)
            if expr is not None and not (
                isinstance(expr.value, (list, str, dict)) and len(expr.value) == 0 and self.rng.random() < 0.9
            ):
                return op, expr
        return None

    def nested(
        self, builder: Builder, op: Op, refs: dict[str, Var | Lit | Expr]
    ) -> dict[str, Var | Lit | Expr]:
        """One argument replaced by an expression of its kind."""
        if op.name in ALONE:
            return refs
        name, kind = self.rng.choice(op.args)
        pool = [
            (o, r)
            for o, r in self.candidates(builder, ("expr",))
            if (len(r) == 1 and o.np and o.family not in {"where"}) or o.maker
        ]
        for inner, inner_refs in self.rng.sample(pool, min(8, len(pool))):
            expr = builder.try_op(inner, inner_refs)
            if (
                expr is not None
                and expr.op.np
                and accepts(expr.kind, kind)
                and len(expr.code) < 40
                and not expr.op.imports
                and op.code.count("{" + name + "}") == 1
            ):
                builder.ops.append(inner.name)
                return {**refs, name: expr}
        return refs

    def make(self) -> Program | None:
        """One program, or None where the draw led nowhere."""
        from training.multiturn import functions, mutations

        rng = self.rng
        builder = Builder(rng)
        target = rng.choices([2, 3, 4, 5, 6, 7, 8, 9], [6, 16, 24, 22, 14, 9, 6, 3])[0]
        mode = rng.random()
        first = rng.random()
        if first < 0.4:
            openings.add(builder)
        elif (first < 0.5 and fills.add(builder)) or (first < 0.58 and referring.open_alike(builder)):
            pass
        elif mode < 0.3:
            values.introduce_two(builder, rng.choice(TWO))
        else:
            values.introduce(builder, rng.choices(list(STARTS), list(STARTS.values()))[0])
            if mode < 0.42:
                values.introduce(builder, rng.choice([builder.vars[0].kind, "int", "str"]))
        while len(builder.turns) < target - 1:
            roll = rng.random()
            if rng.random() < 0.3:
                done = rng.choices(MORE, MORE_WEIGHTS)[0](builder, self)
            elif roll < 0.14:
                done = functions.define_and_call(builder, self)
            elif roll < 0.2:
                done = mutations.add(builder, self)
            elif roll < 0.29 and any(
                o.form != "expr" for o, _ in self.candidates(builder, ("block", "inplace"))
            ):
                done = self.block(builder)
            elif roll < 0.35:
                done = self.pair(builder)
            elif roll < 0.4 and target > 4:
                done = openings.add(builder)
            else:
                done = self.step(builder)
            if not done and not self.step(builder):
                break
        if len(builder.turns) < 2 or not self.last(builder):
            return None
        for name in builder.ops:
            self.used[name] += 1
        return builder.finish("generated", "chains")

    def step(self, builder: Builder) -> bool:
        drawn = self.draw(builder)
        if drawn is None or drawn[1].kind not in KINDS | {
            "bool",
            "iset",
            "sset",
            "tuple",
            "odict",
            "lists",
            "bools",
            "list",
            "date",
            "array",
            "object",
        }:
            return False
        builder.compute(*drawn)
        return True

    def pair(self, builder: Builder) -> bool:
        """Two results of one variable in one step: 'the mean and the maximum ... as avg and top, respectively'."""
        rng = self.rng
        for _ in range(6):
            first, second = self.draw(builder, nest=0), self.draw(builder, nest=0)
            if first is None or second is None:
                continue
            (op1, e1), (op2, e2) = first, second
            if (
                op1 is op2
                or not e1.op.np
                or not e2.op.np
                or set(map(id, e1.refs.values())) & set(map(id, e2.refs.values())) == set()
            ):
                continue
            one = builder.fresh(e1.op.out)
            two = builder.fresh([n for n in e2.op.out if n != one] or [one + "_2"])
            if one == two:
                continue
            np1, np2 = builder.words(builder.pick_np(e1), e1), builder.words(builder.pick_np(e2), e2)
            q = builder.style.name
            text = rng.choice([
                f"Compute {np1} and {np2} and assign them to {q(one)} and {q(two)}, respectively", f"Find {np1} and {np2}, store them in {q(one)} and {q(two)} respectively",
                f"Set {q(one)} to {np1} and {q(two)} to {np2}", f"Calculate {np1} as {q(one)} and {np2} as {q(two)}",
                f"Assign {np1} to {q(one)} and {np2} to {q(two)}", f"Store {np1} in {q(one)}, and {np2} in {q(two)}",
            ])  # fmt: skip
            code = builder.need(e1.op.imports + e2.op.imports) + f"{one} = {e1.code}\n{two} = {e2.code}"
            builder.note_use(e1)
            builder.note_use(e2)
            builder.add(
                text,
                code,
                {one: e1.value, two: e2.value},
                "",
                builder.names(e1, one) + builder.names(e2, two),
            )
            builder.bind(one, e1.value)
            builder.bind(two, e2.value)
            builder.last = None
            builder.ops += [op1.name, op2.name]
            return True
        return False

    def block(self, builder: Builder) -> bool:
        """Statements: a loop, a change in place."""
        drawn = self.draw(builder, ("block", "inplace"), nest=0)
        if drawn is None:
            return False
        op, expr = drawn
        target = expr.refs["x"]
        if expr.op.form == "inplace":
            if not isinstance(target, Var):
                return False
            name = target.name
            text = builder.words(builder.pick_vp(expr), expr)
            code = expr.code
        else:
            name = builder.fresh(expr.op.out)
            text = builder.words(builder.pick_vp(expr), expr).replace("{out}", builder.style.name(name))
            code = expr.code.replace("{out}", name)
        if fills.clobbers(code, builder, {name}):
            return False
        builder.note_use(expr)
        builder.add(
            text, builder.need(expr.op.imports) + code, {name: expr.value}, "", builder.names(expr, name)
        )
        builder.bind(name, expr.value)
        builder.used.discard(name)
        builder.ops.append(op.name)
        return True

    def last(self, builder: Builder) -> bool:
        """The answer is printed."""
        rng = self.rng
        var = builder.last
        roll = rng.random()
        if var is not None and var.kind != "sset" and roll < 0.45 and var.name not in builder.used:
            builder.show_var(var)
            return True
        drawn = self.draw(builder, nest=0.25)
        if drawn is None or drawn[1].kind in {"sset", "object"}:
            if var is None or var.kind == "sset":
                return False
            builder.show_var(var)
            return True
        builder.show(*drawn)
        return True
