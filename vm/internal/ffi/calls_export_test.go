//go:build linux

package ffi

import "reflect"

// Signatures gives for each C function the kinds of its parameters and result as
// the calls here pass them.
func Signatures() map[string]string {
	out := make(map[string]string)
	for name, fn := range new(functions).table() {
		t := reflect.TypeOf(fn).Elem()
		s := ""
		for i := range t.NumIn() {
			s += goKind(t.In(i)) + ","
		}
		result := "void"
		if t.NumOut() == 1 {
			result = goKind(t.Out(0))
		}
		out[name] = s + " -> " + result
	}
	return out
}

func goKind(t reflect.Type) string {
	if t == reflect.TypeFor[*buffer]() {
		return "SproutBuffer*"
	}
	return t.Kind().String()
}

// BufferFields are the fields of the Go twin of SproutBuffer, with their sizes.
func BufferFields() (names []string, bytes []uintptr) {
	t := reflect.TypeFor[buffer]()
	for i := range t.NumField() {
		names = append(names, t.Field(i).Name)
		bytes = append(bytes, t.Field(i).Type.Size())
	}
	return names, bytes
}

// ABIVersion is the version the calls are written for.
const ABIVersion = abiVersion
