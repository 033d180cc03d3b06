"""A context as text: each entry, what became of it, and whether the model is told of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from codegen_magic.entry import Entry
from codegen_magic.oneline import one_line, shorten
from codegen_magic.session import Session
from codegen_magic.turn import Prompt


def counts(session: Session) -> str:
    """`4 turns (1 failed), 2 of your cells`"""
    found = Counter(
        word for entry in session.steps for word in _words(entry) if word not in ("written", "ran")
    )
    notes = ", ".join(f"{number} {word}" for word, number in found.items())
    own = sum(entry.turn is None and entry.in_context for entry in session.entries)
    cells = f", {own} of your cells" if own > 1 else ", one of your cells" if own else ""
    return f"{_turns(len(session.steps))}{f' ({notes})' if notes else ''}{cells}"


def listing(session: Session, prompt: Prompt, size: Callable[[str], str]) -> str:
    """Two lines an entry. prompt: of a next step, whose budget may have left the oldest entries out.

    size: of a text, with its unit.
    """
    past = session.past
    dropped = past[: len(prompt.dropped) + prompt.dropped_cells]
    lines = []
    for entry in session.entries:
        fits = not any(entry is other for other in dropped)
        told = any(entry is other for other in past)
        notes = [*_words(entry), size(entry.code)]
        if not told:
            notes.append("left out")
        elif not fits:
            notes.append("no longer fits: left out")
        lines += [f"{_name(entry)}  ({', '.join(notes)})", f"    {_first_line(entry.code)}"]
    return "\n".join(lines)


def _name(entry: Entry) -> str:
    return f"[{entry.number}] {one_line(entry.turn.instruction)}" if entry.turn else "[-] your cell"


def _words(entry: Entry) -> list[str]:
    """`["ran", "edited"]`"""
    words = [entry.status] if entry.turn or entry.status != "ran" else []
    if entry.status == "failed" and entry.ran:
        words.append("ran before")
    return [*words, "edited"] if entry.edited else words


def _first_line(code: str) -> str:
    """Of the code that does something, with the number of lines that follow."""
    lines = [line for line in code.split("\n") if line.strip()]
    shown = next((line for line in lines if not line.lstrip().startswith("#")), lines[0] if lines else "")
    more = len(lines) - 1
    return shorten(shown, 80) + (f"  (+ {more} {'lines' if more > 1 else 'line'})" if more > 0 else "")


def _turns(number: int) -> str:
    return f"{number} turn" if number == 1 else f"{number} turns"
