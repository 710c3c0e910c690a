package fetch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/fetch"
	"github.com/machinefi/sprout/task"
)

const someCID = "bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"

var (
	file = []byte(`[{"version":"1"}]`)
	hash = task.DigestOf(file)
)

func newFetcher(t *testing.T, cfg fetch.Config, node fetch.IPFS) *fetch.Fetcher {
	t.Helper()
	cfg.Log = slog.New(slog.DiscardHandler)
	if cfg.RetryMin == 0 {
		cfg.RetryMin, cfg.RetryMax = time.Millisecond, 5*time.Millisecond
	}
	f, err := fetch.New(cfg, node)
	require.NoError(t, err)
	return f
}

// serve answers every request by h and counts them.
func serve(t *testing.T, h http.HandlerFunc) (url string, requests *atomic.Int64) {
	t.Helper()
	requests = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, requests
}

func giveFile(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(file) }

func TestFromIPFS(t *testing.T) {
	cfg := ipfs.DefaultConfig(t.TempDir())
	cfg.Log = slog.New(slog.DiscardHandler)
	node, err := ipfs.New(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, node.Close()) })
	cid, err := node.Add(t.Context(), file)
	require.NoError(t, err)

	f := newFetcher(t, fetch.Config{}, node)
	for _, uri := range []string{cid, "ipfs://" + cid, "ipfs://ipfs.mainnet.iotex.io/" + cid} {
		got, err := f.Fetch(t.Context(), uri, hash)
		require.NoError(t, err, uri)
		require.Equal(t, file, got)
		_, err = f.Fetch(t.Context(), uri, task.Digest{1})
		require.ErrorIs(t, err, project.ErrHashMismatch)
	}
}

func TestFromTheWeb(t *testing.T) {
	url, _ := serve(t, giveFile)
	f := newFetcher(t, fetch.Config{AllowPrivate: true}, nil)
	got, err := f.Fetch(t.Context(), url+"/project.json", hash)
	require.NoError(t, err)
	require.Equal(t, file, got)
}

// A host named in an address of 0.6 is asked, as gateway and as daemon, where
// the network does not have the content.
func TestHostOfAnIPFSAddress(t *testing.T) {
	for name, answer := range map[string]string{"gateway": "GET /ipfs/" + someCID, "daemon": "POST /api/v0/cat"} {
		t.Run(name, func(t *testing.T) {
			url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method+" "+r.URL.Path != answer {
					http.NotFound(w, r)
					return
				}
				giveFile(w, r)
			})
			f := newFetcher(t, fetch.Config{AllowPrivate: true}, nil)
			got, err := f.Fetch(t.Context(), "ipfs://"+strings.TrimPrefix(url, "http://")+"/"+someCID, hash)
			require.NoError(t, err)
			require.Equal(t, file, got)
		})
	}
	f := newFetcher(t, fetch.Config{}, nil)
	_, err := f.Fetch(t.Context(), someCID, hash)
	require.ErrorContains(t, err, "this node has no IPFS")
}

func TestFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "project.json")
	require.NoError(t, os.WriteFile(path, file, 0o600))
	_, err := newFetcher(t, fetch.Config{}, nil).Fetch(t.Context(), "file://"+path, hash)
	require.ErrorIs(t, err, fetch.ErrNotAllowed)
	require.Contains(t, task.Hint(err), "--allow-file-urls")

	f := newFetcher(t, fetch.Config{AllowFile: true, MaxBytes: 1000}, nil)
	got, err := f.Fetch(t.Context(), "file://"+path, hash)
	require.NoError(t, err)
	require.Equal(t, file, got)

	_, err = f.Fetch(t.Context(), "file://"+filepath.Dir(path), hash)
	require.ErrorContains(t, err, "not a regular file")
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	_, err = f.Fetch(t.Context(), "file://"+pipe, hash)
	require.ErrorContains(t, err, "not a regular file")
	require.NoError(t, os.WriteFile(path, make([]byte, 1001), 0o600))
	_, err = f.Fetch(t.Context(), "file://"+path, hash)
	require.ErrorIs(t, err, fetch.ErrTooLarge)
}

func TestAddressesThatAreNone(t *testing.T) {
	f := newFetcher(t, fetch.Config{AllowFile: true, AllowPrivate: true}, nil)
	for _, uri := range []string{
		"", "project.json", "ftp://a.example/x", "ipfs://", "ipfs://nocid", "ipfs://a.example/nocid", "ipfs://a b/" + someCID,
		"ipfs:///" + someCID, "ipfs://u:p@a.example/" + someCID, "http://", "http://user:secret@a.example/x", "file://elsewhere/etc/passwd", "file://relative", "http://[::1",
		"ipfs://" + someCID + "/inner/path", "https://a.example/" + strings.Repeat("x", 2048), "\x00", "gopher://" + someCID,
	} {
		_, err := f.Fetch(t.Context(), uri, hash)
		require.ErrorIs(t, err, fetch.ErrBadURI, uri)
		require.Less(t, len(err.Error()), 600)
	}
}

// Addresses come from strangers; names and redirects must not lead them into
// the operator's own networks.
func TestPrivateHostsAreRefused(t *testing.T) {
	url, requests := serve(t, giveFile)
	port := url[strings.LastIndex(url, ":"):]
	f := newFetcher(t, fetch.Config{Tries: 5}, nil)
	for _, uri := range []string{
		url, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port,
		"http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/",
		"http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[ff02::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[::]/",
	} {
		_, err := f.Fetch(t.Context(), uri, hash)
		require.ErrorIs(t, err, fetch.ErrNotAllowed, uri)
		require.Contains(t, task.Hint(err), "--allow-private-urls", uri)
	}
	require.Zero(t, requests.Load())
}

func TestRedirects(t *testing.T) {
	var url string
	url, requests := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/once":
			http.Redirect(w, r, "/file", http.StatusFound)
		case "/file":
			giveFile(w, r)
		case "/leave":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		default:
			http.Redirect(w, r, url+"/loop", http.StatusFound)
		}
	})
	f := newFetcher(t, fetch.Config{AllowPrivate: true, AllowFile: true}, nil)
	_, err := f.Fetch(t.Context(), url+"/once", hash)
	require.NoError(t, err)
	requests.Store(0)
	_, err = f.Fetch(t.Context(), url+"/loop", hash)
	require.ErrorContains(t, err, "more than 5 redirects")
	require.EqualValues(t, 6, requests.Load(), "and it is not tried again")
	_, err = f.Fetch(t.Context(), url+"/leave", hash)
	require.ErrorIs(t, err, fetch.ErrNotAllowed)
}

func TestTooLargeIsNotRead(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"said": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1001")
			_, _ = w.Write(make([]byte, 1001))
		},
		"unsaid": func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = w.Write(make([]byte, 1<<20))
		},
		"endless": func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, endless{r.Context()}) },
	} {
		t.Run(name, func(t *testing.T) {
			url, requests := serve(t, h)
			f := newFetcher(t, fetch.Config{AllowPrivate: true, MaxBytes: 1000}, nil)
			_, err := f.Fetch(t.Context(), url, hash)
			require.ErrorIs(t, err, fetch.ErrTooLarge)
			require.EqualValues(t, 1, requests.Load())
		})
	}
}

type endless struct{ ctx context.Context }

func (e endless) Read(b []byte) (int, error) { return len(b), e.ctx.Err() }

func TestWhatMayPassIsTriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		want   int64
	}{
		"unavailable": {http.StatusServiceUnavailable, 3}, "too many": {http.StatusTooManyRequests, 3},
		"not found": {http.StatusNotFound, 1}, "forbidden": {http.StatusForbidden, 1}, "no content": {http.StatusNoContent, 1},
	} {
		t.Run(name, func(t *testing.T) {
			url, requests := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(c.status) })
			f := newFetcher(t, fetch.Config{AllowPrivate: true, Tries: 3}, nil)
			_, err := f.Fetch(t.Context(), url, hash)
			require.ErrorContains(t, err, fmt.Sprint("server answered ", c.status))
			require.Equal(t, c.want, requests.Load())
		})
	}
	var n atomic.Int64
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch n.Add(1) {
		case 1:
			panic(http.ErrAbortHandler) // the connection breaks
		case 2:
			w.WriteHeader(http.StatusBadGateway)
		default:
			giveFile(w, r)
		}
	})
	_, err := newFetcher(t, fetch.Config{AllowPrivate: true}, nil).Fetch(t.Context(), url, hash)
	require.NoError(t, err)
}

// fakeIPFS answers by a function.
type fakeIPFS func(ctx context.Context, cid string, limit int64) ([]byte, error)

func (f fakeIPFS) Get(ctx context.Context, cid string, limit int64) ([]byte, error) {
	return f(ctx, cid, limit)
}

func TestPausesGrowAndAttemptsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		start := time.Now()
		node := fakeIPFS(func(ctx context.Context, cid string, limit int64) ([]byte, error) {
			at = append(at, time.Since(start))
			require.Equal(t, someCID, cid)
			require.EqualValues(t, 500, limit)
			<-ctx.Done()
			return nil, ctx.Err()
		})
		f := newFetcher(t, fetch.Config{Timeout: 10 * time.Second, Tries: 4, RetryMin: time.Second, RetryMax: time.Minute, MaxBytes: 500}, node)
		_, err := f.Fetch(t.Context(), "ipfs://"+someCID, hash)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Len(t, at, 4)
		for i, pause := range []time.Duration{1, 2, 4} {
			got := at[i+1] - at[i] - 10*time.Second
			require.InDelta(t, float64(pause*time.Second), float64(got), 0.31*float64(pause*time.Second))
		}

		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		begun := time.Now()
		_, err = f.Fetch(ctx, "ipfs://"+someCID, hash)
		require.Error(t, err)
		require.Equal(t, 3*time.Second, time.Since(begun), "the caller's time counts")
	})
}

func TestRetryAfterIsKeptWithinReason(t *testing.T) {
	var last atomic.Int64
	url, requests := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		last.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	f := newFetcher(t, fetch.Config{AllowPrivate: true, Tries: 2, RetryMin: time.Millisecond, RetryMax: 50 * time.Millisecond}, nil)
	begun := time.Now()
	_, err := f.Fetch(t.Context(), url, hash)
	require.ErrorContains(t, err, "429")
	require.EqualValues(t, 2, requests.Load())
	require.GreaterOrEqual(t, time.Since(begun), 50*time.Millisecond)
}

func TestCache(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "part-123"), []byte("left by a process that died"), 0o600))
	url, requests := serve(t, giveFile)
	f := newFetcher(t, fetch.Config{AllowPrivate: true, CacheDir: dir}, nil)
	for range 2 {
		got, err := f.Fetch(t.Context(), url, hash)
		require.NoError(t, err)
		require.Equal(t, file, got)
	}
	require.EqualValues(t, 1, requests.Load())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)

	// After a restart, with nobody to ask: the hash on chain is enough.
	off := newFetcher(t, fetch.Config{CacheDir: dir, Tries: 1}, fakeIPFS(func(context.Context, string, int64) ([]byte, error) {
		return nil, errors.New("offline")
	}))
	got, err := off.Fetch(t.Context(), "ipfs://"+someCID, hash)
	require.NoError(t, err)
	require.Equal(t, file, got)

	// A harmed file is fetched again.
	path := filepath.Join(dir, hash.Hex())
	require.NoError(t, os.WriteFile(path, []byte("harmed"), 0o600))
	_, err = off.Fetch(t.Context(), "ipfs://"+someCID, hash)
	require.ErrorContains(t, err, "offline")
	_, err = f.Fetch(t.Context(), url, hash)
	require.NoError(t, err)
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, file, kept)
}

func TestCacheHasALimit(t *testing.T) {
	dir := t.TempDir()
	contents := map[string][]byte{}
	f := newFetcher(t, fetch.Config{CacheDir: dir, CacheBytes: 2500, AllowFile: true}, nil)
	src := t.TempDir()
	get := func(name string) {
		b := contents[name]
		_, err := f.Fetch(t.Context(), "file://"+filepath.Join(src, name), task.DigestOf(b))
		require.NoError(t, err)
	}
	for i, name := range []string{"a", "b", "c"} {
		contents[name] = bytes.Repeat([]byte{byte(i)}, 1000)
		require.NoError(t, os.WriteFile(filepath.Join(src, name), contents[name], 0o600))
	}
	kept := func(name string) string { return filepath.Join(dir, task.DigestOf(contents[name]).Hex()) }
	get("a")
	get("b")
	old := time.Now().Add(-time.Hour)
	require.NoError(t, os.Chtimes(kept("a"), old, old))
	require.NoError(t, os.Chtimes(kept("b"), old.Add(time.Minute), old.Add(time.Minute)))
	get("a") // used again, so b is the longest unused
	get("c")
	require.FileExists(t, kept("a"))
	require.NoFileExists(t, kept("b"))
	require.FileExists(t, kept("c"))
}

// A server that gives other bytes is believed by nobody, and nothing is kept of them.
func TestLyingServer(t *testing.T) {
	dir := t.TempDir()
	url, requests := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("other")) })
	f := newFetcher(t, fetch.Config{AllowPrivate: true, CacheDir: dir}, nil)
	_, err := f.Fetch(t.Context(), url, hash)
	require.ErrorIs(t, err, project.ErrHashMismatch)
	require.ErrorContains(t, err, hash.String())
	require.EqualValues(t, 1, requests.Load())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestOneHostIsNotFlooded(t *testing.T) {
	var now, most atomic.Int64
	gate := make(chan struct{})
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		<-gate
		now.Add(-1)
		giveFile(w, r)
	})
	f := newFetcher(t, fetch.Config{AllowPrivate: true, PerHost: 2, Timeout: time.Minute}, nil)
	errs := make(chan error, 10)
	for range 10 {
		go func() { _, err := f.Fetch(t.Context(), url, hash); errs <- err }()
	}
	require.Eventually(t, func() bool { return now.Load() == 2 }, time.Minute, time.Millisecond)
	close(gate)
	for range 10 {
		require.NoError(t, <-errs)
	}
	require.EqualValues(t, 2, most.Load())
}

func TestConfig(t *testing.T) {
	_, err := fetch.New(fetch.Config{MaxBytes: -1, Timeout: -1}, nil)
	require.ErrorContains(t, err, "file size is negative")
	require.ErrorContains(t, err, "timeout is negative")
	_, err = fetch.New(fetch.Config{CacheDir: "/dev/null/cache"}, nil)
	require.ErrorContains(t, err, "open project file cache")
}

// Whatever the address: no panic, no file or host the operator did not allow, a short error.
func FuzzURI(f *testing.F) {
	for _, s := range []string{"", someCID, "ipfs://h/" + someCID, "ipfs://" + someCID, "http://127.0.0.1:1/x", "file:///etc/hostname", "https://[::1]/", "ipfs://127.0.0.1:1/" + someCID,
		"ipfs://" + strings.Repeat("\x00", 1500), "http://h/" + strings.Repeat("\x7f", 1500)} {
		f.Add(s)
	}
	fetcher, err := fetch.New(fetch.Config{Tries: 1, RetryMin: time.Nanosecond, Timeout: time.Nanosecond}, fakeIPFS(
		func(context.Context, string, int64) ([]byte, error) { return nil, errors.New("no content") }))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, uri string) {
		_, err := fetcher.Fetch(t.Context(), uri, hash)
		require.Error(t, err)
		require.Less(t, len(err.Error()), 2000)
	})
}
