"""Real interrupts in a real kernel on the real default model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kernels import Kernel, started

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"),
]
# Sampled so hot, an answer does not end by itself for a long time.
ENDLESS = "%%synth --format chat --temperature 5 --top-p 1 --max-new-tokens 4000\ncount the stars"
SLOW_TO_LOAD = "%%synth --backend torch\nset x"


@pytest.fixture
def kernel(default_model: Path, tmp_path: Path) -> Iterator[Kernel]:
    with started(tmp_path) as kernel:
        assert kernel.run("%load_ext codegen_magic").status == "ok"
        yield kernel


@pytest.mark.parametrize(
    ("code", "seconds"), [(ENDLESS, 4.0), (SLOW_TO_LOAD, 1.0)], ids=["generating", "loading"]
)
def test_an_interrupt_is_one_line_and_changes_nothing(kernel: Kernel, code: str, seconds: float) -> None:
    stopped = kernel.run(code, interrupt_after=seconds)
    assert stopped.status == "error"
    assert "interrupted: nothing was inserted and the context is as it was" in stopped.shown
    assert "Traceback" not in stopped.shown
    assert stopped.payload == []
    assert "turns" not in kernel.run("%synth status").shown.replace("0 turns", "")
    after = kernel.run("%%synth\nLoad the wine data from scikit-learn as a DataFrame wine.")
    assert after.status == "ok"
    assert after.payload[0]["text"].endswith("wine = load_wine(as_frame=True).frame")
