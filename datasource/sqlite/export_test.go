package sqlite

import (
	"context"
	"database/sql"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Pragmas returns the settings of a connection that writes and of one that reads.
func Pragmas(ctx context.Context, s datasource.Store, name string) (write, read string, err error) {
	for _, c := range []struct {
		db  *sql.DB
		out *string
	}{{s.(*Store).write, &write}, {s.(*Store).read, &read}} {
		if err := c.db.QueryRowContext(ctx, "PRAGMA "+name).Scan(c.out); err != nil {
			return "", "", err
		}
	}
	return write, read, nil
}

// Plan returns how SQLite goes about a selection.
func Plan(ctx context.Context, s datasource.Store, sel task.Selection) (plan string, err error) {
	query, args := selected(sel, messageColumns)
	rows, err := s.(*Store).read.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
	lines, err := collect(rows, err, func(r row) (string, error) {
		var a, b, c int
		var detail string
		err := r.Scan(&a, &b, &c, &detail)
		return detail, err
	})
	for _, l := range lines {
		plan += l + "\n"
	}
	return plan, err
}

// ParseDSN shows the parser to its fuzz target.
var ParseDSN = parseDSN
