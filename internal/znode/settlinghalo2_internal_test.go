package znode

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

// kindField is IVerifierRouter.Kind.Field.
const kindField = 2

// sample is a task with a real proof of a halo2 example.
type sample struct {
	header task.Header
	ref    task.ReceiptRef
	proof  []byte
}

func loadSample(t *testing.T, name string) sample {
	t.Helper()
	file, err := os.ReadFile("../../examples/halo2/" + name + "/program/sample.json")
	require.NoError(t, err)
	var s struct {
		Program task.Digest   `json:"programID"`
		Payload hexutil.Bytes `json:"payload"`
	}
	require.NoError(t, json.Unmarshal(file, &s))
	parts, err := bindings.Halo2SettlementArguments().Unpack(s.Payload)
	require.NoError(t, err)
	header, err := task.ParseHeader(parts[0].([]byte))
	require.NoError(t, err)
	var journal []byte
	for _, value := range parts[4].([]*big.Int) {
		journal = append(journal, common.BigToHash(value).Bytes()...)
	}
	return sample{header, task.ReceiptRef{Runtime: "halo2", Kind: "kzg", ProgramID: s.Program, Journal: journal, Binding: task.BindingTask}, parts[5].([]byte)}
}

// receipt writes a receipt around the proof, with nothing in it that a contract does not look at.
func (s *sample) receipt(proof []byte) []byte {
	sized := func(b []byte) []byte { return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...) }
	number := func(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
	return bytes.Join([][]byte{
		[]byte("SPRR\x00\x01\x02\x01"), sized(nil), number(9), sized(nil), make([]byte, 256), number(1), number(len(s.ref.Journal) / 32), s.ref.Journal, sized(proof),
	}, nil)
}

// A real proof is verified by the chain: through the router, by the verifier that was generated for its circuit. Nobody
// attests anything.
func TestRealHalo2ProofIsSettledByTheChain(t *testing.T) {
	f := newFleet(t, 2, 2)
	p := f.nodes[0]
	s := loadSample(t, circuits.Sensors)
	circuit, err := circuits.Load(circuits.Sensors)
	require.NoError(t, err)
	v := circuit.Verifier
	verifier, err := deploy.Halo2Verifier(t.Context(), f.Chain, f.Owner, deploy.Circuit{
		ProgramID: v.ProgramID, Bytecode: v.Bytecode, PublicValues: v.PublicValues, ProofLength: v.ProofLength,
	})
	require.NoError(t, err)
	selector := [4]byte{'h', 'a', 'l', '2'}
	f.own(f.At.VerifierRouter, 0, routerABI.PackAdd(selector, verifier, kindField))
	f.Accept(t, s.header.ProjectVersion, s.ref.ProgramID, selector)
	signed, err := task.Sign(t.Context(), s.header, task.NewKeySigner(f.Enode))
	require.NoError(t, err)
	tk := task.Task{Header: s.header}
	result := func(proof []byte) output.Result {
		receipt := s.receipt(proof)
		ref := s.ref
		ref.Digest, ref.Size = task.DigestOf(receipt), uint64(len(receipt))
		return p.keep(tk, signed, ref, receipt)
	}

	forged := bytes.Clone(s.proof)
	forged[7] ^= 1
	err = p.refused(result(forged), p2ptest.Patience)
	require.ErrorContains(t, err, "InvalidProof()")
	require.ErrorIs(t, err, output.ErrRefused)
	require.Zero(t, f.sent(p))

	ref := p.settle(result(s.proof))
	require.True(t, f.settled(s.header.Sequence))
	require.Equal(t, ref, p.settle(result(s.proof)))
	require.EqualValues(t, 1, f.sent(p))
	t.Logf("a task settled with a halo2 proof takes %d gas", ref.Gas)

	other := result(s.proof)
	other.Receipt.Journal = bytes.Clone(s.ref.Journal)
	other.Receipt.Journal[40] ^= 1
	require.ErrorContains(t, p.refused(other, p2ptest.Patience), "settled with another result")
}
