package vm

import (
	"errors"
	"fmt"

	"github.com/machinefi/sprout/project"
)

// whose says of an error about a limit whether the project set it or the operator, and what helps. Other errors stay as
// they are. It is in the text, for it goes to the project's owner through the network.
func whose(err error, p project.Limits, caps Limits) error {
	var field string
	var own bool
	switch {
	case errors.Is(err, ErrCycleLimit):
		field, own = "cycles", p.Cycles > 0 && p.Cycles <= caps.Cycles
	case errors.Is(err, ErrMemoryLimit):
		field, own = "memoryMB", p.MemoryMB > 0 && p.MemoryMB <= caps.MemoryMB
	case errors.Is(err, ErrWallTime):
		field, own = "wallSeconds", p.Wall > 0 && p.Wall <= caps.Wall
	case errors.Is(err, ErrJournalTooLarge):
		field, own = "journalBytes", p.JournalBytes > 0 && p.JournalBytes <= caps.JournalBytes
	default:
		return err
	}
	if own {
		return fmt.Errorf("%w; this is limits.%s of the project file: raise it, or pack fewer messages into a task", err, field)
	}
	return fmt.Errorf("%w; this is the operator's limit of %s: pack fewer messages into a task, or have operators raise it", err, field)
}
