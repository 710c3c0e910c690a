package node

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/task"
)

func TestDataDirectoryBelongsToOneNode(t *testing.T) {
	cfg := &config.Node{DataDir: t.TempDir()}
	first, second := &Base{Config: cfg}, &Base{Config: cfg}
	require.NoError(t, first.lock(t.Context()))
	err := second.lock(t.Context())
	require.ErrorIs(t, err, ErrInUse)
	require.NotEmpty(t, task.Hint(err))
	require.NoError(t, first.unlock())
	require.NoError(t, second.lock(t.Context()))
	require.NoError(t, second.unlock())
}
