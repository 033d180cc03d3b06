"""Repair turns (an error, then the code that works) and steps whose code the user edited before going on."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from training.multiturn.phrase import Style, sentence
from training.multiturn.program import ERROR, ERROR_TYPE, Program, TurnDraft

if TYPE_CHECKING:
    from training.multiturn.chains import Chains
    from training.multiturn.sessions import Sessions

ASK = [
    "Fix the error",
    "Fix the last error",
    "That fails, fix it",
    "Repair the last step",
    "The last step raised an error. Fix it",
    "Correct the code above",
    "It does not run, please fix it",
    "Fix it",
]
WITH_ERROR = [
    f"Fix this error: {ERROR}",
    f"I get {ERROR}. Fix it",
    f"The last step fails with {ERROR}, fix the code",
    f"Fix the {ERROR_TYPE}",
    f"Fix {ERROR}",
]


class Repairs:
    """Takes a program's step, breaks it the way people and models do, and asks for the fix."""

    def __init__(self, rng: random.Random, sessions: Sessions, chains: Chains) -> None:
        self.rng, self.sessions, self.chains = rng, sessions, chains

    def make(self) -> Program | None:
        rng = self.rng
        program = self.sessions.make() if rng.random() < 0.6 else self.chains.make()
        if program is None or len(program.turns) < 2:
            return None
        return self.repair(program) if rng.random() < 0.6 else self.edited(program)

    def repair(self, program: Program) -> Program | None:
        """The last step's broken code stands in the text as history; the fix is the turn to learn.

        The broken step is part of the header, which is never learnt. What it raises is seen when the program is
        verified; until then ERROR and ERROR_TYPE stand for it.
        """
        rng = self.rng
        last = program.turns[-1]
        broken = break_code(last.code, rng)
        if broken is None:
            return None
        text = "".join(
            f"# {s}\n{t.code}\n\n" for s, t in zip(program.sentences[:-1], program.turns[:-1], strict=True)
        )
        header = f"{program.header}{text}# {program.sentences[-1]}\n{broken}\n\n"
        form = rng.random()
        if form < 0.6:  # as the magic asks: the same step again
            ask = program.sentences[-1]
        else:
            ask = rng.choice(ASK if form < 0.8 else WITH_ERROR)
            ask = sentence(ask, Style.draw(rng), rng, protect=(ERROR, ERROR_TYPE))
        turn = TurnDraft(ask, last.code, last.effects, last.printed, (), last.grounding)
        setup = "\n".join([program.setup, program.header, *(t.code for t in program.turns[:-1])])
        return Program(
            [turn],
            header,
            "generated",
            "repairs",
            [*program.ops, "repair"],
            [ask],
            setup,
            (program.checks or [""])[-1:],
            broken,
        )

    def edited(self, program: Program) -> Program | None:
        """The user renamed a variable in the code; what follows must use what the code says."""
        rng = self.rng
        names = [n for turn in program.turns[:-1] for n in re.findall(r"^(\w+) = ", turn.code, re.M)]
        later = program.turns[-1].code
        names = [n for n in dict.fromkeys(names) if re.search(rf"\b{n}\b", later) and len(n) > 1]
        before = program.setup + program.header
        names = [n for n in names if not re.search(rf"\b{n}\b", before)]  # a step changed it, none made it
        if not names:
            return None
        old = rng.choice(names)
        new = rng.choice([f"{old}_clean", f"my_{old}", f"{old}2", f"new_{old}", f"the_{old}"])
        pattern = re.compile(rf"(?<![\w'\".]){old}\b(?!['\"=]|\w*\()")
        changed = False
        for index, turn in enumerate(program.turns):
            if (
                re.search(rf"['\"]{old}['\"]", turn.code)
                or f".{old}" in turn.code
                or re.search(rf"\b{old}=", turn.code)
            ):
                return None
            made = pattern.sub(new, turn.code)
            if not changed and made != turn.code:
                changed = True  # the instruction keeps the old name here: this is the step that was edited
            elif changed:
                program.sentences[index] = (
                    re.sub(rf"(?<!\w){old}(?!\w)", new, program.sentences[index])
                    if rng.random() < 0.6
                    else program.sentences[index]
                )
            turn.code = made
            turn.effects = {new if k == old else k: v for k, v in turn.effects.items()}
            turn.grounding = re.sub(rf"(?m)^# {old}:", f"# {new}:", turn.grounding)
        program.checks = [re.sub(rf"(?<![\w'\".]){old}\b", new, c) for c in program.checks]
        if not changed:
            return None
        # the edited step is history, not something to learn
        first = next(i for i, t in enumerate(program.turns) if re.search(rf"\b{new}\b", t.code))
        if first + 1 >= len(program.turns):
            return None
        header = program.header + "".join(
            f"# {s}\n{t.code}\n\n"
            for s, t in zip(program.sentences[: first + 1], program.turns[: first + 1], strict=True)
        )
        checks = (program.checks or [""] * len(program.turns))[first + 1 :]
        return Program(
            program.turns[first + 1 :],
            header,
            "generated",
            "repairs",
            [*program.ops, "edited"],
            program.sentences[first + 1 :],
            program.setup,
            checks,
        )


def break_code(code: str, rng: random.Random) -> str | None:
    """The code with one of the usual mistakes; most of these raise an error."""
    options = []
    columns = re.findall(r"\[\"([A-Za-z_ ]{3,})\"\](?! = )", code)
    if columns:
        column = rng.choice(columns)
        wrong = rng.choice(
            [
                column.upper() if column.upper() != column else column.lower(),
                column[:-1],
                column + "s",
                column.replace("_", " ")
                if "_" in column
                else column.capitalize()
                if column.capitalize() != column
                else column + "_",
            ]
        )
        options.append(re.sub(rf'\["{column}"\](?! = )', f'["{wrong}"]', code, count=1))
    calls = re.findall(
        r"\.(groupby|sort_values|value_counts|append|upper|split|isna|mean|fillna|items)\(", code
    )
    if calls:
        call = rng.choice(calls)
        wrong = {
            "groupby": "group_by",
            "sort_values": "sort_value",
            "value_counts": "value_count",
            "append": "add",
            "upper": "to_upper",
            "split": "tokenize",
            "isna": "is_na",
            "mean": "average",
            "fillna": "fill_na",
            "items": "iteritems",
        }[call]
        options.append(code.replace(f".{call}(", f".{wrong}(", 1))
    imports = re.match(r"((?:import|from) [^\n]*\b(\w+))\n", code)
    if imports and imports[2] in code[imports.end() :]:
        options.append(code[imports.end() :])
    names = re.findall(r"\b([a-z_]{4,})\b(?= ?[\[.)])", code)
    if names and rng.random() < 0.5:
        name = rng.choice(names)
        wrong = name[:-1] if rng.random() < 0.5 else name + "s"
        if (
            not re.search(rf"\b{wrong}\b", code)
            and not re.search(rf"[\"'.]{name}", code)
            and name not in ("print", "range", "list", "self", "sorted")
        ):
            options.append(re.sub(rf"\b{name}\b", wrong, code, count=1))
    if code.count("(") == code.count(")") and code.endswith(")") and "\n" not in code and rng.random() < 0.3:
        options.append(code[:-1])
    options = [other for other in options if other != code]
    return rng.choice(options) if options else None
