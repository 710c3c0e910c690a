package halo2

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/machinefi/sprout/vm/worker"
)

// memoryOfProof is what a proof is taken to need where slots are counted, in MB: one
// of 2¹⁶ rows and some tens of columns.
const memoryOfProof = 2048

// mostThreads is how many threads a proof is given by default.
const mostThreads = 8

// defaultKeysMB bounds the keys kept on disk by default.
const defaultKeysMB = 4096

// Config is what a [Prover] works with. Its zero value verifies and does nothing else.
type Config struct {
	// Args make the node's own binary call [worker.Main]; default: prover.
	Args []string
	// SRSFile has the public parameters (powers of tau) in Sprout's format. Without it
	// nothing can be proved.
	SRSFile string
	// KeysDir keeps proving keys from one worker to the next; empty = they are made again.
	// Several processes may share it.
	KeysDir string
	// KeysMB bounds what KeysDir takes, and one program's keys; 0 = 4096.
	KeysMB uint64
	// AllowUnsafeSRS accepts public parameters whose secret is known to everybody, for
	// networks that protect nothing.
	AllowUnsafeSRS bool
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

// Validate reports everything that is wrong, joined.
func (c *Config) Validate() error {
	var errs []error
	if c.Proofs < 0 || c.Threads < 0 {
		errs = append(errs, fmt.Errorf("proofs is %d and threads %d, want 0 or more", c.Proofs, c.Threads))
	}
	if c.KeysDir != "" && c.SRSFile == "" {
		errs = append(errs, errors.New("keys are kept, but without an SRS file there will be none"))
	}
	return errors.Join(errs...)
}

func (c *Config) keysMB() uint64 {
	if c.KeysMB == 0 {
		return defaultKeysMB
	}
	return c.KeysMB
}

func (c *Config) logger() *slog.Logger {
	if c.Logger == nil {
		return slog.Default()
	}
	return c.Logger
}

// pool fits the workers to the machine.
func (c *Config) pool(m worker.Machine) worker.Config {
	w := worker.Config{
		Runtime: runtimeName, Args: c.Args, Threads: c.Threads, MemoryMB: c.MemoryMB,
		Idle: c.Idle, Strict: c.Strict, Logger: c.Logger,
	}
	if c.KeysDir != "" {
		w.FileMB = c.keysMB()
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
	w.Slots = m.Slots(w.Threads, min(w.MemoryMB, memoryOfProof), c.Proofs)
	return w
}
