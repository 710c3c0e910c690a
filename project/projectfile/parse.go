package projectfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// maxSeconds bounds every duration of a project file: thirty days.
const maxSeconds = 30 * 24 * 3600

// Hash is what stands on chain for the file: the SHA-256 of its bytes.
func Hash(file []byte) task.Digest { return task.DigestOf(file) }

// Parse reads a project file. On a fault it returns no version and an error
// that wraps [project.ErrInvalidFile] and lists every fault as a
// [project.FieldError].
func Parse(file []byte) ([]project.Version, error) { return parse(file, false) }

func parse(file []byte, strict bool) ([]project.Version, error) {
	if len(file) > MaxSize {
		return nil, fmt.Errorf("%w: %d bytes, limit %d", project.ErrInvalidFile, len(file), MaxSize)
	}
	if !utf8.Valid(file) {
		return nil, fmt.Errorf("%w: not UTF-8 text", project.ErrInvalidFile)
	}
	var raw []json.RawMessage
	isArray := false
	if valid(file) {
		raw, isArray = elements(file)
	}
	if !isArray {
		// The package says best what is wrong.
		if err := json.Unmarshal(file, &raw); err != nil {
			return nil, fmt.Errorf("%w: not a JSON array of versions: %w", project.ErrInvalidFile, err)
		}
	}
	if len(raw) == 0 || len(raw) > MaxVersions {
		return nil, fmt.Errorf("%w: %d versions, want 1 to %d", project.ErrInvalidFile, len(raw), MaxVersions)
	}
	rep := &report{strict: strict}
	p := parser{report: rep, budget: maxInflated}
	versions := make([]project.Version, len(raw))
	first := map[string]int{}
	for i := range raw {
		path := fmt.Sprintf("versions[%d]", i)
		versions[i] = p.version(path, raw[i])
		name := versions[i].Name
		if j, twice := first[name]; twice && name != "" {
			p.bad(path+".version", "%q is the name of versions[%d] already", clip(name), j)
		} else {
			first[name] = i
		}
	}
	if len(rep.faults) > 0 {
		return nil, fmt.Errorf("%w: %w", project.ErrInvalidFile, errors.Join(rep.faults...))
	}
	return versions, nil
}

type parser struct {
	*report
	budget int // bytes of programs that may still be inflated
}

func (p *parser) version(path string, raw json.RawMessage) project.Version {
	o, ok := p.newObject(path, raw)
	if !ok {
		return project.Version{}
	}
	v := project.Version{
		Name:            o.str("version"),
		VM:              project.VM(o.str("vmType")),
		ExpParam:        o.str("codeExpParam"),
		InputMode:       project.InputMode(o.str("inputMode")),
		ReceiptKinds:    o.strs("receiptKinds"),
		ExpectedProving: seconds(o, "expectedProvingSeconds"),
		Redundancy:      1,
	}
	if v.InputMode == "" {
		v.InputMode = project.InputModeOf(v.VM)
	}
	if _, given := o.raw("redundancy"); given {
		v.Redundancy = uint(o.uint("redundancy", project.MaxRedundancy))
	}
	v.Code = p.code(o)
	v.Origin = origin(o)
	v.Packing = packing(o)
	v.Limits = limits(o)
	v.ProgramID = digest(o, "programID")
	v.Outputs = outputs(o)
	o.done()
	for _, f := range project.FieldErrors(v.Validate()) {
		p.bad(o.at(f.Field), "%s", f.Reason)
	}
	return v
}

func (p *parser) code(o *object) []byte {
	text := o.str("code")
	if text == "" {
		return nil
	}
	limit := min(MaxProgram, p.budget)
	program, err := shared.unpack(text, limit)
	if err != nil {
		o.bad(o.at("code"), "%v", err)
		return nil
	}
	if len(program) == 0 {
		o.bad(o.at("code"), "inflates to nothing")
	}
	p.budget -= len(program)
	return program
}

func packing(o *object) project.Packing {
	rule := project.Packing{Count: 1, GroupBy: project.GroupByDevice}
	counted := false
	set := func(from *object, name string) {
		if n := from.uint(name, task.MaxTaskMessages); n > 0 {
			rule.Count, counted = uint(n), true
		}
	}
	if a, ok := o.object("aggregation"); ok {
		set(a, "amount")
		a.done()
	}
	p, ok := o.object("packing")
	if !ok {
		return rule
	}
	set(p, "count")
	rule.Bytes = uint(p.uint("bytes", task.MaxTaskBody))
	rule.Window = duration(p, "window")
	if by := p.str("groupBy"); by != "" {
		rule.GroupBy = project.GroupBy(by)
	}
	if !counted && (rule.Bytes > 0 || rule.Window > 0) {
		p.bad(p.at("count"), "missing: without it every message is packed alone and bytes and window have no effect")
	}
	p.done()
	return rule
}

func limits(o *object) project.Limits {
	l, ok := o.object("limits")
	if !ok {
		return project.Limits{}
	}
	defer l.done()
	return project.Limits{
		Cycles:       l.uint("cycles", 1<<62),
		MemoryMB:     l.uint("memoryMB", 1<<30),
		Wall:         seconds(l, "wallSeconds"),
		JournalBytes: l.uint("journalBytes", 1<<40),
		MessageBytes: l.uint("messageBytes", task.MaxDataLen),
	}
}

// origin reads what the program was compiled from.
func origin(o *object) project.Origin {
	from, ok := o.object("compiledFrom")
	if !ok {
		return project.Origin{}
	}
	defer from.done()
	return project.Origin{Module: digest(from, "moduleSHA256"), Compiler: from.str("compiler")}
}

func digest(o *object, name string) task.Digest {
	s := o.str(name)
	if s == "" {
		return task.Digest{}
	}
	d, err := task.ParseDigest(s)
	if err != nil {
		o.bad(o.at(name), "want 64 hexadecimal digits")
	}
	return d
}

func seconds(o *object, name string) time.Duration {
	return time.Duration(o.uint(name, maxSeconds)) * time.Second
}

// duration reads Go's notation ("30s", "1m30s").
func duration(o *object, name string) time.Duration {
	s := o.str(name)
	if s == "" {
		return 0
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 || d > maxSeconds*time.Second {
		o.bad(o.at(name), "is %q, want a duration like \"30s\", at most 720h", clip(s))
		return 0
	}
	return d
}

// compact returns raw without insignificant space, so that equal parameters are equal bytes.
func compact(raw json.RawMessage) json.RawMessage {
	var buf bytes.Buffer
	if err := json.Compact(&buf, raw); err != nil {
		return raw
	}
	return buf.Bytes()
}
