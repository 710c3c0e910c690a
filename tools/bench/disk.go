package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// disk tells what one flush costs here: every durable figure rests on it.
func (b *bench) disk(ctx context.Context) (list []Result, err error) {
	if err := onDisk(b.dir); err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Join(b.dir, "fsync"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	page := make([]byte, 4096)
	n, began := 0, time.Now()
	for time.Since(began) < min(b.each, 2*time.Second) && ctx.Err() == nil {
		if _, err := f.Write(page); err != nil {
			return nil, err
		}
		if err := f.Sync(); err != nil {
			return nil, err
		}
		n++
	}
	return []Result{figure("disk.fsync", float64(n)/time.Since(began).Seconds(), "1/s", "4 KiB appended, flushed one after the other")}, nil
}

// onDisk refuses a file system that lives in memory, where a flush costs nothing.
func onDisk(dir string) error {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return fmt.Errorf("look at the file system of %s: %w", dir, err)
	}
	if s.Type == unix.TMPFS_MAGIC || s.Type == unix.RAMFS_MAGIC {
		return fmt.Errorf("%s is in memory: durable writes cannot be measured there; choose another folder with -out", dir)
	}
	return nil
}
