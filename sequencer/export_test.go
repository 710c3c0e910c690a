package sequencer

import (
	"time"

	"github.com/machinefi/sprout/task"
)

// NextLook shows the scheduling decision to the property test.
func (r Rule) NextLook(last task.Pending, checked time.Time, fresh uint64, recheck time.Duration, now time.Time) time.Time {
	return r.nextLook(view{last: last, checked: checked, fresh: fresh}, recheck, now)
}

// Backoff shows the pauses after failures.
var Backoff = backoff
