"""The page of a model's figures: where it is written, and what it says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import eval as figures
from codegen_magic.models.table import DEFAULT


@pytest.mark.parametrize(
    "part", [["--problems", "0-3"], ["--only", "humaneval-greedy"], ["--model", "some/folder"]]
)
def test_a_trial_and_another_model_leave_the_default_models_page_alone(part, tmp_path):
    common = ["--out", str(tmp_path)]
    assert figures.parse_args([*common, *part]).page == tmp_path / "EVAL.md"
    assert figures.parse_args([*common, *part, "--page", "x.md"]).page == Path("x.md")
    assert figures.parse_args([*common, "--model", DEFAULT]).page == figures.PAGE


def test_the_page_names_its_model_and_holds_what_is_finished(tmp_path):
    folder = tmp_path / "mtpb-greedy"
    folder.mkdir()
    (folder / "report.md").write_text("# mtpb: m\n\n- samples: 8\n")
    text = figures.page(tmp_path, "m", "python -m benchmarks.eval --model m")
    assert text.startswith("# Figures of m\n\n    python -m benchmarks.eval --model m\n")
    assert text.endswith("## MTPB, greedy\n\n- samples: 8\n")
