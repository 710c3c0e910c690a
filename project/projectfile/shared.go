package projectfile

import (
	"container/list"
	"crypto/sha256"
	"fmt"
	"sync"
)

// Many projects run the same programs. A text that was inflated lately is not inflated again, and its program is in memory
// once for all projects that have it: versions are read only.

const (
	sharedMost = 32 << 20       // bytes of programs that are remembered
	sharedEach = sharedMost / 4 // bytes of one that is
)

// programs are those inflated last, by the SHA-256 of their text.
type programs struct {
	most int

	mu    sync.Mutex
	size  int
	used  *list.List // of inflated, most recently used first
	byKey map[[sha256.Size]byte]*list.Element
}

type inflated struct {
	key     [sha256.Size]byte
	program []byte
}

var shared = newPrograms(sharedMost)

func newPrograms(most int) *programs {
	return &programs{most: most, used: list.New(), byKey: map[[sha256.Size]byte]*list.Element{}}
}

// unpack is [unpackCode] of a text, or what that came to before.
func (p *programs) unpack(text string, limit int) ([]byte, error) {
	key := sha256.Sum256([]byte(text))
	program, known := p.get(key)
	if !known {
		var err error
		if program, err = unpackCode(text, limit); err != nil {
			return nil, err
		}
		return p.put(key, program), nil
	}
	if len(program) > limit {
		return nil, fmt.Errorf("%w: limit %d bytes", errTooBig, limit)
	}
	return program, nil
}

func (p *programs) get(key [sha256.Size]byte) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.byKey[key]
	if !ok {
		return nil, false
	}
	p.used.MoveToFront(e)
	return e.Value.(inflated).program, true
}

// put remembers program, and returns the one that somebody else has put meanwhile.
func (p *programs) put(key [sha256.Size]byte, program []byte) []byte {
	if len(program) > sharedEach {
		return program
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e, ok := p.byKey[key]; ok {
		return e.Value.(inflated).program
	}
	p.byKey[key] = p.used.PushFront(inflated{key, program})
	p.size += len(program)
	for p.size > p.most {
		last := p.used.Remove(p.used.Back()).(inflated)
		delete(p.byKey, last.key)
		p.size -= len(last.program)
	}
	return program
}
