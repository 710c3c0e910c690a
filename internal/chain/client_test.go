package chain_test

import (
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

const secret = "s3cr3tk3y"

// rpcServer answers every call with the same result and notes where it was called.
func rpcServer(t *testing.T, result string) (*httptest.Server, *http.Request) {
	t.Helper()
	seen := &http.Request{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*seen = *r.Clone(r.Context())
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":1,%s}`, result)
	}))
	t.Cleanup(srv.Close)
	return srv, seen
}

func TestDialSendsTheSecretAndKeepsIt(t *testing.T) {
	srv, seen := rpcServer(t, `"result":"0x539"`)
	u, err := url.Parse(srv.URL)
	require.NoError(t, err)
	u.User, u.Path, u.RawQuery = url.UserPassword("me", secret), "/v3/"+secret, "key="+secret
	c, id, err := chain.Dial(t.Context(), u.String(), 1337)
	require.NoError(t, err)
	defer c.Close()
	require.Equal(t, uint64(1337), id)
	require.Equal(t, "/v3/"+secret, seen.URL.Path)
	require.Equal(t, "key="+secret, seen.URL.RawQuery)
	user, password, ok := seen.BasicAuth()
	require.True(t, ok)
	require.Equal(t, "me:"+secret, user+":"+password)

	_, _, err = chain.Dial(t.Context(), u.String(), 1)
	require.ErrorIs(t, err, chain.ErrChainID)
	require.NotContains(t, err.Error(), secret)

	srv.Close()
	_, err = c.ChainID(t.Context())
	require.Error(t, err)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err.Error()), secret, "errors of later calls end up in reports to others")
}

func TestDialErrorsHoldNoSecrets(t *testing.T) {
	refusing := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(refusing.Close)
	host := strings.TrimPrefix(refusing.URL, "http://")
	for _, endpoint := range []string{
		"http://127.0.0.1:1/" + secret,
		"http://127.0.0.1:1?key=" + secret,
		"http://" + secret + "@127.0.0.1:1/x",
		"http://me:" + secret + "/x@127.0.0.1",
		"http://me:12/" + secret + "@127.0.0.1:1",
		"http://127.0.0.1:1/\x7f" + secret,
		"http://127.0.0.1:" + secret,
		"ws://127.0.0.1:1/" + secret,
		"ws://me:" + secret + "@" + host + "/" + secret + "?key=" + secret,
		"http://" + host + "/" + secret,
		"ftp://127.0.0.1/" + secret,
		"/tmp/" + secret,
		secret,
		"",
	} {
		_, _, err := chain.Dial(t.Context(), endpoint, 0)
		require.Error(t, err)
		require.NotContains(t, err.Error(), secret, endpoint)
		require.NotEmpty(t, task.Hint(err))
		require.NotContains(t, task.Hint(err), secret)
	}
}

func TestRedact(t *testing.T) {
	for endpoint, want := range map[string]string{
		"https://rpc.example/v3/key":         "https://rpc.example",
		"wss://me:pw@rpc.example:8546/?k=v":  "wss://rpc.example:8546",
		"http://me:p/w@rpc.example":          "(not a URL)",
		"http://me:12/w@rpc.example":         "http://(host unclear)",
		"rpc.example":                        "(not a URL)",
		"":                                   "(not a URL)",
		"https://rpc.example/a?b=user@other": "https://rpc.example",
	} {
		require.Equal(t, want, chain.Redact(endpoint), endpoint)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("https", "rpc.example", "key")
	f.Add("ws", "127.0.0.1:8545", "a/b?c#d@e")
	f.Fuzz(func(t *testing.T, scheme, host, path string) {
		if strings.Contains(scheme+host, "@@") || strings.ContainsAny(scheme+host, "/?#@\\") || len(path) == 0 {
			t.Skip()
		}
		const mark = "SECRETMARK"
		got := chain.Redact(scheme + "://" + host + "/" + mark + path)
		require.NotContains(t, got, mark)
	})
}

type dataError struct {
	text string
	data any
}

func (d dataError) Error() string  { return d.text }
func (d dataError) ErrorData() any { return d.data }
func (d dataError) ErrorCode() int { return -32000 }

func TestOnlyRevertsAreReverts(t *testing.T) {
	text := "0x08c379a0" + fmt.Sprintf("%064x%064x%x", 32, 2, "no") + strings.Repeat("0", 60)
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.New("connection refused"), ""},
		{dataError{"daily request count exceeded", nil}, ""},
		{dataError{"insufficient funds for transfer", nil}, ""},
		{dataError{"rate limit", map[string]any{"see": "https://x"}}, ""},
		{dataError{"rate limit", "upgrade your plan"}, ""},
		{dataError{"execution reverted", "0x"}, "execution reverted"},
		{dataError{"execution reverted: no", text}, "no"},
		{dataError{"VM execution error.", "Reverted " + text}, "no"},
		{dataError{"execution reverted", "0x12345678"}, "0x12345678"},
		{fmt.Errorf("call: %w", dataError{"execution reverted", text}), "no"},
		{errors.New("invalid opcode: INVALID"), "invalid opcode: INVALID"},
	} {
		require.Equal(t, c.want, chain.RevertReason(c.err), "%v", c.err)
	}
}

func TestFaultsOfCodeAreToldFromTroubleOfNodes(t *testing.T) {
	for text, want := range map[string]bool{
		"invalid jump destination": true, "out of gas": true, "stack underflow (0 <=> 1)": true, "stack limit reached 1024 (1023)": true,
		"return data out of bounds": true, "gas uint64 overflow": true, "invalid opcode: INVALID": true, "write protection": true,
		"out of gas: gas required exceeds: 1000000": true, "EVM error: InvalidJump": true, "EVM error: StackUnderflow": true,
		"execution aborted (timeout = 5s)": false, "header not found": false, "unknown block": false, "execution reverted": false,
		"missing trie node 0c0ffee (path ) state is not available": false, "connection refused": false, "429 Too Many Requests": false,
	} {
		require.Equal(t, want, chain.Faulted(errors.New(text)), text)
	}
	require.False(t, chain.Faulted(nil))
	require.True(t, chain.Faulted(fmt.Errorf("call: %w", dataError{"VM execution error.", "Bad jump destination"})))
	require.False(t, chain.Faulted(dataError{"rate limit", "upgrade your plan"}))
}

func TestDialRefusesAnImpossibleChainID(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(1), 70)
	srv, _ := rpcServer(t, fmt.Sprintf(`"result":"0x%x"`, huge))
	_, _, err := chain.Dial(t.Context(), srv.URL, 0)
	require.ErrorContains(t, err, "does not fit 64 bits")
}
