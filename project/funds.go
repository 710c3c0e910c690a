package project

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/machinefi/sprout/task"
)

// Funds are what a project has prepaid for its tasks on a network where znodes stake, and what a task costs, in wei. No
// number of them is nil.
type Funds struct {
	Balance *big.Int
	// Leaving is what the owner asked back of the balance, and may take from ReleaseAt on. Until then it pays for tasks.
	Leaving   *big.Int
	ReleaseAt time.Time
	Fee       *big.Int
	// NextFee is the fee from NextFeeAt on; no change is promised if that is zero.
	NextFee   *big.Int
	NextFeeAt time.Time
}

// FeeAt is the fee of a task that settles at a time.
func (f Funds) FeeAt(t time.Time) *big.Int {
	if !f.NextFeeAt.IsZero() && !t.Before(f.NextFeeAt) {
		return f.NextFee
	}
	return f.Fee
}

// Spendable is what will still be there for tasks at a time: not what the owner may have taken by then.
func (f Funds) Spendable(t time.Time) *big.Int {
	if f.Leaving.Sign() == 0 || t.Before(f.ReleaseAt) {
		return f.Balance
	}
	left := new(big.Int).Sub(f.Balance, f.Leaving)
	if left.Sign() < 0 {
		return new(big.Int)
	}
	return left
}

// PaysFor is how many tasks that begin now, and take so long, are paid for; false: any number, for they cost nothing. A
// fee that is lower by then does not count.
func (f Funds) PaysFor(now time.Time, proving time.Duration) (tasks uint64, limited bool) {
	fee := f.FeeAt(now)
	if fee.Sign() == 0 {
		return 0, false
	}
	n := new(big.Int).Div(f.Spendable(now.Add(proving)), fee)
	if !n.IsUint64() {
		return math.MaxUint64, true
	}
	return n.Uint64(), true
}

// Pays returns nil if the project pays for so many tasks that begin now and take so long, and otherwise an error wrapping
// [ErrUnfunded], with what to do about it as its hint.
func (f Funds) Pays(id task.ProjectID, tasks uint64, now time.Time, proving time.Duration) error {
	n, limited := f.PaysFor(now, proving)
	if !limited || n >= tasks {
		return nil
	}
	fee, by := f.FeeAt(now), now.Add(proving)
	balance := Coins(f.Balance)
	if have := f.Spendable(by); have.Cmp(f.Balance) < 0 {
		balance += fmt.Sprintf(" (of which its owner withdraws %s)", Coins(new(big.Int).Sub(f.Balance, have)))
	}
	err := fmt.Errorf("%w: the balance of project %s, %s, does not pay a task's fee, %s", ErrUnfunded, id, balance, Coins(fee))
	if n > 0 {
		err = fmt.Errorf("%w: the balance of project %s, %s, pays for no more tasks than are under way, at a fee of %s", ErrUnfunded, id, balance, Coins(fee))
	}
	return task.WithHint(err, fmt.Sprintf("anybody may add to it: ioctl-project project fund -i %s --amount COINS; 100 tasks cost %s",
		id, Coins(new(big.Int).Mul(fee, big.NewInt(100)))))
}

// Coins tells an amount of wei to people, exactly: in coins, or in wei below a millionth of one.
func Coins(wei *big.Int) string {
	const digits = 18 // of a coin's fraction
	if wei.Sign() == 0 {
		return "0"
	}
	text := fmt.Sprintf("%0*s", digits+1, wei.String())
	whole, fraction := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	switch {
	case fraction == "" && whole == "1":
		return "1 coin"
	case fraction == "":
		return whole + " coins"
	case wei.IsInt64() && wei.Int64() < 1e12:
		return wei.String() + " wei"
	default:
		return whole + "." + fraction + " coins"
	}
}
