package ipfs

import (
	"cmp"
	"container/list"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ipfs/boxo/blockstore"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

// store joins the two parts: kept blocks, and a cache of fetched ones with the
// least recently used at its end. As a [blockstore.Blockstore] it puts into the
// cache, because what comes that way was fetched; an [intake] puts what stays.
type store struct {
	kept, cache fileStore
	keptLimit   int64
	cacheLimit  int64

	mu         sync.Mutex // guards what follows
	keptBytes  int64
	loose      map[string]*loose // of kept, by key: below no root yet
	cacheBytes int64
	used       *list.List // of cached, most recently used first
	cached     map[string]*list.Element
}

type cached struct {
	key  string
	size int64
	at   time.Time // when the file was written; orders what an earlier run left
}

var _ blockstore.Blockstore = (*store)(nil)

func openStore(dir string, keptLimit, cacheLimit int64) (*store, error) {
	kept, err := openFileStore(filepath.Join(dir, "kept"))
	if err != nil {
		return nil, err
	}
	cache, err := openFileStore(filepath.Join(dir, "cache"))
	if err != nil {
		return nil, err
	}
	s := &store{
		kept: kept, cache: cache, keptLimit: keptLimit, cacheLimit: cacheLimit,
		used: list.New(), cached: map[string]*list.Element{}, loose: map[string]*loose{},
	}
	if err := s.count(); err != nil {
		return nil, fmt.Errorf("open block store %s: %w", dir, err)
	}
	return s, nil
}

// count takes stock of what is on disk.
func (s *store) count() error {
	err := s.kept.walk(func(_ string, info fs.FileInfo) error {
		s.keptBytes += info.Size()
		return nil
	})
	if err != nil {
		return err
	}
	var found []cached
	err = s.cache.walk(func(k string, info fs.FileInfo) error {
		found = append(found, cached{k, info.Size(), info.ModTime()})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b cached) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.key, b.key)) })
	for _, c := range found {
		s.cached[c.key] = s.used.PushBack(c)
		s.cacheBytes += c.size
	}
	return s.evict()
}

// evict removes cached blocks until the rest fits. s.mu is held, or nobody else has s.
func (s *store) evict() error {
	var errs []error
	for s.cacheBytes > s.cacheLimit && s.used.Len() > 0 {
		c := s.used.Back().Value.(cached)
		errs = append(errs, s.forget(c.key))
	}
	return errors.Join(errs...)
}

// forget removes one cached block; s.mu is held.
func (s *store) forget(k string) error {
	e, ok := s.cached[k]
	if !ok {
		return nil
	}
	s.used.Remove(e)
	delete(s.cached, k)
	s.cacheBytes -= e.Value.(cached).size
	return s.cache.remove(k)
}

// touch marks a cached block as used and reports whether it is there.
func (s *store) touch(k string) (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.cached[k]
	if !ok {
		return 0, false
	}
	s.used.MoveToFront(e)
	return int(e.Value.(cached).size), true
}

// Get implements [blockstore.Blockstore].
func (s *store) Get(_ context.Context, c cid.Cid) (blocks.Block, error) {
	b, err := s.kept.get(c)
	if err == nil || !ipld.IsNotFound(err) {
		return b, err
	}
	k := key(c)
	if _, ok := s.touch(k); !ok {
		return nil, err
	}
	b, err = s.cache.get(c)
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		return nil, errors.Join(err, s.forget(k))
	}
	return b, nil
}

// GetSize implements [blockstore.Blockstore].
func (s *store) GetSize(_ context.Context, c cid.Cid) (int, error) {
	n, err := s.kept.size(key(c))
	if err == nil {
		return n, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("size of block %s: %w", c, err)
	}
	if n, ok := s.touch(key(c)); ok {
		return n, nil
	}
	return 0, ipld.ErrNotFound{Cid: c}
}

// Has implements [blockstore.Blockstore].
func (s *store) Has(ctx context.Context, c cid.Cid) (bool, error) {
	_, err := s.GetSize(ctx, c)
	if ipld.IsNotFound(err) {
		return false, nil
	}
	return err == nil, err
}

// Put implements [blockstore.Blockstore]: the block goes into the cache.
func (s *store) Put(ctx context.Context, b blocks.Block) error {
	return s.PutMany(ctx, []blocks.Block{b})
}

// PutMany implements [blockstore.Blockstore]: the blocks go into the cache.
func (s *store) PutMany(ctx context.Context, list []blocks.Block) error {
	for _, b := range list {
		if err := s.putCached(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) putCached(ctx context.Context, b blocks.Block) error {
	k, n := key(b.Cid()), int64(len(b.RawData()))
	if n > maxBlock {
		return fmt.Errorf("store block %s: %w: %d bytes, limit %d", b.Cid(), ErrTooLarge, n, maxBlock)
	}
	if have, err := s.Has(ctx, b.Cid()); err != nil || have {
		return err
	}
	if err := s.cache.put(ctx, []blocks.Block{b}); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.cached[k]; !ok {
		s.cached[k] = s.used.PushFront(cached{k, n, time.Now()})
		s.cacheBytes += n
	}
	return s.evict()
}

// fits reports whether that many new bytes may be kept; s.mu is held.
func (s *store) fits(n int64) error {
	if s.keptLimit > 0 && n > 0 && s.keptBytes+n > s.keptLimit {
		return fmt.Errorf("keep %d bytes beside %d: %w, limit %d", n, s.keptBytes, ErrFull, s.keptLimit)
	}
	return nil
}

// DeleteBlock implements [blockstore.Blockstore].
func (s *store) DeleteBlock(_ context.Context, c cid.Cid) error {
	k := key(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	errs := []error{s.forget(k)}
	if n, err := s.kept.size(k); err == nil {
		delete(s.loose, k)
		s.keptBytes -= int64(n)
		errs = append(errs, s.kept.remove(k))
	}
	return errors.Join(errs...)
}

// AllKeysChan implements [blockstore.Blockstore]; codecs come back as raw.
func (s *store) AllKeysChan(ctx context.Context) (<-chan cid.Cid, error) {
	out := make(chan cid.Cid)
	go func() {
		defer close(out)
		send := func(k string, _ fs.FileInfo) error {
			c, err := cidOf(k)
			if err != nil {
				return nil // a stranger's file in the folder
			}
			select {
			case out <- c:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if s.kept.walk(send) == nil {
			_ = s.cache.walk(send)
		}
	}()
	return out, nil
}

// bytes returns what is kept and cached.
func (s *store) bytes() (kept, cache int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keptBytes, s.cacheBytes
}
