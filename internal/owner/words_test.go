package owner_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// reverted is what a node answers for a call that reverts.
type reverted struct{ data []byte }

func (reverted) Error() string    { return "execution reverted" }
func (reverted) ErrorCode() int   { return 3 }
func (r reverted) ErrorData() any { return hexutil.Encode(r.data) }
func payer() common.Address       { return common.HexToAddress("0x01") }
func explained(data []byte) (s, hint string) {
	err := owner.Explain(reverted{data}, payer())
	return err.Error(), task.Hint(err)
}

// Whoever is refused reads why, and what to do.
func TestEveryErrorOfTheContractsHasWords(t *testing.T) {
	count := 0
	for _, contract := range []*bind.MetaData{
		&bindings.ProjectRegistrarMetaData, &bindings.ProjectRegistryMetaData, &bindings.EnodeBondsMetaData,
		&bindings.ZnodeStakingMetaData, &bindings.VerifierRouterMetaData, &bindings.TaskSettlementMetaData,
	} {
		parsed, err := contract.ParseABI()
		require.NoError(t, err)
		for name, e := range parsed.Errors {
			data := append(e.ID[:4:4], make([]byte, 32*32)...)
			if name == "InvalidPeerId" || name == "PeerIdTaken" || name == "ProgramNotAccepted" || name == "StringTooLong" {
				data[4+31], data[4+63] = 0x60, 0x60 // where the dynamic field is
			}
			text, hint := explained(data)
			require.ErrorContains(t, owner.Explain(reverted{data}, payer()), name)
			require.Contains(t, text, "contract refuses: ")
			require.NotContains(t, text, "contract refuses: "+name, "%s has no words", name)
			require.NotEmpty(t, hint, name)
			count++
		}
	}
	require.Greater(t, count, 80)
}

func TestFieldsAreForPeople(t *testing.T) {
	parsed, err := bindings.EnodeBondsMetaData.ParseABI()
	require.NoError(t, err)
	pack := func(name string, values ...any) []byte {
		e := parsed.Errors[name]
		b, err := e.Inputs.Pack(values...)
		require.NoError(t, err)
		return append(e.ID[:4:4], b...)
	}
	text, hint := explained(pack("StillUnbonding", payer(), big.NewInt(1_800_000_000)))
	require.Contains(t, text, "releaseAt=2027-01-15T08:00:00Z")
	require.Contains(t, hint, "the time it says")
	text, _ = explained(pack("BondTooLow", big.NewInt(5e17), big.NewInt(1e18)))
	require.Contains(t, text, "amount=0.5 coins, minimum=1 coin)")
}

func TestOtherErrorsStayWhatTheyAre(t *testing.T) {
	plain := errors.New("connection refused")
	require.Equal(t, plain, owner.Explain(plain, payer()))

	err := owner.Explain(reverted{[]byte{1, 2, 3, 4}}, payer())
	require.ErrorIs(t, err, owner.ErrRefused)
	require.ErrorContains(t, err, "0x01020304")
	require.Contains(t, task.Hint(err), "network show")

	for _, err := range []error{errors.New("insufficient funds for gas * price + value"), chain.ErrFunds} {
		err = owner.Explain(err, payer())
		require.ErrorContains(t, err, payer().Hex())
		require.Contains(t, task.Hint(err), "send coins")
	}
}
