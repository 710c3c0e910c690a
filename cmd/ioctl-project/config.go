package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/wallet"
	"github.com/machinefi/sprout/task"
)

// setting is something that is the same in most commands, so that it is said once: config set writes it, and flags of the
// same name have it where neither they nor the environment say otherwise.
type setting struct {
	name  string
	flags []string // that take it, its own name by default
	env   string
	usage string
	// check returns what is kept of a value.
	check func(string) (string, error)
	// global settings are flags of the program, too, before the command.
	global bool
	secret bool // may hold credentials: shown shortened in lists
}

var settings = []setting{
	{name: "endpoint", env: "SPROUT_CHAIN_ENDPOINT", usage: "`URL` of a chain's RPC server", check: chainURL, global: true, secret: true},
	{name: "ws-endpoint", env: "SPROUT_WS_ENDPOINT", usage: "`URL` of the project's enode", check: webURL, global: true},
	{name: "ipfs-endpoint", env: "SPROUT_IPFS_ENDPOINT", usage: "`URL` of Kubo's RPC, or of a node that speaks it", check: ipfsURL, global: true, secret: true},
	{name: "ipfs-gateway", flags: []string{"ipfs-gateway", "gateway"}, env: "SPROUT_GATEWAY", usage: "`URL` of a node that serves /ipfs/{cid}", check: webURL, global: true},
	{name: "contract-address", env: "SPROUT_PROJECT_CONTRACT", usage: "`address` of the projects' contract", check: addressText, global: true},
	{name: "contracts", env: "SPROUT_CONTRACTS", usage: "`file` with the addresses of a network's contracts, as network deploy writes it", check: filepath.Abs},
	{name: "chain-id", env: "SPROUT_CHAIN_ID", usage: "refuse to work on another chain than the one with this `id`", check: chainIDText},
	{name: "key", env: "SPROUT_KEYSTORE", usage: "keystore `file` of the account that pays, or an address or name that account list shows", check: keyName},
	{name: "password-file", env: "SPROUT_PASSWORD_FILE", usage: "`file` whose first line opens the keystore", check: filepath.Abs},
}

func (s *setting) flagNames() []string {
	if s.flags != nil {
		return s.flags
	}
	return []string{s.name}
}

// flag is the setting as a flag of a command.
func (s *setting) flag() cli.Flag {
	return &cli.StringFlag{Name: s.name, EnvVars: []string{s.env}, Usage: s.usage}
}

func settingNamed(name string) (*setting, error) {
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
	if i < 0 {
		var names []string
		for _, s := range settings {
			names = append(names, s.name)
		}
		return nil, task.WithHint(fmt.Errorf("%w: no setting %q", errUsage, name), "there are "+strings.Join(names, ", "))
	}
	return &settings[i], nil
}

// settingFlag is the flag of a setting, for commands that use it.
func settingFlag(name string) cli.Flag {
	s, err := settingNamed(name)
	if err != nil {
		panic(err) // a slip in this program
	}
	return s.flag()
}

func chainURL(text string) (string, error) {
	if strings.HasPrefix(text, "ws://") || strings.HasPrefix(text, "wss://") {
		return text, nil
	}
	return webURL(text)
}

func webURL(text string) (string, error) { return text, checkURL(text) }

// ipfsURL takes what Sprout 0.6 took, too: a host without a scheme.
func ipfsURL(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	return webURL(strings.TrimRight(text, "/"))
}

func addressText(text string) (string, error) {
	if !common.IsHexAddress(text) {
		return "", fmt.Errorf("%q is no address", text)
	}
	return common.HexToAddress(text).Hex(), nil
}

func chainIDText(text string) (string, error) {
	id, err := strconv.ParseUint(text, 10, 64)
	if err != nil || id == 0 {
		return "", fmt.Errorf("%q is no chain id", text)
	}
	return strconv.FormatUint(id, 10), nil
}

func keyName(text string) (string, error) {
	if looksLikeKey.MatchString(text) {
		return "", errors.New("that is a key, not the name of its file: take it for known to others")
	}
	if strings.ContainsRune(text, filepath.Separator) {
		return filepath.Abs(text)
	}
	if _, err := os.Stat(text); err == nil {
		return filepath.Abs(text)
	}
	return text, nil
}

// configFolder is where settings and keys of whoever runs this are.
func configFolder() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the folder of settings: %w", err)
	}
	return filepath.Join(dir, "sprout"), nil
}

func configFile() (string, error) {
	dir, err := configFolder()
	return filepath.Join(dir, "ioctl-project.json"), err
}

func keyFolder(c *cli.Context) (wallet.Folder, error) {
	dir := c.String("keystore-dir")
	if dir == "" {
		folder, err := configFolder()
		if err != nil {
			return wallet.Folder{}, err
		}
		dir = filepath.Join(folder, "keys")
	}
	return wallet.NewFolder(dir), nil
}

// readSettings reads the file of settings; without one there are none.
func readSettings() (map[string]string, error) {
	path, err := configFile()
	if err != nil {
		return nil, nil // no home, no settings
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: read settings: %w", errUsage, err)
	}
	var values map[string]string
	if err := json.Unmarshal(b, &values); err != nil {
		return nil, fmt.Errorf("%w: read settings %s: %w", errUsage, path, err)
	}
	return values, nil
}

// writeSettings writes the file whole or not at all, for its owner's eyes.
func writeSettings(values map[string]string) error {
	path, err := configFile()
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(values, "", "  ")
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".settings-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(b, '\n'))
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	return nil
}

// preset gives all flags of the commands the values that the file of settings has for them. The environment, and what is
// said on the command line, come before it.
func preset(list []*cli.Command, values map[string]string) {
	for i := range settings {
		if value := values[settings[i].name]; value != "" {
			shown := strconv.Quote(settings[i].shown(value))
			eachFlag(list, settings[i].flagNames(), func(f *cli.StringFlag) { f.Value, f.DefaultText = value, shown })
		}
	}
}

// globalFlags are the flags that can stand before the command as well.
func globalFlags() []cli.Flag {
	var flags []cli.Flag
	for i := range settings {
		if s := &settings[i]; s.global {
			flags = append(flags, &cli.StringFlag{Name: s.name, Usage: s.usage})
		}
	}
	return flags
}

// applyGlobals lets a flag before the command count as if it stood behind it: it comes before the environment.
func applyGlobals(c *cli.Context) error {
	for i := range settings {
		s := &settings[i]
		if !s.global || !c.IsSet(s.name) {
			continue
		}
		value := c.String(s.name)
		eachFlag(c.App.Commands, s.flagNames(), func(f *cli.StringFlag) { f.Value, f.EnvVars = value, nil })
	}
	return nil
}

func eachFlag(list []*cli.Command, names []string, do func(*cli.StringFlag)) {
	for c := range commands(list) {
		for _, f := range c.Flags {
			if s, ok := f.(*cli.StringFlag); ok && slices.Contains(names, s.Name) {
				do(s)
			}
		}
	}
}

// shown is a setting's value where others may look over the shoulder.
func (s *setting) shown(value string) string {
	if s.secret && value != "" {
		return chain.Redact(value)
	}
	return value
}
