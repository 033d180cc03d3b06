"""What each group of the multi-turn data gives: the same run on all of it, and with each group left out.

    python -m training.ablation DATA PARENT --out runs/ablation --set steps=64 --set batch.tokens_per_step=2048

DATA is a folder that `training.multiturn` wrote, with real and written programs in it. All runs take as many steps
from PARENT; one program in twenty is in none of them and measures them all. results.md has perplexities by group;
`codegen-magic export OUT/NAME/bundle ...` makes a run's bundle ready for the benchmarks.
Stop it at any time; the same command goes on from the newest checkpoint.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from codegen_magic.models.folder import hash_file
from training import stage as stages
from training import tokenizer as tok
from training.errors import BadCorpus
from training.files import same_settings
from training.processes import STOPPED, cores
from training.three_stages import finished, markdown, scores_of, train_stage
from training.turns import pack_turns, read_programs

STAGE = Path(__file__).parent / "stages" / "turns-lora.toml"
GROUPS = ("generated", "real", "written")
HELD_OUT = 20  # one in so many programs
Record = dict[str, Any]


def group(record: Record) -> str:
    """Code of packages, written by hand, or else by the generator."""
    first = str(record["part"]).partition("-")[0]
    return first if first in GROUPS else "generated"


def is_held_out(record: Record) -> bool:
    """By what all copies of a program share: they differ in the steps that have a grounding comment."""
    return zlib.crc32((record["source"] + record["turns"][0]["instruction"]).encode()) % HELD_OUT == 0


def arms() -> dict[str, tuple[str, ...]]:
    """Name of a run -> its groups."""
    without = {f"without-{left_out}": tuple(g for g in GROUPS if g != left_out) for left_out in GROUPS}
    return {"all": GROUPS, **without}


def pack(records: Sequence[Record], name: str, out: Path, parent: Path, context: int) -> Path:
    """out/NAME, packed rows; those that are there are kept. BadCorpus where there is no record."""
    if not records:
        raise BadCorpus(f"no program for {name}: the data needs all of {', '.join(GROUPS)}")
    folder = out / name
    if not folder.exists():
        out.mkdir(parents=True, exist_ok=True)
        file = out / f"{name}.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        pack_turns(file, folder, tok.load(parent), context, "every")
    return folder


def run(data: Path, parent: Path, out: Path, overrides: Sequence[str], processes: int) -> Path | None:
    """Train and measure every run; the table, or None where stopped."""
    context = stages.load(STAGE, overrides).model.context
    programs = data / "programs.jsonl"
    if not programs.is_file():
        raise BadCorpus(f"no file {programs}: {data} is to be a folder of `training.multiturn`")
    used = {"programs_sha256": hash_file(programs), "parent": str(parent.resolve()), "context": context}
    same_settings(out / "settings.json", used)
    records = list(read_programs(programs))
    rows = out / "rows"
    held_out = [
        pack([r for r in records if is_held_out(r) and group(r) == g], f"held-out-{g}", rows, parent, context)
        for g in GROUPS
    ]
    scores: dict[str, dict[str, float]] = {}
    for name, groups in arms().items():
        chosen = [r for r in records if not is_held_out(r) and group(r) in groups]
        train = pack(chosen, name, rows, parent, context)
        settings = [*overrides, f"model.parent={parent}", f"data.train={train}"]
        done = finished(out / name, stages.load(STAGE, settings))
        if not done and not train_stage(STAGE, settings, out / name, processes):
            return None
        scores[name] = scores_of(out / name, held_out)
    table = out / "results.md"
    table.write_text(markdown("trained on", scores))
    return table


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.ablation", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("parent", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="of turns-lora.toml")
    parser.add_argument("--processes", type=int, default=cores(), help="of each run (default: one a core)")
    args = parser.parse_args(argv)
    table = run(args.data, args.parent, args.out, args.set, args.processes)
    if table is None:
        return STOPPED
    print(table.read_text())
    return 0


if __name__ == "__main__":
    from training.command import run as run_command

    run_command(main)
