package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

const (
	// One statement for any number of messages: arrays are unnested in their
	// order, and numbered in it.
	insertMessages = `INSERT INTO messages (id, project, version, client, received, size, data)
		SELECT id, project, version, client, received, size, data
		FROM unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[], $7::bytea[])
			WITH ORDINALITY AS new (id, project, version, client, received, size, data, nth)
		ORDER BY nth ON CONFLICT (id) DO NOTHING`
	messageColumns = "messages.id, messages.project, messages.version, messages.client, messages.received, messages.data"
)

// Append implements [datasource.MessageStore].
func (s *Store) Append(ctx context.Context, msgs []task.Message) error {
	const what = "append messages"
	if err := datasource.CheckMessages(msgs); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if len(msgs) == 0 {
		return nil
	}
	n := len(msgs)
	ids, projects, received, sizes := make([][16]byte, n), make([]int64, n), make([]int64, n), make([]int64, n)
	versions, clients, data := make([][]byte, n), make([][]byte, n), make([][]byte, n)
	for i := range msgs {
		m := &msgs[i]
		ids[i], projects[i], received[i], sizes[i] = m.ID, int64(m.ProjectID), datasource.Millis(m.ReceivedAt), int64(m.EncodedLen())
		versions[i], clients[i], data[i] = []byte(m.ProjectVersion), []byte(m.ClientDID), blob(m.Data)
	}
	// A single statement is a transaction of its own: no round trips for begin and commit.
	err := s.retry(ctx, func() error {
		_, err := s.pool.Exec(ctx, insertMessages, ids, projects, versions, clients, received, sizes, data)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, s.wrap(err))
	}
	return nil
}

// Message implements [datasource.MessageStore].
func (s *Store) Message(ctx context.Context, id task.MessageID) (task.Message, error) {
	var m task.Message
	err := s.view(ctx, "read message "+id.String(), func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT "+messageColumns+" FROM messages WHERE id = $1", [16]byte(id))
		if err != nil {
			return err
		}
		m, err = pgx.CollectExactlyOneRow(rows, scanMessage)
		return err
	})
	return m, err
}

// MessageTask implements [datasource.MessageStore].
func (s *Store) MessageTask(ctx context.Context, id task.MessageID) (task.Key, error) {
	var key task.Key
	err := s.view(ctx, "read task of message "+id.String(), func(tx pgx.Tx) (err error) {
		key, _, err = messageTask(ctx, tx, id)
		return err
	})
	return key, err
}

// MessageLog implements [datasource.MessageStore].
func (s *Store) MessageLog(ctx context.Context, id task.MessageID) ([]task.Change, error) {
	var life []task.Change
	err := s.view(ctx, "read log of message "+id.String(), func(tx pgx.Tx) error {
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

func messageTask(ctx context.Context, tx pgx.Tx, id task.MessageID) (key task.Key, received int64, err error) {
	var project int64
	var sequence *int64
	row := tx.QueryRow(ctx, "SELECT project, sequence, received FROM messages WHERE id = $1", [16]byte(id))
	if err := row.Scan(&project, &sequence, &received); err != nil {
		return key, 0, err
	}
	if sequence != nil {
		key = task.Key{Project: task.ProjectID(project), Sequence: uint64(*sequence)}
	}
	return key, received, nil
}

// scanMessage reads messageColumns, and into more what the query has after them.
func scanMessage(r pgx.CollectableRow) (task.Message, error) { return scanMessageAnd(r) }

func scanMessageAnd(r pgx.CollectableRow, more ...any) (task.Message, error) {
	var m task.Message
	var version, client []byte
	var project, received int64
	dest := append([]any{(*[16]byte)(&m.ID), &project, &version, &client, &received, &m.Data}, more...)
	if err := r.Scan(dest...); err != nil {
		return task.Message{}, err
	}
	m.ProjectID, m.ProjectVersion, m.ClientDID = task.ProjectID(project), string(version), string(client)
	m.ReceivedAt = datasource.FromMillis(received)
	return m, nil
}

// blob makes nil an empty value: the driver would send it as NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
