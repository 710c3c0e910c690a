package e2e_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	gonet "net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/enode"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/znode"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
)

// stakes is a chain on which znodes stake, and what tests do there. Its owner owns everything.
type stakes struct {
	*testing.T
	chain               *devnet.Chain
	at                  deploy.Network
	file                string // the addresses file
	owner, enode, znode *ecdsa.PrivateKey
	znodeDir            string
}

func newStakes(t *testing.T) *stakes {
	s := &stakes{T: t, owner: contractstest.Key(t), enode: contractstest.Key(t), znode: contractstest.Key(t), znodeDir: t.TempDir()}
	var err error
	s.chain, err = devnet.NewChain(0, s.owner, s.enode, s.znode)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.chain.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-done)
		require.NoError(t, s.chain.Close())
	})
	s.at, err = deploy.Staking(t.Context(), s.chain.Client(), s.owner, deploy.DefaultTerms(contractstest.Address(s.owner)))
	require.NoError(t, err)
	s.file = filepath.Join(t.TempDir(), "contracts.json")
	require.NoError(t, s.at.Write(s.file))
	return s
}

// own sends a call of the owner's.
func (s *stakes) own(to common.Address, wei int64, data []byte) {
	s.Helper()
	_, err := deploy.Transact(s.Context(), s.chain.Client(), s.owner, to, big.NewInt(wei), data)
	require.NoError(s, err)
}

// publish registers a project of the weather program whose tasks hold one message, and bonds its enode.
func (s *stakes) publish() {
	file, err := projectfile.Marshal([]project.Version{{
		Name: "1.0", VM: project.VMRisc0, Code: weather.Program, InputMode: project.InputTask, Redundancy: 1,
		Packing: project.Packing{Count: 1, GroupBy: project.GroupByProject}, Outputs: []project.Output{{Type: project.OutputStdout}},
	}})
	require.NoError(s, err)
	path := filepath.Join(s.TempDir(), "project")
	require.NoError(s, os.WriteFile(path, file, 0o600))
	projects, bonds := bindings.NewProjectRegistry(), bindings.NewEnodeBonds()
	s.own(s.at.ProjectRegistry, 0, projects.PackCreateProject("file://"+path, projectfile.Hash(file)))
	s.own(s.at.ProjectRegistry, 0, projects.PackSetAttributes(1, bindings.IProjectRegistryAttributes{
		Settlement: s.at.TaskSettlement, RequiredZnodes: 1, Redundancy: 1, Quorum: 1, Runtimes: 1 << 1, ProvingSeconds: big.NewInt(60), Open: true,
	}))
	enode := contractstest.Address(s.enode)
	s.own(s.at.ProjectRegistry, 0, projects.PackAddEnode(1, enode))
	consent, err := deploy.Consent(s.at.ChainID, s.at.EnodeBonds, s.enode, contractstest.Address(s.owner))
	require.NoError(s, err)
	s.own(s.at.EnodeBonds, params.Ether, bonds.PackRegister(enode, consent))
}

// stake registers the znode with the peer id it will have.
func (s *stakes) stake() {
	peer, err := p2p.PeerID(s.znodeDir)
	require.NoError(s, err)
	consent, err := deploy.Consent(s.at.ChainID, s.at.ZnodeStaking, s.znode, contractstest.Address(s.owner))
	require.NoError(s, err)
	s.own(s.at.ZnodeStaking, params.Ether, bindings.NewZnodeStaking().PackRegister(contractstest.Address(s.znode), []byte(peer), 1<<1, consent))
}

// settings are what both nodes are told alike.
func (s *stakes) settings(n *config.Node, key *ecdsa.PrivateKey, dir string) {
	n.DataDir, n.ContractsFile, n.ChainEndpoint, n.ChainPoll = dir, s.file, s.chain.Endpoint, 200*time.Millisecond
	n.Operator.Hex, n.AllowFileURLs, n.MDNS, n.Proofs = hex.EncodeToString(crypto.FromECDSA(key)), true, false, 1
	n.Listen, n.LogLevel = []string{"/ip4/127.0.0.1/tcp/0"}, "warn"
}

// run starts a node and stops it when the test ends.
func (s *stakes) run(g *lifecycle.Group, err error) {
	s.Helper()
	require.NoError(s, err)
	require.NoError(s, g.Start(s.Context()))
	s.Cleanup(func() { require.NoError(s, g.Stop()) })
}

// get reads a JSON object.
func (s *stakes) get(url string) (code int, out map[string]any) {
	r, err := http.Get(url) //nolint:noctx // of a test
	require.NoError(s, err)
	defer r.Body.Close() //nolint:errcheck // only read
	b, err := io.ReadAll(r.Body)
	require.NoError(s, err)
	require.NoError(s, json.Unmarshal(b, &out), "%s", b)
	return r.StatusCode, out
}

// eventually waits for nodes that follow the chain in their own time.
func (s *stakes) eventually(what string, is func() bool) {
	s.Helper()
	require.Eventually(s, is, time.Minute, 50*time.Millisecond, what)
}

func freeAddress(t *testing.T) string {
	l, err := gonet.Listen("tcp", "127.0.0.1:0") //nolint:noctx // of a test
	require.NoError(t, err)
	defer l.Close() //nolint:errcheck // its address is all that is wanted
	return l.Addr().String()
}

// Nodes follow a network with stakes from its addresses file: a project waits for its znode and is then served, a znode
// is ready when it has a stake.
func TestNodesOfANetworkWithStakes(t *testing.T) {
	s := newStakes(t)
	s.publish()
	e, z := enode.DefaultConfig(), znode.DefaultConfig()
	s.settings(&e.Node, s.enode, t.TempDir())
	s.settings(&z.Node, s.znode, s.znodeDir)
	e.HTTPAddress, z.OpsAddress = []string{freeAddress(t)}, freeAddress(t)
	s.run(enode.New(e, "test"))
	s.run(znode.New(z, "test"))
	api, ops := "http://"+e.HTTPAddress[0], "http://"+z.OpsAddress

	s.eventually("the znode says what it lacks", func() bool {
		code, ready := s.get(ops + "/readyz")
		return code == http.StatusServiceUnavailable && bytes.Contains(fmt.Append(nil, ready), []byte("is registered for no stake"))
	})
	state := func() any { _, p := s.get(api + "/project/1"); return p["status"] }
	s.eventually("the project waits", func() bool { return state() == "waiting" })
	_, p := s.get(api + "/project/1")
	require.EqualValues(t, 1, p["required"])
	require.EqualValues(t, 0, p["znodes"])

	r, err := http.Post(api+"/message", "application/json", bytes.NewBufferString(`{"projectID":1,"projectVersion":"1.0","data":"{}"}`)) //nolint:noctx // of a test
	require.NoError(t, err)
	var sent struct{ MessageID string }
	require.NoError(t, json.NewDecoder(r.Body).Decode(&sent))
	require.NoError(t, r.Body.Close())
	last := func() any {
		_, m := s.get(api + "/message/" + sent.MessageID)
		states, _ := m["states"].([]any)
		if len(states) == 0 {
			return nil
		}
		return states[len(states)-1].(map[string]any)["state"]
	}
	s.eventually("it is packed", func() bool { return last() == "packed" })

	s.stake()
	s.eventually("the znode is ready", func() bool { code, _ := s.get(ops + "/readyz"); return code == http.StatusOK })
	require.Equal(t, "packed", last(), "nobody has joined")
	staking := bindings.NewZnodeStaking()
	s.own(s.at.ZnodeStaking, 0, staking.PackJoin(1, contractstest.Address(s.znode)))
	s.eventually("the project is served", func() bool { return state() == "serving" })
	s.eventually("the task is announced", func() bool { return last() != "packed" })

	s.own(s.at.ZnodeStaking, 0, staking.PackLeave(1, contractstest.Address(s.znode)))
	s.eventually("the project waits again", func() bool { return state() == "waiting" })
}

// A node that is told addresses without contracts does not start, and says which.
func TestNodesNeedTheirContracts(t *testing.T) {
	s := newStakes(t)
	s.at.EnodeBonds = common.Address{1, 2, 3}
	require.NoError(t, s.at.Write(s.file))
	z := znode.DefaultConfig()
	s.settings(&z.Node, s.znode, s.znodeDir)
	g, err := znode.New(z, "test")
	require.NoError(t, err)
	require.ErrorContains(t, g.Start(t.Context()), "no contract at this address: EnodeBonds at 0x0102030000000000000000000000000000000000")
}
