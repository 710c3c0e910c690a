package fetch

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/machinefi/sprout/task"
)

// cache keeps files by their hash. What it gives has that hash, whatever
// happened to the disk.
type cache struct {
	dir   string
	most  int64 // bytes of all files
	large int64 // bytes of one file

	mu sync.Mutex // held while files come and go
}

const tmpPrefix = "part-"

func openCache(dir string, most, large int64) (*cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open project file cache: %w", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, tmpPrefix+"*"))
	if err != nil {
		return nil, fmt.Errorf("open project file cache: %w", err)
	}
	for _, path := range left { // what a process that died was writing
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("open project file cache: %w", err)
		}
	}
	return &cache{dir: dir, most: most, large: large}, nil
}

func (c *cache) path(hash task.Digest) string { return filepath.Join(c.dir, hash.Hex()) }

// get returns the file of that hash, if it is there and unharmed.
func (c *cache) get(hash task.Digest) ([]byte, bool) {
	path := c.path(hash)
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	defer f.Close() //nolint:errcheck // only read
	file, err := c.read(f)
	if err != nil || task.DigestOf(file) != hash {
		_ = os.Remove(path) // harmed: it will be fetched and written again
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // used: others go first
	return file, true
}

// read returns what is in a file, into memory of its size at once.
func (c *cache) read(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > c.large {
		return nil, ErrTooLarge
	}
	file := make([]byte, info.Size())
	_, err = io.ReadFull(f, file)
	return file, err
}

// put keeps a file, and lets go of the longest unused ones where there are too many.
func (c *cache) put(hash task.Digest, file []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.makeRoom(int64(len(file))); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(c.dir, tmpPrefix)
	if err != nil {
		return err
	}
	if _, err = tmp.Write(file); err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), c.path(hash))
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

func (c *cache) makeRoom(size int64) error {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return err
	}
	var files []os.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && !strings.HasPrefix(e.Name(), tmpPrefix) {
			files = append(files, info)
			size += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	for _, f := range files {
		if size <= c.most {
			return nil
		}
		if err := os.Remove(filepath.Join(c.dir, f.Name())); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		size -= f.Size()
	}
	return nil
}
