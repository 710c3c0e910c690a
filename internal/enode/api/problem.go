package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/machinefi/sprout/task"
)

// problem is an error that knows its HTTP answer.
type problem struct {
	status     int
	text       string
	field      string
	limit      string
	hint       string
	retryAfter int // seconds
}

func (p *problem) Error() string { return p.text }

func bad(field, format string, a ...any) *problem {
	return &problem{status: http.StatusBadRequest, field: field, text: fmt.Sprintf(format, a...)}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// writeProblem answers with problem details. Errors that are no problem are the
// node's own trouble: logged, and told without detail.
func (s *Server) writeProblem(w http.ResponseWriter, err error) {
	var p *problem
	if !errors.As(err, &p) {
		s.cfg.Log.Error("request failed", "err", err)
		p = &problem{status: http.StatusInternalServerError, text: "internal error", hint: task.Hint(err)}
	}
	s.metrics.refused.WithLabelValues(strconv.Itoa(p.status), p.field).Inc()
	if p.retryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.retryAfter))
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.status)
	_ = json.NewEncoder(w).Encode(Problem{
		Error: p.text, Title: http.StatusText(p.status), Status: p.status, Detail: optional(p.text),
		Field: optional(p.field), Limit: optional(p.limit), Hint: optional(p.hint),
	})
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
