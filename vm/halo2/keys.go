package halo2

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/machinefi/sprout/vm/worker"
)

// Names in the folder of keys: finished files and those still being copied.
const (
	keysSuffix  = ".keys"
	keysMagic   = "SPHK1\x00\x00\x00" // begins the library's files
	partPattern = ".part-*"
	// partAge is when a copy is taken for one that its process left behind.
	partAge = time.Hour
)

// keyStore keeps proving keys on disk, one file a program. Files appear whole under
// their name and are never changed, so that any number of processes may share the
// folder; whoever uses one checks its digest, for the disk may have changed it.
type keyStore struct {
	dir   string
	most  int64  // bytes of all files together
	about string // names the public parameters by their digest; keys depend on them
	log   *slog.Logger
}

// openKeys opens the folder and removes what processes that ended left unfinished.
func openKeys(dir string, most int64, about string, log *slog.Logger) (*keyStore, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of keys: %w", err)
	}
	s := &keyStore{dir: dir, most: most, about: about, log: log}
	left, err := filepath.Glob(filepath.Join(dir, partPattern))
	if err != nil {
		return nil, fmt.Errorf("look through folder of keys: %w", err)
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > partAge {
			_ = os.Remove(path)
		}
	}
	return s, nil
}

// path is where the keys of the program named key are.
func (s *keyStore) path(key string) string {
	return filepath.Join(s.dir, strings.TrimPrefix(key, "program ")+"-"+s.about[:min(len(s.about), 16)]+keysSuffix)
}

// note is where it is noted that the public parameters were checked.
func (s *keyStore) note() string { return filepath.Join(s.dir, "srs-"+s.about+".json") }

// srsNote is what was found in public parameters, and the state of their file then.
type srsNote struct {
	SRS
	Size     int64 `json:"size"`
	Modified int64 `json:"modified_ns"` // since 1970
}

// checked returns what was found when the public parameters were checked, if their file
// has not been written since: its name is only a digest that stands in it.
func (s *keyStore) checked(file fs.FileInfo) (SRS, bool) {
	if s == nil {
		return SRS{}, false
	}
	b, err := os.ReadFile(s.note())
	var n srsNote
	if err != nil || json.Unmarshal(b, &n) != nil {
		return SRS{}, false
	}
	return n.SRS, n.K > 0 && n.Size == file.Size() && n.Modified == file.ModTime().UnixNano()
}

// remember notes what was found. Without a note they are checked again.
func (s *keyStore) remember(about SRS, file fs.FileInfo) {
	if s == nil {
		return
	}
	b, err := json.Marshal(srsNote{SRS: about, Size: file.Size(), Modified: file.ModTime().UnixNano()})
	if err == nil {
		err = os.WriteFile(s.note(), b, 0o600)
	}
	if err != nil {
		s.log.Warn("check of the SRS is not noted", "err", err)
	}
}

// attach opens for a new worker the keys of the program named key, if there are any,
// and a file without a name for those it makes.
func (s *keyStore) attach(key string) (*worker.Attachment, error) {
	out, err := s.part()
	if err != nil {
		return nil, err
	}
	_ = os.Remove(out.Name()) // it goes when nobody has it open any more
	a := &worker.Attachment{Files: []worker.File{{Option: "keys_out_fd", File: out}}}
	files := []*os.File{out}
	path := s.path(key)
	if f, err := os.Open(path); err == nil {
		now := time.Now()
		_ = os.Chtimes(path, now, now) // those not used for the longest go first
		a.Files = append(a.Files, worker.File{Option: "keys_fd", File: f})
		files = append(files, f)
	}
	a.After = func(answer [][]byte) {
		if err := s.settle(path, out, answer); err != nil {
			s.log.Warn("proving keys are not kept", "file", path, "err", err)
		}
	}
	a.Release = func() {
		for _, f := range files {
			_ = f.Close()
		}
	}
	return a, nil
}

// part makes a file that is to become another.
func (s *keyStore) part() (*os.File, error) {
	f, err := os.CreateTemp(s.dir, partPattern)
	if err != nil {
		return nil, fmt.Errorf("make file for keys: %w", err)
	}
	return f, nil
}

// settle keeps what a worker has written, and removes keys it found damaged.
func (s *keyStore) settle(path string, out *os.File, answer [][]byte) error {
	info, err := out.Stat()
	if err != nil {
		return fmt.Errorf("look at new keys: %w", err)
	}
	about, errs := aboutKeys(answer), []error{}
	if about.Keys == "damaged" {
		s.log.Warn("proving keys on disk were damaged and are made again", "file", path)
		errs = append(errs, ignoreMissing(os.Remove(path)))
	}
	if info.Size() == 0 {
		return errors.Join(errs...)
	}
	if about.Error == "" {
		errs = append(errs, s.keep(path, out, info.Size()))
	} else {
		errs = append(errs, fmt.Errorf("write new keys: %s", about.Error))
	}
	// The worker has the same place in the file: what it writes next is the next keys.
	_, err = out.Seek(0, io.SeekStart)
	return errors.Join(append(errs, out.Truncate(0), err)...)
}

// keep copies the keys beside their name and renames them: the worker may still write
// its own file, nobody writes the copy.
func (s *keyStore) keep(path string, out *os.File, size int64) error {
	part, err := s.part()
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }() // in vain once it is renamed
	if err = errors.Join(copyKeys(part, out, size), part.Close()); err != nil {
		return fmt.Errorf("copy new keys: %w", err)
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return fmt.Errorf("keep new keys: %w", err)
	}
	return s.trim()
}

// errHalf: a worker ended before it had written all.
var errHalf = errors.New("they are not all there")

// copyKeys copies a file of keys to out. It must be whole, whatever became of the call
// that made it: its last 32 bytes are the SHA-256 of the others.
func copyKeys(out io.Writer, in io.ReadSeeker, size int64) error {
	if size < int64(len(keysMagic)+sha256.Size) {
		return errHalf
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var head [len(keysMagic)]byte
	var tail [sha256.Size]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return err
	}
	digest := sha256.New()
	digest.Write(head[:])
	if _, err := out.Write(head[:]); err != nil {
		return err
	}
	if _, err := io.CopyN(io.MultiWriter(out, digest), in, size-int64(len(head)+len(tail))); err != nil {
		return err
	}
	if _, err := io.ReadFull(in, tail[:]); err != nil {
		return err
	}
	if string(head[:]) != keysMagic || !bytes.Equal(digest.Sum(nil), tail[:]) {
		return errHalf
	}
	_, err := out.Write(tail[:])
	return err
}

// said is what an answer of the library says of keys.
type said struct {
	Keys  string `json:"keys"`       // where they came from; "damaged": made because those on disk were not usable
	Error string `json:"keys_error"` // why those made could not be written
}

func aboutKeys(answer [][]byte) (s said) {
	if len(answer) > 0 {
		_ = json.Unmarshal(answer[len(answer)-1], &s) // an answer that is none is told elsewhere
	}
	return s
}

// trim removes the keys not used for the longest until the rest is within bounds.
// A process that has them open goes on with them.
func (s *keyStore) trim() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("look through folder of keys: %w", err)
	}
	var files []fs.FileInfo
	var sum int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !strings.HasSuffix(e.Name(), keysSuffix) {
			continue // gone meanwhile, or not ours
		}
		files = append(files, info)
		sum += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return cmp.Compare(a.ModTime().UnixNano(), b.ModTime().UnixNano()) })
	var errs []error
	for _, f := range files {
		if sum <= s.most {
			break
		}
		errs = append(errs, ignoreMissing(os.Remove(filepath.Join(s.dir, f.Name()))))
		sum -= f.Size()
	}
	return errors.Join(errs...)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
