package projectfile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

// versions draws any version a project file can say.
func versions() *rapid.Generator[[]project.Version] {
	outs := rapid.SampledFrom([]project.Output{
		{Type: project.OutputStdout},
		{Type: project.OutputFile, Params: json.RawMessage(`{"path":"a<b>&c.jsonl"}`)},
		{Type: project.OutputWebhook, Params: json.RawMessage(`{"url":"https://a.example/?x=1&y=2","extra":[1,2]}`)},
		{Type: project.OutputTextile, Params: json.RawMessage(`{"vaultID":"v"}`)},
		{Type: project.OutputEthereum, Params: json.RawMessage(`{"contractAddress":"0x6AfCB0EB71B7246A68Bb9c0bFbe5cD7c11c4839f","contractMethod":"m","contractAbiJSON":"[]"}`)},
	})
	one := rapid.Custom(func(t *rapid.T) project.Version {
		v := project.Version{
			Name:      rapid.StringN(1, 30, task.MaxVersionLen).Draw(t, "name"),
			VM:        rapid.SampledFrom([]project.VM{project.VMRisc0, project.VMHalo2, project.VMZkWasm}).Draw(t, "vm"),
			Code:      rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "code"),
			ExpParam:  rapid.String().Draw(t, "exp"),
			InputMode: rapid.SampledFrom([]project.InputMode{project.InputJSON, project.InputTask}).Draw(t, "mode"),
			Packing: project.Packing{
				Count:   rapid.UintRange(1, task.MaxTaskMessages).Draw(t, "count"),
				Bytes:   rapid.UintRange(0, task.MaxTaskBody).Draw(t, "bytes"),
				Window:  time.Duration(rapid.Int64Range(0, int64(720*time.Hour)).Draw(t, "window")),
				GroupBy: rapid.SampledFrom([]project.GroupBy{project.GroupByDevice, project.GroupByProject}).Draw(t, "by"),
			},
			Limits: project.Limits{
				Cycles:       rapid.Uint64Range(0, 1<<62).Draw(t, "cycles"),
				MemoryMB:     rapid.Uint64Range(0, 1<<30).Draw(t, "memory"),
				Wall:         time.Duration(rapid.Int64Range(0, 100000).Draw(t, "wall")) * time.Second,
				JournalBytes: rapid.Uint64Range(0, 1<<40).Draw(t, "journal"),
				MessageBytes: rapid.Uint64Range(0, task.MaxDataLen).Draw(t, "message"),
			},
			Redundancy:      rapid.UintRange(1, project.MaxRedundancy).Draw(t, "redundancy"),
			ExpectedProving: time.Duration(rapid.Int64Range(0, 100000).Draw(t, "expected")) * time.Second,
			Outputs:         rapid.SliceOfN(outs, 1, 4).Draw(t, "outputs"),
		}
		if kinds := rapid.SliceOfN(rapid.SampledFrom([]string{"composite", "succinct"}), 0, 2).Draw(t, "kinds"); len(kinds) > 0 {
			v.ReceiptKinds = kinds
		}
		if v.VM == project.VMZkWasm {
			v.InputMode = project.InputTask
		}
		if rapid.Bool().Draw(t, "stated") {
			v.ProgramID = task.DigestOf(v.Code)
			v.Origin = project.Origin{Module: task.DigestOf(v.Code), Compiler: rapid.StringN(0, 40, project.MaxCompiler).Draw(t, "compiler")}
		}
		return v
	})
	return rapid.SliceOfNDistinct(one, 1, 4, func(v project.Version) string { return v.Name })
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := versions().Draw(t, "versions")
		file, err := projectfile.Marshal(want)
		require.NoError(t, err)
		got, err := projectfile.Parse(file)
		require.NoError(t, err)
		require.Equal(t, want, got)
		again, err := projectfile.Marshal(got)
		require.NoError(t, err)
		require.Equal(t, string(file), string(again))
	})
}

// The bytes are pinned: if they change, the same project gets another hash on chain.
func TestMarshalIsPinned(t *testing.T) {
	file, err := projectfile.Convert("0.1", project.VMRisc0, []byte("the same program, the same program, the same program"), `{"image_id":"A_ID","elf":"A_ELF"}`)
	require.NoError(t, err)
	require.Equal(t, string(fixture(t, "convert.golden.json")), string(file))
	require.Equal(t, task.DigestOf(file), projectfile.Hash(file))

	vs, err := projectfile.Parse(file)
	require.NoError(t, err)
	require.Len(t, vs, 1)
	require.Equal(t, `{"image_id":"A_ID","elf":"A_ELF"}`, vs[0].ExpParam)
}

func TestMarshalRefusesWhatParseWould(t *testing.T) {
	base := func() project.Version {
		return project.Version{
			Name: "1", VM: project.VMRisc0, Code: []byte{1}, InputMode: project.InputJSON, Redundancy: 1,
			Packing: project.Packing{Count: 1, GroupBy: project.GroupByDevice}, Outputs: []project.Output{{Type: project.OutputStdout}},
		}
	}
	for name, spoil := range map[string]func(*project.Version){
		"versions[0].version: missing":      func(v *project.Version) { v.Name = "" },
		"whole seconds":                     func(v *project.Version) { v.ExpectedProving = time.Millisecond },
		"versions[0].output.file: missing":  func(v *project.Version) { v.Outputs[0].Type = project.OutputFile },
		`type "pigeon"`:                     func(v *project.Version) { v.Outputs[0].Type = "pigeon" },
		"not UTF-8":                         func(v *project.Version) { v.ExpParam = "\xff" },
		"aggregation.amount: is 1048576":    func(v *project.Version) { v.Packing.Count = 1 << 20 },
		"versions[0].code: inflates to not": func(v *project.Version) { v.Code = nil },
	} {
		v := base()
		spoil(&v)
		_, err := projectfile.Marshal([]project.Version{v})
		require.ErrorContains(t, err, name)
	}
	_, err := projectfile.Marshal([]project.Version{base(), base()})
	require.ErrorContains(t, err, "is the name of versions[0] already")
	_, err = projectfile.Marshal(nil)
	require.ErrorContains(t, err, "0 versions")
}

func TestBuildFromSource(t *testing.T) {
	file, vs, err := projectfile.Build(filepath.Join("testdata", "source", "project.yaml"), nil)
	require.NoError(t, err)
	require.Len(t, vs, 2)
	elf := fixture(t, "source/program.elf")
	require.Equal(t, elf, vs[0].Code)
	require.Equal(t, elf, vs[1].Code)
	require.JSONEq(t, `{"elf":"RANGE_ELF","image_id":"RANGE_ID"}`, vs[1].ExpParam)
	require.Equal(t, 30*time.Second, vs[1].Packing.Window)
	require.Len(t, vs[1].Outputs, 2)
	var eth map[string]string
	require.NoError(t, json.Unmarshal(vs[1].Outputs[1].Params, &eth))
	require.Equal(t, string(fixture(t, "source/abi.json")), eth["contractAbiJSON"])
	require.NotContains(t, eth, "contractAbiFile")

	parsed, err := projectfile.Parse(file)
	require.NoError(t, err)
	require.Equal(t, vs, parsed)
	again, _, err := projectfile.Build(filepath.Join("testdata", "source", "project.yaml"), nil)
	require.NoError(t, err)
	require.Equal(t, projectfile.Hash(file), projectfile.Hash(again))
}

func TestBuildTellsWhatIsWrong(t *testing.T) {
	for src, want := range map[string]string{
		"version: 1.0\nvmType: risc0\ncodeFile: p":                    "versions[0].version: is the number 1, want a string",
		"version: a\nvmType: risc0\ncodeFile: absent":                 "versions[0].codeFile: stat",
		"version: a\nvmType: risc0\ncodeFile: .":                      "is a directory",
		"version: a\nvmType: risc0\ncodeFile: empty":                  "file is empty",
		"version: a\nvmType: risc0\ncodeFile: p\ncode: aa":            "codeFile: stands beside code",
		"version: a\nvmType: risc0\ncodeFile: [p]":                    "codeFile: want a path",
		"version: a\nvmType: risc0\ncodeFile: p\nredundnacy: 2":       "versions[0].redundnacy: unknown field",
		"version: a\nvmType: risc0\ncodeFile: p\noutput: {type: x}":   `versions[0].output.type: unknown output "x"`,
		"version: a\nvmType: risc0\ncodeFile: p\npacking: {cuont: 2}": "versions[0].packing.cuont: unknown field",
		"- 7":  "versions[0]: is the number 7, want an object",
		"":     "file is empty",
		"~":    "versions[0]: is null, want an object",
		"a: [": "did not find expected",
		"version: a\nvmType: risc0\ncodeFile: p\noutput: {type: ethereumContract, ethereum: {contractAbiFile: absent}}": "output.ethereum.contractAbiFile: stat",
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "p"), []byte("program"), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "empty"), nil, 0o600))
		path := filepath.Join(dir, "project.yaml")
		require.NoError(t, os.WriteFile(path, []byte(src), 0o600))
		_, _, err := projectfile.Build(path, nil)
		require.ErrorContains(t, err, want, src)
	}
}
