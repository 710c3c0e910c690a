package ipfs_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/ipfs"
)

func serveHTTP(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func through(urls ...string) func(*ipfs.Config) {
	return func(c *ipfs.Config) { c.Gateways = urls }
}

// get asks a node's handler.
func get(t *testing.T, url string, header ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, body
}

func TestOneNodesHandlerIsAnothersGateway(t *testing.T) {
	a := newNode(t)
	url := serveHTTP(t, a.Handler())
	data := noise(1, 1<<20)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	b := newNode(t, through(url+"/"))
	got, err := b.Get(t.Context(), c, 1<<20)
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
}

func TestGatewaysHelpWhenPeersDoNot(t *testing.T) {
	a := newNode(t)
	c, err := a.Add(t.Context(), []byte("content"))
	require.NoError(t, err)
	b := newNode(t, on(newHost(t)), through(serveHTTP(t, a.Handler())), func(c *ipfs.Config) { c.PeerHead = 10 * time.Millisecond })
	got, err := b.Get(t.Context(), c, 100)
	require.NoError(t, err)
	require.Equal(t, "content", string(got))
}

func TestLyingGatewayIsFoundOut(t *testing.T) {
	var asked atomic.Int32
	for name, answer := range map[string]http.HandlerFunc{
		"other content": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("something else")) },
		"endless":       func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 8<<20)) },
		"error":         func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) },
		"not found":     http.NotFound,
	} {
		t.Run(name, func(t *testing.T) {
			liar := serveHTTP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				answer(w, r)
			}))
			c, err := ipfs.CID([]byte("content"), ipfs.FormatV1)
			require.NoError(t, err)
			n := newNode(t, through(liar))
			_, err = n.Get(t.Context(), c, 100)
			require.ErrorIs(t, err, ipfs.ErrNotFound)
			require.Positive(t, asked.Load())

			honest := newNode(t)
			_, err = honest.Add(t.Context(), []byte("content"))
			require.NoError(t, err)
			both := newNode(t, through(liar, serveHTTP(t, honest.Handler())))
			got, err := both.Get(t.Context(), c, 100)
			require.NoError(t, err, "another gateway makes up for it")
			require.Equal(t, "content", string(got))
		})
	}
}

func TestKubosRPCIsAsGoodAsAGateway(t *testing.T) {
	const c, data = "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4", "hello world\n"
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v0/block/get", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("arg") == c {
			_, _ = w.Write([]byte(data))
		}
	})
	n := newNode(t, through(serveHTTP(t, mux)))
	got, err := n.Get(t.Context(), c, 100)
	require.NoError(t, err)
	require.Equal(t, data, string(got))
}

func TestHandler(t *testing.T) {
	n := newNode(t)
	url := serveHTTP(t, n.Handler())
	data := noise(1, 600_000)
	c, err := n.Add(t.Context(), data)
	require.NoError(t, err)

	resp, body := get(t, url+"/ipfs/"+c)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.True(t, bytes.Equal(data, body))
	require.Equal(t, `"`+c+`"`, resp.Header.Get("Etag"))
	require.Contains(t, resp.Header.Get("Cache-Control"), "immutable")

	resp, body = get(t, url+"/ipfs/"+c, "Range", "bytes=262140-262150")
	require.Equal(t, http.StatusPartialContent, resp.StatusCode)
	require.Equal(t, data[262140:262151], body, "a range across two blocks")

	resp, _ = get(t, url+"/ipfs/"+c, "If-None-Match", `"`+c+`"`)
	require.Equal(t, http.StatusNotModified, resp.StatusCode)

	for _, ask := range [][]string{{"?format=raw"}, {"", "Accept", "application/vnd.ipld.raw"}} {
		resp, body = get(t, url+"/ipfs/"+c+ask[0], ask[1:]...)
		require.Equal(t, "application/vnd.ipld.raw", resp.Header.Get("Content-Type"))
		parsed, err := ipfs.ParseCID(c)
		require.NoError(t, err)
		require.NoError(t, ipfs.Verify(parsed, body), "the root block, not the file")
	}

	absent, err := ipfs.CID([]byte("absent"), ipfs.FormatV1)
	require.NoError(t, err)
	for path, want := range map[string]int{
		"/ipfs/" + absent:                 http.StatusNotFound,
		"/ipfs/" + absent + "?format=raw": http.StatusNotFound,
		"/ipfs/nonsense":                  http.StatusBadRequest,
		"/ipfs/" + c + "?format=car":      http.StatusNotAcceptable,
		"/ipfs/" + c + "/below":           http.StatusNotFound,
		"/":                               http.StatusNotFound,
	} {
		resp, _ = get(t, url+path)
		require.Equal(t, want, resp.StatusCode, path)
	}
	posted, err := http.Post(url+"/ipfs/"+c, "text/plain", strings.NewReader("x"))
	require.NoError(t, err)
	require.NoError(t, posted.Body.Close())
	require.Equal(t, http.StatusMethodNotAllowed, posted.StatusCode)
	http.DefaultClient.CloseIdleConnections()
}
