//go:build !linux

package ffi

import (
	"errors"
	"io"
	"os"
)

func memoryFile(Image, func(io.Writer) error) (*os.File, error) {
	return nil, errors.ErrUnsupported
}
