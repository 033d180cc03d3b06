"""Real interrupts in a real kernel on the real default model."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"),
]
# Sampled so hot, an answer does not end by itself for a long time.
ENDLESS = "%%synth --format chat --temperature 5 --top-p 1 --max-new-tokens 4000\ncount the stars"
SLOW_TO_LOAD = "%%synth --backend torch\nset x"


class Kernel:
    def __init__(self, manager: Any, client: Any) -> None:
        self.manager, self.client = manager, client
        self.payload: list[Any] = []

    def run(self, code: str, interrupt_after: float | None = None) -> tuple[str, str]:
        """(status, everything that was shown as text)."""
        shown: list[str] = []
        sent = self.client.execute(code)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            self.manager.interrupt_kernel()
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != sent:
                continue
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
            shown += [content.get("text", ""), *content.get("traceback", [])]
            shown.append(str(content.get("data", {}).get("text/plain", "")))
        reply = self.client.get_shell_msg(timeout=60)
        self.payload = reply["content"].get("payload", [])
        return reply["content"]["status"], "\n".join(shown)


@pytest.fixture
def kernel(default_model: Path, tmp_path: Path) -> Iterator[Kernel]:
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    try:
        started = Kernel(manager, client)
        assert started.run("%load_ext codegen_magic")[0] == "ok"
        yield started
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("code", "seconds"), [(ENDLESS, 4.0), (SLOW_TO_LOAD, 1.0)], ids=["generating", "loading"]
)
def test_an_interrupt_is_one_line_and_changes_nothing(kernel: Kernel, code: str, seconds: float) -> None:
    status, shown = kernel.run(code, interrupt_after=seconds)
    assert status == "error"
    assert "interrupted: nothing was inserted and the context is as it was" in shown
    assert "Traceback" not in shown
    assert kernel.payload == []
    assert "turns" not in kernel.run("%synth status")[1].replace("0 turns", "")
    status, _ = kernel.run("%%synth\nLoad the wine data from scikit-learn as a DataFrame wine.")
    assert status == "ok"
    assert kernel.payload[0]["text"].endswith("wine = load_wine(as_frame=True).frame")
