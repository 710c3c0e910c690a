package wallet

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
)

// Faults that callers decide on.
var (
	ErrExists   = errors.New("key is in the folder already")
	ErrNotFound = errors.New("no such key in the folder")
	ErrName     = errors.New("not a name for a key: want letters, digits, dashes and underscores")
)

// Entry is one key in a folder.
type Entry struct {
	Address common.Address `json:"address"`
	Name    string         `json:"name"` // of the file, without .json
	File    string         `json:"file"`
}

// Folder holds keystore files. It is made when the first key is written.
type Folder struct{ dir string }

// NewFolder is the folder at dir.
func NewFolder(dir string) Folder { return Folder{dir} }

// Import writes a key, which must not be in the folder yet. name may be empty: the address then names the file.
func (f Folder) Import(name string, key *ecdsa.PrivateKey, password string) (Entry, error) {
	e := Entry{Address: crypto.PubkeyToAddress(key.PublicKey), Name: name}
	if name == "" {
		e.Name = strings.ToLower(e.Address.Hex())
	}
	if strings.ContainsFunc(e.Name, func(r rune) bool { return !strings.ContainsRune(nameRunes, r) }) {
		return Entry{}, fmt.Errorf("%w: %.64q", ErrName, name)
	}
	e.File = filepath.Join(f.dir, e.Name+".json")
	if there, err := f.Find(e.Address.Hex()); err == nil {
		return Entry{}, fmt.Errorf("%w: %s is %s", ErrExists, e.Address, there.File)
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return Entry{}, fmt.Errorf("write key: %w", err)
	}
	doc, err := keystore.EncryptKey(&keystore.Key{Id: id, Address: e.Address, PrivateKey: key}, password, keystore.StandardScryptN, keystore.StandardScryptP)
	if err != nil {
		return Entry{}, fmt.Errorf("write key: %w", err)
	}
	return e, f.write(e.File, append(doc, '\n'))
}

const nameRunes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// write makes a file whole or not at all, and never over another: the key in it may be the only copy.
func (f Folder) write(path string, doc []byte) error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	tmp, err := os.CreateTemp(f.dir, ".key-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(doc)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Link(tmp.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %s", ErrExists, path)
	}
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	return nil
}

// List lists the keys by their names. Files that are no keystore are passed over.
func (f Folder) List() ([]Entry, error) {
	files, err := filepath.Glob(filepath.Join(f.dir, "*"))
	if err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	slices.Sort(files)
	list := []Entry{}
	for _, file := range files {
		if e, ok := entry(file); ok {
			list = append(list, e)
		}
	}
	return list, nil
}

// entry reads whose key is in a file, which stands there openly.
func entry(file string) (Entry, bool) {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 64<<10 {
		return Entry{}, false
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return Entry{}, false
	}
	var doc struct {
		Address string          `json:"address"`
		Crypto  json.RawMessage `json:"crypto"`
	}
	if json.Unmarshal(b, &doc) != nil || !common.IsHexAddress(doc.Address) || len(doc.Crypto) == 0 {
		return Entry{}, false
	}
	return Entry{common.HexToAddress(doc.Address), strings.TrimSuffix(filepath.Base(file), ".json"), file}, true
}

// Find finds a key by its address or the name of its file.
func (f Folder) Find(what string) (Entry, error) {
	list, err := f.List()
	if err != nil {
		return Entry{}, err
	}
	for _, e := range list {
		if e.Name == what || common.IsHexAddress(what) && e.Address == common.HexToAddress(what) {
			return e, nil
		}
	}
	return Entry{}, fmt.Errorf("%w: %.64q in %s", ErrNotFound, what, f.dir)
}
