# make demo   set up, fetch the default model, run the quickstart notebook on it
# make test   set up, lint, types, all tests, notebooks
# Needs Python 3.11+ and make. Everything goes into .venv and the model cache; both targets can be repeated.

PYTHON ?= python3
BIN := .venv/bin
MODEL := synth-135m

.PHONY: demo test test-slow test-cluster optimum lab check fix wheel clean setup bench bench-steps eval data three-stages three-stages-tiny

.venv/ready: pyproject.toml constraints.txt
	@echo "== set-up: a virtual environment in .venv with the versions of constraints.txt"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,train]'
	@touch $@

setup: .venv/ready

demo: setup
	@echo "== the default model, fetched once"
	$(BIN)/codegen-magic models fetch $(MODEL)
	@echo "== the quickstart notebook: every step is written by the model, inserted, and run"
	$(BIN)/codegen-magic run notebooks/01_quickstart.ipynb -o demo/quickstart.ipynb --html demo/quickstart.html
	@echo "== open demo/quickstart.html in a browser, or run make lab and try your own steps"

test: check
	@echo "== the default model, fetched once"
	$(BIN)/codegen-magic models fetch $(MODEL)
	@echo "== tests"
	$(BIN)/python -m pytest

test-slow: setup
	$(BIN)/python -m pytest -m slow

.packages-cluster/ready: requirements-cluster.txt
	@echo "== DeepSpeed, Ray and pyarrow in .packages-cluster, beside .venv"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --no-deps --no-build-isolation \
		--target .packages-cluster -r requirements-cluster.txt
	@touch $@

test-cluster: setup .packages-cluster/ready  ## DeepSpeed's engine, Ray's executor, Parquet: some minutes
	PYTHONPATH=$(CURDIR)/.packages-cluster $(BIN)/python -m pytest -m 'not optimum' \
		tests/test_training_distributed.py tests/test_training_large.py

.venv-optimum/ready: requirements-optimum.txt
	@echo "== Optimum's own environment in .venv-optimum: it needs an older transformers"
	test -x .venv-optimum/bin/python || $(PYTHON) -m venv .venv-optimum
	.venv-optimum/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-optimum.txt
	@touch $@

optimum: setup .venv-optimum/ready  ## what --exporter optimum calls (docs/runtime.md), and its tests
	$(BIN)/python -m pytest -m optimum

check: setup
	@echo "== lint and types"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lab: setup
	$(BIN)/codegen-magic models fetch $(MODEL)
	$(BIN)/jupyter lab notebooks/01_quickstart.ipynb

bench: setup  ## speed against llama.cpp (built from source, some minutes) and onnxruntime-genai: benchmarks/SPEED.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt llama-cpp-python onnxruntime-genai
	$(BIN)/python benchmarks/speed.py $$($(BIN)/python -m benchmarks.peers runs/peers)

bench-steps: setup  ## data-science notebooks in steps, each help on alone; a killed run goes on
	$(BIN)/python -m benchmarks.steps --model $(MODEL)

eval: setup  ## benchmarks/EVAL.md (with MODEL: beside its runs): make eval MTPB=mtpb.jsonl; goes on where it stopped
	$(BIN)/python -m benchmarks.eval --model $(MODEL) --out runs/eval/$(notdir $(MODEL)) $(if $(MTPB),--data $(MTPB))

data: setup  ## the multi-turn training set (docs/data.md)
	$(BIN)/python -m training.multiturn --out data/turns --programs 5000 --seed 1 2 --recipe training/recipes/turns.toml

three-stages: setup  ## the paper in miniature; resumes where it was stopped
	$(BIN)/python -m training.three_stages small

three-stages-tiny: setup
	$(BIN)/python -m training.three_stages tiny

wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps -w dist .
	@ls dist/*.whl

clean:
	rm -rf .venv .venv-optimum .packages-cluster build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
