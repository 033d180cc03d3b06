"""`codegen-magic export MODEL OUT`: a model folder becomes a bundle that onnxruntime runs without torch.

`export` writes OUT/onnx/model.onnx with config, tokenizer and meta.json, compares it with the
original and refuses it beyond the bounds of `check`.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codegen_magic.backends.base import Backend
from codegen_magic.errors import BackendUnavailable, BadInput
from codegen_magic.models.folder import ModelFolder, write_meta
from codegen_magic.models.store import find

if TYPE_CHECKING:
    from codegen_magic.export.graph import To4Bits

PRECISIONS = ("fp32", "fp16", "int8", "int4")
EXPORTERS = ("auto", "fused", "transformers", "optimum")
CARRIED = ("config.json", "generation_config.json", "chat_template.jinja", "chat_template.json", "LICENSE")
CARRIED_PATTERNS = ("tokenizer*", "special_tokens_map.json", "vocab.json", "merges.txt")


def export(model: str | Path, out: Path, precision: str = "int4", exporter: str = "auto") -> dict[str, Any]:
    """Write the bundle `out` and return what its meta.json says under "onnx".

    exporter: "fused" builds Llama-like graphs from safetensors without torch; "transformers" traces
    any causal model; "auto" takes the first that fits; "optimum" runs optimum-cli where it is installed.
    out may be the model's own folder, which then gains onnx/.
    Raises BadInput, BackendUnavailable, ModelBroken (the check's refusal included). Nothing is left behind then.
    """
    if precision not in PRECISIONS:
        raise BadInput(f"no precision {precision!r}: use one of {', '.join(PRECISIONS)}")
    if exporter not in EXPORTERS:
        raise BadInput(f"no exporter {exporter!r}: use one of {', '.join(EXPORTERS)}")
    _require("onnx", "onnxruntime")
    folder = find(model)
    own = out.resolve() == folder.path.resolve()
    if out.exists() and not own and any(out.iterdir()):
        raise BadInput(f"{out} is not empty: give a new folder")
    chosen = choose_exporter(folder, precision) if exporter == "auto" else exporter
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as partial:
        built = Path(partial) / "bundle"
        _carry(folder.path, built)
        about = {
            "precision": precision,
            "exporter": chosen,
            **_build(folder, built, precision, chosen, Path(partial)),
        }
        if own:
            _replace(built / "onnx", out / "onnx")
            meta = json.loads((out / "meta.json").read_text("utf-8")) if (out / "meta.json").is_file() else {}
            (out / "meta.json").write_text(json.dumps({**meta, "onnx": about}, indent=2) + "\n", "utf-8")
        else:
            _describe(built, folder, about)
            _replace(built, out)
    return about


def choose_exporter(folder: ModelFolder, precision: str) -> str:
    """ "fused" for the families that its builder knows, else "transformers"."""
    from codegen_magic.export.llama import unsupported

    config = json.loads((folder.path / "config.json").read_text("utf-8"))
    return "transformers" if precision == "fp16" or unsupported(config) else "fused"


def _build(folder: ModelFolder, built: Path, precision: str, exporter: str, partial: Path) -> dict[str, Any]:
    """Write and compare the graph; in 4 bits once more, calibrated, where plain rounding costs too much."""
    from codegen_magic.backends.onnx_model import OnnxBackend
    from codegen_magic.export.check import compare, excess, refuse_beyond

    (built / "meta.json").unlink(missing_ok=True)
    _write_graph(folder.path, built / "onnx", precision, exporter)
    reference = _reference(folder, partial)
    figures = compare(reference, OnnxBackend.load(built))
    about: dict[str, Any] = {}
    if precision == "int4" and exporter == "fused" and excess(figures, precision):
        shutil.rmtree(built / "onnx")
        _fuse(folder.path, built / "onnx", precision, _calibrated(folder, partial))
        about = {"calibrated": True, "divergence_uncalibrated": figures.divergence}
        figures = compare(reference, OnnxBackend.load(built))
    refuse_beyond(figures, precision)
    return {**about, **figures.to_json()}


def _write_graph(model: Path, target: Path, precision: str, exporter: str) -> None:
    if exporter == "transformers":
        from codegen_magic.export.traced import trace

        trace(model, target, precision)
    elif exporter == "optimum":
        from codegen_magic.export.optimum import run_optimum

        run_optimum(model, target, precision)
    else:
        _fuse(model, target, precision)


def _fuse(model: Path, target: Path, precision: str, to_4_bits: To4Bits | None = None) -> dict[str, str]:
    """Build a Llama-like graph; layer name -> the value that it multiplies."""
    from codegen_magic.export import llama
    from codegen_magic.export.graph import Graph, round_to_4_bits
    from codegen_magic.export.weights import Weights

    config = json.loads((model / "config.json").read_text("utf-8"))
    reason = "fp16" if precision == "fp16" else llama.unsupported(config)
    if reason:
        raise BadInput(f"the fused exporter does not know {reason}: use --exporter transformers")
    with contextlib.closing(Graph(target, precision, to_4_bits or round_to_4_bits)) as graph:
        llama.build(graph, config, Weights(model))
        graph.save()
    return graph.linear_inputs


def _calibrated(folder: ModelFolder, partial: Path) -> To4Bits:
    """4-bit blocks by what the layers see of real code, from the model's 32-bit graph."""
    from codegen_magic.backends.tokenizer import load_tokenizer
    from codegen_magic.export import calibrate

    exact = partial / "calibration"
    moments = calibrate.Moments(
        exact / "model.onnx", load_tokenizer(folder), _fuse(folder.path, exact, "fp32")
    )
    return lambda name, weight: calibrate.to_4_bits(weight, moments[name])


def _reference(folder: ModelFolder, partial: Path) -> Backend:
    if importlib.util.find_spec("torch") and importlib.util.find_spec("transformers"):
        from codegen_magic.backends.torch_model import TorchBackend

        return TorchBackend.load(folder, device="cpu", dtype="float32")
    from codegen_magic.backends.onnx_model import OnnxBackend

    exact = partial / "reference"
    _carry(folder.path, exact)
    _fuse(folder.path, exact / "onnx", "fp32")
    return OnnxBackend.load(exact)


def _carry(source: Path, target: Path) -> None:
    """Copy what a bundle needs beside its weights."""
    target.mkdir(parents=True)
    files = [source / name for name in CARRIED]
    files += [file for pattern in CARRIED_PATTERNS for file in source.glob(pattern)]
    for file in files:
        if file.is_file():
            shutil.copy2(file, target / file.name)


def _describe(built: Path, folder: ModelFolder, about: dict[str, Any]) -> None:
    write_meta(
        built,
        name=folder.name,
        source=folder.source,
        revision=folder.revision,
        licence=folder.licence,
        default_format=folder.default_format,
        default_header=folder.default_header,
        context_length=folder.context_length,
        tokenizer_size=folder.tokenizer_size,
        eos_ids=sorted(folder.eos_ids),
        onnx={**about, "parent_sha256": folder.weights_sha256},
    )


def _replace(built: Path, final: Path) -> None:
    if final.exists():
        shutil.rmtree(final)
    built.rename(final)


def _require(*packages: str) -> None:
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if missing:
        raise BackendUnavailable(f"{missing[0]} is missing: run pip install 'codegen-magic[export]'")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="codegen-magic export", description=__doc__)
    parser.add_argument("model", help="a name of the table, a folder, or a fetched hub id")
    parser.add_argument("out", type=Path, help="the new bundle's folder")
    parser.add_argument("--precision", choices=PRECISIONS, default="int4")
    parser.add_argument("--exporter", choices=EXPORTERS, default="auto")
    args = parser.parse_args(argv)
    about = export(args.model, args.out, args.precision, args.exporter)
    change, agreement = about["perplexity_change"], about["greedy_agreement"]
    print(
        f"{args.out}: {args.precision} by {about['exporter']}, "
        f"perplexity {change:+.2%}, greedy agreement {agreement:.1%}"
    )
    return 0
