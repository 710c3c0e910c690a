package enode

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// methodABI writes the ABI of one method m with parameters "type name, …".
func methodABI(t *testing.T, params string) (string, abi.Method) {
	t.Helper()
	type input struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	var inputs []input
	for p := range strings.SplitSeq(params, ", ") {
		kind, name, ok := strings.Cut(p, " ")
		require.True(t, ok, p)
		inputs = append(inputs, input{name, kind})
	}
	b, err := json.Marshal([]any{map[string]any{"type": "function", "name": "m", "inputs": inputs}})
	require.NoError(t, err)
	parsed, err := abi.JSON(strings.NewReader(string(b)))
	require.NoError(t, err)
	return string(b), parsed.Methods["m"]
}

// proofOnChain is a task with the receipt that the enode has verified.
func proofOnChain(t *testing.T, sequence uint64) (header []byte, c claim, inputs []*big.Int) {
	t.Helper()
	h := task.Header{ChainID: 1, ProjectID: 2, Sequence: sequence, ProjectVersion: "v", CreatedAt: time.UnixMilli(1), MessageCount: 1}
	header, err := h.AppendBinary(nil)
	require.NoError(t, err)
	inputs = []*big.Int{big.NewInt(5), new(big.Int).Lsh(big.NewInt(1), 250)}
	journal := append(common.LeftPadBytes(inputs[0].Bytes(), 32), common.LeftPadBytes(inputs[1].Bytes(), 32)...)
	return header, claim{h.Digest(), task.ReceiptRef{Runtime: "halo2", Kind: "kzg", ProgramID: task.Digest{5}, Journal: journal}}, inputs
}

func pack(t *testing.T, a abi.Arguments, args ...any) []byte {
	t.Helper()
	b, err := a.Pack(args...)
	require.NoError(t, err)
	return b
}

func TestDirectCallsSayWhatTheReceiptProves(t *testing.T) {
	header, c, inputs := proofOnChain(t, 1)
	otherHeader, _, _ := proofOnChain(t, 2)
	program, proof := [32]byte{5}, []byte("proof")
	other := []*big.Int{inputs[0], big.NewInt(9)}
	settlement := func(h []byte, p [32]byte, in []*big.Int) []byte {
		return pack(t, bindings.Halo2SettlementArguments(), h, p, [32]byte{6}, "bafy", in, proof)
	}
	old := pack(t, bindings.SettlementArguments(), c.receipt.Journal, program, [32]byte{6}, "bafy")
	for name, test := range map[string]struct {
		params string
		args   []any
		want   string
	}{
		"settlement":             {"bytes settlement", []any{settlement(header, program, inputs)}, ""},
		"of another task":        {"bytes _settlement", []any{settlement(otherHeader, program, inputs)}, "names another task"},
		"of another program":     {"bytes settlement", []any{settlement(header, [32]byte{4}, inputs)}, "another program"},
		"of other inputs":        {"bytes settlement", []any{settlement(header, program, other)}, "other public inputs"},
		"of fewer inputs":        {"bytes settlement", []any{settlement(header, program, inputs[:1])}, "other public inputs"},
		"no settlement":          {"bytes settlement", []any{[]byte("?")}, "holds no settlement"},
		"layout of another kind": {"bytes settlement", []any{old}, "holds no settlement"},
		"parts": {"uint256[] public_inputs, bytes proof, bytes task_header, bytes32 program_id, bytes32 task_digest, bytes journal",
			[]any{inputs, []byte("another proof of the same"), header, program, [32]byte(c.task), c.receipt.Journal}, ""},
		"list of fixed length":   {"uint256[2] public_inputs", []any{[2]*big.Int(inputs)}, ""},
		"list with another":      {"uint256[2] public_inputs", []any{[2]*big.Int(other)}, "other public inputs"},
		"no list":                {"uint256 public_inputs", []any{inputs[0]}, "no list"},
		"list of something else": {"bytes32[] public_inputs", []any{[][32]byte{program}}, "no numbers"},
		"other inputs":           {"uint256[] public_inputs", []any{other}, "other public inputs"},
		"other header":           {"bytes task_header", []any{otherHeader}, "another task"},
		"other digest":           {"bytes32 task_digest", []any{[32]byte{1}}, "another task"},
		"other program":          {"bytes32 program_id", []any{[32]byte{1}}, "another program"},
		"other journal":          {"bytes journal", []any{[]byte("x")}, "another journal"},
		"a field of the message": {"uint256 temperature", []any{big.NewInt(21)}, ""},
	} {
		doc, method := methodABI(t, test.params)
		call := append(method.ID[:4:4], pack(t, method.Inputs, test.args...)...)
		to := target{ContractMethod: "m", ContractABIJSON: doc}
		got := c.otherContent(call, to)
		require.Equal(t, test.want == "", got == "", "%s: %s", name, got)
		require.Contains(t, got, test.want, name)

		require.Contains(t, c.otherContent(append([]byte{1, 2, 3, 4}, call[4:]...), to), "another method", name)
		require.Contains(t, c.otherContent(nil, to), "another method", name)
		require.Contains(t, c.otherContent(call[:len(call)-1], to), "transaction", name)
	}
	require.Empty(t, c.otherContent([]byte("unknown"), target{ContractMethod: "m", ContractABIJSON: "[]"}))
	require.Empty(t, c.otherContent([]byte("unknown"), target{}))
}

func TestRouterCarriesProofsThatTheChainVerifies(t *testing.T) {
	header, c, inputs := proofOnChain(t, 1)
	submit := func(to common.Address, h []byte) []byte {
		return bindings.NewW3bstreamRouter().PackSubmit(big.NewInt(1), to,
			pack(t, bindings.Halo2SettlementArguments(), h, [32]byte{5}, [32]byte{6}, "bafy", inputs, []byte("proof")))
	}
	to := target{ReceiverAddress: receiver.Hex()}
	require.Empty(t, c.otherContent(submit(receiver, header), to))
	require.Contains(t, c.otherContent(submit(router, header), to), "another receiver")
	require.Contains(t, c.otherContent(submit(receiver, []byte("x")), to), "another task")
}

// TestReceiverCalledDirectly settles by the receiver's own event.
func TestReceiverCalledDirectly(t *testing.T) {
	header, c, inputs := proofOnChain(t, 1)
	doc, method := methodABI(t, "bytes settlement")
	params, err := json.Marshal(target{
		ChainEndpoint: "own", ContractAddress: receiver.Hex(), ReceiverAddress: receiver.Hex(), ContractMethod: "m", ContractABIJSON: doc,
	})
	require.NoError(t, err)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputEthereum, Params: params}}}
	data := append(method.ID[:4:4], pack(t, method.Inputs,
		pack(t, bindings.Halo2SettlementArguments(), header, [32]byte{5}, [32]byte{6}, "bafy", inputs, []byte("proof")))...)
	tx := types.NewTx(&types.DynamicFeeTx{To: &receiver, Data: data})
	for want, receipt := range map[dispatcher.Settlement]*types.Receipt{
		dispatcher.SettlementDone:    {Status: 1, BlockNumber: big.NewInt(10), Logs: []*types.Log{settledEvent(t, receiver, c.task)}},
		dispatcher.SettlementRefused: {Status: 1, BlockNumber: big.NewInt(10)},
	} {
		s := &settlements{confirmations: 1, own: "own", backend: &fakeChain{head: 12, tx: tx, receipt: receipt}}
		got, reason, err := s.judge(t.Context(), v, c.task, c.receipt, task.OutputRef{Result: common.Hash{1}.Hex()})
		require.NoError(t, err)
		require.Equal(t, want, got, reason)
	}
}
