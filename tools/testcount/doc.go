// Command testcount watches test runners and adds up what they really ran.
//
//	testcount go [-counts FILE] [-- ARGS]   runs "go test -json ARGS", prints a line per package and every failure in full
//	testcount text [-counts FILE]           copies standard input through and reads the closing lines of cargo, forge and node
//	testcount sum FILE...                   prints "N passed, N failed, N skipped" over all counts files
//
// The first two append one line to the counts file and exit 1 when a test failed; sum exits 1 when any did or
// when nothing ran at all, because a run of no tests proves nothing.
package main
