##@ Guest programs

.PHONY: guests
guests: ## rebuild the example guest programs, front ends and their records (needs Rust with rust-src and wasm32-wasip1)
	@examples/tools/build-guests
	@examples/tools/build-front-ends

.PHONY: front-ends
front-ends: ## rebuild the front ends of the halo2 examples only (needs Rust with wasm32-wasip1)
	@examples/tools/build-front-ends

.PHONY: modules
modules: ## rebuild the modules of the zkwasm examples (Rust with wasm32-unknown-unknown, Node.js, clang-14; what is missing is left out)
	@examples/tools/build-modules

.PHONY: modules-check
modules-check: ## check that the committed modules are what their sources give, as far as the tools are here
	@examples/tools/build-modules --check

.PHONY: guests-check
guests-check: ## check that the committed guest programs are the recorded ones; needs no Rust
	@examples/tools/check-guests

.PHONY: guests-reproduce
guests-reproduce: ## build the guest programs and front ends of the last commit elsewhere and compare (needs what guests needs; five minutes)
	@examples/tools/reproduce-guests

.PHONY: guests-test
guests-test: ## format, lint and test the guest side (needs Rust; no proving kernels are built)
	@export CARGO_TARGET_DIR="$${CARGO_TARGET_DIR:-$$HOME/.cache/sprout/guests-host}"; \
	for workspace in vm/native/crates/sprout-guest examples; do \
		cd "$(CURDIR)/$$workspace"; \
		cargo fmt --all --check; \
		cargo clippy --locked --quiet --all-targets -- -D warnings; \
		cargo test --locked --quiet --release; \
	done
	@export CARGO_TARGET_DIR="$${CARGO_TARGET_DIR:-$$HOME/.cache/sprout/guests-halo2}"; \
	for workspace in vm/native/crates/sprout-halo2 examples/halo2 examples/halo2-old-form; do \
		cd "$(CURDIR)/$$workspace"; \
		cargo fmt --all --check; \
		cargo clippy --locked --quiet --all-targets -- -D warnings; \
		cargo test --locked --quiet; \
	done
	@cd examples/zkwasm/meter && cargo fmt --check && \
	if [ -d "$$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then \
		cargo clippy --locked --quiet --release --target wasm32-unknown-unknown --target-dir "$$HOME/.cache/sprout/modules" -- -D warnings; \
	else echo "NOTICE: Rust has no target wasm32-unknown-unknown: examples/zkwasm/meter is not linted"; fi
