package telemetry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// ServerConfig says where a node shows itself to its operator.
type ServerConfig struct {
	// Address is host:port of /metrics, /healthz and /readyz. Empty: not served.
	Address string
	// PprofAddress is host:port of Go's profiler. It must be a loopback address. Empty: not served.
	PprofAddress string
}

// Validate reports every field that Start would refuse, joined.
func (c ServerConfig) Validate() error {
	var errs []error
	if c.Address != "" {
		if _, _, err := net.SplitHostPort(c.Address); err != nil {
			errs = append(errs, fmt.Errorf("telemetry address %q: want host:port: %w", c.Address, err))
		}
	}
	if c.PprofAddress != "" {
		// It shows memory and stacks of a node with keys in it.
		errs = append(errs, CheckLoopback("pprof-address", c.PprofAddress))
	}
	return errors.Join(errs...)
}

// CheckLoopback refuses a host:port that others than the programs of this machine could reach; name is the setting's.
func CheckLoopback(name, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s %q: want host:port: %w", name, address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s %q: must be a loopback address, such as 127.0.0.1", name, address)
	}
	return nil
}

// Handler serves /metrics, /healthz and /readyz. It can be mounted in a node's own HTTP server, too.
func Handler(gatherer prometheus.Gatherer, health *Health) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(gatherer, promhttp.HandlerOpts{
		MaxRequestsInFlight: 4,
		Timeout:             10 * time.Second,
	}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, health.up())
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		report := health.Report(r.Context())
		status := http.StatusOK
		if !report.Ready() {
			status = http.StatusServiceUnavailable
		}
		answer(w, status, report)
	})
	return mux
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// An error here means that the reader has gone.
	_ = json.NewEncoder(w).Encode(body)
}

// pprofHandler serves Go's profiler without the side effects of its package's init.
func pprofHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// Server listens for the operator. Start and Stop fit lifecycle.Group.Add.
type Server struct {
	config  ServerConfig
	log     *slog.Logger
	handler http.Handler
	main    *listening
	pprof   *listening
}

// NewServer returns a server that is not yet listening.
func NewServer(c ServerConfig, log *slog.Logger, gatherer prometheus.Gatherer, health *Health) (*Server, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return &Server{config: c, log: log, handler: Handler(gatherer, health)}, nil
}

// Start listens on the configured addresses and returns once they are open.
func (s *Server) Start(ctx context.Context) error {
	var err error
	if s.config.Address != "" {
		if s.main, err = listen(ctx, s.log, s.config.Address, s.handler); err != nil {
			return err
		}
	}
	if s.config.PprofAddress != "" {
		if s.pprof, err = listen(ctx, s.log, s.config.PprofAddress, pprofHandler()); err != nil {
			return errors.Join(err, s.main.stop(ctx))
		}
	}
	return nil
}

// Address is where /metrics, /healthz and /readyz are served: the configured address with its real port. It is empty
// before Start and when none is configured.
func (s *Server) Address() string { return s.main.address() }

// PprofAddress is where the profiler is served, likewise.
func (s *Server) PprofAddress() string { return s.pprof.address() }

// Stop closes the listeners and waits for running requests until ctx ends.
func (s *Server) Stop(ctx context.Context) error {
	return errors.Join(s.main.stop(ctx), s.pprof.stop(ctx))
}

// listening is one HTTP server at work; nil is one that was never started.
type listening struct {
	listener net.Listener
	server   *http.Server
	done     chan struct{}
}

func listen(ctx context.Context, log *slog.Logger, address string, handler http.Handler) (*listening, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for telemetry: %w", err)
	}
	l := &listening{
		listener: listener,
		server:   &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute},
		done:     make(chan struct{}),
	}
	go func() {
		defer close(l.done)
		if err := l.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("telemetry server ended", "address", address, "error", err)
		}
	}()
	return l, nil
}

func (l *listening) address() string {
	if l == nil {
		return ""
	}
	return l.listener.Addr().String()
}

func (l *listening) stop(ctx context.Context) error {
	if l == nil {
		return nil
	}
	err := l.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("stop telemetry server: %w", err), l.server.Close())
	}
	<-l.done
	return err
}
