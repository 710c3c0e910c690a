package p2p

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// replayGuard remembers the messages of one topic that were let through, by what
// their senders signed. It is bounded: when it is full the oldest is forgotten
// early, which costs duplicated work for handlers, never wrong work.
type replayGuard struct {
	mu   sync.Mutex
	seen *lru.Cache[[32]byte, time.Time] // → when it may be forgotten
}

func newReplayGuard(size int) *replayGuard {
	c, err := lru.New[[32]byte, time.Time](size)
	if err != nil {
		panic(err) // size is validated to be positive
	}
	return &replayGuard{seen: c}
}

// known reports whether hash was let through before.
func (g *replayGuard) known(hash [32]byte, now time.Time) bool {
	until, ok := g.seen.Peek(hash)
	return ok && now.Before(until)
}

// first marks hash as let through and reports whether this is the first time.
// It is called after every other check, so that nobody can mark another's message.
func (g *replayGuard) first(hash [32]byte, now, until time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.known(hash, now) {
		return false
	}
	g.seen.Add(hash, until)
	return true
}

// limiters holds one rate limiter for each of the last peers or operators heard.
type limiters[K comparable] struct {
	mu    sync.Mutex
	rate  rate.Limit
	burst int
	each  *lru.Cache[K, *rate.Limiter]
}

func newLimiters[K comparable](perSecond rate.Limit, burst int) *limiters[K] {
	const peers = 1024
	c, err := lru.New[K, *rate.Limiter](peers)
	if err != nil {
		panic(err) // the size is a positive constant
	}
	return &limiters[K]{rate: perSecond, burst: burst, each: c}
}

func (l *limiters[K]) allow(k K, now time.Time) bool {
	l.mu.Lock()
	lim, ok := l.each.Get(k)
	if !ok {
		lim = rate.NewLimiter(l.rate, l.burst)
		l.each.Add(k, lim)
	}
	l.mu.Unlock()
	return lim.AllowN(now, 1)
}
