"""A disk that is really full: a file system of one megabyte, mounted for one command."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import training_helpers as h

from training import checkpoint

ROOT = Path(__file__).parent.parent
MOUNTED = "the small disk is mounted"
NAMESPACES = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])


def on_a_small_disk(disk: Path, kilobytes: int, keep: Path, *command: str):
    """Run a command with a small file system at `disk`; what it left there is copied to `keep`."""
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size={kilobytes}k tmpfs {shlex.quote(str(disk))} || exit\necho {MOUNTED}\n"
        f"{shlex.join(command)}; status=$?\n"
        f"cp -r {shlex.quote(str(disk))} {shlex.quote(str(keep))}; exit $status\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    for namespace in NAMESPACES:
        try:
            done = subprocess.run(
                [*namespace, "sh", "-c", script], env=environment, capture_output=True, text=True, timeout=300
            )
        except FileNotFoundError:
            pytest.skip("unshare is not installed: no small disk can be made")
        if done.stdout.startswith(MOUNTED):
            return done
    pytest.skip(f"no small disk can be mounted here: {done.stderr.strip().splitlines()[-1:]}")


def test_training_on_a_disk_that_fills_up_ends_in_one_line_and_keeps_the_checkpoint_before(tmp_path):
    rows = h.make_rows(tmp_path)
    stage = h.write_stage(tmp_path, rows)
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    done = on_a_small_disk(
        disk,
        1000,
        kept,
        *(sys.executable, "-m", "training.train", str(stage), "--out", str(disk / "run")),
        *("--set", "run.save_every=5"),
    )
    assert done.returncode == 1, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert "no space left to write" in line
    assert "Traceback" not in done.stderr
    saved = checkpoint.all_in(kept / "run" / "checkpoints")
    assert saved
    assert all(checkpoint.read_meta(one)["step"] in (5, 10) for one in saved)
    assert not (kept / "run" / "bundle").exists()


def test_packing_onto_a_full_disk_leaves_nothing_half_done(tmp_path):
    h.make_tokenizer().save(str(tmp_path / "tokenizer.json"))
    h.write_jsonl(tmp_path / "docs" / "a.jsonl", [{"text": text} for text in h.texts(3000)])
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    done = on_a_small_disk(
        disk,
        64,
        kept,
        *(sys.executable, "-m", "training.pack", str(tmp_path / "docs"), str(disk / "rows")),
        *("--tokenizer", str(tmp_path), "--context", "32"),
    )
    assert done.returncode == 1, done.stderr
    assert f"error: no space left to write {disk / 'rows'}" in done.stderr
    assert list(kept.iterdir()) == []


def test_a_full_disk_outside_of_checkpoints_is_one_line_too():
    from training.command import run

    def on_a_full_disk():
        with open("/dev/full", "w") as full:  # the device answers every write with "no space left"
            full.write(json.dumps({"step": 1}))
        return 0

    with pytest.raises(SystemExit) as ended:
        run(on_a_full_disk)
    assert str(ended.value.code).startswith("error: no space left")
