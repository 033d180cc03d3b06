"""A backend with queued answers and remembered prompts, for tests and demonstrations.

It goes through the real token loop: one id a UTF-8 byte, logits that are certain.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from codegen_magic.backends.base import Logits, TokenIds
from codegen_magic.turn import Identity

END = 256  # the id behind the 256 bytes


class ByteTokenizer:
    """UTF-8 bytes as ids."""

    eos_ids: frozenset[int] = frozenset({END})
    vocab_size: int = 257
    chat_template: str | None = None

    def encode(self, text: str) -> list[int]:
        return list(text.encode("utf-8", "replace"))

    def decode(self, ids: Sequence[int]) -> str:
        return bytes(i for i in ids if i < END).decode("utf-8", "replace")

    def render_chat(self, messages: list[dict[str, str]]) -> str:
        return "".join(f"<{m['role']}>\n{m['content']}\n" for m in messages) + "<assistant>\n"


class ScriptedBackend:
    """Answers each new prompt with the next of `answers`; with none left, with nothing."""

    def __init__(
        self, answers: Iterable[str] = (), *, context_length: int = 1 << 20, format: str = "comments"
    ):
        self.answers = deque(answers)
        self.prompts: list[str] = []
        self.identity = Identity("scripted", runtime="scripted")
        self.tokenizer = ByteTokenizer()
        self.context_length = context_length
        self.default_format = format
        self.default_header: str | None = None

    def open(self, batch: int = 1) -> ScriptedDecoder:
        return ScriptedDecoder(self, batch)


class ScriptedDecoder:
    """What is behind `_answer_start` is the answers, one a row, as far as they were fed back."""

    same_in_batch = True

    def __init__(self, backend: ScriptedBackend, batch: int = 1) -> None:
        self._backend = backend
        self.batch = batch
        self.ids: list[int] = []
        self._answers: list[list[int]] = []
        self._answer_start = 0

    @property
    def length(self) -> int:
        return len(self.ids)

    def extend(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        return self.score(ids, mask)[:, -1]

    def score(self, ids: TokenIds, mask: npt.NDArray[np.int64] | None = None) -> Logits:
        new = [int(i) for i in np.asarray(ids).reshape(-1, np.asarray(ids).shape[-1])[0]]
        self.ids += new
        if not self._answers:
            self._answer_start = len(self.ids)
            self._begin_answers()
        logits = np.zeros((self.batch, len(new), ByteTokenizer.vocab_size), np.float32)
        for row, answer in enumerate(self._answers):
            for t in range(len(new)):
                position = len(self.ids) - len(new) + t + 1 - self._answer_start
                known = 0 <= position < len(answer)
                logits[row, t, answer[position] if known else END] = 100.0
        return logits

    def rewind(self, length: int) -> None:
        del self.ids[length:]
        self._answers = []  # the loop rewinds once, at the start of each prompt

    def fork(self, n: int) -> ScriptedDecoder:
        """Row 0 goes on with this decoder's answer; the others take the next ones, behind the same first id."""
        other = ScriptedDecoder(self._backend, n)
        other.ids = list(self.ids)
        other._answers = self._answers[:1]
        other._answer_start = self._answer_start
        other._begin_answers()
        return other

    def _begin_answers(self) -> None:
        tokenizer, answers = self._backend.tokenizer, self._backend.answers
        while len(self._answers) < self.batch:
            self._backend.prompts.append(tokenizer.decode(self.ids[: self._answer_start]))
            self._answers.append(tokenizer.encode(answers.popleft()) if answers else [])
