// Package metricsdoc finds every metric of the project in its source and writes the page that lists them.
//
// It reads the syntax tree instead of a running registry: so it also finds metrics of parts that are not connected in
// some configuration, and the page can be checked without starting anything. The price is a rule: the parts of a
// metric's name are constants.
package metricsdoc
