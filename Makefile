# Two commands do everything: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types layers rules score train validate bench bundle bundle-check clean

$(BIN)/lawcheck: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev-installed: $(BIN)/lawcheck
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

demo: $(BIN)/lawcheck
	$(BIN)/lawcheck check --fail-on never corpus/documents/ke-hoach-5204-kh-ubnd.txt corpus/documents/tnt305-3be1bb7320a5.txt

test: $(VENV)/dev-installed
	$(BIN)/python -m pytest

lint: $(VENV)/dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev-installed
	$(BIN)/mypy

layers: $(VENV)/dev-installed
	$(BIN)/lint-imports

rules: $(BIN)/lawcheck
	$(BIN)/lawcheck rules lint
	$(BIN)/lawcheck rules test

score: $(BIN)/lawcheck
	$(BIN)/lawcheck corpus score

train: $(VENV)/dev-installed
	$(BIN)/lawcheck corpus train

validate: $(VENV)/dev-installed
	$(BIN)/lawcheck corpus train --validate

bench: $(VENV)/dev-installed
	$(BIN)/python benchmarks/peers.py

bundle: $(BIN)/lawcheck
	$(BIN)/python packaging/bundle.py

bundle-check: bundle
	$(BIN)/python packaging/check_bundle.py dist/lawcheck-*.zip

clean:
	rm -rf $(VENV) build dist *.egg-info
