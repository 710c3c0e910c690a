package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/datasourcetest"
	"github.com/machinefi/sprout/datasource/sqlite"
)

// site is a file in the test's own folder.
type site string

func newSite(t testing.TB) datasourcetest.Site {
	return site("sqlite://" + filepath.Join(t.TempDir(), "a b%41#.db"))
}

func (s site) Open(ctx context.Context) (datasource.Store, error) { return sqlite.Open(ctx, string(s)) }
func (s site) DSN() string                                        { return string(s) }

func TestMain(m *testing.M) { datasourcetest.Main(m, sqlite.Open) }

func TestConformance(t *testing.T)     { datasourcetest.Run(t, newSite) }
func TestKillInTheMiddle(t *testing.T) { datasourcetest.RunCrash(t, newSite) }
func BenchmarkAppend(b *testing.B)     { datasourcetest.Benchmark(b, newSite) }
