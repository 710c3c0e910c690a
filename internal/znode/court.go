package znode

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/task"
)

const (
	// courtPoll is how often what could not be reported is tried again.
	courtPoll = 10 * time.Minute
	// courtTurn is how long each znode leaves a report to the one before it: two transactions would earn one bounty.
	courtTurn = 15 * time.Second
	// mostCases bounds the files of evidence, reported or not; one has a few kilobytes.
	mostCases = 1024
	// reported is the folder of what needs no report any more.
	reported = "reported"
)

// court keeps the evidence against nodes that contradict themselves, one file each, and reports it. What is in its folder
// is reported, by this or the next start; what was, or cannot be, lies in the folder reported below it.
type court struct {
	dir            string
	self           task.Address
	reports        bool // else it only keeps
	staking, bonds common.Address
	chain          func(ctx context.Context) (chain.Backend, *chain.Sender, error)
	znodes         func(task.ProjectID) []task.Znode
	turn           time.Duration // zero is courtTurn
	log            *slog.Logger
	offences       *prometheus.CounterVec

	poke chan struct{}
	mu   sync.Mutex
	told map[string]string // why a case is not reported, as it was told
}

// open makes the folders and the metric.
func (c *court) open(reg prometheus.Registerer) error {
	if c.turn == 0 {
		c.turn = courtTurn
	}
	c.poke, c.told = make(chan struct{}, 1), map[string]string{}
	c.offences = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "sprout_znode_offences_total", Help: "Nodes caught contradicting themselves, by whether it was a znode or an enode and what became of it: found, slashed (by this node), known (slashed already), refused (by the contract), dropped (the evidence could not be kept).",
	}, []string{"role", "outcome"})
	if reg != nil {
		if err := reg.Register(c.offences); err != nil {
			return fmt.Errorf("register metric: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Join(c.dir, reported), 0o750); err != nil {
		return fmt.Errorf("make folder for evidence: %w", err)
	}
	return nil
}

// finds is what a watcher tells.
func (c *court) finds() evidence.Finds {
	return evidence.Finds{
		Znode: func(who task.Address, e evidence.DoubleAttestation) {
			about := task.DigestOf(fmt.Appendf(nil, "%d %s %s", e.ProjectID, e.TaskDigest, e.ProgramID))
			c.keep(fmt.Sprintf("znode-%s-%x.json", who, about[:8]), who, e)
		},
		Enode: func(who task.Address, e evidence.Equivocation) {
			c.keep(fmt.Sprintf("enode-%s-%d-%d.json", who, e.ProjectID, e.Sequence), who, e)
		},
	}
}

// keep writes a file of evidence that is not there yet, and has it reported.
func (c *court) keep(name string, who task.Address, v any) {
	role, _, _ := strings.Cut(name, "-")
	path := filepath.Join(c.dir, name)
	if exists(path) || exists(filepath.Join(c.dir, reported, name)) {
		return
	}
	outcome := "found"
	err := c.room()
	if err == nil {
		err = writeJSON(path, v)
	}
	if err != nil {
		outcome = "dropped"
	}
	c.offences.WithLabelValues(role, outcome).Inc()
	if err != nil {
		c.log.Error("evidence against a node that contradicts itself is lost", "role", role, "node", who, "err", err)
		return
	}
	c.log.Warn("a node contradicts itself, evidence is kept", "role", role, "node", who, "file", path, "reported", c.reports)
	select {
	case c.poke <- struct{}{}:
	default:
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// room returns an error if no more files may be kept.
func (c *court) room() error {
	open, err1 := os.ReadDir(c.dir)
	done, err2 := os.ReadDir(filepath.Join(c.dir, reported))
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("look for room: %w", err)
	}
	if n := len(open) - 1 + len(done); n >= mostCases {
		return fmt.Errorf("%s holds %d files, limit %d", c.dir, n, mostCases)
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

// run reports what there is until ctx ends.
func (c *court) run(ctx context.Context) error {
	for c.reports && ctx.Err() == nil {
		next := time.NewTimer(c.sweep(ctx))
		select {
		case <-ctx.Done():
		case <-c.poke:
		case <-next.C:
		}
		next.Stop()
	}
	<-ctx.Done()
	return nil
}

// sweep reports every case whose turn it is and returns when to look again.
func (c *court) sweep(ctx context.Context) time.Duration {
	next := courtPoll
	files, err := filepath.Glob(filepath.Join(c.dir, "*.json"))
	if err != nil {
		return next
	}
	slices.Sort(files)
	for _, path := range files {
		if ctx.Err() != nil {
			return next
		}
		ch, err := c.load(path)
		if err == nil {
			if wait := c.wait(ch); wait > 0 {
				next = min(next, wait)
				continue
			}
			err = c.report(ctx, ch)
		}
		c.tell(path, err)
	}
	return next
}

// tell tells once why a case is not reported.
func (c *court) tell(path string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		delete(c.told, path)
	} else if c.told[path] != err.Error() {
		c.told[path] = err.Error()
		c.log.Warn("evidence is not reported now, will be tried again", "file", path, "err", err)
	}
}

// charge is one case.
type charge struct {
	path, role string
	since      time.Time
	accused    task.Address
	project    task.ProjectID
	contract   common.Address
	data       []byte // what reports it to contract
}

var errNotReported = errors.New("not to be reported")

// load reads a file that keep, or somebody else, has written.
func (c *court) load(path string) (charge, error) {
	ch := charge{path: path}
	parts := strings.Split(strings.TrimSuffix(filepath.Base(path), ".json"), "-")
	if len(parts) < 3 || !common.IsHexAddress(parts[1]) {
		return ch, fmt.Errorf("%w: its name does not say who is accused", errNotReported)
	}
	ch.role, ch.accused = parts[0], task.Address(common.HexToAddress(parts[1]))
	info, err := os.Stat(path)
	if err != nil {
		return ch, fmt.Errorf("read evidence: %w", err)
	}
	ch.since = info.ModTime()
	b, err := os.ReadFile(path)
	if err != nil {
		return ch, fmt.Errorf("read evidence: %w", err)
	}
	switch ch.role {
	case "znode":
		var e evidence.DoubleAttestation
		if err = evidence.Read(b, &e); err == nil {
			ch.contract, ch.project = c.staking, task.ProjectID(e.ProjectID)
			ch.data, err = e.Calldata()
		}
	case "enode":
		var e evidence.Equivocation
		if err = evidence.Read(b, &e); err == nil {
			ch.contract, ch.project = c.bonds, task.ProjectID(e.ProjectID)
			ch.data, err = e.Calldata()
		}
	}
	switch {
	case err != nil:
		return ch, fmt.Errorf("read evidence: %w", err)
	case ch.contract == common.Address{}:
		return ch, fmt.Errorf("%w: no contract takes it", errNotReported)
	case ch.accused == c.self:
		return ch, task.WithHint(fmt.Errorf("%w: it is against this node itself", errNotReported), "does somebody else have the operator's key, or was ledger.db lost?")
	default:
		return ch, nil
	}
}

// wait is how long the case is left to znodes whose turn comes before this one's.
func (c *court) wait(ch charge) time.Duration {
	znodes := slices.DeleteFunc(slices.Clone(c.znodes(ch.project)), func(z task.Znode) bool { return z.Operator == ch.accused })
	ranked := task.Rank(task.DigestOf([]byte(filepath.Base(ch.path))), znodes)
	turn := slices.Index(ranked, c.self)
	if turn < 0 {
		turn = len(ranked)
	}
	return time.Until(ch.since.Add(time.Duration(turn) * c.turn))
}
