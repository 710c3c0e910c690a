package fetch

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Config says how a [Fetcher] works. The zero value of a field that has a
// default means the default.
type Config struct {
	// CacheDir keeps fetched files by their hash; it is made where missing. "" = no cache.
	CacheDir   string
	CacheBytes int64 // most the cache may hold; the longest unused go first; default 1 GiB
	MaxBytes   int64 // most one file may have; default 32 MiB
	// AllowFile lets projects name files of this machine.
	AllowFile bool
	// AllowPrivate lets projects name hosts that are not public: this machine
	// and its private networks.
	AllowPrivate bool
	Timeout      time.Duration // for one attempt; default 30 s
	Tries        uint          // attempts; default 4
	RetryMin     time.Duration // pause after the first attempt, doubled after each more; default 500 ms
	RetryMax     time.Duration // longest pause, also where a server asks for more; default 15 s
	PerHost      int           // connections to one host at once; default 4
	Log          *slog.Logger  // default slog.Default()
}

// Validate reports everything wrong with c, joined.
func (c *Config) Validate() error {
	var errs []error
	for name, n := range map[string]int64{
		"cache size": c.CacheBytes, "file size": c.MaxBytes, "timeout": int64(c.Timeout),
		"shortest retry pause": int64(c.RetryMin), "longest retry pause": int64(c.RetryMax), "connections per host": int64(c.PerHost),
	} {
		if n < 0 {
			errs = append(errs, fmt.Errorf("project file fetcher: %s is negative", name))
		}
	}
	return errors.Join(errs...)
}

func (c Config) withDefaults() Config {
	def := func(v *int64, d int64) {
		if *v == 0 {
			*v = d
		}
	}
	defTime := func(v *time.Duration, d time.Duration) {
		if *v == 0 {
			*v = d
		}
	}
	def(&c.CacheBytes, 1<<30)
	def(&c.MaxBytes, 32<<20)
	defTime(&c.Timeout, 30*time.Second)
	defTime(&c.RetryMin, 500*time.Millisecond)
	defTime(&c.RetryMax, 15*time.Second)
	if c.Tries == 0 {
		c.Tries = 4
	}
	if c.PerHost == 0 {
		c.PerHost = 4
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}
