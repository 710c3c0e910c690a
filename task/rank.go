package task

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

// Znode is a candidate for work on a project's tasks.
type Znode struct {
	Operator Address
	Weight   uint64 // stake; 0 never gets work
}

// Rank orders the candidates for a task by weighted rendezvous hashing, best
// first. Every node computes the same order from the same chain state, whatever
// order the candidates come in, and a change of one candidate moves only its own
// share of the work.
//
// The score is -weight / ln(h), h uniform in (0,1) from SHA-256 over task digest
// and operator (Schindelhauer and Schomaker, "Weighted Distributed Hash Tables",
// SPAA 2005).
func Rank(d Digest, candidates []Znode) []Address {
	type scored struct {
		addr  Address
		score float64
	}
	list := make([]scored, 0, len(candidates))
	for _, c := range candidates {
		if c.Weight > 0 {
			list = append(list, scored{c.Operator, score(d, c)})
		}
	}
	slices.SortFunc(list, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		default:
			return bytes.Compare(a.addr[:], b.addr[:])
		}
	})
	out := make([]Address, len(list))
	for i := range list {
		out[i] = list[i].addr
	}
	return slices.Compact(out)
}

func score(d Digest, c Znode) float64 {
	h := sha256.Sum256(append(d[:], c.Operator[:]...))
	// 53 bits, shifted by a half so that h is never 0 or 1.
	u := (float64(binary.BigEndian.Uint64(h[:8])>>11) + 0.5) / (1 << 53)
	return float64(c.Weight) / -math.Log(u)
}
