# `make demo` builds the graph of the sample articles and shows it; `make test` passes the tests.
# Small matrices are not multiplied any faster by several threads, and tests and workers share the cores.
export OPENBLAS_NUM_THREADS ?= 1

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test docs gate scores setup lock clean

demo: $(VENV)/.runtime
	$(BIN)/kg build sources/articles -o out
	$(BIN)/kg show out
	$(BIN)/kg query out deal-value-by-edition

test: $(VENV)/.dev
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/mypy tests/serve/conftest.py
	$(BIN)/mypy tests/site/conftest.py
	$(BIN)/pytest -n 2 --dist loadfile

# Reads the annotated corpus and fails where a figure is below its floor in benchmarks/floors.toml; two minutes.
gate: $(VENV)/.dev
	$(BIN)/python -m benchmarks.gate

# The same, and puts the figures into README.md and docs/scores.md.
scores: $(VENV)/.dev
	$(BIN)/python -m benchmarks.gate --write

# The documentation as pages, in build/docs.
docs: $(VENV)/.dev
	$(BIN)/python -m sphinx -W --keep-going -n -q docs build/docs

setup: $(VENV)/.dev

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@ $(VENV)/.runtime

# Renews both lock files; needs uv on the path.
lock:
	uv pip compile pyproject.toml --extra dev --extra docs --extra notebook --extra parquet --extra plot --extra train \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) out dist build
