package deploy

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
)

// AttestedSelector is the router's selector of results that znodes attest: the first four bytes of
// keccak256("sprout.attested"). Projects name it when they accept a program whose receipts are too big for a chain.
var AttestedSelector = [4]byte(crypto.Keccak256([]byte("sprout.attested"))[:4])

// What public values are under a selector, as IVerifierRouter.Kind numbers it.
const (
	KindJournal  = 1 // the journal of a guest
	KindField    = 2 // public inputs of a circuit
	KindAttested = 3 // a journal that znodes attest
)

// Network says where the contracts of a network with stakes are. It is the addresses file that nodes and tools read.
type Network struct {
	// ChainID is the chain they are on.
	ChainID uint64 `json:"chainID"`
	// StartBlock is the block of the first of them: nothing before it concerns the network.
	StartBlock      uint64         `json:"startBlock"`
	ProjectRegistry common.Address `json:"projectRegistry"`
	EnodeBonds      common.Address `json:"enodeBonds"`
	ZnodeStaking    common.Address `json:"znodeStaking"`
	VerifierRouter  common.Address `json:"verifierRouter"`
	TaskSettlement  common.Address `json:"taskSettlement"`
}

// Terms are what the contracts of a network with stakes are deployed with, for ever.
type Terms struct {
	// WithdrawalDelay is how long a project's balance still pays for tasks after its owner asked for it back.
	WithdrawalDelay time.Duration
	// ZnodeBond and EnodeBond are the least a node must have at stake, in wei.
	ZnodeBond, EnodeBond *big.Int
	// UnbondingDelay is how long what is on its way out can be slashed.
	UnbondingDelay time.Duration
	// Beneficiary receives nine tenths of what is slashed.
	Beneficiary common.Address
	// Owner may add verifiers, Guardian may stop them.
	Owner, Guardian common.Address
}

// DefaultTerms are those of a public network, with everything in the hands of owner.
func DefaultTerms(owner common.Address) Terms {
	ether := big.NewInt(1e18)
	return Terms{
		WithdrawalDelay: 7 * 24 * time.Hour, ZnodeBond: ether, EnodeBond: ether, UnbondingDelay: 21 * 24 * time.Hour,
		Beneficiary: owner, Owner: owner, Guardian: owner,
	}
}

// Steps are the network's contracts in the order in which they are deployed. Whoever deploys one notes in n where it is
// before it asks for the code of the next.
func (n *Network) Steps(terms Terms) []Step {
	seconds := func(d time.Duration) *big.Int { return big.NewInt(int64(d / time.Second)) }
	return []Step{
		{"ProjectRegistry", &n.ProjectRegistry, &bindings.ProjectRegistryMetaData, func() []byte {
			return bindings.NewProjectRegistry().PackConstructor(seconds(terms.WithdrawalDelay))
		}},
		{"EnodeBonds", &n.EnodeBonds, &bindings.EnodeBondsMetaData, func() []byte {
			return bindings.NewEnodeBonds().PackConstructor(terms.EnodeBond, seconds(terms.UnbondingDelay), terms.Beneficiary)
		}},
		{"ZnodeStaking", &n.ZnodeStaking, &bindings.ZnodeStakingMetaData, func() []byte {
			return bindings.NewZnodeStaking().PackConstructor(n.ProjectRegistry, terms.ZnodeBond, seconds(terms.UnbondingDelay), terms.Beneficiary)
		}},
		{"VerifierRouter", &n.VerifierRouter, &bindings.VerifierRouterMetaData, func() []byte {
			return bindings.NewVerifierRouter().PackConstructor(terms.Owner, terms.Guardian)
		}},
		{"TaskSettlement", &n.TaskSettlement, &bindings.TaskSettlementMetaData, func() []byte {
			return bindings.NewTaskSettlement().PackConstructor(n.ProjectRegistry, n.ZnodeStaking, n.EnodeBonds, n.VerifierRouter)
		}},
	}
}

// AcceptAttested is the calldata by which the router's owner has it accept results that the network's znodes attest.
func (n *Network) AcceptAttested() []byte {
	return bindings.NewVerifierRouter().PackAdd(AttestedSelector, n.ZnodeStaking, KindAttested)
}

// Staking deploys the contracts of a network with stakes, paid by key's account, and returns once all are mined. If that
// account is the router's owner, results that znodes attest are accepted under [AttestedSelector].
func Staking(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, terms Terms) (Network, error) {
	chainID, err := backend.ChainID(ctx)
	if err != nil {
		return Network{}, fmt.Errorf("read chain id: %w", err)
	}
	n := Network{ChainID: chainID.Uint64()}
	receipts, err := create(ctx, backend, key, n.Steps(terms))
	if err != nil {
		return Network{}, err
	}
	n.StartBlock = receipts[0].BlockNumber.Uint64()
	if crypto.PubkeyToAddress(key.PublicKey) != terms.Owner {
		return n, nil
	}
	if _, err := Transact(ctx, backend, key, n.VerifierRouter, nil, n.AcceptAttested()); err != nil {
		return Network{}, fmt.Errorf("accept attested results: %w", err)
	}
	return n, nil
}

// Validate reports the addresses that are missing, joined.
func (n Network) Validate() error {
	var errs []error
	for _, a := range []struct {
		name    string
		address common.Address
	}{
		{"projectRegistry", n.ProjectRegistry}, {"enodeBonds", n.EnodeBonds}, {"znodeStaking", n.ZnodeStaking},
		{"verifierRouter", n.VerifierRouter}, {"taskSettlement", n.TaskSettlement},
	} {
		if a.address == (common.Address{}) {
			errs = append(errs, fmt.Errorf("addresses file: %s is missing", a.name))
		}
	}
	if n.ChainID == 0 {
		errs = append(errs, errors.New("addresses file: chainID is missing"))
	}
	return errors.Join(errs...)
}

// Write writes the addresses file, whole or not at all.
func (n Network) Write(path string) error { return write(path, n) }

// write puts what is on the disk before path names it: nothing that breaks off costs what the file said before.
func write(path string, content any) error {
	b, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return fmt.Errorf("encode addresses file: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".addresses-*")
	if err != nil {
		return fmt.Errorf("write addresses file: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(b, '\n'))
	if err = errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write addresses file: %w", err)
	}
	return nil
}

// ReadNetwork reads an addresses file and checks that nothing is missing.
func ReadNetwork(path string) (Network, error) {
	var n Network
	if err := read(path, &n); err != nil {
		return n, err
	}
	return n, n.Validate()
}

func read(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read addresses file: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("read addresses file %s: %w", path, err)
	}
	return nil
}

// Notes are what is kept of a deployment until it comes to its end: an addresses file in which some may be missing, who
// pays, and the terms, which the contracts that are not deployed yet are to have as well.
type Notes struct {
	Network
	// Payer is the account whose transactions deploy the contracts.
	Payer common.Address `json:"payer"`
	Terms Terms          `json:"terms"`
}

// Write writes the notes, whole or not at all.
func (n Notes) Write(path string) error { return write(path, n) }

// ReadNotes reads notes and checks that they say the chain and the terms; a finished addresses file has none.
func ReadNotes(path string) (Notes, error) {
	var n Notes
	if err := read(path, &n); err != nil {
		return n, err
	}
	switch noTerms := n.Terms.ZnodeBond == nil; {
	case noTerms && n.Validate() == nil:
		return n, fmt.Errorf("read addresses file: %s is complete, not the notes of a deployment that is under way", path)
	case n.ChainID == 0:
		return n, fmt.Errorf("read addresses file: %s: chainID is missing", path)
	case noTerms:
		return n, fmt.Errorf("read addresses file: %s: terms are missing", path)
	}
	return n, nil
}

// termsJSON is how notes say terms: delays as people do, bonds in wei.
type termsJSON struct {
	WithdrawalDelay string           `json:"withdrawalDelay"`
	UnbondingDelay  string           `json:"unbondingDelay"`
	ZnodeBond       *math.Decimal256 `json:"znodeBondWei"`
	EnodeBond       *math.Decimal256 `json:"enodeBondWei"`
	Beneficiary     common.Address   `json:"beneficiary"`
	Owner           common.Address   `json:"owner"`
	Guardian        common.Address   `json:"guardian"`
}

// MarshalJSON writes delays as 48h0m0s and bonds as decimal strings.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsJSON{
		t.WithdrawalDelay.String(), t.UnbondingDelay.String(),
		(*math.Decimal256)(t.ZnodeBond), (*math.Decimal256)(t.EnodeBond), t.Beneficiary, t.Owner, t.Guardian,
	})
}

// UnmarshalJSON reads what MarshalJSON writes; delays and bonds must all be there.
func (t *Terms) UnmarshalJSON(b []byte) error {
	var j termsJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("read terms: %w", err)
	}
	withdrawal, err := time.ParseDuration(j.WithdrawalDelay)
	if err != nil {
		return fmt.Errorf("read terms: withdrawalDelay: %w", err)
	}
	unbonding, err := time.ParseDuration(j.UnbondingDelay)
	if err != nil {
		return fmt.Errorf("read terms: unbondingDelay: %w", err)
	}
	if j.ZnodeBond == nil || j.EnodeBond == nil {
		return errors.New("read terms: a bond is missing")
	}
	*t = Terms{withdrawal, (*big.Int)(j.ZnodeBond), (*big.Int)(j.EnodeBond), unbonding, j.Beneficiary, j.Owner, j.Guardian}
	return nil
}
