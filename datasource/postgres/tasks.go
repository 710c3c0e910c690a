package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

const recordColumns = `project, sequence, chain, version, created, messages, body_size, root, signature, state, attempt,
	attempt_at, heard_at, worker, receipt, output, failures, done, revision, modified`

func queueTask(b *pgx.Batch, h *task.Header) {
	digest := h.Digest()
	created := datasource.Millis(h.CreatedAt)
	b.Queue(`INSERT INTO tasks (project, sequence, chain, version, created, messages, body_size, root, digest,
			signature, state, attempt, attempt_at, heard_at, worker, done, finished, revision, modified)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, $12, false, false, 1, $5)`,
		int64(h.ProjectID), int64(h.Sequence), int64(h.ChainID), []byte(h.ProjectVersion), created, h.MessageCount, h.BodySize,
		h.MessagesRoot[:], digest[:], make([]byte, len(task.Signature{})), string(task.StatePacked), make([]byte, len(task.Address{})))
}

func queueLog(b *pgx.Batch, key task.Key, changes ...task.Change) {
	for i := range changes {
		c := &changes[i]
		b.Queue(`INSERT INTO task_log (project, sequence, line, state, at, node, attempt, comment, result)
			VALUES ($1, $2, (SELECT coalesce(max(line), 0) + 1 FROM task_log WHERE project = $1 AND sequence = $2), $3, $4, $5, $6, $7, $8)`,
			int64(key.Project), int64(key.Sequence), string(c.State), datasource.Millis(c.At), c.Node[:], c.Attempt, []byte(c.Comment), []byte(c.Result))
	}
}

// Task implements [datasource.TaskStore].
func (s *Store) Task(ctx context.Context, key task.Key) (task.Record, error) {
	var rec task.Record
	err := s.view(ctx, "read task "+key.String(), func(tx pgx.Tx) (err error) {
		rec, err = record(ctx, tx, key, "")
		return err
	})
	return rec, err
}

func record(ctx context.Context, tx pgx.Tx, key task.Key, locking string) (task.Record, error) {
	rows, err := tx.Query(ctx, "SELECT "+recordColumns+" FROM tasks WHERE project = $1 AND sequence = $2 "+locking,
		int64(key.Project), int64(key.Sequence))
	if err != nil {
		return task.Record{}, err
	}
	return pgx.CollectExactlyOneRow(rows, scanRecord)
}

func scanRecord(r pgx.CollectableRow) (task.Record, error) {
	var rec task.Record
	h := &rec.Header
	var version, root, signature, worker, receipt, output, failures []byte
	var state string
	var project, sequence, chain, created, attemptAt, heardAt, modified int64
	err := r.Scan(&project, &sequence, &chain, &version, &created, &h.MessageCount, &h.BodySize, &root, &signature, &state, &rec.Attempt,
		&attemptAt, &heardAt, &worker, &receipt, &output, &failures, &rec.Done, &rec.Revision, &modified)
	if err != nil {
		return task.Record{}, err
	}
	h.ProjectID, h.Sequence, h.ChainID = task.ProjectID(project), uint64(sequence), uint64(chain)
	h.ProjectVersion, h.CreatedAt = string(version), datasource.FromMillis(created)
	rec.State = task.State(state)
	copy(h.MessagesRoot[:], root)
	copy(rec.Signature[:], signature)
	copy(rec.Worker[:], worker)
	rec.AttemptAt, rec.HeardAt, rec.ModifiedAt = datasource.FromMillis(attemptAt), datasource.FromMillis(heardAt), datasource.FromMillis(modified)
	return rec, datasource.DecodeParts(&rec, receipt, output, failures)
}

// OpenTasks implements [datasource.TaskStore].
func (s *Store) OpenTasks(ctx context.Context, after task.Key, limit int) ([]task.Record, error) {
	var list []task.Record
	err := s.view(ctx, "read open tasks", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT "+recordColumns+` FROM tasks
			WHERE NOT finished AND (project, sequence) > ($1, $2) ORDER BY project, sequence LIMIT $3`,
			int64(after.Project), int64(after.Sequence), max(limit, 0))
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, scanRecord)
		return err
	})
	return list, err
}

// TaskByDigest implements [datasource.TaskStore].
func (s *Store) TaskByDigest(ctx context.Context, digest task.Digest) (task.Task, error) {
	var t task.Task
	err := s.view(ctx, "read task "+digest.String(), func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT "+recordColumns+" FROM tasks WHERE digest = $1", digest[:])
		if err != nil {
			return err
		}
		rec, err := pgx.CollectExactlyOneRow(rows, scanRecord)
		if err != nil {
			return err
		}
		t.Header = rec.Header
		rows, err = tx.Query(ctx, "SELECT "+messageColumns+" FROM messages WHERE project = $1 AND sequence = $2 ORDER BY position",
			int64(t.ProjectID), int64(t.Sequence))
		if err != nil {
			return err
		}
		t.Messages, err = pgx.CollectRows(rows, scanMessage)
		return err
	})
	return t, err
}

// Save implements [datasource.TaskStore].
func (s *Store) Save(ctx context.Context, rec task.Record, changes ...task.Change) (task.Record, error) {
	key := rec.Header.Key()
	saved := rec
	err := s.update(ctx, "save task "+key.String(), func(tx pgx.Tx) error {
		stored, err := record(ctx, tx, key, "FOR UPDATE")
		if err != nil {
			return err
		}
		if err := datasource.CheckSave(stored, rec, changes); err != nil {
			return err
		}
		saved.Header, saved.Revision = stored.Header, stored.Revision+1
		var b pgx.Batch
		if err := queueUpdate(&b, &saved); err != nil {
			return err
		}
		queueLog(&b, key, changes...)
		return tx.SendBatch(ctx, &b).Close()
	})
	if err != nil {
		return task.Record{}, err
	}
	return datasource.AsStored(saved), nil
}

func queueUpdate(b *pgx.Batch, rec *task.Record) error {
	receipt, output, failures, err := datasource.EncodeParts(rec)
	if err != nil {
		return err
	}
	b.Queue(`UPDATE tasks SET signature = $3, state = $4, attempt = $5, attempt_at = $6, heard_at = $7, worker = $8,
			receipt = $9, output = $10, failures = $11, done = $12, finished = $13, revision = $14, modified = $15
		WHERE project = $1 AND sequence = $2`,
		int64(rec.Header.ProjectID), int64(rec.Header.Sequence),
		rec.Signature[:], string(rec.State), rec.Attempt, datasource.Millis(rec.AttemptAt), datasource.Millis(rec.HeardAt), rec.Worker[:],
		receipt, output, failures, rec.Done, datasource.Finished(rec), rec.Revision, datasource.Millis(rec.ModifiedAt))
	return nil
}

// TaskLog implements [datasource.TaskStore].
func (s *Store) TaskLog(ctx context.Context, key task.Key) ([]task.Change, error) {
	var log []task.Change
	err := s.view(ctx, "read log of task "+key.String(), func(tx pgx.Tx) (err error) {
		log, err = taskLog(ctx, tx, key)
		return err
	})
	return log, err
}

func taskLog(ctx context.Context, tx pgx.Tx, key task.Key) ([]task.Change, error) {
	rows, err := tx.Query(ctx, `SELECT state, at, node, attempt, comment, result FROM task_log
		WHERE project = $1 AND sequence = $2 ORDER BY line`, int64(key.Project), int64(key.Sequence))
	if err != nil {
		return nil, err
	}
	log, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (task.Change, error) {
		var c task.Change
		var state string
		var at int64
		var node, comment, result []byte
		err := r.Scan(&state, &at, &node, &c.Attempt, &comment, &result)
		c.State, c.At, c.Comment, c.Result = task.State(state), datasource.FromMillis(at), string(comment), string(result)
		copy(c.Node[:], node)
		return c, err
	})
	if err == nil && len(log) == 0 {
		err = fmt.Errorf("task %s: %w", key, datasource.ErrNotFound)
	}
	return log, err
}
