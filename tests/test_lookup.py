"""Guessing tokens from the notebook's own text never changes what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen_magic.generate import generate
from codegen_magic.lookup import Pace, draft, idioms
from codegen_magic.turn import Sampling


def test_the_latest_occurrence_of_the_longest_suffix_is_continued() -> None:
    assert draft(np.array([1, 2, 3, 9, 1, 2, 4, 8, 7, 1, 2]), 3) == [4, 8, 7]
    assert draft(np.array([5, 1, 2, 3, 6, 1, 2, 4, 5, 1, 2]), 2) == [3, 6]
    assert draft(np.array([1, 2, 3]), 4) == []
    assert draft(np.array([7, 7, 7, 7]), 2) == [7]
    assert draft(np.array([4]), 4) == []


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(0, 8))
def test_a_draft_is_a_piece_of_the_text_behind_its_last_tokens(ids: list[int], limit: int) -> None:
    guessed = draft(np.array(ids), limit)
    assert len(guessed) <= limit
    behind = min(2, len(guessed))
    pieces = [ids[i : i + behind + len(guessed)] for i in range(len(ids))]
    assert not guessed or [*ids[-behind:], *guessed] in pieces


def test_one_token_that_recurs_gives_one_guess_and_tells_the_pace_nothing() -> None:
    assert draft(np.array([5, 1, 2, 3, 7, 1]), 4) == [2]
    assert draft(np.array([5, 1, 2, 3, 7, 1]), 0) == []
    pace = Pace(8)
    pace.learn(1, 0)
    assert pace.tokens == 4


def test_typical_code_is_guessed_where_the_prompt_holds_nothing_alike(backend: Any) -> None:
    """The known text is what the default model's tokenizer makes of idioms.txt; every line of it is code."""
    known = idioms(backend.tokenizer)
    assert idioms(backend.tokenizer) is known
    text = backend.tokenizer.decode([int(i) for i in known])
    assert "import pandas as pd\n" in text
    wanted = backend.tokenizer.encode("import pandas as pd")
    guessed = draft(np.concatenate([known, wanted[:-4]]), 4)
    assert guessed == wanted[-4:]


def test_the_pace_follows_what_held() -> None:
    pace = Pace(16)
    assert pace.tokens == 4
    pace.learn(4, 4)
    assert pace.tokens == 8
    pace.learn(8, 0)
    assert pace.tokens == 2


class Counting:
    """A decoder that counts its calls, with drafts on or off."""

    def __init__(self, decoder: Any, draft_tokens: int) -> None:
        self._decoder, self.draft_tokens, self.calls = decoder, draft_tokens, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._decoder, name)

    def extend(self, ids: Any, mask: Any = None) -> Any:
        self.calls += 1
        return self._decoder.extend(ids, mask)

    def score(self, ids: Any, mask: Any = None) -> Any:
        self.calls += 1
        return self._decoder.score(ids, mask)


@pytest.fixture(scope="module")
def backend(llama_bundle: Path) -> Any:
    from codegen_magic.backends.onnx_model import OnnxBackend

    return OnnxBackend.load(llama_bundle)


@pytest.mark.parametrize("temperature", [0.0, 0.1, 0.7])
def test_the_same_tokens_with_and_without_guesses_and_fewer_calls(backend: Any, temperature: float) -> None:
    prompt = [int(i) for i in np.tile(np.random.default_rng(0).integers(0, 256, 12), 8)]
    calls = 0
    for seed in range(5):
        sampling = Sampling(temperature=temperature, seed=seed, max_new_tokens=60)
        plain, guessing = Counting(backend.open(), 0), Counting(backend.open(), 8)
        expected = generate(plain, backend.tokenizer, prompt[seed:], sampling, lambda text: None)
        actual = generate(guessing, backend.tokenizer, prompt[seed:], sampling, lambda text: None)
        assert actual.ids == expected.ids
        assert guessing.ids == plain.ids  # no guess stays behind
        calls += plain.calls - guessing.calls
    assert temperature > 0.5 or calls > 20
