package risc0

import (
	"encoding/json"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// options is the options document of prover.h.
type options struct {
	ExpParam     json.RawMessage   `json:"exp_param,omitempty"`
	InputMode    project.InputMode `json:"input_mode,omitempty"`
	ReceiptKind  string            `json:"receipt_kind,omitempty"`
	CycleLimit   uint64            `json:"cycle_limit,omitempty"`
	SegmentPo2   uint32            `json:"segment_po2,omitempty"`
	JournalLimit uint64            `json:"journal_limit,omitempty"`
	ProgramID    string            `json:"program_id,omitempty"`
}

// of adds what belongs to the program. Its parameter comes from a project file as
// text that should be JSON.
func (o options) of(p vm.Program) (options, error) {
	if p.ExpParam == "" {
		return o, nil
	}
	var names struct {
		ImageID string `json:"image_id"`
		ELF     string `json:"elf"`
	}
	if err := json.Unmarshal([]byte(p.ExpParam), &names); err != nil || names.ImageID == "" || names.ELF == "" {
		return o, task.WithHint(
			&vm.Error{Kind: vm.ErrProgramInvalid, Said: "field codeExpParam does not name image_id and elf"},
			`write "codeExpParam": "{\"image_id\":\"NAME_ID\",\"elf\":\"NAME_ELF\"}"`)
	}
	var err error
	o.ExpParam, err = json.Marshal(names)
	return o, err
}
