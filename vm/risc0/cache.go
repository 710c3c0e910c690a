package risc0

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/machinefi/sprout/vm"
)

// maxChecks bounds what is remembered of programs; the oldest goes first. To
// check one again takes some milliseconds.
const maxChecks = 256

// checkCache remembers programs that were found good.
type checkCache struct {
	mu    sync.Mutex
	info  map[string]vm.ProgramInfo
	order []string
}

func newCheckCache() *checkCache { return &checkCache{info: make(map[string]vm.ProgramInfo)} }

func (c *checkCache) get(key string) (vm.ProgramInfo, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, ok := c.info[key]
	return info, ok
}

func (c *checkCache) put(key string, info vm.ProgramInfo) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.info[key]; ok {
		return
	}
	if len(c.order) >= maxChecks {
		delete(c.info, c.order[0])
		c.order = c.order[1:]
	}
	c.info[key] = info
	c.order = append(c.order, key)
}

// programKey names a program with its parameter.
func programKey(p vm.Program) string {
	code := sha256.Sum256(p.Code)
	all := sha256.Sum256(append(code[:], p.ExpParam...))
	return "program " + hex.EncodeToString(all[:])
}
