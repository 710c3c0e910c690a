package zkwasm

import (
	"errors"
	"log/slog"
	"time"

	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

// runtimeName names the library.
const runtimeName = "zkwasm"

// Config is what a [Prover] works with.
type Config struct {
	// Risc0 runs, proves and verifies the compiled programs. It stays the caller's.
	Risc0 vm.Prover
	// Args make the node's own binary call [worker.Main]; default: prover.
	Args []string
	// Idle is how long a worker stays warm; 0 = a minute.
	Idle time.Duration
	// Strict refuses to compile where the kernel cannot confine the worker.
	Strict bool
	// Logger; nil = [slog.Default].
	Logger *slog.Logger
}

// Validate reports what is missing.
func (c *Config) Validate() error {
	if c.Risc0 == nil {
		return errors.New("the prover of compiled programs is missing")
	}
	return nil
}

func (c *Config) pool() worker.Config {
	return worker.Config{
		Runtime: runtimeName, Args: c.Args, Slots: 1, Threads: 1, MemoryMB: compileMemoryMB,
		Idle: c.Idle, Strict: c.Strict, Logger: c.Logger,
	}
}
