package worker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// Strangers' programs that are checked for minutes must not hold up what others have proved.
func TestVerificationsWaitForNoChecks(t *testing.T) {
	p := &Pool{light: make(chan struct{}, lightSlots), verify: make(chan struct{}, lightSlots)}
	for range lightSlots {
		_, err := p.enter(t.Context(), OpCheck)
		require.NoError(t, err)
	}
	leave, err := p.enter(t.Context(), OpVerify)
	require.NoError(t, err)
	leave()
	ctx, cancel := context.WithCancel(t.Context())
	entered := make(chan error)
	go func() {
		_, err := p.enter(ctx, OpExecute)
		entered <- err
	}()
	cancel()
	require.ErrorIs(t, <-entered, context.Canceled, "a third waits")
}
