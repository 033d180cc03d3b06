"""The grounding comment of a live namespace: the very function that prompts use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BUDGET = 160  # tokens; rows are short, and a notebook's variables fit


def describe(namespace: Mapping[str, Any], instruction: str, recent_code: str, last_error: str = "") -> str:
    """Comment lines about what the namespace holds, "" where nothing is to be told."""
    from codegen_magic.grounding import describe as describe_namespace

    visible = {name: value for name, value in namespace.items() if name[:1] != "_"}
    return describe_namespace(visible, instruction, recent_code, budget=BUDGET, last_error=last_error)
