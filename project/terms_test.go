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
}
