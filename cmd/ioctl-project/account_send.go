package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/owner"
)

func accountSendCommand() *cli.Command {
	return &cli.Command{
		Name: "send", Usage: "send coins to another account", UsageText: "ioctl-project account send --to 0x… --amount 0.5 --key owner",
		Description: "For the gas of a node's operator key, say.",
		Flags: payFlags(amount("how much, an `amount` of coins: 2.5, 20gwei, 7wei", true),
			&cli.StringFlag{Name: "to", Required: true, Usage: "`address` of who gets them"}),
		Action: sendCoins,
	}
}

func sendCoins(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	to, err := addressFlag(c, "to")
	a, aerr := amountFlag(c)
	if err := errors.Join(err, aerr); err != nil {
		return err
	}
	p, err := pay(c)
	if err != nil {
		return err
	}
	defer p.close()
	return p.once(owner.Call{To: to, Value: a}, fmt.Sprintf("%s has %s more", to, a))
}
