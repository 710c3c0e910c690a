package node

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/task"
)

// ErrInUse says that another node works in the data directory.
var ErrInUse = errors.New("data directory is in use")

// lock keeps the data directory to this process: two nodes with one ledger and one
// key would send transactions against each other. The kernel frees the lock
// when the process ends, however it ends.
func (b *Base) lock(context.Context) error {
	f, err := os.OpenFile(b.Path("lock"), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return fmt.Errorf("lock data directory: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		if errors.Is(err, unix.EWOULDBLOCK) {
			err = task.WithHint(fmt.Errorf("%w: %s", ErrInUse, b.Config.DataDir), "stop the other node, or give this one a --data-dir of its own")
		}
		return errors.Join(err, f.Close())
	}
	b.locked = f
	return nil
}

func (b *Base) unlock() error { return b.locked.Close() }
