# Everything here needs Node 20 or newer with npm, and nothing else.
.DEFAULT_GOAL := help
.PHONY: help start dev web test test-web test-long test-engines cluster run stop check fix bench

node := $(shell command -v node 2>/dev/null)
run = $(if $(node),exec node,echo "Fanfare needs Node 20 or newer with npm: get it from https://nodejs.org and run this again." >&2; exit 2;)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

start: ## Install what is missing, build the web client, run everything in one process
	@$(run) tools/start.mjs $(ARGS)

dev: ## The same for working on it: restart and build on change, password grant, no rate limits
	@$(run) tools/start.mjs --dev $(ARGS)

test: ## All tests that need no engine; T=packages/sql runs those of one folder
	@$(run) tools/run.mjs tools/test.ts $(T)

test-web: ## The web client in a browser; installs chromium where it is missing
	@$(run) tools/run.mjs tools/test-web.ts $(T)

test-long: ## The tests that take too long for `make test`
	@$(run) tools/run.mjs tools/test.ts --long $(T)

test-engines: ## Install and start the real engines natively, and test on them; T=packages/cache for one folder
	@$(run) tools/run.mjs tools/test-engines.ts $(T)

cluster: ## Every engine and eight services natively, two of each, behind NGINX, and looked on; OBSERVE=no leaves that out
	@$(run) tools/run.mjs tools/cluster.ts $(if $(OBSERVE),--observe $(OBSERVE)) $(ARGS)

run: ## The whole in containers: eight services on the real engines, and what watches them; PROFILE=core leaves that out
	@$(run) tools/compose.mjs up $(if $(PROFILE),--profile $(PROFILE)) $(ARGS)

stop: ## Stop what `make run` started; ARGS=--volumes removes what it stored
	@$(run) tools/compose.mjs down $(ARGS)

web: ## Build the web client; `make start` does it when its sources changed
	@$(run) tools/run.mjs tools/web.mjs

check: ## Format, lint, types, direction of imports, SQL subset, unused code, file sizes
	@$(run) tools/run.mjs tools/check.ts

fix: ## Let the formatter and the linter repair what they can
	@$(run) tools/run.mjs node_modules/@biomejs/biome/bin/biome check --write .

bench: ## Measure, with the ceilings of this machine beside every figure; PROFILE=1 shows where the time goes
	@$(run) tools/run.mjs bench/main.ts $(if $(PROFILE),--profile $(PROFILE)) $(ARGS)
