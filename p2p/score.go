package p2p

import (
	"net"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	scoreInterval = time.Second
	// maxRPCBytes bounds one gossipsub RPC; longer ones end the stream. It leaves
	// room for a few messages and control data beside the biggest status.
	maxRPCBytes = 4 * MaxStatusBytes
)

// scoreThresholds says what follows at which score. One rejected message costs
// 1, n of them within a few minutes n²: three are forgiven, the fourth ends
// gossip with the peer, the eighth what this node sends it of its own, the tenth
// everything.
func scoreThresholds() *pubsub.PeerScoreThresholds {
	return &pubsub.PeerScoreThresholds{
		GossipThreshold:             -10,
		PublishThreshold:            -50,
		GraylistThreshold:           -90,
		AcceptPXThreshold:           10,
		OpportunisticGraftThreshold: 1,
	}
}

// scoreParams holds peers to account for invalid messages and for breaking
// gossipsub's rules, and for nothing that a quiet honest peer could fall short
// in: topics may be silent for hours, so missing deliveries cost nothing.
func scoreParams(seenTTL time.Duration) *pubsub.PeerScoreParams {
	return &pubsub.PeerScoreParams{
		Topics:                      map[string]*pubsub.TopicScoreParams{}, // filled by Join
		AppSpecificScore:            func(peer.ID) float64 { return 0 },
		AppSpecificWeight:           1,
		TopicScoreCap:               20,
		IPColocationFactorWeight:    -5,
		IPColocationFactorThreshold: 16,
		IPColocationFactorWhitelist: privateNetworks(),
		BehaviourPenaltyWeight:      -5,
		BehaviourPenaltyThreshold:   6,
		BehaviourPenaltyDecay:       pubsub.ScoreParameterDecay(10 * time.Minute),
		DecayInterval:               scoreInterval,
		DecayToZero:                 0.01,
		RetainScore:                 time.Hour,
		SeenMsgTTL:                  seenTTL,
	}
}

func topicScoreParams() *pubsub.TopicScoreParams {
	return &pubsub.TopicScoreParams{
		TopicWeight:                    1,
		TimeInMeshWeight:               0.001,
		TimeInMeshQuantum:              time.Second,
		TimeInMeshCap:                  3600,
		FirstMessageDeliveriesWeight:   0.1,
		FirstMessageDeliveriesDecay:    pubsub.ScoreParameterDecay(10 * time.Minute),
		FirstMessageDeliveriesCap:      50,
		InvalidMessageDeliveriesWeight: -1,
		InvalidMessageDeliveriesDecay:  pubsub.ScoreParameterDecay(10 * time.Minute),
	}
}

// privateNetworks are where many honest nodes share an address.
func privateNetworks() []*net.IPNet {
	var out []*net.IPNet
	for _, s := range []string{"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"} {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			panic(err) // the list is constant
		}
		out = append(out, n)
	}
	return out
}

// scoreBoard keeps the last scores gossipsub told.
type scoreBoard struct {
	mu     sync.RWMutex
	scores map[peer.ID]float64
}

func (b *scoreBoard) update(scores map[peer.ID]float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.scores = scores
}

func (b *scoreBoard) of(p peer.ID) float64 {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.scores[p]
}
