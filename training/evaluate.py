"""Perplexity of a bundle on packed rows.

    python -m training.evaluate BUNDLE ROWS [ROWS ...] --json scores.json

Perplexity is of the bundle's own tokens, so it compares models of one tokenizer; bits a byte compare any.
HumanEval and MTPB are run by `codegen-magic eval` on the same folder.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

from training import tokenizer as tok
from training.engine import make_accelerator
from training.errors import BadStage
from training.measure import validation_loss
from training.objective import Objective
from training.rows import Rows
from training.start import from_parent


def evaluate(
    bundle: Path, folders: Sequence[Path], limit: int = 0, rows_per_batch: int = 8
) -> dict[str, float]:
    """{name of the rows' folder: perplexity}, over `limit` rows each (0: all)."""
    accelerator = make_accelerator("fp32")
    objective = Objective(from_parent(bundle), z_loss=0.0).to(accelerator.device)
    own = tok.sha256_of(tok.load(bundle))
    scores = {}
    for folder in folders:
        rows = Rows(folder)
        if rows.manifest.tokenizer_sha256 != own:
            raise BadStage(f"{folder} was packed with another tokenizer than {bundle}: pack it again")
        scores[folder.name] = math.exp(validation_loss(objective, rows, rows_per_batch, limit, accelerator))
    return scores


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, default=0, help="rows of each folder (0: all)")
    parser.add_argument("--json", type=Path, help="write the scores there too")
    args = parser.parse_args(argv)
    scores = evaluate(args.bundle, args.rows, args.limit)
    for name, value in scores.items():
        print(f"{name:<24}{value:10.3f}")
    if args.json:
        args.json.write_text(json.dumps(scores, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
