"""Several completions of one prompt at once: the prompt is computed once, then all rows take each step together.

A step of a few rows costs little more than a step of one, for the weights are read once. Each row is sampled with a
generator of its own, so that it is what `generate` alone would have written with the same seed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from codegen_magic.backends.base import Decoder, Tokenizer
from codegen_magic.generate import StopRule, TextStream, bring_to, choose
from codegen_magic.turn import Completion, Sampling


def can_share(decoder: Decoder) -> bool:
    """Whether a row of this decoder is the same, bit for bit, in any batch."""
    return bool(getattr(decoder, "same_in_batch", False))


def generate_rows(
    decoder: Decoder,
    tokenizer: Tokenizer,
    ids: Sequence[int],
    samplings: Sequence[Sampling],
    stop: StopRule,
    should_stop: Callable[[], bool] | None = None,
) -> list[Completion]:
    """Continue `ids` once for each sampling. The decoder holds the prompt afterwards, as after `generate`."""
    t0 = time.perf_counter()
    logits, reused = bring_to(decoder, ids)
    rows = [_Row(tokenizer, sampling) for sampling in samplings]
    t1 = time.perf_counter()
    for row in rows:
        row.take(logits, stop)
    shared = decoder.fork(len(rows))
    while any(not row.reason for row in rows):
        if should_stop is not None and should_stop():
            for row in rows:
                row.reason = row.reason or "cancelled"
            break
        # a row that is done is fed its last id again: nobody looks at what follows
        batch = shared.extend(np.array([[row.last] for row in rows], np.int64))  # (B, V)
        for row, after in zip(rows, batch, strict=True):
            if not row.reason:
                row.take(after, stop)
    return [row.completion(reused, t1 - t0, t1) for row in rows]


class _Row:
    """One completion as it grows."""

    def __init__(self, tokenizer: Tokenizer, sampling: Sampling) -> None:
        self._tokenizer, self._sampling = tokenizer, sampling
        self._rng = np.random.default_rng(sampling.seed)
        self._text = TextStream(tokenizer)
        self._ended = 0.0
        self.reason = ""
        self.last = 0

    def take(self, logits: np.ndarray, stop: StopRule) -> None:
        """Choose the next id from logits (V,)."""
        token = choose(logits[: self._tokenizer.vocab_size], self._sampling, self._rng)
        self.last = token
        if token in self._tokenizer.eos_ids:
            self.reason = "end"
        else:
            self._text.push(token)
            if stop(self._text.text) is not None:
                self.reason = "stop"
            elif len(self._text.ids) >= self._sampling.max_new_tokens:
                self.reason = "length"
        if self.reason:
            self._ended = time.perf_counter()

    def completion(self, reused: int, prefill_seconds: float, t1: float) -> Completion:
        ids = self._text.ids
        seconds = (self._ended or time.perf_counter()) - t1
        return Completion(
            self._tokenizer.decode(ids), tuple(ids), self.reason, reused, prefill_seconds, seconds
        )
