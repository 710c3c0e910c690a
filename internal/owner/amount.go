package owner

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/machinefi/sprout/project"
)

// ErrAmount says that a text is no amount of coins.
var ErrAmount = errors.New("not an amount of coins")

// coinDigits is how many decimal digits divide a coin: 1 coin is 10^18 wei.
const coinDigits = 18

// Amount is a number of coins of the chain, in wei. As JSON it is a decimal string of wei.
type Amount struct{ wei *big.Int }

// Wei makes an amount; nil is none.
func Wei(n *big.Int) Amount {
	if n == nil {
		return Amount{}
	}
	return Amount{new(big.Int).Set(n)}
}

var amountForm = regexp.MustCompile(`^([0-9]{1,40})(?:\.([0-9]{1,40}))?\s*(wei|gwei|coins?)?$`)

// ParseAmount reads what people write: "1.5" or "1.5 coins", "20gwei", "7 wei". A number without a unit is in coins.
// Parts of a wei are refused.
func ParseAmount(text string) (Amount, error) {
	m := amountForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return Amount{}, fmt.Errorf("%w: %.64q, want for example 1.5, 20gwei or 7wei", ErrAmount, text)
	}
	digits := map[string]int{"wei": 0, "gwei": 9}
	places, small := digits[m[3]]
	if !small {
		places = coinDigits
	}
	fraction := strings.TrimRight(m[2], "0")
	if len(fraction) > places {
		return Amount{}, fmt.Errorf("%w: %.64q is not a whole number of wei", ErrAmount, text)
	}
	wei, ok := new(big.Int).SetString(m[1]+fraction+strings.Repeat("0", places-len(fraction)), 10)
	if !ok || wei.BitLen() > 256 {
		return Amount{}, fmt.Errorf("%w: %.64q is out of range", ErrAmount, text)
	}
	return Amount{wei}, nil
}

// Int is the number of wei; the caller may change it.
func (a Amount) Int() *big.Int {
	if a.wei == nil {
		return new(big.Int)
	}
	return new(big.Int).Set(a.wei)
}

// IsZero reports whether there is nothing.
func (a Amount) IsZero() bool { return a.wei == nil || a.wei.Sign() == 0 }

// String is the amount for people, exact: in coins, or in wei below a millionth of one.
func (a Amount) String() string { return project.Coins(a.Int()) }

// MarshalJSON implements [json.Marshaler].
func (a Amount) MarshalJSON() ([]byte, error) { return json.Marshal(a.Int().String()) }
