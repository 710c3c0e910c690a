package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/zkwasm"
)

const (
	wantWasmDirect      = 1.5 // times the cycles of direct guests, at most
	wantWasmInterpreter = 10  // an interpreter takes this many times more, at least
	wantWasmCompile     = 5   // seconds for a megabyte of module, at most

	wasmRounds = 3
	wasmCrate  = "vm/native/crates/zkwasm"
	// A large module of real code: a whole halo2 prover.
	largeModule = "examples/halo2-old-form/program/simple.wasm"
)

// zkwasmCompile measures the shipped compiler on a module of a megabyte that is nearly all code, as a node calls it.
func (b *bench) zkwasmCompile(ctx context.Context) (list []Result, err error) {
	source, err := os.ReadFile(largeModule)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	module, err := codeModule(source, 1_000_000)
	if err != nil {
		return nil, fmt.Errorf("make a module of %s: %w", largeModule, err)
	}
	var wall, cpu []time.Duration
	for range wasmRounds {
		began := childrenCPU()
		took, err := compileOnce(ctx, module)
		if errors.Is(err, vm.ErrUnavailable) {
			return nil, fmt.Errorf("%w: %w", errSkipped, err)
		}
		if err != nil {
			return nil, err
		}
		wall, cpu = append(wall, took), append(cpu, childrenCPU()-began)
	}
	perMB := func(times []time.Duration) float64 { return slices.Min(times).Seconds() * 1e6 / float64(len(module)) }
	r := figure("zkwasm.compile, wall", perMB(wall), "s/MB",
		fmt.Sprintf("module of %d bytes, nearly all of them code, to a program with its id; best of %d", len(module), wasmRounds))
	return []Result{
		r.against(fmt.Sprintf("≤ %d s/MB", wantWasmCompile), perMB(wall) <= wantWasmCompile),
		figure("zkwasm.compile, cpu", perMB(cpu), "s/MB", "the same in processor time, with the start of the worker"),
	}, nil
}

// childrenCPU is the processor time of the workers that have ended.
func childrenCPU() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_CHILDREN, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// compileOnce compiles in a new worker, which has kept nothing.
func compileOnce(ctx context.Context, module []byte) (took time.Duration, err error) {
	zkvm, err := risc0.New(risc0.Config{Args: []string{config.ProverCommand}, Proofs: 1})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, zkvm.Close()) }()
	prover, err := zkwasm.New(zkwasm.Config{Risc0: zkvm, Args: []string{config.ProverCommand}})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, prover.Close()) }()
	// Workers are kept warm: their start is no part of it.
	if _, err := prover.Describe(ctx); err != nil {
		return 0, err
	}
	began := time.Now()
	_, err = prover.Compile(ctx, module)
	return time.Since(began), err
}

// zkwasm counts cycles of programs as compiled modules, as direct guests and under an interpreter, on the zkVM's executor.
func (b *bench) zkwasm(ctx context.Context) ([]Result, error) {
	if err := guestTools(ctx); err != nil {
		return nil, err
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return nil, err
	}
	run := func(program string, args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, program, args...)
		cmd.Dir, cmd.WaitDelay = wasmCrate, 10*time.Second
		cmd.Env = append(os.Environ(), "CARGO_INCREMENTAL=0", "CARGO_PROFILE_DEV_DEBUG=0",
			"CARGO_TARGET_DIR="+filepath.Join(home, ".cache", "sprout", "native", "zkwasm"))
		var out, trouble bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &trouble
		if err := cmd.Run(); err != nil {
			return "", fmt.Errorf("run %s: %w: %s", program, err, bytes.TrimSpace(trouble.Bytes()))
		}
		return strings.TrimSpace(out.String()), nil
	}
	folder, err := run("bench/build")
	if err != nil {
		return nil, err
	}
	table, err := run("cargo", "run", "--quiet", "--locked", "--example", "bench", "--", folder)
	if err != nil {
		return nil, err
	}
	list := readCycles(table)
	if len(list) == 0 {
		return nil, errors.New("the comparison of cycles printed no figures")
	}
	return list, nil
}

// guestTools tells whether this machine can build the programs.
func guestTools(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "rustc", "--print", "sysroot").Output()
	if err != nil {
		return fmt.Errorf("%w: the programs are built with Rust, which is not installed", errSkipped)
	}
	for what, path := range map[string]string{
		"its target wasm32-unknown-unknown": "wasm32-unknown-unknown",
		"its component rust-src":            "src/rust/library",
	} {
		if _, err := os.Stat(filepath.Join(strings.TrimSpace(string(out)), "lib", "rustlib", path)); err != nil {
			return fmt.Errorf("%w: the programs are built with Rust; %s is not installed", errSkipped, what)
		}
	}
	return nil
}

var (
	cyclesLine = regexp.MustCompile(`(?m)^\| (.+?) \(\d+\) \| (\d+) \| (\d+) \| [0-9.]+ \| (\d+) \| ([0-9.]+) \| (\d+) \| (\d+) \|$`)
	meansLine  = regexp.MustCompile(`(?m)^geometric means of the first five: ([0-9.]+), ([0-9.]+)$`)
)

// readCycles reads the table that the comparison prints, and the means behind it.
func readCycles(text string) (list []Result) {
	for _, m := range cyclesLine.FindAllStringSubmatch(text, -1) {
		direct, module := decimal(m[2]), decimal(m[3])
		list = append(list, figure("zkwasm."+m[1], module, "cycles", fmt.Sprintf(
			"compiled module against direct guest; an interpreter takes %s, %s times as many; proofs of %s and %s rows", m[4], m[5], m[7], m[6],
		)).over(direct))
	}
	m := meansLine.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	direct, interpreted := decimal(m[1]), decimal(m[2])
	mean := func(name string, ratio float64) Result {
		return Result{Name: name, Unit: "cycles", Ratio: number(ratio), Note: "geometric mean of the first five programs"}
	}
	return append(list,
		mean("zkwasm.module / direct guest", direct).against(fmt.Sprintf("ratio ≤ %g", wantWasmDirect), direct <= wantWasmDirect),
		mean("zkwasm.interpreter / module", interpreted).against(fmt.Sprintf("ratio ≥ %d", wantWasmInterpreter), interpreted >= wantWasmInterpreter))
}

// decimal reads what a pattern has found to be a number.
func decimal(text string) float64 {
	v, _ := strconv.ParseFloat(text, 64)
	return v
}
