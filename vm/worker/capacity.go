package worker

import "runtime"

// Machine is what there is to compute with.
type Machine struct {
	Cores    int
	MemoryMB uint64 // 0 = not known
}

// ThisMachine looks at the machine, or at the part of it this process may use.
func ThisMachine() Machine {
	return Machine{Cores: runtime.GOMAXPROCS(0), MemoryMB: machineMemoryMB()}
}

// Slots returns how many proofs fit a machine: each takes threads cores and
// memoryMB of memory, a quarter of the memory stays with the node, and a most
// above 0 is the operator's cap. One proof is always allowed: a node that can
// prove nothing would not have been started.
func (m Machine) Slots(threads int, memoryMB uint64, most int) int {
	n := m.Cores / max(threads, 1)
	if m.MemoryMB > 0 && memoryMB > 0 {
		n = min(n, int(m.MemoryMB*3/4/memoryMB))
	}
	if most > 0 {
		n = min(n, most)
	}
	return max(n, 1)
}
