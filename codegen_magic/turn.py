"""The values that travel through the program: frozen, plain, and their own JSON.

`to_json` and `from_json` are inverse for every class here; they give and take
dicts of JSON types, so that a record line is `json.dumps(turn.to_json())`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import Any, Self

from codegen_magic.errors import BadInput


def sha256(text: str) -> str:
    """Hex SHA-256 of a text's UTF-8 bytes (lone surrogates kept as they are)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Value:
    """JSON for a frozen dataclass whose fields are scalars, tuples of scalars, or Values."""

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, Value):
                value = value.to_json()
            elif isinstance(value, tuple):
                value = list(value)
            out[field.name] = value
        return out

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        kwargs = dict(data)
        for name, kind in cls._nested().items():
            if isinstance(kwargs.get(name), dict):
                kwargs[name] = kind.from_json(kwargs[name])
        for name, value in kwargs.items():
            if isinstance(value, list):
                kwargs[name] = tuple(value)
        return cls(**kwargs)

    @classmethod
    def _nested(cls) -> dict[str, type[Value]]:
        """Fields that hold another Value."""
        return {}


@dataclass(frozen=True)
class Sampling(Value):
    """How tokens are chosen and when to stop. Temperature 0 is greedy."""

    temperature: float = 0.0
    top_p: float = 0.95
    seed: int = 0
    max_new_tokens: int = 256
    stop: str = "cell"  # a rule set's name in truncate.STOP_RULES

    def __post_init__(self) -> None:
        if not (0 <= self.temperature <= 10):
            raise BadInput(f"temperature {self.temperature} is out of range: use 0 (greedy) to 10")
        if not (0 < self.top_p <= 1):
            raise BadInput(f"top_p {self.top_p} is out of range: use more than 0, at most 1")
        if not (0 <= self.seed < 2**63):
            raise BadInput(f"seed {self.seed} is out of range: use a whole number from 0 to 2**63 - 1")
        if self.max_new_tokens < 1:
            raise BadInput(f"max_new_tokens {self.max_new_tokens} is out of range: use 1 or more")


@dataclass(frozen=True)
class Prompt(Value):
    """What is sent to the model."""

    text: str
    ids: tuple[int, ...]  # the whole text, tokenized
    format: str
    dropped: tuple[int, ...] = ()  # numbers of the turns left out because the budget was full
    grounding: str = ""
    dropped_cells: int = 0  # how many of the user's own cells were left out with them
    alone: bool = False  # nothing of what was before the step is in it


@dataclass(frozen=True)
class Completion(Value):
    """What came back, raw, and how long it took.

    stop_reason: "stop" (a stop rule fired), "end" (end of text), "length" (token limit).
    cached: taken from the cache; the times are those of the first time.
    """

    text: str
    ids: tuple[int, ...]
    stop_reason: str
    reused_tokens: int  # prompt tokens that the cache already held
    prefill_seconds: float
    decode_seconds: float
    cached: bool = False

    @property
    def tokens_per_second(self) -> float:
        return len(self.ids) / self.decode_seconds if self.decode_seconds > 0 else 0.0


@dataclass(frozen=True)
class Identity(Value):
    """Which model answered, on what: everything that decides its logits."""

    model: str
    revision: str = ""
    weights_sha256: str = ""
    tokenizer_sha256: str = ""
    runtime: str = ""  # "torch 2.13.0", "onnxruntime 1.32.0"
    dtype: str = ""
    device: str = ""


@dataclass(frozen=True)
class Turn(Value):
    """One step of a notebook: what was asked, sent, answered, and made of it."""

    number: int  # 1 for a session's first turn; unique within it, never used again
    instruction: str
    code: str
    prompt: Prompt
    completion: Completion
    sampling: Sampling
    identity: Identity

    @classmethod
    def _nested(cls) -> dict[str, type[Value]]:
        return {"prompt": Prompt, "completion": Completion, "sampling": Sampling, "identity": Identity}
