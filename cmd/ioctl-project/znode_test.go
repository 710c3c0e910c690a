package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"os"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/task"
)

func word(n uint64) []byte {
	var b [32]byte
	binary.BigEndian.PutUint64(b[24:], n)
	return b[:]
}

func left(a common.Address) []byte { return common.LeftPadBytes(a.Bytes(), 32) }

func typed(domain, structHash []byte) []byte {
	return crypto.Keccak256([]byte{0x19, 1}, domain, structHash)
}

// sign is a signature of one of the market's keys.
func signAs(ts *testscript.TestScript, name string, hash []byte) (s evidence.CompactSignature) {
	key, err := devnet.Key("market " + name)
	ts.Check(err)
	sig, err := crypto.Sign(hash, key)
	ts.Check(err)
	ts.Check(s.UnmarshalText([]byte(common.Bytes2Hex(sig))))
	return s
}

func writeJSON(ts *testscript.TestScript, file string, v any) {
	b, err := json.Marshal(v)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(file), b, 0o600))
}

func networkOf(ts *testscript.TestScript) deploy.Network {
	n, err := deploy.ReadNetwork(ts.MkAbs("network.json"))
	ts.Check(err)
	return n
}

// contradict writes what two of the market's keys attested about one task, each its own journal; one key twice is an
// offence: contradict FILE NAME NAME
func contradict(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: contradict file name name")
	}
	n := networkOf(ts)
	domain := crypto.Keccak256(crypto.Keccak256([]byte("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")),
		crypto.Keccak256([]byte("Sprout")), crypto.Keccak256([]byte("1")), word(n.ChainID), left(n.ZnodeStaking))
	d := evidence.DoubleAttestation{ProjectID: 1, TaskDigest: task.Digest{1}, ProgramID: task.Digest{2}}
	for i, name := range args[1:] {
		journal, settler := task.Digest{3, byte(i)}, common.Address{4}
		leaf := crypto.Keccak256(crypto.Keccak256([]byte("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)")),
			word(1), d.TaskDigest[:], d.ProgramID[:], journal[:])
		root := crypto.Keccak256(crypto.Keccak256([]byte("Attestation(uint64 projectId,address settler,bytes32 resultsRoot)")), word(1), left(settler), leaf)
		d.Attestations = append(d.Attestations, evidence.Attestation{JournalDigest: journal, Settler: settler, Signature: signAs(ts, name, typed(domain, root))})
	}
	writeJSON(ts, args[0], d)
}

// equivocate writes two tasks with one number that one of the market's keys signed: equivocate FILE NAME
func equivocate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: equivocate file name")
	}
	domain := crypto.Keccak256(crypto.Keccak256([]byte("EIP712Domain(string name,string version,uint256 chainId)")),
		crypto.Keccak256([]byte("Sprout")), crypto.Keccak256([]byte("1")), word(networkOf(ts).ChainID))
	e := evidence.Equivocation{ProjectID: 1, Sequence: 7}
	for i := range 2 {
		digest := task.Digest{byte(i)}
		hash := crypto.Keccak256(crypto.Keccak256([]byte("Task(uint64 projectId,uint64 sequence,bytes32 digest)")), word(1), word(7), digest[:])
		e.Tasks = append(e.Tasks, evidence.SignedTask{TaskDigest: digest, Signature: signAs(ts, args[1], typed(domain, hash))})
	}
	writeJSON(ts, args[0], e)
}

// charge pays for tasks of a project, as a settlement contract does; the project names NAME's account as its own:
// charge NAME PROJECT TASKS PAYEE
func charge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: charge name project tasks payee")
	}
	key, err := devnet.Key("market " + args[0])
	ts.Check(err)
	id, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	tasks, err := strconv.ParseInt(args[2], 10, 64)
	ts.Check(err)
	_, err = deploy.Transact(context.Background(), ts.Value("market").(*market).chain.Client(), key, networkOf(ts).ProjectRegistry, nil,
		bindings.NewProjectRegistry().PackCharge(id, big.NewInt(tasks), common.HexToAddress(args[3])))
	ts.Check(err)
}
