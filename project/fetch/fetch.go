package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Faults of a URI, which trying again does not cure.
var (
	ErrScheme    = errors.New("URI is of no kind this node fetches")
	ErrForbidden = errors.New("the operator does not allow this source")
	ErrTooLarge  = errors.New("file above the size limit")
)

// IPFS gets content by CID; internal/ipfs.Node is the real one. limit is in bytes.
type IPFS interface {
	Get(ctx context.Context, cid string, limit int64) ([]byte, error)
}

// Config says what may be fetched. The zero value of a field that has a default means the default.
type Config struct {
	CacheDir     string        // files by hash; made if missing
	MaxBytes     int64         // of one file; default 64 MiB
	Timeout      time.Duration // of one request; default 30 s
	Tries        uint          // requests per fetch; default 3
	AllowFile    bool          // file:// URIs
	AllowPrivate bool          // http(s) hosts with loopback or private addresses
	Log          *slog.Logger  // default slog.Default()
}

// Fetcher implements [project.Fetcher]. It is safe for concurrent use.
type Fetcher struct {
	cfg    Config
	ipfs   IPFS
	client *http.Client
}

// New makes a fetcher; ipfs may be nil where no URI needs it.
func New(cfg Config, ipfs IPFS) (*Fetcher, error) {
	if cfg.CacheDir == "" {
		return nil, errors.New("project fetcher: cache folder is missing")
	}
	if cfg.MaxBytes == 0 {
		cfg.MaxBytes = 64 << 20
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 30 * time.Second
	}
	if cfg.Tries == 0 {
		cfg.Tries = 3
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if err := os.MkdirAll(cfg.CacheDir, 0o750); err != nil {
		return nil, fmt.Errorf("project fetcher: make cache folder: %w", err)
	}
	f := &Fetcher{cfg: cfg, ipfs: ipfs}
	dialer := &net.Dialer{Timeout: cfg.Timeout, Control: f.guard}
	f.client = &http.Client{
		Timeout:   cfg.Timeout,
		Transport: &http.Transport{DialContext: dialer.DialContext, MaxConnsPerHost: 4, MaxIdleConns: 8, IdleConnTimeout: time.Minute},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) >= 3 || (r.URL.Scheme != "https" && r.URL.Scheme != "http") {
				return fmt.Errorf("%w: redirected to %s", ErrForbidden, r.URL.Host)
			}
			return nil
		},
	}
	return f, nil
}

// guard refuses private addresses after name resolution: a URI on a public chain
// must not make nodes ask around in their operator's network.
func (f *Fetcher) guard(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	ip := net.ParseIP(host)
	if !f.cfg.AllowPrivate && (ip == nil || ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()) {
		return fmt.Errorf("%w: %s is a private address", ErrForbidden, host)
	}
	return nil
}

// Fetch implements [project.Fetcher].
func (f *Fetcher) Fetch(ctx context.Context, uri string, hash task.Digest) ([]byte, error) {
	if b, ok := f.cached(hash); ok {
		return b, nil
	}
	get, err := f.source(uri)
	if err != nil {
		return nil, fmt.Errorf("fetch project file %.200q: %w", uri, err)
	}
	b, err := backoff.Retry(ctx, func() ([]byte, error) {
		b, err := get(ctx)
		if errors.Is(err, ErrForbidden) || errors.Is(err, ErrTooLarge) {
			err = backoff.Permanent(err)
		}
		return b, err
	}, backoff.WithMaxTries(f.cfg.Tries), backoff.WithBackOff(backoff.NewExponentialBackOff()))
	if err != nil {
		return nil, fmt.Errorf("fetch project file %.200q: %w", uri, err)
	}
	if got := task.DigestOf(b); got != hash {
		return nil, fmt.Errorf("fetch project file %.200q: %w: file has %s, the contract says %s", uri, project.ErrHashMismatch, got, hash)
	}
	if err := f.keep(hash, b); err != nil {
		f.cfg.Log.Warn("keeping a project file failed; it will be fetched again", "err", err)
	}
	return b, nil
}

type getter func(context.Context) ([]byte, error)

func (f *Fetcher) source(uri string) (getter, error) {
	scheme, rest, ok := strings.Cut(uri, "://")
	if !ok {
		return f.fromIPFS(uri)
	}
	switch scheme {
	case "ipfs":
		// ipfs://<endpoint host>/<cid> names a host of old; the CID is enough.
		parts := strings.Split(strings.Trim(rest, "/"), "/")
		return f.fromIPFS(parts[len(parts)-1])
	case "http", "https":
		return func(ctx context.Context) ([]byte, error) { return f.fromHTTP(ctx, uri) }, nil
	case "file":
		if !f.cfg.AllowFile {
			return nil, task.WithHint(fmt.Errorf("%w: file://", ErrForbidden), "the operator allows it with --allow-file-urls")
		}
		u, err := url.Parse(uri)
		if err != nil || u.Host != "" {
			return nil, fmt.Errorf("%w: want file:///absolute/path", ErrScheme)
		}
		return func(context.Context) ([]byte, error) { return f.fromFile(u.Path) }, nil
	default:
		return nil, fmt.Errorf("%w: %.40q", ErrScheme, scheme)
	}
}

func (f *Fetcher) fromIPFS(cid string) (getter, error) {
	if f.ipfs == nil || cid == "" {
		return nil, fmt.Errorf("%w: no CID, or no IPFS on this node", ErrScheme)
	}
	return func(ctx context.Context) ([]byte, error) { return f.ipfs.Get(ctx, cid, f.cfg.MaxBytes) }, nil
}

func (f *Fetcher) fromHTTP(ctx context.Context, uri string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, uri, nil)
	if err != nil {
		return nil, err
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("server answers %s", resp.Status)
	}
	return f.readAll(resp.Body)
}

func (f *Fetcher) fromFile(path string) ([]byte, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read from
	if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is no regular file", ErrForbidden, path)
	}
	return f.readAll(r)
}

func (f *Fetcher) readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, f.cfg.MaxBytes+1))
	if err == nil && int64(len(b)) > f.cfg.MaxBytes {
		err = fmt.Errorf("%w of %d bytes", ErrTooLarge, f.cfg.MaxBytes)
	}
	return b, err
}

func (f *Fetcher) path(hash task.Digest) string { return filepath.Join(f.cfg.CacheDir, hash.Hex()) }

// cached returns a kept file if it still has its hash; a damaged one is removed.
func (f *Fetcher) cached(hash task.Digest) ([]byte, bool) {
	b, err := os.ReadFile(f.path(hash))
	if err != nil {
		return nil, false
	}
	if task.DigestOf(b) != hash {
		f.cfg.Log.Warn("a kept project file is damaged; fetching it again", "hash", hash)
		_ = os.Remove(f.path(hash))
		return nil, false
	}
	return b, true
}

// keep writes the file whole or not at all.
func (f *Fetcher) keep(hash task.Digest, b []byte) error {
	tmp, err := os.CreateTemp(f.cfg.CacheDir, "part-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b)
	if err == nil {
		err = tmp.Sync()
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), f.path(hash))
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}
