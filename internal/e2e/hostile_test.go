package e2e_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// misdeed is a message to the hostile program, the version whose limits hold for
// it, and what every znode must give as its reason for not doing it.
type misdeed struct{ version, word, reason string }

// Versions of the hostile project, which differ in their limits. The program looks
// for its words in the task's header, too: no name may hold one.
const (
	narrow = "1.0"   // four million cycles
	tight  = "tight" // little memory
	hasty  = "hasty" // little time
)

var (
	panics   = misdeed{narrow, "panic", "guest fault: guest panicked: the input asked for a panic"}
	overtime = misdeed{hasty, "allocate", "wall-time limit reached"}
	misdeeds = []misdeed{
		panics, overtime,
		{narrow, "overread", "guest fault: guest panicked: called `Result::unwrap()` on an `Err` value: DeserializeUnexpectedEnd"},
		{narrow, "overflow", "guest fault: guest failed: Invalid trap address: 0x00000000, cause: StoreAccessFault"},
		{narrow, "spin", "cycle limit reached: guest needs more cycles than the limit of 4194304"},
		{narrow, "journal", "cycle limit reached: guest needs more cycles than the limit of 4194304"},
		{narrow, "huge", "journal is too large: guest wrote a journal of 262148 bytes, limit is 4096"},
		{tight, "allocate", "memory limit reached"},
	}
)

// hostile is the project of the hostile program in a running network, and what
// was sent to it.
type hostile struct {
	*net
	id   task.ProjectID
	pids map[string]int // of the nodes, before anything was sent
}

// publishHostile publishes the program as its owner would. All znodes try each task
// at once.
func (n *net) publishHostile(t *testing.T) *hostile {
	t.Helper()
	code, err := os.ReadFile("../../examples/hostile/program/hostile.elf")
	require.NoError(t, err)
	var versions []project.Version
	for name, limits := range map[string]project.Limits{
		narrow: {Cycles: 4 << 20, Wall: 2 * time.Minute, JournalBytes: 4096},
		tight:  {MemoryMB: 32, Wall: 2 * time.Minute},
		hasty:  {Wall: time.Second},
	} {
		v := project.Version{
			Name: name, VM: project.VMRisc0, Code: code, InputMode: project.InputTask, Limits: limits,
			Packing:    project.Packing{Count: 1, GroupBy: project.GroupByDevice},
			Redundancy: uint(len(n.znodes())), Outputs: []project.Output{{Type: project.OutputStdout}},
		}
		v.ProgramID, err = n.provers.CheckVersion(t.Context(), &v)
		require.NoError(t, err)
		versions = append(versions, v)
	}
	id, err := n.Publish(t.Context(), versions)
	require.NoError(t, err)
	return &hostile{net: n, id: id, pids: n.Pids()}
}

// send posts a message for each misdeed and returns their ids.
func (h *hostile) send(t *testing.T, deeds ...misdeed) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var ids []string
	for _, d := range deeds {
		id, err := h.Post(ctx, h.id, d.version, d.word)
		require.NoError(t, err)
		ids = append(ids, id)
	}
	return ids
}

// requireFailed waits until the messages have failed, each for the reason of its
// misdeed, named once by every znode. Other than that, nobody came to harm.
func (h *hostile) requireFailed(t *testing.T, ids []string, deeds ...misdeed) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	answers, err := h.Follow(ctx, ids, nil)
	require.NoError(t, err)
	require.Len(t, answers, len(deeds))
	for i, d := range deeds {
		last := answers[i].States[len(answers[i].States)-1]
		require.Equal(t, string(task.StateFailed), last.State, "%s in version %s", d.word, d.version)
		require.Equal(t, len(h.znodes()), strings.Count(last.Comment, d.reason), "%s in version %s: %s", d.word, d.version, last.Comment)
	}
	require.Equal(t, h.pids, h.Pids(), "a node was started again")
	require.NoError(t, h.Healthy(t.Context()))
}

// requireNewWorkers has every znode kill the worker of the program, and then need one.
func (h *hostile) requireNewWorkers(t *testing.T) {
	t.Helper()
	h.requireFailed(t, h.send(t, panics), panics)
	warm := h.workers()
	h.requireFailed(t, h.send(t, overtime), overtime)
	left := h.workers()
	h.requireFailed(t, h.send(t, panics), panics)
	for name, now := range h.workers() {
		require.NotSubset(t, left[name], warm[name], "%s kept a worker that did not end in time", name)
		require.NotSubset(t, warm[name], now, "%s works without a new worker", name)
	}
}

// workers returns the ids of the worker processes of each znode.
func (n *net) workers() map[string][]int {
	out := map[string][]int{}
	for _, name := range n.znodes() {
		out[name] = devnet.Children(n.Pids()[name])
	}
	return out
}

// znodes returns the names of the znodes.
func (n *net) znodes() []string {
	var out []string
	for name := range n.Pids() {
		if strings.HasPrefix(name, "znode-") {
			out = append(out, name)
		}
	}
	return out
}
