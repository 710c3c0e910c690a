package processor

import (
	"context"
	"time"
)

// ask finds out from the chain what another znode says that is not credible: that
// the task is settled. Then nothing is left to do. However often a lie is told, the
// chain is asked once in a heartbeat.
func (p *Processor) ask(j *job) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.roles.Settled == nil || p.ctx == nil || p.ended || j.sending || time.Since(j.asked) < p.cfg.Heartbeat {
		return
	}
	j.asked = time.Now()
	ctx := p.ctx
	p.wg.Go(func() {
		yes, err := p.settled(ctx, j)
		if err != nil && ctx.Err() == nil {
			p.cfg.Log.Debug("chain not asked whether the task is settled", "task", j.key.String(), "err", err)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if yes && !j.sending {
			j.supersede()
		}
	})
}

func (p *Processor) settled(ctx context.Context, j *job) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, p.cfg.FetchLimit)
	defer cancel()
	h := j.task.Header()
	v, err := p.roles.Versions.Version(ctx, h.ProjectID, h.ProjectVersion)
	if err != nil {
		return false, err
	}
	return p.roles.Settled(ctx, v, h)
}
