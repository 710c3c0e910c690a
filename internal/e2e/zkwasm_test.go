package e2e_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// TestModuleIsProved has a network work for a WebAssembly module that adds: two messages in one proof, and one that
// says what does not add up.
func TestModuleIsProved(t *testing.T) {
	n := start(t)
	code, err := os.ReadFile("../../vm/zkwasm/testdata/add.wasm")
	require.NoError(t, err)
	var versions []project.Version
	for name, count := range map[string]uint{"pairs": 2, "single": 1} {
		v := project.Version{
			Name: name, VM: project.VMZkWasm, Code: code, InputMode: project.InputTask,
			Packing:    project.Packing{Count: count, GroupBy: project.GroupByDevice},
			Redundancy: 1, ExpectedProving: 2 * time.Minute, Outputs: []project.Output{{Type: project.OutputStdout}},
		}
		v.ProgramID, err = n.provers.CheckVersion(t.Context(), &v)
		require.NoError(t, err)
		versions = append(versions, v)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute)
	defer cancel()
	id, err := n.Publish(ctx, versions)
	require.NoError(t, err)

	var ids []string
	post := func(version, data string) {
		message, err := n.Post(ctx, id, version, data)
		require.NoError(t, err)
		ids = append(ids, message)
	}
	post("pairs", `{"private_input":[1,1],"public_input":[2]}`)
	post("pairs", `{"private_input":["0x10","4"],"public_input":[20]}`)
	post("single", `{"private_input":[1,1],"public_input":[3]}`)
	// Without a contract nothing is settled: a task whose result is out is done.
	done := map[uint64]bool{}
	follow, stop := context.WithCancel(ctx)
	defer stop()
	_, _ = n.Follow(follow, ids, func(id uint64, state, _ string) {
		if state == string(task.StateOutputted) || state == string(task.StateFailed) {
			done[id] = true
		}
		if len(done) == 2 {
			stop()
		}
	})
	// Once more, because the first look at one message may have ended the looking at the next.
	again, enough := context.WithTimeout(ctx, 2*time.Second)
	defer enough()
	answers, _ := n.Follow(again, ids, nil)
	for i, want := range []task.State{task.StateOutputted, task.StateOutputted, task.StateFailed} {
		require.NotEmpty(t, answers[i].States, "message %d", i)
		last := answers[i].States[len(answers[i].States)-1]
		require.Equal(t, string(want), last.State, "message %d: %s", i, last.Comment)
		if want == task.StateFailed {
			require.Contains(t, last.Comment, "require")
		}
	}
	require.Equal(t, answers[0].TaskID, answers[1].TaskID, "two messages in one proof")
}
