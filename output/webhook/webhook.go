// Package webhook posts results as JSON to a URL of the project's, signed with
// HMAC-SHA256, until the receiver answers 2xx.
//
// The body is [output.Payload]. The header Sprout-Signature is
// "t=<unix seconds>,v1=<hex HMAC-SHA256 of 't.body'>"; Idempotency-Key is the task
// digest, by which a receiver tells a repeated delivery.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

// Policy is the operator's word on where webhooks may go.
type Policy struct {
	Hosts        []string            // allowed "host" or "host:port"; empty = any public host
	AllowPrivate bool                // allow loopback and private addresses
	Secret       func(string) string // finds a secret by the name in the project file; usually os.Getenv
	Timeout      time.Duration       // of one request; 15 s
	Tries        uint                // requests per delivery; 8
	Pause        time.Duration       // before the second request, growing after; 500 ms

	dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// SecretPrefix begins the names of secrets that project files may use: the node's
// environment holds others that are nobody's business.
const SecretPrefix = "WEBHOOK_"

type hook struct {
	policy Policy
	url    string
	secret []byte
	client *http.Client
}

// New returns a factory under the operator's policy. The project's parameters are
// {"url": "https://…", "secretEnv": "WEBHOOK_NAME"}; the secret itself is the
// operator's to set.
func New(p Policy) output.Factory {
	if p.Timeout == 0 {
		p.Timeout = 15 * time.Second
	}
	if p.Tries == 0 {
		p.Tries = 8
	}
	if p.Pause == 0 {
		p.Pause = backoff.DefaultInitialInterval
	}
	if p.dial == nil {
		p.dial = (&net.Dialer{Timeout: p.Timeout, Control: p.guard}).DialContext
	}
	client := &http.Client{
		Timeout: p.Timeout,
		// No proxy: it would be asked to go where the guard forbids.
		Transport: &http.Transport{
			DialContext: p.dial, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
		},
		// A redirect could leave the allowed hosts.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return func(params json.RawMessage) (output.Output, error) { return open(p, client, params) }
}

func open(p Policy, client *http.Client, params json.RawMessage) (output.Output, error) {
	var cfg struct {
		URL       string `json:"url"`
		SecretEnv string `json:"secretEnv"`
	}
	if err := json.Unmarshal(params, &cfg); err != nil {
		return nil, fmt.Errorf("%w: webhook: %w", output.ErrParams, err)
	}
	u, err := url.Parse(cfg.URL)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return nil, fmt.Errorf("%w: webhook.url: want an http(s) URL", output.ErrParams)
	}
	if len(p.Hosts) > 0 && !slices.Contains(p.Hosts, u.Host) && !slices.Contains(p.Hosts, u.Hostname()) {
		return nil, task.WithHint(fmt.Errorf("%w: webhook host %s", output.ErrForbidden, u.Host), "the operator allows hosts with --webhook-host")
	}
	h := &hook{policy: p, url: cfg.URL, client: client}
	if cfg.SecretEnv != "" {
		if !strings.HasPrefix(cfg.SecretEnv, SecretPrefix) {
			return nil, fmt.Errorf("%w: webhook.secretEnv: %.64q does not begin with %s", output.ErrParams, cfg.SecretEnv, SecretPrefix)
		}
		if h.secret = []byte(p.Secret(cfg.SecretEnv)); len(h.secret) == 0 {
			return nil, task.WithHint(fmt.Errorf("%w: webhook.secretEnv: %.64q is not set on this node", output.ErrForbidden, cfg.SecretEnv),
				"the operator sets the secret in the node's environment")
		}
	}
	return h, nil
}

// guard refuses private addresses after name resolution, so that a public name
// cannot lead into the operator's network.
func (p Policy) guard(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	ip, err := netip.ParseAddr(host)
	if !p.AllowPrivate && (err != nil || !public(ip.Unmap())) {
		return fmt.Errorf("%w: webhook address %s is private", output.ErrForbidden, host)
	}
	return nil
}

// special lists networks beside those netip knows that lead to the operator's own
// or to nobody's machines.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), // carry an IPv4 address
}

func public(ip netip.Addr) bool {
	return ip.Zone() == "" && ip.IsGlobalUnicast() && !ip.IsPrivate() &&
		!slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// Deliver implements [output.Output]. It retries with growing pauses on network
// errors, 429 and 5xx; any other answer than 2xx means the receiver refused.
func (h *hook) Deliver(ctx context.Context, r output.Result) (task.OutputRef, error) {
	body, err := json.Marshal(output.NewPayload(r))
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("encode result: %w", err)
	}
	digest := r.Task.Header.Digest()
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = h.policy.Pause
	var last error
	answer, err := backoff.Retry(ctx, func() (answer string, err error) {
		answer, err = h.post(ctx, digest, body)
		last = err
		return answer, err
	}, backoff.WithMaxTries(h.policy.Tries), backoff.WithBackOff(pauses))
	if err != nil && ctx.Err() != nil && last != nil {
		return task.OutputRef{}, fmt.Errorf("post result: %w, last: %w", err, last)
	}
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("post result: %w", err)
	}
	return task.OutputRef{Result: answer}, nil
}

func (h *hook) post(ctx context.Context, digest task.Digest, body []byte) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return "", backoff.Permanent(bare(err))
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "sprout-znode")
	req.Header.Set("Idempotency-Key", digest.String())
	if len(h.secret) > 0 {
		req.Header.Set("Sprout-Signature", Sign(h.secret, time.Now(), body))
	}
	resp, err := h.client.Do(req)
	if err != nil {
		if errors.Is(err, output.ErrForbidden) {
			return "", backoff.Permanent(bare(err))
		}
		return "", bare(err)
	}
	defer resp.Body.Close()                        //nolint:errcheck // only read from
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // lets the connection be used again
	switch code := resp.StatusCode; {
	case code/100 == 2:
		return strconv.Itoa(code), nil
	case code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code/100 == 5:
		err := fmt.Errorf("receiver answers %d", code)
		if s := retryAfter(resp.Header.Get("Retry-After"), time.Now()); s > 0 {
			return "", fmt.Errorf("%w: %w", err, backoff.RetryAfter(s))
		}
		return "", err
	default:
		return "", backoff.Permanent(fmt.Errorf("%w: receiver answers %d", output.ErrRefused, code))
	}
}

// longestWait is the longest pause a receiver may ask for, in seconds.
const longestWait = 300

// retryAfter reads the header's two forms, seconds and date; 0 if there is neither.
func retryAfter(v string, now time.Time) int {
	s, err := strconv.Atoi(v)
	if at, derr := http.ParseTime(v); err != nil && derr == nil {
		s = int(math.Ceil(at.Sub(now).Seconds()))
	}
	return min(max(s, 0), longestWait)
}

// bare takes the URL off an error: people put secrets into its path.
func bare(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// Sign returns the value of the Sprout-Signature header for body sent at a time.
func Sign(secret []byte, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	_, _ = mac.Write([]byte(t + "."))
	_, _ = mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
