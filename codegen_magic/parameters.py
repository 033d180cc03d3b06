"""Parameters, papermill's way: a cell tagged `parameters` holds defaults, one put behind it overrides them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from keyword import iskeyword
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from codegen_magic.errors import BadInput
from codegen_magic.settings import did_you_mean

TAG, INJECTED = "parameters", "injected-parameters"


def parse(pairs: Sequence[str]) -> dict[str, Any]:
    """`["n=3", "city=Oslo"]` to values: Python literals where they are ones, texts else."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.isidentifier() or iskeyword(name):
            raise BadInput(f"--param {pair!r}: write NAME=VALUE, for instance --param n=3")
        try:
            found[name] = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            found[name] = {"true": True, "false": False}.get(text, text)
    return found


def inject(notebook: NotebookNode, parameters: Mapping[str, Any]) -> None:
    """Put the values behind the tagged cell, in the place of those of an earlier run.

    Raises BadInput where there is no tagged cell, or where it gives no default to a name.
    """
    if not parameters:
        return
    cells = notebook.cells
    index = _tagged(cells, TAG)
    if index is None:
        raise BadInput(f"the notebook has no cell tagged {TAG!r}: tag the one that holds the defaults")
    known = assigned(cells[index].source)
    if known is None:
        raise BadInput(f"the cell tagged {TAG!r} is no Python that parses: mend it first")
    for name in parameters:
        if name not in known:
            raise BadInput(
                f"--param {name}: the cell tagged {TAG!r} sets no {name}{did_you_mean(name, known)}"
            )
    source = "# Parameters\n" + "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    injected = new_code_cell(source, metadata={"tags": [INJECTED]})
    old = _tagged(cells, INJECTED)
    if old is not None:
        injected["id"] = cells[old].get("id", injected["id"])
        cells[old] = injected
    else:
        cells.insert(index + 1, injected)


def assigned(source: str) -> list[str] | None:
    """The names that a cell assigns at its top level, magics beside them or not; None where it does not parse."""
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return None
    targets = [t for s in tree.body if isinstance(s, ast.Assign) for t in s.targets]
    targets += [s.target for s in tree.body if isinstance(s, ast.AnnAssign)]
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]


def _tagged(cells: Sequence[NotebookNode], tag: str) -> int | None:
    found = (index for index, cell in enumerate(cells) if tag in cell.metadata.get("tags", []))
    return next(found, None)
