package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

// How often an enode is asked about what is waited for, and how long a state lasts
// until it is asked why.
const (
	askEvery = 500 * time.Millisecond
	askWhy   = 2 * time.Second
)

// askedAtOnce bounds the messages that are in no task yet and asked about in one
// round. The oldest are packed first, so the others' turn comes.
const askedAtOnce = 64

// waited is one message that is waited for. Messages of a task share its states, so
// one of them stands for all.
type waited struct {
	sentMessage
	told  int // states that were told
	since time.Time
	why   string // what it waited for when that was told
	ended bool
}

// waiter follows messages to their end.
type waiter struct {
	client *client.Client
	live   *live
	began  time.Time
	all    []*waited
	tasks  map[string]*waited // who stands for a task
	asked  bool               // why a message is in no task, in this round
}

// waitFor follows messages until all have ended or the time is up, and tells on
// standard error what happens. The error says what did not end well.
func waitFor(c *cli.Context, cl *client.Client, ids []string) ([]sentMessage, error) {
	w := &waiter{client: cl, live: newLive(os.Stderr), began: time.Now(), tasks: map[string]*waited{}}
	defer w.live.close()
	for _, id := range ids {
		w.all = append(w.all, &waited{sentMessage: sentMessage{MessageID: id}, since: time.Now()})
	}
	ctx, cancel := context.WithTimeoutCause(c.Context, c.Duration("timeout"), fmt.Errorf("not ended after %s", c.Duration("timeout")))
	defer cancel()
	err := w.run(ctx)
	w.live.close()
	return w.result(err)
}

func (w *waiter) run(ctx context.Context) error {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for {
		open, asked := 0, 0
		w.asked = false
		for _, m := range w.all {
			if m.ended {
				continue
			}
			if m.Task == "" {
				if asked++; asked > askedAtOnce {
					open++
					continue
				}
			}
			if err := w.look(ctx, m); err != nil {
				return err
			}
			if !m.ended {
				open++
			}
		}
		if open == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}

// look brings what is known of a message up to date.
func (w *waiter) look(ctx context.Context, m *waited) error {
	if first := w.tasks[m.Task]; first != nil && first != m {
		m.State, m.States, m.Seconds, m.ended = first.State, first.States, first.Seconds, first.ended
		return nil
	}
	var got client.MessageStates
	resp, err := w.client.GetMessage(ctx, m.MessageID)
	if err := read(resp, err, &got); err != nil {
		if ctx.Err() != nil || errors.Is(err, errRefused) {
			return errors.Join(context.Cause(ctx), err)
		}
		w.live.show("%s", err) // it may be starting again
		return nil
	}
	if got.States == nil || len(*got.States) == 0 {
		return fmt.Errorf("%w: the enode knows no message %s", errRefused, m.MessageID)
	}
	m.States = *got.States
	if got.TaskID != nil && got.ProjectID != nil {
		m.Task = fmt.Sprintf("%d/%d", *got.ProjectID, *got.TaskID)
		if first := w.tasks[m.Task]; first != nil && first != m { // who stands for it tells the rest
			m.State = string(m.States[len(m.States)-1].State)
			return nil
		}
		w.tasks[m.Task] = m
	}
	w.tell(m)
	return w.judge(ctx, m)
}

// tell says what is new.
func (w *waiter) tell(m *waited) {
	for _, s := range m.States[min(m.told, len(m.States)):] {
		m.since, m.State = time.Now(), string(s.State)
		switch {
		case s.State != client.Received:
			w.live.say("task %s is %s %s", m.Task, s.State, s.Comment)
		case len(w.all) == 1:
			w.live.say("message %s is received", m.MessageID)
		}
	}
	m.told = len(m.States)
}

// judge finds out whether the message has ended, and why not.
func (w *waiter) judge(ctx context.Context, m *waited) error {
	m.ended = task.State(m.State).Terminal()
	if m.ended || m.State != string(task.StateOutputted) && time.Since(m.since) < askWhy {
		m.Seconds = time.Since(w.began).Seconds()
		return nil
	}
	if m.Task == "" { // one speaks for all
		if w.asked {
			return nil
		}
		w.asked = true
	}
	// An output that no chain settles ends as outputted; only the enode knows.
	why, err := explanation(ctx, w.client, m.MessageID)
	if err != nil {
		return nil //nolint:nilerr // an older enode does not explain, and says enough by its states
	}
	// It tells of a moment later than the states do: what has ended meanwhile is looked at once more.
	latest := len(why.States) > 0 && why.States[len(why.States)-1].State == m.State
	m.ended = len(why.Waiting) == 0 && latest && m.State != string(task.StateReceived)
	m.Seconds = time.Since(w.began).Seconds()
	w.tellWhy(m, why.Waiting)
	return nil
}

// tellWhy tells what is waited for once, and again when it gets further; the times in
// between are for terminals.
func (w *waiter) tellWhy(m *waited, list []client.Wait) {
	if len(list) == 0 {
		return
	}
	first := list[0]
	key := fmt.Sprint(first.For, deref(first.Have), deref(first.Want))
	if key != m.why {
		m.why = key
		w.live.say("waiting: %s", first.Text)
	}
	if first.At != nil {
		w.live.show("%s, %s", first.For, away(time.Until(*first.At)))
	}
}

// result sums up how the messages ended.
func (w *waiter) result(err error) ([]sentMessage, error) {
	out := make([]sentMessage, len(w.all))
	open, failed, states := 0, "", map[string]int{}
	for i, m := range w.all {
		out[i] = m.sentMessage
		states[m.State]++
		if !m.ended {
			open++
		}
		if m.State == string(task.StateFailed) && failed == "" {
			failed = m.States[len(m.States)-1].Comment
		}
	}
	var parts []string
	for _, s := range slices.Sorted(maps.Keys(states)) {
		if s != "" {
			parts = append(parts, fmt.Sprintf("%d %s", states[s], s))
		}
	}
	text := strings.Join(parts, ", ")
	switch {
	case err != nil:
		hint := "ioctl-project message explain " + w.all[0].MessageID + " says what it waits for"
		return out, task.WithHint(fmt.Errorf("%d of %d messages have not ended (%s): %w", open, len(w.all), text, err), hint)
	case failed != "":
		return out, fmt.Errorf("%w: %s: %s", errRefused, text, failed)
	}
	w.live.say("%s after %.1f s", text, time.Since(w.began).Seconds())
	return out, nil
}
