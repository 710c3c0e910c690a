package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/telemetry"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/fetch"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// Base is the common part of a node. Its fields are set in the order of Open, each
// when its start step has run.
type Base struct {
	Name    string // program name, for metrics and logs
	Version string
	Config  *config.Node
	Group   *lifecycle.Group
	Log     *slog.Logger
	Metrics *prometheus.Registry
	Health  *telemetry.Health

	Contracts config.Contracts
	Key       *operator.Key
	Client    *ethclient.Client
	ChainID   uint64
	Registry  *registry.Registry
	VM        *Provers
	P2P       *p2p.Host
	IPFS      *ipfs.Node
	Projects  *project.Manager

	locked  *os.File
	ipfsAPI *http.Server // nil: not asked for

	// MinFree is how many bytes of the data directory's disk the files of other programs
	// leave free.
	MinFree uint64
	// Proves, if set, says that the node makes proofs: a runtime that could only verify
	// is not offered then.
	Proves bool

	// Allows, if set, refuses versions that this node could prove or follow but may
	// not, with the reason its operator and the project's owner need.
	Allows func(*project.Version) error
	// Wants, if set, narrows the projects the node has a part in.
	Wants func(task.ProjectID) bool
}

// Open adds the common parts to a new group as start steps, in the order in which
// they need each other; nothing is opened before the group starts. own adds the
// steps that must have run before projects are loaded; it may be nil.
func Open(name, version string, cfg *config.Node, own func(*Base)) (*Base, error) {
	log, _, err := telemetry.NewLogger(os.Stderr, telemetry.LogConfig{Level: cfg.LogLevel, Format: telemetry.LogFormat(cfg.LogFormat)})
	if err != nil {
		return nil, err
	}
	slog.SetDefault(log)
	for _, name := range cfg.Ignored() {
		log.Warn("setting is accepted and not used", "name", name)
	}
	contracts, err := cfg.Contracts()
	if err != nil {
		return nil, err
	}
	key, err := operator.Load(cfg.Operator)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.DataDir, 0o750); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	b := &Base{
		Name: name, Version: version, Config: cfg, Group: lifecycle.New(lifecycle.WithLogger(log)), Log: log,
		Metrics: telemetry.NewRegistry(name, version), Health: &telemetry.Health{}, Key: key, Contracts: contracts,
	}
	server, err := telemetry.NewServer(telemetry.ServerConfig{Address: cfg.OpsAddress, PprofAddress: cfg.Pprof}, log, b.Metrics, b.Health)
	if err != nil {
		return nil, err
	}
	b.Group.Add("data directory", b.lock, func(context.Context) error { return b.unlock() })
	b.Group.Add("operations server", server.Start, server.Stop)
	b.Group.Add("chain", b.startChain, func(context.Context) error { b.Client.Close(); return nil })
	b.Group.Add("registry", b.startRegistry, func(context.Context) error { return b.Registry.Close() })
	b.Group.Go("registry follower", func(ctx context.Context) error { return b.Registry.Run(ctx) })
	b.Group.Add("provers", b.startProvers, func(context.Context) error { return b.VM.Close() })
	b.Group.Add("peer-to-peer host", b.startP2P, func(context.Context) error { return b.P2P.Close() })
	b.Group.Add("ipfs", b.startIPFS, func(context.Context) error { return b.IPFS.Close() })
	b.Group.Add("ipfs api", b.startIPFSAPI, b.stopIPFSAPI)
	if own != nil {
		own(b)
	}
	b.Group.Add("projects", b.startProjects, nil)
	b.Group.Go("project manager", func(ctx context.Context) error { return b.Projects.Run(ctx) })
	return b, nil
}

// Self is the address of the node's operator.
func (b *Base) Self() task.Address { return b.Key.Address() }

// Path returns a path below the data directory.
func (b *Base) Path(name string) string { return filepath.Join(b.Config.DataDir, name) }

func (b *Base) startChain(ctx context.Context) (err error) {
	b.Client, b.ChainID, err = chain.Dial(ctx, b.Config.ChainEndpoint, b.Contracts.ChainID)
	if err != nil {
		return err
	}
	if err := checkCode(ctx, b.Client, b.Contracts); err != nil {
		b.Client.Close()
		return err
	}
	b.Health.Add("chain", func(ctx context.Context) error {
		_, err := b.Client.BlockNumber(ctx)
		return err
	})
	return nil
}

func (b *Base) startRegistry(context.Context) (err error) {
	b.Registry, err = registry.New(registry.Config{
		Projects:      b.Contracts.Projects,
		Nodes:         b.Contracts.Nodes,
		Fleet:         b.Contracts.Fleet,
		Staking:       b.Contracts.Staking,
		Bonds:         b.Contracts.Bonds,
		Router:        b.Contracts.Router,
		Settlement:    b.Contracts.Settlement,
		ChainID:       b.ChainID,
		Start:         b.Contracts.StartBlock,
		Confirmations: b.Config.Confirmations - 1, // the registry counts the blocks that follow
		Poll:          b.Config.ChainPoll,
		Journal:       b.Path("registry.journal"),
		Log:           b.Log,
	}, b.Client)
	return err
}

func (b *Base) startP2P(ctx context.Context) (err error) {
	cfg := p2p.DefaultConfig()
	cfg.ChainID, cfg.DataDir = b.ChainID, b.Config.DataDir
	cfg.Listen, cfg.Announce, cfg.Bootstrap = b.Config.Listen, b.Config.Announce, b.Config.Bootstrap
	cfg.MDNS, cfg.PrivateAddrs = b.Config.MDNS, b.Config.PrivateAddrs
	cfg.Signer, cfg.Authority = b.Key, b.Registry
	cfg.Registerer, cfg.Log = b.Metrics, b.Log
	cfg.NAT, cfg.RelayService = b.Config.NAT, b.Config.Relay
	if b.P2P, err = p2p.New(ctx, cfg); err != nil {
		return err
	}
	b.Health.Tell("peerID", b.P2P.Libp2p().ID().String())
	return nil
}

func (b *Base) startIPFS(ctx context.Context) (err error) {
	cfg := ipfs.DefaultConfig(b.Path("ipfs"))
	cfg.Host, cfg.Routing, cfg.Gateways = b.P2P.Libp2p(), b.P2P.Routing(), b.Config.IPFSGateways
	cfg.CacheBytes, cfg.KeptBytes = int64(b.Config.IPFSCacheMB)<<20, int64(b.Config.IPFSKeptMB)<<20
	cfg.MinFreeBytes = int64(min(b.MinFree, math.MaxInt64))
	cfg.Registerer, cfg.Log = b.Metrics, b.Log
	b.IPFS, err = ipfs.New(ctx, cfg)
	return err
}

func (b *Base) startProjects(context.Context) error {
	f, err := fetch.New(fetch.Config{
		CacheDir: b.Path("projects"), AllowFile: b.Config.AllowFileURLs, AllowPrivate: b.Config.AllowPrivateURLs, Log: b.Log,
	}, b.IPFS)
	if err != nil {
		return err
	}
	b.Projects, err = project.NewManager(project.ManagerConfig{Directory: b.Config.ProjectFileDir, Serve: b.Serves, Terms: b.Registry.Terms, Log: b.Log},
		b.Registry, f, projectfile.Parse, checker{b.VM.Manager, b.Allows})
	if err != nil {
		return err
	}
	showFiles(b.Projects.Tally, b.Metrics)
	b.follow()
	b.followFleets()
	return nil
}

// Serves reports whether the node has a part in the project: as its enode, or as
// one of its znodes.
func (b *Base) Serves(id task.ProjectID) bool {
	if b.Wants != nil && !b.Wants(id) {
		return false
	}
	return b.Registry.MayDispatch(id, b.Self()) == nil || b.Registry.MayProve(id, b.Self()) == nil
}

// follow joins and leaves topics as the node's part in projects changes.
func (b *Base) follow() {
	b.Projects.Subscribe(func(id task.ProjectID) {
		if err := b.join(id); err != nil && !errors.Is(err, p2p.ErrClosed) {
			b.Log.Error("joining the project's topics failed", "project", id, "err", err)
		}
	})
}

func (b *Base) join(id task.ProjectID) error {
	if b.Serves(id) {
		return b.P2P.Join(context.Background(), id)
	}
	if err := b.P2P.Leave(id); err != nil && !errors.Is(err, p2p.ErrNotJoined) {
		return err
	}
	return nil
}

// Znodes lists the znodes that may work for the project; none while the registry
// cannot tell.
func (b *Base) Znodes(id task.ProjectID) []task.Znode {
	list, err := b.Registry.Znodes(context.Background(), id)
	if err != nil {
		return nil
	}
	return list
}

// checker implements [project.Checker] by the provers of this node.
type checker struct {
	vm     *vm.Manager
	allows func(*project.Version) error
}

// Check implements [project.Checker].
func (c checker) Check(ctx context.Context, v *project.Version) (task.Digest, error) {
	if c.allows != nil {
		if err := c.allows(v); err != nil {
			return task.Digest{}, fmt.Errorf("version %q: %w", v.Name, err)
		}
	}
	id, err := c.vm.CheckVersion(ctx, v)
	if err != nil && vm.FailureCode(err) == task.FailProgram {
		return id, fmt.Errorf("%w: %w", project.ErrInvalidFile, err)
	}
	return id, err
}
