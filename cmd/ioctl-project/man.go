package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"
)

const manPage = "ioctl-project.1"

// manual is where the manual was written, or the manual itself.
type manual struct {
	File string `json:"file,omitempty"`
	Page string `json:"page,omitempty"`
}

func manCommand() *cli.Command {
	return &cli.Command{
		Name: "man", Usage: "print the manual page of every command, or write it to a folder", ArgsUsage: "[DIR]",
		UsageText: "ioctl-project man ~/.local/share/man/man1",
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return fmt.Errorf("%w: want one folder, or none", errUsage)
			}
			page, err := c.App.ToManWithSection(1)
			if err != nil {
				return fmt.Errorf("make manual: %w", err)
			}
			if c.NArg() == 0 {
				return show(c, manual{Page: page}, func() string { return strings.TrimSuffix(page, "\n") })
			}
			file := filepath.Join(c.Args().First(), manPage)
			if err := os.MkdirAll(c.Args().First(), 0o755); err != nil {
				return fmt.Errorf("write manual: %w", err)
			}
			if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
				return fmt.Errorf("write manual: %w", err)
			}
			return show(c, manual{File: file}, func() string { return file + " is written" })
		},
	}
}
