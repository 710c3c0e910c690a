package main

import (
	"errors"
	"fmt"
	"math/big"
	"os"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// unfinished is what the file of addresses is called before all are in it.
const unfinished = ".unfinished"

func deployFlags() []cli.Flag {
	return sendFlags(
		&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Value: "network.json", Usage: "write the addresses to this `file`"},
		&cli.StringFlag{Name: "resume", Usage: "go on with the `file` that a deployment left which did not come to its end, OUT" + unfinished},
		&cli.DurationFlag{Name: "withdrawal-delay", Value: 7 * 24 * time.Hour, Usage: "how long a project's balance pays for tasks after its owner asked for it back"},
		&cli.DurationFlag{Name: "unbonding-delay", Value: 21 * 24 * time.Hour, Usage: "how long a stake that is taken out can be slashed"},
		&cli.StringFlag{Name: "znode-bond", Value: "1", Usage: "least a znode must stake, an `amount` of coins"},
		&cli.StringFlag{Name: "enode-bond", Value: "1", Usage: "least an enode must stake, an `amount` of coins"},
		&cli.StringFlag{Name: "beneficiary", Usage: "`address` that receives nine tenths of what is slashed; the account that pays by default"},
		&cli.StringFlag{Name: "owner", Usage: "`address` that may add verifiers; the account that pays by default"},
		&cli.StringFlag{Name: "guardian", Usage: "`address` that may stop verifiers; the account that pays by default"},
	)
}

// terms reads the flags; every fault at once.
func terms(c *cli.Context, payer common.Address) (deploy.Terms, error) {
	t := deploy.DefaultTerms(payer)
	var errs []error
	for _, f := range []struct {
		name string
		to   *common.Address
	}{{"beneficiary", &t.Beneficiary}, {"owner", &t.Owner}, {"guardian", &t.Guardian}} {
		if text := c.String(f.name); text != "" {
			*f.to = address(text, f.name, &errs)
		}
	}
	for _, f := range []struct {
		name string
		to   **big.Int
	}{{"znode-bond", &t.ZnodeBond}, {"enode-bond", &t.EnodeBond}} {
		amount, err := owner.ParseAmount(c.String(f.name))
		if err == nil && amount.IsZero() {
			err = errors.New("it is zero")
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%w: --%s: %w", errUsage, f.name, err))
		}
		*f.to = amount.Int()
	}
	for _, f := range []struct {
		name string
		to   *time.Duration
	}{{"withdrawal-delay", &t.WithdrawalDelay}, {"unbonding-delay", &t.UnbondingDelay}} {
		if *f.to = c.Duration(f.name); *f.to < time.Second || *f.to%time.Second != 0 {
			errs = append(errs, fmt.Errorf("%w: --%s is %s, want whole seconds", errUsage, f.name, *f.to))
		}
	}
	return t, errors.Join(errs...)
}

// address reads an address and notes it if it is none.
func address(text, flag string, errs *[]error) common.Address {
	if !common.IsHexAddress(text) {
		*errs = append(*errs, fmt.Errorf("%w: --%s: %q is no address", errUsage, flag, text))
	}
	return common.HexToAddress(text)
}

func deployNetwork(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	if err := checkOut(c); err != nil && !c.Bool("estimate") {
		return err
	}
	if _, err := terms(c, common.Address{}); err != nil {
		return err
	}
	d, err := planDeployment(c)
	if err != nil {
		return err
	}
	defer d.close()
	cost, err := d.cost()
	if err != nil {
		return err
	}
	if c.Bool("estimate") {
		return show(c, cost, cost.text)
	}
	if err := d.affordable(cost); err != nil {
		return err
	}
	path := c.String("out")
	if err := d.deploy(path); err != nil {
		return d.broken(err)
	}
	made := deployedNetwork{Network: d.n, GasUsed: d.gas, Fee: owner.Wei(&d.fee)}
	return show(c, made, func() string {
		return fmt.Sprintf("%s\n%d gas, %s\nwritten to %s", networkText(d.n), made.GasUsed, made.Fee, path)
	})
}

// planDeployment finds out who pays and what is left to be done.
func planDeployment(c *cli.Context) (*deployment, error) {
	p, err := pay(c)
	if err != nil {
		return nil, err
	}
	d := &deployment{paying: p, n: deploy.Network{ChainID: p.chain}, notes: c.String("out") + unfinished}
	d.terms, err = terms(c, p.from)
	d.steps = d.n.Steps(d.terms)
	if file := c.String("resume"); err == nil && file != "" {
		d.notes = file
		err = d.resume()
	}
	if err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// deployedNetwork is what is told of a network that is deployed.
type deployedNetwork struct {
	deploy.Network
	GasUsed uint64       `json:"gasUsed"` // of this run
	Fee     owner.Amount `json:"feeWei"`
}

// checkOut makes sure that no file is written over that may be the only note of contracts.
func checkOut(c *cli.Context) error {
	path := c.String("out")
	if _, err := os.Stat(path); err == nil {
		return task.WithHint(fmt.Errorf("%w: --out: %s exists", errUsage, path), "it may be the only note of a network's contracts: name another file, or move it away")
	}
	if _, err := os.Stat(path + unfinished); err == nil && c.String("resume") == "" {
		return task.WithHint(fmt.Errorf("%w: %s exists: a deployment did not come to its end", errUsage, path+unfinished),
			"go on with it by --resume "+path+unfinished+", or move it away")
	}
	return nil
}
