package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFlagsMayStandBehindArguments(t *testing.T) {
	for line, want := range map[string]string{
		"project build project.yaml -o project.json":         "project build -o project.json project.yaml",
		"project build --json project.yaml --out=x.json":     "project build --json --out=x.json project.yaml",
		"project build a b --json":                           "project build --json a b",
		"project build -o":                                   "project build -o",
		"project build a -- -o b":                            "project build a -- -o b",
		"project build - -o b":                               "project build -o b -",
		"project build a --unknown":                          "project build --unknown a",
		"program check p.json -m m.wasm -v 1.0":              "program check -m m.wasm -v 1.0 p.json",
		"code convert -v 0.1 -t risc0 -i in.elf -o out.json": "code convert -v 0.1 -t risc0 -i in.elf -o out.json",
		"--endpoint http://a project build a -o b":           "--endpoint http://a project build -o b a",
		"--endpoint":              "--endpoint",
		"project":                 "project",
		"project --help":          "project --help",
		"nonsense a --flag":       "nonsense a --flag",
		"--help":                  "--help",
		"":                        "",
		"message send -d -1 -p 3": "message send -d -1 -p 3",
	} {
		args := append([]string{"ioctl-project"}, strings.Fields(line)...)
		got := flagsFirst(newApp(), args)
		require.Equal(t, want, strings.Join(got[1:], " "), line)
	}
}
