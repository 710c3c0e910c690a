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
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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
}

type hook struct {
	policy Policy
	url    string
	secret []byte
	client *http.Client
}

// New returns a factory under the operator's policy. The project's parameters are
// {"url": "https://…", "secretEnv": "NAME"}; the secret itself is the operator's to set.
func New(p Policy) output.Factory {
	if p.Timeout == 0 {
		p.Timeout = 15 * time.Second
	}
	if p.Tries == 0 {
		p.Tries = 8
	}
	client := &http.Client{
		Timeout:   p.Timeout,
		Transport: &http.Transport{DialContext: (&net.Dialer{Timeout: p.Timeout, Control: p.guard}).DialContext, MaxIdleConnsPerHost: 2},
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
		if h.secret = []byte(p.Secret(cfg.SecretEnv)); len(h.secret) == 0 {
			return nil, task.WithHint(fmt.Errorf("%w: webhook.secretEnv: %q is not set on this node", output.ErrForbidden, cfg.SecretEnv),
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
	ip := net.ParseIP(host)
	if !p.AllowPrivate && (ip == nil || ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()) {
		return fmt.Errorf("%w: webhook address %s is private", output.ErrForbidden, host)
	}
	return nil
}

// Deliver implements [output.Output]. It retries with growing pauses on network
// errors, 429 and 5xx; any other answer than 2xx means the receiver refused.
func (h *hook) Deliver(ctx context.Context, r output.Result) (task.OutputRef, error) {
	body, err := json.Marshal(output.NewPayload(r))
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("encode result: %w", err)
	}
	digest := r.Task.Header.Digest()
	answer, err := backoff.Retry(ctx, func() (string, error) { return h.post(ctx, digest, body) },
		backoff.WithMaxTries(h.policy.Tries), backoff.WithBackOff(backoff.NewExponentialBackOff()))
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("post result: %w", err)
	}
	return task.OutputRef{Result: answer}, nil
}

func (h *hook) post(ctx context.Context, digest task.Digest, body []byte) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return "", backoff.Permanent(err)
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
			return "", backoff.Permanent(err)
		}
		return "", err
	}
	defer resp.Body.Close()                        //nolint:errcheck // only read from
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // lets the connection be used again
	switch code := resp.StatusCode; {
	case code/100 == 2:
		return strconv.Itoa(code), nil
	case code == http.StatusTooManyRequests || code/100 == 5:
		if s, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && s > 0 && s <= 300 {
			return "", backoff.RetryAfter(s)
		}
		return "", fmt.Errorf("receiver answers %s", resp.Status)
	default:
		return "", backoff.Permanent(fmt.Errorf("%w: receiver answers %s", output.ErrRefused, resp.Status))
	}
}

// Sign returns the value of the Sprout-Signature header for body sent at a time.
func Sign(secret []byte, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	_, _ = mac.Write([]byte(t + "."))
	_, _ = mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}
