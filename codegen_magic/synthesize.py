"""The one path from a step to its code: notebooks, replay and the benchmarks all call `synthesize`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from codegen_magic import prompt as prompts
from codegen_magic.backends.base import Backend, Decoder
from codegen_magic.cache import Cache, key_of
from codegen_magic.errors import BadInput, NoCode
from codegen_magic.generate import OnText, generate
from codegen_magic.generate_rows import can_share, generate_rows
from codegen_magic.prompt import Layout
from codegen_magic.session import Session
from codegen_magic.truncate import STOP_RULES, looks_like_code
from codegen_magic.turn import Completion, Prompt, Sampling, Turn


def layout_for(backend: Backend, format: str | None = None, header: str | None = None) -> Layout:
    """The layout with the model's own format and header where none is asked for."""
    own = backend.default_header if format in (None, "", backend.default_format) else None
    return Layout(format or backend.default_format, own if header is None else header)


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
    per_token = getattr(backend, "bytes_per_token", 1)  # a server's context is counted in bytes
    budget = backend.context_length - sampling.max_new_tokens * per_token
    if budget < 1:
        raise BadInput(
            f"max_new_tokens {sampling.max_new_tokens} leaves no room in the model's context "
            f"of {backend.context_length // per_token} tokens: lower it"
        )
    layout = layout or layout_for(backend)
    return prompts.build(session.past, instruction, backend.tokenizer, budget, layout, grounding)


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
    cache: Cache | None = None,
) -> Turn:
    """Write the code of the next step. The session is read, not changed: add the turn to keep it.

    decoder: the session's own, so that its cache is extended; None computes the whole prompt.
    cache: where a completion of the same prompt by the same model may be found.
    Raises NoCode when the rule set asks for code and the answer holds none, or none that parses.
    """
    (made,) = synthesize_each(
        session,
        instruction,
        backend,
        [sampling],
        layout=layout,
        grounding=grounding,
        decoder=decoder,
        on_text=on_text,
        should_stop=should_stop,
        cache=cache,
    )
    if isinstance(made, NoCode):
        raise made
    return made


def synthesize_each(
    session: Session,
    instruction: str,
    backend: Backend,
    samplings: Sequence[Sampling],
    *,
    layout: Layout | None = None,
    grounding: str = "",
    decoder: Decoder | None = None,
    on_text: OnText | None = None,
    should_stop: Callable[[], bool] | None = None,
    cache: Cache | None = None,
) -> list[Turn | NoCode]:
    """A candidate for each sampling, of one prompt; together where the decoder's rows allow it.

    The samplings differ in temperature and seed only. An answer without code is its NoCode.
    """
    layout = layout or layout_for(backend)
    samplings = [for_layout(sampling, layout) for sampling in samplings]
    prompt = build_prompt(session, instruction, backend, samplings[0], layout=layout, grounding=grounding)
    decoder = decoder if decoder is not None else backend.open()
    keys = [key_of(prompt, sampling, backend.identity) if cache else "" for sampling in samplings]
    done = [cache.get(key) if cache and key else None for key in keys]
    missing = [index for index, completion in enumerate(done) if completion is None]
    asked = [samplings[index] for index in missing]
    if len(asked) > 1 and can_share(decoder):
        cut = STOP_RULES[asked[0].stop].cut
        new = generate_rows(decoder, backend.tokenizer, prompt.ids, asked, cut, should_stop)
    else:
        new = [
            continue_text(backend, prompt.text, prompt.ids, sampling, decoder, on_text, should_stop)
            for sampling in asked
        ]
    for index, completion in zip(missing, new, strict=True):
        done[index] = completion
        if cache and keys[index] and keys[index] == key_of(prompt, samplings[index], backend.identity):
            cache.put(keys[index], completion)
    numbered = zip(samplings, done, strict=True)
    return [_turn(session, instruction, prompt, s, c, backend) for s, c in numbered if c is not None]


def for_layout(sampling: Sampling, layout: Layout) -> Sampling:
    """The sampling with the stop rules of the layout: a chat model's answer ends with its fence."""
    if layout.format == "chat" and sampling.stop == "cell":
        sampling = dataclasses.replace(sampling, stop="fence")
    if sampling.stop not in STOP_RULES:
        raise BadInput(f"no stop rules {sampling.stop!r}: use one of {', '.join(STOP_RULES)}")
    return sampling


def _turn(
    session: Session,
    instruction: str,
    prompt: Prompt,
    sampling: Sampling,
    completion: Completion,
    backend: Backend,
) -> Turn | NoCode:
    rules = STOP_RULES[sampling.stop]
    code = rules.code(completion.text, completion.stop_reason != "length")
    if rules.must_be_code and not code.strip():
        return NoCode(_no_code_message(completion))
    return Turn(session.next_number, instruction, code, prompt, completion, sampling, backend.identity)


def continue_text(
    backend: Backend,
    text: str,
    ids: Sequence[int],
    sampling: Sampling,
    decoder: Decoder | None = None,
    on_text: OnText | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Completion:
    """What the model writes behind a text, whose ids are given too, up to where the sampling's stop rules cut."""
    cut = STOP_RULES[sampling.stop].cut
    complete = getattr(backend, "complete", None)  # of a server, which gives text and no logits
    if complete is not None:
        completion: Completion = complete(text, sampling, cut, on_text, should_stop)
        return completion
    decoder = decoder if decoder is not None else backend.open()
    return generate(decoder, backend.tokenizer, ids, sampling, cut, on_text, should_stop)


def _no_code_message(completion: Completion) -> str:
    if not completion.text.strip():
        return "the model answered nothing: say the step in other words, or try --temperature 0.4 --seed 1"
    answer = " ".join(completion.text.split())
    shown = answer if len(answer) <= 80 else answer[:77] + "..."
    if completion.stop_reason == "length":
        return (
            f"the answer was cut at the token limit in its first statement ({shown}): "
            "ask for less in one step, or raise --max-new-tokens"
        )
    if looks_like_code(completion.text):
        return f"the model's code does not parse ({shown}): try --n 4, or say the step in other words"
    return f"the model answered without code ({shown}): say the step in other words, or use a larger model"
