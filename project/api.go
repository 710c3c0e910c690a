package project

import (
	"context"

	"github.com/machinefi/sprout/task"
)

// Entry is what the registry contract says of one project.
type Entry struct {
	ID     task.ProjectID
	URI    string
	Hash   task.Digest
	Paused bool
}

// Registry knows the projects there are. Both methods may be called at any time
// from any goroutine; neither waits for the chain.
type Registry interface {
	// Entries returns every known project in no particular order.
	Entries() []Entry
	// Subscribe calls f after each change that concerns a project, whatever of
	// it changed, until cancel is called. f returns quickly.
	Subscribe(f func(task.ProjectID)) (cancel func())
}

// Fetcher gets project files. Fetch returns the bytes behind uri whose SHA-256
// is hash, or an error, soon after ctx ends at the latest. Bytes of another
// hash are an error wrapping [ErrHashMismatch]. It is called from several
// goroutines.
type Fetcher interface {
	Fetch(ctx context.Context, uri string, hash task.Digest) ([]byte, error)
}

// Parser reads a project file; projectfile.Parse is the real one. An error that
// wraps [ErrInvalidFile] is final for these bytes.
type Parser func(file []byte) ([]Version, error)

// Checker finds out whether a version's program can run here, and its program
// id. An error that wraps [ErrInvalidFile] is final (no ELF, built for another
// zkVM version, no runtime of that name); any other is tried again. Check
// returns soon after ctx ends. It is called from several goroutines.
type Checker interface {
	Check(ctx context.Context, v *Version) (task.Digest, error)
}
