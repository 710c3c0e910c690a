// Package api serves the enode's HTTP interface. openapi.yaml is its source: types,
// routes and the Go client in cmd/enode/client are generated from it; the handlers
// here decode, authenticate, check and call one ingest function. They touch no store
// but through the roles they name.
package api

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config server.cfg.yaml openapi.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config ../../../cmd/enode/client/client.cfg.yaml openapi.yaml
