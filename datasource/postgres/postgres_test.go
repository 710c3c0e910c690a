package postgres_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/datasourcetest"
	"github.com/machinefi/sprout/datasource/postgres"
)

// clusterDSN names a server on which tests may make databases.
const clusterDSN = "SPROUT_TEST_POSTGRES_DSN"

// site is a schema of the test's own.
type site string

func newSite(t testing.TB) datasourcetest.Site {
	cluster := os.Getenv(clusterDSN)
	if cluster == "" {
		t.Skipf("NOTICE: %s is not set: run under .ci/with-postgres", clusterDSN)
	}
	var suffix [6]byte
	_, _ = rand.Read(suffix[:])
	name := "sprout_test_" + hex.EncodeToString(suffix[:])
	execute(t, cluster, "CREATE SCHEMA "+name)
	t.Cleanup(func() { execute(t, cluster, "DROP SCHEMA "+name+" CASCADE") })
	u, err := url.Parse(cluster)
	require.NoError(t, err)
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return site(u.String())
}

func execute(t testing.TB, dsn, statement string) {
	t.Helper()
	ctx := context.Background() // also runs after the test's context has ended
	conn, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	require.NoError(t, err)
}

func (s site) Open(ctx context.Context) (datasource.Store, error) {
	return postgres.Open(ctx, string(s))
}
func (s site) DSN() string { return string(s) }

func TestMain(m *testing.M) { datasourcetest.Main(m, postgres.Open) }

func TestConformance(t *testing.T)     { datasourcetest.Run(t, newSite) }
func TestKillInTheMiddle(t *testing.T) { datasourcetest.RunCrash(t, newSite) }
func BenchmarkAppend(b *testing.B)     { datasourcetest.Benchmark(b, newSite) }
