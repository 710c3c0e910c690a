package compose_test

import (
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/enode"
	"github.com/machinefi/sprout/internal/znode"
)

// settings is what the test needs of a program's configuration.
type settings interface {
	Fields() []config.Field
	Validate() error
}

// Every name in the environment of a node is one that the program reads, and the settings as a whole are usable.
func TestSettings(t *testing.T) {
	file := readCompose(t)
	for program, test := range map[string]struct {
		names []string
		load  func() settings
	}{
		"enode": {enode.EnvNames(), func() settings { return enode.DefaultConfig() }},
		"znode": {znode.EnvNames(), func() settings { return znode.DefaultConfig() }},
	} {
		services := file.running(program)
		require.NotEmpty(t, services, program)
		for name, s := range services {
			t.Run(name, func(t *testing.T) {
				cleanEnvironment(t, test.names)
				for key, value := range s.Environment {
					require.Contains(t, test.names, key, "%s reads no such setting", program)
					t.Setenv(key, value)
				}
				require.NoError(t, check(program, test.load()))
			})
		}
	}
}

// A setting with a wrong name or value is noticed, so that the test above means something.
func TestSettingsNoticeFaults(t *testing.T) {
	cleanEnvironment(t, enode.EnvNames())
	require.False(t, slices.Contains(enode.EnvNames(), "SPROUT_HTTP_ADRESS"))
	err := check("enode", enode.DefaultConfig())
	require.ErrorContains(t, err, "chain-endpoint is missing")
	t.Setenv("IOTEX_CHAINID", "main")
	require.ErrorContains(t, check("enode", enode.DefaultConfig()), "IOTEX_CHAINID")
}

// check loads the settings as the program does.
func check(program string, s settings) error {
	app := &cli.App{
		Name:  program,
		Flags: config.Flags(s.Fields()),
		Action: func(c *cli.Context) error {
			return errors.Join(config.Load(c, s.Fields()), s.Validate())
		},
	}
	return app.Run([]string{program})
}

// cleanEnvironment takes away what the machine that runs the test has set.
func cleanEnvironment(t *testing.T, names []string) {
	t.Helper()
	for _, name := range names {
		if value, ok := os.LookupEnv(name); ok {
			require.NoError(t, os.Unsetenv(name))
			t.Cleanup(func() { require.NoError(t, os.Setenv(name, value)) })
		}
	}
}
