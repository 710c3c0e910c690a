// Command znode proves the tasks of the projects it is allowed to work for and
// delivers the results.
package main

import (
	"context"
	"os"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/internal/znode"
)

func main() { os.Exit(config.Main(program())) }

func program() config.Program {
	cfg := znode.DefaultConfig()
	return config.Program{
		Name:  "znode",
		Usage: "prove tasks in zero knowledge and deliver the results",
		Example: `  znode --chain-endpoint http://127.0.0.1:8545 --project-contract 0x… --node-contract 0x… --fleet-contract 0x… \
    --operator-keystore key.json --operator-password-file password.txt --output-contract 0x…`,
		Fields:   cfg.Fields(),
		Validate: cfg.Validate,
		Prover:   node.Worker,
		Run: func(ctx context.Context) error {
			return lifecycle.Run(ctx, func(context.Context) (*lifecycle.Group, error) { return znode.New(cfg, config.Version()) })
		},
	}
}
