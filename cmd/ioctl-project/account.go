package main

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/machinefi/sprout/task"
)

// passwordEnv holds the password of a keystore where there is no file of it.
const passwordEnv = "SPROUT_KEYSTORE_PASSWORD"

// A key never stands on the command line, where everybody on the machine can read it.
const keyHint = "--key names a keystore file (ioctl-project devnet and geth account new write some), --key-env a variable with the key in hexadecimal"

// accountFlags name the account that pays.
func accountFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "key", EnvVars: []string{"SPROUT_KEYSTORE"}, Usage: "keystore `file` of the account that pays (Web3 Secret Storage V3)"},
		&cli.StringFlag{Name: "password-file", EnvVars: []string{"SPROUT_PASSWORD_FILE"},
			Usage: "`file` whose first line opens the keystore; otherwise it is taken from $" + passwordEnv + " or asked for"},
		&cli.StringFlag{Name: "key-env", Usage: "instead of --key: the `name` of an environment variable that holds the key in hexadecimal"},
	}, more...)
}

var looksLikeKey = regexp.MustCompile(`^(0x)?[0-9a-fA-F]{64}$`)

// account reads the key of the account that pays. No error quotes what could be a secret.
func account(c *cli.Context) (*ecdsa.PrivateKey, error) {
	if name := c.String("key-env"); name != "" {
		return accountFromEnv(name)
	}
	file := c.String("key")
	switch {
	case file == "":
		return nil, task.WithHint(fmt.Errorf("%w: no account that pays: --key is missing", errUsage), keyHint)
	case looksLikeKey.MatchString(file):
		return nil, task.WithHint(fmt.Errorf("%w: --key wants a file's name, not a key: take that one for known to others", errUsage), keyHint)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w: --key: %w", errUsage, err)
	}
	password, err := password(c, file)
	if err != nil {
		return nil, err
	}
	key, err := keystore.DecryptKey(raw, password)
	if err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: open keystore %s: %w", errUsage, file, err), "is it the right password?")
	}
	return key.PrivateKey, nil
}

func accountFromEnv(name string) (*ecdsa.PrivateKey, error) {
	if looksLikeKey.MatchString(name) {
		return nil, task.WithHint(fmt.Errorf("%w: --key-env wants a variable's name, not a key: take that one for known to others", errUsage), keyHint)
	}
	text, ok := os.LookupEnv(name)
	if !ok {
		return nil, fmt.Errorf("%w: --key-env: variable %s is not set", errUsage, name)
	}
	key, err := crypto.HexToECDSA(strings.TrimPrefix(strings.TrimSpace(text), "0x"))
	if err != nil { // its words may quote the key
		return nil, fmt.Errorf("%w: --key-env: variable %s does not hold 64 hexadecimal digits of a key", errUsage, name)
	}
	return key, nil
}

// password of a keystore: from the file that is named, the environment, or whoever sits before the terminal.
func password(c *cli.Context, keystoreFile string) (string, error) {
	if file := c.String("password-file"); file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%w: --password-file: %w", errUsage, err)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if text, ok := os.LookupEnv(passwordEnv); ok {
		return text, nil
	}
	stdin := int(os.Stdin.Fd())
	if !term.IsTerminal(stdin) {
		return "", task.WithHint(fmt.Errorf("%w: no password for %s, and no terminal to ask for it", errUsage, keystoreFile), "name its file with --password-file")
	}
	fmt.Fprintf(os.Stderr, "password of %s: ", keystoreFile)
	b, err := term.ReadPassword(stdin)
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return "", errors.Join(errUsage, fmt.Errorf("read password: %w", err))
	}
	return string(b), nil
}
