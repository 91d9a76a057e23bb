# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SHARED ?= ../shared

.PHONY: run test score check docs bench messages lock clean

run: $(VENV)/.runtime
	$(BIN)/sitrep run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $$((2 * $$(getconf _NPROCESSORS_ONLN))) --dist loadfile --no-loadscope-reorder

score: $(VENV)/.dev
	$(BIN)/python tools/score.py $(SHARED)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/messages --check

docs: $(VENV)/.dev
	$(BIN)/python tools/docs

bench: $(VENV)/.bench
	for each in bench/[a-z]*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

messages: $(VENV)/.dev
	$(BIN)/python tools/messages

lock:
	tools/lock

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/.runtime: requirements.lock pyproject.toml tools/setup
	PYTHON="$(PYTHON)" tools/setup $(VENV) requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml tools/setup
	PYTHON="$(PYTHON)" tools/setup $(VENV) requirements-dev.lock
	touch $@ $(VENV)/.runtime

$(VENV)/.bench: requirements-bench.lock pyproject.toml tools/setup
	PYTHON="$(PYTHON)" tools/setup $(VENV) requirements-bench.lock
	touch $@ $(VENV)/.runtime $(VENV)/.dev
