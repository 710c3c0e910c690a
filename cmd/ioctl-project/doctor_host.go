package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
)

// Figures that a disk and a memory should have.
const (
	diskFull     = 1 << 30 // bytes
	diskShort    = 10 << 30
	fsyncs       = 16
	slowFsync    = 20 * time.Millisecond
	reservedByOS = 1 << 30
)

// checkVersions tells what runs here, and what it can prove.
func checkVersions(ctx context.Context, p *patient) finding {
	text := fmt.Sprintf("ioctl-project %s, %s/%s, %d cores", config.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	provers, err := node.OpenProvers(&config.Node{ChainID: p.node.ChainID})
	if err != nil {
		return found(checkFailed, "is this the whole binary?", "%s; the provers do not open: %s", text, err)
	}
	defer provers.Close() //nolint:errcheck // only asked
	list, err := provers.Describe(ctx)
	if err != nil {
		return found(checkFailed, "worker processes do not start here", "%s; the provers do not answer: %s", text, err)
	}
	names := make([]string, len(list))
	for i, d := range list {
		names[i] = string(d.Runtime) + " " + d.Version
	}
	return fine("%s; provers: %s", text, strings.Join(names, "; "))
}

// checkDisk measures the disk of the node's folder.
func checkDisk(_ context.Context, p *patient) finding {
	dir := p.node.DataDir
	if dir == "" {
		return notChecked("no folder is named (--data-dir, or --for)")
	}
	at := dir
	for { // a folder that is not there yet is made where there is one
		info, err := os.Stat(at)
		if err == nil && info.IsDir() {
			break
		}
		if err == nil {
			return found(checkFailed, "name another one with --data-dir", "%s is no folder", at)
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(at) == at {
			return broken(err)
		}
		at = filepath.Dir(at)
	}
	var disk unix.Statfs_t
	if err := unix.Statfs(at, &disk); err != nil {
		return broken(fmt.Errorf("ask for the room of %s: %w", at, err))
	}
	room := disk.Bavail * uint64(disk.Bsize)
	half, most, err := syncTimes(at)
	if err != nil {
		return found(checkFailed, "the node needs a folder that it may write to", "%s", err)
	}
	text := fmt.Sprintf("%s: %.1f GB free, a write is on disk after %s (half of them), %s (all)", dir, float64(room)/1e9, millis(half), millis(most))
	switch {
	case room < diskFull:
		return found(checkFailed, "make room", "%s", text)
	case room < diskShort:
		return found(checkWarning, "receipts and messages need room: have 10 GB free", "%s", text)
	case half > slowFsync:
		return found(checkWarning, "an enode acknowledges messages when they are on disk: use a faster one", "%s", text)
	default:
		return fine("%s", text)
	}
}

func millis(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// syncTimes measures how long small writes take to be durable: the median and the longest.
func syncTimes(dir string) (half, most time.Duration, err error) {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	took := make([]time.Duration, fsyncs)
	block := make([]byte, 4096)
	for i := range took {
		began := time.Now()
		if _, err := f.Write(block); err != nil {
			return 0, 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, 0, err
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)-1], nil
}

// checkMemory compares what proofs may take with what there is.
func checkMemory(_ context.Context, p *patient) finding {
	if p.kind != "znode" {
		return notChecked("only a znode proves (--for znode)")
	}
	total, source, err := memory()
	if err != nil {
		return notChecked("this system does not tell how much there is: %s", err)
	}
	provers, err := node.OpenProvers(&p.node)
	if err != nil {
		return broken(fmt.Errorf("open provers: %w", err))
	}
	defer provers.Close() //nolint:errcheck // only asked
	capacity := provers.Capacity()
	if capacity.Proofs < 1 {
		return found(checkFailed, "set proofs and prover-memory-mb, or use a larger machine", "%.1f GB (%s) are too few for one proof", float64(total)/1e9, source)
	}
	need := uint64(capacity.Proofs) * capacity.MemoryMB << 20
	text := fmt.Sprintf("%d proofs at a time, each of %d MB at most, in %.1f GB (%s)", capacity.Proofs, capacity.MemoryMB, float64(total)/1e9, source)
	if need+reservedByOS > total {
		return found(checkWarning, "lower proofs or prover-memory-mb, or the kernel may end the node", "%s", text)
	}
	return fine("%s", text)
}

// memory is what processes here may use: the machine's, or less in a container.
func memory() (bytes uint64, source string, err error) {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, "", err
	}
	_, rest, _ := strings.Cut(string(b), "MemTotal:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0, "", errors.New("no MemTotal")
	}
	kb, err := strconv.ParseUint(fields[0], 10, 64)
	if err != nil {
		return 0, "", err
	}
	bytes, source = kb<<10, "the machine's"
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseUint(strings.TrimSpace(string(b)), 10, 64); err == nil && n < bytes {
			bytes, source = n, "the container's"
		}
	}
	return bytes, source, nil
}
