// Command bench measures the speeds that docs/BENCHMARKS.md states: durable
// ingest over HTTP, the way of a message to a znode, memory of idle nodes, and
// what the prover library costs and gains. Each figure that is a ratio has both
// its sides measured in the same run, in turns, so that a busy machine slows both.
//
//	go run ./tools/bench -out build/bench.json
//
// The result is a JSON list of measurements, and a table on standard output.
package main
