"""How well a model predicts text: perplexity a token, and bits a byte, which compare across tokenizers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.errors import BadInput

CHUNK = 256  # positions whose logits are held at once
SUFFIXES = (".py",)


@dataclass(frozen=True)
class Perplexity:
    """Sums over texts; the first token of a text is given, not predicted, unless there is an end-of-text id."""

    model: str
    files: int
    tokens: int
    bytes: int
    nats: float  # total negative log likelihood

    @property
    def perplexity(self) -> float:
        return math.exp(self.nats / self.tokens) if self.tokens else math.nan

    @property
    def bits_per_byte(self) -> float:
        return self.nats / math.log(2) / self.bytes if self.bytes else math.nan

    def to_json(self) -> dict[str, Any]:
        return {**self.__dict__, "perplexity": self.perplexity, "bits_per_byte": self.bits_per_byte}


def token_nats(decoder: Decoder, ids: Sequence[int], vocab_size: int) -> npt.NDArray[np.float64]:
    """Negative log likelihood of ids[1:], each given all before it. Shape (T - 1,)."""
    decoder.rewind(0)
    out = []
    for start in range(0, len(ids) - 1, CHUNK):
        part = list(ids[start : min(start + CHUNK, len(ids) - 1)])
        logits = decoder.score(part)[0][:, :vocab_size].astype(np.float64)  # (T, V)
        top = logits.max(axis=1)
        total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
        targets = np.asarray(ids[start + 1 : start + 1 + len(part)])
        out.append(total - logits[np.arange(len(part)), targets])
    return np.concatenate(out) if out else np.zeros(0)


def windows(ids: Sequence[int], size: int, stride: int) -> Iterable[tuple[Sequence[int], int]]:
    """(window, how many of its last tokens count): every token but the first counts exactly once."""
    end = min(size, len(ids))
    yield ids[:end], max(end - 1, 0)
    while end < len(ids):
        new = min(stride, len(ids) - end)
        end += new
        yield ids[max(0, end - size) : end], new


def perplexity(
    backend: Backend, texts: Iterable[str], *, window: int | None = None, stride: int | None = None
) -> Perplexity:
    """Over texts, each on its own, behind an end-of-text id where the model has one.

    window: tokens of context at most (the model's own by default); stride: new tokens a window.
    """
    size = min(window or backend.context_length, backend.context_length)
    step = min(stride or size // 2, size - 1)
    if size < 2 or step < 1:
        raise BadInput(f"a window of {size} tokens with a stride of {step} predicts nothing")
    decoder = backend.open()
    start = sorted(backend.tokenizer.eos_ids)[:1]
    files = tokens = length = 0
    nats = 0.0
    for text in texts:
        ids = start + backend.tokenizer.encode(text)
        files, length = files + 1, length + len(text.encode("utf-8", "surrogatepass"))
        for part, counted in windows(ids, size, step):
            if counted:
                nats += float(token_nats(decoder, part, backend.tokenizer.vocab_size)[-counted:].sum())
                tokens += counted
    return Perplexity(backend.identity.model, files, tokens, length, nats)


def read_folder(folder: Path, suffixes: Sequence[str] = SUFFIXES, limit: int | None = None) -> list[str]:
    """The texts of a folder's files with these suffixes, in the order of their paths, `limit` at most."""
    if not folder.exists():
        raise BadInput(f"no folder {folder}")
    paths = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.suffix in suffixes)
    texts = [p.read_text(encoding="utf-8", errors="replace") for p in paths[:limit]]
    texts = [text for text in texts if text.strip()]
    if not texts:
        raise BadInput(f"{folder} holds no {' or '.join(suffixes)} file with text in it")
    return texts


def stages(run: Path) -> list[Path]:
    """The bundles of a training run, oldest first: folders with a meta.json and, unlike checkpoints, a config.json."""
    found = sorted(run.rglob("meta.json"), key=lambda path: path.stat().st_mtime)
    bundles = [path.parent for path in found if path.with_name("config.json").is_file()]
    if not bundles:
        raise BadInput(f"{run} holds no bundle: a finished stage's has a meta.json and a config.json")
    return bundles


def prompt_perplexity(backend: Backend, decoder: Decoder, row: dict[str, Any]) -> Perplexity:
    """Of an MTPB sample's prompts given all that came before them: the paper's analysis.

    Only the prompts' tokens count; the code between them is context. A text longer than the model's
    context loses its beginning.
    """
    from codegen_magic.prompt import comment

    encode = backend.tokenizer.encode
    ids: list[int] = []
    weights: list[float] = []  # bytes of a prompt's token, on average; 0 where it does not count
    text = str(row["program"])
    for turn in row["turns"]:
        prompt = comment(turn["instruction"])
        before, _, text = text.partition(prompt)
        for part, length in ((encode(before), 0), (encode(prompt), len(prompt.encode("utf-8", "replace")))):
            ids += part
            weights += [length / len(part)] * len(part) if part else []
    size = backend.context_length
    ids, counted = ids[-size:], np.asarray(weights[-size:])[1:]
    nats = token_nats(decoder, ids, backend.tokenizer.vocab_size)[counted > 0]
    return Perplexity(backend.identity.model, 1, len(nats), round(counted.sum()), float(nats.sum()))
