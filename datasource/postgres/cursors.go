package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Cursor implements [datasource.CursorStore].
func (s *Store) Cursor(ctx context.Context, name string) (block uint64, hash [32]byte, err error) {
	err = s.view(ctx, "read cursor "+name, func(tx pgx.Tx) error {
		var number int64
		var digest []byte
		err := tx.QueryRow(ctx, "SELECT block, hash FROM cursors WHERE name = $1", name).Scan(&number, &digest)
		if errors.Is(err, pgx.ErrNoRows) {
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
	return s.update(ctx, "write cursor "+name, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO cursors (name, block, hash) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET block = excluded.block, hash = excluded.hash`, name, int64(block), hash[:])
		return err
	})
}

// Value implements [datasource.CursorStore].
func (s *Store) Value(ctx context.Context, key string) (value []byte, err error) {
	err = s.view(ctx, "read value "+key, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, "SELECT value FROM settings WHERE name = $1", key).Scan(&value)
	})
	return value, err
}

// SetValue implements [datasource.CursorStore].
func (s *Store) SetValue(ctx context.Context, key string, value []byte) error {
	return s.update(ctx, "write value "+key, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, key, blob(value))
		return err
	})
}
