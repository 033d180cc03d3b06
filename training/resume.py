"""What a run goes on from: its newest checkpoint, of the same settings and the same rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import nn

from training import checkpoint
from training import stage as stages
from training.errors import BadCheckpoint
from training.rows import Rows
from training.stage import Stage


def resume(stage: Stage, checkpoints: Path, model: nn.Module, train: Rows) -> int:
    """Load the newest checkpoint's weights, if there is one; the next step's number."""
    found = checkpoint.all_in(checkpoints)
    if not found:
        return 0
    meta = checkpoint.read_meta(found[-1])
    refuse_other_settings(meta["stage"], stage, found[-1])
    if meta.get("rows_sha256", train.sha256) != train.sha256:  # older checkpoints do not say
        raise BadCheckpoint(
            f"{found[-1]} was trained with other rows than {train.folder} holds now: use another folder, or name "
            "the old rows with data.train"
        )
    return int(checkpoint.load_weights(found[-1], model)["step"])


def refuse_other_settings(table: dict[str, Any], stage: Stage, where: Path) -> None:
    """BadCheckpoint where `where` was trained with settings, as `table` has them, that make another model."""
    before, now = flat(table), flat(stages.to_table(stage))
    for key in sorted(before.keys() | now.keys()):
        free = key.startswith(("run.", "data.")) or key == "batch.rows_per_micro_batch"
        if before.get(key) != now.get(key) and not free:
            raise BadCheckpoint(
                f"{where} was trained with {key} = {before.get(key)!r}, this stage has {now.get(key)!r}: "
                "use another folder, or the old value"
            )


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in table.items():
        out |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return out
