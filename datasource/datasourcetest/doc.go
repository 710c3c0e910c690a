// Package datasourcetest is the suite that every backend of datasource passes.
//
// A backend's test file calls [Run] with a function that opens a new, empty
// store, and [RunCrash] with one that says where a store is; its TestMain hands
// over to [Main], because the crash test kills a second process of the same
// test binary in the middle of its writes.
package datasourcetest
