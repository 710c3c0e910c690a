package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Faults an [Ingest] answers with when it cannot take a message now.
var (
	ErrBusy = errors.New("too many messages wait to be stored")
	ErrFull = errors.New("the store is full")
)

// Ingest takes messages in. Append returns when m is durable; [ErrBusy] and
// [ErrFull] say that it is not stored. It is safe for concurrent use.
type Ingest interface {
	Append(ctx context.Context, m task.Message) error
}

// Log reads what became of messages and tasks. Unknown ones get [task.ErrNotFound].
type Log interface {
	Records
	MessageLog(ctx context.Context, id task.MessageID) ([]task.Change, error)
	MessageTask(ctx context.Context, id task.MessageID) (task.Key, error)
	TaskLog(ctx context.Context, key task.Key) ([]task.Change, error)
}

// Projects tells which projects there are and who works for them.
type Projects interface {
	Project(id task.ProjectID) (project.Project, bool)
	List() []project.Project
	Znodes(id task.ProjectID) []task.Znode
}

// Credentials issues and checks device credentials.
type Credentials interface {
	// Verify returns the DID of the device that holds token.
	Verify(ctx context.Context, token string) (clientDID string, err error)
	// Issue signs a credential; the errors that name a field wrap [task.ErrMalformed].
	Issue(ctx context.Context, c Credential) (token string, err error)
	// MayIssue reports whether the caller's bearer token allows issuing.
	MayIssue(bearer string) bool
}

// Credential is what a device credential shall say.
type Credential struct {
	ID      string
	Issuer  string
	Subject string // the device's DID
	Issued  time.Time
	Expires time.Time // zero = never
	Types   []string
}

// Config bounds the server. Zero fields take the defaults.
type Config struct {
	MaxBody    int64                           // bytes of a request; 2 MiB
	Rate       rate.Limit                      // messages per second and client address; 2,000
	Burst      int                             // messages a client may send at once; twice the rate
	Info       NodeConfig                      // what GET /enode_config answers
	Present    func(task.ProjectID) []Sighting // the znodes that are there, by operator; nil: none is known
	Log        *slog.Logger
	Registerer prometheus.Registerer // nil: metrics are kept but not exported
	// Terms says how many znodes a project requires where znodes stake; nil: nobody does.
	Terms func(task.ProjectID) (project.Terms, bool)
	// Accepts says why what a version's program proves could not be settled; nil, and a nil Accepts, that it could.
	Accepts func(task.ProjectID, *project.Version) error
	// Pays says why a project's balance does not pay for so many tasks of a version; nil, and a nil Pays, that it does.
	Pays func(id task.ProjectID, v *project.Version, tasks uint64) error
	// PaysFor is for how many it does; false, and a nil PaysFor, that this is no number.
	PaysFor func(task.ProjectID) (tasks uint64, limited bool, err error)
	// Outlook says what an open task waits for; nil: it is not known.
	Outlook func(task.Key) (dispatcher.Outlook, bool)
	// Transaction looks up what the result of a task of the version cost; nil: it is not known.
	Transaction func(ctx context.Context, v *project.Version, key task.Key, hash string) (Transaction, error)
}

// Server is the handler of the enode's HTTP interface.
type Server struct {
	cfg      Config
	ingest   Ingest
	log      Log
	projects Projects
	creds    Credentials
	metrics  *metrics
	limits   limiters
	looks    chan struct{} // a token per look at the chain
	mux      http.Handler
}

var _ ServerInterface = (*Server)(nil)

// New makes the handler.
func New(cfg Config, in Ingest, l Log, p Projects, c Credentials) *Server {
	if cfg.MaxBody == 0 {
		cfg.MaxBody = 2 << 20
	}
	if cfg.Rate == 0 {
		cfg.Rate = 2000
	}
	if cfg.Burst == 0 {
		cfg.Burst = int(2 * cfg.Rate)
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	s := &Server{cfg: cfg, ingest: in, log: l, projects: p, creds: c, metrics: newMetrics(cfg.Registerer), looks: make(chan struct{}, looksAtOnce)}
	s.limits = limiters{rate: cfg.Rate, burst: cfg.Burst, byClient: map[string]*limiter{}}
	s.mux = HandlerWithOptions(s, StdHTTPServerOptions{
		BaseRouter: http.NewServeMux(),
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) {
			var param *InvalidParamFormatError
			field := ""
			if errors.As(err, &param) {
				field = param.ParamName
			}
			s.writeProblem(w, bad(field, "%s", err))
		},
	})
	return s
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, s.cfg.MaxBody)
	s.mux.ServeHTTP(w, r)
}

// client authenticates the caller: "" for one without token.
func (s *Server) client(r *http.Request) (string, error) {
	token := bearer(r)
	if token == "" {
		return "", nil
	}
	did, err := s.creds.Verify(r.Context(), token)
	if err != nil {
		return "", &problem{status: http.StatusUnauthorized, field: "authorization", text: "invalid credential: " + err.Error(),
			hint: "send the credential JWT as Authorization: Bearer, or none"}
	}
	return did, nil
}

func bearer(r *http.Request) string {
	h := r.Header.Get("Authorization")
	if h == "" && r.URL.RawQuery != "" {
		h = r.URL.Query().Get("authorization")
	}
	if len(h) > 7 && strings.EqualFold(h[:7], "bearer ") {
		h = h[7:]
	}
	return strings.TrimSpace(h)
}

// PostMessage stores one message durably and acknowledges it.
func (s *Server) PostMessage(w http.ResponseWriter, r *http.Request) {
	id, err := s.take(r)
	if err != nil {
		s.writeProblem(w, err)
		return
	}
	s.metrics.accepted.Inc()
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"messageID":"`+id.String()+"\"}\n")
}

func (s *Server) take(r *http.Request) (task.MessageID, error) {
	if !s.limits.allow(r.RemoteAddr) {
		return task.MessageID{}, &problem{status: http.StatusTooManyRequests, retryAfter: 1,
			text: "too many messages from this address", limit: fmt.Sprintf("%.0f messages per second", float64(s.cfg.Rate))}
	}
	did, err := s.client(r)
	if err != nil {
		return task.MessageID{}, err
	}
	body, err := decodeMessage(r.Body, s.cfg.MaxBody)
	if err != nil {
		return task.MessageID{}, err
	}
	if err := s.admit(body); err != nil {
		return task.MessageID{}, err
	}
	id, err := task.NewMessageID()
	if err != nil {
		return task.MessageID{}, err
	}
	err = s.ingest.Append(r.Context(), task.Message{
		ID: id, ProjectID: task.ProjectID(body.ProjectID), ProjectVersion: body.ProjectVersion, ClientDID: did,
		Data: []byte(body.Data), ReceivedAt: time.Now(),
	})
	switch {
	case errors.Is(err, ErrBusy):
		return id, &problem{status: http.StatusServiceUnavailable, retryAfter: 1, text: "message not stored: " + err.Error(), hint: "send it again"}
	case errors.Is(err, ErrFull):
		return id, &problem{status: http.StatusServiceUnavailable, retryAfter: 60, text: "message not stored: " + err.Error(), hint: "the operator has to make room"}
	}
	return id, err
}

// admit checks the message against its project.
func (s *Server) admit(m SendMessage) error {
	p, ok := s.projects.Project(task.ProjectID(m.ProjectID))
	if !ok {
		return unknown(m, "projectID")
	}
	v, err := p.Version(m.ProjectVersion)
	switch {
	case errors.Is(err, project.ErrPaused):
		return &problem{status: http.StatusForbidden, field: "projectID", text: fmt.Sprintf("project %d is paused", m.ProjectID),
			hint: "its owner lets it go on: ioctl-project project unpause"}
	case errors.Is(err, project.ErrNotServable):
		return &problem{status: http.StatusServiceUnavailable, field: "projectID", retryAfter: 5, text: err.Error(),
			hint: "GET /project/" + task.ProjectID(m.ProjectID).String() + " shows the reason"}
	case err != nil:
		return unknown(m, "projectVersion")
	}
	if limit := v.Limits.MessageBytes; limit > 0 && uint64(len(m.Data)) > limit {
		return &problem{status: http.StatusRequestEntityTooLarge, field: "data", limit: fmt.Sprintf("%d bytes", limit),
			text: fmt.Sprintf("data has %d bytes, project %d takes %d", len(m.Data), m.ProjectID, limit)}
	}
	return nil
}

func unknown(m SendMessage, field string) error {
	return bad(field, "project config not exist, projectID %d, version %s", m.ProjectID, clip(m.ProjectVersion))
}

// GetMessage answers what became of a message.
func (s *Server) GetMessage(w http.ResponseWriter, r *http.Request, id string) {
	if _, err := s.client(r); err != nil {
		s.writeProblem(w, err)
		return
	}
	answer := MessageStates{MessageID: id}
	mid, err := task.ParseMessageID(id)
	if err == nil {
		var states []task.Change
		if states, err = s.log.MessageLog(r.Context(), mid); err == nil {
			answer.States = present(states)
			if key, err := s.log.MessageTask(r.Context(), mid); err == nil && key.Sequence != 0 {
				pid := uint64(key.Project)
				answer.ProjectID, answer.TaskID = &pid, &key.Sequence
			}
		}
	}
	if err != nil && !errors.Is(err, task.ErrNotFound) && !errors.Is(err, task.ErrMalformed) {
		s.writeProblem(w, err)
		return
	}
	writeJSON(w, answer)
}

// GetTask answers what became of a task.
func (s *Server) GetTask(w http.ResponseWriter, r *http.Request, projectID, taskID uint64) {
	if _, err := s.client(r); err != nil {
		s.writeProblem(w, err)
		return
	}
	answer := TaskStates{ProjectID: projectID, TaskID: taskID}
	states, err := s.log.TaskLog(r.Context(), task.Key{Project: task.ProjectID(projectID), Sequence: taskID})
	if err != nil && !errors.Is(err, task.ErrNotFound) {
		s.writeProblem(w, err)
		return
	}
	if err == nil {
		answer.States = present(states)
	}
	writeJSON(w, answer)
}

func present(changes []task.Change) *[]State {
	out := make([]State, len(changes))
	for i, c := range changes {
		out[i] = State{State: StateState(c.State), Time: c.At, Comment: c.Comment, Result: c.Result}
	}
	return &out
}

// ListProjects answers every project this node knows.
func (s *Server) ListProjects(w http.ResponseWriter, _ *http.Request) {
	list := s.projects.List()
	out := make([]Project, len(list))
	for i := range list {
		out[i] = s.describe(&list[i])
	}
	writeJSON(w, out)
}

// GetProject answers one project.
func (s *Server) GetProject(w http.ResponseWriter, _ *http.Request, projectID uint64) {
	p, ok := s.projects.Project(task.ProjectID(projectID))
	if !ok {
		s.writeProblem(w, noProject(projectID))
		return
	}
	out := s.describe(&p)
	s.addFunds(&out, &p)
	writeJSON(w, out)
}

// addFunds says how far the project's balance goes; a list does not ask the chain about so many.
func (s *Server) addFunds(out *Project, p *project.Project) {
	if s.cfg.PaysFor == nil {
		return
	}
	n, limited, err := s.cfg.PaysFor(p.ID)
	if err != nil {
		s.cfg.Log.Debug("project's funds not looked up", "project", p.ID, "err", err)
	}
	if err != nil || !limited {
		return
	}
	out.PaysFor = &n
	for i := range p.Versions {
		if err := s.cfg.Pays(p.ID, &p.Versions[i], 1); err != nil && out.Status == Serving {
			out.Status, out.Reason = Waiting, optional(err.Error()+"; its messages are kept")
		}
	}
}

func noProject(id uint64) error {
	return &problem{status: http.StatusNotFound, field: "projectID", text: fmt.Sprintf("project %d does not exist", id)}
}

func (s *Server) describe(p *project.Project) Project {
	out := Project{ProjectID: uint64(p.ID), Uri: optional(p.URI), Status: "serving"}
	if !p.Hash.IsZero() {
		out.Hash = optional(p.Hash.String())
	}
	switch {
	case p.Paused:
		out.Status = "paused"
	case p.Fault != nil:
		out.Status, out.Reason = "not servable", optional(p.Fault.Error())
	}
	n := len(s.projects.Znodes(p.ID))
	out.Znodes = &n
	if out.Required = s.required(p.ID); out.Required != nil && out.Status == "serving" {
		if t, _ := s.cfg.Terms(p.ID); !t.Serving() {
			out.Status, out.Reason = "waiting", optional(t.Waiting().Error()+"; its messages are kept")
		}
	}
	if n == 0 && out.Status == "serving" {
		out.Status, out.Reason = "waiting", optional("no znode is allowed to work for the project; its messages are kept")
	}
	for i := range p.Versions {
		v := &p.Versions[i]
		out.Versions = append(out.Versions, struct {
			InputMode *string `json:"inputMode,omitempty"`
			Version   string  `json:"version"`
			Vm        string  `json:"vm"` //nolint:revive // the generated type's name
		}{optional(string(v.InputMode)), v.Name, string(v.VM)})
	}
	return out
}

// required is how many znodes the project requires; nil where nobody stakes.
func (s *Server) required(id task.ProjectID) *int {
	if s.cfg.Terms == nil {
		return nil
	}
	t, ok := s.cfg.Terms(id)
	if !ok {
		return nil
	}
	n := int(t.Required)
	return &n
}

// SignCredential issues a device credential to a caller who may.
func (s *Server) SignCredential(w http.ResponseWriter, r *http.Request) {
	token := bearer(r)
	if token == "" {
		s.writeProblem(w, &problem{status: http.StatusUnauthorized, field: "authorization", text: "issuing credentials needs the issuer token"})
		return
	}
	if !s.creds.MayIssue(token) {
		s.writeProblem(w, &problem{status: http.StatusForbidden, field: "authorization", text: "this token does not allow issuing credentials"})
		return
	}
	c, err := decodeCredential(r.Body, s.cfg.MaxBody)
	if err != nil {
		s.writeProblem(w, err)
		return
	}
	jwt, err := s.creds.Issue(r.Context(), c)
	if errors.Is(err, task.ErrMalformed) {
		err = bad("credential", "%s", err)
	}
	if err != nil {
		s.writeProblem(w, err)
		return
	}
	writeJSON(w, SignedCredential{VerifiableCredential: jwt})
}

// GetConfig answers what clients need to know of this node.
func (s *Server) GetConfig(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.cfg.Info) }

// GetLive answers that the node is up.
func (s *Server) GetLive(w http.ResponseWriter, _ *http.Request) { writeJSON(w, Live{Status: "up"}) }

// manyClients bounds the addresses remembered at a time.
const manyClients = 4096

// limiters holds one token bucket per client address.
type limiters struct {
	rate     rate.Limit
	burst    int
	mu       sync.Mutex
	byClient map[string]*limiter
}

type limiter struct {
	*rate.Limiter
	used time.Time
}

// allow takes a token of the address's bucket.
func (l *limiters) allow(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.byClient[host]
	if b == nil {
		if len(l.byClient) >= manyClients {
			l.forget(now)
		}
		b = &limiter{Limiter: rate.NewLimiter(l.rate, l.burst)}
		l.byClient[host] = b
	}
	b.used = now
	return b.AllowN(now, 1)
}

// forget drops buckets that are full again, and if none is, all: a flood of
// addresses must not eat memory.
func (l *limiters) forget(now time.Time) {
	full := time.Duration(float64(l.burst)/float64(l.rate)*float64(time.Second)) + time.Second
	for host, b := range l.byClient {
		if now.Sub(b.used) > full {
			delete(l.byClient, host)
		}
	}
	if len(l.byClient) >= manyClients {
		clear(l.byClient)
	}
}

type metrics struct {
	accepted prometheus.Counter
	refused  *prometheus.CounterVec
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		accepted: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "sprout", Subsystem: "api", Name: "messages_accepted_total", Help: "Messages stored and acknowledged."}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "api", Name: "requests_refused_total", Help: "Requests refused, by status and field.",
		}, []string{"status", "field"}),
	}
	if reg != nil {
		reg.MustRegister(m.accepted, m.refused)
	}
	return m
}
