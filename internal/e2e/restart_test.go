package e2e_test

import (
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/znode"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
)

// createMany registers projects whose files only the node has, and has the znode join them.
func (s *stakes) createMany(n *ipfs.Node, count int) {
	projects, staking, operator := bindings.NewProjectRegistry(), bindings.NewZnodeStaking(), contractstest.Address(s.znode)
	for id := uint64(1); id <= uint64(count); id++ {
		file, err := projectfile.Marshal([]project.Version{{
			Name: fmt.Sprintf("1.%d", id), VM: project.VMRisc0, Code: weather.Program, InputMode: project.InputTask, Redundancy: 1,
			Packing: project.Packing{Count: 1, GroupBy: project.GroupByProject}, Outputs: []project.Output{{Type: project.OutputStdout}},
		}})
		require.NoError(s, err)
		cid, err := n.Add(s.Context(), file)
		require.NoError(s, err)
		s.own(s.at.ProjectRegistry, 0, projects.PackCreateProject("ipfs://"+cid, projectfile.Hash(file)))
		s.own(s.at.ProjectRegistry, 0, projects.PackSetAttributes(id, bindings.IProjectRegistryAttributes{
			Settlement: s.at.TaskSettlement, RequiredZnodes: 1, Redundancy: 1, Quorum: 1, Runtimes: 1 << 1, ProvingSeconds: big.NewInt(60), Open: true,
		}))
		s.own(s.at.ZnodeStaking, 0, staking.PackJoin(id, operator))
	}
}

// page reads a page of text.
func (s *stakes) page(url string) string {
	r, err := http.Get(url) //nolint:noctx // of a test
	require.NoError(s, err)
	defer r.Body.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(r.Body)
	require.NoError(s, err)
	return string(b)
}

// A znode that was stopped serves its projects again from what it keeps: nobody else has their files any more, it reads the
// chain from where it was, and it asks for no project.
func TestAZnodeStartsFromWhatItKeeps(t *testing.T) {
	const count = 3
	s := newStakes(t)
	var asked atomic.Int64
	chain, err := url.Parse(s.chain.Endpoint)
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(chain)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics())
	require.NoError(t, err)
	cfg := ipfs.DefaultConfig(t.TempDir())
	cfg.Host = h
	owner, err := ipfs.New(t.Context(), cfg)
	require.NoError(t, err)
	s.stake()
	s.createMany(owner, count)

	z := znode.DefaultConfig()
	s.settings(&z.Node, s.znode, s.znodeDir)
	z.ChainEndpoint, z.ChainPoll, z.OpsAddress = server.URL, time.Minute, freeAddress(t)
	z.Bootstrap = []string{h.Addrs()[0].String() + "/p2p/" + h.ID().String()}
	fetched := regexp.MustCompile(`(?m)^sprout_ipfs_blocks_fetched_total`)
	start := func() (metrics string, stop func()) {
		g, err := znode.New(z, "test")
		require.NoError(t, err)
		require.NoError(t, g.Start(t.Context()))
		loaded := fmt.Sprintf("sprout_node_project_files{state=\"loaded\"} %d\n", count)
		s.eventually("all projects are served", func() bool {
			metrics = s.page("http://" + z.OpsAddress + "/metrics")
			return regexp.MustCompile(regexp.QuoteMeta(loaded)).MatchString(metrics)
		})
		return metrics, func() { require.NoError(t, g.Stop()) }
	}
	metrics, stop := start()
	require.Regexp(t, fetched, metrics)
	stop()
	require.NoError(t, owner.Close())
	require.NoError(t, h.Close())
	asked.Store(0)
	metrics, stop = start()
	defer stop()
	require.NotRegexp(t, fetched, metrics, "no block is asked of anybody")
	// Its id, that five contracts are there, the newest block and the logs since the last one, the price and what the key has.
	require.LessOrEqual(t, asked.Load(), int64(16), "how many projects there are makes no difference")
	http.DefaultClient.CloseIdleConnections()
}
