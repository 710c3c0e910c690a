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

.PHONY: contracts-test
contracts-test: contracts/node_modules ## format, lint, unit, fuzz and invariant tests and gas figures of the contracts
	@cd contracts && $(FORGE) fmt --check && FORGE_SNAPSHOT_CHECK=true $(FORGE) test
