package zkwasm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/checks"
	"github.com/machinefi/sprout/vm/worker"
)

// Bounds of a compilation. A megabyte of module takes some seconds at worst, and some hundred megabytes.
const (
	maxCode         = 32 << 20 // bytes of a module or program that are looked at
	compileWall     = time.Minute
	compileMemoryMB = 2048
	compileAnswer   = 2*maxCode + 4<<10 // bytes that tell of a compiled module: the program in hexadecimal, and some words
	keptPrograms    = 64 << 20          // bytes of compiled programs that are kept in memory
)

var (
	moduleMagic  = []byte("\x00asm")
	programMagic = []byte("\x7fELF")
)

// Formats of programs.
const (
	FormatModule  = "wasm-module"
	FormatProgram = "zkwasm-program" // compiled by its author
)

// Compiled is what a module becomes.
type Compiled struct {
	Program  []byte      // an ELF file for the Risc0 zkVM
	ID       task.Digest // of the program
	Module   task.Digest // SHA-256 of the module, as journals name it
	Compiler string      // name, version and the beginning of the digest of its sources: equal ones make equal programs
}

// Compile compiles a module. [vm.ErrProgramInvalid] tells what is wrong with it.
func (p *Prover) Compile(ctx context.Context, module []byte) (Compiled, error) {
	prog, format, err := p.program(ctx, vm.Program{Code: module})
	if err != nil {
		return Compiled{}, err
	}
	if format != FormatModule {
		return Compiled{}, &vm.Error{Kind: vm.ErrProgramInvalid, Said: "is compiled already"}
	}
	info, err := p.risc0.Check(ctx, prog)
	if err != nil {
		return Compiled{}, err
	}
	c, _, err := p.compiler(ctx)
	if err != nil {
		return Compiled{}, err
	}
	return Compiled{Program: prog.Code, ID: info.ID, Module: task.DigestOf(module), Compiler: c.String()}, nil
}

// compiler is what the library says of itself.
type compiler struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Sources string `json:"sources_digest"`
}

func (c compiler) String() string {
	return fmt.Sprintf("%s %s, sources %.12s", c.Name, c.Version, c.Sources)
}

func (p *Prover) compiler(ctx context.Context) (compiler, worker.About, error) {
	about, err := p.pool.Describe(ctx)
	if err != nil {
		return compiler{}, about, err
	}
	var c compiler
	return c, about, worker.Decode([][]byte{about.Library}, 1, 0, &c)
}

// FormatOf tells what a program is by how it begins; "" is neither.
func FormatOf(code []byte) string {
	switch {
	case bytes.HasPrefix(code, programMagic):
		return FormatProgram
	case bytes.HasPrefix(code, moduleMagic):
		return FormatModule
	default:
		return ""
	}
}

// program returns what the zkVM is to run for prog, and what prog is.
func (p *Prover) program(ctx context.Context, prog vm.Program) (vm.Program, string, error) {
	fail := func(format string, a ...any) (vm.Program, string, error) {
		return vm.Program{}, "", &vm.Error{Kind: vm.ErrProgramInvalid, Said: fmt.Sprintf(format, a...)}
	}
	switch format := FormatOf(prog.Code); {
	case len(prog.Code) > maxCode:
		return fail("%d bytes, limit %d", len(prog.Code), maxCode)
	case format == FormatProgram:
		return vm.Program{Code: prog.Code}, format, nil
	case format != FormatModule:
		return fail("neither a WebAssembly module nor a compiled one: begins with % x", prog.Code[:min(len(prog.Code), 8)])
	}
	key := checks.Key(vm.Program{Code: prog.Code})
	if elf, ok := p.compiled.get(key); ok {
		return vm.Program{Code: elf}, FormatModule, nil
	}
	elf, err := p.compile(ctx, key, prog.Code)
	if err != nil {
		return vm.Program{}, "", err
	}
	p.compiled.put(key, elf)
	return vm.Program{Code: elf}, FormatModule, nil
}

func (p *Prover) compile(ctx context.Context, key string, module []byte) ([]byte, error) {
	parts, err := p.pool.Do(ctx, worker.Request{
		Op: worker.OpCheck, Key: key, Options: []byte(`{"artifacts":["program"]}`), Parts: [][]byte{module}, Wall: compileWall,
		AnswerBytes: compileAnswer,
	})
	if err != nil {
		return nil, aboutModule(err)
	}
	var answer struct {
		Program worker.Hex `json:"program"`
	}
	if err := worker.Decode(parts, 1, 0, &answer); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(answer.Program, programMagic) {
		return nil, &vm.Error{Kind: vm.ErrInternal, Said: "the compiler gave no program"}
	}
	return answer.Program, nil
}

// aboutModule says that a fault is the module's: the compiler has no other input, and every node's takes as long.
func aboutModule(err error) error {
	for _, kind := range []error{vm.ErrInputInvalid, vm.ErrMemoryLimit, vm.ErrWallTime} {
		if errors.Is(err, kind) {
			return &vm.Error{Kind: vm.ErrProgramInvalid, Said: "compile module: " + err.Error()}
		}
	}
	return err
}

// programs keeps compiled programs, those compiled last, up to a number of bytes.
type programs struct {
	most int

	mu    sync.Mutex
	byKey map[string][]byte
	order []string
	size  int
}

func (p *programs) get(key string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	elf, ok := p.byKey[key]
	return elf, ok
}

func (p *programs) put(key string, elf []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.byKey[key]; ok || len(elf) > p.most {
		return
	}
	for p.size+len(elf) > p.most {
		p.size -= len(p.byKey[p.order[0]])
		delete(p.byKey, p.order[0])
		p.order = p.order[1:]
	}
	p.byKey[key] = elf
	p.order = append(p.order, key)
	p.size += len(elf)
}
