"""The comment that ties a generated cell to its step, and the step folded into its own cell. Pure.

    # synth:3:9c1f2b7a Group df by region
    #> %%synth --seed 4                        (only in a folded cell: the %%synth cell as it was typed)
    #> Group df by region
    df.groupby("region").mean()

A cell of several steps has several such parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from codegen_magic.oneline import one_line
from codegen_magic.turn import Turn, sha256

WIDTH = 80
MARKER = re.compile(
    r"^# synth:(?:(?P<context>[\w.-]+)/)?(?P<number>\d{1,9}):(?P<hash>[0-9a-f]{8})\b(?P<words>[^\n]*)(?:\n|\Z)",
    re.MULTILINE,
)
UNFOLD = re.compile(r"\s*%%synth[ \t]+unfold\b")  # above a folded cell: its code stays the step's until then
_FOLDED = re.compile(r"(?:#>[^\n]*(?:\n|\Z))+")


@dataclass(frozen=True)
class Marker:
    """What a generated cell's first line says. words: the step, shortened."""

    context: str
    number: int
    hash: str
    words: str = ""


@dataclass(frozen=True)
class Part:
    """The code behind one marker. line: of the marker in the cell, counted from 1."""

    marker: Marker
    code: str
    line: int

    @property
    def unchanged(self) -> bool:
        return hash_of(self.code) == self.marker.hash

    @property
    def with_words(self) -> str:
        """The code below the step's words, where the marker has them all: as the user's own code is told."""
        words = self.marker.words
        return self.code if not words or words.endswith("...") else f"# {words}\n{self.code}"

    def says(self, turn: Turn, context: str) -> bool:
        """Whether its marker has the words of the turn."""
        (own,) = read_parts(marker_line(turn, context))
        return own.marker.words == self.marker.words


def hash_of(code: str) -> str:
    """Eight digits of the code's SHA-256; blank lines around it do not count."""
    return sha256(code.strip("\n"))[:8]


def marker_line(turn: Turn, context: str) -> str:
    """`# synth:3:9c1f2b7a Group df by region`: names the turn and its step in at most 80 characters."""
    return _first_line(f"{turn.number}:{hash_of(turn.code)}", turn.instruction, context)


def draft(before: list[Turn], number: int, instruction: str, context: str) -> str:
    """What stands above a step's code while it is written: the cell's turns before it, and a line without a hash,
    which is no marker yet."""
    above = f"{cell_source(before, context)}\n\n" if before else ""
    return f"{above}{_first_line(str(number), instruction, context)}\n"


def _first_line(name: str, instruction: str, context: str) -> str:
    where = name if context == "default" else f"{context}/{name}"
    line = f"# synth:{where} {one_line(instruction)}"
    return line if len(line) <= WIDTH else line[: WIDTH - 3].rstrip() + "..."


def cell_source(turns: list[Turn], context: str, typed: str = "") -> str:
    """A generated cell. typed: the %%synth cell, to be folded into it."""
    first, *rest = [f"{marker_line(turn, context)}\n{turn.code}" for turn in turns]
    if typed:
        line, _, code = first.partition("\n")
        first = f"{line}\n{_folded(typed)}{code}"
    return "\n\n".join([first, *rest])


def read_parts(source: str) -> list[Part]:
    """The marked parts of a cell; what stands above the first marker belongs to the first part."""
    matches = list(MARKER.finditer(source))
    parts = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(source)
        fold = _fold(source, match)
        code = source[fold.end() if fold else match.end() : end]
        if index == 0:
            code = source[: match.start()] + code
        context = match["context"] or "default"
        marker = Marker(context, int(match["number"]), match["hash"], match["words"].strip())
        parts.append(Part(marker, code.strip("\n"), source.count("\n", 0, match.start()) + 1))
    return parts


def is_unchanged(source: str) -> bool:
    """Whether a cell is as it was generated."""
    parts = read_parts(source)
    return bool(parts) and all(part.unchanged for part in parts)


def read_marker(source: str) -> tuple[Marker | None, str]:
    """The first marker of a generated cell, and the cell without its markers and its folded step."""
    parts = read_parts(source)
    if not parts:
        return None, source
    return parts[0].marker, "\n\n".join(part.code for part in parts)


def unfolded(source: str) -> str:
    """The %%synth cell that is folded into a generated one; "" if there is none."""
    for match in MARKER.finditer(source):
        fold = _fold(source, match)
        if fold:
            return "\n".join(line[2:].removeprefix(" ") for line in fold[0].strip("\n").split("\n"))
    return ""


def _folded(typed: str) -> str:
    """Comment lines; only Python's own line ends count, so that no line of a step becomes code."""
    lines = re.split(r"\r\n|\r|\n", typed.strip("\r\n"))
    return "".join((f"#> {line}" if line else "#>") + "\n" for line in lines)


def _fold(source: str, match: re.Match[str]) -> re.Match[str] | None:
    return _FOLDED.match(source, match.end())
