package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/machinefi/sprout/task"
)

const maxRedirects = 5

// busyError is an answer of a server that may be asked again.
type busyError struct {
	status string
	after  time.Duration // how long it wants to be left alone; 0 = it did not say
}

func (e *busyError) Error() string { return "server answered " + e.status }

// newClient makes a client that speaks to public hosts only, where cfg does not
// say otherwise. The check stands where the connection is made, behind name
// resolution and redirects, so that no name can lead elsewhere.
func newClient(cfg *Config) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !cfg.AllowPrivate {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return checkPublic(address) }
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil, // it would connect where the check does not reach
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  cfg.Timeout,
			MaxResponseHeaderBytes: 64 << 10,
			// HTTP/1.1 only, so that connections per host bound requests per host.
			MaxConnsPerHost:    cfg.PerHost,
			Protocols:          http1(),
			IdleConnTimeout:    30 * time.Second,
			DisableCompression: true, // a limit on bytes that are not inflated is one on memory
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return backoff.Permanent(fmt.Errorf("more than %d redirects", maxRedirects))
			}
			if s := req.URL.Scheme; s != "http" && s != "https" {
				return backoff.Permanent(fmt.Errorf("%w: redirect to a %s address", ErrNotAllowed, clip(s)))
			}
			return nil
		},
	}
}

func http1() *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(true)
	return p
}

func (f *Fetcher) download(ctx context.Context, method, addr string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, addr, nil)
	if err != nil {
		return nil, backoff.Permanent(fmt.Errorf("%w: %w", ErrBadURI, err))
	}
	req.Header.Set("User-Agent", "sprout")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	if err := judge(resp); err != nil {
		return nil, err
	}
	tooLarge := fmt.Errorf("%w: limit %d bytes", ErrTooLarge, f.cfg.MaxBytes)
	if resp.ContentLength > f.cfg.MaxBytes {
		return nil, backoff.Permanent(tooLarge)
	}
	file, err := io.ReadAll(io.LimitReader(resp.Body, f.cfg.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if int64(len(file)) > f.cfg.MaxBytes {
		return nil, backoff.Permanent(tooLarge)
	}
	return file, nil
}

// judge turns a status into nil, an error that may pass, or a final one.
func judge(resp *http.Response) error {
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code >= 500 || code == http.StatusRequestTimeout || code == http.StatusTooEarly || code == http.StatusTooManyRequests:
		secs, err := strconv.ParseUint(resp.Header.Get("Retry-After"), 10, 16)
		if err != nil {
			secs = 0 // not said, or as a date, which is rare enough
		}
		return &busyError{resp.Status, time.Duration(secs) * time.Second}
	default:
		return backoff.Permanent(errors.New("server answered " + clip(resp.Status)))
	}
}

// special are the networks that are neither public nor known to net/netip.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // carrier NAT
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), // these four carry IPv4 addresses
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("fec0::/10"),
}

// checkPublic refuses an address that is not one of the public internet.
func checkPublic(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return backoff.Permanent(fmt.Errorf("%w: %s", ErrNotAllowed, address))
	}
	ip := ap.Addr().Unmap().WithZone("")
	public := ip.IsGlobalUnicast() && !ip.IsPrivate()
	for _, p := range special {
		public = public && !p.Contains(ip)
	}
	if public {
		return nil
	}
	return backoff.Permanent(task.WithHint(fmt.Errorf("%w: %s is not a public host", ErrNotAllowed, ip),
		"--allow-private-urls allows it, if project files may come from this machine's own networks"))
}
