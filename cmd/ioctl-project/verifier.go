package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/verifier"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

func verifierCommand() *cli.Command {
	out := &cli.StringFlag{Name: "out", Aliases: []string{"o"}, Value: "verifier.json", Usage: "write the compiled contract to this `file`"}
	solc := &cli.StringFlag{Name: "solc", EnvVars: []string{verifier.SolcEnv},
		Usage: "`folder` of npm's solc " + verifier.SolcVersion + "; otherwise node_modules/solc here, above, or in Sprout's repository"}
	endpoint := &cli.StringFlag{Name: "endpoint", EnvVars: []string{"SPROUT_CHAIN_ENDPOINT"}, Usage: "`URL` of a chain's RPC server"}
	return &cli.Command{
		Name: "verifier", Usage: "compile, deploy and ask the contracts that verify proofs of halo2 circuits",
		Subcommands: []*cli.Command{
			{
				Name: "build", Usage: "make the contract that verifies a circuit's proofs", ArgsUsage: "FRONT-END",
				UsageText: "ioctl-project verifier build --halo2-srs devnet.srs --allow-unsafe-srs -o verifier.json circuit.wasm",
				Description: "Makes the circuit's keys, generates the contract and compiles it with npm's solc, in Node.js. The same front end and\n" +
					"parameters give the same bytes anywhere.",
				Flags:  halo2Flags(out, solc, &cli.StringFlag{Name: "source", Usage: "write the contract's source, in Solidity, to this `file`, too"}, jsonFlag()),
				Action: buildVerifier,
			},
			{
				Name: "compile", Usage: "compile what code inspect --evm-verifier wrote", ArgsUsage: "SOURCE",
				UsageText: "ioctl-project verifier compile -o verifier.json Verifier.sol",
				Description: "Uses npm's solc " + verifier.SolcVersion + " with the one choice of settings that gives a contract which works: through the IR, as many tools\n" +
					"are set to compile, it would refuse every proof. The source does not say which program it is of: deploy must be told.",
				Flags: []cli.Flag{out, solc, jsonFlag()}, Action: compileVerifier,
			},
			{
				Name: "deploy", Usage: "put a compiled contract on a chain, for dApps and routers to ask", ArgsUsage: "FILE",
				UsageText: "ioctl-project verifier deploy --endpoint http://127.0.0.1:8545 --key owner.json verifier.json",
				Description: "Deploys the generated contract and the Halo2Verifier before it, which dApps accept programs with, and makes sure that\n" +
					"it refuses what is no proof. With --receipt it must accept that one, too, and refuse it with a bit flipped.\n" +
					"With --risc0, and no FILE, it puts risc0's verifier contract, or its router, which must be on the chain already, behind the\n" +
					"same interface. router add then adds either to a network.",
				Flags: sendFlags(
					&cli.StringFlag{Name: "program-id", Usage: "the program, `hex`; needed if the file does not say it"},
					&cli.Uint64Flag{Name: "values", Usage: "`number` of the circuit's public values; needed if the file does not say it"},
					&cli.StringFlag{Name: "receipt", Usage: "a `file or CID` of a receipt that the contract must accept"},
					&cli.StringFlag{Name: "risc0", Usage: "`address` of risc0's Groth16 verifier, or of its router"},
					gatewayFlag(), unsafeFlag()),
				Action: deployVerifier,
			},
			{
				Name: "verify", Usage: "ask the chain whether a receipt's proof is valid", ArgsUsage: "FILE|CID",
				UsageText: "ioctl-project verifier verify --endpoint http://127.0.0.1:8545 --verifier 0x… --gateway http://127.0.0.1:9000 bafy…",
				Description: "Exits 0 if the contract accepts the proof, and refuses it with a bit flipped; 3 if not. Nothing is sent, nobody pays.\n" +
					"A CID is fetched from the gateway and checked against its hash; a file is read.",
				Flags: []cli.Flag{
					endpoint,
					&cli.StringFlag{Name: "verifier", Required: true, Usage: "`address` of the contract, as deploy prints it"},
					&cli.StringFlag{Name: "program-id", Usage: "the program, `hex`; the contract is asked by default"},
					gatewayFlag(), jsonFlag(),
				},
				Action: askVerifier,
			},
		},
	}
}

// compiledVerifier is what is told of a file written.
type compiledVerifier struct {
	File          string      `json:"file"`
	ProgramID     task.Digest `json:"programID,omitzero"`
	PublicValues  uint64      `json:"publicValues,omitempty"`
	ProofLength   uint64      `json:"proofLength,omitempty"`
	CalldataBytes uint64      `json:"calldataBytes"`
	DeployedBytes uint64      `json:"deployedBytes"`
	SourceSHA256  string      `json:"sourceSHA256"`
	Solc          string      `json:"solc"`
	Forgeable     bool        `json:"forgeable,omitempty"`
}

func (v *compiledVerifier) text() string {
	text := v.File + " is written\n"
	if v.ProgramID.IsZero() {
		text += fmt.Sprintf("  proves    what it was generated for, calldata of %d bytes\n", v.CalldataBytes)
	} else {
		text += fmt.Sprintf("  program   %s\n  proves    %d public values, proofs of %d bytes\n", v.ProgramID, v.PublicValues, v.ProofLength)
	}
	text += fmt.Sprintf("  contract  %d of %d bytes, solc %s", v.DeployedBytes, verifier.MaxDeployedBytes, v.Solc)
	if v.Forgeable {
		text += "\n" + unsafeNote
	}
	return text
}

func buildVerifier(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one front end", errUsage)
	}
	solc, err := findSolc(c)
	if err != nil {
		return err
	}
	d, err := inspectArtifacts(c, halo2.ArtifactEVMVerifier)
	if err != nil {
		return err
	}
	if path := c.String("source"); path != "" {
		if err := os.WriteFile(path, []byte(d.EVMVerifier), 0o644); err != nil {
			return fmt.Errorf("write source: %w", err)
		}
	}
	a, err := verifier.Compile(c.Context, solc, d.EVMVerifier)
	if err != nil {
		return refusedIfArtifact(err)
	}
	var values uint64
	for _, n := range d.PublicInputs {
		values += uint64(n)
	}
	if values == 0 {
		return task.WithHint(fmt.Errorf("%w: the circuit has no public values, so its proofs are bound to no task", errRefused), "the first public value is task_digest()")
	}
	if a, err = a.Of(d.ProgramID, values); err != nil {
		return refusedIfArtifact(err)
	}
	a.SRS = d.SRSID
	return writeVerifier(c, &a)
}

func compileVerifier(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one source", errUsage)
	}
	source, err := os.ReadFile(c.Args().First())
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	solc, err := findSolc(c)
	if err != nil {
		return err
	}
	a, err := verifier.Compile(c.Context, solc, string(source))
	if err != nil {
		return refusedIfArtifact(err)
	}
	return writeVerifier(c, &a)
}

func findSolc(c *cli.Context) (string, error) {
	dir, err := verifier.FindSolc(c.String("solc"))
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUsage, err)
	}
	return dir, nil
}

func writeVerifier(c *cli.Context, a *verifier.Artifact) error {
	b, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fmt.Errorf("write verifier: %w", err)
	}
	path := c.String("out")
	if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
		return fmt.Errorf("write verifier: %w", err)
	}
	v := compiledVerifier{
		File: path, ProgramID: a.ProgramID, PublicValues: a.PublicValues, ProofLength: a.ProofLength, CalldataBytes: a.CalldataBytes,
		DeployedBytes: a.DeployedBytes, SourceSHA256: a.SourceSHA256, Solc: a.Solc, Forgeable: a.Forgeable(),
	}
	return show(c, v, v.text)
}

// refusedIfArtifact marks errors that are a verdict on a contract.
func refusedIfArtifact(err error) error {
	for _, kind := range []error{verifier.ErrSource, verifier.ErrArtifact, verifier.ErrRefused, verifier.ErrNotVerifier, vm.ErrReceiptInvalid} {
		if errors.Is(err, kind) {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
	}
	return err
}
