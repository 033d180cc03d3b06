"""freeze and diff, and that jupytext's scripts go through both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from codegen_magic import journal, record
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.cells import has_flag, option
from codegen_magic.cli import main
from codegen_magic.freeze import freeze
from codegen_magic.magic import SynthMagics
from codegen_magic.marker import cell_source
from codegen_magic.nbfiles import read_notebook, write_notebook
from codegen_magic.record import Origin, turn_line
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.turn import Sampling, Turn


def turn(words: str, code: str, number: int = 1, seed: int = 0) -> Turn:
    session = Session()
    session.reserve(number - 1)
    return synthesize(session, words, ScriptedBackend([code]), Sampling(seed=seed))


def notebook() -> NotebookNode:
    set_x = turn("set x\n", "x = 1")
    shown = new_output("display_data", data={record.MIME: turn_line(set_x, Origin()), "text/plain": "x = 1"})
    about = {"codegen_magic": {"turn": 1}, "papermill": {}, "tags": ["keep"]}
    generated = new_code_cell(cell_source([set_x], "default"), id="gen", metadata=about, execution_count=3)
    generated.outputs = [new_output("stream", text="1\n")]
    return new_notebook(
        cells=[
            new_markdown_cell("# Title"),
            new_code_cell("%load_ext codegen_magic\nimport math\n%config SynthMagics.seed = 3"),
            new_code_cell("%synth use m --backend scripted\n%synth status"),
            new_code_cell("%%synth --seed 3\nset *x*\nto one", id="step", outputs=[shown]),
            generated,
            new_code_cell("for i in range(2):\n    %synth undo\n%synthetic"),
        ]
    )


def test_a_frozen_notebook_is_plain() -> None:
    book = notebook()
    assert freeze(book) == []
    nbformat.validate(book)
    assert [(cell.cell_type, cell.source) for cell in book.cells] == [
        ("markdown", "# Title"),
        ("code", "import math"),
        ("markdown", "set *x*\nto one"),
        ("code", "x = 1"),
        ("code", "for i in range(2):\n    pass\n%synthetic"),
    ]
    generated = book.cells[3]
    assert (generated.id, generated.metadata, generated.execution_count) == ("gen", {"tags": ["keep"]}, 3)
    assert generated.outputs[0].text == "1\n"
    assert "synth:" not in json.dumps(book)
    assert record.MIME not in json.dumps(book)


def test_steps_as_comments() -> None:
    book = notebook()
    freeze(book, comments=True)
    assert book.cells[2].source == "# set *x*\n# to one\nx = 1"
    assert len(book.cells) == 4


def test_steps_without_a_cell_take_their_recorded_code() -> None:
    steps = [
        new_code_cell("%%synth\nset x", id="a"),
        new_code_cell("%%synth --to run\nset y", id="b", outputs=[new_output("stream", text="ran\n")]),
        new_code_cell("%%synth\nnever written", id="c"),
    ]
    lines = [
        turn_line(turn("set x\n", "x = 1"), Origin(cell="a")),
        turn_line(turn("set y\n", "y = 2", 2), Origin(cell="b", to="run")),
    ]
    book = new_notebook(cells=steps)
    assert freeze(book, journal.Contents(tuple(lines))) == ["never written"]
    assert [cell.source for cell in book.cells] == ["set x", "x = 1", "set y", "y = 2", "never written"]
    assert book.cells[3].outputs[0].text == "ran\n"


def test_code_that_was_deleted_does_not_come_back() -> None:
    line = turn_line(turn("set x\n", "x = 1"), Origin(cell="a"))
    deleted = record.event_line("deleted", [line["id"]])
    book = new_notebook(cells=[new_code_cell("%%synth\nset x", id="a"), new_code_cell("x = 3")])
    assert freeze(book, journal.Contents((line, deleted))) == ["set x"]
    assert [cell.source for cell in book.cells] == ["set x", "x = 3"]


@pytest.mark.parametrize(
    "source",
    [
        "%%writefile setup.ipy\n%load_ext codegen_magic\nprint(1)",
        'told = """\n%synth undo   forgets\n"""',
        'told = f"""\n%synth undo {1}\n"""',
        "%%bash\n%synth x\necho",
    ],
)
def test_lines_in_a_text_or_of_another_language_stay(source: str) -> None:
    book = new_notebook(cells=[new_code_cell(source)])
    freeze(book)
    assert [cell.source for cell in book.cells] == [source]


def test_a_comment_goes_below_a_cell_magic() -> None:
    book = notebook()
    book.cells[4].source = "%%time\n" + book.cells[4].source
    freeze(book, comments=True)
    assert book.cells[2].source == "%%time\n# set *x*\n# to one\nx = 1"


def test_a_step_that_was_to_be_shown_lacks_no_code() -> None:
    for line in ("--to show", "--to=show", "--seed 3 --to 'show'"):
        book = new_notebook(cells=[new_code_cell(f"%%synth {line}\nset x", id="a")])
        assert freeze(book) == []
        assert [cell.source for cell in book.cells] == ["set x"]
    assert freeze(new_notebook(cells=[new_code_cell("%%synth --to insert\nset x")])) == ["set x"]
    told = journal.Contents((turn_line(turn("set x\n", "x = 1"), Origin(cell="a", to="show")),))
    by_setting = new_notebook(cells=[new_code_cell("%%synth\nset x", id="a")])
    assert freeze(by_setting, told) == []
    assert [cell.source for cell in by_setting.cells] == ["set x"]


LINES = [
    "",
    "--to show",
    "--to=run --co x",
    "--context=x --top 0.5",
    "--cont x --p",
    "--d --st",
    "--dry-run --n 4",
]


@pytest.mark.parametrize("line", LINES)
def test_options_are_read_as_the_magic_reads_them(line: str) -> None:
    args = SynthMagics.synth.parser.parse_args(line.split())
    found = [option(line, "--to"), option(line, "--context") or "default"]
    found += [has_flag(line, name) for name in ("--plan", "--dry-run", "--steps")]
    assert found == [args.to or "", args.context, args.plan, args.dry_run, args.steps]


def test_edits_and_folded_steps_stay() -> None:
    edited = notebook()
    edited.cells[4].source += "  # mine"
    freeze(edited)
    assert edited.cells[3].source == "x = 1  # mine"
    folded = cell_source([turn("set x\n", "x = 1")], "default", "%%synth --to replace\nset x")
    book = new_notebook(cells=[new_code_cell(folded)])
    freeze(book)
    assert [cell.source for cell in book.cells] == ["set x", "x = 1"]
    unfolding = new_notebook(cells=[new_code_cell(f"%%synth unfold\n{folded}")])
    assert freeze(unfolding) == []
    assert [cell.source for cell in unfolding.cells] == ["set x", "x = 1"]
    both = new_notebook(cells=[new_code_cell("%%synth --to replace\nset x"), new_code_cell(folded)])
    freeze(both)
    assert [cell.source for cell in both.cells] == ["set x", "x = 1"]


def test_a_step_whose_cell_was_to_be_taken_has_its_code_from_the_record() -> None:
    line = turn_line(turn("set x\n", "x = 1"), Origin(cell="step", to="replace"))
    book = new_notebook(cells=[new_code_cell("%%synth --to replace\nset x", id="step")])
    assert freeze(book, journal.Contents((line,))) == []
    assert [cell.source for cell in book.cells] == ["set x", "x = 1"]


def test_what_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nb.ipynb"
    path.write_text(json.dumps(new_notebook(cells=[new_code_cell("x = '\ud83d'")])))
    assert main(["freeze", str(path)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    nbformat.write(new_notebook(cells=[new_code_cell("# count the rows\nlen(df)")]), path)
    assert main(["learn", str(tmp_path), "--to", str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.endswith("file: File exists\n")


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nb.ipynb"
    nbformat.write(notebook(), path)
    before = path.read_bytes()
    assert main(["freeze", str(path)]) == 0
    assert path.read_bytes() == before
    assert "x = 1" in (tmp_path / "nb.plain.ipynb").read_text()
    record.sidecar(path).mkdir()
    assert main(["freeze", str(path)]) == 2
    record.sidecar(path).rmdir()
    assert main(["freeze", str(path), "-o", str(path)]) == 2
    assert "does not write over the notebook itself" in capsys.readouterr().err
    book = notebook()
    del book.cells[4]
    nbformat.write(book, path)
    assert main(["freeze", str(path), "-o", str(tmp_path / "out.ipynb")]) == 1
    assert "has no code" in capsys.readouterr().err


# diff


def write(path: Path, *steps: tuple[str, str], seed: int = 0) -> Path:
    cells, lines = [], []
    for number, (words, code) in enumerate(steps, 1):
        made = turn(words + "\n", code, number, seed)
        cells += [
            new_code_cell(f"%%synth\n{words}", id=f"c{number}"),
            new_code_cell(cell_source([made], "default")),
        ]
        lines.append(turn_line(made, Origin(cell=f"c{number}")))
    nbformat.write(new_notebook(cells=cells), path)
    journal.append(record.sidecar(path), lines)
    return path


def differences(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[dict[str, Any]]]:
    status = main(["diff", *args, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = write(tmp_path / "a.ipynb", ("set x", "x = 1"), ("print it", "print(x)"), ("plot it", "plot(x)"))
    same = write(
        tmp_path / "same.ipynb", ("set x", "x = 1"), ("print it", "print(x)"), ("plot it", "plot(x)")
    )
    assert main(["diff", str(a), str(same)]) == 0
    assert capsys.readouterr().out == ""
    b = write(tmp_path / "b.ipynb", ("set x", "x = 2"), ("show it", "print(x)"), seed=3)
    status, found = differences(capsys, str(a), str(b))
    assert status == 1
    kinds = [(one["kind"], one["step"]) for one in found]
    assert kinds[:2] == [("code", "set x"), ("provenance", "set x")]
    assert found[0]["lines"] == ["@@ -1 +1 @@", "-x = 1", "+x = 2"]
    assert "seed: 0 | 3" in found[1]["lines"]
    assert ("only in a", "plot it") in kinds
    assert main(["diff", str(a), str(b)]) == 1
    assert "    +x = 2\n" in capsys.readouterr().out
    assert main(["diff", str(a), str(tmp_path / "gone.ipynb")]) == 2


def test_diff_of_changed_words_and_edits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a = write(tmp_path / "a.ipynb", ("set x", "x = 1"), ("print it", "print(x)"))
    b = write(tmp_path / "b.ipynb", ("set x to 1", "x = 1"), ("print it", "print(x)"))
    book = read_notebook(b)
    book.cells[3].source += "  # mine"
    write_notebook(book, b)
    _, found = differences(capsys, str(a), str(b))
    assert [one["kind"] for one in found] == ["words", "provenance", "code"]
    assert found[0]["lines"] == ["- set x", "+ set x to 1"]
    assert found[2]["lines"][-1] == "+print(x)  # mine"


def test_diff_looks_into_folded_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, code in (("a", "x = 1"), ("b", "x = 2")):
        folded = cell_source([turn("set x\n", code)], "default", "%%synth --to replace\nset x")
        nbformat.write(new_notebook(cells=[new_code_cell(folded)]), tmp_path / f"{name}.ipynb")
    status, found = differences(capsys, str(tmp_path / "a.ipynb"), str(tmp_path / "b.ipynb"))
    assert (status, [one["kind"] for one in found]) == (1, ["code"])


# jupytext


def test_percent_scripts_round_trip_and_freeze(tmp_path: Path) -> None:
    jupytext = pytest.importorskip("jupytext")
    script = tmp_path / "nb.py"
    book = notebook()
    book.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
    jupytext.write(book, script, fmt="py:percent")
    again = read_notebook(script)
    assert [cell.source for cell in again.cells] == [cell.source for cell in book.cells], "%%synth cells too"
    write_notebook(again, tmp_path / "copy.py")
    assert (tmp_path / "copy.py").read_text() == script.read_text()
    assert main(["freeze", str(script), "-o", str(tmp_path / "plain.py")]) == 0
    plain = (tmp_path / "plain.py").read_text()
    assert "formats: ipynb,py:percent" in plain
    assert "# %% [markdown]\n# set *x*\n# to one\n" in plain
    assert "\nx = 1\n" in plain
    assert "synth" not in plain.replace("%synthetic", "")
    assert main(["diff", str(script), str(tmp_path / "copy.py")]) == 0


@pytest.mark.parametrize("name", ["out", "out.", "out.xyz", ".py"])
def test_a_name_that_no_notebook_has(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("jupytext")
    nbformat.write(notebook(), tmp_path / "nb.ipynb")
    assert main(["freeze", str(tmp_path / "nb.ipynb"), "-o", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{name} is no name for a notebook: let it end in .ipynb, .py or .md" in told
    assert not (tmp_path / name).exists()


def test_a_paired_notebook_keeps_its_pair(tmp_path: Path) -> None:
    book = notebook()
    book.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
    path = tmp_path / "nb.ipynb"
    nbformat.write(book, path)
    assert main(["freeze", str(path), "-o", str(tmp_path / "plain.ipynb")]) == 0
    plain = read_notebook(tmp_path / "plain.ipynb")
    assert plain.metadata["jupytext"] == {"formats": "ipynb,py:percent"}
