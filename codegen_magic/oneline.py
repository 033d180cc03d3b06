"""What is said to the user on one line: messages, errors and interrupts without a traceback."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator

from IPython.core.error import UsageError

from codegen_magic.errors import CodegenMagicError


def one_line(text: str) -> str:
    """Text on one line, without control characters: safe in a comment and in a message."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def shorten(text: str, limit: int = 160) -> str:
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 3] + "..."


class Interrupted(KeyboardInterrupt):
    """The user's interrupt, shown as one line instead of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"KeyboardInterrupt: {self}"]


@contextlib.contextmanager
def one_line_errors() -> Iterator[None]:
    """Our errors, and an interrupt of ours, reach the user as one line, without a traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted: nothing was inserted and the context is as it was") from None
    except CodegenMagicError as error:
        raise UsageError(one_line(str(error))) from None
    except MemoryError:
        raise UsageError("out of memory: use a smaller model, or close other programs") from None
