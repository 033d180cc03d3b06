"""Export through optimum-cli, which needs an environment of its own (it pins an older transformers): `make optimum`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from codegen_magic.errors import BackendUnavailable, BadInput, ModelBroken

PROGRAM = "CODEGEN_MAGIC_OPTIMUM"  # the path of optimum-cli in its own environment


def run_optimum(model: Path, target: Path, precision: str) -> None:
    """Write target/model.onnx (and its data) in fp32; the check that follows catches rope settings that it drops."""
    if precision != "fp32":
        raise BadInput("optimum exports fp32 only: use --precision fp32, or --exporter transformers")
    wanted = os.environ.get(PROGRAM) or "optimum-cli"
    program = shutil.which(wanted)
    if not program:
        raise BackendUnavailable(
            f"{wanted} is not here: install 'codegen-magic[optimum]' in an environment of its own "
            f"and set {PROGRAM} to its optimum-cli"
        )
    scratch = target.with_name("optimum")
    command = [
        program,
        "export",
        "onnx",
        "--model",
        str(model),
        "--task",
        "text-generation-with-past",
        str(scratch),
    ]
    # Offline: no code of ours fetches here.
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelBroken(f"optimum cannot export {model}: {last}")
    target.mkdir(parents=True, exist_ok=True)
    for file in scratch.glob("model.onnx*"):
        file.rename(target / file.name)
    shutil.rmtree(scratch)
