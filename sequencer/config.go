package sequencer

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Config bounds how often the sequencer looks. Zero fields take the defaults.
type Config struct {
	ChainID    uint64        // chain of the tasks it makes
	Recheck    time.Duration // a group with news is looked at this long after the last look at the latest; 250 ms
	Rescan     time.Duration // between two looks at all that waits in the store; 30 s
	BackoffMin time.Duration // first pause of a group that could not be packed; doubled with each failure; 500 ms
	BackoffMax time.Duration // longest such pause; 30 s
	Lookup     time.Duration // limit of one look-up of a version; 10 s
	StoreCalls int           // store calls at the same time; 2
	Log        *slog.Logger
	Registerer prometheus.Registerer // nil: metrics are kept but not exported
}

func (c Config) withDefaults() Config {
	for _, f := range []struct {
		v *time.Duration
		d time.Duration
	}{
		{&c.Recheck, 250 * time.Millisecond}, {&c.Rescan, 30 * time.Second}, {&c.Lookup, 10 * time.Second},
		{&c.BackoffMin, 500 * time.Millisecond}, {&c.BackoffMax, 30 * time.Second},
	} {
		if *f.v == 0 {
			*f.v = f.d
		}
	}
	if c.StoreCalls == 0 {
		c.StoreCalls = 2
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Validate reports every field that makes no sense, joined.
func (c Config) Validate() error {
	var errs []error
	for name, d := range map[string]time.Duration{
		"Recheck": c.Recheck, "Rescan": c.Rescan, "BackoffMin": c.BackoffMin, "BackoffMax": c.BackoffMax, "Lookup": c.Lookup,
	} {
		if d < 0 {
			errs = append(errs, fmt.Errorf("sequencer config: %s is negative", name))
		}
	}
	if c.StoreCalls < 0 {
		errs = append(errs, errors.New("sequencer config: StoreCalls is negative"))
	}
	if d := c.withDefaults(); d.BackoffMin > d.BackoffMax {
		errs = append(errs, fmt.Errorf("sequencer config: BackoffMin %s is above BackoffMax %s", d.BackoffMin, d.BackoffMax))
	}
	return errors.Join(errs...)
}
