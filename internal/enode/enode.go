package enode

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"golang.org/x/time/rate"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/postgres"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/internal/enode/identity"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/internal/telemetry"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// enode is the assembly: what is set by one start step and used by a later one.
type enode struct {
	*node.Base
	cfg         *Config
	settlements *settlements
	store       datasource.Store
	batcher     *datasource.Batcher
	sequencer   *sequencer.Sequencer
	dispatcher  *dispatcher.Dispatcher
	presences   *presences
	servers     []*http.Server
}

// New connects the parts of an enode; nothing is opened before the group starts.
func New(cfg *Config, version string) (*lifecycle.Group, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	e := &enode{cfg: cfg, settlements: &settlements{confirmations: cfg.Confirmations, own: cfg.ChainEndpoint, allowed: cfg.SettleEndpoints}}
	_, err := node.Open("enode", version, &cfg.Node, func(b *node.Base) {
		e.Base = b
		e.settlements.staked = b.Contracts.Staked()
		b.Allows = e.settlements.allows
	})
	if err != nil {
		return nil, err
	}
	e.Group.Add("store", e.startStore, func(context.Context) error { return e.store.Close() })
	e.Group.Add("dispatcher", e.startDispatcher, nil)
	e.Group.Go("dispatcher loop", func(ctx context.Context) error { return e.dispatcher.Run(ctx) })
	e.Group.Add("sequencer", e.startSequencer, nil)
	e.Group.Go("sequencer loop", func(ctx context.Context) error { return e.sequencer.Run(ctx) })
	e.Group.Add("batcher", e.startBatcher, func(ctx context.Context) error { return e.batcher.Close(ctx) })
	e.Group.Add("http", e.startHTTP, e.stopHTTP)
	return e.Group, nil
}

func (e *enode) startStore(ctx context.Context) (err error) {
	e.store, err = datasource.Open(ctx, datasource.Config{DSN: e.cfg.DatabaseDSN, Dir: e.cfg.DataDir}, datasource.Backends{
		"sqlite": sqlite.Open, "postgres": postgres.Open, "postgresql": postgres.Open,
	})
	if err != nil {
		return err
	}
	e.Health.Add("store", e.store.Ping)
	e.P2P.ServeBodies(e.body)
	return nil
}

// body finds the task that a znode asks for.
func (e *enode) body(ctx context.Context, d task.Digest) (task.Task, error) {
	t, err := e.store.TaskByDigest(ctx, d)
	if errors.Is(err, datasource.ErrNotFound) {
		return t, fmt.Errorf("%w: %s", p2p.ErrNoBody, d)
	}
	return t, err
}

func (e *enode) startDispatcher(context.Context) (err error) {
	e.settlements.backend, e.settlements.named = e.Client, e.Registry.Settlements
	e.dispatcher, err = dispatcher.New(dispatcher.Config{Silence: e.cfg.Silence, Log: e.Log, Registerer: e.Metrics}, dispatcher.Roles{
		Store: e.store, Publisher: e.P2P, Roster: e, Versions: e.Projects, Signer: e.Key,
		Receipts:    &receipts{e.IPFS, e.VM.Manager, make(chan struct{}, receiptsAtOnce)},
		Settlements: e.settlements, Waiting: e.Registry.Waiting,
		Changed: func(k task.Key, c task.Change) {
			if c.State == task.StateSettled {
				e.Registry.Spent(k.Project)
			}
		},
	})
	if err != nil {
		return err
	}
	e.P2P.OnStatus(e.dispatcher.HandleStatus)
	e.presences = newPresences(e.Registry.MayProve, e.Metrics)
	e.P2P.OnPresence(e.presences.hear)
	return nil
}

func (e *enode) startSequencer(context.Context) (err error) {
	e.sequencer, err = sequencer.New(sequencer.Config{ChainID: e.ChainID, Log: e.Log, Registerer: e.Metrics}, sequencer.Roles{
		Inbox: e.store, Versions: e.Projects, Packed: e.dispatcher.Notify,
	})
	if err != nil {
		return err
	}
	e.Projects.Subscribe(func(id task.ProjectID) { e.sequencer.ProjectChanged(id) })
	return nil
}

func (e *enode) startBatcher(context.Context) (err error) {
	e.batcher, err = datasource.NewBatcher(e.store, datasource.BatcherConfig{OnStored: e.stored, Registerer: e.Metrics})
	return err
}

// stored tells the sequencer of every message: it counts them, to look at the
// store just when a batch is full.
func (e *enode) stored(msgs []task.Message) {
	for i := range msgs {
		e.sequencer.Notify(task.Group{ProjectID: msgs[i].ProjectID, ProjectVersion: msgs[i].ProjectVersion, ClientDID: msgs[i].ClientDID})
	}
}

func (e *enode) startHTTP(ctx context.Context) error {
	creds, err := identity.Open(e.cfg.DataDir)
	if err != nil {
		return err
	}
	peers := e.P2P.Addrs()
	info := api.NodeConfig{ProjectContractAddress: e.Contracts.Projects.String(), ChainID: &e.ChainID, Peers: &peers, Version: &e.Version}
	if e.cfg.ShowOperator {
		self := e.Self().String()
		info.OperatorETHAddress = &self
	}
	handler := api.New(api.Config{
		MaxBody: int64(e.cfg.MaxBody), Rate: rate.Limit(e.cfg.Rate), Info: info, Present: e.presences.of, Terms: e.Registry.Terms, Accepts: e.Registry.Accepts, Pays: e.Registry.Pays, PaysFor: e.Registry.PaysFor, Log: e.Log, Registerer: e.Metrics,
		Outlook: e.dispatcher.Outlook, Transaction: (&transactions{settlements: e.settlements, registry: e.Contracts.Projects}).find,
	}, ingest{e.batcher}, e.store, e, creds)
	mux := http.NewServeMux()
	ops := telemetry.Handler(e.Metrics, e.Health)
	for _, path := range []string{"/metrics", "/healthz", "/readyz"} {
		mux.Handle(path, ops)
	}
	mux.Handle("/ipfs/", e.IPFS.Handler())
	mux.Handle("/", handler)
	for _, addr := range e.cfg.HTTPAddress {
		if err := e.listen(ctx, addr, mux); err != nil {
			return errors.Join(err, e.stopHTTP(ctx))
		}
	}
	return nil
}

func (e *enode) listen(ctx context.Context, addr string, h http.Handler) error {
	s, at, err := node.ServeHTTP(ctx, addr, h, e.Log)
	if err != nil {
		return task.WithHint(fmt.Errorf("take messages: %w", err), "choose other addresses with --http-address")
	}
	e.servers = append(e.servers, s)
	e.Log.Info("taking messages", "address", at.String())
	return nil
}

func (e *enode) stopHTTP(ctx context.Context) error {
	var errs []error
	for _, s := range e.servers {
		errs = append(errs, s.Shutdown(ctx))
	}
	return errors.Join(errs...)
}

// Project implements [api.Projects].
func (e *enode) Project(id task.ProjectID) (project.Project, bool) { return e.Projects.Project(id) }

// List implements [api.Projects].
func (e *enode) List() []project.Project { return e.Projects.List() }

// ingest implements [api.Ingest] on the batcher.
type ingest struct{ *datasource.Batcher }

// Append implements [api.Ingest].
func (i ingest) Append(ctx context.Context, m task.Message) error {
	err := i.Batcher.Append(ctx, m)
	switch {
	case errors.Is(err, datasource.ErrBusy):
		return fmt.Errorf("%w: %w", api.ErrBusy, err)
	case errors.Is(err, datasource.ErrFull):
		return fmt.Errorf("%w: %w", api.ErrFull, err)
	default:
		return err
	}
}
