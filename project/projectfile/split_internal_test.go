package projectfile

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// What the package encoding/json finds in valid JSON is found here, at every depth.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		`[]`, ` [ ] `, `[1, "a" ,{"b":[null,true]} , -1.5e7]`, `{}`, `{ "a" : "\\" , "b\"" : "\\\"" , "A" : {"x":[[]]}}`,
		`["\u00e9\ud800", "é", "]", "}", ","]`, `{"":"","a":1,"a":2}`, "[1\n,\t2\r]", `"text"`, `17`, `null`,
		`[1e999]`, `-1.5e711`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if utf8.Valid(b) && json.Valid(b) {
			requireSame(t, b)
		}
	})
}

func requireSame(t *testing.T, b []byte) {
	t.Helper()
	list, ok := elements(b)
	var want []json.RawMessage
	if err := json.Unmarshal(b, &want); err == nil && want != nil {
		require.True(t, ok)
		require.Equal(t, want, list)
	} else {
		require.False(t, ok)
	}
	for _, e := range list {
		requireSame(t, e)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber() // valid is a number of any size
	first, err := dec.Token()
	require.NoError(t, err)
	isObject := first == json.Delim('{')
	for name, value := range members(b) {
		require.True(t, isObject)
		key, err := dec.Token()
		require.NoError(t, err)
		require.Equal(t, key, name)
		var val json.RawMessage
		require.NoError(t, dec.Decode(&val))
		require.Equal(t, val, value)
		requireSame(t, value)
	}
	require.False(t, isObject && dec.More(), "a member was passed over")
	if s, isText := first.(string); isText {
		require.Equal(t, s, text(bytes.TrimSpace(b)))
	}
}

// Leaving long strings out changes nothing about what is valid.
func FuzzValid(f *testing.F) {
	for _, seed := range []string{``, `"`, `"\`, `["@"]`, `[{"@":"@"},"\"@"]`, `"@`, `@"`, `"@""@"`, "[\"@\n\"]", `{"a\\":"@", "b":"\u00e9@"}`, `["\\", "@\\"]`, "[\"\x00@\"]"} {
		f.Add(seed)
	}
	long := strings.Repeat("0a", lean/2)
	f.Fuzz(func(t *testing.T, s string) {
		for _, with := range []string{"@", long} {
			b := []byte(strings.ReplaceAll(s, "@", with))
			require.Equal(t, json.Valid(b), valid(b), "%q", s)
		}
	})
}
