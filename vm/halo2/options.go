package halo2

import (
	"encoding/json"
	"fmt"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/vm"
)

// fuelPerCycle is how many steps of wasm count as one cycle of a limit: a front end's
// steps cost a nanosecond, a proved cycle of other runtimes tens of microseconds. A
// prover of the old form takes some billions.
const fuelPerCycle = 256

// options is the options document of the library. The descriptors of files are
// entered by the pool.
type options struct {
	InputMode      project.InputMode `json:"input_mode,omitempty"`
	ProgramID      string            `json:"program_id,omitempty"`
	SRSID          string            `json:"srs_id,omitempty"`
	ReceiptKind    string            `json:"receipt_kind,omitempty"`
	MemoryLimitMB  uint64            `json:"memory_limit_mb,omitempty"`
	Fuel           uint64            `json:"fuel,omitempty"`
	Artifacts      []string          `json:"artifacts,omitempty"`
	AllowUnsafeSRS bool              `json:"allow_unsafe_srs,omitempty"`
	SRS            *srsOptions       `json:"srs,omitempty"`
}

// srsOptions are about public parameters, not about a program.
type srsOptions struct {
	Op    string `json:"op"`
	K     uint32 `json:"k,omitempty"`
	From  string `json:"from,omitempty"`
	MaxK  uint32 `json:"max_k,omitempty"`
	InFD  int    `json:"in_fd,omitempty"`
	OutFD int    `json:"out_fd,omitempty"`
}

func (o options) encode() ([]byte, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("encode options: %w", err)
	}
	return b, nil
}

// mostFuel is the highest limit of steps that the library takes.
const mostFuel = 1 << 50

// fuel is the limit of steps for a limit of cycles.
func fuel(l vm.Limits) uint64 { return min(l.Cycles, mostFuel/fuelPerCycle) * fuelPerCycle }

// guestMemoryMB is what of the memory a front end may take: the rest is for the proof.
// It is the same for all jobs, because code is compiled for it: the library compiles a
// front end once only while checks and jobs agree. A job with less is held to that by
// the limit of its process. A wasm memory has at most 4096.
func (p *Prover) guestMemoryMB() uint64 { return guestMemoryMB(p.sized.MemoryMB) }

func guestMemoryMB(memoryMB uint64) uint64 { return max(1, min(memoryMB/2, 4096)) }
