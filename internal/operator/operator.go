// Package operator holds a node's operator key: the secp256k1 key that signs
// gossip, tasks and transactions. It comes from a keystore file (Web3 Secret
// Storage, version 3) or from the environment, never from a flag, and is never
// logged: its type prints as its address.
package operator

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/task"
)

// ErrNoKey says that no key is configured.
var ErrNoKey = errors.New("no operator key is configured")

// Key signs as the node's operator. It is safe for concurrent use.
type Key struct {
	*task.KeySigner
	key *ecdsa.PrivateKey
}

// Source says where the key is. Exactly one of KeystoreFile and Hex is used, the file first.
type Source struct {
	KeystoreFile string // path of a V3 keystore file
	PasswordFile string // path of a file whose first line is its password
	Hex          string // 64 hexadecimal digits, from OPERATOR_PRIVATE_KEY
}

// Load reads the key.
func Load(s Source) (*Key, error) {
	switch {
	case s.KeystoreFile != "":
		return loadFile(s)
	case s.Hex != "":
		key, err := crypto.HexToECDSA(strings.TrimPrefix(strings.TrimSpace(s.Hex), "0x"))
		if err != nil {
			// The error of the library may quote the input, which is the secret.
			return nil, errors.New("read operator key from the environment: not 64 hexadecimal digits of a valid secp256k1 key")
		}
		return New(key), nil
	default:
		return nil, task.WithHint(ErrNoKey, "set --operator-keystore and --operator-password-file, or OPERATOR_PRIVATE_KEY in the environment")
	}
}

// New wraps a key.
func New(key *ecdsa.PrivateKey) *Key { return &Key{task.NewKeySigner(key), key} }

func loadFile(s Source) (*Key, error) {
	raw, err := os.ReadFile(s.KeystoreFile)
	if err != nil {
		return nil, fmt.Errorf("read operator keystore: %w", err)
	}
	password := ""
	if s.PasswordFile != "" {
		b, err := os.ReadFile(s.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("read operator password file: %w", err)
		}
		password, _, _ = strings.Cut(string(b), "\n")
		password = strings.TrimSuffix(password, "\r")
	}
	k, err := keystore.DecryptKey(raw, password)
	if err != nil {
		return nil, task.WithHint(fmt.Errorf("decrypt operator keystore %s: %w", s.KeystoreFile, err), "is --operator-password-file the right one?")
	}
	return New(k.PrivateKey), nil
}

// SignTx signs tx for the chain with the newest transaction rules.
func (k *Key) SignTx(_ context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error) {
	signed, err := types.SignTx(tx, types.LatestSignerForChainID(chainID), k.key)
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	return signed, nil
}

// String returns the address, so that a key that ends up in a log tells nothing.
func (k Key) String() string { return "operator " + k.Address().String() }

// Format prints String for every verb: %+v, %#v and %x must not print the key either.
func (k Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.String()) }

// LogValue is String, for slog.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText is String, for JSON and YAML.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// String names the source and keeps the key, if it is in it, to itself.
func (s Source) String() string {
	switch {
	case s.KeystoreFile != "":
		return "keystore " + s.KeystoreFile
	case s.Hex != "":
		return "key from the environment"
	default:
		return "no key"
	}
}

// Format prints String for every verb.
func (s Source) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// LogValue is String, for slog.
func (s Source) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String, for JSON and YAML.
func (s Source) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
