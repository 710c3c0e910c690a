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

	halo2Rounds = 5 // new workers
	halo2Warm   = 2 // proofs of each after its first
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
	plain := b.halo2Plain(input, srs)
	ours, err := b.halo2Ours(ctx, srs, job, plain)
	if err != nil {
		return nil, err
	}
	front := figure("halo2.front end", millis(ours.front), "ms", "front end and reading of its recording, of the best warm proof").over(millis(slices.Min(ours.warm)))
	list := []Result{front.against(fmt.Sprintf("ratio ≤ %g", wantHalo2Front), *front.Ratio <= wantHalo2Front)}
	list = append(list, plain.compare(ours)...)
	return append(list, b.halo2Old(ctx, srs, readings, ours)), nil
}

// halo2Times is what proofs took on a znode's path.
type halo2Times struct {
	first []time.Duration // of workers that have no keys
	warm  []time.Duration
	front time.Duration // the front end's part of the best warm proof
}

// halo2Ours proves in one new worker after the other, taking turns with the plain
// program so that both meet the same neighbours.
func (b *bench) halo2Ours(ctx context.Context, srs string, job vm.Job, plain *plainHalo2) (t halo2Times, err error) {
	for range halo2Rounds {
		if err := b.halo2Worker(ctx, srs, job, &t); err != nil {
			return t, err
		}
		plain.run(ctx)
	}
	return t, nil
}

// halo2Worker adds the first proof of a new worker and the warm ones that follow.
func (b *bench) halo2Worker(ctx context.Context, srs string, job vm.Job, t *halo2Times) (err error) {
	prover, err := halo2.New(halo2.Config{
		Args: []string{config.ProverCommand}, SRSFile: srs, AllowUnsafeSRS: true, Proofs: 1, Threads: runtime.NumCPU(),
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, prover.Close()) }()
	if _, err := prover.SRS(ctx); err != nil { // checked once in a node's life
		return err
	}
	took, _, err := timedProof(ctx, prover, job)
	if err != nil {
		return err
	}
	t.first = append(t.first, took)
	for range halo2Warm {
		took, front, err := timedProof(ctx, prover, job)
		if err != nil {
			return err
		}
		if len(t.warm) == 0 || took < slices.Min(t.warm) {
			t.front = front
		}
		t.warm = append(t.warm, took)
	}
	return nil
}

// timedProof returns what a proof took, and its front end's part.
func timedProof(ctx context.Context, prover *halo2.Prover, job vm.Job) (took, front time.Duration, err error) {
	began := time.Now()
	_, err = prover.Prove(ctx, job, func(p vm.Progress) {
		if p.Stage == "prove" && front == 0 {
			front = time.Since(began)
		}
	})
	return time.Since(began), front, err
}

// plainHalo2 runs the program that proves the same circuit by halo2's own API.
type plainHalo2 struct {
	args  []string
	first []float64 // keys and proof, ms
	later []float64 // proofs with keys in memory, ms
	err   error     // why there are no figures
}

func (b *bench) halo2Plain(input []byte, srs string) *plainHalo2 {
	program, err := builtProgram("halo2-x86-64", "plain-halo2-prove", "vm/native/build-halo2.sh bench")
	if err != nil {
		return &plainHalo2{err: err}
	}
	messages := filepath.Join(b.dir, "readings.json")
	return &plainHalo2{
		args: []string{program, fmt.Sprint(halo2K), srs, messages, fmt.Sprint(1 + halo2Warm)},
		err:  os.WriteFile(messages, input, 0o600),
	}
}

// run adds the figures of one process.
func (p *plainHalo2) run(ctx context.Context) {
	if p.err != nil {
		return
	}
	cmd := exec.CommandContext(ctx, p.args[0], p.args[1:]...)
	cmd.Stderr = os.Stderr
	var said struct {
		Keys   float64   `json:"keys_ms"`
		Proofs []float64 `json:"proofs_ms"`
	}
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(bytes.TrimSpace(out), &said)
	}
	if err != nil || len(said.Proofs) < 2 {
		p.err = fmt.Errorf("run %s: %d proofs: %w", filepath.Base(p.args[0]), len(said.Proofs), err)
		return
	}
	p.first = append(p.first, said.Keys+said.Proofs[0])
	p.later = append(p.later, said.Proofs[1:]...)
}

// compare sets the best of ours against the best of its.
func (p *plainHalo2) compare(ours halo2Times) []Result {
	const name = "halo2.warm / plain Rust"
	if p.err != nil {
		return []Result{{Name: name, Note: "failed: " + p.err.Error()}}
	}
	warm := figure(name, millis(slices.Min(ours.warm)), "ms", fmt.Sprintf("month of sensor readings, k = %d, in a warm worker, verified; best of %d", halo2K, len(ours.warm))).over(slices.Min(p.later))
	first := figure("halo2.first / plain Rust", millis(slices.Min(ours.first)), "ms", fmt.Sprintf("a new worker that makes the keys, against keys and proof; best of %d, in turns", len(ours.first))).over(slices.Min(p.first))
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
	r := figure(name, millis(took), "ms", "the same circuit proved inside WASM, keys and parameters made on the way as Sprout 0.6 did").over(millis(slices.Min(ours.warm)))
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
