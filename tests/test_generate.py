"""The token loop and the values it makes."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from codegen_magic.backends.scripted import ScriptedBackend
from codegen_magic.errors import BadInput, NoCode
from codegen_magic.generate import TextStream, choose, generate
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Sampling, Turn


def never(text: str) -> None:
    return None


def test_a_step_costs_its_own_tokens() -> None:
    backend, session = ScriptedBackend(["x = 1", "y = 2"]), Session()
    decoder = backend.open()
    session.add(synthesize(session, "set x", backend, Sampling(), decoder=decoder))
    turn = synthesize(session, "set y", backend, Sampling(), decoder=decoder)
    new = len("\n\n# set y\n")
    assert len(turn.prompt.ids) - turn.completion.reused_tokens <= new + len("x = 1")
    assert backend.prompts[1] == turn.prompt.text


def test_generation_ends_when_the_rule_fires_not_at_the_limit() -> None:
    backend = ScriptedBackend(["x = 1\n\n# next\n" + "y = 2\n" * 100])
    completion = generate(backend.open(), backend.tokenizer, [35], Sampling(), STOP_RULES["cell"].cut)
    assert completion.stop_reason == "stop"
    assert completion.text == "x = 1\n\n#"


@pytest.mark.parametrize(("limit", "reason"), [(3, "length"), (50, "end")])
def test_stop_reasons(limit: int, reason: str) -> None:
    backend = ScriptedBackend(["abcdef"])
    completion = generate(backend.open(), backend.tokenizer, [35], Sampling(max_new_tokens=limit), never)
    assert (completion.stop_reason, completion.text) == (reason, "abcdef"[:limit])


def test_stoppable_at_any_token() -> None:
    for stop_at in range(1, 6):
        backend = ScriptedBackend(["abcdef"])
        seen: list[str] = []
        completion = generate(
            backend.open(),
            backend.tokenizer,
            [35],
            Sampling(),
            never,
            on_text=lambda text, n: seen.append(text),  # noqa: B023
            should_stop=lambda: len(seen) >= stop_at,  # noqa: B023
        )
        assert (completion.stop_reason, completion.text) == ("cancelled", "abcdef"[:stop_at])
        assert seen[-1] == completion.text


def test_streamed_text_is_the_decoded_text_even_for_split_characters() -> None:
    backend = ScriptedBackend()
    stream, text = TextStream(backend.tokenizer), "naïve – 数据 😀 x"
    for token in backend.tokenizer.encode(text):
        stream.push(token)
        assert text.startswith(stream.text)
    assert stream.text == text


def test_greedy_takes_the_largest_and_a_seed_repeats() -> None:
    logits = np.random.default_rng(0).normal(size=1000).astype(np.float32)
    assert choose(logits, Sampling(), np.random.default_rng(1)) == logits.argmax()
    sampling = Sampling(temperature=0.8)
    draws = [
        [choose(logits, sampling, rng) for _ in range(20)] for rng in map(np.random.default_rng, (7, 7, 8))
    ]
    assert draws[0] == draws[1] != draws[2]


def test_sampling_follows_the_distribution_within_the_nucleus() -> None:
    probabilities = np.array([0.5, 0.3, 0.15, 0.05])
    logits = np.log(probabilities).astype(np.float32)
    rng = np.random.default_rng(0)
    sampling = Sampling(temperature=1.0, top_p=0.9)
    counts = np.bincount([choose(logits, sampling, rng) for _ in range(20000)], minlength=4) / 20000
    assert counts[3] == 0
    np.testing.assert_allclose(counts[:3], probabilities[:3] / 0.95, atol=0.015)


@pytest.mark.parametrize("temperature", [0.1, 0.8, 2.0])
def test_sampling_ranks_as_a_full_sort_does(temperature: float) -> None:
    """With equal logits at every place where the ranking may be cut, and nuclei of all widths."""
    maker = np.random.default_rng(0)
    for seed in range(60):
        logits = np.round(maker.normal(size=3000) * 10 ** maker.uniform(-2, 1), 1).astype(np.float32)
        sampling = Sampling(temperature, [0.5, 0.95, 1.0][seed % 3])
        scaled = logits.astype(np.float64) / temperature
        order = np.argsort(-scaled, kind="stable")
        weights = np.exp(scaled[order] - scaled[order[0]])
        cumulative = np.cumsum(weights / weights.sum())
        size = min(int(np.searchsorted(cumulative, sampling.top_p)) + 1, len(order))
        drawn = np.random.default_rng(seed).random() * cumulative[size - 1]
        place = min(int(np.searchsorted(cumulative[:size], drawn, side="right")), size - 1)
        assert choose(logits, sampling, np.random.default_rng(seed)) == order[place]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", -1.0),
        ("temperature", float("nan")),
        ("top_p", 0.0),
        ("seed", -1),
        ("max_new_tokens", 0),
    ],
)
def test_sampling_out_of_range(field: str, value: Any) -> None:
    with pytest.raises(BadInput, match=field):
        Sampling(**{field: value})


def test_a_turn_is_its_json() -> None:
    backend, session = ScriptedBackend(["x = 1"]), Session()
    turn = synthesize(session, "set x", backend, Sampling(seed=3))
    assert Turn.from_json(turn.to_json()) == turn


@pytest.mark.parametrize("answer", ["", "I am sorry, I cannot do that.", "# just\n# comments"])
def test_no_code_is_an_error_and_changes_nothing(answer: str) -> None:
    backend, session = ScriptedBackend([answer]), Session()
    with pytest.raises(NoCode, match="the model answered"):
        synthesize(session, "do it", backend, Sampling())
    assert session.turns == []


def test_a_benchmark_sample_without_code_is_a_sample() -> None:
    backend = ScriptedBackend([""])
    assert synthesize(Session(), "do it", backend, Sampling(stop="codegen")).code == ""


def test_session_undo_reset_fork_replace() -> None:
    backend, session = ScriptedBackend(["a = 1", "b = 2", "c = 3"]), Session()
    for step in ("a", "b", "c"):
        session.add(synthesize(session, step, backend, Sampling()))
    fork = session.fork("other")
    assert [turn.number for turn in session.undo(2)] == [2, 3]
    assert session.next_number == 4, "numbers are not used twice, so markers stay unique"
    session.replace(dataclasses.replace(session.turns[0], code="a = 10"))
    assert [turn.code for turn in session.turns] == ["a = 10"]
    assert [turn.code for turn in fork.turns] == ["a = 1", "b = 2", "c = 3"]
    assert len(session.reset()) == 1
    assert session.turns == []
    with pytest.raises(BadInput, match="no turn 9"):
        session.replace(dataclasses.replace(fork.turns[0], number=9))
