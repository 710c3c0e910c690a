package settlement

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"
)

func TestOneTransactionIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shared
		leave, mined, full := errors.New("it leaves"), &types.Receipt{GasUsed: 7}, errors.New("it does not fit")
		type outcome struct {
			r   *types.Receipt
			err error
		}
		outcomes := make(chan outcome, 8)
		join := func(ctx context.Context, id string, send func() (*types.Receipt, error)) {
			go func() {
				r, err := s.do(ctx, id, send)
				outcomes <- outcome{r, err}
			}()
			synctest.Wait()
		}
		never := func() (*types.Receipt, error) { return nil, errors.New("it is sent twice") }

		// Who sends leaves: one of those who wait goes on, and the others have what it has.
		first, desert := context.WithCancelCause(t.Context())
		end := make(chan struct{})
		join(first, "a", func() (*types.Receipt, error) { <-first.Done(); return nil, context.Cause(first) })
		join(t.Context(), "a", func() (*types.Receipt, error) { <-end; return mined, nil })
		join(t.Context(), "b", func() (*types.Receipt, error) { return nil, full })
		require.Equal(t, outcome{nil, full}, <-outcomes, "another transaction is another's matter")
		desert(leave)
		require.Equal(t, outcome{nil, leave}, <-outcomes)
		synctest.Wait()
		join(t.Context(), "a", never)
		impatient, give := context.WithCancelCause(t.Context())
		join(impatient, "a", never)
		give(leave)
		require.ErrorIs(t, (<-outcomes).err, leave)
		close(end)
		for range 2 {
			require.Equal(t, outcome{mined, nil}, <-outcomes)
		}
		require.Empty(t, s.of)
	})
}
