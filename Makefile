# redactor: `make run` shows what it does, `make test` proves that it works. Both set up .venv if needed.
PYTHON ?= python3
DATA ?= $(SHARED)/data
# Annotated texts to measure on: the sample's, or all of those beside the checkout where there are any.
SHARED ?= ../shared
GOLD ?= $(or $(wildcard $(SHARED)/gold/dev.jsonl),sample_data/gold/dev_sample.jsonl)
MEASURE := $(addprefix --cases ,$(wildcard $(SHARED)/gold/cases)) \
	$(addprefix --tab ,$(wildcard $(SHARED)/data/tab/gold_dev.jsonl)) \
	$(addprefix --portraits ,$(wildcard $(SHARED)/data/ltc_portraits/all.jsonl))
CASE ?= sample_data/Case - Tamsin Okoro-Reed
OUT ?= out/share

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAIN := .training

.PHONY: help setup run test lint check evaluate bench fuzz train wheel clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with pinned versions

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("redactor needs Python 3.11 to 3.13; say make PYTHON=python3.12") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(READY) ## redact the sample case into out/share
	@$(BIN)/redactor run "$(CASE)" --out "$(OUT)" --force; code=$$?; [ $$code -le 1 ] || exit $$code

test: $(READY) ## run all tests
	$(BIN)/python -m pytest

lint: $(READY) ## ruff, mypy --strict, and the layers of the house
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## lint and test

evaluate: $(READY) ## measure leaks and over-redaction
	$(BIN)/redactor evaluate "$(GOLD)" $(MEASURE) --beside presidio

bench: $(READY) ## measure speed and memory of texts, whole files and people, beside plain Presidio (most of an hour)
	$(BIN)/redactor bench --full

fuzz: $(READY) ## damage small files of every format for six minutes, guided by coverage (Linux)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	$(BIN)/python tests/fuzzing/fuzz_readers.py

train: $(READY) ## make the embedded model anew from $(DATA) (hours on two cores)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	$(BIN)/python -m redactor.training --data "$(DATA)" --out $(TRAIN)
	rm -rf redactor/recognition/ner/model
	cp -R $(TRAIN)/pipeline redactor/recognition/ner/model

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --wheel

clean: ## remove what was built, .venv and out/
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .fuzz
