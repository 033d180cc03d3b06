"""Which of several candidates is best: pure, given the evidence.

The order of what counts: it parses; it ran in the trial (not known counts between yes and no);
the asked-for variable is assigned, to the kind of thing asked for; it does something at all; few findings
(where it ran, none but those about the result); it uses the columns, variables and numbers
that the step speaks of; how many ways and prompts led to the same result; the model's own likelihood.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from codegen_magic.checks import Finding, Report
from codegen_magic.trial import Trial

TRIAL_RANK = {"ok": 2, "unknown": 1, "error": 0}


@dataclass(frozen=True)
class Evidence:
    """What is known of one candidate.

    trial None: not tried. mean_logprob: of its tokens, natural log. prompts: how many led to this very code.
    """

    report: Report
    trial: Trial | None = None
    mean_logprob: float = 0.0
    prompts: int = 1

    @property
    def good(self) -> bool:
        """Nothing speaks against it: it may be taken without a look at others."""
        ran = self.trial is None or self.trial.status != "error"
        return ran and not self.blamed and not self.report.unused and has_effect(self)

    @property
    def blamed(self) -> tuple[Finding, ...]:
        """The findings that count: a trial that went well refutes all but those about the result."""
        ran_well = self.trial is not None and self.trial.status == "ok"
        return tuple(f for f in self.report.findings if f.kind == "result" or not ran_well)


def rank(evidence: Sequence[Evidence]) -> list[int]:
    """Indices of the candidates, best first; equals stay in their order, so that greedy wins a tie."""
    standing = standings(evidence)
    order = range(len(evidence))
    return sorted(order, key=lambda index: (standing[index], evidence[index].mean_logprob), reverse=True)


def standings(evidence: Sequence[Evidence]) -> list[tuple[float, ...]]:
    """What ranks each candidate before its likelihood does; larger is better."""
    results = [result_key(item) for item in evidence]
    votes: Counter[str] = Counter()
    for item, result in zip(evidence, results, strict=True):
        votes[result] += item.prompts if result else 0
    return [_standing(item, votes[result]) for item, result in zip(evidence, results, strict=True)]


def _standing(item: Evidence, votes: int) -> tuple[float, ...]:
    kinds = [finding.kind for finding in item.blamed]
    return (
        item.report.parses,
        TRIAL_RANK[item.trial.status] if item.trial else 1,
        "result" not in kinds,
        has_effect(item),
        -len(kinds),
        -len(item.report.unused),
        votes,
    )


def result_key(item: Evidence) -> str:
    """A hash of what a successful trial made: equal keys agree. "" where there is nothing to compare."""
    trial = item.trial
    if trial is None or trial.status != "ok":
        return ""
    made = [(variable.name, variable.fingerprint) for variable in trial.variables]
    value = trial.value.fingerprint if trial.value else ""
    told = repr((made, value if not made else "", trial.output.split(), trial.figures))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def has_effect(item: Evidence) -> bool:
    """Whether a trial saw it make, show or print anything; True where there was no successful trial."""
    trial = item.trial
    if trial is None or trial.status != "ok":
        return True
    imports = "import " in item.report.code
    return bool(trial.variables or trial.value or trial.output.strip() or trial.figures or imports)


def problem(item: Evidence) -> str:
    """What is wrong, in one line such as the last line of a traceback; "" where nothing is known to be."""
    if item.trial is not None and item.trial.status == "error":
        return item.trial.error
    return "; ".join(str(finding) for finding in item.blamed[:3])
