package ffi

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sys/cpu"
)

//go:embed prebuilt/*
var embedded embed.FS

// Reasons why there is no library to load.
var (
	ErrNoLibrary = errors.New("no prebuilt proving library")
	ErrCorrupt   = errors.New("prebuilt proving library is corrupt")
)

// maxLibrary bounds what is unpacked, whatever the manifest says.
const maxLibrary = 512 << 20

// Image describes one prebuilt library.
type Image struct {
	Runtime       string `json:"runtime"` // "risc0", "halo2"
	OS            string `json:"os"`
	Arch          string `json:"arch"`
	CPU           string `json:"cpu"` // "x86-64" or "x86-64-v3"
	File          string `json:"file"`
	SHA256        string `json:"sha256"` // of the unpacked library
	Size          int64  `json:"size"`   // bytes, unpacked
	SourcesDigest string `json:"sources_digest"`
}

// String names the image and the beginning of its digest.
func (i Image) String() string {
	return fmt.Sprintf("%s %s/%s %s sha256:%.12s", i.Runtime, i.OS, i.Arch, i.CPU, i.SHA256)
}

type manifest struct {
	Format    int     `json:"format"`
	Libraries []Image `json:"libraries"`
}

// Find returns the image of runtime name that suits this machine best, or [ErrNoLibrary].
func Find(name string) (Image, error) {
	return find(embedded, name, runtime.GOOS, runtime.GOARCH, hasV3())
}

func find(files fs.FS, name, goos, arch string, v3 bool) (Image, error) {
	raw, err := fs.ReadFile(files, "prebuilt/manifest.json")
	if err != nil {
		return Image{}, fmt.Errorf("%w: this binary was built without any (run make native): %w", ErrNoLibrary, err)
	}
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return Image{}, fmt.Errorf("%w: read manifest: %w", ErrCorrupt, err)
	}
	if m.Format != 1 {
		return Image{}, fmt.Errorf("%w: manifest has format %d, want 1", ErrCorrupt, m.Format)
	}
	var best *Image
	for i := range m.Libraries {
		l := &m.Libraries[i]
		if l.Runtime != name || l.OS != goos || l.Arch != arch {
			continue
		}
		if l.CPU == "x86-64-v3" && !v3 {
			continue
		}
		if best == nil || l.CPU == "x86-64-v3" {
			best = l
		}
	}
	if best == nil {
		return Image{}, fmt.Errorf("%w for %s on %s/%s", ErrNoLibrary, name, goos, arch)
	}
	return *best, nil
}

// hasV3 reports the features of microarchitecture level x86-64-v3 that x/sys/cpu
// knows; the rest (F16C, LZCNT, MOVBE) came with the same processors.
func hasV3() bool {
	x := cpu.X86
	return x.HasAVX2 && x.HasBMI1 && x.HasBMI2 && x.HasFMA && x.HasOSXSAVE
}

// Unpack writes the library to a file for [Load]: in memory and sealed against
// every change where the kernel allows, in the user's cache directory otherwise.
// The content is checked against the manifest. The caller closes the file.
func (i Image) Unpack() (*os.File, error) {
	f, err := i.unpack(embedded)
	debug.FreeOSMemory() // the window of the compression is as large as the library
	return f, err
}

func (i Image) unpack(files fs.FS) (*os.File, error) {
	f, err := memoryFile(i, func(w io.Writer) error { return i.copyTo(w, files) })
	if err == nil || errors.Is(err, ErrCorrupt) || errors.Is(err, ErrNoLibrary) {
		return f, err
	}
	f, cacheErr := i.cacheFile(files)
	if cacheErr != nil {
		return nil, fmt.Errorf("unpack %s: %w", i, errors.Join(err, cacheErr))
	}
	return f, nil
}

// copyTo unpacks into w and checks size and digest of what it wrote.
func (i Image) copyTo(w io.Writer, files fs.FS) error {
	packed, err := files.Open("prebuilt/" + i.File)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoLibrary, err)
	}
	defer func() { _ = packed.Close() }()
	z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxLibrary))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	defer z.Close()
	sum := &checked{want: i, sum: sha256.New()}
	in := io.TeeReader(io.LimitReader(z, maxLibrary), sum)
	if _, err := io.CopyBuffer(w, in, make([]byte, 1<<20)); err != nil {
		if sum.failed(err) {
			return fmt.Errorf("%w: %s: %w", ErrCorrupt, i.File, err)
		}
		return fmt.Errorf("write unpacked library: %w", err)
	}
	return sum.verify()
}

// checked counts and digests what is read.
type checked struct {
	want Image
	sum  hash.Hash
	n    int64
}

func (c *checked) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.sum.Write(p)
}

// failed tells a fault of the packed bytes from one of the file written to.
func (c *checked) failed(err error) bool {
	var pathErr *fs.PathError
	return !errors.As(err, &pathErr)
}

func (c *checked) verify() error {
	if got := hex.EncodeToString(c.sum.Sum(nil)); got != c.want.SHA256 || c.n != c.want.Size {
		return fmt.Errorf("%w: %s has %d bytes with SHA-256 %s, manifest says %d and %s",
			ErrCorrupt, c.want.File, c.n, got, c.want.Size, c.want.SHA256)
	}
	return nil
}
