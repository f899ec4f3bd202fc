# govgauge: every way in.  `make demo` and `make test` need nothing but Python 3.11, venv and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-dev
RUN_STAMP := $(VENV)/.installed-run
SERVE ?= 1
PORT ?= 8000

.PHONY: setup setup-dev demo example-report test check bench peers lock clean

setup: $(RUN_STAMP)

setup-dev: $(STAMP)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements/run.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(STAMP): requirements/dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@ $(RUN_STAMP)

demo: $(RUN_STAMP)
	$(BIN)/govgauge demo -w demo-workspace --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

# The report under docs/example-report, made anew from the demo campaign (needs a Noto CJK font).
EXAMPLE := build/example-report
example-report: $(STAMP)
	$(BIN)/govgauge demo -w $(EXAMPLE) --no-serve
	mkdir -p $(EXAMPLE)/campaigns/demo/editor/yearly
	cp docs/example-report/editor/*.md $(EXAMPLE)/campaigns/demo/editor/yearly/
	$(BIN)/govgauge publish -w $(EXAMPLE) --only yearly --pdf
	cp $(EXAMPLE)/campaigns/demo/report/my-city@*/yearly.html docs/example-report/
	cp $(EXAMPLE)/campaigns/demo/report/my-city@*/yearly.en.html docs/example-report/
	cp $(EXAMPLE)/campaigns/demo/report/my-city@*/yearly.pdf docs/example-report/

test: $(STAMP)
	$(BIN)/pytest -n 3 --dist worksteal

check: $(STAMP)
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python bench/all.py

# The crawlers the benches compare with, apart from our own packages.
peers:
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/peers.lock
	@echo "wget2, HTTrack and LinkChecker are Debian packages: apt-get install wget2 httrack linkchecker"

lock: $(STAMP)
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements/run.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-header --extra dev -o requirements/dev.lock pyproject.toml

clean:
	rm -rf $(VENV) .venv-peers demo-workspace build dist
