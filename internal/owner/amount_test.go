package owner_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/internal/owner"
)

func TestAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"1": "1000000000000000000", "1.5": "1500000000000000000", " 0.000000000000000001 ": "1", "2 coins": "2000000000000000000",
		"1coin": "1000000000000000000", "20gwei": "20000000000", "0.5 gwei": "500000000", "7wei": "7", "0": "0", "1.50": "1500000000000000000",
	} {
		a, err := owner.ParseAmount(text)
		require.NoError(t, err, text)
		require.Equal(t, want, a.Int().String(), text)
	}
	for _, text := range []string{"", "-1", "1e18", "0x10", "1,5", ".5", "1.", "0.5wei", "1.0000000000000000001", "1 btc", strings.Repeat("9", 41), strings.Repeat("9", 40) + strings.Repeat("9", 40)} {
		_, err := owner.ParseAmount(text)
		require.ErrorIs(t, err, owner.ErrAmount, text)
	}
	for wei, want := range map[int64]string{0: "0", 1: "1 wei", 1e18: "1 coin", 15e17: "1.5 coins", 2e18: "2 coins", 5e9: "5000000000 wei", 1e15: "0.001 coins"} {
		require.Equal(t, want, owner.Wei(big.NewInt(wei)).String())
	}
	require.True(t, owner.Wei(nil).IsZero())
	b, err := json.Marshal(owner.Wei(big.NewInt(7)))
	require.NoError(t, err)
	require.JSONEq(t, `"7"`, string(b))
}

// What is shown can be typed in again and is the same.
func TestAmountsAreReadAsTheyAreShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := owner.Wei(new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "wei")))
		b, err := owner.ParseAmount(a.String())
		require.NoError(t, err)
		require.Zero(t, a.Int().Cmp(b.Int()))
	})
}
