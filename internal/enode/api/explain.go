package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Records reads what is stored of messages and tasks. Unknown ones get [task.ErrNotFound].
type Records interface {
	Message(ctx context.Context, id task.MessageID) (task.Message, error)
	Task(ctx context.Context, key task.Key) (task.Record, error)
	Pending(ctx context.Context, sel task.Selection) (task.Pending, error)
}

// How long the chain may take to say what a transaction cost, and how many requests
// may ask it at a time: strangers must not make the node ask without end.
const (
	lookLimit   = 5 * time.Second
	looksAtOnce = 4
)

// ExplainMessage answers the whole life of a message, and why it waits.
func (s *Server) ExplainMessage(w http.ResponseWriter, r *http.Request, id string) {
	out, err := s.explainMessage(r, id)
	if err != nil {
		s.writeProblem(w, err)
		return
	}
	writeJSON(w, out)
}

// ExplainTask answers the whole life of a task, and why it waits.
func (s *Server) ExplainTask(w http.ResponseWriter, r *http.Request, projectID, taskID uint64) {
	out, err := s.explainTask(r, task.Key{Project: task.ProjectID(projectID), Sequence: taskID})
	if err != nil {
		s.writeProblem(w, err)
		return
	}
	writeJSON(w, out)
}

// asker lets a caller in who may ask, and not too often.
func (s *Server) asker(r *http.Request) error {
	if !s.limits.allow(r.RemoteAddr) {
		return &problem{status: http.StatusTooManyRequests, retryAfter: 1, text: "too many requests from this address"}
	}
	_, err := s.client(r)
	return err
}

func notFound(err error, what string) error {
	if errors.Is(err, task.ErrNotFound) || errors.Is(err, task.ErrMalformed) {
		return &problem{status: http.StatusNotFound, text: "this node knows no " + what}
	}
	return err
}

func (s *Server) explainMessage(r *http.Request, id string) (Explanation, error) {
	var out Explanation
	if err := s.asker(r); err != nil {
		return out, err
	}
	ctx, what := r.Context(), "message "+clip(id)
	mid, err := task.ParseMessageID(id)
	if err != nil {
		return out, notFound(err, what)
	}
	m, err := s.log.Message(ctx, mid)
	if err != nil {
		return out, notFound(err, what)
	}
	key, err := s.log.MessageTask(ctx, mid)
	if err != nil {
		return out, notFound(err, what)
	}
	text, size := mid.String(), uint64(len(m.Data))
	out = Explanation{ProjectID: uint64(m.ProjectID), ProjectVersion: m.ProjectVersion, MessageID: &text, Bytes: &size, Waiting: []Wait{}}
	if key.Sequence != 0 {
		if err := s.addTask(ctx, &out, key); err != nil {
			return out, err
		}
	} else if out.Waiting, err = s.waitsToBePacked(ctx, &m); err != nil {
		return out, err
	}
	life, err := s.log.MessageLog(ctx, mid)
	if err != nil {
		return out, err
	}
	out.States = details(life)
	return out, nil
}

func (s *Server) explainTask(r *http.Request, key task.Key) (Explanation, error) {
	out := Explanation{ProjectID: uint64(key.Project), Waiting: []Wait{}}
	if err := s.asker(r); err != nil {
		return out, err
	}
	what := "task " + key.String()
	if err := s.addTask(r.Context(), &out, key); err != nil {
		return out, notFound(err, what)
	}
	life, err := s.log.TaskLog(r.Context(), key)
	if err != nil {
		return out, notFound(err, what)
	}
	out.States = details(life)
	return out, nil
}

// addTask adds what is known of a task, and why it waits.
func (s *Server) addTask(ctx context.Context, out *Explanation, key task.Key) error {
	rec, err := s.log.Task(ctx, key)
	if err != nil {
		return err
	}
	out.ProjectVersion = rec.Header.ProjectVersion
	d := describeTask(&rec)
	v := s.versionOf(key.Project, rec.Header.ProjectVersion)
	if rec.Output != nil && v != nil && (project.Output{Type: rec.Output.Type}).Settles() {
		d.Transaction = s.transaction(ctx, v, key, rec.Output.Result)
	}
	out.Task = d
	if !rec.Done && !rec.State.Terminal() {
		out.Waiting = s.waitsOfTask(&rec, v, d)
	}
	return nil
}

// versionOf finds a version whether or not its project is served now; nil if there is none.
func (s *Server) versionOf(id task.ProjectID, name string) *project.Version {
	p, ok := s.projects.Project(id)
	if !ok {
		return nil
	}
	for i := range p.Versions {
		if p.Versions[i].Name == name {
			return &p.Versions[i]
		}
	}
	return nil
}

// transaction asks the chain; nil where it cannot tell now.
func (s *Server) transaction(ctx context.Context, v *project.Version, key task.Key, hash string) *Transaction {
	if s.cfg.Transaction == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	select {
	case s.looks <- struct{}{}:
		defer func() { <-s.looks }()
	case <-ctx.Done():
		return nil
	}
	tx, err := s.cfg.Transaction(ctx, v, key, hash)
	if err != nil {
		s.cfg.Log.Debug("transaction could not be looked up", "hash", clip(hash), "err", err)
		return nil
	}
	return &tx
}

func describeTask(rec *task.Record) *TaskDetails {
	d := &TaskDetails{
		TaskID: rec.Header.Sequence, Digest: rec.Header.Digest().String(), State: string(rec.State), Attempt: rec.Attempt,
		Messages: rec.Header.MessageCount, CreatedAt: rec.Header.CreatedAt, Failures: []TaskFailure{}, Znode: operator(rec.Worker),
	}
	for _, f := range rec.Failures {
		d.Failures = append(d.Failures, TaskFailure{Znode: f.Node.String(), Code: string(f.Code), Reason: f.Reason})
	}
	if r := rec.Receipt; r != nil {
		d.Receipt = &ReceiptDetails{
			Cid: r.CID, Digest: r.Digest.String(), Bytes: r.Size, Runtime: r.Runtime, Kind: r.Kind, ProgramID: r.ProgramID.String(),
			Binding: string(r.Binding), Cycles: r.Cycles, ProveMS: r.ProveMS,
		}
	}
	if o := rec.Output; o != nil {
		d.Output = &OutputDetails{Type: o.Type, Result: o.Result}
	}
	return d
}

func details(life []task.Change) []StateDetails {
	out := make([]StateDetails, len(life))
	for i, c := range life {
		out[i] = StateDetails{
			State: string(c.State), Time: c.At, Comment: c.Comment, Result: c.Result, Attempt: c.Attempt, Znode: operator(c.Node),
		}
	}
	return out
}

// operator is an address as it is told; nil for none.
func operator(a task.Address) *string {
	if a.IsZero() {
		return nil
	}
	return optional(a.String())
}

// clock is a time as texts tell it.
func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func plural(n uint64, one string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %ss", n, one)
}
