package znode

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/task"
)

const (
	// courtPoll is how often what could not be reported is tried again, each case by itself.
	courtPoll = 10 * time.Minute
	// courtTurn is how long each znode leaves a report to the one before it: two transactions would earn one bounty.
	courtTurn = 15 * time.Second
	// courtPatience is how long one report may take: its transaction is followed at the next look.
	courtPatience = 2 * time.Minute
)

// court keeps the evidence against nodes that contradict themselves and reports it, in this or the next start.
type court struct {
	dir            string
	self           task.Address
	reports        bool // else it only keeps
	staking, bonds common.Address
	chain          func(ctx context.Context) (chain.Backend, *chain.Sender, error)
	znodes         func(task.ProjectID) []task.Znode
	turn           time.Duration // zero is courtTurn
	poll           time.Duration // zero is courtPoll
	patience       time.Duration // zero is courtPatience
	log            *slog.Logger
	offences       *prometheus.CounterVec

	poke  chan struct{}
	cases *cases
}

// open makes the folders and the metric.
func (c *court) open(reg prometheus.Registerer) (err error) {
	c.turn, c.poll, c.patience = cmp.Or(c.turn, courtTurn), cmp.Or(c.poll, courtPoll), cmp.Or(c.patience, courtPatience)
	c.poke = make(chan struct{}, 1)
	c.offences = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "sprout_znode_offences_total", Help: "Nodes caught contradicting themselves, by whether it was a znode or an enode and what became of it: found, slashed (by this node), known (slashed already), refused (by the contract), worthless (costs more than it earns), dropped (the evidence could not be kept, or there is enough).",
	}, []string{"role", "outcome"})
	if reg != nil {
		if err := reg.Register(c.offences); err != nil {
			return fmt.Errorf("register metric: %w", err)
		}
	}
	c.cases, err = openCases(c.dir)
	return err
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
	added, err := c.cases.add(name, v)
	switch {
	case err != nil:
		c.offences.WithLabelValues(role, "dropped").Inc()
		if c.cases.news(name, err) {
			c.log.Error("evidence against a node that contradicts itself is not kept, nor is more of the kind until there is room", "role", role, "node", who, "err", err)
		}
	case added:
		c.offences.WithLabelValues(role, "found").Inc()
		c.log.Warn("a node contradicts itself, evidence is kept", "role", role, "node", who, "file", filepath.Join(c.dir, name), "reported", c.reports)
		select {
		case c.poke <- struct{}{}:
		default:
		}
	}
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
	next := c.poll
	names, err := c.cases.list()
	if err != nil {
		c.log.Warn("evidence is not reported now, will be tried again", "err", err)
		return next
	}
	for _, name := range names {
		if ctx.Err() != nil {
			return next
		}
		if last := c.cases.of(name, nil).last; !last.IsZero() {
			if rest := time.Until(last.Add(c.poll)); rest > 0 {
				next = min(next, rest)
				continue
			}
		}
		ch, err := c.load(filepath.Join(c.dir, name))
		if err == nil {
			if wait := c.wait(ch); wait > 0 {
				next = min(next, wait)
				continue
			}
			err = c.try(ctx, ch)
		}
		c.tell(name, err)
	}
	return next
}

// try reports within the time that a report may take.
func (c *court) try(ctx context.Context, ch charge) error {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	return c.report(ctx, ch)
}

// tell notes the look at a case and tells once why it is not reported.
func (c *court) tell(name string, err error) {
	now, text, news := time.Now(), "", false
	if err != nil {
		text = err.Error()
	}
	c.cases.of(name, func(l *looks) {
		news = text != "" && l.told != text
		l.last, l.told = now, text
	})
	if news {
		c.log.Warn("evidence is not reported now, will be tried again", "file", filepath.Join(c.dir, name), "err", err)
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
