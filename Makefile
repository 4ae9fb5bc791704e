# One command each. `make` alone prints this list; CONTRIBUTING.md says when to use which.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run test quick check fix messages bench calibration campaign holes shape lock screenshots

# Debian's own Python is built with a profile, and a quarter faster than one built without.
PYTHON ?= $(or $(shell /usr/bin/python3 -c \
  "import sys, ensurepip; sys.version_info >= (3, 11) and print(sys.executable)" 2>/dev/null),python3)
BIN := .venv/bin
UV := $(BIN)/uv
BUNDLE := src/timonerie/web/static/build/app.js

# The tests start hundreds of processes: none may compile again what another has compiled.
unexport PYTHONDONTWRITEBYTECODE

# What each step leaves behind: a second `make setup` sees that nothing changed and does nothing.
FRONTEND := $(shell find frontend -type f 2>/dev/null)
TRANSLATIONS := $(shell find src/timonerie/locale -name '*.po' 2>/dev/null)

help:  ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

setup: .venv/.installed .venv/.translated $(BUNDLE)  ## install everything; nothing to do the second time

demo: setup  ## fill a believable group with three years of facts, and serve it
	$(BIN)/timonerie demo

run: setup  ## serve the data kept in var/ (or in TIMONERIE_DATA)
	$(BIN)/timonerie serve

test: setup  ## everything: check, tests on SQLite and on PostgreSQL, journeys in a browser
	@$(BIN)/python -m tools.system_packages
	@$(BIN)/python -m tools.run_tests

quick: setup  ## the tests of every minute: SQLite, no browser, nothing slow
	$(BIN)/pytest -q -n 2 -m "not journey and not slow"

check: setup  ## lint, format, types, import contracts, missing migrations; changes nothing
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/django-admin makemigrations --check --dry-run --settings timonerie.config.settings.test
	npm run --silent types

messages: setup  ## gather the sentences to translate into the catalogues of src/timonerie/locale
	$(BIN)/python -m tools.messages

fix: setup  ## mend what a machine can: imports, format, no-break spaces
	$(BIN)/python -m tools.typography
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv-bench/.installed  ## measure side by side with public peers
	for file in bench/[a-z]*.py; do \
	  .venv-bench/bin/python -m bench.$$(basename $$file .py) || exit 1; \
	done

calibration: setup  ## fit again the limits of weak signals, from simulated healthy series
	$(BIN)/python -m tools.calibrate_signals

campaign: setup .venv-fuzz/.installed  ## the long night: every property on thousands of examples, everything slow, and the fuzzer
	$(BIN)/pytest -q -n 2 -m "not journey" --hypothesis-profile=campaign
	$(BIN)/python -m tools.demo_signals --check
	for name in csv xlsx xes xes.gz zip encodings dates numbers mapping fec dsn ics pdf "contract lists" "org charts"; do \
	  .venv-fuzz/bin/python -m tools.fuzz "$$name" --minutes 30 || exit 1; \
	done

holes: setup  ## open each hole of tools/seeded_holes.toml in a copy, and see the tests find it
	$(BIN)/python -m tools.seeded_holes

shape: setup  ## print the sizes of the code beside those we want to resemble
	@$(BIN)/python -m tools.shape

lock: .venv/.uv  ## choose the versions again, with hashes and without addresses
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --group dev pyproject.toml --output-file requirements.lock --upgrade --quiet
	npm install --package-lock-only --ignore-scripts

screenshots: setup  ## take again the pictures of the documentation, from the demo
	@$(BIN)/python -m tools.system_packages
	TIMONERIE_TEST_PICTURES=docs/images $(BIN)/pytest -q tests/journeys/test_four_roles.py

# The steps of setup

.venv/.uv: tools/uv.txt
	@$(PYTHON) tools/prerequisites.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/uv.txt
	@touch $@

.venv/.locked: requirements.lock .venv/.uv
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

.venv/.installed: pyproject.toml .venv/.locked
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.translated: .venv/.locked $(TRANSLATIONS)
	@if [ -n "$(TRANSLATIONS)" ]; then \
	  $(BIN)/pybabel --quiet compile --domain "django click" --directory src/timonerie/locale; \
	fi
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BUNDLE): node_modules/.installed $(FRONTEND)
	npm run --silent build
	@touch $@

# The peers of the benches live apart: they are not part of the product, and some are AGPL.
.venv-bench/.installed: requirements.lock bench/requirements.txt .venv/.uv
	$(PYTHON) -m venv .venv-bench
	$(UV) pip install --quiet --python .venv-bench/bin/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python .venv-bench/bin/python -r bench/requirements.txt
	$(UV) pip install --quiet --python .venv-bench/bin/python --no-deps --no-build-isolation --editable .
	@touch $@

# The fuzzer brings its own compiler's runtime: it lives apart too.
.venv-fuzz/.installed: requirements.lock tools/fuzz.txt .venv/.uv
	$(PYTHON) -m venv .venv-fuzz
	$(UV) pip install --quiet --python .venv-fuzz/bin/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python .venv-fuzz/bin/python -r tools/fuzz.txt
	$(UV) pip install --quiet --python .venv-fuzz/bin/python --no-deps --no-build-isolation --editable .
	@touch $@
