"""The two halves of an evaluation: `sample` draws into a file, `score` judges what is there.

A run is a folder: run.json (settings, model, versions), samples.jsonl, verdicts.jsonl, and
what `report` makes of them. Either half may be killed at any time and started again.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from tqdm import tqdm

from codegen_magic import __version__
from codegen_magic.backends.base import Backend
from codegen_magic.errors import BadInput
from codegen_magic.evaluation import humaneval, mtpb, problems, sandbox
from codegen_magic.evaluation.batch import run_jobs
from codegen_magic.evaluation.perplexity import prompt_perplexity
from codegen_magic.evaluation.rows import default_rows
from codegen_magic.evaluation.samples import Lines, Row, read
from codegen_magic.models.folder import hash_file

BENCHMARKS = ("humaneval", "mtpb")
SAMPLES, VERDICTS, SETTINGS = "samples.jsonl", "verdicts.jsonl", "run.json"
PROMPTS = "prompts.jsonl"
# what a backend is opened with besides the model, where nothing is said
OPENING = {"backend": "auto", "device": "auto", "dtype": "auto", "quantize": "none"}


def sample(
    benchmark: str,
    backend: Backend,
    out: Path,
    *,
    data: Path | None = None,
    problem_ids: Sequence[str] | None = None,
    n: int = 1,
    temperatures: Sequence[float] = (0.0,),
    top_p: float = 0.95,
    modes: Sequence[str] = ("multi",),
    seed: int = 0,
    rows: int | None = None,
    resume: bool = False,
    progress: bool = True,
    opened: Mapping[str, str] | None = None,
) -> int:
    """Draw the samples that the run's folder does not hold yet; returns how many were drawn.

    rows: how many at once; None takes what suits the backend. opened: model and options as they were given to open
    the backend, which the report's command repeats; a resumed run may have others where the model's identity is the
    same.
    """
    rows = default_rows(backend) if rows is None else rows
    temperatures, modes = list(dict.fromkeys(temperatures)), list(dict.fromkeys(modes))
    _check(benchmark, n, temperatures, top_p, modes, rows)
    chosen, path = load(benchmark, data, problem_ids)
    settings = {
        "benchmark": benchmark,
        "data": path.name,
        "data_sha256": hash_file(path),
        "problems": list(chosen),
        "n": n,
        "temperatures": list(temperatures),
        "top_p": top_p,
        "modes": list(modes) if benchmark == "mtpb" else [],
        "seed": seed,
        "model": backend.identity.to_json(),
    }
    out.mkdir(parents=True, exist_ok=True)
    _settle(out / SETTINGS, settings, resume, {"opened": dict(opened)} if opened else {})
    jobs, key = planned(settings, chosen), row_key(benchmark)
    draw: Callable[..., Row] = mtpb.draw if benchmark == "mtpb" else humaneval.draw
    work = functools.partial(draw, backend=backend)
    done = {key(row) for row in read(out / SAMPLES)}
    left = [job for job in jobs if job.key not in done]
    bar = tqdm(total=len(jobs), initial=len(jobs) - len(left), unit="sample", disable=not progress)
    with Lines(out / SAMPLES, resume) as lines, bar:
        for _, row in run_jobs(backend, left, work, rows):
            lines.add(row)
            bar.update()
    return len(left)


def score(
    out: Path,
    *,
    data: Path | None = None,
    seconds: float | None = None,
    workers: int | None = None,
    unsafe: bool = False,
    progress: bool = True,
) -> int:
    """Judge the samples of a run's folder that have no verdict yet, on all cores; returns how many."""
    settings = settings_of(out)
    benchmark = settings["benchmark"]
    if workers is not None and workers < 1:
        raise BadInput(f"--workers {workers}: programs are judged by at least 1")
    chosen, _ = load_same(settings, data)
    sandbox.isolation(unsafe)
    key = row_key(benchmark)
    judge = _judge(benchmark, chosen, seconds, unsafe)
    done = {tuple(row["key"]) for row in read(out / VERDICTS)}
    rows = list(read(out / SAMPLES))
    left = [row for row in rows if key(row) not in done]
    bar = tqdm(total=len(rows), initial=len(rows) - len(left), unit="sample", disable=not progress)
    with Lines(out / VERDICTS, resume=True) as lines, bar:
        for row, verdict in in_parallel(judge, left, workers or os.cpu_count() or 1):
            lines.add({"key": list(key(row)), **verdict})
            bar.update()
    return len(left)


def measure_prompts(backend: Backend, out: Path, *, progress: bool = True) -> int:
    """Perplexity of every MTPB sample's prompts, given what came before them; returns how many were done."""
    settings = settings_of(out)
    if settings["benchmark"] != "mtpb":
        raise BadInput("prompt perplexity is an analysis of MTPB: HumanEval has one prompt a problem")
    if settings["model"]["weights_sha256"] != backend.identity.weights_sha256:
        raise BadInput(
            f"the samples in {out} are of {settings['model']['model']}: give that model with --model"
        )
    done = {tuple(row["key"]) for row in read(out / PROMPTS)}
    rows = list(read(out / SAMPLES))
    left = [row for row in rows if mtpb.row_key(row) not in done]
    decoder = backend.open()
    bar = tqdm(total=len(rows), initial=len(rows) - len(left), unit="sample", disable=not progress)
    with Lines(out / PROMPTS, resume=True) as lines, bar:
        for row in left:
            value = prompt_perplexity(backend, decoder, row)
            scores = {"prompt_perplexity": value.perplexity, "prompt_bits_per_byte": value.bits_per_byte}
            lines.add({"key": list(mtpb.row_key(row)), **scores})
            bar.update()
    return len(left)


def in_parallel(work: Callable[[Row], Row], rows: Iterable[Row], workers: int) -> Iterable[tuple[Row, Row]]:
    """(row, work(row)) as each is done, with a bounded number waiting."""
    queue = iter(rows)
    running: dict[Future[Row], Row] = {}
    with ThreadPoolExecutor(workers) as pool:
        while True:
            while len(running) < 2 * workers and (row := next(queue, None)) is not None:
                running[pool.submit(work, row)] = row
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()


def load(benchmark: str, data: Path | None, problem_ids: Sequence[str] | None) -> tuple[dict[str, Any], Path]:
    """The chosen problems and the file that they are from."""
    if benchmark == "humaneval":
        path = data or problems.humaneval_file()
        return problems.choose(problems.load_humaneval(path), problem_ids), path
    if data is None:
        raise BadInput(
            "MTPB needs its file: --data mtpb.jsonl (docs/evaluation.md says where it is published)"
        )
    return problems.choose(problems.load_mtpb(data), problem_ids), data


def load_same(settings: Mapping[str, Any], data: Path | None) -> tuple[dict[str, Any], Path]:
    """All problems of the file that a run's samples were drawn from. BadInput for another file."""
    chosen, path = load(settings["benchmark"], data, None)
    if hash_file(path) != settings["data_sha256"]:
        raise BadInput(f"{path} is not the file that the samples were drawn from: give that one with --data")
    return chosen, path


def settings_of(out: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((out / SETTINGS).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadInput(f"{out} is not the folder of a run ({error}): draw samples first") from error


def versions() -> dict[str, str]:
    return {
        "codegen_magic": __version__,
        "python": sys.version.split()[0],
        "platform": f"{platform.system()} {platform.machine()}",
    }


def planned(settings: dict[str, Any], chosen: dict[str, Any]) -> list[Any]:
    """A job for every sample that a run's settings ask for, in the order in which they are drawn."""
    temperatures, n, top_p, seed = (settings[name] for name in ("temperatures", "n", "top_p", "seed"))
    if settings["benchmark"] == "humaneval":
        return list(humaneval.jobs(chosen, temperatures, n, top_p, seed))
    jobs = mtpb.jobs(chosen, settings["modes"], temperatures, n, top_p, seed)
    return sorted(jobs, key=lambda job: -job.most_tokens)  # the longest first: none is left alone at the end


def row_key(benchmark: str) -> Callable[[Row], tuple[Any, ...]]:
    return mtpb.row_key if benchmark == "mtpb" else humaneval.row_key


def _judge(
    benchmark: str, chosen: dict[str, Any], seconds: float | None, unsafe: bool
) -> Callable[[Row], Row]:
    if benchmark == "humaneval":

        def judge(row: Row) -> Row:
            problem = chosen[row["task_id"]]
            return humaneval.score_row(row, problem, seconds=seconds or humaneval.SECONDS, unsafe=unsafe)

        return judge

    def judge_mtpb(row: Row) -> Row:
        gold = chosen[row["id"]].cases[row["case"] - 1].gold
        return mtpb.score_row(row, gold, seconds=seconds or mtpb.SECONDS, unsafe=unsafe)

    return judge_mtpb


def _settle(path: Path, settings: dict[str, Any], resume: bool, more: dict[str, Any]) -> None:
    """Write the run's settings, and `more` beside them, or see that a resumed run has the same settings."""
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        for name, value in settings.items():
            if before.get(name) != value:
                raise BadInput(
                    f"{path.parent} was begun with another {name} ({_short(before.get(name))}, now {_short(value)}): "
                    "use the same settings, or another --out"
                )
        if not resume:
            raise BadInput(
                f"{path.parent} holds a run already: add --resume to go on, or choose another --out"
            )
        return
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = json.dumps({**settings, **more, "versions": versions(), "started": started}, indent=1)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.rename(path)


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _check(
    benchmark: str, n: int, temperatures: Sequence[float], top_p: float, modes: Sequence[str], rows: int
) -> None:
    if benchmark not in BENCHMARKS:
        raise BadInput(f"no benchmark {benchmark!r}: use one of {', '.join(BENCHMARKS)}")
    if n < 1 or rows < 1:
        raise BadInput("the number of samples and of rows must be 1 or more")
    if not temperatures or min(temperatures) < 0:
        raise BadInput("a temperature is 0 (greedy) or more")
    if n > 1 and 0 in temperatures:
        raise BadInput(f"temperature 0 gives {n} times the same sample: use --n 1, or a temperature above 0")
    if not 0 < top_p <= 1:
        raise BadInput(f"top-p {top_p} is not above 0 and at most 1")
    for mode in modes:
        if mode not in mtpb.MODES:
            raise BadInput(f"no mode {mode!r}: use one of {', '.join(mtpb.MODES)}")
