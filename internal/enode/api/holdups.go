package api

import (
	"strings"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/task"
)

// holdups say in words why a settlement contract refuses a task for now, by the names of its errors.
var holdups = []struct{ name, words, hint string }{
	{"InsufficientFunds", "the project's balance pays no task", "anybody may fund it: ioctl-project project fund"},
	{"EnodeNotBonded", "the enode that signed the task has too little at stake", "its operator tops the bond up: ioctl-project enode bond stake"},
	{"VerifierIsStopped", "the verifier of its proofs is stopped", "who owns the network's router resumes it: ioctl-project router resume"},
	{"ProjectIsPaused", "the project is paused", "its owner goes on with it: ioctl-project project unpause"},
	{"ProgramNotAccepted", "the project's owner does not accept the program", "the owner accepts it: ioctl-project program accept"},
	{"UnknownSelector", "the network has no verifier of the kind that the project's owner names for the program", "the owner names another: ioctl-project program accept"},
}

// outputWait says who delivers the result of a proved task, and what that waits for as the znode says.
func outputWait(rec *task.Record, o *dispatcher.Outlook) Wait {
	lease := clock(o.Lease)
	if o.Progress.Stage != "output" || o.Progress.Note == "" {
		return wait(WaitForOutput, "", "the proof is verified; znode %s delivers the result, and another one if nothing is heard of it until %s", rec.Worker, lease).
			by(rec.Worker).until(o.Lease)
	}
	words, hint := holdup(o.Progress.Note)
	return wait(WaitForOutput, hint, "the proof is verified, and not delivered yet: %s; znode %s tries again, and another one if nothing is heard of it until %s", words, o.Node, lease).
		by(o.Node).until(o.Lease)
}

// holdup puts into words what a znode says that a delivery waits for.
func holdup(note string) (words, hint string) {
	for _, h := range holdups {
		if strings.Contains(note, h.name) {
			return h.words + " (" + short(note) + ")", h.hint
		}
	}
	return short(note), ""
}

// short is the text of a stranger's in as many characters as fit a line or two.
func short(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
