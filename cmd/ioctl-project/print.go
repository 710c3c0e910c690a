package main

import (
	"encoding/json"
	"fmt"

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
