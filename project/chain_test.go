package project_test

import (
	"context"
	"crypto/ecdsa"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/fetch"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/project/projecttest"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

var registrar = bindings.NewProjectRegistrar()

// site is a web server whose files can be changed and taken away.
type site struct {
	*httptest.Server
	files sync.Map
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if b, ok := s.files.Load(r.URL.Path); ok {
			_, _ = w.Write(b.([]byte))
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// node is a manager over the real registry, fetcher and parser; only the checker stands in for a native library.
type node struct {
	t        *testing.T
	registry *registry.Registry
	manager  *project.Manager
	stop     func()
}

func startNode(t *testing.T, chain *contractstest.Chain, at deploy.Addresses, dir string) *node {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	r, err := registry.New(registry.Config{
		ChainID: 1337, Projects: at.ProjectRegistrar, Nodes: at.NodeRegistry, Fleet: at.FleetManager,
		Journal: filepath.Join(dir, "journal"), Log: log,
	}, chain)
	require.NoError(t, err)
	f, err := fetch.New(fetch.Config{CacheDir: filepath.Join(dir, "files"), AllowPrivate: true, Tries: 1, Log: log}, nil)
	require.NoError(t, err)
	m, err := project.NewManager(project.ManagerConfig{RetryMin: 10 * time.Millisecond, RetryMax: 20 * time.Millisecond, Log: log}, r, f, projectfile.Parse, &projecttest.Checker{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- m.Run(ctx) }()
	n := &node{t: t, registry: r, manager: m}
	n.stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(t, <-done)
		require.NoError(t, r.Close())
	})
	t.Cleanup(n.stop)
	return n
}

// serves waits until the program of project 1, version 1, is the one named.
func (n *node) serves(program string) {
	n.t.Helper()
	require.Eventually(n.t, func() bool {
		v, err := n.manager.Version(n.t.Context(), 1, "1")
		return err == nil && string(v.Code) == string(projecttest.ELF(program))
	}, time.Minute, time.Millisecond)
}

// refuses waits until project 1 is refused with the words given.
func (n *node) refuses(words string) {
	n.t.Helper()
	require.EventuallyWithT(n.t, func(c *assert.CollectT) {
		_, err := n.manager.Version(n.t.Context(), 1, "1")
		require.ErrorContains(c, err, words)
	}, time.Minute, time.Millisecond)
}

// From the contract's event to a version that can be proved with, through update, pause, restart and reorganisation.
func TestFromTheContractToTheProgram(t *testing.T) {
	owner := contractstest.Key(t)
	chain := contractstest.NewChain(t, owner)
	at, err := deploy.Contracts(t.Context(), chain, owner)
	require.NoError(t, err)
	web, dir := newSite(t), t.TempDir()
	put := func(path, program string) (uri string, hash task.Digest) {
		b := fileOf(t, projecttest.ELF(program))
		web.files.Store(path, b)
		return web.URL + path, projectfile.Hash(b)
	}
	send := sender(t, chain, owner, at)

	n := startNode(t, chain, at, dir)
	uri, hash := put("/1", "first")
	send(registrar.PackCreateProject(uri, hash))
	require.NoError(t, n.registry.Poll(t.Context()))
	n.serves("first")

	send(registrar.PackPauseProject(1))
	require.NoError(t, n.registry.Poll(t.Context()))
	n.refuses("project is paused")
	send(registrar.PackUnpauseProject(1))
	fork, err := chain.HeaderByNumber(t.Context(), nil)
	require.NoError(t, err)

	// The owner updates the contract before the file stands where it says.
	uri, hash = web.URL+"/2", projectfile.Hash(fileOf(t, projecttest.ELF("second")))
	send(registrar.PackUpdateProject(1, uri, hash))
	require.NoError(t, n.registry.Poll(t.Context()))
	n.refuses("404 Not Found")
	put("/2", "wrong")
	n.refuses(project.ErrHashMismatch.Error())
	put("/2", "second")
	n.serves("second")

	// Off for a while, and back while the web server is gone: the disk has what the chain names.
	n.stop()
	web.files.Clear()
	n = startNode(t, chain, at, dir)
	n.serves("second")

	// The update is undone by a fork: the program the chain now names is served.
	require.NoError(t, chain.Backend.Fork(fork.Hash()))
	for range 4 {
		chain.Backend.Rollback()
		chain.Backend.Commit()
	}
	require.NoError(t, n.registry.Poll(t.Context()))
	n.serves("first")
}

func sender(t *testing.T, chain *contractstest.Chain, key *ecdsa.PrivateKey, at deploy.Addresses) func([]byte) {
	return func(data []byte) {
		t.Helper()
		chain.Transact(t, key, at.ProjectRegistrar, nil, data)
	}
}
