package datasource

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/machinefi/sprout/task"
)

// What follows is what every backend must do alike.

// CheckMessages reports the first message outside the limits of [task.Message.Validate].
func CheckMessages(msgs []task.Message) error {
	for i := range msgs {
		if err := msgs[i].Validate(); err != nil {
			return fmt.Errorf("message %s: %w", msgs[i].ID, err)
		}
	}
	return nil
}

// CheckBatch reports a batch that can make no task, whatever its messages are.
func CheckBatch(b task.Batch) error {
	if len(b.Messages) == 0 || len(b.Messages) > task.MaxTaskMessages {
		return fmt.Errorf("%w: batch of %d messages, want 1 to %d", task.ErrMalformed, len(b.Messages), task.MaxTaskMessages)
	}
	seen := make(map[task.MessageID]bool, len(b.Messages))
	for _, id := range b.Messages {
		if seen[id] {
			return fmt.Errorf("%w: message %s is twice in the batch", task.ErrMalformed, id)
		}
		seen[id] = true
	}
	return nil
}

// CheckSave reports whether rec may replace the stored record with these changes.
func CheckSave(stored, rec task.Record, changes []task.Change) error {
	if rec.Revision != stored.Revision {
		return fmt.Errorf("%w: revision %d, stored %d", ErrConflict, rec.Revision, stored.Revision)
	}
	state := stored.State
	for _, c := range changes {
		if err := state.Move(c.State); err != nil {
			return err
		}
		state = c.State
	}
	if rec.State != state {
		return fmt.Errorf("%w: record is %q, its log says %q", task.ErrIllegalMove, rec.State, state)
	}
	return nil
}

// Finished reports whether OpenTasks leaves rec out.
func Finished(rec *task.Record) bool { return rec.Done || rec.State.Terminal() }

// MessageLife puts the message's own first line before the log of its task.
func MessageLife(receivedAt time.Time, taskLog []task.Change) []task.Change {
	life := make([]task.Change, 0, 1+len(taskLog))
	life = append(life, task.Change{State: task.StateReceived, At: receivedAt})
	return append(life, taskLog...)
}

// Millis is the stored form of a time: unix milliseconds, 0 for the zero time.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// FromMillis is the reverse of [Millis].
func FromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Fits reports whether a message of size bytes may join a selection that has
// count messages of total bytes already. The first always may.
func Fits(sel task.Selection, count, total, size uint64) bool {
	return count == 0 || sel.MaxBytes == 0 || total+size <= sel.MaxBytes
}

// Earlier returns the earlier of two times, of which a may be zero for none.
func Earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// EncodeParts returns the stored form of the parts of a record that are kept as
// JSON; an absent part is nil.
func EncodeParts(rec *task.Record) (receipt, output, failures []byte, err error) {
	for _, part := range []struct {
		to      *[]byte
		present bool
		value   any
	}{
		{&receipt, rec.Receipt != nil, rec.Receipt},
		{&output, rec.Output != nil, rec.Output},
		{&failures, len(rec.Failures) > 0, rec.Failures},
	} {
		if !part.present {
			continue
		}
		if *part.to, err = json.Marshal(part.value); err != nil {
			return nil, nil, nil, fmt.Errorf("encode record: %w", err)
		}
	}
	return receipt, output, failures, nil
}

// DecodeParts is the reverse of [EncodeParts]: it fills in rec.
func DecodeParts(rec *task.Record, receipt, output, failures []byte) error {
	for _, part := range []struct {
		from []byte
		to   any
	}{{receipt, &rec.Receipt}, {output, &rec.Output}, {failures, &rec.Failures}} {
		if len(part.from) == 0 {
			continue
		}
		if err := json.Unmarshal(part.from, part.to); err != nil {
			return fmt.Errorf("decode record: %w", err)
		}
	}
	return nil
}

// AsStored returns rec as a later read would: times in UTC milliseconds, no
// empty lists.
func AsStored(rec task.Record) task.Record {
	for _, t := range []*time.Time{&rec.AttemptAt, &rec.HeardAt, &rec.ModifiedAt} {
		*t = FromMillis(Millis(*t))
	}
	if len(rec.Failures) == 0 {
		rec.Failures = nil
	}
	return rec
}
