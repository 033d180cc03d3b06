"""Is an export the same model? Two backends over the same ids, through the contract that `generate` uses."""

from __future__ import annotations

import calendar
import heapq
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Backend, Logits
from codegen_magic.errors import ModelBroken

TEXTS = tuple(
    Path(str(module.__file__)).read_text(encoding="utf-8")[1500:5500]
    for module in (textwrap, heapq, calendar)
)
LENGTH = 512  # tokens of a text that are compared

Case = tuple[npt.NDArray[np.int64], Logits, Logits]  # targets (T,), reference and candidate logits (T, V)


@dataclass(frozen=True)
class Bound:
    """What an export may lose: the mean divergence in nats of any case, and the change of perplexity."""

    divergence: float
    perplexity: float


BOUNDS = {
    "fp32": Bound(1e-5, 1e-3),
    "fp16": Bound(1e-3, 0.005),
    "int8": Bound(0.02, 0.01),
    "int4": Bound(0.02, 0.01),
}


@dataclass(frozen=True)
class Figures:
    """How far a candidate is from its reference, on real code."""

    reference: str
    tokens: int
    max_difference: float  # of logits
    greedy_agreement: float  # share of positions
    perplexity: float
    reference_perplexity: float
    divergence: float  # KL(reference, candidate), mean over positions
    continuation_divergence: float  # the same, continuing from a cache, rewound once
    padded_divergence: float  # the same, in a batch with left padding

    @property
    def perplexity_change(self) -> float:
        return self.perplexity / self.reference_perplexity - 1

    def to_json(self) -> dict[str, float | str]:
        return {**asdict(self), "perplexity_change": self.perplexity_change}


def compare(reference: Backend, candidate: Backend, texts: Sequence[str] = TEXTS) -> Figures:
    """Figures over whole texts, cache continuation and left-padded batches."""
    ids = [np.array(reference.tokenizer.encode(text)[:LENGTH], np.int64) for text in texts]
    limit = min(reference.context_length, candidate.context_length)
    ids = [row[:limit] for row in ids]
    whole = list(_whole(reference, candidate, ids))
    losses = [(_loss(a, targets), _loss(b, targets)) for targets, a, b in whole]
    expected, actual = np.concatenate(losses, axis=1)
    agreement = np.concatenate([a.argmax(-1) == b.argmax(-1) for _, a, b in whole])
    return Figures(
        reference=reference.identity.runtime,
        tokens=len(expected),
        max_difference=max(float(np.abs(a - b).max()) for _, a, b in whole),
        greedy_agreement=float(agreement.mean()),
        perplexity=float(np.exp(actual.mean())),
        reference_perplexity=float(np.exp(expected.mean())),
        divergence=_divergence(whole),
        continuation_divergence=_divergence(_continued(candidate, whole, ids)),
        padded_divergence=_divergence(_padded(reference, candidate, ids)),
    )


def excess(figures: Figures, precision: str) -> str:
    """What makes the export another model than the one that it was made from, or ""."""
    bound = BOUNDS[precision]
    measured = {
        "divergence": figures.divergence,
        "divergence after a cache": figures.continuation_divergence,
        "divergence with padding": figures.padded_divergence,
    }
    for name, value in measured.items():
        if not value <= bound.divergence:  # not a number fails too
            return f"has a {name} of {value:.3g} nats, above {bound.divergence:g}"
    if not abs(figures.perplexity_change) <= bound.perplexity:
        return f"changes perplexity by {figures.perplexity_change:.2%}, above {bound.perplexity:.1%}"
    return ""


def refuse_beyond(figures: Figures, precision: str) -> None:
    """ModelBroken where the export lost more than its precision may."""
    advice = "use another --exporter" if precision == "fp32" else "use a higher precision"
    if reason := excess(figures, precision):
        raise ModelBroken(f"refused: {precision} {reason}: {advice}")


def _whole(reference: Backend, candidate: Backend, ids: list[npt.NDArray[np.int64]]) -> Iterator[Case]:
    for row in ids:
        yield row[1:], reference.open().score(row)[0, :-1], candidate.open().score(row)[0, :-1]


def _continued(candidate: Backend, whole: list[Case], ids: list[npt.NDArray[np.int64]]) -> Iterator[Case]:
    """A prefix, wrong tokens that are rewound, one token alone, and the rest from the cache."""
    for row, (targets, expected, _) in zip(ids, whole, strict=True):
        start = len(row) // 2
        decoder = candidate.open()
        decoder.extend(row[:start])
        decoder.extend(row[:3])
        decoder.rewind(start)
        one = decoder.extend(row[start : start + 1])
        rest = decoder.score(row[start + 1 : -1])[0]
        yield targets[start:], expected[start:], np.concatenate([one, rest])


def _padded(reference: Backend, candidate: Backend, ids: list[npt.NDArray[np.int64]]) -> Iterator[Case]:
    """The shortest text's first half beside a quarter of it, padded on the left, then continued."""
    row = min(ids, key=len)
    length, short = len(row) // 2, len(row) // 4
    batch = np.zeros((2, length), np.int64)
    mask = np.ones_like(batch)
    batch[0], batch[1, length - short :] = row[:length], row[:short]
    mask[1, : length - short] = 0
    decoder = candidate.open(2)
    first = decoder.score(batch, mask)[1, length - short :]
    then = decoder.extend(np.stack([row[length : length + 1], row[short : short + 1]]))[1:]
    expected = reference.open().score(row[: short + 1])[0]
    yield row[1 : short + 2], expected, np.concatenate([first, then])


def _log_softmax(logits: Logits) -> npt.NDArray[np.float64]:
    shifted = logits.astype(np.float64) - logits.max(-1, keepdims=True)
    logs: npt.NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs


def _loss(logits: Logits, targets: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Nats a token (T,)."""
    return -np.take_along_axis(_log_softmax(logits), targets[:, None], axis=1)[:, 0]


def _divergence(cases: Iterator[Case] | list[Case]) -> float:
    values = []
    for _, a, b in cases:
        p, q = _log_softmax(a), _log_softmax(b)
        values.append((np.exp(p) * (p - q)).sum(-1))
    return float(np.concatenate(values).mean())
