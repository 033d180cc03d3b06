"""From text to a generated cell: train, export, load on torch and on ONNX, ask for one step."""

import numpy as np
import pytest
import training_helpers as h

from training import turns
from training.errors import BadCheckpoint
from training.export import export
from training.train import train

INSTRUCTION = "add 3 to x"
HEADER = "# A data analysis in Python, one step at a time.\n\n"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """A tiny CodeGen that has learnt one program by heart."""
    folder = tmp_path_factory.mktemp("export")
    program = {"turns": [{"instruction": INSTRUCTION, "code": "x = x + 3\nprint(x)"}]}
    file = h.write_jsonl(folder / "p.jsonl", [program | {"header": HEADER}] * 60)
    turns.pack_turns(file, folder / "rows", h.make_tokenizer(), 256)
    settings = [
        "model.context=256",
        "data.valid={}",
        "batch.tokens_per_step=1024",
        "steps=60",
        "run.save_every=60",
    ]
    settings += [
        "run.validate_every=60",
        "run.sample_prompts=[]",
        "optimizer.lr=1e-2",
        "optimizer.lr_end=1e-3",
    ]
    return train(h.load_stage(folder, folder / "rows", *settings), folder / "run")


def test_a_folder_that_is_no_bundle_is_refused(tmp_path):
    with pytest.raises(BadCheckpoint, match=r"has no config\.json: it is not a finished bundle"):
        export(tmp_path)


@pytest.mark.filterwarnings("ignore")  # of the exporter's libraries; the export's own tests hold them
@pytest.mark.slow
def test_a_trained_bundle_writes_its_cell_on_torch_and_on_onnx(bundle):
    pytest.importorskip("codegen_magic.export")
    backends = pytest.importorskip("codegen_magic.backends")
    from codegen_magic.prompt import Layout
    from codegen_magic.session import Session
    from codegen_magic.synthesize import synthesize
    from codegen_magic.turn import Sampling

    export(bundle, precision="fp32")
    codes, logits = [], []
    layout = Layout("comments", HEADER)
    for name in ("torch", "onnx"):
        backend = backends.open_backend(name, str(bundle))
        turn = synthesize(Session(), INSTRUCTION, backend, Sampling(max_new_tokens=32), layout=layout)
        codes.append(turn.code.strip())
        logits.append(backend.open().extend(backend.tokenizer.encode("# add 3 to x\n")))
    assert codes == ["x = x + 3\nprint(x)"] * 2
    assert np.abs(logits[0] - logits[1]).max() < 1e-3


def test_what_the_bundle_needs_no_trainer_to_load(bundle):
    from transformers import AutoModelForCausalLM

    from training import tokenizer as tok

    model, tokenizer = AutoModelForCausalLM.from_pretrained(bundle), tok.load(bundle)
    import torch

    prompt = f"{HEADER}# {INSTRUCTION}\n"
    ids = torch.tensor([tokenizer.encode(prompt).ids])
    out = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=20, do_sample=False)
    assert tokenizer.decode(out[0, ids.shape[1] :].tolist()).startswith("x = x + 3\nprint(x)\n\n")
