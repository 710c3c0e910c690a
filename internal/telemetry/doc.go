// Package telemetry is what an operator sees of a running node: its log, its metrics, and whether it is alive and ready.
//
// It offers mechanisms only. The parts of a node take a *slog.Logger and a prometheus.Registerer and know nothing of
// this package; the assemblies (internal/enode, internal/znode) connect the two. Every metric's full name begins with
// "sprout_"; docs/metrics.md lists them and a test keeps that page equal to the code.
//
// Secrets never reach the log because no type that holds one can be printed; there is no filter here that could be
// forgotten.
package telemetry
