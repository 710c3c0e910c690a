package znode

import (
	"context"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

var (
	bondsABI  = bindings.NewEnodeBonds()
	routerABI = bindings.NewVerifierRouter()
)

// deliverLater delivers in the background.
func (p *part) deliverLater(r output.Result) <-chan error {
	done := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), p2ptest.Patience)
	p.t.Cleanup(cancel)
	go func() {
		_, err := p.deliver.Deliver(ctx, r)
		done <- err
	}()
	return done
}

// What will go otherwise later is waited for; nothing is sent meanwhile, and nothing is lost.
func TestWhatPassesIsWaitedFor(t *testing.T) {
	for name, c := range map[string]struct{ stop, goOn func(f *fleet) }{
		"VerifierIsStopped": {
			func(f *fleet) { f.own(f.At.VerifierRouter, 0, routerABI.PackStop(deploy.AttestedSelector)) },
			func(f *fleet) { f.own(f.At.VerifierRouter, 0, routerABI.PackResume(deploy.AttestedSelector)) },
		},
		"ProjectIsPaused": {
			func(f *fleet) { f.own(f.At.ProjectRegistry, 0, registryABI.PackPauseProject(f.Project)) },
			func(f *fleet) { f.own(f.At.ProjectRegistry, 0, registryABI.PackUnpauseProject(f.Project)) },
		},
		"InsufficientFunds": {
			func(f *fleet) {
				f.own(f.At.ProjectRegistry, 0, registryABI.PackSetFee(f.Project, big.NewInt(params.Ether)))
			},
			func(f *fleet) { f.own(f.At.ProjectRegistry, params.Ether, registryABI.PackDeposit(f.Project)) },
		},
		"EnodeNotBonded": {
			func(f *fleet) {
				f.own(f.At.EnodeBonds, 0, bondsABI.PackUnstake(contractstest.Address(f.Enode), big.NewInt(1)))
			},
			func(f *fleet) { f.own(f.At.EnodeBonds, 1, bondsABI.PackTopUp(contractstest.Address(f.Enode))) },
		},
		"ProgramNotAccepted": {
			func(f *fleet) {
				f.own(f.At.ProjectRegistry, 0, registryABI.PackRevokeProgram(f.Project, echo.Name, echo.ProgramID))
			},
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, deploy.AttestedSelector) },
		},
		"UnknownSelector": {
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, [4]byte{1}) },
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, deploy.AttestedSelector) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 2, 2)
			p := f.nodes[0]
			tk, signed := f.task(1)
			r := p.prove(tk, signed)
			c.stop(f)
			err := p.refused(r, 2*time.Second)
			require.ErrorContains(t, err, name)
			require.NotErrorIs(t, err, output.ErrRefused)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Zero(t, f.sent(p))

			waiting := p.deliverLater(r)
			c.goOn(f)
			require.NoError(t, <-waiting)
			require.True(t, f.settled(1))
			require.EqualValues(t, 1, f.sent(p))
		})
	}
}

// What the project's owner took back is final, and costs no gas.
func TestWhatTheOwnerTookBackIsFinal(t *testing.T) {
	for name, change := range map[string]func(f *fleet){
		"NotEnode": func(f *fleet) {
			f.own(f.At.ProjectRegistry, 0, registryABI.PackRemoveEnode(f.Project, contractstest.Address(f.Enode)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 2, 2)
			p := f.nodes[0]
			tk, signed := f.task(1)
			r := p.prove(tk, signed)
			change(f)
			err := p.refused(r, p2ptest.Patience)
			require.ErrorContains(t, err, name)
			require.ErrorIs(t, err, output.ErrRefused)
			require.Equal(t, task.FailRejected, output.Code(err))
			require.Zero(t, f.sent(p))
		})
	}
}

// The terms change between the attestation and the transaction: the chain is asked again, and it is attested anew.
func TestChangedTermsAreAskedFor(t *testing.T) {
	t.Run("WrongQuorum", func(t *testing.T) {
		f := newFleet(t, 3, 2)
		p := f.nodes[0]
		tk, signed := f.task(1)
		r := p.prove(tk, signed)
		p.backend.beforeEstimate = func() {
			f.Terms.Quorum = 3
			f.SetTerms(t)
		}
		p.settle(r)
		require.EqualValues(t, 1, f.sent(p))
	})
	t.Run("NotAttester", func(t *testing.T) {
		f := newFleet(t, 3, 2)
		p, first, second := f.nodes[0], f.nodes[1], f.nodes[2]
		tk, signed := f.task(1)
		r := p.prove(tk, signed)
		second.node.OnAttestRequest(func(context.Context, task.AttestRequest) {}) // at first it keeps silent
		p.backend.beforeEstimate = func() {
			f.own(f.At.ZnodeStaking, 0, stakingABI.PackLeave(f.Project, contractstest.Address(first.key)))
			second.node.OnAttestRequest(second.attester.HandleRequest)
		}
		p.settle(r)
		require.EqualValues(t, 1, f.sent(p))
	})
	t.Run("NotMember", func(t *testing.T) {
		f := newFleet(t, 2, 1)
		p := f.nodes[0]
		tk, signed := f.task(1)
		r := p.prove(tk, signed)
		self := contractstest.Address(p.key)
		p.backend.beforeEstimate = func() { f.own(f.At.ZnodeStaking, 0, stakingABI.PackLeave(f.Project, self)) }
		err := p.refused(r, 2*time.Second)
		require.ErrorIs(t, err, attest.ErrNotMember)
		f.own(f.At.ZnodeStaking, 0, stakingABI.PackJoin(f.Project, self))
		p.settle(r)
		require.EqualValues(t, 1, f.sent(p))
	})
	t.Run("NotSettlement", func(t *testing.T) {
		f := newFleet(t, 2, 2)
		p := f.nodes[0]
		tk, signed := f.task(1)
		r := p.prove(tk, signed)
		other := f.anotherBook()
		move := func() {
			f.Terms.Settlement = other
			f.SetTerms(t)
		}
		p.backend.beforeEstimate = move
		err := p.refused(r, p2ptest.Patience)
		require.ErrorIs(t, err, output.ErrForbidden, "the operator has not allowed the new one")
		require.ErrorContains(t, err, other.Hex())

		p.restart(func(s *settling) { s.allowed = append(s.allowed, other) })
		f.Terms.Settlement = f.At.TaskSettlement
		f.SetTerms(t)
		p.backend.beforeEstimate = move
		p.settle(r)
		require.False(t, f.settled(1))
		f.At.TaskSettlement = other
		require.True(t, f.settled(1))
	})
}

// anotherBook deploys a second settlement contract.
func (f *fleet) anotherBook() common.Address {
	f.t.Helper()
	id, err := f.ChainID(f.t.Context())
	require.NoError(f.t, err)
	input := bookABI.PackConstructor(f.At.ProjectRegistry, f.At.ZnodeStaking, f.At.EnodeBonds, f.At.VerifierRouter)
	at, _, err := bind.DeployContract(bind.NewKeyedTransactor(f.Owner, id), common.FromHex(bindings.TaskSettlementMetaData.Bin), f.Chain, input)
	require.NoError(f.t, err)
	return at
}

// A receiver that wants more gas by the time the transaction is mined makes it fail; the next one has it. That the receiver
// refuses the task is told, and changes nothing.
func TestTransactionWithTooLittleGasIsFollowedByOneWithMore(t *testing.T) {
	f := newFleet(t, 2, 2)
	p := f.nodes[0]
	receiver, err := deploy.WeatherInsurance(t.Context(), f.Chain, f.Owner, deploy.Insurance{Router: f.At.TaskSettlement, ProjectID: f.Project, MinimumDays: 28})
	require.NoError(t, err)
	tk, signed := f.task(1)
	r := p.prove(tk, signed)
	p.backend.beforeSending = func() error {
		f.own(f.At.TaskSettlement, 0, bookABI.PackSetReceiver(f.Project, receiver, big.NewInt(2_000_000)))
		return nil
	}
	ref := p.settle(r)
	require.True(t, f.settled(1))
	require.EqualValues(t, 2, f.sent(p), "one that failed, one with more gas")
	require.Contains(t, ref.Note, receiver.Hex())
	require.Contains(t, ref.Note, "ProgramNotAccepted(")
	// Asked again, as after a crash, it says the same.
	require.Equal(t, ref, p.settle(r))
	require.EqualValues(t, 2, f.sent(p))
}

// Another settles the task while this one's transaction is under way: it is done, and finds what the other did.
func TestTaskAlreadySettledIsDone(t *testing.T) {
	f := newFleet(t, 2, 2)
	slow, quick := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	mine, others := slow.prove(tk, signed), quick.prove(tk, signed)
	var first task.OutputRef
	slow.backend.beforeEstimate = func() { first = quick.settle(others) }
	require.Equal(t, first, slow.settle(mine))
	require.Zero(t, f.sent(slow))

	tk, signed = f.task(2)
	mine, others = slow.prove(tk, signed), quick.prove(tk, signed)
	slow.backend.beforeSending = func() error {
		first = quick.settle(others)
		return nil
	}
	require.Equal(t, first, slow.settle(mine))
	require.EqualValues(t, 1, f.sent(slow), "too late to save the gas")
}
