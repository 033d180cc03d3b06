"""The ordered entries of a notebook: edits, failures, deletions, the user's own cells."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput
from codegen_magic.session import Session
from codegen_magic.turn import Completion, Identity, Prompt, Sampling, Turn


def turn(number: int, code: str) -> Turn:
    nothing = Completion("", (), "end", 0, 0.0, 0.0)
    return Turn(number, f"step {number}", code, Prompt("", (), ""), nothing, Sampling(), Identity("none"))


def session_of(*codes: str) -> Session:
    session = Session()
    for number, code in enumerate(codes, 1):
        session.add(turn(number, code), step_cell_id=f"step-{number}")
    return session


def told(session: Session) -> list[str]:
    return [entry.code for entry in session.past]


def statuses(session: Session) -> list[str]:
    return [entry.status for entry in session.entries]


def test_what_ran_is_what_counts_and_later_turns_are_stale() -> None:
    session = session_of("a = 1", "b = a", "c = b")
    session.ran(1, "a = 1", ok=True)
    assert statuses(session) == ["ran", "written", "written"]
    session.ran(2, "b = a + 1", ok=True)
    assert statuses(session) == ["ran", "ran", "stale"]
    assert told(session) == ["a = 1", "b = a + 1", "c = b"]
    assert [t.code for t in session.turns] == told(session)
    entry = session.get(2)
    assert entry is not None
    assert entry.edited
    assert entry.turn is not None
    assert entry.turn.code == "b = a", "the code as generated is kept"
    session.ran(3, "c = b", ok=True)
    assert statuses(session) == ["ran", "ran", "ran"], "run again after the change, it is no longer stale"


def test_failed_code_is_left_out_until_it_runs() -> None:
    session = session_of("a = 1 / 0", "b = 2")
    session.ran(1, "a = 1 / 0", ok=False)
    assert told(session) == ["b = 2"]
    assert statuses(session) == ["failed", "written"]
    session.ran(1, "a = 1 / 1", ok=True)
    assert told(session) == ["a = 1 / 1", "b = 2"]


def test_code_that_ran_once_stays_when_it_fails_the_second_time() -> None:
    session = session_of("df = df.drop(columns='a')")
    session.ran(1, "df = df.drop(columns='a')", ok=True)
    session.ran(1, "df = df.drop(columns='a')", ok=False)
    assert statuses(session) == ["failed"]
    assert told(session) == ["df = df.drop(columns='a')"]
    session.ran(1, "df = df.drop(columns='b')", ok=False)
    assert told(session) == []


def test_own_cells_join_in_order_of_execution_and_replace_themselves() -> None:
    session = session_of("a = 1")
    session.ran_own("import numpy", "own-1")
    assert told(session) == ["import numpy", "a = 1"], "the turn has not run yet"
    session.ran(1, "a = 1", ok=True)
    session.ran_own("x = a", "own-2")
    session.add(turn(2, "b = 2"))
    session.ran_own("x = a + 1", "own-2")
    assert told(session) == ["import numpy", "a = 1", "x = a + 1", "b = 2"]
    assert statuses(session) == ["ran", "ran", "ran", "stale"]
    session.ran_own("x = a + 1", "own-2")
    assert len(session.entries) == 4


def test_own_cells_without_ids_are_known_by_their_text() -> None:
    session = Session()
    for code in ("x = 1", "x", "x = 1"):
        session.ran_own(code)
    assert told(session) == ["x = 1", "x"]


def test_scope_steps_leaves_own_cells_out() -> None:
    session = session_of("a = 1")
    session.ran_own("x = 1")
    session.scope = "steps"
    assert told(session) == ["a = 1"]
    assert session.fork("other").scope == "steps"


def test_a_deleted_cell_leaves_and_comes_back_when_it_runs() -> None:
    session = session_of("a = 1", "b = 2")
    session.ran(1, "a = 1", True, "code-1")
    session.ran_own("x = 1", "own")
    assert [entry.code for entry in session.delete({"code-1", "own", "unknown"})] == ["a = 1", "x = 1"]
    assert told(session) == ["b = 2"]
    assert statuses(session) == ["deleted", "deleted", "stale"]
    assert session.delete({"code-1"}) == [], "it is gone already"
    session.ran(1, "a = 1", True, "code-1")
    session.ran_own("x = 1", "own")
    assert told(session) == ["a = 1", "x = 1", "b = 2"]


def test_a_deleted_step_cell_takes_only_code_with_it_that_never_ran() -> None:
    session = session_of("a = 1", "b = 2")
    session.ran(1, "a = 1", True, "code-1")
    assert [entry.number for entry in session.delete({"step-1", "step-2"})] == [2]
    assert told(session) == ["a = 1"]


def test_rewriting_a_cell_keeps_its_numbers_and_its_place() -> None:
    session = session_of("a = 1", "b = 2", "c = 3", "d = 4")
    session.ran(4, "d = 4", ok=True)
    past = session.before(2)
    assert [entry.number for entry in past.entries] == [1]
    assert past.next_number == 2
    session.rewrite([2, 3], [Entry("b = 20", turn(2, "b = 20"))])
    assert [entry.number for entry in session.entries] == [1, 2, 4]
    assert statuses(session) == ["written", "written", "stale"]
    session.rewrite([2], [Entry("b = 20", turn(2, "b = 20")), Entry("e = 5", turn(5, "e = 5"))])
    assert [entry.number for entry in session.entries] == [1, 2, 5, 4]
    assert session.next_number == 6
    with pytest.raises(BadInput, match="no turn 9"):
        session.rewrite([9], [Entry("x", turn(9, "x"))])
    with pytest.raises(BadInput, match="already in context"):
        session.rewrite([2], [Entry("x", turn(4, "x"))])


def test_the_same_code_again_makes_nothing_stale() -> None:
    session = session_of("a = 1", "b = 2")
    session.replace(turn(1, "a = 1"))
    assert statuses(session) == ["written", "written"]
    session.replace(turn(1, "a = 2"))
    assert statuses(session) == ["written", "stale"]


def test_undo_passes_deleted_turns_and_own_cells_over() -> None:
    session = session_of("a = 1", "b = 2", "c = 3")
    session.ran(3, "c = 3", True, "code-3")
    session.ran_own("x = 1")
    session.delete({"code-3"})
    assert [t.number for t in session.undo()] == [2]
    assert [entry.code for entry in session.entries] == ["a = 1", "c = 3", "x = 1"]
    assert session.next_number == 4
    session.reset()
    assert session.entries == []


def test_changes_are_told_after_they_were_made() -> None:
    heard: list[tuple[str, list[str]]] = []
    session = Session()
    session.on_change = lambda kind, entries: heard.append((kind, [entry.code for entry in entries]))
    session.add(turn(1, "a = 1"))
    session.ran(1, "a = 2", True, "cell")
    session.ran(1, "a = 3", False, "cell")
    session.ran_own("x = 1")
    session.delete({"cell"})
    session.replace(turn(1, "a = 4"))
    session.undo()
    session.reset()
    assert heard == [
        ("written", ["a = 1"]),
        ("ran", ["a = 2"]),
        ("failed", ["a = 3"]),
        ("own", ["x = 1"]),
        ("deleted", ["a = 3"]),
        ("written", ["a = 4"]),
        ("undone", ["a = 4"]),
        ("reset", ["x = 1"]),
    ]


CODES = st.sampled_from(["x = 1", "x = 2", "print(x)"])
CELLS = st.sampled_from(["", "p", "q", "r"])


class SessionMachine(RuleBasedStateMachine):
    """Whatever a user does: numbers are unique, nothing is lost but by undo and reset, JSON is inverse."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session()
        self.numbers: set[int] = set()  # of the turns that were not taken back
        self.last = 0

    def some(self, data: st.DataObject) -> int:
        return int(data.draw(st.sampled_from(sorted(self.numbers))))

    @rule(code=CODES, cell=CELLS)
    def write(self, code: str, cell: str) -> None:
        number = self.session.next_number
        assert number > self.last
        self.session.add(turn(number, code), step_cell_id=cell and f"step-{cell}")
        self.numbers.add(number)
        self.last = number

    @rule(data=st.data(), code=CODES, ok=st.booleans(), cell=CELLS)
    def run(self, data: st.DataObject, code: str, ok: bool, cell: str) -> None:
        if self.numbers:
            number = self.some(data)
            entry = self.session.ran(number, code, ok, cell)
            assert self.session.get(number) == entry
            assert (entry in self.session.past) == (ok or entry.ran)

    @rule(code=CODES, cell=CELLS)
    def run_own(self, code: str, cell: str) -> None:
        turns = [entry.number for entry in self.session.steps]
        self.session.ran_own(code, cell and f"own-{cell}")
        assert code in told(self.session)
        assert [entry.number for entry in self.session.steps] == turns

    @rule(data=st.data(), code=CODES, extra=st.booleans())
    def write_again(self, data: st.DataObject, code: str, extra: bool) -> None:
        if self.numbers:
            number = self.some(data)
            entries = [Entry(code, turn(number, code))]
            if extra:
                self.last = self.session.next_number
                self.numbers.add(self.last)
                entries.append(Entry(code, turn(self.last, code)))
            self.session.rewrite([number], entries)

    @rule(cells=st.sets(CELLS))
    def delete(self, cells: set[str]) -> None:
        ids = {f"{kind}{cell}" for cell in cells - {""} for kind in ("", "own-", "step-")}
        for entry in self.session.delete(ids):
            assert entry.status == "deleted"
            assert entry not in self.session.past

    @rule(n=st.integers(1, 2))
    def undo(self, n: int) -> None:
        self.numbers -= {removed.number for removed in self.session.undo(n)}

    @rule()
    def reset(self) -> None:
        self.session.reset()
        self.numbers.clear()

    @invariant()
    def the_list_is_whole(self) -> None:
        steps = self.session.steps
        assert {entry.number for entry in steps} == self.numbers
        assert len(steps) == len(self.numbers)
        assert all(
            entry.status in ("written", "ran", "failed", "stale", "deleted") for entry in self.session.entries
        )
        own = [(e.cell_id, e.cell_id or e.code) for e in self.session.entries if e.turn is None]
        assert len(own) == len(set(own)), "one entry a cell"

    @invariant()
    def json_is_inverse(self) -> None:
        text = json.dumps(self.session.to_json())
        again = Session.from_json(json.loads(text))
        assert again.entries == self.session.entries
        assert again.next_number == self.session.next_number
        assert json.dumps(again.to_json()) == text


TestSession: Any = SessionMachine.TestCase


def test_a_fork_is_its_own() -> None:
    session = session_of("a = 1")
    fork = session.fork("other")
    fork.ran(1, "a = 2", ok=True)
    assert told(session) == ["a = 1"]
    assert (
        dataclasses.replace(fork.entries[0], status="written", code="a = 1", ran=False) == session.entries[0]
    )
