package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"

	"github.com/machinefi/sprout/internal/devnet"
)

// devnetPassword opens the keystores of a devnet, whose keys everybody knows.
const devnetPassword = "devnet"

// access is how others reach a devnet: files in its folder.
type access struct {
	Env      string `json:"env"`          // for shells
	Keys     string `json:"keystores"`    // folder of NAME.json
	Password string `json:"passwordFile"` // opens them all
}

// variables make a devnet what all commands mean, and the owner the account that pays.
func (a *access) variables(n *devnet.Network) [][2]string {
	owner := keystoreFile(a.Keys, "owner")
	return [][2]string{
		{"SPROUT_CHAIN_ENDPOINT", n.ChainURL}, {"SPROUT_CHAIN_ID", strconv.Itoa(devnet.ChainID)},
		{"SPROUT_CONTRACTS", n.ContractsFile}, {"SPROUT_PROJECT_CONTRACT", n.Contracts.ProjectRegistrar.Hex()},
		{"SPROUT_SETTLEMENT", n.Staking.TaskSettlement.Hex()}, {"SPROUT_ROUTER", n.Contracts.Router.Hex()}, {"SPROUT_FLEET", n.Contracts.FleetManager.Hex()},
		{"SPROUT_WS_ENDPOINT", n.EnodeURL}, {"SPROUT_ENODE_ADDRESS", n.EnodeAddress().Hex()}, {"SPROUT_GATEWAY", n.Gateway},
		{"SPROUT_IPFS_ENDPOINT", n.IPFSEndpoint}, {"SPROUT_BOOTSTRAP", n.Bootstrap()},
		{"SPROUT_HALO2_SRS", n.SRS}, {"SPROUT_HALO2_ALLOW_UNSAFE_SRS", "true"},
		{"SPROUT_KEYSTORE", owner}, {"SPROUT_PASSWORD_FILE", a.Password},
		{"ETH_RPC_URL", n.ChainURL}, {"ETH_KEYSTORE", owner}, {"ETH_PASSWORD", a.Password}, // what Foundry reads
	}
}

// writeAccess writes keystores of a devnet's keys, and a file for shells that sets the variables.
func writeAccess(dir string, n *devnet.Network) (access, error) {
	a := access{Env: filepath.Join(dir, "devnet.env"), Keys: filepath.Join(dir, "keys"), Password: filepath.Join(dir, "keys", "password")}
	if err := writeKeystores(a.Keys, n.Keys()); err != nil {
		return access{}, err
	}
	return a, writeEnv(a.Env, a.variables(n))
}

// writeEnv writes variables for shells, which read the file with a dot.
func writeEnv(file string, variables [][2]string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# A development network, for a shell: . %s\n", quoted(file))
	for _, v := range variables {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], quoted(v[1]))
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("write access to devnet: %w", err)
	}
	return nil
}

// writeKeystores writes keys, by name and in hexadecimal, into a folder.
func writeKeystores(dir string, keys map[string]string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("write keystores: %w", err)
	}
	for name, digits := range keys {
		key, err := crypto.HexToECDSA(digits)
		if err != nil {
			return fmt.Errorf("write keystore of %s: %w", name, err)
		}
		id, err := uuid.NewRandom()
		if err != nil {
			return fmt.Errorf("write keystore of %s: %w", name, err)
		}
		k := &keystore.Key{Id: id, Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}
		file, err := keystore.EncryptKey(k, devnetPassword, keystore.LightScryptN, keystore.LightScryptP)
		if err != nil {
			return fmt.Errorf("write keystore of %s: %w", name, err)
		}
		if err := os.WriteFile(keystoreFile(dir, name), append(file, '\n'), 0o600); err != nil {
			return fmt.Errorf("write keystore of %s: %w", name, err)
		}
	}
	return os.WriteFile(filepath.Join(dir, "password"), []byte(devnetPassword+"\n"), 0o600)
}

func keystoreFile(dir, name string) string {
	return filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".json")
}

var plainWord = regexp.MustCompile(`^[\w./:@-]+$`)

// quoted is a word of a shell.
func quoted(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
