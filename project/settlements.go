package project

import "github.com/machinefi/sprout/task"

// Settlement is a contract that a project's owner named to settle the project's tasks, and the blocks for which it did.
type Settlement struct {
	Contract task.Address
	// From is the block in which it was named.
	From uint64
	// Until is the block in which the owner named another one, or none; 0 as long as it has not.
	Until uint64
}

// MostSettlements bounds what is remembered of one project: whoever has named that many times is not followed further.
const MostSettlements = 2048

// Settlements are all that a project's owner has named, in the order in which it did, up to [MostSettlements]. What is
// settled in one of them stays settled.
type Settlements []Settlement

// At reports whether the contract was the project's at some moment of the block: in a block in which the owner names
// another one both are.
func (s Settlements) At(contract task.Address, block uint64) bool {
	for _, t := range s {
		if t.Contract == contract && t.From <= block && (t.Until == 0 || block <= t.Until) {
			return true
		}
	}
	return false
}

// Name returns the list after the owner has named the contract in a block; the zero address is none. s is left as it is. A
// list of [MostSettlements] does not grow: its last one ends, and no other begins.
func (s Settlements) Name(contract task.Address, block uint64) Settlements {
	n := len(s)
	if n > 0 && s[n-1].Until == 0 && s[n-1].Contract == contract || n == 0 && contract.IsZero() {
		return s
	}
	full := n >= MostSettlements
	if n > 0 && s[n-1].Until != 0 && (full || contract.IsZero()) {
		return s
	}
	out := append(make(Settlements, 0, n+1), s...)
	if n > 0 && out[n-1].Until == 0 {
		out[n-1].Until = block
	}
	if !contract.IsZero() && !full {
		out = append(out, Settlement{Contract: contract, From: block})
	}
	return out
}

// Contracts lists each of them once, in the order in which they were named first.
func (s Settlements) Contracts() []task.Address {
	var out []task.Address
	seen := map[task.Address]bool{}
	for _, t := range s {
		if !seen[t.Contract] {
			seen[t.Contract] = true
			out = append(out, t.Contract)
		}
	}
	return out
}
