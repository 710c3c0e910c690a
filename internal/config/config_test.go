package config_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/config"
)

type settings struct {
	name   string
	on     bool
	n      int
	big    uint64
	wait   time.Duration
	list   []string
	secret string
}

func (s *settings) fields() []config.Field {
	return []config.Field{
		{Name: "name", OldEnv: []string{"OLD_NAME"}, Value: &s.name}, {Name: "on", Value: &s.on}, {Name: "n", Value: &s.n},
		{Name: "big", Value: &s.big}, {Name: "wait", Value: &s.wait}, {Name: "list", Value: &s.list},
		{Name: "secret", OldEnv: []string{"OLD_SECRET"}, Secret: true, Value: &s.secret},
	}
}

func load(t *testing.T, s *settings, args ...string) error {
	t.Helper()
	app := &cli.App{
		Writer: io.Discard, ErrWriter: io.Discard, Flags: config.Flags(s.fields()),
		Action: func(c *cli.Context) error { return config.Load(c, s.fields()) },
	}
	return app.Run(append([]string{"test"}, args...))
}

func yamlFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestFlagBeatsEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	file := yamlFile(t, "name: file\nn: 4\nlist: [a, b]\nwait: 3s\non: true\nbig: 18446744073709551615\n")
	s := &settings{name: "default"}
	require.NoError(t, load(t, s))
	require.Equal(t, "default", s.name)
	require.NoError(t, load(t, s, "--config", file))
	require.Equal(t, settings{name: "file", on: true, n: 4, big: 1<<64 - 1, wait: 3 * time.Second, list: []string{"a", "b"}}, *s)
	t.Setenv("OLD_NAME", "old")
	require.NoError(t, load(t, s, "--config", file))
	require.Equal(t, "old", s.name)
	t.Setenv("SPROUT_NAME", "new")
	require.NoError(t, load(t, s, "--config", file))
	require.Equal(t, "new", s.name)
	require.NoError(t, load(t, s, "--config", file, "--name", "flag", "--list", "x, y,", "--on=false"))
	require.Equal(t, "flag", s.name)
	require.Equal(t, []string{"x", "y"}, s.list)
	require.False(t, s.on)
}

func TestAllFaultsAtOnce(t *testing.T) {
	t.Setenv("SPROUT_BIG", "-1")
	err := load(t, &settings{}, "--config", yamlFile(t, "wait: soon\nunknown: 1\nsecret: abc\n"), "--n", "many")
	require.ErrorIs(t, err, config.ErrInvalid)
	for _, part := range []string{"--n: \"many\"", "SPROUT_BIG", "config key wait", "config key unknown: no such setting", "config key secret: a secret does not belong"} {
		require.ErrorContains(t, err, part)
	}
	require.NotContains(t, err.Error(), "abc")
	require.ErrorIs(t, load(t, &settings{}, "--config", "/nonexistent.yaml"), config.ErrInvalid)
	require.ErrorIs(t, load(t, &settings{}, "--config", yamlFile(t, "{")), config.ErrInvalid)
}

func TestSecretsComeFromTheEnvironmentOnly(t *testing.T) {
	t.Setenv("OLD_SECRET", "s3")
	s := &settings{}
	require.NoError(t, load(t, s))
	require.Equal(t, "s3", s.secret)
	require.Error(t, load(t, s, "--secret", "x"), "there is no such flag")
	for _, f := range config.Flags(s.fields()) {
		require.NotContains(t, f.Names(), "secret")
	}
}

func TestNodeSettings(t *testing.T) {
	n := config.DefaultNode("x")
	err := n.Validate()
	for _, part := range []string{"chain-endpoint is missing", "project-contract is missing", "node-contract is missing", "fleet-contract is missing", "operator-keystore is missing"} {
		require.ErrorContains(t, err, part)
	}
	n.ProjectContract = "0x12"
	require.ErrorContains(t, n.Validate(), `project-contract: "0x12" is no address`)

	for _, address := range []string{":5001", "0.0.0.0:5001", "192.0.2.1:5001", "example.org:5001", "[fe80::1]:5001", "5001"} {
		n.IPFSAPI = address
		require.ErrorContains(t, n.Validate(), "ipfs-api ", address)
	}
	for _, address := range []string{"", "127.0.0.1:5001", "[::1]:5001", "localhost:5001"} {
		n.IPFSAPI = address
		require.NotContains(t, n.Validate().Error(), "ipfs-api", address)
	}

	fields := n.Fields()
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
		require.NotEmpty(t, f.Usage, f.Name)
		require.Regexp(t, "^[a-z0-9]+(-[a-z0-9]+)*$", f.Name)
		require.Equal(t, "SPROUT_"+strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_")), f.Env()[0])
	}
	slices.Sort(names)
	require.Equal(t, names, slices.Compact(slices.Clone(names)), "a flag twice")
	env := config.EnvNames(fields)
	for _, old := range []string{
		"CHAIN_ENDPOINT", "BOOTNODE_MULTIADDR", "IOTEX_CHAINID", "PROJECT_CONTRACT_ADDRESS", "ZNODE_CONTRACT_ADDRESS", "IPFS_ENDPOINT",
		"OPERATOR_PRIVATE_KEY", "OPERATOR_PRIVATE_KEY_ED25519", "PROJECT_FILE_DIRECTORY", "LOG_LEVEL", "RISC0_SERVER_ENDPOINT",
		"HALO2_SERVER_ENDPOINT", "ZKWASM_SERVER_ENDPOINT", "IO_ID",
	} {
		require.Contains(t, env, old)
	}
}

func TestContractsOfANetworkWithStakes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "contracts.json")
	network := deploy.Network{
		ChainID: 4690, StartBlock: 17, ProjectRegistry: common.Address{1}, EnodeBonds: common.Address{2}, ZnodeStaking: common.Address{3},
		VerifierRouter: common.Address{4}, TaskSettlement: common.Address{5},
	}
	require.NoError(t, network.Write(file))
	n := config.DefaultNode("x")
	n.ContractsFile = file
	c, err := n.Contracts()
	require.NoError(t, err)
	require.Equal(t, config.Contracts{
		ChainID: 4690, StartBlock: 17, Projects: common.Address{1}, Bonds: common.Address{2}, Staking: common.Address{3},
		Router: common.Address{4}, Settlement: common.Address{5},
	}, c)
	require.True(t, c.Staked())
	require.Len(t, c.Named(), 5)

	// The same said twice is no contradiction.
	n.ProjectContract, n.ChainID, n.StartBlock = network.ProjectRegistry.String(), 4690, 17
	_, err = n.Contracts()
	require.NoError(t, err)
	n.ProjectContract, n.ChainID, n.StartBlock, n.NodeContract = common.Address{9}.String(), 1, 1, common.Address{8}.String()
	err = n.Validate()
	for _, part := range []string{"project-contract is 0x01", "chain-id is 4690, not 1", "start-block is 17, not 1", "no node-contract"} {
		require.ErrorContains(t, err, part)
	}

	network.ZnodeStaking = common.Address{}
	require.NoError(t, network.Write(file))
	require.ErrorContains(t, n.Validate(), "znodeStaking is missing")
	n.ContractsFile = "/nonexistent.json"
	require.ErrorContains(t, n.Validate(), "nonexistent")
}

func TestContractsWhereNobodyStakes(t *testing.T) {
	n := config.DefaultNode("x")
	n.ProjectContract, n.NodeContract, n.FleetContract = common.Address{1}.String(), common.Address{2}.String(), common.Address{3}.String()
	c, err := n.Contracts()
	require.NoError(t, err)
	require.False(t, c.Staked())
	require.Len(t, c.Named(), 3)
}
