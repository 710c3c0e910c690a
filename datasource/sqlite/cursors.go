package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// Cursor implements [datasource.CursorStore].
func (s *Store) Cursor(ctx context.Context, name string) (block uint64, hash [32]byte, err error) {
	err = s.view(ctx, "read cursor "+name, func(ctx context.Context, tx *sql.Tx) error {
		var number int64
		var digest []byte
		err := tx.QueryRowContext(ctx, "SELECT block, hash FROM cursors WHERE name = ?", name).Scan(&number, &digest)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		block = uint64(number)
		copy(hash[:], digest)
		return err
	})
	return block, hash, err
}

// SetCursor implements [datasource.CursorStore].
func (s *Store) SetCursor(ctx context.Context, name string, block uint64, hash [32]byte) error {
	return s.update(ctx, "write cursor "+name, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO cursors (name, block, hash) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET block = excluded.block, hash = excluded.hash`, name, int64(block), hash[:])
		return err
	})
}

// Value implements [datasource.CursorStore].
func (s *Store) Value(ctx context.Context, key string) (value []byte, err error) {
	err = s.view(ctx, "read value "+key, func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT value FROM settings WHERE name = ?", key).Scan(&value)
	})
	return blob(value), err
}

// SetValue implements [datasource.CursorStore].
func (s *Store) SetValue(ctx context.Context, key string, value []byte) error {
	return s.update(ctx, "write value "+key, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, key, blob(value))
		return err
	})
}
