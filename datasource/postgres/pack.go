package postgres

import (
	"context"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Groups implements [datasource.PackStore].
func (s *Store) Groups(ctx context.Context) ([]task.Pending, error) {
	var list []task.Pending
	err := s.view(ctx, "read groups", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT project, version, client, count(*), sum(size)::bigint, min(received)
			FROM messages WHERE sequence IS NULL GROUP BY project, version, client`)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, scanPending)
		return err
	})
	return list, err
}

func scanPending(r pgx.CollectableRow) (task.Pending, error) {
	var p task.Pending
	var version, client []byte
	var project, oldest int64
	err := r.Scan(&project, &version, &client, &p.Count, &p.Bytes, &oldest)
	p.Group = task.Group{ProjectID: task.ProjectID(project), ProjectVersion: string(version), ClientDID: string(client)}
	p.Oldest = datasource.FromMillis(oldest)
	return p, err
}

// selected returns the query of a selection, with its arguments. It reads one of
// the two partial indexes from the front.
func selected(sel task.Selection, columns string) (string, []any) {
	where, args := "project = $1 AND version = $2", []any{int64(sel.Group.ProjectID), []byte(sel.Group.ProjectVersion)}
	if !sel.AnyDevice {
		where, args = where+" AND client = $3", append(args, blob([]byte(sel.Group.ClientDID)))
	}
	args = append(args, max(sel.MaxCount, 1))
	q := "SELECT " + columns + " FROM messages WHERE sequence IS NULL AND " + where + " ORDER BY ordinal LIMIT $" + strconv.Itoa(len(args))
	return q, args
}

// Pending implements [datasource.PackStore].
func (s *Store) Pending(ctx context.Context, sel task.Selection) (task.Pending, error) {
	var p task.Pending
	begin := func() { p = task.Pending{Group: sel.Group} }
	err := s.each(ctx, "read pending messages", sel, "size, received", begin, func(r pgx.CollectableRow) (bool, error) {
		var size uint64
		var received int64
		if err := r.Scan(&size, &received); err != nil || !datasource.Fits(sel, p.Count, p.Bytes, size) {
			return false, err
		}
		p.Count, p.Bytes = p.Count+1, p.Bytes+size
		p.Oldest = datasource.Earlier(p.Oldest, datasource.FromMillis(received))
		return true, nil
	})
	return p, err
}

// Oldest implements [datasource.PackStore].
func (s *Store) Oldest(ctx context.Context, sel task.Selection) ([]task.Message, error) {
	var list []task.Message
	var total uint64
	begin := func() { list, total = nil, 0 }
	err := s.each(ctx, "read oldest messages", sel, messageColumns, begin, func(r pgx.CollectableRow) (bool, error) {
		m, err := scanMessage(r)
		size := uint64(m.EncodedLen())
		if err != nil || !datasource.Fits(sel, uint64(len(list)), total, size) {
			return false, err
		}
		list, total = append(list, m), total+size
		return true, nil
	})
	return list, err
}

// takeRow reads one row and says whether the next one is wanted.
type takeRow = func(pgx.CollectableRow) (bool, error)

// fetchRows is how many rows of a selection are asked for at once: a selection
// that its bytes cut short must not carry megabytes beyond.
const fetchRows = 256

// each reads the rows of a selection until take says enough. It calls begin
// before the first row, again if it has to begin anew.
func (s *Store) each(ctx context.Context, what string, sel task.Selection, columns string, begin func(), take takeRow) error {
	return s.view(ctx, what, func(tx pgx.Tx) error {
		begin()
		query, args := selected(sel, columns)
		if sel.MaxCount <= fetchRows {
			_, _, err := takeRows(ctx, tx, take, query, args...)
			return err
		}
		if _, err := tx.Exec(ctx, "DECLARE selection NO SCROLL CURSOR FOR "+query, args...); err != nil {
			return err
		}
		for {
			n, more, err := takeRows(ctx, tx, take, "FETCH "+strconv.Itoa(fetchRows)+" FROM selection")
			if err != nil || !more || n < fetchRows {
				return err
			}
		}
	})
}

func takeRows(ctx context.Context, tx pgx.Tx, take takeRow, query string, args ...any) (n int, more bool, err error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return 0, false, err
	}
	defer rows.Close()
	for more = true; more && rows.Next(); n++ {
		if more, err = take(rows); err != nil {
			return n, false, err
		}
	}
	rows.Close()
	return n, more, rows.Err()
}

// Pack implements [datasource.PackStore].
func (s *Store) Pack(ctx context.Context, b task.Batch) (task.Header, error) {
	what := fmt.Sprintf("pack messages of project %d", b.ProjectID)
	if err := datasource.CheckBatch(b); err != nil {
		return task.Header{}, fmt.Errorf("%s: %w", what, err)
	}
	ids := make([][16]byte, len(b.Messages))
	for i, id := range b.Messages {
		ids[i] = id
	}
	var h task.Header
	err := s.update(ctx, what, func(tx pgx.Tx) error {
		sequence, err := nextSequence(ctx, tx, b)
		if err != nil {
			return err
		}
		msgs, err := claim(ctx, tx, b, ids)
		if err != nil {
			return err
		}
		t, err := task.New(b.ChainID, b.ProjectID, b.ProjectVersion, sequence, b.CreatedAt, msgs)
		if err != nil {
			return fmt.Errorf("%w: %w", task.ErrMalformed, err)
		}
		h = t.Header
		return storeTask(ctx, tx, &h, ids)
	})
	if err != nil {
		return task.Header{}, err
	}
	return h, nil
}

// nextSequence also takes the project's row lock, so that packers of one project
// go one after the other and an aborted one leaves no hole.
func nextSequence(ctx context.Context, tx pgx.Tx, b task.Batch) (uint64, error) {
	var sequence int64
	err := tx.QueryRow(ctx, `INSERT INTO positions (project, sequence) VALUES ($1, 1)
		ON CONFLICT (project) DO UPDATE SET sequence = positions.sequence + 1 RETURNING sequence`, int64(b.ProjectID)).Scan(&sequence)
	if err != nil {
		return 0, err
	}
	if b.Sequence != 0 && b.Sequence != uint64(sequence) {
		return 0, fmt.Errorf("%w: the next sequence is %d, not %d", datasource.ErrConflict, sequence, b.Sequence)
	}
	return uint64(sequence), nil
}

// claim locks the batch's messages and returns them in its order.
func claim(ctx context.Context, tx pgx.Tx, b task.Batch, ids [][16]byte) ([]task.Message, error) {
	rows, err := tx.Query(ctx, "SELECT "+messageColumns+`, messages.sequence
		FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, nth) JOIN messages USING (id) ORDER BY nth FOR UPDATE OF messages`, ids)
	if err != nil {
		return nil, err
	}
	var taken error
	msgs, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (task.Message, error) {
		var sequence *int64
		m, err := scanMessageAnd(r, &sequence)
		if err == nil && sequence != nil && taken == nil {
			taken = fmt.Errorf("%w: message %s is in task %d/%d", datasource.ErrConflict, m.ID, m.ProjectID, *sequence)
		}
		return m, err
	})
	if err != nil {
		return nil, err
	}
	for i, id := range b.Messages {
		if i >= len(msgs) || msgs[i].ID != id {
			return nil, fmt.Errorf("message %s: %w", id, datasource.ErrNotFound)
		}
	}
	return msgs, taken
}

// storeTask stores the task, the first line of its log, and its messages' places in it.
func storeTask(ctx context.Context, tx pgx.Tx, h *task.Header, ids [][16]byte) error {
	var b pgx.Batch
	b.Queue(`UPDATE messages SET sequence = $1, position = nth - 1
		FROM unnest($2::uuid[]) WITH ORDINALITY AS taken (id, nth) WHERE messages.id = taken.id`, int64(h.Sequence), ids)
	queueTask(&b, h)
	queueLog(&b, h.Key(), task.Change{State: task.StatePacked, At: h.CreatedAt})
	return tx.SendBatch(ctx, &b).Close()
}
