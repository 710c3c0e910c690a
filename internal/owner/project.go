package owner

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// ErrNoProject says that no project has an id.
var ErrNoProject = errors.New("no such project")

// Project is what the chain says of a project.
type Project struct {
	ProjectID uint64         `json:"projectID"`
	Owner     common.Address `json:"owner"`
	URI       string         `json:"uri"`
	Hash      task.Digest    `json:"hashSha256"`
	Paused    bool           `json:"paused"`
	Operators []string       `json:"operators"`
	// Stakes is nil where the contract is a ProjectRegistrar, on which nobody stakes.
	Stakes *Stakes `json:"stakes,omitempty"`
	// Incomplete says why lists made of events may lack something, empty if they do not.
	Incomplete string `json:"incomplete,omitempty"`
}

// Stakes are what a ProjectRegistry says of a project beyond that.
type Stakes struct {
	Balance Amount  `json:"balanceWei"`
	Fee     Amount  `json:"feeWei"` // of a task, now
	NextFee *Change `json:"nextFee,omitempty"`
	Leaving *Change `json:"leaving,omitempty"` // of the balance, asked back
	// PaysFor is how many more tasks the balance pays for; nil where tasks cost nothing.
	PaysFor  *uint64   `json:"paysFor,omitempty"`
	Enodes   []string  `json:"enodes"`
	Programs []Program `json:"programs"`
	// Attributes is nil before the owner has set them: nobody serves the project then.
	Attributes *Attributes `json:"attributes,omitempty"`
	// State is waiting or serving, or empty where the settlement contract does not say.
	State    string         `json:"state,omitempty"`
	Joined   uint64         `json:"joined"`
	Required uint64         `json:"required"`
	Fleet    []string       `json:"fleet,omitempty"`
	Receiver common.Address `json:"receiver,omitzero"`
	GasLimit uint32         `json:"receiverGas,omitempty"`
}

// Change is an amount that counts from a time on.
type Change struct {
	Amount Amount    `json:"wei"`
	At     time.Time `json:"at"`
}

// Program is one that a project's owner accepted for a version.
type Program struct {
	Version   string      `json:"version"`
	ProgramID task.Digest `json:"programID"`
	Selector  string      `json:"selector"`
	Attested  bool        `json:"attested"` // under the selector of results that znodes attest
}

// Attributes are what a project asks of its znodes.
type Attributes struct {
	Settlement     common.Address `json:"settlement"`
	RequiredZnodes uint           `json:"requiredZnodes"`
	Redundancy     uint           `json:"redundancy"`
	Quorum         uint           `json:"quorum"`
	Runtimes       []project.VM   `json:"runtimes"`
	ProvingTime    Seconds        `json:"provingSeconds"`
	Open           bool           `json:"open"`
}

// Raw is the form in which the contract takes them.
func (a *Attributes) Raw() (bindings.IProjectRegistryAttributes, error) {
	runtimes, err := project.RuntimesOf(a.Runtimes...)
	if err != nil {
		return bindings.IProjectRegistryAttributes{}, err
	}
	for _, limit := range []struct {
		name        string
		value, most uint
	}{{"required znodes", a.RequiredZnodes, 64}, {"redundancy", a.Redundancy, a.RequiredZnodes}, {"quorum", a.Quorum, a.RequiredZnodes}} {
		if limit.value < 1 || limit.value > limit.most {
			return bindings.IProjectRegistryAttributes{}, fmt.Errorf("%s %d is out of range, want 1 to %d", limit.name, limit.value, limit.most)
		}
	}
	if a.ProvingTime < 1 || a.ProvingTime >= 1<<24 {
		return bindings.IProjectRegistryAttributes{}, fmt.Errorf("proving time %s is out of range, want 1s to %s", a.ProvingTime, Seconds(1<<24-1))
	}
	return bindings.IProjectRegistryAttributes{
		Settlement: a.Settlement, RequiredZnodes: uint16(a.RequiredZnodes), Redundancy: uint8(a.Redundancy), Quorum: uint8(a.Quorum),
		Runtimes: uint32(runtimes), ProvingSeconds: new(big.Int).SetUint64(uint64(a.ProvingTime)), Open: a.Open,
	}, nil
}

func attributesOf(raw bindings.IProjectRegistryAttributes) *Attributes {
	if raw.RequiredZnodes == 0 {
		return nil
	}
	return &Attributes{
		Settlement: raw.Settlement, RequiredZnodes: uint(raw.RequiredZnodes), Redundancy: uint(raw.Redundancy), Quorum: uint(raw.Quorum),
		Runtimes: project.RuntimeSet(raw.Runtimes).Names(), ProvingTime: seconds(raw.ProvingSeconds), Open: raw.Open,
	}
}

// IsRegistry tells whether the contract is a ProjectRegistry, which a ProjectRegistrar is not.
func (v *View) IsRegistry(ctx context.Context, projects common.Address) (bool, error) {
	r := bindings.NewProjectRegistry()
	_, err := ask(ctx, v, projects, r.PackWithdrawalDelay(), r.UnpackWithdrawalDelay)
	if err == nil {
		return true, nil
	}
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrNoContract) {
		return false, nil
	}
	return false, err
}

// Attributes reads what a project asks of its znodes; nil if its owner has not said so.
func (v *View) Attributes(ctx context.Context, registry common.Address, id uint64) (*Attributes, error) {
	r := bindings.NewProjectRegistry()
	raw, err := ask(ctx, v, registry, r.PackAttributesOf(id), r.UnpackAttributesOf)
	if err != nil {
		return nil, err
	}
	return attributesOf(raw), nil
}

// Project reads all that the chain says of a project. from is the block before which there are no events of the contract.
func (v *View) Project(ctx context.Context, projects common.Address, id, from uint64) (*Project, error) {
	r := bindings.NewProjectRegistry()
	file, err := ask(ctx, v, projects, r.PackProjects(id), r.UnpackProjects)
	if err != nil {
		return nil, err
	}
	if file.Hash == [32]byte{} {
		return nil, fmt.Errorf("%w: %d, at contract %s", ErrNoProject, id, projects)
	}
	p := &Project{ProjectID: id, URI: file.Uri, Hash: file.Hash, Paused: file.Paused}
	if p.Owner, err = ask(ctx, v, projects, r.PackOwnerOf(new(big.Int).SetUint64(id)), r.UnpackOwnerOf); err != nil {
		return nil, err
	}
	registry, err := v.IsRegistry(ctx, projects)
	if err != nil {
		return nil, err
	}
	if registry {
		p.Stakes = &Stakes{}
		if err := v.stakes(ctx, projects, id, p.Stakes); err != nil {
			return nil, err
		}
	}
	return p, v.lists(ctx, projects, id, from, p)
}

// stakes reads what is not in events.
func (v *View) stakes(ctx context.Context, registry common.Address, id uint64, s *Stakes) error {
	r := bindings.NewProjectRegistry()
	g := &gather{ctx: ctx, v: v}
	funds := get(g, registry, r.PackFundsOf(id), r.UnpackFundsOf)
	fee := get(g, registry, r.PackFeeOf(id), r.UnpackFeeOf)
	raw := get(g, registry, r.PackAttributesOf(id), r.UnpackAttributesOf)
	if g.err != nil {
		return g.err
	}
	s.Balance, s.Fee, s.Attributes = Wei(funds.Balance), Wei(fee), attributesOf(raw)
	if funds.NextFeeAt != 0 && funds.NextFee.Cmp(fee) != 0 {
		s.NextFee = &Change{Wei(funds.NextFee), unix(funds.NextFeeAt)}
	}
	s.Leaving = leaving(funds.Leaving, funds.ReleaseAt)
	s.PaysFor = paysFor(&funds, fee, s.Attributes)
	if s.Attributes == nil {
		return nil
	}
	return v.service(ctx, registry, id, s)
}

// Leaving is what is asked back of a project's balance, nil if nothing is.
func (v *View) Leaving(ctx context.Context, registry common.Address, id uint64) (*Change, error) {
	r := bindings.NewProjectRegistry()
	funds, err := ask(ctx, v, registry, r.PackFundsOf(id), r.UnpackFundsOf)
	if err != nil {
		return nil, err
	}
	return leaving(funds.Leaving, funds.ReleaseAt), nil
}

// paysFor is how many more tasks there are coins for, as nodes see it; nil: for any number.
func paysFor(f *bindings.IProjectFundsFunds, fee *big.Int, a *Attributes) *uint64 {
	var proving time.Duration
	if a != nil {
		proving = time.Duration(a.ProvingTime) * time.Second
	}
	funds := project.Funds{Balance: f.Balance, Leaving: f.Leaving, ReleaseAt: unix(f.ReleaseAt), Fee: fee}
	n, limited := funds.PaysFor(time.Now(), proving)
	if !limited {
		return nil
	}
	return &n
}

func leaving(amount *big.Int, release uint64) *Change {
	if amount.Sign() == 0 {
		return nil
	}
	return &Change{Wei(amount), unix(release)}
}

func unix(seconds uint64) time.Time { return time.Unix(int64(seconds), 0).UTC() }

// service reads who serves the project, as its settlement contract has it. One that is no TaskSettlement says nothing.
func (v *View) service(ctx context.Context, registry common.Address, id uint64, s *Stakes) error {
	s.Required = uint64(s.Attributes.RequiredZnodes)
	n, err := v.Settlement(ctx, s.Attributes.Settlement)
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrNoContract) || err == nil && n.ProjectRegistry != registry {
		return nil
	}
	if err != nil {
		return err
	}
	z, t := bindings.NewZnodeStaking(), bindings.NewTaskSettlement()
	g := &gather{ctx: ctx, v: v}
	state := get(g, n.ZnodeStaking, z.PackStateOf(id), z.UnpackStateOf)
	fleet := get(g, n.ZnodeStaking, z.PackFleetOf(id), z.UnpackFleetOf)
	receiver := get(g, n.TaskSettlement, t.PackReceiverOf(id), t.UnpackReceiverOf)
	if g.err != nil {
		return g.err
	}
	s.State = stateName(state.State)
	s.Joined, s.Required = state.Znodes.Uint64(), state.Required.Uint64()
	for _, operator := range fleet {
		s.Fleet = append(s.Fleet, operator.Hex())
	}
	s.Receiver, s.GasLimit = receiver.Receiver, receiver.GasLimit
	return nil
}

// stateName is a state of IProjectFleet.
func stateName(state uint8) string {
	if state == 1 {
		return "serving"
	}
	return "waiting"
}

func programOf(version string, id [32]byte, selector [4]byte) Program {
	return Program{Version: version, ProgramID: id, Selector: fmt.Sprintf("0x%x", selector), Attested: selector == deploy.AttestedSelector}
}
