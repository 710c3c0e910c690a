package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/risc0"
)

const (
	wantFFI   = 1.02 // times the plain Rust program, at most
	wantStock = 1.2  // the stock build takes this many times longer, at least

	proofRounds = 3
	rangeInput  = `["{\"private_input\":\"14\",\"public_input\":\"3,34\",\"receipt_type\":\"Stark\"}"]`
)

// Where vm/native keeps its sources, seen from the top of the repository.
const (
	nativeBench = "vm/native/bench/bench.sh"
	prebuilt    = "vm/internal/ffi/prebuilt"
	rangeELF    = "examples/range/program/range.elf"
)

// plainProve returns the program that makes the same proof by risc0-zkvm's own
// API; only a machine that built the native library has it.
func plainProve(build string) (string, error) {
	return builtProgram(build, "plain-prove", "make native")
}

// builtProgram finds a program among what the native libraries were built with.
func builtProgram(build, name, how string) (string, error) {
	target := os.Getenv("SPROUT_NATIVE_TARGET")
	if target == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		target = filepath.Join(home, ".cache", "sprout", "native")
	}
	path := filepath.Join(target, build, "release", name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%w: %s of build %s is not built (%s builds it; it needs Rust)", errSkipped, name, build, how)
	}
	return path, nil
}

// library runs the native library's own comparison, which calls the C ABI
// without any Go.
func (b *bench) library(ctx context.Context) ([]Result, error) {
	if _, err := plainProve("x86-64-v3"); err != nil {
		return nil, err
	}
	for _, program := range []string{"bash", "python3", "zstd"} {
		if _, err := exec.LookPath(program); err != nil {
			return nil, fmt.Errorf("%w: %s is not installed", errSkipped, program)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(prebuilt, "*x86-64-v3*.zst")); len(found) == 0 {
		return nil, fmt.Errorf("%w: %s has no library for x86-64-v3", errSkipped, prebuilt)
	}
	cmd := exec.CommandContext(ctx, "bash", nativeBench)
	cmd.WaitDelay = 10 * time.Second
	var out, trouble bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &trouble
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run %s: %w: %s", nativeBench, err, bytes.TrimSpace(trouble.Bytes()))
	}
	list := readComparison(out.String())
	if len(list) == 0 {
		return nil, fmt.Errorf("%s printed no ratio", nativeBench)
	}
	if _, err := plainProve("stock-gcc"); err != nil {
		list = append(list, Result{Name: "proving.stock gcc / shipped", Note: err.Error()})
	}
	return list, nil
}

var (
	figuresLine = regexp.MustCompile(`(?m)^(\S+) (\{.*"seconds".*\})$`)
	ratioLine   = regexp.MustCompile(`(?m)^(.+), (seconds|cpu_seconds): ([0-9.]+)$`)
)

// readComparison reads what bench.sh prints: figures of single proofs, then the
// ratios of the best of each. Targets are about wall time; processor time is
// beside it because other work on the machine does not change it.
func readComparison(text string) (list []Result) {
	best := map[string]map[string]float64{"seconds": {}, "cpu_seconds": {}}
	for _, m := range figuresLine.FindAllStringSubmatch(text, -1) {
		var f struct {
			Seconds float64 `json:"seconds"`
			CPU     float64 `json:"cpu_seconds"`
		}
		if json.Unmarshal([]byte(m[2]), &f) != nil {
			continue
		}
		for key, v := range map[string]float64{"seconds": f.Seconds, "cpu_seconds": f.CPU} {
			if old, ok := best[key][m[1]]; !ok || v < old {
				best[key][m[1]] = v
			}
		}
	}
	for _, m := range ratioLine.FindAllStringSubmatch(text, -1) {
		ratio, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			continue
		}
		name := "proving." + m[1] + map[string]string{"seconds": ", wall", "cpu_seconds": ", cpu"}[m[2]]
		list = append(list, comparison(name, ratio, best[m[2]]))
	}
	return list
}

// comparison names the two sides of a ratio and judges it.
func comparison(name string, ratio float64, best map[string]float64) Result {
	sides := map[string][2]string{
		"C ABI": {"lib-x86-64-v3", "plain-x86-64-v3"}, "x86-64": {"lib-x86-64", "lib-x86-64-v3"}, "stock": {"plain-stock-gcc", "lib-x86-64-v3"},
	}
	r := Result{Name: name, Unit: "s", Ratio: number(ratio), Note: "same proof, best of each side's rounds"}
	for prefix, side := range sides {
		over, ok := best[side[0]]
		under, also := best[side[1]]
		if ok && also && strings.HasPrefix(name, "proving."+prefix) {
			r.Value, r.Baseline = number(over), number(under)
		}
	}
	switch {
	case !strings.HasSuffix(name, ", wall"):
		return r
	case strings.HasPrefix(name, "proving.C ABI"):
		return r.against(fmt.Sprintf("ratio ≤ %g", wantFFI), ratio <= wantFFI)
	case strings.HasPrefix(name, "proving.stock"):
		return r.against(fmt.Sprintf("ratio ≥ %g", wantStock), ratio >= wantStock)
	}
	return r
}

// worker compares a proof as a znode makes it, through a confined worker
// process, with the plain program, in turns.
func (b *bench) worker(ctx context.Context) (list []Result, err error) {
	plain, err := plainProve("x86-64-v3")
	if err != nil {
		return nil, err
	}
	elf, err := os.ReadFile(rangeELF)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	input := filepath.Join(b.dir, "range.json")
	if err := os.WriteFile(input, []byte(rangeInput), 0o600); err != nil {
		return nil, err
	}
	prover, err := risc0.New(risc0.Config{Args: []string{config.ProverCommand}, Proofs: 1, Threads: runtime.NumCPU()})
	if errors.Is(err, vm.ErrUnavailable) {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, prover.Close()) }()
	job := vm.Job{Program: vm.Program{Code: elf}, InputMode: project.InputJSON, Input: []byte(rangeInput), Limits: vm.DefaultLimits()}
	// A worker is kept warm between tasks: its start is no part of a proof.
	if _, err := prover.Execute(ctx, job, nil); err != nil {
		return nil, err
	}
	var ours, theirs []time.Duration
	for range proofRounds {
		began := time.Now()
		if _, err := prover.Prove(ctx, job, func(vm.Progress) {}); err != nil {
			return nil, err
		}
		ours = append(ours, time.Since(began))
		d, err := provePlain(ctx, plain, input)
		if err != nil {
			return nil, err
		}
		theirs = append(theirs, d)
	}
	r := figure("proving.worker / plain Rust, wall", percentile(ours, 0.01).Seconds(), "s",
		fmt.Sprintf("range proof in a warm worker, its receipt verified and handed over; best of %d", proofRounds)).over(percentile(theirs, 0.01).Seconds())
	return []Result{r.against(fmt.Sprintf("ratio ≤ %g", wantFFI), *r.Ratio <= wantFFI)}, nil
}

func provePlain(ctx context.Context, program, input string) (time.Duration, error) {
	out, err := exec.CommandContext(ctx, program, rangeELF, input, "json").Output()
	if err != nil {
		return 0, fmt.Errorf("run %s: %w", filepath.Base(program), err)
	}
	var f struct {
		Seconds float64 `json:"seconds"`
	}
	if err := json.Unmarshal(bytes.TrimSpace(out), &f); err != nil {
		return 0, fmt.Errorf("read figures of %s: %w", filepath.Base(program), err)
	}
	return time.Duration(f.Seconds * float64(time.Second)), nil
}
