package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/contracts/verifier"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

// deployedVerifier is what became of a deployment.
type deployedVerifier struct {
	ProgramID    task.Digest    `json:"programID,omitzero"` // absent where it verifies those of all programs
	ChainID      uint64         `json:"chainID"`
	Generated    common.Address `json:"generatedVerifier,omitzero"`
	Risc0        common.Address `json:"risc0Verifier,omitzero"`
	Verifier     common.Address `json:"verifier"`
	GasUsed      uint64         `json:"gasUsed"`
	Transactions []common.Hash  `json:"transactions"`
	// What the contract was asked, and answered as it should.
	WrongProofRefused bool `json:"wrongProofRefused"`
	ReceiptAccepted   bool `json:"receiptAccepted,omitempty"`
}

func (v *deployedVerifier) text() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CONTRACT\tADDRESS\tTRANSACTION")
	of := "program " + v.ProgramID.String()
	if v.Generated != (common.Address{}) {
		fmt.Fprintf(w, "generated verifier\t%s\t%s\n", v.Generated, v.Transactions[0])
	} else {
		of = fmt.Sprintf("what risc0's %s verifies", v.Risc0)
	}
	fmt.Fprintf(w, "verifier, for dApps\t%s\t%s\n", v.Verifier, v.Transactions[len(v.Transactions)-1])
	_ = w.Flush()
	fmt.Fprintf(&b, "%s on chain %d, %d gas\n", of, v.ChainID, v.GasUsed)
	b.WriteString("asked: a wrong proof is refused")
	if v.ReceiptAccepted {
		b.WriteString("; the receipt's proof is accepted, and refused with a bit flipped")
	}
	return b.String()
}

func deployVerifier(c *cli.Context) error {
	if c.String("risc0") != "" {
		return deployRisc0Verifier(c)
	}
	a, circuit, err := readVerifier(c)
	if err != nil {
		return err
	}
	var receipt *verifier.Proof
	if where := c.String("receipt"); where != "" {
		if receipt, err = readProof(c, where); err != nil {
			return err
		}
		receipt.ProgramID = circuit.ProgramID
	}
	p, err := pay(c)
	if err != nil {
		return err
	}
	defer p.close()
	if a.Forgeable() && !config.IsDevChain(p.chain) && !c.Bool("allow-unsafe-srs") {
		return task.WithHint(fmt.Errorf("%w: everybody can forge proofs that this contract accepts, and chain %d is no development chain", errRefused, p.chain),
			"build it with the parameters of a ceremony: ioctl-project srs convert")
	}
	if c.Bool("estimate") {
		e, err := owner.EstimateSecond(p.ctx, p.client, p.from, circuit.Bytecode, circuit.VerifierCode)
		if err != nil {
			return refused(err)
		}
		return p.showEstimate(e)
	}
	v := deployedVerifier{ProgramID: circuit.ProgramID, ChainID: p.chain}
	if v.Generated, err = p.create(&v, circuit.Bytecode); err != nil {
		return fmt.Errorf("deploy generated verifier: %w", err)
	}
	code, err := circuit.VerifierCode(v.Generated)
	if err == nil {
		v.Verifier, err = p.create(&v, code)
	}
	if err != nil {
		return fmt.Errorf("deploy Halo2Verifier: %w (the generated verifier is at %s)", err, v.Generated)
	}
	if err := v.ask(p.ctx, p.client, circuit, receipt); err != nil {
		return refusedIfArtifact(fmt.Errorf("deployed at %s, but: %w", v.Verifier, err))
	}
	return show(c, v, v.text)
}

// create deploys one contract and notes what that took.
func (p *paying) create(v *deployedVerifier, code []byte) (common.Address, error) {
	done, receipt, err := p.send(owner.Call{Create: true, Data: code})
	if err != nil {
		return common.Address{}, err
	}
	v.GasUsed += done.GasUsed
	v.Transactions = append(v.Transactions, done.Transaction)
	return receipt.ContractAddress, nil
}

// ask makes sure that what was deployed verifies.
func (v *deployedVerifier) ask(ctx context.Context, client *ethclient.Client, circuit deploy.Circuit, receipt *verifier.Proof) error {
	if err := verifier.AskWrong(ctx, client, v.Verifier, circuit); err != nil {
		return err
	}
	v.WrongProofRefused = true
	if receipt == nil {
		return nil
	}
	if err := verifier.Ask(ctx, client, v.Verifier, *receipt); err != nil {
		return err
	}
	v.ReceiptAccepted = true
	return nil
}

// readVerifier reads the file that is to be deployed.
func readVerifier(c *cli.Context) (verifier.Artifact, deploy.Circuit, error) {
	fail := func(err error) (verifier.Artifact, deploy.Circuit, error) {
		return verifier.Artifact{}, deploy.Circuit{}, err
	}
	if c.NArg() != 1 {
		return fail(fmt.Errorf("%w: want one compiled verifier", errUsage))
	}
	program, err := programFlag(c)
	if err != nil {
		return fail(err)
	}
	b, err := os.ReadFile(c.Args().First())
	if err != nil {
		return fail(fmt.Errorf("%w: %w", errUsage, err))
	}
	a, err := verifier.Parse(b)
	if err != nil {
		return fail(task.WithHint(refusedIfArtifact(err), "ioctl-project verifier build makes one"))
	}
	if a, err = a.Of(program, c.Uint64("values")); err != nil {
		return fail(refusedIfArtifact(err))
	}
	circuit, err := a.Circuit()
	if err != nil {
		return fail(task.WithHint(fmt.Errorf("%w: %w", errUsage, err), "say --program-id and --values, or make the file with verifier build"))
	}
	return a, circuit, nil
}

// acceptedProof is what a chain said.
type acceptedProof struct {
	Accepted     bool           `json:"accepted"`
	ChainID      uint64         `json:"chainID"`
	Verifier     common.Address `json:"verifier"`
	ProgramID    task.Digest    `json:"programID"`
	PublicInputs []string       `json:"publicInputs"` // decimal
	Gas          uint64         `json:"gas"`          // of a transaction that verifies and does nothing else
}

func (v *acceptedProof) text() string {
	return fmt.Sprintf("the chain accepts the proof, and refuses it with a bit flipped\n  verifier  %s on chain %d\n  program   %s\n  inputs    %s\n  gas       %d for a transaction that does nothing else",
		v.Verifier, v.ChainID, v.ProgramID, strings.Join(v.PublicInputs, ", "), v.Gas)
}

func askVerifier(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one receipt, a file or a CID", errUsage)
	}
	if !common.IsHexAddress(c.String("verifier")) {
		return fmt.Errorf("%w: --verifier: %q is no address", errUsage, c.String("verifier"))
	}
	at := common.HexToAddress(c.String("verifier"))
	program, err := programFlag(c)
	if err != nil {
		return err
	}
	proof, err := readProof(c, c.Args().First())
	if err != nil {
		return err
	}
	client, chainID, err := dial(c)
	if err != nil {
		return err
	}
	defer client.Close()
	if program.IsZero() {
		if program, err = verifier.ProgramID(c.Context, client, at); err != nil {
			return refusedIfArtifact(err)
		}
	}
	proof.ProgramID = program
	if err := verifier.Ask(c.Context, client, at, *proof); err != nil {
		return refusedIfArtifact(err)
	}
	gas, err := verifier.Gas(c.Context, client, at, *proof)
	if err != nil {
		return err
	}
	v := acceptedProof{Accepted: true, ChainID: chainID, Verifier: at, ProgramID: program, PublicInputs: decimals(proof.PublicValues), Gas: gas}
	return show(c, v, v.text)
}

// readProof takes the proof out of a receipt. Nothing of it is verified.
func readProof(c *cli.Context, where string) (*verifier.Proof, error) {
	b, err := readReceipt(c.Context, where, c.String("gateway"))
	if err != nil {
		return nil, err
	}
	r, err := halo2.ParseReceipt(b)
	if err == nil && r.Kind != vm.KindKZG {
		err = fmt.Errorf("%w: of kind %s, which contracts do not verify", vm.ErrReceiptInvalid, r.Kind)
	}
	if err != nil {
		return nil, refusedIfArtifact(err)
	}
	return &verifier.Proof{PublicValues: r.Journal(), Proof: r.Proof}, nil
}

func programFlag(c *cli.Context) (task.Digest, error) {
	text := c.String("program-id")
	if text == "" {
		return task.Digest{}, nil
	}
	d, err := task.ParseDigest(text)
	if err == nil && d.IsZero() {
		err = errors.New("it is zero")
	}
	if err != nil {
		return task.Digest{}, fmt.Errorf("%w: --program-id: %w", errUsage, err)
	}
	return d, nil
}

func dial(c *cli.Context) (*ethclient.Client, uint64, error) {
	endpoint := c.String("endpoint")
	if endpoint == "" {
		return nil, 0, task.WithHint(fmt.Errorf("%w: --endpoint is missing", errUsage), "ioctl-project devnet prints the one of its chain")
	}
	return chain.Dial(c.Context, endpoint, 0)
}

// decimals are the words of a journal as numbers.
func decimals(journal []byte) []string {
	var out []string
	for word := range slices.Chunk(journal, 32) {
		out = append(out, new(big.Int).SetBytes(word).String())
	}
	return out
}
