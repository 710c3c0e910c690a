package node

import (
	"context"
	"errors"
	"fmt"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// Limits of what strangers may hold of a server. One who reads or writes slowly, or opens connections and says
// nothing, takes one place for a while and no more; without a bound on places the process would run out of files.
const (
	httpConnections = 4096
	httpShare       = httpConnections / 4 // of one address; a proxy in front needs fewer
	httpHeader      = 10 * time.Second
	httpRead        = 30 * time.Second
	httpWrite       = 5 * time.Minute // the largest receipts, over slow lines
	httpIdle        = 2 * time.Minute
	httpHeaderBytes = 64 << 10
)

// ServeHTTP listens at a "host:port" and serves strangers there until the server is shut down. It returns the server and
// where it listens.
func ServeHTTP(ctx context.Context, address string, h http.Handler, log *slog.Logger) (*http.Server, net.Addr, error) {
	return serveHTTP(ctx, address, h, log, httpConnections, httpShare)
}

func serveHTTP(ctx context.Context, address string, h http.Handler, log *slog.Logger, connections, share int) (*http.Server, net.Addr, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, nil, fmt.Errorf("listen for HTTP: %w", err)
	}
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: httpHeader, ReadTimeout: httpRead, WriteTimeout: httpWrite, IdleTimeout: httpIdle,
		MaxHeaderBytes: httpHeaderBytes, ErrorLog: stdlog.New(&serverLog{log}, "", 0),
	}
	go func() {
		if err := s.Serve(netutil.LimitListener(&fairListener{Listener: l, share: share, held: map[string]int{}}, connections)); !errors.Is(err, http.ErrServerClosed) {
			log.Error("HTTP server ended", "address", l.Addr().String(), "err", err)
		}
	}()
	return s, l.Addr(), nil
}

// serverLog tells the faults of handlers; what strangers do wrong is of interest to who looks for it.
type serverLog struct{ log *slog.Logger }

// Write implements [io.Writer].
func (s *serverLog) Write(b []byte) (int, error) {
	text := strings.TrimSpace(string(b))
	if strings.HasPrefix(text, "http: panic") {
		s.log.Error("a request's handler panicked", "err", text)
	} else {
		s.log.Debug(text)
	}
	return len(b), nil
}

// fairListener closes the connections of an address that has its share of them already.
type fairListener struct {
	net.Listener
	share int

	mu   sync.Mutex
	held map[string]int // connections by IP address
}

// Accept implements [net.Listener].
func (l *fairListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from, _, err := net.SplitHostPort(c.RemoteAddr().String())
		if err == nil && l.take(from) {
			return &fairConn{Conn: c, release: sync.OnceFunc(func() { l.release(from) })}, nil
		}
		_ = c.Close()
	}
}

func (l *fairListener) take(from string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[from] >= l.share {
		return false
	}
	l.held[from]++
	return true
}

func (l *fairListener) release(from string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[from]--; l.held[from] == 0 {
		delete(l.held, from)
	}
}

type fairConn struct {
	net.Conn
	release func()
}

// Close implements [net.Conn].
func (c *fairConn) Close() error {
	c.release()
	return c.Conn.Close()
}
