# What one does here. `make` alone says so.
#
# The environment is .venv, made from requirements.lock (what onrecord runs on) and requirements-dev.lock (what its
# tests and checks need), each file checked against its hash.

PYTHON ?= python3.11
PY     := .venv/bin/python
ROOT   := $(shell id -u | grep -qx 0 && echo yes)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# ---- environment ---------------------------------------------------------------------------------------------------

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.done: .venv/bin/python requirements.lock pyproject.toml
	$(PY) -m pip install -q --require-hashes -r requirements.lock
	$(PY) -m pip install -q --no-deps -e .
	@touch $@

.venv/dev.done: .venv/run.done requirements-dev.lock
	$(PY) -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

# The page is tested in Debian's Chromium, with axe-core; both are taken where they are absent.
.venv/browser.done: tests/browser/package-lock.json
	@command -v chromium > /dev/null || test -n "$(ROOT)" || { echo "Chromium is missing: install Debian's package chromium"; exit 1; }
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium > /dev/null; }
	npm ci --no-audit --no-fund --silent --prefix tests/browser
	@mkdir -p $(@D) && touch $@

# Scripts and styles of the desk's pages: npm's packages, each checked against its hash, put into src/onrecord/web/static.
ISLANDS := src/onrecord/web/islands
.venv/web.done: $(ISLANDS)/package-lock.json $(ISLANDS)/build.mjs $(wildcard $(ISLANDS)/src/* $(ISLANDS)/src/*/* src/onrecord/web/style/*)
	@command -v npm > /dev/null || { echo "npm is missing: install Node.js 20 or newer, with npm"; exit 1; }
	npm ci --no-audit --no-fund --silent --prefix $(ISLANDS)
	npm run --silent --prefix $(ISLANDS) build
	@mkdir -p $(@D) && touch $@

.PHONY: setup web
web: .venv/web.done ## Build what the desk's pages load

setup: .venv/run.done .venv/web.done ## Make the environment that onrecord runs in

# ---- use -----------------------------------------------------------------------------------------------------------

# The desk runs on in the background, its process in out/desk.pid, so that this ends with its address.
.PHONY: run example stop
run example: .venv/run.done .venv/web.done stop ## Read the bundled example, and open its review desk: ends with the address
	@mkdir -p out
	.venv/bin/onrecord read src/onrecord/examples/reports --format table
	.venv/bin/onrecord read src/onrecord/examples/reports --output out/example.html
	@test -d out/example || { rm -rf out/example.new && .venv/bin/onrecord example out/example.new && mv out/example.new out/example; }
	@nohup .venv/bin/onrecord serve --archive out/example --no-open > out/desk.log 2>&1 < /dev/null & echo $$! > out/desk.pid
	@for second in $$(seq 60); do grep -q 'the desk of' out/desk.log && break; kill -0 $$(cat out/desk.pid) 2> /dev/null || break; sleep 1; done
	@grep -q 'the desk of' out/desk.log || { cat out/desk.log >&2; exit 1; }
	@echo "A page of one reading: out/example.html. The desk runs until make stop, and is what you open now:"
	@sed -n 's|.* is at \(http[^ ]*\) .*|\1tour|p' out/desk.log

stop: ## End the desk of the example
	@if [ -f out/desk.pid ]; then kill $$(cat out/desk.pid) 2> /dev/null || true; rm -f out/desk.pid; sleep 1; fi

# ---- checks --------------------------------------------------------------------------------------------------------

.PHONY: test lint types format bench docs lock clean
test: .venv/dev.done .venv/browser.done .venv/web.done ## Check style, types and behaviour, pages in a browser and floors of quality included
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest

lint: .venv/dev.done ## Check style
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/dev.done ## Check types
	$(PY) -m mypy

format: .venv/dev.done ## Put the code in form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/dev.done ## Measure quality and speed on the development data (../shared)
	for one in $$(grep -l '__main__' bench/*.py); do echo "== $$one"; $(PY) -m bench.$$(basename $$one .py) || exit 1; done

docs: .venv/dev.done ## Write the reference from the code
	for one in docs/generate/*.py; do $(PY) $$one || exit 1; done

# Pins and hashes, without a word of where the files were found.
COMPILE := $(PY) -m piptools compile -q --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
           --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
lock: ## Pin what pyproject.toml asks for, with hashes
	$(COMPILE) -o requirements.lock pyproject.toml
	@mkdir -p build
	$(PY) -c "import tomllib; print('-c ../requirements.lock', *tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['dev'], sep='\n')" > build/dev.in
	$(COMPILE) -o requirements-dev.lock build/dev.in

clean: ## Remove what was made here, the environment too
	rm -rf .venv build out dist tests/browser/node_modules src/onrecord/web/static src/onrecord/web/islands/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
