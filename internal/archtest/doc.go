// Package archtest holds the rules of the source tree as tests, each with its reason in the failure's text.
//
// It reads imports, package comments and file names from the syntax trees, so it needs neither a build nor the network
// and takes a second. What a general linter can judge is in .golangci.yml instead.
//
// A package that the table in layers_test.go does not place fails: where a new package stands is a decision, to be made
// when it is born.
package archtest
