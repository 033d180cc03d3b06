"""Verdicts that the code under test cannot forge: it computes, someone else compares.

HumanEval: the candidate lives in one guest, the test in another; values travel between
them as data. MTPB: the program's answer leaves the guest as data and is compared here,
where the gold answer is; the guest never holds it.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from codegen_magic.evaluation.guest import wire
from codegen_magic.evaluation.sandbox import Guest, Limits
from codegen_magic.evaluation.supervise import supervise

HANG_GRACE_SECONDS = 3.0  # an MTPB program is told that its time is up before it is killed
LATE_SECONDS = 1.0  # of it may pass on a busy machine; one that ends later has stopped our alarm


@dataclass(frozen=True)
class Answer:
    """What an MTPB program gave to its last print, and how the program ended."""

    has_answer: bool
    value: Any = None  # as it was when the program ended: the published reading
    printed: Any = None  # as it was when printed
    finished: bool = False  # came to its end, in time, with no exception
    exited: bool = False  # SystemExit and the like: kills the published evaluator
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """passed, and in words: "passed", "timed out", "failed: ...", "untransferable: ..."."""

    passed: bool
    result: str


def _for(seconds: float, limits: Limits | None) -> Limits:
    """The limits with this much time; a program that computes all the while is not ended before."""
    limits = limits or Limits()
    return dataclasses.replace(limits, seconds=seconds, cpu_seconds=max(limits.cpu_seconds, int(seconds) + 1))


def answer_of(
    code: str, seconds: float = 20.0, limits: Limits | None = None, *, unsafe: bool = False
) -> Answer:
    """Run an MTPB program (its last value printed, as published) and take its answer."""
    limits = _for(seconds + HANG_GRACE_SECONDS, limits)
    nonce = secrets.token_hex(16)
    with ExitStack() as stack:
        pipes = stack.enter_context(_Pipes())
        read_fd, write_fd = pipes.pair()
        task = {"code": code, "seconds": seconds, "result_fd": write_fd, "nonce": nonce}
        guest = stack.enter_context(Guest("answer", task, limits, fds=[write_fd], unsafe=unsafe))
        pipes.close(write_fd)
        end = supervise([guest], limits, result_fd=read_fd, until=bool)
        exit_code = guest.exit_code()
    if end.status != "exited":
        return Answer(False, detail=end.status)
    if exit_code:
        return Answer(False, detail=f"ended with status {exit_code}")
    answer = _read_answer(end.frames, nonce)
    in_time = end.seconds <= seconds + LATE_SECONDS
    return answer if in_time else dataclasses.replace(answer, finished=False, detail="ended too late")


def _read_answer(frames: bytes, nonce: str) -> Answer:
    """Exactly two well-formed frames, or no answer: anything else was not written by us."""
    try:
        ready, frame = wire.split_frames(frames)
        if (ready["state"], frame["state"]) != ("ready", "done") or frame["nonce"] != nonce:
            raise wire.WireError("not our frame")
        return Answer(
            has_answer=bool(frame["has_answer"]),
            value=wire.decode(frame["answer"]),
            printed=wire.decode(frame["printed"]),
            finished=frame["error"] == "" and frame["timed_out"] is False,
            exited=bool(frame["exited"]),
            detail=str(frame["error"])[:500],
        )
    except (wire.WireError, ValueError, TypeError, KeyError, RecursionError) as error:
        return Answer(False, detail=f"no answer: {error}" if frames else "ended without an answer")


def check_candidate(
    problem: dict[str, Any],
    completion: str,
    seconds: float = 3.0,
    limits: Limits | None = None,
    *,
    unsafe: bool = False,
) -> Verdict:
    """Does prompt + completion pass the problem's test, within seconds?

    problem: prompt, test (defines `check(candidate)`) and entry_point, as in HumanEval.
    """
    limits = _for(seconds, limits)
    nonce = secrets.token_hex(16)
    with ExitStack() as stack:
        pipes = stack.enter_context(_Pipes())
        from_candidate, to_checker = pipes.pair()
        from_checker, to_candidate = pipes.pair()
        result_fd, verdict_fd = pipes.pair()
        secret = {
            "code": problem["prompt"] + completion,
            **{name: problem[name] for name in ("prompt", "test", "entry_point")},
            "read_fd": from_candidate,
            "write_fd": to_candidate,
            "result_fd": verdict_fd,
            "nonce": nonce,
        }
        checker_fds = [from_candidate, to_candidate, verdict_fd]
        checker = stack.enter_context(Guest("checker", secret, limits, fds=checker_fds, unsafe=unsafe))
        public = {"read_fd": from_checker, "write_fd": to_checker}
        candidate_fds = [from_checker, to_checker]
        candidate = stack.enter_context(Guest("candidate", public, limits, fds=candidate_fds, unsafe=unsafe))
        pipes.close(*checker_fds, *candidate_fds)
        end = supervise([checker, candidate], limits, result_fd=result_fd, until=bool)
    if end.status != "exited":
        return Verdict(False, "timed out" if end.status == "timeout" else f"failed: {end.status}")
    return _read_verdict(end.frames, nonce)


def _read_verdict(frames: bytes, nonce: str) -> Verdict:
    try:
        verdict = wire.split_frames(frames)[-1]
        if verdict["nonce"] != nonce or verdict["state"] != "done":
            raise wire.WireError("no verdict")
        result = str(verdict["verdict"])
    except (wire.WireError, TypeError, KeyError, IndexError) as error:
        return Verdict(False, f"failed: the checker ended early ({error})")
    return Verdict(result == "passed", result)


class _Pipes:
    """Descriptors, each closed exactly once: a number closed twice may be another thread's by then."""

    def __init__(self) -> None:
        self._open: set[int] = set()

    def pair(self) -> tuple[int, int]:
        ends = os.pipe()
        self._open.update(ends)
        return ends

    def close(self, *fds: int) -> None:
        for fd in fds:
            self._open.remove(fd)
            os.close(fd)

    def __enter__(self) -> _Pipes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close(*self._open)
