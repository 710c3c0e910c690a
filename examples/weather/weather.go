// Package weather carries the weather insurance example for programs that publish
// it and simulate its device: the guest program, the readings, and what each month
// must come to, computed independently (data/expected.py).
package weather

import (
	_ "embed" // the files below
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
)

// Program is the guest as a RISC-V ELF, built by `make guests`.
//
//go:embed program/weather.elf
var Program []byte

//go:embed data/seattle-2012.csv
var readings string

//go:embed data/expected.json
var expected []byte

// Station is where the readings are from.
const Station = "seattle"

// Month is what a month of readings must come to.
type Month struct {
	Month      uint64 `json:"month"` // yyyymm
	Days       uint64 `json:"days"`
	Rainfall   uint64 `json:"rainfall_tenths_mm"`
	MaxTemp    int64  `json:"max_temp_tenths_c"`
	MinTemp    int64  `json:"min_temp_tenths_c"`
	Pays       bool   `json:"pays"`
	PayoutBPS  uint64 `json:"payout_bps"`
	Rejected   uint64 `json:"rejected"`
	OutputHex  string `json:"output_hex"`
	StationKey string `json:"station"`
}

// Months lists what every month of the data must come to, by month.
func Months() ([]Month, error) {
	var out []Month
	if err := json.Unmarshal(expected, &out); err != nil {
		return nil, fmt.Errorf("read expected months: %w", err)
	}
	return out, nil
}

// Messages returns the payloads a station sends in a month (yyyymm), one a day.
func Messages(month uint64) ([]string, error) {
	rows, err := csv.NewReader(strings.NewReader(readings)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read weather table: %w", err)
	}
	prefix := fmt.Sprintf("%04d-%02d-", month/100, month%100)
	var out []string
	for _, r := range rows[1:] {
		if strings.HasPrefix(r[0], prefix) {
			out = append(out, fmt.Sprintf(`{"station":%q,"date":%q,"precipitation_mm":%s,"temp_max_c":%s,"temp_min_c":%s,"wind_m_s":%s}`,
				Station, r[0], r[1], r[2], r[3], r[4]))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("weather table has no month %d", month)
	}
	return out, nil
}
