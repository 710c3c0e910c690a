package webhook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/output/webhook"
	"github.com/machinefi/sprout/task"
)

const secret = "correct horse battery staple"

// receiver is a server as a dApp would write one: it checks the signature, acts
// once per idempotency key, and answers what the test tells it to.
type receiver struct {
	mu      sync.Mutex
	answers []func(http.ResponseWriter) // one per request, then 200
	calls   int
	keys    []string
	acted   []task.Digest
	faults  []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls++
	body, err := io.ReadAll(req.Body)
	if err != nil || !signed(req.Header.Get("Sprout-Signature"), body) || req.Method != http.MethodPost {
		r.faults = append(r.faults, fmt.Sprintf("%s %s: %v", req.Method, req.Header, err))
	}
	key := req.Header.Get("Idempotency-Key")
	r.keys = append(r.keys, key)
	if len(r.answers) > 0 {
		answer := r.answers[0]
		r.answers = r.answers[1:]
		answer(w)
		return
	}
	var p output.Payload
	if err := json.Unmarshal(body, &p); err != nil || p.TaskDigest.String() != key {
		r.faults = append(r.faults, fmt.Sprintf("body of %s: %v", key, err))
	}
	for _, d := range r.acted {
		if d == p.TaskDigest {
			return
		}
	}
	r.acted = append(r.acted, p.TaskDigest)
}

// signed is written from the documentation of the header, not with the package's Sign.
func signed(header string, body []byte) bool {
	at, sum, ok := strings.Cut(strings.TrimPrefix(header, "t="), ",v1=")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if !ok || err != nil || time.Since(time.Unix(seconds, 0)).Abs() > time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(at + "." + string(body)))
	got, err := hex.DecodeString(sum)
	return err == nil && hmac.Equal(got, mac.Sum(nil))
}

func (r *receiver) got() []task.Digest {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]task.Digest(nil), r.acted...)
}

func status(code int, headers ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func policy() webhook.Policy {
	return webhook.Policy{AllowPrivate: true, Pause: time.Millisecond, Tries: 4, Secret: func(name string) string {
		if name == "WEBHOOK_FARM" {
			return secret
		}
		return ""
	}}
}

func open(t testing.TB, p webhook.Policy, url string) output.Output {
	t.Helper()
	out, err := webhook.New(p)(json.RawMessage(fmt.Sprintf(`{"url":%q,"secretEnv":"WEBHOOK_FARM"}`, url)))
	require.NoError(t, err)
	return out
}

func serve(t testing.TB, answers ...func(http.ResponseWriter)) (*receiver, *httptest.Server) {
	t.Helper()
	r := &receiver{answers: answers}
	srv := httptest.NewServer(r)
	t.Cleanup(func() {
		srv.Close()
		require.Empty(t, r.faults)
	})
	return r, srv
}

func TestConformance(t *testing.T) {
	outputtest.Run(t, func(t testing.TB) outputtest.Receiver {
		r, srv := serve(t)
		return outputtest.Receiver{Output: open(t, policy(), srv.URL), Got: r.got}
	})
}

func TestRetriesUntilTaken(t *testing.T) {
	r, srv := serve(t, status(500), status(503), status(429))
	ref, err := open(t, policy(), srv.URL).Deliver(t.Context(), outputtest.Result(t, 1))
	require.NoError(t, err)
	require.Equal(t, "200", ref.Result)
	require.Equal(t, 4, r.calls)
	require.Len(t, r.got(), 1)
	for _, key := range r.keys {
		require.Equal(t, outputtest.Result(t, 1).Task.Header.Digest().String(), key)
	}
}

func TestGivesUpAfterItsTries(t *testing.T) {
	r, srv := serve(t, status(500), status(500), status(500), status(502))
	_, err := open(t, policy(), srv.URL).Deliver(t.Context(), outputtest.Result(t, 1))
	require.ErrorContains(t, err, "receiver answers 502")
	require.NotErrorIs(t, err, output.ErrRefused)
	require.Equal(t, task.FailOutput, output.Code(err))
	require.Equal(t, 4, r.calls)
}

func TestRefusalIsFinal(t *testing.T) {
	for _, code := range []int{400, 401, 403, 404, 410, 422} {
		r, srv := serve(t, status(code))
		_, err := open(t, policy(), srv.URL).Deliver(t.Context(), outputtest.Result(t, 1))
		require.ErrorIs(t, err, output.ErrRefused)
		require.ErrorContains(t, err, strconv.Itoa(code))
		require.Equal(t, task.FailRejected, output.Code(err))
		require.Equal(t, 1, r.calls)
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	elsewhere, other := serve(t)
	r, srv := serve(t, status(307, "Location", other.URL), status(302, "Location", other.URL))
	for range 2 {
		_, err := open(t, policy(), srv.URL).Deliver(t.Context(), outputtest.Result(t, 1))
		require.ErrorIs(t, err, output.ErrRefused)
	}
	require.Equal(t, 2, r.calls)
	require.Zero(t, elsewhere.calls)
}

// listener hands out connections in memory, which virtual time can wait for.
type listener struct {
	conns chan net.Conn
	done  chan struct{}
}

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}
func (l listener) Close() error   { return nil }
func (l listener) Addr() net.Addr { return &net.TCPAddr{} }

func TestRetryAfterIsWaitedFor(t *testing.T) {
	for name, header := range map[string]func() string{
		"seconds": func() string { return "42" },
		"date":    func() string { return time.Now().Add(42 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := listener{make(chan net.Conn), make(chan struct{})}
				r := &receiver{answers: []func(http.ResponseWriter){
					func(w http.ResponseWriter) { status(429, "Retry-After", header())(w) },
				}}
				srv := &http.Server{Handler: r}
				go srv.Serve(l) //nolint:errcheck // ends when the test closes the listener
				p := webhook.WithDial(policy(), func(context.Context, string, string) (net.Conn, error) {
					here, there := net.Pipe()
					l.conns <- there
					return here, nil
				})
				begin := time.Now()
				_, err := open(t, p, "http://receiver.example").Deliver(t.Context(), outputtest.Result(t, 1))
				require.NoError(t, err)
				require.InDelta(t, 42, time.Since(begin).Seconds(), 1)
				require.Empty(t, r.faults)
				close(l.done)
				require.NoError(t, srv.Close())
			})
		})
	}
}

func TestErrorsHoldNoSecrets(t *testing.T) {
	const path = "/hooks/s3cr3tp4th"
	_, srv := serve(t, status(400))
	closed := httptest.NewServer(nil)
	closed.Close()
	p := policy()
	p.Tries = 2
	for _, url := range []string{srv.URL + path, closed.URL + path, strings.Replace(closed.URL, "//", "//me:s3cr3tp4th@", 1)} {
		_, err := open(t, p, url).Deliver(t.Context(), outputtest.Result(t, 1))
		require.Error(t, err)
		require.NotContains(t, err.Error(), "s3cr3tp4th")
		require.NotContains(t, err.Error(), secret)
	}
}

func TestPrivateAddressesAreGuarded(t *testing.T) {
	p := policy()
	p.AllowPrivate = false
	r, srv := serve(t)
	_, err := open(t, p, srv.URL).Deliver(t.Context(), outputtest.Result(t, 1))
	require.ErrorIs(t, err, output.ErrForbidden)
	require.Zero(t, r.calls)
	for _, ip := range []string{
		"127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1", "198.18.0.1",
		"224.0.0.1", "255.255.255.255", "::1", "::", "fc00::1", "fe80::1", "fe80::1%eth0", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
		"64:ff9b::7f00:1", "2002:7f00:1::", "localhost",
	} {
		require.ErrorIs(t, p.Guard(net.JoinHostPort(ip, "80")), output.ErrForbidden, ip)
	}
	for _, ip := range []string{"8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"} {
		require.NoError(t, p.Guard(net.JoinHostPort(ip, "443")), ip)
	}
}

func TestParams(t *testing.T) {
	p := policy()
	p.Hosts = []string{"a.example", "b.example:8443"}
	for params, want := range map[string]error{
		`{"url":"https://a.example/x"}`:      nil,
		`{"url":"https://a.example:9/x"}`:    nil,
		`{"url":"https://b.example:8443"}`:   nil,
		`{"url":"https://b.example"}`:        output.ErrForbidden,
		`{"url":"https://a.example.evil"}`:   output.ErrForbidden,
		`{"url":"https://a.example@evil"}`:   output.ErrForbidden,
		`{"url":"ftp://a.example"}`:          output.ErrParams,
		`{"url":"//a.example"}`:              output.ErrParams,
		`{"url":"https://"}`:                 output.ErrParams,
		`{"url":"https://a.example/\u007f"}`: output.ErrParams,
		`{}`:                                 output.ErrParams,
		`[]`:                                 output.ErrParams,
		`{"url":"https://a.example","secretEnv":"WEBHOOK_FARM"}`:         nil,
		`{"url":"https://a.example","secretEnv":"WEBHOOK_UNSET"}`:        output.ErrForbidden,
		`{"url":"https://a.example","secretEnv":"OPERATOR_PRIVATE_KEY"}`: output.ErrParams,
	} {
		_, err := webhook.New(p)(json.RawMessage(params))
		require.ErrorIs(t, err, want, params)
	}
}
