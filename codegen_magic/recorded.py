"""The code of a step out of a record, with no model: for runs that replay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from codegen_magic.errors import NoCode, RecordFailed
from codegen_magic.journal import Contents, Line, read
from codegen_magic.record import upgraded
from codegen_magic.restore import as_turn
from codegen_magic.turn import Turn, sha256


@dataclass(frozen=True)
class Found:
    """A recorded turn with the code that counts: as it last ran to its end, was last run, or was written.

    gone: its cell was deleted, or the turn undone, and nothing of it ran since.
    """

    line: Line
    turn: Turn
    edited: bool
    gone: bool = False


class Recorded:
    """The turns of a record by their step's cell and by their words."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._turns: list[Line] = []
        self._edits: dict[str, str] = {}  # by the turn line's id
        self._succeeded: set[str] = set()
        self._gone: set[str] = set()
        for line in lines:
            if line["kind"] == "turn":
                self._turns.append(line)
            elif line["kind"] in ("ran", "failed"):
                self._happen(line)
            elif line["kind"] in ("deleted", "undone"):
                self._gone |= set(line["turns"])
        self._given: set[str] = set()

    def _happen(self, line: Line) -> None:
        """What ran to its end last counts, or where nothing did what was run last.

        An event without code, or its hash, ran what was written.
        """
        self._gone -= set(line["turns"])
        for turn in line["turns"]:
            if line["kind"] == "ran":
                self._succeeded.add(turn)
            elif turn in self._succeeded:
                continue
            if "code" in line:
                self._edits[turn] = line["code"]
            elif "code_sha256" not in line:
                self._edits.pop(turn, None)

    @classmethod
    def from_file(cls, path: Path) -> Recorded:
        contents = upgraded(read(path))
        if not contents.lines:
            raise RecordFailed(f"{path} holds no record to replay")
        return cls(contents.lines)

    def find(self, context: str, instruction: str, cell: str = "", part: int = 0) -> Found:
        """The code of a step.

        A step is known by its cell's id and its words, else by its words, each turn once, those of the latest
        kernel first. Raises NoCode, saying why, where the record has none.
        """
        here = [line for line in self._turns if cell and (line["cell"], line["part"]) == (cell, part)]
        same = [line for line in here if _asks(line, instruction)]
        if not same:
            named = self._named(context, instruction)
            fresh = [line for line in named if line["id"] not in self._given]
            fresh.sort(key=lambda line: line.get("kernel") != named[-1].get("kernel"))
            same = fresh[:1] or named[-1:]
        if not same:
            raise NoCode(
                "the step was changed since its code was recorded: run it with its model"
                if here
                else "the record has no code for this step: run it with its model"
            )
        line = same[-1]
        if "code" not in line:
            raise NoCode("the record holds hashes only: run the step with its model")
        self._given.add(line["id"])
        code = self._edits.get(line["id"], line["code"])
        turn = as_turn(line | {"code": code, "instruction": instruction}, line["turn"])
        return Found(line, turn, code != line["code"], line["id"] in self._gone)

    def _named(self, context: str, instruction: str) -> list[Line]:
        """The turns of these words, without those that a later one took the place of."""
        named = [line for line in self._turns if _asks(line, instruction) and line["context"] == context]
        replaced = {line["replaces"] for line in named}
        last = {(line["cell"], line["part"]): line["id"] for line in named}
        return [
            line
            for line in named
            if line["id"] not in replaced
            and (not line["cell"] or last[line["cell"], line["part"]] == line["id"])
        ]


def _asks(line: Line, instruction: str) -> bool:
    """Whether a line is of this step; steps with values filled in are recorded as they were typed."""
    if line.get("filled") and line.get("instruction") == instruction:
        return True
    return bool(line["step_sha256"] == sha256(instruction))


def write_lines(contents: Contents, path: Path) -> None:
    """A file for `Recorded.from_file`."""
    path.write_text("".join(json.dumps(line) + "\n" for line in contents.lines), encoding="ascii")
