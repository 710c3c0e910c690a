//go:build !linux

package ffi

import (
	"errors"
	"fmt"
	"os"
)

// Library cannot exist on this system.
type Library struct{}

// Load reports that no library can be loaded here.
func Load(*os.File) (*Library, error) {
	return nil, fmt.Errorf("load native library: %w", errors.ErrUnsupported)
}

// Describe reports that there is no library.
func (*Library) Describe() ([]byte, error) { return nil, errors.ErrUnsupported }

// Check reports that there is no library.
func (*Library) Check(_, _ []byte) ([]byte, error) { return nil, errors.ErrUnsupported }

// Execute reports that there is no library.
func (*Library) Execute(_, _, _ []byte, _ Progress) ([]byte, error) {
	return nil, errors.ErrUnsupported
}

// Prove reports that there is no library.
func (*Library) Prove(_, _, _ []byte, _ Progress) (receipt, info []byte, err error) {
	return nil, nil, errors.ErrUnsupported
}

// Verify reports that there is no library.
func (*Library) Verify(_, _ []byte) ([]byte, error) { return nil, errors.ErrUnsupported }
