package enode

import (
	"bytes"
	"math/big"
	"reflect"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

var (
	routerABI      = bindings.NewW3bstreamRouter().GetABI()
	settlementArgs = bindings.SettlementArguments()
	provenArgs     = bindings.Halo2SettlementArguments()
)

// claim is what a transaction must say to settle a task: what the verified receipt proves.
// Receipts are not compared: two proofs of one run differ, what they prove does not.
type claim struct {
	task    task.Digest
	receipt task.ReceiptRef
}

// proven reports whether a contract verifies the receipt's proof itself.
func (c claim) proven() bool { return c.receipt.Runtime == "halo2" && c.receipt.Kind == "kzg" }

// otherContent says how a call of the project's contract differs from what the
// verified receipt proves; "" if it does not, or says nothing of it.
func (c claim) otherContent(calldata []byte, t target) string {
	if method := routerABI.Methods["submit"]; bytes.HasPrefix(calldata, method.ID) {
		return c.otherSubmission(method, calldata[4:], t)
	}
	parsed, err := abi.JSON(strings.NewReader(t.ContractABIJSON))
	if err != nil {
		return ""
	}
	method, ok := parsed.Methods[t.ContractMethod]
	if !ok {
		return ""
	}
	if !bytes.HasPrefix(calldata, method.ID) {
		return "transaction calls another method of the project's contract"
	}
	args, err := method.Inputs.Unpack(calldata[4:])
	if err != nil {
		return "transaction's arguments are malformed"
	}
	for i, in := range method.Inputs {
		if reason := c.otherArgument(in.Name, args[i]); reason != "" {
			return reason
		}
	}
	return ""
}

// otherSubmission compares a submission to the router.
func (c claim) otherSubmission(method abi.Method, packed []byte, t target) string {
	args, err := method.Inputs.Unpack(packed)
	if err != nil || len(args) != 3 {
		return "transaction holds no submission"
	}
	if to, ok := args[1].(common.Address); !ok || to != common.HexToAddress(t.ReceiverAddress) {
		return "transaction is for another receiver"
	}
	data, ok := args[2].([]byte)
	if !ok {
		return "transaction holds no submission"
	}
	reason, _ := c.otherSettlement(data) // a project may fill the parameter with something else
	return reason
}

// otherArgument compares an argument that is filled by its name, as docs/protocol.md lists them.
func (c claim) otherArgument(name string, arg any) string {
	switch name {
	case "settlement", "_settlement":
		data, ok := arg.([]byte)
		if !ok {
			return ""
		}
		reason, decodes := c.otherSettlement(data)
		if !decodes {
			return "transaction holds no settlement"
		}
		return reason
	case "journal":
		return c.otherJournal(arg)
	case "public_inputs":
		if c.proven() {
			return c.otherInputs(arg)
		}
		return ""
	case "program_id":
		return c.otherProgram(arg)
	case "task_digest":
		if d, ok := arg.([32]byte); ok && task.Digest(d) != c.task {
			return "transaction names another task"
		}
		return ""
	case "task_header":
		return c.otherHeader(arg)
	default:
		return ""
	}
}

// otherSettlement compares a settlement payload; decodes is false if it is none.
func (c claim) otherSettlement(data []byte) (reason string, decodes bool) {
	if c.proven() {
		parts, err := provenArgs.Unpack(data)
		if err != nil {
			return "", false
		}
		return first(c.otherHeader(parts[0]), c.otherProgram(parts[1]), c.otherInputs(parts[4])), true
	}
	parts, err := settlementArgs.Unpack(data)
	if err != nil {
		return "", false
	}
	return first(c.otherJournal(parts[0]), c.otherProgram(parts[1])), true
}

func first(reasons ...string) string {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}

// otherJournal compares with the journal, where the report has one.
func (c claim) otherJournal(arg any) string {
	if b, ok := arg.([]byte); ok && len(c.receipt.Journal) > 0 && !bytes.Equal(b, c.receipt.Journal) {
		return "transaction settles another journal than the receipt proves"
	}
	return ""
}

// otherInputs compares public inputs with the journal, which is made of them.
func (c claim) otherInputs(arg any) string {
	list := reflect.ValueOf(arg) // as long as the parameter's type says, if it says so
	if kind := list.Kind(); kind != reflect.Slice && kind != reflect.Array {
		return "transaction's public inputs are no list"
	}
	var words []byte
	for i := range list.Len() {
		n, ok := list.Index(i).Interface().(*big.Int)
		if !ok {
			return "transaction's public inputs are no numbers"
		}
		words = append(words, common.LeftPadBytes(n.Bytes(), 32)...)
	}
	if len(c.receipt.Journal) > 0 && !bytes.Equal(words, c.receipt.Journal) {
		return "transaction settles other public inputs than the receipt proves"
	}
	return ""
}

func (c claim) otherProgram(arg any) string {
	if id, ok := arg.([32]byte); ok && task.Digest(id) != c.receipt.ProgramID {
		return "transaction names another program than the receipt proves"
	}
	return ""
}

func (c claim) otherHeader(arg any) string {
	if b, ok := arg.([]byte); ok && task.DigestOf(b) != c.task {
		return "transaction names another task"
	}
	return ""
}
