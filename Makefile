# Two commands do everything on a fresh machine: `make run` and `make test`. Both prepare .venv first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)
export UV_PYTHON_DOWNLOADS := never
# Nothing here phones home.
export AIRFLOW__USAGE_DATA_COLLECTION__ENABLED := False
export SCARF_ANALYTICS := false
export GX_ANALYTICS_ENABLED := False

.PHONY: help setup run test test-slow lint audit bench airflow clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready  ## Prepare .venv (and uv, if it is missing)

.tools/uv/bin/uv:
	@$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/pip install --quiet uv

.venv/.ready: pyproject.toml uv.lock
	@if ! command -v "$(UV)" >/dev/null; then $(MAKE) --no-print-directory .tools/uv/bin/uv; fi
	"$(UV)" sync --quiet --frozen --compile-bytecode --python $(PYTHON)
	touch $@

run: setup  ## Run the main job through Airflow on the samples and show what came out
	@INCIDENTS_SOURCES=samples/sources .venv/bin/incidents airflow run

airflow: setup  ## Start Airflow's scheduler, API server and web page on loopback, with a password
	@.venv/bin/incidents airflow serve

lint: setup  ## Style, types and import rules
	@.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

test: lint  ## All tests but the slow ones
	@.venv/bin/pytest -m "not slow" -n 2 --dist loadscope

test-slow: setup  ## The slow tests: faults, a real scheduler, large inputs
	@.venv/bin/pytest -m slow -n 2 --dist loadfile --durations 12

audit: setup  ## Known vulnerabilities of the dependencies, where the database can be reached
	@UV="$(UV)" .ci/audit

bench: setup  ## Measure: reading, reconciliation, validation, the report
	@for file in bench/bench_*.py; do echo "== $$file"; .venv/bin/python "$$file"; done

clean:  ## Remove what the runs wrote (not .venv)
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .hypothesis
