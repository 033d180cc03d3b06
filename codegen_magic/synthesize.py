"""The one path from a step to its code: notebooks, replay and the benchmarks all call `synthesize`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from codegen_magic import prompt as prompts
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.errors import BadInput, NoCode
from codegen_magic.generate import OnText, generate
from codegen_magic.prompt import Layout
from codegen_magic.session import Session
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Completion, Prompt, Sampling, Turn


def layout_for(backend: Backend, format: str | None = None, header: str | None = None) -> Layout:
    """The layout with the model's own format where none is asked for."""
    return Layout(format or backend.default_format, header)


def build_prompt(
    session: Session,
    instruction: str,
    backend: Backend,
    sampling: Sampling,
    *,
    layout: Layout | None = None,
    grounding: str = "",
) -> Prompt:
    """Exactly what `synthesize` would send."""
    if not instruction.strip():
        raise BadInput("the step is empty: write what the code should do, in words")
    budget = backend.context_length - sampling.max_new_tokens
    if budget < 1:
        raise BadInput(
            f"max_new_tokens {sampling.max_new_tokens} leaves no room in the model's context "
            f"of {backend.context_length} tokens: lower it"
        )
    layout = layout or layout_for(backend)
    return prompts.build(session.turns, instruction, backend.tokenizer, budget, layout, grounding)


def synthesize(
    session: Session,
    instruction: str,
    backend: Backend,
    sampling: Sampling,
    *,
    layout: Layout | None = None,
    grounding: str = "",
    decoder: Decoder | None = None,
    on_text: OnText | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Turn:
    """Write the code of the next step. The session is read, not changed: add the turn to keep it.

    decoder: the session's own, so that its cache is extended; None computes the whole prompt.
    Raises NoCode when the rule set asks for code and the answer holds none.
    """
    layout = layout or layout_for(backend)
    if layout.format == "chat" and sampling.stop == "cell":
        sampling = dataclasses.replace(sampling, stop="fence")
    if sampling.stop not in STOP_RULES:
        raise BadInput(f"no stop rules {sampling.stop!r}: use one of {', '.join(STOP_RULES)}")
    rules = STOP_RULES[sampling.stop]
    prompt = build_prompt(session, instruction, backend, sampling, layout=layout, grounding=grounding)
    complete = getattr(backend, "complete", None)  # of a server, which gives text and no logits
    if complete is not None:
        completion: Completion = complete(prompt.text, sampling, rules.cut, on_text, should_stop)
    else:
        decoder = decoder if decoder is not None else backend.open()
        completion = generate(
            decoder, backend.tokenizer, prompt.ids, sampling, rules.cut, on_text, should_stop
        )
    code = rules.code(completion.text, completion.stop_reason != "length")
    if rules.must_be_code and not code.strip():
        raise NoCode(_no_code_message(completion.text))
    return Turn(session.next_number, instruction, code, prompt, completion, sampling, backend.identity)


def _no_code_message(text: str) -> str:
    if not text.strip():
        return "the model answered nothing: say the step in other words, or try --temperature 0.4 --seed 1"
    answer = " ".join(text.split())
    shown = answer if len(answer) <= 80 else answer[:77] + "..."
    return f"the model answered without code ({shown}): say the step in other words, or use a larger model"
