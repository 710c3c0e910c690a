package p2p

import (
	"context"
	"log/slog"
	"sync"

	"github.com/libp2p/go-libp2p/gologshim"
)

// libp2p logs through one handler for the whole process, to standard error and at
// level error what is everyday life on a network: a peer that hung up, a
// listener that was closed. The first host of a process sends these to its own
// log, for whoever debugs.
var adoptLog sync.Once

func adoptLibp2pLog(log *slog.Logger) {
	adoptLog.Do(func() {
		gologshim.SetDefaultHandler(demoted{log.Handler().WithAttrs([]slog.Attr{slog.String("part", "libp2p")})})
	})
}

// demoted passes warnings and errors on at level debug.
type demoted struct{ next slog.Handler }

// Enabled implements [slog.Handler].
func (d demoted) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && d.next.Enabled(ctx, slog.LevelDebug)
}

// Handle implements [slog.Handler].
func (d demoted) Handle(ctx context.Context, r slog.Record) error {
	r.Level = slog.LevelDebug
	return d.next.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (d demoted) WithAttrs(a []slog.Attr) slog.Handler { return demoted{d.next.WithAttrs(a)} }

// WithGroup implements [slog.Handler].
func (d demoted) WithGroup(name string) slog.Handler { return demoted{d.next.WithGroup(name)} }
