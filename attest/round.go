package attest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/machinefi/sprout/task"
)

// Faults of answers, counted by their texts.
var (
	errStranger = errors.New("not a member")
	errForged   = errors.New("signature is not the node's over this root")
)

// Signed is one znode's attestation.
type Signed struct {
	Node      task.Address
	Signature task.Signature
}

// Round is one batch's way to its quorum: a state machine without clock or network. Make it with [NewRound].
type Round struct {
	project task.ProjectID
	settler task.Address
	root    task.Digest
	hash    [32]byte
	fleet   Fleet
	signed  map[task.Address]task.Signature
	refused map[task.Address]task.Refusal
}

// NewRound begins the round of the results under root, which settler may settle.
func NewRound(d Domain, id task.ProjectID, settler task.Address, root task.Digest) *Round {
	return &Round{
		project: id, settler: settler, root: root, hash: d.Hash(id, settler, root),
		signed: map[task.Address]task.Signature{}, refused: map[task.Address]task.Refusal{},
	}
}

// SetFleet tells who counts from now on. What those said who have left counts no more.
func (r *Round) SetFleet(f Fleet) {
	r.fleet = f
	gone := func(a task.Address) bool { return !slices.Contains(f.Members, a) }
	maps.DeleteFunc(r.signed, func(a task.Address, _ task.Signature) bool { return gone(a) })
	maps.DeleteFunc(r.refused, func(a task.Address, _ task.Refusal) bool { return gone(a) })
}

// Hear takes an answer to this round's request. An error says that it counts for nothing.
func (r *Round) Hear(a task.Attestation) error {
	if !slices.Contains(r.fleet.Members, a.Node) {
		return fmt.Errorf("answer of %s: %w", a.Node, errStranger)
	}
	if a.Refusal != "" {
		if _, signed := r.signed[a.Node]; !signed {
			r.refused[a.Node] = a.Refusal
		}
		return nil
	}
	signer, err := a.Signature.Recover(r.hash)
	if err != nil || signer != a.Node || a.Project != r.project || a.Settler != r.settler || a.Root != r.root {
		return fmt.Errorf("answer of %s: %w", a.Node, errForged)
	}
	delete(r.refused, a.Node)
	r.signed[a.Node] = a.Signature
	return nil
}

// Quorum returns as many attestations as the project asks for, by ascending address; false while there are too few.
func (r *Round) Quorum() ([]Signed, bool) {
	if r.fleet.Quorum < 1 || len(r.signed) < r.fleet.Quorum {
		return nil, false
	}
	all := make([]Signed, 0, len(r.signed))
	for node, sig := range r.signed {
		all = append(all, Signed{node, sig})
	}
	slices.SortFunc(all, func(x, y Signed) int { return bytes.Compare(x.Node[:], y.Node[:]) })
	return all[:r.fleet.Quorum], true
}

// Hopeless says why no quorum can come together as things stand: too few members, or too many that refuse for good.
func (r *Round) Hopeless() error {
	members, quorum := len(r.fleet.Members), r.fleet.Quorum
	switch {
	case quorum < 1:
		return fmt.Errorf("project %s: %w: its owner has set no quorum", r.project, ErrLacking)
	case members < quorum:
		return fmt.Errorf("project %s: %w: %d, quorum is %d", r.project, ErrLacking, members, quorum)
	case !slices.Contains(r.fleet.Members, r.settler):
		return fmt.Errorf("project %s: %w", r.project, ErrNotMember)
	}
	against := 0
	for _, why := range r.refused {
		if why != task.RefuseBusy && why != task.RefuseUnreachable {
			against++
		}
	}
	if members-against < quorum {
		return fmt.Errorf("project %s: %w: %s", r.project, ErrDisputed, r.standing())
	}
	return nil
}

// standing tells who said what, for people.
func (r *Round) standing() string {
	refusals := make([]string, 0, len(r.refused))
	for node, why := range r.refused {
		refusals = append(refusals, fmt.Sprintf("%s says %s", node, why))
	}
	slices.Sort(refusals)
	said := fmt.Sprintf("%d of %d attested", len(r.signed), r.fleet.Quorum)
	for _, node := range slices.SortedFunc(slices.Values(r.fleet.Members), compareAddresses) {
		_, signed := r.signed[node]
		if _, refused := r.refused[node]; !signed && !refused {
			refusals = append(refusals, node.String()+" is silent")
		}
	}
	return strings.Join(append([]string{said}, refusals...), ", ")
}

func compareAddresses(x, y task.Address) int { return cmp.Compare(x.String(), y.String()) }
