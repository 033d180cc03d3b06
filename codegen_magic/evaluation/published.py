"""Published figures of CodeGen, to stand beside ours: arXiv 2203.13474, as quoted by third parties.

Only figures that we found quoted in public are here. The paper's others (Multi and NL, some single-turn
ones) are left out rather than repeated from memory.
"""

from __future__ import annotations

QUOTED = "quoted"  # by third parties from the paper
ABSENT = "not confirmed, left out"

TITLES = {
    "humaneval": "pass@1 / @10 / @100 in %, top-p 0.95, best of t 0.2, 0.6, 0.8 for each k, n 200",
    "mtpb": "pass rate in %, multi-turn / the same turns as one prompt, all 115 problems, 40 samples a case",
}
SIZES = ("350M", "2.7B", "6.1B", "16.1B")
STAGES = ("NL", "Multi", "Mono")
FIGURES: dict[str, dict[str, tuple[float | None, ...]]] = {
    "humaneval": {
        "Mono 350M": (12.76, 23.11, 35.19),
        "Mono 2.7B": (23.70, 36.64, 57.01),
        "Mono 6.1B": (26.13, 42.29, 65.82),
        "Mono 16.1B": (29.28, 49.86, 75.00),
    },
    "mtpb": {
        "Mono 350M": (16.98, 5.75),
        "Mono 2.7B": (38.72, None),
        "Mono 6.1B": (43.52, None),
        "Mono 16.1B": (47.34, 38.74),
    },
}


def table(benchmark: str) -> list[str]:
    """Lines of Markdown: every stage and size, with the grade of what is given."""
    lines = ["| model | published | grade |", "|---|---|---|"]
    for stage in STAGES:
        for size in SIZES:
            figures = FIGURES[benchmark].get(f"{stage} {size}", ())
            values = " / ".join("-" if value is None else f"{value:.2f}" for value in figures) or "-"
            grades = [QUOTED] * any(v is not None for v in figures)
            grades += [ABSENT] * (not figures or None in figures)
            lines.append(f"| CodeGen-{stage} {size} | {values} | {'; - '.join(grades)} |")
    return lines
