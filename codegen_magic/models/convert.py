"""Convert a checkpoint to safetensors, config.json and tokenizer.json, in a process of its own.

`convert(source, target)` starts `python -m codegen_magic.models.convert SOURCE TARGET` and waits:
torch stays out of the caller, and whatever a broken or hostile file does, it does there. SOURCE holds one
GGUF file, or pytorch_model.bin (sharded or not) with config.json and a tokenizer, or safetensors whose
tokenizer.json is still to be built from the older files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from codegen_magic.errors import BackendUnavailable, CodegenMagicError, FetchFailed, ModelBroken
from codegen_magic.models.files import choose_files

_EXIT_BROKEN, _EXIT_UNAVAILABLE, _EXIT_NO_SPACE = 3, 4, 5
_ERRORS: dict[int, type[CodegenMagicError]] = {
    _EXIT_BROKEN: ModelBroken,
    _EXIT_UNAVAILABLE: BackendUnavailable,
    _EXIT_NO_SPACE: FetchFailed,
}


def convert(source: Path, target: Path) -> None:
    """Write the converted model into the folder `target`, which is created.

    Raises ModelBroken for files that are corrupt, unsafe or do not fit their config,
    BackendUnavailable where torch is missing, FetchFailed where the disk is full.
    """
    package_root = str(Path(__file__).resolve().parents[2])
    # -P: a torch.py in the current folder is not imported. Offline: no code of ours fetches here.
    command = [sys.executable, "-P", "-m", "codegen_magic.models.convert", str(source), str(target)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [package_root, os.environ.get("PYTHONPATH")])),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TQDM_DISABLE": "1",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode == 0:
        return
    last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
    if done.returncode in _ERRORS:
        raise _ERRORS[done.returncode](last)
    raise ModelBroken(f"{source} could not be converted ({last}): fetch it again")


def convert_here(source: Path, target: Path) -> None:
    """The conversion itself; imports torch and transformers."""
    ggufs = sorted(source.glob("*.gguf"))
    target.mkdir(parents=True, exist_ok=True)
    try:
        if len(ggufs) == 1:
            from codegen_magic.models.from_gguf import convert_gguf

            convert_gguf(ggufs[0], target)
        elif any(source.glob("pytorch_model*.bin")):
            from codegen_magic.models.from_pickle import convert_pickle

            convert_pickle(source, target)
        elif any(source.glob("*.safetensors")) and not (source / "tokenizer.json").is_file():
            from codegen_magic.models.from_pickle import build_tokenizer

            for name in choose_files(file.name for file in source.iterdir()):
                copy = link if name.endswith(".safetensors") else shutil.copyfile
                copy(source / name, target / name)
            build_tokenizer(target)
        else:
            raise ModelBroken(
                f"{source} holds neither one GGUF file nor pytorch_model.bin: nothing to convert"
            )
    except ImportError as error:
        raise BackendUnavailable(
            f'converting a model needs torch and transformers ({error}): pip install "codegen-magic[torch]"'
        ) from error


def link(source: Path, target: Path) -> None:
    """The same file under another name, or a copy where the disk has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def main(argv: Sequence[str] | None = None) -> int:
    """The child process: one line on stderr and an exit status that names the error's kind."""
    source, target = (Path(arg) for arg in (sys.argv[1:] if argv is None else argv))
    try:
        convert_here(source, target)
    except ModelBroken as error:
        return _fail(_EXIT_BROKEN, str(error))
    except BackendUnavailable as error:
        return _fail(_EXIT_UNAVAILABLE, str(error))
    except OSError as error:
        if error.errno is None:  # safetensors and transformers raise bare OSErrors for bad files
            return _fail(_EXIT_BROKEN, f"{source} cannot be converted: {error}")
        return _fail(
            _EXIT_NO_SPACE, f"cannot write {target}: {error.strerror or error}; free some space and try again"
        )
    return 0


def _fail(status: int, message: str) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
