package p2p

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"
	"google.golang.org/protobuf/proto"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

const (
	// MaxAttestBytes bounds the envelope of a request or an attestation.
	MaxAttestBytes = 64 << 10

	maxProvedTasks = 128 // tasks of one request: what one transaction can settle
	// requestBurst is how many requests a znode may send at once: one for each batch it has under way.
	requestBurst = 16
	// attestationRate and attestationBurst bound the answers of a znode: one to each other's request.
	attestationRate, attestationBurst = 64, 256
)

// newRequestLimiters bounds the requests of one operator for one project, whatever peers it uses.
func newRequestLimiters() *limiters[task.Address] {
	return newLimiters[task.Address](rate.Every(time.Second), requestBurst)
}

func newAttestationLimiters() *limiters[task.Address] {
	return newLimiters[task.Address](attestationRate, attestationBurst)
}

// OnAttestRequest sets who takes other znodes' requests for attestations; see [Host.OnAnnouncement]. A node that sets
// nobody still passes them on.
func (h *Host) OnAttestRequest(f func(context.Context, task.AttestRequest)) {
	h.onAttestRequest.Store(&f)
}

// OnAttestation sets who takes answers to such requests, whoever asked; see [Host.OnPresence].
func (h *Host) OnAttestation(f func(context.Context, task.Attestation)) { h.onAttestation.Store(&f) }

// AskAttestations asks the project's znodes to attest results. Settler and Provider are filled in. Ask again until enough
// have answered: gossip may be lost, and a znode may come late.
func (h *Host) AskAttestations(ctx context.Context, q task.AttestRequest) error {
	payload, err := encodeAttestRequest(q, h.libp2p.ID())
	if err == nil {
		err = h.publish(ctx, q.Project, KindAttest, payload)
	}
	if err != nil {
		return fmt.Errorf("ask project %d for attestations: %w", q.Project, err)
	}
	return nil
}

// PublishAttestation answers a request. Node is filled in.
func (h *Host) PublishAttestation(ctx context.Context, a task.Attestation) error {
	payload, err := encodeAttestation(a, h.libp2p.ID())
	if err == nil {
		err = h.publish(ctx, a.Project, KindAttest, payload)
	}
	if err != nil {
		return fmt.Errorf("answer %s in project %d: %w", a.Settler, a.Project, err)
	}
	return nil
}

// encodeAttestRequest returns the serialized Payload. Settler is the envelope's to say, Project the topic's.
func encodeAttestRequest(q task.AttestRequest, provider peer.ID) ([]byte, error) {
	w := &wire.AttestRequest{Version: q.Version, ProgramId: q.Program[:], Root: q.Root[:], Provider: []byte(provider)}
	for _, p := range q.Results {
		header, err := p.Task.Header.AppendBinary(nil)
		if err != nil {
			return nil, fmt.Errorf("encode request for attestations: %w", err)
		}
		w.Results = append(w.Results, &wire.ProvedTask{Header: header, Signature: p.Task.Signature[:], ReceiptDigest: p.Receipt[:], Cid: p.CID, Size: p.Size})
	}
	return encodeAttest(&wire.Payload{Kind: &wire.Payload_AttestRequest{AttestRequest: w}})
}

// encodeAttestation returns the serialized Payload. Node is the envelope's to say, Project the topic's.
func encodeAttestation(a task.Attestation, provider peer.ID) ([]byte, error) {
	w := &wire.Attestation{Settler: a.Settler[:], Root: a.Root[:], Refusal: string(a.Refusal), Provider: []byte(provider)}
	if !a.Signature.IsZero() {
		w.Signature = a.Signature[:]
	}
	return encodeAttest(&wire.Payload{Kind: &wire.Payload_Attestation{Attestation: w}})
}

func encodeAttest(p *wire.Payload) ([]byte, error) {
	b, err := proto.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encode attestation: %w", err)
	}
	// What this node sends it must itself be ready to accept.
	if _, _, err := decodeAttest(b); err != nil {
		return nil, fmt.Errorf("encode attestation: %w", err)
	}
	return b, nil
}

// decodeAttest decodes a [task.AttestRequest] or [task.Attestation] and checks every field against its limit; who sent it
// is not checked here.
func decodeAttest(payload []byte) (any, peer.ID, error) {
	p, err := decodePayload(payload)
	if err != nil {
		return nil, "", err
	}
	switch {
	case p.GetAttestRequest() != nil:
		return decodeAttestRequest(p.GetAttestRequest())
	case p.GetAttestation() != nil:
		return decodeAttestation(p.GetAttestation())
	default:
		return nil, "", fmt.Errorf("payload is no attestation: %w", errWrongTopic)
	}
}

func decodeAttestRequest(w *wire.AttestRequest) (any, peer.ID, error) {
	var c check
	q := task.AttestRequest{Version: c.text("version", w.Version, 1, task.MaxSettledVersion)}
	c.fixed("program_id", q.Program[:], w.ProgramId)
	c.fixed("root", q.Root[:], w.Root)
	provider := c.provider(w.Provider)
	c.that(len(w.Results) >= 1 && len(w.Results) <= maxProvedTasks, "%d results, want 1 to %d", len(w.Results), maxProvedTasks)
	if c.err != nil {
		return nil, "", c.err
	}
	q.Provider = provider.String()
	q.Results = make([]task.ProvedTask, len(w.Results))
	for i, r := range w.Results {
		p := &q.Results[i]
		c.fixed("result.signature", p.Task.Signature[:], r.Signature)
		c.fixed("result.receipt_digest", p.Receipt[:], r.ReceiptDigest)
		p.CID, p.Size = c.text("result.cid", r.Cid, 1, maxCIDBytes), r.Size
		if c.err != nil {
			return nil, "", c.err
		}
		var err error
		if p.Task.Header, err = task.ParseHeader(r.Header); err != nil {
			return nil, "", err
		}
		if c.that(p.Task.Header.ProjectVersion == q.Version, "task of version %.20q", p.Task.Header.ProjectVersion); c.err != nil {
			return nil, "", c.err
		}
	}
	return q, provider, nil
}

func decodeAttestation(w *wire.Attestation) (any, peer.ID, error) {
	var c check
	var a task.Attestation
	c.fixed("settler", a.Settler[:], w.Settler)
	c.fixed("root", a.Root[:], w.Root)
	a.Refusal = task.Refusal(c.text("refusal", w.Refusal, 0, maxNameBytes))
	c.that((len(w.Signature) > 0) != (w.Refusal != ""), "neither a signature nor a refusal, or both")
	if len(w.Signature) > 0 {
		c.fixed("signature", a.Signature[:], w.Signature)
		c.that(!a.Signature.IsZero(), "signature is empty")
	}
	provider := c.provider(w.Provider)
	if c.err != nil {
		return nil, "", c.err
	}
	return a, provider, nil
}

func (v *validator) openAttest(e envelope, hash [32]byte, origin peer.ID, now time.Time) (any, error) {
	// [REJECT] the payload does not decode, is of another kind, or a field is above its limit.
	value, provider, err := decodeAttest(e.payload)
	if err != nil {
		return nil, err
	}
	// [REJECT] the peer that published it is not the one it names.
	if provider != origin {
		return nil, errOrigin
	}
	// [REJECT] the envelope's signature is bad. Its signer is who asks, or who attests.
	signer, err := e.signature.Recover(hash)
	if err != nil {
		return nil, err
	}
	// [REJECT] the signer is no znode allowed for the project.
	if err := v.authority.MayProve(v.topic.Project, signer); err != nil {
		return nil, fmt.Errorf("attestation of %s: %w", signer, err)
	}
	if err := v.peers.check(signer, origin, now); err != nil {
		return nil, err
	}
	switch m := value.(type) {
	case task.AttestRequest:
		return v.admitRequest(m, signer, origin, now)
	case task.Attestation:
		// [IGNORE] the znode answers more often than anybody may ask.
		if origin != v.self && !v.attestations.allow(signer, now) {
			return nil, errRate
		}
		// The signature inside is over what only the settler and a contract need to know: they check it.
		m.Project, m.Node = v.topic.Project, signer
		return m, nil
	default:
		return nil, errWrongTopic
	}
}

func (v *validator) admitRequest(q task.AttestRequest, signer task.Address, origin peer.ID, now time.Time) (any, error) {
	for i := range q.Results {
		h := &q.Results[i].Task.Header
		// [REJECT] a task is of another chain, or of another project than the topic.
		if h.ChainID != v.topic.ChainID {
			return nil, fmt.Errorf("task %s: %w: %d", h.Key(), task.ErrWrongChain, h.ChainID)
		}
		if h.ProjectID != v.topic.Project {
			return nil, fmt.Errorf("task of project %d: %w", h.ProjectID, errWrongTopic)
		}
	}
	// [IGNORE] the znode asks more often than it has results. The enodes' signatures are checked by who attests, not on
	// the way: a request may hold 128 of them.
	if origin != v.self && !v.requests.allow(signer, now) {
		return nil, errRate
	}
	q.Project, q.Settler = v.topic.Project, signer
	return q, nil
}
