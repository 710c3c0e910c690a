package task

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// ErrMalformed marks bytes or text that do not decode to the value they claim to be.
var ErrMalformed = errors.New("malformed")

// ProjectID is the ERC-721 token id of a project. Zero names no project.
type ProjectID uint64

// String returns the decimal form used in URLs, topics and file names.
func (p ProjectID) String() string { return strconv.FormatUint(uint64(p), 10) }

// ParseProjectID reads the decimal form; zero is refused because it names no project.
func ParseProjectID(s string) (ProjectID, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("parse project id %q: %w: want a decimal number above 0", clip(s), ErrMalformed)
	}
	return ProjectID(n), nil
}

// MessageID identifies a message; it is a UUID chosen by the enode that accepts it.
type MessageID [16]byte

// NewMessageID returns a fresh time-ordered (version 7) id.
func NewMessageID() (MessageID, error) {
	u, err := uuid.NewV7()
	if err != nil {
		return MessageID{}, fmt.Errorf("make message id: %w", err)
	}
	return MessageID(u), nil
}

// ParseMessageID reads the canonical UUID text form.
func ParseMessageID(s string) (MessageID, error) {
	u, err := uuid.Parse(s)
	if err != nil {
		return MessageID{}, fmt.Errorf("parse message id %q: %w: want a UUID", clip(s), ErrMalformed)
	}
	return MessageID(u), nil
}

// String returns the canonical UUID text form.
func (m MessageID) String() string { return uuid.UUID(m).String() }

// MarshalText implements [encoding.TextMarshaler].
func (m MessageID) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (m *MessageID) UnmarshalText(b []byte) (err error) {
	*m, err = ParseMessageID(string(b))
	return err
}

// Digest is a SHA-256 value: of a task, of a receipt, or a program id.
type Digest [32]byte

// DigestOf returns the SHA-256 of b.
func DigestOf(b []byte) Digest { return sha256.Sum256(b) }

// ParseDigest reads 64 hexadecimal digits with or without 0x.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if err := parseHex(d[:], s); err != nil {
		return Digest{}, fmt.Errorf("parse digest: %w", err)
	}
	return d, nil
}

// IsZero reports whether d was never set.
func (d Digest) IsZero() bool { return d == Digest{} }

// Hex returns the digits without prefix.
func (d Digest) Hex() string { return hex.EncodeToString(d[:]) }

// String returns the digits with 0x.
func (d Digest) String() string { return "0x" + d.Hex() }

// MarshalText implements [encoding.TextMarshaler].
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (d *Digest) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDigest(string(b))
	return err
}

// Address is the Ethereum address of a node's operator key.
type Address [20]byte

// ParseAddress reads 40 hexadecimal digits with or without 0x; letter case is not checked.
func ParseAddress(s string) (Address, error) {
	var a Address
	if err := parseHex(a[:], s); err != nil {
		return Address{}, fmt.Errorf("parse address: %w", err)
	}
	return a, nil
}

// IsZero reports whether a was never set.
func (a Address) IsZero() bool { return a == Address{} }

// String returns lower-case digits with 0x.
func (a Address) String() string { return "0x" + hex.EncodeToString(a[:]) }

// MarshalText implements [encoding.TextMarshaler].
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (a *Address) UnmarshalText(b []byte) (err error) {
	*a, err = ParseAddress(string(b))
	return err
}

// Key names one task of one project: what COMPAT's API calls the task id is Sequence.
type Key struct {
	Project  ProjectID
	Sequence uint64
}

// String returns "project/sequence".
func (k Key) String() string { return fmt.Sprintf("%d/%d", k.Project, k.Sequence) }

func parseHex(dst []byte, s string) error {
	s = strings.TrimPrefix(s, "0x")
	if len(s) != 2*len(dst) {
		return fmt.Errorf("%w: %d hexadecimal digits, want %d", ErrMalformed, len(s), 2*len(dst))
	}
	if _, err := hex.Decode(dst, []byte(s)); err != nil {
		return fmt.Errorf("%w: %q holds other than hexadecimal digits", ErrMalformed, clip(s))
	}
	return nil
}

// clip bounds what an error quotes of somebody else's input.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
