"""The steps of a long request by the model, where it is one that follows instructions; else by its sentences.

What it answers is only shown, for editing: no code is written before the user runs the steps.
"""

from __future__ import annotations

import dataclasses

from codegen_magic.backends.base import Backend
from codegen_magic.plan import line_steps, list_steps, split_request
from codegen_magic.synthesize import continue_text
from codegen_magic.truncate import STOP_RULES
from codegen_magic.turn import Sampling

MAX_STEPS, MAX_CHARACTERS = 20, 300  # of a plan and of one of its steps; more is no plan
ASK = (
    "Split the user's request into the steps of a Jupyter notebook, in the order in which they are done. Answer with a "
    "numbered list, one short step a line, each something that a few lines of Python do. Keep all names of files, "
    "columns and variables, and give a result a name where a later step needs it. No code, no other text."
)


def plan_by_model(request: str, backend: Backend, sampling: Sampling) -> list[str]:
    """The model's steps; [] where its answer is no plan."""
    messages = [{"role": "system", "content": ASK}, {"role": "user", "content": request.strip()}]
    text = backend.tokenizer.render_chat(messages)
    sampling = dataclasses.replace(sampling, stop="plan")
    answer = continue_text(backend, text, backend.tokenizer.encode(text), sampling)
    lines = STOP_RULES["plan"].code(answer.text, True).strip().splitlines()
    if answer.stop_reason == "length":
        lines = lines[:-1]  # cut in the middle
    plain = "\n".join(lines)
    steps = list_steps(plain) or (line_steps(plain) if len(lines) > 1 else [])
    fits = 1 < len(steps) <= MAX_STEPS and all(len(step) <= MAX_CHARACTERS for step in steps)
    return [" ".join(step.split()) for step in steps] if fits else []


def plan(request: str, backend: Backend | None, sampling: Sampling) -> tuple[list[str], str]:
    """The steps, and by what they were split. backend: the model that does it; a list is split already."""
    if backend is not None and request.strip() and not list_steps(request):
        steps = plan_by_model(request, backend, sampling)
        if steps:
            return steps, f"by {backend.identity.model}"
    return split_request(request), "by its sentences"
