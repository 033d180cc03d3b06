"""The bundle's ONNX model, made and checked by the same code that exports any model.

    python -m training.export BUNDLE --precision int4

BUNDLE then loads as `%%synth --model BUNDLE` on torch and, without torch, on onnxruntime.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from codegen_magic.errors import CodegenMagicError
from training.errors import BadCheckpoint


def export(bundle: Path, precision: str = "fp32") -> dict[str, Any]:
    """Write BUNDLE/onnx and its figures into meta.json; the figures."""
    for name in ("config.json", "tokenizer.json", "meta.json"):
        if not (bundle / name).is_file():
            raise BadCheckpoint(f"{bundle} has no {name}: it is not a finished bundle")
    from codegen_magic.export import export as export_any

    try:
        return dict(export_any(bundle, bundle, precision=precision))
    except CodegenMagicError as error:
        raise BadCheckpoint(str(error)) from error


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--precision", default="fp32", help="fp32, int8 or int4")
    args = parser.parse_args(argv)
    for name, value in export(args.bundle, args.precision).items():
        print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
