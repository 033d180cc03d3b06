"""One class an engine: load, prefill, one token at a time, and a notebook's steps. Run by speed.py, one a process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

LIMIT = 48  # new tokens a step
CONTEXT = 4096
THREADS = os.cpu_count() or 1


def ends(text: str) -> int | None:
    """The stop rule that every engine gets: an empty line or a comment behind some code."""
    body = text.lstrip("\n")
    found = [at for at in (body.find("\n\n"), body.find("\n#")) if at > 0]
    return min(found) if found else None


class Ours:
    """This project's loop over one of its backends."""

    def __init__(self, folder: str, kind: str = "onnx", dtype: str = "float32", lookup: bool = False) -> None:
        from codegen_magic.models.folder import read_folder

        if kind == "onnx":
            from codegen_magic.backends.onnx_model import OnnxBackend

            self.backend: Any = OnnxBackend.load(Path(folder), threads=THREADS)
        else:
            from codegen_magic.backends.torch_model import TorchBackend

            self.backend = TorchBackend.load(read_folder(Path(folder)), "cpu", dtype)
        self.decoder = self.backend.open()
        if not lookup:
            self.decoder.draft_tokens = 0

    def reset(self, length: int = 0) -> None:
        self.decoder.rewind(length)

    def feed(self, ids: list[int]) -> int:
        return int(self.decoder.extend(ids)[0].argmax())

    def step(self, ids: list[int]) -> int:
        from codegen_magic.generate import generate
        from codegen_magic.turn import Sampling

        done = generate(self.decoder, self.backend.tokenizer, ids, Sampling(max_new_tokens=LIMIT), ends)
        return len(done.ids)


class PlainGenerate:
    """model.generate of transformers, the whole prompt anew for every step."""

    def __init__(self, folder: str) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.torch = torch
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.cache: Any = None

    def reset(self, length: int = 0) -> None:
        if length == 0:
            self.cache = None
        elif extra := self.cache.get_seq_length() - length:
            self.cache.crop(-extra)

    def feed(self, ids: list[int]) -> int:
        with self.torch.inference_mode():
            out = self.model(
                self.torch.tensor([ids]), past_key_values=self.cache, use_cache=True, logits_to_keep=1
            )
        self.cache = out.past_key_values
        return int(out.logits[0, -1].argmax())

    def step(self, ids: list[int]) -> int:
        from transformers import StoppingCriteriaList

        def stop(all_ids: Any, scores: Any, **_: Any) -> Any:
            text = self.tokenizer.decode(all_ids[0, len(ids) :])
            return self.torch.tensor([ends(text) is not None])

        out = self.model.generate(
            self.torch.tensor([ids]),
            max_new_tokens=LIMIT,
            do_sample=False,
            stopping_criteria=StoppingCriteriaList([stop]),
            pad_token_id=0,
        )
        return int(out.shape[1]) - len(ids)


class Prefixed:
    """An engine that keeps its own cache: the part of a step that is common to all of them."""

    held: list[int]
    tokenizer: Any

    def feed(self, ids: list[int]) -> int:
        raise NotImplementedError

    def cut(self, length: int) -> None:
        raise NotImplementedError

    def reset(self, length: int = 0) -> None:
        self.cut(length)
        del self.held[length:]

    def step(self, ids: list[int]) -> int:
        n = min(len(self.held), len(ids) - 1)
        same = next((i for i in range(n) if self.held[i] != ids[i]), n)
        self.reset(same)
        token, new = self.feed(ids[same:]), []
        while True:
            new.append(token)
            if len(new) == LIMIT or token in (0, 2) or ends(self.tokenizer.decode(new)) is not None:
                return len(new)
            token = self.feed([token])


class GenAI(Prefixed):
    """onnxruntime-genai over its own builder's int4 model."""

    def __init__(self, folder: str, tokenizer: str) -> None:
        import onnxruntime_genai as og
        from tokenizers import Tokenizer

        self.model = og.Model(folder)
        params = og.GeneratorParams(self.model)
        params.set_search_options(max_length=CONTEXT, do_sample=False)
        self.generator = og.Generator(self.model, params)
        self.tokenizer = Tokenizer.from_file(f"{tokenizer}/tokenizer.json")
        self.held = []

    def feed(self, ids: list[int]) -> int:
        # generate_next_token has appended its own choice already: a step feeds nothing then
        if not (len(ids) == 1 and self.held and self.pending == ids[0]):
            self.generator.append_tokens(np.array(ids, np.int32))
        self.generator.generate_next_token()
        self.held += ids
        self.pending = int(self.generator.get_next_tokens()[0])
        return self.pending

    pending = -1

    def cut(self, length: int) -> None:
        self.generator.rewind_to(length)
        self.pending = -1


class LlamaCpp(Prefixed):
    """llama.cpp over the GGUF file itself."""

    def __init__(self, gguf: str, tokenizer: str) -> None:
        from llama_cpp import Llama
        from tokenizers import Tokenizer

        self.model = Llama(
            gguf, n_ctx=CONTEXT, n_threads=THREADS, n_threads_batch=THREADS, n_batch=512, verbose=False
        )
        self.tokenizer = Tokenizer.from_file(f"{tokenizer}/tokenizer.json")
        self.held = []

    def feed(self, ids: list[int]) -> int:
        self.model.eval(ids)
        self.held += ids
        vocabulary = self.model.n_vocab()
        logits = np.ctypeslib.as_array(self.model._ctx.get_logits(), shape=(vocabulary,))
        return int(logits.argmax())

    def cut(self, length: int) -> None:
        self.model.n_tokens = length
        self.model._ctx.kv_cache_seq_rm(-1, length, -1)


def measure(
    make: Callable[[], Any], prompt: list[int], steps: list[list[int]], turns: list[list[int]]
) -> dict[str, Any]:
    """All figures of one engine; seconds are the best of a few, a step is the mean over a notebook."""
    import psutil

    process = psutil.Process()
    before = process.memory_info().rss
    t0 = time.perf_counter()
    engine = make()
    engine.feed(prompt[:1])
    load = time.perf_counter() - t0
    prefill = []
    for _ in range(3):
        engine.reset()
        t0 = time.perf_counter()
        token = engine.feed(prompt)
        prefill.append(time.perf_counter() - t0)
    decode = []
    for _ in range(3):
        engine.reset(len(prompt))
        t0 = time.perf_counter()
        for _ in range(32):
            token = engine.feed([token])
        decode.append((time.perf_counter() - t0) / 32)
    engine.reset()
    seconds, tokens = [], 0
    for ids in steps:
        t0 = time.perf_counter()
        tokens += engine.step(ids)
        seconds.append(time.perf_counter() - t0)
    engine.reset()
    first = []
    for ids in turns if isinstance(engine, Ours) else []:
        held = engine.decoder.ids
        n = min(len(held), len(ids) - 1)
        engine.reset(next((i for i in range(n) if held[i] != ids[i]), n))
        t0 = time.perf_counter()
        engine.feed(ids[engine.decoder.length :])
        first.append(time.perf_counter() - t0)
    whole = 0.0
    if first:
        engine.reset()
        t0 = time.perf_counter()
        engine.feed(turns[-1])
        whole = time.perf_counter() - t0
    return {
        "load_seconds": load,
        "first_token_seconds": min(prefill),
        "prefill_tokens_per_second": len(prompt) / min(prefill),
        "decode_tokens_per_second": 1 / min(decode),
        "seconds_per_step": sum(seconds) / len(seconds),
        "tokens_per_step": tokens / len(seconds),
        "memory_mb": (process.memory_info().rss - before) / 1e6,
        "first_token_by_turn": first,
        "whole_prompt_seconds": whole,
        "whole_prompt_tokens": len(turns[-1]),
    }
