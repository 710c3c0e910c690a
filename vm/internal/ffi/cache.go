package ffi

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// cacheFile keeps the library in the user's cache directory under its digest. A
// file that is there already is read through and used only if it is whole.
func (i Image) cacheFile(files fs.FS) (*os.File, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return nil, fmt.Errorf("find cache directory: %w", err)
	}
	dir := filepath.Join(base, "sprout", "native")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make cache directory: %w", err)
	}
	path := filepath.Join(dir, i.Runtime+"-"+i.SHA256+".so")
	if f, err := i.openChecked(path); err == nil {
		return f, nil
	}
	if err := i.writeCache(dir, path, files); err != nil {
		return nil, err
	}
	return i.openChecked(path)
}

func (i Image) openChecked(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open cached library: %w", err)
	}
	sum := &checked{want: i, sum: sha256.New()}
	_, err = io.Copy(sum, io.LimitReader(f, maxLibrary))
	if err = errors.Join(err, sum.verify()); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// writeCache writes beside the final name and renames, so that no reader sees half a library.
func (i Image) writeCache(dir, path string, files fs.FS) error {
	tmp, err := os.CreateTemp(dir, ".unpack-*")
	if err != nil {
		return fmt.Errorf("make cached library: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	err = i.copyTo(tmp, files)
	if err == nil {
		err = tmp.Chmod(0o500)
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("keep cached library: %w", err)
	}
	return nil
}
