package attest

import (
	"sync"

	"github.com/machinefi/sprout/task"
)

// maxVerified bounds the receipts that are remembered, 128 bytes each.
const maxVerified = 4096

// verified remembers what receipts prove that were verified but not signed for yet, so that a long request which is
// repeated goes on where it was. The oldest are forgotten.
type verified struct {
	mu       sync.Mutex
	journals map[proof]task.Digest
	order    []proof
}

type proof struct{ task, program, receipt task.Digest }

func newVerified() *verified { return &verified{journals: map[proof]task.Digest{}} }

func (v *verified) get(t, program, receipt task.Digest) (task.Digest, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	journal, ok := v.journals[proof{t, program, receipt}]
	return journal, ok
}

func (v *verified) put(t, program, receipt, journal task.Digest) {
	v.mu.Lock()
	defer v.mu.Unlock()
	p := proof{t, program, receipt}
	if _, there := v.journals[p]; there {
		return
	}
	if len(v.order) >= maxVerified {
		delete(v.journals, v.order[0])
		v.order = v.order[1:]
	}
	v.journals[p] = journal
	v.order = append(v.order, p)
}
