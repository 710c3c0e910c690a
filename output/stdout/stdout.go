// Package stdout writes results as JSON lines to a stream.
package stdout

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

type stream struct {
	mu sync.Mutex
	w  io.Writer
}

// New returns a factory of outputs that share w; lines are written whole.
func New(w io.Writer) output.Factory {
	s := &stream{w: w}
	return func(json.RawMessage) (output.Output, error) { return s, nil }
}

// Deliver implements [output.Output].
func (s *stream) Deliver(_ context.Context, r output.Result) (task.OutputRef, error) {
	line, err := json.Marshal(output.NewPayload(r))
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("encode result: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.w.Write(append(line, '\n')); err != nil {
		return task.OutputRef{}, fmt.Errorf("write result: %w", err)
	}
	return task.OutputRef{Result: "stdout"}, nil
}
