package p2p

import (
	"errors"

	"github.com/libp2p/go-libp2p-pubsub"

	"github.com/machinefi/sprout/task"
)

// Faults of a gossip message beside those of package task. Each has one verdict,
// see [verdictOf].
var (
	errTooLarge   = errors.New("above the size limit of its topic")
	errReplayed   = errors.New("replayed")
	errLongStale  = errors.New("long outside the time window")
	errOrigin     = errors.New("sent on by another peer than its author")
	errWrongTopic = errors.New("on the wrong topic")
	errVersion    = errors.New("format version not known")
	errRate       = errors.New("above its author's rate limit")

	errStranger     = errors.New("from another peer than its author is registered with")
	errLongStranger = errors.New("for long from another peer than its author is registered with")
)

// ErrNotJoined reports a publication for a project that this host did not join.
var ErrNotJoined = errors.New("project not joined")

// ErrClosed reports a call on a host that was closed.
var ErrClosed = errors.New("host is closed")

// reason names a verdict's cause in metrics.
type reason string

const (
	reasonOK        reason = "ok"
	reasonTooLarge  reason = "too_large"
	reasonMalformed reason = "malformed"
	reasonTopic     reason = "wrong_topic"
	reasonOrigin    reason = "origin"
	reasonSignature reason = "bad_signature"
	reasonAllowed   reason = "not_allowed"
	reasonReplay    reason = "replayed"
	reasonLongStale reason = "long_stale"
	reasonStale     reason = "stale"
	reasonChain     reason = "wrong_chain"
	reasonVersion   reason = "version"
	reasonRate      reason = "rate"
	reasonStranger  reason = "other_peer"
	reasonUnknown   reason = "unknown"
)

// verdicts maps every fault that is known to what becomes of the message.
// Reject costs the relaying peer its score, so it stands only where no honest
// peer could have let the message through.
var verdicts = []struct {
	err     error
	verdict pubsub.ValidationResult
	reason  reason
}{
	{errTooLarge, pubsub.ValidationReject, reasonTooLarge},
	{errWrongTopic, pubsub.ValidationReject, reasonTopic},
	{errOrigin, pubsub.ValidationReject, reasonOrigin},
	{errReplayed, pubsub.ValidationReject, reasonReplay},
	{errLongStale, pubsub.ValidationReject, reasonLongStale},
	{task.ErrBadSignature, pubsub.ValidationReject, reasonSignature},
	{task.ErrNotAllowed, pubsub.ValidationReject, reasonAllowed},
	{task.ErrWrongChain, pubsub.ValidationReject, reasonChain},
	{errLongStranger, pubsub.ValidationReject, reasonStranger},
	// Two honest nodes may have read the chain up to different blocks.
	{errStranger, pubsub.ValidationIgnore, reasonStranger},
	// A clock may be wrong, a version new, a burst honest.
	{task.ErrStale, pubsub.ValidationIgnore, reasonStale},
	{errVersion, pubsub.ValidationIgnore, reasonVersion},
	{errRate, pubsub.ValidationIgnore, reasonRate},
	// Last, because the faults above may be wrapped with it.
	{task.ErrMalformed, pubsub.ValidationReject, reasonMalformed},
}

// verdictOf is the one place where faults become verdicts. A fault it does not
// know, such as a registry that cannot answer now, is nobody's fault: ignore.
func verdictOf(err error) (pubsub.ValidationResult, reason) {
	if err == nil {
		return pubsub.ValidationAccept, reasonOK
	}
	for _, v := range verdicts {
		if errors.Is(err, v.err) {
			return v.verdict, v.reason
		}
	}
	return pubsub.ValidationIgnore, reasonUnknown
}
