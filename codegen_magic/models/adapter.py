"""Low-rank adapters: a small file that turns a pinned base model into another one.

The file holds for each adapted matrix W (N, K) two whole-numbered factors, B (N, r) and A (r, K) of 8 or 16 bits,
and exponents e (r,): W + B @ diag(2**e) @ A. Whole numbers make the product exact in float64 whatever the order of
its sums, so the merged weights, and their hash, are the same on every machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from codegen_magic.errors import ModelBroken
from codegen_magic.models.folder import hash_file

BITS = {8: np.int8, 16: np.int16}  # of a factor's numbers
Array = npt.NDArray[np.float32]
Whole = npt.NDArray[np.integer[Any]]
Exponents = npt.NDArray[np.int16]


def to_whole(factor: npt.NDArray[np.float64], bits: int = 16) -> tuple[Whole, Exponents]:
    """(N, r) -> whole numbers (N, r) and exponents (r,): each column's largest entry just inside its bits."""
    largest = np.maximum(np.abs(factor).max(axis=0), np.finfo(np.float32).tiny)
    exponents = (np.ceil(np.log2(largest)) - (bits - 1)).astype(np.int16)
    limit = 2 ** (bits - 1) - 1
    whole = np.clip(np.rint(np.ldexp(factor, -exponents)), -limit, limit)
    return whole.astype(BITS[bits]), exponents


def delta(b: Whole, a: Whole, exponents: Exponents) -> npt.NDArray[np.float64]:
    """B @ diag(2**exponents) @ A (N, K), exact."""
    return np.ldexp(b.astype(np.float64), exponents) @ a.astype(np.float64)


def write_adapter(
    file: Path,
    factors: dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]],
    about: dict[str, str],
    bits: int = 16,
) -> None:
    """factors: a weight's name -> (B, A). about: what the file says of itself, such as its base."""
    tensors: dict[str, Whole] = {}
    for name, (b, a) in factors.items():
        (whole_b, left), (whole_a, right) = to_whole(b, bits), to_whole(a.T, bits)
        tensors[f"{name}.B"], tensors[f"{name}.A"] = whole_b, np.ascontiguousarray(whole_a.T)
        tensors[f"{name}.exponent"] = left + right
    save_file(tensors, file, metadata=about)


def merge(weights: dict[str, Array], file: Path) -> dict[str, Array]:
    """The base's weights with the adapter added; ModelBroken where the two do not fit."""
    parts = load_file(file)
    out = dict(weights)
    for name in sorted(key.removesuffix(".B") for key in parts if key.endswith(".B")):
        b, a, exponents = (parts[f"{name}.{part}"] for part in ("B", "A", "exponent"))
        if name not in weights or weights[name].shape != (b.shape[0], a.shape[1]):
            raise ModelBroken(f"{file.name} does not fit its base: {name} is missing or has another shape")
        out[name] = (weights[name] + delta(b, a, exponents)).astype(np.float32)
    return out


def merge_folder(base: Path, file: Path, sha256: str, out: Path) -> None:
    """Write `out`, a model folder: the base's config and tokenizer, and the merged weights.

    Raises ModelBroken unless the adapter's hash is sha256 and the base is the one it was made for.
    """
    if hash_file(file) != sha256:
        raise ModelBroken(f"{file.name} is not the file that was released: install codegen-magic again")
    out.mkdir(parents=True)
    for path in sorted(base.iterdir()):
        if path.is_file() and path.suffix in (".json", ".jinja") and path.name != "meta.json":
            (out / path.name).write_bytes(path.read_bytes())
    weights = load_file(base / "model.safetensors")
    save_file(merge(weights, file), out / "model.safetensors", metadata={"format": "pt"})


def about(file: Path) -> dict[str, str]:
    """What an adapter says of itself."""
    with safe_open(file, framework="numpy") as opened:
        return dict(opened.metadata() or {})
