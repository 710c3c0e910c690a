# Two commands for a start: `make demo` shows the whole thing at work, `make test` checks it. `make` alone lists the rest.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN      := build/bin
PROGRAMS := enode znode ioctl-project
GOBUILD  := CGO_ENABLED=0 go build -trimpath -ldflags "-s -w"

-include vm/native/native.mk
-include examples/guests.mk
-include contracts/contracts.mk
-include p2p/p2p.mk

.PHONY: help
help: ## list the targets
	@echo "usage: make TARGET"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Programs

.PHONY: build
build: ## build enode, znode and ioctl-project into build/bin; needs only Go
	@mkdir -p $(BIN)
	@for program in $(PROGRAMS); do \
		[[ -d cmd/$$program ]] || continue; \
		$(GOBUILD) -o $(BIN)/$$program ./cmd/$$program; \
	done

.PHONY: demo
demo: build ## a month of weather readings becomes a proof that a contract accepts; needs only Go
	@$(BIN)/ioctl-project devnet --once --report build/demo.json

.PHONY: bench
bench: build ## measure the speeds of docs/BENCHMARKS.md, ratios within one run
	@.ci/with-postgres go run ./tools/bench -out build/bench.json

.PHONY: clean
clean: ## remove what was built
	rm -rf build

##@ Checks

.PHONY: setup
setup: ## install what the checks need: PostgreSQL, the Solidity tools, the linter
	@.ci/setup

.PHONY: test
test: setup ## all checks and tests, as CI runs them
	@.ci/with-postgres .ci/test

.PHONY: test-go
test-go: ## quick: the Go tests without the end-to-end runs that make real proofs
	@go run ./tools/testcount go -- ./...

.PHONY: race
race: ## the Go tests under the race detector (needs a C compiler)
	@go run ./tools/testcount go -- -race -short ./...

.PHONY: e2e
e2e: ## whole networks in real processes with real proofs, and their failures
	@SPROUT_E2E=1 go run ./tools/testcount go -- -count=1 -timeout 30m ./internal/e2e/...

.PHONY: fuzz
fuzz: ## every fuzz target in turn, FUZZTIME seconds each (default 20)
	@.ci/fuzz

.PHONY: lint
lint: ## gofmt, go vet, golangci-lint
	@unformatted="$$(git ls-files --cached --others --exclude-standard -- '*.go' | while read -r f; do [[ ! -f $$f ]] || echo "$$f"; done | xargs -r gofmt -l)"; \
	if [[ -n "$$unformatted" ]]; then echo "not formatted; run gofmt -w on:"; echo "$$unformatted"; exit 1; fi
	@go vet ./...
	@"$$(.ci/setup linter | tail -n 1)" run ./...

##@ Generated files

.PHONY: generate
generate: ## rewrite every generated file: Go code, contract bindings, pages
	@go generate ./...
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory contracts-generate; \
	else echo "NOTICE: npm is not installed: the contracts' ABIs and bindings are left as they are"; fi

.PHONY: check-generate
check-generate: ## fail when a generated file is not that of its source
	@.ci/check-generated
