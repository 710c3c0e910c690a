package attest_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

const (
	chainID   = 4690
	projectID = task.ProjectID(7)
	version   = "0.1"
)

var (
	domain  = attest.Domain{ChainID: chainID, Staking: task.Address{0x5a}}
	program = task.Digest{1}
	job     = attest.Job{Project: projectID, Version: version, Program: program}
)

// town is a project's enode and znodes, and the lines between them.
type town struct {
	t     *testing.T
	enode *task.KeySigner

	mu    sync.Mutex
	fleet attest.Fleet
	nodes []*citizen
}

// citizen is a znode: notes, a settler and an attester. It keeps the receipts that it can open.
type citizen struct {
	*town
	signer   *task.KeySigner
	settler  *attest.Settler
	attester *attest.Attester

	mu    sync.Mutex
	notes map[[2]task.Digest]task.Digest
	// open says what a receipt proves; the default is what honest finds in it.
	open func(ctx context.Context, p task.ProvedTask) (task.ReceiptRef, error)
	// What keeps it from telling.
	verifyFault, versionFault error
	deaf                      bool
	opens                     int
	asked                     []task.AttestRequest
	gave                      []task.Attestation
}

func newTown(t *testing.T, nodes, quorum int) *town {
	w := &town{t: t, enode: newSigner(t)}
	for range nodes {
		c := &citizen{town: w, signer: newSigner(t), notes: map[[2]task.Digest]task.Digest{}, open: honest}
		w.nodes = append(w.nodes, c)
		w.fleet.Members = append(w.fleet.Members, c.signer.Address())
	}
	w.fleet.Quorum = quorum
	for _, c := range w.nodes {
		c.start(attest.SettlerConfig{}, attest.AttesterConfig{})
	}
	return w
}

func newSigner(t *testing.T) *task.KeySigner {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return task.NewKeySigner(key)
}

// start makes settler and attester anew; the notes stay.
func (c *citizen) start(s attest.SettlerConfig, a attest.AttesterConfig) {
	s.Log, a.Log = slog.New(slog.DiscardHandler), slog.New(slog.DiscardHandler)
	var err error
	c.settler, err = attest.NewSettler(s, attest.SettlerRoles{Domain: domain, Fleets: c.town, Network: c, Notes: c, Signer: c.signer})
	require.NoError(c.t, err)
	if c.attester != nil {
		require.NoError(c.t, c.attester.Close())
	}
	c.attester, err = attest.NewAttester(a, attest.AttesterRoles{
		Domain: domain, Versions: c, Receipts: c, Network: c, Notes: c, Signer: c.signer, MayProve: c.mayProve,
		Verify: func(s task.Signed) (task.Verified, error) {
			return task.Verify(s, chainID, func(_ task.ProjectID, a task.Address) error {
				if c.verifyFault != nil {
					return c.verifyFault
				}
				if a != c.enode.Address() {
					return task.ErrNotAllowed
				}
				return nil
			})
		},
	})
	require.NoError(c.t, err)
}

// close ends what runs, so that a bubble of time can end.
func (w *town) close() {
	for _, c := range w.nodes {
		require.NoError(w.t, c.attester.Close())
	}
}

func (w *town) mayProve(_ task.ProjectID, a task.Address) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.fleet.Members {
		if m == a {
			return nil
		}
	}
	return task.ErrNotAllowed
}

// Fleet implements [attest.Fleets].
func (w *town) Fleet(context.Context, task.ProjectID) (attest.Fleet, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.fleet, nil
}

// Version implements [attest.Versions].
func (c *citizen) Version(_ context.Context, id task.ProjectID, name string) (*project.Version, error) {
	if id != projectID || name != version {
		return nil, project.ErrNoVersion
	}
	if c.versionFault != nil {
		return nil, c.versionFault
	}
	return &project.Version{Name: version}, nil
}

// Noted implements [attest.Notes].
func (c *citizen) Noted(_ context.Context, t, program task.Digest) (task.Digest, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	j, ok := c.notes[[2]task.Digest{t, program}]
	return j, ok, nil
}

// Note implements [attest.Notes].
func (c *citizen) Note(_ context.Context, results []attest.Result) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range results {
		if j, ok := c.notes[[2]task.Digest{r.Task, r.Program}]; ok && j != r.Journal {
			return attest.ErrConflict
		}
	}
	for _, r := range results {
		c.notes[[2]task.Digest{r.Task, r.Program}] = r.Journal
	}
	return nil
}

// Open implements [attest.Receipts].
func (c *citizen) Open(ctx context.Context, _ *project.Version, p task.ProvedTask, _ string) (task.ReceiptRef, error) {
	c.mu.Lock()
	c.opens++
	open := c.open
	c.mu.Unlock()
	return open(ctx, p)
}

// AskAttestations implements [attest.Network].
func (c *citizen) AskAttestations(ctx context.Context, q task.AttestRequest) error {
	q.Settler = c.signer.Address()
	c.mu.Lock()
	c.asked = append(c.asked, q)
	c.mu.Unlock()
	for _, other := range c.nodes {
		if other != c && !other.isDeaf() {
			other.attester.HandleRequest(ctx, q)
		}
	}
	return nil
}

func (c *citizen) isDeaf() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.deaf
}

// PublishAttestation implements [attest.Network].
func (c *citizen) PublishAttestation(ctx context.Context, a task.Attestation) error {
	a.Node = c.signer.Address()
	c.mu.Lock()
	c.gave = append(c.gave, a)
	c.mu.Unlock()
	for _, other := range c.nodes {
		if other != c {
			other.settler.HandleAttestation(ctx, a)
		}
	}
	return nil
}

func (c *citizen) answers() []task.Attestation {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]task.Attestation(nil), c.gave...)
}

// item makes a proved task of the project: its journal's output is the sequence as text.
func (w *town) item(sequence uint64) attest.Item {
	h := task.Header{ChainID: chainID, ProjectID: projectID, ProjectVersion: version, Sequence: sequence, CreatedAt: time.UnixMilli(1), MessageCount: 1, BodySize: 9}
	signed, err := task.Sign(w.t.Context(), h, w.enode)
	require.NoError(w.t, err)
	return attest.Item{Task: signed, Receipt: refOf(h, fmt.Sprint(sequence))}
}

func refOf(h task.Header, output string) task.ReceiptRef {
	j := task.Journal{ChainID: chainID, ProjectID: projectID, TaskDigest: h.Digest(), Output: []byte(output)}
	return task.ReceiptRef{ProgramID: program, Binding: task.BindingTask, Journal: j.Encode(), CID: "bafy", Size: 9, Digest: task.DigestOf([]byte(output))}
}

// honest finds in a receipt what item put there.
func honest(_ context.Context, p task.ProvedTask) (task.ReceiptRef, error) {
	return refOf(p.Task.Header, fmt.Sprint(p.Task.Header.Sequence)), nil
}
