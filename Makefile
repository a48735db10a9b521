# Shoebox. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON := .venv/bin/python
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS ?= ignore

.PHONY: help run test check train parse talk bench bench-full survival guarantees backup restore rotate rasa lock

help: ## all commands, one line each
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

.tools/bin/uv:
	@python3.11 -m venv .tools && .tools/bin/pip install --quiet uv

# The environment follows the locks: hashes are checked, nothing else is installed. It takes minutes, so it says what it does.
INSTALL = $(UV) pip install --require-hashes --requirement
.venv/.installed: requirements.lock | $(filter .tools/bin/uv,$(UV))
	@echo "Installing (once; one to four minutes) …" >&2
	@test -x $(PYTHON) || $(UV) venv --quiet --python 3.11 .venv
	@$(INSTALL) requirements.lock
	@touch $@

.venv/.tools: requirements-dev.lock .venv/.installed
	@echo "Installing the test tools …" >&2
	@$(INSTALL) requirements-dev.lock
	@touch $@

run: .venv/.installed ## install, train if needed, migrate, fill the demo house, start everything
	@$(PYTHON) -m bot run

# Two files at a time, one a core.
test: .venv/.tools ## install and run every test; the last line is the summary
	@tests/install-chromium
	@$(PYTHON) -m bot train --if-needed
	@$(PYTHON) -m pytest -n 2 --dist loadfile

check: .venv/.tools ## ruff, mypy, import rules, Rasa's data, migration drift
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache
	@$(PYTHON) -m bot rasa data validate --fail-on-warnings
	@$(PYTHON) -m bot check-migrations

train: .venv/.installed ## train the model, with progress
	@$(PYTHON) -m bot train

parse: .venv/.installed ## make parse < lines.txt: what is understood of each line, as JSON
	@$(PYTHON) -m bot parse

talk: .venv/.installed ## a conversation on the terminal, with what was remembered and why
	@$(PYTHON) -m bot talk

bench: .venv/.tools ## every benchmark, beside stock Rasa; figures to var/bench.json
	@$(PYTHON) -m bench

bench-full: .venv/.tools ## the same with a million customers
	@$(PYTHON) -m bench --customers 1000000

survival: .venv/.tools ## the long fault tests: kill -9 at every point
	@$(PYTHON) -m bot train --if-needed
	@$(PYTHON) -m pytest -m survival tests

guarantees: .venv/.tools ## each guarantee's test shown to fail on a broken line
	@$(PYTHON) -m tests.guarantees

backup: .venv/.installed ## the house's data and keys, into one file
	@$(PYTHON) -m bot backup

restore: .venv/.installed ## make restore FROM=file: back, with erasures replayed
	@$(PYTHON) -m bot restore "$(FROM)"

rotate: .venv/.installed ## a new house key, while the house is open
	@$(PYTHON) -m bot rotate

rasa: .venv/.tools ## make rasa ARGS="train": Rasa's own command line here
	@$(PYTHON) -m bot rasa $(ARGS)

lock: ## resolve pyproject.toml into requirements.lock
	@$(UV) pip compile pyproject.toml --generate-hashes --no-emit-index-url --quiet -o requirements.lock
	@$(UV) pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --quiet -c requirements.lock -o requirements-dev.lock
