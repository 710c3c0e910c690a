package ipfs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/routing"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/internal/ipfs"
)

// noise returns n bytes that are the same in every run.
func noise(seed uint64, n int) []byte {
	b := make([]byte, n)
	src := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	_, _ = src.Read(b)
	return b
}

func newHost(t *testing.T) host.Host {
	t.Helper()
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}

func connect(t *testing.T, a, b host.Host) {
	t.Helper()
	require.NoError(t, a.Connect(t.Context(), peer.AddrInfo{ID: b.ID(), Addrs: b.Addrs()}))
}

// newNode starts a node in a fresh folder with the changes given.
func newNode(t *testing.T, change ...func(*ipfs.Config)) *ipfs.Node {
	t.Helper()
	c := ipfs.DefaultConfig(t.TempDir())
	c.Timeout = 20 * time.Second
	c.Log = slog.New(slog.DiscardHandler)
	for _, f := range change {
		f(&c)
	}
	n, err := ipfs.New(t.Context(), c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	return n
}

func on(h host.Host) func(*ipfs.Config) { return func(c *ipfs.Config) { c.Host = h } }

// The first vectors are what Kubo's documentation prints; those in cids.json were
// made by an independent implementation, see the note in that file.
func TestCIDsEqualKubos(t *testing.T) {
	for _, v := range []struct{ data, v1, v0 string }{
		{"hello world\n", "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4", "QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o"},
		{"hello world", "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD"},
		{"", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH"},
	} {
		requireCIDs(t, []byte(v.data), v.v1, v.v0)
	}
}

func requireCIDs(t *testing.T, data []byte, v1, v0 string) {
	t.Helper()
	got, err := ipfs.CID(data, ipfs.FormatV1)
	require.NoError(t, err)
	require.Equal(t, v1, got, "version 1 of %d bytes", len(data))
	got, err = ipfs.CID(data, ipfs.FormatV0)
	require.NoError(t, err)
	require.Equal(t, v0, got, "version 0 of %d bytes", len(data))
}

func TestCIDsOfManyBlocks(t *testing.T) {
	raw, err := os.ReadFile("testdata/cids.json")
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Size   int    `json:"size"`
			Repeat string `json:"repeat"`
			V1     string `json:"v1"`
			V0     string `json:"v0"`
		} `json:"vectors"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	require.NotEmpty(t, file.Vectors)
	for _, v := range file.Vectors {
		data := bytes.Repeat([]byte(v.Repeat), v.Size/len(v.Repeat)+1)[:v.Size]
		requireCIDs(t, data, v.V1, v.V0)
	}
}

func TestAddGetAndKeepAcrossRestart(t *testing.T) {
	dir := t.TempDir()
	open := func() *ipfs.Node { return newNode(t, func(c *ipfs.Config) { c.Dir = dir }) }
	n := open()
	contents := map[string][]byte{}
	for i, size := range []int{0, 1, 200_000, 256 << 10, 256<<10 + 1, 3 << 20} {
		data := noise(uint64(i), size)
		c, err := n.Add(t.Context(), data)
		require.NoError(t, err)
		contents[c] = data
	}
	check := func(n *ipfs.Node) {
		for c, want := range contents {
			got, err := n.Get(t.Context(), c, int64(len(want)))
			require.NoError(t, err)
			require.True(t, bytes.Equal(want, got))
			have, err := n.Has(t.Context(), c)
			require.NoError(t, err)
			require.True(t, have)
		}
	}
	check(n)
	require.NoError(t, n.Close())
	check(open())
}

func TestGetHoldsItsLimit(t *testing.T) {
	n := newNode(t)
	c, err := n.Add(t.Context(), noise(1, 1<<20))
	require.NoError(t, err)
	_, err = n.Get(t.Context(), c, 1<<20-1)
	require.ErrorIs(t, err, ipfs.ErrTooLarge)
}

func TestAbsentContentEndsInNotFound(t *testing.T) {
	n := newNode(t, on(newHost(t)), func(c *ipfs.Config) { c.Timeout = 100 * time.Millisecond })
	c, err := ipfs.CID([]byte("nobody has this"), ipfs.FormatV1)
	require.NoError(t, err)
	_, err = n.Get(t.Context(), c, 100)
	require.ErrorIs(t, err, ipfs.ErrNotFound)
	require.ErrorIs(t, n.Pin(t.Context(), c, 100), ipfs.ErrNotFound)
	have, err := n.Has(t.Context(), c)
	require.NoError(t, err)
	require.False(t, have)
	alone := newNode(t)
	_, err = alone.Get(t.Context(), c, 100)
	require.ErrorIs(t, err, ipfs.ErrNotFound, "at once, without a network")
}

func TestDirectoriesAreNoFiles(t *testing.T) {
	n := newNode(t, func(c *ipfs.Config) { c.Timeout = 100 * time.Millisecond })
	// The empty UnixFS directory, whose block every test can make.
	n.PutBlock(t, "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn", []byte{0x0a, 0x02, 0x08, 0x01})
	_, err := n.Get(t.Context(), "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn", 100)
	require.ErrorIs(t, err, ipfs.ErrNotFile)
}

func TestPeersFetchFromEachOther(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	a, b := newNode(t, on(ha)), newNode(t, on(hb))
	connect(t, hb, ha)
	data := noise(1, 2<<20)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	got, err := b.Get(t.Context(), c, 4<<20)
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
	have, err := b.Has(t.Context(), c)
	require.NoError(t, err)
	require.True(t, have, "it is cached")
}

// A host dials its first peers before there is a node on it.
func TestPeersOfBeforeTheStartAreAsked(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	a := newNode(t, on(ha))
	data := noise(5, 300<<10)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	connect(t, hb, ha)
	b := newNode(t, on(hb), func(c *ipfs.Config) { c.Timeout = 5 * time.Second })
	got, err := b.Get(t.Context(), c, 1<<20)
	require.NoError(t, err)
	require.Equal(t, data, got)
}

func TestPeerHintIsEnough(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	a, b := newNode(t, on(ha)), newNode(t, on(hb))
	hb.Peerstore().AddAddrs(ha.ID(), ha.Addrs(), time.Hour) // known, not connected
	data := noise(2, 300_000)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	got, err := b.GetFrom(t.Context(), c, 1<<20, "nonsense", ha.ID().String(), hb.ID().String())
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
}

func TestWantStandsUntilSomebodyAdds(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	a, b := newNode(t, on(ha)), newNode(t, on(hb))
	connect(t, hb, ha)
	data := noise(3, 1000)
	c, err := ipfs.CID(data, ipfs.FormatV1)
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() {
		_, err := b.Get(context.Background(), c, 1000)
		done <- err
	}()
	_, err = a.Add(t.Context(), data)
	require.NoError(t, err)
	require.NoError(t, <-done)
}

// table is a content routing all nodes of a test share.
type table struct {
	mine  host.Host
	known chan<- string
	find  func(cid.Cid) []peer.AddrInfo
	fail  bool
}

func (r *table) Provide(_ context.Context, c cid.Cid, _ bool) error {
	if r.fail {
		r.fail = false
		return routing.ErrNotFound
	}
	r.known <- c.String()
	return nil
}

func (r *table) FindProvidersAsync(_ context.Context, c cid.Cid, _ int) <-chan peer.AddrInfo {
	found := r.find(c)
	out := make(chan peer.AddrInfo, len(found))
	for _, p := range found {
		out <- p
	}
	close(out)
	return out
}

func TestContentIsAnnouncedAndFoundThroughRouting(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	announced := make(chan string, 100)
	ra := &table{mine: ha, known: announced, find: func(cid.Cid) []peer.AddrInfo { return nil }}
	dir := t.TempDir()
	withRouting := func(c *ipfs.Config) { c.Dir, c.Host, c.Routing = dir, ha, ra }
	a := newNode(t, withRouting)
	data := noise(4, 5000)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	require.Equal(t, c, <-announced)
	require.NoError(t, a.Close())

	newNode(t, withRouting)
	require.Equal(t, c, <-announced, "a new start announces what is kept")

	rb := &table{mine: hb, find: func(cid.Cid) []peer.AddrInfo {
		return []peer.AddrInfo{{ID: ha.ID(), Addrs: ha.Addrs()}}
	}}
	b := newNode(t, on(hb), func(c *ipfs.Config) { c.Routing = rb })
	got, err := b.Get(t.Context(), c, 5000) // never connected before
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
}

func TestCacheStaysWithinItsLimitAndKeptContentStays(t *testing.T) {
	ha, hb := newHost(t), newHost(t)
	a := newNode(t, on(ha))
	dir, reg := t.TempDir(), prometheus.NewRegistry()
	const limit = 8 << 20
	small := func(c *ipfs.Config) { c.Dir, c.Host, c.CacheBytes, c.Registerer = dir, hb, limit, reg }
	b := newNode(t, small)
	connect(t, hb, ha)
	rpc := httptest.NewServer(b.AddHandler(2 << 20))
	defer rpc.Close()
	own, err := ipfs.NewKubo(rpc.URL, rpc.Client()).Add(t.Context(), "file", noise(99, 1<<20), ipfs.FormatV1, nil)
	require.NoError(t, err)
	pinned, err := a.Add(t.Context(), noise(98, 1<<20))
	require.NoError(t, err)
	require.NoError(t, b.Pin(t.Context(), pinned, 2<<20))
	var fetched []string
	for i := range uint64(12) {
		c, err := a.Add(t.Context(), noise(i, 1<<20))
		require.NoError(t, err)
		fetched = append(fetched, c)
		_, err = b.Get(t.Context(), c, 2<<20)
		require.NoError(t, err)
		require.LessOrEqual(t, folderSize(t, filepath.Join(dir, "cache")), int64(limit))
	}
	has := func(n *ipfs.Node, c string) bool {
		have, err := n.Has(t.Context(), c)
		require.NoError(t, err)
		return have
	}
	require.False(t, has(b, fetched[0]), "the first has made room")
	require.True(t, has(b, fetched[len(fetched)-1]))
	require.True(t, has(b, own))
	require.True(t, has(b, pinned))
	require.NoError(t, b.Close())

	again := newNode(t, func(c *ipfs.Config) { c.Dir, c.CacheBytes = dir, limit })
	require.True(t, has(again, fetched[len(fetched)-1]), "the cache survives a restart")
	require.True(t, has(again, pinned))
	require.True(t, has(again, own), "what was added by the RPC stays, too")
}

func folderSize(t *testing.T, dir string) (sum int64) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		sum += info.Size()
		return err
	}))
	return sum
}

func TestKeptContentHasAQuota(t *testing.T) {
	n := newNode(t, func(c *ipfs.Config) { c.KeptBytes = 1 << 20 })
	first, err := n.Add(t.Context(), noise(1, 900_000))
	require.NoError(t, err)
	_, err = n.Add(t.Context(), noise(2, 900_000))
	require.ErrorIs(t, err, ipfs.ErrFull)
	again, err := n.Add(t.Context(), noise(1, 900_000))
	require.NoError(t, err, "what is there needs no room")
	require.Equal(t, first, again)
}

func TestDamagedBlockIsMissingNotWrong(t *testing.T) {
	dir := t.TempDir()
	ha, hb := newHost(t), newHost(t)
	a := newNode(t, on(ha), func(c *ipfs.Config) { c.Dir = dir })
	data := noise(5, 1000)
	c, err := a.Add(t.Context(), data)
	require.NoError(t, err)
	files, err := filepath.Glob(filepath.Join(dir, "kept", "*", "*.data"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	bad := bytes.Clone(data)
	bad[7] ^= 1
	require.NoError(t, os.WriteFile(files[0], bad, 0o644))

	b := newNode(t, on(hb))
	_, err = b.Add(t.Context(), data)
	require.NoError(t, err)
	connect(t, ha, hb)
	got, err := a.Get(t.Context(), c, 1000)
	require.NoError(t, err, "it is fetched again")
	require.True(t, bytes.Equal(data, got))
}

func TestHalfWrittenFilesAreCleanedUp(t *testing.T) {
	dir := t.TempDir()
	shard := filepath.Join(dir, "kept", "AA")
	require.NoError(t, os.MkdirAll(shard, 0o755))
	left := filepath.Join(shard, ".put-123")
	require.NoError(t, os.WriteFile(left, []byte("half"), 0o600))
	newNode(t, func(c *ipfs.Config) { c.Dir = dir })
	_, err := os.Stat(left)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestConfigFaultsAreToldAtOnce(t *testing.T) {
	c := ipfs.Config{KeptBytes: -1, MinFreeBytes: -1, PeerHead: -1, Gateways: []string{"ftp://x", "https://ok.example", "ipfs.ok.example"}}
	err := c.Validate()
	for _, want := range []string{"directory is missing", "kept bytes", "leave free", "cached bytes", "head start", "timeout", "reprovide", `"ftp://x"`} {
		require.ErrorContains(t, err, want)
	}
	require.NotContains(t, err.Error(), "ok.example")
}

func TestParseCID(t *testing.T) {
	for _, bad := range []string{
		"", "x", "Qm", "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei5x",
		"bafkqaaa", // identity hash: the content is the name, nothing to fetch or keep
		"bafyreigdmqpykrgxyaxtlafqpqhzrb7qy2rh75nldvfd4tucqmqqme5yje", // dag-cbor
		string(bytes.Repeat([]byte("b"), 500)),
	} {
		_, err := ipfs.ParseCID(bad)
		require.ErrorIs(t, err, ipfs.ErrBadCID, "%q", bad)
	}
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		text, err := ipfs.CID(data, ipfs.Format(rapid.IntRange(0, 1).Draw(t, "format")))
		require.NoError(t, err)
		c, err := ipfs.ParseCID(text)
		require.NoError(t, err)
		require.Equal(t, text, c.String())
	})
}

func FuzzParseCID(f *testing.F) {
	f.Add("bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4")
	f.Add("QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ipfs.ParseCID(s)
		if err != nil {
			return
		}
		again, err := ipfs.ParseCID(c.String())
		require.NoError(t, err)
		require.True(t, c.Equals(again))
	})
}
