# Every target makes the virtual environment it needs; only Python 3.11+ is required.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A process for each core; a file stays whole, for what it prepares.
SIDE_BY_SIDE := -n auto --dist loadfile

.PHONY: demo serve test check format clean
.DEFAULT_GOAL := demo

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/check: $(VENV)/run
	$(BIN)/python -m pip install --quiet --group check
	touch $@

demo: $(VENV)/run  ## the main job on built-in data
	$(BIN)/negsplit demo

serve: $(VENV)/run  ## the pages, in the browser
	$(BIN)/negsplit serve

test: $(VENV)/check  ## all tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: $(VENV)/check  ## format, lint, types, layers, tests with branch coverage
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --cov --cov-report=term

format: $(VENV)/check
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:
	rm -rf $(VENV) dist build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
