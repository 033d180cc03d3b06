"""What a batch of independent rows must offer, and which backends have one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from codegen_magic.backends.base import Logits

DEFAULT_ROWS = 32
DEFAULT_ROWS_ONNX = 16  # a step of 32 rows costs the processor twice a step of 16


class IndependentRows(Protocol):
    """A batch of sequences of which each may go back, start anew, or leave. Rows are numbered from 0."""

    def begin(self, row: int) -> int:
        """A new job takes the row; returns how many of the positions held may serve it."""
        ...

    def forget(self, row: int, length: int) -> None:
        """Row `row` goes on from its first `length` positions."""
        ...

    def advance(self, wishes: Sequence[Sequence[int]]) -> dict[int, tuple[int, Logits | None]]:
        """Take some of the ids that each row is to be extended by: at least one id of one row.

        Returns, for the rows that went on, how many ids were taken, and the logits (V,) behind the
        last of them; None if its logits were not computed, which the row's last id always gets.
        """
        ...

    def pack(self, rows: Sequence[int]) -> None:
        """Keep these rows alone, in this order, which is ascending."""
        ...


def open_rows(backend: Any, rows: int) -> IndependentRows | None:
    """A batch of this backend's; None where its rows cannot be independent."""
    if hasattr(backend, "session"):
        from codegen_magic.evaluation.rows_onnx import OnnxRows

        return OnnxRows(backend.session, rows, backend.context_length) if backend.is_fused else None
    if hasattr(backend, "model"):
        from codegen_magic.evaluation.rows_torch import TorchRows, can_batch

        return TorchRows(backend, rows) if can_batch(backend) else None
    return None


def default_rows(backend: Any) -> int:
    """How many samples are drawn at once where nobody says."""
    return DEFAULT_ROWS_ONNX if hasattr(backend, "session") else DEFAULT_ROWS
