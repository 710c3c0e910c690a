package task

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// Header says everything about a task but its messages, which it binds by their
// root. Its digest is the task's digest.
type Header struct {
	ChainID        uint64
	ProjectID      ProjectID
	Sequence       uint64 // position among the project's tasks, from 1, no holes
	ProjectVersion string
	CreatedAt      time.Time // millisecond precision
	MessageCount   uint32
	BodySize       uint32 // bytes of the body encoding
	MessagesRoot   Digest
}

// Task is an ordered batch of messages of one project version: the unit of proving.
type Task struct {
	Header
	Messages []Message
}

// New makes the task of msgs, which must all be of project id and version; their order is kept.
func New(chainID uint64, id ProjectID, version string, sequence uint64, createdAt time.Time, msgs []Message) (Task, error) {
	h := Header{
		ChainID: chainID, ProjectID: id, Sequence: sequence, ProjectVersion: version,
		CreatedAt: fromMillis(millis(createdAt)), MessageCount: uint32(len(msgs)),
	}
	for i := range msgs {
		if msgs[i].ProjectID != id || msgs[i].ProjectVersion != version {
			return Task{}, fmt.Errorf("make task %d/%d: message %s is of project %d version %q",
				id, sequence, msgs[i].ID, msgs[i].ProjectID, msgs[i].ProjectVersion)
		}
	}
	body, err := EncodeBody(msgs)
	if err != nil {
		return Task{}, fmt.Errorf("make task %d/%d: %w", id, sequence, err)
	}
	h.BodySize = uint32(len(body))
	if h.MessagesRoot, err = messagesRoot(msgs); err != nil {
		return Task{}, err
	}
	if err := h.Validate(); err != nil {
		return Task{}, err
	}
	return Task{Header: h, Messages: msgs}, nil
}

// Key names the task.
func (h *Header) Key() Key { return Key{h.ProjectID, h.Sequence} }

// Validate reports every field outside its limits, joined.
func (h *Header) Validate() error {
	var errs []error
	bad := func(ok bool, format string, a ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf("%w: "+format, append([]any{ErrMalformed}, a...)...))
		}
	}
	bad(h.ProjectID != 0, "project id is 0")
	bad(h.Sequence != 0, "sequence is 0")
	bad(h.ProjectVersion != "" && len(h.ProjectVersion) <= MaxVersionLen, "project version of %d bytes, want 1 to %d", len(h.ProjectVersion), MaxVersionLen)
	bad(h.MessageCount > 0 && h.MessageCount <= MaxTaskMessages, "%d messages, want 1 to %d", h.MessageCount, MaxTaskMessages)
	bad(h.BodySize <= MaxTaskBody, "body of %d bytes, limit %d", h.BodySize, MaxTaskBody)
	return errors.Join(errs...)
}

// AppendBinary appends the header encoding of docs/protocol.md.
func (h *Header) AppendBinary(b []byte) ([]byte, error) {
	if err := h.Validate(); err != nil {
		return nil, fmt.Errorf("encode task header: %w", err)
	}
	b = append(b, domainTask[:]...)
	for _, v := range []uint64{h.ChainID, uint64(h.ProjectID), h.Sequence, millis(h.CreatedAt)} {
		b = binary.BigEndian.AppendUint64(b, v)
	}
	b = binary.BigEndian.AppendUint32(b, h.MessageCount)
	b = binary.BigEndian.AppendUint32(b, h.BodySize)
	b = append(b, h.MessagesRoot[:]...)
	return appendStr16(b, h.ProjectVersion), nil
}

// ParseHeader decodes a header encoding; nothing may follow it.
func ParseHeader(b []byte) (Header, error) {
	r := reader{b: b}
	if d := r.take(16, "domain"); d != nil && [16]byte(d) != domainTask {
		return Header{}, fmt.Errorf("parse task header: %w: unknown format %q", ErrMalformed, d)
	}
	var h Header
	h.ChainID = r.u64("chain id")
	h.ProjectID = ProjectID(r.u64("project id"))
	h.Sequence = r.u64("sequence")
	h.CreatedAt = fromMillis(r.u64("created time"))
	h.MessageCount = r.u32("message count")
	h.BodySize = r.u32("body size")
	copy(h.MessagesRoot[:], r.take(32, "messages root"))
	h.ProjectVersion = r.str16("project version")
	if err := errors.Join(r.end()); err != nil {
		return Header{}, fmt.Errorf("parse task header: %w", err)
	}
	if err := h.Validate(); err != nil {
		return Header{}, fmt.Errorf("parse task header: %w", err)
	}
	return h, nil
}

// Digest is the SHA-256 of the header encoding. It panics on a header that
// Validate refuses, which only a program fault can bring here.
func (h *Header) Digest() Digest {
	b, err := h.AppendBinary(nil)
	if err != nil {
		panic(err)
	}
	return sha256.Sum256(b)
}

// EncodeBody returns the body encoding of msgs.
func EncodeBody(msgs []Message) ([]byte, error) {
	size := 4
	for i := range msgs {
		size += 4 + msgs[i].EncodedLen()
	}
	if len(msgs) > MaxTaskMessages || size > MaxTaskBody {
		return nil, fmt.Errorf("encode body: %d messages in %d bytes, limits %d and %d", len(msgs), size, MaxTaskMessages, MaxTaskBody)
	}
	b := binary.BigEndian.AppendUint32(make([]byte, 0, size), uint32(len(msgs)))
	var err error
	for i := range msgs {
		b = binary.BigEndian.AppendUint32(b, uint32(msgs[i].EncodedLen()))
		if b, err = msgs[i].AppendBinary(b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// OpenBody decodes body, checks it against everything h says, and returns the task.
func OpenBody(h Header, body []byte) (Task, error) {
	fail := func(err error) (Task, error) {
		return Task{}, fmt.Errorf("open body of task %s: %w", h.Key(), err)
	}
	if uint64(len(body)) != uint64(h.BodySize) {
		return fail(fmt.Errorf("%w: %d bytes, header says %d", ErrMalformed, len(body), h.BodySize))
	}
	r := reader{b: body}
	if n := r.u32("message count"); r.err == nil && n != h.MessageCount {
		return fail(fmt.Errorf("%w: %d messages, header says %d", ErrMalformed, n, h.MessageCount))
	}
	// The count is only trusted as far as the bytes could hold it.
	msgs := make([]Message, 0, min(int(h.MessageCount), len(body)/(4+messageFixedBytes)))
	for range h.MessageCount {
		enc := r.take(int(r.u32("message length")), "message")
		if r.err != nil {
			return fail(r.err)
		}
		m, err := readMessage(enc)
		if err != nil {
			return fail(err)
		}
		m.ProjectID, m.ProjectVersion = h.ProjectID, h.ProjectVersion
		msgs = append(msgs, m)
	}
	if err := r.end(); err != nil {
		return fail(err)
	}
	root, err := messagesRoot(msgs)
	if err != nil {
		return fail(err)
	}
	if root != h.MessagesRoot {
		return fail(fmt.Errorf("%w: messages root %s, header says %s", ErrMalformed, root, h.MessagesRoot))
	}
	return Task{Header: h, Messages: msgs}, nil
}

// Body returns the body encoding of the task.
func (t *Task) Body() ([]byte, error) { return EncodeBody(t.Messages) }

// GuestInput is what a guest of input mode "task" reads: header length, header, body.
func (t *Task) GuestInput() ([]byte, error) {
	h, err := t.Header.AppendBinary(nil)
	if err != nil {
		return nil, err
	}
	body, err := t.Body()
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(h)+len(body)), uint32(len(h)))
	return append(append(out, h...), body...), nil
}

func messagesRoot(msgs []Message) (Digest, error) {
	s := sha256.New()
	s.Write(domainMessages[:])
	for i := range msgs {
		d, err := msgs[i].Digest()
		if err != nil {
			return Digest{}, err
		}
		s.Write(d[:])
	}
	return Digest(s.Sum(nil)), nil
}
