package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

const (
	insertMessage = `INSERT INTO messages (id, project, version, client, received, size, data)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`
	messageColumns = "id, project, version, client, received, data"
)

// Append implements [datasource.MessageStore].
func (s *Store) Append(ctx context.Context, msgs []task.Message) error {
	const what = "append messages"
	if err := datasource.CheckMessages(msgs); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return s.update(ctx, what, func(ctx context.Context, tx *sql.Tx) error {
		insert := tx.StmtContext(ctx, s.insert)
		defer insert.Close()
		for i := range msgs {
			m := &msgs[i]
			_, err := insert.ExecContext(ctx, m.ID[:], int64(m.ProjectID), []byte(m.ProjectVersion), []byte(m.ClientDID),
				datasource.Millis(m.ReceivedAt), m.EncodedLen(), blob(m.Data))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Message implements [datasource.MessageStore].
func (s *Store) Message(ctx context.Context, id task.MessageID) (task.Message, error) {
	var m task.Message
	err := s.view(ctx, "read message "+id.String(), func(ctx context.Context, tx *sql.Tx) (err error) {
		m, err = scanMessage(tx.QueryRowContext(ctx, "SELECT "+messageColumns+" FROM messages WHERE id = ?", id[:]))
		return err
	})
	return m, err
}

// MessageTask implements [datasource.MessageStore].
func (s *Store) MessageTask(ctx context.Context, id task.MessageID) (task.Key, error) {
	var key task.Key
	err := s.view(ctx, "read task of message "+id.String(), func(ctx context.Context, tx *sql.Tx) (err error) {
		key, _, err = messageTask(ctx, tx, id)
		return err
	})
	return key, err
}

// MessageLog implements [datasource.MessageStore].
func (s *Store) MessageLog(ctx context.Context, id task.MessageID) ([]task.Change, error) {
	var life []task.Change
	err := s.view(ctx, "read log of message "+id.String(), func(ctx context.Context, tx *sql.Tx) error {
		key, received, err := messageTask(ctx, tx, id)
		if err != nil {
			return err
		}
		var log []task.Change
		if key != (task.Key{}) {
			if log, err = taskLog(ctx, tx, key); err != nil {
				return err
			}
		}
		life = datasource.MessageLife(datasource.FromMillis(received), log)
		return nil
	})
	return life, err
}

func messageTask(ctx context.Context, tx *sql.Tx, id task.MessageID) (key task.Key, received int64, err error) {
	var project int64
	var sequence sql.NullInt64
	row := tx.QueryRowContext(ctx, "SELECT project, sequence, received FROM messages WHERE id = ?", id[:])
	if err := row.Scan(&project, &sequence, &received); err != nil {
		return key, 0, err
	}
	if sequence.Valid {
		key = task.Key{Project: task.ProjectID(project), Sequence: uint64(sequence.Int64)}
	}
	return key, received, nil
}

type row interface{ Scan(dest ...any) error }

func scanMessage(r row) (task.Message, error) {
	var m task.Message
	var id, version, client []byte
	var project, received int64
	if err := r.Scan(&id, &project, &version, &client, &received, &m.Data); err != nil {
		return task.Message{}, err
	}
	copy(m.ID[:], id)
	m.ProjectID, m.ProjectVersion, m.ClientDID = task.ProjectID(project), string(version), string(client)
	m.ReceivedAt = datasource.FromMillis(received)
	m.Data = blob(m.Data)
	return m, nil
}

// collect reads all rows of a query.
func collect[T any](rows *sql.Rows, err error, scan func(row) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// blob makes nil an empty value: the driver would bind it as NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
