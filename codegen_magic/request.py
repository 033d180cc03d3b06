"""What the front end says of the cell that runs: its id, its tags, the cells that were deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from codegen_magic.whereami import cell_id, parent_metadata


@dataclass(frozen=True)
class Request:
    """cell_id: "" in front ends that send none (terminals, nbclient, nbclassic). source: the cell's."""

    cell_id: str = ""
    deleted: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    source: str = ""


def read_request(shell: InteractiveShell, info: Any = None) -> Request:
    """The request that is being answered; empty in a terminal. info: IPython's, of the cell."""
    given = getattr(info, "cell_meta", None)  # IPython 9.16 and ipykernel 7.3 on
    metadata = given if isinstance(given, Mapping) else parent_metadata(shell)
    return Request(
        cell_id(metadata) or getattr(info, "cell_id", None) or "",
        _strings(metadata.get("deletedCells")),
        _strings(metadata.get("tags")),
        getattr(info, "raw_cell", None) or "",
    )


def _strings(value: Any) -> frozenset[str]:
    return (
        frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()
    )
