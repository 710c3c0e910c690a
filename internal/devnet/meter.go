package devnet

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// Meter is the third example: a WebAssembly module that bills meters, several in one proof. Its znodes attest the result and
// are paid for it.
type Meter struct {
	ProjectID task.ProjectID `json:"projectID"`
	ProgramID task.Digest    `json:"programID"`
	// Module is the SHA-256 of the module.
	Module task.Digest `json:"module"`
	// Bills is the dApp.
	Bills common.Address `json:"bills"`
	// Tariff is what a unit of consumption costs there.
	Tariff uint64 `json:"tariff"`
}

// Reading is a meter with what it showed.
type Reading struct {
	Device uint64
	Values []uint64
}

// Message is the data of a message that has the reading billed.
func (r Reading) Message(tariff uint64) (string, error) {
	data, err := json.Marshal(map[string][]uint64{
		"private_input": append([]uint64{uint64(len(r.Values))}, r.Values...),
		"public_input":  {r.Device, tariff},
	})
	if err != nil {
		return "", fmt.Errorf("encode reading: %w", err)
	}
	return string(data), nil
}

// consumption is what the reading comes to; its values do not decrease.
func (r Reading) consumption() uint64 { return r.Values[len(r.Values)-1] - r.Values[0] }

// meterTariff is what the dApp takes for a unit.
const meterTariff = 32

// What the meters of a run show: two are billed in one proof, the last was turned back and never is.
var (
	meterReadings = []Reading{
		{Device: 7, Values: []uint64{20100, 20162, 20162, 20341, 20377}},
		{Device: 8, Values: []uint64{991, 1004, 1030}},
	}
	turnedBack = Reading{Device: 9, Values: []uint64{5300, 5345, 5120}}
)

// publishMeter deploys the dApp and publishes what the module compiles to for it.
func (n *Network) publishMeter(ctx context.Context, programs Programs) error {
	if !n.cfg.Meter {
		return nil
	}
	module, err := modules.Load(modules.Meter)
	if err != nil {
		return err
	}
	compiled, err := programs.CompileModule(ctx, module.Code)
	if err != nil {
		return fmt.Errorf("compile module: %w", err)
	}
	// Ids count from 1, and the dApp knows its project's before it is given out.
	m := &Meter{ProjectID: slices.Max(n.projects()) + 1, ProgramID: compiled.ID, Module: compiled.Module, Tariff: meterTariff}
	m.Bills, err = deploy.MeterBills(ctx, n.chain.Client(), n.keys[keyOwner], deploy.Bills{
		Router: n.Staking.TaskSettlement, ProjectID: uint64(m.ProjectID), Module: m.Module, Tariff: m.Tariff,
	})
	if err != nil {
		return err
	}
	id, err := n.create(ctx, []project.Version{n.meterVersion(compiled)})
	if err != nil {
		return err
	}
	if id != m.ProjectID {
		return fmt.Errorf("the meters' project has id %d, not %d", id, m.ProjectID)
	}
	n.Meter = m
	return n.transact(ctx, keyOwner, []call{
		{m.Bills, nil, bindings.NewMeterBills().PackAcceptProgram(m.ProgramID)},
		{n.Staking.TaskSettlement, nil, bindings.NewTaskSettlement().PackSetReceiver(uint64(id), m.Bills, big.NewInt(receiverGas))},
	})
}

func (n *Network) meterVersion(compiled zkwasm.Compiled) project.Version {
	return project.Version{
		Name: "1.0", VM: project.VMZkWasm, Code: compiled.Program, ProgramID: compiled.ID, InputMode: project.InputTask,
		Origin: project.Origin{Module: compiled.Module, Compiler: compiled.Compiler},
		// As many as there are meters: their messages make one task, at once.
		Packing:    project.Packing{Count: uint(len(meterReadings)), Window: n.cfg.Window, GroupBy: project.GroupByDevice},
		Limits:     project.Limits{Cycles: 1 << 22, Wall: 10 * time.Minute, JournalBytes: 4096, MessageBytes: 1024},
		Redundancy: 1, ExpectedProving: time.Minute,
		Outputs: []project.Output{{Type: project.OutputSettlement}},
	}
}
