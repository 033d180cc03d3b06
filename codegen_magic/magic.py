"""`%%synth` writes one step's code; `%synth` looks after the context. Parse, do, show."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from dataclasses import replace
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import line_cell_magic, magics_class, no_var_expand

from codegen_magic import again, cell, follow
from codegen_magic.assist import Written, ground, write_step
from codegen_magic.commands import COMMANDS, run_command, unfold_cell
from codegen_magic.entry import Entry
from codegen_magic.errors import BadInput, CodegenMagicError
from codegen_magic.fill import fill
from codegen_magic.frontend import LiveCell
from codegen_magic.marker import draft
from codegen_magic.oneline import one_line, one_line_errors, shorten
from codegen_magic.options import KEYS, complete_line, parse_line, with_options
from codegen_magic.plan import cell_steps
from codegen_magic.recorded import Found
from codegen_magic.session import Session
from codegen_magic.synthesize import build_prompt, for_layout
from codegen_magic.workspace import Workspace

EMPTY = "the step is empty: write below %%synth, in words, what the code should do"


@magics_class
class SynthMagics(Workspace):
    """Defaults of %%synth. Set them with %config SynthMagics.NAME = value, in ipython_config.py
    (c.SynthMagics.NAME) or in pyproject.toml ([tool.codegen_magic])."""

    @no_var_expand
    @with_options
    @line_cell_magic
    def synth(self, line: str, body: str | None = None) -> None:
        """%%synth: write the code of the step in this cell. %synth COMMAND: look after the context."""
        args = parse_line(self.synth, line)
        with one_line_errors():
            if body is None:
                run_command(self, args)
                return
            if args.words == ["unfold"]:
                unfold_cell(self, body)
                return
            if args.words:
                raise BadInput(
                    f"{shorten(' '.join(args.words))!r} is no option: the step goes below the %%synth line"
                )
            self._step(args, line, body)

    def _step(self, args: Namespace, line: str, body: str) -> None:
        if not body.replace("#", "").strip():
            raise BadInput(EMPTY)
        if args.plan:
            self.insert_plan(
                args, body, " ".join(word for word in line.split() if word not in ("--plan", "--steps"))
            )
            return
        session = self.session(args.context)
        typed = cell_steps(body, args.steps) if _is_list(body, args) else [body]
        if not typed:
            raise BadInput(EMPTY)
        steps = [fill(step, self.shell.user_ns) for step in typed] if args.fill else typed
        old = again.earlier(session, self.request.cell_id, steps)
        with self.live_cell(args) as live:
            try:
                new = self._write_all(args, session, steps, typed, old, live)
            except BaseException:
                self.recorder.discard()
                raise
            if not args.dry_run:
                source = f"%%synth {line.strip()}".rstrip() + f"\n{body}"
                self._settle(args, source, new, old, live)

    def _settle(
        self, args: Namespace, source: str, new: list[Entry], old: list[Entry], live: LiveCell
    ) -> None:
        """What was written takes its place in the context and in the notebook. source: of the %%synth cell."""
        session = self.session(args.context)
        to = args.to or self.to
        in_terminal = not self.request.cell_id and not hasattr(self.shell, "kernel")
        done = again.outcome(new, old, force=args.new or in_terminal, page=live.earlier)
        entries = [replace(entry, typed=source) for entry in done.entries]
        if to == "replace":
            entries = [replace(entry, cell_id=self.request.cell_id) for entry in entries]
        if old:
            session.rewrite([entry.number for entry in old], entries)
        else:
            session.append(entries)
        self.recorder.commit()
        self.latest = args.context
        if done.message and to in ("insert", "replace"):
            cell.say(done.message, self.recorder.carried(args.context, [e.turn for e in new if e.turn]))
        if done.put or to != "insert":
            self.deliver(args, entries, live)

    def _write_all(
        self,
        args: Namespace,
        session: Session,
        steps: list[str],
        typed: list[str],
        old: list[Entry],
        live: LiveCell,
    ) -> list[Entry]:
        """An entry for each step of the cell; the session stays as it is, so that a failure changes nothing."""
        past = session.before(old[0].number) if old else session.fork(session.name)
        entries: list[Entry] = []
        displays: list[cell.StepDisplay] = []
        for part, instruction in enumerate(steps):
            before = old[part] if part < len(old) else None
            past.reserve((before.number if before else session.next_number) - 1)
            above = draft([e.current for e in entries], past.next_number, instruction, args.context)
            display = self.display(args, live, above)
            try:
                entry = self._write(args, past, instruction, typed[part], before, part, display)
            except BaseException:
                for earlier in displays:
                    earlier.partial("not inserted: a later step of the cell failed")
                raise
            displays.append(display)
            if entry is None:
                break
            past.append([entry])
            entries.append(entry)
        return entries

    def _write(
        self,
        args: Namespace,
        past: Session,
        instruction: str,
        typed: str,
        before: Entry | None,
        part: int,
        display: cell.StepDisplay,
    ) -> Entry | None:
        """One turn; None on a dry run; `before`, what this step was, if nothing that goes into it has changed.

        typed: the instruction before values were filled in. part: of a cell of several steps; only the first can
        be checked, for none before it waits to be run.
        """
        if args.dry_run and self.run_mode.lines is not None:
            print("a dry run asks its model for nothing: no code of it is recorded")
            return None
        found = self.replay(args.context, instruction, part, past.next_number)
        if found is not None:
            return self._put_again(args, found, display)
        sampling = self.sampling(args)
        with display.failing():
            backend = self.open_model(args, display)
            layout = self.layout(args, backend)
            display.rules = for_layout(sampling, layout).stop
            help = self.help_parts(args, alone=part == 0)
            recent = "\n".join(entry.code for entry in past.past[-3:])
            space = self.shell.user_ns
            told = ground(space, instruction, backend, help, recent, self.failed[1], past.code)
            prompt = build_prompt(past, instruction, backend, sampling, layout=layout, grounding=told)
            if args.dry_run:
                print(prompt.text, end="" if prompt.text.endswith("\n") else "\n")
                return None
            asked = again.asked(prompt, sampling, backend.identity, help)
            if before is not None and before.asked == asked and not args.new:
                to = args.to or self.to
                if to in ("show", "run"):  # no cell holds it, and its output was cleared
                    known = self.recorder.carried(args.context, [before.current])
                    display.final(before.current, to, known, "unchanged")
                return before
            written = write_step(
                past,
                instruction,
                backend,
                sampling,
                space,
                help,
                layout=layout,
                decoder=self.decoder(args.context, backend),
                on_text=display.on_text,
                recent_code=recent,
                last_error=self.failed[1],
                cache=self.completions(args.new),
            )
        if part == 0:  # the only one with several candidates: %synth pick is for it
            self.written[args.context] = written
        filled = typed if args.fill else ""
        record = self.take_down(
            args,
            written.turn,
            past.past,
            help,
            part=part,
            asked=asked,
            filled=filled,
            repaired=written.candidates[0].repaired,
            checks=written.about(),
        )
        display.final(written.turn, args.to or self.to, record)
        if help.looks:
            _tell(written)
        turn = written.turn
        return Entry(turn.code, turn, step_cell_id=self.request.cell_id, asked=asked, filled=filled)

    def _put_again(self, args: Namespace, found: Found, display: cell.StepDisplay) -> Entry:
        """A step of a run that replays: shown and recorded as it was."""
        turn = found.turn
        known = self.recorder.add_again(found.line, args.context, turn.number, self.record)
        display.final(turn, args.to or self.to, known, "from the record")
        return Entry(turn.code, turn, step_cell_id=self.request.cell_id, asked=found.line["asked"])

    def before_cell(self, info: Any) -> None:
        follow.before_cell(self, info)

    def after_cell(self, result: Any) -> None:
        follow.after_cell(self, result)


def register(shell: InteractiveShell) -> None:
    magics = SynthMagics(shell)
    shell.register_magics(magics)
    shell.events.register("pre_run_cell", magics.before_cell)
    shell.events.register("post_run_cell", magics.after_cell)
    for key in KEYS:
        shell.set_hook(
            "complete_command",
            lambda _, event: complete_line(magics.synth.parser, COMMANDS, event.line),
            str_key=key,
        )
    if magics.resume and not magics.run_mode.kind:
        _resume(magics)


def _resume(magics: SynthMagics) -> None:
    """What cannot be taken up is told: the extension is loaded all the same."""
    try:
        magics.take_up()
    except CodegenMagicError as error:
        print(f"nothing resumed: {one_line(str(error))}")


def unregister(shell: InteractiveShell) -> None:
    for magics in [c for c in shell.configurables if isinstance(c, SynthMagics)]:
        for event, hook in (("pre_run_cell", magics.before_cell), ("post_run_cell", magics.after_cell)):
            with contextlib.suppress(ValueError):
                shell.events.unregister(event, hook)
        magics.front.close()
    manager = shell.magics_manager
    for kind in ("line", "cell"):
        manager.magics[kind].pop("synth", None)
    manager.registry.pop("SynthMagics", None)
    shell.configurables[:] = [c for c in shell.configurables if not isinstance(c, SynthMagics)]
    for key in KEYS:
        shell.strdispatchers["complete_command"].strs.pop(key, None)


def _is_list(text: str, args: Namespace) -> bool:
    return bool(args.steps or len(cell_steps(text)) > 1)


def _tell(written: Written) -> None:
    """What the checks found, below the code."""
    report, trial = written.evidence.report, written.evidence.trial
    for line in report.added_imports:
        print(f"added: {line}")
    for name in report.assigned:
        print(f"added: the assignment to {name}")
    for names in report.renamed:
        print(f"renamed: {names}")
    for name in report.converted:
        print(f"converted: {name}")
    for finding in report.findings:
        print(finding)
    if trial is not None:
        if report.unused:
            print(f"not used of the step: {', '.join(report.unused)}")
        made = ", ".join(f"{v.name} ({v.text})" for v in trial.variables)
        print(f"trial: {trial.error or trial.reason or 'ok'}{f'; makes {made}' if made else ''}")
    if len(written.candidates) > 1:
        print(f"{len(written.candidates)} candidates: %synth pick shows them")
