"""The record: a file that survives kills and two writers, lines that hold no values, a state derived from them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen_magic import journal, record
from codegen_magic.errors import RecordFailed
from codegen_magic.marker import cell_source
from codegen_magic.record import Origin, event_line, turn_line
from codegen_magic.recorded import Recorded
from codegen_magic.restore import own_cells, restored
from codegen_magic.turn import Completion, Identity, Prompt, Sampling, Turn, sha256


def a_turn(number: int = 1, instruction: str = "set x\n", code: str = "x = 1", grounding: str = "") -> Turn:
    prompt = Prompt(f"# {instruction}", (1, 2, 3), "comments", (), grounding)
    completion = Completion(code + "\n", (7, 8), "stop", 0, 0.01, 0.02)
    return Turn(number, instruction, code, prompt, completion, Sampling(), Identity("scripted"))


# the file


def test_lines_come_back_as_they_went(tmp_path: Path) -> None:
    path = tmp_path / "nb.synth.jsonl"
    lines = [{"a": "caf\u00e9 \u2028 \ud800"}, {"b": [1, None, {"c": "\n"}]}]
    assert journal.append(path, lines[:1]) == journal.append(path, lines[1:]) == ""
    assert journal.read(path) == journal.Contents(tuple(lines))


def test_a_missing_file_is_an_empty_record(tmp_path: Path) -> None:
    assert journal.read(tmp_path / "none") == journal.Contents()
    assert journal.append(tmp_path / "none", []) == ""
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("torn", [b'{"kind": "tu', b"\xff\xfe", b'{"a": 1}\x00\x00\x00'])
def test_a_torn_last_line_is_kept_aside_and_told(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "nb.synth.jsonl"
    journal.append(path, [{"a": 1}])
    path.write_bytes(path.read_bytes() + torn)
    read = journal.read(path)
    assert read.lines == ({"a": 1},)
    assert read.problems == ("the last line of nb.synth.jsonl is torn and was left out",)
    note = journal.append(path, [{"a": 2}])
    assert "moved to nb.synth.jsonl.torn" in note
    assert journal.read(path) == journal.Contents(({"a": 1}, {"a": 2}))
    assert (tmp_path / "nb.synth.jsonl.torn").read_bytes() == torn + b"\n"


def test_a_torn_line_longer_than_one_read(tmp_path: Path) -> None:
    path = tmp_path / "nb.synth.jsonl"
    torn = b"x" * (3 * journal.TAIL_BYTES + 5)
    path.write_bytes(b'{"a": 1}\n' + torn)
    journal.append(path, [{"a": 2}])
    assert journal.read(path).lines == ({"a": 1}, {"a": 2})
    path.write_bytes(torn)
    journal.append(path, [{"a": 3}])
    assert journal.read(path).lines == ({"a": 3},)


def test_a_whole_last_line_without_its_end_is_no_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "nb.synth.jsonl"
    path.write_text('{"a": 1}')
    assert journal.append(path, [{"a": 2}]) == ""
    assert journal.read(path).lines == ({"a": 1}, {"a": 2})


def test_what_git_leaves_in_a_merge_is_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "nb.synth.jsonl"
    path.write_text('{"a": 1}\n<<<<<<< HEAD\n{"a": 2}\n=======\n[3]\n>>>>>>> other\n')
    read = journal.read(path)
    assert read.lines == ({"a": 1}, {"a": 2})
    assert len(read.problems) == 4
    assert "line 2 of nb.synth.jsonl cannot be read" in read.problems[0]


def test_a_place_where_nothing_can_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(RecordFailed, match="cannot be written: Is a directory"):
        journal.append(tmp_path / "folder.jsonl", [{"a": 1}])
    with pytest.raises(RecordFailed, match="cannot be written: No such file"):
        journal.append(tmp_path / "gone" / "nb.jsonl", [{"a": 1}])
    with pytest.raises(RecordFailed, match="cannot be read"):
        journal.read(tmp_path / "folder.jsonl")


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "nb.synth.jsonl"
    journal.append(path, [{"a": 1}])
    before, write = path.read_bytes(), journal.os.write
    monkeypatch.setattr(journal.os, "write", lambda fd, data: write(fd, data[: len(data) // 2]))
    with pytest.raises(RecordFailed, match="the disk is full"):
        journal.append(path, [{"a": 2}])
    assert path.read_bytes() == before


def test_a_writer_that_never_lets_go_is_an_error_not_a_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nb.synth.jsonl"
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.1)
    holder = "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print(1); "
    holder += "sys.stdout.flush(); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(RecordFailed, match="another kernel holds the record"):
            journal.append(path, [{"a": 1}])
        process.communicate(b"\n", timeout=30)
    assert journal.append(path, [{"a": 1}]) == ""


def test_two_kernels_on_one_notebook_lose_and_mix_nothing(tmp_path: Path) -> None:
    path = tmp_path / "nb.synth.jsonl"
    path.write_bytes(b'{"torn')
    writer = """
import sys
from pathlib import Path
from codegen_magic import journal
for n in range(400):
    journal.append(Path(sys.argv[1]), [{"writer": sys.argv[2], "n": n, "text": sys.argv[2] * (n * 37 % 5000)}])
"""
    processes = [subprocess.Popen([sys.executable, "-c", writer, str(path), name]) for name in "ab"]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    contents = journal.read(path)
    assert contents.problems == ()
    for name in "ab":
        own = [line for line in contents.lines if line["writer"] == name]
        assert [line["n"] for line in own] == list(range(400))
        assert all(line["text"] == name * (line["n"] * 37 % 5000) for line in own)


# lines


def test_a_turns_line_holds_what_design_asks_for_and_its_own_hash() -> None:
    turn = a_turn(grounding="# df: DataFrame 3x1 columns: a int\n")
    line = turn_line(turn, Origin(entries=("e1",), cell="c1", kernel="k", parent="p"))
    assert line["instruction"] == "set x\n"
    assert line["code"] == "x = 1"
    assert line["code_sha256"] == sha256("x = 1")
    assert line["completion"]["ids"] == [7, 8]
    assert line["prompt"]["grounding"] == turn.prompt.grounding
    assert line["prompt"]["text_sha256"] == sha256(turn.prompt.text)
    assert "text" not in line["prompt"]
    assert Sampling.from_json(line["sampling"]) == turn.sampling
    assert Identity.from_json(line["identity"]) == turn.identity
    assert record.line_id(line) == line["id"]
    assert record.line_id(line | {"code": "x = 2"}) != line["id"]
    assert json.loads(json.dumps(line)) == line


def words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_hashes_hold_no_word_and_no_code() -> None:
    turn = a_turn(instruction="tell Rosebud\n", code="Rosebud = 1", grounding="# Rosebud: int\n")
    line = turn_line(turn, Origin(header="Rosebud"), mode="hashes")
    assert "Rosebud" not in words(line)
    assert "Rosebud" not in words(event_line("ran", ["1"], code="Rosebud = 2", mode="hashes"))
    assert line["code_sha256"] == sha256(turn.code)


@pytest.mark.parametrize(
    ("grounding", "help"),
    [
        ("# city: 'Rosebud'\n", {"sample": True}),
        ("# last error: KeyError: 'Rosebud'\n", {"sample": False}),
        ("# of another notebook\nRosebud = 1\n\n", {"examples": 3, "learned": "/home/Rosebud/learned"}),
    ],
)
def test_values_in_the_grounding_are_not_recorded(grounding: str, help: dict[str, Any]) -> None:
    line = turn_line(a_turn(grounding=grounding), Origin(help=help))
    assert "Rosebud" not in words(line)
    assert line["prompt"]["grounding_sha256"] == sha256(grounding)


def test_a_filled_step_is_recorded_as_it_was_typed() -> None:
    line = turn_line(a_turn(instruction="keep 'Rosebud'", code="keep"), Origin(filled="keep {name}"))
    assert line["instruction"] == "keep {name}"
    assert "Rosebud" not in words(line)


def test_lines_of_other_schemas(tmp_path: Path) -> None:
    good = turn_line(a_turn(), Origin())
    path = tmp_path / "nb.synth.jsonl"
    poor = [good | {"turn": "x"}, good | {"prompt": {}}, {k: v for k, v in good.items() if k != "filled"}]
    journal.append(path, [good, good | {"schema": 99}, {"schema": 1}, {"a": 1}, *poor])
    contents = record.upgraded(journal.read(path))
    assert contents.lines == (good,)
    assert "1 line is of a newer codegen_magic" in contents.problems[0]
    assert "5 lines are not of a record" in contents.problems[1]


def test_lines_of_an_older_schema_are_read() -> None:
    """The golden file was written by the code of its schema."""
    old = journal.read(Path(__file__).parent / "golden" / "record_schema_1.jsonl")
    contents = record.upgraded(old)
    assert contents.problems == ()
    line, undone = contents.lines
    assert line["schema"] == undone["schema"] == record.SCHEMA
    assert set(line) == set(turn_line(a_turn(), Origin()))
    assert set(line["prompt"]) == set(turn_line(a_turn(), Origin())["prompt"])
    assert set(undone) == set(event_line("undone"))
    assert line["id"] == old.lines[0]["id"], "other lines name it"
    assert codes(line) == ["x = 1"]
    assert codes(line, undone) == []


def test_lines_that_were_changed_by_hand_are_told() -> None:
    line = turn_line(a_turn(), Origin())
    contents = record.upgraded(journal.Contents((line | {"time": "never"},)))
    assert len(contents.lines) == 1
    assert "1 line is changed since it was written" in contents.problems[0]
    contents = record.upgraded(journal.Contents((line | {"code": "import os"},)))
    assert contents.lines == (), "code that its hash does not fit is not used"


# what the lines leave


def put(number: int, code: str = "", cell: str = "", **origin: Any) -> dict[str, Any]:
    return turn_line(a_turn(number, code=code or f"x = {number}"), Origin(cell=cell, **origin))


def codes(*lines: dict[str, Any], context: str = "default") -> list[str]:
    return [turn.code for turn in restored(lines)[context].session.turns]


def test_what_is_left_follows_the_lines() -> None:
    one, two, three = put(1), put(2), put(3, cell="c")
    assert codes(one, two, three) == ["x = 1", "x = 2", "x = 3"]
    assert codes(one, two, three, event_line("undone", [three["id"]])) == ["x = 1", "x = 2"]
    assert codes(one, three, event_line("deleted", [three["id"]], ["c"])) == ["x = 1"]
    assert codes(one, two, event_line("reset"), three) == ["x = 3"]
    assert codes(one, two, event_line("failed", [two["id"]])) == ["x = 1"]
    edited = event_line("ran", [one["id"]], ["cell"], code="x = 10")
    found = restored([one, two, edited])["default"]
    first, second = found.session.entries
    assert (first.code, first.status, first.edited, first.cell_id) == ("x = 10", "ran", True, "cell")
    assert (second.code, second.status) == ("x = 2", "stale")
    assert found.lines == {1: one, 2: two}


def test_an_edit_that_was_taken_back_is_gone() -> None:
    one = put(1)
    events = [event_line("failed", [one["id"]], code="x = 1/0"), event_line("ran", [one["id"]])]
    (entry,) = restored([one, *events])["default"].session.entries
    assert (entry.code, entry.status, entry.edited) == ("x = 1", "ran", False)
    assert Recorded([one, *events]).find("default", "set x\n").turn.code == "x = 1"
    hashed = [line | {"code_sha256": "0" * 64} for line in events]
    assert Recorded([one, events[0], hashed[1]]).find("default", "set x\n").turn.code == "x = 1/0"


def test_a_step_whose_cell_has_another_id_now_has_the_code_that_was_written_last() -> None:
    first = put(1, "x = 1", cell="a", kernel="one")
    fixed = put(1, "x = 2", cell="the cell of %synth fix", kernel="one", replaces=first["id"])
    assert Recorded([first, fixed]).find("default", "set x\n", "new").turn.code == "x = 2"
    rerun = put(1, "x = 3", cell="a", kernel="one")
    assert Recorded([first, rerun]).find("default", "set x\n", "new").turn.code == "x = 3"
    later = [put(1, "x = 4", cell="c", kernel="two"), put(2, "x = 5", cell="d", kernel="two")]
    recorded = Recorded([first, *later])
    assert [recorded.find("default", "set x\n").turn.code for _ in range(4)] == [
        "x = 4",
        "x = 5",
        "x = 1",
        "x = 5",
    ]


def test_own_cells_are_found_in_the_notebook() -> None:
    own = event_line("own", (), ["mine"], code="y = 5")
    assert "y = 5" not in words(own)
    session = restored([put(1), own], {sha256("y = 5"): "y = 5"})["default"].session
    assert [(entry.code, entry.cell_id) for entry in session.past] == [("y = 5", "mine"), ("x = 1", "")]
    assert codes(put(1), own) == ["x = 1"], "a cell that the notebook no longer holds as it was is left out"


def test_a_generated_cell_that_a_later_kernel_ran_as_the_users_own_is_found_too() -> None:
    first, second = a_turn(1, "set x\n", "x = 1"), a_turn(2, "set y\n", "y = 2")
    cell = {"cell_type": "code", "source": cell_source([first, second], "default")}
    told = own_cells({"cells": [cell]}).values()
    assert {"# set x\nx = 1", "# set y\ny = 2", "# set x\nx = 1\n\n# set y\ny = 2"} <= set(told)


def test_a_cell_that_ran_again_replaces_its_own_step_in_whichever_kernel() -> None:
    first = [put(1, cell="a"), put(2, cell="b"), put(3, cell="c")]
    again = put(1, "y = 1", cell="b", kernel="other")
    assert codes(*first, again) == ["x = 1", "y = 1", "x = 3"]
    assert codes(put(1), put(2), put(1, "y = 1", kernel="other")) == ["y = 1", "x = 2"]
    fixed = put(3, "z = 1", cell="the cell of %synth fix", replaces=first[2]["id"])
    assert codes(*first, fixed) == ["x = 1", "x = 2", "z = 1"]
    new = put(1, "n = 1", cell="new", kernel="other")
    session = restored([*first, new])["default"].session
    assert [(turn.number, turn.code) for turn in session.turns][-1] == (4, "n = 1")
    assert session.next_number == 5


def test_cells_of_several_steps_and_contexts_are_kept_apart() -> None:
    lines = [put(1, cell="a"), put(2, cell="a", part=1), put(1, "y = 1", cell="p", context="plots")]
    assert codes(*lines) == ["x = 1", "x = 2"]
    assert codes(*lines, context="plots") == ["y = 1"]


EVENTS = st.sampled_from(["turn", "undone", "deleted", "ran", "failed", "own", "reset"])


@given(st.lists(st.tuples(EVENTS, st.integers(1, 4)), max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_order_of_events_breaks_what_is_left(events: list[tuple[str, int]]) -> None:
    lines: list[dict[str, Any]] = []
    for kind, number in events:
        cells = [f"c{number}"] if kind in ("own", "deleted") else []
        made = [line["id"] for line in lines if line["kind"] == "turn"]
        code = "edited" if kind in ("ran", "own") else None
        lines.append(put(number) if kind == "turn" else event_line(kind, made[-number:], cells, code=code))
    contexts = restored(lines, {sha256("edited"): "edited"})
    numbers = [entry.number for entry in contexts["default"].session.steps] if contexts else []
    assert len(set(numbers)) == len(numbers)
    last_reset = max((n for n, (kind, _) in enumerate(events) if kind == "reset"), default=-1)
    written = [number for kind, number in events[last_reset + 1 :] if kind == "turn"]
    assert len(numbers) <= len(written)


def test_the_sidecar_of_a_notebook_and_of_its_paired_script() -> None:
    assert (
        record.sidecar(Path("a/b.c.ipynb")) == record.sidecar(Path("a/b.c.py")) == Path("a/b.c.synth.jsonl")
    )


def test_entries_name_the_instruction_and_the_code() -> None:
    assert len({record.entry("a", "b"), record.entry("ab", ""), record.entry("", "ab")}) == 3
    turn = a_turn()
    assert record.entry(turn.instruction, turn.code) == record.entry("set x\n", "x = 1")
