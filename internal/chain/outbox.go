package chain

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// Call is what an intent wants to happen on the chain.
type Call struct {
	To     common.Address
	Data   []byte
	Value  *hexutil.Big `json:",omitempty"` // wei; nil = 0
	Create bool         `json:",omitempty"` // Data makes a contract; To is not looked at
	Most   *hexutil.Big `json:",omitempty"` // wei that it may cost as it is first sent, below the operator's limit; nil = that limit. Raises go up to the operator's
}

// to is whom a transaction names; nobody where it makes a contract.
func (c *Call) to() *common.Address {
	if c.Create {
		return nil
	}
	to := c.To
	return &to
}

// Intent is one transaction that shall be mined at most once. ID is chosen by the
// caller and names what it is for; asking twice with one ID is asking once.
type Intent struct {
	ID      string
	Chain   uint64
	From    common.Address
	Call    Call
	Nonce   uint64
	Gas     uint64
	Signed  []hexutil.Bytes // every version broadcast, raw, the last with the highest fee
	Hashes  []common.Hash   // of Signed
	Made    time.Time
	Done    bool        // mined and confirmed, or its nonce was used by another transaction
	Mined   common.Hash // set with Done if it was one of Hashes
	Success bool        // the receipt's status
}

// void reports that the intent ended without having happened.
func (in *Intent) void() bool { return in.Done && in.Mined == common.Hash{} }

// Outbox is the durable memory of a [Sender]. It is safe for concurrent use.
type Outbox interface {
	// Intent returns the intent with the id; false if there is none.
	Intent(ctx context.Context, id string) (Intent, bool, error)
	// SaveIntent writes the intent, durable on return.
	SaveIntent(ctx context.Context, in Intent) error
	// OpenIntents lists the intents of a key on a chain that are not Done, by nonce.
	OpenIntents(ctx context.Context, chain uint64, from common.Address) ([]Intent, error)
}
