"""`codegen-magic COMMAND ...`: each command is a thin wrapper on one function.

A command's module is imported only when the command is called, so that
`codegen-magic models` does not pay for torch.
"""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Sequence

from codegen_magic.errors import BadInput, CodegenMagicError

COMMANDS = {
    "models": ("codegen_magic.models.command", "list, fetch, locate, convert and remove models"),
    "eval": ("codegen_magic.evaluation.__main__", "measure a model: humaneval, mtpb, perplexity"),
    "export": ("codegen_magic.export", "make an ONNX bundle that runs without torch"),
    "learn": ("codegen_magic.learn", "turn a folder of your notebooks into examples"),
    "run": ("codegen_magic.headless", "run a notebook, generated cells included"),
    "replay": ("codegen_magic.replay", "put a notebook's recorded code in place, with no model"),
    "freeze": ("codegen_magic.freeze", "write a plain notebook, without the extension"),
    "diff": ("codegen_magic.compare", "which steps, code or provenance two notebooks differ in"),
    "verify": ("codegen_magic.recheck", "write the recorded steps again and compare"),
}
EXTRAS = {
    "nbclient": "notebook",
    "nbconvert": "notebook",
}  # packages of extras that a command takes for granted


def usage() -> str:
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:<{width}}  {text}" for name, (_, text) in COMMANDS.items())
    return f"usage: codegen-magic COMMAND [options]\n\n{rows}\n\n`codegen-magic COMMAND --help` tells more."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status. Our own errors print one line, no traceback."""
    args = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):  # what a notebook holds may have no letter in a pipe's code page
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not args or args[0] in {"-h", "--help"}:
        print(usage())
        return 0
    if args[0] == "--version":
        from codegen_magic import __version__

        print(f"codegen-magic {__version__}")
        return 0
    if args[0] not in COMMANDS:
        print(f"codegen-magic: no command {args[0]!r}\n{usage()}", file=sys.stderr)
        return 2
    try:
        module = importlib.import_module(COMMANDS[args[0]][0])
        return int(module.main(args[1:]))
    except CodegenMagicError as error:
        print(f"codegen-magic {args[0]}: {error}", file=sys.stderr)
        return 2 if isinstance(error, BadInput) else 1  # 2: argparse's status of wrong arguments
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in EXTRAS:
            raise
        missing = f"{package} is not installed: run pip install 'codegen-magic[{EXTRAS[package]}]'"
        print(f"codegen-magic {args[0]}: {missing}", file=sys.stderr)
        return 1
    except OSError as error:  # a path that the user gave: a full disk, a folder that may not be written
        where = f"{error.filename}: " if error.filename else ""
        print(f"codegen-magic {args[0]}: {where}{error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
