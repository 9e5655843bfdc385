# Everything starts from python3 and make alone.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
INSTALL_UV := install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
export PYTHONWARNINGS ?= default
export UV_NO_PROGRESS = 1

.PHONY: help setup demo test test-all check bench format lock messages catalogue clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Make the environment, as locked

$(READY): requirements/dev.txt requirements/installer.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Salida needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
# Debian and Ubuntu split pip off Python: there a pip from outside fills the environment.
	@$(PYTHON) -m venv $(VENV) >/dev/null || $(PYTHON) -m venv --without-pip $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m pip --version >/dev/null 2>&1 || { \
	  echo "This Python has no pip. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $(BIN)/python -W ignore -m pip $(INSTALL_UV); else $(PYTHON) -W ignore -m pip --python $(BIN)/python $(INSTALL_UV); fi
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	@touch $@

messages: $(READY) ## Compile the Spanish catalogue
	@$(BIN)/python -c "from pathlib import Path; from hatch_build import compile_catalogues; compile_catalogues(Path('src/salida/language'))"

catalogue: $(READY) ## Bring the texts of the source into the Spanish catalogue, to be translated
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-default-keywords -k _ -k counted:1,2 --add-location=file --sort-by-file -o build/salida.pot src
	$(BIN)/pybabel -q update -D salida -d src/salida/language -l es -i build/salida.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120

demo: messages ## Back up a practice org, prove it complete, query it
	$(BIN)/salida demo

test: messages ## Run the tests that take minutes, not more
	$(BIN)/pytest -q -m "not slow" -n 2

test-all: messages ## Run every test
	$(BIN)/pytest -q -n 2

check: messages ## Lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: messages ## Measure speed and memory against the limit
	$(BIN)/python -m bench

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY) ## Resolve the dependencies again, for every platform and Python
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" pyproject.toml --group dev -o requirements/dev.txt
	echo uv | $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" - -o requirements/installer.txt

clean: ## Remove what the targets made
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
