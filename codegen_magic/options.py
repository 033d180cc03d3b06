"""What may stand on the `%%synth` line: the options, parsed, and their completions."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from codegen_magic.backends import BACKENDS, QUANTIZE
from codegen_magic.models.table import MODELS
from codegen_magic.oneline import shorten
from codegen_magic.prompt import FORMATS
from codegen_magic.settings import did_you_mean
from codegen_magic.traits import DESTINATIONS

KEYS = ("%%synth", "%synth")
OPTIONS = (
    argument("--model", help="A name of `codegen-magic models`, a folder, or a hub id."),
    argument("--backend", help=f"One of {', '.join(BACKENDS)}."),
    argument("--quantize", choices=QUANTIZE, help="Of torch's linear layers; int4 needs a GPU."),
    argument("--format", help="comments or chat."),
    argument("--max-new-tokens", type=int, help="Most tokens the step may have."),
    argument("--temperature", type=float, help="0 is greedy."),
    argument("--top-p", type=float, help="Nucleus for sampling."),
    argument("--seed", type=int, help="Seed of the sampling."),
    argument(
        "--to",
        choices=DESTINATIONS,
        help="insert: a new cell below; replace: this cell, with the step as its comment; "
        "show: only here; run: run it here.",
    ),
    argument("--new", action="store_true", help="Write the step again even if nothing has changed."),
    argument("--context", default="default", help="Name of the context that the step belongs to."),
    argument("--dry-run", action="store_true", help="Print the exact prompt; write nothing."),
    argument(
        "--n",
        type=int,
        help="Write N candidates, try each and insert the best; %%synth pick shows them.",
    ),
    argument(
        "--check", action="store_true", help="Try the code on a copy of the kernel before inserting it."
    ),
    argument("--retry", type=int, help="Write a step that fails its check again, up to N times."),
    argument("--with", dest="names", help="Tell the model of these variables only: name,name."),
    argument("--no-grounding", action="store_true", help="Tell the model nothing of the kernel's variables."),
    argument("--sample", action="store_true", help="Tell a few values too, not only names and types."),
    argument("--examples", type=int, help="Show so many steps of your own notebooks (codegen-magic learn)."),
    argument(
        "--fill", action="store_true", help="Replace {name} in the step by the variable's literal value."
    ),
    argument(
        "--steps", action="store_true", help="One step a line. A bullet or numbered list needs no option."
    ),
    argument("--plan", action="store_true", help="Split the request into steps and insert them for editing."),
    argument("words", nargs="*", help="With %%synth (one percent sign): a sub-command, see %%synth help."),
)


def with_options(magic: Any) -> Any:
    """Decorator: give a magic the parser of OPTIONS."""
    for option in reversed(OPTIONS):
        magic = option(magic)
    return magic_arguments()(magic)


def parse_line(magic: Any, line: str) -> Namespace:
    """The options of a `%%synth` line. Raises UsageError, in one line that names the close match."""
    try:
        args: Namespace = parse_argstring(magic, line)
    except ValueError:
        raise UsageError(
            "a quote on the %%synth line is not closed: only options go there, the step goes below it"
        ) from None
    except UsageError as error:
        raise UsageError(shorten(str(error)) + _close_option(str(error), magic.parser)) from None
    for name, value in vars(args).items():
        if isinstance(value, str):  # the quotes of `--model "a folder"` are the line's, not the folder's
            setattr(args, name, re.sub(r"^([\"'])(.*)\1$", r"\2", value))
    if not re.fullmatch(r"[\w.-]+", args.context):
        raise UsageError(f"context name {shorten(args.context)!r}: use letters, digits, '.', '_' and '-'")
    return args


def complete_line(parser: ArgumentParser, commands: Iterable[str], line: str) -> list[str]:
    """Completions for `%%synth` and `%synth`: options, their values, commands, model names."""
    words = line.split()
    before = words[-2] if not line.endswith(" ") and len(words) > 1 else (words or [""])[-1]
    if before in ("--model", "use"):
        return list(MODELS)
    values = {"--backend": BACKENDS, "--format": FORMATS, "--to": DESTINATIONS, "--quantize": QUANTIZE}.get(
        before
    )
    if values is not None:
        return list(values)
    return _names(parser) if line.startswith("%%") else [*commands, *_names(parser)]


def _names(parser: ArgumentParser) -> list[str]:
    return [name for action in parser._actions for name in action.option_strings]


def _close_option(message: str, parser: ArgumentParser) -> str:
    match = re.search(r"unrecognized arguments: (--[\w-]+)", message)
    return did_you_mean(match.group(1), _names(parser)) if match else ""
