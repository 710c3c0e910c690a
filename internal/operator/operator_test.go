package operator_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/task"
)

const digits = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func keystoreFile(t *testing.T, password string) string {
	t.Helper()
	key, err := crypto.HexToECDSA(digits)
	require.NoError(t, err)
	id, err := uuid.NewRandom()
	require.NoError(t, err)
	doc, err := keystore.EncryptKey(&keystore.Key{Id: id, Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key},
		password, keystore.LightScryptN, keystore.LightScryptP)
	require.NoError(t, err)
	return write(t, "key.json", string(doc))
}

func address(t *testing.T) task.Address {
	t.Helper()
	key, err := crypto.HexToECDSA(digits)
	require.NoError(t, err)
	return task.Address(crypto.PubkeyToAddress(key.PublicKey))
}

func TestKeyFromKeystore(t *testing.T) {
	file := keystoreFile(t, "open sesame")
	for _, line := range []string{"open sesame", "open sesame\n", "open sesame\r\nnotes\n"} {
		k, err := operator.Load(operator.Source{KeystoreFile: file, PasswordFile: write(t, "pw", line), Hex: "ignored"})
		require.NoError(t, err)
		require.Equal(t, address(t), k.Address())
	}
	_, err := operator.Load(operator.Source{KeystoreFile: file, PasswordFile: write(t, "pw", "hunter2")})
	require.ErrorIs(t, err, keystore.ErrDecrypt)
	require.Contains(t, task.Hint(err), "--operator-password-file")
	require.NotContains(t, err.Error(), "hunter2")

	_, err = operator.Load(operator.Source{KeystoreFile: file + ".gone"})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = operator.Load(operator.Source{KeystoreFile: file, PasswordFile: file + ".gone"})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = operator.Load(operator.Source{KeystoreFile: write(t, "x", digits)})
	require.Error(t, err)
	require.NotContains(t, err.Error(), digits[:8], "a raw key taken for a keystore")
}

func TestKeyFromEnvironment(t *testing.T) {
	for _, text := range []string{digits, "0x" + digits, " " + digits + "\n"} {
		k, err := operator.Load(operator.Source{Hex: text})
		require.NoError(t, err)
		require.Equal(t, address(t), k.Address())
	}
	for _, text := range []string{digits[:63], digits + "0", digits[:63] + "z", "zz", "0x", digits[:31] + "\x00" + digits[32:]} {
		_, err := operator.Load(operator.Source{Hex: text})
		require.Error(t, err)
		require.NotContains(t, err.Error(), digits[:8])
	}
	_, err := operator.Load(operator.Source{})
	require.ErrorIs(t, err, operator.ErrNoKey)
	require.NotEmpty(t, task.Hint(err))
}

// TestNothingPrintsTheKey tries every way a value usually ends up in a log.
func TestNothingPrintsTheKey(t *testing.T) {
	source := operator.Source{Hex: digits}
	k, err := operator.Load(source)
	require.NoError(t, err)
	raw, err := hex.DecodeString(digits)
	require.NoError(t, err)
	number := new(big.Int).SetBytes(raw)
	wrapped := struct {
		Key    *operator.Key
		Value  operator.Key
		Source operator.Source
	}{k, *k, source}

	var out bytes.Buffer
	for _, v := range []any{k, *k, &k, source, &source, wrapped, &wrapped, []any{k, source}, map[string]any{"k": *k, "s": source}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o", "%b"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			slog.New(h).Info("started", "value", v)
		}
		doc, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(doc)
		doc, err = yaml.Marshal(v)
		require.NoError(t, err)
		out.Write(doc)
	}
	text := bytes.ToLower(out.Bytes())
	require.Contains(t, string(text), address(t).String()[2:])
	for _, form := range []string{digits, digits[:16], digits[48:], number.String(), number.Text(8), number.Text(2), fmt.Sprint(raw)[1:40], hex.EncodeToString([]byte(digits))} {
		require.NotContains(t, string(text), form)
	}
}

func TestSignTx(t *testing.T) {
	k, err := operator.Load(operator.Source{Hex: digits})
	require.NoError(t, err)
	chain := big.NewInt(4690)
	for _, inner := range []types.TxData{&types.LegacyTx{Nonce: 1}, &types.DynamicFeeTx{ChainID: chain, Nonce: 1}} {
		signed, err := k.SignTx(t.Context(), types.NewTx(inner), chain)
		require.NoError(t, err)
		from, err := types.Sender(types.LatestSignerForChainID(chain), signed)
		require.NoError(t, err)
		require.Equal(t, k.Address(), task.Address(from))
		require.Equal(t, chain, signed.ChainId())
	}
	_, err = k.SignTx(t.Context(), types.NewTx(&types.DynamicFeeTx{ChainID: chain}), big.NewInt(1))
	require.Error(t, err)
}
