// Package outputtest is the conformance suite of outputs, and the result they are
// tried with.
package outputtest
