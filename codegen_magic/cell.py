"""Putting code into the notebook: the streaming display, the marker line, the inserted cell."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import DisplayHandle

from codegen_magic.truncate import STOP_RULES, parses
from codegen_magic.turn import Turn, sha256

MARKER = re.compile(r"^# synth:(?:(?P<context>[\w.-]+)/)?(?P<number>\d+):(?P<hash>[0-9a-f]{8})\b[^\n]*\n?")
REFRESH_SECONDS = 0.1
WHERE = {"insert": "inserted below", "show": "shown only", "run": "run in place"}


@dataclass(frozen=True)
class Marker:
    """What a generated cell's first line says."""

    context: str
    number: int
    hash: str


def marker_line(turn: Turn, context: str) -> str:
    """`# synth:3:9c1f2b7a Group df by region`: names the turn and its step in at most 80 characters."""
    where = f"{turn.number}:{sha256(turn.code)[:8]}"
    if context != "default":
        where = f"{context}/{where}"
    line = f"# synth:{where} {one_line(turn.instruction)}"
    return line if len(line) <= 80 else line[:77].rstrip() + "..."


def read_marker(source: str) -> tuple[Marker | None, str]:
    """The marker of a cell's source, if it has one, and the source without it."""
    match = MARKER.match(source)
    if match is None:
        return None, source
    marker = Marker(match["context"] or "default", int(match["number"]), match["hash"])
    return marker, source[match.end() :]


def cell_source(turn: Turn, context: str) -> str:
    return f"{marker_line(turn, context)}\n{turn.code}"


def one_line(text: str) -> str:
    """Text on one line, without control characters: safe in a comment and in a message."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def insert_below(shell: InteractiveShell, source: str, metadata: dict[str, Any]) -> None:
    """Ask the front end for a new cell. The last thing a step does: a payload outlives a failure."""
    manager = getattr(shell, "payload_manager", None)
    if hasattr(shell, "kernel") and manager is not None:
        manager.write_payload(
            {"source": "set_next_input", "text": source, "replace": False, "codegen_magic": metadata}
        )
    else:
        shell.set_next_input(source)


class StepDisplay:
    """One output that shows the step's code while it is written, then its final form."""

    def __init__(self, shell: InteractiveShell, model: str, rules: str) -> None:
        self._live = hasattr(shell, "kernel")  # a terminal would print every update
        self._handle = DisplayHandle()
        self._model = model
        self._cut = STOP_RULES[rules].cut
        self._shown = False
        self._last = 0.0
        self._t0 = time.perf_counter()
        self.text = ""

    def note(self, message: str) -> None:
        """Say what is going on before there is code."""
        if self._live:
            self._put({"text/plain": message})

    def on_text(self, text: str, tokens: int) -> None:
        self.text = text
        now = time.perf_counter()
        if tokens == 1:
            self._t0 = now
        if self._live and now - self._last >= REFRESH_SECONDS:
            self._last = now
            rate = (
                f", {(tokens - 1) / (now - self._t0):.0f} tokens/s" if tokens > 1 and now > self._t0 else ""
            )
            self._put(_bundle(text[: self._cut(text)], f"{self._model} is writing: {tokens} tokens{rate}"))

    def partial(self, reason: str) -> None:
        """The text so far, and why it ended. Nothing is shown where nothing was written."""
        if self.text.strip() or self._shown:
            self._put(_bundle(self.text, reason))

    def final(self, turn: Turn, to: str, extra: dict[str, Any] | None = None) -> None:
        self._put(_bundle(turn.code, status_line(turn, to)) | (extra or {}))

    def _put(self, data: dict[str, Any]) -> None:
        if self._shown:
            self._handle.update(data, raw=True)
        else:
            self._handle.display(data, raw=True)
        self._shown = True


def status_line(turn: Turn, to: str) -> str:
    done = turn.completion
    seconds = done.prefill_seconds + done.decode_seconds
    parts = [
        turn.identity.model,
        f"{len(done.ids)} tokens in {seconds:.1f} s ({done.tokens_per_second:.0f}/s)",
        f"seed {turn.sampling.seed}" if turn.sampling.temperature else "greedy",
        WHERE[to],
    ]
    if turn.prompt.dropped:
        parts.insert(3, f"context full: turns {_range(turn.prompt.dropped)} left out")
    if not parses(turn.code):
        parts.insert(3, "does not parse: edit it, or run the step again in other words")
    if done.stop_reason == "length":
        parts.insert(3, "cut at the token limit")
    return " · ".join(parts)


def _range(numbers: tuple[int, ...]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def _bundle(code: str, status: str) -> dict[str, Any]:
    """Markdown, which every front end highlights in its own theme, and plain text for the rest."""
    ticks = max((len(run) for run in re.findall(r"`{3,}", code)), default=2) + 1
    fence = "`" * ticks
    quoted = re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", status)
    return {
        "text/markdown": f"{fence}python\n{code}\n{fence}\n\n<small>{quoted}</small>",
        "text/plain": f"{code}\n# {status}",
    }
