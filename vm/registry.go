package vm

import (
	"fmt"
	"maps"
	"slices"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Registry is the explicit table from the vm a project file names to its prover.
// It does not change after it was made.
type Registry struct {
	provers map[project.VM]Prover
}

// NewRegistry makes the table; entries without a prover are left out.
func NewRegistry(provers map[project.VM]Prover) *Registry {
	r := &Registry{provers: make(map[project.VM]Prover, len(provers))}
	for name, p := range provers {
		if p != nil {
			r.provers[name] = p
		}
	}
	return r
}

// VMs lists what is offered, sorted.
func (r *Registry) VMs() []project.VM { return slices.Sorted(maps.Keys(r.provers)) }

// Prover returns the prover of name: [ErrNotOffered] for a runtime that this node
// does not run, [ErrUnknownVM] for a name that is none.
func (r *Registry) Prover(name project.VM) (Prover, error) {
	if p, ok := r.provers[name]; ok {
		return p, nil
	}
	switch name {
	case project.VMRisc0, project.VMHalo2, project.VMZkWasm:
		err := fmt.Errorf("%s: %w", name, &Error{Kind: ErrNotOffered})
		return nil, task.WithHint(err, fmt.Sprintf("this node offers %q", r.VMs()))
	default:
		err := &Error{Kind: ErrUnknownVM, Said: fmt.Sprintf("%.40q", name)}
		return nil, task.WithHint(err, "vmType is one of risc0, halo2, zkwasm")
	}
}
