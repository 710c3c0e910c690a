package main

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// programChainCommands are those of program that act on a chain.
func programChainCommands() []*cli.Command {
	which := func(more ...cli.Flag) []cli.Flag {
		return append([]cli.Flag{
			&cli.StringFlag{Name: "version", Aliases: []string{"v"}, Required: true, Usage: "`name` of the version in the project file"},
			&cli.StringFlag{Name: "program-id", Required: true, Usage: "the program, `hex`, as project validate prints it"},
		}, more...)
	}
	return []*cli.Command{
		onProject(cli.Command{Name: "accept", Usage: "accept a program's proofs for a version of a project",
			UsageText: "ioctl-project program accept -i 1 -v 1.0 --program-id 0x… --key owner.json",
			Description: "Without --selector, results are accepted that a quorum of the project's znodes attests. With it, proofs that the\n" +
				"network's verifier of that selector verifies."},
			which(&cli.StringFlag{Name: "selector", Usage: "four bytes, `hex`, under which the network's router has the verifier"}),
			func(h *holding) (owner.Call, string, error) {
				program, err := task.ParseDigest(h.c.String("program-id"))
				if err != nil {
					return owner.Call{}, "", fmt.Errorf("%w: --program-id: %w", errUsage, err)
				}
				selector, err := selectorFlag(h.c)
				version := h.c.String("version")
				return h.call(bindings.NewProjectRegistry().PackAcceptProgram(h.id, version, program, selector)),
					fmt.Sprintf("program %s is accepted for version %s of project %d", program, version, h.id), err
			}),
		onProject(cli.Command{Name: "revoke", Usage: "accept a program's proofs no longer",
			UsageText: "ioctl-project program revoke -i 1 -v 1.0 --program-id 0x… --key owner.json"}, which(),
			func(h *holding) (owner.Call, string, error) {
				program, err := task.ParseDigest(h.c.String("program-id"))
				if err != nil {
					return owner.Call{}, "", fmt.Errorf("%w: --program-id: %w", errUsage, err)
				}
				version := h.c.String("version")
				return h.call(bindings.NewProjectRegistry().PackRevokeProgram(h.id, version, program)),
					fmt.Sprintf("program %s is no longer accepted for version %s of project %d", program, version, h.id), nil
			}),
	}
}

func selectorFlag(c *cli.Context) ([4]byte, error) {
	text := c.String("selector")
	if text == "" {
		return deploy.AttestedSelector, nil
	}
	b, err := hex.DecodeString(strings.TrimPrefix(text, "0x"))
	if err != nil || len(b) != 4 {
		return [4]byte{}, fmt.Errorf("%w: --selector: %q is not four bytes in hexadecimal", errUsage, text)
	}
	return [4]byte(b), nil
}
