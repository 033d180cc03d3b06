"""Low-rank adapters: a small file that turns a pinned base model into another one.

The file holds for each adapted matrix W (N, K) two whole-numbered factors, B (N, r) and A (r, K) of 16 bits, and
an exponent e: W + B @ A * 2**e. Whole numbers make the product exact in float64 whatever the order of its sums, so
the merged weights, and their hash, are the same on every machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from codegen_magic.errors import ModelBroken
from codegen_magic.models.folder import hash_file

BITS = 15  # of a factor's magnitude
Array = npt.NDArray[np.float32]


def to_whole(factor: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int16], int]:
    """The factor as whole numbers times 2**exponent, its largest entry just inside 16 bits."""
    largest = float(np.abs(factor).max())
    exponent = int(np.ceil(np.log2(largest))) - BITS if largest > 0 else 0
    whole = np.clip(np.rint(np.ldexp(factor, -exponent)), -(2**BITS - 1), 2**BITS - 1)
    return whole.astype(np.int16), exponent


def delta(b: npt.NDArray[np.int16], a: npt.NDArray[np.int16], exponent: int) -> npt.NDArray[np.float64]:
    """B @ A * 2**exponent (N, K), exact."""
    return np.ldexp(b.astype(np.float64) @ a.astype(np.float64), exponent)


def write_adapter(
    file: Path,
    factors: dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]],
    about: dict[str, str],
) -> None:
    """factors: a weight's name -> (B, A). about: what the file says of itself, such as its base."""
    tensors: dict[str, npt.NDArray[np.int16]] = {}
    for name, (b, a) in factors.items():
        (tensors[f"{name}.B"], left), (tensors[f"{name}.A"], right) = to_whole(b), to_whole(a)
        tensors[f"{name}.exponent"] = np.array([left + right], np.int16)
    save_file(tensors, file, metadata=about)


def merge(weights: dict[str, Array], file: Path) -> dict[str, Array]:
    """The base's weights with the adapter added; ModelBroken where the two do not fit."""
    parts = load_file(file)
    out = dict(weights)
    for name in sorted(key.removesuffix(".B") for key in parts if key.endswith(".B")):
        b, a, exponent = parts[f"{name}.B"], parts[f"{name}.A"], int(parts[f"{name}.exponent"][0])
        if name not in weights or weights[name].shape != (b.shape[0], a.shape[1]):
            raise ModelBroken(f"{file.name} does not fit its base: {name} is missing or has another shape")
        out[name] = (weights[name] + delta(b, a, exponent)).astype(np.float32)
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
