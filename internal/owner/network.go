package owner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/ethclient/gethclient"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
)

// ErrNoContract says that at an address there is nothing, or nothing that answers as it should.
var ErrNoContract = errors.New("no such contract there")

// View reads contracts, all of one block.
type View struct {
	client *ethclient.Client
	block  *big.Int
	time   time.Time // the block's
}

// Look makes a view of the newest block.
func Look(ctx context.Context, client *ethclient.Client) (*View, error) {
	head, err := client.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read head of chain: %w", err)
	}
	return &View{client, head.Number, unix(head.Time)}, nil
}

// Block is the number of the block that is looked at.
func (v *View) Block() uint64 { return v.block.Uint64() }

// Until is how long it is until t by the clock that contracts go by; it is not positive once t is reached.
func (v *View) Until(t time.Time) time.Duration { return t.Sub(v.time) }

// ask calls a contract's view function.
func ask[T any](ctx context.Context, v *View, to common.Address, data []byte, unpack func([]byte) (T, error)) (T, error) {
	var none T
	out, err := v.client.CallContract(ctx, ethereum.CallMsg{To: &to, Data: data}, v.block)
	if err != nil {
		return none, Explain(fmt.Errorf("ask contract %s: %w", to, err), common.Address{})
	}
	got, err := unpack(out)
	if err != nil {
		return none, fmt.Errorf("ask contract %s: %w: %w", to, ErrNoContract, err)
	}
	return got, nil
}

// gather asks several things of one contract and keeps the first error.
type gather struct {
	ctx context.Context
	v   *View
	err error
}

func get[T any](g *gather, to common.Address, data []byte, unpack func([]byte) (T, error)) T {
	var none T
	if g.err != nil {
		return none
	}
	got, err := ask(g.ctx, g.v, to, data, unpack)
	g.err = err
	return got
}

// Terms are what a network with stakes was deployed with, read back from its contracts.
type Terms struct {
	WithdrawalDelay  Seconds        `json:"withdrawalDelaySeconds"`
	ZnodeBond        Amount         `json:"znodeBondWei"`
	EnodeBond        Amount         `json:"enodeBondWei"`
	UnbondingDelay   Seconds        `json:"unbondingDelaySeconds"` // of znodes
	EnodeUnbonding   Seconds        `json:"enodeUnbondingDelaySeconds"`
	Beneficiary      common.Address `json:"beneficiary"`
	EnodeBeneficiary common.Address `json:"enodeBeneficiary"`
	Owner            common.Address `json:"routerOwner"`
	Guardian         common.Address `json:"routerGuardian"`
	Projects         uint64         `json:"projects"`
	// Attested says whether results that znodes attest are accepted, which selector [deploy.AttestedSelector] names.
	Attested bool `json:"attestedResults"`
}

// Seconds is a length of time, in whole seconds as JSON.
type Seconds uint64

// String is the length of time for people.
func (s Seconds) String() string { return (time.Duration(s) * time.Second).String() }

func seconds(n *big.Int) Seconds {
	if n == nil || !n.IsUint64() {
		return 0
	}
	return Seconds(n.Uint64())
}

// Terms reads what the contracts were deployed with.
func (v *View) Terms(ctx context.Context, n deploy.Network) (Terms, error) {
	reg, bonds, staking, router := bindings.NewProjectRegistry(), bindings.NewEnodeBonds(), bindings.NewZnodeStaking(), bindings.NewVerifierRouter()
	g := &gather{ctx: ctx, v: v}
	t := Terms{
		WithdrawalDelay:  seconds(get(g, n.ProjectRegistry, reg.PackWithdrawalDelay(), reg.UnpackWithdrawalDelay)),
		Projects:         get(g, n.ProjectRegistry, reg.PackProjectCount(), reg.UnpackProjectCount),
		ZnodeBond:        Wei(get(g, n.ZnodeStaking, staking.PackMinimumBond(), staking.UnpackMinimumBond)),
		UnbondingDelay:   seconds(get(g, n.ZnodeStaking, staking.PackUnbondingDelay(), staking.UnpackUnbondingDelay)),
		Beneficiary:      get(g, n.ZnodeStaking, staking.PackSlashBeneficiary(), staking.UnpackSlashBeneficiary),
		EnodeBond:        Wei(get(g, n.EnodeBonds, bonds.PackMinimumBond(), bonds.UnpackMinimumBond)),
		EnodeUnbonding:   seconds(get(g, n.EnodeBonds, bonds.PackUnbondingDelay(), bonds.UnpackUnbondingDelay)),
		EnodeBeneficiary: get(g, n.EnodeBonds, bonds.PackSlashBeneficiary(), bonds.UnpackSlashBeneficiary),
		Owner:            get(g, n.VerifierRouter, router.PackOwner(), router.UnpackOwner),
		Guardian:         get(g, n.VerifierRouter, router.PackGuardian(), router.UnpackGuardian),
	}
	attested := get(g, n.VerifierRouter, router.PackEntries(deploy.AttestedSelector), router.UnpackEntries)
	t.Attested = attested.Verifier == n.ZnodeStaking && attested.Kind == deploy.KindAttested && !attested.Stopped
	return t, g.err
}

// ContractCode is what is at a contract's address, beside what this program would have put there.
type ContractCode struct {
	Name    string         `json:"name"`
	Address common.Address `json:"address"`
	Hash    common.Hash    `json:"codeHash"`       // keccak256 of what is there
	None    bool           `json:"none,omitempty"` // nothing is there
	// Same says whether it is the very contract this program knows, arguments of its constructor included.
	Same bool `json:"same"`
	// Unknown is why that could not be found out, empty if it could.
	Unknown string `json:"unknown,omitempty"`
}

// Codes compares the code at the network's addresses with that of this program's contracts: the chain is asked to run their
// constructors there, with the arguments that the contracts say they had, and to forget it. It needs a node that takes
// state overrides with eth_call, as most do.
func (v *View) Codes(ctx context.Context, n deploy.Network, t Terms) ([]ContractCode, error) {
	number := func(s Seconds) *big.Int { return new(big.Int).SetUint64(uint64(s)) }
	list := []struct {
		name      string
		at        common.Address
		metadata  *bind.MetaData
		arguments []byte
	}{
		{"ProjectRegistry", n.ProjectRegistry, &bindings.ProjectRegistryMetaData, bindings.NewProjectRegistry().PackConstructor(number(t.WithdrawalDelay))},
		{"EnodeBonds", n.EnodeBonds, &bindings.EnodeBondsMetaData,
			bindings.NewEnodeBonds().PackConstructor(t.EnodeBond.Int(), number(t.EnodeUnbonding), t.EnodeBeneficiary)},
		{"ZnodeStaking", n.ZnodeStaking, &bindings.ZnodeStakingMetaData,
			bindings.NewZnodeStaking().PackConstructor(n.ProjectRegistry, t.ZnodeBond.Int(), number(t.UnbondingDelay), t.Beneficiary)},
		{"VerifierRouter", n.VerifierRouter, &bindings.VerifierRouterMetaData, bindings.NewVerifierRouter().PackConstructor(t.Owner, t.Guardian)},
		{"TaskSettlement", n.TaskSettlement, &bindings.TaskSettlementMetaData,
			bindings.NewTaskSettlement().PackConstructor(n.ProjectRegistry, n.ZnodeStaking, n.EnodeBonds, n.VerifierRouter)},
	}
	var all []ContractCode
	for _, c := range list {
		code, err := hexutil.Decode(c.metadata.Bin)
		if err != nil {
			return nil, fmt.Errorf("decode bytecode: %w", err)
		}
		found, err := v.Compare(ctx, c.name, c.at, append(code, c.arguments...))
		if err != nil {
			return nil, err
		}
		all = append(all, found)
	}
	return all, nil
}

// Compare is what is at an address, beside what creation code, arguments included, would leave there.
func (v *View) Compare(ctx context.Context, name string, at common.Address, creation []byte) (ContractCode, error) {
	code, err := v.client.CodeAt(ctx, at, v.block)
	if err != nil {
		return ContractCode{}, fmt.Errorf("read code of %s: %w", name, err)
	}
	found := ContractCode{Name: name, Address: at, Hash: crypto.Keccak256Hash(code), None: len(code) == 0}
	want, err := v.construct(ctx, at, creation)
	if err != nil {
		found.Unknown = err.Error()
	}
	found.Same = err == nil && bytes.Equal(want, code)
	return found, nil
}

// construct is the code that a contract's constructor leaves at an address.
func (v *View) construct(ctx context.Context, at common.Address, creation []byte) ([]byte, error) {
	overrides := map[common.Address]gethclient.OverrideAccount{at: {Code: creation}}
	got, err := gethclient.New(v.client.Client()).CallContract(ctx, ethereum.CallMsg{To: &at}, v.block, &overrides)
	if err != nil {
		return nil, fmt.Errorf("run the constructor of a contract: %w", err)
	}
	return got, nil
}

// Settlement finds the contracts that belong to a settlement contract.
func (v *View) Settlement(ctx context.Context, settlement common.Address) (deploy.Network, error) {
	s := bindings.NewTaskSettlement()
	g := &gather{ctx: ctx, v: v}
	n := deploy.Network{
		TaskSettlement:  settlement,
		ProjectRegistry: get(g, settlement, s.PackRegistry(), s.UnpackRegistry), ZnodeStaking: get(g, settlement, s.PackStaking(), s.UnpackStaking),
		EnodeBonds: get(g, settlement, s.PackEnodeBonds(), s.UnpackEnodeBonds), VerifierRouter: get(g, settlement, s.PackRouter(), s.UnpackRouter),
	}
	return n, g.err
}
