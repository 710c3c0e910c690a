package p2ptest

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

// ChainID is the chain of every test network.
const ChainID = 4690

// Patience is how long [Eventually] waits; far above what anything here takes.
const Patience = 30 * time.Second

// Eventually waits until cond holds and fails the test when Patience ends first.
func Eventually(t testing.TB, cond func() bool, what string, args ...any) {
	t.Helper()
	require.Eventuallyf(t, cond, Patience, 5*time.Millisecond, what, args...)
}

// Repeat calls publish, at first and then a few times a second, until cond
// holds: what nodes do with what they have to say, since gossip may be lost.
func Repeat(t testing.TB, publish func() error, cond func() bool, what string) {
	t.Helper()
	var next time.Time
	Eventually(t, func() bool {
		if cond() {
			return true
		}
		if now := time.Now(); now.After(next) {
			next = now.Add(300 * time.Millisecond)
			if err := publish(); err != nil {
				t.Errorf("publish: %v", err)
				return true
			}
		}
		return false
	}, "%s", what)
}

// Authority answers from tables that a test fills. It implements [p2p.Authority].
type Authority struct {
	mu      sync.RWMutex
	enodes  map[who]bool
	znodes  map[who]bool
	peers   map[task.Address]peer.ID
	trouble error
}

type who struct {
	project task.ProjectID
	addr    task.Address
}

// Enode makes addr an enode of the project.
func (a *Authority) Enode(id task.ProjectID, addr task.Address) { a.set(&a.enodes, id, addr) }

// Znode makes addr a znode of the project.
func (a *Authority) Znode(id task.ProjectID, addr task.Address) { a.set(&a.znodes, id, addr) }

func (a *Authority) set(m *map[who]bool, id task.ProjectID, addr task.Address) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if *m == nil {
		*m = map[who]bool{}
	}
	(*m)[who{id, addr}] = true
}

// Break makes every answer err, as when the chain cannot be reached; nil mends it.
func (a *Authority) Break(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.trouble = err
}

// MayDispatch implements [p2p.Authority].
func (a *Authority) MayDispatch(id task.ProjectID, addr task.Address) error {
	return a.ask(a.enodes, id, addr)
}

// MayProve implements [p2p.Authority].
func (a *Authority) MayProve(id task.ProjectID, addr task.Address) error {
	return a.ask(a.znodes, id, addr)
}

// Register makes id the peer that the znode is heard from; empty undoes it.
func (a *Authority) Register(addr task.Address, id peer.ID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.peers == nil {
		a.peers = map[task.Address]peer.ID{}
	}
	a.peers[addr] = id
}

// PeerOf implements [p2p.Authority].
func (a *Authority) PeerOf(addr task.Address) (string, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return string(a.peers[addr]), a.trouble
}

func (a *Authority) ask(m map[who]bool, id task.ProjectID, addr task.Address) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.trouble != nil {
		return a.trouble
	}
	if !m[who{id, addr}] {
		return task.ErrNotAllowed
	}
	return nil
}

// Network is a set of nodes that share one view of who may do what.
type Network struct {
	t testing.TB
	// Authority is asked by every node.
	Authority *Authority
}

// New makes an empty network. Nodes are closed when the test ends.
func New(t testing.TB) *Network {
	return &Network{t: t, Authority: &Authority{}}
}

// Node is a host of the network, what it is made of, and what it has heard.
type Node struct {
	*p2p.Host
	// Config is what the host was made from, for starting it again.
	Config p2p.Config
	// Signer holds the operator key.
	Signer *task.KeySigner
	// Metrics gathers the host's metrics.
	Metrics *prometheus.Registry

	mu            sync.Mutex
	announcements []task.Announcement
	statuses      []task.Status
	presences     []task.Presence
}

// NewSigner makes an operator key.
func NewSigner(t testing.TB) *task.KeySigner {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return task.NewKeySigner(key)
}

// Config returns the configuration of a loopback node with its own key and data folder.
func (n *Network) Config() p2p.Config {
	n.t.Helper()
	c := p2p.DefaultConfig()
	c.ChainID = ChainID
	c.DataDir = n.t.TempDir()
	c.Listen = []string{"/ip4/127.0.0.1/udp/0/quic-v1", "/ip4/127.0.0.1/tcp/0"}
	c.Signer = NewSigner(n.t)
	c.Authority = n.Authority
	c.Log = slog.New(slog.DiscardHandler)
	return c
}

// Node starts a host that records what it hears. change, if any, alters its configuration.
func (n *Network) Node(change ...func(*p2p.Config)) *Node {
	n.t.Helper()
	c := n.Config()
	for _, f := range change {
		f(&c)
	}
	return n.Start(c)
}

// Start starts a host of the given configuration; its Signer must be a [*task.KeySigner].
func (n *Network) Start(c p2p.Config) *Node {
	n.t.Helper()
	signer, ok := c.Signer.(*task.KeySigner)
	require.True(n.t, ok, "signer is no KeySigner")
	node := &Node{Config: c, Signer: signer, Metrics: prometheus.NewRegistry()}
	c.Registerer = node.Metrics
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	var err error
	node.Host, err = p2p.New(ctx, c)
	require.NoError(n.t, err)
	n.t.Cleanup(func() { require.NoError(n.t, node.Close()) })
	node.OnAnnouncement(func(_ context.Context, a task.Announcement) {
		node.mu.Lock()
		defer node.mu.Unlock()
		node.announcements = append(node.announcements, a)
	})
	node.OnStatus(func(_ context.Context, s task.Status) {
		node.mu.Lock()
		defer node.mu.Unlock()
		node.statuses = append(node.statuses, s)
	})
	node.OnPresence(func(_ context.Context, p task.Presence) {
		node.mu.Lock()
		defer node.mu.Unlock()
		node.presences = append(node.presences, p)
	})
	return node
}

// Enode starts a node that is an enode of the project and has joined it.
func (n *Network) Enode(id task.ProjectID, change ...func(*p2p.Config)) *Node {
	n.t.Helper()
	node := n.Node(change...)
	n.Authority.Enode(id, node.Signer.Address())
	require.NoError(n.t, node.Join(context.Background(), id))
	return node
}

// Znode starts a node that is a znode of the project and has joined it.
func (n *Network) Znode(id task.ProjectID, change ...func(*p2p.Config)) *Node {
	n.t.Helper()
	node := n.Node(change...)
	n.Authority.Znode(id, node.Signer.Address())
	require.NoError(n.t, node.Join(context.Background(), id))
	return node
}

// Connect joins every node to the first and waits until each knows who listens
// to the project's topics among those it is connected to.
func (n *Network) Connect(id task.ProjectID, nodes ...*Node) {
	n.t.Helper()
	hub := nodes[0]
	for _, node := range nodes[1:] {
		ctx, cancel := context.WithTimeout(context.Background(), Patience)
		require.NoError(n.t, node.Connect(ctx, hub.Addrs()[0]))
		cancel()
	}
	for _, k := range []p2p.Kind{p2p.KindTask, p2p.KindStatus, p2p.KindPresence, p2p.KindAttest} {
		Eventually(n.t, func() bool { return hub.Listeners(id, k) >= len(nodes)-1 }, "hub hears of every listener of %s", k)
		for _, node := range nodes[1:] {
			Eventually(n.t, func() bool { return node.Listeners(id, k) >= 1 }, "node hears that the hub listens to %s", k)
		}
	}
}

// Announcements returns what the node's handler was given so far.
func (n *Node) Announcements() []task.Announcement {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]task.Announcement(nil), n.announcements...)
}

// Statuses returns what the node's handler was given so far.
func (n *Node) Statuses() []task.Status {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]task.Status(nil), n.statuses...)
}

// Presences returns what the node's handler was given so far.
func (n *Node) Presences() []task.Presence {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]task.Presence(nil), n.presences...)
}

// Count returns the sum of a counter over all series that have the labels, given
// as name, value, name, value ….
func (n *Node) Count(t testing.TB, metric string, labels ...string) float64 {
	t.Helper()
	families, err := n.Metrics.Gather()
	require.NoError(t, err)
	var sum float64
	for _, f := range families {
		if f.GetName() != metric {
			continue
		}
		for _, m := range f.GetMetric() {
			has := map[string]string{}
			for _, l := range m.GetLabel() {
				has[l.GetName()] = l.GetValue()
			}
			match := true
			for i := 0; i+1 < len(labels); i += 2 {
				match = match && has[labels[i]] == labels[i+1]
			}
			if match {
				sum += m.GetCounter().GetValue()
			}
		}
	}
	return sum
}

// Task makes a task of the project with a message for each of data, signed by the node.
func (n *Node) Task(t testing.TB, id task.ProjectID, sequence uint64, data ...string) (task.Task, task.Signed) {
	t.Helper()
	return MakeTask(t, n.Signer, id, sequence, data...)
}

// MakeTask makes a task with a message for each of data, signed by s.
func MakeTask(t testing.TB, s task.Signer, id task.ProjectID, sequence uint64, data ...string) (task.Task, task.Signed) {
	t.Helper()
	msgs := make([]task.Message, len(data))
	for i, d := range data {
		mid, err := task.NewMessageID()
		require.NoError(t, err)
		msgs[i] = task.Message{ID: mid, ProjectID: id, ProjectVersion: "0.1", Data: []byte(d), ReceivedAt: time.UnixMilli(1_700_000_000_000)}
	}
	tk, err := task.New(ChainID, id, "0.1", sequence, time.UnixMilli(1_700_000_001_000), msgs)
	require.NoError(t, err)
	signed, err := task.Sign(context.Background(), tk.Header, s)
	require.NoError(t, err)
	return tk, signed
}

// ErrTrouble is an error that says nothing about anybody's rights.
var ErrTrouble = errors.New("the chain does not answer")
