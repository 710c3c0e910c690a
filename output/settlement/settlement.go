package settlement

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Config says where a network's contracts are, and which the operator's key may sign for. Zero durations take the defaults.
type Config struct {
	Registry common.Address   // ProjectRegistry
	Staking  common.Address   // ZnodeStaking
	Allowed  []common.Address // settlement contracts that the operator allows
	// Pause is how long it waits at first before it tries again what may go otherwise later, 2 s; it grows to MostPause, 30 s.
	Pause, MostPause time.Duration
	Log              *slog.Logger
	// Registerer takes the metrics; nil keeps them to itself.
	Registerer prometheus.Registerer
}

// Attestations brings a result to a quorum; [*attest.Settler] does.
type Attestations interface {
	Attest(ctx context.Context, job attest.Job, it attest.Item, most int) (*attest.Batch, error)
}

// Sent remembers, durably, which transaction was to settle a task. It is safe for concurrent use.
type Sent interface {
	// Sent returns the id of the task's last one; false if there was none.
	Sent(ctx context.Context, t task.Digest) (id string, found bool, err error)
	// SetSent notes it for all tasks of a transaction, durable on return.
	SetSent(ctx context.Context, tasks []task.Digest, id string) error
}

// Roles are the surroundings of the output.
type Roles struct {
	// Chain returns the connection to the network's chain and the sender of the operator's key there.
	Chain        func(ctx context.Context) (chain.Backend, *chain.Sender, error)
	Attestations Attestations
	Sent         Sent
	// Signed returns the task with its enode's signature.
	Signed func(ctx context.Context, d task.Digest) (task.Signed, bool, error)
	// Named returns the settlement contracts that a project's owner has named until the block upto, the last that the
	// node has read. Any of them may have settled a task.
	Named func(task.ProjectID) (named project.Settlements, upto uint64)
	// RawProof takes out of a receipt the bytes that contracts verify. An error says that this node cannot.
	RawProof func(ref task.ReceiptRef, receipt []byte) ([]byte, error)
}

// settler is the output; all projects of a node share it.
type settler struct {
	cfg     Config
	roles   Roles
	metrics *metrics
	sizes   sizes
	sharing shared
}

// New returns a factory of settlement outputs. They have no parameters: all that they need stands on chain.
func New(cfg Config, roles Roles) (output.Factory, error) {
	if roles.Chain == nil || roles.Attestations == nil || roles.Sent == nil || roles.Signed == nil || roles.Named == nil || roles.RawProof == nil {
		return nil, errors.New("make settlement output: a role is missing")
	}
	if cfg.Pause == 0 {
		cfg.Pause = 2 * time.Second
	}
	if cfg.MostPause == 0 {
		cfg.MostPause = 30 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	s := &settler{cfg: cfg, roles: roles, metrics: newMetrics(cfg.Registerer)}
	return func(json.RawMessage) (output.Output, error) { return s, nil }, nil
}

// Refuse returns a factory for nodes of a network without stakes: its error says what is missing.
func Refuse() output.Factory {
	return func(json.RawMessage) (output.Output, error) {
		return nil, task.WithHint(fmt.Errorf("%w: this node knows no settlement contracts", output.ErrForbidden),
			"give the network's addresses file with --contracts")
	}
}

// maxJournal bounds the journals that are settled, in bytes: longer ones are in no report (docs/protocol.md §5.2), so that
// no enode could see that it was its task's that was settled.
const maxJournal = 64 << 10

// delivery is one result on its way.
type delivery struct {
	*settler
	output.Result
	signed  task.Signed
	want    attest.Result
	key     task.Key
	backend chain.Backend
	sender  *chain.Sender
	room    uint64 // gas that there was for the results of its last batch
}

// Deliver implements [output.Output]: it returns the hash of the transaction that settled the task, whoever sent it.
func (s *settler) Deliver(ctx context.Context, r output.Result) (task.OutputRef, error) {
	h := r.Task.Header
	d := &delivery{settler: s, Result: r, key: h.Key()}
	d.want = attest.Result{Task: h.Digest(), Program: r.Receipt.ProgramID, Journal: task.DigestOf(r.Receipt.Journal)}
	if n := len(r.Receipt.Journal); n > maxJournal {
		return task.OutputRef{}, fmt.Errorf("settle task %s: %w: its journal has %d bytes, limit %d", d.key, output.ErrRefused, n, maxJournal)
	}
	signed, ok, err := s.roles.Signed(ctx, d.want.Task)
	if err == nil && !ok {
		err = errors.New("its enode's signature is not known")
	}
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("settle task %s: %w", d.key, err)
	}
	d.signed = signed
	ref, err := d.persist(ctx)
	s.metrics.count(err)
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("settle task %s: %w", d.key, err)
	}
	if ref.Note != "" {
		s.metrics.undelivered.Inc()
		s.cfg.Log.Warn("task is settled and paid, but the project's receiver did not take it; anybody may retry", "task", d.key.String(), "tx", ref.Result, "reason", ref.Note)
	}
	return ref, nil
}

// Settled implements [output.Book].
func (s *settler) Settled(ctx context.Context, h task.Header) (bool, error) {
	d := &delivery{settler: s, key: h.Key()}
	var err error
	if d.backend, d.sender, err = s.roles.Chain(ctx); err != nil {
		return false, err
	}
	b, err := d.look(ctx)
	if err != nil {
		return false, err
	}
	_, yes, err := d.settledIn(ctx, b)
	return yes, err
}

// persist tries until the task is settled, trying again makes no sense, or ctx ends.
func (d *delivery) persist(ctx context.Context) (task.OutputRef, error) {
	pause := d.cfg.Pause
	var last error // what kept it from being settled, should ctx end in the middle of the next try
	for {
		ref, err := d.try(ctx)
		if err != nil && ctx.Err() != nil {
			return ref, errors.Join(err, last)
		}
		if err == nil || !d.again(err) {
			return ref, err
		}
		last = err
		if errors.Is(err, errTooMuch) {
			continue // fewer of them need not wait
		}
		if d.Waits != nil {
			d.Waits(err)
		}
		d.cfg.Log.Info("task cannot be settled now, will be tried again", "task", d.key.String(), "in", pause, "err", err)
		select {
		case <-ctx.Done():
			return task.OutputRef{}, errors.Join(context.Cause(ctx), err)
		case <-time.After(pause):
		}
		pause = min(2*pause, d.cfg.MostPause)
	}
}

// again reports whether the same may end otherwise a while later, as when a server is asked that is behind. Other trouble
// with the chain itself is not waited for here: the task is announced again.
func (d *delivery) again(err error) bool {
	if errors.Is(err, output.ErrRefused) || errors.Is(err, output.ErrForbidden) {
		return false
	}
	for _, passes := range []error{attest.ErrLacking, attest.ErrSilent, attest.ErrNotMember, errUnnamed, errMoved, errUnread, errTooMuch} {
		if errors.Is(err, passes) {
			return true
		}
	}
	reason := reasonOf(err)
	switch courseOf(reason) {
	case later, askAgain, done, moreGas:
		return true
	case stranger:
		return reason != "" // a verifier's owner may have stopped it in its own way
	default:
		return false
	}
}

// try settles the task, or finds that it is settled, as the chain stands now.
func (d *delivery) try(ctx context.Context) (ref task.OutputRef, err error) {
	if d.backend, d.sender, err = d.roles.Chain(ctx); err != nil {
		return ref, err
	}
	b, err := d.look(ctx)
	if err != nil {
		return ref, err
	}
	if ref, ok, err := d.find(ctx, b); ok || err != nil {
		return ref, err
	}
	if ref, ok, err := d.resume(ctx, b); ok || err != nil {
		return ref, err
	}
	book, err := d.present(b)
	if err != nil {
		return ref, err
	}
	v, err := verifierOf(ctx, d.backend, d.cfg.Registry, book, d.job())
	if err != nil {
		return ref, judge(err)
	}
	var tx transaction
	if v.kind == kindAttested {
		tx, err = d.attested(ctx, b, v)
	} else {
		tx, err = d.proved(book, v)
	}
	if err != nil {
		return ref, err
	}
	// Proving, and waiting for others, took its time: another znode may have settled it, in another book even.
	if b, err = d.look(ctx); err != nil {
		return ref, err
	}
	if ref, ok, err := d.find(ctx, b); ok || err != nil {
		return ref, err
	}
	if b.now != book {
		return ref, errMoved
	}
	return d.send(ctx, tx)
}

// judge marks the refusals that are final.
func judge(err error) error {
	switch courseOf(reasonOf(err)) {
	case giveUp, wrong:
		return fmt.Errorf("%w: %w", output.ErrRefused, err)
	default:
		return err
	}
}

func (d *delivery) job() attest.Job {
	return attest.Job{Project: d.key.Project, Version: d.signed.Header.ProjectVersion, Program: d.want.Program}
}

// conclude reads what a successful transaction did; false if it left this task out.
func (d *delivery) conclude(r *types.Receipt, books ...common.Address) (task.OutputRef, bool, error) {
	out, err := read(r, books, d.want, d.key)
	if err != nil {
		return task.OutputRef{}, false, fmt.Errorf("%w: %w", output.ErrRefused, err)
	}
	return task.OutputRef{Result: r.TxHash.Hex(), Gas: out.gas, Note: out.refused}, out.settled, nil
}

// transaction is what is to be sent, and what it settles.
type transaction struct {
	id    string
	book  common.Address
	call  chain.Call
	tasks []task.Digest
}

// resume follows the transaction that was sent for the task before a restart.
func (d *delivery) resume(ctx context.Context, b books) (task.OutputRef, bool, error) {
	id, found, err := d.roles.Sent.Sent(ctx, d.want.Task)
	if err != nil || !found {
		return task.OutputRef{}, false, err
	}
	r, err := d.sender.Follow(ctx, id)
	if errors.Is(err, chain.ErrNonceTaken) || errors.Is(err, chain.ErrUnknownIntent) {
		return task.OutputRef{}, false, nil
	}
	if err != nil || r.Status != types.ReceiptStatusSuccessful {
		return task.OutputRef{}, false, err
	}
	return d.conclude(r, b.all...)
}

// lookAgain is look and find.
func (d *delivery) lookAgain(ctx context.Context) (task.OutputRef, bool, error) {
	b, err := d.look(ctx)
	if err != nil {
		return task.OutputRef{}, false, err
	}
	return d.find(ctx, b)
}

// mostTries bounds the transactions that may fail one after the other for one purpose.
const mostTries = 5

// send brings the transaction to its end. Whose result is in it waits for the same one.
func (d *delivery) send(ctx context.Context, tx transaction) (task.OutputRef, error) {
	for n := range mostTries {
		id := fmt.Sprintf("%s/%d", tx.id, n)
		r, err := d.sharing.do(ctx, id, func() (*types.Receipt, error) { return d.once(ctx, id, tx) })
		if err != nil {
			return task.OutputRef{}, err
		}
		if r.Status == types.ReceiptStatusSuccessful {
			ref, ok, err := d.conclude(r, tx.book)
			if err == nil && !ok { // it was passed over, so it was settled before
				ref, ok, err = d.lookAgain(ctx)
			}
			if err == nil && !ok {
				err = fmt.Errorf("transaction %s settled nothing of it", r.TxHash)
			}
			return ref, err
		}
		// Something changed between the estimate and the block: the next estimate tells, or takes what gas it needs by now.
		d.cfg.Log.Warn("settling transaction failed", "task", d.key.String(), "tx", r.TxHash)
		if ref, ok, err := d.lookAgain(ctx); ok || err != nil {
			return ref, err
		}
	}
	return task.OutputRef{}, fmt.Errorf("%d transactions failed", mostTries)
}

// once sends the transaction under an id and notes what it takes.
func (d *delivery) once(ctx context.Context, id string, tx transaction) (*types.Receipt, error) {
	if d.sizes.refuses(d.job(), len(tx.tasks)) {
		return nil, fmt.Errorf("%w: %d", errTooMuch, len(tx.tasks))
	}
	if err := d.roles.Sent.SetSent(ctx, tx.tasks, id); err != nil {
		return nil, err
	}
	r, err := d.sender.Send(ctx, id, tx.call)
	if err != nil {
		return nil, d.unsent(tx, err)
	}
	if d.room > 0 && r.Status == types.ReceiptStatusSuccessful {
		d.sizes.took(d.job(), len(tx.tasks), r.GasUsed, d.room)
	}
	return r, nil
}

// unsent says what follows from why a transaction was not sent: fewer results are tried, or it is as [judge] says.
func (d *delivery) unsent(tx transaction, err error) error {
	if len(tx.tasks) == 1 || !tooMuch(err) {
		return judge(err)
	}
	d.sizes.tooMuch(d.job(), len(tx.tasks))
	d.cfg.Log.Warn("batch does not fit one transaction, its halves are tried", "project", d.key.Project, "tasks", len(tx.tasks), "err", err)
	return fmt.Errorf("%w: %d: %w", errTooMuch, len(tx.tasks), err)
}
