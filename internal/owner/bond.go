package owner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project"
)

// ErrNoBond says that a key was never registered.
var ErrNoBond = errors.New("key has no bond")

// Bond is what stands surety for a key.
type Bond struct {
	Account common.Address `json:"account"`
	Owner   common.Address `json:"owner"`
	Staked  Amount         `json:"stakedWei"`
	Minimum Amount         `json:"minimumWei"`
	Bonded  bool           `json:"bonded"` // at least the minimum is at stake
	Leaving *Change        `json:"leaving,omitempty"`
	// Ready says whether what is leaving can be withdrawn, by the block that was looked at.
	Ready bool `json:"withdrawable"`
}

// Bond reads a key's bond at a ZnodeStaking or an EnodeBonds.
func (v *View) Bond(ctx context.Context, bonds, account common.Address) (*Bond, error) {
	b := bindings.NewEnodeBonds()
	g := &gather{ctx: ctx, v: v}
	raw := get(g, bonds, b.PackBondOf(account), b.UnpackBondOf)
	minimum := get(g, bonds, b.PackMinimumBond(), b.UnpackMinimumBond)
	bonded := get(g, bonds, b.PackIsBonded(account), b.UnpackIsBonded)
	if g.err != nil {
		return nil, g.err
	}
	if raw.Owner == (common.Address{}) {
		return nil, fmt.Errorf("%w: %s, at contract %s", ErrNoBond, account, bonds)
	}
	out := &Bond{Account: account, Owner: raw.Owner, Staked: Wei(raw.Staked), Minimum: Wei(minimum), Bonded: bonded}
	if out.Leaving = leaving(raw.Leaving, raw.ReleaseAt); out.Leaving != nil {
		out.Ready = v.Until(out.Leaving.At) <= 0
	}
	return out, nil
}

// Znode is what the chain says of a znode.
type Znode struct {
	Bond
	PeerID   string       `json:"peerID"`
	Runtimes []project.VM `json:"runtimes"`
	Projects []Membership `json:"projects"`
	Rewards  Rewards      `json:"rewards"`
	// Incomplete says why the list of projects may lack some, empty if it does not.
	Incomplete string `json:"incomplete,omitempty"`
}

// Membership is one project that a znode serves.
type Membership struct {
	ProjectID uint64 `json:"projectID"`
	State     string `json:"state"` // waiting or serving
	Joined    uint64 `json:"joined"`
	Required  uint64 `json:"required"`
}

// Rewards are what an account has earned and not been paid.
type Rewards struct {
	Account common.Address `json:"account"`
	Fees    Amount         `json:"feesWei"` // of settled tasks
	// Bounties are of evidence against znodes, and for the network's beneficiary of what they lost by it.
	Bounties Amount `json:"bountiesWei"`
	// EnodeBounties are the same of enodes.
	EnodeBounties Amount `json:"enodeBountiesWei"`
}

// Rewards reads what is owed to an account.
func (v *View) Rewards(ctx context.Context, n deploy.Network, account common.Address) (Rewards, error) {
	r, b := bindings.NewProjectRegistry(), bindings.NewEnodeBonds()
	g := &gather{ctx: ctx, v: v}
	fees := get(g, n.ProjectRegistry, r.PackRewardsOf(account), r.UnpackRewardsOf)
	bounties := get(g, n.ZnodeStaking, b.PackClaimable(account), b.UnpackClaimable)
	enodes := get(g, n.EnodeBonds, b.PackClaimable(account), b.UnpackClaimable)
	return Rewards{account, Wei(fees), Wei(bounties), Wei(enodes)}, g.err
}

// Znode reads all that the chain says of the znode that signs as operator.
func (v *View) Znode(ctx context.Context, n deploy.Network, operator common.Address) (*Znode, error) {
	bond, err := v.Bond(ctx, n.ZnodeStaking, operator)
	if err != nil {
		return nil, err
	}
	z := bindings.NewZnodeStaking()
	g := &gather{ctx: ctx, v: v}
	raw := get(g, n.ZnodeStaking, z.PackPeerIdOf(operator), z.UnpackPeerIdOf)
	runtimes := get(g, n.ZnodeStaking, z.PackRuntimesOf(operator), z.UnpackRuntimesOf)
	if g.err != nil {
		return nil, g.err
	}
	out := &Znode{Bond: *bond, Runtimes: project.RuntimeSet(runtimes).Names(), PeerID: fmt.Sprintf("0x%x", raw)}
	if id, err := peer.IDFromBytes(raw); err == nil {
		out.PeerID = id.String()
	}
	if out.Rewards, err = v.Rewards(ctx, n, bond.Owner); err != nil {
		return nil, err
	}
	return out, v.memberships(ctx, n, operator, out)
}

// memberships lists the projects that the znode joined and still is a member of.
func (v *View) memberships(ctx context.Context, n deploy.Network, operator common.Address, out *Znode) error {
	z := bindings.NewZnodeStaking()
	who := common.BytesToHash(operator.Bytes())
	logs, err := v.logs(ctx, n.ZnodeStaking, n.StartBlock, [][]common.Hash{{topic(&bindings.ZnodeStakingMetaData, "Joined")}, nil, {who}})
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		out.Incomplete = err.Error()
	}
	var ids []uint64
	for i := range logs {
		if e, err := z.UnpackJoinedEvent(&logs[i]); err == nil {
			ids = once(ids, e.ProjectId)
		}
	}
	slices.Sort(ids)
	out.Projects = []Membership{}
	g := &gather{ctx: ctx, v: v}
	for _, id := range ids {
		if !slices.Contains(get(g, n.ZnodeStaking, z.PackFleetOf(id), z.UnpackFleetOf), operator) {
			continue
		}
		state := get(g, n.ZnodeStaking, z.PackStateOf(id), z.UnpackStateOf)
		if g.err != nil {
			return g.err
		}
		out.Projects = append(out.Projects, Membership{
			ProjectID: id, State: stateName(state.State), Joined: state.Znodes.Uint64(), Required: state.Required.Uint64(),
		})
	}
	return g.err
}

// Release is when something can be had.
func (c *Change) Release() string { return c.At.Format(time.RFC3339) }
