package ethereum_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/ethereum"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/task"
)

const (
	contractHex = "0x00000000000000000000000000000000000000c1"
	receiverHex = "0x00000000000000000000000000000000000000e1"
)

// method writes the ABI of one method m with parameters "type name, …".
func method(t testing.TB, params string) string {
	t.Helper()
	type input struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
	inputs := []input{}
	for p := range strings.SplitSeq(params, ",") {
		if kind, name, ok := strings.Cut(strings.TrimSpace(p), " "); ok {
			inputs = append(inputs, input{name, kind})
		}
	}
	doc, err := json.Marshal([]any{map[string]any{"type": "function", "name": "m", "inputs": inputs, "outputs": []any{}, "stateMutability": "nonpayable"}})
	require.NoError(t, err)
	return string(doc)
}

func target(t testing.TB, params string, change map[string]string) json.RawMessage {
	t.Helper()
	p := map[string]string{
		"chainEndpoint": "http://chain.example", "contractAddress": contractHex, "receiverAddress": receiverHex,
		"contractMethod": "m", "contractAbiJSON": method(t, params),
	}
	for k, v := range change {
		p[k] = v
	}
	doc, err := json.Marshal(p)
	require.NoError(t, err)
	return doc
}

// fill packs the call and unpacks it again the way the contract would.
func fill(t testing.TB, params, data string, change map[string]string) ([]any, error) {
	t.Helper()
	tg, err := ethereum.ParseTarget(target(t, params, change))
	require.NoError(t, err)
	call, err := tg.Calldata(outputtest.ResultOf(t, 3, data))
	if err != nil {
		return nil, err
	}
	parsed, err := abi.JSON(strings.NewReader(method(t, params)))
	require.NoError(t, err)
	require.Equal(t, parsed.Methods["m"].ID, call[:4])
	values, err := parsed.Methods["m"].Inputs.Unpack(call[4:])
	require.NoError(t, err)
	return values, nil
}

func TestEveryNameIsFilled(t *testing.T) {
	r := outputtest.ResultOf(t, 3, `{}`)
	digest := r.Task.Header.Digest()
	settlement, err := abi.Arguments{{Type: typ(t, "bytes")}, {Type: typ(t, "bytes32")}, {Type: typ(t, "bytes32")}, {Type: typ(t, "string")}}.
		Pack(r.Receipt.Journal, [32]byte(r.Receipt.ProgramID), [32]byte(r.Receipt.Digest), r.Receipt.CID)
	require.NoError(t, err)
	for param, want := range map[string]any{
		"bytes proof":            r.Proof,
		"uint256 projectId":      big.NewInt(7),
		"uint64 _projectId":      uint64(7),
		"address receiver":       common.HexToAddress(receiverHex),
		"address _receiver":      common.HexToAddress(receiverHex),
		"bytes settlement":       settlement,
		"bytes _settlement":      settlement,
		"bytes journal":          r.Receipt.Journal,
		"bytes32 program_id":     [32]byte(r.Receipt.ProgramID),
		"bytes32 receipt_digest": [32]byte(r.Receipt.Digest),
		"string receipt_cid":     r.Receipt.CID,
		"bytes32 task_digest":    [32]byte(digest),
	} {
		got, err := fill(t, param, `{}`, nil)
		require.NoError(t, err, param)
		require.Equal(t, []any{want}, got, param)
	}
}

// proven is a result whose proof a contract verifies itself.
func proven(t testing.TB) output.Result {
	t.Helper()
	r := outputtest.ResultOf(t, 3, `{"public_inputs":"41"}`)
	r.Receipt.Runtime, r.Receipt.Kind = "halo2", "kzg"
	r.Receipt.Journal = append(bytes.Repeat([]byte{0x11}, 32), append(make([]byte, 31), 7)...)
	return r
}

// call packs and unpacks one parameter.
func call(t testing.TB, tg *ethereum.Target, param string, r output.Result) (any, error) {
	t.Helper()
	data, err := tg.Calldata(r)
	if err != nil {
		return nil, err
	}
	parsed, err := abi.JSON(strings.NewReader(method(t, param)))
	require.NoError(t, err)
	values, err := parsed.Methods["m"].Inputs.Unpack(data[4:])
	require.NoError(t, err)
	return values[0], nil
}

func TestProofsThatTheContractVerifies(t *testing.T) {
	r := proven(t)
	header, err := r.Task.Header.AppendBinary(nil)
	require.NoError(t, err)
	require.Equal(t, r.Task.Header.Digest(), task.DigestOf(header), "the contract finds the task by it")
	inputs := []*big.Int{new(big.Int).SetBytes(bytes.Repeat([]byte{0x11}, 32)), big.NewInt(7)}
	settlement, err := bindings.Halo2SettlementArguments().Pack(
		header, [32]byte(r.Receipt.ProgramID), [32]byte(r.Receipt.Digest), r.Receipt.CID, inputs, []byte("raw proof"))
	require.NoError(t, err)
	take := func(receipt []byte) ([]byte, error) {
		require.Equal(t, r.Proof, receipt)
		return []byte("raw proof"), nil
	}
	for param, want := range map[string]any{
		"bytes proof": []byte("raw proof"), "uint256[] public_inputs": inputs, "bytes task_header": header,
		"bytes settlement": settlement, "bytes _settlement": settlement, "bytes journal": r.Receipt.Journal,
	} {
		tg, err := ethereum.ParseTarget(target(t, param, nil))
		require.NoError(t, err)
		got, err := call(t, tg.WithRawProof(take), param, r)
		require.NoError(t, err, param)
		require.Equal(t, want, got, param)
	}
}

func TestProofsThatCannotBeTakenOut(t *testing.T) {
	r := proven(t)
	tg, err := ethereum.ParseTarget(target(t, "bytes settlement", nil))
	require.NoError(t, err)
	_, err = tg.Calldata(r)
	require.ErrorContains(t, err, "does not know halo2 receipts")
	broken := errors.New("no receipt")
	_, err = tg.WithRawProof(func([]byte) ([]byte, error) { return nil, broken }).Calldata(r)
	require.ErrorIs(t, err, broken)
	r.Receipt.Journal = r.Receipt.Journal[1:]
	_, err = tg.WithRawProof(func([]byte) ([]byte, error) { return nil, nil }).Calldata(r)
	require.ErrorIs(t, err, output.ErrParams)

	// The old form's proof is no matter of public inputs: the name is the message's own there.
	r = proven(t)
	r.Receipt.Kind = "wasm"
	tg, err = ethereum.ParseTarget(target(t, "uint256 public_inputs", nil))
	require.NoError(t, err)
	got, err := call(t, tg, "uint256 public_inputs", r)
	require.NoError(t, err)
	require.Equal(t, big.NewInt(41), got)
}

func typ(t testing.TB, name string) abi.Type {
	t.Helper()
	made, err := abi.NewType(name, "", nil)
	require.NoError(t, err)
	return made
}

func TestMessageFieldsAreFilled(t *testing.T) {
	data := `{"a":"` + receiverHex + `","dec":"255","num":16,"hx":"0xff","big":115792089237316195423570985008687907853269984665640564039457584007913129639935,
		"neg":-5,"t":true,"s":"21 °C","raw":"plain","bin":"0x0102","in":{"deep":9}}`
	for param, want := range map[string]any{
		"address a":      common.HexToAddress(receiverHex),
		"uint256 dec":    big.NewInt(255),
		"uint8 num":      uint8(16),
		"uint16 hx":      uint16(255),
		"uint256 big":    new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)),
		"int8 neg":       int8(-5),
		"bool t":         true,
		"string s":       "21 °C",
		"bytes raw":      []byte("plain"),
		"bytes bin":      []byte{1, 2},
		"uint64 in.deep": uint64(9),
	} {
		got, err := fill(t, param, data, nil)
		require.NoError(t, err, param)
		require.Equal(t, []any{want}, got, param)
	}
	got, err := fill(t, "uint256 dec, uint8 num, uint16 hx", data, map[string]string{"numbers": "hex"})
	require.NoError(t, err)
	require.Equal(t, []any{big.NewInt(0x255), uint8(0x16), uint16(0xff)}, got, "as Sprout 0.6 read them")
}

func TestWhatCannotBeFilled(t *testing.T) {
	data := `{"a":"0x12","n":"twelve","f":1.5,"neg":-1,"big":256,"plus":"+5","hx":"0x-5","empty":"","t":"true","o":{},"long":"` + strings.Repeat("9", 5000) + `"}`
	for param, want := range map[string]string{
		"uint256 gone":                        "miss param gone for contract abi",
		"address a":                           "param a is no address",
		"uint256 n":                           "param n is no number",
		"uint256 f":                           "param f is no number",
		"uint256 plus":                        "param plus is no number",
		"uint256 hx":                          "param hx is no number",
		"uint256 empty":                       "param empty is no number",
		"uint256 long":                        "param long is no number",
		"uint8 neg":                           "does not fit uint8",
		"uint8 big":                           "does not fit uint8",
		"int8 big":                            "does not fit int8",
		"bool t":                              "param t is not true or false",
		"uint8[] o":                           "cannot be filled from a message",
		"uint256 proof":                       "contract ABI pack failed",
		"string projectId":                    "is no integer",
		"bytes data_snark":                    "parameter data_snark needs a SNARK receipt, the task's receipt is composite",
		"bytes _data_snark":                   "needs a SNARK receipt",
		"bytes proof_snark_seal":              "needs a SNARK receipt",
		"bytes proof_snark_post_state_digest": "needs a SNARK receipt",
		"bytes proof_snark_journal":           "needs a SNARK receipt",
	} {
		_, err := fill(t, param, data, nil)
		require.ErrorContains(t, err, want, param)
		require.ErrorIs(t, err, output.ErrParams)
		require.Equal(t, task.FailProgram, output.Code(err))
	}
	for _, garbage := range []string{"", "not json", `[1,2]`, `{"n":`} {
		_, err := fill(t, "uint256 n", garbage, nil)
		require.ErrorContains(t, err, "miss param n for contract abi", garbage)
	}
}

func TestBadTargets(t *testing.T) {
	for want, change := range map[string]map[string]string{
		"chainEndpoint is missing":                   {"chainEndpoint": ""},
		"contractAddress is no address":              {"contractAddress": "0x12"},
		"receiverAddress is no address":              {"receiverAddress": "me"},
		"contractAbiJSON":                            {"contractAbiJSON": "{"},
		"contract abi miss the contract method gone": {"contractMethod": "gone"},
		"miss param _receiver for contract abi":      {"receiverAddress": "", "contractAbiJSON": method(t, "address _receiver")},
		"miss param receiver for contract abi":       {"receiverAddress": "", "contractAbiJSON": method(t, "address receiver")},
		"ethereum.numbers":                           {"numbers": "octal"},
	} {
		_, err := ethereum.ParseTarget(target(t, "", change))
		require.ErrorContains(t, err, want)
		require.ErrorIs(t, err, output.ErrParams)
	}
	_, err := ethereum.ParseTarget(json.RawMessage(`7`))
	require.ErrorIs(t, err, output.ErrParams)
}

// A payload above 4,096 characters failed in Sprout 0.6.
func TestLongPayload(t *testing.T) {
	long := strings.Repeat("é", 50_000)
	got, err := fill(t, "string s, bytes s2", `{"s":"`+long+`","s2":"`+long+`"}`, nil)
	require.NoError(t, err)
	require.Equal(t, []any{long, []byte(long)}, got)
}

// Whatever number a message holds, the contract gets just that one, or nothing.
func TestIntegersOfEveryWidth(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		bits := 8 * rapid.IntRange(1, 32).Draw(r, "bytes")
		signed := rapid.Bool().Draw(r, "signed")
		n := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, bits/8+1).Draw(r, "magnitude"))
		if rapid.Bool().Draw(r, "negative") {
			n.Neg(n)
		}
		low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(bits))
		kind := fmt.Sprintf("uint%d", bits)
		if signed {
			half := new(big.Int).Rsh(high, 1)
			low.Neg(half)
			high, kind = half, kind[1:]
		}
		got, err := fill(t, kind+" n", fmt.Sprintf(`{"n":"%s"}`, n), nil)
		if n.Cmp(low) < 0 || n.Cmp(high) >= 0 {
			if err == nil {
				r.Fatalf("%s passes as %s", n, kind)
			}
			return
		}
		if err != nil || fmt.Sprint(got[0]) != n.String() {
			r.Fatalf("%s as %s became %v: %v", n, kind, got, err)
		}
	})
}

func FuzzParseTarget(f *testing.F) {
	f.Add([]byte(target(f, "uint256 a, bytes proof, address receiver", nil)), []byte(`{"a":"12"}`))
	f.Add([]byte(target(f, "bytes32 a, uint8[] b", map[string]string{"numbers": "hex"})), []byte(`{}`))
	f.Add([]byte(`{"contractAbiJSON":"[]"}`), []byte(``))
	f.Fuzz(func(t *testing.T, raw, data []byte) {
		tg, err := ethereum.ParseTarget(raw)
		if err != nil {
			require.ErrorIs(t, err, output.ErrParams)
			return
		}
		if len(data) > task.MaxDataLen {
			return
		}
		if _, err := tg.Calldata(outputtest.ResultOf(t, 1, string(data))); err != nil {
			require.ErrorIs(t, err, output.ErrParams)
		}
	})
}
