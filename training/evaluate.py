"""Perplexity and bits a byte of a bundle on packed rows.

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
from training.engine import make_engine
from training.errors import BadStage
from training.measure import bytes_per_target, validation_loss
from training.objective import Objective
from training.rows import Rows
from training.start import from_parent

BITS = ", bits a byte"


def evaluate(
    bundle: Path, folders: Sequence[Path], limit: int = 0, rows_per_batch: int = 8
) -> dict[str, float]:
    """{NAME: perplexity, "NAME, bits a byte": ...} for each folder of rows, over `limit` rows each (0: all)."""
    engine = make_engine("fp32")
    objective = Objective(from_parent(bundle), z_loss=0.0).to(engine.device)
    tokenizer = tok.load(bundle)
    own = tok.sha256_of(tokenizer)
    scores = {}
    for folder in folders:
        rows = Rows(folder)
        if rows.manifest.tokenizer_sha256 != own:
            raise BadStage(f"{folder} was packed with another tokenizer than {bundle}: pack it again")
        nats = validation_loss(objective, rows, rows_per_batch, limit, engine)
        scores[folder.name] = math.exp(nats)
        bits = nats / math.log(2) / bytes_per_target(rows, limit, tokenizer)
        scores[f"{folder.name}{BITS}"] = bits
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
        print(f"{name:<36}{value:10.3f}")
    if args.json:
        args.json.write_text(json.dumps(scores, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
