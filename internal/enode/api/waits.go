package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// The functions here say why something waits. Whoever asks sees it, so they tell
// nothing of this node's own troubles but that there are some.

func wait(on WaitFor, hint, format string, a ...any) Wait {
	return Wait{For: on, Text: fmt.Sprintf(format, a...), Hint: optional(hint)}
}

// of adds how many there are of how many.
func (w Wait) of(have, want uint64) Wait {
	w.Have, w.Want = &have, &want
	return w
}

// until adds when something happens by itself.
func (w Wait) until(t time.Time) Wait {
	if !t.IsZero() {
		t = t.UTC()
		w.At = &t
	}
	return w
}

// by adds who is waited for.
func (w Wait) by(a task.Address) Wait {
	w.Znode = operator(a)
	return w
}

// waitsToBePacked says why a message is in no task.
func (s *Server) waitsToBePacked(ctx context.Context, m *task.Message) ([]Wait, error) {
	waits := s.waitsForProject(m.ProjectID, m.ProjectVersion)
	v := s.versionOf(m.ProjectID, m.ProjectVersion)
	if v == nil {
		return waits, nil
	}
	rule := sequencer.RuleOf(v.Packing)
	p, err := s.log.Pending(ctx, rule.Summary(task.Group{ProjectID: m.ProjectID, ProjectVersion: m.ProjectVersion, ClientDID: m.ClientDID}))
	if err != nil {
		return nil, err
	}
	return append(waits, batchWait(rule, v.Packing, p, m.ClientDID, time.Now())), nil
}

// batchWait says how far the batch is. The messages that wait are at least those
// that fill one, or all there are.
func batchWait(rule sequencer.Rule, packing project.Packing, p task.Pending, did string, now time.Time) Wait {
	d := rule.Decide(p, now)
	if d.Pack {
		return wait(WaitForBatch, "", "%s collected: a batch is packed as soon as the node comes to it", plural(p.Count, "message")).of(p.Count, rule.Count)
	}
	whose := " of this device"
	switch {
	case rule.AnyDevice:
		whose = ""
	case did == "":
		whose = " without a credential"
	}
	when := fmt.Sprintf("when there are %d", rule.Count)
	if packing.Bytes > 0 {
		when += fmt.Sprintf(", or %d bytes of them (now %d)", rule.Bytes, p.Bytes)
	}
	if !d.At.IsZero() {
		when += ", or at " + clock(d.At)
	}
	return wait(WaitForBatch, "", "%d of %d messages%s collected for the batch; it is packed %s", p.Count, rule.Count, whose, when).
		of(p.Count, rule.Count).until(d.At)
}

// waitsForProject says what keeps a project from being served.
func (s *Server) waitsForProject(id task.ProjectID, version string) []Wait {
	p, ok := s.projects.Project(id)
	if !ok {
		return []Wait{wait(WaitForProject, "it was removed, or this node still reads the chain", "this node knows no project %d", id)}
	}
	d := s.describe(&p)
	reason := ""
	if d.Reason != nil {
		reason = *d.Reason
	}
	switch {
	case d.Status == Paused:
		return []Wait{wait(WaitForProject, "its owner lets it go on: ioctl-project project unpause", "project %d is paused", id)}
	case d.Status == NotServable:
		hint := ""
		if errors.Is(p.Fault, project.ErrInvalidFile) || errors.Is(p.Fault, project.ErrHashMismatch) {
			hint = "its owner has to publish a file that nodes accept: ioctl-project project validate says what is wrong"
		}
		return []Wait{wait(WaitForProject, hint, "project %d is not servable: %s", id, reason)}
	case s.versionOf(id, version) == nil:
		return []Wait{wait(WaitForVersion, "its owner has to publish a file with that version", "the file of project %d has no version %q", id, clip(version))}
	case d.Status == Waiting:
		return []Wait{waitForFleet(&d, reason)}
	case d.Status != Serving: // whatever else a project waits for
		return []Wait{wait(WaitForProject, "", "project %d is %s: %s", id, d.Status, reason)}
	default:
		return s.waitsForAcceptance(id, version)
	}
}

// waitsForAcceptance says why nobody begins tasks of a version that could not be settled, or are not paid for.
func (s *Server) waitsForAcceptance(id task.ProjectID, version string) []Wait {
	v := s.versionOf(id, version)
	if s.cfg.Accepts != nil {
		if err := s.cfg.Accepts(id, v); err != nil {
			return []Wait{wait(WaitForVersion, task.Hint(err), "%s; its messages are kept", err)}
		}
	}
	if s.cfg.Pays == nil {
		return nil
	}
	return waitForCoins(s.cfg.Pays(id, v, 1))
}

// waitForCoins says that nobody is paid for a task; nothing for other errors.
func waitForCoins(err error) []Wait {
	if !errors.Is(err, project.ErrUnfunded) {
		return nil
	}
	return []Wait{wait(WaitForProject, task.Hint(err), "%s; its messages are kept", err)}
}

// waitForFleet says which znodes a project is short of.
func waitForFleet(d *Project, reason string) Wait {
	switch {
	case d.Required == nil:
		return wait(WaitForZnodes, "its owner has to allow znodes (FleetManager.allow)", "%s", reason).of(0, 1)
	case *d.Required == 0:
		return wait(WaitForProject, "its owner sets them with ioctl-project project attributes", "%s", reason)
	default:
		return wait(WaitForZnodes, "znodes join with ioctl-project znode join if they have enough at stake and offer its runtimes", "%s", reason).
			of(uint64(*d.Znodes), uint64(*d.Required))
	}
}

// waitsForZnodes says whether somebody is there who could prove.
func (s *Server) waitsForZnodes(id task.ProjectID, v *project.Version) []Wait {
	allowed := uint64(len(s.projects.Znodes(id)))
	if allowed == 0 || s.cfg.Present == nil || v == nil {
		return nil // told by waitsForProject, or nothing is known
	}
	present := s.cfg.Present(id)
	if len(present) == 0 {
		return []Wait{wait(WaitForZnodes, "their operators have to start or connect them; a node that has just started hears of them within a minute",
			"none of the %s allowed for the project was heard in the last %d s", plural(allowed, "znode"), int(task.PresenceExpiry.Seconds())).of(0, allowed)}
	}
	var offering, places, taken uint64
	for _, z := range present {
		for _, o := range z.Offers {
			if o.Runtime == string(v.VM) {
				offering++
				places, taken = places+uint64(o.Slots), taken+uint64(o.Running)
			}
		}
	}
	switch {
	case offering == 0:
		return []Wait{wait(WaitForRuntime, "the project's owner has to allow a znode that offers it",
			"no znode offers %s, of %d that are there", v.VM, len(present)).of(0, 1)}
	case places == 0:
		return []Wait{wait(WaitForZnodes, "their operators find out why: /readyz of a znode says what it lacks",
			"every znode that offers %s says that it takes no task now", v.VM).of(0, offering)}
	case taken >= places:
		return []Wait{wait(WaitForRuntime, "", "the %s for %s of the znodes that are there are taken; tasks wait in their queues", plural(places, "place"), v.VM).of(0, 1)}
	default:
		return nil
	}
}

// waitsOfTask says why a task has not ended; d is completed by what the dispatcher knows.
func (s *Server) waitsOfTask(rec *task.Record, v *project.Version, d *TaskDetails) []Wait {
	key := rec.Header.Key()
	waits := s.waitsForProject(key.Project, rec.Header.ProjectVersion)
	var o dispatcher.Outlook
	followed := false
	if s.cfg.Outlook != nil {
		o, followed = s.cfg.Outlook(key)
	}
	if !followed {
		return append(waits, wait(WaitForTurn, "", "the node follows the task when it comes to it: so many of a project at a time, oldest first"))
	}
	if len(waits) == 0 {
		waits = waitForCoins(o.Waits)
	}
	switch {
	case len(waits) > 0:
	case o.Trouble != "":
		waits = append(waits, wait(WaitForEnode, "its operator finds the reason in its log", "this node could not do its last step and tries again"))
	case o.Waits != nil:
		waits = append(waits, wait(WaitForEnode, "", "this node looks again in a moment whether the task may be worked on"))
	}
	if o.Progress.Stage != "" && rec.State == task.StateProving {
		d.Progress = &Progress{Stage: o.Progress.Stage, Done: o.Progress.Done, Total: o.Progress.Total}
	}
	switch rec.State {
	case task.StateProving:
		return append(waits, proofWait(rec, &o))
	case task.StateProved:
		return append(waits, outputWait(rec, &o))
	case task.StateOutputted:
		return append(waits, confirmationWait(rec, &o, d.Transaction))
	default:
		waits = append(waits, s.waitsForZnodes(key.Project, v)...)
		return append(waits, answerWait(rec, &o, s.idle(key.Project, v))...)
	}
}

func proofWait(rec *task.Record, o *dispatcher.Outlook) Wait {
	if !o.Recovery.IsZero() {
		return recoveryWait(o)
	}
	text := fmt.Sprintf("znode %s works on it", rec.Worker)
	if p := o.Progress; p.Stage != "" {
		text += " (" + p.Stage
		if p.Total > 0 {
			text += fmt.Sprintf(" %d/%d", p.Done, p.Total)
		}
		text += ")"
	}
	w := wait(WaitForProof, "", "%s; its lease lasts until %s and grows with each sign of life, until %s at most", text, clock(o.Lease), clock(o.Ends)).
		by(rec.Worker).until(o.Lease)
	if p := o.Progress; p.Total > 0 {
		w = w.of(p.Done, p.Total)
	}
	return w
}

func recoveryWait(o *dispatcher.Outlook) Wait {
	return wait(WaitForRecovery, "the failures say what is wrong", "every znode that may work on it has failed; they are asked again at %s", clock(o.Recovery)).until(o.Recovery)
}

// idle returns who is there and says that it takes no task of the version's runtime now.
func (s *Server) idle(id task.ProjectID, v *project.Version) map[task.Address]bool {
	idle := map[task.Address]bool{}
	if s.cfg.Present == nil || v == nil {
		return idle
	}
	for _, z := range s.cfg.Present(id) {
		for _, o := range z.Offers {
			if o.Runtime == string(v.VM) && o.Slots == 0 {
				idle[z.Node] = true
			}
		}
	}
	return idle
}

// answerWait says who has to take a task, and who of them says that it takes none.
func answerWait(rec *task.Record, o *dispatcher.Outlook, idle map[task.Address]bool) []Wait {
	switch {
	case len(o.Assigned) == 0:
		return nil // told by waitsForProject
	case !o.Recovery.IsZero():
		return []Wait{recoveryWait(o)}
	case rec.State == task.StatePacked:
		return []Wait{wait(WaitForAnswer, "", "the task is about to be announced")}
	}
	var silent, idlers []task.Address
	for _, a := range o.Assigned {
		if idle[a] {
			idlers = append(idlers, a)
		} else {
			silent = append(silent, a)
		}
	}
	text := "announced"
	if len(silent) > 0 {
		text += ", and no answer yet of " + list(silent)
	}
	switch {
	case len(idlers) == 1:
		text += fmt.Sprintf("; znode %s says that it takes no task now", idlers[0])
	case len(idlers) > 1:
		text += fmt.Sprintf("; znodes %s say that they take no task now", list(idlers))
	}
	w := wait(WaitForAnswer, "", "%s; the next znode is asked as well at %s", text, clock(o.Lease)).until(o.Lease)
	if len(o.Assigned) == 1 {
		w = w.by(o.Assigned[0])
	}
	return []Wait{w}
}

// list names the first few znodes, and how many more there are.
func list(all []task.Address) string {
	const most = 3
	var names []string
	for _, a := range all[:min(len(all), most)] {
		names = append(names, a.String())
	}
	if more := len(all) - most; more > 0 {
		names = append(names, fmt.Sprintf("%d others", more))
	}
	return strings.Join(names, ", ")
}

func confirmationWait(rec *task.Record, o *dispatcher.Outlook, tx *Transaction) Wait {
	hash := clip(rec.Output.Result)
	until := fmt.Sprintf("; if that has not come by %s, the task is handed on", clock(o.Confirm))
	switch {
	case tx == nil:
		return wait(WaitForConfirmations, "", "transaction %s is to be confirmed on the chain%s", hash, until).by(rec.Worker).until(o.Confirm)
	case !tx.Mined:
		return wait(WaitForConfirmations, "", "transaction %s is in no block yet%s", hash, until).of(0, tx.WantConfirmations).by(rec.Worker).until(o.Confirm)
	default:
		return wait(WaitForConfirmations, "", "transaction %s has %d of %s%s", hash, tx.Confirmations, plural(tx.WantConfirmations, "confirmation"), until).
			of(tx.Confirmations, tx.WantConfirmations).by(rec.Worker).until(o.Confirm)
	}
}
