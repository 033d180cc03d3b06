"""nl, then mono from its bundle, and a control: stopped, gone on with, compared."""

import re

import pytest
import training_helpers as h

from training import corpus, three_stages
from training.errors import BadCheckpoint

CORPUS = """
name = "made"
vocab = 330
context = 32
megabytes = 1
valid_share = 0.3
permissive_only = []
[shares]
python = 1.0
[stages]
nl = ["python"]
mono = ["python"]
[[package]]
origin = "folder:source"
licence = "MIT"
languages = ["python"]
"""
SHORT = ["steps=6", "optimizer.warmup_steps=2", "run.save_every=3", "run.validate_every=6"]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A kind of three stages, "made", in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    for n in range(30):
        body = "".join(f"value_{n}_{i} = {i} + value_{n * i}\n" for i in range(20))
        (tmp_path / "source" / f"m{n}.py").write_text(body)
    for folder in ("stages", "corpora"):
        (tmp_path / folder).mkdir()
    (tmp_path / "corpora" / "made.toml").write_text(CORPUS)
    for name, vocab in (("nl", 336), ("mono", 0), ("mono-scratch", 336)):
        text = h.STAGE.format(train=f"data/made/rows/{name.partition('-')[0]}-train")
        text = text.replace('"test"', f'"made-{name}"')
        text = re.sub(r'text = "[^"]*"', 'code = "data/made/rows/python-valid"', text)
        if not vocab:
            shape = text[text.index("layers") : text.index("context")]
            text = text.replace(shape, 'parent = "runs/made-nl/bundle"\n')
        (tmp_path / "stages" / f"made-{name}.toml").write_text(text)
    monkeypatch.setattr(three_stages, "HERE", tmp_path)
    monkeypatch.setitem(three_stages.ORDER, "made", ("nl", "mono", "mono-scratch"))
    return tmp_path / "runs"


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_stages_follow_each_other_go_on_after_a_stop_and_are_compared(made, monkeypatch):
    train = three_stages.train
    monkeypatch.setattr(three_stages, "train", lambda stage, out: train(stage, out, stop_at=4))
    assert three_stages.run("made", SHORT, 1) is None
    assert not (made / "made-nl" / "bundle").exists()
    monkeypatch.setattr(three_stages, "train", train)
    table = three_stages.run("made", SHORT, 1)
    lines = table.read_text().splitlines()
    assert [line.split("|")[1].strip() for line in lines[4:]] == ["nl", "mono", "mono-scratch"]
    assert all(float(cell) > 0 for line in lines[4:] for cell in line.split("|")[2:-1])
    assert (made / "made-results.png").stat().st_size > 1000
    before = (made / "made-mono" / "bundle" / "meta.json").stat().st_mtime_ns
    assert three_stages.run("made", SHORT, 1) == table
    assert (made / "made-mono" / "bundle" / "meta.json").stat().st_mtime_ns == before
    with pytest.raises(BadCheckpoint, match=r"made-nl was trained with optimizer\.lr = 0\.003"):
        three_stages.run("made", [*SHORT, "optimizer.lr=1e-3"], 1)


def test_other_problems_to_keep_out_need_another_corpus(made):
    from training.errors import BadCorpus

    corpus.build(
        corpus.read_recipe(three_stages.HERE / "corpora" / "made.toml"), made.parent / "data" / "made"
    )
    problems = h.write_jsonl(
        made.parent / "p.jsonl", [{"id": "1", "name": "x", "prompts": ["Count them all now."]}]
    )
    with pytest.raises(BadCorpus, match="was begun with another `problems`"):
        three_stages.run("made", SHORT, 1, problems)
