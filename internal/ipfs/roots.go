package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/ipfs/go-cid"
)

// rootSet remembers what was added and pinned: one empty file for each root.
type rootSet struct{ dir string }

func openRootSet(dir string) (rootSet, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return rootSet{}, fmt.Errorf("open root set: %w", err)
	}
	return rootSet{dir}, nil
}

func (r rootSet) add(c cid.Cid) error {
	f, err := os.OpenFile(filepath.Join(r.dir, c.String()), os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		err = errors.Join(f.Close(), syncDir(r.dir))
	}
	if err != nil {
		return fmt.Errorf("remember root %s: %w", c, err)
	}
	return nil
}

// each calls f for every root until it returns false.
func (r rootSet) each(f func(cid.Cid) bool) error {
	dir, err := os.Open(r.dir)
	if err != nil {
		return fmt.Errorf("read roots: %w", err)
	}
	defer dir.Close()
	for {
		names, err := dir.Readdirnames(256)
		for _, name := range names {
			if c, err := ParseCID(name); err == nil && !f(c) {
				return nil
			}
		}
		if err != nil || len(names) == 0 {
			return nil // io.EOF ends the folder
		}
	}
}

const (
	provideTimeout = time.Minute
	provideRetry   = 15 * time.Second // after a round that reached nobody
)

// provideLoop announces new roots as they come and every root once in a while:
// announcements expire, and those made before the first peer was met reached nobody.
func (n *Node) provideLoop(ctx context.Context) {
	round := time.NewTimer(0)
	defer round.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case text := <-n.announce:
			c, err := ParseCID(text)
			if err == nil && !n.provide(ctx, c) {
				round.Reset(provideRetry)
			}
		case <-round.C:
			if n.provideAll(ctx) {
				round.Reset(n.cfg.Reprovide)
			} else {
				round.Reset(provideRetry)
			}
		}
	}
}

// provideAll announces every root and reports whether the first succeeded; it
// stops at the first failure, which is nearly always "no peers yet".
func (n *Node) provideAll(ctx context.Context) bool {
	all := true
	err := n.roots.each(func(c cid.Cid) bool {
		all = n.provide(ctx, c)
		return all
	})
	if err != nil {
		n.log.Warn("cannot announce content", "err", err)
		return false
	}
	return all
}

func (n *Node) provide(ctx context.Context, c cid.Cid) bool {
	ctx, cancel := context.WithTimeout(ctx, provideTimeout)
	defer cancel()
	if err := n.cfg.Routing.Provide(ctx, c, true); err != nil {
		n.metrics.provided.WithLabelValues("error").Inc()
		n.log.Debug("content not announced, will try again", "cid", c, "err", err)
		return false
	}
	n.metrics.provided.WithLabelValues("ok").Inc()
	return true
}
