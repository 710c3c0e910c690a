// Package evidence is what costs a node half of its stake or bond: two of its signatures that contradict each other, as
// files hold them and as contracts take them (docs/contracts.md), and how it is noticed. Nodes and people submit it.
package evidence
