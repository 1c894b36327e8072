# make run: set everything up and serve a demonstration.  make test: set everything up and run the tests.
# Needs python3 (3.11 or newer), python3-venv and make; nothing else.

PORT ?= 8000
PYTHON ?= python3
ARGS ?=
BIN = .venv/bin
SCRATCH = .make
export PYTHON

.DEFAULT_GOAL = run
.PHONY: run test install check prove proofs bench mutants messages lock clean

run:
	@tools/setup.sh run
	@exec $(BIN)/trilogue demo --port $(PORT)

install:
	@tools/setup.sh run
	@echo "Installed: $(BIN)/trilogue"

test:
	@tools/setup.sh test
	@exec $(BIN)/pytest -m "not prove" -n 2 --dist loadgroup -q -rs $(ARGS)

check:
	@tools/setup.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config importlinter.ini --no-logo
	find src -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	TRILOGUE_DATA=$(SCRATCH) DJANGO_SETTINGS_MODULE=trilogue.config.settings $(BIN)/django-admin makemigrations --check --dry-run
	$(BIN)/python tools/messages.py --check

prove: mutants proofs

proofs:
	@tools/setup.sh test
	@exec $(BIN)/pytest -m prove -n 2 --dist loadgroup -q -rs $(ARGS)

mutants:
	@tools/setup.sh test
	@$(BIN)/python tools/mutants.py $(ARGS)

bench:
	@tools/setup.sh test
	@exec $(BIN)/python -m bench $(ARGS)

messages:
	@tools/setup.sh test
	@$(BIN)/python tools/messages.py update

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 2; }
	uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 requirements/run.in -o requirements/run.txt
	uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf .venv $(SCRATCH) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
