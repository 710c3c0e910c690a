package halo2

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// What is wrong with a node's own files is no fault of a program: another node may do it.
func TestTroubleOfTheNodeIsToldFromFaults(t *testing.T) {
	for said, c := range map[string]struct{ kind, want error }{
		"SRS file is damaged: a point is not on its curve":                                             {vm.ErrInputInvalid, vm.ErrUnavailable},
		"keys or public parameters are broken: the circuit is satisfied and its proof does not verify": {vm.ErrInternal, vm.ErrUnavailable},
		"cannot start a thread": {vm.ErrInternal, vm.ErrInternal},
		"these messages do not satisfy the circuit, there is nothing to prove: lookup 0": {vm.ErrGuestFault, vm.ErrGuestFault},
		"input is not a task": {vm.ErrInputInvalid, vm.ErrInputInvalid},
	} {
		err := aboutSRS(&vm.Error{Kind: c.kind, Said: said})
		require.ErrorIs(t, err, c.want, said)
		require.Equal(t, errors.Is(c.want, vm.ErrUnavailable), task.Hint(err) != "", said)
	}
	require.NoError(t, aboutSRS(nil))
}
