package datasource

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/machinefi/sprout/task"
)

// DefaultFile is the SQLite file of an empty DSN, inside the data directory.
const DefaultFile = "sprout.db"

// Config says which store to open.
type Config struct {
	// DSN is postgres://…, sqlite:///path, or a plain path of an SQLite file.
	// Empty means [DefaultFile] in Dir.
	DSN string
	// Dir is the node's data directory.
	Dir string
}

// Validate reports a configuration that names no store.
func (c Config) Validate() error {
	if c.DSN == "" && c.Dir == "" {
		return errors.New("configure datasource: neither a DSN nor a data directory is given")
	}
	return nil
}

// Opener opens a store of one backend. The DSN is complete, with its scheme.
type Opener func(ctx context.Context, dsn string) (Store, error)

// Backends names the backends an assembly has, by the scheme of their DSNs.
type Backends map[string]Opener

// Open opens the store that cfg names and brings its schema up to date. Errors
// never quote the DSN, which may hold a password.
func Open(ctx context.Context, cfg Config, backends Backends) (Store, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	dsn := cfg.dsn()
	scheme, _, _ := strings.Cut(dsn, "://")
	open, ok := backends[scheme]
	if !ok {
		return nil, task.WithHint(
			fmt.Errorf("open datasource: no backend for scheme %q", scheme),
			"use one of "+strings.Join(backends.schemes(), ", ")+", or the path of an SQLite file")
	}
	store, err := open(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("open datasource: %w", err)
	}
	return store, nil
}

func (c Config) dsn() string {
	switch {
	case c.DSN == "":
		return "sqlite://" + filepath.Join(c.Dir, DefaultFile)
	case strings.Contains(c.DSN, "://"):
		return c.DSN
	default:
		return "sqlite://" + c.DSN
	}
}

func (b Backends) schemes() []string {
	var list []string
	for scheme := range b {
		list = append(list, scheme+"://")
	}
	slices.Sort(list)
	return list
}
