package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/multiformats/go-multiaddr"

	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/telemetry"
)

// Node is what enodes and znodes are told alike.
type Node struct {
	DataDir    string
	LogLevel   string
	LogFormat  string
	OpsAddress string // metrics, health and readiness
	Pprof      string

	ChainEndpoint    string
	ChainID          uint64 // 0 = whatever the endpoint serves
	Confirmations    uint64
	StartBlock       uint64
	ChainPoll        time.Duration
	ContractsFile    string // of a network where znodes stake; in place of ChainID, StartBlock and the three addresses
	ProjectContract  string
	NodeContract     string
	FleetContract    string
	ProjectFileDir   string
	AllowFileURLs    bool
	AllowPrivateURLs bool

	Operator operator.Source

	Listen       []string
	Announce     []string
	Bootstrap    []string
	MDNS         bool
	PrivateAddrs bool
	NAT          bool
	Relay        bool

	IPFSAPI      string // takes files for the node's IPFS; none by default
	IPFSGateways []string
	IPFSCacheMB  uint64
	IPFSKeptMB   uint64

	Proofs   int
	Strict   bool // prove only where the kernel can confine the worker
	MemoryMB uint64
	Cycles   uint64
	Threads  int

	Halo2SRS         string // file of public parameters; none = halo2 receipts are verified and none made
	Halo2Keys        string // folder; empty = one in DataDir
	Halo2KeysMB      uint64
	Halo2AllowUnsafe bool // take public parameters whose secret everybody knows

	ignored [3]string
}

// DefaultNode returns the defaults for a program called name.
func DefaultNode(name string) Node {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = "."
	}
	return Node{
		DataDir: filepath.Join(dir, "sprout", name), LogLevel: "info", LogFormat: "text",
		Confirmations: 1, ChainPoll: 5 * time.Second, Listen: []string{"/ip4/0.0.0.0/tcp/0", "/ip4/0.0.0.0/udp/0/quic-v1"},
		MDNS: true, PrivateAddrs: true, IPFSCacheMB: 1024,
	}
}

// Fields lists the settings.
func (n *Node) Fields() []Field {
	const node, chain, net, prove = "node", "chain and projects", "network", "proving"
	return []Field{
		{Name: "data-dir", Category: node, Usage: "keep everything durable below this `folder`", Value: &n.DataDir},
		{Name: "log-level", OldEnv: []string{"LOG_LEVEL"}, Category: node, Usage: "debug, info, warn, error, or slog's `number`", Value: &n.LogLevel},
		{Name: "log-format", Category: node, Usage: "`text` or json", Value: &n.LogFormat},
		{Name: "ops-address", Category: node, Usage: "serve /metrics, /healthz (which tells the peer id) and /readyz on this `host:port`", Value: &n.OpsAddress},
		{Name: "pprof-address", Category: node, Usage: "serve Go profiles on this loopback `host:port`", Value: &n.Pprof},
		{Name: "operator-keystore", Category: node, Usage: "`file` of the operator's key (Web3 Secret Storage V3)", Value: &n.Operator.KeystoreFile},
		{Name: "operator-password-file", Category: node, Usage: "`file` whose first line opens the keystore", Value: &n.Operator.PasswordFile},
		{Name: "operator-private-key", OldEnv: []string{"OPERATOR_PRIVATE_KEY"}, Category: node, Secret: true, Usage: "operator's key in hexadecimal", Value: &n.Operator.Hex},

		{Name: "chain-endpoint", OldEnv: []string{"CHAIN_ENDPOINT"}, Category: chain, Usage: "RPC `URL` of the chain with the project contracts", Value: &n.ChainEndpoint},
		{Name: "chain-id", OldEnv: []string{"IOTEX_CHAINID"}, Category: chain, Usage: "refuse endpoints of another chain; 0 takes the endpoint's", Value: &n.ChainID},
		{Name: "confirmations", Category: chain, Usage: "blocks that must stand on a transaction or event, its own included", Value: &n.Confirmations},
		{Name: "start-block", Category: chain, Usage: "block the contracts were deployed in, or one before", Value: &n.StartBlock},
		{Name: "chain-poll", Category: chain, Usage: "look for new events this often", Value: &n.ChainPoll},
		{Name: "contracts", Category: chain, Usage: "addresses `file` of a network where znodes stake, as its deployment writes it; in place of chain-id, start-block and the three addresses", Value: &n.ContractsFile},
		{Name: "project-contract", OldEnv: []string{"PROJECT_CONTRACT_ADDRESS"}, Category: chain, Usage: "`address` of ProjectRegistrar", Value: &n.ProjectContract},
		{Name: "node-contract", OldEnv: []string{"ZNODE_CONTRACT_ADDRESS"}, Category: chain, Usage: "`address` of NodeRegistry", Value: &n.NodeContract},
		{Name: "fleet-contract", Category: chain, Usage: "`address` of FleetManager", Value: &n.FleetContract},
		{Name: "project-file-directory", OldEnv: []string{"PROJECT_FILE_DIRECTORY"}, Category: chain, Usage: "`folder` of project files named by project id, which override the contract's", Value: &n.ProjectFileDir},
		{Name: "allow-file-urls", Category: chain, Usage: "read project files from file:// URIs", Value: &n.AllowFileURLs},
		{Name: "allow-private-urls", Category: chain, Usage: "read project files from http(s) hosts with private addresses", Value: &n.AllowPrivateURLs},

		{Name: "listen", Category: net, Usage: "`multiaddrs` to listen on", Value: &n.Listen},
		{Name: "announce", Category: net, Usage: "`multiaddrs` to tell others instead", Value: &n.Announce},
		{Name: "bootstrap", OldEnv: []string{"BOOTNODE_MULTIADDR"}, Category: net, Usage: "`multiaddrs` of peers to know from the start", Value: &n.Bootstrap},
		{Name: "mdns", Category: net, Usage: "find peers on the local network", Value: &n.MDNS},
		{Name: "private-addrs", Category: net, Usage: "tell and use private and loopback addresses", Value: &n.PrivateAddrs},
		{Name: "nat", Category: net, Usage: "use relays, hole punching and port mappings to be reached behind NAT", Value: &n.NAT},
		{Name: "relay", Category: net, Usage: "relay for others behind NAT; for nodes that are publicly reachable", Value: &n.Relay},
		{Name: "ipfs-api", Category: net, Usage: "take files of this machine's programs for IPFS on this loopback `host:port`, as Kubo does on 127.0.0.1:5001", Value: &n.IPFSAPI},
		{Name: "ipfs-gateways", OldEnv: []string{"IPFS_ENDPOINT"}, Category: net, Usage: "trustless gateway `URLs` asked when no peer has a block", Value: &n.IPFSGateways},
		{Name: "ipfs-cache-mb", Category: net, Usage: "most megabytes of fetched blocks kept", Value: &n.IPFSCacheMB},
		{Name: "ipfs-kept-mb", Category: net, Usage: "most megabytes of receipts and files kept; 0 is no limit", Value: &n.IPFSKeptMB},

		{Name: "proofs", Category: prove, Usage: "most proofs at a time; 0 is what cores and memory allow", Value: &n.Proofs},
		{Name: "prover-memory-mb", Category: prove, Usage: "most memory of one proof; 0 is the default", Value: &n.MemoryMB},
		{Name: "prover-cycles", Category: prove, Usage: "most cycles of one task; what needs more is run and not proved. 0 is the default, 64 Mi", Value: &n.Cycles},
		{Name: "require-sandbox", Category: prove, Usage: "refuse to prove where the kernel has no landlock or seccomp", Value: &n.Strict},
		{Name: "halo2-srs", Category: prove, Usage: "`file` of public parameters (powers of tau) for halo2, as ioctl-project srs makes it; nothing is proved with halo2 without", Value: &n.Halo2SRS},
		{Name: "halo2-keys", Category: prove, Usage: "keep halo2's proving keys in this `folder`; by default halo2-keys in data-dir", Value: &n.Halo2Keys},
		{Name: "halo2-keys-mb", Category: prove, Usage: "most megabytes of proving keys kept; 0 is 4096", Value: &n.Halo2KeysMB},
		{Name: "halo2-allow-unsafe-srs", Category: prove, Usage: "accept halo2 parameters and receipts that anybody can forge; only for networks that protect nothing", Value: &n.Halo2AllowUnsafe},
		{Name: "prover-threads", Category: prove, Usage: "threads of one proof; 0 is all cores", Value: &n.Threads},

		// Accepted so that an old environment starts; nothing reads them.
		{Name: "operator-private-key-ed25519", OldEnv: []string{"OPERATOR_PRIVATE_KEY_ED25519"}, Secret: true, Usage: "not used", Value: &n.ignored[0]},
		{Name: "io-id", OldEnv: []string{"IO_ID"}, Secret: true, Usage: "not used", Value: &n.ignored[1]},
		{Name: "runtime-servers", OldEnv: []string{"RISC0_SERVER_ENDPOINT", "HALO2_SERVER_ENDPOINT", "ZKWASM_SERVER_ENDPOINT"}, Secret: true, Usage: "not used: proving is done in worker processes", Value: &n.ignored[2]},
	}
}

// Validate reports everything missing or wrong, joined.
func (n *Node) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	bad(n.DataDir == "", "data-dir is empty")
	bad(n.ChainEndpoint == "", "chain-endpoint is missing")
	if _, err := n.Contracts(); err != nil {
		errs = append(errs, err)
	}
	bad(n.Confirmations == 0, "confirmations is 0, want at least 1")
	bad(len(n.Listen) == 0, "listen is empty")
	for _, list := range []struct {
		name  string
		addrs []string
	}{{"listen", n.Listen}, {"announce", n.Announce}, {"bootstrap", n.Bootstrap}} {
		for _, a := range list.addrs {
			_, err := multiaddr.NewMultiaddr(a)
			bad(err != nil, "%s: %q is no multiaddr such as /ip4/192.0.2.1/tcp/4001", list.name, a)
		}
	}
	if err := (telemetry.LogConfig{Level: n.LogLevel, Format: telemetry.LogFormat(n.LogFormat)}).Validate(); err != nil {
		errs = append(errs, err)
	}
	if n.IPFSAPI != "" {
		errs = append(errs, telemetry.CheckLoopback("ipfs-api", n.IPFSAPI))
	}
	bad(n.Proofs < 0 || n.Threads < 0, "proofs or prover-threads is negative")
	bad(n.Operator.KeystoreFile == "" && n.Operator.Hex == "", "operator-keystore is missing (or OPERATOR_PRIVATE_KEY in the environment)")
	return errors.Join(errs...)
}

// IsDevChain reports whether chains with this id are those of development networks
// (ioctl-project devnet, anvil and hardhat), which protect nothing.
func IsDevChain(chainID uint64) bool { return chainID == 1337 || chainID == 31337 }

// Ignored names the settings that were given and are not used any more.
func (n *Node) Ignored() []string {
	var out []string
	for i, name := range []string{"OPERATOR_PRIVATE_KEY_ED25519", "IO_ID", "RISC0_SERVER_ENDPOINT, HALO2_SERVER_ENDPOINT or ZKWASM_SERVER_ENDPOINT"} {
		if strings.TrimSpace(n.ignored[i]) != "" {
			out = append(out, name)
		}
	}
	return out
}
