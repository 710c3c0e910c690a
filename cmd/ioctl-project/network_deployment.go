package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// deployment is a network on its way to a chain.
type deployment struct {
	*paying
	n     deploy.Network
	terms deploy.Terms
	steps []deploy.Step // of n
	notes string        // the file with what is deployed so far
	done  bool          // whether the router accepts attested results already
	gas   uint64        // used so far
	fee   big.Int
}

// resume reads what is deployed and makes sure that it is what would be deployed now.
func (d *deployment) resume() error {
	noted, err := deploy.ReadNotes(d.notes)
	if err != nil {
		return fmt.Errorf("%w: --resume: %w", errUsage, err)
	}
	if err := sameChain(noted.Network, d.n.ChainID); err != nil {
		return err
	}
	if err := d.sameTerms(noted); err != nil {
		return err
	}
	d.n = noted.Network
	if err := d.quiet(); err != nil {
		return err
	}
	view, err := owner.Look(d.ctx, d.client)
	if err != nil {
		return err
	}
	for i := range d.steps {
		if err := d.compare(view, &d.steps[i]); err != nil {
			return err
		}
	}
	if d.n.VerifierRouter == (common.Address{}) {
		return nil
	}
	keys, err := view.RouterKeys(d.ctx, d.n)
	if err != nil {
		return refused(err)
	}
	if keys.Owner != d.terms.Owner || keys.Guardian != d.terms.Guardian {
		return task.WithHint(fmt.Errorf("%w: router %s belongs to %s, and its guardian is %s", errRefused, keys.Address, keys.Owner, keys.Guardian),
			"say the same --owner and --guardian, and the same account, as before")
	}
	attested, err := view.RouterEntry(d.ctx, d.n, deploy.AttestedSelector)
	d.done = attested.Kind != 0
	return refused(err)
}

// sameTerms makes sure that what is not deployed yet gets the terms that the notes say, from the same account.
func (d *deployment) sameTerms(noted deploy.Notes) error {
	was, now := noted.Terms, d.terms
	var errs []error
	for _, t := range []struct {
		name     string
		was, now fmt.Stringer
	}{
		{"the account that pays", noted.Payer, d.from},
		{"--withdrawal-delay", was.WithdrawalDelay, now.WithdrawalDelay},
		{"--unbonding-delay", was.UnbondingDelay, now.UnbondingDelay},
		{"--znode-bond", owner.Wei(was.ZnodeBond), owner.Wei(now.ZnodeBond)},
		{"--enode-bond", owner.Wei(was.EnodeBond), owner.Wei(now.EnodeBond)},
		{"--beneficiary", was.Beneficiary, now.Beneficiary},
		{"--owner", was.Owner, now.Owner},
		{"--guardian", was.Guardian, now.Guardian},
	} {
		if was, now := t.was.String(), t.now.String(); was != now {
			errs = append(errs, fmt.Errorf("%w: %s is %s, and was %s when the deployment began", errRefused, t.name, now, was))
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return task.WithHint(errors.Join(errs...), "say the same terms as before, which "+d.notes+" keeps, with the same account; or begin anew without --resume")
}

// quiet makes sure that no transaction of the account is under way, whose contract would then be deployed twice.
func (d *deployment) quiet() error {
	mined, err := d.client.NonceAt(d.ctx, d.from, nil)
	if err != nil {
		return fmt.Errorf("ask for nonce: %w", err)
	}
	pending, err := d.client.PendingNonceAt(d.ctx, d.from)
	if err != nil {
		return fmt.Errorf("ask for nonce: %w", err)
	}
	if pending > mined {
		return task.WithHint(fmt.Errorf("%d transactions of %s wait for their block", pending-mined, d.from), "go on when they are mined: one may be of this deployment")
	}
	return nil
}

// compare looks at what the notes say of a step. Where there is nothing its transaction was never mined: it is to be done.
func (d *deployment) compare(view *owner.View, s *deploy.Step) error {
	if *s.Address == (common.Address{}) {
		return nil
	}
	code, err := s.Code()
	if err != nil {
		return err
	}
	found, err := view.Compare(d.ctx, s.Name, *s.Address, code)
	switch {
	case err != nil:
		return err
	case found.None:
		*s.Address = common.Address{}
		return nil
	case found.Unknown != "":
		return fmt.Errorf("%s at %s could not be compared: %s", s.Name, *s.Address, found.Unknown)
	case !found.Same:
		return task.WithHint(fmt.Errorf("%w: %s at %s is not what would be deployed now", errRefused, s.Name, *s.Address),
			"say the same terms as before, with the same version of this tool; or begin anew without --resume")
	}
	return nil
}

// acceptGas is what the router takes to accept attested results, rounded up: it cannot be asked before there is a router.
const acceptGas = 60_000

// deployCost is what a deployment would cost now.
type deployCost struct {
	From  common.Address `json:"from"`
	Steps []costOf       `json:"steps"`
	Gas   uint64         `json:"gas"`
	Price owner.Amount   `json:"gasPriceWei"`
	Fee   owner.Amount   `json:"feeWei"`
}

type costOf struct {
	Name string       `json:"name"`
	Gas  uint64       `json:"gas"`
	Fee  owner.Amount `json:"feeWei"`
}

func (c *deployCost) text() string {
	text := ""
	for _, s := range c.Steps {
		text += fmt.Sprintf("%-26s %9d gas, about %s\n", s.Name, s.Gas, s.Fee)
	}
	return text + fmt.Sprintf("would take %d gas, about %s at %s for a unit, paid by %s in %d transactions; nothing was sent", c.Gas, c.Fee, c.Price, c.From, len(c.Steps))
}

// add notes a step.
func (c *deployCost) add(name string, gas uint64) {
	fee := func(gas uint64) owner.Amount {
		return owner.Wei(new(big.Int).Mul(c.Price.Int(), new(big.Int).SetUint64(gas)))
	}
	c.Steps = append(c.Steps, costOf{name, gas, fee(gas)})
	c.Gas += gas
	c.Fee = fee(c.Gas)
}

// cost asks what the steps that are left would cost.
func (d *deployment) cost() (*deployCost, error) {
	price, err := d.client.SuggestGasPrice(d.ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for gas price: %w", err)
	}
	nonce, err := d.client.PendingNonceAt(d.ctx, d.from)
	if err != nil {
		return nil, fmt.Errorf("ask for nonce: %w", err)
	}
	cost, n := &deployCost{From: d.from, Price: owner.Wei(price)}, d.n // n: with addresses that contracts would get
	for _, s := range n.Steps(d.terms) {
		if *s.Address != (common.Address{}) {
			continue
		}
		code, err := s.Code()
		if err != nil {
			return nil, err
		}
		e, err := owner.EstimateCall(d.ctx, d.client, d.from, owner.Call{Create: true, Data: code})
		if err != nil {
			return nil, refused(fmt.Errorf("deploy %s: %w", s.Name, err))
		}
		*s.Address = crypto.CreateAddress(d.from, nonce)
		nonce++
		cost.add(s.Name, e.Gas)
	}
	if d.accepts() {
		cost.add("accept attested results", acceptGas)
	}
	return cost, nil
}

// accepts tells whether the router is to accept attested results: its owner must pay for that.
func (d *deployment) accepts() bool { return d.from == d.terms.Owner && !d.done }

// affordable refuses before anything is paid what would end in the middle.
func (d *deployment) affordable(cost *deployCost) error {
	for _, s := range cost.Steps {
		if most := d.limits.MaxFee.Int(); new(big.Int).Add(s.Fee.Int(), new(big.Int).Div(s.Fee.Int(), big.NewInt(5))).Cmp(most) > 0 {
			return task.WithHint(fmt.Errorf("%w: %s would cost about %s, with a margin more than %s", errUsage, s.Name, s.Fee, d.limits.MaxFee),
				"if the chain's price is right, allow more with --max-fee")
		}
	}
	has, err := d.client.BalanceAt(d.ctx, d.from, nil)
	if err != nil {
		return fmt.Errorf("ask for balance: %w", err)
	}
	if has.Cmp(cost.Fee.Int()) < 0 {
		return task.WithHint(fmt.Errorf("account %s cannot pay: all costs about %s, and it has %s", d.from, cost.Fee, owner.Wei(has)),
			fmt.Sprintf("send coins of this chain to %s", d.from))
	}
	return nil
}

// deploy does what is left, notes each contract before it is paid for, and all at last in the file at path.
func (d *deployment) deploy(path string) error {
	if err := d.transact(); err != nil {
		return err
	}
	if err := d.n.Write(path); err != nil {
		return err
	}
	if !strings.HasSuffix(d.notes, unfinished) { // a name that somebody gave: not ours to remove
		return nil
	}
	if err := os.Remove(d.notes); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is written, but: %w", path, err)
	}
	return nil
}

// transact sends what is left to be sent.
func (d *deployment) transact() error {
	if d.n.StartBlock == 0 {
		head, err := d.client.BlockNumber(d.ctx)
		if err != nil {
			return fmt.Errorf("read head of chain: %w", err)
		}
		d.n.StartBlock = head + 1
	}
	for i := range d.steps {
		if s := &d.steps[i]; *s.Address == (common.Address{}) {
			if err := d.create(s); err != nil {
				return fmt.Errorf("deploy %s: %w", s.Name, err)
			}
		}
	}
	if !d.accepts() {
		return nil
	}
	d.anew()
	d.what = "accept attested results: "
	if err := d.spend(owner.Call{To: d.n.VerifierRouter, Data: d.n.AcceptAttested()}, nil); err != nil {
		return fmt.Errorf("accept attested results: %w", err)
	}
	return nil
}

// anew begins the time that --timeout gives: each step has all of it.
func (d *deployment) anew() {
	d.cancel()
	d.ctx, d.cancel = context.WithTimeout(d.c.Context, d.c.Duration("timeout"))
}

// note writes down what is deployed so far, and with what terms it is to go on.
func (d *deployment) note() error {
	return deploy.Notes{Network: d.n, Payer: d.from, Terms: d.terms}.Write(d.notes)
}

// create deploys a contract and notes it, first where it will be.
func (d *deployment) create(s *deploy.Step) error {
	d.anew()
	code, err := s.Code()
	if err != nil {
		return err
	}
	nonce, err := d.client.PendingNonceAt(d.ctx, d.from)
	if err != nil {
		return fmt.Errorf("ask for nonce: %w", err)
	}
	*s.Address = crypto.CreateAddress(d.from, nonce)
	if err := d.note(); err != nil {
		return err
	}
	d.what = s.Name + ": "
	if err := d.spend(owner.Call{Create: true, Data: code}, s.Address); err != nil {
		return err
	}
	return d.note()
}

// spend sends a call and counts what it cost. created takes the address of the contract it made.
func (d *deployment) spend(call owner.Call, created *common.Address) error {
	done, receipt, err := d.send(call)
	if err != nil {
		return err
	}
	d.gas += done.GasUsed
	d.fee.Add(&d.fee, done.Fee.Int())
	if created != nil {
		*created = receipt.ContractAddress
	}
	return nil
}

// broken says what is there all the same, and how to go on.
func (d *deployment) broken(err error) error {
	if _, statErr := os.Stat(d.notes); statErr != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(d.c.Context), 10*time.Second)
	defer cancel()
	there := ""
	for _, s := range d.steps {
		if *s.Address == (common.Address{}) {
			continue
		}
		if code, codeErr := d.client.CodeAt(ctx, *s.Address, nil); codeErr == nil && len(code) > 0 {
			there += fmt.Sprintf("\n  %-16s %s", s.Name, *s.Address)
		}
	}
	if there == "" {
		there = " nothing"
	}
	hint := fmt.Sprintf("go on with the same command and --resume %s: what is deployed is not paid for again", quoted(d.notes))
	if before := task.Hint(err); before != "" {
		hint += "; but first: " + before
	}
	return task.WithHint(fmt.Errorf("%w\ndeployed so far, and noted in %s:%s", err, d.notes, there), hint)
}
