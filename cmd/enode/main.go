// Command enode takes messages from devices, stores them durably, packs them into
// tasks and sees each task through to settlement.
package main

import (
	"context"
	"os"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/enode"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/node"
)

func main() { os.Exit(config.Main(program())) }

func program() config.Program {
	cfg := enode.DefaultConfig()
	return config.Program{
		Name:  "enode",
		Usage: "take device messages, pack them into tasks, follow the tasks to settlement",
		Example: `  enode --chain-endpoint http://127.0.0.1:8545 --project-contract 0x… --node-contract 0x… --fleet-contract 0x… \
    --operator-keystore key.json --operator-password-file password.txt`,
		Fields:   cfg.Fields(),
		Validate: cfg.Validate,
		Prover:   node.Worker,
		Run: func(ctx context.Context) error {
			return lifecycle.Run(ctx, func(context.Context) (*lifecycle.Group, error) { return enode.New(cfg, config.Version()) })
		},
	}
}
