package halo2

import (
	"log/slog"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/worker"
)

// What tests look at from outside.
var (
	FormOf        = formOf
	FieldOrder    = fieldOrder
	Fuel          = fuel
	GuestMemoryMB = guestMemoryMB
)

const (
	FormFrontEnd = formFrontEnd
	FormOld      = formOld
)

// PoolOf is how c fits a machine.
func (c Config) PoolOf(m worker.Machine) worker.Config { return c.pool(m) }

// KeyStore is the disk cache of keys.
type KeyStore struct{ *keyStore }

// OpenKeys opens a disk cache.
func OpenKeys(dir string, most int64, about string) (KeyStore, error) {
	s, err := openKeys(dir, most, about, slog.New(slog.DiscardHandler))
	return KeyStore{s}, err
}

// Attach is what a new worker is given.
func (s KeyStore) Attach(key string) (*worker.Attachment, error) { return s.attach(key) }

// Path is where the keys of a program are.
func (s KeyStore) Path(key string) string { return s.path(key) }

// BindsKind judges a journal of a receipt of some kind.
func BindsKind(kind string, journal []byte, h *task.Header) error {
	return binderOf(kind)(journal, h)
}
