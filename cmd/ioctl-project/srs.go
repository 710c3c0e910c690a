package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/halo2"
)

const unsafeNote = "UNSAFE: everybody knows the secret of these parameters and can forge any proof; for networks that protect nothing"

func srsCommand() *cli.Command {
	out := &cli.StringFlag{Name: "out", Aliases: []string{"o"}, Required: true, Usage: "write the `file` of parameters here"}
	return &cli.Command{
		Name: "srs", Usage: "make, convert and check the public parameters (powers of tau) of halo2",
		Subcommands: []*cli.Command{
			{
				Name: "make-devnet", Usage: "make the development network's, which anybody can make", UsageText: "ioctl-project srs make-devnet --k 14 -o devnet.srs",
				Description: "The secret is derived from a text that everybody can read, so proofs made with it can be forged. Nodes take it on\n" +
					"development chains only, elsewhere with --halo2-allow-unsafe-srs.",
				Flags: []cli.Flag{&cli.UintFlag{Name: "k", Value: 14, Usage: "for circuits of up to 2^k rows, `k` from 1 to 20"}, out, jsonFlag()},
				Action: func(c *cli.Context) error {
					return withSRS(c, 0, "", func(t halo2.SRSTool, _ string) (halo2.SRS, error) {
						return t.MakeDevnet(c.Context, c.String("out"), uint32(c.Uint("k")))
					})
				},
			},
			{
				Name: "convert", Usage: "convert those of a ceremony", ArgsUsage: "SOURCE", UsageText: "ioctl-project srs convert --from ptau -o hermez.srs powersOfTau28_hez_final_20.ptau",
				Description: "Forms: ptau is snarkjs's, halo2 is what halo2 writes (ParamsKZG, raw points). Everything is checked on the way.",
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "from", Required: true, Usage: "`form` of the source, ptau or halo2"},
					&cli.UintFlag{Name: "max-k", Value: 28, Usage: "take parameters for at most 2^`k` rows"},
					out, jsonFlag(),
				},
				Action: func(c *cli.Context) error {
					if f := c.String("from"); f != halo2.FromPtau && f != halo2.FromHalo2 {
						return fmt.Errorf("%w: --from: %q is neither ptau nor halo2", errUsage, f)
					}
					return withSRS(c, 1, "want one source file", func(t halo2.SRSTool, source string) (halo2.SRS, error) {
						return t.Convert(c.Context, c.String("from"), source, c.String("out"), uint32(c.Uint("max-k")))
					})
				},
			},
			{
				Name: "check", Usage: "check a file of parameters, every digest and by pairings", ArgsUsage: "FILE", UsageText: "ioctl-project srs check --json hermez.srs",
				Description: "Exits 0 if the file holds powers of one secret, 3 if it does not.",
				Flags:       []cli.Flag{jsonFlag()},
				Action: func(c *cli.Context) error {
					return withSRS(c, 1, "want one file of parameters", func(t halo2.SRSTool, file string) (halo2.SRS, error) {
						about, err := t.Check(c.Context, file)
						return about, refusedIfWrong(err)
					})
				},
			},
		},
	}
}

// withSRS does something with a file of parameters and prints what they are.
func withSRS(c *cli.Context, args int, want string, do func(halo2.SRSTool, string) (halo2.SRS, error)) error {
	if c.NArg() != args {
		if want == "" {
			want = fmt.Sprintf("unknown argument %q", c.Args().First())
		}
		return fmt.Errorf("%w: %s", errUsage, want)
	}
	about, err := do(halo2.SRSTool{Args: []string{config.ProverCommand}}, c.Args().First())
	if err != nil {
		return err
	}
	return show(c, about, func() string {
		text := fmt.Sprintf("parameters are sound\n  srs  %s\n  k    %d, for circuits of up to %d rows", about.ID, about.K, uint64(1)<<about.K)
		if about.Unsafe {
			text += "\n" + unsafeNote
		}
		return text
	})
}

// halo2Flags are those of commands that look into circuits.
func halo2Flags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "halo2-srs", EnvVars: []string{"SPROUT_HALO2_SRS"}, Usage: "`file` of public parameters, which the keys of halo2 circuits depend on"},
		unsafeFlag(),
	}, more...)
}

func unsafeFlag() cli.Flag {
	return &cli.BoolFlag{Name: "allow-unsafe-srs", EnvVars: []string{"SPROUT_HALO2_ALLOW_UNSAFE_SRS"}, Usage: "accept halo2 parameters and receipts that anybody can forge, as on development networks"}
}

// unsafeHint tells who was refused forgeable parameters how to have them.
func unsafeHint(c *cli.Context, err error) error {
	if err == nil || c.Bool("allow-unsafe-srs") || !mentionsUnsafe(err) {
		return err
	}
	return task.WithHint(err, "on a development network say --allow-unsafe-srs")
}
