package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

// Limits of what strangers may hold of a server. One who reads or writes slowly, or opens connections and says
// nothing, takes one place for a while and no more; without a bound on places the process would run out of files.
const (
	httpConnections = 4096
	httpHeader      = 10 * time.Second
	httpRead        = 30 * time.Second
	httpWrite       = 5 * time.Minute // the largest receipts, over slow lines
	httpIdle        = 2 * time.Minute
	httpHeaderBytes = 64 << 10
)

// ServeHTTP listens at a "host:port" and serves strangers there until the server is shut down. It returns the server and
// where it listens.
func ServeHTTP(ctx context.Context, address string, h http.Handler, log *slog.Logger) (*http.Server, net.Addr, error) {
	return serveHTTP(ctx, address, h, log, httpConnections)
}

func serveHTTP(ctx context.Context, address string, h http.Handler, log *slog.Logger, connections int) (*http.Server, net.Addr, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, nil, fmt.Errorf("listen for HTTP: %w", err)
	}
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: httpHeader, ReadTimeout: httpRead, WriteTimeout: httpWrite, IdleTimeout: httpIdle,
		MaxHeaderBytes: httpHeaderBytes, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	go func() {
		if err := s.Serve(netutil.LimitListener(l, connections)); !errors.Is(err, http.ErrServerClosed) {
			log.Error("HTTP server ended", "address", l.Addr().String(), "err", err)
		}
	}()
	return s, l.Addr(), nil
}
