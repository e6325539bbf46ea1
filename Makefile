# Two commands for a newcomer: make demo, make test. Each makes .venv and installs what it needs.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PINS := .ci/constraints.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint $(PINS)

.PHONY: demo test lab notebooks benchmarks pins clean

demo: .venv/installed-jupyter
	@echo "== 1. Import the saved pages"
	@$(BIN)/ethnography import corpus/sources/*
	@echo; echo "== 2. What the codebook's rules suggest"
	@$(BIN)/ethnography autocode
	@echo; echo "== 3. What the coders coded"
	@$(BIN)/ethnography frequency
	@echo; echo "== 4. The report"
	@$(BIN)/ethnography report

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

lab: .venv/installed-jupyter
	$(BIN)/jupyter lab notebooks

# run the notebooks and store their outputs
notebooks: .venv/installed-dev
	$(BIN)/python -m tests.notebooks notebooks/*.ipynb

benchmarks: .venv/installed-dev
	$(BIN)/python benchmarks/autocode.py

# write the exact versions of what is installed now
pins: .venv/installed-dev
	$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==' > $(PINS)

.venv/bin/python:
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' || { echo "Python 3.11 or newer is needed. Install it, or say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed-%: pyproject.toml $(PINS) | .venv/bin/python
	@echo "Installing into .venv (once; a minute or two) …"
	@$(PIP) --editable '.[$*]'
	@touch $@

clean:
	rm -rf .venv reports build dist
