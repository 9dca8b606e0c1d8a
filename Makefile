# The two commands: make run, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: run test check gate format lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run  ## Start Handrail with its sample tenants
	@$(BIN)/handrail up

test: $(VENV)/.dev  ## Run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev  ## Format, lint, types, import layers, notebooks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/marimo check --strict notebooks/stage*.py

gate: $(VENV)/.dev  ## Hold the product to the accepted baselines of evals/
	$(BIN)/python -m pytest evals

format: $(VENV)/.dev  ## Mend what can be mended without thinking
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Lock the dependencies of pyproject.toml with hashes (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --extra dev --constraint requirements.lock --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
		--output-file requirements-dev.lock

clean: ## Remove the environment; .handrail, which holds your data, stays
	rm -rf $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml
	@echo "Installing into $(VENV), which takes a minute or two the first time"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
