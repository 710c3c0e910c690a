package settlement

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
)

func TestWhatFitsIsPlanned(t *testing.T) {
	const osaka, small = 60_000_000, 8_000_000
	require.Equal(t, attest.MaxResults, planned(room(osaka, 0), 0, 100), "where nothing is called back")
	n := planned(room(osaka, 1_000_000), 1_000_000, 100)
	require.Positive(t, n)
	require.Less(t, n*1_015_873, mostGas)
	require.Less(t, planned(room(small, 1_000_000), 1_000_000, 100), n, "smaller blocks")
	require.Less(t, planned(room(osaka, 1_000_000), 1_000_000, 10_000), n, "longer journals")
	require.Zero(t, planned(room(1_000_000, 2_000_000), 2_000_000, 0), "not even one is promised")
	require.Zero(t, room(0, 0))
}

func TestWhatDidNotFitIsHalved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		job, other := attest.Job{Project: 1}, attest.Job{Project: 2}
		s := &sizes{}
		require.Equal(t, 20, s.most(job, 20))
		require.False(t, s.refuses(job, 20))
		for _, want := range []int{10, 5, 2, 1} {
			s.tooMuch(job, 2*want)
			s.tooMuch(job, 2*want+1) // another of them says so, too
			require.Equal(t, want, s.most(job, 20))
			require.True(t, s.refuses(job, want+1))
			require.False(t, s.refuses(job, want))
		}
		require.Equal(t, 20, s.most(other, 20), "each job has its own")

		// What fits meanwhile makes it try no more at once; later it does.
		s.took(job, 1, 100_000, 10_000_000)
		require.Equal(t, 1, s.most(job, 20))
		<-time.After(firmFor)
		require.False(t, s.refuses(job, 20))
		require.Equal(t, 20, s.most(job, 20))
		s.took(job, 1, 100_000, 10_000_000)
		require.Equal(t, 100, s.most(job, 20), "the receiver takes less than it may")
		s.took(job, 10, 100_000, 10_000_000)
		require.Equal(t, attest.MaxResults, s.most(job, 20))
		s.took(job, 1, 9_000_000, 10_000_000)
		require.Equal(t, 20, s.most(job, 20), "what is planned fits in any case")
		s.tooMuch(job, 128)
		require.Equal(t, 64, s.most(job, 20))
	})
}

func TestErrorsOfTooMuch(t *testing.T) {
	for _, err := range []error{
		fmt.Errorf("estimate gas: %w: InsufficientGas(available=761142, required=1315873)", chain.ErrReverted),
		errors.New("estimate gas: gas required exceeds allowance (16777216)"),
		errors.New("estimate gas: out of gas"),
		fmt.Errorf("broadcast 0x01: %w: oversized data", chain.ErrUnsendable),
		fmt.Errorf("%w: up to 16000000 gas", chain.ErrSpendingLimit),
	} {
		require.True(t, tooMuch(err), err)
	}
	for _, err := range []error{
		fmt.Errorf("estimate gas: %w: ProjectIsPaused(projectId=1)", chain.ErrReverted),
		fmt.Errorf("estimate gas: %w: TaskAlreadySettled(projectId=1, sequence=1)", chain.ErrReverted),
		chain.ErrFunds, context.DeadlineExceeded,
	} {
		require.False(t, tooMuch(err), err)
	}
}
