"""A real kernel, to which cells are sent as a front end sends them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

from codegen_magic.frontend import TARGET


@dataclass
class Reply:
    """What came back for one request. shown: texts and tracebacks; messages: on the kernel's comm."""

    status: str = ""
    shown: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    payload: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def states(self) -> list[str]:
        return [message["state"] for message in self.messages]


class Kernel:
    def __init__(self, manager: Any, client: Any) -> None:
        self.manager, self.client = manager, client
        self.folder = Path()  # where it works now
        self.comm = ""  # the id of the kernel's last comm

    def run(
        self, code: str, metadata: dict[str, Any] | None = None, interrupt_after: float | None = None
    ) -> Reply:
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": True}
        return self.send("execute_request", content, metadata, interrupt_after)

    def send(
        self,
        kind: str,
        content: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        interrupt_after: float | None = None,
    ) -> Reply:
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            self.manager.interrupt_kernel()
        reply = Reply()
        while True:
            got = self.client.get_iopub_msg(timeout=120)
            if got["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
                break
            self._keep(reply, got["msg_type"], got["content"])
        if kind == "execute_request":
            answer = self._answer_to(message)
            reply.status, reply.payload = answer["status"], answer.get("payload", [])
        return reply

    def _keep(self, reply: Reply, kind: str, content: dict[str, Any]) -> None:
        if kind == "comm_open" and content["target_name"] == TARGET:
            self.comm = content["comm_id"]
        if kind == "comm_msg":
            reply.messages.append(content["data"])
        if "display_data" in kind:
            reply.outputs.append(content["data"])
        texts = [content.get("text", ""), *content.get("traceback", [])]
        reply.shown += "\n".join([*texts, str(content.get("data", {}).get("text/plain", ""))]) + "\n"

    def _answer_to(self, message: dict[str, Any]) -> dict[str, Any]:
        """Late answers to other questions, of the kernel's start, are passed over."""
        while True:
            answer = self.client.get_shell_msg(timeout=60)
            if answer["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return dict(answer["content"])

    def say(self, **data: str | bool) -> Reply:
        """A message of a page on the kernel's comm."""
        return self.send("comm_msg", {"comm_id": self.comm, "data": data})

    def answers(self, *answers: str) -> None:
        """Load the extension, with a model that gives these answers."""
        (self.folder / "answers.json").write_text(json.dumps(answers))
        setup = "%reload_ext codegen_magic\n%synth use answers.json --backend scripted"
        assert self.run(setup).status == "ok"

    def clear(self, folder: Path) -> None:
        """As if it had just been started in this folder: no extension, no names, no page, this test's cache."""
        cache = os.environ["CODEGEN_MAGIC_CACHE"]
        fresh = (
            "if 'codegen_magic' in get_ipython().extension_manager.loaded:\n    %unload_ext codegen_magic\n"
        )
        fresh += "%reset -f\nimport os\n"
        fresh += f"os.chdir({str(folder)!r})\nos.environ['CODEGEN_MAGIC_CACHE'] = {cache!r}\ndel os"
        assert self.run(fresh).status == "ok"
        self.folder, self.comm = folder, ""


@contextmanager
def started(folder: Path) -> Iterator[Kernel]:
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    try:
        kernel = Kernel(manager, client)
        kernel.folder = folder
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
