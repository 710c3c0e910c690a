package registry

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

var (
	errForeignID = errors.New("token id is not one of this system's")
	errNoData    = errors.New("event has no data")
)

// event names a kind of log: who emits it, and its first topic.
type event struct {
	contract common.Address
	topic    common.Hash
}

// handlers says what each event does to the state.
type handlers map[event]func(*state, *types.Log) error

// apply folds one log into s. Logs of other events are passed over.
func (h handlers) apply(s *state, l *types.Log) error {
	if len(l.Topics) == 0 {
		return nil
	}
	handle, ok := h[event{l.Address, l.Topics[0]}]
	if !ok {
		return nil
	}
	return handle(s, l)
}

// contracts and topics are what a log query names.
func (h handlers) filter() (contracts []common.Address, topics []common.Hash) {
	a, t := map[common.Address]bool{}, map[common.Hash]bool{}
	for e := range h {
		a[e.contract], t[e.topic] = true, true
	}
	return slices.SortedFunc(maps.Keys(a), common.Address.Cmp), slices.SortedFunc(maps.Keys(t), common.Hash.Cmp)
}

// on joins a binding's decoder with what its event does.
func on[E bind.ContractEvent](decode func(*types.Log) (*E, error), do func(*state, *E) error) func(*state, *types.Log) error {
	return func(s *state, l *types.Log) error {
		e, err := decode(l)
		if err != nil {
			return fmt.Errorf("decode event %s: %w", (*new(E)).ContractEventName(), err)
		}
		return do(s, e)
	}
}

func newHandlers(cfg *Config) (handlers, error) {
	h := handlers{}
	if err := h.addProjects(cfg.Projects); err != nil {
		return nil, err
	}
	switch none := (common.Address{}); {
	case cfg.Staking != none:
		return h, h.addStakes(cfg)
	case cfg.Nodes != none:
		return h, errors.Join(h.addNodes(cfg.Nodes), h.addFleet(cfg.Fleet))
	default:
		return h, nil
	}
}

func (h handlers) addProjects(at common.Address) error {
	b := bindings.NewProjectRegistrar()
	return h.add(at, &bindings.ProjectRegistrarMetaData, map[string]func(*state, *types.Log) error{
		"ProjectUpserted": on(b.UnpackProjectUpsertedEvent, func(s *state, e *bindings.ProjectRegistrarProjectUpserted) error {
			p := s.project(task.ProjectID(e.ProjectId))
			p.entry.URI, p.entry.Hash = e.Uri, e.Hash
			return nil
		}),
		"ProjectPaused": on(b.UnpackProjectPausedEvent, func(s *state, e *bindings.ProjectRegistrarProjectPaused) error {
			s.project(task.ProjectID(e.ProjectId)).entry.Paused = true
			return nil
		}),
		"ProjectUnpaused": on(b.UnpackProjectUnpausedEvent, func(s *state, e *bindings.ProjectRegistrarProjectUnpaused) error {
			s.project(task.ProjectID(e.ProjectId)).entry.Paused = false
			return nil
		}),
		"OperatorAdded": on(b.UnpackOperatorAddedEvent, func(s *state, e *bindings.ProjectRegistrarOperatorAdded) error {
			s.project(task.ProjectID(e.ProjectId)).operators[task.Address(e.Operator)] = true
			return nil
		}),
		"OperatorRemoved": on(b.UnpackOperatorRemovedEvent, func(s *state, e *bindings.ProjectRegistrarOperatorRemoved) error {
			delete(s.project(task.ProjectID(e.ProjectId)).operators, task.Address(e.Operator))
			return nil
		}),
		"Transfer": on(b.UnpackTransferEvent, func(s *state, e *bindings.ProjectRegistrarTransfer) error {
			id, err := token(e.TokenId)
			if err == nil {
				s.transfer(task.ProjectID(id), task.Address(e.From), task.Address(e.To))
			}
			return err
		}),
	})
}

func (h handlers) addNodes(at common.Address) error {
	b := bindings.NewNodeRegistry()
	return h.add(at, &bindings.NodeRegistryMetaData, map[string]func(*state, *types.Log) error{
		"NodeRegistered": on(b.UnpackNodeRegisteredEvent, func(s *state, e *bindings.NodeRegistryNodeRegistered) error {
			return changeNode(s, e.NodeId, func(n *node) { n.operator, n.active = task.Address(e.Operator), true })
		}),
		"NodeUpdated": on(b.UnpackNodeUpdatedEvent, func(s *state, e *bindings.NodeRegistryNodeUpdated) error {
			return changeNode(s, e.NodeId, func(n *node) { n.operator = task.Address(e.Operator) })
		}),
		"NodeActiveChanged": on(b.UnpackNodeActiveChangedEvent, func(s *state, e *bindings.NodeRegistryNodeActiveChanged) error {
			return changeNode(s, e.NodeId, func(n *node) { n.active = e.Active })
		}),
	})
}

func (h handlers) addFleet(at common.Address) error {
	b := bindings.NewFleetManager()
	return h.add(at, &bindings.FleetManagerMetaData, map[string]func(*state, *types.Log) error{
		"Allowed": on(b.UnpackAllowedEvent, func(s *state, e *bindings.FleetManagerAllowed) error {
			return changeFleet(s, e.ProjectId, e.NodeId, true)
		}),
		"Disallowed": on(b.UnpackDisallowedEvent, func(s *state, e *bindings.FleetManagerDisallowed) error {
			return changeFleet(s, e.ProjectId, e.NodeId, false)
		}),
	})
}

func (h handlers) add(at common.Address, meta *bind.MetaData, byName map[string]func(*state, *types.Log) error) error {
	abi, err := meta.ParseABI()
	if err != nil {
		return fmt.Errorf("project registry: read contract interface: %w", err)
	}
	for name, do := range byName {
		e, ok := abi.Events[name]
		if !ok {
			return fmt.Errorf("project registry: contract interface has no event %s", name)
		}
		if len(e.Inputs.NonIndexed()) > 0 {
			do = withData(do)
		}
		h[event{at, e.ID}] = do
	}
	return nil
}

// withData passes over logs without the data that their event has, which decoders leave at that.
func withData(do func(*state, *types.Log) error) func(*state, *types.Log) error {
	return func(s *state, l *types.Log) error {
		if len(l.Data) == 0 {
			return errNoData
		}
		return do(s, l)
	}
}

func changeNode(s *state, nodeID *big.Int, change func(*node)) error {
	id, err := token(nodeID)
	if err != nil {
		return err
	}
	n := s.nodes[id]
	change(&n)
	s.setNode(id, n)
	return nil
}

func changeFleet(s *state, projectID, nodeID *big.Int, allowed bool) error {
	p, err := token(projectID)
	if err != nil {
		return err
	}
	n, err := token(nodeID)
	if err != nil {
		return err
	}
	s.allow(task.ProjectID(p), n, allowed)
	return nil
}

// token narrows an ERC-721 id: both registries count from 1 in 64 bits.
func token(id *big.Int) (uint64, error) {
	if !id.IsUint64() || id.Sign() == 0 {
		return 0, fmt.Errorf("%w: %v", errForeignID, id)
	}
	return id.Uint64(), nil
}
