package task

import (
	"encoding/binary"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
)

// Announcement offers a task to the project's znodes. Attempt counts from 0;
// znodes of rank below redundancy + Attempt take it.
type Announcement struct {
	Task    Verified
	Attempt uint32
	// Provider is the libp2p peer id (text form) that serves the task body.
	Provider string
}

// FailureCode decides what happens after a failure.
type FailureCode string

// The failure codes.
const (
	FailGuest    FailureCode = "guest"    // the program itself faulted on this input
	FailLimit    FailureCode = "limit"    // cycles, memory, wall time or journal above the project's limit
	FailProgram  FailureCode = "program"  // project file or program not servable here
	FailNode     FailureCode = "node"     // this znode's trouble: another one may do better
	FailOutput   FailureCode = "output"   // the result was proved but could not be delivered
	FailRejected FailureCode = "rejected" // the receiving contract refused the result
)

// Lasting reports whether another try, on whatever znode, should end the same way.
func (c FailureCode) Lasting() bool {
	return c == FailGuest || c == FailLimit || c == FailProgram || c == FailRejected
}

// Failure says why a znode gave a task up.
type Failure struct {
	Node   Address
	Code   FailureCode
	Reason string
}

// Progress is how far a proof has come.
type Progress struct {
	Stage string // "fetch", "execute", "prove", "verify", "turn", "output"
	Done  uint64
	Total uint64
	// Note is for people: why a delivery that is tried again could not be made the last time.
	Note string
}

// OutputRef says where a result went.
type OutputRef struct {
	Type   string // "ethereumContract", "webhook", …
	Result string // transaction hash, or what the output answered
	Gas    uint64 // gas used, of a transaction with several tasks this one's share; 0 where it does not apply
	// Note is for people: what did not go as it should although the result is delivered.
	Note string
}

// Status is a znode's report on a task, about one state change or progress.
type Status struct {
	Key      Key
	Digest   Digest
	Attempt  uint32
	State    State // proving, proved, outputted or failed
	Node     Address
	At       time.Time
	Progress Progress
	Receipt  *ReceiptRef // with proved and outputted
	Output   *OutputRef  // with outputted
	Failure  *Failure    // with failed
	Provider string      // libp2p peer id that serves the receipt
}

// Record is an enode's durable knowledge about one of its tasks.
type Record struct {
	Header     Header
	Signature  Signature // zero until the first dispatch
	State      State
	Attempt    uint32
	AttemptAt  time.Time // when the attempt was announced first
	HeardAt    time.Time // last status of an assigned znode in this attempt, zero if none
	Worker     Address   // the znode last heard proving
	Receipt    *ReceiptRef
	Output     *OutputRef
	Failures   []Failure // at most one per znode
	Done       bool      // nothing more happens: failed, settled, or outputted where the output cannot settle
	Revision   uint64    // grows with every save; a save with an old one is refused
	ModifiedAt time.Time
}

// GossipHash is what a node signs for a gossip message: keccak256 over a domain,
// chain id, topic, time and payload, so that no message can be replayed on
// another chain, another topic or at another time.
func GossipHash(chainID uint64, topic string, issuedAt time.Time, payload []byte) [32]byte {
	d := domain("sprout/gossip/v1")
	b := binary.BigEndian.AppendUint64(d[:], chainID)
	b = appendStr16(b, topic)
	b = binary.BigEndian.AppendUint64(b, millis(issuedAt))
	return crypto.Keccak256Hash(b, payload)
}
