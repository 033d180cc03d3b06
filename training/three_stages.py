"""The paper in miniature: nl -> multi -> mono, and Mono from scratch as the control.

    python -m training.three_stages small          corpus, four runs, results.md and results.png
    python -m training.three_stages tiny           the same in a minute or two

On a CPU `small` runs one process a core with one thread each; --processes says otherwise.
Stop it at any time; the same command goes on from the newest checkpoint.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from training import corpus, evaluate, progress
from training import stage as stages
from training.errors import TrainingError
from training.processes import STOPPED, cores, launch
from training.resume import refuse_other_settings
from training.stage import Stage
from training.train import train

HERE = Path(__file__).parent
EVALUATED = 64  # rows of each validation set, after each stage
ORDER = {"small": ("nl", "multi", "mono", "mono-scratch"), "tiny": ("nl", "multi", "mono")}


def run(kind: str, overrides: Sequence[str], processes: int, problems: Path | None = None) -> Path | None:
    """All stages of `kind` in data/KIND and runs/KIND-STAGE; the results table, or None where stopped."""
    recipe = corpus.read_recipe(HERE / "corpora" / f"{kind}.toml")
    corpus.build(recipe, Path("data") / kind, problems=problems)
    scores: dict[str, dict[str, float]] = {}
    for name in ORDER[kind]:
        out = Path("runs") / f"{kind}-{name}"
        toml = HERE / "stages" / f"{kind}-{name}.toml"
        stage = stages.load(toml, overrides)
        if not finished(out, stage) and not train_stage(toml, overrides, out, processes):
            return None
        scores[name] = scores_of(out, [Path(folder) for folder in stage.data.valid.values()])
    return write_results(kind, scores, Path("runs"))


def finished(out: Path, stage: Stage) -> bool:
    """Whether the stage's bundle is there. BadCheckpoint where it is one of other settings."""
    meta = out / "bundle" / "meta.json"
    if not meta.is_file():
        return False
    refuse_other_settings(json.loads(meta.read_text())["settings"], stage, out)
    return True


def scores_of(out: Path, folders: Sequence[Path]) -> dict[str, float]:
    """What `evaluate` gives for a finished run's bundle; measured once, and kept in the run's folder."""
    file = out / "scores.json"
    if not file.is_file():
        file.write_text(json.dumps(evaluate.evaluate(out / "bundle", folders, EVALUATED)) + "\n")
    scores: dict[str, float] = json.loads(file.read_text())
    return scores


def train_stage(toml: Path, overrides: Sequence[str], out: Path, processes: int) -> bool:
    """One stage, by so many processes; False where it was stopped. TrainingError where it failed."""
    stage = stages.load(toml, overrides)
    if processes == 1:
        return train(stage, out) is not None
    stage.micro_steps(processes)
    sets = [part for override in overrides for part in ("--set", override)]
    status = launch(["training.train", str(toml), "--out", str(out), *sets], processes)
    if status not in (0, STOPPED):
        raise TrainingError(f"{stage.name} ended with status {status}; its own message is above")
    return status == 0


def default_processes(kind: str) -> int:
    """One a core where a stage is long enough for it, as many as divide a step; one with a GPU."""
    if kind == "tiny" or torch.accelerator.is_available():
        return 1
    stage = stages.load(HERE / "stages" / f"{kind}-nl.toml")
    micro_batches = stage.rows_per_step // stage.batch.rows_per_micro_batch
    return max(n for n in range(1, cores() + 1) if micro_batches % n == 0)


def write_results(kind: str, scores: dict[str, dict[str, float]], runs: Path) -> Path:
    """runs/KIND-results.md: a row for each stage, a column for each validation set; and the loss curves."""
    table = runs / f"{kind}-results.md"
    table.write_text(markdown("after stage", scores))
    joined: list[dict[str, Any]] = []
    controls: dict[str, list[dict[str, Any]]] = {}
    first = 0
    for name in scores:
        metrics = progress.read(runs / f"{kind}-{name}" / "metrics.jsonl")
        if name.endswith("scratch"):
            controls[name] = metrics
            continue
        joined += [line | {"step": line["step"] + first} for line in metrics]
        first = joined[-1]["step"] + 1
    title = f"{kind}: nl, multi, mono one after the other"
    progress.plot(joined, title, runs / f"{kind}-results.png", controls)
    return table


def markdown(title: str, scores: dict[str, dict[str, float]]) -> str:
    """`title` heads the rows' names."""
    sets = list(next(iter(scores.values())))
    lines = [
        f"| {title} | " + " | ".join(sets) + " |",
        "|---" * (len(sets) + 1) + "|",
        *(
            f"| {name} | " + " | ".join(f"{row[one]:.3f}" for one in sets) + " |"
            for name, row in scores.items()
        ),
    ]
    head = "Validation perplexity (own tokens) and bits a byte; lower is better"
    return head + "\n\n" + "\n".join(lines) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.three_stages", description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=list(ORDER), nargs="?", default="small")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="for every stage")
    parser.add_argument("--processes", type=int, help="of each stage (default: one a core; 1 for tiny)")
    parser.add_argument("--problems", type=Path, help="multi-turn problems (JSONL) to keep out of the corpus")
    args = parser.parse_args(argv)
    processes = args.processes or default_processes(args.kind)
    table = run(args.kind, args.set, processes, args.problems)
    if table is None:
        return STOPPED
    print(table.read_text())
    return 0


if __name__ == "__main__":
    from training.command import run as run_command

    run_command(main)
