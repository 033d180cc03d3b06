"""What a run of the step problems says: shares, what went wrong, a table in Markdown and a picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
SHARES = {
    "steps_run": "steps that run",
    "steps_right": "steps right",
    "solved": "notebooks solved",
    "named": "names assigned as asked",
    "parses": "parse",
}
SETS = {"own": "own problems", "mtpb": "MTPB development problems"}
CLASSES = (
    "no code",
    "syntax",
    "unknown name",
    "unknown column",
    "not assigned",
    "wrong value",
)  # then exceptions


def summary(rows: Sequence[Row]) -> dict[str, float]:
    """Shares in percent, and mean seconds of a step. Steps without a check count for `steps_run` alone."""

    def percent(values: Sequence[bool]) -> float:
        return round(100 * sum(values) / len(values), 1) if values else 0.0

    problems: dict[str, bool] = {}
    for row in rows:
        good = row["ran"] if row["right"] is None else row["right"]
        problems[row["problem"]] = problems.get(row["problem"], True) and good
    seconds = [row["seconds"] for row in rows if "seconds" in row]
    return {
        "steps": len(rows),
        "steps_run": percent([row["ran"] for row in rows]),
        "steps_right": percent([row["right"] for row in rows if row["right"] is not None]),
        "solved": percent(list(problems.values())),
        "named": percent([row["named"] for row in rows if row.get("named") is not None]),
        "parses": percent([row["parses"] for row in rows]),
        "seconds": round(sum(seconds) / len(seconds), 2) if seconds else 0.0,
    }


def failure(row: Row) -> str:
    """What went wrong with a step, in a word or two; "" where nothing is known to have."""
    error = row["error"]
    kind = error.split(":")[0]
    if not row["code"]:
        broken = re.search("does not parse|cut at the token limit", error)
        return "syntax" if broken else "process lost" if error == "the process ended" else "no code"
    if not row["parses"] or kind in ("SyntaxError", "IndentationError"):
        return "syntax"
    if kind in ("NameError", "UnboundLocalError"):
        return "unknown name"
    if kind == "KeyError" or (
        "has no attribute" in error and re.search("'(DataFrame|Series)' object", error)
    ):
        return "unknown column"
    if error:
        return "too slow" if kind == "_Late" else kind
    if row.get("named") is False:
        return "not assigned"
    return "wrong value" if row["right"] is False else ""


def failures(rows: Sequence[Row]) -> dict[str, int]:
    """How many steps failed in which way: the known classes first, then exceptions, the commonest first."""
    counted = Counter(filter(None, map(failure, rows)))
    known = {name: counted.pop(name) for name in CLASSES if name in counted}
    return known | dict(counted.most_common())


def of_one_run(rows: Sequence[Row], key: Row) -> list[Row]:
    """For each model the rows of one set of weights and settings: `key`'s for its model, else the newest.

    A step that was measured again, after a kill within its problem, counts once.
    """

    def settings(row: Row) -> Row:
        return {name: row.get(name) for name in key}

    chosen = {row["model"]: settings(row) for row in rows} | {key["model"]: key}
    kept = [row for row in rows if settings(row) == chosen[row["model"]]]
    return list({(row["model"], row["help"], row["problem"], row["step"]): row for row in kept}.values())


def group(rows: Sequence[Row]) -> dict[tuple[str, str], dict[str, list[Row]]]:
    """(model, "own" or "mtpb") -> help set -> rows, in the order in which they were measured."""
    groups: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in rows:
        key = (row["model"], "mtpb" if row["area"] == "mtpb" else "own")
        groups.setdefault(key, {}).setdefault(row["help"], []).append(row)
    return groups


def markdown(rows: Sequence[Row], command: str) -> str:
    lines = [
        "# Help for small models: notebooks in steps",
        "",
        "Each step goes through the path of `%%synth`; its code is run and its effects are checked. A notebook is",
        "solved when every step runs and every check holds. MTPB's problems have one check, of the last step's",
        "answer. docs/checks.md says what each help is and does. This page is written by",
        "",
        f"    {command}",
        "",
        "![shares of steps and notebooks for each help](steps.png)",
    ]
    for (model, kind), sets in group(rows).items():
        count = len(next(iter(sets.values())))
        lines += ["", f"## {model}, {SETS[kind]} ({count} steps)", "", *_shares(sets), "", *_failures(sets)]
    return "\n".join(lines) + "\n"


def _shares(sets: dict[str, list[Row]]) -> list[str]:
    head = ["help", *SHARES.values(), "seconds a step", "times greedy"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    base = summary(sets["greedy"])["seconds"] if "greedy" in sets else 0.0
    for name, rows in sets.items():
        told = summary(rows)
        times = f"{told['seconds'] / base:.1f}" if base else ""
        shares = [f"{told[key]:g} %" for key in SHARES]
        lines.append("| " + " | ".join([name, *shares, f"{told['seconds']:.2f}", times]) + " |")
    return lines


def _failures(sets: dict[str, list[Row]]) -> list[str]:
    counts = {name: failures(rows) for name, rows in sets.items()}
    total = sum((Counter(found) for found in counts.values()), Counter[str]())
    known = [name for name in CLASSES if name in total]
    kinds = known + [name for name, _ in total.most_common() if name not in known][:6]
    if not kinds:
        return ["No step failed."]
    lines = ["| failing steps | " + " | ".join(kinds) + " | other |", "|---" * (len(kinds) + 2) + "|"]
    for name, found in counts.items():
        other = sum(count for kind, count in found.items() if kind not in kinds)
        cells = [str(found.get(kind, 0)) for kind in kinds]
        lines.append(f"| {name} | " + " | ".join([*cells, str(other)]) + " |")
    return lines


def picture(rows: Sequence[Row], path: Path) -> None:
    """Bars for each model and set of problems: shares by help, as PNG."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    groups = group(rows)
    figure, grid = pyplot.subplots(
        len(groups), 1, figsize=(8, 2.6 * len(groups)), squeeze=False, layout="constrained"
    )
    for axes, ((model, kind), sets) in zip(grid[:, 0], groups.items(), strict=True):
        told = [summary(found) for found in sets.values()]
        for place, key in enumerate(("steps_run", "steps_right", "solved")):
            middles = [x + 0.26 * (place - 1) for x in range(len(sets))]
            bars = axes.bar(middles, [t[key] for t in told], 0.25, label=SHARES[key])
            axes.bar_label(bars, fmt="%.0f", fontsize=6)
        axes.set_xticks(range(len(sets)), list(sets), fontsize=7, rotation=15)
        axes.set_ylim(0, 100)
        axes.set_ylabel("%")
        axes.set_title(f"{model}, {SETS[kind]}", fontsize=9)
        axes.legend(fontsize=6, ncols=3, loc="upper left")
    figure.savefig(path, dpi=100)
    pyplot.close(figure)
