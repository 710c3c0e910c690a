package main

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io/fs"
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
const keyHint = "--key names a keystore file, or a key that account list shows (account new makes one); --key-env a variable with the key in hexadecimal"

// accountFlags name the account that pays.
func accountFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "key", EnvVars: []string{"SPROUT_KEYSTORE"},
			Usage: "keystore `file` of the account that pays (Web3 Secret Storage V3), or an address or name that account list shows"},
		passwordFlag(), keystoreDirFlag(),
		&cli.StringFlag{Name: "key-env", Usage: "instead of --key: the `name` of an environment variable that holds the key in hexadecimal"},
	}, more...)
}

func keystoreDirFlag() cli.Flag {
	return &cli.StringFlag{Name: "keystore-dir", EnvVars: []string{"SPROUT_KEYSTORE_DIR"}, Usage: "`folder` of keystore files; sprout/keys beside your settings by default"}
}

func passwordFlag() cli.Flag {
	return &cli.StringFlag{Name: "password-file", EnvVars: []string{"SPROUT_PASSWORD_FILE"},
		Usage: "`file` whose first line opens the keystore; otherwise it is taken from $" + passwordEnv + " or asked for"}
}

var looksLikeKey = regexp.MustCompile(`^(0x)?[0-9a-fA-F]{64}$`)

// account reads the key of the account that pays. No error quotes what could be a secret.
func account(c *cli.Context) (*ecdsa.PrivateKey, error) {
	return keyOf(c, keyFlags{"key", "key-env", "password-file"}, "no account that pays")
}

// keyFlags are the flags that name one key.
type keyFlags struct{ file, env, password string }

// keyOf reads a key; missing says what is not there without it.
func keyOf(c *cli.Context, flags keyFlags, missing string) (*ecdsa.PrivateKey, error) {
	if name := c.String(flags.env); name != "" {
		return accountFromEnv(flags.env, name)
	}
	file := c.String(flags.file)
	switch {
	case file == "":
		return nil, task.WithHint(fmt.Errorf("%w: %s: --%s is missing", errUsage, missing, flags.file), strings.ReplaceAll(keyHint, "--key", "--"+flags.file))
	case looksLikeKey.MatchString(file):
		return nil, task.WithHint(fmt.Errorf("%w: --%s wants a file's name, not a key: take that one for known to others", errUsage, flags.file), keyHint)
	}
	return openKeystore(c, "--"+flags.file, file, flags.password)
}

// openKeystore reads the key in a file, or that of a name or address in the folder of keys. said is what named it.
func openKeystore(c *cli.Context, said, what, passwordFlag string) (*ecdsa.PrivateKey, error) {
	raw, file, err := readKeystore(c, what)
	if err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: %s: %w", errUsage, said, err), "it is a file, or a name or address that account list shows; --keystore-dir says where those are")
	}
	password, err := password(c, passwordFlag, file)
	if err != nil {
		return nil, err
	}
	key, err := keystore.DecryptKey(raw, password)
	if err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: open keystore %s: %w", errUsage, file, err), "is it the right password?")
	}
	return key.PrivateKey, nil
}

// readKeystore reads the file, or the key of that name or address in the folder of keys.
func readKeystore(c *cli.Context, what string) (raw []byte, file string, err error) {
	raw, err = os.ReadFile(what)
	if !errors.Is(err, fs.ErrNotExist) {
		return raw, what, err
	}
	folder, folderErr := keyFolder(c)
	if folderErr != nil {
		return nil, what, err
	}
	e, findErr := folder.Find(what)
	if findErr != nil {
		return nil, what, err
	}
	raw, err = os.ReadFile(e.File)
	return raw, e.File, err
}

func accountFromEnv(flag, name string) (*ecdsa.PrivateKey, error) {
	if looksLikeKey.MatchString(name) {
		return nil, task.WithHint(fmt.Errorf("%w: --%s wants a variable's name, not a key: take that one for known to others", errUsage, flag), keyHint)
	}
	text, ok := os.LookupEnv(name)
	if !ok {
		return nil, fmt.Errorf("%w: --%s: variable %s is not set", errUsage, flag, name)
	}
	key, err := crypto.HexToECDSA(strings.TrimPrefix(strings.TrimSpace(text), "0x"))
	if err != nil { // its words may quote the key
		return nil, fmt.Errorf("%w: --%s: variable %s does not hold 64 hexadecimal digits of a key", errUsage, flag, name)
	}
	return key, nil
}

// password of a keystore: from the file that is named, the environment, or whoever sits before the terminal.
func password(c *cli.Context, flag, keystoreFile string) (string, error) {
	if file := c.String(flag); file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("%w: --%s: %w", errUsage, flag, err)
		}
		line, _, _ := strings.Cut(string(b), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if text, ok := os.LookupEnv(passwordEnv); ok {
		return text, nil
	}
	stdin := int(os.Stdin.Fd())
	if !term.IsTerminal(stdin) {
		return "", task.WithHint(fmt.Errorf("%w: no password for %s, and no terminal to ask for it", errUsage, keystoreFile), "name its file with --"+flag)
	}
	fmt.Fprintf(os.Stderr, "password of %s: ", keystoreFile)
	b, err := term.ReadPassword(stdin)
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return "", errors.Join(errUsage, fmt.Errorf("read password: %w", err))
	}
	return string(b), nil
}
