// Package wire holds the Protobuf messages that Sprout nodes exchange, generated
// from wire.proto. It decides nothing: package p2p turns these messages into
// checked values of package task.
package wire
