"""The one token loop: from prompt ids to a completion. It sees ids and logits only."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Decoder, Tokenizer, longest_common_prefix
from codegen_magic.lookup import Pace, draft, idioms
from codegen_magic.turn import Completion, Sampling

StopRule = Callable[[str], int | None]
FIRST_RANKED = 64  # tokens that are sorted first; a nucleus is seldom wider
OnText = Callable[[str, int], None]  # (text so far, tokens so far)


def generate(
    decoder: Decoder,
    tokenizer: Tokenizer,
    ids: Sequence[int],
    sampling: Sampling,
    stop: StopRule,
    on_text: OnText | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Completion:
    """Continue `ids` until end of text, a stop rule, or the token limit.

    Only what `decoder` does not already hold is computed. An exception, an interrupt
    included, leaves the decoder valid: the next call compares what it holds again.
    """
    t0 = time.perf_counter()
    logits, reused = bring_to(decoder, ids)
    steps = Steps(decoder, tokenizer, ids)
    t1 = time.perf_counter()
    rng = np.random.default_rng(sampling.seed)
    text = TextStream(tokenizer)
    reason = "length"
    while len(text.ids) < sampling.max_new_tokens:
        token = choose(logits[: tokenizer.vocab_size], sampling, rng)
        if token in tokenizer.eos_ids:
            reason = "end"
            break
        text.push(token)
        if on_text is not None:
            on_text(text.text, len(text.ids))
        if stop(text.text) is not None:
            reason = "stop"
            break
        if should_stop is not None and should_stop():
            reason = "cancelled"
            break
        if len(text.ids) < sampling.max_new_tokens:
            logits = steps.next(token, sampling.max_new_tokens - len(text.ids))
    steps.forget_guesses()
    t2 = time.perf_counter()
    return Completion(tokenizer.decode(text.ids), tuple(text.ids), reason, reused, t1 - t0, t2 - t1)


def choose(logits: npt.NDArray[np.float32], sampling: Sampling, rng: np.random.Generator) -> int:
    """One id from logits (V,): the largest, or one sampled from the nucleus of mass top_p.

    One uniform number a token decides, so a seed means the same on every backend.
    """
    if sampling.temperature == 0:
        return int(logits.argmax())
    scaled = logits.astype(np.float64) / sampling.temperature
    weights = np.exp(scaled - scaled.max())
    total = weights.sum()
    wanted = FIRST_RANKED
    while True:
        order = _largest(scaled, wanted)
        cumulative = np.cumsum(weights[order] / total)
        size = int(np.searchsorted(cumulative, sampling.top_p)) + 1  # the token that crosses top_p is kept
        if size <= len(order) or len(order) == len(scaled):
            break
        wanted *= 16
    size = min(size, len(order))
    drawn = rng.random() * cumulative[size - 1]
    return int(order[min(int(np.searchsorted(cumulative[:size], drawn, side="right")), size - 1)])


def _largest(scores: npt.NDArray[np.float64], wanted: int) -> npt.NDArray[np.int64]:
    """Indices of at least the `wanted` largest scores, largest first, equal ones by index.

    A vocabulary is sorted whole only where a nucleus is that wide: sorting costs more than a row of a batch does.
    """
    if wanted >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
    held = np.flatnonzero(scores >= least)
    return held[np.argsort(-scores[held], kind="stable")]


def bring_to(decoder: Decoder, prompt: Sequence[int]) -> tuple[npt.NDArray[np.float32], int]:
    """Have the decoder hold the prompt; the logits (V,) behind it and how many tokens it already held."""
    ids = [int(i) for i in prompt]
    reused = min(longest_common_prefix(decoder.ids, ids), len(ids) - 1)
    decoder.rewind(reused)
    return np.asarray(decoder.extend(ids[reused:])[0]), reused


class Steps:
    """The logits after each token, several computed at once where tokens can be guessed.

    A decoder says by `draft_tokens` how many guesses are worth one call (absent or 0: none). A guess
    is used only where the loop's own choice, greedy or sampled, is the same token: the output does not change.
    """

    def __init__(self, decoder: Decoder, tokenizer: Tokenizer, prompt: Sequence[int]) -> None:
        self._decoder = decoder
        self._limit = int(getattr(decoder, "draft_tokens", 0))
        known = [idioms(tokenizer)] if self._limit else []
        self._text = np.concatenate([*known, np.array(prompt, np.int64)])  # guesses come from it; grows
        self._pace = Pace(self._limit)
        self._guesses: list[int] = []
        self._used = 0
        self._rows: npt.NDArray[np.float32] = np.zeros((0, 0), np.float32)  # (1 + guesses, V)

    def next(self, token: int, wanted: int) -> npt.NDArray[np.float32]:
        """The logits (V,) behind `token`, when `wanted` more tokens may be chosen."""
        self._text = np.append(self._text, token)
        if self._used < len(self._guesses) and token == self._guesses[self._used]:
            self._used += 1
            return np.asarray(self._rows[self._used])
        self.forget_guesses()
        self._guesses = draft(self._text, min(self._pace.tokens, wanted - 1)) if self._limit else []
        if not self._guesses:
            return np.asarray(self._decoder.extend([token])[0])
        self._rows = self._decoder.score([token, *self._guesses])[0]
        return np.asarray(self._rows[0])

    def forget_guesses(self) -> None:
        """Leave only confirmed tokens in the decoder."""
        if self._guesses:
            self._pace.learn(len(self._guesses), self._used)
            self._decoder.rewind(self._decoder.length - len(self._guesses) + self._used)
        self._guesses, self._used = [], 0


class TextStream:
    """Ids to text as they come, at a constant cost a token; half a character waits for its other half."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.ids: list[int] = []
        self.text = ""
        self._start = 0  # ids before this one are context for decoding, already in the text
        self._read = 0

    def push(self, token: int) -> None:
        self.ids.append(token)
        known = self._tokenizer.decode(self.ids[self._start : self._read])
        now = self._tokenizer.decode(self.ids[self._start :])
        if len(now) > len(known) and not now.endswith("\ufffd"):
            self.text += now[len(known) :]
            self._start, self._read = self._read, len(self.ids)
