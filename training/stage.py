"""A stage: one TOML file -> one frozen value. Unknown keys and contradictions are errors that name them."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.errors import BadStage
from training.model import SIZES, Shape


@dataclass(frozen=True)
class Model:
    """Either `parent` (a folder with weights) or a size or the dimensions of a new model."""

    parent: str = ""
    size: str = ""  # 350M, 2B, 6B, 16B
    layers: int = 0
    hidden: int = 0
    heads: int = 0
    rotary_dim: int = 0
    vocab: int = 51200
    context: int = 2048  # tokens a row


@dataclass(frozen=True)
class Data:
    train: str = ""  # a folder of packed rows
    valid: dict[str, str] = field(default_factory=dict)  # name -> folder of packed rows
    allow_repeats: bool = True  # False: more steps than one pass over the rows is an error


@dataclass(frozen=True)
class Batch:
    tokens_per_step: int = 524288
    rows_per_micro_batch: int = 4  # on each process


@dataclass(frozen=True)
class Optimizer:
    """Adam with decoupled weight decay; the defaults are JAXFORMER's."""

    lr: float = 3e-4
    lr_end: float = 3e-5
    warmup_steps: int = 3000
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.1
    clip: float = 1.0  # of the global gradient norm; 0 turns it off
    z_loss: float = 1e-4


@dataclass(frozen=True)
class Lora:
    rank: int = 0  # 0: full fine-tuning
    alpha: float = 0.0
    dropout: float = 0.0
    targets: tuple[str, ...] = ()  # module names; empty: every linear layer but the head


@dataclass(frozen=True)
class Run:
    precision: str = "auto"  # bf16: autocast with fp32 weights and optimiser; fp32; auto: see training.engine
    compile: bool = False  # each transformer layer by torch.compile
    activation_checkpointing: bool = False
    save_every: int = 1000  # steps
    keep: int = 2  # checkpoints
    validate_every: int = 1000
    validate_rows: int = 256  # of each validation set; 0: all
    sample_prompts: tuple[str, ...] = ()
    sample_tokens: int = 64


@dataclass(frozen=True)
class Stage:
    name: str = ""
    steps: int = 0
    seed: int = 0
    model: Model = field(default_factory=Model)
    data: Data = field(default_factory=Data)
    batch: Batch = field(default_factory=Batch)
    optimizer: Optimizer = field(default_factory=Optimizer)
    lora: Lora = field(default_factory=Lora)
    run: Run = field(default_factory=Run)

    @property
    def rows_per_step(self) -> int:
        return self.batch.tokens_per_step // self.model.context

    @property
    def shape(self) -> Shape:
        """Dimensions of a new model."""
        m = self.model
        if m.size:
            return dataclasses.replace(SIZES[m.size], vocab=m.vocab, context=m.context)
        return Shape(m.layers, m.hidden, m.heads, m.rotary_dim, m.vocab, m.context)

    def micro_steps(self, processes: int) -> int:
        """Micro-batches a step on each process; BadStage where they do not divide evenly."""
        rows, each = self.rows_per_step, self.batch.rows_per_micro_batch * processes
        if rows % each:
            raise BadStage(
                f"batch.tokens_per_step = {self.batch.tokens_per_step} is {rows} rows, not a multiple of "
                f"batch.rows_per_micro_batch = {self.batch.rows_per_micro_batch} x {processes} processes"
            )
        return rows // each


def load(path: Path, overrides: Sequence[str] = ()) -> Stage:
    """Read a stage file; each override is `section.key=value` with a TOML value (a bare word is a string)."""
    if not path.is_file():
        raise BadStage(f"no stage file {path}: stages are listed in training/stages/")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadStage(f"{path} is not TOML: {error}") from error
    for override in overrides:
        _override(table, override)
    return check(from_table(Stage, table, ""))


def _override(table: dict[str, Any], text: str) -> None:
    key, separator, value = text.partition("=")
    if not separator:
        raise BadStage(f"--set {text!r}: write section.key=value")
    try:
        parsed = tomllib.loads(f"v = {value}")["v"]
    except tomllib.TOMLDecodeError:
        parsed = value
    *sections, last = key.strip().split(".")
    for section in sections:
        table = table.setdefault(section, {})
        if not isinstance(table, dict):
            raise BadStage(f"--set {text!r}: {section} is no section")
    table[last] = parsed


def from_table(kind: type[Any], table: dict[str, Any], where: str) -> Any:
    """A frozen dataclass from a TOML table; `where` is the dotted path for messages."""
    hints = typing.get_type_hints(kind)
    for key in table:
        if key not in hints:
            close = difflib.get_close_matches(key, hints, n=1, cutoff=0.5)
            hint = f"did you mean {where}{close[0]}?" if close else f"known: {', '.join(hints)}"
            raise BadStage(f"unknown key {where}{key}: {hint}")
    return kind(**{key: _convert(hints[key], value, f"{where}{key}") for key, value in table.items()})


def _convert(kind: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise BadStage(f"{where} must be a section, got {value!r}")
        return from_table(kind, value, f"{where}.")  # type: ignore[arg-type]
    origin = typing.get_origin(kind)
    if origin is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if origin is dict and isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return dict(value)
    if isinstance(kind, types.GenericAlias):
        raise BadStage(f"{where} must hold strings only, got {value!r}")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise BadStage(f"{where} must be {kind.__name__}, got {value!r}")
    return value


def check(stage: Stage) -> Stage:
    """The stage itself, or BadStage naming what contradicts what."""
    m, o, b, r = stage.model, stage.optimizer, stage.batch, stage.run
    dimensions = [m.layers, m.hidden, m.heads, m.rotary_dim]
    ways = [bool(m.parent), bool(m.size), any(dimensions)]
    problems = [
        (not stage.name, "name is missing"),
        (stage.steps < 1, f"steps = {stage.steps} must be at least 1"),
        (
            sum(ways) == 0,
            "model.parent, model.size or model.layers, hidden, heads and rotary_dim must be given",
        ),
        (sum(ways) > 1, "model.parent, model.size and model.layers... exclude each other: give one"),
        (bool(m.size) and m.size not in SIZES, f"model.size = {m.size!r} is none of {', '.join(SIZES)}"),
        (any(dimensions) and not all(dimensions), "model.layers, hidden, heads and rotary_dim go together"),
        (m.context < 2, f"model.context = {m.context} must be at least 2"),
        (
            b.tokens_per_step % m.context != 0 or b.tokens_per_step < m.context,
            f"batch.tokens_per_step = {b.tokens_per_step} is not a multiple of model.context = {m.context}",
        ),
        (b.rows_per_micro_batch < 1, "batch.rows_per_micro_batch must be at least 1"),
        (o.warmup_steps < 0, f"optimizer.warmup_steps = {o.warmup_steps} must not be negative"),
        (
            o.warmup_steps > stage.steps,
            f"optimizer.warmup_steps = {o.warmup_steps} is more than steps = {stage.steps}",
        ),
        (o.lr <= 0 or o.lr_end < 0, "optimizer.lr must be positive and optimizer.lr_end not negative"),
        (o.lr_end > o.lr, f"optimizer.lr_end = {o.lr_end} is above optimizer.lr = {o.lr}"),
        (
            r.precision not in {"auto", "bf16", "fp32"},
            f"run.precision = {r.precision!r} is none of auto, bf16, fp32",
        ),
        (r.save_every < 1 or r.keep < 1, "run.save_every and run.keep must be at least 1"),
        (r.validate_every < 1, "run.validate_every must be at least 1"),
        (stage.lora.rank > 0 and not m.parent, "lora.rank needs model.parent: there is nothing to adapt"),
        (stage.lora.rank == 0 and bool(stage.lora.targets), "lora.targets is given, but lora.rank is 0"),
    ]
    for wrong, message in problems:
        if wrong:
            raise BadStage(message)
    return stage


def to_table(stage: Stage) -> dict[str, Any]:
    """JSON of a stage; `from_table` of it gives the stage back."""
    return typing.cast(dict[str, Any], _listed(dataclasses.asdict(stage)))


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value
