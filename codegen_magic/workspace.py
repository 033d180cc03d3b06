"""What one kernel holds for its steps: contexts, loaded models, their caches; and where code goes."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from codegen_magic import cell
from codegen_magic.assist import Help, Written
from codegen_magic.backends import open_backend
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.backends.lazy import open_lazily
from codegen_magic.cache import Cache, cache_folder
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput, CodegenMagicError
from codegen_magic.frontend import FrontEnd, LiveCell, Place
from codegen_magic.listing import counts
from codegen_magic.marker import cell_source
from codegen_magic.models.store import find, home
from codegen_magic.planner import plan
from codegen_magic.prompt import Layout
from codegen_magic.recorded import Found, Recorded
from codegen_magic.recorder import Recorder
from codegen_magic.request import Request
from codegen_magic.runmode import RunMode
from codegen_magic.session import Session
from codegen_magic.synthesize import layout_for
from codegen_magic.traits import Settings
from codegen_magic.turn import Sampling, Turn


class Workspace(Settings):
    """Settings and options together decide; `args` are the options of one line."""

    shell: InteractiveShell

    def __init__(self, shell: InteractiveShell, **kwargs: Any) -> None:
        self.written: dict[str, Written] = {}  # the last step of each context, with its candidates
        self.failed: tuple[str, str] = ("", "")  # the last executed cell's source and error, if it raised
        self.request = Request()  # the one that is being answered
        self.sessions: dict[str, Session] = {}
        self.latest = "default"  # the context of the last step: the user's own cells join it
        self.backends: dict[tuple[str, ...], Backend] = {}
        self.decoders: dict[tuple[str, int], Decoder] = {}
        self.kept: Cache | None = None  # one for all steps: it counts what is written between two sweeps
        self.recorder = Recorder(shell)
        self.run_mode = RunMode.current()
        self.recorded: Recorded | None = None  # of a run that replays
        super().__init__(shell, **kwargs)
        self.front = FrontEnd(shell)

    def live_cell(self, args: Namespace, step: Entry | None = None) -> LiveCell:
        """Where code goes: to the cell of the step that is being executed, or to that of an earlier one."""
        places: dict[str, Place] = {"insert": "below", "replace": "replace"}
        step_cell = step.step_cell_id if step is not None else ""
        return LiveCell(self.front, self.shell, places.get(args.to or self.to), step_cell)

    def display(self, args: Namespace, live: LiveCell, above: str) -> cell.StepDisplay:
        """The output of one step, whose code grows below the text `above` in a cell of its own, if it has one."""
        model = args.model or self.model
        return cell.StepDisplay(self.shell, model, live, above)

    def session(self, name: str) -> Session:
        """The context of this name; it begins empty."""
        if name not in self.sessions:
            self.sessions[name] = self._listen(Session(name))
        self.sessions[name].scope = self.context
        return self.sessions[name]

    def layout(self, args: Namespace, backend: Backend) -> Layout:
        return layout_for(backend, args.format or self.format or None, self.header)

    def open_model(self, args: Namespace, display: cell.StepDisplay | None = None) -> Backend:
        """The backend for these options, loaded once per kernel and shared by all cells."""
        name, model = args.backend or self.backend, args.model or self.model
        key = (name, model, self.device, self.dtype, args.quantize or self.quantize)

        def load() -> Backend:
            if display is not None:
                display.note(f"Loading {key[1]} ...")
            return open_backend(*key)

        if key not in self.backends:
            cache = self.completions()
            if cache is None or key[0] in ("server", "scripted"):
                self.backends[key] = load()
            else:
                asked = (key[0], *key[2:])
                self.backends[key] = open_lazily(find(key[1]), asked, cache.folder / "identities", load)
        return self.backends[key]

    def completions(self, new: bool = False) -> Cache | None:
        """Where earlier completions are, unless none are wanted. new: the step asks for another answer."""
        wanted = self.cache and not new and self.run_mode.kind != "regenerate"
        if not wanted:
            return None
        folder = cache_folder(home())
        if self.kept is None or self.kept.folder != folder:
            self.kept = Cache(folder)
        return self.kept

    def decoder(self, context: str, backend: Backend) -> Decoder:
        key = (context, id(backend))
        if key not in self.decoders:
            self.decoders[key] = backend.open()
        return self.decoders[key]

    def help_parts(self, args: Namespace, alone: bool = True) -> Help:
        """What is on for this step. A step that follows one that has not run yet cannot be checked."""
        n = self.n if args.n is None else args.n
        retry = self.retry if args.retry is None else args.retry
        if n < 1 or retry < 0:
            raise BadInput("--n needs a number of 1 or more, --retry one of 0 or more")
        examples = self.examples if args.examples is None else args.examples
        if examples < 0:
            raise BadInput("--examples needs a number of 0 or more")
        asked = args.sample or args.names
        tokens = 0 if args.no_grounding else (self.grounding or (200 if asked else 0))
        names = tuple(filter(None, map(str.strip, args.names.split(",")))) if args.names else None
        told = Help(
            grounding_tokens=tokens, sample=args.sample, names=names, examples=examples, learned=self.learned
        )
        if not alone:
            return told
        trial = self.check or args.check or n > 1 or retry > 0
        mend = self.mend or trial
        second = n == 1 and mend and self.second
        n, enough = (2, "good") if second else (n, self.enough)
        return dataclasses.replace(told, mend=mend, trial=trial, n=n, enough=enough, retry=retry)

    def sampling(self, args: Namespace) -> Sampling:
        def pick(name: str) -> Any:
            given = getattr(args, name)
            return getattr(self, name) if given is None else given

        return Sampling(pick("temperature"), pick("top_p"), pick("seed"), pick("max_new_tokens"))

    def take_down(
        self,
        args: Namespace,
        turn: Turn,
        before: Sequence[Entry],
        help: Help,
        *,
        part: int = 0,
        asked: str = "",
        filled: str = "",
        repaired: bool = False,
        checks: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Take an answer up for the record, `before` being its context; the output data that carry its line."""
        return self.recorder.add(
            turn,
            before,
            self.record,
            part=part,
            context=args.context,
            asked=asked,
            to=args.to or self.to,
            filled=filled or None,
            header=self.header,
            repaired=repaired,
            help=help.to_json(),
            checks=checks,
        )

    def replay(self, context: str, instruction: str, part: int, number: int) -> Found | None:
        """The recorded code of the step, in a run that replays; None in any other. number: the least it may have.

        Raises NoCode.
        """
        if self.run_mode.lines is None:
            return None
        self.recorded = self.recorded or Recorded.from_file(self.run_mode.lines)
        found = self.recorded.find(context, instruction, self.recorder.cell(), part)
        if found.turn.number >= number:
            return found
        return dataclasses.replace(found, turn=dataclasses.replace(found.turn, number=number))

    def take_up(self) -> str:
        """Put the contexts of the notebook's record into the place of those of this kernel; what was done."""
        contexts, contents = self.recorder.resume()
        told = []
        for name, session in contexts.items():
            if session.steps:
                self.sessions[name] = self._listen(session)
                told.append(f"context  {name}: {counts(session)} from the record")
        if not told:
            hashes = any(line["kind"] == "turn" for line in contents.lines)
            told.append("the record holds hashes only: nothing to resume" if hashes else "no recorded turns")
        return "\n".join([*told, *contents.problems])

    def _listen(self, session: Session) -> Session:
        session.on_change = lambda kind, entries: self.recorder.heard(
            session.name, kind, entries, self.record
        )
        return session

    def deliver(self, args: Namespace, entries: Sequence[Entry], live: LiveCell) -> None:
        """Insert or run what was written: one cell, whatever the number of steps."""
        to = args.to or self.to
        if to in ("insert", "replace"):
            turns = [entry.current for entry in entries]
            metadata = {
                "context": args.context,
                "turn": turns[0].number,
                "step": (entries[0].filled or turns[0].instruction).strip(),
                "record": self.recorder.lines_of(args.context, turns),
            }
            folded = entries[0].typed if to == "replace" else ""
            source = cell_source(turns, args.context, folded)
            session, numbers = self.session(args.context), [entry.number for entry in entries]
            live.done(source, metadata, placed=lambda cell_id: session.placed(numbers, cell_id))
        elif to == "run":
            session = self.session(args.context)
            for entry in entries:
                result = self.shell.run_cell(entry.code, store_history=False)
                session.ran(entry.number, entry.code, bool(result.success))
                if not result.success:
                    raise BadInput("the generated code failed, see above: `%synth undo` takes the step back")

    def _planning_model(self, args: Namespace) -> Backend | None:
        """The model, where it is the one to split requests; a plan by sentences needs none."""
        if self.planner == "sentences":
            return None
        try:
            backend = self.open_model(args)
        except CodegenMagicError:
            if self.planner == "model":
                raise
            return None
        return backend if self.planner == "model" or backend.default_format == "chat" else None

    def insert_plan(self, args: Namespace, request: str, options: str = "") -> None:
        """Split a request into steps and insert them for editing; nothing is written yet. options: of that cell."""
        steps, by = plan(request, self._planning_model(args), self.sampling(args))
        if not steps:
            raise BadInput("plan what? For instance %synth plan load sales.csv and plot price by region")
        print(f"{len(steps)} steps, split {by}: change them before you run them")
        print("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        source = (
            f"%%synth --steps {options}".rstrip() + "\n" + "\n".join(" ".join(step.split()) for step in steps)
        )
        LiveCell(self.front, self.shell).done(source, {})
