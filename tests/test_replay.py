"""replay and verify: the notebook's code out of its record, and whether its model still writes it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from codegen_magic import journal, recheck, record, replay
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.cells import owners, step_cells
from codegen_magic.cli import main
from codegen_magic.marker import cell_source, read_marker
from codegen_magic.models.table import DEFAULT
from codegen_magic.prompt import Layout
from codegen_magic.recheck import model_opener
from codegen_magic.record import Origin, event_line, turn_line
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.turn import Sampling, Turn

ANSWERS = ["import math\nx = 6 * 7", "print(x)\nprint('é ☃')"]
STEPS = ["%%synth\nset x", "%%synth\nprint it", "%%synth --context plots\ndraw it"]


def write(folder: Path, model: Any, mode: str = "full", **origin: Any) -> tuple[Path, list[Turn]]:
    """A notebook of %%synth cells and its record, as a kernel leaves them."""
    path = folder / "nb.ipynb"
    cells = [new_code_cell(source, id=f"c{n}") for n, source in enumerate(STEPS)]
    nbformat.write(new_notebook(cells=cells), path)
    turns, lines = [], []
    sessions = {name: Session(name) for name in ("default", "plots")}
    for n, (context, words) in enumerate(
        (("default", "set x\n"), ("default", "print it\n"), ("plots", "draw it\n"))
    ):
        session = sessions[context]
        turn = synthesize(session, words, model, Sampling())
        entries = tuple(record.entry(e.turn.instruction, e.code) for e in session.past if e.turn)
        about = Origin(context=context, entries=entries, cell=f"c{n}", **origin)
        lines.append(turn_line(turn, about, mode))
        session.add(turn)
        turns.append(turn)
    journal.append(record.sidecar(path), lines)
    return path, turns


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, list[Turn]]:
    return write(tmp_path, ScriptedBackend([*ANSWERS, "plot(x)"]))


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def codes(notebook: NotebookNode) -> list[str]:
    return [code for marker, code in (read_marker(cell.source) for cell in notebook.cells) if marker]


def test_replay_puts_every_byte_of_code_in_place(written: tuple[Path, list[Turn]], tmp_path: Path) -> None:
    path, turns = written
    out = tmp_path / "out.ipynb"
    assert main(["replay", str(path), "-o", str(out)]) == 0
    notebook = read(out)
    nbformat.validate(notebook)
    assert codes(notebook) == [turn.code for turn in turns]
    assert [cell.source for cell in notebook.cells[::2]] == STEPS
    assert main(["replay", str(out), "-o", str(out)]) == 0
    assert [cell.source for cell in read(out).cells] == [cell.source for cell in notebook.cells], (
        "again: the same"
    )
    assert codes(read(path)) == [], "the notebook itself is as it was"


def test_replay_from_outputs_and_metadata(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, turns = written
    lines = journal.read(record.sidecar(path)).lines
    record.sidecar(path).unlink()
    notebook = read(path)
    assert main(["replay", str(path)]) == 2
    assert "missing" in capsys.readouterr().out
    notebook.cells[0].outputs = [new_output("display_data", data={record.MIME: lines[0], "text/plain": ""})]
    notebook.cells[1].outputs = [new_output("display_data", data={record.MIME: lines[1]})]
    notebook.cells.append(new_code_cell("pass", metadata={"codegen_magic": {"record": [lines[2]]}}))
    nbformat.write(notebook, path)
    assert main(["replay", str(path), "--json"]) == 0
    assert [step["source"] for step in json.loads(capsys.readouterr().out)] == [
        "output",
        "output",
        "metadata",
    ]
    assert codes(read(tmp_path / "nb.replayed.ipynb")) == [turn.code for turn in turns]


def test_replay_takes_the_code_that_was_run_and_keeps_edits_that_it_does_not_know(
    written: tuple[Path, list[Turn]], tmp_path: Path
) -> None:
    path, _ = written
    lines = journal.read(record.sidecar(path)).lines
    journal.append(record.sidecar(path), [event_line("ran", [lines[0]["id"]], code="x = 43")])
    out = tmp_path / "out.ipynb"
    assert main(["replay", str(path), "-o", str(out)]) == 0
    assert codes(read(out))[0] == "x = 43"
    notebook = read(out)
    notebook.cells[3].source += "  # mine"
    nbformat.write(notebook, path)
    assert main(["replay", str(path), "-o", str(out)]) == 1
    assert codes(read(out))[1] == ANSWERS[1] + "  # mine"


def test_an_edit_that_failed_does_not_replace_code_that_ran(
    written: tuple[Path, list[Turn]], tmp_path: Path
) -> None:
    path, _ = written
    first, second = (line["id"] for line in journal.read(record.sidecar(path)).lines[:2])
    events = [event_line("ran", [first]), event_line("failed", [first], code="x = 1 / 0")]
    events.append(event_line("failed", [second], code="1 / 0"))  # nothing of this one ever ran
    journal.append(record.sidecar(path), events)
    assert main(["replay", str(path), "-o", str(tmp_path / "out.ipynb")]) == 0
    assert codes(read(tmp_path / "out.ipynb"))[:2] == [ANSWERS[0], "1 / 0"]


def test_replay_says_what_was_deleted_and_puts_a_replaced_cells_code_in_place(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    sidecar = record.sidecar(path)
    replaced = [line | {"to": "replace"} for line in journal.read(sidecar).lines]
    deleted = event_line("deleted", [replaced[0]["id"]])
    sidecar.write_text("".join(json.dumps(line) + "\n" for line in [*replaced, deleted]))
    out = tmp_path / "out.ipynb"
    assert main(["replay", str(path), "-o", str(out)]) == 0
    assert "set x\n    its code was deleted in the notebook" in capsys.readouterr().out
    assert codes(read(out)) == [*ANSWERS, "plot(x)"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_step_is_one_with_any_line_end(end: str) -> None:
    (step,) = step_cells([new_code_cell(f"%%synth --seed 3{end}set x{end}")])
    assert (step.line, step.instructions) == ("--seed 3", [f"set x{end}"])


def test_verify_of_a_notebook_without_steps_compares_nothing_and_says_so(
    written: tuple[Path, list[Turn]], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    nbformat.write(new_notebook(cells=[new_code_cell("1 + 1")]), path)
    assert main(["verify", str(path)]) == 2
    assert "there is no step to compare" in capsys.readouterr().err


def test_replay_names_what_it_cannot_do(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    notebook = read(path)
    notebook.cells[1].source = "%%synth\nprint something else"
    notebook.cells.append(new_code_cell("%%synth\nnever recorded"))
    nbformat.write(notebook, path)
    assert main(["replay", str(path)]) == 2
    shown = capsys.readouterr().out
    assert "cell 2: missing: print something else\n    the step was changed since" in shown
    assert "cell 4: missing: never recorded\n    the record has no code for this step" in shown
    assert main(["replay", str(tmp_path / "gone.ipynb")]) == 2


def test_replay_of_hashes_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = write(tmp_path, ScriptedBackend([*ANSWERS, "plot(x)"]), "hashes")
    assert main(["replay", str(path)]) == 2
    assert "holds hashes only" in capsys.readouterr().out
    assert main(["verify", str(path)]) == 2
    assert "holds hashes only" in capsys.readouterr().out


def test_a_step_whose_past_is_gone_is_doubted(
    written: tuple[Path, list[Turn]], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    sidecar = record.sidecar(path)
    sidecar.write_text("".join(sidecar.read_text().splitlines(keepends=True)[1:]))
    assert main(["replay", str(path)]) == 2
    assert "written after code that neither the record nor the notebook holds" in capsys.readouterr().out


def test_verify_equal(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    (tmp_path / "answers.json").write_text(json.dumps([*ANSWERS, "plot(x)"]))
    options = ["--model", str(tmp_path / "answers.json"), "--backend", "scripted"]
    assert main(["verify", str(path), *options]) == 0
    assert capsys.readouterr().out == "equal: set x\nequal: print it\nequal: draw it\n"


def test_verify_writes_folded_steps_again(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, turns = written
    book = read(path)
    folded = cell_source([turns[0]], "default", "%%synth --to replace\nset x")
    book.cells[0] = new_code_cell(folded, id="c0")
    nbformat.write(book, path)
    (tmp_path / "answers.json").write_text(json.dumps([*ANSWERS, "plot(x)"]))
    assert (
        main(["verify", str(path), "--model", str(tmp_path / "answers.json"), "--backend", "scripted"]) == 0
    )
    assert capsys.readouterr().out == "equal: set x\nequal: print it\nequal: draw it\n"


def test_verify_reports_the_first_difference(
    written: tuple[Path, list[Turn]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = written
    (tmp_path / "answers.json").write_text(json.dumps(["import math\nx = 6 * 8", ANSWERS[1], "I cannot."]))
    options = ["--model", str(tmp_path / "answers.json"), "--backend", "scripted", "--json"]
    assert main(["verify", str(path), *options]) == 1
    first, second, third = json.loads(capsys.readouterr().out)
    assert (first["status"], first["position"]) == ("differs", len("import math\nx = 6 * "))
    assert (first["recorded"], first["now"]) == ("7", "8")
    assert "nothing that is recorded" in first["causes"][0]
    assert second["status"] == "equal"
    assert third["status"] == "differs"
    assert "without code" in third["causes"][0]


def test_verify_names_causes(written: tuple[Path, list[Turn]]) -> None:
    path, _ = written
    (line, *_) = journal.read(record.sidecar(path)).lines
    changed = json.loads(json.dumps(line))
    changed["identity"] |= {
        "weights_sha256": "w",
        "tokenizer_sha256": "t",
        "runtime": "r",
        "dtype": "d",
        "device": "c",
    }
    changed["versions"]["numpy"] = "0.1"
    changed["prompt"]["text_sha256"] = "p"
    changed["sampling"]["stop"] = "fence"
    (verdict,) = recheck.recheck([changed], {}, [changed], lambda _: ScriptedBackend(["y = 1"]))
    causes = "; ".join(verdict.causes)
    for word in (
        "prompt is built otherwise",
        "other weights",
        "other tokenizer",
        "runtime: r then",
        "dtype",
        "device",
    ):
        assert word in causes
    assert "numpy: 0.1 then" in causes
    assert verdict.causes[0] == "the prompt is built otherwise"


def test_verify_builds_the_prompt_with_edits_and_own_cells(tmp_path: Path) -> None:
    session = Session()
    session.ran_own("data = [1]", "mine")
    model = ScriptedBackend(["x = 1", "y = x"])
    one = synthesize(session, "set x\n", model, Sampling())
    session.add(one)
    session.ran(1, "x = 100", True)
    two = synthesize(session, "set y\n", model, Sampling(), layout=Layout("comments", "# Header.\n"))
    past = [record.entry(e.turn.instruction if e.turn else "", e.code) for e in session.past]
    lines = [turn_line(one, Origin(entries=(past[0],)))]
    lines.append(event_line("ran", [lines[0]["id"]], code="x = 100"))
    lines.append(turn_line(two, Origin(entries=tuple(past), header="# Header.\n")))
    again = ScriptedBackend(["x = 1", "y = x"])
    own = {"any": "data = [1]"}
    found = recheck.recheck(lines, own, [lines[0], lines[2]], lambda _: again)
    assert [(verdict.status, verdict.note) for verdict in found] == [("equal", ""), ("equal", "")]
    assert again.prompts == model.prompts
    assert "x = 100" in model.prompts[1]
    (lost,) = recheck.recheck(lines, {}, [lines[2]], lambda _: again)
    assert lost.status == "cannot"
    assert "neither the record nor the notebook" in lost.note


@pytest.mark.parametrize(
    ("origin", "grounding", "reason"),
    [
        ({"filled": "set {x}"}, "", "values were filled"),
        ({"repaired": True}, "", "a failing answer"),
        ({"help": {"sample": True}}, "# x: 3\n", "values, or steps of other notebooks"),
        ({"help": {"examples": 2}}, "# load it\nload()\n\n", "values, or steps of other notebooks"),
    ],
)
def test_verify_says_what_no_record_holds(origin: dict[str, Any], grounding: str, reason: str) -> None:
    turn = synthesize(Session(), "set x", ScriptedBackend(["x = 1"]), Sampling(), grounding=grounding)
    line = turn_line(turn, Origin(**origin))
    (verdict,) = recheck.recheck([line], {}, [line], lambda _: ScriptedBackend(["x = 1"]))
    assert verdict.status == "cannot"
    assert reason in verdict.note


@pytest.mark.parametrize("runtime", ["server http://elsewhere.example/v1", "scripted", ""])
def test_verify_never_asks_a_server_that_a_notebook_names(runtime: str) -> None:
    turn = synthesize(Session(), "set x", ScriptedBackend(["x = 1"]), Sampling())
    identity = dataclasses.replace(turn.identity, runtime=runtime)
    line = turn_line(dataclasses.replace(turn, identity=identity), Origin())
    (verdict,) = recheck.recheck([line], {}, [line], model_opener())
    assert verdict.status == "cannot"
    assert "name a model with --model and --backend" in verdict.note


@pytest.mark.model
def test_verify_on_the_default_model(default_model: Path, tmp_path: Path) -> None:
    from codegen_magic.backends import open_backend

    path, _ = write(tmp_path, open_backend("auto", DEFAULT))
    found = recheck.recheck_file(path)
    assert [verdict.status for verdict in found] == ["equal"] * 3
    sidecar = record.sidecar(path)
    sidecar.write_text(sidecar.read_text().replace('"ids":[', '"ids":[5,'))
    assert [verdict.position for verdict in recheck.recheck_file(path)] == [0, 0, 0]


# which generated cell belongs to which step


def cell(source: str, **metadata: Any) -> NotebookNode:
    return new_code_cell(source, metadata=metadata)


def test_generated_cells_belong_to_the_step_with_their_words() -> None:
    cells = [
        cell("%%synth\nset x"),
        cell("# synth:1:00000000 set x\nx = 1"),
        cell("# synth:2:00000000 set y\ny = 1"),
        cell("print(x)"),
        cell("# synth:1:00000000 set x\nx = 2"),
        cell("%%synth --cont=plots\nnew words"),
        cell("# synth:plots/1:00000000 old words\nplot()"),
        cell("# synth:3:00000000 of another context\nz = 1"),
    ]
    assert owners(cells) == {1: 0, 4: 0, 6: 5}


def test_a_known_cell_id_goes_before_the_place() -> None:
    cells = [cell("%%synth\na"), cell("%%synth\nb"), cell("# synth:1:00000000 a\nx = 1")]
    line = {
        "kind": "turn",
        "context": "default",
        "turn": 1,
        "code_sha256": "00000000ff",
        "cell": cells[0]["id"],
    }
    assert owners(cells, [line]) == {2: 0}
    cells[2].metadata["codegen_magic"] = {"record": [{"cell": cells[1]["id"]}]}
    assert owners(cells, [line]) == {2: 1}


@pytest.mark.parametrize(
    ("source", "instructions"),
    [
        ("%%synth\nset x", ["set x\n"]),
        ("%%synth --steps\nset x\nset y", ["set x", "set y"]),
        ("%%synth\n- set x\n- set y", ["set x", "set y"]),
        ("%%synth\n", ["\n"]),
        ("\n%%synth --seed 4\ntwo\nlines\n", ["two\nlines\n"]),
    ],
)
def test_the_steps_of_a_cell(source: str, instructions: list[str]) -> None:
    (step,) = step_cells([cell(source)])
    assert step.instructions == instructions


def test_what_is_no_step() -> None:
    assert step_cells([cell("%%synthesize\nx"), cell("# %%synth\nx"), cell("x = '''\n%%synth\n'''")]) == []
    assert [
        s.writes for s in step_cells([cell("%%synth --plan\nx"), cell("%%synth --dry\nx"), cell("%%synth")])
    ] == [False] * 3


def test_statuses() -> None:
    reports = [replay.StepReport(1, "", status) for status in ("same", "edited", "missing")]
    assert [replay.status_of(reports[:n]) for n in (0, 1, 2, 3)] == [0, 0, 1, 2]
    found = [recheck.Verdict("", status) for status in ("equal", "cannot", "differs")]
    assert [recheck.status_of(found[:n]) for n in (0, 1, 2, 3)] == [0, 0, 2, 1]


def test_code_whose_step_was_deleted_is_no_other_steps() -> None:
    orphan = cell("# synth:1:00000000 set a\na = 1", codegen_magic={"record": [{"cell": "gone"}]})
    assert owners([cell("%%synth\nplot b"), orphan]) == {}
    assert owners([cell("%%synth\nset a"), orphan]) == {1: 0}, "a step that was pasted has a new id"
