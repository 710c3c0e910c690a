package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// ErrBehind says that the registry has not caught up with the chain, so that it
// cannot tell.
var ErrBehind = errors.New("project registry is behind the chain")

// Registry knows the projects of one set of contracts and who may work on them.
// All questions are answered from memory, as of the last poll; after a restart,
// as of the last one before it.
type Registry struct {
	cfg       Config
	chain     Chain
	handlers  handlers
	contracts []common.Address
	topics    []common.Hash

	// polling guards what only polls touch.
	polling sync.Mutex
	journal *journal
	heads   heads
	span    uint64 // blocks per log query, for now

	mu       sync.RWMutex
	state    *state
	tip      block     // the last block read
	synced   bool      // a poll has reached the newest block since the start
	inStepAt time.Time // when the last one did
	subs     map[int]func(task.ProjectID)
	next     int

	nudge chan struct{}

	purses purses
}

// New opens the journal; what it holds can be asked for at once. [Registry.Close] closes it.
func New(cfg Config, chain Chain) (*Registry, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cfg = cfg.withDefaults()
	h, err := newHandlers(&cfg)
	if err != nil {
		return nil, err
	}
	r := &Registry{
		cfg: cfg, chain: chain, handlers: h, state: newState(&cfg), span: cfg.MaxRange,
		heads: heads{keep: int(cfg.Confirmations) + 2 + oneByOne},
		subs:  map[int]func(task.ProjectID){}, nudge: make(chan struct{}, 1),
	}
	r.contracts, r.topics = h.filter()
	format := plain
	if cfg.Staking != (common.Address{}) {
		format = numbered
	}
	about := heading{format, cfg.ChainID, cfg.Projects, cfg.Nodes, cfg.Fleet, cfg.Start, cfg.Staking, cfg.Bonds, cfg.Router}
	if r.journal, err = openJournal(cfg.Journal, about, r.replayInto(r.state)); err != nil {
		return nil, err
	}
	r.tip = r.lastMark()
	r.state.takeTouched()
	return r, nil
}

// Close closes the journal. It waits for a poll that is under way.
func (r *Registry) Close() error {
	r.polling.Lock()
	defer r.polling.Unlock()
	return r.journal.close()
}

// Entries implements [project.Registry].
func (r *Registry) Entries() []project.Entry {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := make([]project.Entry, 0, len(r.state.projects))
	for id, p := range r.state.projects {
		if r.state.known(id) {
			out = append(out, p.entry)
		}
	}
	return out
}

// MayDispatch says whether the node at a may run as an enode of the project: nil
// for its owner, its operators and its listed enodes, with a bond where enodes need
// one; otherwise an error wrapping [task.ErrNotAllowed], or [project.ErrNotFound]
// where there is no such project. [ErrBehind] stands for both while the registry
// does not know the newest blocks.
func (r *Registry) MayDispatch(id task.ProjectID, a task.Address) error {
	return r.may(id, a, "an enode", (*state).mayDispatch)
}

// MayProve says whether the node at a may work on the project's tasks: nil for
// the operator of an active node the project allows, or, where znodes stake, of one
// that joined it and has enough at stake; errors as of [Registry.MayDispatch].
func (r *Registry) MayProve(id task.ProjectID, a task.Address) error {
	return r.may(id, a, "a znode", (*state).mayProve)
}

func (r *Registry) may(id task.ProjectID, a task.Address, role string, check func(*state, task.ProjectID, task.Address) bool) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	known := r.state.known(id)
	switch {
	case known && check(r.state, id, a):
		return nil
	case r.behind():
		return fmt.Errorf("%w: whether %s is %s of project %d", ErrBehind, a, role, id)
	case !known:
		return fmt.Errorf("project %d: %w", id, project.ErrNotFound)
	case r.state.mayOperate(id, a) && !r.state.bonded(a):
		return fmt.Errorf("%w: %s has too little at stake to be %s of project %d", task.ErrNotAllowed, a, role, id)
	default:
		return fmt.Errorf("%w: %s is not %s of project %d", task.ErrNotAllowed, a, role, id)
	}
}

// Terms returns what the project asks of znodes and how many serve it; false where
// nobody stakes. The terms of a project that does not exist are zero.
func (r *Registry) Terms(id task.ProjectID) (project.Terms, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.state.stakes == nil {
		return project.Terms{}, false
	}
	t := r.state.asked(id)
	t.Joined = uint(len(r.state.stakes.fleet(id, t.Runtimes)))
	return t, true
}

// Settlements returns the settlement contracts that the project's owner has named, up to the last block read, which
// upto is; none where nobody stakes. What is returned must not be changed.
func (r *Registry) Settlements(id task.ProjectID) (named project.Settlements, upto uint64) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if p := r.state.projects[id]; p != nil {
		named = p.settlements
	}
	return named, r.tip.Number
}

// Stake returns what the znode with that operator has at stake; false if it was
// never registered, where nobody stakes, and before the first poll of all.
func (r *Registry) Stake(operator task.Address) (project.Stake, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.state.stakes == nil {
		return project.Stake{}, false
	}
	return r.state.stakes.stake(operator)
}

// PeerOf returns the libp2p peer id, as its bytes, that the znode with that operator
// is registered with: empty if it is not, and where nobody stakes. [ErrBehind] says
// that the answer may be out of date.
func (r *Registry) PeerOf(operator task.Address) (string, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	switch {
	case r.state.stakes == nil:
		return "", nil
	case r.behind():
		return "", fmt.Errorf("%w: peer of %s", ErrBehind, operator)
	default:
		return r.state.stakes.znodes[operator].peer, nil
	}
}

// MayJoin says whether the project's owner lets the znode join; false where nobody
// stakes. What it has at stake and offers is another question.
func (r *Registry) MayJoin(id task.ProjectID, operator task.Address) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.state.stakes == nil {
		return false
	}
	admitted, said := r.state.stakes.admitted[id][operator]
	return admitted || !said && r.state.asked(id).Open
}

// Znodes returns the candidates for the project's tasks by ascending address, their
// stake in gwei as weight, 1 where nobody stakes; [project.ErrNotFound] where there
// is no such project.
func (r *Registry) Znodes(_ context.Context, id task.ProjectID) ([]task.Znode, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if !r.state.known(id) {
		return nil, fmt.Errorf("project %d: %w", id, project.ErrNotFound)
	}
	return r.state.znodes(id), nil
}

// behind reports whether there may be blocks that count and that nobody read: so
// far none were, or the chain did not answer for a while.
func (r *Registry) behind() bool {
	return !r.synced || time.Since(r.inStepAt) > max(time.Minute, 4*r.cfg.Poll)
}

// Position returns the last block read and whether that was, at some time since
// the start, the newest that counts.
func (r *Registry) Position() (number uint64, synced bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.tip.Number, r.synced
}

// Subscribe calls f once for each project that a batch of blocks concerned (its
// file, owner, operators or znodes), after the change can be seen, until cancel
// is called. f must return quickly.
func (r *Registry) Subscribe(f func(task.ProjectID)) (cancel func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.next
	r.next++
	r.subs[n] = f
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.subs, n)
	}
}

// Nudge makes Run poll now, for callers that hear of a new block before the
// next poll is due. It never waits.
func (r *Registry) Nudge() {
	select {
	case r.nudge <- struct{}{}:
	default:
	}
}

// pause is how long Run waits after it has read everything: as configured, and
// no less than until the chain's next block is to be there, where the chain is
// slower than that for so long.
func (r *Registry) pause() time.Duration {
	const most = 30 * time.Second
	r.polling.Lock()
	defer r.polling.Unlock()
	interval := r.heads.interval()
	if interval == 0 {
		return r.cfg.Poll
	}
	wait := r.cfg.Poll
	if interval <= wait {
		wait = 2 * time.Second // the chain tells its blocks' times in whole ones, and a block takes a moment to come
	}
	next := time.Unix(int64(r.heads.newest().Time), 0).Add(interval + wait)
	return max(r.cfg.Poll, min(time.Until(next), most))
}

// Run polls until ctx ends and then returns nil: as often as configured, and no
// more often than the chain makes blocks. Failed polls are logged and followed by
// longer pauses, up to a minute.
func (r *Registry) Run(ctx context.Context) error {
	pause := r.cfg.Poll
	for {
		switch err := r.Poll(ctx); {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			r.cfg.Log.Warn("project registry cannot be read, will be tried again", "err", err, "in", pause)
			pause = min(2*pause, max(time.Minute, r.cfg.Poll))
		default:
			pause = r.pause()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.nudge:
		case <-time.After(pause):
		}
	}
}

// tell calls the subscribers for each of ids.
func (r *Registry) tell(ids []task.ProjectID) {
	r.mu.RLock()
	subs := slices.Collect(maps.Values(r.subs))
	r.mu.RUnlock()
	for _, id := range ids {
		for _, f := range subs {
			f(id)
		}
	}
}
