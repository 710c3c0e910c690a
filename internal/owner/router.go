package owner

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
)

// VerifierKind is what public values are under a selector, and so how a proof is bound to its task.
type VerifierKind uint8

// String is the kind's name: journal, field or attested.
func (k VerifierKind) String() string {
	switch k {
	case deploy.KindJournal:
		return "journal"
	case deploy.KindField:
		return "field"
	case deploy.KindAttested:
		return "attested"
	default:
		return fmt.Sprintf("kind %d", uint8(k))
	}
}

// MarshalText is [VerifierKind.String].
func (k VerifierKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// ParseVerifierKind reads the name of a kind.
func ParseVerifierKind(name string) (VerifierKind, error) {
	for k := VerifierKind(deploy.KindJournal); k <= deploy.KindAttested; k++ {
		if k.String() == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("%q is none of journal, field, attested", name)
}

// Selector names a verifier in a router: the first four bytes of its proofs. It is written in hexadecimal.
type Selector [4]byte

// String is the selector with 0x before it.
func (s Selector) String() string { return hexutil.Encode(s[:]) }

// MarshalText is [Selector.String].
func (s Selector) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// RouterEntry is one verifier of a router. It can be stopped, and neither replaced nor removed.
type RouterEntry struct {
	Selector Selector       `json:"selector"`
	Kind     VerifierKind   `json:"kind"`
	Verifier common.Address `json:"verifier"`
	Stopped  bool           `json:"stopped"`
}

// Router is what the chain says of a network's router of verifiers.
type Router struct {
	Address common.Address `json:"router"`
	Block   uint64         `json:"block"` // that was looked at
	Owner   common.Address `json:"owner"`
	// PendingOwner was offered the router and has yet to accept it; zero if nobody was.
	PendingOwner common.Address `json:"pendingOwner,omitzero"`
	Guardian     common.Address `json:"guardian,omitzero"` // zero: nobody but the owner stops verifiers
	Verifiers    []RouterEntry  `json:"verifiers"`         // in the order in which they were added
	// Incomplete says why verifiers may be missing in the list, empty if none is.
	Incomplete string `json:"incomplete,omitempty"`
}

// Router reads who governs the network's router, and its verifiers.
func (v *View) Router(ctx context.Context, n deploy.Network) (*Router, error) {
	r, err := v.RouterKeys(ctx, n)
	if err != nil {
		return nil, err
	}
	b := bindings.NewVerifierRouter()
	logs, err := v.logs(ctx, n.VerifierRouter, n.StartBlock, [][]common.Hash{{topic(&bindings.VerifierRouterMetaData, "VerifierAdded")}})
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		r.Incomplete = err.Error()
	}
	for i := range logs {
		e, err := b.UnpackVerifierAddedEvent(&logs[i])
		if err != nil {
			return nil, fmt.Errorf("read events of router %s: %w", n.VerifierRouter, err)
		}
		entry, err := v.RouterEntry(ctx, n, e.Selector)
		if err != nil {
			return nil, err
		}
		r.Verifiers = append(r.Verifiers, entry)
	}
	return r, nil
}

// RouterKeys is [View.Router] without the verifiers.
func (v *View) RouterKeys(ctx context.Context, n deploy.Network) (*Router, error) {
	b, at := bindings.NewVerifierRouter(), n.VerifierRouter
	g := &gather{ctx: ctx, v: v}
	return &Router{
		Address: at, Block: v.Block(), Owner: get(g, at, b.PackOwner(), b.UnpackOwner), PendingOwner: get(g, at, b.PackPendingOwner(), b.UnpackPendingOwner),
		Guardian: get(g, at, b.PackGuardian(), b.UnpackGuardian), Verifiers: []RouterEntry{},
	}, g.err
}

// RouterEntry reads one entry of the network's router. Its kind is zero if there is none.
func (v *View) RouterEntry(ctx context.Context, n deploy.Network, s Selector) (RouterEntry, error) {
	b := bindings.NewVerifierRouter()
	e, err := ask(ctx, v, n.VerifierRouter, b.PackEntries(s), b.UnpackEntries)
	return RouterEntry{Selector: s, Kind: VerifierKind(e.Kind), Verifier: e.Verifier, Stopped: e.Stopped}, err
}
