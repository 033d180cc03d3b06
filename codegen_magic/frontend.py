"""The page in front of the kernel: whether it writes generated cells in place, and the cell it is writing.

The page's side is labextension/static/remoteEntry.js, whose first lines describe the messages. A page that has it
tags every execution request, so each single cell is known to come from such a page or not: no waiting, no state
that a restart or a second window could make wrong. All other front ends get the payload, as always.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.whereami import cell_id, parent_metadata, parent_source

TARGET = "codegen_magic"  # of the comm
TAG = "codegen_magic_page"  # in the metadata of an execution request
UNSEEN_LIMIT = 100  # finished cells that wait for a page that was closed

Place = Literal["below", "replace"]
Placed = Callable[[str], None]


@dataclass(frozen=True)
class Page:
    """A page that takes code. Not `certain`: it greeted us, but the request came past it, from a server.

    earlier: the cell that the step wrote before is "none", "own" (as it was written) or "edited" (the page keeps
    it); "" where that is not known.
    """

    client: str
    cell_id: str = ""
    certain: bool = True
    earlier: str = ""


class FrontEnd:
    """The comm to the pages of one kernel. Without a kernel (a terminal) there is none, and no page."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        self._comm: Any = None
        self._greeted = ""  # the page that said hello last
        self._unseen: dict[str, dict[str, Any]] = {}  # last messages that no page has confirmed, by key
        self.placed: dict[str, Placed] = {}  # who wants to know the cell that a page gave, by key
        if hasattr(shell, "kernel"):
            self._open()

    def page(self) -> Page | None:
        """The page that takes the code of the cell that is being executed, if there is one."""
        metadata = parent_metadata(self._shell)
        tag, executing = metadata.get(TAG), cell_id(metadata)
        if isinstance(tag, dict) and executing:
            return Page(str(tag.get("client")), executing, earlier=str(tag.get("earlier", "")))
        return Page(self._greeted, certain=False) if self._greeted and not executing else None

    def send(self, message: dict[str, Any]) -> None:
        if self._comm is None or self._comm._closed:  # a front end without our extension closes it for all
            self._open()
        if message["state"] != "writing":
            self._unseen[message["key"]] = message
            for key in list(self._unseen)[:-UNSEEN_LIMIT]:
                del self._unseen[key]
                self.placed.pop(key, None)
        self._comm.send(message)

    def close(self) -> None:
        if self._comm is not None:
            self._comm.close()

    def _open(self) -> None:
        from comm import create_comm

        self._comm = create_comm(target_name=TARGET)
        self._comm.on_msg(self._receive)

    def _receive(self, message: dict[str, Any]) -> None:
        data = message["content"]["data"]
        if data.get("type") == "seen":
            self._unseen.pop(data.get("key"), None)
            placed = self.placed.pop(data.get("key"), None)
            if placed is not None and data.get("cell_id"):
                placed(str(data["cell_id"]))
        elif data.get("type") == "hello":
            self._greeted = str(data.get("client"))
            for unseen in list(self._unseen.values()) if data.get("late") else ():
                self._comm.send(unseen | {"client": self._greeted})


class LiveCell:
    """Where a step's code goes: a cell that grows in the page, or at the end the payload for a new one.

    A context manager: what the page was sent is taken back unless `done` was called. step_cell: the %%synth
    cell, where it is not the one that is being executed. Without a place nothing is sent at all.
    """

    def __init__(
        self,
        front: FrontEnd,
        shell: InteractiveShell,
        place: Place | None = "below",
        step_cell: str = "",
    ) -> None:
        self._front, self._shell, self._place = front, shell, place
        self._key = uuid.uuid4().hex
        self._begun = False
        self._page = front.page() if place is not None else None
        if step_cell and self._page is not None and self._page.cell_id:
            self._page = Page(self._page.client, step_cell)

    @property
    def streams(self) -> bool:
        """Whether the code is seen in its own cell while it is written."""
        return self._page is not None and self._page.certain

    @property
    def takes_the_running_cell(self) -> bool:
        """Whether the code replaces all of the cell that is being executed, since no page can find the step's."""
        return self._place == "replace" and not self.streams

    @property
    def earlier(self) -> str:
        """What the page has of this step: see Page."""
        return self._page.earlier if self._page is not None else ""

    def write(self, text: str) -> None:
        """The cell's source so far."""
        if self.streams:
            self._send("writing", text)

    def done(self, source: str, metadata: dict[str, Any], placed: Placed | None = None) -> None:
        """The cell's source and its metadata. The last thing a step does: a payload outlives a failure.

        placed: called with the cell's id, once the page has told it.
        """
        if self._page is not None:
            if placed is not None:
                self._front.placed[self._key] = placed
            self._send("done", source, metadata)
        self._begun = False
        if not self.streams:
            insert_cell(self._shell, source, metadata, replace=self._place == "replace")

    def __enter__(self) -> LiveCell:
        return self

    def __exit__(self, *_: object) -> None:
        if self._begun:
            self._begun = False
            self._send("failed", "")

    def _send(self, state: str, text: str, metadata: dict[str, Any] | None = None) -> None:
        assert self._page is not None
        self._begun = True
        where = {
            "cell_id": self._page.cell_id,
            "source": parent_source(self._shell),
            "place": self._place,
        }
        what = {"key": self._key, "client": self._page.client, "state": state, "text": text}
        self._front.send(what | where | {"metadata": metadata or {}})


def insert_cell(
    shell: InteractiveShell, source: str, metadata: dict[str, Any], *, replace: bool = False
) -> None:
    """Ask any front end for a new cell below, or for new text in the executed one, by payload."""
    manager = getattr(shell, "payload_manager", None)
    if hasattr(shell, "kernel") and manager is not None:
        payload = {"source": "set_next_input", "text": source, "replace": replace}
        manager.write_payload(payload | {"codegen_magic": metadata})
    else:
        shell.set_next_input(source, replace=replace)
