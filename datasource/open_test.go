package datasource_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

func TestOpenChoosesTheBackend(t *testing.T) {
	tests := map[string]struct{ dsn, dir, want string }{
		"empty":         {"", "/var/lib/sprout", "sqlite:///var/lib/sprout/sprout.db"},
		"plain path":    {"/srv/a.db", "", "sqlite:///srv/a.db"},
		"relative path": {"a.db", "/ignored", "sqlite://a.db"},
		"sqlite":        {"sqlite:///srv/a.db?maxBytes=9999", "", "sqlite:///srv/a.db?maxBytes=9999"},
		"postgres":      {"postgres://u:p@h/d", "", "postgres://u:p@h/d"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got string
			open := func(_ context.Context, dsn string) (datasource.Store, error) {
				got = dsn
				return nil, errors.New("this far and no further")
			}
			_, err := datasource.Open(t.Context(), datasource.Config{DSN: tt.dsn, Dir: tt.dir}, datasource.Backends{"sqlite": open, "postgres": open})
			require.ErrorContains(t, err, "this far and no further")
			require.Equal(t, tt.want, got)
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	_, err := datasource.Open(t.Context(), datasource.Config{}, nil)
	require.ErrorContains(t, err, "neither a DSN nor a data directory")
	_, err = datasource.Open(t.Context(), datasource.Config{DSN: "mysql://u:secret@h/d"}, datasource.Backends{"sqlite": nil, "postgres": nil})
	require.ErrorContains(t, err, `no backend for scheme "mysql"`)
	require.NotContains(t, err.Error(), "secret")
	require.Contains(t, task.Hint(err), "postgres://, sqlite://")
}
