# Everything a newcomer needs. Only Python 3.11 or newer and make are asked for.
PYTHON ?= python3
ready = $(PYTHON) tools/bootstrap.py
python = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench drill

help: ## say what can be done
	@$(PYTHON) -c "import re; [print(f'make {a:7} {b}') for a, b in re.findall(r'^(\w+):.*## (.*)', open('Makefile').read(), re.M)]"

run: ## try Concord on this machine, with invented people
	@$(ready) && exec $(python) -m concord.config.cli demo

test: ## run every test but the long batteries
	@$(ready) && exec $(python) -m tools.suite

check: ## look for every problem that needs no running test; changes nothing
	@$(ready) && exec $(python) -m tools.check

fix: ## mend what can be mended: lint, format, generated pages
	@$(ready) && $(python) -m ruff check --fix --quiet; $(python) -m ruff format --quiet && $(python) -m tools.words update && $(python) -m tools.generated --write

bench: ## measure what benchmarks/ describes
	@$(ready) && exec $(python) -m benchmarks

drill: ## run the long batteries
	@$(ready) && exec $(python) -m tools.suite --drill
