"""`%%synth` writes one step's code; `%synth` looks after the context. Parse, do, show."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from traitlets import Bool, Enum, Float, Int, Unicode
from traitlets.config import Config

from codegen_magic import cell
from codegen_magic.assist import Help, Written, fix_step, ground, write_step
from codegen_magic.backends import BACKENDS, open_backend
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.errors import BadInput, CodegenMagicError
from codegen_magic.fill import fill
from codegen_magic.models.store import find
from codegen_magic.models.table import DEFAULT, MODELS
from codegen_magic.plan import cell_steps, split_request
from codegen_magic.prompt import FORMATS, Layout
from codegen_magic.session import Session
from codegen_magic.settings import check_keys, did_you_mean, project_settings
from codegen_magic.synthesize import build_prompt, layout_for
from codegen_magic.turn import Sampling, Turn

DESTINATIONS = ("insert", "show", "run")


class Interrupted(KeyboardInterrupt):
    """The user's interrupt, shown as one line instead of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"KeyboardInterrupt: {self}"]


@contextlib.contextmanager
def one_line_errors() -> Iterator[None]:
    """Our errors, and an interrupt of ours, reach the user as one line, without a traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted: nothing was inserted and the context is as it was") from None
    except CodegenMagicError as error:
        raise UsageError(cell.one_line(str(error))) from None
    except MemoryError:
        raise UsageError("out of memory: use a smaller model, or close other programs") from None


@magics_class
class SynthMagics(Magics):
    """Defaults of %%synth. Set them with %config SynthMagics.NAME = value, in ipython_config.py
    (c.SynthMagics.NAME) or in pyproject.toml ([tool.codegen_magic])."""

    model = Unicode(DEFAULT, help="A name of `codegen-magic models`, a folder, or a hub id.").tag(config=True)
    backend = Enum(BACKENDS, "auto", help="What runs the model.").tag(config=True)
    device = Unicode("auto", help="auto, cpu, cuda, cuda:1 ...").tag(config=True)
    dtype = Enum(("auto", "float32", "bfloat16", "float16"), "auto", help="Of torch weights.").tag(
        config=True
    )
    format = Enum((*FORMATS, ""), "", help="Prompt format; empty: the model's own.").tag(config=True)
    header = Unicode(None, allow_none=True, help="The prompt's first lines; None: the format's own.").tag(
        config=True
    )
    max_new_tokens = Int(256, help="Most tokens a step may have.").tag(config=True)
    temperature = Float(0.0, help="0 is greedy.").tag(config=True)
    top_p = Float(0.95, help="Nucleus for sampling.").tag(config=True)
    seed = Int(0, help="Seed of the sampling.").tag(config=True)
    to = Enum(DESTINATIONS, "insert", help="Where the code goes.").tag(config=True)

    grounding = Int(0, help="Tokens for what the kernel holds (names, types, columns); 0: none.").tag(
        config=True
    )
    mend = Bool(False, help="Add missing imports and the assignment to the name asked for.").tag(config=True)
    check = Bool(False, help="Try the code in a forked child before it is inserted (Linux).").tag(config=True)
    n = Int(1, min=1, help="Candidates at most; the best is inserted.").tag(config=True)
    retry = Int(0, min=0, help="How often a step that fails its check is written again.").tag(config=True)

    def __init__(self, shell: InteractiveShell, **kwargs: Any) -> None:
        self._shell = shell
        self._written: dict[str, Written] = {}
        self._failed: tuple[str, str] = ("", "")  # the last executed cell's source and error, if it raised
        self.sessions: dict[str, Session] = {}
        self._backends: dict[tuple[str, str, str, str], Backend] = {}
        self._decoders: dict[tuple[str, int], Decoder] = {}
        with one_line_errors():
            project = project_settings(Path.cwd(), self.class_trait_names(config=True))
        from_user = shell.config.get("SynthMagics", {})
        try:
            super().__init__(shell, **{k: v for k, v in project.items() if k not in from_user} | kwargs)
        except Exception as error:  # traitlets: a value of the wrong type
            raise UsageError(cell.one_line(str(error))) from None

    def _load_config(self, cfg: Config, section_names: Any = None, traits: Any = None) -> None:
        """traitlets only warns of an unknown name; a setting that does nothing must be an error."""
        with one_line_errors():
            check_keys(cfg.get("SynthMagics", {}), self.trait_names(config=True), "SynthMagics")
        super()._load_config(cfg, section_names=section_names, traits=traits)

    # %%synth

    @no_var_expand
    @magic_arguments()
    @argument("--model", help="A name of `codegen-magic models`, a folder, or a hub id.")
    @argument("--backend", help=f"One of {', '.join(BACKENDS)}.")
    @argument("--format", help="comments or chat.")
    @argument("--max-new-tokens", type=int, help="Most tokens the step may have.")
    @argument("--temperature", type=float, help="0 is greedy.")
    @argument("--top-p", type=float, help="Nucleus for sampling.")
    @argument("--seed", type=int, help="Seed of the sampling.")
    @argument(
        "--to", choices=DESTINATIONS, help="insert: a new cell below; show: only here; run: run it here."
    )
    @argument("--context", default="default", help="Name of the context that the step belongs to.")
    @argument("--dry-run", action="store_true", help="Print the exact prompt; write nothing.")
    @argument(
        "--n",
        type=int,
        help="Write up to N candidates, try them and insert the best; %%synth pick shows them.",
    )
    @argument(
        "--check", action="store_true", help="Try the code on a copy of the kernel before inserting it."
    )
    @argument("--retry", type=int, help="Write a step that fails its check again, up to N times.")
    @argument("--with", dest="names", help="Tell the model of these variables only: name,name.")
    @argument("--no-grounding", action="store_true", help="Tell the model nothing of the kernel's variables.")
    @argument("--sample", action="store_true", help="Tell a few values too, not only names and types.")
    @argument(
        "--fill", action="store_true", help="Replace {name} in the step by the variable's literal value."
    )
    @argument(
        "--steps", action="store_true", help="One step a line. A bullet or numbered list needs no option."
    )
    @argument("--plan", action="store_true", help="Split the request into steps and insert them for editing.")
    @argument("words", nargs="*", help="With %%synth (one percent sign): a sub-command, see %%synth help.")
    @line_cell_magic
    def synth(self, line: str, body: str | None = None) -> None:
        """%%synth: write the code of the step in this cell. %synth COMMAND: look after the context."""
        args = self._parse(line)
        with one_line_errors():
            if body is None:
                self._command(args)
                return
            if args.words:
                raise BadInput(
                    f"{_shorten(' '.join(args.words))!r} is no option: the step goes below the %%synth line"
                )
            self._step(args, body)

    def _parse(self, line: str) -> Namespace:
        try:
            args: Namespace = parse_argstring(self.synth, line)
        except ValueError:
            raise UsageError(
                "a quote on the %%synth line is not closed: only options go there, the step goes below it"
            ) from None
        except UsageError as error:
            raise UsageError(_shorten(str(error)) + _close_option(str(error))) from None
        if not re.fullmatch(r"[\w.-]+", args.context):
            raise UsageError(
                f"context name {_shorten(args.context)!r}: use letters, digits, '.', '_' and '-'"
            )
        return args

    def _step(self, args: Namespace, body: str) -> None:
        if not body.strip():
            raise BadInput("the step is empty: write below %%synth, in words, what the code should do")
        if args.plan:
            self._insert_plan(split_request(body))
            return
        text = fill(body, self._shell.user_ns) if args.fill else body
        session = self._session(args.context)
        turns: list[Turn] = []
        steps = cell_steps(text, args.steps) if _is_list(text, args) else [text]
        try:
            for number, instruction in enumerate(steps):
                turn = self._write(args, session, instruction, alone=number == 0)
                if turn is None:
                    return
                session.add(turn)
                turns.append(turn)
        except BaseException:
            if turns:  # a cell is one thing: without its last step it has none
                session.undo(len(turns))
            raise
        self._deliver(args, turns)

    def _write(self, args: Namespace, session: Session, instruction: str, alone: bool) -> Turn | None:
        """One turn; None on a dry run. `alone`: no step before it waits to be run, so that it can be checked."""
        sampling = self._sampling(args)
        display = cell.StepDisplay(self._shell, args.model or self.model, sampling.stop)
        try:
            backend = self._open(args, display)
            layout = self._layout(args, backend)
            help = self._help_parts(args, alone)
            recent = "\n".join(turn.code for turn in session.turns[-3:])
            space = self._shell.user_ns
            if args.dry_run:
                told = ground(space, instruction, backend, help, recent, self._failed[1])
                prompt = build_prompt(session, instruction, backend, sampling, layout=layout, grounding=told)
                print(prompt.text, end="" if prompt.text.endswith("\n") else "\n")
                return None
            written = write_step(
                session,
                instruction,
                backend,
                sampling,
                space,
                help,
                layout=layout,
                decoder=self._decoder(args.context, backend),
                on_text=display.on_text,
                recent_code=recent,
                last_error=self._failed[1],
            )
        except KeyboardInterrupt:
            display.partial("interrupted: nothing was inserted")
            raise
        except CodegenMagicError:
            display.partial("not inserted")
            raise
        self._written[args.context] = written
        display.final(written.turn, args.to or self.to)
        if help.looks:
            _tell(written)
        return written.turn

    def _deliver(self, args: Namespace, turns: list[Turn]) -> None:
        """Insert or run what was written: one cell, whatever the number of steps."""
        to = args.to or self.to
        if to == "insert":
            metadata = {
                "context": args.context,
                "turn": turns[0].number,
                "step": turns[0].instruction.strip(),
            }
            source = "\n\n".join(cell.cell_source(turn, args.context) for turn in turns)
            cell.insert_below(self._shell, source, metadata)
        elif to == "run":
            for turn in turns:
                result = self._shell.run_cell(turn.code, store_history=False)
                if not result.success:
                    raise BadInput("the generated code failed, see above: `%synth undo` takes the step back")

    def _insert_plan(self, steps: list[str]) -> None:
        print("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        source = "%%synth --steps\n" + "\n".join(" ".join(step.split()) for step in steps)
        cell.insert_below(self._shell, source, {})

    def _help_parts(self, args: Namespace, alone: bool = True) -> Help:
        """What is on for this step. A step that follows one that has not run yet cannot be checked."""
        n = self.n if args.n is None else args.n
        retry = self.retry if args.retry is None else args.retry
        if n < 1 or retry < 0:
            raise BadInput("--n needs a number of 1 or more, --retry one of 0 or more")
        asked = args.sample or args.names
        tokens = 0 if args.no_grounding else (self.grounding or (200 if asked else 0))
        names = tuple(name for name in args.names.split(",") if name) if args.names else None
        told = Help(grounding_tokens=tokens, sample=args.sample, names=names)
        if not alone:
            return told
        trial = self.check or args.check or n > 1 or retry > 0
        mend = self.mend or trial
        return dataclasses.replace(told, mend=mend, trial=trial, n=n, all_candidates=n > 1, retry=retry)

    def _sampling(self, args: Namespace) -> Sampling:
        def pick(name: str) -> Any:
            given = getattr(args, name)
            return getattr(self, name) if given is None else given

        return Sampling(pick("temperature"), pick("top_p"), pick("seed"), pick("max_new_tokens"))

    def _session(self, name: str) -> Session:
        return self.sessions.setdefault(name, Session(name))

    def _layout(self, args: Namespace, backend: Backend) -> Layout:
        return layout_for(backend, args.format or self.format or None, self.header)

    def _open(self, args: Namespace, display: cell.StepDisplay | None = None) -> Backend:
        """The backend for these options, loaded once per kernel and shared by all cells."""
        key = (args.backend or self.backend, args.model or self.model, self.device, self.dtype)
        if key not in self._backends:
            if display is not None:
                display.note(f"Loading {key[1]} ...")
            self._backends[key] = open_backend(*key)
        return self._backends[key]

    def _decoder(self, context: str, backend: Backend) -> Decoder:
        key = (context, id(backend))
        if key not in self._decoders:
            self._decoders[key] = backend.open()
        return self._decoders[key]

    # %synth COMMAND

    def _command(self, args: Namespace) -> None:
        name, *rest = args.words or ["status"]
        commands = self._commands()
        if name not in commands:
            raise BadInput(f"no command {_shorten(name)!r}{did_you_mean(name, commands)}")
        commands[name](args, rest)

    def _commands(self) -> dict[str, Callable[[Namespace, list[str]], None]]:
        return {
            "status": self._status,
            "context": self._context,
            "pick": self._pick,
            "fix": self._fix,
            "plan": self._plan,
            "undo": self._undo,
            "reset": self._reset,
            "models": self._models,
            "use": self._use,
            "help": self._help,
        }

    def _status(self, args: Namespace, rest: list[str]) -> None:
        """the model, what is loaded, how many turns each context holds"""
        print(f"model    {self.model} (backend {self.backend})")
        for backend in self._backends.values():
            identity = backend.identity
            print(f"loaded   {identity.model}: {identity.runtime}, {identity.dtype} on {identity.device}")
        for session in self.sessions.values():
            print(f"context  {session.name}: {len(session.turns)} turns")
        if not self.sessions:
            print("context  empty: write a step below %%synth")

    def _context(self, args: Namespace, rest: list[str]) -> None:
        """the turns and the grounding as the model will see them, with token counts"""
        session = self._session(args.context)
        if not session.turns:
            print(f"context {session.name} is empty")
            return
        backend = self._open(args)
        for turn in session.turns:
            tokens = len(backend.tokenizer.encode(turn.code))
            print(f"[{turn.number}] {cell.one_line(turn.instruction)}  ({tokens} tokens)")
            print("    " + turn.code.replace("\n", "\n    "))
        told = ground(self._shell.user_ns, "", backend, self._help_parts(args), last_error=self._failed[1])
        print(told, end="")
        prompt = build_prompt(
            session,
            "...",
            backend,
            self._sampling(args),
            layout=self._layout(args, backend),
            grounding=told,
        )
        print(f"{len(prompt.ids)} of {backend.context_length} tokens in {prompt.format} format")
        if prompt.dropped:
            print(f"turns {prompt.dropped[0]} to {prompt.dropped[-1]} no longer fit and are left out")

    def _pick(self, args: Namespace, rest: list[str]) -> None:
        """pick [N]: the candidates of the last step; with a number, insert that one instead"""
        written, session = self._written.get(args.context), self._session(args.context)
        if written is None or not session.turns or session.turns[-1].number != written.turn.number:
            raise BadInput("there are no candidates: write a step with %%synth --n 4 first")
        if not rest:
            for number, candidate in enumerate(written.candidates, 1):
                trial = candidate.evidence.trial
                print(f"{number}. {(trial.error or trial.status) if trial else 'not tried'}")
                print("    " + candidate.turn.code.replace("\n", "\n    "))
            return
        if not rest[0].isdecimal() or not 0 < int(rest[0]) <= len(written.candidates):
            raise BadInput(f"pick a number from 1 to {len(written.candidates)}")
        turn = written.candidates[int(rest[0]) - 1].turn
        session.replace(turn)
        self._deliver(args, [turn])

    def _fix(self, args: Namespace, rest: list[str]) -> None:
        """write the last step again with the error of the last cell in view"""
        source, error = self._failed
        if not error:
            raise BadInput("the last cell raised no error: there is nothing to fix")
        session = self._session(args.context)
        backend = self._open(args)
        sampling = self._sampling(args)
        display = cell.StepDisplay(self._shell, args.model or self.model, sampling.stop)
        turn = fix_step(
            session,
            cell.read_marker(source)[1],
            error,
            backend,
            sampling,
            self._shell.user_ns,
            self._help_parts(args),
            layout=self._layout(args, backend),
            decoder=self._decoder(args.context, backend),
            on_text=display.on_text,
        )
        session.replace(turn)
        display.final(turn, args.to or self.to)
        self._deliver(args, [turn])

    def _plan(self, args: Namespace, rest: list[str]) -> None:
        """plan WORDS: split a request into steps, shown for editing (%%synth --plan for a long one)"""
        steps = split_request(" ".join(rest))
        if not steps:
            raise BadInput("plan what? For instance %synth plan load sales.csv and plot price by region")
        self._insert_plan(steps)

    def remember_error(self, result: Any) -> None:
        """After each cell: its source and error, or that there was none. %synth lines leave it as it is."""
        source = getattr(getattr(result, "info", None), "raw_cell", "") or ""
        if source.lstrip().startswith(_KEYS):
            return
        error = getattr(result, "error_in_exec", None) or getattr(result, "error_before_exec", None)
        if error is None:
            self._failed = ("", "")
            return
        try:
            text = f"{type(error).__name__}: {error}"
        except Exception:  # an exception class of the user's own
            text = type(error).__name__
        self._failed = (source, cell.one_line(text)[:300])

    def _undo(self, args: Namespace, rest: list[str]) -> None:
        """undo [n]: forget the last n turns (1)"""
        count = rest[0] if rest else "1"
        if not count.isascii() or not count.isdigit() or len(count) > 9:
            raise BadInput(f"undo {_shorten(count)}: give the number of turns, for instance %synth undo 2")
        removed = self._session(args.context).undo(int(count))
        for turn in removed:
            print(f"undone [{turn.number}] {cell.one_line(turn.instruction)}")
        if not removed:
            print("nothing to undo")

    def _reset(self, args: Namespace, rest: list[str]) -> None:
        """forget all turns of the context"""
        print(f"{len(self._session(args.context).reset())} turns forgotten")

    def _models(self, args: Namespace, rest: list[str]) -> None:
        """the models there are, and which are on this machine"""
        from codegen_magic.models.command import main

        main([])

    def _use(self, args: Namespace, rest: list[str]) -> None:
        """use NAME: the model of the steps that follow"""
        if len(rest) != 1:
            raise BadInput("use which model? For instance %synth use smollm2-135m; %synth models lists them")
        backend = args.backend or self.backend
        if backend != "scripted":
            find(rest[0])
        self.model, self.backend = rest[0], backend
        print(f"steps are written by {rest[0]} from now on")

    def _help(self, args: Namespace, rest: list[str]) -> None:
        """this text"""
        print("%%synth [options], then the step in words on the lines below. %%synth? shows the options.\n")
        for name, command in self._commands().items():
            print(f"%synth {name:<8} {command.__doc__}")


_KEYS = ("%%synth", "%synth")


def register(shell: InteractiveShell) -> None:
    magics = SynthMagics(shell)
    shell.register_magics(magics)
    shell.events.register("post_run_cell", magics.remember_error)
    for key in _KEYS:
        shell.set_hook("complete_command", lambda _, event: complete_synth(magics, event), str_key=key)


def unregister(shell: InteractiveShell) -> None:
    for magics in [c for c in shell.configurables if isinstance(c, SynthMagics)]:
        with contextlib.suppress(ValueError):
            shell.events.unregister("post_run_cell", magics.remember_error)
    manager = shell.magics_manager
    for kind in ("line", "cell"):
        manager.magics[kind].pop("synth", None)
    manager.registry.pop("SynthMagics", None)
    shell.configurables[:] = [c for c in shell.configurables if not isinstance(c, SynthMagics)]
    for key in _KEYS:
        shell.strdispatchers["complete_command"].strs.pop(key, None)


def complete_synth(magics: SynthMagics, event: Any) -> list[str]:
    """Completions for `%%synth` and `%synth`: options, their values, commands, model names."""
    words = event.line.split()
    before = words[-2] if not event.line.endswith(" ") and len(words) > 1 else (words or [""])[-1]
    if before in ("--model", "use"):
        return list(MODELS)
    values = {"--backend": BACKENDS, "--format": FORMATS, "--to": DESTINATIONS}.get(before)
    if values is not None:
        return list(values)
    options = [s for action in magics.synth.parser._actions for s in action.option_strings]
    return options if event.line.startswith("%%") else [*magics._commands(), *options]


def _is_list(text: str, args: Namespace) -> bool:
    return bool(args.steps or len(cell_steps(text)) > 1)


def _tell(written: Written) -> None:
    """What the checks found, below the code."""
    report, trial = written.evidence.report, written.evidence.trial
    for line in report.added_imports:
        print(f"added: {line}")
    for name in report.assigned:
        print(f"added: the assignment to {name}")
    for finding in report.findings:
        print(finding)
    if trial is not None:
        made = ", ".join(f"{v.name} ({v.text})" for v in trial.variables)
        print(f"trial: {trial.error or trial.reason or 'ok'}{f'; makes {made}' if made else ''}")
    if len(written.candidates) > 1:
        print(f"{len(written.candidates)} candidates: %synth pick shows them")


def _close_option(message: str) -> str:
    match = re.search(r"unrecognized arguments: (--[\w-]+)", message)
    options = [s for action in SynthMagics.synth.parser._actions for s in action.option_strings]
    return did_you_mean(match.group(1), options) if match else ""


def _shorten(text: str, limit: int = 160) -> str:
    line = cell.one_line(text)
    return line if len(line) <= limit else line[: limit - 3] + "..."
