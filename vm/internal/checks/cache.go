package checks

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/machinefi/sprout/vm"
)

// Most bounds what is remembered; the oldest goes first, for a program can be checked again.
const Most = 256

// Cache remembers programs that were found good, with what was found in them. It is
// safe for concurrent use.
type Cache[T any] struct {
	mu    sync.Mutex
	found map[string]T
	order []string
}

// New returns an empty cache.
func New[T any]() *Cache[T] { return &Cache[T]{found: make(map[string]T)} }

// Get returns what was found in the program named key.
func (c *Cache[T]) Get(key string) (T, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.found[key]
	return v, ok
}

// Put remembers v, unless something is remembered of key already.
func (c *Cache[T]) Put(key string, v T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.found[key]; ok {
		return
	}
	if len(c.order) >= Most {
		delete(c.found, c.order[0])
		c.order = c.order[1:]
	}
	c.found[key] = v
	c.order = append(c.order, key)
}

// Key names a program with its parameter.
func Key(p vm.Program) string {
	code := sha256.Sum256(p.Code)
	all := sha256.Sum256(append(code[:], p.ExpParam...))
	return "program " + hex.EncodeToString(all[:])
}
