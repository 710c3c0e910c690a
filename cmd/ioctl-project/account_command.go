package main

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/machinefi/sprout/internal/wallet"
	"github.com/machinefi/sprout/task"
)

func accountCommand() *cli.Command {
	folder := keystoreDirFlag()
	name := &cli.StringFlag{Name: "name", Usage: "call it this `name`; its address by default"}
	return &cli.Command{
		Name: "account", Usage: "keys of accounts that pay",
		Subcommands: []*cli.Command{
			{
				Name: "new", Usage: "make a key", UsageText: "ioctl-project account new --name owner",
				Description: "It is kept in a file that a password opens (Web3 Secret Storage V3). Whoever loses file or password has lost the coins.",
				Flags:       []cli.Flag{folder, name, passwordFlag(), jsonFlag()}, Action: newAccount,
			},
			{
				Name: "import", Usage: "keep a key that you have", ArgsUsage: "[KEYSTORE]",
				UsageText:   "ioctl-project account import --name owner --key-env OWNER_KEY",
				Description: "KEYSTORE is a file of another program, which the same password opens.",
				Flags: []cli.Flag{folder, name, passwordFlag(), jsonFlag(),
					&cli.StringFlag{Name: "key-env", Usage: "instead of a file: the `name` of an environment variable that holds the key in hexadecimal"}},
				Action: importAccount,
			},
			{
				Name: "list", Usage: "list the keys that are kept", UsageText: "ioctl-project account list --json",
				Flags: []cli.Flag{folder, jsonFlag()}, Action: listAccounts,
			},
			{
				Name: "sign", Usage: "sign a text, as wallets do (EIP-191)", ArgsUsage: "[FILE]",
				UsageText:   `ioctl-project account sign --key owner --message "this is mine"`,
				Description: "Shows others that an address is yours. It cannot be used for a transaction.",
				Flags: accountFlags(jsonFlag(),
					&cli.StringFlag{Name: "signer", EnvVars: []string{"SPROUT_SIGNER"}, Usage: "instead of --key: `URL` or socket of a program that signs as clef does"},
					&cli.StringFlag{Name: "from", Usage: "`address` that signs; needed with --signer where that has several"},
					&cli.StringFlag{Name: "message", Aliases: []string{"m"}, Usage: "the `text`, instead of a file of it"}),
				Action: signText,
			},
			accountSendCommand(),
		},
	}
}

// newPassword is the password of a key that is about to be kept: asked for twice where somebody types it.
func newPassword(c *cli.Context) (string, error) {
	_, inEnv := os.LookupEnv(passwordEnv)
	typed := c.String("password-file") == "" && !inEnv && term.IsTerminal(int(os.Stdin.Fd()))
	first, err := password(c, "password-file", "the new key")
	if err != nil || !typed {
		return first, err
	}
	second, err := password(c, "password-file", "the new key, again")
	if err != nil {
		return "", err
	}
	if first != second {
		return "", fmt.Errorf("%w: the two passwords differ", errUsage)
	}
	return first, nil
}

func newAccount(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	key, err := crypto.GenerateKey()
	if err != nil {
		return fmt.Errorf("make key: %w", err)
	}
	pass, err := newPassword(c)
	if err != nil {
		return err
	}
	return keep(c, key, pass)
}

func importAccount(c *cli.Context) error {
	fromEnv := c.String("key-env") != ""
	if fromEnv == c.Args().Present() || c.NArg() > 1 {
		return fmt.Errorf("%w: want one keystore, or --key-env", errUsage)
	}
	if !fromEnv {
		key, err := openKeystore(c, "KEYSTORE", c.Args().First(), "password-file")
		if err != nil {
			return err
		}
		pass, err := password(c, "password-file", c.Args().First())
		if err != nil {
			return err
		}
		return keep(c, key, pass)
	}
	key, err := accountFromEnv("key-env", c.String("key-env"))
	if err != nil {
		return err
	}
	pass, err := newPassword(c)
	if err != nil {
		return err
	}
	return keep(c, key, pass)
}

// keep writes a key into the folder.
func keep(c *cli.Context, key *ecdsa.PrivateKey, pass string) error {
	if pass == "" {
		return task.WithHint(fmt.Errorf("%w: the password is empty", errUsage), "whoever reads the file would have the key")
	}
	folder, err := keyFolder(c)
	if err != nil {
		return err
	}
	e, err := folder.Import(c.String("name"), key, pass)
	if err != nil {
		for _, kind := range []error{wallet.ErrExists, wallet.ErrName, os.ErrExist} {
			if errors.Is(err, kind) {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
		}
		return err
	}
	return show(c, e, func() string {
		return fmt.Sprintf("%s is kept in %s\nuse it with --key %s, or always: ioctl-project config set key %s", e.Address, e.File, e.Name, e.Name)
	})
}

func listAccounts(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	folder, err := keyFolder(c)
	if err != nil {
		return err
	}
	list, err := folder.List()
	if err != nil {
		return err
	}
	return show(c, list, func() string {
		if len(list) == 0 {
			return "no keys are kept; ioctl-project account new makes one"
		}
		var b strings.Builder
		for i, e := range list {
			if i > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%s  %s", e.Address, e.Name)
		}
		return b.String()
	})
}

// signedText is a text and who signed it.
type signedText struct {
	Address   common.Address `json:"address"`
	Message   string         `json:"message"`
	Signature hexutil.Bytes  `json:"signature"`
}

func signText(c *cli.Context) error {
	text := c.String("message")
	if (text == "") != (c.NArg() == 1) {
		return fmt.Errorf("%w: want one file, or --message", errUsage)
	}
	if text == "" {
		b, err := os.ReadFile(c.Args().First())
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		text = string(b)
	}
	s, err := signedBy(c, text)
	if err != nil {
		return err
	}
	return show(c, s, func() string { return fmt.Sprintf("%s signs:\n%s", s.Address, s.Signature) })
}

// signedBy signs a text with the key that is named, or has it signed.
func signedBy(c *cli.Context, text string) (*signedText, error) {
	p, err := openPayer(c)
	if err != nil {
		return nil, err
	}
	defer p.close()
	out := &signedText{Address: common.Address(p.Address()), Message: text}
	if s, ok := p.Signer.(*wallet.Signer); ok {
		out.Signature, err = s.SignText(c.Context, []byte(text))
		return out, err
	}
	key, err := account(c)
	if err != nil {
		return nil, err
	}
	if out.Signature, err = crypto.Sign(accounts.TextHash([]byte(text)), key); err != nil {
		return nil, fmt.Errorf("sign text: %w", err)
	}
	out.Signature[64] += 27
	return out, nil
}
