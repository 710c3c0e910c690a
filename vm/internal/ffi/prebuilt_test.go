package ffi_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// files holds library as it would be embedded.
func files(t *testing.T, library []byte, change func(*ffi.Image)) (fstest.MapFS, ffi.Image) {
	t.Helper()
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed)
	require.NoError(t, err)
	_, err = z.Write(library)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	sum := sha256.Sum256(library)
	i := ffi.Image{
		Runtime: "test", OS: "linux", Arch: "amd64", CPU: "x86-64", File: "test.so.zst",
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(library)),
	}
	if change != nil {
		change(&i)
	}
	return fstest.MapFS{"prebuilt/test.so.zst": {Data: packed.Bytes()}, "prebuilt/manifest.json": manifest(t, 1, i)}, i
}

func manifest(t *testing.T, format int, images ...ffi.Image) *fstest.MapFile {
	t.Helper()
	b, err := json.Marshal(map[string]any{"format": format, "libraries": images, "unknown": 1})
	require.NoError(t, err)
	return &fstest.MapFile{Data: b}
}

func content(t *testing.T, f *os.File) []byte {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<30))
	require.NoError(t, err)
	return b
}

func TestFindPrefersWhatTheProcessorHas(t *testing.T) {
	base := ffi.Image{Runtime: "risc0", OS: "linux", Arch: "amd64", CPU: "x86-64", File: "base"}
	fast := base
	fast.CPU, fast.File = "x86-64-v3", "fast"
	for _, order := range [][]ffi.Image{{base, fast}, {fast, base}} {
		fs := fstest.MapFS{"prebuilt/manifest.json": manifest(t, 1, order...)}
		got, err := ffi.FindIn(fs, "risc0", "linux", "amd64", true)
		require.NoError(t, err)
		require.Equal(t, "fast", got.File)
		got, err = ffi.FindIn(fs, "risc0", "linux", "amd64", false)
		require.NoError(t, err)
		require.Equal(t, "base", got.File)
		for _, other := range [][3]string{{"halo2", "linux", "amd64"}, {"risc0", "darwin", "amd64"}, {"risc0", "linux", "arm64"}} {
			_, err = ffi.FindIn(fs, other[0], other[1], other[2], true)
			require.ErrorIs(t, err, ffi.ErrNoLibrary)
		}
	}
}

func TestFindChoosesForEachRuntime(t *testing.T) {
	image := func(runtime, cpu, file string) ffi.Image {
		return ffi.Image{Runtime: runtime, OS: "linux", Arch: "amd64", CPU: cpu, File: file}
	}
	fs := fstest.MapFS{"prebuilt/manifest.json": manifest(t, 1,
		image("halo2", "x86-64", "h"), image("risc0", "x86-64", "r"), image("risc0", "x86-64-v3", "r3"), image("zkwasm", "x86-64-v3", "z3"))}
	for _, c := range []struct {
		runtime string
		v3      bool
		want    string
	}{
		{"risc0", true, "r3"}, {"risc0", false, "r"}, {"halo2", true, "h"}, {"halo2", false, "h"}, {"zkwasm", true, "z3"}, {"zkwasm", false, ""},
	} {
		got, err := ffi.FindIn(fs, c.runtime, "linux", "amd64", c.v3)
		require.Equal(t, c.want, got.File, "%+v", c)
		require.Equal(t, c.want == "", errors.Is(err, ffi.ErrNoLibrary), "%+v", c)
	}
}

func TestFindNamesWhatIsWrong(t *testing.T) {
	_, err := ffi.FindIn(fstest.MapFS{}, "risc0", "linux", "amd64", false)
	require.ErrorIs(t, err, ffi.ErrNoLibrary)
	require.ErrorContains(t, err, "make native")
	_, err = ffi.FindIn(fstest.MapFS{"prebuilt/manifest.json": {Data: []byte("{")}}, "risc0", "linux", "amd64", false)
	require.ErrorIs(t, err, ffi.ErrCorrupt)
	_, err = ffi.FindIn(fstest.MapFS{"prebuilt/manifest.json": manifest(t, 2)}, "risc0", "linux", "amd64", false)
	require.ErrorContains(t, err, "format 2")
}

func TestUnpack(t *testing.T) {
	library := bytes.Repeat([]byte("machine code "), 1<<18)
	fs, image := files(t, library, nil)
	f, err := image.UnpackFrom(fs)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	require.True(t, bytes.Equal(library, content(t, f)))
	_, err = f.WriteAt([]byte("x"), 0)
	require.Error(t, err, "the file is sealed")
	require.Error(t, f.Truncate(0), "the file is sealed")
}

func TestUnpackChecksWhatItFinds(t *testing.T) {
	library := []byte("machine code")
	for name, change := range map[string]func(*ffi.Image){
		"digest":  func(i *ffi.Image) { i.SHA256 = hex.EncodeToString(make([]byte, 32)) },
		"size":    func(i *ffi.Image) { i.Size++ },
		"missing": func(i *ffi.Image) { i.File = "none" },
	} {
		fs, image := files(t, library, change)
		_, err := image.UnpackFrom(fs)
		require.Error(t, err, name)
	}
	fs, image := files(t, library, nil)
	fs["prebuilt/test.so.zst"].Data[9] ^= 0xff
	_, err := image.UnpackFrom(fs)
	require.ErrorIs(t, err, ffi.ErrCorrupt)
}

func TestCacheIsUsedOnlyWhole(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("HOME", dir)
	library := bytes.Repeat([]byte("machine code "), 1000)
	fs, image := files(t, library, nil)
	f, err := image.CacheFrom(fs)
	require.NoError(t, err)
	path := f.Name()
	require.True(t, bytes.Equal(library, content(t, f)))
	require.NoError(t, f.Close())

	f, err = image.CacheFrom(fstest.MapFS{})
	require.NoError(t, err, "a whole file is used as it is")
	require.NoError(t, f.Close())

	require.NoError(t, os.Remove(path))
	require.NoError(t, os.WriteFile(path, library[1:], 0o600))
	f, err = image.CacheFrom(fs)
	require.NoError(t, err, "a damaged file is written again")
	require.True(t, bytes.Equal(library, content(t, f)))
	require.NoError(t, f.Close())
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".unpack-*"))
	require.NoError(t, err)
	require.Empty(t, left)
}
