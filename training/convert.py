"""JAXFORMER's and CodeGen2's checkpoints -> the layout that transformers.CodeGenForCausalLM reads.

    python -m training.convert FOLDER OUT --mp-num 8

qkv_proj's rows are grouped for model parallelism: view(mp_num, 3, heads / mp_num, head_dim, hidden) in the
order q, v, k. transformers fixes mp_num at 4; JAXFORMER's own port, CodeGen2-1B and CodeGen2-3.7B have 8.
Loading such a file as it is gives a model that talks nonsense, and no error.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from training.errors import BadCheckpoint
from training.files import whole_folder
from training.model import QKV_GROUPS


def regroup_qkv(weight: Tensor, heads: int, mp_num: int, groups: int = QKV_GROUPS) -> Tensor:
    """qkv weight (3 D, D) or bias (3 D,) of `mp_num` groups -> the same heads in `groups` groups.

    Heads keep their order, so out_proj needs no change.
    """
    if heads % mp_num or heads % groups:
        raise BadCheckpoint(f"{heads} heads cannot be split into {mp_num} groups and {groups} groups")
    head_dim = weight.shape[0] // 3 // heads
    rest = weight.shape[1:]
    split = weight.reshape(mp_num, 3, heads // mp_num, head_dim, *rest)
    by_kind = split.transpose(0, 1).reshape(3, groups, heads // groups, head_dim, *rest)
    return by_kind.transpose(0, 1).reshape(weight.shape).contiguous()


def convert(source: Path, out: Path, mp_num: int) -> None:
    """Write `source` (config.json, *.safetensors, tokenizer files) to `out` with qkv_proj re-grouped."""
    config_file = source / "config.json"
    shards = sorted(source.glob("*.safetensors"))
    if not config_file.is_file() or not shards:
        raise BadCheckpoint(
            f"{source} has no config.json with *.safetensors: convert the weights to safetensors first"
        )
    config = json.loads(config_file.read_text())
    if out.exists():
        raise BadCheckpoint(f"{out} is there already: name a new folder")
    with whole_folder(out) as folder:
        _write(source, folder, shards, config, mp_num)


def _write(source: Path, out: Path, shards: list[Path], config: dict[str, Any], mp_num: int) -> None:
    heads = int(config.get("n_head") or config["num_attention_heads"])
    for shard in shards:
        save_file(_regrouped(shard, heads, mp_num), out / shard.name, metadata={"format": "pt"})
    config = config | {"model_type": "codegen", "architectures": ["CodeGenForCausalLM"]}
    config.pop("auto_map", None)  # names code that travels with the model; ours is transformers' own
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for extra in [
        *source.glob("*token*.json"),
        *source.glob("vocab*"),
        *source.glob("merges*"),
        *source.glob("*.index.json"),
    ]:
        shutil.copy(extra, out / extra.name)


def _regrouped(shard: Path, heads: int, mp_num: int) -> dict[str, Tensor]:
    tensors = {}
    try:
        with safe_open(shard, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118 - safe_open is no mapping
                tensor = file.get_tensor(name)
                tensors[name] = regroup_qkv(tensor, heads, mp_num) if ".attn.qkv_proj." in name else tensor
    except SafetensorError as error:
        raise BadCheckpoint(f"{shard} is broken ({error}): fetch it again") from error
    return tensors


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="training.convert", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mp-num", type=int, default=8, help="groups in the source's qkv_proj (default 8)")
    args = parser.parse_args(argv)
    convert(args.folder, args.out, args.mp_num)
    return 0


if __name__ == "__main__":
    from training.command import run

    run(main)
