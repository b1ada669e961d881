# `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
FRONT_END := $(wildcard static/js/*.js static/js/*/*.js static/css/*.css) static/build.mjs geodata/world/build.mjs package.json
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
        --python-version 3.11 pyproject.toml

# What pip and npm keep for the next time lies here too, and not in the home of whoever runs this.
export PIP_CACHE_DIR := $(CURDIR)/.make/pip
export npm_config_cache := $(CURDIR)/.make/npm

.DEFAULT_GOAL := help
.PHONY: help setup run test bench lint scripts lock clean

help: ## List what there is
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(STAMPS)/installed static/dist/manifest.json ## Make .venv/bin/casemap and the front end ready

# A folder's own definition holds, unless another is named.
run: export CASEMAP_DATASET ?= $(firstword $(wildcard $(addsuffix /casemap.toml,$(DATA))))
run: setup ## Load DATA="folder file ...", publish and serve; without DATA, serve what is published, or a sample
ifdef DATA
	@"$(BIN)/casemap" load $(DATA)
	@"$(BIN)/casemap" publish > /dev/null
else
	@"$(BIN)/casemap" sample > /dev/null
endif
	@"$(BIN)/casemap" fetch --take-up boundaries &
	@"$(BIN)/casemap" serve

test: setup $(STAMPS)/developer ## Run every check and test
	@$(MAKE) --no-print-directory --jobs 2 lint scripts
	@"$(BIN)/python" -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

bench: setup $(STAMPS)/bench tests/bench/node_modules/.package-lock.json ## Measure speed against its targets; ONLY="views" does a part
	@"$(BIN)/python" -m tests.bench $(ONLY)

lint: $(STAMPS)/developer ## Check style and types
	@"$(BIN)/ruff" check app tests
	@"$(BIN)/ruff" format --check --quiet app tests
	@"$(BIN)/mypy"

scripts: node_modules/.package-lock.json
	@npm run --silent check
	@npm run --silent test

lock: $(STAMPS)/developer ## Make the lock files anew from pyproject.toml
	@$(LOCK) --extra build --output-file requirements.lock
	@$(LOCK) --extra build --extra s3 --output-file requirements-s3.lock
	@$(LOCK) --extra build --extra s3 --extra dev --output-file requirements-dev.lock
	@$(LOCK) --extra build --extra s3 --extra dev --extra bench --output-file requirements-bench.lock

clean: ## Remove what setup made
	@rm -rf "$(VENV)" node_modules tests/bench/node_modules static/dist

$(STAMPS)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casemap needs Python 3.11 or later: say which with PYTHON=python3.12")'
	@$(PYTHON) -m venv "$(VENV)"
	@mkdir -p "$(STAMPS)" && touch "$@"

$(STAMPS)/installed: requirements.lock pyproject.toml | $(STAMPS)/made
	@echo "Installing Casemap ..."
	@"$(BIN)/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@"$(BIN)/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch "$@"

$(STAMPS)/developer: requirements-dev.lock $(STAMPS)/installed
	@echo "Installing what the tests need ..."
	@"$(BIN)/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch "$@"

$(STAMPS)/bench: requirements-bench.lock $(STAMPS)/developer
	@echo "Installing what the measurements need ..."
	@"$(BIN)/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch "$@"

tests/bench/node_modules/.package-lock.json: tests/bench/package-lock.json
	@npm ci --prefix tests/bench --silent --no-audit --no-fund
	@touch "$@"

node_modules/.package-lock.json: package-lock.json
	@npm ci --silent --no-audit --no-fund
	@touch "$@"

static/dist/manifest.json: node_modules/.package-lock.json $(FRONT_END)
	@echo "Building the front end ..."
	@npm run --silent build
