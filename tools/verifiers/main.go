// Command verifiers writes what development networks need of the halo2 examples beside their front ends:
//
//	examples/halo2/NAME/program/verifier.json   the program id and the compiled contract that verifies its proofs
//	examples/halo2/NAME/program/sample.json     a settlement with a real proof, for the contracts' tests
//
// Everything comes from the front end, the development network's parameters and npm's solc, so it is the same wherever it
// is made; only proofs are random, and a sample is kept as long as it is one of the same program. With -check nothing is
// written, and the exit code says whether the files are those.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

// k is the size of the parameters: enough for every example. Program ids do not depend on it.
const k = 13

func main() {
	if len(os.Args) > 1 && os.Args[1] == config.ProverCommand {
		os.Exit(node.Worker(os.Args[2:]))
	}
	check := flag.Bool("check", false, "compare instead of writing")
	flag.Parse()
	if err := run(context.Background(), *check); err != nil {
		fmt.Fprintln(os.Stderr, "verifiers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, check bool) (err error) {
	dir, err := os.MkdirTemp("", "sprout-verifiers-")
	if err != nil {
		return fmt.Errorf("make temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "devnet.srs")
	srs, err := halo2.SRSTool{Args: []string{config.ProverCommand}}.MakeDevnet(ctx, file, k)
	if err != nil {
		return fmt.Errorf("make parameters: %w", err)
	}
	provers, err := node.OpenProvers(&config.Node{Halo2SRS: file, Halo2AllowUnsafe: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, provers.Close()) }()
	for _, name := range circuits.Names() {
		m := maker{name: name, folder: filepath.Join("examples", "halo2", name, "program"), srs: srs.ID, provers: provers}
		if check {
			err = m.check(ctx)
		} else {
			err = m.write(ctx)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// maker makes the files of one example.
type maker struct {
	name    string
	folder  string
	srs     string
	provers *node.Provers
}

func (m *maker) write(ctx context.Context) error {
	v, err := m.verifier(ctx)
	if err != nil {
		return err
	}
	sample, err := m.sample(ctx, v.ProgramID)
	if err != nil {
		return err
	}
	v.PublicValues, v.ProofLength = sample.sizes()
	if err := writeJSON(filepath.Join(m.folder, verifierFile), v); err != nil {
		return err
	}
	fmt.Printf("%s: program %s, %d public values, proofs of %d bytes, contract of %d bytes\n",
		m.name, v.ProgramID, v.PublicValues, v.ProofLength, v.DeployedBytes)
	return writeJSON(filepath.Join(m.folder, sampleFile), sample)
}

// check compares all that is the same every time.
func (m *maker) check(ctx context.Context) error {
	made, err := m.verifier(ctx)
	if err != nil {
		return err
	}
	sample, err := readSample(filepath.Join(m.folder, sampleFile))
	if err != nil {
		return err
	}
	made.PublicValues, made.ProofLength = sample.sizes()
	committed, err := circuits.Load(m.name)
	if err != nil {
		return err
	}
	want, err := json.Marshal(made)
	if err != nil {
		return err
	}
	got, err := json.Marshal(committed.Verifier)
	if err != nil {
		return err
	}
	if !bytes.Equal(want, got) || sample.ProgramID != made.ProgramID.String() {
		return errors.New("the committed verifier is not that of the front end: run make verifiers")
	}
	return nil
}

// verifier generates and compiles the contract.
func (m *maker) verifier(ctx context.Context) (circuits.Verifier, error) {
	code, err := os.ReadFile(filepath.Join(m.folder, m.name+".wasm"))
	if err != nil {
		return circuits.Verifier{}, fmt.Errorf("read front end: %w", err)
	}
	d, err := m.provers.InspectHalo2(ctx, vm.Program{Code: code}, halo2.ArtifactEVMVerifier)
	if err != nil {
		return circuits.Verifier{}, fmt.Errorf("inspect front end: %w", err)
	}
	compiled, err := compile(ctx, d.EVMVerifier)
	if err != nil {
		return circuits.Verifier{}, err
	}
	bytecode, err := hex.DecodeString(strings.TrimPrefix(compiled.Bytecode, "0x"))
	if err != nil {
		return circuits.Verifier{}, fmt.Errorf("read bytecode: %w", err)
	}
	digest := sha256.Sum256([]byte(d.EVMVerifier))
	return circuits.Verifier{
		ProgramID: d.ProgramID, SRS: m.srs, SourceSHA256: hex.EncodeToString(digest[:]),
		Solc: compiled.Solc, DeployedBytes: compiled.DeployedBytes, Bytecode: bytecode,
	}, nil
}

// compiled is what contracts/compile-verifier prints.
type compiled struct {
	Solc          string `json:"solc"`
	DeployedBytes uint64 `json:"deployedBytes"`
	Bytecode      string `json:"bytecode"`
}

func compile(ctx context.Context, source string) (c compiled, err error) {
	cmd := exec.CommandContext(ctx, "contracts/compile-verifier")
	cmd.Stdin, cmd.Stderr = strings.NewReader(source), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return c, fmt.Errorf("compile verifier: %w", err)
	}
	if err := json.Unmarshal(out, &c); err != nil {
		return c, fmt.Errorf("compile verifier: %w", err)
	}
	return c, nil
}

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}
