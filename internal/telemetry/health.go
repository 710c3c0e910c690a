package telemetry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"
)

// CheckTimeout is how long one readiness check may take before it counts as failed.
const CheckTimeout = 2 * time.Second

// ErrCheckTimeout is the failure of a readiness check that took too long.
var ErrCheckTimeout = fmt.Errorf("no answer within %s", CheckTimeout)

// Check tells whether one thing that the node needs is usable now: nil, or an error that a person can act on. It may be
// called at any time, from several goroutines.
type Check func(ctx context.Context) error

// Health is the readiness of a node: a set of named checks. The zero value has none and is ready. It is safe for
// concurrent use.
type Health struct {
	mu     sync.RWMutex
	checks map[string]Check
	facts  map[string]string
}

// Tell has /healthz say a fact about the node that everybody may know, such as its peer id, under a name that is not
// "status". A fact of the same name is replaced.
func (h *Health) Tell(name, fact string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.facts == nil {
		h.facts = make(map[string]string)
	}
	h.facts[name] = fact
}

// up is what /healthz says.
func (h *Health) up() map[string]string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	says := map[string]string{}
	maps.Copy(says, h.facts)
	says["status"] = "up"
	return says
}

// Add registers a check by name; a check of the same name is replaced.
func (h *Health) Add(name string, check Check) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.checks == nil {
		h.checks = make(map[string]Check)
	}
	h.checks[name] = check
}

// Finding is the outcome of one check.
type Finding struct {
	OK     bool    `json:"ok"`
	Reason string  `json:"reason,omitempty"`
	TookMS float64 `json:"took_ms"`
}

// Report is the outcome of all checks.
type Report struct {
	Status string             `json:"status"` // "ready" or "not ready"
	Checks map[string]Finding `json:"checks"`
}

// Ready tells whether every check passed.
func (r Report) Ready() bool { return r.Status == statusReady }

const (
	statusReady    = "ready"
	statusNotReady = "not ready"
)

// Report runs all checks side by side, each within [CheckTimeout]. A check that does not return is left behind and
// counts as failed.
func (h *Health) Report(ctx context.Context) Report {
	h.mu.RLock()
	checks := maps.Clone(h.checks)
	h.mu.RUnlock()

	type named struct {
		name    string
		finding Finding
	}
	results := make(chan named, len(checks))
	for name, check := range checks {
		go func() { results <- named{name, judge(ctx, check)} }()
	}
	report := Report{Status: statusReady, Checks: make(map[string]Finding, len(checks))}
	for range checks {
		r := <-results
		report.Checks[r.name] = r.finding
		if !r.finding.OK {
			report.Status = statusNotReady
		}
	}
	return report
}

// judge runs one check and never takes much longer than its time.
func judge(ctx context.Context, check Check) Finding {
	ctx, cancel := context.WithTimeoutCause(ctx, CheckTimeout, ErrCheckTimeout)
	defer cancel()
	began := time.Now()
	done := make(chan error, 1)
	go func() { done <- safely(ctx, check) }()

	var err error
	select {
	case err = <-done:
		if err != nil && errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	finding := Finding{OK: err == nil, TookMS: float64(time.Since(began).Microseconds()) / 1000}
	if err != nil {
		finding.Reason = err.Error()
	}
	return finding
}

// safely keeps a check that panics from ending the node.
func safely(ctx context.Context, check Check) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("check panicked: %v", p)
		}
	}()
	return check(ctx)
}
