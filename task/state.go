package task

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// State is where a message or its task stands. The names are part of the HTTP
// API and are never changed.
type State string

// The states in the order of a life without trouble.
const (
	// StateReceived: the message is stored durably; it belongs to no task yet.
	StateReceived State = "received"
	// StatePacked: the message is in exactly one task, for ever; the task is stored.
	StatePacked State = "packed"
	// StateDispatched: the task was signed and announced. It comes again with each
	// new attempt, when the znodes of the attempt before were silent or failed.
	StateDispatched State = "dispatched"
	// StateProving: an allowed znode has taken the task and works on it.
	StateProving State = "proving"
	// StateProved: a receipt was fetched and verified natively by the enode.
	StateProved State = "proved"
	// StateOutputted: the znode handed the result to the project's output.
	StateOutputted State = "outputted"
	// StateSettled: the contract accepted the result; the enode saw the transaction confirmed.
	StateSettled State = "settled"
	// StateFailed: no znode could finish the task; the change carries the reason.
	StateFailed State = "failed"
)

// ErrIllegalMove marks a state that may not follow the one before it.
var ErrIllegalMove = errors.New("illegal state change")

// moves lists what may follow each state. A task goes back to dispatched when a
// lease runs out; nothing else goes back.
var moves = map[State][]State{
	"":              {StateReceived, StatePacked},
	StateReceived:   {StatePacked},
	StatePacked:     {StateDispatched, StateFailed},
	StateDispatched: {StateDispatched, StateProving, StateProved, StateFailed},
	StateProving:    {StateDispatched, StateProving, StateProved, StateFailed},
	StateProved:     {StateDispatched, StateOutputted, StateFailed},
	StateOutputted:  {StateDispatched, StateSettled, StateFailed},
	StateSettled:    {},
	StateFailed:     {},
}

// States returns every state in life order.
func States() []State {
	return []State{StateReceived, StatePacked, StateDispatched, StateProving, StateProved, StateOutputted, StateSettled, StateFailed}
}

// ParseState refuses names that are no state.
func ParseState(s string) (State, error) {
	if slices.Contains(States(), State(s)) {
		return State(s), nil
	}
	return "", fmt.Errorf("parse state %q: %w", clip(s), ErrMalformed)
}

// Move reports [ErrIllegalMove] unless to may follow s.
func (s State) Move(to State) error {
	if slices.Contains(moves[s], to) {
		return nil
	}
	return fmt.Errorf("%w: %q to %q", ErrIllegalMove, s, to)
}

// Terminal reports whether nothing may follow s.
func (s State) Terminal() bool { return s == StateSettled || s == StateFailed }

// Change is one line of a task's log. Lines are appended, never rewritten.
type Change struct {
	State   State
	At      time.Time // millisecond precision
	Node    Address   // the znode concerned; zero where it was the enode itself
	Attempt uint32
	Comment string // for people: reason, transaction, progress
	Result  string // for programs: receipt CID of proved, transaction hash of outputted and settled
}
