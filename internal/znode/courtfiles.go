package znode

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// casesEach is how many open cases one accused has at most in one role: each that is reported halves what it has at
	// stake, so more are worth nothing.
	casesEach = 16
	// casesOpen is how many open cases there are at most; one has a few kilobytes.
	casesOpen = 256 * casesEach
	// casesDone is how many of those put away are kept, the newest.
	casesDone = 1024
	// reported is the folder of what needs no report any more.
	reported = "reported"
)

var (
	errEnoughCases = errors.New("more open cases against one node are worth nothing")
	errCasesFull   = errors.New("too many open cases")
)

// cases is a folder of evidence, one file for each case. What is in it is open; what was reported, or cannot be, lies in
// the folder reported below it. It is safe for concurrent use.
type cases struct {
	dir string

	mu   sync.Mutex
	open map[string]*looks // by name of the file
	each map[string]int    // open cases of a role and accused
	done map[string]bool   // names of those put away
	full map[string]bool   // what had no room when it was last told: a role and accused, or "" for the folder
}

// looks is what became of an open case so far.
type looks struct {
	last    time.Time // zero: none yet
	refused time.Time // of the first look that found nothing to report
	told    string    // why it is not reported, as it was told
}

// party is the role and the accused in the name of a case.
func party(name string) string {
	parts := strings.SplitN(strings.ToLower(name), "-", 3)
	return strings.Join(parts[:min(len(parts), 2)], "-")
}

// openCases makes the folders and reads what is in them.
func openCases(dir string) (*cases, error) {
	c := &cases{dir: dir, open: map[string]*looks{}, done: map[string]bool{}, full: map[string]bool{}}
	if err := os.MkdirAll(filepath.Join(dir, reported), 0o750); err != nil {
		return nil, fmt.Errorf("make folder for evidence: %w", err)
	}
	if _, err := c.list(); err != nil {
		return nil, err
	}
	return c, c.prune()
}

// list returns the names of the open cases, sorted; files may come and go by hand.
func (c *cases) list() ([]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	files, err := os.ReadDir(c.dir)
	if err != nil {
		return nil, fmt.Errorf("list evidence: %w", err)
	}
	open := map[string]*looks{}
	c.each = map[string]int{}
	for _, f := range files {
		name := f.Name()
		if f.IsDir() || filepath.Ext(name) != ".json" {
			continue
		}
		if open[name] = c.open[name]; open[name] == nil {
			open[name] = &looks{}
		}
		c.each[party(name)]++
	}
	c.open = open
	return slices.Sorted(maps.Keys(open)), nil
}

// prune forgets the oldest of the cases that were put away, where they are too many.
func (c *cases) prune() error {
	dir := filepath.Join(c.dir, reported)
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list evidence: %w", err)
	}
	found := map[string]time.Time{}
	for _, f := range files {
		if info, err := f.Info(); err == nil && !f.IsDir() {
			found[f.Name()] = info.ModTime()
		}
	}
	names := slices.SortedFunc(maps.Keys(found), func(a, b string) int { return found[b].Compare(found[a]) })
	var errs []error
	for len(names) > casesDone {
		last := len(names) - 1
		errs = append(errs, os.Remove(filepath.Join(dir, names[last])))
		names = names[:last]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.done)
	for _, name := range names {
		c.done[name] = true
	}
	return errors.Join(errs...)
}

// add opens a case; false if it is there already, or was.
func (c *cases) add(name string, v any) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[name] != nil || c.done[name] {
		return false, nil
	}
	if c.each[party(name)] >= casesEach {
		return false, errEnoughCases
	}
	if len(c.open) >= casesOpen {
		return false, fmt.Errorf("%w: %d, limit %d", errCasesFull, len(c.open), casesOpen)
	}
	if err := writeJSON(filepath.Join(c.dir, name), v); err != nil {
		return false, err
	}
	c.open[name] = &looks{}
	c.each[party(name)]++
	delete(c.full, "")
	return true, nil
}

// news reports whether nobody was told yet that this case had no room.
func (c *cases) news(name string, err error) bool {
	key := ""
	if errors.Is(err, errEnoughCases) {
		key = party(name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.full[key]
	c.full[key] = true
	return !before
}

// of returns what became of an open case so far, and is given what became of it since.
func (c *cases) of(name string, change func(*looks)) looks {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.open[name]
	if l == nil {
		return looks{}
	}
	if change != nil {
		change(l)
	}
	return *l
}

// close puts a case away.
func (c *cases) close(name string) error {
	c.mu.Lock()
	err := os.Rename(filepath.Join(c.dir, name), filepath.Join(c.dir, reported, name))
	if err == nil {
		delete(c.open, name)
		delete(c.full, party(name))
		delete(c.full, "")
		if c.each[party(name)]--; c.each[party(name)] <= 0 {
			delete(c.each, party(name))
		}
		c.done[name] = true
	}
	tooMany := len(c.done) > casesDone
	c.mu.Unlock()
	if err != nil {
		return fmt.Errorf("put evidence away: %w", err)
	}
	if tooMany {
		return c.prune()
	}
	return nil
}

// writeJSON writes a file that is there as a whole or not at all.
func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encode evidence: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return fmt.Errorf("write evidence: %w", err)
	}
	if _, err = f.Write(append(b, '\n')); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write evidence: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
