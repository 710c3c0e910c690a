package devnet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

// publish registers the znodes, deploys the dApp and publishes the example for it.
func (n *Network) publish(ctx context.Context, programs Programs) (err error) {
	n.ProjectID = 1
	// The dApp's address is in the file, and the dApp knows the project's id: ids count from 1.
	n.Insurance, err = deploy.WeatherInsurance(ctx, n.chain.Client(), n.keys[keyOwner], deploy.Insurance{
		Router: n.Contracts.Router, ProjectID: uint64(n.ProjectID), MinimumDays: 25,
	})
	if err != nil {
		return err
	}
	v := n.version()
	if n.ProgramID, err = programs.CheckVersion(ctx, &v); err != nil {
		return fmt.Errorf("check program: %w", err)
	}
	v.ProgramID = n.ProgramID
	nodes, dapp, router := bindings.NewNodeRegistry(), bindings.NewWeatherInsurance(), bindings.NewW3bstreamRouter()
	var calls []call
	for i := range n.cfg.Znodes {
		calls = append(calls, call{n.Contracts.NodeRegistry, nil, nodes.PackRegister(n.address(znodeName(i)))})
	}
	if err := n.transact(ctx, keyOwner, calls); err != nil {
		return err
	}
	id, err := n.create(ctx, []project.Version{v})
	if err != nil {
		return err
	}
	if id != n.ProjectID {
		return fmt.Errorf("the first project has id %d", id)
	}
	return n.transact(ctx, keyOwner, []call{
		{n.Insurance, nil, dapp.PackAcceptProgram(n.ProgramID)},
		{n.Contracts.Router, nil, router.PackRegister(new(big.Int).SetUint64(uint64(id)), n.Insurance)},
	})
}

// Publish does what an owner does for a further project: it writes the project file
// of versions, puts it on IPFS, registers it, and lets the enode and all znodes
// work for it. It returns when they do. The project has no dApp.
func (n *Network) Publish(ctx context.Context, versions []project.Version) (task.ProjectID, error) {
	id, err := n.create(ctx, versions)
	if err != nil {
		return 0, fmt.Errorf("publish project: %w", err)
	}
	if err := n.host.Join(ctx, id); err != nil {
		return 0, fmt.Errorf("publish project %d: %w", id, err)
	}
	if err := n.await(ctx, id); err != nil {
		return 0, fmt.Errorf("publish project %d: %w", id, err)
	}
	return id, nil
}

// create puts the project file on IPFS and creates the project with its enode and
// znodes.
func (n *Network) create(ctx context.Context, versions []project.Version) (task.ProjectID, error) {
	file, err := projectfile.Marshal(versions)
	if err != nil {
		return 0, err
	}
	cid, err := n.IPFS.Add(ctx, file)
	if err != nil {
		return 0, err
	}
	registrar, fleet := bindings.NewProjectRegistrar(), bindings.NewFleetManager()
	rec, err := deploy.Transact(ctx, n.chain.Client(), n.keys[keyOwner], n.Contracts.ProjectRegistrar, nil,
		registrar.PackCreateProject("ipfs://"+cid, projectfile.Hash(file)))
	if err != nil {
		return 0, err
	}
	var id uint64
	for _, l := range rec.Logs {
		if ev, err := registrar.UnpackProjectUpsertedEvent(l); err == nil {
			id = ev.ProjectId
		}
	}
	if id == 0 {
		return 0, errors.New("the registrar does not tell the project's id")
	}
	if err := n.enlist(ctx, task.ProjectID(id), versions); err != nil {
		return 0, err
	}
	var calls []call // those who serve it may use the router, too
	for i := range n.cfg.Znodes {
		calls = append(calls, call{n.Contracts.FleetManager, nil, fleet.PackAllow(new(big.Int).SetUint64(id), big.NewInt(int64(i+1)))})
	}
	return task.ProjectID(id), n.transact(ctx, keyOwner, calls)
}

// viaRouter is the output that has the router bring results to a dApp.
func (n *Network) viaRouter(dapp common.Address) project.Output {
	params, err := json.Marshal(map[string]string{
		"chainEndpoint": n.ChainURL, "contractAddress": n.Contracts.Router.Hex(), "receiverAddress": dapp.Hex(),
		"contractMethod": "submit", "contractAbiJSON": deploy.SubmitABI,
	})
	if err != nil {
		panic(err) // a map of strings
	}
	return project.Output{Type: project.OutputEthereum, Params: params}
}

// version is the example's version 1.0.
func (n *Network) version() project.Version {
	return project.Version{
		Name: "1.0", VM: project.VMRisc0, Code: weather.Program, InputMode: project.InputTask,
		Packing:    project.Packing{Count: n.cfg.Count, Window: n.cfg.Window, GroupBy: project.GroupByDevice},
		Limits:     project.Limits{Cycles: 1 << 24, Wall: 10 * time.Minute, JournalBytes: 4096, MessageBytes: 1024},
		Redundancy: 1, ExpectedProving: 2 * time.Minute,
		Outputs: []project.Output{n.viaRouter(n.Insurance)},
	}
}

// StationKey is how the dApp knows the example's station.
func StationKey() (k [32]byte) {
	copy(k[:], weather.Station)
	return k
}

// sell funds the dApp, offers the months of cfg.BuyMonths and buys cover for them.
func (n *Network) sell(ctx, _ context.Context) error {
	if len(n.cfg.BuyMonths) == 0 {
		return nil
	}
	coin := big.NewInt(1e18)
	dapp := bindings.NewWeatherInsurance()
	sales, due := uint64(time.Now().Add(24*time.Hour).Unix()), uint64(time.Now().Add(48*time.Hour).Unix())
	offers := []call{{n.Insurance, new(big.Int).Mul(coin, big.NewInt(100)), dapp.PackFund()}}
	var purchases []call
	for _, m := range n.cfg.BuyMonths {
		month := new(big.Int).SetUint64(m)
		offers = append(offers, call{n.Insurance, nil, dapp.PackOffer(StationKey(), month, 1000, sales, due)})
		purchases = append(purchases, call{n.Insurance, coin, dapp.PackBuy(StationKey(), month)})
	}
	if err := n.transact(ctx, keyOwner, offers); err != nil {
		return err
	}
	return n.transact(ctx, keyHolder, purchases)
}
