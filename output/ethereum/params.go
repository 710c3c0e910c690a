package ethereum

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/tidwall/gjson"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

// params is the "ethereum" object of a project file.
type params struct {
	ChainEndpoint   string `json:"chainEndpoint"`
	ContractAddress string `json:"contractAddress"`
	ReceiverAddress string `json:"receiverAddress"`
	ContractMethod  string `json:"contractMethod"`
	ContractABIJSON string `json:"contractAbiJSON"`
	// Numbers "hex" reads every number as hexadecimal, as Sprout 0.6 did.
	Numbers string `json:"numbers"`
}

// target is params, checked.
type target struct {
	endpoint string
	contract common.Address
	receiver *common.Address
	abi      abi.ABI
	method   abi.Method
	hexOnly  bool
	rawProof func([]byte) ([]byte, error)
	id       string // names the target among all, whatever the project file calls it
}

func parseTarget(raw json.RawMessage) (*target, error) {
	var p params
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("%w: ethereum: %w", output.ErrParams, err)
	}
	if p.ChainEndpoint == "" {
		return nil, fmt.Errorf("%w: ethereum.chainEndpoint is missing", output.ErrParams)
	}
	if !common.IsHexAddress(p.ContractAddress) {
		return nil, fmt.Errorf("%w: ethereum.contractAddress is no address", output.ErrParams)
	}
	if p.Numbers != "" && p.Numbers != "hex" {
		return nil, fmt.Errorf("%w: ethereum.numbers is %.20q, want nothing or \"hex\"", output.ErrParams, p.Numbers)
	}
	t := &target{endpoint: p.ChainEndpoint, contract: common.HexToAddress(p.ContractAddress), hexOnly: p.Numbers == "hex"}
	if p.ReceiverAddress != "" {
		if !common.IsHexAddress(p.ReceiverAddress) {
			return nil, fmt.Errorf("%w: ethereum.receiverAddress is no address", output.ErrParams)
		}
		r := common.HexToAddress(p.ReceiverAddress)
		t.receiver = &r
	}
	var err error
	if t.abi, err = abi.JSON(strings.NewReader(p.ContractABIJSON)); err != nil {
		return nil, fmt.Errorf("%w: ethereum.contractAbiJSON: %w", output.ErrParams, err)
	}
	m, ok := t.abi.Methods[p.ContractMethod]
	if !ok {
		return nil, fmt.Errorf("%w: contract abi miss the contract method %s", output.ErrParams, p.ContractMethod)
	}
	t.method = m
	for _, in := range m.Inputs {
		if (in.Name == "receiver" || in.Name == "_receiver") && t.receiver == nil {
			return nil, fmt.Errorf("%w: %w", output.ErrParams, missing(in))
		}
	}
	all, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("%w: ethereum: %w", output.ErrParams, err)
	}
	t.id = fmt.Sprintf("%s/%s/%.16s", t.contract.Hex(), m.RawName, task.DigestOf(all).Hex())
	return t, nil
}

func missing(in abi.Argument) error { return fmt.Errorf("miss param %s for contract abi", in.Name) }

// calldata fills the method's parameters by name (docs/protocol.md lists the
// names) and returns them and the packed call.
func (t *target) calldata(r output.Result) (args []any, data []byte, err error) {
	args = make([]any, len(t.method.Inputs))
	for i, in := range t.method.Inputs {
		if args[i], err = t.argument(in, r); err != nil {
			return nil, nil, fmt.Errorf("%w: %w", output.ErrParams, err)
		}
	}
	data, err = t.abi.Pack(t.method.Name, args...)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: contract ABI pack failed: %w", output.ErrParams, err)
	}
	return args, data, nil
}

func (t *target) argument(in abi.Argument, r output.Result) (any, error) {
	switch in.Name {
	case "proof":
		return t.proof(r)
	case "projectId", "_projectId":
		return integer(in, new(big.Int).SetUint64(uint64(r.Task.ProjectID)))
	case "receiver", "_receiver":
		return *t.receiver, nil
	case "settlement", "_settlement":
		return t.settlement(r)
	case "public_inputs":
		if !onChain(r.Receipt) {
			return t.fromMessage(in, r)
		}
		return publicInputs(r.Receipt.Journal)
	case "task_header":
		return r.Task.Header.AppendBinary(nil)
	case "journal":
		return r.Receipt.Journal, nil
	case "program_id":
		return [32]byte(r.Receipt.ProgramID), nil
	case "receipt_digest":
		return [32]byte(r.Receipt.Digest), nil
	case "receipt_cid":
		return r.Receipt.CID, nil
	case "task_digest":
		return [32]byte(r.Task.Header.Digest()), nil
	case "data_snark", "_data_snark", "proof_snark_seal", "proof_snark_post_state_digest", "proof_snark_journal":
		return nil, fmt.Errorf("parameter %s needs a SNARK receipt, the task's receipt is %s", in.Name, r.Receipt.Kind)
	default:
		return t.fromMessage(in, r)
	}
}

// onChain reports whether a contract can verify the receipt's proof itself.
func onChain(ref task.ReceiptRef) bool { return ref.Runtime == "halo2" && ref.Kind == "kzg" }

// proof is what a contract is given as the proof: the receipt, or what halo2's verifiers take.
func (t *target) proof(r output.Result) ([]byte, error) {
	if r.Receipt.Runtime != "halo2" {
		return r.Proof, nil
	}
	if t.rawProof == nil {
		return nil, errors.New("this node does not know halo2 receipts")
	}
	return t.rawProof(r.Proof)
}

// publicInputs reads the journal of a halo2 receipt: big-endian words of 32 bytes.
func publicInputs(journal []byte) ([]*big.Int, error) {
	const word = 32
	if len(journal)%word != 0 {
		return nil, fmt.Errorf("journal of %d bytes is no list of public inputs", len(journal))
	}
	list := make([]*big.Int, 0, len(journal)/word)
	for ; len(journal) > 0; journal = journal[word:] {
		list = append(list, new(big.Int).SetBytes(journal[:word]))
	}
	return list, nil
}

var (
	settlementArgs = bindings.SettlementArguments()
	provenArgs     = bindings.Halo2SettlementArguments()
)

// settlement is abi.encode(bytes journal, bytes32 programId, bytes32 receiptDigest, string receiptCid), or where the
// contract verifies the proof itself, of the layout that bindings.Halo2SettlementArguments names.
func (t *target) settlement(r output.Result) ([]byte, error) {
	if onChain(r.Receipt) {
		return t.proven(r)
	}
	return settlementArgs.Pack(r.Receipt.Journal, [32]byte(r.Receipt.ProgramID), [32]byte(r.Receipt.Digest), r.Receipt.CID)
}

func (t *target) proven(r output.Result) ([]byte, error) {
	header, err := r.Task.Header.AppendBinary(nil)
	if err != nil {
		return nil, err
	}
	proof, err := t.proof(r)
	if err != nil {
		return nil, err
	}
	inputs, err := publicInputs(r.Receipt.Journal)
	if err != nil {
		return nil, err
	}
	return provenArgs.Pack(header, [32]byte(r.Receipt.ProgramID), [32]byte(r.Receipt.Digest), r.Receipt.CID, inputs, proof)
}

// fromMessage reads the parameter's name as a JSON path into the first message's data.
func (t *target) fromMessage(in abi.Argument, r output.Result) (any, error) {
	var v gjson.Result
	if m := r.Task.Messages; len(m) > 0 && gjson.ValidBytes(m[0].Data) {
		v = gjson.GetBytes(m[0].Data, in.Name)
	}
	if !v.Exists() {
		return nil, missing(in)
	}
	s := v.String()
	switch in.Type.T {
	case abi.AddressTy:
		if !common.IsHexAddress(s) {
			return nil, fmt.Errorf("param %s is no address", in.Name)
		}
		return common.HexToAddress(s), nil
	case abi.UintTy, abi.IntTy:
		n, ok := t.number(s)
		if !ok {
			return nil, fmt.Errorf("param %s is no number", in.Name)
		}
		return integer(in, n)
	case abi.BoolTy:
		if !v.IsBool() {
			return nil, fmt.Errorf("param %s is not true or false", in.Name)
		}
		return v.Bool(), nil
	case abi.BytesTy:
		if digits, ok := strings.CutPrefix(s, "0x"); ok {
			if b, err := hex.DecodeString(digits); err == nil {
				return b, nil
			}
		}
		return []byte(s), nil
	case abi.StringTy:
		return s, nil
	default:
		return nil, fmt.Errorf("param %s: contract type %s cannot be filled from a message", in.Name, in.Type)
	}
}

// maxDigits is more than any integer of a contract has; it bounds the work on a hostile one.
const maxDigits = 80

func (t *target) number(s string) (*big.Int, bool) {
	digits, isHex := strings.CutPrefix(s, "0x")
	if len(digits) > maxDigits || strings.HasPrefix(digits, "+") || (isHex && strings.HasPrefix(digits, "-")) {
		return nil, false
	}
	if isHex || t.hexOnly {
		return new(big.Int).SetString(digits, 16)
	}
	return new(big.Int).SetString(s, 10)
}

// integer turns n into the Go type abi packing wants for the argument's width.
func integer(in abi.Argument, n *big.Int) (any, error) {
	bits := in.Type.Size
	if in.Type.T != abi.UintTy && in.Type.T != abi.IntTy {
		return nil, fmt.Errorf("param %s: contract type %s is no integer", in.Name, in.Type)
	}
	signed := in.Type.T == abi.IntTy
	fits := n.Sign() >= 0 && n.BitLen() <= bits
	if signed {
		// two's complement has one value more below zero than above
		least := new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), uint(bits-1)))
		fits = n.BitLen() < bits || n.Cmp(least) == 0
	}
	if !fits {
		return nil, fmt.Errorf("param %s: %s does not fit %s", in.Name, n, in.Type)
	}
	if signed {
		return signedInteger(bits, n), nil
	}
	return unsignedInteger(bits, n), nil
}

// signedInteger and unsignedInteger know that n fits.
func signedInteger(bits int, n *big.Int) any {
	switch i := n.Int64(); bits {
	case 8:
		return int8(i)
	case 16:
		return int16(i)
	case 32:
		return int32(i)
	case 64:
		return i
	default:
		return n
	}
}

func unsignedInteger(bits int, n *big.Int) any {
	switch u := n.Uint64(); bits {
	case 8:
		return uint8(u)
	case 16:
		return uint16(u)
	case 32:
		return uint32(u)
	case 64:
		return u
	default:
		return n
	}
}
