package project_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projecttest"
	"github.com/machinefi/sprout/task"
)

func write(t *testing.T, dir, name string, b []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
}

func TestDirectoryServesWithoutAChain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "7", fileOf(t, projecttest.ELF("a")))
	write(t, dir, "07", []byte("not a decimal id as it is written"))
	write(t, dir, "8.json", []byte("neither"))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "9"), 0o700))
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{Directory: dir})
		_, err := w.version(7, "1")
		require.NoError(t, err)
		require.Len(t, w.manager.List(), 1)

		write(t, dir, "7", fileOf(t, projecttest.ELF("b")))
		pass(3 * time.Second)
		v, err := w.version(7, "1")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("b"), v.Code)

		write(t, dir, "7", []byte(`[{"version":"1"}]`))
		pass(3 * time.Second)
		require.ErrorContains(t, w.fault(7), "versions[0].vmType: missing")

		require.NoError(t, os.Remove(filepath.Join(dir, "7")))
		pass(3 * time.Second)
		_, err = w.version(7, "1")
		require.ErrorIs(t, err, project.ErrNotFound)

		// The directory itself may go for a while.
		write(t, dir, "7", fileOf(t, projecttest.ELF("c")))
		pass(3 * time.Second)
		require.NoError(t, os.Rename(dir, dir+".away"))
		pass(3 * time.Second)
		_, err = w.version(7, "1")
		require.NoError(t, err)
		require.NoError(t, os.Rename(dir+".away", dir))
	})
}

func TestDirectoryOverridesTheChain(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{Directory: dir})
		w.set(1, "u", fileOf(t, projecttest.ELF("chain")))
		write(t, dir, "1", fileOf(t, projecttest.ELF("file")))
		pass(3 * time.Second)
		v, err := w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("file"), v.Code)
		p, _ := w.manager.Project(1)
		require.Equal(t, "file://"+filepath.Join(dir, "1"), p.URI)

		w.registry.Set(project.Entry{ID: 1, URI: "u", Hash: task.Digest{1}, Paused: true})
		synctest.Wait()
		_, err = w.version(1, "1")
		require.ErrorIs(t, err, project.ErrPaused, "pausing is the owner's word, not the file's")

		w.registry.Set(project.Entry{ID: 1, URI: "u", Hash: task.DigestOf(fileOf(t, projecttest.ELF("chain")))})
		require.NoError(t, os.Remove(filepath.Join(dir, "1")))
		pass(3 * time.Second)
		v, err = w.version(1, "1")
		require.NoError(t, err)
		require.Equal(t, projecttest.ELF("chain"), v.Code)
	})
}

// A pipe would make the reader wait, a huge file would fill its memory.
func TestDirectoryTakesNoTraps(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "1"), 0o600))
	huge, err := os.Create(filepath.Join(dir, "2"))
	require.NoError(t, err)
	require.NoError(t, huge.Truncate(32<<20+1))
	require.NoError(t, huge.Close())
	require.NoError(t, os.Symlink(filepath.Join(dir, "absent"), filepath.Join(dir, "3")))
	write(t, dir, "4", fileOf(t, projecttest.ELF("good")))
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, project.ManagerConfig{Directory: dir})
		require.ErrorContains(t, w.fault(1), "not a regular file")
		require.ErrorContains(t, w.fault(2), "33554433 bytes, limit 33554432")
		require.ErrorContains(t, w.fault(3), "no such file")
		_, err := w.version(4, "1")
		require.NoError(t, err)
	})
}
