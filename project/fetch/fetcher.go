package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Faults that trying again does not mend.
var (
	ErrBadURI     = errors.New("not a project file address")
	ErrNotAllowed = errors.New("address is not allowed by the operator")
	ErrTooLarge   = errors.New("project file is too large")
)

// IPFS gets content by its CID. Get returns the whole content, an error if it
// has more than limit bytes, and comes back soon after ctx ends. It is called
// from several goroutines. internal/ipfs.Node is the real one.
type IPFS interface {
	Get(ctx context.Context, cid string, limit int64) ([]byte, error)
}

// Fetcher implements [project.Fetcher]. It may be used from several goroutines.
type Fetcher struct {
	cfg    Config
	ipfs   IPFS // nil: IPFS addresses work only where they name a host
	client *http.Client
	cache  *cache // nil without one
}

var _ project.Fetcher = (*Fetcher)(nil)

// New makes a fetcher and opens its cache.
func New(cfg Config, ipfs IPFS) (*Fetcher, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cfg = cfg.withDefaults()
	f := &Fetcher{cfg: cfg, ipfs: ipfs, client: newClient(&cfg)}
	if cfg.CacheDir != "" {
		var err error
		if f.cache, err = openCache(cfg.CacheDir, cfg.CacheBytes, cfg.MaxBytes); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Fetch returns the file at uri whose SHA-256 is hash, from the cache if it is
// there. Errors wrap [ErrBadURI], [ErrNotAllowed], [ErrTooLarge] or
// [project.ErrHashMismatch] where that is the reason.
func (f *Fetcher) Fetch(ctx context.Context, uri string, hash task.Digest) ([]byte, error) {
	if f.cache != nil {
		if file, ok := f.cache.get(hash); ok {
			return file, nil
		}
	}
	sources, err := f.sources(uri)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", clip(uri), short{err})
	}
	pause := &backoff.ExponentialBackOff{
		InitialInterval: f.cfg.RetryMin, MaxInterval: f.cfg.RetryMax, Multiplier: 2, RandomizationFactor: 0.3,
	}
	file, err := backoff.Retry(ctx, func() ([]byte, error) { return f.attempt(ctx, sources, hash) },
		backoff.WithBackOff(pause), backoff.WithMaxTries(f.cfg.Tries), backoff.WithMaxElapsedTime(0))
	if err != nil {
		return nil, fmt.Errorf("%q: %w", clip(uri), short{err})
	}
	if f.cache != nil {
		if err := f.cache.put(hash, file); err != nil {
			f.cfg.Log.Warn("project file could not be kept on disk", "hash", hash, "err", err)
		}
	}
	return file, nil
}

// source is one way to get a file.
type source struct {
	name  string
	get   func(context.Context) ([]byte, error)
	limit time.Duration // 0 = as long as the attempt may take
}

// attempt asks each source once, until one has the file. The error asks to be
// tried again if that may help with any of them.
func (f *Fetcher) attempt(ctx context.Context, sources []source, hash task.Digest) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, f.cfg.Timeout)
	defer cancel()
	var errs []error
	final := true
	for _, s := range sources {
		file, err := s.ask(ctx)
		if err == nil {
			if got := task.DigestOf(file); got != hash {
				err = backoff.Permanent(fmt.Errorf("%w: file has %s, chain says %s", project.ErrHashMismatch, got, hash))
			} else {
				return file, nil
			}
		}
		final = final && isFinal(err)
		if len(sources) > 1 {
			err = fmt.Errorf("%s: %w", s.name, err)
		}
		errs = append(errs, err)
	}
	// The marks of the single errors are taken off: one mark speaks for all.
	err := plain(errors.Join(errs...))
	if len(errs) == 1 {
		err = plain(errs[0])
	}
	if wait, ok := f.askedToWait(errs); ok {
		return nil, fmt.Errorf("%w: %w", err, wait)
	}
	if final {
		return nil, backoff.Permanent(err)
	}
	return nil, err
}

func (s source) ask(ctx context.Context) ([]byte, error) {
	if s.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.limit)
		defer cancel()
	}
	return s.get(ctx)
}

// isFinal reports whether asking the same source again is of no use.
func isFinal(err error) bool {
	var p *backoff.PermanentError
	return errors.As(err, &p)
}

// askedToWait returns how long a server wants to be left alone, within reason.
func (f *Fetcher) askedToWait(errs []error) (*backoff.RetryAfterError, bool) {
	for _, err := range errs {
		var wait *busyError
		if errors.As(err, &wait) && wait.after > 0 {
			return &backoff.RetryAfterError{Duration: min(wait.after, f.cfg.RetryMax)}, true
		}
	}
	return nil, false
}

// unmarked hides that an error is final from errors.As, but nothing else of it.
type unmarked struct{ error }

func (u unmarked) Is(target error) bool { return errors.Is(u.error, target) }

func (u unmarked) As(target any) bool {
	if _, mark := target.(**backoff.PermanentError); mark {
		return false
	}
	return errors.As(u.error, target)
}

func plain(err error) error {
	if !isFinal(err) {
		return err
	}
	return unmarked{err}
}

// short bounds an error's text: libraries quote a whole address, escaped, and
// anyone may write a long one on a chain.
type short struct{ error }

func (e short) Unwrap() error { return e.error }

func (e short) Error() string {
	const most = 1024
	s := e.error.Error()
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

func clip(s string) string {
	const most = 128
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
