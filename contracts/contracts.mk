##@ Contracts

# The platforms' packages are named in package.json instead of @foundry-rs/forge, whose wrapper script exits with 0
# whatever forge says.
FORGE := node_modules/.bin/forge

contracts/node_modules: contracts/package-lock.json
	@cd contracts && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: contracts-build
contracts-build: contracts/node_modules ## compile the contracts into contracts/out
	@cd contracts && $(FORGE) build --quiet

.PHONY: contracts-generate
contracts-generate: contracts-build ## rewrite contracts/abi and the Go bindings
	@contracts/generate.js contracts

.PHONY: contracts-check-generate
contracts-check-generate: contracts-build verifiers-check ## fail when ABIs, bindings or verifiers are not those of their sources
	@rm -rf contracts/out/_fresh
	@contracts/generate.js contracts/out/_fresh
	@diff -r contracts/abi contracts/out/_fresh/abi
	@diff -r -x '*.go' contracts/bindings contracts/out/_fresh/bindings
	@diff contracts/bindings/contracts.go contracts/out/_fresh/bindings/contracts.go

.PHONY: verifiers
verifiers: contracts/node_modules ## rewrite the verifier contracts of the halo2 examples, from front ends and library
	@go run ./tools/verifiers

.PHONY: verifiers-check
verifiers-check: contracts/node_modules ## fail when the committed verifier contracts are not those of the front ends
	@go run ./tools/verifiers -check

# With CI set, as build servers do, fuzz tests have 10,000 runs instead of 500.
.PHONY: contracts-test
contracts-test: FOUNDRY_PROFILE ?= $(if $(CI),ci,default)
contracts-test: contracts/node_modules ## format, lint, unit, fuzz and invariant tests and gas figures of the contracts
	@cd contracts && $(FORGE) fmt --check && \
		FOUNDRY_PROFILE=$(FOUNDRY_PROFILE) FORGE_SNAPSHOT_CHECK=true $(FORGE) test

# slither-analyzer comes from PyPI (contracts/requirements.txt); slither.config.json leaves out what would say the same of every contract: that it has
# assembly, sends coins by call, or compares times of days.
.PHONY: contracts-slither
contracts-slither: contracts/node_modules ## static analysis of the contracts, if slither is installed
	@command -v slither >/dev/null || { echo "slither is not installed: pip install -r contracts/requirements.txt"; exit 1; }
	@cd contracts && PATH="$(CURDIR)/contracts/node_modules/.bin:$$PATH" FOUNDRY_DENY=never slither .
