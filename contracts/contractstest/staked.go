package contractstest

import (
	"crypto/ecdsa"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
)

// Staked is a chain with the contracts of a network with stakes, and one project with an enode and znodes that serve it.
// The owner's account owns everything: project, stakes, bond, router.
type Staked struct {
	*Chain

	At      deploy.Network
	Project uint64
	// Terms are the project's attributes as they were set last.
	Terms bindings.IProjectRegistryAttributes

	Owner, Enode *ecdsa.PrivateKey
	Znodes       []*ecdsa.PrivateKey
}

// Fee is what a project of [NewStaked] pays for a task, in wei.
const Fee = params.GWei

var (
	stakedRegistry = bindings.NewProjectRegistry()
	stakedStaking  = bindings.NewZnodeStaking()
	stakedBonds    = bindings.NewEnodeBonds()
)

// NewStaked deploys the contracts and registers a project with so many znodes, all joined. A quorum of them attests.
func NewStaked(t testing.TB, znodes int, quorum uint8) *Staked {
	t.Helper()
	s := &Staked{Owner: Key(t), Enode: Key(t)}
	for range znodes {
		s.Znodes = append(s.Znodes, Key(t))
	}
	s.Chain = NewChain(t, append([]*ecdsa.PrivateKey{s.Owner, s.Enode}, s.Znodes...)...)
	owner := Address(s.Owner)
	var err error
	s.At, err = deploy.Staking(t.Context(), s.Chain, s.Owner, deploy.DefaultTerms(owner))
	require.NoError(t, err)

	s.own(t, s.At.ProjectRegistry, 0, stakedRegistry.PackCreateProject("ipfs://file", [32]byte{1}))
	s.Project = 1
	s.Terms = bindings.IProjectRegistryAttributes{
		Settlement: s.At.TaskSettlement, RequiredZnodes: uint16(znodes), Redundancy: 1, Quorum: quorum, ProvingSeconds: big.NewInt(60), Open: true,
	}
	s.SetTerms(t)
	s.own(t, s.At.ProjectRegistry, 0, stakedRegistry.PackAddEnode(s.Project, Address(s.Enode)))
	s.own(t, s.At.ProjectRegistry, 0, stakedRegistry.PackSetFee(s.Project, big.NewInt(Fee)))
	s.own(t, s.At.ProjectRegistry, 1000*Fee, stakedRegistry.PackDeposit(s.Project))
	consent, err := deploy.Consent(s.At.ChainID, s.At.EnodeBonds, s.Enode, owner)
	require.NoError(t, err)
	s.own(t, s.At.EnodeBonds, params.Ether, stakedBonds.PackRegister(Address(s.Enode), consent))
	for _, key := range s.Znodes {
		s.Stake(t, key)
		s.own(t, s.At.ZnodeStaking, 0, stakedStaking.PackJoin(s.Project, Address(key)))
	}
	return s
}

// own sends a call of the owner's that succeeds.
func (s *Staked) own(t testing.TB, to common.Address, wei int64, calldata []byte) {
	t.Helper()
	s.Transact(t, s.Owner, to, big.NewInt(wei), calldata)
}

// Stake registers a znode with the least stake there may be, and a peer id that nobody has.
func (s *Staked) Stake(t testing.TB, key *ecdsa.PrivateKey) {
	t.Helper()
	consent, err := deploy.Consent(s.At.ChainID, s.At.ZnodeStaking, key, Address(s.Owner))
	require.NoError(t, err)
	peer := append([]byte{0x12, 0x20}, crypto.Keccak256(Address(key).Bytes())...)
	s.own(t, s.At.ZnodeStaking, params.Ether, stakedStaking.PackRegister(Address(key), peer, 1<<1|1<<2, consent))
}

// SetTerms sets the project's attributes to Terms.
func (s *Staked) SetTerms(t testing.TB) {
	t.Helper()
	s.own(t, s.At.ProjectRegistry, 0, stakedRegistry.PackSetAttributes(s.Project, s.Terms))
}

// Accept accepts a program for tasks of a version, its proofs verified under the selector.
func (s *Staked) Accept(t testing.TB, version string, program [32]byte, selector [4]byte) {
	t.Helper()
	s.own(t, s.At.ProjectRegistry, 0, stakedRegistry.PackAcceptProgram(s.Project, version, program, selector))
}
