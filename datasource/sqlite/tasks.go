package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

const recordColumns = `project, sequence, chain, version, created, messages, body_size, root, signature, state, attempt,
	attempt_at, heard_at, worker, receipt, output, failures, done, revision, modified`

// insertTask stores a new task and the first line of its log.
func insertTask(ctx context.Context, tx *sql.Tx, h *task.Header) error {
	digest := h.Digest()
	created := datasource.Millis(h.CreatedAt)
	_, err := tx.ExecContext(ctx, `INSERT INTO tasks (project, sequence, chain, version, created, messages, body_size, root, digest,
			signature, state, attempt, attempt_at, heard_at, worker, done, finished, revision, modified)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 1, ?)`,
		int64(h.ProjectID), int64(h.Sequence), int64(h.ChainID), []byte(h.ProjectVersion), created, h.MessageCount, h.BodySize,
		h.MessagesRoot[:], digest[:], make([]byte, len(task.Signature{})), string(task.StatePacked), make([]byte, len(task.Address{})), created)
	if err != nil {
		return err
	}
	return appendLog(ctx, tx, h.Key(), task.Change{State: task.StatePacked, At: h.CreatedAt})
}

func appendLog(ctx context.Context, tx *sql.Tx, key task.Key, changes ...task.Change) error {
	for i := range changes {
		c := &changes[i]
		_, err := tx.ExecContext(ctx, `INSERT INTO task_log (project, sequence, line, state, at, node, attempt, comment, result)
			VALUES (?1, ?2, (SELECT coalesce(max(line), 0) + 1 FROM task_log WHERE project = ?1 AND sequence = ?2), ?3, ?4, ?5, ?6, ?7, ?8)`,
			int64(key.Project), int64(key.Sequence), string(c.State), datasource.Millis(c.At), c.Node[:], c.Attempt, []byte(c.Comment), []byte(c.Result))
		if err != nil {
			return err
		}
	}
	return nil
}

// Task implements [datasource.TaskStore].
func (s *Store) Task(ctx context.Context, key task.Key) (task.Record, error) {
	var rec task.Record
	err := s.view(ctx, "read task "+key.String(), func(ctx context.Context, tx *sql.Tx) (err error) {
		rec, err = record(ctx, tx, key)
		return err
	})
	return rec, err
}

func record(ctx context.Context, tx *sql.Tx, key task.Key) (task.Record, error) {
	return scanRecord(tx.QueryRowContext(ctx, "SELECT "+recordColumns+" FROM tasks WHERE project = ? AND sequence = ?",
		int64(key.Project), int64(key.Sequence)))
}

func scanRecord(r row) (task.Record, error) {
	var rec task.Record
	h := &rec.Header
	var version, root, signature, worker, receipt, output, failures []byte
	var project, sequence, chain, created, attemptAt, heardAt, modified int64
	err := r.Scan(&project, &sequence, &chain, &version, &created, &h.MessageCount, &h.BodySize, &root, &signature, &rec.State, &rec.Attempt,
		&attemptAt, &heardAt, &worker, &receipt, &output, &failures, &rec.Done, &rec.Revision, &modified)
	if err != nil {
		return task.Record{}, err
	}
	h.ProjectID, h.Sequence, h.ChainID = task.ProjectID(project), uint64(sequence), uint64(chain)
	h.ProjectVersion, h.CreatedAt = string(version), datasource.FromMillis(created)
	copy(h.MessagesRoot[:], root)
	copy(rec.Signature[:], signature)
	copy(rec.Worker[:], worker)
	rec.AttemptAt, rec.HeardAt, rec.ModifiedAt = datasource.FromMillis(attemptAt), datasource.FromMillis(heardAt), datasource.FromMillis(modified)
	return rec, datasource.DecodeParts(&rec, receipt, output, failures)
}

// OpenTasks implements [datasource.TaskStore].
func (s *Store) OpenTasks(ctx context.Context, after task.Key, limit int) ([]task.Record, error) {
	var list []task.Record
	err := s.view(ctx, "read open tasks", func(ctx context.Context, tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT "+recordColumns+` FROM tasks
			WHERE finished = 0 AND (project, sequence) > (?, ?) ORDER BY project, sequence LIMIT ?`,
			int64(after.Project), int64(after.Sequence), max(limit, 0))
		list, err = collect(rows, err, scanRecord)
		return err
	})
	return list, err
}

// TaskByDigest implements [datasource.TaskStore].
func (s *Store) TaskByDigest(ctx context.Context, digest task.Digest) (task.Task, error) {
	var t task.Task
	err := s.view(ctx, "read task "+digest.String(), func(ctx context.Context, tx *sql.Tx) error {
		rec, err := scanRecord(tx.QueryRowContext(ctx, "SELECT "+recordColumns+" FROM tasks WHERE digest = ?", digest[:]))
		if err != nil {
			return err
		}
		t.Header = rec.Header
		rows, err := tx.QueryContext(ctx, "SELECT "+messageColumns+" FROM messages WHERE project = ? AND sequence = ? ORDER BY position",
			int64(t.ProjectID), int64(t.Sequence))
		t.Messages, err = collect(rows, err, scanMessage)
		return err
	})
	return t, err
}

// Save implements [datasource.TaskStore].
func (s *Store) Save(ctx context.Context, rec task.Record, changes ...task.Change) (task.Record, error) {
	key := rec.Header.Key()
	err := s.update(ctx, "save task "+key.String(), func(ctx context.Context, tx *sql.Tx) error {
		stored, err := record(ctx, tx, key)
		if err != nil {
			return err
		}
		if err := datasource.CheckSave(stored, rec, changes); err != nil {
			return err
		}
		rec.Header, rec.Revision = stored.Header, stored.Revision+1
		if err := updateTask(ctx, tx, &rec); err != nil {
			return err
		}
		return appendLog(ctx, tx, key, changes...)
	})
	if err != nil {
		return task.Record{}, err
	}
	return datasource.AsStored(rec), nil
}

func updateTask(ctx context.Context, tx *sql.Tx, rec *task.Record) error {
	receipt, output, failures, err := datasource.EncodeParts(rec)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `UPDATE tasks SET signature = ?, state = ?, attempt = ?, attempt_at = ?, heard_at = ?, worker = ?,
			receipt = ?, output = ?, failures = ?, done = ?, finished = ?, revision = ?, modified = ?
		WHERE project = ? AND sequence = ?`,
		rec.Signature[:], string(rec.State), rec.Attempt, datasource.Millis(rec.AttemptAt), datasource.Millis(rec.HeardAt), rec.Worker[:],
		text(receipt), text(output), text(failures), rec.Done, datasource.Finished(rec), rec.Revision, datasource.Millis(rec.ModifiedAt),
		int64(rec.Header.ProjectID), int64(rec.Header.Sequence))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("update of one task changed %d rows: %w", n, err)
	}
	return nil
}

// TaskLog implements [datasource.TaskStore].
func (s *Store) TaskLog(ctx context.Context, key task.Key) ([]task.Change, error) {
	var log []task.Change
	err := s.view(ctx, "read log of task "+key.String(), func(ctx context.Context, tx *sql.Tx) (err error) {
		log, err = taskLog(ctx, tx, key)
		return err
	})
	return log, err
}

func taskLog(ctx context.Context, tx *sql.Tx, key task.Key) ([]task.Change, error) {
	rows, err := tx.QueryContext(ctx, `SELECT state, at, node, attempt, comment, result FROM task_log
		WHERE project = ? AND sequence = ? ORDER BY line`, int64(key.Project), int64(key.Sequence))
	log, err := collect(rows, err, func(r row) (task.Change, error) {
		var c task.Change
		var at int64
		var node, comment, result []byte
		err := r.Scan(&c.State, &at, &node, &c.Attempt, &comment, &result)
		c.At, c.Comment, c.Result = datasource.FromMillis(at), string(comment), string(result)
		copy(c.Node[:], node)
		return c, err
	})
	if err == nil && len(log) == 0 {
		err = datasource.ErrNotFound
	}
	return log, err
}

// text binds JSON as text, nil as NULL.
func text(b []byte) sql.NullString { return sql.NullString{String: string(b), Valid: b != nil} }
