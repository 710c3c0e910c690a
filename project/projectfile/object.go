package projectfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/machinefi/sprout/project"
)

// maxFaults bounds how many faults of one file are listed.
const maxFaults = 64

// report collects the faults of one file.
type report struct {
	faults []error
	seen   map[string]bool // paths with a fault; one per path is enough
	strict bool            // unknown fields are faults
}

func (r *report) bad(path, format string, a ...any) {
	if r.seen[path] || len(r.faults) >= maxFaults {
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[path] = true
	r.faults = append(r.faults, &project.FieldError{Field: path, Reason: fmt.Sprintf(format, a...)})
}

// object is one JSON object on its way to being read field by field. Every
// getter treats null like a missing field and reports a wrong type itself.
type object struct {
	*report
	path   string
	fields map[string]json.RawMessage
	read   map[string]bool
}

// newObject opens raw, which is a part of valid JSON; on anything but an object it reports and returns false.
func (r *report) newObject(path string, raw json.RawMessage) (*object, bool) {
	if raw[0] != '{' {
		r.bad(path, "is %s, want an object", kindOf(raw))
		return nil, false
	}
	o := &object{report: r, path: path, fields: map[string]json.RawMessage{}, read: map[string]bool{}}
	for name, val := range members(raw) {
		if _, twice := o.fields[name]; twice {
			r.bad(o.at(name), "stands twice in the same object")
		}
		o.fields[name] = val
	}
	return o, true
}

func (o *object) at(name string) string { return o.path + "." + clip(name) }

// raw returns the field's JSON; false if it is missing or null.
func (o *object) raw(name string) (json.RawMessage, bool) {
	o.read[name] = true
	v, ok := o.fields[name]
	if !ok || string(v) == "null" {
		return nil, false
	}
	return v, true
}

// str returns a string field, "" if it is missing.
func (o *object) str(name string) string {
	raw, ok := o.raw(name)
	if !ok {
		return ""
	}
	if raw[0] != '"' {
		o.bad(o.at(name), "is %s, want a string", kindOf(raw))
		return ""
	}
	return text(raw)
}

// uint returns a whole number of at most limit, 0 if the field is missing.
func (o *object) uint(name string, limit uint64) uint64 {
	raw, ok := o.raw(name)
	if !ok {
		return 0
	}
	n, err := strconv.ParseUint(string(raw), 10, 64)
	switch {
	case err != nil:
		o.bad(o.at(name), "is %s, want a whole number from 0", kindOf(raw))
		return 0
	case n > limit:
		o.bad(o.at(name), "is %d, limit %d", n, limit)
		return 0
	}
	return n
}

// strs returns an array of non-empty strings, nil if the field is missing.
func (o *object) strs(name string) []string {
	raw, ok := o.raw(name)
	if !ok {
		return nil
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil || slices.Contains(list, "") {
		o.bad(o.at(name), "want an array of non-empty strings")
		return nil
	}
	return list
}

// object returns an object field; false if it is missing or no object.
func (o *object) object(name string) (*object, bool) {
	raw, ok := o.raw(name)
	if !ok {
		return nil, false
	}
	return o.newObject(o.at(name), raw)
}

// done reports, where the reading is strict, the fields nobody asked for.
func (o *object) done() {
	if !o.strict {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(o.fields)) {
		if !o.read[name] {
			o.bad(o.at(name), "unknown field")
		}
	}
}

// kindOf names the type of a JSON value for an error.
func kindOf(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return "empty"
	}
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	default:
		return "the number " + clip(string(raw))
	}
}

// clip bounds what an error quotes of somebody else's input.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
