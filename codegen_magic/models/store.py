"""Where models live on this machine, and finding one by name, folder or hub id. Never downloads."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import sys
from pathlib import Path

from codegen_magic.errors import ModelBroken, ModelNotFound
from codegen_magic.models.folder import ModelFolder, read_folder
from codegen_magic.models.table import MODELS, lookup

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def home() -> Path:
    """CODEGEN_MAGIC_HOME, else the platform's cache folder."""
    if chosen := os.environ.get("CODEGEN_MAGIC_HOME"):
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "codegen_magic"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "codegen_magic"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "codegen_magic"


def is_hub_id(name: str) -> bool:
    return _HUB_ID.fullmatch(name) is not None and ".." not in name


def store_name(name: str) -> str:
    """The name under which a model is stored: the table's, or `owner--name` of a hub id."""
    spec = lookup(name)
    return spec.name if spec else name.replace("/", "--")


def store_path(name: str) -> Path:
    """The folder of a fetched model, whether it is there or not."""
    return home() / "models" / store_name(name)


def is_stored(name: str) -> bool:
    # A folder gets its final name only when it is complete, so meta.json settles it.
    return (lookup(name) is not None or is_hub_id(name)) and (store_path(name) / "meta.json").is_file()


def find(name_or_path: str | Path) -> ModelFolder:
    """The folder of a table name, a local folder or a fetched hub id.

    Raises ModelNotFound with the command that fetches it, or with close matches; ModelBroken for
    a folder that is there and cannot be a model.
    """
    name = str(name_or_path).strip()
    if not name:
        raise ModelNotFound("no model name given: `codegen-magic models` lists the names")
    if is_stored(name):
        return read_folder(store_path(name))
    if lookup(name) is None and (folder := _existing_folder(name)):
        return read_folder(folder)
    raise ModelNotFound(_how_to_get(name))


def installed() -> list[ModelFolder]:
    """Every fetched model that can be read, by name."""
    folders = []
    for meta in sorted((home() / "models").glob("*/meta.json")):
        try:
            folders.append(read_folder(meta.parent))
        except ModelBroken:
            continue  # `find` says what is wrong with it when it is asked for
    return folders


def remove(name: str) -> int:
    """Delete a fetched model; return the bytes freed. A folder outside the store is never touched."""
    path = store_path(name)
    if not (lookup(name) or is_hub_id(name)) or not path.is_dir():
        raise ModelNotFound(f"model {name!r} is not in {home() / 'models'}: nothing to remove")
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    shutil.rmtree(path)
    return size


def _existing_folder(name: str) -> Path | None:
    try:
        folder = Path(name).expanduser()
        return folder if folder.exists() else None
    except (OSError, ValueError, RuntimeError):  # too long, a null character, no such user
        return None


def _how_to_get(name: str) -> str:
    if spec := lookup(name):
        return f"model {spec.name!r} is not on this machine: run `codegen-magic models fetch {spec.name}`"
    known = [*MODELS, *(folder.name for folder in installed())]
    if close := difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.6):
        return f"no model {_short(name)!r}: did you mean {' or '.join(map(repr, close))}?"
    if is_hub_id(name):
        return f"model {name!r} is not on this machine: run `codegen-magic models fetch {name}`"
    return f"no model and no folder {_short(name)!r}: `codegen-magic models` lists the names"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
