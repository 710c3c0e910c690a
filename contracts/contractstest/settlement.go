package contractstest

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/stretchr/testify/require"
)

// Journal is what a program that is bound to its task commits.
type Journal struct {
	Version    uint64
	ChainID    uint64
	ProjectID  uint64
	TaskDigest [32]byte
	Output     []byte
}

// Settlement is what the router brings to a receiver.
type Settlement struct {
	Journal       []byte
	ProgramID     [32]byte
	ReceiptDigest [32]byte
	ReceiptCID    string
}

// Report is the output of the weather example: a station's month. Temperatures are tenths of a degree Celsius, rain is
// tenths of a millimetre, the payout is in basis points of the coverage.
type Report struct {
	Station   [32]byte
	Month     uint64
	Days      uint64
	Rainfall  uint64
	MaxTemp   int64
	MinTemp   int64
	Pays      bool
	PayoutBps uint64
	Rejected  uint64
}

// Encode is the journal as Solidity's abi.encode makes it.
func (j Journal) Encode(t testing.TB) []byte {
	t.Helper()
	return encode(t, []string{"uint256", "uint256", "uint256", "bytes32", "bytes"},
		number(j.Version), number(j.ChainID), number(j.ProjectID), j.TaskDigest, j.Output)
}

// Encode is the payload as Solidity's abi.encode makes it.
func (s Settlement) Encode(t testing.TB) []byte {
	t.Helper()
	return encode(t, []string{"bytes", "bytes32", "bytes32", "string"},
		s.Journal, s.ProgramID, s.ReceiptDigest, s.ReceiptCID)
}

// Encode is the output as Solidity's abi.encode makes it.
func (r Report) Encode(t testing.TB) []byte {
	t.Helper()
	kinds := []string{"bytes32", "uint256", "uint256", "uint256", "int256", "int256", "bool", "uint256", "uint256"}
	return encode(t, kinds, r.Station, number(r.Month), number(r.Days), number(r.Rainfall),
		big.NewInt(r.MaxTemp), big.NewInt(r.MinTemp), r.Pays, number(r.PayoutBps), number(r.Rejected))
}

func encode(t testing.TB, kinds []string, values ...any) []byte {
	t.Helper()
	arguments := make(abi.Arguments, len(kinds))
	for i, kind := range kinds {
		parsed, err := abi.NewType(kind, "", nil)
		require.NoError(t, err)
		arguments[i].Type = parsed
	}
	packed, err := arguments.Pack(values...)
	require.NoError(t, err)
	return packed
}

func number(value uint64) *big.Int {
	return new(big.Int).SetUint64(value)
}
