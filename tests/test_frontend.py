"""What the kernel tells a page that writes cells in place, and what it does for every other front end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kernels import Kernel, started

from codegen_magic.frontend import TAG, TARGET

pytestmark = pytest.mark.filterwarnings(
    "ignore::RuntimeWarning", "ignore::DeprecationWarning", "ignore::UserWarning"
)
PAGE = {"cellId": "step-1", TAG: {"client": "page-1", "earlier": "none"}}


@pytest.fixture(scope="module")
def one_kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with started(tmp_path_factory.mktemp("kernel")) as kernel:
        yield kernel


@pytest.fixture
def kernel(one_kernel: Kernel, tmp_path: Path) -> Kernel:
    one_kernel.clear(tmp_path)
    return one_kernel


def test_a_tagged_cell_streams_into_the_page(kernel: Kernel) -> None:
    kernel.answers("x = 1\ny = 2")
    reply = kernel.run("%%synth\nset x", PAGE)
    assert reply.payload == []
    first, last = reply.messages[0], reply.messages[-1]
    assert (first["state"], last["state"]) == ("writing", "done")
    assert {message["key"] for message in reply.messages} == {last["key"]}
    assert first["text"].startswith("# synth:1 set x\n")
    assert last["text"].endswith("x = 1\ny = 2")
    where = {"client": "page-1", "cell_id": "step-1", "place": "below", "source": "%%synth\nset x"}
    assert where.items() <= last.items()
    assert last["metadata"]["step"] == "set x"
    shown = reply.outputs[-1]
    assert "x = 1" not in shown["text/markdown"]
    assert "written into its cell" in shown["text/markdown"]
    assert shown["text/plain"].startswith("x = 1\ny = 2\n# ")  # lost with no cell


def test_an_untagged_cell_has_its_code_in_the_output_and_the_payload(kernel: Kernel) -> None:
    kernel.answers("x = 1")
    reply = kernel.run("%%synth\nset x", {"cellId": "step-1"})
    assert reply.messages == []
    assert reply.payload[0]["text"].endswith("x = 1")
    assert "x = 1" in reply.outputs[-1]["text/markdown"]


@pytest.mark.parametrize("options", ["--to show", "--to run", "--dry-run"])
def test_what_goes_into_no_cell_is_not_sent(kernel: Kernel, options: str) -> None:
    kernel.answers("x = 1")
    reply = kernel.run(f"%%synth {options}\nset x", PAGE)
    assert reply.status == "ok"
    assert (reply.messages, reply.payload) == ([], [])


def test_a_failed_step_is_taken_back(kernel: Kernel) -> None:
    kernel.answers("I cannot do that.")
    reply = kernel.run("%%synth\nset x", PAGE)
    assert reply.status == "error"
    assert (reply.states[0], reply.states[-1]) == ("writing", "failed")


def test_a_list_of_steps_is_one_cell(kernel: Kernel) -> None:
    kernel.answers("x = 1", "y = 2")
    reply = kernel.run("%%synth --steps\nset x\nset y", PAGE)
    assert reply.states.count("done") == 1
    assert "x = 1\n\n# synth:2:" in reply.messages[-1]["text"]
    assert any("x = 1\n\n# synth:2 set y\n" in message["text"] for message in reply.messages[:-1])


@pytest.mark.parametrize("source", ["%synth pick 1", "%synth fix"])
def test_a_part_that_is_written_anew_keeps_the_others_of_its_cell(kernel: Kernel, source: str) -> None:
    kernel.answers("x = 1", "y = 1 / 0", "y = 2")
    cell = kernel.run("%%synth --steps\nset x\nset y", PAGE).messages[-1]["text"]
    kernel.run(cell, {"cellId": "code-1"})
    reply = kernel.run(source, PAGE | {"cellId": "other"})
    assert {message["cell_id"] for message in reply.messages} == {"step-1"}
    assert reply.messages[-1]["text"].startswith("# synth:1:")
    assert all("x = 1\n\n# synth:2" in message["text"] for message in reply.messages)


def test_what_no_page_confirmed_is_sent_again_to_the_next(kernel: Kernel) -> None:
    kernel.answers("x = 1")
    last = kernel.run("%%synth\nset x", PAGE).messages[-1]
    assert kernel.say(type="hello", client="page-1", late=False).messages == [], "it was there, if busy"
    assert kernel.say(type="hello", client="page-2", late=True).messages == [last | {"client": "page-2"}]
    kernel.say(type="seen", key=last["key"])
    assert kernel.say(type="hello", client="page-3", late=True).messages == []


def test_a_request_that_says_no_cell_goes_both_ways_once_a_page_has_greeted(kernel: Kernel) -> None:
    kernel.answers("x = 1", "y = 1")
    assert kernel.run("%%synth\nset x").messages == []
    kernel.say(type="hello", client="page-1")
    reply = kernel.run("%%synth\nset y")
    (sent,) = reply.messages
    assert (sent["state"], sent["client"], sent["cell_id"]) == ("done", "page-1", "")
    assert sent["source"] == "%%synth\nset y"
    assert reply.payload[0]["text"].endswith("y = 1")
    assert "y = 1" in reply.outputs[-1]["text/markdown"]


def test_a_comm_that_another_front_end_closed_is_opened_again(kernel: Kernel) -> None:
    kernel.answers("x = 1")
    before = kernel.comm
    kernel.send("comm_close", {"comm_id": before, "data": {}})
    assert kernel.run("%%synth\nset x", PAGE).states[-1] == "done"
    assert kernel.comm != before


def test_unloading_closes_the_comm(tmp_path: Path) -> None:
    count = (
        f"len([c for c in get_ipython().kernel.comm_manager.comms.values() if c.target_name == {TARGET!r}])"
    )
    with started(tmp_path) as kernel:
        kernel.answers()
        assert kernel.run(f"assert {count} == 1").status == "ok"
        assert kernel.run(f"%unload_ext codegen_magic\nassert {count} == 0").status == "ok"


def test_in_a_terminal_there_is_no_page(make_notebook: Callable[[], Any]) -> None:
    notebook = make_notebook()
    assert notebook.magics.front.page() is None
    assert notebook.synth("set x", "x = 1")[0]
    assert len(notebook.inserted) == 1
