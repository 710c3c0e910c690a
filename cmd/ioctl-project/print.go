package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: "json", Usage: "print JSON"} }

// show prints v as JSON where --json asks for it, and text otherwise.
func show(c *cli.Context, v any, text func() string) error {
	if c.Bool("json") {
		enc := json.NewEncoder(c.App.Writer)
		enc.SetIndent("", "  ")
		return enc.Encode(v)
	}
	_, err := fmt.Fprintln(c.App.Writer, text())
	return err
}

// flagText is how the help shows a flag: names and placeholder, then what it is for.
// It stands in for the library's own, which go-ethereum replaces for all programs
// that link it by one that takes the quotes around placeholders literally.
func flagText(f cli.Flag) string {
	df, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	usage, placeholder := df.GetUsage(), ""
	if before, rest, found := strings.Cut(usage, "`"); found {
		name, after, _ := strings.Cut(rest, "`")
		placeholder, usage = name, before+name+after
	}
	if df.TakesValue() && placeholder == "" {
		placeholder = "value"
	}
	if d := df.GetDefaultText(); df.TakesValue() && d != "" {
		usage += " (default: " + d + ")"
	}
	return cli.FlagEnvHinter(df.GetEnvVars(), cli.FlagNamePrefixer(df.Names(), placeholder)+"\t"+usage)
}
