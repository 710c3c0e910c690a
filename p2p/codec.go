package p2p

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

// Limits of the wire format. Sizes are bytes.
const (
	// MaxAnnouncementBytes bounds the envelope of an announcement.
	MaxAnnouncementBytes = 1 << 10
	// MaxStatusBytes bounds the envelope of a status.
	MaxStatusBytes = 72 << 10
	// MaxPresenceBytes bounds the envelope of a presence.
	MaxPresenceBytes = 1 << 10
	// MaxJournalBytes: longer journals are left out of a status. The receipt holds
	// them, and nobody may believe the status's copy anyway. It is the default
	// limit of a program's journal, so only projects that raise theirs meet it.
	MaxJournalBytes = 64 << 10
	// MaxReasonBytes: longer failure reasons are cut.
	MaxReasonBytes = 2 << 10

	maxNameBytes   = 64  // runtime, kind, binding, stage, output type, failure code
	maxCIDBytes    = 128 // a CID in text form
	maxResultBytes = 1 << 10
	maxPeerBytes   = 64
	envelopeFormat = 1
	// maxMillis keeps a time within what time.Time and int64 carry without surprise (year 9999).
	maxMillis = 253402300799999
)

// envelope is an opened Envelope: decoded, nothing believed.
type envelope struct {
	issuedAt  time.Time
	payload   []byte
	signature task.Signature
}

func encodeEnvelope(e envelope) ([]byte, error) {
	b, err := proto.Marshal(&wire.Envelope{
		Version: envelopeFormat, IssuedAtMs: uint64(e.issuedAt.UnixMilli()),
		Payload: e.payload, Signature: e.signature[:],
	})
	if err != nil {
		return nil, fmt.Errorf("encode envelope: %w", err)
	}
	return b, nil
}

func decodeEnvelope(b []byte) (envelope, error) {
	var w wire.Envelope
	if err := proto.Unmarshal(b, &w); err != nil {
		return envelope{}, malformed("envelope: %v", err)
	}
	if w.Version == 0 {
		return envelope{}, malformed("envelope without a version")
	}
	if w.Version != envelopeFormat {
		return envelope{}, fmt.Errorf("envelope: %w: %d", errVersion, w.Version)
	}
	e := envelope{payload: w.Payload}
	var c check
	e.issuedAt = c.time("issued_at_ms", w.IssuedAtMs)
	c.fixed("signature", e.signature[:], w.Signature)
	c.that(len(w.Payload) > 0, "payload is empty")
	return e, c.err
}

// encodeAnnouncement returns the serialized Payload.
func encodeAnnouncement(s task.Signed, attempt uint32, provider peer.ID) ([]byte, error) {
	header, err := s.Header.AppendBinary(nil)
	if err != nil {
		return nil, fmt.Errorf("encode announcement: %w", err)
	}
	return proto.Marshal(&wire.Payload{Kind: &wire.Payload_Announcement{Announcement: &wire.Announcement{
		Header: header, Signature: s.Signature[:], Attempt: attempt, Provider: []byte(provider),
	}}})
}

// announcement is a decoded wire.Announcement, nothing of it believed.
type announcement struct {
	signed   task.Signed
	attempt  uint32
	provider peer.ID
}

func decodeAnnouncement(payload []byte) (announcement, error) {
	p, err := decodePayload(payload)
	if err != nil {
		return announcement{}, err
	}
	w := p.GetAnnouncement()
	if w == nil {
		return announcement{}, fmt.Errorf("payload is no announcement: %w", errWrongTopic)
	}
	a := announcement{attempt: w.Attempt}
	var c check
	c.fixed("signature", a.signed.Signature[:], w.Signature)
	a.provider = c.provider(w.Provider)
	if c.err != nil {
		return announcement{}, c.err
	}
	if a.signed.Header, err = task.ParseHeader(w.Header); err != nil {
		return announcement{}, err
	}
	return a, nil
}

var wireStates = []struct {
	state task.State
	wire  wire.State
}{
	{task.StateProving, wire.State_STATE_PROVING},
	{task.StateProved, wire.State_STATE_PROVED},
	{task.StateOutputted, wire.State_STATE_OUTPUTTED},
	{task.StateFailed, wire.State_STATE_FAILED},
}

// encodeStatus returns the serialized Payload. Too long a reason is cut, too
// long a journal left out; anything else above its limit is an error.
func encodeStatus(s task.Status, provider peer.ID) ([]byte, error) {
	i := slices.IndexFunc(wireStates, func(w struct {
		state task.State
		wire  wire.State
	}) bool {
		return w.state == s.State
	})
	if i < 0 {
		return nil, fmt.Errorf("encode status: state %q is not a znode's to report", s.State)
	}
	w := &wire.Status{
		ProjectId: uint64(s.Key.Project), Sequence: s.Key.Sequence, Digest: s.Digest[:],
		Attempt: s.Attempt, State: wireStates[i].wire, Node: s.Node[:], AtMs: uint64(s.At.UnixMilli()),
		Provider: []byte(provider),
	}
	if s.Progress != (task.Progress{}) {
		w.Progress = &wire.Progress{Stage: s.Progress.Stage, Done: s.Progress.Done, Total: s.Progress.Total, Note: cut(plain(s.Progress.Note), maxResultBytes)}
	}
	if r := s.Receipt; r != nil {
		w.Receipt = &wire.Receipt{
			Runtime: r.Runtime, Kind: r.Kind, ProgramId: r.ProgramID[:], Digest: r.Digest[:], Cid: r.CID,
			Size: r.Size, Binding: string(r.Binding), Cycles: r.Cycles, ProveMs: r.ProveMS,
		}
		if len(r.Journal) <= MaxJournalBytes {
			w.Receipt.Journal = r.Journal
		}
	}
	if o := s.Output; o != nil {
		w.Output = &wire.Output{Type: o.Type, Result: cut(o.Result, maxResultBytes), Gas: o.Gas, Note: cut(o.Note, maxResultBytes)}
	}
	if f := s.Failure; f != nil {
		w.Failure = &wire.Failure{Code: string(f.Code), Reason: cut(f.Reason, MaxReasonBytes)}
	}
	b, err := proto.Marshal(&wire.Payload{Kind: &wire.Payload_Status{Status: w}})
	if err != nil {
		return nil, fmt.Errorf("encode status: %w", err)
	}
	// What this node sends it must itself be ready to accept.
	if _, _, err := decodeStatus(b); err != nil {
		return nil, fmt.Errorf("encode status: %w", err)
	}
	return b, nil
}

// decodeStatus decodes a status and checks every field against its limit and
// against the state; who sent it is not checked here.
func decodeStatus(payload []byte) (task.Status, peer.ID, error) {
	p, err := decodePayload(payload)
	if err != nil {
		return task.Status{}, "", err
	}
	w := p.GetStatus()
	if w == nil {
		return task.Status{}, "", fmt.Errorf("payload is no status: %w", errWrongTopic)
	}
	s := task.Status{Key: task.Key{Project: task.ProjectID(w.ProjectId), Sequence: w.Sequence}, Attempt: w.Attempt}
	var c check
	c.that(w.ProjectId != 0, "project_id is 0")
	c.that(w.Sequence != 0, "sequence is 0")
	c.fixed("digest", s.Digest[:], w.Digest)
	c.fixed("node", s.Node[:], w.Node)
	s.At = c.time("at_ms", w.AtMs)
	s.State = c.state(w.State)
	provider := c.provider(w.Provider)
	s.Provider = provider.String()
	if pr := w.Progress; pr != nil {
		s.Progress = task.Progress{Stage: c.text("progress.stage", pr.Stage, 0, maxNameBytes), Done: pr.Done, Total: pr.Total,
			Note: plain(c.text("progress.note", pr.Note, 0, maxResultBytes))}
	}
	s.Receipt = c.receipt(w.Receipt)
	s.Output = c.output(w.Output)
	s.Failure = c.failure(w.Failure, s.Node)
	c.parts(&s)
	return s, provider, c.err
}

func decodePayload(b []byte) (*wire.Payload, error) {
	var p wire.Payload
	if err := proto.Unmarshal(b, &p); err != nil {
		return nil, malformed("payload: %v", err)
	}
	return &p, nil
}

// check collects the first fault of a message's fields.
type check struct{ err error }

func malformed(format string, a ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{task.ErrMalformed}, a...)...)
}

func (c *check) that(ok bool, format string, a ...any) {
	if c.err == nil && !ok {
		c.err = malformed(format, a...)
	}
}

func (c *check) fixed(field string, dst, src []byte) {
	c.that(len(src) == len(dst), "%s of %d bytes, want %d", field, len(src), len(dst))
	copy(dst, src)
}

func (c *check) time(field string, ms uint64) time.Time {
	c.that(ms > 0 && ms <= maxMillis, "%s out of range", field)
	return time.UnixMilli(int64(min(ms, maxMillis))).UTC()
}

func (c *check) text(field, s string, least, most int) string {
	c.that(len(s) >= least && len(s) <= most, "%s of %d bytes, want %d to %d", field, len(s), least, most)
	return s
}

func (c *check) provider(b []byte) peer.ID {
	if c.err != nil {
		return ""
	}
	id, err := peer.IDFromBytes(b)
	c.that(err == nil && len(b) <= maxPeerBytes, "provider is no peer id")
	return id
}

func (c *check) state(w wire.State) task.State {
	for _, s := range wireStates {
		if s.wire == w {
			return s.state
		}
	}
	c.that(false, "state %d is not a znode's to report", w)
	return ""
}

func (c *check) receipt(w *wire.Receipt) *task.ReceiptRef {
	if w == nil {
		return nil
	}
	r := &task.ReceiptRef{
		Runtime: c.text("receipt.runtime", w.Runtime, 1, maxNameBytes),
		Kind:    c.text("receipt.kind", w.Kind, 1, maxNameBytes),
		CID:     c.text("receipt.cid", w.Cid, 1, maxCIDBytes),
		Binding: task.Binding(w.Binding), Size: w.Size, Cycles: w.Cycles, ProveMS: w.ProveMs,
		Journal: bytes.Clone(w.Journal),
	}
	c.fixed("receipt.program_id", r.ProgramID[:], w.ProgramId)
	c.fixed("receipt.digest", r.Digest[:], w.Digest)
	c.that(r.Binding == task.BindingNone || r.Binding == task.BindingTask, "receipt.binding is neither none nor task")
	c.that(len(w.Journal) <= MaxJournalBytes, "receipt.journal of %d bytes, limit %d", len(w.Journal), MaxJournalBytes)
	return r
}

func (c *check) output(w *wire.Output) *task.OutputRef {
	if w == nil {
		return nil
	}
	return &task.OutputRef{
		Type:   c.text("output.type", w.Type, 1, maxNameBytes),
		Result: c.text("output.result", w.Result, 0, maxResultBytes), Gas: w.Gas,
		Note: c.text("output.note", w.Note, 0, maxResultBytes),
	}
}

func (c *check) failure(w *wire.Failure, node task.Address) *task.Failure {
	if w == nil {
		return nil
	}
	return &task.Failure{
		Node: node, Code: task.FailureCode(c.text("failure.code", w.Code, 1, maxNameBytes)),
		Reason: c.text("failure.reason", w.Reason, 0, MaxReasonBytes),
	}
}

// parts checks that a status holds what its state calls for and nothing else.
func (c *check) parts(s *task.Status) {
	done := s.State == task.StateProved || s.State == task.StateOutputted
	c.that(!done || s.Receipt != nil, "state %s without a receipt", s.State)
	c.that(s.State != task.StateOutputted || s.Output != nil, "state outputted without an output")
	c.that(s.State != task.StateFailed || s.Failure != nil, "state failed without a failure")
	c.that(s.State == task.StateFailed || s.Failure == nil, "state %s with a failure", s.State)
}

// plain is s in one line of whole characters, with nothing in it that a terminal obeys.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
}

// cut shortens s to at most n bytes without splitting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
