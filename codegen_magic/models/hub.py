"""Fetch a model's repository from the Hugging Face Hub; every file must have the hash that the hub states.

Trust on first use: the commit and the weights' sha256 of the first fetch are remembered in pins.json
(it survives `models remove`). Later fetches take the same commit and must get the same bytes;
`update=True` takes the newest commit instead.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from codegen_magic.errors import FetchFailed
from codegen_magic.models.files import choose_files, choose_graph, has_tokenizer, has_weights
from codegen_magic.models.folder import hash_file, read_json
from codegen_magic.models.table import HubSource
from codegen_magic.models.wheel import Unreachable


@dataclass(frozen=True)
class RemoteFile:
    """One file of a repository as the hub describes it."""

    name: str
    bytes: int
    sha256: str  # of files in large-file storage, else ""
    git_sha1: str  # git's blob hash of the others


@dataclass(frozen=True)
class Snapshot:
    """The files of one commit that make up a model."""

    repo: str
    commit: str
    licence: str
    files: tuple[RemoteFile, ...]
    graph: str = ""  # of a ready ONNX export; "" where weights are taken

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def resolve(source: HubSource, pins: Path, update: bool = False) -> Snapshot:
    """Ask the hub which files there are; refuse what cannot become a model before anything is downloaded."""
    from huggingface_hub import HfApi

    pinned = {} if update else read_json(pins, required=False).get(_pin_key(source), {})
    with _hub_errors(source.repo):
        info = HfApi(endpoint=_endpoint()).model_info(
            source.repo, revision=pinned.get("commit") or source.revision, files_metadata=True, timeout=30
        )
    siblings = {sibling.rfilename: sibling for sibling in info.siblings or []}
    graph = ""
    if source.ready or not has_weights(choose_files(siblings)):
        graph = choose_graph({name: _remote_file(sibling).bytes for name, sibling in siblings.items()})
    names = choose_files(siblings, graph)
    if not has_weights(names):
        raise FetchFailed(
            f"{source.repo} holds neither safetensors nor pytorch_model.bin nor onnx/model.onnx: "
            "choose another repository"
        )
    if not has_tokenizer(names):
        raise FetchFailed(
            f"{source.repo} publishes its tokenizer as Python code only, which is never run: "
            "choose another model, or give the path of a folder with its weights and a tokenizer.json"
        )
    files = tuple(_remote_file(siblings[name]) for name in names)
    for file in files:
        if file.name in pinned.get("sha256", {}) and pinned["sha256"][file.name] != file.sha256:
            raise FetchFailed(
                f"{source.repo} now states another hash for {file.name} than at the first fetch: "
                "nothing was downloaded; if you trust the change, fetch with --update"
            )
    licence = str((getattr(info, "card_data", None) or {}).get("license") or "")
    return Snapshot(source.repo, str(info.sha), licence, files, graph)


def download(snapshot: Snapshot, target: Path, progress: bool) -> None:
    """Download every file into `target` and check it; complete files are kept, a cut one starts clean.

    The client itself resumes a file a few times where the connection drops.
    """
    from huggingface_hub import hf_hub_download

    for file in snapshot.files:
        with _hub_errors(snapshot.repo):
            hf_hub_download(
                snapshot.repo,
                file.name,
                revision=snapshot.commit,
                local_dir=target,
                endpoint=_endpoint(),
                tqdm_class=tqdm if progress else _SilentBar,
            )
        _require_same(target / file.name, file, snapshot.repo)


def remember(source: HubSource, snapshot: Snapshot, pins: Path) -> None:
    """Write the commit and the hashes of a fetch that went well."""
    from filelock import FileLock

    hashes = {file.name: file.sha256 for file in snapshot.files if file.sha256}
    with FileLock(pins.with_suffix(".lock")):
        known = read_json(pins, required=False)
        known[_pin_key(source)] = {"commit": snapshot.commit, "sha256": hashes}
        temporary = pins.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
        temporary.replace(pins)


class _SilentBar(tqdm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"disable": True})


def _pin_key(source: HubSource) -> str:
    what = "|onnx" if source.ready else ""
    return f"{_endpoint() or 'hub'}|{source.repo}@{source.revision}{what}"


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT") or None


def _remote_file(sibling: Any) -> RemoteFile:
    lfs = sibling.lfs
    return RemoteFile(
        name=sibling.rfilename,
        bytes=int(sibling.size or (lfs.size if lfs else 0) or 0),
        sha256=str(lfs.sha256) if lfs else "",
        git_sha1=str(sibling.blob_id or ""),
    )


def _require_same(path: Path, file: RemoteFile, repo: str) -> None:
    """Compare the bytes with the hub's statement; a file that differs is deleted, to start clean."""
    if file.sha256:
        same = hash_file(path) == file.sha256
    elif file.git_sha1:
        data = path.read_bytes()
        same = (
            hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == file.git_sha1
        )
    else:
        same = True
    if not same:
        path.unlink()
        raise FetchFailed(
            f"{file.name} of {repo} does not match its hash: nothing was kept, run the same command again"
        )


@contextmanager
def _hub_errors(repo: str) -> Iterator[None]:
    """Whatever the client raises becomes one line that says what to do."""
    try:
        yield
    except FetchFailed:
        raise
    except Exception as error:  # the client raises OSErrors, ValueErrors and its HTTP library's own
        if isinstance(error, OSError) and error.errno is not None and not isinstance(error, ConnectionError):
            raise  # the disk, not the network
        raise _explain(repo, error) from error


def _explain(repo: str, error: Exception) -> FetchFailed:
    from huggingface_hub import errors

    if isinstance(error, errors.GatedRepoError):
        return FetchFailed(f"{repo} asks that its terms be accepted: do so on its page, then `hf auth login`")
    if isinstance(error, errors.RepositoryNotFoundError):
        return FetchFailed(
            f"the hub has no public model {repo}: check the name, or run `hf auth login` first"
        )
    if isinstance(error, errors.RevisionNotFoundError):
        return FetchFailed(f"{repo} no longer has the commit of the first fetch: fetch with --update")
    if isinstance(error, errors.OfflineModeIsEnabled):
        return Unreachable(f"{repo} was not downloaded because HF_HUB_OFFLINE is set: unset it and try again")
    said = " ".join(str(error).split())[:160] or type(error).__name__
    return Unreachable(
        f"{repo} could not be downloaded: check the network and run the same command again ({said})"
    )
