"""Several completions at once are what each would have been alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen_magic.assist import Help, write_step
from codegen_magic.backends import open_backend
from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.errors import NoCode
from codegen_magic.generate import generate
from codegen_magic.generate_rows import can_share, generate_rows
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize_each
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Sampling

CUT = STOP_RULES["cell"].cut


def test_each_row_ends_for_its_own_reason() -> None:
    backend = ScriptedBackend(
        ["x = 1", "x2 = 2\n\n# next step\nz = 3", "x3 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]"]
    )
    rows = generate_rows(backend.open(), backend.tokenizer, [65], [Sampling(max_new_tokens=30)] * 3, CUT)
    assert [(row.text, row.stop_reason) for row in rows] == [
        ("x = 1", "end"),
        ("x2 = 2\n\n#", "stop"),
        ("x3 = [1, 2, 3, 4, 5, 6, 7, 8, ", "length"),
    ]


def test_all_rows_stop_when_the_user_stops_them() -> None:
    backend = ScriptedBackend(["x = 1", "x2"])
    rows = generate_rows(backend.open(), backend.tokenizer, [65], [Sampling()] * 2, CUT, lambda: True)
    assert [(row.text, row.stop_reason) for row in rows] == [("x", "cancelled")] * 2


def test_the_candidates_of_a_step_are_sampled_together_and_the_prompt_stays_in_the_cache() -> None:
    backend = ScriptedBackend(["x = 0", "x = 1", "x is not code.", "x = 2"])
    decoder = backend.open()
    forks: list[int] = []
    fork = decoder.fork
    decoder.fork = lambda n: forks.append(n) or fork(n)  # type: ignore[method-assign, func-returns-value]
    help = Help(n=4, enough="all")
    written = write_step(Session(), "x", backend, Sampling(), {}, help, decoder=decoder)
    assert {c.turn.code for c in written.candidates} == {"x = 0", "x = 1", "x = 2"}
    assert forks == [3]
    seeds = sorted(c.turn.sampling.seed for c in written.candidates)
    assert seeds == [0, 1001, 1003]


def test_the_others_are_sampled_together_only_after_a_first_one_that_does_not_do() -> None:
    forks: list[int] = []

    def codes(first: str) -> list[str]:
        backend = ScriptedBackend([first, "x = lost", "x = 1", "x = 2"])
        decoder = backend.open()
        fork = decoder.fork
        decoder.fork = lambda n: forks.append(n) or fork(n)  # type: ignore[method-assign, func-returns-value]
        written = write_step(Session(), "x", backend, Sampling(), {}, Help(n=4), decoder=decoder)
        return [candidate.turn.code for candidate in written.candidates]

    assert codes("x = 0") == ["x = 0"]
    assert forks == []
    assert codes("x = y") == ["x = 1", "x = 2", "x = y", "x = lost"]  # all that were written together
    assert forks == [3]


def test_an_answer_without_code_is_told_beside_the_others() -> None:
    backend = ScriptedBackend(["x = 1", "xylophones are no code."])
    one, two = synthesize_each(Session(), "x", backend, [Sampling(), Sampling(seed=1)])
    assert not isinstance(one, NoCode)
    assert one.code == "x = 1"
    assert isinstance(two, NoCode)


@pytest.mark.model
def test_the_default_model_writes_the_same_in_a_batch(default_model: Path) -> None:
    backend: Any = open_backend("onnx", str(default_model))
    ids = backend.tokenizer.encode("import numpy as np\n\n# Make an array a of the numbers 0 to 9.\n")
    samplings = [Sampling(1.5, seed=seed, max_new_tokens=24) for seed in range(3)]
    decoder = backend.open()
    assert can_share(decoder)
    together = generate_rows(decoder, backend.tokenizer, ids, samplings, CUT)
    assert decoder.ids == ids
    alone = []
    for sampling in samplings:
        single = backend.open()
        single.draft_tokens = 0  # several positions at once are rounded differently than one
        alone.append(generate(single, backend.tokenizer, ids, sampling, CUT))
    assert [row.ids for row in together] == [row.ids for row in alone]
    assert len({row.ids for row in together}) > 1
