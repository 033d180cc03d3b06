"""Edits, deletions and re-runs as JupyterLab sends them, in a real kernel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.filterwarnings(
    "ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)


class Lab:
    """Sends cells with the metadata that JupyterLab sends."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def run(
        self, code: str, cell: str, deleted: list[str] | None = None, **metadata: Any
    ) -> tuple[str, str, list[dict[str, Any]]]:
        """(status, what was shown, payload)."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": True}
        sent = self.client.session.msg(
            "execute_request",
            content,
            metadata={"cellId": cell, "deletedCells": deleted or [], "trusted": True, **metadata},
        )
        self.client.shell_channel.send(sent)
        shown: list[str] = []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != sent["header"]["msg_id"]:
                continue
            found = message["content"]
            if message["msg_type"] == "status" and found["execution_state"] == "idle":
                break
            shown += [found.get("text", ""), *found.get("traceback", [])]
            shown.append(str(found.get("data", {}).get("text/plain", "")))
        while True:  # a slow start leaves replies to earlier questions behind
            answer = self.client.get_shell_msg(timeout=60)
            if answer["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
                break
        reply = answer["content"]
        return reply["status"], "\n".join(shown), reply.get("payload", [])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    answers = ["a = 1", "b = a + 1", "c = b", "a = 100"]
    (tmp_path / "answers.json").write_text(json.dumps(answers))
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    try:
        started = Lab(client)
        setup = "%load_ext codegen_magic\n%config SynthMagics.grounding = 0\n"
        setup += "%synth use answers.json --backend scripted"
        assert started.run(setup, "setup")[0] == "ok"
        yield started
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def prompt(lab: Lab, **options: Any) -> str:
    """What the model would be told before the next step, behind the examples."""
    shown = lab.run("%%synth --dry-run\nnext", "probe", **options)[1]
    return shown[shown.index("means = ") :].split("\n\n", 1)[1].strip("\n")


def test_the_context_follows_the_notebook(lab: Lab) -> None:
    def step(text: str, cell: str) -> str:
        status, shown, payloads = lab.run(f"%%synth\n{text}", cell)
        assert (status, len(payloads)) == ("ok", 1), shown
        (payload,) = payloads
        assert payload["replace"] is False
        return str(payload["text"])

    first = step("set a", "step-a")
    lab.run(first, "code-a")
    second = step("set b", "step-b")
    lab.run("print(a)\n%pwd", "own")
    lab.run("raise SystemError", "own-2")
    lab.run("a = 5", "scratch", tags=["synth-ignore"])
    lab.run(second.replace("a + 1", "a + 2"), "code-b")
    assert prompt(lab) == "# set a\na = 1\n\nprint(a)\n\n# set b\nb = a + 2\n\n# next"
    assert lab.run(second.replace("a + 1", "nothing"), "code-b")[0] == "error"
    assert prompt(lab) == "# set a\na = 1\n\nprint(a)\n\n# next"
    lab.run(second, "code-b")
    assert prompt(lab, deleted=["own"]) == "# set a\na = 1\n\n# set b\nb = a + 1\n\n# next"
    assert prompt(lab, deleted=["code-a"]) == "# set b\nb = a + 1\n\n# next"
    lab.run(first, "code-a")
    step("set c", "step-c")
    _, shown, payload = lab.run("%%synth\nset c", "step-c")
    assert "nothing that went into step 3 has changed" in shown
    assert payload == []
    _, shown, (payload,) = lab.run("%%synth --to replace\nset a to 100", "step-a")
    assert payload["replace"] is True
    assert payload["text"].endswith("#> %%synth --to replace\n#> set a to 100\na = 100")
    context = lab.run("%synth context", "look")[1]
    for line in (
        "[1] set a to 100  (written, ",
        "[-] your cell  (deleted, 8 tokens, left out)",
        "[2] set b  (stale, ",
        "[3] set c  (stale, ",
    ):
        assert line in context
    assert "context  default: 3 turns (2 stale)" in lab.run("%synth status", "look")[1]
    lab.run("%synth undo 2", "look")
    assert prompt(lab) == "# set a to 100\na = 100\n\n# next"
