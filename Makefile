# Everything lives in .venv; `make` alone lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
.DEFAULT_GOAL := help

.PHONY: help install demo demo-reset serve test test-postgres lint format types imports \
	messages messages-check migrations-check screenshots bench bench-portal ci clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 20

install: .venv/.ready ## make .venv with everything pinned

.venv/.ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-dev: .venv/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

CATALOGUES := $(wildcard src/toasoan/locale*/*/LC_MESSAGES/*.po)
MO := $(CATALOGUES:.po=.mo)

%.mo: %.po | .venv/.ready
	@$(BIN)/python scripts/compile_messages.py $<

demo: install $(MO) ## a running newsroom with a month of made-up stories
	@$(BIN)/toasoan demo

demo-reset: install $(MO) ## throw the demo away and start over
	@$(BIN)/toasoan demo --reset

serve: install $(MO) ## the newsroom of this machine
	@$(BIN)/toasoan serve

test: .venv/.ready-dev $(MO) ## all tests, on SQLite
	@$(BIN)/python -m pytest -n auto -rs

# The kill test has a SQLite file of its own: once is enough.
test-postgres: .venv/.ready-dev $(MO) ## the tests again, on TOASOAN_POSTGRES_URL
	@test -n "$$TOASOAN_POSTGRES_URL" || { echo "Set TOASOAN_POSTGRES_URL=postgres://..."; exit 2; }
	@TOASOAN_DATABASE_URL=$$TOASOAN_POSTGRES_URL $(BIN)/python -m pytest -n auto -rs -m "not kill"

ci: lint types imports messages-check migrations-check test test-postgres ## all that CI runs

lint: .venv/.ready-dev ## ruff, djhtml, codespell
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@git ls-files 'src/*.html' | xargs $(BIN)/djhtml --check
	@$(BIN)/codespell docs README.md CHANGELOG.md CONTRIBUTING.md Makefile

format: .venv/.ready-dev ## write the one form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@git ls-files 'src/*.html' | xargs $(BIN)/djhtml || true

types: .venv/.ready-dev ## mypy
	@$(BIN)/mypy

imports: .venv/.ready-dev ## the floors of the house
	@$(BIN)/lint-imports

messages: .venv/.ready-dev ## collect the strings of the source into the catalogues
	@$(BIN)/python scripts/collect_messages.py

messages-check: .venv/.ready-dev ## every string has its Vietnamese
	@$(BIN)/python scripts/collect_messages.py --check

migrations-check: .venv/.ready-dev $(MO) ## models and migrations agree
	@DJANGO_SETTINGS_MODULE=toasoan.settings.test $(BIN)/django-admin makemigrations --check --dry-run

screenshots: .venv/.ready-dev $(MO) ## the guide's pictures, from a real browser
	@TOASOAN_SCREENSHOTS=docs/images $(BIN)/python -m pytest tests/e2e -q -k "pictures or main_job or portal or services"

bench: .venv/.ready-dev $(MO) ## print the figures
	@$(BIN)/python -m bench

bench-portal: .venv/.ready-dev $(MO) ## print the portal's figures, about ten minutes
	@$(BIN)/python -m bench.portal

clean: ## remove what was made here, data too
	rm -rf .venv var
