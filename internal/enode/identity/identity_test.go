package identity_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/internal/enode/identity"
	"github.com/machinefi/sprout/task"
)

func open(t *testing.T, dir string) *identity.Issuer {
	t.Helper()
	i, err := identity.Open(dir)
	require.NoError(t, err)
	return i
}

func TestCredentialsSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	i := open(t, dir)
	require.Regexp(t, "^did:key:z6Mk", i.DID())
	jwt, err := i.Issue(t.Context(), api.Credential{Subject: "did:x", Issued: time.Now(), Expires: time.Now().Add(time.Hour)})
	require.NoError(t, err)
	did, err := open(t, dir).Verify(t.Context(), jwt)
	require.NoError(t, err)
	require.Equal(t, "did:x", did)
	for _, name := range []string{"issuer.key", "issuer.token"} {
		info, err := os.Stat(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

func TestWhatIsNoGoodCredential(t *testing.T) {
	i, other := open(t, t.TempDir()), open(t, t.TempDir())
	issue := func(by *identity.Issuer, c api.Credential) string {
		jwt, err := by.Issue(t.Context(), c)
		require.NoError(t, err)
		return jwt
	}
	now := time.Now()
	for name, token := range map[string]string{
		"expired":  issue(i, api.Credential{Subject: "did:x", Issued: now.Add(-2 * time.Hour), Expires: now.Add(-time.Hour)}),
		"early":    issue(i, api.Credential{Subject: "did:x", Issued: now.Add(time.Hour)}),
		"foreign":  issue(other, api.Credential{Subject: "did:x", Issued: now}),
		"garbage":  "x.y.z",
		"alg none": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJkaWQ6eCJ9.",
	} {
		_, err := i.Verify(t.Context(), token)
		require.Error(t, err, name)
		require.Less(t, len(err.Error()), 80, name)
	}
}

func TestIssueRefusesWhatIsWrong(t *testing.T) {
	i := open(t, t.TempDir())
	_, err := i.Issue(t.Context(), api.Credential{Issuer: "did:key:other", Subject: "did:x", Issued: time.Now()})
	require.ErrorIs(t, err, task.ErrMalformed)
	_, err = i.Issue(t.Context(), api.Credential{Subject: "did:x", Issued: time.Now(), Expires: time.Now().Add(-time.Hour)})
	require.ErrorIs(t, err, task.ErrMalformed)
	require.False(t, i.MayIssue(""))
}

func TestDamagedKeyFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "issuer.key"), []byte("short"), 0o600))
	_, err := identity.Open(dir)
	require.ErrorContains(t, err, "issuer.key")
}
