"""The grounding comment of a live namespace: the very function that prompts use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.multiturn.sessions import Session

BUDGET = 160  # tokens; rows are short, and a notebook's variables fit


def describe(namespace: Mapping[str, Any], instruction: str, recent_code: str) -> str:
    """Comment lines about what the namespace holds, "" where nothing is to be told."""
    from codegen_magic.grounding import describe as describe_namespace

    visible = {name: value for name, value in namespace.items() if name[:1] != "_"}
    return describe_namespace(visible, instruction, recent_code, budget=BUDGET)


def again(session: Session, cut: int) -> None:
    """Keep the first `cut` steps; the last of them gets its grounding back by running them again."""
    space: dict[str, Any] = {}
    import contextlib
    import io
    import warnings

    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec("import matplotlib\nmatplotlib.use('Agg')\ndel matplotlib\n" + session.setup + "\n" + session.header, space)
        for turn in session.turns[: cut - 1]:
            exec(turn.code, space)
    del session.turns[cut:]
    last = session.turns[-1]
    last.grounding = describe(space, last.text, session.turns[-2].code if cut > 1 else "")
    for turn in session.turns[:-1]:
        turn.grounding = ""
