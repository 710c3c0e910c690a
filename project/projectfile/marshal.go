package projectfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// The file's own form, in the order its fields are written.
type fileVersion struct {
	Version         string          `json:"version"`
	VMType          string          `json:"vmType"`
	Code            string          `json:"code"`
	CompiledFrom    *fileOrigin     `json:"compiledFrom,omitempty"`
	CodeExpParam    string          `json:"codeExpParam,omitempty"`
	InputMode       string          `json:"inputMode,omitempty"`
	Aggregation     fileAggregation `json:"aggregation"`
	Packing         *filePacking    `json:"packing,omitempty"`
	Limits          *fileLimits     `json:"limits,omitempty"`
	ReceiptKinds    []string        `json:"receiptKinds,omitempty"`
	Redundancy      uint            `json:"redundancy,omitempty"`
	ExpectedProving uint64          `json:"expectedProvingSeconds,omitempty"`
	ProgramID       *task.Digest    `json:"programID,omitempty"`
	Output          json.RawMessage `json:"output"`
}

type fileOrigin struct {
	Module   task.Digest `json:"moduleSHA256"`
	Compiler string      `json:"compiler,omitempty"`
}

type fileAggregation struct {
	Amount uint `json:"amount"`
}

type filePacking struct {
	Count   uint   `json:"count"`
	Bytes   uint   `json:"bytes,omitempty"`
	Window  string `json:"window,omitempty"`
	GroupBy string `json:"groupBy,omitempty"`
}

type fileLimits struct {
	Cycles       uint64 `json:"cycles,omitempty"`
	MemoryMB     uint64 `json:"memoryMB,omitempty"`
	WallSeconds  uint64 `json:"wallSeconds,omitempty"`
	JournalBytes uint64 `json:"journalBytes,omitempty"`
	MessageBytes uint64 `json:"messageBytes,omitempty"`
}

// Marshal writes the project file of versions. The same versions give the same
// bytes; what a field would say by its absence is left out, so that a file that
// uses no addition is one Sprout 0.6 would have taken. Versions that [Parse]
// would refuse, or not give back as they are, are refused.
func Marshal(versions []project.Version) ([]byte, error) {
	list := make([]fileVersion, len(versions))
	for i := range versions {
		f, err := toFile(&versions[i])
		if err != nil {
			return nil, fmt.Errorf("write project file: versions[%d]: %w", i, err)
		}
		list[i] = f
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		return nil, fmt.Errorf("write project file: %w", err)
	}
	if _, err := Parse(buf.Bytes()); err != nil {
		return nil, fmt.Errorf("write project file: %w", err)
	}
	return buf.Bytes(), nil
}

func toFile(v *project.Version) (fileVersion, error) {
	code, err := packCode(v.Code)
	if err != nil {
		return fileVersion{}, err
	}
	f := fileVersion{
		Version: v.Name, VMType: string(v.VM), Code: code, CodeExpParam: v.ExpParam,
		Aggregation:     fileAggregation{v.Packing.Count},
		ReceiptKinds:    v.ReceiptKinds,
		ExpectedProving: uint64(v.ExpectedProving / time.Second),
	}
	if v.InputMode != project.InputModeOf(v.VM) {
		f.InputMode = string(v.InputMode)
	}
	if v.Redundancy != 1 {
		f.Redundancy = v.Redundancy
	}
	if !v.ProgramID.IsZero() {
		f.ProgramID = &v.ProgramID
	}
	if v.ExpectedProving%time.Second != 0 || v.Limits.Wall%time.Second != 0 {
		return fileVersion{}, errors.New("expected proving time and wall limit must be whole seconds")
	}
	if !utf8.ValidString(v.ExpParam) || !utf8.ValidString(v.Origin.Compiler) {
		return fileVersion{}, errors.New("codeExpParam or compiler is not UTF-8 text")
	}
	if v.Origin != (project.Origin{}) {
		f.CompiledFrom = &fileOrigin{v.Origin.Module, v.Origin.Compiler}
	}
	f.Packing = packingToFile(v.Packing)
	if l := v.Limits; l != (project.Limits{}) {
		f.Limits = &fileLimits{l.Cycles, l.MemoryMB, uint64(l.Wall / time.Second), l.JournalBytes, l.MessageBytes}
	}
	f.Output, err = outputsToFile(v.Outputs)
	return f, err
}

func packingToFile(p project.Packing) *filePacking {
	if p.Bytes == 0 && p.Window == 0 && p.GroupBy == project.GroupByDevice {
		return nil
	}
	f := &filePacking{Count: p.Count, Bytes: p.Bytes, GroupBy: string(p.GroupBy)}
	if p.Window != 0 {
		f.Window = p.Window.String()
	}
	return f
}

// outputsToFile writes one output as an object and several as an array.
func outputsToFile(outs []project.Output) (json.RawMessage, error) {
	list := make([][]byte, len(outs))
	for i, o := range outs {
		m := map[string]any{"type": o.Type} // encoding/json sorts the keys
		if field, ok := paramsField[o.Type]; ok {
			m[field] = o.Params
		} else if (o.Type != project.OutputStdout && o.Type != project.OutputSettlement) || o.Params != nil {
			return nil, fmt.Errorf("output %d: type %q with %d bytes of parameters cannot be written", i, clip(o.Type), len(o.Params))
		}
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m); err != nil {
			return nil, fmt.Errorf("output %d: %w", i, err)
		}
		list[i] = bytes.TrimSpace(buf.Bytes())
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return slices.Concat([]byte{'['}, bytes.Join(list, []byte{','}), []byte{']'}), nil
}
