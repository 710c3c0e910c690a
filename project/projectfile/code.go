package projectfile

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	kzlib "github.com/klauspost/compress/zlib"
)

// Limits of a project file. They stand between a stranger's file and a node's memory.
const (
	MaxSize     = 32 << 20  // bytes of the file
	MaxVersions = 256       // versions in it
	MaxProgram  = 64 << 20  // bytes of one inflated program
	maxInflated = 128 << 20 // bytes of all inflated programs of one file
)

var errTooBig = errors.New("inflates to too much")

// packCode makes the text of field code: hex of zlib of the program. The
// compressor is pinned with the module, so that the text, and with it the
// file's hash, does not change with the Go release.
func packCode(program []byte) (string, error) {
	var buf bytes.Buffer
	w, err := kzlib.NewWriterLevel(&buf, kzlib.BestCompression)
	if err != nil {
		return "", fmt.Errorf("compress program: %w", err)
	}
	if _, err = w.Write(program); err != nil {
		return "", fmt.Errorf("compress program: %w", err)
	}
	if err := w.Close(); err != nil {
		return "", fmt.Errorf("compress program: %w", err)
	}
	return hex.EncodeToString(buf.Bytes()), nil
}

// unpackCode is the reverse; a program of more than limit bytes is refused with
// errTooBig and never held.
func unpackCode(text string, limit int) ([]byte, error) {
	packed, err := hex.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("is not hexadecimal: %w", err)
	}
	r, err := kzlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("is not zlib data: %w", err)
	}
	defer r.Close() //nolint:errcheck // nothing is buffered on the reading side
	program, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("does not inflate: %w", err)
	}
	if len(program) > limit {
		return nil, fmt.Errorf("%w: limit %d bytes", errTooBig, limit)
	}
	return bytes.Clone(program), nil // without the room that reading left
}
