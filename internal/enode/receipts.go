package enode

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// maxReceipt bounds what an enode fetches as one receipt, in bytes: a composite
// receipt has 200 to 300 kB a segment.
const maxReceipt = 64 << 20

// receipts implements [dispatcher.Receipts]: it fetches from IPFS and verifies in
// a worker process.
type receipts struct {
	ipfs  *ipfs.Node
	vm    *vm.Manager
	slots chan struct{} // bounds the receipts in memory at a time
}

// receiptsAtOnce is how many receipts are fetched and verified at a time.
const receiptsAtOnce = 4

// Verify implements [dispatcher.Receipts].
func (r *receipts) Verify(ctx context.Context, v *project.Version, h task.Header, ref task.ReceiptRef, provider string) error {
	if ref.Size > maxReceipt {
		return fmt.Errorf("%w: %d bytes, limit %d", dispatcher.ErrReceiptRejected, ref.Size, maxReceipt)
	}
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return fmt.Errorf("wait for a place to verify: %w", context.Cause(ctx))
	}
	b, err := r.fetch(ctx, ref, provider)
	if err != nil {
		return err
	}
	got, err := r.vm.Verify(ctx, v, &h, b)
	if errors.Is(err, vm.ErrReceiptInvalid) || errors.Is(err, vm.ErrReceiptKind) || errors.Is(err, vm.ErrMemoryLimit) || errors.Is(err, vm.ErrGuestFault) {
		return fmt.Errorf("%w: %w", dispatcher.ErrReceiptRejected, err)
	}
	if err != nil {
		return err
	}
	if !proves(got, ref) {
		return fmt.Errorf("%w: it proves other values than were reported", dispatcher.ErrReceiptRejected)
	}
	return nil
}

// proves reports whether what was found in a receipt is what was reported of it. A
// report leaves out a journal that is too long for gossip, and no other: what stands
// on the chain is compared with the journal that was reported.
func proves(got, reported task.ReceiptRef) bool {
	leftOut := len(reported.Journal) == 0 && len(got.Journal) > p2p.MaxJournalBytes
	return (leftOut || bytes.Equal(got.Journal, reported.Journal)) && got.Runtime == reported.Runtime && got.Kind == reported.Kind &&
		got.ProgramID == reported.ProgramID && got.Binding == reported.Binding
}

// fetch returns the receipt's bytes once they are those that were reported.
func (r *receipts) fetch(ctx context.Context, ref task.ReceiptRef, provider string) ([]byte, error) {
	b, err := r.ipfs.GetFrom(ctx, ref.CID, int64(ref.Size), provider)
	switch {
	case errors.Is(err, ipfs.ErrBadCID), errors.Is(err, ipfs.ErrTooLarge), errors.Is(err, ipfs.ErrNotFile):
		return nil, fmt.Errorf("%w: %w", dispatcher.ErrReceiptRejected, err)
	case err != nil:
		return nil, fmt.Errorf("fetch receipt: %w", err)
	}
	if d := task.DigestOf(b); d != ref.Digest {
		return nil, fmt.Errorf("%w: content has digest %s, reported was %s", dispatcher.ErrReceiptRejected, d, ref.Digest)
	}
	return b, nil
}
