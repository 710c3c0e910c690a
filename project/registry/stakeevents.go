package registry

import (
	"errors"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// addStakes adds what a network with stakes has beside a ProjectRegistrar's events.
func (h handlers) addStakes(cfg *Config) error {
	err := errors.Join(h.addAttributes(cfg.Projects), h.addPrograms(cfg.Projects), h.addFunds(cfg.Projects), h.addStaking(cfg.Staking))
	err = errors.Join(err, h.addBonds(cfg.Staking, &bindings.ZnodeStakingMetaData, (*state).changeStake))
	if cfg.Bonds != (common.Address{}) {
		err = errors.Join(err, h.addBonds(cfg.Bonds, &bindings.EnodeBondsMetaData, (*state).changeSurety))
	}
	if cfg.Router != (common.Address{}) {
		err = errors.Join(err, h.addRouter(cfg.Router))
	}
	return err
}

func (h handlers) addAttributes(at common.Address) error {
	b := bindings.NewProjectRegistry()
	return h.add(at, &bindings.ProjectRegistryMetaData, map[string]func(*state, *types.Log) error{
		"AttributesChanged": on(b.UnpackAttributesChangedEvent, func(s *state, e *bindings.ProjectRegistryAttributesChanged) error {
			a, p := e.Attributes, s.project(task.ProjectID(e.ProjectId))
			p.settlements = p.settlements.Name(task.Address(a.Settlement), e.Raw.BlockNumber)
			p.terms = project.Terms{
				Settlement: task.Address(a.Settlement), Required: uint(a.RequiredZnodes), Redundancy: uint(a.Redundancy),
				Quorum: uint(a.Quorum), Runtimes: project.RuntimeSet(a.Runtimes), Open: a.Open,
				Proving: time.Duration(a.ProvingSeconds.Uint64()) * time.Second, // of 24 bits
			}
			return nil
		}),
		"EnodeAdded": on(b.UnpackEnodeAddedEvent, func(s *state, e *bindings.ProjectRegistryEnodeAdded) error {
			s.project(task.ProjectID(e.ProjectId)).enodes[task.Address(e.Enode)] = true
			return nil
		}),
		"EnodeRemoved": on(b.UnpackEnodeRemovedEvent, func(s *state, e *bindings.ProjectRegistryEnodeRemoved) error {
			delete(s.project(task.ProjectID(e.ProjectId)).enodes, task.Address(e.Enode))
			return nil
		}),
	})
}

func (h handlers) addStaking(at common.Address) error {
	b := bindings.NewZnodeStaking()
	return h.add(at, &bindings.ZnodeStakingMetaData, map[string]func(*state, *types.Log) error{
		"PeerIdChanged": on(b.UnpackPeerIdChangedEvent, func(s *state, e *bindings.ZnodeStakingPeerIdChanged) error {
			s.stakes.describe(task.Address(e.Operator), func(z *znode) { z.peer = string(e.PeerId) })
			return nil
		}),
		"RuntimesChanged": on(b.UnpackRuntimesChangedEvent, func(s *state, e *bindings.ZnodeStakingRuntimesChanged) error {
			s.stakes.describe(task.Address(e.Operator), func(z *znode) { z.runtimes = project.RuntimeSet(e.Runtimes) })
			s.touchProjectsOf(task.Address(e.Operator))
			return nil
		}),
		"Joined": on(b.UnpackJoinedEvent, func(s *state, e *bindings.ZnodeStakingJoined) error {
			s.touched[task.ProjectID(e.ProjectId)] = true
			s.stakes.join(task.ProjectID(e.ProjectId), task.Address(e.Operator))
			return nil
		}),
		"Left": on(b.UnpackLeftEvent, func(s *state, e *bindings.ZnodeStakingLeft) error {
			s.touched[task.ProjectID(e.ProjectId)] = true
			s.stakes.leave(task.ProjectID(e.ProjectId), task.Address(e.Operator))
			return nil
		}),
		"Admitted": on(b.UnpackAdmittedEvent, func(s *state, e *bindings.ZnodeStakingAdmitted) error {
			s.stakes.admit(task.ProjectID(e.ProjectId), task.Address(e.Operator), true)
			return nil
		}),
		"Expelled": on(b.UnpackExpelledEvent, func(s *state, e *bindings.ZnodeStakingExpelled) error {
			s.stakes.admit(task.ProjectID(e.ProjectId), task.Address(e.Operator), false)
			return nil
		}),
	})
}

// addBonds adds the events of a contract that keeps bonds; both are read with one binding, for they are the same.
func (h handlers) addBonds(at common.Address, meta *bind.MetaData, change func(*state, task.Address, func(*bond))) error {
	b := bindings.NewEnodeBonds()
	return h.add(at, meta, map[string]func(*state, *types.Log) error{
		"Registered": on(b.UnpackRegisteredEvent, func(s *state, e *bindings.EnodeBondsRegistered) error {
			change(s, task.Address(e.Account), func(b *bond) { b.owner = task.Address(e.Owner) })
			return nil
		}),
		"Staked": on(b.UnpackStakedEvent, func(s *state, e *bindings.EnodeBondsStaked) error {
			change(s, task.Address(e.Account), func(b *bond) { b.staked = e.Staked })
			return nil
		}),
		"Unstaked": on(b.UnpackUnstakedEvent, func(s *state, e *bindings.EnodeBondsUnstaked) error {
			if !e.ReleaseAt.IsInt64() {
				return errors.New("time of release is not one")
			}
			change(s, task.Address(e.Account), func(b *bond) {
				b.staked, b.leaving, b.releaseAt = e.Staked, new(big.Int).Add(b.leaving, e.Amount), e.ReleaseAt.Uint64()
			})
			return nil
		}),
		"Withdrawn": on(b.UnpackWithdrawnEvent, func(s *state, e *bindings.EnodeBondsWithdrawn) error {
			change(s, task.Address(e.Account), func(b *bond) { b.leaving, b.releaseAt = new(big.Int), 0 })
			return nil
		}),
		"Slashed": on(b.UnpackSlashedEvent, func(s *state, e *bindings.EnodeBondsSlashed) error {
			change(s, task.Address(e.Account), func(b *bond) { b.slash(e.Amount, e.Staked) })
			return nil
		}),
	})
}

// changeStake changes what a znode has at stake, which concerns the projects it joined.
func (s *state) changeStake(a task.Address, f func(*bond)) {
	s.stakes.change(a, f)
	s.touchProjectsOf(a)
}

// changeSurety changes what an enode has at stake, which concerns the projects whose tasks it may sign.
func (s *state) changeSurety(a task.Address, f func(*bond)) {
	s.sureties.change(a, f)
	for id := range s.projects {
		if s.mayOperate(id, a) {
			s.touched[id] = true
		}
	}
}

func (s *state) touchProjectsOf(a task.Address) {
	for id := range s.stakes.projects[a] {
		s.touched[id] = true
	}
}
