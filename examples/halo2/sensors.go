package circuits

import (
	_ "embed" // the file below
	"encoding/json"
	"fmt"
	"math/big"
)

//go:embed sensors/data/expected.json
var expected []byte

// Month is what the sensors circuit must make public for a month of the weather example's readings, behind the task
// digest. It is computed independently (sensors/data/expected.py).
type Month struct {
	Month     uint64 `json:"month"` // yyyymm
	Days      uint64 `json:"days"`
	Heating   uint64 `json:"heating"` // degree days in twentieths
	Highest   uint64 `json:"highest"` // tenths of a degree above -60 °C
	Lowest    uint64 `json:"lowest"`
	FrostDays uint64 `json:"frost_days"`
}

// PublicValues lists the values as the circuit does, without the task digest.
func (m Month) PublicValues() []*big.Int {
	var list []*big.Int
	for _, value := range []uint64{m.Month, m.Days, m.Heating, m.Highest, m.Lowest, m.FrostDays} {
		list = append(list, new(big.Int).SetUint64(value))
	}
	return list
}

// ExpectedMonth returns what a month (yyyymm) of the readings must come to.
func ExpectedMonth(month uint64) (Month, error) {
	var months []Month
	if err := json.Unmarshal(expected, &months); err != nil {
		return Month{}, fmt.Errorf("read expected months: %w", err)
	}
	for _, m := range months {
		if m.Month == month {
			return m, nil
		}
	}
	return Month{}, fmt.Errorf("nothing is expected of month %d", month)
}
