package project

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/machinefi/sprout/task"
)

// source says where a project's file comes from. Two equal sources give the same file.
type source struct {
	uri  string
	hash task.Digest
	skip bool // this node does not serve the project
	file *localFile
}

// localFile is a file of the project file directory, read already.
type localFile struct {
	data []byte
	err  error
}

// loader turns sources into versions that can be served.
type loader struct {
	fetcher      Fetcher
	parse        Parser
	checker      Checker
	fetching     chan struct{} // holds a token per fetch in progress
	checking     chan struct{} // the same for parsing and checking
	fetchTimeout time.Duration
	checkTimeout time.Duration
}

// load gets, parses and checks a file. Programs that are served already are not checked again.
func (l *loader) load(ctx context.Context, from source, served []Version) ([]Version, error) {
	file, err := l.fetch(ctx, from)
	if err != nil {
		return nil, err
	}
	var versions []Version
	err = within(ctx, l.checking, l.checkTimeout, func(ctx context.Context) error {
		if versions, err = l.parse(file); err != nil {
			return err
		}
		return l.check(ctx, versions, served)
	})
	if err != nil {
		return nil, err
	}
	return versions, nil
}

func (l *loader) fetch(ctx context.Context, from source) (file []byte, err error) {
	if from.file != nil {
		return from.file.data, from.file.err
	}
	err = within(ctx, l.fetching, l.fetchTimeout, func(ctx context.Context) error {
		if file, err = l.fetcher.Fetch(ctx, from.uri, from.hash); err != nil {
			return fmt.Errorf("fetch project file: %w", err)
		}
		if got := task.DigestOf(file); got != from.hash {
			return fmt.Errorf("fetch project file: %w: file has %s, chain says %s", ErrHashMismatch, got, from.hash)
		}
		return nil
	})
	return file, err
}

// check sets the program id of every version, or says which cannot run.
func (l *loader) check(ctx context.Context, versions, served []Version) error {
	for i := range versions {
		v := &versions[i]
		id, known := knownProgram(v, served)
		if !known {
			var err error
			if id, err = l.checker.Check(ctx, v); err != nil {
				return fmt.Errorf("versions[%d].code: %w", i, err)
			}
		}
		if !v.ProgramID.IsZero() && v.ProgramID != id {
			return fmt.Errorf("%w: %w", ErrInvalidFile, &FieldError{
				Field:  fmt.Sprintf("versions[%d].programID", i),
				Reason: fmt.Sprintf("is %s, the program's is %s", v.ProgramID, id),
			})
		}
		v.ProgramID = id
	}
	return nil
}

// knownProgram finds v's program among those served.
func knownProgram(v *Version, served []Version) (task.Digest, bool) {
	for i := range served {
		s := &served[i]
		if s.VM == v.VM && s.ExpParam == v.ExpParam && bytes.Equal(s.Code, v.Code) {
			return s.ProgramID, true
		}
	}
	return task.Digest{}, false
}

// within waits for a token, runs f for at most limit, and gives the token back.
func within(ctx context.Context, tokens chan struct{}, limit time.Duration, f func(context.Context) error) error {
	select {
	case tokens <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-tokens }()
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("not done in %v", limit))
	defer cancel()
	err := f(ctx)
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", err, context.Cause(ctx))
	}
	return err
}
