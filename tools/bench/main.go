package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	"syscall"
	"time"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
)

// options is what the flags say.
type options struct {
	out     string
	only    *regexp.Regexp
	each    time.Duration // how long one side of a measurement runs
	profile string
	bin     string // folder of the built programs
}

// bench is one run: its options and a folder on a real disk.
type bench struct {
	options
	dir string
	log *slog.Logger
}

// measurement is one section of the result.
type measurement struct {
	name string
	run  func(*bench, context.Context) ([]Result, error)
}

var measurements = []measurement{
	{"disk", (*bench).disk},
	{"ingest.sqlite", (*bench).ingestSQLite},
	{"ingest.postgres", (*bench).ingestPostgres},
	{"latency", (*bench).latency},
	{"memory", (*bench).memory},
	{"projects", (*bench).projects},
	{"proving.library", (*bench).library},
	{"proving.worker", (*bench).worker},
	{"halo2.gas", (*bench).halo2Gas},
	{"halo2", (*bench).halo2},
	{"zkwasm.compile", (*bench).zkwasmCompile},
	{"zkwasm", (*bench).zkwasm},
}

// errSkipped marks a measurement that this machine cannot make; its text says why.
var errSkipped = errors.New("skipped")

func main() {
	if len(os.Args) > 1 && os.Args[1] == config.ProverCommand {
		os.Exit(node.Worker(os.Args[2:])) // a worker process of the prover that is measured
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	var o options
	set.StringVar(&o.out, "out", "build/bench.json", "write the results to this `file`; scratch data goes beside it")
	only := set.String("only", "", "make only the measurements whose names match this `regexp`")
	seconds := set.Float64("seconds", 8, "how long each side of a measurement runs")
	set.StringVar(&o.profile, "cpuprofile", "", "write a CPU profile of this process to `file`")
	set.StringVar(&o.bin, "bin", "build/bin", "`folder` of the built programs")
	if err := set.Parse(args); err != nil {
		return o, err
	}
	if set.NArg() > 0 || *seconds <= 0 {
		return o, fmt.Errorf("unknown argument %q, or seconds not above 0", set.Args())
	}
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return o, fmt.Errorf("read -only: %w", err)
	}
	o.each = time.Duration(*seconds * float64(time.Second))
	return o, nil
}

func run(ctx context.Context, args []string) (err error) {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.out), 0o755); err != nil {
		return err
	}
	scratch, err := filepath.Abs(filepath.Dir(o.out))
	if err != nil {
		return err
	}
	b := &bench{options: o, log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))}
	slog.SetDefault(b.log)
	if b.dir, err = os.MkdirTemp(scratch, "bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	stop, err := profile(o.profile)
	if err != nil {
		return err
	}
	results, failed := b.all(ctx)
	if err := errors.Join(stop(), write(o.out, results)); err != nil {
		return err
	}
	printTable(os.Stdout, results)
	return failed
}

// all makes the measurements one after the other; one that fails does not keep
// the others from being made.
func (b *bench) all(ctx context.Context) ([]Result, error) {
	var results []Result
	var errs []error
	for _, m := range measurements {
		if !b.only.MatchString(m.name) || ctx.Err() != nil {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s %s …\n", time.Now().Format(time.TimeOnly), m.name)
		list, err := m.run(b, ctx)
		results = append(results, list...)
		switch {
		case errors.Is(err, errSkipped):
			results = append(results, Result{Name: m.name, Note: err.Error()})
		case err != nil:
			results = append(results, Result{Name: m.name, Note: "failed: " + err.Error()})
			errs = append(errs, fmt.Errorf("%s: %w", m.name, err))
		}
	}
	return results, errors.Join(append(errs, ctx.Err())...)
}

// profile starts a CPU profile, if path is not empty, and returns what ends it.
func profile(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}
