package znode

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/task"
)

// Config is everything a znode is told.
type Config struct {
	config.Node
	OutputDir       string
	OutputEndpoints []string // beside the node's own chain endpoint
	OutputContracts []string
	// SettlementContracts are those the operator's key may settle in; none = the one of the addresses file.
	SettlementContracts []string
	AttestBatch         int           // most results that are attested together
	AttestWindow        time.Duration // a result waits this long for others
	ReportOffences      bool
	WebhookHosts        []string
	WebhookPrivate      bool
	MaxFeeGwei          uint64 // per transaction
	BumpAfter           time.Duration
	IPFSAddress         string // read-only gateway
	Silence             time.Duration
	Projects            []string // decimal ids; empty = all that allow this node
	MinFreeMB           uint64   // no new task while less is free in DataDir
}

// DefaultConfig returns the defaults.
func DefaultConfig() *Config {
	return &Config{
		Node: config.DefaultNode("znode"), MaxFeeGwei: 100_000_000, BumpAfter: 15 * time.Second, Silence: 15 * time.Second,
		AttestBatch: attest.MaxResults, AttestWindow: 2 * time.Second, ReportOffences: true, MinFreeMB: 512,
	}
}

// Fields lists every setting.
func (c *Config) Fields() []config.Field {
	const out, work = "output", "work"
	return append(c.Node.Fields(),
		config.Field{Name: "output-dir", Category: out, Usage: "`folder` below which file outputs may write; none by default", Value: &c.OutputDir},
		config.Field{Name: "output-endpoint", Category: out, Usage: "chain `URLs` outputs may use, beside chain-endpoint", Value: &c.OutputEndpoints},
		config.Field{Name: "output-contract", Category: out, Usage: "`addresses` the operator's key may sign calls to", Value: &c.OutputContracts},
		config.Field{Name: "output-max-fee-gwei", Category: out, Usage: "most one transaction may cost, in gwei", Value: &c.MaxFeeGwei},
		config.Field{Name: "output-bump-after", Category: out, Usage: "raise the fee of a transaction not mined for this long", Value: &c.BumpAfter},
		config.Field{Name: "settlement-contract", Category: out, Usage: "`addresses` of contracts that the operator's key may settle tasks in; by default that of the addresses file (contracts)", Value: &c.SettlementContracts},
		config.Field{Name: "attest-batch", Category: out, Usage: "have at most so many results attested, and settled, together", Value: &c.AttestBatch},
		config.Field{Name: "attest-window", Category: out, Usage: "how long a result waits for others to be attested with", Value: &c.AttestWindow},
		config.Field{Name: "report-offences", Category: out, Usage: "report nodes that contradict themselves to the contract that keeps their stake, for a tenth of what they lose; evidence is kept either way", Value: &c.ReportOffences},
		config.Field{Name: "webhook-host", Category: out, Usage: "`hosts` webhooks may go to; any public one by default", Value: &c.WebhookHosts},
		config.Field{Name: "webhook-private", Category: out, Usage: "allow webhooks to private addresses", Value: &c.WebhookPrivate},
		config.Field{Name: "gateway-address", Category: out, Usage: "serve receipts at /ipfs/{cid} on this `host:port`", Value: &c.IPFSAddress},
		config.Field{Name: "projects", Category: work, Usage: "work only for the projects with these `ids`; for all that allow this node by default", Value: &c.Projects},
		config.Field{Name: "min-free-mb", Category: work, Usage: "begin no new task while fewer megabytes are free in data-dir", Value: &c.MinFreeMB},
		config.Field{Name: "lease-silence", Category: work, Usage: "another znode not heard for this long has given up its task", Value: &c.Silence},
	)
}

// EnvNames returns every environment name a znode reads.
func EnvNames() []string { return config.EnvNames(DefaultConfig().Fields()) }

// Validate reports everything missing or wrong, joined.
func (c *Config) Validate() error {
	errs := []error{c.Node.Validate()}
	addresses := func(name string, list []string) {
		for _, a := range list {
			if !common.IsHexAddress(a) {
				errs = append(errs, fmt.Errorf("%s: %q is no address", name, a))
			}
		}
	}
	addresses("output-contract", c.OutputContracts)
	addresses("settlement-contract", c.SettlementContracts)
	if c.AttestBatch < 1 || c.AttestBatch > attest.MaxResults || c.AttestWindow < 0 {
		errs = append(errs, fmt.Errorf("attest-batch is %d, want 1 to %d, or attest-window is negative", c.AttestBatch, attest.MaxResults))
	}
	for _, id := range c.Projects {
		if _, err := task.ParseProjectID(id); err != nil {
			errs = append(errs, fmt.Errorf("projects: %w", err))
		}
	}
	if c.MaxFeeGwei == 0 {
		errs = append(errs, errors.New("output-max-fee-gwei is 0"))
	}
	if c.Silence <= 0 || c.BumpAfter <= 0 {
		errs = append(errs, errors.New("lease-silence or output-bump-after is not positive"))
	}
	return errors.Join(errs...)
}
