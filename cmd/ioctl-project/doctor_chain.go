package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/operator"
)

// How far a clock may be off: nodes ignore what others say with a time more than two minutes away.
const (
	clockWarning = 5 * time.Second
	clockLimit   = 90 * time.Second
	headOld      = 10 * time.Minute // a head that old is no clock
)

// dial connects to the chain; errSkipped where none is named.
func (p *patient) dial(ctx context.Context) (*ethclient.Client, uint64, error) {
	if p.chain == "" {
		return nil, 0, fmt.Errorf("%w: no chain endpoint is named (--endpoint)", errSkipped)
	}
	return chain.Dial(ctx, p.chain, 0)
}

// wantChain is the id that the endpoint must have; 0 for any.
func (p *patient) wantChain() (uint64, error) {
	if text := p.c.String("chain-id"); text != "" {
		return strconv.ParseUint(text, 10, 64)
	}
	return p.node.ChainID, nil
}

func checkChain(ctx context.Context, p *patient) finding {
	client, id, err := p.dial(ctx)
	if f, ok := skipped(err); ok {
		return f
	}
	if err != nil {
		return broken(err)
	}
	defer client.Close()
	want, err := p.wantChain()
	if err != nil {
		return found(checkFailed, "", "--chain-id: %s", err)
	}
	if want != 0 && id != want {
		return found(checkFailed, "name the endpoint of the right chain", "%s has chain id %d, wanted is %d", chain.Redact(p.chain), id, want)
	}
	head, err := client.BlockNumber(ctx)
	if err != nil {
		return broken(fmt.Errorf("ask for the head: %w", err))
	}
	return fine("%s answers: chain id %d, block %d", chain.Redact(p.chain), id, head)
}

// checkClock compares this clock with others'.
func checkClock(ctx context.Context, p *patient) finding {
	texts, worst, old := p.chainClock(ctx)
	if old != nil {
		return *old
	}
	if off, err := p.enodeClock(ctx); err == nil {
		texts = append(texts, "the enode's clock is "+offset(off))
		if off.Abs() > worst.Abs() {
			worst = off
		}
	}
	text := strings.Join(texts, ", ")
	switch {
	case text == "":
		return notChecked("neither a chain nor an enode answers whose time this clock could be compared with")
	case worst.Abs() > clockLimit:
		return found(checkFailed, "have the clock set by NTP: nodes take no word that is two minutes off", "%s", text)
	case worst.Abs() > clockWarning:
		return found(checkWarning, "have the clock set by NTP", "%s", text)
	default:
		return fine("%s", text)
	}
}

// chainClock compares this clock with the chain's head, which is never younger than now.
func (p *patient) chainClock(ctx context.Context) (texts []string, ahead time.Duration, old *finding) {
	client, id, err := p.dial(ctx)
	if err != nil {
		return nil, 0, nil
	}
	defer client.Close()
	h, err := client.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, 0, nil
	}
	off := time.Until(time.Unix(int64(h.Time), 0))
	switch {
	case off > 0:
		return []string{"the chain's head is " + offset(off)}, off, nil
	case -off > headOld && !config.IsDevChain(id):
		f := found(checkWarning, "does the endpoint follow its chain? is this clock right?", "the chain's head is %s old", (-off).Round(time.Second))
		return nil, 0, &f
	default:
		return []string{fmt.Sprintf("the chain's head is %s old", (-off).Round(time.Second))}, 0, nil
	}
}

func offset(off time.Duration) string {
	off = off.Round(time.Second)
	switch {
	case off > 0:
		return off.String() + " ahead of this one"
	case off < 0:
		return (-off).String() + " behind this one"
	default:
		return "as this one"
	}
}

// contracts are those that the node, or the flags, name.
func (p *patient) contracts() (config.Contracts, error) {
	n := p.node
	if file := p.c.String("contracts"); file != "" {
		n.ContractsFile = file
	}
	switch {
	case n.ContractsFile != "":
		return n.Contracts()
	case p.kind != "" && p.settings != nil:
		return config.Contracts{}, fmt.Errorf("%w: the settings are not usable", errSkipped)
	case p.kind != "":
		return n.Contracts()
	}
	text := p.c.String("contract-address")
	if text == "" {
		return config.Contracts{}, fmt.Errorf("%w: no contract is named (--contracts or --contract-address)", errSkipped)
	}
	if !common.IsHexAddress(text) {
		return config.Contracts{}, fmt.Errorf("--contract-address: %q is no address", text)
	}
	return config.Contracts{Projects: common.HexToAddress(text)}, nil
}

func checkContracts(ctx context.Context, p *patient) finding {
	all, err := p.contracts()
	if f, ok := skipped(err); ok {
		return f
	}
	if err != nil {
		return broken(err)
	}
	client, id, err := p.dial(ctx)
	if err != nil {
		return notChecked("the chain does not answer")
	}
	defer client.Close()
	if all.ChainID != 0 && all.ChainID != id {
		return found(checkFailed, "name the endpoint of that chain", "the contracts are on chain %d, the endpoint is of chain %d", all.ChainID, id)
	}
	named := all.Named()
	var missing, there []string
	for _, name := range slices.Sorted(maps.Keys(named)) {
		at := named[name]
		if at == (common.Address{}) {
			continue
		}
		code, err := client.CodeAt(ctx, at, nil)
		switch {
		case err != nil:
			return broken(fmt.Errorf("ask for the code of %s: %w", name, err))
		case len(code) == 0:
			missing = append(missing, name+" at "+at.Hex())
		default:
			there = append(there, name)
		}
	}
	if len(missing) > 0 {
		return found(checkFailed, "is it the right chain? are the addresses those of this network?", "there is no contract: %s", strings.Join(missing, ", "))
	}
	return fine("%s: code is there", strings.Join(there, ", "))
}

// bonds is the contract that a node's operator has something at stake in.
type bonds interface {
	PackBondOf(account common.Address) []byte
	UnpackBondOf(data []byte) (bindings.IBondsBond, error)
	PackIsBonded(account common.Address) []byte
	UnpackIsBonded(data []byte) (bool, error)
}

func checkStake(ctx context.Context, p *patient) finding {
	all, err := p.contracts()
	switch {
	case p.kind == "":
		return notChecked("no node is named: say --for enode or --for znode")
	case err != nil:
		return notChecked("the contracts are not known")
	case !all.Staked():
		return notChecked("nobody stakes on this network")
	}
	key, err := operator.Load(p.node.Operator)
	if err != nil {
		return broken(fmt.Errorf("open the operator's key: %w", err))
	}
	client, _, err := p.dial(ctx)
	if err != nil {
		return notChecked("the chain does not answer")
	}
	defer client.Close()
	contract, at, hint := bonds(bindings.NewZnodeStaking()), all.Staking, "ioctl-project znode register and stake put something at stake"
	if p.kind == "enode" {
		contract, at, hint = bindings.NewEnodeBonds(), all.Bonds, "ioctl-project enode bond register and stake put something at stake"
	}
	return bonded(ctx, client, contract, at, common.Address(key.Address()), hint)
}

// bonded tells what an operator has at stake, and whether that is enough.
func bonded(ctx context.Context, client *ethclient.Client, contract bonds, at, who common.Address, hint string) finding {
	ask := func(data []byte) ([]byte, error) {
		return client.CallContract(ctx, ethereum.CallMsg{To: &at, Data: data}, nil)
	}
	out, err := ask(contract.PackBondOf(who))
	if err != nil {
		return broken(fmt.Errorf("ask for the stake: %w", err))
	}
	bond, err := contract.UnpackBondOf(out)
	if err != nil {
		return broken(fmt.Errorf("read the stake: %w", err))
	}
	if out, err = ask(contract.PackIsBonded(who)); err != nil {
		return broken(fmt.Errorf("ask for the stake: %w", err))
	}
	enough, err := contract.UnpackIsBonded(out)
	if err != nil {
		return broken(fmt.Errorf("read the stake: %w", err))
	}
	text := fmt.Sprintf("operator %s has %s coins at stake", who, coins(bond.Staked))
	if bond.Leaving.Sign() > 0 {
		text += fmt.Sprintf(", and %s that leave at %s UTC", coins(bond.Leaving), time.Unix(int64(bond.ReleaseAt), 0).UTC().Format(time.DateTime))
	}
	if !enough {
		return found(checkFailed, hint, "%s, which is not enough", text)
	}
	return fine("%s", text)
}
