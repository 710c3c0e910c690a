package worker

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Config is what a [Pool] works with.
type Config struct {
	// Runtime names the library to load, "risc0", "halo2" or "zkwasm", and with it what its
	// workers may do: only those of halo2, which compiles, may make code of data.
	Runtime string
	// Args make the node's own binary call [Main]; default: prover.
	Args []string
	// Files are open in every worker; they stay the caller's, which keeps them open for
	// as long as the pool lives.
	Files []File
	// FileMB is how far a worker may write the files it was given; 0 = not at all.
	FileMB uint64
	// Slots is how many proofs may run at once; at least 1.
	Slots int
	// Threads is how many threads a worker computes with; at least 1.
	Threads int
	// MemoryMB is the most memory any job may be given.
	MemoryMB uint64
	// Idle is how long a worker stays warm after a job; default a minute.
	Idle time.Duration
	// Start is how long a worker may take until it is ready; default 30 seconds.
	Start time.Duration
	// Backoff and LongestBackoff bound how long a program that crashed its worker is
	// held off; default one second, doubled each time up to five minutes.
	Backoff, LongestBackoff time.Duration
	// Strict refuses to work where landlock or the system call filter is off.
	Strict bool
	// Logger gets starts and ends of workers; default [slog.Default].
	Logger *slog.Logger
}

// Validate reports everything that is wrong, joined.
func (c *Config) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	bad(c.Runtime == "", "runtime is missing")
	bad(c.Slots < 1, "slots is %d, want at least 1", c.Slots)
	bad(c.Threads < 1, "threads is %d, want at least 1", c.Threads)
	bad(c.MemoryMB == 0, "memory (MB) is 0")
	bad(len(c.Files) > maxFiles, "%d files, want at most %d", len(c.Files), maxFiles)
	bad(c.Idle < 0 || c.Start < 0 || c.Backoff < 0 || c.LongestBackoff < 0, "a duration is negative")
	return errors.Join(errs...)
}

func (c *Config) withDefaults() Config {
	d := *c
	set := func(v *time.Duration, to time.Duration) {
		if *v == 0 {
			*v = to
		}
	}
	set(&d.Idle, time.Minute)
	set(&d.Start, 30*time.Second)
	set(&d.Backoff, time.Second)
	set(&d.LongestBackoff, 5*time.Minute)
	if len(d.Args) == 0 {
		d.Args = []string{"prover"}
	}
	if d.Logger == nil {
		d.Logger = slog.Default()
	}
	return d
}
