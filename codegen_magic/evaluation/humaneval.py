"""HumanEval: the paper's sampling protocol, and scoring that the code under test cannot forge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from codegen_magic.backends.base import Backend, Decoder, Tokenizer
from codegen_magic.errors import ContextFull
from codegen_magic.evaluation.judge import check_candidate
from codegen_magic.evaluation.samples import Row, derived_seed
from codegen_magic.synthesize import continue_text
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Sampling

SECONDS = 3.0  # the official scorer's default
MAX_NEW_TOKENS = 256
STOP = "codegen"


@dataclass(frozen=True)
class Protocol:
    """Settings of a run under one name."""

    temperatures: tuple[float, ...]
    n: int
    k: tuple[int, ...]
    top_p: float


PROTOCOLS = {
    "paper": Protocol((0.2, 0.6, 0.8), 200, (1, 10, 100), 0.95),
    "greedy": Protocol((0.0,), 1, (1,), 0.95),
}


@dataclass(frozen=True)
class Job:
    """One sample to draw."""

    task_id: str
    prompt: str
    sample: int
    temperature: float
    top_p: float
    seed: int
    max_new_tokens: int = MAX_NEW_TOKENS

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.task_id, self.temperature, self.sample)


def row_key(row: Row) -> tuple[Any, ...]:
    return (row["task_id"], row["temperature"], row["sample"])


def jobs(
    problems: dict[str, dict[str, Any]],
    temperatures: Iterable[float],
    n: int,
    top_p: float,
    seed: int,
    max_new_tokens: int = MAX_NEW_TOKENS,
) -> Iterator[Job]:
    for temperature in temperatures:
        for task_id, problem in problems.items():
            for sample in range(n):
                yield Job(task_id, problem["prompt"], sample, temperature, top_p, seed, max_new_tokens)


def whole_tokens(prompt: str, tokenizer: Tokenizer) -> str:
    """The prompt without its last line end where the tokenizer joins that to the indent of the body.

    A model that has only ever seen the two as one token takes a line end alone for the end of the function.
    CodeGen's tokenizer keeps them apart, so its prompts stay as published.
    """
    if prompt.endswith("\n"):
        ids = list(tokenizer.encode(prompt))
        if list(tokenizer.encode(prompt + "    return"))[: len(ids)] != ids:
            return prompt[:-1]
    return prompt


def draw(job: Job, decoder: Decoder, backend: Backend) -> Row:
    """One completion of a problem's prompt, which goes to the model as it is, up to its last whole token."""
    prompt = whole_tokens(job.prompt, backend.tokenizer)
    ids = backend.tokenizer.encode(prompt)
    room = backend.context_length - len(ids)
    if room < 1:
        raise ContextFull(f"{job.task_id}'s prompt of {len(ids)} tokens fills the model's context")
    seed = derived_seed(job.seed, *job.key)
    sampling = Sampling(job.temperature, job.top_p, seed, min(job.max_new_tokens, room), STOP)
    rules = STOP_RULES[STOP]
    completion = continue_text(backend, prompt, ids, sampling, decoder)
    return {
        "benchmark": "humaneval",
        "task_id": job.task_id,
        "temperature": job.temperature,
        "sample": job.sample,
        "seed": seed,
        "completion": rules.code(completion.text, True),
        "raw": completion.text,
        "tokens": len(completion.ids),
        "stop_reason": completion.stop_reason,
    }


def score_row(row: Row, problem: dict[str, Any], *, seconds: float = SECONDS, unsafe: bool = False) -> Row:
    """The verdict of one sample; `passed` and `result` are the official scorer's words."""
    verdict = check_candidate(problem, row["completion"], seconds, unsafe=unsafe)
    return {"passed": verdict.passed, "result": verdict.result}
