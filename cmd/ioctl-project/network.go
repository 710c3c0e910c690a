package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

func networkCommand() *cli.Command {
	return &cli.Command{
		Name: "network", Usage: "deploy and look at the contracts of a network with stakes",
		Subcommands: []*cli.Command{
			{
				Name: "deploy", Usage: "put all contracts of a network on a chain, and write the file that says where they are",
				UsageText: "ioctl-project network deploy --endpoint http://127.0.0.1:8545 --key owner.json --unbonding-delay 504h -o network.json",
				Description: "What is chosen here counts for ever: no contract can be changed. docs/contracts.md says who can do what.\n" +
					"Results that znodes attest are accepted at once if the account that pays is the router's owner; otherwise that owner\n" +
					"says router add --kind attested. What is deployed is noted at once in OUT" + unfinished + ": should something come between, --resume\n" +
					"goes on from there.",
				Flags: deployFlags(), Action: deployNetwork,
			},
			{
				Name: "show", Usage: "read back the terms of a network, and compare its contracts with those this tool knows",
				UsageText:   "ioctl-project network show --endpoint http://127.0.0.1:8545 --contracts network.json",
				Description: "Exits 3 if a contract is not the one this tool knows.",
				Flags:       chainFlags(), Action: showNetwork,
			},
		},
	}
}

func networkText(n deploy.Network) string {
	return fmt.Sprintf("chain            %d, from block %d\nprojectRegistry  %s\nenodeBonds       %s\nznodeStaking     %s\nverifierRouter   %s\ntaskSettlement   %s",
		n.ChainID, n.StartBlock, n.ProjectRegistry, n.EnodeBonds, n.ZnodeStaking, n.VerifierRouter, n.TaskSettlement)
}

// network reads the addresses file, which must not contradict --contract-address.
func network(c *cli.Context) (deploy.Network, error) {
	path := c.String("contracts")
	if path == "" {
		return deploy.Network{}, task.WithHint(fmt.Errorf("%w: --contracts is missing", errUsage),
			"it names the file with the addresses of the network's contracts, which network deploy writes")
	}
	n, err := deploy.ReadNetwork(path)
	if err != nil {
		return n, fmt.Errorf("%w: --contracts: %w", errUsage, err)
	}
	return n, nil
}

// projectsAt is the contract of projects: --contract-address, or the one of the addresses file. A flag or variable comes
// before a setting; where both are said they must agree.
func projectsAt(c *cli.Context) (at common.Address, n deploy.Network, err error) {
	text, file := c.String("contract-address"), c.String("contracts")
	if text != "" && file != "" && c.IsSet("contract-address") != c.IsSet("contracts") {
		if c.IsSet("contracts") {
			text = ""
		} else {
			file = ""
		}
	}
	if text != "" {
		var errs []error
		if at = address(text, "contract-address", &errs); errs != nil {
			return at, n, errs[0]
		}
	}
	switch {
	case text == "" && file == "":
		return at, n, task.WithHint(fmt.Errorf("%w: --contract-address is missing", errUsage),
			"it is the address of the projects' contract; --contracts names a file with all addresses of a network")
	case file == "":
		return at, n, nil
	}
	if n, err = network(c); err != nil {
		return at, n, err
	}
	if text != "" && at != n.ProjectRegistry {
		return at, n, task.WithHint(fmt.Errorf("%w: --contract-address is %s, but %s says that projects are at %s", errUsage, at, file, n.ProjectRegistry),
			"leave one of them out; are they from the environment or the settings? config list shows that")
	}
	return n.ProjectRegistry, n, nil
}

// sameChain makes sure that the addresses are of the chain that is asked.
func sameChain(n deploy.Network, id uint64) error {
	if n.ChainID != 0 && n.ChainID != id {
		return task.WithHint(fmt.Errorf("%w: the network's contracts are on chain %d, the endpoint is of chain %d", chain.ErrChainID, n.ChainID, id),
			"name the endpoint of that chain")
	}
	return nil
}

// look connects to the chain of the network and fixes the block that is looked at. The client is to be closed.
func look(ctx context.Context, c *cli.Context, n deploy.Network) (*ethclient.Client, *owner.View, error) {
	client, id, err := connect(c)
	if err != nil {
		return nil, nil, err
	}
	if err := sameChain(n, id); err != nil {
		client.Close()
		return nil, nil, err
	}
	view, err := owner.Look(ctx, client)
	if err != nil {
		client.Close()
		return nil, nil, err
	}
	return client, view, nil
}

// shownNetwork is what network show finds.
type shownNetwork struct {
	deploy.Network
	Block uint64               `json:"block"`
	Terms owner.Terms          `json:"terms"`
	Code  []owner.ContractCode `json:"code"`
}

func (s *shownNetwork) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nof block %d\n", networkText(s.Network), s.Block)
	t := s.Terms
	fmt.Fprintf(&b, "withdrawal delay  %s\nunbonding delay   %s (enodes: %s)\nleast stake       %s (enodes: %s)\nbeneficiary       %s\nrouter's owner    %s, guardian %s\n",
		t.WithdrawalDelay, t.UnbondingDelay, t.EnodeUnbonding, t.ZnodeBond, t.EnodeBond, t.Beneficiary, t.Owner, t.Guardian)
	fmt.Fprintf(&b, "attested results  %s\nprojects          %d\n\n", map[bool]string{true: "are accepted", false: "are not accepted"}[t.Attested], t.Projects)
	for i, code := range s.Code {
		verdict := "as this tool knows it"
		switch {
		case code.Unknown != "":
			verdict = "could not be compared: " + code.Unknown
		case !code.Same:
			verdict = "is NOT what this tool knows"
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-16s %s %s", code.Name, code.Hash, verdict)
	}
	return b.String()
}

func showNetwork(c *cli.Context) error {
	n, err := network(c)
	if err != nil {
		return err
	}
	client, view, err := look(c.Context, c, n)
	if err != nil {
		return err
	}
	defer client.Close()
	s := shownNetwork{Network: n, Block: view.Block()}
	if s.Terms, err = view.Terms(c.Context, n); err != nil {
		return refused(err)
	}
	if s.Code, err = view.Codes(c.Context, n, s.Terms); err != nil {
		return err
	}
	if err := show(c, &s, s.text); err != nil {
		return err
	}
	for _, code := range s.Code {
		if code.Unknown == "" && !code.Same {
			return task.WithHint(fmt.Errorf("%w: %s at %s is not the contract this tool knows", errRefused, code.Name, code.Address),
				"it is of another version, or somebody else's: do not send coins to it before you know which")
		}
	}
	return nil
}
