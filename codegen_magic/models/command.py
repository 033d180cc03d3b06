"""`codegen-magic models [list | fetch | path | remove | convert]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from codegen_magic.errors import BadInput
from codegen_magic.models import store
from codegen_magic.models.folder import graph_file, read_json
from codegen_magic.models.table import DEFAULT, EMBEDDED, MODELS


def main(argv: Sequence[str]) -> int:
    """Run one subcommand; no subcommand lists the models."""
    args = _parser().parse_args(argv)
    if args.action == "fetch":
        from codegen_magic.models.fetch import fetch

        path = fetch(args.name, progress=not args.quiet, update=args.update)
        if args.name in EMBEDDED:
            _export_once(path)
        print(path)
    elif args.action == "path":
        print(store.find(args.name).path)
    elif args.action == "remove":
        return _remove(args.name, args.yes)
    elif args.action == "convert":
        _convert(args.source, args.target)
    else:
        print(table_text())
    return 0


def table_text() -> str:
    """The list: what is here, where, how large, under which licence."""
    here = {folder.path.name: folder for folder in store.installed()}
    rows = [("name", "here", "size", "context", "format", "licence", "")]
    for name, spec in MODELS.items():
        note = "default" if name == DEFAULT else spec.note
        size = _bytes(here[name].bytes) if name in here else f"~{_bytes(int(spec.parameters * 2e6))}"
        context = f"{spec.context_length:,}"
        rows.append(
            (name, "yes" if name in here else "-", size, context, spec.default_format, spec.licence, note)
        )
    for stored, folder in here.items():
        if stored not in MODELS:
            size, context = _bytes(folder.bytes), f"{folder.context_length:,}"
            rows.append((folder.name, "yes", size, context, folder.default_format, folder.licence or "?", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    lines += ["", f"models are kept in {store.home() / 'models'}"]
    lines += ["any hub id (owner/name) can be fetched, and any local folder used by its path"]
    return "\n".join(lines)


def _export_once(path: Path) -> None:
    """An embedded model runs without torch: its ONNX graph is made, and checked, where onnx is installed."""
    if graph_file(path) or not all(map(find_spec, ("onnx", "onnxruntime"))):
        return
    from codegen_magic.export import export

    precision = read_json(path / "meta.json").get("export_precision", "int4")
    print(
        f"exporting to {precision} ONNX and comparing with the original (once; about a minute)",
        file=sys.stderr,
    )
    figures = export(path, path, precision)
    print(
        f"perplexity {figures['perplexity_change']:+.2%}, greedy agreement {figures['greedy_agreement']:.1%}",
        file=sys.stderr,
    )


def _remove(name: str, yes: bool) -> int:
    path = store.store_path(name)
    if not yes and path.is_dir():
        if not sys.stdin.isatty():
            raise BadInput(f"removing {path} needs a yes: add --yes")
        if input(f"remove {path}? [y/N] ").strip().lower() not in {"y", "yes"}:
            print("kept")
            return 1
    print(f"removed {name}: {_bytes(store.remove(name))} freed")
    return 0


def _convert(source: Path, target: Path) -> None:
    from codegen_magic.models.convert import convert
    from codegen_magic.models.folder import write_meta

    if target.exists():
        raise BadInput(f"{target} exists: give the name of a new folder")
    if not source.is_dir():
        raise BadInput(
            f"{source} is not a folder: give the folder that holds the GGUF file or pytorch_model.bin"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        built = Path(folder) / "model"
        convert(source, built)
        write_meta(built, name=target.name, source="local", revision="", licence="", default_format=None)
        built.rename(target)
    print(target)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="codegen-magic models", description="List, fetch and remove models."
    )
    actions = parser.add_subparsers(dest="action")
    actions.add_parser("list", help="what is here and what can be fetched (the default)")
    fetch = actions.add_parser("fetch", help="download a model: a name of the list, or a hub id owner/name")
    fetch.add_argument("name")
    fetch.add_argument(
        "--update", action="store_true", help="take the newest commit, also where the model is here"
    )
    fetch.add_argument("--quiet", action="store_true", help="no progress bar")
    for action, help_text in (("path", "print a model's folder"), ("remove", "delete a fetched model")):
        actions.add_parser(action, help=help_text).add_argument("name")
    actions.choices["remove"].add_argument("--yes", action="store_true", help="do not ask")
    convert = actions.add_parser(
        "convert", help="GGUF or pytorch_model.bin in a folder -> safetensors in a new one"
    )
    convert.add_argument("source", type=Path)
    convert.add_argument("target", type=Path)
    return parser


def _bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
