package registry

import (
	"math"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
)

// heads remembers the newest headers as long as each names the one before it as
// its parent. What it holds is therefore on the same chain as its last header,
// and need not be asked for again.
type heads struct {
	list []*types.Header
	keep int
}

// add takes the chain's newest header.
func (h *heads) add(head *types.Header) {
	if n := len(h.list); n > 0 {
		last := h.list[n-1]
		if last.Hash() == head.Hash() {
			return
		}
		if last.Number.Uint64()+1 != head.Number.Uint64() || last.Hash() != head.ParentHash {
			h.list = h.list[:0]
		}
	}
	h.list = append(h.list, head)
	if extra := len(h.list) - h.keep; extra > 0 {
		h.list = append(h.list[:0], h.list[extra:]...)
	}
}

// newest returns the last header that was added; nil before the first.
func (h *heads) newest() *types.Header {
	if len(h.list) == 0 {
		return nil
	}
	return h.list[len(h.list)-1]
}

// interval is the shortest time between two blocks that are remembered; zero if less than two are.
func (h *heads) interval() time.Duration {
	if len(h.list) < 2 {
		return 0
	}
	shortest := uint64(math.MaxUint32) // seconds
	for i := 1; i < len(h.list); i++ {
		shortest = min(shortest, h.list[i].Time-h.list[i-1].Time)
	}
	return time.Duration(shortest) * time.Second
}

// header returns that of the block of that height; nil if it is not remembered.
func (h *heads) header(number uint64) *types.Header {
	if len(h.list) == 0 {
		return nil
	}
	first := h.list[0].Number.Uint64()
	if number < first || number-first >= uint64(len(h.list)) {
		return nil
	}
	return h.list[number-first]
}

// at returns the block of that height, if it is remembered.
func (h *heads) at(number uint64) (block, bool) {
	header := h.header(number)
	if header == nil {
		return block{}, false
	}
	return block{number, header.Hash()}, true
}
