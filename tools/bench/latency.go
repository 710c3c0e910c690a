package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/machinefi/sprout/task"
)

// The load of the latency measurement: paced, so that nothing queues.
const (
	messagesPerSecond = 20
	latencyDevices    = 10
	wantP99           = 50 * time.Millisecond
	unmeasured        = 2 * messagesPerSecond // first messages, while gossip forms its mesh
)

// latency measures from a message on disk to its task, fetched and checked, at a
// znode's prover. Every message is a task, so there is no packing window.
func (b *bench) latency(ctx context.Context) (list []Result, err error) {
	if err := onDisk(b.dir); err != nil {
		return nil, err
	}
	n, err := b.startNetwork(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, n.close()) }()
	count := max(100, int(2*b.each.Seconds()*messagesPerSecond))
	sent := make(map[task.MessageID]time.Time, count)
	for i := range unmeasured + count {
		// The pace wavers, so that it does not meet gossip's own rhythm.
		pause(ctx, time.Duration((.5+rand.Float64())*float64(time.Second)/messagesPerSecond))
		id, err := n.send(ctx, i)
		if err != nil {
			return nil, err
		}
		if i >= unmeasured {
			sent[id.id] = id.at
		}
	}
	if err := waitFor(ctx, "all tasks to arrive", func() bool { return n.watch.arrived() == unmeasured+count }); err != nil {
		return nil, fmt.Errorf("%d of %d messages came to a znode: %w", n.watch.arrived(), unmeasured+count, err)
	}
	return n.watch.results(sent), nil
}

type stamped struct {
	id task.MessageID
	at time.Time
}

// send appends one message, durably, as the HTTP interface does.
func (n *network) send(ctx context.Context, i int) (stamped, error) {
	id, err := task.NewMessageID()
	if err != nil {
		return stamped{}, err
	}
	s := stamped{id, time.Now()}
	return s, n.batcher.Append(ctx, task.Message{
		ID: id, ProjectID: projectID, ProjectVersion: versionName, ClientDID: fmt.Sprintf("did:example:%d", i%latencyDevices),
		Data: []byte(strings.Repeat("x", payloadBytes)), ReceivedAt: s.at,
	})
}

func (s *stopwatch) results(sent map[task.MessageID]time.Time) []Result {
	s.mu.Lock()
	defer s.mu.Unlock()
	var afterAccept, afterSend []time.Duration
	for id, at := range sent {
		afterAccept = append(afterAccept, s.inHands[id].Sub(s.accepted[id]))
		afterSend = append(afterSend, s.inHands[id].Sub(at))
	}
	note := fmt.Sprintf("%d messages, %d/s, %d znodes; from message on disk to prover called", len(sent), messagesPerSecond, znodeCount)
	p99 := percentile(afterAccept, .99)
	return []Result{
		figure("latency.p50", millis(percentile(afterAccept, .5)), "ms", note),
		figure("latency.p99", millis(p99), "ms", note).against(fmt.Sprintf("≤ %d", wantP99.Milliseconds()), p99 <= wantP99),
		figure("latency.max", millis(percentile(afterAccept, 1)), "ms", note),
		figure("latency.from_send.p99", millis(percentile(afterSend, .99)), "ms", "the same, from before the message is written"),
	}
}
