package e2e_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

// requireModuleServed publishes a project file as Sprout 0.6 had it, with nothing but the module: the nodes compile it. A
// message that adds up is proved, another fails.
func (n *net) requireModuleServed(t *testing.T) {
	t.Helper()
	module, err := modules.Load(modules.Add)
	require.NoError(t, err)
	file, err := projectfile.Convert("0.1", project.VMZkWasm, module.Code, "")
	require.NoError(t, err)
	versions, err := projectfile.Parse(file)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	id, err := n.Publish(ctx, versions)
	require.NoError(t, err)
	for data, want := range map[string]task.State{
		`{"private_input":[1,1],"public_input":[2]}`: task.StateOutputted,
		`{"private_input":[1,1],"public_input":[3]}`: task.StateFailed,
	} {
		message, err := n.Post(ctx, id, "0.1", data)
		require.NoError(t, err)
		// Without a contract nothing is settled: a task whose result is out is done.
		follow, stop := context.WithCancel(ctx)
		var last task.State
		_, _ = n.Follow(follow, []string{message}, func(_ uint64, state, _ string) {
			if last = task.State(state); last == task.StateOutputted || last == task.StateFailed {
				stop()
			}
		})
		stop()
		require.NoError(t, ctx.Err(), "message %s is %s", data, last)
		require.Equal(t, want, last, data)
	}
}
