package worker

import "time"

// backoff holds off what crashes again and again: the n-th crash in a row of one
// key bars it for base·2ⁿ⁻¹, at most longest. It is not safe for concurrent use.
type backoff struct {
	base    time.Duration
	longest time.Duration
	strikes map[string]strike
}

type strike struct {
	count int
	until time.Time
}

// maxStrikes bounds the table; those whose time is over go first.
const maxStrikes = 1024

func newBackoff(base, longest time.Duration) *backoff {
	return &backoff{base: base, longest: longest, strikes: make(map[string]strike)}
}

// barred returns how many crashes in a row key has and how long it must still wait.
func (b *backoff) barred(key string, now time.Time) (crashes int, wait time.Duration) {
	s := b.strikes[key]
	return s.count, max(0, s.until.Sub(now))
}

// crashed counts a crash of key.
func (b *backoff) crashed(key string, now time.Time) {
	if len(b.strikes) >= maxStrikes {
		b.prune(now)
	}
	s := b.strikes[key]
	wait := b.longest
	if s.count < 30 && b.base<<s.count < b.longest {
		wait = b.base << s.count
	}
	b.strikes[key] = strike{s.count + 1, now.Add(wait)}
}

// fine forgets the crashes of key.
func (b *backoff) fine(key string) { delete(b.strikes, key) }

func (b *backoff) prune(now time.Time) {
	for k, s := range b.strikes {
		if !s.until.After(now) {
			delete(b.strikes, k)
		}
	}
	for k := range b.strikes { // all of them fresh: any will do
		if len(b.strikes) < maxStrikes {
			return
		}
		delete(b.strikes, k)
	}
}
