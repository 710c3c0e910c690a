// Package project says what a project and its versions are and when a version
// can be served. Reading projects from a chain, fetching their files and keeping
// them current is the business of [Manager], which is given a [Registry] and a
// [Fetcher]; project/registry and project/fetch are the real ones.
package project
