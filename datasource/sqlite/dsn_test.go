package sqlite_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource/sqlite"
)

func FuzzParseDSN(f *testing.F) {
	for _, dsn := range []string{"sqlite:///a/b.db", "sqlite://rel.db?maxBytes=8192", "sqlite://?", "sqlite:///a?maxBytes=-1", "/a", "sqlite:///%zz?%zz"} {
		f.Add(dsn)
	}
	f.Fuzz(func(t *testing.T, dsn string) {
		path, pages, err := sqlite.ParseDSN(dsn)
		if err != nil {
			return
		}
		require.True(t, strings.HasPrefix(dsn, "sqlite://"+path))
		require.NotEmpty(t, path)
		require.Equal(t, strings.Contains(dsn, "maxBytes") && pages > 0, pages > 0)
	})
}
