"""One step with all the help that is switched on: grounding, checks, candidates, trial, repair.

`write_step` is what `%%synth` and the benchmarks call; with no help switched on it is `synthesize`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.cache import Cache
from codegen_magic.checks import Report, check, in_asked_kind, with_kinds
from codegen_magic.errors import NoCode
from codegen_magic.generate import OnText, bring_to
from codegen_magic.generate_rows import can_share
from codegen_magic.grounding import describe
from codegen_magic.learn import LEARNED, as_block, nearest_steps
from codegen_magic.prompt import Layout
from codegen_magic.session import Session
from codegen_magic.synthesize import synthesize_each
from codegen_magic.trial import Limits, Trial, run_trial
from codegen_magic.turn import Completion, Prompt, Sampling, Turn, Value
from codegen_magic.verify import Evidence, problem, rank, result_key, standings

SAMPLED_TEMPERATURE = 0.6  # of the candidates after a greedy first one
SAMPLED_SEED = 1_000  # candidate k has this seed plus k, on top of the step's own
GROUNDING_SHARE = 4  # the grounding takes at most this fraction of the context: one in ...
SHOWN_SHARE = (
    3  # of a notebook longer than the context, the newest code that a prompt is sure to hold: one in ...
)


@dataclass(frozen=True)
class Help(Value):
    """Which parts are on.

    grounding_tokens 0: none. examples: how many steps of the file `learned` are shown, those most like the step.
    mend: put invented names right, add missing imports and the asked-for assignment. n: candidates at most;
    enough: what ends the search before, one of traits.ENOUGH.
    retry: how often a failing step is written again with its error in view, or sampled if no answer held code.
    """

    grounding_tokens: int = 0
    sample: bool = False
    names: tuple[str, ...] | None = None
    mend: bool = False
    trial: bool = False
    n: int = 1
    enough: str = "good"
    retry: int = 0
    examples: int = 0
    learned: str = LEARNED
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def _nested(cls) -> dict[str, type[Value]]:
        return {"limits": Limits}

    @property
    def looks(self) -> bool:
        """Whether code is checked at all."""
        return self.mend or self.trial or self.n > 1 or self.retry > 0


@dataclass(frozen=True)
class Candidate:
    """repaired: written again with a failing answer and its error in view."""

    turn: Turn
    evidence: Evidence
    repaired: bool = False


@dataclass(frozen=True)
class Written:
    """The candidates, best first; `turn` is the winner's. help: what was on."""

    candidates: tuple[Candidate, ...]
    repairs: int = 0
    help: Help = field(default_factory=Help)

    @property
    def turn(self) -> Turn:
        return self.candidates[0].turn

    @property
    def evidence(self) -> Evidence:
        return self.candidates[0].evidence

    def about(self, candidate: Candidate | None = None) -> dict[str, object]:
        """What the checks found in a candidate, or in the best, for the record.

        Kinds and counts, never a message, which may quote data.
        """
        evidence = (candidate or self.candidates[0]).evidence
        report, trial = evidence.report, evidence.trial
        return {
            "findings": [finding.kind for finding in report.findings],
            "added_imports": len(report.added_imports),
            "added_assignments": len(report.assigned),
            "renamed": len(report.renamed),
            "converted": len(report.converted),
            "trial": trial.status if trial else "",
            "error_type": trial.error_type if trial else "",
            "candidates": len(self.candidates),
            "repairs": self.repairs,
        }


def ground(
    namespace: dict[str, Any],
    instruction: str,
    backend: Backend,
    help: Help,
    recent_code: str = "",
    last_error: str = "",
    shown: str | None = None,
) -> str:
    """What a step is told besides the turns: the nearest learned steps, then what the kernel holds.

    Both change with every step, so they stand behind the turns, and the cache keeps what is before them.
    """
    return _learned(instruction, backend, help) + _kernel(
        namespace, instruction, backend, help, recent_code, last_error, shown
    )


def _learned(instruction: str, backend: Backend, help: Help) -> str:
    """The steps most like this one, the nearest last; the farthest are left out where they are too long."""
    if not help.examples:
        return ""
    found = nearest_steps(Path(help.learned), instruction, help.examples)
    room = backend.context_length // GROUNDING_SHARE
    while found and len(backend.tokenizer.encode(as_block(found))) > room:
        found = found[1:]
    return as_block(found)


def _kernel(
    namespace: dict[str, Any],
    instruction: str,
    backend: Backend,
    help: Help,
    recent_code: str,
    last_error: str,
    shown: str | None,
) -> str:
    """The grounding, within its tokens and its share of the context."""
    if not help.grounding_tokens:
        return ""
    return describe(
        namespace,
        instruction,
        recent_code,
        budget=min(help.grounding_tokens, backend.context_length // GROUNDING_SHARE),
        count_tokens=lambda text: len(backend.tokenizer.encode(text)),
        names=help.names,
        last_error=last_error,
        sample=help.sample,
        shown=None if shown is None else _newest(shown, backend),
    )


def _newest(code: str, backend: Backend) -> str:
    """The end of the code that no prompt drops."""
    ids = backend.tokenizer.encode(code)
    room = backend.context_length // SHOWN_SHARE
    return code if len(ids) <= room else backend.tokenizer.decode(ids[-room:])


def write_step(
    session: Session,
    instruction: str,
    backend: Backend,
    sampling: Sampling,
    namespace: dict[str, Any],
    help: Help,
    *,
    layout: Layout | None = None,
    decoder: Decoder | None = None,
    on_text: OnText | None = None,
    should_stop: Callable[[], bool] | None = None,
    recent_code: str = "",
    last_error: str = "",
    cache: Cache | None = None,
) -> Written:
    """Write the next step's code with the help that is on. The session is read, not changed.

    Raises NoCode when no candidate held any code.
    """
    decoder = decoder if decoder is not None else backend.open()
    writer = _Writer(backend, namespace, help, layout, decoder, on_text, should_stop, cache)
    grounding = ground(namespace, instruction, backend, help, recent_code, last_error, session.code)
    found = writer.candidates(session, instruction, sampling, grounding)
    best, *others = writer.ranked(found)
    repairs = 0
    while repairs < help.retry and problem(best.evidence):
        repairs += 1
        mended = writer.repair(session, best, instruction, sampling, repairs)
        if mended is not None and all(mended.turn.code != other.turn.code for other in found):
            found.append(mended)
            best, *others = writer.ranked(found)
    return Written((best, *others), repairs, help)


class _Writer:
    def __init__(
        self,
        backend: Backend,
        namespace: dict[str, Any],
        help: Help,
        layout: Layout | None,
        decoder: Decoder,
        on_text: OnText | None,
        should_stop: Callable[[], bool] | None,
        cache: Cache | None = None,
    ) -> None:
        self.backend, self.namespace, self.help, self.cache = backend, namespace, help, cache
        self.layout, self.decoder, self.on_text, self.should_stop = layout, decoder, on_text, should_stop
        self.trials: dict[str, Trial] = {}  # by code: answers are often the same, and trials cost most
        self.likelihoods: dict[str, float] = {}  # by code

    def candidates(
        self, session: Session, instruction: str, sampling: Sampling, grounding: str
    ) -> list[Candidate]:
        """Up to n candidates of different code, as they were written; each tells how many prompts led to it."""
        seen: list[Candidate] = []
        failure: NoCode | None = None
        for turn in self.answers(session, instruction, sampling, grounding, seen):
            if isinstance(turn, NoCode):
                failure = failure or turn
                continue
            if turn.completion.stop_reason == "cancelled" and seen:
                break
            seen.append(self.examine(turn, instruction))
        if not seen:
            raise failure or NoCode("no candidate held any code: say the step in other words")
        alike: dict[str, list[Candidate]] = {}
        for candidate in seen:
            alike.setdefault(candidate.turn.code, []).append(candidate)
        return [_led_to_by(of_one_code) for of_one_code in alike.values()]

    def is_enough(self, seen: Sequence[Candidate]) -> bool:
        """Whether no more candidates are to be written than these, equal ones among them."""
        good = [candidate for candidate in seen if candidate.evidence.good]
        if self.help.enough == "agreed":
            ways = {(c.turn.code, c.turn.prompt.ids): result_key(c.evidence) or c.turn.code for c in good}
            return len(set(ways.values())) < len(ways)
        return self.help.enough == "good" and bool(good)

    def answers(
        self,
        session: Session,
        instruction: str,
        sampling: Sampling,
        grounding: str,
        seen: Sequence[Candidate],
    ) -> Iterator[Turn | NoCode]:
        """The first one, the step told otherwise, then the sampled ones: together where rows cost little.

        What misleads a small model in a prompt misleads all its samples alike. `seen` are those of before: where
        they are enough no more are written; while none held any code, as many again as there are retries.
        """
        n, told = max(1, self.help.n), 1
        first = [nth_sampling(sampling, 0)]
        yield from self.synthesize(session, instruction, first, grounding)
        others = self.told_otherwise(session, instruction, first, grounding)
        while told < n and not self.is_enough(seen) and (turn := next(others, None)) is not None:
            yield turn
            told += 1
        rest = [nth_sampling(sampling, k) for k in range(told, n)]
        while rest and not self.is_enough(seen):
            at_once = len(rest) if can_share(self.decoder) else 1
            yield from self.synthesize(session, instruction, rest[:at_once], grounding)
            rest = rest[at_once:]
        for k in range(n, n + self.help.retry):
            if not seen:
                yield from self.synthesize(session, instruction, [nth_sampling(sampling, k)], grounding)

    def told_otherwise(
        self, session: Session, instruction: str, samplings: list[Sampling], grounding: str
    ) -> Iterator[Turn | NoCode]:
        """The step behind a grounding that tells all there is, without the code; and behind the code alone."""
        if self.help.grounding_tokens and session.past:
            whole = ground(self.namespace, instruction, self.backend, self.help, shown="")
            alone = session.fork(session.name)
            alone.reset()
            (turn,) = self.synthesize(alone, instruction, samplings, whole, self.backend.open())
            yield turn if isinstance(turn, NoCode) else _marked_alone(turn)
        if grounding:
            aside = self.decoder.fork(1)  # what is computed of the grounded prompt is needed again
            yield from self.synthesize(session, instruction, samplings, "", aside)

    def ranked(self, found: list[Candidate]) -> list[Candidate]:
        """Best first. Where the best differ in nothing but their results they are scored behind the first's prompt.

        That takes a pass over the answer.
        """
        standing = standings([candidate.evidence for candidate in found])
        best = [candidate for candidate, own in zip(found, standing, strict=True) if own == max(standing)]
        if len({result_key(candidate.evidence) or candidate.turn.code for candidate in best}) > 1:
            found = [self.with_likelihood(c, found[0].turn.prompt) if c in best else c for c in found]
        return [found[index] for index in rank([candidate.evidence for candidate in found])]

    def with_likelihood(self, candidate: Candidate, prompt: Prompt) -> Candidate:
        turn = candidate.turn
        if turn.code not in self.likelihoods:
            self.likelihoods[turn.code] = self.mean_logprob(prompt, turn.completion)
        evidence = dataclasses.replace(candidate.evidence, mean_logprob=self.likelihoods[turn.code])
        return dataclasses.replace(candidate, evidence=evidence)

    def synthesize(
        self,
        session: Session,
        instruction: str,
        samplings: list[Sampling],
        grounding: str,
        decoder: Decoder | None = None,
    ) -> list[Turn | NoCode]:
        return synthesize_each(
            session,
            instruction,
            self.backend,
            samplings,
            layout=self.layout,
            grounding=grounding,
            decoder=decoder or self.decoder,
            on_text=self.on_text,
            should_stop=self.should_stop,
            cache=self.cache,
        )

    def examine(self, turn: Turn, instruction: str) -> Candidate:
        report = check(turn.code, self.namespace, instruction, mend=self.help.mend)
        trial = None
        if self.help.trial and report.parses:
            trial = self.tried(report.code)
            if self.help.mend and trial.status == "ok":
                again = in_asked_kind(report, instruction, _made(trial))
                if again.code != report.code and self.tried(again.code).status == "ok":
                    report, trial = again, self.tried(again.code)
            if trial.status == "ok":
                report = with_kinds(report, instruction, _made(trial))
        return Candidate(dataclasses.replace(turn, code=report.code), Evidence(report, trial))

    def tried(self, code: str) -> Trial:
        if code not in self.trials:
            self.trials[code] = run_trial(code, self.namespace, self.help.limits)
        return self.trials[code]

    def mean_logprob(self, prompt: Prompt, completion: Completion) -> float:
        """The model's mean log-probability of the completion's tokens behind the prompt, at temperature 1."""
        ids = completion.ids
        if not ids:
            return 0.0
        held = [int(i) for i in prompt.ids[:-1]]
        if list(self.decoder.ids[: len(held)]) != held:  # from the cache, or another prompt came between
            bring_to(self.decoder, held)
        self.decoder.rewind(len(held))
        logits = self.decoder.score([prompt.ids[-1], *ids[:-1]])[0]  # (T, V)
        logits = logits[:, : self.backend.tokenizer.vocab_size].astype(np.float64)
        top = logits.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
        return float((logits[np.arange(len(ids)), list(ids)] - log_sum).mean())

    def repair(
        self, session: Session, failed: Candidate, instruction: str, sampling: Sampling, attempt: int
    ) -> Candidate | None:
        """Write the step again with the failing code as the turn before it and its error in the grounding."""
        past = session.fork(session.name)
        past.add(dataclasses.replace(failed.turn, number=past.next_number))
        budget = max(self.help.grounding_tokens, 200)
        help = dataclasses.replace(self.help, grounding_tokens=budget)
        error = problem(failed.evidence)
        grounding = ground(self.namespace, instruction, self.backend, help, failed.turn.code, error)
        (turn,) = self.synthesize(past, instruction, [nth_sampling(sampling, 100 + attempt)], grounding)
        if isinstance(turn, NoCode):
            return None
        found = self.examine(dataclasses.replace(turn, number=session.next_number), instruction)
        return dataclasses.replace(found, repaired=True)


def fix_step(
    session: Session,
    turn: Turn,
    code: str,
    error: str,
    backend: Backend,
    sampling: Sampling,
    namespace: dict[str, Any],
    help: Help,
    *,
    layout: Layout | None = None,
    decoder: Decoder | None = None,
    on_text: OnText | None = None,
) -> Turn:
    """Write a turn again, with `code` (what ran) and its error in view; its number stays.

    session: as it was before the turn; it is read, not changed. Raises NoCode when the answer holds no code.
    """
    kind, _, message = error.partition(": ")
    trial = Trial("error", error_type=kind, error_message=message) if error else None
    failed = Candidate(dataclasses.replace(turn, code=code), Evidence(Report(code), trial))
    decoder = decoder if decoder is not None else backend.open()
    writer = _Writer(backend, namespace, help, layout, decoder, on_text, None)
    mended = writer.repair(session, failed, turn.instruction, sampling, 1)
    if mended is None:
        raise NoCode("the model answered without code: the step is as it was")
    return dataclasses.replace(mended.turn, number=turn.number)


def _marked_alone(turn: Turn) -> Turn:
    return dataclasses.replace(turn, prompt=dataclasses.replace(turn.prompt, alone=True))


def _led_to_by(alike: Sequence[Candidate]) -> Candidate:
    """The first of those of one code. What a model samples often is its habit; what several prompts led to is not."""
    prompts = {candidate.turn.prompt.ids for candidate in alike}
    return dataclasses.replace(
        alike[0], evidence=dataclasses.replace(alike[0].evidence, prompts=len(prompts))
    )


def _made(trial: Trial) -> dict[str, str]:
    return {variable.name: variable.text for variable in trial.variables}


def nth_sampling(sampling: Sampling, k: int) -> Sampling:
    """The first candidate is sampled as asked for; the others warm, each with its own seed."""
    if k == 0:
        return sampling
    temperature = max(sampling.temperature, SAMPLED_TEMPERATURE)
    return dataclasses.replace(sampling, temperature=temperature, seed=sampling.seed + SAMPLED_SEED + k)
