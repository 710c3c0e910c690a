package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/machinefi/sprout/contracts/bindings"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/halo2"
)

const (
	verifierFile = "verifier.json"
	sampleFile   = "sample.json"
)

// Where the samples' tasks are from: the chain of contractstest and devnet.
const (
	sampleChain   = 1337
	sampleProject = 1
	sampleVersion = "1.0"
)

// sample is a settlement with a real proof.
type sample struct {
	Description  string          `json:"description"`
	ProgramID    string          `json:"programID"`
	ChainID      uint64          `json:"chainID"`
	ProjectID    uint64          `json:"projectID"`
	TaskDigest   string          `json:"taskDigest"`
	PublicInputs []string        `json:"publicInputs"` // decimal
	Proof        hexutil.Bytes   `json:"proof"`
	Payload      hexutil.Bytes   `json:"payload"` // what receiveData takes
	parsed       []*big.Int      // the public inputs
	header       []byte          // of the task
	receipt      task.ReceiptRef // what the payload names
}

func (s *sample) sizes() (values, proof uint64) {
	return uint64(len(s.PublicInputs)), uint64(len(s.Proof))
}

func readSample(path string) (*sample, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &sample{}
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return s, nil
}

// sample returns the sample there is, or makes one if there is none of this program.
func (m *maker) sample(ctx context.Context, program task.Digest) (*sample, error) {
	old, err := readSample(filepath.Join(m.folder, sampleFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err == nil && old.ProgramID == program.String() {
		return old, nil
	}
	return m.prove(ctx, program)
}

func (m *maker) prove(ctx context.Context, program task.Digest) (*sample, error) {
	code, err := os.ReadFile(filepath.Join(m.folder, m.name+".wasm"))
	if err != nil {
		return nil, fmt.Errorf("read front end: %w", err)
	}
	v := &project.Version{
		Name: sampleVersion, VM: project.VMHalo2, Code: code, InputMode: project.InputTask, ProgramID: program,
		Limits: project.Limits{Cycles: 1 << 24, Wall: 10 * time.Minute, JournalBytes: 4096, MessageBytes: 1024},
	}
	t, err := m.task()
	if err != nil {
		return nil, err
	}
	receipt, ref, err := m.provers.Prove(ctx, v, t, nil)
	if err != nil {
		return nil, fmt.Errorf("prove sample: %w", err)
	}
	ref.CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy" // of no receipt: nodes keep samples nowhere
	r, err := halo2.ParseReceipt(receipt)
	if err != nil {
		return nil, err
	}
	s := &sample{
		Description: "A settlement with a real proof, made with the development network's parameters by make verifiers.",
		ProgramID:   program.String(), ChainID: sampleChain, ProjectID: sampleProject, TaskDigest: t.Digest().String(),
		Proof: r.Proof, receipt: ref,
	}
	for _, word := range r.PublicInputs {
		value := new(big.Int).SetBytes(word[:])
		s.parsed = append(s.parsed, value)
		s.PublicInputs = append(s.PublicInputs, value.String())
	}
	if s.header, err = t.AppendBinary(nil); err != nil {
		return nil, err
	}
	s.Payload, err = bindings.Halo2SettlementArguments().Pack(
		s.header, [32]byte(program), [32]byte(ref.Digest), ref.CID, s.parsed, r.Proof)
	return s, err
}

// task is the sample's: always the same.
func (m *maker) task() (*task.Task, error) {
	list, err := messages(m.name)
	if err != nil {
		return nil, err
	}
	at := time.UnixMilli(1_700_000_000_000)
	var msgs []task.Message
	for i, data := range list {
		id, err := task.ParseMessageID(fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1))
		if err != nil {
			return nil, err
		}
		msgs = append(msgs, task.Message{
			ID: id, ProjectID: sampleProject, ProjectVersion: sampleVersion, ReceivedAt: at, Data: []byte(data),
		})
	}
	t, err := task.New(sampleChain, sampleProject, sampleVersion, 1, at, msgs)
	return &t, err
}

// messages are those of an example's sample.
func messages(name string) ([]string, error) {
	switch name {
	case circuits.Simple:
		return []string{`{"private_a":3,"private_b":4}`}, nil
	case circuits.Sensors:
		return weather.Messages(201201)
	case circuits.TwoPhase:
		return strings.Split(`{"value":420} {"value":17} {"value":999} {"value":512} {"value":88}`, " "), nil
	default:
		return nil, fmt.Errorf("there is no sample of %s", name)
	}
}
