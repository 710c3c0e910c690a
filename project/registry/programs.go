package registry

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// program names what a project's owner accepts.
type program struct {
	version string
	id      task.Digest
}

// selector names a verifier to a VerifierRouter.
type selector [4]byte

// verifiers holds the verifiers of a router; true: stopped.
type verifiers map[selector]bool

func (h handlers) addPrograms(at common.Address) error {
	b := bindings.NewProjectRegistry()
	return h.add(at, &bindings.ProjectRegistryMetaData, map[string]func(*state, *types.Log) error{
		"ProgramAccepted": on(b.UnpackProgramAcceptedEvent, func(s *state, e *bindings.ProjectRegistryProgramAccepted) error {
			p := s.project(task.ProjectID(e.ProjectId))
			if p.programs == nil {
				p.programs = map[program]selector{}
			}
			p.programs[program{e.Version, e.ProgramId}] = e.Selector
			return nil
		}),
		"ProgramRevoked": on(b.UnpackProgramRevokedEvent, func(s *state, e *bindings.ProjectRegistryProgramRevoked) error {
			delete(s.project(task.ProjectID(e.ProjectId)).programs, program{e.Version, e.ProgramId})
			return nil
		}),
	})
}

func (h handlers) addRouter(at common.Address) error {
	b := bindings.NewVerifierRouter()
	set := func(s *state, of selector, stopped bool) error {
		s.verifiers[of] = stopped
		for id, p := range s.projects {
			for _, used := range p.programs {
				if used == of {
					s.touched[id] = true
				}
			}
		}
		return nil
	}
	return h.add(at, &bindings.VerifierRouterMetaData, map[string]func(*state, *types.Log) error{
		"VerifierAdded": on(b.UnpackVerifierAddedEvent, func(s *state, e *bindings.VerifierRouterVerifierAdded) error {
			return set(s, e.Selector, false)
		}),
		"VerifierStopped": on(b.UnpackVerifierStoppedEvent, func(s *state, e *bindings.VerifierRouterVerifierStopped) error {
			return set(s, e.Selector, true)
		}),
		"VerifierResumed": on(b.UnpackVerifierResumedEvent, func(s *state, e *bindings.VerifierRouterVerifierResumed) error {
			return set(s, e.Selector, false)
		}),
	})
}

// Accepts returns nil if what the version's program proves could be settled, as the last block read has it, and for what
// is settled elsewhere. Otherwise an error wrapping [project.ErrNotAccepted] says what is missing, with who can change it
// as its hint: the project's owner has not accepted the program for the version, or the network's router has no verifier
// for it, or a stopped one. Of a settlement contract that is not the network's the router is not known.
func (r *Registry) Accepts(id task.ProjectID, v *project.Version) error {
	if !v.InSettlement() {
		return nil
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	p := r.state.projects[id]
	if r.state.stakes == nil || p == nil {
		return nil
	}
	by, accepted := p.programs[program{v.Name, v.ProgramID}]
	if !accepted {
		return task.WithHint(fmt.Errorf("%w: program %s for version %s of project %s", project.ErrNotAccepted, v.ProgramID, v.Name, id),
			fmt.Sprintf("its owner accepts it: ioctl-project program accept -i %s -v %s --program-id %s", id, v.Name, v.ProgramID))
	}
	if r.state.verifiers == nil || p.terms.Settlement != task.Address(r.cfg.Settlement) {
		return nil
	}
	switch stopped, known := r.state.verifiers[by]; {
	case !known:
		return task.WithHint(fmt.Errorf("%w: program %s is to be verified under selector 0x%x, which the network's router does not know", project.ErrNotAccepted, v.ProgramID, by),
			"its owner accepts it with another selector, or the router's owner adds a verifier: ioctl-project program accept, ioctl-project network show")
	case stopped:
		return task.WithHint(fmt.Errorf("%w: the verifier of program %s, selector 0x%x, is stopped", project.ErrNotAccepted, v.ProgramID, by),
			"the owner of the network's router resumes it")
	default:
		return nil
	}
}

// Waiting says why nobody is to begin a task of a project's version, and with those under way beside it to begin so many:
// the project is not served by enough znodes ([project.ErrWaiting]), the version could not be settled
// ([project.ErrNotAccepted]), or the project cannot pay ([Registry.Pays]); nil if they may, and where nobody stakes.
func (r *Registry) Waiting(id task.ProjectID, v *project.Version, tasks uint64) error {
	t, staked := r.Terms(id)
	if !staked {
		return nil
	}
	if err := t.Waiting(); err != nil {
		return err
	}
	if err := r.Accepts(id, v); err != nil {
		return err
	}
	return r.Pays(id, v, tasks)
}
