package projectfile

import (
	"bytes"
	"encoding/json"
	"iter"
)

// What is long in a project file are strings, and a node that serves a thousand projects reads a thousand files when it
// starts. So a file's JSON is checked once as a whole, and then taken apart without looking into its strings again. All but
// valid are given JSON that is known to be.

// lean is the least length of a string that [valid] leaves out.
const lean = 1 << 10

// valid reports whether the whole is valid JSON, as [json.Valid] does. Long strings without escapes, which are nearly all of
// a project file, are only looked through for what must not stand in a string, and otherwise left out: whatever is wrong
// with the rest is wrong without them.
func valid(file []byte) bool {
	var rest []byte // what is left of the file
	done := 0       // so much of the file is in rest or left out
	for i := 0; ; {
		start := bytes.IndexByte(file[i:], '"')
		if start < 0 {
			break
		}
		start += i
		length := bytes.IndexByte(file[start+1:], '"')
		if length < 0 {
			return false
		}
		if inside := file[start+1 : start+1+length]; length >= lean && plainText(inside) {
			rest = append(rest, file[done:start+1]...)
			done = start + 1 + length
		} else if bytes.IndexByte(inside, '\\') >= 0 {
			if length = escapedEnd(file[start:]); length < 0 {
				return false
			}
			i = start + length
			continue
		}
		i = start + length + 2
	}
	if done == 0 {
		return json.Valid(file)
	}
	return json.Valid(append(rest, file[done:]...))
}

// plainText reports whether nothing in a string is escaped, or should be.
func plainText(inside []byte) bool {
	for _, c := range inside {
		if c < ' ' || c == '\\' {
			return false
		}
	}
	return true
}

// escapedEnd is where the string ends that rest, which may be anything, begins with; -1 if it does not.
func escapedEnd(rest []byte) int {
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// elements returns the values of an array; false if the JSON is something else.
func elements(valid []byte) ([]json.RawMessage, bool) {
	rest := bytes.TrimLeft(valid, space)
	if rest[0] != '[' {
		return nil, false
	}
	list := []json.RawMessage{}
	for rest = next(rest[1:]); rest[0] != ']'; rest = next(rest) {
		end := valueEnd(rest)
		list = append(list, json.RawMessage(rest[:end:end]))
		rest = rest[end:]
	}
	return list, true
}

// members goes through the names and values of an object, in its order; there are none in anything else.
func members(valid []byte) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		rest := bytes.TrimLeft(valid, space)
		if rest[0] != '{' {
			return
		}
		for rest = next(rest[1:]); rest[0] != '}'; rest = next(rest) {
			end := stringEnd(rest)
			name := rest[:end]
			rest = bytes.TrimLeft(rest[end:], space)
			rest = bytes.TrimLeft(rest[1:], space) // the colon
			end = valueEnd(rest)
			if !yield(text(name), json.RawMessage(rest[:end:end])) {
				return
			}
			rest = rest[end:]
		}
	}
}

// space is what may stand between JSON's tokens.
const space = " \t\r\n"

// next goes to what follows a comma, if there is one.
func next(rest []byte) []byte {
	rest = bytes.TrimLeft(rest, space)
	if rest[0] == ',' {
		rest = bytes.TrimLeft(rest[1:], space)
	}
	return rest
}

// valueEnd is where the value ends that rest begins with.
func valueEnd(rest []byte) int {
	switch rest[0] {
	case '"':
		return stringEnd(rest)
	case '{', '[':
		depth := 0
		for i := 0; ; i++ {
			switch rest[i] {
			case '"':
				i += stringEnd(rest[i:]) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	default: // a number or a word
		if end := bytes.IndexAny(rest, ",]}"+space); end >= 0 {
			return end
		}
		return len(rest)
	}
}

// stringEnd is where the string ends that rest begins with.
func stringEnd(rest []byte) int {
	for i := 1; ; i++ {
		i += bytes.IndexByte(rest[i:], '"')
		escapes := 0
		for rest[i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i + 1
		}
	}
}

// text is what a string says.
func text(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var s string
	_ = json.Unmarshal(quoted, &s) // it is valid
	return s
}
