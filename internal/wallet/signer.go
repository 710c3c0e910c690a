package wallet

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// ErrSigner says that an external signer did not do what it should.
var ErrSigner = errors.New("external signer")

// Signer is another program that keeps keys and speaks the JSON-RPC of go-ethereum's clef. It is safe for concurrent use.
type Signer struct {
	client *rpc.Client
	from   common.Address
}

var _ chain.Signer = (*Signer)(nil)

// DialSigner connects to a signer, http(s), ws(s) or the path of a socket. from is whose key it shall use; zero takes the only
// one it has.
func DialSigner(ctx context.Context, endpoint string, from common.Address) (*Signer, error) {
	dialing, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	client, err := rpc.DialContext(dialing, endpoint)
	if err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: %w", ErrSigner, err), "is clef running, with --http or on this socket?")
	}
	s := &Signer{client, from}
	if from == (common.Address{}) {
		if s.from, err = s.only(ctx); err != nil {
			client.Close()
			return nil, err
		}
	}
	return s, nil
}

// only asks for the one account of the signer; its owner may have to allow that there.
func (s *Signer) only(ctx context.Context) (common.Address, error) {
	var list []common.Address
	if err := s.client.CallContext(ctx, &list, "account_list"); err != nil {
		return common.Address{}, task.WithHint(fmt.Errorf("%w: list its accounts: %w", ErrSigner, err), "name the account with --from")
	}
	if len(list) != 1 {
		return common.Address{}, task.WithHint(fmt.Errorf("%w: it shows %d accounts", ErrSigner, len(list)), "name the account with --from")
	}
	return list[0], nil
}

// Close ends the connection.
func (s *Signer) Close() { s.client.Close() }

// Address implements [chain.Signer].
func (s *Signer) Address() task.Address { return task.Address(s.from) }

// sendArgs is a transaction as clef takes it.
type sendArgs struct {
	From    common.Address  `json:"from"`
	To      *common.Address `json:"to"`
	Gas     hexutil.Uint64  `json:"gas"`
	Price   *hexutil.Big    `json:"gasPrice,omitempty"`
	FeeCap  *hexutil.Big    `json:"maxFeePerGas,omitempty"`
	Tip     *hexutil.Big    `json:"maxPriorityFeePerGas,omitempty"`
	Value   *hexutil.Big    `json:"value"`
	Nonce   hexutil.Uint64  `json:"nonce"`
	Input   hexutil.Bytes   `json:"input"`
	ChainID *hexutil.Big    `json:"chainId"`
}

// SignTx implements [chain.Signer]. What comes back must be the same transaction, signed by the right key: clef lets its
// owner change one.
func (s *Signer) SignTx(ctx context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error) {
	args := sendArgs{
		From: s.from, To: tx.To(), Gas: hexutil.Uint64(tx.Gas()), Value: (*hexutil.Big)(tx.Value()), Nonce: hexutil.Uint64(tx.Nonce()),
		Input: tx.Data(), ChainID: (*hexutil.Big)(chainID),
	}
	if tx.Type() == types.LegacyTxType {
		args.Price = (*hexutil.Big)(tx.GasPrice())
	} else {
		args.FeeCap, args.Tip = (*hexutil.Big)(tx.GasFeeCap()), (*hexutil.Big)(tx.GasTipCap())
	}
	var out struct {
		Raw hexutil.Bytes `json:"raw"`
	}
	if err := s.client.CallContext(ctx, &out, "account_signTransaction", args); err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: sign transaction: %w", ErrSigner, err), "was it allowed there?")
	}
	signed := new(types.Transaction)
	if err := signed.UnmarshalBinary(out.Raw); err != nil {
		return nil, fmt.Errorf("%w: read signed transaction: %w", ErrSigner, err)
	}
	signer := types.LatestSignerForChainID(chainID)
	if signer.Hash(signed) != signer.Hash(tx) {
		return nil, task.WithHint(fmt.Errorf("%w: it signed another transaction", ErrSigner), "do not change what it is asked to sign")
	}
	if from, err := types.Sender(signer, signed); err != nil || from != s.from {
		return nil, fmt.Errorf("%w: it signed with another key than that of %s", ErrSigner, s.from)
	}
	return signed, nil
}

// SignText signs a text as wallets do (EIP-191), and returns 65 bytes with v 27 or 28.
func (s *Signer) SignText(ctx context.Context, text []byte) ([]byte, error) {
	var out hexutil.Bytes
	if err := s.client.CallContext(ctx, &out, "account_signData", "text/plain", s.from, hexutil.Encode(text)); err != nil {
		return nil, task.WithHint(fmt.Errorf("%w: sign text: %w", ErrSigner, err), "was it allowed there?")
	}
	if len(out) != crypto.SignatureLength || out[64] < 27 {
		return nil, fmt.Errorf("%w: it answers with no signature", ErrSigner)
	}
	plain := slices.Clone(out)
	plain[64] -= 27
	key, err := crypto.SigToPub(accounts.TextHash(text), plain)
	if err != nil || crypto.PubkeyToAddress(*key) != s.from {
		return nil, fmt.Errorf("%w: it signed another text, or with another key than that of %s", ErrSigner, s.from)
	}
	return out, nil
}
