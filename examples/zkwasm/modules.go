// Package modules carries the zkwasm examples for programs that publish them: modules in WebAssembly, made of
// AssemblyScript, Rust and C.
package modules

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed add/program add/message.json meter/program meter/message.json filter/program filter/message.json
var programs embed.FS

// Names of the examples.
const (
	Add    = "add"    // AssemblyScript: two private numbers with a public sum
	Meter  = "meter"  // Rust: what a meter counted, and what that costs
	Filter = "filter" // C: the highest smoothed value of noisy samples
)

// Names lists the examples.
func Names() []string { return []string{Add, Meter, Filter} }

// Module is an example as it is published.
type Module struct {
	Name string
	// Code is the WebAssembly module.
	Code []byte
	// Message is the data of a message that it accepts.
	Message string
}

// Load returns an example by its name.
func Load(name string) (Module, error) {
	code, err := fs.ReadFile(programs, name+"/program/"+name+".wasm")
	if err != nil {
		return Module{}, fmt.Errorf("load module %s: %w", name, err)
	}
	message, err := fs.ReadFile(programs, name+"/message.json")
	if err != nil {
		return Module{}, fmt.Errorf("load module %s: %w", name, err)
	}
	return Module{Name: name, Code: code, Message: strings.TrimSpace(string(message))}, nil
}
