"""`--exporter optimum` for real, through the environment of `make optimum`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from tiny import tiny_folder

from codegen_magic.backends.onnx_model import OnnxBackend
from codegen_magic.backends.torch_model import TorchBackend
from codegen_magic.errors import BackendUnavailable, BadInput, ModelBroken
from codegen_magic.export import export
from codegen_magic.export.optimum import PROGRAM, run_optimum
from codegen_magic.models.folder import read_folder

ROOT = Path(__file__).resolve().parents[1]
THETA = 500_000.0


@pytest.fixture
def optimum_cli(monkeypatch: pytest.MonkeyPatch) -> str:
    """The program of the environment variable, else of `make optimum`."""
    program = os.environ.get(PROGRAM) or str(ROOT / ".venv-optimum" / "bin" / "optimum-cli")
    if not Path(program).is_file():
        pytest.skip(f"Optimum's environment is not built ({program}): run `make optimum`")
    monkeypatch.setenv(PROGRAM, program)
    return program


def write_llama(folder: Path, old_key: bool) -> Path:
    """A Llama whose theta is not 10,000. old_key: also where transformers before 5 looks for it."""
    tiny_folder("llama", folder)
    path = folder / "config.json"
    config = json.loads(path.read_text("utf-8"))
    config["rope_parameters"]["rope_theta"] = THETA
    if old_key:
        config["rope_theta"] = THETA
    path.write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.mark.optimum
@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_optimums_export_runs_as_torch_does(kind: str, optimum_cli: str, tmp_path: Path) -> None:
    model = tmp_path / "model"
    tiny_folder(kind, model) if kind == "gpt2" else write_llama(model, old_key=True)
    about = export(model, tmp_path / "out", "fp32", "optimum")
    assert (about["exporter"], about["greedy_agreement"]) == ("optimum", 1.0)
    ours = OnnxBackend.load(tmp_path / "out")
    assert not ours.is_fused
    ids = np.random.default_rng(0).integers(0, 256, 300)
    expected = TorchBackend.load(read_folder(model), "cpu", "float32").open().score(ids)
    np.testing.assert_allclose(ours.open().score(ids), expected, atol=2e-4)
    decoder = ours.open()
    decoder.extend(ids[:200])
    decoder.rewind(150)
    np.testing.assert_allclose(decoder.score(ids[150:]), expected[:, 150:], atol=2e-4)


@pytest.mark.optimum
def test_rope_settings_that_the_older_transformers_ignores_are_refused(
    optimum_cli: str, tmp_path: Path
) -> None:
    model = write_llama(tmp_path / "model", old_key=False)
    with pytest.raises(ModelBroken, match=r"refused: fp32 has a divergence .* use another --exporter$"):
        export(model, tmp_path / "out", "fp32", "optimum")
    assert list(tmp_path.iterdir()) == [model]


@pytest.mark.optimum
def test_what_optimum_cannot_export_is_one_line(optimum_cli: str, tmp_path: Path) -> None:
    model = tiny_folder("gpt2", tmp_path / "model")
    (model / "config.json").write_text('{"model_type": "nonsense"}', encoding="utf-8")
    with pytest.raises(ModelBroken, match="optimum cannot export") as caught:
        run_optimum(model, tmp_path / "onnx", "fp32")
    assert "\n" not in str(caught.value)


def test_a_program_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROGRAM, str(tmp_path / "optimum-cli"))
    with pytest.raises(
        BackendUnavailable, match=r"optimum-cli is not here: install 'codegen-magic\[optimum\]'"
    ):
        run_optimum(tmp_path, tmp_path / "onnx", "fp32")
    with pytest.raises(BadInput, match="fp32 only"):
        run_optimum(tmp_path, tmp_path / "onnx", "int4")
