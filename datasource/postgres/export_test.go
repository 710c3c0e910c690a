package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Show returns a setting of the store's connections.
func Show(ctx context.Context, s datasource.Store, name string) (value string, err error) {
	err = s.(*Store).pool.QueryRow(ctx, "SHOW "+name).Scan(&value)
	return value, err
}

// Plan returns how PostgreSQL goes about a selection.
func Plan(ctx context.Context, s datasource.Store, sel task.Selection) (plan string, err error) {
	query, args := selected(sel, messageColumns)
	rows, err := s.(*Store).pool.Query(ctx, "EXPLAIN (COSTS OFF) "+query, args...)
	if err != nil {
		return "", err
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, l := range lines {
		plan += l + "\n"
	}
	return plan, err
}

// Exec runs a statement on the store's connections.
func Exec(ctx context.Context, s datasource.Store, sql string) error {
	_, err := s.(*Store).pool.Exec(ctx, sql)
	return err
}
