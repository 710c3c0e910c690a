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
