"""Natural-language steps in a notebook become executable cells: `%load_ext codegen_magic`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__version__ = "0.1.0"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register %%synth and %synth. Loads no model and imports no model library."""
    from codegen_magic.magic import register

    register(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Leave nothing behind: magics, settings, completers, loaded models."""
    from codegen_magic.magic import unregister

    unregister(shell)
