package ffi

import (
	"io/fs"
	"os"
)

// FindIn is Find among other files and for another machine.
func FindIn(files fs.FS, name, goos, arch string, v3 bool) (Image, error) {
	return find(files, name, goos, arch, v3)
}

// UnpackFrom unpacks from other files.
func (i Image) UnpackFrom(files fs.FS) (*os.File, error) { return i.unpack(files) }

// CacheFrom is the way of machines without memory files.
func (i Image) CacheFrom(files fs.FS) (*os.File, error) { return i.cacheFile(files) }
