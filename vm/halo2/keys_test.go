package halo2_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/worker"
)

const keyMB = 1 << 10 // bytes of the keys in these tests

// whole is a file of keys as the library writes them, of size bytes altogether.
func whole(fill byte, size int) []byte {
	b := append([]byte("SPHK1\x00\x00\x00"), bytes.Repeat([]byte{fill}, size-8-sha256.Size)...)
	digest := sha256.Sum256(b)
	return append(b, digest[:]...)
}

func isWhole(b []byte) bool {
	return len(b) == keyMB && bytes.Equal(b, whole(b[8], keyMB))
}

func store(t *testing.T, dir string, most int64) halo2.KeyStore {
	t.Helper()
	s, err := halo2.OpenKeys(dir, most, "srs")
	require.NoError(t, err)
	return s
}

// attach is the start of a worker.
func attach(t *testing.T, s halo2.KeyStore, key string) (a *worker.Attachment, out, keys *os.File) {
	t.Helper()
	a, err := s.Attach(key)
	require.NoError(t, err)
	t.Cleanup(a.Release)
	for _, f := range a.Files {
		switch f.Option {
		case "keys_out_fd":
			out = f.File
		case "keys_fd":
			keys = f.File
		default:
			require.Fail(t, "unknown file", f.Option)
		}
	}
	require.NotNil(t, out)
	return a, out, keys
}

// makeKeys has a worker make the keys of a program.
func makeKeys(t *testing.T, s halo2.KeyStore, key string, content []byte) {
	t.Helper()
	a, out, _ := attach(t, s, key)
	_, err := out.Write(content)
	require.NoError(t, err)
	a.After([][]byte{[]byte(`{"keys":"made"}`)})
}

func kept(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	parts, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	require.Empty(t, parts, "nothing unfinished is left behind")
	return all
}

func TestKeysComeBack(t *testing.T) {
	dir := t.TempDir()
	s := store(t, dir, 1<<20)
	_, _, keys := attach(t, s, "program a")
	require.Nil(t, keys)
	makeKeys(t, s, "program a", whole(1, 100))
	_, _, keys = attach(t, store(t, dir, 1<<20), "program a")
	b, err := io.ReadAll(keys)
	require.NoError(t, err)
	require.Equal(t, whole(1, 100), b)
	_, err = keys.WriteAt([]byte("x"), 0)
	require.Error(t, err, "a worker reads them only")
	_, _, keys = attach(t, s, "program b")
	require.Nil(t, keys, "of another program")
	other, err := halo2.OpenKeys(dir, 1<<20, "other srs")
	require.NoError(t, err)
	_, _, keys = attach(t, other, "program a")
	require.Nil(t, keys, "made with other parameters")
}

func TestWorkerCannotChangeWhatIsKept(t *testing.T) {
	dir := t.TempDir()
	s := store(t, dir, 1<<20)
	a, out, _ := attach(t, s, "program a")
	_, err := out.Write(whole(1, 100))
	require.NoError(t, err)
	a.After([][]byte{[]byte(`{"keys":"made"}`)})
	_, err = out.Write(whole(2, 200))
	require.NoError(t, err)
	b, err := os.ReadFile(s.Path("program a"))
	require.NoError(t, err)
	require.Equal(t, whole(1, 100), b)
	a.After(nil) // the call failed, the keys are made all the same
	b, err = os.ReadFile(s.Path("program a"))
	require.NoError(t, err)
	require.Equal(t, whole(2, 200), b, "not behind the first ones")
	a.After([][]byte{[]byte("receipt"), []byte(`{"keys":"cached"}`)})
	require.Len(t, kept(t, dir), 1)
}

func TestDamagedKeysAreRemoved(t *testing.T) {
	dir := t.TempDir()
	s := store(t, dir, 1<<20)
	makeKeys(t, s, "program a", whole(1, 100))
	a, out, _ := attach(t, s, "program a")
	a.After([][]byte{[]byte(`{"keys":"cached"}`)})
	require.Len(t, kept(t, dir), 1)
	a.After([][]byte{[]byte(`{"keys":"damaged"}`)})
	require.Empty(t, kept(t, dir))
	a.After([][]byte{[]byte(`{"keys":"damaged"}`)})

	_, err := out.Write(whole(3, 100))
	require.NoError(t, err)
	a.After([][]byte{[]byte("receipt"), []byte(`{"keys":"damaged"}`)})
	b, err := os.ReadFile(s.Path("program a"))
	require.NoError(t, err)
	require.Equal(t, whole(3, 100), b, "replaced at once")
}

func TestKeysHalfWrittenAreNotKept(t *testing.T) {
	dir := t.TempDir()
	s := store(t, dir, 1<<20)
	a, out, _ := attach(t, s, "program a")
	_, err := out.Write(whole(1, 100))
	require.NoError(t, err)
	a.After([][]byte{[]byte(`{"keys":"made","keys_error":"file too large"}`)})
	require.Empty(t, kept(t, dir))
	for _, part := range []int{1, 10, 50, 99} { // the worker was ended while it wrote
		_, err = out.Write(whole(1, 100)[:part])
		require.NoError(t, err)
		a.After(nil)
		require.Empty(t, kept(t, dir), "%d of 100 bytes", part)
	}
	_, err = out.Write(append([]byte("no"), whole(1, 100)[2:]...))
	require.NoError(t, err)
	a.After([][]byte{[]byte(`{"keys":"made"}`)})
	require.Empty(t, kept(t, dir), "no keys at all")
	_, err = out.Write(whole(1, 100))
	require.NoError(t, err)
	a.After([][]byte{[]byte(`{"keys":"made"}`)})
	b, err := os.ReadFile(s.Path("program a"))
	require.NoError(t, err)
	require.Equal(t, whole(1, 100), b)
}

func TestKeysAreBounded(t *testing.T) {
	dir := t.TempDir()
	s := store(t, dir, 3*keyMB)
	start := time.Now().Add(-time.Hour)
	for i := range 3 {
		key := fmt.Sprint("program ", i)
		makeKeys(t, s, key, whole(byte(i), keyMB))
		at := start.Add(time.Duration(i) * time.Minute)
		require.NoError(t, os.Chtimes(s.Path(key), at, at))
	}
	_, _, used := attach(t, s, "program 0") // is the newest now
	makeKeys(t, s, "program 3", whole(0, keyMB))
	require.ElementsMatch(t, []string{s.Path("program 0"), s.Path("program 2"), s.Path("program 3")}, kept(t, dir))
	makeKeys(t, s, "program 4", whole(0, 3*keyMB))
	require.Equal(t, []string{s.Path("program 4")}, kept(t, dir))
	b, err := io.ReadAll(used)
	require.NoError(t, err)
	require.Len(t, b, keyMB, "who has them open goes on")
	makeKeys(t, s, "program 5", whole(0, 4*keyMB))
	require.Empty(t, kept(t, dir), "what does not fit is not kept")
}

func TestManyProcessesShareTheFolder(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for p := range 4 {
		s := store(t, dir, 8*keyMB)
		all.Go(func() {
			for i := range 50 {
				key := fmt.Sprint("program ", i%12)
				a, err := s.Attach(key)
				if !assertNoError(t, err) {
					return
				}
				for _, f := range a.Files {
					if f.Option != "keys_fd" {
						continue
					}
					b, err := io.ReadAll(f.File)
					if assertNoError(t, err) && !isWhole(b) {
						t.Errorf("process %d sees %d bytes of mixed keys", p, len(b))
					}
				}
				_, err = a.Files[0].File.Write(whole(byte(p), keyMB))
				assertNoError(t, err)
				a.After([][]byte{[]byte(`{}`)})
				a.Release()
			}
		})
	}
	all.Wait()
	require.LessOrEqual(t, len(kept(t, dir)), 8)
}

func assertNoError(t *testing.T, err error) bool {
	if err != nil {
		t.Error(err)
	}
	return err == nil
}

func TestWhatWasLeftUnfinishedIsRemoved(t *testing.T) {
	dir := t.TempDir()
	fresh, stale := filepath.Join(dir, ".part-1"), filepath.Join(dir, ".part-2")
	for _, f := range []string{fresh, stale} {
		require.NoError(t, os.WriteFile(f, []byte("x"), 0o600))
	}
	long := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(stale, long, long))
	store(t, dir, 1)
	require.FileExists(t, fresh, "another process may be at it")
	require.NoFileExists(t, stale)
}
