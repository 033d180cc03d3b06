"""From seed to files: draw, keep evaluation problems out, run, split, write, count."""

# ruff: noqa: E501
from __future__ import annotations

import json
import multiprocessing
import os
import random
import tempfile
import tomllib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from training.decontaminate import human_eval_problems, multi_turn_problems, normal
from training.errors import BadCorpus
from training.fetch import fetch
from training.multiturn.guard import Guard
from training.multiturn.program import Program, ReferenceDiffers
from training.multiturn.verify import NONE, verified

BATCH = 2000
WRITTEN_HELD_OUT = 20  # one in so many notebooks that were written by hand is for development


@dataclass(frozen=True)
class Recipe:
    """Shares of the parts among generated programs, and what else goes in."""

    chains: float = 0.20
    sessions: float = 0.32
    modelling: float = 0.14
    arrays: float = 0.11
    texts: float = 0.12
    docstrings: float = 0.04
    classes: float = 0.02
    repairs: float = 0.05
    grounded_chains: float = 0.35  # of the chains: one step has the grounding comment, as in a notebook
    held_out: float = 0.03  # of the operations and steps: only in the development set
    dev: int = 300  # programs of the development set
    max_characters: int = 1900
    # real code, see realcode.py: folders, archives, or "pypi:NAME==VERSION" and "pypi-source:NAME==VERSION"
    real: list[str] = field(default_factory=list)
    real_programs: int = 0  # drawn of them for programs.jsonl, 0: all
    written: int = 0  # copies of each notebook of written/, see written.py; 0: none, and no functions either

    @classmethod
    def read(cls, file: Path) -> Recipe:
        try:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadCorpus(f"no recipe in {file}: {error}") from error
        known = {f.name for f in fields(cls)}
        for key in data:
            if key not in known:
                raise SystemExit(f"{file}: unknown key {key!r}; known are {', '.join(sorted(known))}")
        return cls(**data)


def makers(
    rng: random.Random, held_out: frozenset[str], prefer: frozenset[str] = frozenset()
) -> dict[str, Callable[[], Program | None]]:
    """Part -> draw of one program."""
    from training.multiturn.arrays import Arrays
    from training.multiturn.chains import Chains
    from training.multiturn.classes import Classes
    from training.multiturn.docstrings import Docstrings
    from training.multiturn.modelling import Modelling
    from training.multiturn.repairs import Repairs
    from training.multiturn.sessions import Sessions
    from training.multiturn.texts import Texts

    sessions, chains = Sessions(rng, held_out, prefer), Chains(rng, held_out, prefer)
    return {
        "chains": chains.make, "sessions": sessions.make, "docstrings": Docstrings(rng, held_out).make,
        "classes": Classes(rng).make, "repairs": Repairs(rng, sessions, chains).make,
        "modelling": Modelling(rng).make, "arrays": Arrays(rng).make, "texts": Texts(rng).make,
    }  # fmt: skip


def hold_out(rng: random.Random, share: float) -> frozenset[str]:
    """Operations and steps that training never has: with each, all that have its code."""
    from training.multiturn.ops import load
    from training.multiturn.ops_pandas import STEPS

    same: dict[str, list[str]] = {}  # an operation that is drawn for its values has no code of its own
    for name, op in sorted(load().items()):
        same.setdefault(op.code or name, []).append(name)
    for step in STEPS:
        same.setdefault(step.code.removeprefix("{out} = "), []).append("frame." + step.name)
    wanted = int(share * sum(map(len, same.values())))
    held: set[str] = set()
    for names in rng.sample(list(same.values()), len(same)):
        if len(held) >= wanted:
            break
        held |= set(names)
    return frozenset(held)


@contextmanager
def workplace() -> Iterator[None]:
    """A fresh folder as the current one: sessions write files while they are made."""
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(home)


def draw(
    rng: random.Random,
    parts: dict[str, Callable[[], Program | None]],
    recipe: Recipe,
    n: int,
    dropped: Counter[str],
) -> list[Program]:
    """n programs drawn by the recipe's shares, not yet run."""
    names = list(parts)
    shares = [getattr(recipe, name) for name in names]
    out: list[Program] = []
    while len(out) < n:
        name = rng.choices(names, shares)[0]
        for _ in range(10):  # so that a part whose draws often lead nowhere keeps its share
            program = attempt(parts[name], recipe, dropped)
            if program is not None:
                out.append(program)
                break
    return out


def attempt(make: Callable[[], Program | None], recipe: Recipe, dropped: Counter[str]) -> Program | None:
    """One draw; why it gave nothing is counted."""
    try:
        program = make()
    except (IndexError, ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        dropped[f"draw failed: {type(error).__name__}"] += 1
        return None
    except ReferenceDiffers as error:
        dropped[f"code and reference differ: {error}"[:120]] += 1
        return None
    if program is None:
        dropped["draw led nowhere"] += 1
    elif size(program) > recipe.max_characters:
        dropped["too long"] += 1
        return None
    return program


def size(program: Program) -> int:
    return len(program.header) + sum(
        len(s) + len(t.code) + len(t.grounding) + 5
        for s, t in zip(program.sentences, program.turns, strict=True)
    )


def collect(
    n: int,
    seed: int,
    jobs: int,
    recipe: Recipe,
    held_out: frozenset[str],
    guard: Guard,
    dropped: Counter[str],
    need: frozenset[str] = frozenset(),
) -> list[Program]:
    """n programs that ran, are right, differ from each other, and are near no evaluation problem."""
    rng, where = random.Random(seed), random.Random(f"grounded {seed}")
    with workplace():
        parts = makers(rng, held_out, need)
        kept: list[Program] = []
        seen: set[str] = set()
        while len(kept) < n:
            batch = draw(
                rng, parts, recipe, min(BATCH, int((n - len(kept)) * (4 if need else 1.1)) + 20), dropped
            )
            if need:
                batch = [p for p in batch if need & set(p.ops)]
            grounded = [grounded_step(program, where, recipe.grounded_chains) for program in batch]
            for program, reason in verified(batch, grounded, jobs):
                key = json.dumps(program.to_json(), sort_keys=True)
                if reason:
                    dropped[f"{program.part}: {reason}"] += 1
                elif key in seen:
                    dropped["twice"] += 1
                elif not guard.keep(program):
                    dropped["near an evaluation problem"] += 1
                elif len(kept) < n:
                    seen.add(key)
                    kept.append(program)
    return kept


def grounded_step(program: Program, rng: random.Random, share: float) -> int:
    """The step of a chain that is told what the kernel holds, or NONE; other parts have seen to it."""
    several = program.part == "chains" and len(program.turns) > 1
    return rng.randrange(1, len(program.turns)) if several and rng.random() < share else NONE


def build(
    out: Path, programs: int, seeds: Sequence[int], jobs: int, recipe: Recipe, problems: Path | None
) -> dict[str, Any]:
    """All parts of a recipe, `programs` of each seed in a process of its own; return the report."""
    out.mkdir(parents=True, exist_ok=True)
    folders = [out / f"seed-{seed}" for seed in seeds]
    rng = random.Random(seeds[0])
    with ProcessPoolExecutor(len(seeds), multiprocessing.get_context("spawn")) as pool:
        draws = [
            pool.submit(generate, folder, programs, seed, jobs, recipe, problems)
            for folder, seed in zip(folders, seeds, strict=True)
        ]
        report: dict[str, Any] = {folder.name: d.result() for folder, d in zip(folders, draws, strict=True)}
    lines = [line for folder in folders for line in read_lines(folder / "train.jsonl")]
    if recipe.real:
        report["real"] = real(out, seeds[0], jobs, recipe, problems)
        found = read_lines(out / "real.jsonl")
        lines += rng.sample(found, min(recipe.real_programs or len(found), len(found)))
    if recipe.written:
        report["written"] = written(out, seeds[0], jobs, recipe, problems)
        lines += read_lines(out / "written.jsonl")
    rng.shuffle(lines)
    (out / "programs.jsonl").write_text("".join(lines), encoding="utf-8")
    (out / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    return report


def guard_of(problems: Path | None) -> Guard:
    return Guard(human_eval_problems() + (multi_turn_problems(problems) if problems else []))


def real(out: Path, seed: int, jobs: int, recipe: Recipe, problems: Path | None) -> dict[str, int]:
    """Write real.jsonl and licences.json; return the counts. Archives of the registry are kept beside `out`."""
    from training.multiturn.realcode import collect_real

    archives = [fetch(p, out.parent / "archives") if p.startswith("pypi") else Path(p) for p in recipe.real]
    records, manifest = collect_real(archives, guard_of(problems), seed, jobs)
    write(out / "real.jsonl", records)
    (out / "licences.json").write_text(json.dumps(manifest, indent=2) + "\n")
    counts: dict[str, int] = manifest["counts"]
    return counts


def written(out: Path, seed: int, jobs: int, recipe: Recipe, problems: Path | None) -> dict[str, int]:
    """Write written.jsonl and written-dev.jsonl, which share no notebook; return the counts."""
    from training.multiturn.written import collect_written

    records, counts = collect_written(guard_of(problems), seed, jobs, recipe.written)
    train, dev = [], []
    for record in records:
        (dev if zlib.crc32(record["source"].encode()) % WRITTEN_HELD_OUT == 0 else train).append(record)
    write(out / "written.jsonl", train)
    write(out / "written-dev.jsonl", dev)
    return counts


def generate(
    out: Path, programs: int, seed: int, jobs: int, recipe: Recipe, problems: Path | None
) -> dict[str, Any]:
    """Write the generated programs of one seed; return the report."""
    out.mkdir(parents=True, exist_ok=True)
    held_out = hold_out(random.Random(f"held out {seed}"), recipe.held_out)
    guard = guard_of(problems)
    dropped: Counter[str] = Counter()
    kept = collect(programs, seed, jobs, recipe, held_out, guard, dropped)
    dev = (
        collect(recipe.dev, seed + 10**6, jobs, recipe, frozenset(), guard, Counter(), held_out)
        if recipe.dev
        else []
    )
    write(out / "train.jsonl", [p.to_json() for p in kept])
    write(out / "dev.jsonl", [p.to_json() for p in dev])
    report = statistics(kept, held_out, dropped, guard)
    report["dev"] = len(dev)
    (out / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    return report


def read_lines(file: Path) -> list[str]:
    """JSON leaves the other line ends of Unicode in texts as they are."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        return lines.readlines()


def write(file: Path, records: list[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def statistics(
    kept: list[Program], held_out: frozenset[str], dropped: Counter[str], guard: Guard
) -> dict[str, Any]:
    """What a reader of the data wants to know."""
    ops = Counter(name for p in kept for name in set(p.ops))
    sentences = [s for p in kept for s in p.sentences if s]
    shapes = Counter(" ".join(normal(s)) for s in sentences)
    code = sum(len(t.code) for p in kept for t in p.turns)
    text = sum(map(size, kept))
    return {
        "programs": len(kept), "parts": dict(Counter(p.part for p in kept)), "turns": dict(sorted(Counter(len(p.turns) for p in kept).items())),
        "operations": len(ops), "operations_used_once": sum(n == 1 for n in ops.values()), "operations_held_out": sorted(held_out), "most_used": dict(ops.most_common(12)),
        "instructions": len(sentences), "instructions_distinct_after_normalising": len(shapes), "most_repeated_instructions": dict(shapes.most_common(12)),
        "with_grounding": sum(any(t.grounding for t in p.turns) for p in kept), "code_tokens_estimate": int(code / 2.9), "tokens_estimate": int(text / 3.1),
        "dropped": dict(dropped.most_common()), "dropped_near_problems": dict(guard.dropped.most_common()),
    }  # fmt: skip
