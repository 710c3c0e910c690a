package halo2

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

// SRS is what is known of public parameters.
type SRS struct {
	ID     string `json:"srs_id"` // of the ceremony, whatever the size; hexadecimal
	K      uint32 `json:"k"`      // for circuits of up to 2^K rows
	Unsafe bool   `json:"unsafe"` // everybody knows the secret: anything can be proved with them
}

// Forms of public parameters that can be converted.
const (
	FromHalo2 = "halo2" // ParamsKZG, raw
	FromPtau  = "ptau"  // snarkjs
)

const (
	srsMagic   = "SPSRS1"
	srsKey     = "srs"
	srsTrailer = 32
)

// srsName names the content of a file of public parameters by its digest, which is
// its end. Whether the digest is right is found out when the file is used.
func srsName(f *os.File) (string, error) {
	var head [len(srsMagic)]byte
	var tail [srsTrailer]byte
	info, err := f.Stat()
	if err == nil && info.Size() < int64(len(head)+len(tail)) {
		err = &vm.Error{Kind: vm.ErrInputInvalid, Said: "the file is too short"}
	}
	if err == nil {
		_, err = f.ReadAt(head[:], 0)
	}
	if err == nil {
		_, err = f.ReadAt(tail[:], info.Size()-srsTrailer)
	}
	if err != nil {
		return "", fmt.Errorf("read SRS %s: %w", f.Name(), err)
	}
	if !bytes.Equal(head[:], []byte(srsMagic)) {
		return "", task.WithHint(&vm.Error{Kind: vm.ErrInputInvalid, Said: fmt.Sprintf("SRS %s is not in Sprout's format", f.Name())}, "ioctl-project srs convert makes it of a .ptau file or one of halo2's")
	}
	return hex.EncodeToString(tail[:]), nil
}

// errUnsafeSRS says that the parameters are whole, and of no use to who wants to be sure.
var errUnsafeSRS = &vm.Error{Kind: vm.ErrInputInvalid, Said: "it is unsafe: everybody knows its secret and can prove anything with it"}

// SRS checks the public parameters of p, once: their digests, and by pairings that
// they are powers of one secret. It is an error if they are unsafe and that is not allowed.
func (p *Prover) SRS(ctx context.Context) (SRS, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if about := p.about.Load(); about != nil {
		return *about, nil
	}
	if p.VerifiesOnly() {
		return SRS{}, errVerifiesOnly()
	}
	about, err := p.checkSRS(ctx)
	if err != nil {
		return SRS{}, fmt.Errorf("check SRS %s: %w", p.cfg.SRSFile, err)
	}
	if about.Unsafe && !p.cfg.AllowUnsafeSRS {
		return SRS{}, task.WithHint(fmt.Errorf("check SRS %s: %w", p.cfg.SRSFile, errUnsafeSRS),
			"use the parameters of a ceremony; --halo2-allow-unsafe-srs is for networks that protect nothing")
	}
	p.about.Store(&about)
	return about, nil
}

// sound makes sure that the public parameters are what they seem before anything is made
// with them: with others whoever made them chooses what a program's id and its contract
// let through.
func (p *Prover) sound(ctx context.Context) error {
	_, err := p.SRS(ctx)
	if errors.Is(err, vm.ErrInputInvalid) && !errors.Is(err, errUnsafeSRS) { // the input is a file of the node's own
		err = task.WithHint(&vm.Error{Kind: vm.ErrUnavailable, Said: err.Error()}, "--halo2-srs names the file with the public parameters")
	}
	return err
}

// checkSRS has the public parameters checked, which takes its time, unless the keys'
// folder knows that this very file was, and has not been written since.
func (p *Prover) checkSRS(ctx context.Context) (SRS, error) {
	before, err := p.srs.Stat()
	if err != nil {
		return SRS{}, fmt.Errorf("look at it: %w", err)
	}
	if about, ok := p.keys.checked(before); ok {
		return about, nil
	}
	about, err := askSRS(ctx, p.pool, srsOptions{Op: "check", InFD: worker.FirstFile}, nil)
	if err != nil {
		return SRS{}, err
	}
	if after, err := p.srs.Stat(); err == nil && sameState(before, after) {
		p.keys.remember(about, after)
	}
	return about, nil
}

func sameState(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// SRSTool makes, converts and checks files of public parameters, each in a worker of its own.
type SRSTool struct {
	// Args make the program's own binary call [worker.Main]; default: prover.
	Args []string
}

// MakeDevnet writes the devnet's public parameters for up to 2^k rows to path. Everybody
// can make them and knows their secret.
func (t SRSTool) MakeDevnet(ctx context.Context, path string, k uint32) (SRS, error) {
	return writeSRS(path, func(out *os.File) (SRS, error) {
		return t.run(ctx, srsOptions{Op: "make_devnet", K: k, OutFD: worker.FirstFile}, out)
	})
}

// Convert writes the public parameters in the file at source, which has the form
// from, to path; those for at most 2^maxK rows.
func (t SRSTool) Convert(ctx context.Context, from, source, path string, maxK uint32) (SRS, error) {
	in, err := os.Open(source)
	if err != nil {
		return SRS{}, fmt.Errorf("open source of SRS: %w", err)
	}
	defer func() { _ = in.Close() }()
	return writeSRS(path, func(out *os.File) (SRS, error) {
		o := srsOptions{Op: "convert", From: from, MaxK: maxK, InFD: worker.FirstFile, OutFD: worker.FirstFile + 1}
		return t.run(ctx, o, in, out)
	})
}

// Check checks the public parameters in the file at path: digests, and by pairings
// that they are powers of one secret.
func (t SRSTool) Check(ctx context.Context, path string) (SRS, error) {
	in, err := os.Open(path)
	if err != nil {
		return SRS{}, fmt.Errorf("open SRS: %w", err)
	}
	defer func() { _ = in.Close() }()
	if _, err := srsName(in); err != nil {
		return SRS{}, err
	}
	return t.run(ctx, srsOptions{Op: "check", InFD: worker.FirstFile}, in)
}

// maxSRSMB bounds what is written as public parameters: those of 2^26 rows.
const maxSRSMB = 16 << 10

// writeSRS fills a file beside path and renames it when it is whole.
func writeSRS(path string, fill func(*os.File) (SRS, error)) (SRS, error) {
	out, err := os.CreateTemp(filepath.Dir(path), ".srs-*")
	if err != nil {
		return SRS{}, fmt.Errorf("make SRS file: %w", err)
	}
	defer func() { _ = os.Remove(out.Name()) }() // in vain once it is renamed
	about, err := fill(out)
	if err == nil {
		err = out.Chmod(0o644)
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return SRS{}, err
	}
	if err := os.Rename(out.Name(), path); err != nil {
		return SRS{}, fmt.Errorf("keep SRS file: %w", err)
	}
	return about, nil
}

func (t SRSTool) run(ctx context.Context, o srsOptions, files ...*os.File) (SRS, error) {
	machine := worker.ThisMachine()
	pool, err := worker.New(worker.Config{
		Runtime: runtimeName, Args: t.Args, Slots: 1, Threads: machine.Cores,
		MemoryMB: max(1024, machine.MemoryMB*3/4), FileMB: maxSRSMB,
	})
	if err != nil {
		return SRS{}, err
	}
	defer func() { _ = pool.Close() }()
	return askSRS(ctx, pool, o, func() (*worker.Attachment, error) {
		a := &worker.Attachment{}
		for _, f := range files {
			a.Files = append(a.Files, worker.File{File: f})
		}
		return a, nil
	})
}

func askSRS(ctx context.Context, pool *worker.Pool, o srsOptions, attach func() (*worker.Attachment, error)) (SRS, error) {
	opts, err := options{SRS: &o, AllowUnsafeSRS: true}.encode()
	if err != nil {
		return SRS{}, err
	}
	parts, err := pool.Do(ctx, worker.Request{Op: worker.OpCheck, Key: srsKey, Options: opts, Parts: [][]byte{nil}, Attach: attach})
	if err != nil {
		return SRS{}, err
	}
	var about SRS
	if err := worker.Decode(parts, 1, 0, &about); err != nil {
		return SRS{}, err
	}
	if _, err := task.ParseDigest(about.ID); err != nil {
		return SRS{}, &vm.Error{Kind: vm.ErrInternal, Said: "name of the SRS: " + err.Error()}
	}
	return about, nil
}
