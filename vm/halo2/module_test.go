package halo2_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/halo2"
)

// module is a WebAssembly module that exports its memory under some names.
func module(names ...string) []byte {
	section := []byte{byte(len(names))}
	for _, n := range names {
		section = append(append(append(section, byte(len(n))), n...), 2, 0)
	}
	b := []byte("\x00asm\x01\x00\x00\x00")
	b = append(b, 0, 3, 2, 'h', 'i')                            // a custom section
	b = append(b, 5, 3, 1, 0, 1)                                // a memory of one page
	return append(append(b, 7, byte(len(section))), section...) // exports
}

func TestFormsAreToldApart(t *testing.T) {
	for want, code := range map[string][]byte{
		halo2.FormFrontEnd: module("memory", "sprout_halo2_abi", "prove"), halo2.FormOld: module("memory", "prove"),
	} {
		got, err := halo2.FormOf(code)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	good := module("prove")
	for name, code := range map[string][]byte{
		"empty": nil, "no module": []byte("\x7fELF"), "neither": module("memory"), "no exports": good[:8],
		"another version": append([]byte("\x00asm\x02\x00\x00\x00"), good[8:]...), "cut": good[:len(good)-1],
		"endless number": append(good[:8:8], 7, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
		"many exports":   append(good[:8:8], 7, 5, 0xff, 0xff, 0xff, 0xff, 0x0f),
	} {
		_, err := halo2.FormOf(code)
		require.Error(t, err, name)
	}
}

func FuzzForm(f *testing.F) {
	f.Add(module("prove"))
	f.Add(module("memory", "sprout_halo2_abi"))
	f.Fuzz(func(t *testing.T, code []byte) {
		form, err := halo2.FormOf(code)
		if (err == nil) != (form == halo2.FormFrontEnd || form == halo2.FormOld) {
			t.Fatal(form, err)
		}
	})
}

// frontEnd is the module of a circuit front end with the given body of its
// configure function, and an import of a function if one is named.
func frontEnd(configure []byte, imported ...string) []byte {
	section := func(id byte, content ...byte) []byte { return append([]byte{id, byte(len(content))}, content...) }
	name := func(s string) []byte { return append([]byte{byte(len(s))}, s...) }
	body := func(code ...byte) []byte { return append([]byte{byte(len(code) + 2), 0}, append(code, 0x0b)...) }
	first := byte(0) // index of the first function
	b := []byte("\x00asm\x01\x00\x00\x00")
	// () → i32, (i32) → i32, (i32, i32, i32) → i32
	b = append(b, section(1, 3, 0x60, 0, 1, 0x7f, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f)...)
	if len(imported) == 2 {
		first = 1
		b = append(b, section(2, append(append([]byte{1}, append(name(imported[0]), name(imported[1])...)...), 0, 0)...)...)
	}
	b = append(b, section(3, 5, 0, 1, 0, 0, 2)...)
	b = append(b, section(5, 1, 0, 1)...)
	exports := append([]byte{6}, append(name("memory"), 2, 0)...)
	for i, f := range []string{"sprout_halo2_abi", "sprout_halo2_alloc", "sprout_halo2_configure", "sprout_halo2_structure", "sprout_halo2_witness"} {
		exports = append(exports, append(name(f), 0, first+byte(i))...)
	}
	b = append(b, section(7, exports...)...)
	code := append([]byte{5}, body(0x41, 1)...)
	code = append(code, body(0x41, 16)...)
	code = append(code, body(configure...)...)
	code = append(code, body(0x41, 0)...)
	code = append(code, body(0x41, 0)...)
	return append(b, section(10, code...)...)
}
