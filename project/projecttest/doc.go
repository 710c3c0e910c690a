// Package projecttest has stand-ins for what a project.Manager is given, for
// tests in which the chain, the network or a native library would only be in
// the way. Each does what its role promises and no more.
package projecttest
