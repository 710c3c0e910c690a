package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/internal/wallet"
	"github.com/machinefi/sprout/task"
)

// chainFlags are those of commands that ask a chain.
func chainFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		settingFlag("endpoint"), settingFlag("contract-address"), settingFlag("contracts"), settingFlag("chain-id"), jsonFlag(),
	}, more...)
}

// payFlags are those of commands that call a contract of a network.
func payFlags(more ...cli.Flag) []cli.Flag {
	return sendFlags(append([]cli.Flag{settingFlag("contract-address"), settingFlag("contracts")}, more...)...)
}

// sendFlags are those of all commands that send a transaction.
func sendFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{settingFlag("endpoint"), settingFlag("chain-id"), jsonFlag()}, accountFlags(append([]cli.Flag{
		&cli.StringFlag{Name: "signer", EnvVars: []string{"SPROUT_SIGNER"}, Usage: "instead of --key: `URL` or socket of a program that signs as clef does"},
		&cli.StringFlag{Name: "from", Usage: "`address` of the account that pays; needed with --signer where that has several, enough for --estimate"},
		&cli.BoolFlag{Name: "estimate", Usage: "say what it would cost, and send nothing"},
		&cli.Uint64Flag{Name: "confirmations", Value: 1, Usage: "wait until so many `blocks` stand on the transaction's, its own included"},
		&cli.StringFlag{Name: "max-fee", Value: "0.1", Usage: "most the gas of one transaction may cost, an `amount` of coins"},
		&cli.DurationFlag{Name: "timeout", Value: 5 * time.Minute, Usage: "most time until all is confirmed"},
	}, more...)...)...)
}

// connect dials the chain that is named, and makes sure it is the right one.
func connect(c *cli.Context) (*ethclient.Client, uint64, error) {
	endpoint := c.String("endpoint")
	if endpoint == "" {
		return nil, 0, task.WithHint(fmt.Errorf("%w: --endpoint is missing", errUsage), "keep it with ioctl-project config set endpoint URL; ioctl-project devnet prints the one of its chain")
	}
	var want uint64
	if text := c.String("chain-id"); text != "" {
		var err error
		if want, err = strconv.ParseUint(text, 10, 64); err != nil {
			return nil, 0, fmt.Errorf("%w: --chain-id: %q is no chain id", errUsage, text)
		}
	}
	return chain.Dial(c.Context, endpoint, want)
}

// payer is who pays.
type payer struct {
	chain.Signer
	close func()
}

func openPayer(c *cli.Context) (*payer, error) {
	from := c.String("from")
	if from != "" && !common.IsHexAddress(from) {
		return nil, fmt.Errorf("%w: --from: %q is no address", errUsage, from)
	}
	if url := c.String("signer"); url != "" {
		s, err := wallet.DialSigner(c.Context, url, common.HexToAddress(from))
		if err != nil {
			return nil, err
		}
		return &payer{s, s.Close}, nil
	}
	key, err := account(c)
	if err != nil {
		return nil, err
	}
	s := operator.New(key)
	if from != "" && common.HexToAddress(from) != common.Address(s.Address()) {
		return nil, fmt.Errorf("%w: the key is that of %s, not of --from %s", errUsage, common.Address(s.Address()), from)
	}
	return &payer{s, func() {}}, nil
}

// paying is a chain and an account that pays there.
type paying struct {
	c      *cli.Context
	ctx    context.Context
	cancel context.CancelFunc
	client *ethclient.Client
	chain  uint64
	payer  *payer // nil for estimates that need no key
	from   common.Address
	limits owner.Limits
	what   string // begins the lines that tell how far a transaction is
}

func pay(c *cli.Context) (p *paying, err error) {
	fee, err := owner.ParseAmount(c.String("max-fee"))
	if err != nil {
		return nil, fmt.Errorf("%w: --max-fee: %w", errUsage, err)
	}
	p = &paying{c: c, limits: owner.Limits{Confirmations: c.Uint64("confirmations"), MaxFee: fee}}
	if c.Bool("estimate") && common.IsHexAddress(c.String("from")) {
		p.from = common.HexToAddress(c.String("from"))
	} else {
		if p.payer, err = openPayer(c); err != nil {
			return nil, err
		}
		p.from = common.Address(p.payer.Address())
	}
	if p.client, p.chain, err = connect(c); err != nil {
		p.close()
		return nil, err
	}
	p.ctx, p.cancel = context.WithTimeout(c.Context, c.Duration("timeout"))
	return p, nil
}

func (p *paying) close() {
	if p.cancel != nil {
		p.cancel()
	}
	if p.client != nil {
		p.client.Close()
	}
	if p.payer != nil {
		p.payer.close()
	}
}

// Pauses between two looks at a chain that somebody waits for.
const (
	shortestLook = time.Second
	longestLook  = 30 * time.Second
)

// until waits for the time that coins can be taken, however long it is, and then begins the time that --timeout gives.
func (p *paying) until(leaving func(context.Context, *owner.View) (*owner.Change, error)) error {
	live := newLive(os.Stderr)
	defer live.close()
	told := time.Time{}
	for {
		change, left, err := p.lookAt(leaving)
		switch {
		case errors.Is(refused(err), errRefused):
			return refused(err)
		case err != nil: // days are long: a chain's server may be away for a while
			live.say("%s; asking again", err)
			left = 10 * longestLook
		case change == nil:
			return task.WithHint(fmt.Errorf("%w: there is nothing to wait for: nothing is on its way out", errRefused), "unstake, or ask for it with --amount, first")
		case left <= 0:
			p.cancel()
			p.ctx, p.cancel = context.WithTimeout(p.c.Context, p.c.Duration("timeout"))
			return nil
		case !change.At.Equal(told):
			told = change.At
			live.say("%s can be taken from %s on", change.Amount, change.Release())
		}
		if err == nil {
			live.show("waiting, %s", away(left))
		}
		select {
		case <-p.c.Context.Done():
			return context.Cause(p.c.Context)
		case <-time.After(min(max(left/10, shortestLook), longestLook)):
		}
	}
}

// lookAt asks the chain once, with a time limit, what is on its way out and how long that takes yet.
func (p *paying) lookAt(leaving func(context.Context, *owner.View) (*owner.Change, error)) (*owner.Change, time.Duration, error) {
	ctx, cancel := context.WithTimeout(p.c.Context, longestLook)
	defer cancel()
	view, err := owner.Look(ctx, p.client)
	if err != nil {
		return nil, 0, err
	}
	change, err := leaving(ctx, view)
	if err != nil || change == nil {
		return nil, 0, err
	}
	return change, view.Until(change.At), nil
}

// waitFlag is of commands that until serves.
func waitFlag() cli.Flag {
	return &cli.BoolFlag{Name: "wait", Usage: "stay until the delay is over, however long, and take it then"}
}

// estimated shows what a call would cost.
func (p *paying) estimated(call owner.Call) error {
	e, err := owner.EstimateCall(p.ctx, p.client, p.from, call)
	if err != nil {
		return refused(err)
	}
	return p.showEstimate(e)
}

func (p *paying) showEstimate(e owner.Estimate) error {
	return show(p.c, e, func() string {
		text := fmt.Sprintf("would take %d gas, about %s at %s for a unit, paid by %s; nothing was sent", e.Gas, e.Fee, e.GasPrice, e.From)
		if !e.Value.IsZero() {
			text = fmt.Sprintf("would send %s, and ", e.Value) + strings.TrimPrefix(text, "would ")
		}
		return text
	})
}

// sent is what became of a transaction.
type sent struct {
	Transaction common.Hash  `json:"transaction"`
	Block       uint64       `json:"block"`
	GasUsed     uint64       `json:"gasUsed"`
	Fee         owner.Amount `json:"feeWei"`
}

func (s sent) text() string {
	return fmt.Sprintf("transaction %s in block %d, %d gas, %s", s.Transaction, s.Block, s.GasUsed, s.Fee)
}

// send makes one call, shows how far it is, and says what became of it.
func (p *paying) send(call owner.Call) (sent, *types.Receipt, error) {
	live := newLive(os.Stderr)
	defer live.close()
	r, err := owner.NewAccount(p.client, p.payer, p.limits).Send(p.ctx, call, func(at owner.Progress) {
		switch {
		case at.Confirmations > 0 && at.Want > 1:
			live.say(p.what+"transaction %s has %d of %d confirmations", at.Transaction, at.Confirmations, at.Want)
		case at.Confirmations > 0:
		case at.Raised:
			live.say(p.what+"transaction is sent again with a higher fee: %s", at.Transaction)
		default:
			live.say(p.what+"transaction %s is sent, waiting for its block", at.Transaction)
		}
	})
	if err != nil {
		return sent{}, r, refused(err)
	}
	return sent{r.TxHash, r.BlockNumber.Uint64(), r.GasUsed, feeOf(r)}, r, nil
}

func feeOf(r *types.Receipt) owner.Amount {
	if r.EffectiveGasPrice == nil {
		return owner.Amount{}
	}
	return owner.Wei(new(big.Int).Mul(r.EffectiveGasPrice, new(big.Int).SetUint64(r.GasUsed)))
}

// refused marks what is a contract's verdict.
func refused(err error) error {
	for _, kind := range []error{owner.ErrRefused, owner.ErrMinedAndFailed, owner.ErrNoProject, owner.ErrNoBond, owner.ErrNoContract, owner.ErrNothingToRetry, owner.ErrOtherContent} {
		if errors.Is(err, kind) {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
	}
	return err
}

// once makes one call and shows what became of it; after adds to the text and may be empty.
func (p *paying) once(call owner.Call, did string) error {
	if p.c.Bool("estimate") {
		return p.estimated(call)
	}
	done, _, err := p.send(call)
	if err != nil {
		return err
	}
	return show(p.c, done, func() string { return did + "\n" + done.text() })
}
