"""Entries + grounding + instruction + token budget -> Prompt. Pure.

Two formats:
  comments  CodeGen's: a header, then each turn as `# instruction` lines and its code
  chat      the model's own chat template; the code is asked for, and taken from, a fence

The user's own cells stand between the turns as they stand in the notebook, without a comment of ours.

A user's text is only ever concatenated: never formatted, never evaluated. The layout keeps
prefixes stable (header, turns in order, grounding last), so a step costs its own tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codegen_magic.backends.base import Tokenizer
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput, ContextFull
from codegen_magic.header import EXAMPLES
from codegen_magic.owncode import capped, without_imports
from codegen_magic.turn import Prompt, Value

FORMATS = ("comments", "chat")
CHAT_HEADER = (
    "You write one step of a Jupyter notebook. Answer with Python code only, in one ```python block. "
    "Earlier steps have been run; use their variables. Do not repeat them."
)
FENCE = "```python\n"


@dataclass(frozen=True)
class Layout(Value):
    """How a prompt is written. header None: the format's own; for chat it is the system message."""

    format: str = "comments"
    header: str | None = None


def comment(text: str) -> str:
    """Text as comment lines, one a line of the text. Only Python's own line ends count."""
    return "".join(
        (f"# {line}" if line.strip() else "#") + "\n" for line in re.split(r"\r\n|\r|\n", text.strip("\r\n"))
    )


def build(
    past: Sequence[Entry],
    instruction: str,
    tokenizer: Tokenizer,
    budget: int,
    layout: Layout,
    grounding: str = "",
) -> Prompt:
    """The prompt for the next step, at most `budget` tokens long.

    When not all of the past fits, its oldest entries go as a block: Prompt.dropped has the turns' numbers.
    Raises ContextFull if the step alone does not fit.
    """
    if layout.format not in FORMATS:
        raise BadInput(f"no prompt format {layout.format!r}: use one of {', '.join(FORMATS)}")
    render = _comments if layout.format == "comments" else _chat
    first = 0
    while True:
        text = render(past[first:], instruction, tokenizer, layout, grounding)
        ids = tokenizer.encode(text)
        if len(ids) <= budget:
            dropped = tuple(entry.number for entry in past[:first] if entry.turn)
            return Prompt(text, tuple(ids), layout.format, dropped, grounding, first - len(dropped))
        if first >= len(past):
            raise ContextFull(
                f"the step needs {len(ids)} tokens and the model has room for {budget}: "
                "shorten the step, lower --max-new-tokens, or use a model with a longer context"
            )
        first += 1 if first else max(1, _first_kept(past, instruction, tokenizer, budget, layout, grounding))


def _comments(
    past: Sequence[Entry], instruction: str, tokenizer: Tokenizer, layout: Layout, grounding: str
) -> str:
    return _header(layout) + "".join(map(_block, past)) + _grounding_block(grounding) + comment(instruction)


def _chat(
    past: Sequence[Entry], instruction: str, tokenizer: Tokenizer, layout: Layout, grounding: str
) -> str:
    system = _header(layout)
    messages = [{"role": "system", "content": system}] if system else []
    ran = ""  # the user's own cells since the last step: templates want the roles to alternate
    for entry in past:
        if entry.turn is None:
            code = capped(entry.code)
            ran += f"{FENCE}{code}\n```\n" if code else ""
            continue
        messages.append({"role": "user", "content": ran + entry.turn.instruction})
        messages.append({"role": "assistant", "content": f"{FENCE}{entry.code}\n```"})
        ran = ""
    messages.append({"role": "user", "content": ran + _grounding_block(grounding) + instruction})
    return tokenizer.render_chat(messages) + FENCE


def _block(entry: Entry) -> str:
    """An entry in the comments format."""
    if entry.turn is None:
        code = capped(without_imports(entry.code))
        return code + "\n\n" if code else ""
    return comment(entry.turn.instruction) + entry.code + "\n\n"


def _header(layout: Layout) -> str:
    if layout.header is not None:
        return layout.header
    return EXAMPLES if layout.format == "comments" else CHAT_HEADER


def _grounding_block(grounding: str) -> str:
    return grounding if not grounding or grounding.endswith("\n") else grounding + "\n"


def _first_kept(
    past: Sequence[Entry],
    instruction: str,
    tokenizer: Tokenizer,
    budget: int,
    layout: Layout,
    grounding: str,
) -> int:
    """Index of the oldest entry that is kept.

    The history is walked as it happened: whenever a step did not fit, entries were dropped
    until half of the budget was free. So the same block stays dropped for many steps and
    the prompt's prefix, which the cache holds, changes rarely.
    """
    fixed = len(tokenizer.encode(_grounding_block(grounding) + comment(instruction))) + len(
        tokenizer.encode(_header(layout))
    )
    room = budget - fixed
    sizes = [len(tokenizer.encode(_block(entry))) for entry in past]
    if layout.format == "chat":
        sizes = [size + 16 for size in sizes]  # role markers and fences
    first, used = 0, 0
    for index, size in enumerate(sizes):
        used += size
        if used > room:
            while first <= index and used > room // 2:
                used -= sizes[first]
                first += 1
    return first
