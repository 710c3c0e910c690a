package lifecycle_test

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/lifecycle"
)

func TestRunEndsOnARealSignal(t *testing.T) {
	var d diary
	err := lifecycle.Run(t.Context(), func(context.Context) (*lifecycle.Group, error) {
		g := lifecycle.New(quiet())
		g.Add("store", d.step("+", nil), d.step("-", nil))
		g.Go("signal", func(context.Context) error { return syscall.Kill(os.Getpid(), syscall.SIGTERM) })
		return g, nil
	})
	require.NoError(t, err)
	require.Equal(t, []string{"+", "-"}, d.read())
}

func TestSecondSignalHastens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals := make(chan os.Signal, 2)
		began := time.Now()
		err := lifecycle.RunSignals(t.Context(), signals, func(context.Context) (*lifecycle.Group, error) {
			g := lifecycle.New(quiet(), lifecycle.WithStopTimeout(time.Hour))
			g.Add("reluctant", nil, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
			time.AfterFunc(time.Second, func() { signals <- os.Interrupt })
			time.AfterFunc(2*time.Second, func() { signals <- os.Interrupt })
			return g, nil
		})
		require.ErrorIs(t, err, lifecycle.ErrSlowStop)
		require.Less(t, time.Since(began), 5*time.Second)
	})
}

func TestSignalDuringTheStart(t *testing.T) {
	var d diary
	signals := make(chan os.Signal, 2)
	err := lifecycle.RunSignals(t.Context(), signals, func(context.Context) (*lifecycle.Group, error) {
		g := lifecycle.New(quiet())
		g.Add("store", nil, d.step("-store", nil))
		g.Add("chain", func(ctx context.Context) error {
			signals <- os.Interrupt
			<-ctx.Done()
			return ctx.Err()
		}, nil)
		return g, nil
	})
	require.NoError(t, err, "giving up the start on request is no fault")
	require.Equal(t, []string{"-store"}, d.read())
}

func TestRunReportsWhyItEnded(t *testing.T) {
	boom := errors.New("disk is full")
	err := lifecycle.RunSignals(t.Context(), nil, func(context.Context) (*lifecycle.Group, error) {
		g := lifecycle.New(quiet())
		g.Go("sequencer", func(context.Context) error { return boom })
		return g, nil
	})
	require.ErrorIs(t, err, boom)
	require.ErrorContains(t, err, "sequencer: disk is full")

	err = lifecycle.RunSignals(t.Context(), nil, func(context.Context) (*lifecycle.Group, error) { return nil, boom })
	require.ErrorIs(t, err, boom)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = lifecycle.RunSignals(ctx, nil, func(ctx context.Context) (*lifecycle.Group, error) { return nil, ctx.Err() })
	require.NoError(t, err)
}
