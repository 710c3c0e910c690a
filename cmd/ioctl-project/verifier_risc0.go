package main

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// deployRisc0Verifier puts risc0's own contract behind the interface of a network's router.
func deployRisc0Verifier(c *cli.Context) error {
	at, err := addressFlag(c, "risc0")
	if err != nil {
		return err
	}
	if c.Args().Present() || c.IsSet("receipt") || c.IsSet("program-id") || c.IsSet("values") {
		return fmt.Errorf("%w: --risc0 is of all programs: it goes with no file, --receipt, --program-id or --values", errUsage)
	}
	p, err := pay(c)
	if err != nil {
		return err
	}
	defer p.close()
	if err := askRisc0(p.ctx, p.client, at); err != nil {
		return err
	}
	code, err := deploy.Risc0VerifierCode(at)
	if err != nil {
		return err
	}
	if c.Bool("estimate") {
		return p.estimated(owner.Call{Create: true, Data: code})
	}
	v := deployedVerifier{ChainID: p.chain, Risc0: at}
	if v.Verifier, err = p.create(&v, code); err != nil {
		return fmt.Errorf("deploy Risc0Verifier: %w", err)
	}
	if err := v.ask(p.ctx, p.client, deploy.Circuit{ProgramID: [32]byte{1}, PublicValues: 1, ProofLength: 4}, nil); err != nil {
		return refusedIfArtifact(fmt.Errorf("deployed at %s, but: %w", v.Verifier, err))
	}
	return show(c, v, v.text)
}

// askRisc0 makes sure, before anything is paid, that there is a contract which does not accept what is no seal.
func askRisc0(ctx context.Context, client *ethclient.Client, at common.Address) error {
	code, err := client.CodeAt(ctx, at, nil)
	if err != nil {
		return fmt.Errorf("read code of %s: %w", at, err)
	}
	if len(code) == 0 {
		return task.WithHint(fmt.Errorf("%w: there is no contract at %s", errRefused, at), "is the endpoint of the chain that risc0's contract is on?")
	}
	// verify(bytes seal, bytes32 imageId, bytes32 journalDigest), with a seal of four zeros.
	call := crypto.Keccak256([]byte("verify(bytes,bytes32,bytes32)"))[:4]
	for _, word := range [][]byte{{3 * 32}, {1}, {1}, {4}, {}} {
		call = append(call, common.LeftPadBytes(word, 32)...)
	}
	_, err = client.CallContract(ctx, ethereum.CallMsg{To: &at, Data: call}, nil)
	switch {
	case err == nil:
		return task.WithHint(fmt.Errorf("%w: %s accepts a seal that is none", errRefused, at), "it is no verifier of risc0")
	case chain.RevertReason(err) == "":
		return fmt.Errorf("ask %s to verify: %w", at, err)
	default:
		return nil
	}
}
