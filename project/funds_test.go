package project_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

func TestFundsPayForTasks(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	later := now.Add(time.Hour)
	wei := big.NewInt
	for name, c := range map[string]struct {
		project.Funds
		tasks     uint64
		unlimited bool
	}{
		"nothing":                       {Funds: project.Funds{Fee: wei(3)}},
		"whole tasks":                   {Funds: project.Funds{Balance: wei(8), Fee: wei(3)}, tasks: 2},
		"no fee":                        {Funds: project.Funds{Balance: wei(8)}, unlimited: true},
		"a lower fee is promised":       {Funds: project.Funds{Balance: wei(8), Fee: wei(4), NextFee: wei(1), NextFeeAt: later}, tasks: 2},
		"the lower fee is there":        {Funds: project.Funds{Balance: wei(8), Fee: wei(4), NextFee: wei(1), NextFeeAt: now}, tasks: 8},
		"from now on for nothing":       {Funds: project.Funds{Balance: wei(8), Fee: wei(4), NextFeeAt: now}, unlimited: true},
		"what leaves later still pays":  {Funds: project.Funds{Balance: wei(8), Fee: wei(4), Leaving: wei(8), ReleaseAt: later.Add(time.Second)}, tasks: 2},
		"what leaves in the middle not": {Funds: project.Funds{Balance: wei(8), Fee: wei(4), Leaving: wei(3), ReleaseAt: later}, tasks: 1},
		"what may be taken now not":     {Funds: project.Funds{Balance: wei(8), Fee: wei(4), Leaving: wei(8), ReleaseAt: now}},
		"more was asked than is left":   {Funds: project.Funds{Balance: wei(2), Fee: wei(1), Leaving: wei(8), ReleaseAt: now}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, n := range []**big.Int{&c.Balance, &c.Leaving, &c.Fee, &c.NextFee} {
				if *n == nil {
					*n = new(big.Int)
				}
			}
			tasks, limited := c.PaysFor(now, time.Hour)
			require.Equal(t, c.tasks, tasks)
			require.Equal(t, c.unlimited, !limited)
			require.NoError(t, c.Pays(4, tasks, now, time.Hour))
			err := c.Pays(4, tasks+1, now, time.Hour)
			require.Equal(t, c.unlimited, err == nil)
			if err != nil {
				require.ErrorIs(t, err, project.ErrUnfunded)
				require.Contains(t, task.Hint(err), "ioctl-project project fund -i 4")
			}
		})
	}
	taken := project.Funds{Balance: wei(1e18), Fee: wei(1e16), Leaving: wei(1e18), ReleaseAt: now, NextFee: wei(0)}
	require.ErrorContains(t, taken.Pays(4, 1, now, 0),
		"the balance of project 4, 1 coin (of which its owner withdraws 1 coin), does not pay a task's fee, 0.01 coins")
}
