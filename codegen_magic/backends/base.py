"""What a backend is. A newcomer implements `Backend` and `Decoder` in about 60 lines.

A backend loads a model once; a decoder is one growing token sequence (or a batch of
them) with its key/value cache. `generate` drives decoders and sees ids and logits only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from codegen_magic.turn import Identity

Logits = npt.NDArray[np.float32]
TokenIds = Sequence[int] | npt.NDArray[np.int64]  # (T,) for batch 1, or (B, T)


class Tokenizer(Protocol):
    """Text to ids and back."""

    eos_ids: frozenset[int]  # any of these ends the text
    vocab_size: int  # ids from here on are padding of the embedding and are never sampled
    chat_template: str | None  # Jinja source, where the model has one

    def encode(self, text: str) -> list[int]:
        """Ids of a text; special tokens in it are recognised, none are added."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids, special tokens left out."""
        ...

    def render_chat(self, messages: list[dict[str, str]]) -> str:
        """The chat template's text for messages, ending where the assistant's answer begins."""
        ...


class Decoder(Protocol):
    """One batch of sequences with their key/value cache. All rows have the same length.

    Optional: `draft_tokens`, how many guessed tokens are worth one call of `score` (absent or 0: none);
    `same_in_batch`, whether a row's logits are the same, bit for bit, in any batch (absent: no).
    """

    batch: int

    @property
    def length(self) -> int:
        """Positions held, padding included."""
        ...

    @property
    def ids(self) -> list[int]:
        """Row 0's ids, as long as `length`: what a new prompt is compared with."""
        ...

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        """Append ids (T,) or (B, T); return the last position's logits (B, V), float32.

        Prefill and single steps are the same call. mask (B, T): 0 for padding, which is
        never attended and takes no position; rows are padded on the left.
        If it raises (an interrupt too), the decoder is empty afterwards, never half-extended.
        """
        ...

    def score(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        """As `extend`, with the logits of every new position (B, T, V)."""
        ...

    def rewind(self, length: int) -> None:
        """Forget everything behind the first `length` positions."""
        ...

    def fork(self, n: int) -> Decoder:
        """A new decoder whose n rows all continue row 0; this one stays as it is."""
        ...


class Backend(Protocol):
    """A loaded model.

    A server, which gives text and no logits, offers `complete` besides; see backends/server.py.
    """

    @property
    def identity(self) -> Identity: ...

    @property
    def tokenizer(self) -> Tokenizer: ...

    @property
    def context_length(self) -> int:
        """Tokens, prompt and completion together."""
        ...

    @property
    def default_format(self) -> str:
        """The prompt format that suits the model: "comments" or "chat"."""
        ...

    @property
    def default_header(self) -> str | None:
        """The prompt's first lines that suit the model; None: the format's own."""
        ...

    def open(self, batch: int = 1) -> Decoder: ...


def longest_common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    """How many leading ids are the same."""
    n = min(len(a), len(b))
    left, right = np.asarray(a[:n]), np.asarray(b[:n])
    different = np.flatnonzero(left != right)
    return int(different[0]) if different.size else n
