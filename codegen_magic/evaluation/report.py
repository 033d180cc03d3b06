"""From samples and verdicts to a table that can be quoted: report.json, report.md, report.png."""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from codegen_magic.errors import BadInput
from codegen_magic.evaluation import mtpb, problems, published, run
from codegen_magic.evaluation.agree import most_agreed
from codegen_magic.evaluation.passk import interval, pass_at_k
from codegen_magic.evaluation.samples import Row, read

Scores = dict[str, float]  # problem -> score between 0 and 1


def report(out: Path, *, data: Path | None = None, k: Sequence[int] = (1, 10, 100)) -> dict[str, Any]:
    """Write the report of a scored run and return it. pass@k is given only where n >= k."""
    settings = run.settings_of(out)
    benchmark = settings["benchmark"]
    key = run.row_key(benchmark)
    verdicts = {tuple(row["key"]): row for row in read(out / run.VERDICTS)}
    scored = {
        key(row): {**row, **verdicts[key(row)]} for row in read(out / run.SAMPLES) if key(row) in verdicts
    }
    rows = list(scored.values())
    if not rows:
        raise BadInput(f"{out} holds no scored sample: run score first")
    known, path = run.load_same(settings, data)
    chosen = problems.choose(known, settings["problems"])
    jobs = run.planned(settings, chosen)
    missing = [job.key for job in jobs if job.key not in scored]
    if missing:
        raise BadInput(
            f"{len(missing)} of {len(jobs)} samples are not drawn and scored yet: draw them with --resume, then score"
        )
    tables = mtpb_tables(rows, chosen) if benchmark == "mtpb" else humaneval_tables(rows, k)
    result = {
        **settings,
        "samples": len(rows),
        "tables": tables,
        "command": command(settings, path, len(known)),
    }
    measured = {tuple(row.pop("key")): row for row in read(out / run.PROMPTS)}
    if measured:
        both = [{**row, **measured[key(row)]} for row in rows if key(row) in measured]
        result["prompt_perplexity"] = prompt_table(both)
    (out / "report.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    (out / "report.md").write_text(markdown(result), encoding="utf-8")
    plot(result, out / "report.png")
    return result


def humaneval_tables(rows: Sequence[Row], k: Sequence[int]) -> list[Row]:
    """pass@k by temperature, and for each k the best temperature."""
    out: list[Row] = []
    for temperature, group in sorted(_by(rows, lambda row: row["temperature"]).items()):
        outcomes = {
            task: [row["passed"] for row in part]
            for task, part in _by(group, lambda row: row["task_id"]).items()
        }
        n = min(map(len, outcomes.values()))
        for wanted in dict.fromkeys(k):
            if wanted <= n:
                scores = {task: pass_at_k(len(p), sum(p), wanted) for task, p in outcomes.items()}
                out.append(_line(f"pass@{wanted}", f"t {temperature}", scores, n=n))
    for metric, lines in _by(out, lambda line: line["metric"]).items():
        if len(lines) > 1:
            best = max(lines, key=lambda line: float(line["mean"]))
            out.append({**best, "group": f"best temperature ({best['group']})", "metric": metric})
    return out


def mtpb_tables(rows: Sequence[Row], problems: dict[str, Any]) -> list[Row]:
    """Pass rates by mode and scoring: over all, by category, by number of turns, by difficulty."""
    out: list[Row] = []
    for (temperature, mode), group in sorted(_by(rows, lambda r: (r["temperature"], r["mode"])).items()):
        name = f"{mode}-turn, t {temperature}"
        samples = 1 + max(row["sample"] for row in group)
        agreed = most_agreed(group) if samples > 1 and all("answer" in row for row in group) else []
        for scoring in mtpb.SCORINGS:
            scores = pass_rates(group, scoring)
            if not scores:
                continue
            out.append(_line(scoring, name, scores))
            if agreed:
                out.append(_line(scoring, f"{name}, most agreed of {samples}", pass_rates(agreed, scoring)))
                out.append(_line(scoring, f"{name}, any of {samples}", pass_rates(group, scoring, max)))
            for label, part in _parts(scores, problems):
                out.append(_line(scoring, f"{name}, {label}", part))
    return out + _difficulty(rows)


def pass_rates(rows: Iterable[Row], scoring: str, of: Callable[[list[bool]], float] = fmean) -> Scores:
    """Each problem's mean over its cases of the mean over samples, cases left out by the scoring aside.

    of=max: a case passes where any of its samples does.
    """
    cases: dict[str, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row[scoring] is not None:
            cases[row["id"]][row["case"]].append(row[scoring])
    return {
        problem: fmean([of(samples) for samples in by_case.values()]) for problem, by_case in cases.items()
    }


_PARTS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("category", lambda problem: problem.category),
    ("turns", lambda problem: problem.turn_count),
)


def _parts(scores: Scores, problems: dict[str, Any]) -> Iterable[tuple[str, Scores]]:
    for title, of in _PARTS:
        groups: dict[Any, list[str]] = defaultdict(list)
        for problem in scores:
            groups[of(problems[problem])].append(problem)
        for value in sorted(groups):
            yield f"{title} {value}", {problem: scores[problem] for problem in groups[value]}


def _difficulty(rows: Sequence[Row]) -> list[Row]:
    """Multi-turn against single-turn by difficulty: the mean of both pass rates, hard to 30 %, easy from 70 %."""
    out: list[Row] = []
    for temperature, group in sorted(_by(rows, lambda row: row["temperature"]).items()):
        by_mode = {m: pass_rates(part, "strict") for m, part in _by(group, lambda row: row["mode"]).items()}
        if set(by_mode) != set(mtpb.MODES):
            continue
        both = by_mode["multi"].keys() & by_mode["single"].keys()
        mean = {p: round((by_mode["multi"][p] + by_mode["single"][p]) / 2, 9) for p in both}
        for label, low, high in (("hard", -1.0, 0.3), ("medium", 0.3, 0.7), ("easy", 0.7, 1.0)):
            ids = [p for p in sorted(both) if low < mean[p] <= high]
            for mode, scores in sorted(by_mode.items()):
                if ids:
                    part = {p: scores[p] for p in ids}
                    out.append(_line("strict", f"{mode}-turn, t {temperature}, {label} problems", part))
    return out


def prompt_table(rows: Sequence[Row]) -> list[Row]:
    """Mean prompt perplexity and bits a byte of passed and failed samples (published scoring), by mode."""
    out: list[Row] = []
    groups = _by(rows, lambda row: (row["mode"], row["published"]))
    for (mode, passed), group in sorted(groups.items()):
        means = {
            name: sum(row[f"prompt_{name}"] for row in group) / len(group)
            for name in ("perplexity", "bits_per_byte")
        }
        out.append({"mode": mode, "passed": passed, "samples": len(group), **means})
    return out


def _line(metric: str, group: str, scores: Scores, **more: Any) -> Row:
    low, high = interval(list(scores.values()))
    mean = sum(scores.values()) / len(scores)
    return {
        "metric": metric,
        "group": group,
        "mean": mean,
        "low": low,
        "high": high,
        "problems": len(scores),
        **more,
    }


def _by(items: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def markdown(result: dict[str, Any]) -> str:
    """The report as a page: what was run, the table, and what it may be compared with."""
    model = result["model"]
    head = [
        f"# {result['benchmark']}: {model['model']}",
        "",
        f"- model: {model['model']} {model['revision']}, weights {model['weights_sha256'][:16] or 'unknown'}, "
        f"{model['dtype']} on {model['device']}, {model['runtime']}",
        f"- problems: {len(result['problems'])} of {result['data']} (sha256 {result['data_sha256'][:16]})",
        f"- samples: {result['samples']} scored; n {result['n']}, temperatures {result['temperatures']}, "
        f"top-p {result['top_p']}, seed {result['seed']}",
        f"- command: `{result['command']}`",
        "- versions: " + ", ".join(f"{name} {value}" for name, value in result["versions"].items()),
        "",
        "| group | metric | % | 95 % interval | problems |",
        "|---|---|---:|---:|---:|",
    ]
    body = [
        f"| {line['group']} | {line['metric']} | {100 * line['mean']:.2f} "
        f"| {100 * line['low']:.2f} .. {100 * line['high']:.2f} | {line['problems']} |"
        for line in result["tables"]
    ]
    if result.get("prompt_perplexity"):
        body += ["", "| prompts | samples | mean prompt perplexity | bits per byte |", "|---|---:|---:|---:|"]
        body += [
            f"| {line['mode']}-turn, {'passed' if line['passed'] else 'failed'} "
            f"| {line['samples']} | {line['perplexity']:.2f} | {line['bits_per_byte']:.3f} |"
            for line in result["prompt_perplexity"]
        ]
    tail = ["", "Intervals are percentile bootstraps over problems.", ""]
    tail += [f"Published ({published.TITLES[result['benchmark']]}):", ""]
    return "\n".join([*head, *body, *tail, *published.table(result["benchmark"]), ""])


def command(settings: dict[str, Any], data: Path, known: int) -> str:
    """The command that draws, scores and reports such a run on `data`, which holds `known` problems."""
    opened = {"model": settings["model"]["model"], **settings.get("opened", {})}
    parts = ["codegen-magic", "eval", settings["benchmark"], "--model", opened["model"]]
    for name, default in run.OPENING.items():
        if opened.get(name, default) != default:
            parts += [f"--{name}", opened[name]]
    if settings["benchmark"] == "mtpb" or data != problems.humaneval_file():
        parts += ["--data", settings["data"]]
    if settings["modes"]:
        parts += ["--mode", *settings["modes"]]
    if len(settings["problems"]) < known:
        parts += ["--problems", ",".join(settings["problems"])]
    temperatures = [f"{temperature:g}" for temperature in settings["temperatures"]]
    parts += ["--n", settings["n"], "--temperature", *temperatures, "--top-p", settings["top_p"]]
    return shlex.join(map(str, [*parts, "--seed", settings["seed"], "--out", "DIR"]))


def plot(result: dict[str, Any], path: Path) -> None:
    """Every line of the table as a point with its interval."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return  # the plot is a convenience; the numbers are in the other two files
    lines = result["tables"]
    figure = Figure(figsize=(8, 1.2 + 0.24 * len(lines)), layout="constrained")
    axes = figure.add_subplot()
    for y, line in enumerate(lines):
        axes.plot([100 * line["low"], 100 * line["high"]], [y, y], color="0.6", linewidth=2)
        axes.plot([100 * line["mean"]], [y], "o", color="C0", markersize=4)
    axes.set_yticks(range(len(lines)), [f"{line['group']}: {line['metric']}" for line in lines], fontsize=7)
    axes.invert_yaxis()
    axes.set_xlim(-2, 102)
    axes.set_xlabel("%")
    axes.set_title(f"{result['benchmark']}: {result['model']['model']}", fontsize=9)
    figure.savefig(path, dpi=120)
