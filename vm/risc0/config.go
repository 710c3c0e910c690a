package risc0

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/machinefi/sprout/vm/worker"
)

// Sizes of segments, as powers of two of cycles.
const (
	// A smaller segment is spent on moving pages in and out of it: a guest of 145,000
	// cycles takes 2 segments of 2¹⁷, 7 of 2¹⁶, and 2,058 of 2¹⁵.
	smallestPo2 = 16
	largestPo2  = 18 // a larger one takes more memory and is no faster
)

// memoryAtLargest is what a proof of one segment of the largest size takes, in MB,
// and memoryBase what it takes beside its segment.
const (
	memoryAtLargest = 2400
	memoryBase      = 64
)

// mostThreads is how many threads a proof is given by default; more machines than
// threads per proof is the better use of a large one.
const mostThreads = 8

// Config is what a [Prover] works with. Its zero value suits any machine.
type Config struct {
	// Args make the node's own binary call [worker.Main]; default: prover.
	Args []string
	// Proofs caps how many proofs run at once; 0 = what cores and memory allow.
	Proofs int
	// Threads of one proof; 0 = the cores there are, at most eight.
	Threads int
	// MemoryMB is the most memory a job may have; 0 = 4096, or three quarters of a
	// smaller machine.
	MemoryMB uint64
	// Idle is how long a worker stays warm; 0 = a minute.
	Idle time.Duration
	// Strict refuses to prove where the kernel cannot confine the worker.
	Strict bool
	// Logger; nil = [slog.Default].
	Logger *slog.Logger
}

// Validate reports everything that is wrong.
func (c *Config) Validate() error {
	if c.Proofs < 0 || c.Threads < 0 {
		return fmt.Errorf("proofs is %d and threads %d, want 0 or more", c.Proofs, c.Threads)
	}
	return nil
}

// pool fits the workers to the machine.
func (c *Config) pool(m worker.Machine) worker.Config {
	w := worker.Config{
		Runtime: "risc0", Args: c.Args, Threads: c.Threads, MemoryMB: c.MemoryMB,
		Idle: c.Idle, Strict: c.Strict, Logger: c.Logger,
	}
	if w.Threads == 0 {
		w.Threads = min(m.Cores, mostThreads)
	}
	if w.MemoryMB == 0 {
		w.MemoryMB = 4096
		if m.MemoryMB > 0 {
			w.MemoryMB = max(1, min(w.MemoryMB, m.MemoryMB*3/4))
		}
	}
	w.Slots = m.Slots(w.Threads, estimateMB(segmentPo2(w.MemoryMB)), c.Proofs)
	return w
}

// estimateMB is what a proof with segments of 2^po2 cycles takes.
func estimateMB(po2 uint32) uint64 { return memoryBase + memoryAtLargest>>(largestPo2-po2) }

// segmentPo2 is the largest segment whose proof fits memoryMB. Where none does the
// smallest is tried, and the limit decides.
func segmentPo2(memoryMB uint64) uint32 {
	po2 := uint32(largestPo2)
	for po2 > smallestPo2 && estimateMB(po2) > memoryMB {
		po2--
	}
	return po2
}
