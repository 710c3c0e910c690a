package projectfile_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return b
}

// code is the field's text, made by the standard library and not by the package under test.
func code(program []byte) string {
	var buf bytes.Buffer
	w := zlib.NewWriter(&buf)
	_, _ = w.Write(program)
	_ = w.Close()
	return hex.EncodeToString(buf.Bytes())
}

// file is a one-version file in which the given JSON members are added or, by their name, replaced.
func file(t *testing.T, members string) []byte {
	t.Helper()
	v := map[string]json.RawMessage{
		"version": json.RawMessage(`"1"`), "vmType": json.RawMessage(`"risc0"`),
		"code": json.RawMessage(`"` + code([]byte("program")) + `"`),
	}
	require.NoError(t, json.Unmarshal([]byte("{"+members+"}"), &v))
	b, err := json.Marshal([]any{v})
	require.NoError(t, err)
	return b
}

func TestFilesOfSprout06(t *testing.T) {
	two, err := projectfile.Parse(fixture(t, "risc0-two-versions.json"))
	require.NoError(t, err)
	require.Len(t, two, 2)
	require.Equal(t, "0.1", two[0].Name)
	require.Equal(t, project.VMRisc0, two[0].VM)
	require.Contains(t, string(two[0].Code), "pub const RANGE_ELF: &[u8] = &[127, 69, 76, 70")
	require.JSONEq(t, `{"image_id":"RANGE_ID","elf":"RANGE_ELF"}`, two[0].ExpParam)
	require.EqualValues(t, 1, two[0].Packing.Count, "amount 0 means 1")
	require.Equal(t, []project.Output{{Type: project.OutputStdout}}, two[0].Outputs)
	require.Equal(t, project.InputJSON, two[0].InputMode)
	require.Equal(t, project.GroupByDevice, two[0].Packing.GroupBy)
	require.EqualValues(t, 1, two[0].Redundancy)

	require.EqualValues(t, 3, two[1].Packing.Count)
	require.Equal(t, project.OutputEthereum, two[1].Outputs[0].Type)
	var eth struct{ ContractMethod, ContractAbiJSON, ReceiverAddress string }
	require.NoError(t, json.Unmarshal(two[1].Outputs[0].Params, &eth))
	require.Equal(t, "route", eth.ContractMethod)
	require.Contains(t, eth.ContractAbiJSON, `"_data_snark"`)
	require.Equal(t, "0x1AA325E5144f763a520867c56FC77cC1411430d0", eth.ReceiverAddress)

	for name, want := range map[string]project.Output{
		"halo2.json":  {Type: project.OutputTextile, Params: json.RawMessage(`{"vaultID":"sprout.demo"}`)},
		"zkwasm.json": {Type: project.OutputStdout},
	} {
		vs, err := projectfile.Parse(fixture(t, name))
		require.NoError(t, err, name)
		require.Equal(t, []project.Output{want}, vs[0].Outputs, name)
		require.Equal(t, []byte("\x00asm\x01\x00\x00\x00"), vs[0].Code, name)
		require.Equal(t, project.InputModeOf(vs[0].VM), vs[0].InputMode, name)
	}
	sol, err := projectfile.Parse(fixture(t, "solana.json"))
	require.NoError(t, err)
	require.Equal(t, project.OutputSolana, sol[0].Outputs[0].Type)
}

func TestAdditions(t *testing.T) {
	vs, err := projectfile.Parse(file(t, `
		"inputMode":"task", "aggregation":{"amount":5},
		"packing":{"bytes":1000,"window":"1m30s","groupBy":"project"},
		"limits":{"cycles":7,"memoryMB":8,"wallSeconds":9,"journalBytes":10,"messageBytes":11},
		"receiptKinds":["composite","groth16"], "redundancy":3, "expectedProvingSeconds":60,
		"programID":"0x00000000000000000000000000000000000000000000000000000000000000aa",
		"output":[{"type":"webhook","webhook":{"url":"https://a.example/x","secretEnv":"S"}}, {"type":"file","file":{"path":"p"}}, {}],
		"someFieldOfALaterRelease":{"a":[1]}`))
	require.NoError(t, err)
	require.Equal(t, []project.Version{{
		Name: "1", VM: project.VMRisc0, Code: []byte("program"), InputMode: project.InputTask,
		Packing:      project.Packing{Count: 5, Bytes: 1000, Window: 90 * time.Second, GroupBy: project.GroupByProject},
		Limits:       project.Limits{Cycles: 7, MemoryMB: 8, Wall: 9 * time.Second, JournalBytes: 10, MessageBytes: 11},
		ReceiptKinds: []string{"composite", "groth16"}, Redundancy: 3, ExpectedProving: time.Minute,
		ProgramID: task.Digest{31: 0xaa},
		Outputs: []project.Output{
			{Type: project.OutputWebhook, Params: json.RawMessage(`{"url":"https://a.example/x","secretEnv":"S"}`)},
			{Type: project.OutputFile, Params: json.RawMessage(`{"path":"p"}`)},
			{Type: project.OutputStdout},
		},
	}}, vs)

	vs, err = projectfile.Parse(file(t, `"aggregation":{"amount":5},"packing":{"count":7}`))
	require.NoError(t, err)
	require.EqualValues(t, 7, vs[0].Packing.Count, "packing.count goes before aggregation.amount")

	for _, name := range []string{long(task.MaxSettledVersion), "settled"} {
		vs, err = projectfile.Parse(file(t, `"version":"`+name+`","inputMode":"task","output":{"type":"settlement"}`))
		require.NoError(t, err)
		require.Equal(t, []project.Output{{Type: project.OutputSettlement}}, vs[0].Outputs)
	}
	_, err = projectfile.Parse(file(t, `"version":"`+long(task.MaxVersionLen)+`"`))
	require.NoError(t, err, "where nothing is settled in the settlement contract, names may be as long as ever")

	vs, err = projectfile.Parse(file(t, `"output":{"type":"carrierPigeon"},"limits":null,"inputMode":null`))
	require.NoError(t, err)
	require.Equal(t, []project.Output{{Type: project.OutputStdout}}, vs[0].Outputs, "an unknown output means stdout")
}

// Every way to spoil one field, and the words it is answered with.
func TestFaultsNameTheirField(t *testing.T) {
	for members, want := range map[string]string{
		`"version":null`: "versions[0].version: missing",
		`"version":""`:   "versions[0].version: missing",
		`"version":1`:    "versions[0].version: is the number 1, want a string",
		`"version":"` + long(task.MaxVersionLen+1) + `"`: fmt.Sprintf("versions[0].version: has %d bytes, limit %d", task.MaxVersionLen+1, task.MaxVersionLen),
		`"vmType":null`:                            "versions[0].vmType: missing",
		`"vmType":"Risc0"`:                         `versions[0].vmType: unknown vm "Risc0", want risc0, halo2 or zkwasm`,
		`"code":null`:                              "versions[0].code: missing",
		`"code":"zz"`:                              "versions[0].code: is not hexadecimal",
		`"code":"00ff"`:                            "versions[0].code: is not zlib data",
		`"code":"` + code(nil) + `"`:               "versions[0].code: inflates to nothing",
		`"code":"` + cut(code(noise())) + `"`:      "versions[0].code: does not inflate",
		`"codeExpParam":{"elf":"X"}`:               "versions[0].codeExpParam: is an object, want a string",
		`"inputMode":"xml"`:                        `versions[0].inputMode: unknown mode "xml"`,
		`"aggregation":7`:                          "versions[0].aggregation: is the number 7, want an object",
		`"aggregation":{"amount":-1}`:              "versions[0].aggregation.amount: is the number -1, want a whole number",
		`"aggregation":{"amount":1.5}`:             "versions[0].aggregation.amount: is the number 1.5",
		`"aggregation":{"amount":65537}`:           "versions[0].aggregation.amount: is 65537, limit 65536",
		`"packing":{"window":"30"}`:                `versions[0].packing.window: is "30", want a duration like "30s"`,
		`"packing":{"count":2,"window":"721h"}`:    "versions[0].packing.window: is",
		`"packing":{"window":"30s"}`:               "versions[0].packing.count: missing",
		`"packing":{"groupBy":"colour"}`:           `versions[0].packing.groupBy: unknown grouping "colour"`,
		`"packing":{"count":2,"bytes":8388609}`:    "versions[0].packing.bytes: is 8388609, limit 8388608",
		`"limits":{"messageBytes":1048577}`:        "versions[0].limits.messageBytes: is 1048577, limit 1048576",
		`"limits":{"wallSeconds":9999999999}`:      "versions[0].limits.wallSeconds: is 9999999999, limit",
		`"limits":{"cycles":"many"}`:               "versions[0].limits.cycles: is a string, want a whole number",
		`"limits":{"cycles":99999999999999999999}`: "versions[0].limits.cycles: is the number",
		`"receiptKinds":"composite"`:               "versions[0].receiptKinds: want an array of non-empty strings",
		`"receiptKinds":[""]`:                      "versions[0].receiptKinds: want an array of non-empty strings",
		`"redundancy":0`:                           "versions[0].redundancy: is 0, want 1 to 1024",
		`"programID":"0x12"`:                       "versions[0].programID: want 64 hexadecimal digits",
		`"compiledFrom":7`:                         "versions[0].compiledFrom: is the number 7, want an object",
		`"compiledFrom":{"moduleSHA256":"0x12"}`:   "versions[0].compiledFrom.moduleSHA256: want 64 hexadecimal digits",
		`"compiledFrom":{"compiler":"c"}`:          "versions[0].compiledFrom.moduleSHA256: missing",
		`"compiledFrom":{"moduleSHA256":"` + strings.Repeat("a", 64) + `","compiler":"` + long(257) + `"}`:     "versions[0].compiledFrom.compiler: has 257 bytes, limit 256",
		`"inputMode":"task","output":{"type":"settlement"},"version":"` + long(task.MaxSettledVersion+1) + `"`: "versions[0].version: has 129 bytes, limit with output settlement 128",
		`"inputMode":"json","output":[{"type":"stdout"},{"type":"settlement"}]`:                                "versions[0].inputMode: is json, but output settlement",
		`"output":"stdout"`:                                  "versions[0].output: is a string, want an object",
		`"output":[]`:                                        "versions[0].output: has 0 outputs, want 1 to 16",
		`"output":[{"type":"stdout"},7]`:                     "versions[0].output[1]: is the number 7, want an object",
		`"output":{"type":"file"}`:                           "versions[0].output.file: missing, needed by output type file",
		`"output":{"type":"file","file":{"path":1}}`:         "versions[0].output.file.path: is the number 1, want a string",
		`"output":{"type":"webhook","webhook":{"url":""}}`:   "versions[0].output.webhook.url: missing",
		`"output":{"type":"ethereumContract","ethereum":{}}`: "versions[0].output.ethereum.contractMethod: missing",
		`"output":{"type":"ethereumContract","ethereum":{"contractAddress":"0x12"}}`: `versions[0].output.ethereum.contractAddress: is "0x12", want an address`,
	} {
		vs, err := projectfile.Parse(file(t, members))
		require.ErrorIs(t, err, project.ErrInvalidFile, members)
		require.ErrorContains(t, err, want, members)
		require.Nil(t, vs, members)
		require.NotEmpty(t, project.FieldErrors(err), members)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	good := `{"version":"1","vmType":"risc0","code":"` + code([]byte("p")) + `"}`
	_, err := projectfile.Parse([]byte(`[` + good + `,{"version":"2","vmType":"x"},7,` + good + `]`))
	var paths []string
	for _, f := range project.FieldErrors(err) {
		paths = append(paths, f.Field)
	}
	require.Equal(t, []string{"versions[1].vmType", "versions[1].code", "versions[2]", "versions[3].version"}, paths)
	require.ErrorContains(t, err, `versions[3].version: "1" is the name of versions[0] already`)
}

func TestNoFile(t *testing.T) {
	for in, want := range map[string]string{
		"":                                       "not a JSON array",
		"{}":                                     "not a JSON array",
		"null":                                   "0 versions, want 1 to 256",
		"[]":                                     "0 versions, want 1 to 256",
		"[{}] x":                                 "not a JSON array",
		"\xff":                                   "not UTF-8",
		`[{"version":"1","version":"2"}]`:        "versions[0].version: stands twice",
		"[" + strings.Repeat("{},", 256) + "{}]": "257 versions, want 1 to 256",
		strings.Repeat(" ", projectfile.MaxSize+1): "33554433 bytes, limit 33554432",
	} {
		_, err := projectfile.Parse([]byte(in))
		require.ErrorIs(t, err, project.ErrInvalidFile)
		require.ErrorContains(t, err, want)
	}
}

// A few kilobytes that inflate to more than a node may hold are refused for
// their size, singly and together.
func TestInflationBombs(t *testing.T) {
	one := code(make([]byte, projectfile.MaxProgram+1))
	require.Less(t, len(one), 256<<10)
	_, err := projectfile.Parse(file(t, `"code":"`+one+`"`))
	require.ErrorContains(t, err, "versions[0].code: inflates to too much: limit 67108864 bytes")

	var list []string
	part := code(make([]byte, 40<<20))
	for i := range 4 {
		list = append(list, fmt.Sprintf(`{"version":"%d","vmType":"risc0","code":"%s"}`, i, part))
	}
	_, err = projectfile.Parse([]byte("[" + strings.Join(list, ",") + "]"))
	require.ErrorContains(t, err, "versions[3].code: inflates to too much")
	require.Len(t, project.FieldErrors(err), 1, "the first three fit")
}

func TestErrorsAreShort(t *testing.T) {
	_, err := projectfile.Parse(file(t, `"vmType":"`+long(1<<20)+`"`))
	require.Less(t, len(err.Error()), 400)
	_, err = projectfile.Parse([]byte("[" + strings.Repeat(`{"version":1},`, 255) + "{}]"))
	require.Len(t, project.FieldErrors(err), 64)
}

func long(n int) string { return strings.Repeat("v", n) }

// noise does not compress, so that its code can be cut in the middle of the data.
func noise() []byte {
	b := make([]byte, 0, 320)
	for d := (task.Digest{}); len(b) < 320; b = append(b, d[:]...) {
		d = task.DigestOf(append(b, 1))
	}
	return b
}

func cut(s string) string { return s[:len(s)/4*2] }
