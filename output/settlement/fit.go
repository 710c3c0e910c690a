package settlement

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
)

// What a transaction of attested results takes, at most, so that it fits at the first try. It is measured from the nodes'
// side in internal/znode (docs/BENCHMARKS.md); what one really takes is learned from the last.
const (
	mostGas     = 1 << 24 // many chains take no transaction with more (EIP-7825)
	ownGas      = 500_000 // attestations, and what the contract wants left for itself when it calls the last receiver
	taskGas     = 60_000  // a task, its journal aside
	deliveryGas = 60_000  // calling a receiver, and writing down that it failed, beside the receiver's own
	byteGas     = 64      // a byte of a journal: calldata, hashing, handing it over
	// mostCalldata is somewhat below what nodes take as a transaction, 128 KiB; taskCalldata is a task without its journal.
	mostCalldata, taskCalldata = 120 << 10, 600
)

// firmFor is how long what turned out to fit is not exceeded.
const firmFor = 10 * time.Minute

// errTooMuch says that the batch cannot be settled in one transaction, and that smaller ones may be.
var errTooMuch = errors.New("results do not fit one transaction")

// tooMuch reports whether a transaction that was not sent asks for more than a chain, or the operator, gives to one. Fewer
// results ask for less.
func tooMuch(err error) bool {
	if errors.Is(err, chain.ErrUnsendable) || errors.Is(err, chain.ErrSpendingLimit) {
		return true
	}
	switch courseOf(reasonOf(err)) {
	case moreGas:
		return true
	case stranger:
	default:
		return false
	}
	text := strings.ToLower(err.Error())
	for _, sign := range []string{"exceeds allowance", "out of gas", "gas limit", "oversized", "too large"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// room is how much gas the results of one transaction may take: the estimate's margin is left.
func room(blockGas, receiverGas uint64) uint64 {
	all := min(blockGas, mostGas) / 5 * 4
	return all - min(all, ownGas+receiverGas)
}

// planned is how many results like this one fit a transaction if the project's receiver takes all the gas it may.
func planned(room, receiverGas uint64, journal int) int {
	each := taskGas + byteGas*uint64(journal) //nolint:gosec // a length
	if receiverGas > 0 {
		each += deliveryGas + receiverGas + receiverGas/63
	}
	return int(min(room/each, attest.MaxResults)) //nolint:gosec // bounded
}

// most is how many results the batch of this one may have; it notes how much gas there is for them.
func (d *delivery) most(ctx context.Context, b books) (int, error) {
	r, err := ask(ctx, d.backend, b.now, bookABI.PackReceiverOf(uint64(d.key.Project)), b.block, bookABI.UnpackReceiverOf)
	if err != nil {
		return 0, fmt.Errorf("ask for the project's receiver: %w", err)
	}
	gas, journal := uint64(r.GasLimit), len(d.Receipt.Journal)
	d.room = room(b.gas, gas)
	n := d.sizes.most(d.job(), planned(d.room, gas, journal))
	return max(1, min(n, mostCalldata/(taskCalldata+journal))), nil
}

// sizes remembers how many results of a job fit one transaction, as transactions have told. It is safe for concurrent use.
type sizes struct {
	mu sync.Mutex
	of map[attest.Job]size
}

type size struct {
	most int
	firm time.Time // more did not fit: not before then is more tried
}

// most is what fits as far as known: no more than what did so after too many did not, and else no less than what is planned.
func (s *sizes) most(job attest.Job, planned int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.of[job]
	if time.Now().Before(known.firm) {
		return known.most
	}
	return max(known.most, planned)
}

// refuses reports whether so many did not fit a short while ago.
func (s *sizes) refuses(job attest.Job, results int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.of[job]
	return results > known.most && time.Now().Before(known.firm)
}

// tooMuch notes that so many do not fit: halves are tried.
func (s *sizes) tooMuch(job attest.Job, results int) {
	half := max(1, results/2)
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.of[job]; time.Now().Before(known.firm) {
		half = min(half, known.most)
	}
	s.set(job, size{half, time.Now().Add(firmFor)})
}

// took notes how much gas so many took, of what there is for one transaction: of a receiver that takes less than it may
// more fit.
func (s *sizes) took(job attest.Job, results int, gas, room uint64) {
	fit := int(min(room*uint64(results)/max(gas, 1), attest.MaxResults)) //nolint:gosec // bounded
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Now().Before(s.of[job].firm) {
		return
	}
	s.set(job, size{most: fit})
}

// set is called with mu held.
func (s *sizes) set(job attest.Job, to size) {
	if s.of == nil {
		s.of = map[attest.Job]size{}
	}
	s.of[job] = to
}
