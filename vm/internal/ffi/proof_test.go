//go:build linux

package ffi_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// variants are the images for this kind of machine, the one for any processor first.
func variants(t *testing.T) []ffi.Image {
	t.Helper()
	var images []ffi.Image
	for _, v3 := range []bool{false, true} {
		image, err := ffi.FindVariant("risc0", v3)
		require.NoError(t, err)
		images = append(images, image)
	}
	require.Equal(t, "x86-64", images[0].CPU)
	require.Equal(t, "x86-64-v3", images[1].CPU)
	return images
}

// runnable leaves out what this processor cannot run.
func runnable(t *testing.T) []ffi.Image {
	t.Helper()
	images := variants(t)
	if !ffi.HasV3() {
		images = images[:1]
	}
	return images
}

// TestVariants loads every library this processor can run, not only the one it
// would choose: they are of the same sources, and a run is the same in each.
func TestVariants(t *testing.T) {
	type answers struct {
		About struct {
			Name    string   `json:"name"`
			Version string   `json:"version"`
			ABI     int      `json:"abi"`
			Sources string   `json:"sources_digest"`
			Kinds   []string `json:"receipt_kinds"`
			CPU     string   `json:"cpu"`
		}
		Program, Run json.RawMessage
	}
	var all []answers
	for _, image := range runnable(t) {
		t.Run(image.CPU, func(t *testing.T) {
			said, parent := inChild(t, setting{image: image}, func(t *testing.T, c *child) {
				var a answers
				about, err := c.Describe()
				require.NoError(t, err)
				require.NoError(t, json.Unmarshal(about, &a.About))
				a.Program, err = c.Check(program(t, "range"), nil)
				require.NoError(t, err)
				a.Run, err = c.Execute(program(t, "range"), []byte(rangeOptions), rangeInput(t), nil)
				require.NoError(t, err)
				require.NoError(t, json.NewEncoder(c.said).Encode(a))
			})
			if !parent {
				return
			}
			var a answers
			require.NoError(t, json.Unmarshal(said, &a))
			require.Equal(t, "risc0", a.About.Name)
			require.Equal(t, zkvmVersion(t), a.About.Version)
			require.Equal(t, ffi.ABIVersion, a.About.ABI)
			require.Equal(t, image.SourcesDigest, a.About.Sources)
			require.Equal(t, image.CPU, a.About.CPU, "the image is what the manifest says")
			require.Equal(t, rangeJournal, parse(t, a.Run, nil).journal(t))
			all = append(all, a)
		})
	}
	for _, a := range all {
		require.Equal(t, string(all[0].Program), string(a.Program))
		require.Equal(t, string(all[0].Run), string(a.Run))
		require.Equal(t, all[0].About.Kinds, a.About.Kinds)
	}
}

// zkvmVersion is the version the sources are for.
func zkvmVersion(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`ZKVM_VERSION: &str = "([^"]+)"`).FindSubmatch(read(t, "../../native/crates/risc0-program/src/lib.rs"))
	require.Len(t, m, 2)
	return string(m[1])
}

// misleading adds variables which make risc0-zkvm fake proofs, write files and load
// a library, where it reads them.
func misleading(t *testing.T, s setting) setting {
	t.Helper()
	dir := t.TempDir()
	t.Cleanup(func() {
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left)
	})
	s.env = []string{
		"RISC0_DEV_MODE=1", "RISC0_INFO=1", "RISC0_PPROF_OUT=" + filepath.Join(dir, "profile"), "RISC0_DUMP_PATH=" + dir,
		"NVTX_INJECTION64_PATH=" + filepath.Join(dir, "library"), "SPROUT_TEST_KEPT=kept", "RAYON_NUM_THREADS=3",
	}
	return s
}

// confined runs f on a thread that can open no file, as can none that it starts.
// To open one for writing, make one, or to reach for a network ends the process.
func confined(t *testing.T, f func()) {
	t.Helper()
	ended := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		err := confineThread()
		if err == nil {
			f()
		}
		ended <- err
	}()
	require.NoError(t, <-ended)
}

func confineThread() error {
	writes := func(name string, arg uint32) seccomp.NameWithConditions {
		const flags = unix.O_WRONLY | unix.O_RDWR | unix.O_CREAT | unix.O_TRUNC
		return seccomp.NameWithConditions{Name: name, Conditions: seccomp.ArgumentConditions{{Argument: arg, Operation: seccomp.BitsSet, Value: flags}}}
	}
	for _, group := range []seccomp.SyscallGroup{
		{
			Action: seccomp.ActionKillProcess,
			Names: []string{
				"socket", "socketpair", "connect", "bind", "creat", "mkdir", "mkdirat", "unlink", "unlinkat",
				"rename", "renameat", "renameat2", "memfd_create", "execve", "execveat",
			},
			NamesWithCondtions: []seccomp.NameWithConditions{writes("open", 1), writes("openat", 2)},
		},
		{Action: seccomp.ActionErrno, Names: []string{"open", "openat", "openat2"}},
	} {
		err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Policy: seccomp.Policy{
			DefaultAction: seccomp.ActionAllow, Syscalls: []seccomp.SyscallGroup{group},
		}})
		if err != nil {
			return err
		}
	}
	if fd, err := unix.Open("/proc/self/status", unix.O_RDONLY|unix.O_CLOEXEC, 0); err == nil {
		_ = unix.Close(fd)
		return os.ErrExist
	}
	return nil
}

// proved is a proof as the process that made it tells of it.
type proved struct {
	Receipt []byte
	Info    json.RawMessage
	Stages  []ffi.Stage
	Strayed bool // a report came on another thread
	Threads int  // of the library, when the call has returned
}

// TestProof has the library for any processor make one proof, where variables ask
// for a faked one and no file can be opened. Every library verifies it.
func TestProof(t *testing.T) {
	if testing.Short() {
		t.Skip("a proof takes about half a minute")
	}
	images := runnable(t)
	var made proved
	t.Run("made", func(t *testing.T) {
		said, parent := inChild(t, misleading(t, setting{image: images[0]}), prove)
		if !parent {
			return
		}
		require.NoError(t, json.Unmarshal(said, &made))
		info := parse(t, made.Info, nil)
		require.Equal(t, rangeJournal, info.journal(t))
		require.Equal(t, "composite", info.Kind)
		require.Equal(t, 1, info.Segments)
		require.False(t, made.Strayed)
		require.Equal(t, []ffi.Stage{ffi.StageExecute, ffi.StageExecute, ffi.StageProve, ffi.StageProve, ffi.StageVerify, ffi.StageVerify}, made.Stages)
		require.GreaterOrEqual(t, made.Threads, 3, "those of RAYON_NUM_THREADS stay")
		require.LessOrEqual(t, made.Threads, 3+runtime.NumCPU(), "and at most one more per core")
		require.True(t, bytes.Equal(read(t, hollowFile), hollow(t, made.Receipt)), "%s is made by hollow from a receipt", hollowFile)
	})
	for _, image := range images {
		t.Run("verified with "+image.CPU, func(t *testing.T) {
			inChild(t, setting{image: image, stdin: made.Receipt}, verify)
		})
	}
}

// prove makes the proof.
func prove(t *testing.T, c *child) {
	var p proved
	var err error
	code, input := program(t, "range"), rangeInput(t)
	confined(t, func() {
		caller := unix.Gettid()
		p.Receipt, p.Info, err = c.Prove(code, []byte(rangeOptions), input, func(stage ffi.Stage, _, _ uint64) {
			p.Stages = append(p.Stages, stage)
			p.Strayed = p.Strayed || unix.Gettid() != caller
		})
	})
	require.NoError(t, err)
	p.Threads = proverThreads()
	require.NoError(t, json.NewEncoder(c.said).Encode(p))
}

// verify looks at the receipt on standard input, and at others made of it.
func verify(t *testing.T, c *child) {
	receipt := read(t, "/dev/stdin")
	require.Greater(t, len(receipt), 100<<10, "a proof has its size")
	options := []byte(`{"program_id":"` + rangeID + `"}`)
	out, err := c.Verify(receipt, options)
	require.Equal(t, rangeJournal, parse(t, out, err).journal(t))
	for _, at := range []int{len(receipt) / 4, len(receipt) / 2, len(receipt) - 1} {
		forged := bytes.Clone(receipt)
		forged[at] ^= 1
		_, err = c.Verify(forged, options)
		requireCode(t, err, ffi.ReceiptInvalid)
	}
	_, err = c.Verify(receipt, bytes.ReplaceAll(options, []byte("09f8"), []byte("09f9")))
	requireCode(t, err, ffi.ReceiptInvalid)
}

// hollow cuts the proof out of a composite receipt with one segment and leaves the rest.
func hollow(t *testing.T, receipt []byte) []byte {
	t.Helper()
	const header = 4 + 2 + 1 + 1 + 1 // magic, format, runtime, kind, length of the version
	at := header + int(receipt[header-1])
	at += 4 + int(binary.BigEndian.Uint32(receipt[at:])) // the journal
	at += 4 + 8                                          // the kind of seal, the number of segments
	words := binary.LittleEndian.Uint64(receipt[at:])
	require.Less(t, words, uint64(len(receipt)/4))
	cut := append(bytes.Clone(receipt[:at]), make([]byte, 8)...)
	return append(cut, receipt[at+8+4*int(words):]...)
}
