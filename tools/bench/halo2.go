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
	"runtime"
	"slices"
	"time"

	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

const (
	wantHalo2Plain = 1.15 // times the plain native program, at most
	wantHalo2First = 1.3  // times keys and proof of the plain program, at most
	wantHalo2Front = 0.1  // of a proof's time, at most
	wantHalo2Old   = 10   // the old form takes this many times longer, at least

	halo2Rounds = 5
	halo2Month  = 201201
	halo2K      = 13 // rows of the sensors circuit, as a power of two

	halo2OldForm = "vm/native/bench/halo2-old-form/build"
)

// halo2 measures the month of sensor readings: proved by a znode's path, by a plain
// native program, and inside WASM as Sprout 0.6 did.
func (b *bench) halo2(ctx context.Context) ([]Result, error) {
	circuit, err := circuits.Load(circuits.Sensors)
	if err != nil {
		return nil, err
	}
	readings, err := weather.Messages(halo2Month)
	if err != nil {
		return nil, err
	}
	input, err := json.Marshal(readings)
	if err != nil {
		return nil, err
	}
	srs := filepath.Join(b.dir, "devnet.srs")
	tool := halo2.SRSTool{Args: []string{config.ProverCommand}}
	if _, err := tool.MakeDevnet(ctx, srs, halo2K); errors.Is(err, vm.ErrUnavailable) {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	} else if err != nil {
		return nil, err
	}
	job := vm.Job{Program: vm.Program{Code: circuit.FrontEnd}, InputMode: project.InputJSON, Input: input, Limits: vm.DefaultLimits()}
	ours, err := b.halo2Ours(ctx, srs, job)
	if err != nil {
		return nil, err
	}
	list := []Result{figure("halo2.front end", ours.front.Seconds()*1000, "ms", "front end and reading of its recording, of the best warm proof").over(ours.best().Seconds() * 1000)}
	list[0] = list[0].against(fmt.Sprintf("ratio ≤ %g", wantHalo2Front), *list[0].Ratio <= wantHalo2Front)
	list = append(list, b.halo2Plain(ctx, srs, input, ours)...)
	return append(list, b.halo2Old(ctx, srs, readings, ours)), nil
}

// halo2Times is what proofs took on a znode's path.
type halo2Times struct {
	first time.Duration // of a worker that has no keys
	warm  []time.Duration
	front time.Duration // the front end's part of the best warm proof
}

func (t halo2Times) best() time.Duration { return slices.Min(t.warm) }

func (b *bench) halo2Ours(ctx context.Context, srs string, job vm.Job) (t halo2Times, err error) {
	prover, err := halo2.New(halo2.Config{
		Args: []string{config.ProverCommand}, SRSFile: srs, AllowUnsafeSRS: true, Proofs: 1, Threads: runtime.NumCPU(),
	})
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, prover.Close()) }()
	if _, err := prover.SRS(ctx); err != nil { // checked once in a node's life
		return t, err
	}
	for range halo2Rounds + 1 {
		var front time.Duration
		began := time.Now()
		_, err := prover.Prove(ctx, job, func(p vm.Progress) {
			if p.Stage == "prove" && front == 0 {
				front = time.Since(began)
			}
		})
		if err != nil {
			return t, err
		}
		took := time.Since(began)
		if t.first == 0 {
			t.first = took
			continue
		}
		if len(t.warm) == 0 || took < t.best() {
			t.front = front
		}
		t.warm = append(t.warm, took)
	}
	return t, nil
}

// halo2Plain compares with the program that proves the same circuit by halo2's own API.
func (b *bench) halo2Plain(ctx context.Context, srs string, input []byte, ours halo2Times) []Result {
	const name = "halo2.warm / plain Rust"
	plain, err := builtProgram("halo2-x86-64", "plain-halo2-prove", "vm/native/build-halo2.sh bench")
	if err != nil {
		return []Result{{Name: name, Note: err.Error()}}
	}
	messages := filepath.Join(b.dir, "readings.json")
	if err := os.WriteFile(messages, input, 0o600); err != nil {
		return []Result{{Name: name, Note: "failed: " + err.Error()}}
	}
	cmd := exec.CommandContext(ctx, plain, fmt.Sprint(halo2K), srs, messages, fmt.Sprint(halo2Rounds))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var theirs struct {
		Keys   float64   `json:"keys_ms"`
		Proofs []float64 `json:"proofs_ms"`
	}
	if err == nil {
		err = json.Unmarshal(bytes.TrimSpace(out), &theirs)
	}
	if err != nil || len(theirs.Proofs) == 0 {
		return []Result{{Name: name, Note: fmt.Sprintf("failed: %v", err)}}
	}
	best := slices.Min(theirs.Proofs)
	warm := figure(name, millis(ours.best()), "ms", fmt.Sprintf("month of sensor readings, k = %d, in a warm worker, verified; best of %d", halo2K, halo2Rounds)).over(best)
	first := figure("halo2.first / plain Rust", millis(ours.first), "ms", "a new worker that makes the keys, against keys and proof").over(theirs.Keys + theirs.Proofs[0])
	return []Result{
		warm.against(fmt.Sprintf("ratio ≤ %g", wantHalo2Plain), *warm.Ratio <= wantHalo2Plain),
		first.against(fmt.Sprintf("ratio ≤ %g", wantHalo2First), *first.Ratio <= wantHalo2First),
	}
}

// halo2Old compares with the same circuit in Sprout 0.6's form, which runs in the
// same sandbox.
func (b *bench) halo2Old(ctx context.Context, srs string, readings []string, ours halo2Times) Result {
	const name = "halo2.old form / warm"
	if _, err := exec.LookPath("cargo"); err != nil {
		return Result{Name: name, Note: "skipped: the module is built with Rust, which is not installed"}
	}
	took, err := b.oldFormProof(ctx, srs, readings)
	if err != nil {
		return Result{Name: name, Note: "failed: " + err.Error()}
	}
	r := figure(name, millis(took), "ms", "the same circuit proved inside WASM, keys and parameters made on the way as Sprout 0.6 did").over(millis(ours.best()))
	return r.against(fmt.Sprintf("ratio ≥ %d", wantHalo2Old), *r.Ratio >= wantHalo2Old)
}

func (b *bench) oldFormProof(ctx context.Context, srs string, readings []string) (took time.Duration, err error) {
	module := filepath.Join(b.dir, "old-form.wasm")
	build := exec.CommandContext(ctx, halo2OldForm, module)
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("run %s: %w: %s", halo2OldForm, err, bytes.TrimSpace(out))
	}
	code, err := os.ReadFile(module)
	if err != nil {
		return 0, err
	}
	input, err := json.Marshal(append([]string{fmt.Sprint(halo2K)}, readings...))
	if err != nil {
		return 0, err
	}
	prover, err := halo2.New(halo2.Config{
		Args: []string{config.ProverCommand}, SRSFile: srs, AllowUnsafeSRS: true, Proofs: 1, Threads: runtime.NumCPU(),
	})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, prover.Close()) }()
	limits := vm.DefaultLimits()
	limits.Cycles = 8 << 30 // a whole prover runs inside the module
	job := vm.Job{Program: vm.Program{Code: code}, InputMode: project.InputJSON, Input: input, Limits: limits}
	began := time.Now()
	if _, err := prover.Prove(ctx, job, nil); err != nil {
		return 0, err
	}
	return time.Since(began), nil
}
