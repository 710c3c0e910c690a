package dispatcher

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Config bounds how long the dispatcher waits for whom. Zero fields take the defaults.
type Config struct {
	Silence     time.Duration // an attempt ends when no assigned znode is heard for this long; 15 s
	Repeat      time.Duration // an announcement nobody answered is repeated after this; 5 s
	TotalFactor int           // an attempt lasts at most this many times the version's expected proving time; 3
	Total       time.Duration // the same for versions that state no expected time; 10 min
	SettlePoll  time.Duration // between two looks at the chain; 1 s
	SettleLimit time.Duration // a result the chain has not confirmed by then starts a new attempt; 10 min
	MaxAttempts uint32        // a task that most znodes report trouble with fails after as many; 64
	Window      int           // open tasks followed at once per project; 256
	Scan        time.Duration // between two looks into the store for tasks nobody told of; 5 s
	Log         *slog.Logger
	Registerer  prometheus.Registerer // nil: metrics are kept but not exported
}

func (c Config) withDefaults() Config {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&c.Silence, 15*time.Second)
	def(&c.Repeat, 5*time.Second)
	def(&c.Total, 10*time.Minute)
	def(&c.SettlePoll, time.Second)
	def(&c.SettleLimit, 10*time.Minute)
	def(&c.Scan, 5*time.Second)
	if c.TotalFactor == 0 {
		c.TotalFactor = 3
	}
	if c.MaxAttempts == 0 {
		c.MaxAttempts = 64
	}
	if c.Window == 0 {
		c.Window = 256
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
		"Silence": c.Silence, "Repeat": c.Repeat, "Total": c.Total, "SettlePoll": c.SettlePoll, "SettleLimit": c.SettleLimit, "Scan": c.Scan,
	} {
		if d < 0 {
			errs = append(errs, fmt.Errorf("dispatcher config: %s is negative", name))
		}
	}
	if c.TotalFactor < 0 || c.Window < 0 {
		errs = append(errs, errors.New("dispatcher config: TotalFactor or Window is negative"))
	}
	return errors.Join(errs...)
}
