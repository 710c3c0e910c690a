package znode

import (
	"context"
	"math/big"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/p2p/p2ptest"
)

// Who delivers says why it has to wait, as often as it tries, and goes on once that is over.
func TestWhatADeliveryWaitsForIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		stop, goOn func(f *fleet)
		want       string
	}{
		"no funds": {
			func(f *fleet) {
				f.own(f.At.ProjectRegistry, 0, registryABI.PackSetFee(f.Project, big.NewInt(params.Ether)))
			},
			func(f *fleet) { f.own(f.At.ProjectRegistry, params.Ether, registryABI.PackDeposit(f.Project)) },
			"InsufficientFunds(",
		},
		"no bond": {
			func(f *fleet) {
				f.own(f.At.EnodeBonds, 0, bondsABI.PackUnstake(contractstest.Address(f.Enode), big.NewInt(1)))
			},
			func(f *fleet) { f.own(f.At.EnodeBonds, 1, bondsABI.PackTopUp(contractstest.Address(f.Enode))) },
			"EnodeNotBonded(",
		},
		"too few members": {
			func(f *fleet) {
				f.own(f.At.ZnodeStaking, 0, stakingABI.PackLeave(f.Project, contractstest.Address(f.Znodes[1])))
			},
			func(f *fleet) {
				f.own(f.At.ZnodeStaking, 0, stakingABI.PackJoin(f.Project, contractstest.Address(f.Znodes[1])))
			},
			attest.ErrLacking.Error(),
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 2, 2)
			p := f.nodes[0]
			tk, signed := f.task(1)
			r := p.prove(tk, signed)
			c.stop(f)
			ctx, cancel := context.WithTimeout(t.Context(), p2ptest.Patience)
			defer cancel()
			var once sync.Once
			told := make(chan error, 1)
			r.Waits = func(reason error) { once.Do(func() { told <- reason }) }
			done := make(chan error, 1)
			go func() {
				_, err := p.deliver.Deliver(ctx, r)
				done <- err
			}()
			require.ErrorContains(t, <-told, c.want)
			c.goOn(f)
			require.NoError(t, <-done)
			require.True(t, f.settled(1))
		})
	}
}
