package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ipfs/boxo/verifcid"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
	"github.com/multiformats/go-base32"
	"github.com/multiformats/go-multihash"
)

const (
	blockSuffix = ".data"
	tempPrefix  = ".put-"
	// maxBlock is the biggest block that is stored or fetched; bitswap's own limit.
	maxBlock = 2 << 20
)

var keyEncoding = base32.RawStdEncoding

// fileStore keeps each block in a file named by its multihash, in folders by the
// two letters before the last, as Kubo's flatfs does. A block is on disk, file
// and name, when put returns.
type fileStore struct{ dir string }

func openFileStore(dir string) (fileStore, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fileStore{}, fmt.Errorf("open block store: %w", err)
	}
	s := fileStore{dir}
	return s, s.clean()
}

// clean removes what a crash left half written.
func (s fileStore) clean() error {
	left, err := filepath.Glob(filepath.Join(s.dir, "*", tempPrefix+"*"))
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	if err != nil {
		return fmt.Errorf("clean block store: %w", err)
	}
	return nil
}

// key names a block; CIDs of the same hash share one.
func key(c cid.Cid) string { return keyEncoding.EncodeToString(c.Hash()) }

func (s fileStore) path(k string) string {
	shard := "_"
	if len(k) >= 3 {
		shard = k[len(k)-3 : len(k)-1]
	}
	return filepath.Join(s.dir, shard, k+blockSuffix)
}

func (s fileStore) size(k string) (int, error) {
	info, err := os.Stat(s.path(k))
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}

// get reads a block and checks it, so that a disk fault shows up as a missing
// block, which can be fetched again, and never as wrong content.
func (s fileStore) get(c cid.Cid) (blocks.Block, error) {
	data, err := os.ReadFile(s.path(key(c)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ipld.ErrNotFound{Cid: c}
	}
	if err != nil {
		return nil, fmt.Errorf("read block %s: %w", c, err)
	}
	if err := Verify(c, data); err != nil {
		return nil, errors.Join(ipld.ErrNotFound{Cid: c}, err, s.remove(key(c)))
	}
	return blocks.NewBlockWithCid(data, c)
}

func (s fileStore) remove(k string) error {
	if err := os.Remove(s.path(k)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove block: %w", err)
	}
	return nil
}

// put stores blocks. Their files are synced one by one, their folders once at the
// end.
func (s fileStore) put(ctx context.Context, list []blocks.Block) error {
	touched := map[string]struct{}{}
	for _, b := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := s.path(key(b.Cid()))
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("store block %s: %w", b.Cid(), err)
		}
		if err := writeSynced(path, b.RawData()); err != nil {
			return fmt.Errorf("store block %s: %w", b.Cid(), err)
		}
		touched[filepath.Dir(path)] = struct{}{}
	}
	var errs []error
	for dir := range touched {
		errs = append(errs, syncDir(dir))
	}
	if len(touched) > 0 {
		errs = append(errs, syncDir(s.dir))
	}
	return errors.Join(errs...)
}

func writeSynced(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}

// walk calls f for every block.
func (s fileStore) walk(f func(k string, info fs.FileInfo) error) error {
	return filepath.WalkDir(s.dir, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed meanwhile
		}
		if err != nil || d.IsDir() {
			return err
		}
		k, ok := strings.CutSuffix(d.Name(), blockSuffix)
		if !ok {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed meanwhile
		}
		if err != nil {
			return err
		}
		return f(k, info)
	})
}

// cidOf returns the raw CID of a key; codecs are not kept in file names.
func cidOf(k string) (cid.Cid, error) {
	raw, err := keyEncoding.DecodeString(k)
	if err != nil {
		return cid.Undef, fmt.Errorf("name of block: %w", err)
	}
	mh, err := multihash.Cast(raw)
	if err != nil {
		return cid.Undef, fmt.Errorf("name of block: %w", err)
	}
	c := cid.NewCidV1(cid.Raw, mh)
	return c, verifcid.ValidateCid(verifcid.DefaultAllowlist, c)
}
