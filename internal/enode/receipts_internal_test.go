package enode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

// What is found on the chain is compared with the reported values, so none of them
// may be missing or another.
func TestReportMustSayWhatTheReceiptProves(t *testing.T) {
	got := task.ReceiptRef{Runtime: "halo2", Kind: "kzg", ProgramID: digest, Journal: []byte{1}, Binding: task.BindingTask}
	require.True(t, proves(got, got))
	for name, change := range map[string]func(*task.ReceiptRef){
		"no journal":      func(r *task.ReceiptRef) { r.Journal = nil },
		"another journal": func(r *task.ReceiptRef) { r.Journal = []byte{2} },
		"another runtime": func(r *task.ReceiptRef) { r.Runtime = "risc0" },
		"another kind":    func(r *task.ReceiptRef) { r.Kind = "wasm" },
		"another program": func(r *task.ReceiptRef) { r.ProgramID[0]++ },
		"no binding":      func(r *task.ReceiptRef) { r.Binding = task.BindingNone },
	} {
		reported := got
		change(&reported)
		require.False(t, proves(got, reported), name)
	}
	long := got
	long.Journal = make([]byte, p2p.MaxJournalBytes+1)
	reported := long
	reported.Journal = nil
	require.True(t, proves(long, reported), "too long for gossip")
}
