// Package wallettest holds a program that signs as go-ethereum's clef does, with a key that tests know.
package wallettest

import (
	"crypto/ecdsa"
	"errors"
	"math/big"
	"net/http"
	"sync/atomic"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
)

// Signer serves clef's JSON-RPC, whose words and forms are those of go-ethereum's own client of it.
type Signer struct {
	Key *ecdsa.PrivateKey
	// Denies makes it answer as clef does when its owner does not allow something.
	Denies atomic.Bool
	// Changes makes it sign a transaction other than the one it is asked to, as clef's owner can.
	Changes atomic.Bool
}

// Handler serves it over HTTP.
func (s *Signer) Handler() (http.Handler, error) {
	server := rpc.NewServer()
	return server, server.RegisterName("account", &api{s})
}

type api struct{ s *Signer }

var errDenied = errors.New("request denied")

// Version is asked for by go-ethereum's client when it connects.
func (a *api) Version() string { return "6.1.0" }

// List lists the accounts.
func (a *api) List() ([]common.Address, error) {
	if a.s.Denies.Load() {
		return nil, errDenied
	}
	return []common.Address{crypto.PubkeyToAddress(a.s.Key.PublicKey)}, nil
}

// SignedTransaction is clef's answer.
type SignedTransaction struct {
	Raw hexutil.Bytes      `json:"raw"`
	Tx  *types.Transaction `json:"tx"`
}

// SignTransaction signs one.
func (a *api) SignTransaction(args apitypes.SendTxArgs, _ *string) (*SignedTransaction, error) {
	if a.s.Denies.Load() {
		return nil, errDenied
	}
	if a.s.Changes.Load() {
		args.Value = hexutil.Big(*big.NewInt(1))
	}
	unsigned, err := args.ToTransaction()
	if err != nil {
		return nil, err
	}
	tx, err := types.SignTx(unsigned, types.LatestSignerForChainID(args.ChainID.ToInt()), a.s.Key)
	if err != nil {
		return nil, err
	}
	raw, err := tx.MarshalBinary()
	return &SignedTransaction{raw, tx}, err
}

// SignData signs a text.
func (a *api) SignData(contentType string, _ common.MixedcaseAddress, data hexutil.Bytes) (hexutil.Bytes, error) {
	if a.s.Denies.Load() || contentType != accounts.MimetypeTextPlain {
		return nil, errDenied
	}
	sig, err := crypto.Sign(accounts.TextHash(data), a.s.Key)
	if err == nil {
		sig[64] += 27
	}
	return sig, err
}
