# Wire format of the peer-to-peer network. Needs protoc; the Go plugin comes through the module cache at the pinned version.

.PHONY: p2p-generate
p2p-generate: ## rewrite the Go code of p2p/wire/wire.proto (needs protoc)
	@p2p/wire/generate.sh p2p/wire

.PHONY: p2p-check-generate
p2p-check-generate: ## fail when p2p/wire's generated code is not that of its proto file (needs protoc)
	@tmp="$$(mktemp -d)"; trap 'rm -rf "$$tmp"' EXIT; \
	p2p/wire/generate.sh "$$tmp"; \
	diff -u p2p/wire/wire.pb.go "$$tmp/wire.pb.go" || { echo "p2p/wire/wire.pb.go is stale; run 'make p2p-generate' and commit the result"; exit 1; }
