"""`ModelFolder`: what one model folder says of itself.

A fetched folder has a meta.json; for any other folder the same facts are derived from
config.json and the tokenizer's files. Reads JSON only: no weights, no torch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from codegen_magic.errors import ModelBroken
from codegen_magic.turn import Identity

FORMATS = ("comments", "chat")
TOKENIZER = "tokenizer.json"
SMALL_GRAPH = "onnx/model_q4.onnx"  # what exports on the hub call their 4-bit graph
GRAPHS = ("onnx/model.onnx", "model.onnx", SMALL_GRAPH)

# Special tokens that end a text or a turn in the families that users run. A model's own eos ids come
# first; these are added where the vocabulary has them as special tokens, because a base prompt may
# end with the one and a chat answer with the other.
END_TOKENS = frozenset(
    {
        "<|endoftext|>",
        "<|im_end|>",
        "<|end_of_text|>",
        "<|eot_id|>",
        "<|EOT|>",
        "<end_of_turn>",
        "</s>",
        "<｜end▁of▁sentence｜>",
        "<[end▁of▁sentence]>",
    }
)


@dataclass(frozen=True)
class ModelFolder:
    """A folder with weights, config and tokenizer. Hashes that meta.json lacks are computed on demand."""

    path: Path
    name: str
    source: str  # "pypi:package==version", "hub:owner/name", "local"
    revision: str  # version, commit, or ""
    licence: str  # "" where unknown
    default_format: str  # "comments" or "chat"
    context_length: int  # tokens, prompt and completion together
    tokenizer_size: int  # ids from here on are padding of the embedding
    eos_ids: frozenset[int]
    default_header: str | None = None  # the prompt's first lines; None: the format's own
    recorded_weights_sha256: str = ""
    recorded_tokenizer_sha256: str = ""

    @cached_property
    def weights_sha256(self) -> str:
        return self.recorded_weights_sha256 or hash_files(weight_files(self.path))

    @cached_property
    def tokenizer_sha256(self) -> str:
        return self.recorded_tokenizer_sha256 or hash_file(self.path / TOKENIZER)

    def identity(self, runtime: str, dtype: str, device: str) -> Identity:
        """Which model this is, on the runtime that loaded it."""
        return Identity(
            self.name, self.revision, self.weights_sha256, self.tokenizer_sha256, runtime, dtype, device
        )

    @property
    def bytes(self) -> int:
        """Size on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def read_folder(path: Path) -> ModelFolder:
    """The facts of a folder; ModelBroken where it cannot be a model."""
    if not path.is_dir():
        raise ModelBroken(f"{path} is not a folder: give a folder with config.json, weights and {TOKENIZER}")
    _require_files(path)
    meta = read_json(path / "meta.json", required=False)
    try:
        return ModelFolder(
            path=path,
            name=str(meta.get("name") or path.resolve().name),
            source=str(meta.get("source") or "local"),
            revision=str(meta.get("revision") or ""),
            licence=str(meta.get("licence") or ""),
            default_format=_checked_format(meta.get("default_format") or derive_format(path)),
            context_length=int(meta.get("context_length") or derive_context_length(path)),
            tokenizer_size=int(meta.get("tokenizer_size") or derive_tokenizer_size(path)),
            eos_ids=frozenset(int(i) for i in meta.get("eos_ids") or derive_eos_ids(path)),
            default_header=meta.get("default_header"),
            recorded_weights_sha256=str(meta.get("weights_sha256") or ""),
            recorded_tokenizer_sha256=str(meta.get("tokenizer_sha256") or ""),
        )
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise ModelBroken(
            f"{path / 'meta.json'}, config.json or {TOKENIZER} has a value of the wrong kind: {error}"
        ) from error


def write_meta(
    path: Path,
    *,
    name: str,
    source: str,
    revision: str,
    licence: str,
    default_format: str | None,
    **extra: Any,
) -> None:
    """Write meta.json of a complete folder: what was given, and the rest derived and hashed."""
    (path / "meta.json").unlink(missing_ok=True)
    _require_files(path)
    meta = {
        "name": name,
        "source": source,
        "revision": revision,
        "weights_sha256": hash_files(weight_files(path)),
        "tokenizer_sha256": hash_file(path / TOKENIZER),
        "licence": licence,
        "default_format": default_format or derive_format(path),
        "context_length": derive_context_length(path),
        "tokenizer_size": derive_tokenizer_size(path),
        "eos_ids": sorted(derive_eos_ids(path)),
        **extra,
    }
    (path / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")


def weight_files(path: Path) -> list[Path]:
    """The files that hold the weights, safetensors before GGUF before ONNX; empty if there are none."""
    for pattern in ("*.safetensors", "*.gguf", "onnx/*.onnx*", "*.onnx*"):
        found = sorted(path.glob(pattern))
        if found:
            return found
    return []


def graph_file(path: Path) -> Path | None:
    """The ONNX graph of a bundle or of a ready export; None if there is none."""
    return next((path / name for name in GRAPHS if (path / name).is_file()), None)


def _require_files(path: Path) -> None:
    pickles = [*path.glob("pytorch_model*.bin")]
    if not weight_files(path):
        if pickles:
            raise ModelBroken(
                f"{path} holds only a pickle checkpoint: "
                f"run `codegen-magic models convert {path} NEW_FOLDER` once"
            )
        raise ModelBroken(f"{path} holds no weights: it needs model.safetensors beside config.json")
    if not (path / "config.json").is_file() or not (path / TOKENIZER).is_file():
        if any(path.glob("*.gguf")) or pickles:
            raise ModelBroken(
                f"{path} has weights but no config.json and {TOKENIZER}: "
                f"run `codegen-magic models convert {path} NEW_FOLDER` once"
            )
        missing = TOKENIZER if (path / "config.json").is_file() else "config.json"
        raise ModelBroken(f"{path} holds no {missing}: fetch the model again or complete the folder")


def derive_context_length(path: Path) -> int:
    """Tokens that the position embedding allows; 2048 where config.json does not say."""
    config = read_json(path / "config.json")
    for source in (config, config.get("text_config") or {}):
        for key in ("max_position_embeddings", "n_positions", "n_ctx", "seq_length"):
            if source.get(key):
                return int(source[key])
    return 2048


def derive_tokenizer_size(path: Path) -> int:
    """One more than the highest id of the tokenizer, which is often below the model's vocab_size."""
    return 1 + max(_vocabulary(path).values(), default=-1)


def derive_eos_ids(path: Path) -> frozenset[int]:
    """Ids that end a text: the configs', the tokenizer's, and END_TOKENS among the special tokens."""
    found: set[int] = set()
    for name in ("config.json", "generation_config.json"):
        found.update(_as_ids(read_json(path / name, required=False).get("eos_token_id")))
    vocabulary = _vocabulary(path)
    eos = token_text(read_json(path / "tokenizer_config.json", required=False).get("eos_token"))
    if eos in vocabulary:
        found.add(vocabulary[eos])
    for token in read_json(path / TOKENIZER).get("added_tokens") or []:
        if token.get("special") and token.get("content") in END_TOKENS:
            found.add(int(token["id"]))
    return frozenset(found)


def derive_format(path: Path) -> str:
    return "chat" if chat_template(path) else "comments"


def chat_template(path: Path) -> str | None:
    """The Jinja source, from the first of the three places where models keep it; None for a base model."""
    file = path / "chat_template.jinja"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    for name in ("chat_template.json", "tokenizer_config.json"):
        template = read_json(path / name, required=False).get("chat_template")
        if isinstance(template, list):  # several named templates
            named = {
                entry.get("name"): entry.get("template") for entry in template if isinstance(entry, dict)
            }
            template = named.get("default") or next(iter(named.values()), None)
        if isinstance(template, str) and template:
            return template
    return None


def token_text(token: Any) -> str:
    """The text of a special token in tokenizer_config.json, which is a string or an object."""
    return str(token.get("content", "")) if isinstance(token, dict) else str(token or "")


def hash_file(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(paths: Iterable[Path]) -> str:
    """One file: its hash. Several: the hash of their sorted `sha256sum` lines."""
    hashes = sorted((path.name, hash_file(path)) for path in paths)
    if len(hashes) == 1:
        return hashes[0][1]
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in hashes).encode()).hexdigest()


def read_json(path: Path, required: bool = True) -> dict[str, Any]:
    """A JSON object; {} for a missing file that is not required; ModelBroken for anything else."""
    if not required and not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelBroken(f"{path} cannot be read: {error}; fetch the model again with --update") from error
    if not isinstance(data, dict):
        raise ModelBroken(f"{path} is not a JSON object: fetch the model again with --update")
    return data


def _vocabulary(path: Path) -> dict[str, int]:
    """Token -> id, added tokens included."""
    data = read_json(path / TOKENIZER)
    vocabulary = (data.get("model") or {}).get("vocab") or {}
    if isinstance(vocabulary, list):  # Unigram: a list of [token, score]
        vocabulary = {entry[0]: index for index, entry in enumerate(vocabulary)}
    added = {token["content"]: token["id"] for token in data.get("added_tokens") or []}
    return {**vocabulary, **added}


def _as_ids(value: Any) -> list[int]:
    if value is None:
        return []
    return [int(item) for item in (value if isinstance(value, list) else [value])]


def _checked_format(value: Any) -> str:
    if value not in FORMATS:
        raise ValueError(f"default_format {value!r} is neither of {', '.join(FORMATS)}")
    return str(value)
