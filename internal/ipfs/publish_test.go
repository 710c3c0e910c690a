package ipfs_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/ipfs/ipfstest"
)

func openNode(t *testing.T, h host.Host) *ipfs.Node {
	t.Helper()
	cfg := ipfs.DefaultConfig(t.TempDir())
	cfg.Host = h
	n, err := ipfs.New(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	return n
}

func TestFilesAreAddedByTheRPCOfKubo(t *testing.T) {
	n := openNode(t, nil)
	server := httptest.NewServer(n.AddHandler(2 << 20))
	defer server.Close()
	k := ipfs.NewKubo(server.URL+"/", server.Client())
	for _, f := range []ipfs.Format{ipfs.FormatV1, ipfs.FormatV0} {
		for _, size := range []int{0, 1, 256 << 10, 1 << 20} {
			data := noise(uint64(size), size)
			want, err := ipfs.CID(data, f)
			require.NoError(t, err)
			var last, all int64
			got, err := k.Add(t.Context(), "file", data, f, func(done, total int64) { last, all = done, total })
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.Equal(t, all, last)
			kept, err := n.Get(t.Context(), got, 2<<20)
			require.NoError(t, err)
			require.True(t, bytes.Equal(data, kept))
		}
	}
	_, err := k.Add(t.Context(), "file", noise(1, 3<<20), ipfs.FormatV1, nil)
	require.ErrorContains(t, err, "413")
	_, err = k.Addresses(t.Context())
	require.ErrorContains(t, err, "in no network")
}

// A node that is set up in another way would publish a CID that nobody else computes.
func TestAnotherCIDIsAnError(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, `{"Name":"f","Bytes":1}`+"\n"+`{"Name":"f","Hash":"QmOther","Size":"1"}`)
	}))
	defer server.Close()
	_, err := ipfs.NewKubo(server.URL, server.Client()).Add(t.Context(), "f", []byte("x"), ipfs.FormatV1, nil)
	require.ErrorIs(t, err, ipfs.ErrOtherCID)
	_, err = ipfs.NewKubo("http://user:secret@127.0.0.1:1/path", server.Client()).Add(t.Context(), "f", []byte("x"), ipfs.FormatV1, nil)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret")
}

func TestAPinningServiceFetchesFromWhoeverAsksIt(t *testing.T) {
	ours := newHost(t)
	service, err := ipfstest.NewPinningService(t.Context(), t.TempDir(), 20*time.Second)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, service.Close()) })
	server := httptest.NewServer(http.StripPrefix("/api", service))
	defer server.Close()
	mine := openNode(t, ours)
	data := noise(7, 600<<10)
	c, err := mine.Add(t.Context(), data)
	require.NoError(t, err)

	s := ipfs.NewPinningService(server.URL+"/api/", ipfstest.Token, server.Client(), time.Millisecond)
	var states []string
	err = s.Pin(t.Context(), c, "a name", nil, func(delegates []string) {
		require.NoError(t, ipfs.Connect(t.Context(), ours, delegates))
	}, func(state string) { states = append(states, state) })
	require.NoError(t, err)
	require.Equal(t, []string{"pinning", "pinned"}, states)
	kept, err := service.Node.Get(t.Context(), c, 1<<20)
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, kept))

	// What it is told that does not exist, and who it does not know.
	absent, err := ipfs.CID([]byte("nowhere"), ipfs.FormatV1)
	require.NoError(t, err)
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, s.Pin(short, absent, "a name", nil, nil, nil), context.DeadlineExceeded)
	service.SetPatience(10 * time.Millisecond)
	err = s.Pin(t.Context(), absent, "a name", nil, nil, nil)
	require.ErrorIs(t, err, ipfs.ErrPinning)
	require.ErrorContains(t, err, "no such thing")
	err = ipfs.NewPinningService(server.URL+"/api", "other", server.Client(), 0).Pin(t.Context(), c, "a name", nil, nil, nil)
	require.ErrorIs(t, err, ipfs.ErrPinning)
	require.ErrorContains(t, err, "UNAUTHORIZED who are you")
	require.ErrorContains(t, ipfs.NewPinningService(server.URL, ipfstest.Token, server.Client(), 0).Pin(t.Context(), c, "a name", nil, nil, nil), "404")
	require.Error(t, ipfs.Connect(t.Context(), ours, []string{"nonsense", "/ip4/127.0.0.1/tcp/1"}))
}
