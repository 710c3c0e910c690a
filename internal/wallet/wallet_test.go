package wallet_test

import (
	"math/big"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/accounts/external"
	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/wallet"
	"github.com/machinefi/sprout/internal/wallet/wallettest"
	"github.com/machinefi/sprout/task"
)

func TestKeysAreKeptAndFound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	f := wallet.NewFolder(dir)
	list, err := f.List()
	require.NoError(t, err)
	require.Empty(t, list)

	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	address := crypto.PubkeyToAddress(key.PublicKey)
	e, err := f.Import("owner", key, "open sesame")
	require.NoError(t, err)
	require.Equal(t, address, e.Address)
	info, err := os.Stat(e.File)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	b, err := os.ReadFile(e.File)
	require.NoError(t, err)
	back, err := keystore.DecryptKey(b, "open sesame")
	require.NoError(t, err)
	require.True(t, key.Equal(back.PrivateKey))

	require.NoError(t, os.WriteFile(filepath.Join(dir, "password"), []byte("open sesame"), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder"), 0o700))
	for _, what := range []string{"owner", address.Hex(), "0x" + address.Hex()[2:]} {
		found, err := f.Find(what)
		require.NoError(t, err)
		require.Equal(t, e, found)
	}
	list, err = f.List()
	require.NoError(t, err)
	require.Equal(t, []wallet.Entry{e}, list)

	_, err = f.Find("nobody")
	require.ErrorIs(t, err, wallet.ErrNotFound)
	_, err = f.Import("again", key, "open sesame")
	require.ErrorIs(t, err, wallet.ErrExists)
	other, err := crypto.GenerateKey()
	require.NoError(t, err)
	_, err = f.Import("../owner", other, "x")
	require.ErrorIs(t, err, wallet.ErrName)
	_, err = f.Import("owner", other, "x")
	require.ErrorIs(t, err, wallet.ErrExists, "the old key stays")
	list, err = f.List()
	require.NoError(t, err)
	require.Len(t, list, 1)
}

func signer(t *testing.T) (*wallettest.Signer, string) {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	s := &wallettest.Signer{Key: key}
	h, err := s.Handler()
	require.NoError(t, err)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return s, server.URL
}

// go-ethereum's own client of clef and this one get the same from the same signer.
func TestAnExternalSignerIsAskedAsClefIs(t *testing.T) {
	s, url := signer(t)
	address := crypto.PubkeyToAddress(s.Key.PublicKey)
	theirs, err := external.NewExternalSigner(url)
	require.NoError(t, err)
	ours, err := wallet.DialSigner(t.Context(), url, common.Address{})
	require.NoError(t, err)
	t.Cleanup(ours.Close)
	require.Equal(t, address, common.Address(ours.Address()))

	chain, to := big.NewInt(4690), common.Address{7}
	for _, data := range []types.TxData{
		&types.LegacyTx{Nonce: 3, GasPrice: big.NewInt(5), Gas: 21000, To: &to, Value: big.NewInt(9), Data: []byte("call")},
		&types.DynamicFeeTx{ChainID: chain, Nonce: 3, GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(5), Gas: 21000, To: &to, Value: big.NewInt(9), Data: []byte("call")},
	} {
		want, err := theirs.SignTx(accounts.Account{Address: address}, types.NewTx(data), chain)
		require.NoError(t, err)
		got, err := ours.SignTx(t.Context(), types.NewTx(data), chain)
		require.NoError(t, err)
		require.Equal(t, want.Hash(), got.Hash())
	}
	want, err := theirs.SignText(accounts.Account{Address: address}, []byte("a text"))
	require.NoError(t, err)
	got, err := ours.SignText(t.Context(), []byte("a text"))
	require.NoError(t, err)
	got[64] -= 27
	require.Equal(t, want, got)
}

func TestAnExternalSignerIsNotBelieved(t *testing.T) {
	s, url := signer(t)
	to := common.Address{7}
	tx := types.NewTx(&types.LegacyTx{GasPrice: big.NewInt(5), Gas: 21000, To: &to})
	ours, err := wallet.DialSigner(t.Context(), url, common.Address{})
	require.NoError(t, err)
	t.Cleanup(ours.Close)

	s.Changes.Store(true)
	_, err = ours.SignTx(t.Context(), tx, big.NewInt(1))
	require.ErrorIs(t, err, wallet.ErrSigner)
	require.ErrorContains(t, err, "another transaction")
	s.Changes.Store(false)
	other, err := wallet.DialSigner(t.Context(), url, to)
	require.NoError(t, err)
	t.Cleanup(other.Close)
	_, err = other.SignTx(t.Context(), tx, big.NewInt(1))
	require.ErrorContains(t, err, "another key")
	_, err = other.SignText(t.Context(), []byte("a text"))
	require.ErrorContains(t, err, "another key")

	s.Denies.Store(true)
	_, err = ours.SignTx(t.Context(), tx, big.NewInt(1))
	require.ErrorContains(t, err, "denied")
	require.NotEmpty(t, task.Hint(err))
	_, err = ours.SignText(t.Context(), []byte("a text"))
	require.ErrorIs(t, err, wallet.ErrSigner)
	_, err = wallet.DialSigner(t.Context(), url, common.Address{})
	require.ErrorContains(t, err, "list its accounts")
	_, err = wallet.DialSigner(t.Context(), "ftp://nowhere", common.Address{})
	require.ErrorIs(t, err, wallet.ErrSigner)
}
