package vm

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// DefaultLimits are the operator's caps where nothing else is configured: what
// an ordinary program needs, several times over.
func DefaultLimits() Limits {
	return Limits{Cycles: 64 << 20, MemoryMB: 4096, Wall: 15 * time.Minute, JournalBytes: 64 << 10}
}

// Validate reports every limit that is zero, joined: a job always has limits.
func (l Limits) Validate() error {
	var errs []error
	if l.Cycles == 0 {
		errs = append(errs, errors.New("limit of cycles is 0"))
	}
	if l.MemoryMB == 0 {
		errs = append(errs, errors.New("limit of memory (MB) is 0"))
	}
	if l.Wall <= 0 {
		errs = append(errs, fmt.Errorf("wall-time limit is %s", l.Wall))
	}
	if l.JournalBytes == 0 {
		errs = append(errs, errors.New("limit of journal bytes is 0"))
	}
	return errors.Join(errs...)
}

// Cap returns what a project asks for, where it asks for less than l.
func (l Limits) Cap(p project.Limits) Limits {
	less := func(limit, asked uint64) uint64 {
		if asked == 0 {
			return limit
		}
		return min(limit, asked)
	}
	return Limits{
		Cycles:       less(l.Cycles, p.Cycles),
		MemoryMB:     less(l.MemoryMB, p.MemoryMB),
		Wall:         time.Duration(less(uint64(l.Wall), uint64(max(p.Wall, 0)))),
		JournalBytes: less(l.JournalBytes, p.JournalBytes),
	}
}

// ProgramOf returns the program of v.
func ProgramOf(v *project.Version) Program {
	return Program{Code: v.Code, ExpParam: v.ExpParam, StatedID: v.ProgramID}
}

// NewJob makes the job of proving t with version v, within v's limits and the
// operator's caps.
func NewJob(v *project.Version, t *task.Task, caps Limits) (Job, error) {
	if t.ProjectVersion != v.Name {
		return Job{}, fail(ErrInputInvalid, fmt.Sprintf("task %s is of version %q, not %q", t.Key(), t.ProjectVersion, v.Name))
	}
	input, err := encodeInput(v.InputMode, t)
	if err != nil {
		return Job{}, err
	}
	kinds, err := acceptableKinds(v, t)
	if err != nil {
		return Job{}, err
	}
	return Job{
		Program: ProgramOf(v), InputMode: v.InputMode, Input: input,
		Kinds: kinds, Limits: caps.Cap(v.Limits),
	}, nil
}

func encodeInput(mode project.InputMode, t *task.Task) ([]byte, error) {
	switch mode {
	case project.InputTask:
		b, err := t.GuestInput()
		if err != nil {
			return nil, fail(ErrInputInvalid, err.Error())
		}
		return b, nil
	case project.InputJSON:
		return encodeJSON(t.Messages)
	default:
		return nil, fail(ErrInputInvalid, fmt.Sprintf("unknown input mode %q", mode))
	}
}

// encodeJSON returns the JSON array of the messages' data strings. Text that is
// not UTF-8 would be changed on the way, so it is refused.
func encodeJSON(msgs []task.Message) ([]byte, error) {
	list := make([]string, len(msgs))
	for i := range msgs {
		if !utf8.Valid(msgs[i].Data) {
			return nil, fail(ErrInputInvalid, fmt.Sprintf("data of message %s is not UTF-8", msgs[i].ID))
		}
		list[i] = string(msgs[i].Data)
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil, fail(ErrInputInvalid, err.Error())
	}
	return b, nil
}

// acceptableKinds is the version's list; in mode "json" the first message may
// narrow it with "receipt_type", "Stark" or "Snark", as programs of old do.
func acceptableKinds(v *project.Version, t *task.Task) ([]string, error) {
	if v.InputMode != project.InputJSON || len(t.Messages) == 0 || v.VM == project.VMHalo2 {
		return v.ReceiptKinds, nil
	}
	var first struct {
		ReceiptType string `json:"receipt_type"`
	}
	if json.Unmarshal(t.Messages[0].Data, &first) != nil {
		return v.ReceiptKinds, nil // data is the program's own business
	}
	var asked []string
	switch first.ReceiptType {
	case "Stark":
		asked = []string{KindComposite, KindSuccinct}
	case "Snark":
		asked = []string{KindGroth16}
	default:
		return v.ReceiptKinds, nil
	}
	if len(v.ReceiptKinds) == 0 {
		return asked, nil
	}
	both := slices.DeleteFunc(asked, func(k string) bool { return !slices.Contains(v.ReceiptKinds, k) })
	if len(both) == 0 {
		return nil, fail(ErrReceiptKind, fmt.Sprintf("message asks for %q, the project accepts %q", first.ReceiptType, v.ReceiptKinds))
	}
	return both, nil
}
