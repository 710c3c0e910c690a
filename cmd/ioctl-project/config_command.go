package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"
)

func configCommand() *cli.Command {
	return &cli.Command{
		Name: "config", Usage: "keep settings that most commands need",
		Description: "A flag comes before its variable in the environment, that before the setting, that before the default.",
		Subcommands: []*cli.Command{
			{
				Name: "set", Usage: "keep a setting", ArgsUsage: "NAME VALUE", UsageText: "ioctl-project config set endpoint http://127.0.0.1:8545",
				Description: "An empty value forgets the setting. Keys are never settings: key names the file of one.",
				Flags:       []cli.Flag{jsonFlag()}, Action: setConfig,
			},
			{
				Name: "get", Usage: "print a setting", ArgsUsage: "NAME", UsageText: "ioctl-project config get endpoint",
				Flags: []cli.Flag{jsonFlag()}, Action: getConfig,
			},
			{
				Name: "list", Usage: "print all settings, and where each comes from", UsageText: "ioctl-project config list --json",
				Flags: []cli.Flag{jsonFlag()}, Action: listConfig,
			},
		},
	}
}

// configured is one setting as it counts now.
type configured struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source"` // environment, settings, or none
}

func current(s *setting, values map[string]string) configured {
	if v := os.Getenv(s.env); v != "" {
		return configured{s.name, v, "environment"}
	}
	if v := values[s.name]; v != "" {
		return configured{s.name, v, "settings"}
	}
	return configured{s.name, "", "none"}
}

func setConfig(c *cli.Context) error {
	if c.NArg() != 2 {
		return fmt.Errorf("%w: want a name and a value", errUsage)
	}
	s, err := settingNamed(c.Args().Get(0))
	if err != nil {
		return err
	}
	values, err := readSettings()
	if err != nil {
		return err
	}
	value := strings.TrimSpace(c.Args().Get(1))
	if values == nil {
		values = map[string]string{}
	}
	if value == "" {
		delete(values, s.name)
	} else if values[s.name], err = s.check(value); err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, s.name, err)
	}
	if err := writeSettings(values); err != nil {
		return err
	}
	now := configured{s.name, values[s.name], "settings"}
	return show(c, now, func() string {
		if now.Value == "" {
			return s.name + " is forgotten"
		}
		return fmt.Sprintf("%s is %s", s.name, s.shown(now.Value))
	})
}

func getConfig(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want a name", errUsage)
	}
	s, err := settingNamed(c.Args().First())
	if err != nil {
		return err
	}
	values, err := readSettings()
	if err != nil {
		return err
	}
	now := current(s, values)
	if now.Value == "" {
		return fmt.Errorf("%s is not set", s.name)
	}
	return show(c, now, func() string { return now.Value })
}

func listConfig(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	values, err := readSettings()
	if err != nil {
		return err
	}
	var all []configured
	for i := range settings {
		now := current(&settings[i], values)
		now.Value = settings[i].shown(now.Value)
		all = append(all, now)
	}
	return show(c, all, func() string {
		var b strings.Builder
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "SETTING\tVALUE\tFROM")
		for _, s := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\n", s.Name, s.Value, s.Source)
		}
		_ = w.Flush()
		return strings.TrimSuffix(b.String(), "\n")
	})
}
