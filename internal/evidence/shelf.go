package evidence

import "slices"

// shelf keeps values of several owners up to a total weight. When it is full, the oldest value of the owner that has most
// goes: whoever fills it pushes out what is its own. It is not safe for concurrent use.
type shelf[O, K comparable, V any] struct {
	most, total int
	values      map[K]*kept[O, V]
	of          map[O]*pile[K]
	gone        func(K, V) // told of each value that goes; nil: nobody
}

type kept[O comparable, V any] struct {
	owner  O
	value  V
	weight int
}

type pile[K comparable] struct {
	keys   []K // oldest first; some may be gone
	values int
	weight int
}

func newShelf[O, K comparable, V any](most int, gone func(K, V)) *shelf[O, K, V] {
	return &shelf[O, K, V]{most: most, values: map[K]*kept[O, V]{}, of: map[O]*pile[K]{}, gone: gone}
}

func (s *shelf[O, K, V]) get(k K) (v V, ok bool) {
	if have := s.values[k]; have != nil {
		return have.value, true
	}
	return v, false
}

// put keeps a value under a key that there is not.
func (s *shelf[O, K, V]) put(owner O, k K, v V, weight int) {
	p := s.of[owner]
	if p == nil {
		p = &pile[K]{}
		s.of[owner] = p
	}
	p.keys = append(p.keys, k)
	p.values++
	s.values[k] = &kept[O, V]{owner, v, 0}
	s.grow(k, weight)
}

// grow adds to a value's weight.
func (s *shelf[O, K, V]) grow(k K, weight int) {
	have := s.values[k]
	have.weight += weight
	s.of[have.owner].weight += weight
	s.total += weight
	for s.total > s.most {
		s.drop()
	}
}

// take removes a value and returns it.
func (s *shelf[O, K, V]) take(k K) (v V, ok bool) {
	have := s.values[k]
	if have == nil {
		return v, false
	}
	delete(s.values, k)
	p := s.of[have.owner]
	p.values--
	p.weight -= have.weight
	s.total -= have.weight
	switch {
	case p.values == 0:
		delete(s.of, have.owner)
	case len(p.keys) > 2*p.values+16:
		p.keys = slices.DeleteFunc(p.keys, func(k K) bool { return s.values[k] == nil })
	}
	return have.value, true
}

// drop lets the oldest value of the heaviest owner go.
func (s *shelf[O, K, V]) drop() {
	var heaviest *pile[K]
	for _, p := range s.of {
		if heaviest == nil || p.weight > heaviest.weight {
			heaviest = p
		}
	}
	for len(heaviest.keys) > 0 && s.values[heaviest.keys[0]] == nil {
		heaviest.keys = heaviest.keys[1:]
	}
	k := heaviest.keys[0]
	v, _ := s.take(k)
	if s.gone != nil {
		s.gone(k, v)
	}
}
