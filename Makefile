# Two commands for a newcomer: make demo, make test. Each makes .venv and installs what it needs.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PINS := .ci/constraints.txt
JS := ethnography/desk/js
HAS_NODE := $(and $(shell command -v node 2>/dev/null),$(shell command -v npm 2>/dev/null))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint $(PINS)

.PHONY: demo test test-js no-js widget lab notebooks benchmarks pins clean

demo: .venv/installed-jupyter
	@echo "== 1. Import the saved pages"
	@$(BIN)/ethnography import corpus/sources/*
	@echo; echo "== 2. What the codebook's rules suggest"
	@$(BIN)/ethnography autocode
	@echo; echo "== 3. What the coders coded"
	@$(BIN)/ethnography frequency
	@echo; echo "== 4. The report"
	@$(BIN)/ethnography report

test: .venv/installed-dev $(if $(HAS_NODE),$(JS)/node_modules/installed)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto
	@$(MAKE) --no-print-directory $(if $(HAS_NODE),test-js,no-js)

test-js: $(JS)/node_modules/installed
	node --test tests/desk/js/*.test.mjs
	npm --prefix $(JS) run --silent check

no-js:
	@echo "The widget's JavaScript tests were left out: they need node and npm (apt-get install nodejs npm)."
	@test -z "$$ETHNOGRAPHY_NO_SKIPS"

# bundle the widget's JavaScript into the file that is committed and shipped
widget: $(JS)/node_modules/installed
	npm --prefix $(JS) run --silent build

$(JS)/node_modules/installed: $(JS)/package.json
	@cd $(JS) && npm install --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

lab: .venv/installed-jupyter
	$(BIN)/jupyter lab notebooks

# run the notebooks and store their outputs
notebooks: .venv/installed-dev
	$(BIN)/python -m tests.notebooks notebooks/*.ipynb

benchmarks: .venv/installed-dev
	$(BIN)/python benchmarks/autocode.py
	$(BIN)/python benchmarks/screen.py
	$(BIN)/python -m benchmarks.importing
	$(BIN)/python benchmarks/agreement.py

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
	rm -rf .venv reports build dist $(JS)/node_modules
