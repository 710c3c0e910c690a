package p2p

import (
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

// NewJudge returns a topic's validator without a network: it judges data from
// origin at a given time and returns the value, verdict and reason.
func NewJudge(t Topic, window time.Duration, a Authority) func(data []byte, origin peer.ID, now time.Time) (any, string, string) {
	r, ok := ruleOf(t.Kind)
	if !ok {
		panic("no rule for " + t.Kind)
	}
	m, err := newMetrics(prometheus.NewRegistry(), func() float64 { return 0 })
	if err != nil {
		panic(err)
	}
	v := &validator{topic: t, rule: r, window: window, authority: a, metrics: m, replay: newReplayGuard(16), origins: newLimiters[peer.ID](1, 8), presences: newPresenceLimiters(), requests: newRequestLimiters(), attestations: newAttestationLimiters(), peers: newRegistrations(a)}
	return func(data []byte, origin peer.ID, now time.Time) (any, string, string) {
		value, err := v.judge(data, origin, now)
		verdict, why := verdictOf(err)
		return value, verdictLabel(verdict), string(why)
	}
}

// VerdictOf exposes verdictOf.
func VerdictOf(err error) (verdict, why string) {
	v, r := verdictOf(err)
	return verdictLabel(v), string(r)
}

// DecodeEnvelope exposes decodeEnvelope and encodeEnvelope.
func DecodeEnvelope(b []byte) (again []byte, err error) {
	e, err := decodeEnvelope(b)
	if err != nil {
		return nil, err
	}
	return encodeEnvelope(e)
}

// DecodeAnnouncement exposes decodeAnnouncement and encodeAnnouncement.
func DecodeAnnouncement(b []byte) (again []byte, err error) {
	a, err := decodeAnnouncement(b)
	if err != nil {
		return nil, err
	}
	return encodeAnnouncement(a.signed, a.attempt, a.provider)
}

// DecodeStatus exposes decodeStatus.
func DecodeStatus(b []byte) (task.Status, peer.ID, error) { return decodeStatus(b) }

// EncodeStatus exposes encodeStatus.
func EncodeStatus(s task.Status, p peer.ID) ([]byte, error) { return encodeStatus(s, p) }

// DecodePresence exposes decodePresence.
func DecodePresence(b []byte) (task.Presence, peer.ID, error) { return decodePresence(b) }

// EncodePresence exposes encodePresence.
func EncodePresence(p task.Presence, id peer.ID) ([]byte, error) { return encodePresence(p, id) }

// DecodeAttest exposes decodeAttest.
func DecodeAttest(b []byte) (any, peer.ID, error) { return decodeAttest(b) }

// EncodeAttestRequest exposes encodeAttestRequest.
func EncodeAttestRequest(q task.AttestRequest, id peer.ID) ([]byte, error) {
	return encodeAttestRequest(q, id)
}

// EncodeAttestation exposes encodeAttestation.
func EncodeAttestation(a task.Attestation, id peer.ID) ([]byte, error) {
	return encodeAttestation(a, id)
}

// ReadBodyRequest exposes readFrame.
func ReadBodyRequest(r io.Reader) (*wire.BodyRequest, error) {
	var m wire.BodyRequest
	err := readFrame(r, &m)
	return &m, err
}

// WriteBodyRequest exposes writeFrame.
func WriteBodyRequest(w io.Writer, m *wire.BodyRequest) error { return writeFrame(w, m) }
