package worker

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/machinefi/sprout/vm"
)

// Decode reads the JSON in one of want parts of an answer. A worker that answers in
// another way is not to be believed: [vm.ErrInternal].
func Decode(parts [][]byte, want, at int, into any) error {
	if len(parts) != want {
		return &vm.Error{Kind: vm.ErrInternal, Said: fmt.Sprintf("answer of %d parts, want %d", len(parts), want)}
	}
	if err := json.Unmarshal(parts[at], into); err != nil {
		return &vm.Error{Kind: vm.ErrInternal, Said: "answer of the library: " + err.Error()}
	}
	return nil
}

// Hex is a byte string that libraries write in hexadecimal, without a prefix.
type Hex []byte

// UnmarshalText implements [encoding.TextUnmarshaler].
func (h *Hex) UnmarshalText(b []byte) error {
	out, err := hex.DecodeString(string(b))
	*h = out
	return err
}
