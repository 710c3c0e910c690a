package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/internal/enode/identity"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// backstage is what the handlers talk to, in memory.
type backstage struct {
	mu     sync.Mutex
	stored []task.Message
	fail   error
	logs   map[task.MessageID][]task.Change
}

func (b *backstage) Append(_ context.Context, m task.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return b.fail
	}
	b.stored = append(b.stored, m)
	return nil
}

func (b *backstage) Message(context.Context, task.MessageID) (task.Message, error) {
	return task.Message{}, task.ErrNotFound
}

func (b *backstage) Task(context.Context, task.Key) (task.Record, error) {
	return task.Record{}, task.ErrNotFound
}

func (b *backstage) Pending(context.Context, task.Selection) (task.Pending, error) {
	return task.Pending{}, nil
}

func (b *backstage) MessageLog(_ context.Context, id task.MessageID) ([]task.Change, error) {
	if l, ok := b.logs[id]; ok {
		return l, nil
	}
	return nil, task.ErrNotFound
}

func (b *backstage) MessageTask(context.Context, task.MessageID) (task.Key, error) {
	return task.Key{Project: 1, Sequence: 4}, nil
}

func (b *backstage) TaskLog(_ context.Context, k task.Key) ([]task.Change, error) {
	if k.Sequence == 4 {
		return []task.Change{{State: task.StatePacked, At: time.UnixMilli(1000).UTC()}}, nil
	}
	return nil, task.ErrNotFound
}

func (b *backstage) Project(id task.ProjectID) (project.Project, bool) {
	p := project.Project{ID: id, Versions: []project.Version{{Name: "1.0", VM: project.VMRisc0, Limits: project.Limits{MessageBytes: 64}}}}
	switch id {
	case 1:
	case 2:
		p.Paused = true
	case 3:
		p.Fault = errors.New("versions[0].vmType: unknown vm")
	default:
		return project.Project{}, false
	}
	return p, true
}

func (b *backstage) List() []project.Project {
	var out []project.Project
	for id := range task.ProjectID(3) {
		p, _ := b.Project(id + 1)
		out = append(out, p)
	}
	return out
}

func (b *backstage) Znodes(task.ProjectID) []task.Znode { return make([]task.Znode, 3) }

func jsonBody(t testing.TB, v any) io.Reader {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return strings.NewReader(string(b))
}

type rig struct {
	*backstage
	creds *identity.Issuer
	token string
	h     http.Handler
}

func newRig(t *testing.T, cfg api.Config) *rig {
	t.Helper()
	dir := t.TempDir()
	creds, err := identity.Open(dir)
	require.NoError(t, err)
	b := &backstage{logs: map[task.MessageID][]task.Change{}}
	return &rig{backstage: b, creds: creds, token: readToken(t, dir), h: api.New(cfg, b, b, b, creds)}
}

func (r *rig) do(t *testing.T, method, path, body string, header ...string) (*http.Response, map[string]any) {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	r.h.ServeHTTP(rec, req)
	resp := rec.Result()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	var v map[string]any
	if len(raw) > 0 && raw[0] == '{' {
		require.NoError(t, json.Unmarshal(raw, &v), "%s", raw)
	}
	return resp, v
}

const good = `{"projectID":1,"projectVersion":"1.0","data":"{\"a\":1}"}`

func TestMessageIsStoredThenAcknowledged(t *testing.T) {
	r := newRig(t, api.Config{})
	resp, v := r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	id, err := task.ParseMessageID(v["messageID"].(string))
	require.NoError(t, err)
	require.Len(t, r.stored, 1)
	m := r.stored[0]
	require.Equal(t, id, m.ID)
	require.Equal(t, `{"a":1}`, string(m.Data))
	require.Empty(t, m.ClientDID)
	require.WithinDuration(t, time.Now(), m.ReceivedAt, time.Minute)
}

func TestWrongMessagesAreRefusedByField(t *testing.T) {
	r := newRig(t, api.Config{MaxBody: 4096})
	for name, c := range map[string]struct {
		body   string
		status int
		field  string
		text   string
	}{
		"no JSON":           {`{"projectID":1`, 400, "", "malformed JSON"},
		"empty":             {``, 400, "", "malformed JSON"},
		"not an object":     {`[]`, 400, "", "wanted"},
		"not UTF-8":         {"{\"projectID\":1,\"data\":\"\xff\"}", 400, "", "UTF-8"},
		"no project":        {`{"projectVersion":"1.0","data":"x"}`, 400, "projectID", "projectID"},
		"project 0":         {`{"projectID":0,"projectVersion":"1.0","data":"x"}`, 400, "projectID", "projectID"},
		"negative project":  {`{"projectID":-1,"projectVersion":"1.0","data":"x"}`, 400, "projectID", "wanted"},
		"project as text":   {`{"projectID":"1","projectVersion":"1.0","data":"x"}`, 400, "projectID", "wanted"},
		"no version":        {`{"projectID":1,"data":"x"}`, 400, "projectVersion", "projectVersion"},
		"endless version":   {`{"projectID":1,"projectVersion":"` + strings.Repeat("v", 600) + `","data":"x"}`, 400, "projectVersion", "600 bytes"},
		"no data":           {`{"projectID":1,"projectVersion":"1.0","data":""}`, 400, "data", "data"},
		"data as object":    {`{"projectID":1,"projectVersion":"1.0","data":{}}`, 400, "data", "wanted"},
		"unknown project":   {`{"projectID":9,"projectVersion":"1.0","data":"x"}`, 400, "projectID", "project config not exist, projectID 9, version 1.0"},
		"unknown version":   {`{"projectID":1,"projectVersion":"7","data":"x"}`, 400, "projectVersion", "project config not exist, projectID 1, version 7"},
		"paused":            {`{"projectID":2,"projectVersion":"1.0","data":"x"}`, 403, "projectID", "paused"},
		"not servable":      {`{"projectID":3,"projectVersion":"1.0","data":"x"}`, 503, "projectID", "unknown vm"},
		"above the project": {`{"projectID":1,"projectVersion":"1.0","data":"` + strings.Repeat("x", 65) + `"}`, 413, "data", "takes 64"},
		"above the node":    {strings.Repeat(" ", 5000) + good, 413, "", "4096"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, v := r.do(t, "POST", "/message", c.body)
			require.Equal(t, c.status, resp.StatusCode, "%v", v)
			require.Equal(t, "application/problem+json", resp.Header.Get("Content-Type"))
			require.Contains(t, v["error"], c.text)
			require.EqualValues(t, c.status, v["status"])
			if c.field != "" {
				require.Equal(t, c.field, v["field"])
			}
		})
	}
	require.Empty(t, r.stored)
}

func TestBackpressureSaysWhenToComeBack(t *testing.T) {
	r := newRig(t, api.Config{Rate: 1, Burst: 3})
	r.fail = api.ErrBusy
	resp, v := r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode)
	require.Contains(t, v["error"], "not stored")
	requireRetry(t, resp)
	r.fail = api.ErrFull
	resp, _ = r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode)
	requireRetry(t, resp)
	r.fail = errors.New("secret of the node")
	resp, v = r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusInternalServerError, resp.StatusCode)
	require.NotContains(t, v["error"], "secret")
	resp, v = r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
	require.Equal(t, "1 messages per second", v["limit"])
	requireRetry(t, resp)
}

func requireRetry(t *testing.T, resp *http.Response) {
	t.Helper()
	n, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	require.NoError(t, err)
	require.Positive(t, n)
}

func TestCredentials(t *testing.T) {
	r := newRig(t, api.Config{})
	ask := `{"credential":{"@context":["https://www.w3.org/2018/credentials/v1"],"id":"urn:1","type":["VerifiableCredential"],"issuer":"` +
		r.creds.DID() + `","credentialSubject":{"id":"did:key:device"}},"options":{"proofFormat":"jwt"}}`
	resp, _ := r.do(t, "POST", "/sign_credential", ask)
	require.Equal(t, http.StatusUnauthorized, resp.StatusCode)
	resp, _ = r.do(t, "POST", "/sign_credential", ask, "Authorization", "Bearer guess")
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	resp, v := r.do(t, "POST", "/sign_credential", ask, "Authorization", "Bearer "+r.token)
	require.Equal(t, http.StatusOK, resp.StatusCode, "%v", v)
	jwt := v["verifiableCredential"].(string)

	resp, _ = r.do(t, "POST", "/message", good, "Authorization", "Bearer "+jwt)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, "did:key:device", r.stored[0].ClientDID)
	resp, _ = r.do(t, "POST", "/message?authorization="+jwt, good)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, "did:key:device", r.stored[1].ClientDID)

	for _, path := range []string{"/message/x", "/task/1/4", "/message/x/explain", "/task/1/4/explain"} {
		resp, _ = r.do(t, "GET", path, "", "Authorization", "Bearer "+jwt+"x")
		require.Equal(t, http.StatusUnauthorized, resp.StatusCode)
	}
	resp, v = r.do(t, "POST", "/message", good, "Authorization", "Bearer "+jwt[:len(jwt)-4]+"AAAA")
	require.Equal(t, http.StatusUnauthorized, resp.StatusCode)
	require.NotEmpty(t, v["error"])
	require.Len(t, r.stored, 2, "a bad token stores nothing")
}

func TestStates(t *testing.T) {
	r := newRig(t, api.Config{})
	id := task.MessageID{5}
	r.logs[id] = []task.Change{
		{State: task.StateReceived, At: time.UnixMilli(5).UTC()},
		{State: task.StateOutputted, At: time.UnixMilli(6).UTC(), Comment: "output result: 0xab", Result: "0xab"},
	}
	_, v := r.do(t, "GET", "/message/"+id.String(), "")
	require.Equal(t, id.String(), v["messageID"])
	require.EqualValues(t, 4, v["taskID"])
	states := v["states"].([]any)
	require.Len(t, states, 2)
	last := states[1].(map[string]any)
	require.Equal(t, "outputted", last["state"])
	require.Equal(t, "output result: 0xab", last["comment"])
	require.Equal(t, "0xab", last["result"])
	_, err := time.Parse(time.RFC3339, last["time"].(string))
	require.NoError(t, err)

	for _, unknown := range []string{task.MessageID{6}.String(), "nonsense"} {
		resp, v := r.do(t, "GET", "/message/"+unknown, "")
		require.Equal(t, http.StatusOK, resp.StatusCode)
		states, there := v["states"]
		require.True(t, there)
		require.Nil(t, states)
	}
	_, v = r.do(t, "GET", "/task/1/4", "")
	require.Len(t, v["states"], 1)
	_, v = r.do(t, "GET", "/task/1/5", "")
	require.Nil(t, v["states"])
	resp, v := r.do(t, "GET", "/task/one/4", "")
	require.Equal(t, http.StatusBadRequest, resp.StatusCode)
	require.Equal(t, "projectID", v["field"])
}

func TestProjectsAndNode(t *testing.T) {
	self := "0x01"
	r := newRig(t, api.Config{Info: api.NodeConfig{ProjectContractAddress: "0xaa", OperatorETHAddress: &self}})
	_, v := r.do(t, "GET", "/project/3", "")
	require.Equal(t, "not servable", v["status"])
	require.Contains(t, v["reason"], "unknown vm")
	_, v = r.do(t, "GET", "/project/2", "")
	require.Equal(t, "paused", v["status"])
	_, v = r.do(t, "GET", "/project/1", "")
	require.Equal(t, "serving", v["status"])
	require.EqualValues(t, 3, v["znodes"])
	resp, _ := r.do(t, "GET", "/project/9", "")
	require.Equal(t, http.StatusNotFound, resp.StatusCode)
	resp, _ = r.do(t, "GET", "/project", "")
	require.Equal(t, http.StatusOK, resp.StatusCode)
	_, v = r.do(t, "GET", "/enode_config", "")
	require.Equal(t, "0xaa", v["projectContractAddress"])
	require.Equal(t, "0x01", v["OperatorETHAddress"])
	_, v = r.do(t, "GET", "/live", "")
	require.Equal(t, "up", v["status"])
}

// Where znodes stake a project tells how many it has and requires, and waits below that.
func TestProjectWaitsForZnodesThatStake(t *testing.T) {
	terms := project.Terms{Required: 4, Joined: 3, Runtimes: 0b10}
	r := newRig(t, api.Config{Terms: func(task.ProjectID) (project.Terms, bool) { return terms, true }})
	_, v := r.do(t, "GET", "/project/1", "")
	require.Equal(t, "waiting", v["status"])
	require.EqualValues(t, 3, v["znodes"])
	require.EqualValues(t, 4, v["required"])
	require.Contains(t, v["reason"], "3 of 4 have joined with enough at stake and the runtimes risc0; its messages are kept")
	resp, _ := r.do(t, "POST", "/message", good)
	require.Equal(t, http.StatusOK, resp.StatusCode, "messages are taken meanwhile")
	_, v = r.do(t, "GET", "/project/2", "")
	require.Equal(t, "paused", v["status"])

	terms.Joined = 4
	_, v = r.do(t, "GET", "/project/1", "")
	require.Equal(t, "serving", v["status"])
	require.Nil(t, v["reason"])
	terms = project.Terms{}
	_, v = r.do(t, "GET", "/project/1", "")
	require.Equal(t, "waiting", v["status"])
	require.Contains(t, v["reason"], "its owner has set no attributes")
}

func TestZnodesOfAProject(t *testing.T) {
	node, seen := task.Address{0xab}, time.UnixMilli(1_750_000_000_000).UTC()
	present := func(id task.ProjectID) []api.Sighting {
		if id != 1 {
			return nil
		}
		return []api.Sighting{{SeenAt: seen, Presence: task.Presence{
			Project: id, Node: node, At: seen.Add(-time.Minute), Version: "1.0.0", Offers: []task.Offer{{Runtime: "risc0", Slots: 3, Running: 1}},
		}}}
	}
	ask := func(r *rig, path string) (int, string) {
		rec := httptest.NewRecorder()
		r.h.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
		return rec.Code, rec.Body.String()
	}
	r := newRig(t, api.Config{Present: present})
	code, body := ask(r, "/project/1/znodes")
	require.Equal(t, http.StatusOK, code)
	require.JSONEq(t, `[{"operator":"0xab00000000000000000000000000000000000000","version":"1.0.0","seenAt":"2025-06-15T15:06:40Z",
		"runtimes":[{"runtime":"risc0","slots":3,"running":1}]}]`, body)
	code, body = ask(r, "/project/2/znodes")
	require.Equal(t, http.StatusOK, code)
	require.JSONEq(t, `[]`, body)
	code, _ = ask(r, "/project/9/znodes")
	require.Equal(t, http.StatusNotFound, code)
	code, body = ask(r, "/project/one/znodes")
	require.Equal(t, http.StatusBadRequest, code)
	require.Contains(t, body, `"field":"projectID"`)

	code, body = ask(newRig(t, api.Config{}), "/project/1/znodes")
	require.Equal(t, http.StatusOK, code)
	require.JSONEq(t, `[]`, body)
}

func TestExplainingIsBoundedPerAddress(t *testing.T) {
	r := newRig(t, api.Config{Rate: 1, Burst: 1})
	resp, _ := r.do(t, "GET", "/task/1/4/explain", "")
	require.Equal(t, http.StatusNotFound, resp.StatusCode)
	resp, _ = r.do(t, "GET", "/task/1/4/explain", "")
	require.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
	requireRetry(t, resp)
}

func FuzzPostMessage(f *testing.F) {
	f.Add(good)
	f.Add(`{"projectID":1e3,"projectVersion":"1.0","data":"x"}`)
	b := &backstage{}
	h := api.New(api.Config{Rate: 1e9}, b, b, b, nil)
	f.Fuzz(func(t *testing.T, body string) {
		before := len(b.stored)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("POST", "/message", strings.NewReader(body)))
		if rec.Code == http.StatusOK {
			require.Len(t, b.stored, before+1)
			return
		}
		require.Len(t, b.stored, before)
		var p api.Problem
		require.NoError(t, json.Unmarshal(rec.Body.Bytes(), &p))
		require.NotEmpty(t, p.Error)
		require.Equal(t, rec.Code, p.Status)
	})
}
