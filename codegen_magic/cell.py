"""The output of a step: its code while it is written, then its final form and how it came about."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import DisplayHandle, display

from codegen_magic.errors import CodegenMagicError
from codegen_magic.frontend import LiveCell
from codegen_magic.truncate import STOP_RULES, lost_its_end
from codegen_magic.turn import Prompt, Turn

REFRESH_SECONDS = 0.1
WHERE = {"insert": "inserted below", "replace": "in this cell", "show": "shown only", "run": "run in place"}
IN_PAGE = "written into its cell"
EDITED_KEPT = "written into a new cell; the one you edited is kept below it"


def say(message: str, extra: dict[str, Any]) -> None:
    """One line in the cell's output, with data that stay in the notebook: the output of the run before is gone."""
    display({"text/plain": message} | extra, raw=True)


class StepDisplay:
    """One output that shows the step's code while it is written, then its final form.

    Where the code streams into a cell of its own (`live`, below the text `above`), it shows the state only.
    """

    def __init__(self, shell: InteractiveShell, model: str, live: LiveCell, above: str = "") -> None:
        self._updates = hasattr(shell, "kernel")  # a terminal would print every update
        self._live = live
        self._above = above
        self._handle = DisplayHandle()
        self._model = model
        self.rules = "cell"  # of truncate.STOP_RULES: those that the answer ends by
        self._shown = False
        self._last = 0.0
        self._t0 = time.perf_counter()
        self.text = ""

    def note(self, message: str) -> None:
        """Say what is going on before there is code."""
        if self._updates:
            self._put({"text/plain": message})

    def on_text(self, text: str, tokens: int) -> None:
        self.text = text
        now = time.perf_counter()
        if tokens == 1:
            self._t0 = now
        if self._updates and now - self._last >= REFRESH_SECONDS:
            self._last = now
            rate = (
                f", {(tokens - 1) / (now - self._t0):.0f} tokens/s" if tokens > 1 and now > self._t0 else ""
            )
            code = text[: STOP_RULES[self.rules].cut(text)]
            self._live.write(self._above + code)
            self._put(self._bundle(code, f"{self._model} is writing: {tokens} tokens{rate}"))

    def partial(self, reason: str) -> None:
        """The text so far, and why it ended. Nothing is shown where nothing was written."""
        if self.text.strip() or self._shown:
            self._put(_bundle(self.text, reason))  # the code too: its cell is taken back

    @contextlib.contextmanager
    def failing(self) -> Iterator[None]:
        """Around the writing of the step: says below the text so far that nothing came of it."""
        try:
            yield
        except KeyboardInterrupt:
            self.partial("interrupted: nothing was inserted")
            raise
        except CodegenMagicError:
            self.partial("not inserted")
            raise

    def final(self, turn: Turn, to: str, extra: dict[str, Any] | None = None, source: str = "") -> None:
        """source: where the code comes from, where no model was asked."""
        self.text = turn.code
        where = WHERE[to]
        if self._live.streams:
            where = EDITED_KEPT if self._live.earlier == "edited" else IN_PAGE
        self._put(self._bundle(turn.code, status_line(turn, where, source)) | (extra or {}))

    def _bundle(self, code: str, status: str) -> dict[str, Any]:
        """Plain text always has the code: a saved notebook holds it even where its cell is lost."""
        bundle = _bundle(code, status)
        return bundle | {"text/markdown": _small(status)} if self._live.streams else bundle

    def _put(self, data: dict[str, Any]) -> None:
        if self._shown:
            self._handle.update(data, raw=True)
        else:
            self._handle.display(data, raw=True)
        self._shown = True


def status_line(turn: Turn, where: str, source: str = "") -> str:
    done = turn.completion
    source = source or ("from the cache" if done.cached else "")
    seconds = done.prefill_seconds + done.decode_seconds
    parts = [
        turn.identity.model,
        source or f"{len(done.ids)} tokens in {seconds:.1f} s ({done.tokens_per_second:.0f}/s)",
        f"seed {turn.sampling.seed}" if turn.sampling.temperature else "greedy",
        where,
    ]
    if turn.prompt.dropped or turn.prompt.dropped_cells:
        parts.insert(3, f"context full: {left_out(turn.prompt)} left out")
    if done.stop_reason == "length":
        parts.insert(3, "cut at the token limit")
    elif lost_its_end(done.text, turn.sampling.stop):
        parts.insert(3, "its end does not parse and was left out")
    return " · ".join(parts)


def left_out(prompt: Prompt) -> str:
    """`turns 1-4 and 2 of your cells`"""
    cells = prompt.dropped_cells
    parts = [_range(prompt.dropped)] if prompt.dropped else []
    parts += [f"{cells} of your cells" if cells > 1 else "one of your cells"] if cells else []
    return " and ".join(parts)


def _range(numbers: tuple[int, ...]) -> str:
    return f"turn {numbers[0]}" if len(numbers) == 1 else f"turns {numbers[0]}-{numbers[-1]}"


def _bundle(code: str, status: str) -> dict[str, Any]:
    """Markdown, which every front end highlights in its own theme, and plain text for the rest."""
    ticks = max((len(run) for run in re.findall(r"`{3,}", code)), default=2) + 1
    fence = "`" * ticks
    return {
        "text/markdown": f"{fence}python\n{code}\n{fence}\n\n{_small(status)}",
        "text/plain": f"{code}\n# {status}",
    }


def _small(status: str) -> str:
    quoted = re.sub(r"([\\`*_{}\[\]<>#|$])", r"\\\1", status)
    return f"<small>{quoted}</small>"
