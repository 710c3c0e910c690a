package enode

import (
	"errors"
	"time"

	"github.com/machinefi/sprout/internal/config"
)

// Config is everything an enode is told.
type Config struct {
	config.Node
	HTTPAddress []string
	DatabaseDSN string
	MaxBody     uint64
	Rate        int // messages per second and client address
	Silence     time.Duration
	// SettleEndpoints are chains, beside the node's own, whose transactions it may look up.
	SettleEndpoints []string
	ShowOperator    bool

	didauth string
}

// DefaultConfig returns the defaults.
func DefaultConfig() *Config {
	return &Config{
		Node: config.DefaultNode("enode"), HTTPAddress: []string{":9000", ":9001"}, MaxBody: 2 << 20, Rate: 2000,
		Silence: 15 * time.Second, ShowOperator: true,
	}
}

// Fields lists every setting.
func (c *Config) Fields() []config.Field {
	const api, work = "api", "work"
	return append(c.Node.Fields(),
		config.Field{Name: "http-address", OldEnv: []string{"HTTP_SERVICE_ENDPOINT"}, Category: api, Usage: "take messages on these `host:ports`", Value: &c.HTTPAddress},
		config.Field{Name: "database-dsn", OldEnv: []string{"DATABASE_DSN", "DATASOURCE_DSN"}, Category: api, Secret: true, Usage: "postgres://…, sqlite:///path or a path; SQLite in data-dir by default", Value: &c.DatabaseDSN},
		config.Field{Name: "max-body", Category: api, Usage: "most bytes of a request", Value: &c.MaxBody},
		config.Field{Name: "rate", Category: api, Usage: "most messages per second from one address", Value: &c.Rate},
		config.Field{Name: "show-operator", Category: api, Usage: "tell the operator's address in /enode_config", Value: &c.ShowOperator},
		config.Field{Name: "didauth-server", OldEnv: []string{"DIDAUTH_SERVER_ENDPOINT"}, Category: api, Secret: true, Usage: "not used: the enode signs and checks credentials itself", Value: &c.didauth},
		config.Field{Name: "settle-endpoint", Category: work, Usage: "chain `URLs` projects may send results to, beside chain-endpoint", Value: &c.SettleEndpoints},
		config.Field{Name: "lease-silence", Category: work, Usage: "give a task to the next znode after hearing nothing for this long", Value: &c.Silence},
	)
}

// EnvNames returns every environment name an enode reads.
func EnvNames() []string { return config.EnvNames(DefaultConfig().Fields()) }

// Validate reports everything missing or wrong, joined.
func (c *Config) Validate() error {
	errs := []error{c.Node.Validate()}
	if len(c.HTTPAddress) == 0 {
		errs = append(errs, errors.New("http-address is empty"))
	}
	if c.MaxBody < 1024 {
		errs = append(errs, errors.New("max-body is below 1024"))
	}
	if c.Rate <= 0 || c.Silence <= 0 {
		errs = append(errs, errors.New("rate or lease-silence is not positive"))
	}
	return errors.Join(errs...)
}
