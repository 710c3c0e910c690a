package project_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
)

func TestProjectIsServedByEnoughZnodes(t *testing.T) {
	require.False(t, project.Terms{}.Serving(), "its owner has said nothing")
	require.False(t, project.Terms{Required: 3, Joined: 2}.Serving())
	require.True(t, project.Terms{Required: 3, Joined: 3}.Serving())
	require.True(t, project.Terms{Required: 3, Joined: 4}.Serving())

	require.NoError(t, project.Terms{Required: 3, Joined: 3}.Waiting())
	require.ErrorIs(t, project.Terms{}.Waiting(), project.ErrWaiting)
	require.ErrorContains(t, project.Terms{}.Waiting(), "no attributes")
	require.ErrorContains(t, project.Terms{Required: 3, Joined: 2, Runtimes: 0b110}.Waiting(), "2 of 3 have joined with enough at stake and the runtimes risc0,halo2")
}

func TestRuntimesAreNumbered(t *testing.T) {
	set, err := project.RuntimesOf(project.VMZkWasm, project.VMRisc0, project.VMRisc0)
	require.NoError(t, err)
	require.Equal(t, project.RuntimeSet(0b1010), set)
	require.Equal(t, "risc0,zkwasm", set.String())
	require.Equal(t, []project.VM{project.VMHalo2}, (set ^ 0b1010 | 0b10100).Names(), "16 is nobody's")
	_, err = project.RuntimesOf("risc0", "abacus")
	require.ErrorContains(t, err, "abacus")
}
