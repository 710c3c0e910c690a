package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/task"
)

// Noted implements [attest.Notes].
func (l *Ledger) Noted(ctx context.Context, t, program task.Digest) (task.Digest, bool, error) {
	return noted(ctx, l.db, t, program)
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func noted(ctx context.Context, q querier, t, program task.Digest) (journal task.Digest, found bool, err error) {
	var b []byte
	err = q.QueryRowContext(ctx, "SELECT journal FROM attested WHERE task = ? AND program = ?", t[:], program[:]).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return journal, false, nil
	}
	if err == nil && copy(journal[:], b) != len(journal) {
		err = fmt.Errorf("journal digest of %d bytes", len(b))
	}
	if err != nil {
		return task.Digest{}, false, fmt.Errorf("read what was attested: %w", err)
	}
	return journal, true, nil
}

// Note implements [attest.Notes]: all results, or none.
func (l *Ledger) Note(ctx context.Context, results []attest.Result) (err error) {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("note what is attested: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for _, r := range results {
		journal, found, err := noted(ctx, tx, r.Task, r.Program)
		switch {
		case err != nil:
			return err
		case found && journal != r.Journal:
			return fmt.Errorf("%w: task %s has %s, not %s", attest.ErrConflict, r.Task, journal, r.Journal)
		case found:
			continue
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO attested (task, program, journal) VALUES (?, ?, ?)", r.Task[:], r.Program[:], r.Journal[:]); err != nil {
			return fmt.Errorf("note what is attested: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("note what is attested: %w", err)
	}
	return nil
}

// Sent returns the id of the transaction that was to settle the task last; false if none was.
func (l *Ledger) Sent(ctx context.Context, t task.Digest) (string, bool, error) {
	return one[string](ctx, l, "SELECT doc FROM settlings WHERE digest = ?", t[:])
}

// SetSent notes that the transaction with this id is to settle the tasks, durable on return.
func (l *Ledger) SetSent(ctx context.Context, tasks []task.Digest, id string) (err error) {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("note settlement: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for _, t := range tasks {
		if err := writeTo(ctx, tx, id, "INSERT OR REPLACE INTO settlings (digest, doc) VALUES (?, ?)", t[:]); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("note settlement: %w", err)
	}
	return nil
}
