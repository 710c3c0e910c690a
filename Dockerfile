# syntax=docker/dockerfile:1
# One image for all programs; docker-compose.yaml says which one runs.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/build-cache \
    GOCACHE=/go/build-cache make build && \
    GOCACHE=/go/build-cache CGO_ENABLED=0 go build -trimpath -o build/bin/composechain ./tools/composechain

# The prover library is loaded at run time and needs glibc, nothing else.
FROM debian:bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --system --uid 10001 --create-home --home-dir /var/lib/sprout sprout
COPY --from=build /src/build/bin/ /usr/local/bin/
COPY LICENSE NOTICE THIRD_PARTY_NOTICES.txt /usr/share/doc/sprout/
USER sprout
WORKDIR /var/lib/sprout
VOLUME /var/lib/sprout
