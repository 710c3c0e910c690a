package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Groups implements [datasource.PackStore].
func (s *Store) Groups(ctx context.Context) ([]task.Pending, error) {
	var list []task.Pending
	err := s.view(ctx, "read groups", func(ctx context.Context, tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT project, version, client, count(*), sum(size), min(received)
			FROM messages WHERE sequence IS NULL GROUP BY project, version, client`)
		list, err = collect(rows, err, func(r row) (task.Pending, error) {
			var p task.Pending
			var version, client []byte
			var project, oldest int64
			err := r.Scan(&project, &version, &client, &p.Count, &p.Bytes, &oldest)
			p.Group = task.Group{ProjectID: task.ProjectID(project), ProjectVersion: string(version), ClientDID: string(client)}
			p.Oldest = datasource.FromMillis(oldest)
			return p, err
		})
		return err
	})
	return list, err
}

// selected returns the FROM and WHERE of a selection, with its arguments. The
// inner query reads one of the two partial indexes from the front.
func selected(sel task.Selection, columns string) (string, []any) {
	where, args := "project = ? AND version = ?", []any{int64(sel.Group.ProjectID), []byte(sel.Group.ProjectVersion)}
	if !sel.AnyDevice {
		where, args = where+" AND client = ?", append(args, []byte(sel.Group.ClientDID))
	}
	q := "SELECT " + columns + " FROM messages WHERE sequence IS NULL AND " + where + " ORDER BY ordinal LIMIT ?"
	return q, append(args, max(sel.MaxCount, 1))
}

// Pending implements [datasource.PackStore].
func (s *Store) Pending(ctx context.Context, sel task.Selection) (task.Pending, error) {
	p := task.Pending{Group: sel.Group}
	err := s.view(ctx, "read pending messages", func(ctx context.Context, tx *sql.Tx) error {
		query, args := selected(sel, "size, received")
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var size uint64
			var received int64
			if err := rows.Scan(&size, &received); err != nil {
				return err
			}
			if !datasource.Fits(sel, p.Count, p.Bytes, size) {
				break
			}
			p.Count, p.Bytes = p.Count+1, p.Bytes+size
			p.Oldest = datasource.Earlier(p.Oldest, datasource.FromMillis(received))
		}
		return rows.Err()
	})
	return p, err
}

// Oldest implements [datasource.PackStore].
func (s *Store) Oldest(ctx context.Context, sel task.Selection) ([]task.Message, error) {
	var list []task.Message
	err := s.view(ctx, "read oldest messages", func(ctx context.Context, tx *sql.Tx) error {
		query, args := selected(sel, messageColumns)
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var total uint64
		for rows.Next() {
			m, err := scanMessage(rows)
			if err != nil {
				return err
			}
			size := uint64(m.EncodedLen())
			if !datasource.Fits(sel, uint64(len(list)), total, size) {
				break
			}
			list, total = append(list, m), total+size
		}
		return rows.Err()
	})
	return list, err
}

// Pack implements [datasource.PackStore].
func (s *Store) Pack(ctx context.Context, b task.Batch) (task.Header, error) {
	var h task.Header
	what := fmt.Sprintf("pack messages of project %d", b.ProjectID)
	err := s.update(ctx, what, func(ctx context.Context, tx *sql.Tx) error {
		if err := datasource.CheckBatch(b); err != nil {
			return err
		}
		sequence, err := nextSequence(ctx, tx, b)
		if err != nil {
			return err
		}
		msgs, err := claim(ctx, tx, b, sequence)
		if err != nil {
			return err
		}
		t, err := task.New(b.ChainID, b.ProjectID, b.ProjectVersion, sequence, b.CreatedAt, msgs)
		if err != nil {
			return fmt.Errorf("%w: %w", task.ErrMalformed, err)
		}
		h = t.Header
		return insertTask(ctx, tx, &h)
	})
	if err != nil {
		return task.Header{}, err
	}
	return h, nil
}

func nextSequence(ctx context.Context, tx *sql.Tx, b task.Batch) (uint64, error) {
	var sequence int64
	row := tx.QueryRowContext(ctx, `INSERT INTO positions (project, sequence) VALUES (?, 1)
		ON CONFLICT (project) DO UPDATE SET sequence = sequence + 1 RETURNING sequence`, int64(b.ProjectID))
	if err := row.Scan(&sequence); err != nil {
		return 0, err
	}
	if b.Sequence != 0 && b.Sequence != uint64(sequence) {
		return 0, fmt.Errorf("%w: the next sequence is %d, not %d", datasource.ErrConflict, sequence, b.Sequence)
	}
	return uint64(sequence), nil
}

// claim puts the batch's messages into the task and returns them in its order.
func claim(ctx context.Context, tx *sql.Tx, b task.Batch, sequence uint64) ([]task.Message, error) {
	stmt, err := tx.PrepareContext(ctx, "UPDATE messages SET sequence = ?, position = ? WHERE id = ? AND sequence IS NULL RETURNING "+messageColumns)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	msgs := make([]task.Message, len(b.Messages))
	for i, id := range b.Messages {
		msgs[i], err = scanMessage(stmt.QueryRowContext(ctx, int64(sequence), i, id[:]))
		if errors.Is(err, sql.ErrNoRows) {
			return nil, notClaimed(ctx, tx, id)
		}
		if err != nil {
			return nil, err
		}
	}
	return msgs, nil
}

func notClaimed(ctx context.Context, tx *sql.Tx, id task.MessageID) error {
	key, _, err := messageTask(ctx, tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("message %s: %w", id, datasource.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: message %s is in task %s", datasource.ErrConflict, id, key)
}
