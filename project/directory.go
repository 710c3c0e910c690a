package project

import (
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/machinefi/sprout/task"
)

// maxLocalFile bounds a file of the project file directory, in bytes.
const maxLocalFile = 32 << 20

// directory is the project file directory as it was last seen.
type directory struct {
	path   string
	log    *slog.Logger
	files  map[task.ProjectID]source
	stamps map[task.ProjectID]stamp
	broken bool // the last poll failed; told once
}

// stamp tells whether a file may have changed since it was read.
type stamp struct {
	size     int64
	modified time.Time
	// settled is false where the file was read so soon after it changed that
	// another change could bear the same time.
	settled bool
}

const stampGrain = time.Second

func newDirectory(path string, log *slog.Logger) *directory {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return &directory{path: path, log: log, files: map[task.ProjectID]source{}, stamps: map[task.ProjectID]stamp{}}
}

// poll looks at every file and reports whether any came, went or changed. While
// the directory cannot be read, what was seen last stays.
func (d *directory) poll() (changed bool) {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		if !d.broken {
			d.log.Warn("project file directory cannot be read, its last content stays", "err", err)
		}
		d.broken = true
		return false
	}
	d.broken = false
	found := map[task.ProjectID]bool{}
	for _, e := range entries {
		id, err := task.ParseProjectID(e.Name())
		if err != nil || id.String() != e.Name() {
			continue
		}
		path := filepath.Join(d.path, e.Name())
		info, err := os.Stat(path) // follows links: mounted configuration is often one
		if err == nil && info.IsDir() {
			continue
		}
		found[id] = true
		changed = d.look(id, path, info, err) || changed
	}
	for id := range d.files {
		if !found[id] {
			delete(d.files, id)
			delete(d.stamps, id)
			changed = true
		}
	}
	return changed
}

// look reads one file if it may have changed and reports whether it did.
func (d *directory) look(id task.ProjectID, path string, info fs.FileInfo, err error) bool {
	old, known := d.files[id]
	var data []byte
	if err == nil {
		was := d.stamps[id]
		if known && was.settled && was.size == info.Size() && was.modified.Equal(info.ModTime()) {
			return false
		}
		d.stamps[id] = stamp{info.Size(), info.ModTime(), time.Since(info.ModTime()) > stampGrain}
		data, err = readRegular(path, info)
	}
	hash := task.DigestOf(data)
	if err != nil {
		delete(d.stamps, id)
		hash = task.Digest{}
	}
	if known && old.hash == hash && fmt.Sprint(old.file.err) == fmt.Sprint(err) {
		return false
	}
	d.files[id] = source{uri: "file://" + path, hash: hash, file: &localFile{data, err}}
	return true
}

// readRegular reads a file that cannot make the reader wait or fill its memory.
func readRegular(path string, info fs.FileInfo) ([]byte, error) {
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("read project file: %s is not a regular file", path)
	}
	if info.Size() > maxLocalFile {
		return nil, fmt.Errorf("read project file: %s has %d bytes, limit %d", path, info.Size(), maxLocalFile)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read project file: %w", err)
	}
	return data, nil
}
