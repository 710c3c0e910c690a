package task

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// Limits that every encoding obeys; a project may set smaller ones.
const (
	MaxVersionLen     = 512     // bytes of a project version
	MaxSettledVersion = 128     // bytes of one whose tasks a settlement contract takes
	MaxClientDIDLen   = 1024    // bytes of a device's DID
	MaxDataLen        = 1 << 20 // bytes of one message's data
	MaxTaskMessages   = 1 << 16 // messages in one task
	MaxTaskBody       = 8 << 20 // bytes of one task body
	messageFixedBytes = 16 + 8 + 2 + 4
)

// Message is one payload from one device to one project version.
type Message struct {
	ID             MessageID
	ProjectID      ProjectID
	ProjectVersion string
	ClientDID      string    // the device; "" is anonymous
	Data           []byte    // as sent, UTF-8 text
	ReceivedAt     time.Time // when the enode accepted it, millisecond precision
}

// Group names the messages that may share a task: one project version and,
// where the version groups by device, one device.
type Group struct {
	ProjectID      ProjectID
	ProjectVersion string
	ClientDID      string
}

// Validate reports every field outside its limits, joined; each names its field.
func (m *Message) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("%w: "+format, append([]any{ErrMalformed}, a...)...))
		}
	}
	bad(m.ID == MessageID{}, "message id is missing")
	bad(m.ProjectID == 0, "project id is 0")
	bad(m.ProjectVersion == "" || len(m.ProjectVersion) > MaxVersionLen, "project version of %d bytes, want 1 to %d", len(m.ProjectVersion), MaxVersionLen)
	bad(len(m.ClientDID) > MaxClientDIDLen, "client DID of %d bytes, limit %d", len(m.ClientDID), MaxClientDIDLen)
	bad(len(m.Data) > MaxDataLen, "data of %d bytes, limit %d", len(m.Data), MaxDataLen)
	return errors.Join(errs...)
}

// EncodedLen is the length of the message encoding in bytes.
func (m *Message) EncodedLen() int { return messageFixedBytes + len(m.ClientDID) + len(m.Data) }

// AppendBinary appends the message encoding of docs/protocol.md. Project and
// version are not part of it: the task's header carries them once.
func (m *Message) AppendBinary(b []byte) ([]byte, error) {
	if len(m.ClientDID) > MaxClientDIDLen {
		return nil, fmt.Errorf("encode message: client DID of %d bytes is above the limit %d", len(m.ClientDID), MaxClientDIDLen)
	}
	if len(m.Data) > MaxDataLen {
		return nil, fmt.Errorf("encode message: data of %d bytes is above the limit %d", len(m.Data), MaxDataLen)
	}
	b = append(b, m.ID[:]...)
	b = binary.BigEndian.AppendUint64(b, millis(m.ReceivedAt))
	b = appendStr16(b, m.ClientDID)
	b = binary.BigEndian.AppendUint32(b, uint32(len(m.Data)))
	return append(b, m.Data...), nil
}

// Digest is SHA-256 over the message domain and the message encoding.
func (m *Message) Digest() (Digest, error) {
	b, err := m.AppendBinary(domainMessage[:])
	if err != nil {
		return Digest{}, err
	}
	return sha256.Sum256(b), nil
}

func readMessage(b []byte) (Message, error) {
	r := reader{b: b}
	var m Message
	copy(m.ID[:], r.take(16, "message id"))
	m.ReceivedAt = fromMillis(r.u64("received time"))
	m.ClientDID = r.str16("client DID")
	m.Data = r.take(int(r.u32("data length")), "data")
	if err := r.end(); err != nil {
		return Message{}, err
	}
	if len(m.ClientDID) > MaxClientDIDLen || len(m.Data) > MaxDataLen {
		return Message{}, fmt.Errorf("%w: client DID or data above its limit", ErrMalformed)
	}
	return m, nil
}
