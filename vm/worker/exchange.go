package worker

import (
	"context"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/ffi"
)

// stages are the names of progress stages.
var stages = map[ffi.Stage]string{
	ffi.StageExecute: "execute",
	ffi.StageProve:   "prove",
	ffi.StageVerify:  "verify",
}

// exchange sends one request to w and reads until its result. When ctx ends, or
// the worker says something that is no frame, it is killed.
func exchange(ctx context.Context, w *process, head request, parts [][]byte, progress func(task.Progress)) (reply, [][]byte, error) {
	w.talk.Lock()
	defer w.talk.Unlock()
	stop := context.AfterFunc(ctx, w.kill)
	// An answer that comes while the context ends is an answer, but its worker is
	// about to be killed and must not be taken for a warm one.
	answer := func(r reply, parts [][]byte, err error) (reply, [][]byte, error) {
		if !stop() {
			w.end()
		}
		return r, parts, err
	}
	lost := func(err error) (reply, [][]byte, error) {
		stop()
		w.end()
		return reply{}, nil, ended(ctx, err, w.state, w.output.String())
	}
	switch err := writeRequest(w.requests, head, parts...); {
	case errors.Is(err, errFrame): // too large: nothing was sent
		return answer(reply{}, nil, &vm.Error{Kind: vm.ErrInputInvalid, Said: err.Error()})
	case err != nil:
		return lost(err)
	}
	for {
		r, got, err := readReply(w.replies)
		if err != nil {
			return lost(err)
		}
		switch r.Kind {
		case kindResult:
			return answer(r, got, nil)
		case kindError:
			return answer(r, nil, answered(r.Code, r.Message))
		case kindProgress:
			if stage, known := stages[r.Stage]; known && progress != nil {
				progress(task.Progress{Stage: stage, Done: min(r.Done, r.Total), Total: r.Total})
			}
		default:
			return lost(fmt.Errorf("%w: reply of unknown kind %.20q", errFrame, r.Kind))
		}
	}
}
