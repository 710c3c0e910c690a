##@ Native provers (Rust; the libraries are prebuilt, so only those who change them need these)

NATIVE := vm/native
NATIVE_TEST_TARGET ?= $(HOME)/.cache/sprout/native/test
HALO2_TEST_TARGET ?= $(HOME)/.cache/sprout/native/halo2
ZKWASM_TEST_TARGET ?= $(HOME)/.cache/sprout/native/zkwasm

.PHONY: native
native: ## rebuild the prebuilt proving libraries from source (Rust and clang; ten minutes and more)
	@$(NATIVE)/build.sh
	@$(NATIVE)/build-halo2.sh
	@$(NATIVE)/build-zkwasm.sh

.PHONY: native-check
native-check: ## check that the prebuilt libraries are whole and match their sources; needs no Rust
	@$(NATIVE)/check.sh

.PHONY: native-header
native-header: ## write vm/native/include/prover.h from the Rust sources
	@cd $(NATIVE) && CARGO_TARGET_DIR=$(NATIVE_TEST_TARGET) cargo run -q --locked -p sprout-abi --example header > include/prover.h.new
	@mv $(NATIVE)/include/prover.h.new $(NATIVE)/include/prover.h

.PHONY: native-notices
native-notices: ## write the THIRD_PARTY_NOTICES.txt of each library: the crates inside and their licences
	@go run ./tools/notices -cargo $(NATIVE)/crates/risc0/Cargo.toml -out $(NATIVE)/THIRD_PARTY_NOTICES.txt
	@go run ./tools/notices -cargo $(NATIVE)/crates/halo2/Cargo.toml -out $(NATIVE)/crates/halo2/THIRD_PARTY_NOTICES.txt
	@go run ./tools/notices -cargo $(NATIVE)/crates/zkwasm/library/Cargo.toml -out $(NATIVE)/crates/zkwasm/library/THIRD_PARTY_NOTICES.txt
	@go run ./tools/notices -cargo $(NATIVE)/crates/zkwasm/runtime/Cargo.toml -out $(NATIVE)/crates/zkwasm/runtime/THIRD_PARTY_NOTICES.txt

.PHONY: rust-test
rust-test: export CARGO_INCREMENTAL = 0
rust-test: export CARGO_PROFILE_DEV_DEBUG = 0# a tenth of the disk, and less linking
rust-test: ## format, lints and tests of the Rust crates that build without the provers' kernels
	@cd $(NATIVE) && cargo fmt --check
	@cd $(NATIVE)/crates/risc0 && cargo fmt --check
	@cd $(NATIVE)/crates/halo2 && cargo fmt --all --check
	@cd $(NATIVE) && CARGO_TARGET_DIR=$(NATIVE_TEST_TARGET) cargo clippy -q --locked --workspace --all-targets -- -D warnings
	@cd $(NATIVE) && CARGO_TARGET_DIR=$(NATIVE_TEST_TARGET) cargo test -q --locked --workspace
	@cd $(NATIVE)/crates/halo2 && CARGO_TARGET_DIR=$(HALO2_TEST_TARGET) cargo clippy -q --locked --workspace --all-targets -- -D warnings
	@cd $(NATIVE)/crates/halo2 && CARGO_TARGET_DIR=$(HALO2_TEST_TARGET) cargo test -q --locked --workspace
	@cd $(NATIVE)/crates/zkwasm && cargo fmt --all --check && cd runtime && cargo fmt --check
	@cd $(NATIVE)/crates/zkwasm && CARGO_TARGET_DIR=$(ZKWASM_TEST_TARGET) cargo clippy -q --locked --workspace --all-targets -- -D warnings
	@cd $(NATIVE)/crates/zkwasm/corpus && cargo fmt --check && CARGO_TARGET_DIR=$(ZKWASM_TEST_TARGET) cargo clippy -q --locked -- -D warnings
	@cd $(NATIVE)/crates/zkwasm && CARGO_TARGET_DIR=$(ZKWASM_TEST_TARGET) cargo test -q --locked --workspace

.PHONY: native-bench
native-bench: ## proof times: shipped libraries, plain Rust with the same compiler, stock gcc build
	@$(NATIVE)/bench/bench.sh
