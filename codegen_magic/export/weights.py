"""Weights by name from a folder's safetensors, one at a time, as float32. No torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from codegen_magic.errors import ModelBroken


class Weights:
    """`weights[name]` reads one tensor; shards are found by the names that they hold."""

    def __init__(self, folder: Path) -> None:
        from safetensors import SafetensorError, safe_open

        files = sorted(folder.glob("*.safetensors"))
        if not files:
            raise ModelBroken(
                f"{folder} holds no safetensors: convert it with `codegen-magic models convert`"
            )
        self._open: dict[str, Any] = {}
        for file in files:
            try:
                opened: Any = safe_open(str(file), framework="np")
            except SafetensorError as error:
                raise ModelBroken(f"{file} is damaged: {error}; fetch or train the model again") from error
            self._open.update(dict.fromkeys(opened.keys(), opened))

    def __contains__(self, name: str) -> bool:
        return name in self._open

    def __getitem__(self, name: str) -> npt.NDArray[np.float32]:
        if name not in self._open:
            raise ModelBroken(f"the safetensors hold no {name}: fetch the model again")
        # bfloat16 needs ml_dtypes registered with numpy
        import ml_dtypes  # noqa: F401

        return np.asarray(self._open[name].get_tensor(name), dtype=np.float32)

    def get(self, name: str) -> npt.NDArray[np.float32] | None:
        return self[name] if name in self._open else None
