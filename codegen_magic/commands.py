"""`%synth COMMAND`: look at the context and change it. One function a command; its docstring is the help."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable

from codegen_magic import cell
from codegen_magic.assist import fix_step, ground
from codegen_magic.backends import BACKENDS, open_backend
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput
from codegen_magic.frontend import LiveCell
from codegen_magic.listing import counts, listing
from codegen_magic.marker import draft, is_unchanged, read_parts, unfolded
from codegen_magic.models.store import find
from codegen_magic.oneline import one_line, shorten
from codegen_magic.owncode import body
from codegen_magic.recorder import NO_FILE
from codegen_magic.session import Session
from codegen_magic.settings import did_you_mean
from codegen_magic.synthesize import build_prompt, for_layout
from codegen_magic.workspace import Workspace


def run_command(space: Workspace, args: Namespace) -> None:
    name, *rest = args.words or ["status"]
    if name not in COMMANDS:
        raise BadInput(f"no command {shorten(name)!r}{did_you_mean(name, COMMANDS)}")
    COMMANDS[name](space, args, rest)


def _status(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """the model, what is loaded, how many turns each context holds"""
    print(f"model    {space.model} (backend {space.backend})")
    for backend in space.backends.values():
        identity = backend.identity
        state = (
            "loaded  " if getattr(backend, "is_loaded", True) else "unloaded"
        )  # nothing was asked of it yet
        print(f"{state} {identity.model}: {identity.runtime}, {identity.dtype} on {identity.device}")
    for session in space.sessions.values():
        print(f"context  {session.name}: {counts(session)}")
    if not space.sessions:
        print("context  empty: write a step below %%synth")
    print(f"record   {_about_record(space)}")


def _about_record(space: Workspace) -> str:
    if space.record == "off":
        return "off"
    path = space.recorder.path()
    return f"{path} ({space.record})" if path else NO_FILE


def _resume(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """take up the contexts of this notebook's record, as they were left"""
    print(space.take_up())


def _context(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """context [WORDS]: what the model will be told (for a step in these words), and its size"""
    session = space.session(args.context)
    if not session.entries:
        print(f"context {session.name} is empty")
        return
    backend = space.open_model(args)
    step = " ".join(rest)
    recent = "\n".join(entry.code for entry in session.past[-3:])
    help = space.help_parts(args)
    told = ground(space.shell.user_ns, step, backend, help, recent, space.failed[1], session.code)
    prompt = build_prompt(
        session,
        step or "...",
        backend,
        space.sampling(args),
        layout=space.layout(args, backend),
        grounding=told,
    )
    unit = "bytes" if hasattr(backend, "bytes_per_token") else "tokens"  # a server keeps its tokenizer
    print(listing(session, prompt, lambda text: f"{len(backend.tokenizer.encode(text))} {unit}"))
    print(told, end="")
    print(f"{len(prompt.ids)} of {backend.context_length} {unit} in {prompt.format} format")
    if prompt.dropped or prompt.dropped_cells:
        print(f"{cell.left_out(prompt)} no longer fit and are left out")


def _pick(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """pick [N]: the candidates of the step written last; with a number, insert that one instead"""
    written, session = space.written.get(args.context), space.session(args.context)
    entry = session.get(written.turn.number) if written else None
    if written is None or entry is None or all(entry.turn != c.turn for c in written.candidates):
        raise BadInput("there are no candidates: write a step with %%synth --n 4 first")
    if not rest:
        for number, candidate in enumerate(written.candidates, 1):
            trial = candidate.evidence.trial
            print(f"{number}. {(trial.error or trial.status) if trial else 'not tried'}")
            print("    " + candidate.turn.code.replace("\n", "\n    "))
        return
    if not rest[0].isdecimal() or not 0 < int(rest[0]) <= len(written.candidates):
        raise BadInput(f"pick a number from 1 to {len(written.candidates)}")
    chosen = written.candidates[int(rest[0]) - 1]
    live = _place(space, args, entry, "pick")
    space.take_down(
        args,
        chosen.turn,
        session.before(entry.number).past,
        written.help,
        asked=entry.asked,
        filled=entry.filled,
        repaired=chosen.repaired,
        checks=written.about(chosen),
    )
    session.replace(chosen.turn)
    space.recorder.commit()
    entry = session.at(entry.number)
    with live:
        space.deliver(args, _in_its_cell(session, entry, live), live)


def _place(space: Workspace, args: Namespace, entry: Entry, command: str) -> LiveCell:
    """Where a turn goes that is written anew. Raises BadInput where it would take the user's own code away."""
    live = space.live_cell(args, entry)
    if live.takes_the_running_cell:
        _needs_a_cell_of_its_own(space, command)
    return live


def _in_its_cell(session: Session, entry: Entry, live: LiveCell) -> list[Entry]:
    """What goes into the notebook with a turn that was written anew: a page rewrites the cell as a whole."""
    return session.of_cell(entry) if live.streams else [entry]


def _fix(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """write the step of the cell that failed last again, with its error in view, in the step's own context"""
    source, error = space.failed
    if not error:
        raise BadInput("the last cell raised no error: there is nothing to fix")
    args.context, entry, code = _failed_step(space, source)
    session = space.session(args.context)
    backend = space.open_model(args)
    sampling = space.sampling(args)
    help = space.help_parts(args)
    with _place(space, args, entry, "fix") as live:
        whole = _in_its_cell(session, entry, live)
        before = [e.current for e in whole[: whole.index(entry)]]
        above = draft(before, entry.number, entry.current.instruction, args.context)
        display, layout = space.display(args, live, above), space.layout(args, backend)
        display.rules = for_layout(sampling, layout).stop
        with display.failing():
            turn = fix_step(
                session.before(entry.number),
                entry.current,
                code,
                error,
                backend,
                sampling,
                space.shell.user_ns,
                help,
                layout=layout,
                decoder=space.decoder(args.context, backend),
                on_text=display.on_text,
            )
        record = space.take_down(
            args,
            turn,
            session.before(turn.number).past,
            help,
            asked=entry.asked,
            filled=entry.filled,
            repaired=True,
        )
        session.replace(turn)
        space.recorder.commit()
        display.final(turn, args.to or space.to, record)
        space.deliver(args, _in_its_cell(session, session.at(entry.number), live), live)


def _failed_step(space: Workspace, source: str) -> tuple[str, Entry, str]:
    """The context and the turn that a failed cell belongs to, and the code that failed.

    That may be an earlier code of the turn: it was fixed since, and the fix is no better. Without a marker it is a
    step's only if it is the code of one that failed: `--to run` runs code alone.
    """
    sessions, parts = space.sessions, read_parts(body(source))
    if not any(session.steps for session in sessions.values()):
        raise BadInput("there is no step to fix: write one below %%synth first")
    found = [
        (name, entry, part.code)
        for part in parts
        if (name := part.marker.context) in sessions
        and (entry := sessions[name].get(part.marker.number)) is not None
        and (entry.code.strip("\n") == part.code or (part.unchanged and part.says(entry.current, name)))
    ]
    if not parts:
        steps = [(name, entry) for name in sessions for entry in sessions[name].steps]
        found = [(name, e, source) for name, e in steps if e.code == source and e.status == "failed"]
    failed = [one for one in found if one[1].status == "failed"]
    if not found:
        raise BadInput(
            "the cell that failed last is your own, no step's: %synth fix writes a step's cell again"
        )
    return (failed or found)[0]


def _plan(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """plan WORDS: split a request into steps, shown for editing (%%synth --plan for a long one)"""
    space.insert_plan(args, " ".join(rest))


def _undo(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """undo [n]: forget the last n turns (1)"""
    count = " ".join(rest) or "1"
    if not count.isascii() or not count.isdigit() or len(count) > 9:
        raise BadInput(f"undo {shorten(count)}: give the number of turns, for instance %synth undo 2")
    removed = space.session(args.context).undo(int(count))
    for turn in removed:
        print(f"undone [{turn.number}] {one_line(turn.instruction)}")
    if not removed:
        print("nothing to undo")


def _reset(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """forget all turns of the context, and your cells"""
    if rest:
        told = shorten(" ".join(rest))
        raise BadInput(f"reset {told}: it takes no words; for another context %synth reset --context NAME")
    session = space.session(args.context)
    told = counts(session)
    session.reset()
    print(f"{told} forgotten")


def _unfold(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """unfold [N]: the %%synth cell of a step that was replaced by its code (of the last one), in this cell"""
    session = space.session(args.context)
    if rest and not (len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 10):
        told = shorten(" ".join(rest))
        raise BadInput(f"unfold {told}: give the number of a step, for instance %synth unfold 2")
    if not session.steps:
        raise BadInput("there is no step to unfold: write one below %%synth first")
    _needs_a_cell_of_its_own(space, "unfold")
    entry = session.at(int(rest[0])) if rest else session.steps[-1]
    same = [e for e in session.steps if e.step_cell_id and e.step_cell_id == entry.step_cell_id] or [entry]
    session.moved([e.number for e in same], space.request.cell_id)
    source = entry.typed or _typed_again(same, args.context)
    LiveCell(space.front, space.shell, "replace").done(source.rstrip("\n"), {})
    print(f"step {entry.number} is a %%synth cell again: the cell with its code is no longer needed")


def _needs_a_cell_of_its_own(space: Workspace, command: str) -> None:
    """Raise BadInput where the cell that will be replaced holds more than this command."""
    if not re.fullmatch(r"(%?synth\b.*)?", space.request.source.strip()):
        raise BadInput(
            f"the step would take the place of what else is here: run %synth {command} in a cell of its own"
        )


def _typed_again(steps: list[Entry], context: str) -> str:
    """A %%synth cell of these steps, where the one that they were typed in is not known: only their record is."""
    words = [e.filled or e.current.instruction for e in steps]
    line = "%%synth" if context == "default" else f"%%synth --context {context}"
    if len(words) > 1:
        words = [f"- {' '.join(w.split())}" for w in words]
    return "\n".join([line, *words])


def unfold_cell(space: Workspace, source: str) -> None:
    """`%%synth unfold` above a cell that holds a folded step: the %%synth cell that it was."""
    step = unfolded(source)
    if not step:
        raise BadInput("no step is folded into this cell: %synth unfold N brings the one of step N back")
    if not is_unchanged(source):
        raise BadInput(
            "this cell's code was edited and would be lost: "
            "run `%synth unfold N` in a new cell, or copy the #> lines there"
        )
    LiveCell(space.front, space.shell, "replace").done(step, {})


def _models(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """the models there are, and which are on this machine"""
    from codegen_magic.models.command import main

    main([])


def _use(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """use NAME: the model of the steps that follow"""
    if len(rest) != 1:
        raise BadInput(
            "use which model? For instance %synth use qwen2.5-coder-1.5b-instruct; %synth models lists them"
        )
    backend = args.backend or space.backend
    if backend == "server" or backend not in BACKENDS:
        open_backend(backend, rest[0])  # checks the address, or refuses the name; nobody is asked yet
    elif backend != "scripted":
        find(rest[0])
    space.model, space.backend = rest[0], backend
    print(f"steps are written by {rest[0]} from now on")


def _help(space: Workspace, args: Namespace, rest: list[str]) -> None:
    """this text"""
    print("%%synth [options], then the step in words on the lines below. %%synth? shows the options.\n")
    for name, command in COMMANDS.items():
        print(f"%synth {name:<8} {command.__doc__}")


COMMANDS: dict[str, Callable[[Workspace, Namespace, list[str]], None]] = {
    "status": _status,
    "context": _context,
    "pick": _pick,
    "fix": _fix,
    "plan": _plan,
    "undo": _undo,
    "reset": _reset,
    "unfold": _unfold,
    "models": _models,
    "resume": _resume,
    "use": _use,
    "help": _help,
}
