"""`codegen-magic verify nb.ipynb`: does the recorded model still write the recorded text?

Every step of the notebook is written again: the prompt is built from the record, the recorded model is asked with
the recorded sampling, and the tokens are compared. Exit status: 0 where all are equal, 1 where one differs, 2 where
none differs and one could not be compared. Equal text is promised on the same backend, device, type and versions.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen_magic.backends import BACKENDS, open_backend
from codegen_magic.backends.base import Backend, Decoder, longest_common_prefix
from codegen_magic.cells import all_steps
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput, CodegenMagicError, NoCode
from codegen_magic.journal import Line
from codegen_magic.models.store import is_stored
from codegen_magic.nbfiles import read_notebook
from codegen_magic.oneline import shorten
from codegen_magic.rebuild import known_entries, past_of, require_all
from codegen_magic.record import hash_ids, versions
from codegen_magic.recorded import Recorded
from codegen_magic.restore import own_cells, record_of
from codegen_magic.synthesize import layout_for, synthesize
from codegen_magic.turn import Sampling, Turn, Value, sha256

EQUAL, DIFFERS, CANNOT = 0, 1, 2  # exit statuses
MENDS = ("added_imports", "added_assignments", "renamed", "converted")  # of a record's checks
SHOWN = 40  # characters of the first difference

OpenModel = Callable[[Line], Backend]


@dataclass(frozen=True)
class Verdict(Value):
    """One step. status: "equal", "differs" or "cannot".

    position: of the first token that differs (of the first character where a server gives no tokens), from 0.
    recorded, now: the text from there on. causes: what is not as it was, the likeliest first.
    """

    words: str
    status: str
    position: int = -1
    recorded: str = ""
    now: str = ""
    causes: tuple[str, ...] = ()
    note: str = ""


def recheck(
    lines: Sequence[Line], own: Mapping[str, str], steps: Iterable[Line], open_model: OpenModel
) -> list[Verdict]:
    """Write steps again and compare. lines: the whole record; own: of `restore.own_cells`; steps: their lines."""
    entries = known_entries(lines, own)
    decoders: dict[int, Decoder] = {}
    verdicts = []
    for line in steps:
        words = shorten(str(line.get("instruction", "")), 80)
        try:
            require_all(line, entries)
            backend = open_model(line)
            decoder = decoders.setdefault(id(backend), backend.open())
            verdicts.append(_again(line, entries, backend, decoder, words))
        except CodegenMagicError as error:
            verdicts.append(Verdict(words, "cannot", note=str(error)))
    return verdicts


def _again(
    line: Line, entries: Mapping[str, Entry], backend: Backend, decoder: Decoder, words: str
) -> Verdict:
    session = past_of(line, entries)
    layout = layout_for(backend, line["prompt"]["format"], line["prompt"]["header"])
    sampling = Sampling.from_json(line["sampling"])
    grounding = line["prompt"]["grounding"] or ""
    try:
        turn = synthesize(
            session,
            line["instruction"],
            backend,
            sampling,
            layout=layout,
            grounding=grounding,
            decoder=decoder,
        )
    except NoCode as error:
        return Verdict(words, "differs", 0, line["completion"]["text"][:SHOWN], causes=(str(error),))
    return _compared(line, turn, backend, words)


def _compared(line: Line, turn: Turn, backend: Backend, words: str) -> Verdict:
    causes = _causes(line, turn)
    was, now = line["completion"], turn.completion
    if was["text"] == now.text and (not was["ids"] or tuple(was["ids"]) == now.ids):
        mended = any(line["checks"].get(kind) for kind in MENDS)
        if mended or sha256(turn.code) == line["code_sha256"]:
            return Verdict(words, "equal", note=f"though {causes[0]}" if causes else "")
        return Verdict(words, "differs", len(now.ids), line["code"][:SHOWN], turn.code[:SHOWN],
                       ("the stop rules take other code from the same answer", *causes))  # fmt: skip
    if was["ids"] and now.ids:
        position = longest_common_prefix(was["ids"], now.ids)
        decode = backend.tokenizer.decode
        before, after = decode(was["ids"][position:]), decode(now.ids[position:])
    else:
        position = next((i for i, (a, b) in enumerate(zip(was["text"], now.text, strict=False)) if a != b),
                        min(len(was["text"]), len(now.text)))  # fmt: skip
        before, after = was["text"][position:], now.text[position:]
    unknown = "nothing that is recorded: the processor, or the number of its threads"
    return Verdict(words, "differs", position, before[:SHOWN], after[:SHOWN], tuple(causes or [unknown]))


def _causes(line: Line, turn: Turn) -> list[str]:
    """What is not as it was when the step was recorded."""
    found = []
    prompt, identity = line["prompt"], turn.identity.to_json()
    if prompt["text_sha256"] != sha256(turn.prompt.text):
        found.append("the prompt is built otherwise")
    for field, name in (("weights_sha256", "weights"), ("tokenizer_sha256", "tokenizer")):
        if line["identity"].get(field) != identity[field]:
            found.append(f"other {name}: {line['identity']['model']} then, {identity['model']} now")
    if prompt["text_sha256"] == sha256(turn.prompt.text) and prompt["ids_sha256"] != hash_ids(
        turn.prompt.ids
    ):
        found.append("the same prompt has other tokens")
    for field in ("runtime", "dtype", "device"):
        if line["identity"].get(field) != identity[field]:
            found.append(f"{field}: {line['identity'].get(field)} then, {identity[field]} now")
    for name, now in versions().items():
        if line["versions"].get(name) != now:
            found.append(f"{name}: {line['versions'].get(name)} then, {now} now")
    was, now_sampling = line["sampling"], turn.sampling.to_json()
    found += [f"sampling: {k} {was.get(k)} then, {v} now" for k, v in now_sampling.items() if was.get(k) != v]
    return found


def model_opener(model: str = "", backend: str = "") -> OpenModel:
    """Opens each line's own model once; `model` and `backend` name another one for all lines.

    A recorded server is never asked by itself: a notebook from elsewhere must not decide where prompts are sent.
    """
    opened: dict[tuple[str, ...], Backend] = {}

    def open_for(line: Line) -> Backend:
        identity: Mapping[str, Any] = line["identity"]
        runtime = str(identity.get("runtime", ""))
        kind = backend or next(
            (k for r, k in (("onnxruntime", "onnx"), ("torch", "torch")) if r in runtime), ""
        )
        name = model or str(identity["model"])
        if not kind:
            where = runtime or "an unknown backend"
            raise BadInput(f"{name} was asked through {where}: name a model with --model and --backend")
        if not model and not is_stored(name):
            raise BadInput(f"model {name} is not on this machine: fetch it, or name another one with --model")
        recorded = str(identity.get("dtype") or "") if kind == "torch" else ""
        quantize, _, dtype = recorded.rpartition(" ")  # "int8 bfloat16", or "bfloat16"
        key = (kind, name, str(identity.get("device") or "auto"), dtype or "auto", quantize or "none")
        if model:
            key = (kind, name, "auto", "auto", "none")
        if key not in opened:
            opened[key] = open_backend(*key)
        return opened[key]

    return open_for


def recheck_file(path: Path, model: str = "", backend: str = "") -> list[Verdict]:
    """The verdicts on a notebook's steps, in its order. Raises BadInput where it has no record."""
    notebook = read_notebook(path)
    contents = record_of(path, notebook)
    recorded = Recorded(contents.lines)
    found: list[Line | str] = []
    for step in all_steps(notebook.cells, contents.lines):
        for part, instruction in enumerate(step.instructions if step.writes else []):
            try:
                found.append(recorded.find(step.context, instruction, step.cell_id, part).line)
            except NoCode as error:
                found.append(f"{shorten(step.words, 80)}\0{error}")
    if not any(line["kind"] == "turn" for line in contents.lines):
        raise BadInput(f"{path} has no recorded steps")
    if not found:
        raise BadInput(f"{path} has no %%synth cell: there is no step to compare")
    lines = [one for one in found if isinstance(one, dict)]
    verdicts = iter(recheck(contents.lines, own_cells(notebook), lines, model_opener(model, backend)))
    return [next(verdicts) if isinstance(one, dict) else _missing(one) for one in found]


def _missing(told: str) -> Verdict:
    words, _, reason = told.partition("\0")
    return Verdict(words, "cannot", note=reason)


def status_of(verdicts: Sequence[Verdict]) -> int:
    statuses = {verdict.status for verdict in verdicts}
    return DIFFERS if "differs" in statuses else CANNOT if "cannot" in statuses else EQUAL


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="codegen-magic verify",
        description="Write every recorded step again and compare, token by token.",
        epilog="exit status: 0 all equal, 1 one differs, 2 none differs and one could not be compared",
    )
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--model", default="", help="the model to ask, in the place of the recorded one")
    parser.add_argument("--backend", default="", choices=["", *BACKENDS], help="what runs it")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    args = parser.parse_args(argv)
    try:
        verdicts = recheck_file(args.notebook, args.model, args.backend)
    except CodegenMagicError as error:
        print(f"codegen-magic verify: {error}", file=sys.stderr)
        return CANNOT
    if args.json:
        print(json.dumps([verdict.to_json() for verdict in verdicts], indent=2))
    else:
        print("\n".join(_told(verdict) for verdict in verdicts))
    return status_of(verdicts)


def _told(verdict: Verdict) -> str:
    lines = [f"{verdict.status}: {verdict.words}" + (f" ({verdict.note})" if verdict.note else "")]
    if verdict.status == "differs":
        lines.append(f"    from token {verdict.position}: {verdict.recorded!r} then, {verdict.now!r} now")
        lines += [f"    {cause}" for cause in verdict.causes]
    return "\n".join(lines)
