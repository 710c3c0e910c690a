// Package checks remembers what provers found in programs.
package checks
