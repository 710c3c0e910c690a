package registry

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// maxConfirmations bounds how many headers are remembered.
const maxConfirmations = 10_000

// Config says what a [Registry] follows. The zero value of a field that has a
// default means the default.
type Config struct {
	ChainID  uint64
	Projects common.Address // ProjectRegistrar, or ProjectRegistry where znodes stake
	Nodes    common.Address // NodeRegistry; zero together with Fleet: nobody may prove
	Fleet    common.Address // FleetManager
	Staking  common.Address // ZnodeStaking, in place of Nodes and Fleet
	Bonds    common.Address // EnodeBonds, beside Staking; zero: enodes need no bond
	Router   common.Address // VerifierRouter, beside Staking; zero: which verifiers there are is not known
	// Settlement is the TaskSettlement that asks Router and has Projects pay. It is not followed.
	Settlement common.Address
	// Start is the block the contracts were deployed in, or one before it.
	Start uint64
	// Confirmations is how many blocks must follow a block before it counts.
	Confirmations uint64
	// Journal is the file the events are kept in; its folder must exist.
	Journal  string
	Poll     time.Duration // default 5 s
	MaxRange uint64        // blocks per log query; default 10,000, fewer after a query failed
	// CheckpointEvery is how many blocks without an event may pass before the
	// journal notes that they were read. Default 1,000.
	CheckpointEvery uint64
	Log             *slog.Logger // default slog.Default()
}

// Validate reports everything wrong with c, joined.
func (c *Config) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("project registry: "+format, a...))
		}
	}
	zero := common.Address{}
	bad(c.ChainID == 0, "chain id is 0")
	bad(c.Projects == zero, "project contract address is missing")
	bad((c.Nodes == zero) != (c.Fleet == zero), "node registry and fleet manager addresses go together; one is missing")
	bad(c.Staking != zero && c.Nodes != zero, "a network has either ZnodeStaking or NodeRegistry and FleetManager")
	bad(c.Bonds != zero && c.Staking == zero, "EnodeBonds stands beside ZnodeStaking, which is missing")
	bad(c.Router != zero && c.Staking == zero, "VerifierRouter stands beside ZnodeStaking, which is missing")
	bad(c.shared(), "two contracts have the same address")
	bad(c.Confirmations > maxConfirmations, "%d confirmations, limit %d", c.Confirmations, maxConfirmations)
	bad(c.Journal == "", "journal file is missing")
	bad(c.Poll < 0, "poll interval is negative")
	return errors.Join(errs...)
}

// shared reports whether an address is given to two contracts.
func (c *Config) shared() bool {
	seen := map[common.Address]bool{{}: true}
	for _, a := range []common.Address{c.Projects, c.Nodes, c.Fleet, c.Staking, c.Bonds, c.Router} {
		if a != (common.Address{}) && seen[a] {
			return true
		}
		seen[a] = true
	}
	return false
}

func (c Config) withDefaults() Config {
	if c.Poll == 0 {
		c.Poll = 5 * time.Second
	}
	if c.MaxRange == 0 {
		c.MaxRange = 10_000
	}
	if c.CheckpointEvery == 0 {
		c.CheckpointEvery = 1_000
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}
