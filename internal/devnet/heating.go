package devnet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/halo2"
)

// SRSRows is the binary logarithm of the rows that circuits on a devnet may have: enough for the examples.
const SRSRows = 13

// Heating is the second example: a halo2 circuit whose proofs the chain itself verifies. A station's month becomes
// degree days, by which a tenant is paid.
type Heating struct {
	ProjectID task.ProjectID `json:"projectID"`
	ProgramID task.Digest    `json:"programID"`
	// Allowance is the dApp that znodes call.
	Allowance common.Address `json:"allowance"`
	// Twin is another one for the same project: what was settled at the first can be tried there.
	Twin common.Address `json:"twin"`
	// Verifier verifies proofs of the program.
	Verifier common.Address `json:"verifier"`
}

// weiPerDegreeDay is what the dApp pays.
var weiPerDegreeDay = big.NewInt(1e15)

// makeSRS writes the public parameters of halo2 that all nodes use. Everybody knows their secret.
func (n *Network) makeSRS(ctx, _ context.Context) error {
	n.SRS = filepath.Join(n.cfg.Dir, "devnet.srs")
	_, err := halo2.SRSTool{Args: []string{config.ProverCommand}}.MakeDevnet(ctx, n.SRS, SRSRows)
	return err
}

// publishHeating deploys the verifier and the dApps and publishes the circuit for them.
func (n *Network) publishHeating(ctx, _ context.Context) error {
	if !n.cfg.Heating {
		return nil
	}
	circuit, err := circuits.Load(circuits.Sensors)
	if err != nil {
		return err
	}
	// Ids count from 1, and the dApps know theirs before it is given out.
	h := &Heating{ProjectID: n.ProjectID + 1, ProgramID: circuit.Verifier.ProgramID}
	if err := n.deployHeating(ctx, h, &circuit.Verifier); err != nil {
		return err
	}
	id, err := n.create(ctx, []project.Version{n.heatingVersion(h, circuit.FrontEnd)})
	if err != nil {
		return err
	}
	if id != h.ProjectID {
		return fmt.Errorf("the second project has id %d", id)
	}
	n.Heating = h
	return nil
}

func (n *Network) deployHeating(ctx context.Context, h *Heating, v *circuits.Verifier) (err error) {
	client, owner := n.chain.Client(), n.keys[keyOwner]
	h.Verifier, err = deploy.Halo2Verifier(ctx, client, owner, deploy.Circuit{
		ProgramID: v.ProgramID, Bytecode: v.Bytecode, PublicValues: v.PublicValues, ProofLength: v.ProofLength,
	})
	if err != nil {
		return err
	}
	dapp := bindings.NewHeatingAllowance()
	for _, address := range []*common.Address{&h.Allowance, &h.Twin} {
		*address, err = deploy.HeatingAllowance(ctx, client, owner, deploy.Allowance{
			Router: n.Contracts.Router, ProjectID: uint64(h.ProjectID), Tenant: n.address(keyHolder),
			WeiPerDegreeDay: weiPerDegreeDay, MinimumDays: 25,
		})
		if err != nil {
			return err
		}
		err = n.transact(ctx, keyOwner, []call{
			{*address, big.NewInt(1e18), dapp.PackFund()},
			{*address, nil, dapp.PackAcceptProgram(h.ProgramID, h.Verifier)},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (n *Network) heatingVersion(h *Heating, frontEnd []byte) project.Version {
	params, err := json.Marshal(map[string]string{
		"chainEndpoint": n.ChainURL, "contractAddress": h.Allowance.Hex(), "receiverAddress": h.Allowance.Hex(),
		"contractMethod": "receiveData", "contractAbiJSON": deploy.ReceiveABI,
	})
	if err != nil {
		panic(err) // a map of strings
	}
	return project.Version{
		Name: "1.0", VM: project.VMHalo2, Code: frontEnd, InputMode: project.InputTask, ProgramID: h.ProgramID,
		Packing:    project.Packing{Count: n.cfg.Count, Window: n.cfg.Window, GroupBy: project.GroupByDevice},
		Limits:     project.Limits{Cycles: 1 << 24, Wall: 10 * time.Minute, JournalBytes: 4096, MessageBytes: 1024},
		Redundancy: 1, ExpectedProving: time.Minute,
		Outputs: []project.Output{{Type: project.OutputEthereum, Params: params}},
	}
}

// projects are those published so far.
func (n *Network) projects() []task.ProjectID {
	list := []task.ProjectID{n.ProjectID}
	if n.Heating != nil {
		list = append(list, n.Heating.ProjectID)
	}
	if n.Meter != nil {
		list = append(list, n.Meter.ProjectID)
	}
	return list
}

// outputs are the contracts that znodes may call.
func (n *Network) outputs() string {
	list := n.Contracts.Router.Hex()
	if n.Heating != nil {
		list += "," + n.Heating.Allowance.Hex()
	}
	return list
}

var errNoHeating = errors.New("this devnet was started without the heating example")
