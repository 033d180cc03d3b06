"""The training benchmark: its contenders do the same work; on a GPU the whole of it runs."""

import json
import multiprocessing
import sys

import pytest
import torch

from benchmarks import attention, train_speed
from training.model import Shape

TINY = Shape(2, 32, 4, 4, vocab=128, context=32)


@pytest.mark.filterwarnings("ignore")  # of the Trainer's libraries
def test_all_contenders_begin_with_the_same_loss_and_learn_alike():
    data = train_speed.rows(TINY, 3, 2)
    found = {
        name: run(TINY, data)[1]
        for name, run in (
            ("ours", train_speed.ours),
            ("trainer", train_speed.trainer),
            ("jaxformer", train_speed.jaxformer),
        )
    }
    assert {len(losses) for losses in found.values()} == {3}
    for losses in found.values():
        assert losses == pytest.approx(found["ours"], abs=0.02)


@pytest.mark.parametrize(
    ("options", "message"), [(["--steps", "2"], "must be more than"), (["--gpu"], "needs a CUDA device")]
)
def test_what_cannot_be_measured_is_refused(monkeypatch, capsys, options, message):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(SystemExit):
        train_speed.main(options)
    assert message in capsys.readouterr().err


def test_a_contender_that_ends_without_a_word_ends_the_benchmark():
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=sys.exit, args=(3,))
    process.start()
    with pytest.raises(SystemExit, match="ours ended with status 3"):
        train_speed.answer(context.Queue(), process, "ours")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.filterwarnings("ignore")
def test_the_gpu_variant_measures_every_contender(tmp_path, capsys):
    """The variant's own size, for a few steps: figures come from `python -m benchmarks.train_speed --gpu`."""
    file = tmp_path / "speed.json"
    assert train_speed.main(["--gpu", "--steps", "4", "--json", str(file)]) == 0
    found = json.loads(file.read_text())
    assert (found["context"], found["batch"]) == (2048, 8)
    assert set(found["results"]) == set(train_speed.CONTENDERS)
    for result in found["results"].values():
        assert 0 < result["mfu"] < 1
        assert result["losses"] == pytest.approx(found["results"]["trainer"]["losses"], rel=0.02)


def test_both_forms_of_attention_are_measured(capsys):
    threads = torch.get_num_threads()
    try:
        assert attention.main(["--length", "16", "--repeats", "1"]) == 0
    finally:
        torch.set_num_threads(threads)
    names = [line.split("|")[1].strip() for line in capsys.readouterr().out.splitlines()[2:]]
    assert names == ["fused", "plain"]
