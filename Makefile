# Nhắc việc: `make help` lists what can be made. Everything starts from Python >= 3.11, pip and make.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/ready
# Two workers: the machines this runs on have two cores.
PYTEST = $(BIN)/python -m pytest -rfEs
TWO = -n 2 --dist worksteal
# A story waits half of its time, for the sandbox and the clock: a third worker uses what the others leave.
THREE = -n 3 --dist worksteal
# The service, the sandbox and every test worker are processes of their own: each would compile everything again where the
# environment forbids bytecode. It is kept in .venv, so the checkout stays as clean as whoever forbade it wants it.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/.venv/bytecode

.DEFAULT_GOAL = help
.PHONY: help setup run test test-long test-browser screenshots check bench lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-20s%s\n", $$1, $$2 }'

setup: $(READY) ## set up .venv with the command nhacviec
	@:

run: $(READY) ## start the service, or the demo where there is no Telegram token (ARGS="--port 8081")
	@if [ -n "$$NHACVIEC_TELEGRAM_TOKEN" ] || grep -Eqs "^ *(export +)?NHACVIEC_TELEGRAM_TOKEN *= *[\"']?[^ #\"']" .env; \
	then exec $(BIN)/nhacviec run $(ARGS); else exec $(BIN)/nhacviec demo $(ARGS); fi

test: $(READY) ## the tests, on SQLite and on real PostgreSQL (ARGS="-k deadline")
	$(PYTEST) $(TWO) -m "not long and not browser" $(ARGS)

test-long: $(READY) ## the stories of a quarter, the year, the kills, whatever is slow
	$(PYTEST) $(THREE) -m long $(ARGS)

test-browser: $(READY) ## the chat page in real Chromium
	$(PYTEST) -m browser $(ARGS)

screenshots: $(READY) ## make the pictures and the sample files of the documentation anew (docs/images, docs/samples)
	$(BIN)/python -m tests.screenshots
	$(BIN)/python -m tests.samples

check: $(READY) ## style, types, borders between the rooms, undeclared dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: $(READY) ## the benchmarks; also written to build/bench.json
	$(BIN)/python -m tests.bench $(ARGS)

lock: $(READY) ## write requirements.lock anew after a change of pyproject.toml (ARGS=--upgrade: newest versions)
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --output-file requirements.lock $(ARGS)

# The lock holds everything by hash, uv and the build backend included, so nothing unpinned is fetched. pip (of PYTHON, or the
# one ensurepip brings: Debian splits them) installs uv, uv the rest in seconds; where uv cannot serve, behind a mirror or a
# certificate only pip knows, pip does it all. The stamp is written last: what broke half way is done again.
$(READY): pyproject.toml requirements.lock
	@command -v "$(PYTHON)" >/dev/null || { echo "Nhắc việc needs Python 3.11 or newer: there is no $(PYTHON) here." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Nhac viec needs Python 3.11 or newer, this is %d.%d. Name another one: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || "$(PYTHON)" -m venv --clear --without-pip .venv
	@echo "Setting up .venv ..." >&2; set -e; \
	export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1; \
	pip() { "$(PYTHON)" -m pip --python $(BIN)/python "$$@"; }; \
	if ! pip --version >/dev/null 2>&1; then \
	  $(BIN)/python -m ensurepip >/dev/null || { echo "Nhắc việc needs pip: $(PYTHON) has none." >&2; exit 1; }; \
	  pip() { $(BIN)/python -m pip "$$@"; }; fi; \
	uv() { $(BIN)/uv --quiet pip "$$@" --python $(BIN)/python; }; \
	mirror="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$(pip config get global.index-url 2>/dev/null || true)}}"; \
	if [ -n "$$mirror" ]; then export UV_DEFAULT_INDEX="$$mirror"; fi; \
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.lock; \
	if pip install --quiet --require-hashes --no-deps -r .venv/uv.lock && uv sync --require-hashes requirements.lock; \
	then uv install --no-deps --no-build-isolation --editable .; \
	else echo "uv cannot serve here; pip does it, slower." >&2; \
	  pip install --quiet --require-hashes --no-deps -r requirements.lock; \
	  pip install --quiet --no-deps --no-build-isolation --editable .; fi
	@touch $(READY)
