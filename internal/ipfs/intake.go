package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/ipfs/boxo/blockservice"
	"github.com/ipfs/boxo/blockstore"
	"github.com/ipfs/boxo/ipld/merkledag"
	blocks "github.com/ipfs/go-block-format"
	ipld "github.com/ipfs/go-ipld-format"
)

// intake is the store as seen by one add or pin. What it puts stays once the whole content is there, see [intake.end];
// otherwise it goes again, but for what others have put, too.
type intake struct {
	*store

	writing sync.RWMutex // held for reading while blocks are written; guards over
	over    bool
	claims  map[string]*loose // by key; guarded by store.mu
}

// loose is a kept block that is below no root yet. It takes its room from when somebody is about to write it.
type loose struct {
	users int // intakes that need it
	size  int64
}

var _ blockstore.Blockstore = (*intake)(nil)

var errIntakeOver = errors.New("add has ended")

// take begins an intake; whoever does ends it. Nodes are put into it by what is returned beside it.
func (n *Node) take() (*intake, ipld.DAGService) {
	in := &intake{store: n.store, claims: map[string]*loose{}}
	// What is there already is put, too: another intake's may go again.
	service := blockservice.New(blockstore.NewIdStore(in), n.exchange, blockservice.WriteThrough(true))
	return in, merkledag.NewDAGService(service)
}

// Put implements [blockstore.Blockstore].
func (in *intake) Put(ctx context.Context, b blocks.Block) error {
	return in.PutMany(ctx, []blocks.Block{b})
}

// PutMany implements [blockstore.Blockstore].
func (in *intake) PutMany(ctx context.Context, list []blocks.Block) error {
	in.writing.RLock()
	defer in.writing.RUnlock()
	if in.over { // a batch that was on its way when another failed
		return errIntakeOver
	}
	if err := in.claim(list); err != nil {
		return err
	}
	return in.kept.put(ctx, list)
}

// claim takes room for blocks that nobody has kept or is about to, so that concurrent adds cannot exceed the limit together,
// and has those that may go again stay for this intake.
func (in *intake) claim(list []blocks.Block) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	fresh, need := map[string]*loose{}, int64(0)
	for _, b := range list {
		k, size := key(b.Cid()), int64(len(b.RawData()))
		if in.loose[k] != nil || fresh[k] != nil {
			continue
		}
		switch _, err := in.kept.size(k); {
		case errors.Is(err, fs.ErrNotExist):
			fresh[k] = &loose{size: size}
			need += size
		case err != nil:
			return fmt.Errorf("look for block %s: %w", b.Cid(), err)
		}
	}
	if err := in.fits(need); err != nil {
		return err
	}
	in.keptBytes += need
	for k, l := range fresh {
		in.loose[k] = l
	}
	for _, b := range list {
		k := key(b.Cid())
		if l := in.loose[k]; l != nil && in.claims[k] != l {
			in.claims[k] = l
			l.users++
		}
	}
	return nil
}

// end makes what was put stay, or, where there was an error, which it returns, removes it. It waits for writes under way.
func (in *intake) end(err error) error {
	in.writing.Lock()
	defer in.writing.Unlock()
	in.over = true
	in.mu.Lock()
	defer in.mu.Unlock()
	errs := []error{err}
	for k, l := range in.claims {
		if err == nil {
			errs = append(errs, in.settle(k))
		} else {
			errs = append(errs, in.drop(k, l))
		}
	}
	return errors.Join(errs...)
}

// settle makes a block stay, and not in the cache; s.mu is held.
func (s *store) settle(k string) error {
	delete(s.loose, k)
	return s.forget(k)
}

// drop removes a loose block that nobody else needs; s.mu is held.
func (s *store) drop(k string, l *loose) error {
	if s.loose[k] != l {
		return nil // it stays, another intake has settled it
	}
	if l.users--; l.users > 0 {
		return nil
	}
	delete(s.loose, k)
	if err := s.kept.remove(k); err != nil {
		return err
	}
	s.keptBytes -= l.size
	return nil
}
