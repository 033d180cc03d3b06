"""How a run without a front end tells its kernel what to do with steps: one environment variable."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from codegen_magic.errors import BadInput

VARIABLE = "CODEGEN_MAGIC_RUN"
KINDS = ("", "run", "regenerate", "replay")


@dataclass(frozen=True)
class RunMode:
    """kind: "" in a front end; "run"; "regenerate", which takes nothing from the cache; "replay", with no model.

    lines: the file with the record's lines for a replay.
    """

    kind: str = "run"
    lines: Path | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadInput(f"{VARIABLE}: no kind of run {self.kind!r}")

    def environment(self) -> dict[str, str]:
        return {VARIABLE: f"{self.kind}:{self.lines}" if self.lines else self.kind}

    @classmethod
    def current(cls) -> RunMode:
        """Of this kernel."""
        kind, _, lines = os.environ.get(VARIABLE, "").partition(":")
        return cls(kind, Path(lines) if lines else None)
