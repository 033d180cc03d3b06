"""MTPB: multi-turn program synthesis, sampled and scored as published, and strictly.

Sampling goes through `synthesize`, the same path as a notebook's. A sample is one case of
one problem: its turns' code and the whole program, as sent and as it came back.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.evaluation.agree import answer_id
from codegen_magic.evaluation.compare import published_equal, strict_equal
from codegen_magic.evaluation.judge import Answer, answer_of
from codegen_magic.evaluation.problems import Case, MtpbProblem
from codegen_magic.evaluation.samples import Row, derived_seed
from codegen_magic.prompt import Layout
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Sampling, Turn

HEADER = "# Import libraries.\n\nimport numpy as np\n\n"
SECONDS = 20.0
SCORINGS = ("published", "strict", "repaired")
MODES = ("multi", "single")


@dataclass(frozen=True)
class Preset:
    """How prompts are written and answers cut; "published" is the paper's scripts'."""

    name: str
    layout: Layout
    stop: str


PRESETS = {"published": Preset("published", Layout("comments", HEADER), "codegen")}


@dataclass(frozen=True)
class Job:
    """One sample to draw."""

    case: Case
    max_new_tokens: int
    mode: str
    sample: int
    temperature: float
    top_p: float
    seed: int

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.case.problem, self.case.number, self.mode, self.temperature, self.sample)

    @property
    def most_tokens(self) -> int:
        return self.max_new_tokens * (len(self.case.turns) if self.mode == "multi" else 1)

    def sampling(self, turn: int, stop: str) -> Sampling:
        seed = derived_seed(self.seed, *self.key, turn)
        return Sampling(self.temperature, self.top_p, seed, self.max_new_tokens, stop)


def row_key(row: Row) -> tuple[Any, ...]:
    return (row["id"], row["case"], row["mode"], row["temperature"], row["sample"])


def jobs(
    problems: dict[str, MtpbProblem],
    modes: Iterable[str],
    temperatures: Iterable[float],
    n: int,
    top_p: float,
    seed: int,
) -> Iterator[Job]:
    """Every sample of a run. In single mode all turns are one prompt and have all turns' tokens."""
    for temperature in temperatures:
        for mode in modes:
            for problem in problems.values():
                length = problem.max_gen_length * (problem.turn_count if mode == "single" else 1)
                for case in problem.cases:
                    for sample in range(n):
                        yield Job(case, length, mode, sample, temperature, top_p, seed)


def draw(job: Job, decoder: Decoder, backend: Backend, preset: Preset = PRESETS["published"]) -> Row:
    """One sample: every turn through `synthesize`, on the decoder that holds the turns before."""
    session = Session(f"{job.case.problem}/{job.case.number}")
    for number, instruction in enumerate(_instructions(job), 1):
        sampling = job.sampling(number, preset.stop)
        room = backend.context_length // 2
        sampling = dataclasses.replace(sampling, max_new_tokens=min(sampling.max_new_tokens, room))
        session.add(
            synthesize(session, instruction, backend, sampling, layout=preset.layout, decoder=decoder)
        )
    return {
        "benchmark": "mtpb",
        "id": job.case.problem,
        "case": job.case.number,
        "mode": job.mode,
        "temperature": job.temperature,
        "sample": job.sample,
        "preset": preset.name,
        "program": program(session.turns, preset),
        "turns": [_turn_row(turn) for turn in session.turns],
    }


def _instructions(job: Job) -> tuple[str, ...]:
    return job.case.turns if job.mode == "multi" else ("\n".join(job.case.turns),)


def program(turns: Iterable[Turn], preset: Preset) -> str:
    """What is run: the header, then each turn's prompt and code, as published."""
    from codegen_magic.prompt import comment

    parts = [preset.layout.header or ""]
    parts += [f"{comment(turn.instruction)}{turn.code}\n\n" for turn in turns]
    return "".join(parts)


def _turn_row(turn: Turn) -> Row:
    return {
        "instruction": turn.instruction,
        "prompt": turn.prompt.text,
        "dropped": list(turn.prompt.dropped),
        "raw": turn.completion.text,
        "code": turn.code,
        "tokens": len(turn.completion.ids),
        "stop_reason": turn.completion.stop_reason,
        "seed": turn.sampling.seed,
    }


def published_code(raw: str) -> str:
    return STOP_RULES["codegen"].code(raw, True)


def score_row(row: Row, gold: Any, *, seconds: float = SECONDS, unsafe: bool = False) -> Row:
    """Verdicts of one sample by all three scorings; None where a scoring leaves the case out."""
    return verdicts(row["id"], row["case"], answer_of(row["program"], seconds, unsafe=unsafe), gold)


def verdicts(problem: str, case: int, answer: Answer, gold: Any) -> Row:
    repair = repair_of(problem, case)
    repaired: bool | None = None
    if repair is None or "gold" in repair:
        repaired = strict_pass(answer, gold if repair is None else repair["gold"])
    return {
        "answer": answer_id(answer),
        "published": published_pass(answer, gold),
        "strict": strict_pass(answer, gold),
        "repaired": repaired,
        "detail": answer.detail,
    }


def published_pass(answer: Answer, gold: Any) -> bool:
    """The last print's argument, by reference; a crash or a time-out after it does not matter.

    A program that raises SystemExit ends the published evaluator, so it has no verdict there: a fail here.
    """
    return answer.has_answer and not answer.exited and published_equal(answer.value, gold)


def strict_pass(answer: Answer, gold: Any) -> bool:
    """What was printed, as it was then, of a program that came to its end in time."""
    return answer.has_answer and answer.finished and strict_equal(answer.printed, gold)


def repair_of(problem: str, case: int) -> dict[str, Any] | None:
    """The entry for a case: with "gold" it is corrected, without it is left out; None: it is sound."""
    for entry in repairs():
        if entry["id"] == problem and entry["case"] in (None, case):
            return entry
    return None


@functools.cache
def repairs() -> tuple[dict[str, Any], ...]:
    text = (Path(__file__).parent / "mtpb_repairs.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
