package devnet

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

// awaitAll returns when all projects published so far are ready.
func (n *Network) awaitAll(ctx, _ context.Context) error {
	for _, id := range n.projects() {
		if err := n.await(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// await returns when the enode serves the project and hears all znodes.
func (n *Network) await(ctx context.Context, id task.ProjectID) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	var last string
	for {
		if last = n.notReady(ctx, id); last == "" {
			return nil
		}
		select {
		case <-ctx.Done():
			return task.WithHint(fmt.Errorf("nodes are not ready: %s", last), "their logs are in "+n.cfg.Dir)
		case <-n.ended:
			return errors.New("a node cannot be kept running")
		case <-tick.C:
		}
	}
}

func (n *Network) notReady(ctx context.Context, id task.ProjectID) string {
	var p struct {
		Status, Reason string
		Znodes         int
	}
	if err := getJSON(ctx, n.EnodeURL+"/project/"+id.String(), &p); err != nil {
		return err.Error()
	}
	if p.Status != "serving" {
		return "project is " + p.Status + " " + p.Reason
	}
	if got := n.host.Listeners(id, p2p.KindTask); p.Znodes < n.cfg.Znodes || got < n.cfg.Znodes+1 {
		return fmt.Sprintf("%d of %d znodes allowed, %d of %d nodes heard", p.Znodes, n.cfg.Znodes, got, n.cfg.Znodes+1)
	}
	return ""
}
