package ipfs_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/ipfs"
)

// form is the body of a request with files, and its type.
func form(t *testing.T, files ...[]byte) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i, data := range files {
		part, err := w.CreateFormFile("file", fmt.Sprint(i))
		require.NoError(t, err)
		_, err = part.Write(data)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes(), w.FormDataContentType()
}

// send posts a body and returns the answer.
func send(t *testing.T, url string, body []byte, kind string, change func(*http.Request)) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", kind)
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(b)
}

// A page that somebody looks at on the node's machine can have their browser send requests, and its name can be made to
// lead to a loopback address; neither adds a file.
func TestOnlyProgramsOfThisMachineAreServed(t *testing.T) {
	n := openNode(t, newHost(t))
	server := httptest.NewServer(n.AddHandler(1 << 20))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	require.NoError(t, err)
	data := noise(3, 1000)
	body, kind := form(t, data)
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	for name, change := range map[string]func(*http.Request){
		"a page":              header("Origin", "https://example.org"),
		"a page of a file":    header("Origin", "null"),
		"a page of the node":  header("Origin", server.URL),
		"a link":              header("Referer", "https://example.org/page"),
		"a picture":           header("Sec-Fetch-Site", "cross-site"),
		"a typed address":     header("Sec-Fetch-Mode", "navigate"),
		"an old browser":      header("User-Agent", "Mozilla/5.0 (X11)"),
		"a name led here":     host("attacker.example:" + port),
		"another port's name": host("localhost.attacker.example"),
		"an address of ours":  host("192.168.1.7:" + port),
		"a hidden name":       host("127.0.0.1.attacker.example"),
		"every address":       host("0.0.0.0:" + port),
	} {
		for _, path := range []string{"add", "id", "anything"} {
			status, answer := send(t, server.URL+"/api/v0/"+path, body, kind, change)
			require.Equal(t, http.StatusForbidden, status, "%s, %s: %s", name, path, answer)
		}
	}
	c, err := ipfs.CID(data, ipfs.FormatV0)
	require.NoError(t, err)
	kept, err := n.Has(t.Context(), c)
	require.NoError(t, err)
	require.False(t, kept, "none of them added the file")

	for _, name := range []string{"localhost", "LocalHost:" + port, "127.0.0.1", "[::1]:" + port, "[::ffff:127.0.0.1]:5001"} {
		status, answer := send(t, server.URL+"/api/v0/add", body, kind, host(name))
		require.Equal(t, http.StatusOK, status, "%s: %s", name, answer)
		require.Contains(t, answer, c)
	}
	addresses, err := ipfs.NewKubo(server.URL, server.Client()).Addresses(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, addresses)
	require.Contains(t, addresses[0], "/p2p/12D3Koo")
	resp, err := http.Get(server.URL + "/api/v0/id") //nolint:noctx // of a test
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusMethodNotAllowed, resp.StatusCode, "a link or a picture is always a GET")
}

// Whoever puts the handler behind an address that others reach serves nobody.
func TestAnotherAddressServesNobody(t *testing.T) {
	var public net.IP
	addresses, err := net.InterfaceAddrs()
	require.NoError(t, err)
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() {
			public = ip.IP
		}
	}
	if public == nil {
		t.Skip("NOTICE: this machine has no address but loopback ones")
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", net.JoinHostPort(public.String(), "0"))
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(openNode(t, nil).AddHandler(1 << 20))
	require.NoError(t, server.Listener.Close())
	server.Listener = l
	server.Start()
	defer server.Close()
	body, kind := form(t, []byte("file"))
	status, answer := send(t, server.URL+"/api/v0/add", body, kind, func(r *http.Request) { r.Host = "localhost" })
	require.Equal(t, http.StatusForbidden, status)
	require.Contains(t, answer, "node's machine only")
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	server := httptest.NewServer(openNode(t, nil).AddHandler(1000))
	defer server.Close()
	add := server.URL + "/api/v0/add?"
	one, kind := form(t, noise(1, 1000))
	two, kindOfTwo := form(t, []byte("a"), []byte("b"))
	large, kindOfLarge := form(t, noise(1, 1001))
	huge, kindOfHuge := form(t, noise(1, 1<<20))
	for _, c := range []struct {
		query, kind, says string
		body              []byte
		status            int
	}{
		{"cid-version=1", kind, "Hash", one, http.StatusOK},
		{"chunker=rabin", kind, "chunker", one, http.StatusBadRequest},
		{"cid-version=1&raw-leaves=false", kind, "raw-leaves", one, http.StatusBadRequest},
		{"only-hash=true", kind, "only-hash", one, http.StatusBadRequest},
		{"wrap-with-directory=true", kind, "wrap-with", one, http.StatusBadRequest},
		{"pin=false", kind, "pin", one, http.StatusBadRequest},
		{"progress=true", kind, "Hash", one, http.StatusOK},
		{"", "multipart/form-data; boundary=b", "one file", []byte("x"), http.StatusBadRequest},
		{"", "text/plain", "multipart", []byte("x"), http.StatusBadRequest},
		{"", kind, "cut off", one[:500], http.StatusBadRequest},
		{"", kindOfTwo, "one file", two, http.StatusBadRequest},
		{"", kindOfLarge, "above 1000 bytes", large, http.StatusRequestEntityTooLarge},
		{"", kindOfHuge, "above 1000 bytes", huge, http.StatusRequestEntityTooLarge},
	} {
		status, answer := send(t, add+c.query, c.body, c.kind, nil)
		require.Equal(t, c.status, status, "%s: %s", c.query, answer)
		require.Contains(t, answer, c.says, c.query)
	}
}

// What is added fills no more than the operator allows, and whoever adds is told so.
func TestAFullStoreSaysSo(t *testing.T) {
	cfg := ipfs.DefaultConfig(t.TempDir())
	cfg.KeptBytes = 300 << 10
	n, err := ipfs.New(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	server := httptest.NewServer(n.AddHandler(1 << 20))
	defer server.Close()
	k := ipfs.NewKubo(server.URL, server.Client())
	_, err = k.Add(t.Context(), "first", noise(1, 200<<10), ipfs.FormatV1, nil)
	require.NoError(t, err)
	_, err = k.Add(t.Context(), "second", noise(2, 200<<10), ipfs.FormatV1, nil)
	require.ErrorContains(t, err, "507")
	require.ErrorContains(t, err, "as much as it may")
	_, err = k.Add(t.Context(), "first", noise(1, 200<<10), ipfs.FormatV1, nil)
	require.NoError(t, err, "what is there takes no room")
}

// Files that do not fit take nothing of the room that the node's own receipts need, however often they are sent.
func TestRefusedFilesTakeNoRoom(t *testing.T) {
	dir := t.TempDir()
	n := newNode(t, func(c *ipfs.Config) { c.Dir, c.KeptBytes = dir, 12<<20 })
	server := httptest.NewServer(n.AddHandler(32 << 20))
	defer server.Close()
	for i := range uint64(4) {
		body, kind := form(t, noise(i, 20<<20))
		status, answer := send(t, server.URL+"/api/v0/add", body, kind, nil)
		require.Equal(t, http.StatusInsufficientStorage, status, answer)
		require.Contains(t, answer, "as much as it may")
	}
	require.Zero(t, folderSize(t, filepath.Join(dir, "kept")))
	_, err := n.Add(t.Context(), noise(99, 10<<20))
	require.NoError(t, err)
}

// The rest of the disk is for the node's own work.
func TestFilesLeaveDiskSpaceFree(t *testing.T) {
	dir := t.TempDir()
	n := newNode(t, func(c *ipfs.Config) { c.Dir, c.MinFreeBytes = dir, 1<<62 })
	server := httptest.NewServer(n.AddHandler(2 << 20))
	defer server.Close()
	data := noise(1, 1<<20)
	for _, query := range []string{"cid-version=0", "cid-version=1"} {
		body, kind := form(t, data)
		status, answer := send(t, server.URL+"/api/v0/add?"+query, body, kind, nil)
		require.Equal(t, http.StatusInsufficientStorage, status, answer)
		require.Contains(t, answer, "disk is full")
	}
	require.Zero(t, folderSize(t, filepath.Join(dir, "kept")))
	own, err := n.Add(t.Context(), data)
	require.NoError(t, err, "a receipt is kept all the same")
	body, kind := form(t, data)
	status, answer := send(t, server.URL+"/api/v0/add?cid-version=1", body, kind, nil)
	require.Equal(t, http.StatusOK, status, "what is there takes no room")
	require.Contains(t, answer, own)
}

// A sender that says nothing holds a place until the time for reading is over, and then others have it.
func TestSilentSendersLoseTheirPlaces(t *testing.T) {
	server := httptest.NewUnstartedServer(openNode(t, nil).AddHandler(1 << 20))
	server.Config.ReadTimeout = time.Second // 30 s in a node
	server.Start()
	defer server.Close()
	for range 8 {
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
		require.NoError(t, err)
		defer c.Close() //nolint:errcheck // it is cut anyway
		_, err = io.WriteString(c, "POST /api/v0/add HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b")
		require.NoError(t, err)
	}
	data := noise(1, 1000)
	_, err := ipfs.NewKubo(server.URL, server.Client()).Add(t.Context(), "file", data, ipfs.FormatV1, nil)
	require.NoError(t, err)
}
