package project

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/machinefi/sprout/task"
)

// ManagerConfig says how a [Manager] works. The zero value of a field that has a
// default means the default.
type ManagerConfig struct {
	// Directory holds project files named by decimal project id. They stand in
	// for the contract's, and for the contract where there is none. "" = none.
	Directory     string
	DirectoryPoll time.Duration // how often the directory is looked at; default 2 s
	Fetches       int           // files fetched at once; default 16
	Checks        int           // files parsed and checked at once; default 2
	FetchTimeout  time.Duration // for one file; default 2 min
	CheckTimeout  time.Duration // for all programs of one file; default 2 min
	RetryMin      time.Duration // pause after the first failure, doubled after each more; default 2 s
	RetryMax      time.Duration // longest pause; default 5 min
	// Serve says which of the registry's projects this node serves; asked again
	// after each change the registry tells of. nil = all.
	Serve func(task.ProjectID) bool
	// Terms says what the chain asks for on a network where znodes stake, which
	// replaces what the files of its projects say. nil = files alone.
	Terms func(task.ProjectID) (Terms, bool)
	Log   *slog.Logger // default slog.Default()
}

// Validate reports everything wrong with c, joined.
func (c *ManagerConfig) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("project manager: "+format, a...))
		}
	}
	for name, d := range map[string]time.Duration{
		"directory poll": c.DirectoryPoll, "fetch timeout": c.FetchTimeout, "check timeout": c.CheckTimeout,
		"shortest retry pause": c.RetryMin, "longest retry pause": c.RetryMax,
	} {
		bad(d < 0, "%s is negative", name)
	}
	bad(c.Fetches < 0, "%d fetches at once", c.Fetches)
	bad(c.Checks < 0, "%d checks at once", c.Checks)
	if c.Directory != "" {
		info, err := os.Stat(c.Directory)
		bad(err != nil, "project file directory: %w", err)
		bad(err == nil && !info.IsDir(), "project file directory %s is not a directory", c.Directory)
	}
	return errors.Join(errs...)
}

func (c ManagerConfig) withDefaults() ManagerConfig {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&c.DirectoryPoll, 2*time.Second)
	def(&c.FetchTimeout, 2*time.Minute)
	def(&c.CheckTimeout, 2*time.Minute)
	def(&c.RetryMin, 2*time.Second)
	def(&c.RetryMax, 5*time.Minute)
	c.RetryMax = max(c.RetryMax, c.RetryMin)
	if c.Fetches == 0 {
		c.Fetches = 16
	}
	if c.Checks == 0 {
		c.Checks = 2
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}
