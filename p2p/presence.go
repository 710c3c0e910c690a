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
	maxOffers  = 8       // runtimes in one presence
	maxSlots   = 1 << 16 // proofs of one runtime at once
	maxVersion = 64      // bytes; longer ones are cut by the sender
	// presenceBurst is how many presences of a znode may come at once: gossip delays some more than others.
	presenceBurst = 4
)

// newPresenceLimiters bounds the presences of one operator for one project,
// whatever peers it uses: twice what an honest one sends at most.
func newPresenceLimiters() *limiters[task.Address] {
	return newLimiters[task.Address](rate.Every(task.PresenceGap/2), presenceBurst)
}

// OnPresence sets who takes znodes' words that they are there; see
// [Host.OnAnnouncement]. A node that sets nobody still passes them on.
func (h *Host) OnPresence(f func(context.Context, task.Presence)) { h.onPresence.Store(&f) }

// PublishPresence tells the project that this znode is there. Node and At are
// filled in. Call it no more often than [task.PresenceGap] allows.
func (h *Host) PublishPresence(ctx context.Context, p task.Presence) error {
	payload, err := encodePresence(p, h.libp2p.ID())
	if err == nil {
		err = h.publish(ctx, p.Project, KindPresence, payload)
	}
	if err != nil {
		return fmt.Errorf("tell project %d of this znode: %w", p.Project, err)
	}
	return nil
}

// encodePresence returns the serialized Payload. Project, Node and At are the envelope's to say.
func encodePresence(p task.Presence, provider peer.ID) ([]byte, error) {
	w := &wire.Presence{Version: cut(p.Version, maxVersion), Provider: []byte(provider)}
	for _, o := range p.Offers {
		w.Offers = append(w.Offers, &wire.Offer{Runtime: o.Runtime, Slots: o.Slots, Running: o.Running})
	}
	b, err := proto.Marshal(&wire.Payload{Kind: &wire.Payload_Presence{Presence: w}})
	if err != nil {
		return nil, fmt.Errorf("encode presence: %w", err)
	}
	// What this node sends it must itself be ready to accept.
	if _, _, err := decodePresence(b); err != nil {
		return nil, fmt.Errorf("encode presence: %w", err)
	}
	return b, nil
}

// decodePresence decodes a presence and checks every field against its limit;
// who sent it is not checked here.
func decodePresence(payload []byte) (task.Presence, peer.ID, error) {
	m, err := decodePayload(payload)
	if err != nil {
		return task.Presence{}, "", err
	}
	w := m.GetPresence()
	if w == nil {
		return task.Presence{}, "", fmt.Errorf("payload is no presence: %w", errWrongTopic)
	}
	var c check
	p := task.Presence{Version: c.text("version", w.Version, 0, maxVersion)}
	provider := c.provider(w.Provider)
	c.that(len(w.Offers) <= maxOffers, "%d offers, limit %d", len(w.Offers), maxOffers)
	last := ""
	for _, o := range w.Offers {
		c.text("offer.runtime", o.Runtime, 1, maxNameBytes)
		c.that(o.Runtime > last, "offers are not by ascending runtime")
		c.that(o.Slots <= maxSlots, "offer of %d slots, limit %d", o.Slots, maxSlots)
		c.that(o.Running <= o.Slots, "offer with %d of %d slots in use", o.Running, o.Slots)
		if c.err != nil {
			return task.Presence{}, "", c.err
		}
		last = o.Runtime
		p.Offers = append(p.Offers, task.Offer{Runtime: o.Runtime, Slots: o.Slots, Running: o.Running})
	}
	return p, provider, c.err
}

func (v *validator) openPresence(e envelope, hash [32]byte, origin peer.ID, now time.Time) (any, error) {
	// [REJECT] the payload does not decode, is of another kind, or a field is above its limit.
	p, provider, err := decodePresence(e.payload)
	if err != nil {
		return nil, err
	}
	// [REJECT] the peer that published it is not the one it names.
	if provider != origin {
		return nil, errOrigin
	}
	// [REJECT] the envelope's signature is bad. Its signer is who is present: topic
	// and time are part of what is signed, so neither can be another's.
	if p.Node, err = e.signature.Recover(hash); err != nil {
		return nil, err
	}
	// [REJECT] the signer is no znode allowed for the project.
	if err := v.authority.MayProve(v.topic.Project, p.Node); err != nil {
		return nil, fmt.Errorf("presence of %s: %w", p.Node, err)
	}
	if err := v.peers.check(p.Node, origin, now); err != nil {
		return nil, err
	}
	// [IGNORE] the znode says it more often than anything could change.
	if origin != v.self && !v.presences.allow(p.Node, now) {
		return nil, errRate
	}
	p.Project, p.At = v.topic.Project, e.issuedAt
	return p, nil
}
