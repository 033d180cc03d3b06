"""Natural-language steps in a notebook become executable cells: `%load_ext codegen_magic`."""

from __future__ import annotations

__version__ = "0.1.0"
