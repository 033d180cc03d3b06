"""A trained bundle as a small adapter of its parent, in the form that `codegen-magic models fetch` merges.

    python -m training.adapter PARENT BUNDLE OUT.safetensors --rank 32

Each matrix's change is cut to `--rank` by a singular value decomposition: exact for a LoRA of that rank, the nearest
in the least squares for a full fine-tuning. `--scale 0.9` takes nine tenths of the change: weights between the parent's
and the bundle's often keep more of what the parent knew (Wortsman et al., arXiv 2109.01903). Prints what was lost,
rounding to `--bits` included.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from codegen_magic.models.adapter import merge, write_adapter
from training.errors import BadCheckpoint

Matrix = npt.NDArray[np.float64]


def low_rank(change: Matrix, rank: int) -> tuple[Matrix, Matrix]:
    """(N, K) -> B (N, rank), A (rank, K), both of the same size in the sense of norms."""
    u, s, vt = np.linalg.svd(change, full_matrices=False)
    root = np.sqrt(s[:rank])
    return u[:, :rank] * root, root[:, None] * vt[:rank]


def extract(
    parent: Path, bundle: Path, out: Path, rank: int, bits: int = 16, scale: float = 1.0
) -> dict[str, float]:
    """Write the adapter; return its size in MB and the share of the scaled change's energy that it leaves out."""
    before, after = load_file(parent / "model.safetensors"), load_file(bundle / "model.safetensors")
    factors: dict[str, tuple[Matrix, Matrix]] = {}
    for name, old in before.items():
        if name not in after or after[name].shape != old.shape:
            raise BadCheckpoint(
                f"{bundle} is no descendant of {parent}: {name} is missing or has another shape"
            )
        change = scale * (after[name].astype(np.float64) - old)
        if old.ndim == 2 and np.abs(change).max() > 1e-7:
            factors[name] = low_rank(change, rank)
    meta = json.loads((parent / "meta.json").read_text("utf-8"))
    told = {
        "base": str(meta.get("name")),
        "base_sha256": str(meta.get("source_sha256", "")),
        "rank": str(rank),
        "scale": str(scale),
    }
    write_adapter(out, factors, {**told, "bundle": json.dumps(bundle_facts(bundle))}, bits)
    merged = merge(before, out)
    lost = whole = 0.0
    for name, old in before.items():
        change = scale * (after[name].astype(np.float64) - old)
        lost += float(np.square(old + change - merged[name]).sum())
        whole += float(np.square(change).sum())
    return {"megabytes": out.stat().st_size / 1e6, "matrices": len(factors), "energy_lost": lost / whole}


def bundle_facts(bundle: Path) -> dict[str, object]:
    """Where the weights come from, of the bundle's own meta.json."""
    meta = json.loads((bundle / "meta.json").read_text("utf-8"))
    return {key: meta.get(key) for key in ("stage", "step", "data_manifest_sha256", "code", "scores")}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.adapter", description=__doc__.splitlines()[0])
    parser.add_argument("parent", type=Path)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--bits", type=int, choices=(8, 16), default=16, help="of a factor's numbers")
    parser.add_argument("--scale", type=float, default=1.0, help="of the change, 0 to 1")
    args = parser.parse_args(argv)
    if not 0 < args.scale <= 1:
        parser.error(f"--scale {args.scale}: more than 0 and at most 1")
    told = extract(args.parent, args.bundle, args.out, args.rank, args.bits, args.scale)
    print(json.dumps(told, indent=2))
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
