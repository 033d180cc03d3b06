"""The labextension in real browsers: cells written in place, and everything that can come between."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from lab import (
    LABEXTENSION,
    TOKEN,
    cells,
    chromium_path,
    jupyter_lab,
    notebook_page,
    ready,
    replace_cell,
    run_cell,
    save,
    stop_kernels,
    until,
    write_notebook,
)

from codegen_magic.marker import read_marker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning"),
]
SCRIPTED = "%load_ext codegen_magic\n%synth use answers.json --backend scripted"
# The same with a pause at each token, so that there is time to see a cell grow.
SLOW = f"""{SCRIPTED}
import time
from codegen_magic.backends.scripted import ScriptedDecoder as Decoder
score = Decoder.score
Decoder.score = lambda self, ids, mask=None: (time.sleep(0.04), score(self, ids, mask))[1]"""
LONG = "\n".join(
    f"{name} = {index}" for index, name in enumerate(["first", *"abcdefghijklmnopqrstu", "last"])
)
STEP = "%%synth\nset x"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("labextension")


@pytest.fixture(scope="module")
def lab(folder: Path) -> Iterator[str]:
    chromium_path()
    with jupyter_lab(folder) as address:
        yield address


@pytest.fixture
def prepare(lab: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Write a notebook and the answers that its model gives; returns its name."""

    def write(*sources: str, answers: list[str], setup: str = SCRIPTED) -> str:
        name = request.node.name.replace("[", "-").replace("]", "")
        (folder / f"{name}.json").write_text(json.dumps(answers))
        write_notebook(folder / f"{name}.ipynb", setup.replace("answers.json", f"{name}.json"), *sources)
        return f"{name}.ipynb"

    yield write
    stop_kernels(lab)


def generated(page: Any) -> list[str]:
    """The code of the cells that carry a marker, without it."""
    return [code for marker, code in map(read_marker, cells(page)) if marker is not None]


def delete_cell(page: Any, index: int) -> None:
    page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-InputPrompt").click()
    page.keyboard.press("d")
    page.keyboard.press("d")


def metadata(notebook: Any) -> list[dict[str, Any]]:
    return [
        cell["metadata"]["codegen_magic"] for cell in notebook["cells"] if "codegen_magic" in cell["metadata"]
    ]


def test_the_extension_is_listed_and_has_the_packages_version(lab: str, folder: Path) -> None:
    project = tomllib.loads((LABEXTENSION.parent / "pyproject.toml").read_text())["project"]
    listed = subprocess.run(
        [sys.executable, "-m", "jupyter", "labextension", "list"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "JUPYTER_PATH": str(folder / ".jupyter/share/jupyter"),
        },
    )
    assert f"codegen_magic v{project['version']}" in (out := listed.stdout + listed.stderr)
    assert "enabled" in out


def test_a_step_is_written_into_its_cell_and_saved_with_its_record(
    lab: str, folder: Path, prepare: Any
) -> None:
    name = prepare(STEP, "x + 1", answers=["x = 6 * 7"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 6 * 7"])
        status = page.locator(".jp-RenderedMarkdown", has_text="written into its cell")
        status.wait_for()
        assert "x = 6 * 7" not in status.inner_text()
        run_cell(page, 2)
        run_cell(page, 3)
        page.locator(".jp-OutputArea-output", has_text="43").wait_for()
        notebook = save(page, folder / name)
    step, code = notebook["cells"][1], notebook["cells"][2]
    assert "x = 6 * 7" in "".join(step["outputs"][0]["data"]["text/plain"])
    (told,) = metadata(notebook)
    assert (told["step"], told["turn"], told["step_cell"]) == ("set x", 1, step["id"])
    assert code["execution_count"] == 3
    assert len(notebook["cells"]) == 4


def test_a_cell_grows_while_its_code_is_written(lab: str, prepare: Any) -> None:
    name = prepare(STEP, answers=[LONG], setup=SLOW)
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: any("first = 0\na = 1\nb" in text for text in cells(page)))
        grown = cells(page)
        assert grown[2].startswith("# synth:1 set x\n")
        assert len(grown[2]) < len(LONG)
        until(page, lambda: generated(page) == [LONG])


def test_another_run_replaces_in_place_wherever_the_cell_is(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, "'between'", answers=["x = 1\nx", "x = 2", "x = 3"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1\nx"])
        run_cell(page, 2)
        page.locator(".jp-OutputArea-output", has_text="1").last.wait_for()
        for number in (2, 3):
            replace_cell(page, 1, f"%%synth\nset x to {number}")
            run_cell(page, 1)
            until(page, lambda n=number: generated(page) == [f"x = {n}"])
            if number == 2:  # with the cell moved down, below the one that followed it
                page.locator(".jp-Notebook .jp-Cell").nth(2).locator(".jp-InputPrompt").click()
                page.keyboard.press("Control+Shift+ArrowDown")
                until(page, lambda: cells(page)[2] == "'between'")
        notebook = save(page, folder / name)
    assert [len(cell["outputs"]) for cell in notebook["cells"]] == [1, 1, 0, 0]
    assert len(metadata(notebook)) == 1


def test_an_edited_cell_is_kept_and_the_next_run_replaces_the_new_one(
    lab: str, folder: Path, prepare: Any
) -> None:
    name = prepare(STEP, answers=["x = 1", "x = 2", "x = 3"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        mine = cells(page)[2] + "00  # mine"
        replace_cell(page, 2, mine)
        run_cell(page, 2)
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2", "x = 100  # mine"])
        page.locator(".jp-RenderedMarkdown", has_text="the one you edited is kept").wait_for()
        replace_cell(page, 1, "%%synth\nset x to 3")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 3", "x = 100  # mine"])


def test_a_deleted_cell_comes_back_once(lab: str, prepare: Any) -> None:
    name = prepare(STEP, "'end'", answers=["x = 1", "x = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        delete_cell(page, 2)
        until(page, lambda: generated(page) == [])
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2"])
        assert len(cells(page)) == 4


def test_code_whose_step_was_deleted_is_kept(lab: str, prepare: Any) -> None:
    name = prepare(STEP, "'end'", answers=["x = 1", "y = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        delete_cell(page, 1)
        until(page, lambda: len(cells(page)) == 3)
        page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".jp-InputPrompt").click()
        page.keyboard.press("a")
        until(page, lambda: len(cells(page)) == 4)
        replace_cell(page, 1, "%%synth\nset y to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["y = 2", "x = 1"])


def test_an_edited_folded_cell_is_kept(lab: str, prepare: Any) -> None:
    name = prepare("%%synth --to replace\nset x", "%synth fix --to replace", answers=["x = 1 / 0", "x = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: cells(page)[1].endswith("x = 1 / 0"))
        run_cell(page, 1)
        edited = cells(page)[1] + "\nprecious = 5"
        replace_cell(page, 1, edited)
        run_cell(page, 2)
        until(page, lambda: any(source.endswith("x = 2") for source in cells(page)))
        assert edited in cells(page)


def test_an_interrupt_takes_the_cell_back_or_restores_it(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, answers=[LONG, "x = 1", LONG], setup=SLOW)
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: any("first = 0" in text for text in cells(page)))
        page.keyboard.press("i")
        page.keyboard.press("i")
        page.locator(".jp-OutputArea-output", has_text="nothing was inserted").first.wait_for()
        until(page, lambda: len(cells(page)) == 2)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        replace_cell(page, 1, "%%synth\nset y")
        run_cell(page, 1)
        until(page, lambda: any("first = 0" in text for text in cells(page)))
        page.keyboard.press("i")
        page.keyboard.press("i")
        until(page, lambda: generated(page) == ["x = 1"])
        (told,) = metadata(save(page, folder / name))
        assert "writing" not in told


def test_what_is_typed_into_a_growing_cell_is_kept(lab: str, prepare: Any) -> None:
    name = prepare(STEP, answers=[LONG], setup=SLOW)
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: any("first = 0" in text for text in cells(page)))
        replace_cell(page, 2, "mine = 1")
        until(page, lambda: generated(page) == [LONG])
        assert cells(page)[3] == "mine = 1"


def test_a_growing_cell_that_is_deleted_stays_deleted(lab: str, prepare: Any) -> None:
    name = prepare(STEP, "'end'", answers=[LONG], setup=SLOW)
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: any("first = 0" in text for text in cells(page)))
        delete_cell(page, 2)
        until(page, lambda: len(cells(page)) == 3)
        page.locator(".jp-RenderedMarkdown", has_text="written into its cell").wait_for()
        ready(page)
        assert len(cells(page)) == 3


def test_undo_brings_the_earlier_code_back(lab: str, prepare: Any) -> None:
    name = prepare(STEP, answers=["x = 1", "x = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2"])
        page.locator(".jp-Notebook .jp-Cell").nth(2).locator(".cm-content").click()
        page.keyboard.press("Control+z")
        until(page, lambda: generated(page) == ["x = 1"])


def test_restart_and_run_all_leaves_no_duplicates(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, "%%synth\ndouble it", "print('end', x)", answers=["x = 21", "x = 2 * x"])
    with notebook_page(lab, name) as page:
        for _ in range(3):
            page.locator(".jp-Notebook .jp-Cell").last.locator(".jp-InputPrompt").click()
            restart_and_run_all(page)
            until(page, lambda: generated(page) == ["x = 21", "x = 2 * x"])
        page.locator(".jp-OutputArea-output", has_text="end 42").wait_for()
        assert len(save(page, folder / name)["cells"]) == 6


def test_code_that_changes_while_its_cell_waits_to_run_says_so(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, "x", answers=["x = 1"])
    with notebook_page(lab, name) as page:
        restart_and_run_all(page)
        until(page, lambda: generated(page) == ["x = 1"])
        (folder / name.replace(".ipynb", ".json")).write_text('["x = 2"]')
        replace_cell(page, 1, "%%synth\nset x to 2")
        restart_and_run_all(page)
        until(page, lambda: generated(page) == ["x = 2"])
        page.locator(".jp-OutputArea-output", has_text="its earlier code ran").wait_for()


def restart_and_run_all(page: Any) -> None:
    page.locator("[data-jp-item-name='restart-and-run'] jp-button").click()
    page.locator(".jp-Dialog .jp-mod-warn").click()
    page.locator(".jp-Dialog").wait_for(state="detached")


def test_a_reloaded_page_goes_on(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, answers=["x = 1", "x = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        save(page, folder / name)
        page.reload()
        until(page, lambda: generated(page) == ["x = 1"])
        ready(page)
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2"])


def test_a_page_that_was_closed_meanwhile_gets_its_cell_when_it_is_back(
    lab: str, folder: Path, prepare: Any
) -> None:
    name = prepare(STEP, "'end'", answers=[LONG], setup=SLOW)
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: any("first = 0" in text for text in cells(page)))
        save(page, folder / name)  # with the half of a cell
    with notebook_page(lab, name) as page:
        until(page, lambda: generated(page) == [LONG])
        assert len(cells(page)) == 4
        save(page, folder / name)
    with notebook_page(lab, name) as page:
        page.wait_for_timeout(1000)
        assert len(cells(page)) == 4


def test_two_windows_on_one_notebook(lab: str, prepare: Any) -> None:
    name = prepare(STEP, answers=["x = 1"])
    with notebook_page(lab, name) as page:
        other = page.context.browser.new_page()
        other.goto(f"{lab}/doc/tree/{name}?token={TOKEN}")
        other.locator(".jp-Notebook .jp-Cell").first.wait_for()
        ready(other)
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        assert generated(other) == []


def test_execution_by_a_server_without_payload_or_cell_id(lab: str, folder: Path, prepare: Any) -> None:
    name = prepare(STEP, answers=["x = 1", "x = 2"])
    with notebook_page(lab, name) as page:
        run_cell(page, 0)
        page.locator(".jp-OutputArea-output", has_text="steps are written by").wait_for()
        page.wait_for_timeout(500)  # the page's greeting
        client = newest_kernel(folder)
        client.execute(STEP)
        until(page, lambda: generated(page) == ["x = 1"])
        replace_cell(page, 1, "%%synth\nset x to 2")
        client.execute("%%synth\nset x to 2")
        until(page, lambda: generated(page) == ["x = 2"])
        client.stop_channels()


def newest_kernel(folder: Path) -> BlockingKernelClient:
    files = (folder / ".jupyter" / "JUPYTER_DATA_DIR" / "runtime").glob("kernel-*.json")
    client = BlockingKernelClient(connection_file=str(max(files, key=lambda path: path.stat().st_mtime)))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return client


def test_without_the_extension_the_cell_comes_by_payload(tmp_path: Path) -> None:
    chromium_path()
    (tmp_path / "answers.json").write_text(json.dumps(["x = 1", "x = 2"]))
    write_notebook(tmp_path / "plain.ipynb", SCRIPTED, STEP)
    with jupyter_lab(tmp_path, extension=False) as address, notebook_page(address, "plain.ipynb") as page:
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        page.locator(".jp-RenderedMarkdown", has_text="x = 1").wait_for()
        assert metadata(save(page, tmp_path / "plain.ipynb")) == []
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2", "x = 1"])
    with jupyter_lab(tmp_path) as address, notebook_page(address, "plain.ipynb") as page:
        # The same notebook with the extension: the cell just below is taken over.
        (tmp_path / "answers.json").write_text(json.dumps(["x = 3"]))
        until(page, lambda: generated(page) == ["x = 1"])
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 3"])


def test_notebook_7(tmp_path: Path) -> None:
    pytest.importorskip("notebook")
    chromium_path()
    (tmp_path / "answers.json").write_text(json.dumps(["x = 1", "x = 2"]))
    write_notebook(tmp_path / "seven.ipynb", SCRIPTED, STEP)
    with (
        jupyter_lab(tmp_path, app="notebook") as address,
        notebook_page(address, "seven.ipynb", app="notebook") as page,
    ):
        run_cell(page, 0)
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 1"])
        replace_cell(page, 1, "%%synth\nset x to 2")
        run_cell(page, 1)
        until(page, lambda: generated(page) == ["x = 2"])
        assert len(metadata(save(page, tmp_path / "seven.ipynb"))) == 1
