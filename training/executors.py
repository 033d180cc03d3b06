"""Where a datatrove pipeline runs: this machine, a Slurm cluster or a Ray cluster. The pipelines are the same.

    --executor local --tasks 8 --workers 4
    --executor slurm --tasks 1000 --executor-option partition=cpu --executor-option time=24:00:00
    --executor ray   --tasks 1000 --workers 200        (on a machine of the Ray cluster)

A step is cut into tasks; a task that is done is not done again. All machines must see the same folders.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.utils.stats import PipelineStats
from loguru import logger

from training.errors import BadCorpus, TrainingError
from training.files import full_disk_is_named, is_full_disk

KINDS = ("local", "slurm", "ray")
NUMBERS = frozenset({"cpus_per_task", "mem_per_cpu_gb", "tasks_per_job", "max_array_size"})


@dataclass(frozen=True)
class Cluster:
    kind: str = "local"
    tasks: int = 1  # shares that each step is cut into
    workers: int = 1  # of them at a time
    options: dict[str, str] = field(default_factory=dict)  # of datatrove's executor, by its own names

    def run(self, steps: list[Any], logs: Path, tasks: int | None = None) -> dict[str, Any]:
        """Run the steps to their end; what each block counted, over all tasks."""
        count = tasks or self.tasks
        executor = self.make(steps, logs, count)
        # datatrove's account of every file stays in `logs`
        with full_disk_is_named(logs), open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
            try:
                executor.run()
            except Exception as error:  # a block's, a worker's or sbatch's
                if isinstance(error, TrainingError) or is_full_disk(error):
                    raise
                why = (str(error) or type(error).__name__).splitlines()[0]
                raise BadCorpus(
                    f"a task failed ({why}): look into {logs}, then run the same again"
                ) from error
            finally:
                logger.remove()  # its handler writes to `nowhere`
        left = executor.get_incomplete_ranks(skip_completed=True)
        if left:
            raise BadCorpus(
                f"{len(left)} of {count} tasks did not end, the first is {left[0]}: look into {logs}, then run "
                "the same again; finished tasks are not repeated"
            )
        return counted(logs)

    def make(self, steps: list[Any], logs: Path, tasks: int) -> Any:
        """The executor of datatrove, not yet started."""
        shared = {"pipeline": steps, "tasks": tasks, "logging_dir": str(logs)}
        workers = max(1, min(self.workers, tasks))
        if self.kind == "local":
            return LocalPipelineExecutor(workers=workers, **shared)
        options: dict[str, Any] = {k: int(v) if k in NUMBERS else v for k, v in self.options.items()}
        try:
            if self.kind == "slurm":
                return self._slurm(options, workers, shared)
            return self._ray(options, workers, shared)
        except TypeError as error:
            raise BadCorpus(f"--executor-option: {error}") from error

    def _slurm(self, options: dict[str, Any], workers: int, shared: dict[str, Any]) -> Any:
        from datatrove.executor import SlurmPipelineExecutor

        missing = [name for name in ("partition", "time") if name not in options]
        if missing:
            raise BadCorpus(f"Slurm needs --executor-option {missing[0]}=...: sinfo lists what there is")
        # sbatch comes back when the job has ended, and the workers find the interpreter of this process.
        settings = {
            "sbatch_args": {"wait": ""},
            "qos": "",
            "env_command": f'export PATH="{Path(sys.executable).parent}:$PATH"',
        }
        return SlurmPipelineExecutor(workers=workers, **(settings | options), **shared)

    def _ray(self, options: dict[str, Any], workers: int, shared: dict[str, Any]) -> Any:
        from datatrove.executor import RayPipelineExecutor

        if importlib.util.find_spec("ray") is None:
            raise BadCorpus("--executor ray: the package ray is not installed (pip install ray)")
        import ray

        if not ray.is_initialized():
            ray.init(address=options.pop("address", None), log_to_driver=False)
        else:
            options.pop("address", None)
        return RayPipelineExecutor(workers=workers, **options, **shared)


LOCAL = Cluster()


def counted(logs: Path) -> dict[str, Any]:
    """{"block": {"forwarded": n, "dropped_long_line": n, ...}} over the tasks that left their counts in `logs`."""
    files = sorted((logs / "stats").glob("*.json"))
    total = sum((PipelineStats.from_json(json.loads(f.read_text())) for f in files), start=PipelineStats())
    out: dict[str, Any] = {}
    for block in json.loads(total.to_json()):
        numbers = {}
        for key, value in block["stats"].items():
            number = value.get("total", 0) if isinstance(value, dict) else value
            if key.startswith(("total", "forwarded", "dropped", "not_utf8", "binary", "documents")):
                numbers[key] = int(number)
        name = block["name"].rpartition(": ")[2]  # datatrove puts the kind before it
        out[name if name not in out else block["name"]] = numbers
    return out


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--executor", choices=KINDS, default="local", help="where the filters run")
    parser.add_argument("--tasks", type=int, default=1, help="shares that each step is cut into (default 1)")
    parser.add_argument("--workers", type=int, default=1, help="tasks at a time (default 1)")
    parser.add_argument(
        "--executor-option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="of datatrove's executor: partition, time, cpus_per_task, mem_per_cpu_gb, ...; address for Ray",
    )


def from_options(args: argparse.Namespace) -> Cluster:
    if args.tasks < 1 or args.workers < 1:
        raise BadCorpus("--tasks and --workers must be at least 1")
    pairs = [option.partition("=") for option in args.executor_option]
    wrong = [name for name, separator, _ in pairs if not separator]
    if wrong:
        raise BadCorpus(f"--executor-option {wrong[0]}: write NAME=VALUE")
    return Cluster(args.executor, args.tasks, args.workers, {name: value for name, _, value in pairs})
