package owner

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
)

// Events are read in one go where the node allows it, and otherwise in ranges; a chain that would take too many of those is
// not read to its end.
const (
	firstRange  = 10_000
	lowestRange = 500
	mostRanges  = 2_000
)

// logs reads a contract's events from block from on, in order.
func (v *View) logs(ctx context.Context, contract common.Address, from uint64, topics [][]common.Hash) ([]types.Log, error) {
	query := func(first, last uint64) ([]types.Log, error) {
		return v.client.FilterLogs(ctx, ethereum.FilterQuery{
			Addresses: []common.Address{contract}, Topics: topics,
			FromBlock: new(big.Int).SetUint64(first), ToBlock: new(big.Int).SetUint64(last),
		})
	}
	head := v.block.Uint64()
	if all, err := query(from, head); err == nil || from > head {
		return all, err
	}
	var all []types.Log
	for span, first := uint64(firstRange), from; first <= head; {
		if (head-first)/span > mostRanges {
			return all, fmt.Errorf("read events of %s: %d blocks are too many", contract, head-first)
		}
		last := min(head, first+span-1)
		part, err := query(first, last)
		if err != nil {
			if span /= 2; span < lowestRange {
				return all, fmt.Errorf("read events of %s: %w", contract, err)
			}
			continue
		}
		all, first = append(all, part...), last+1
	}
	return all, nil
}

func topic(metadata *bind.MetaData, name string) common.Hash {
	parsed, err := metadata.ParseABI()
	if err != nil {
		panic(fmt.Errorf("parse generated ABI: %w", err))
	}
	return parsed.Events[name].ID
}

func numberTopic(n uint64) common.Hash {
	var h common.Hash
	binary.BigEndian.PutUint64(h[24:], n)
	return h
}

// lists fills in what only events name: who may act for the project, its enodes and programs. Each is asked for again, so
// that what was taken back, or ended when the project changed hands, is not there.
func (v *View) lists(ctx context.Context, projects common.Address, id, from uint64, p *Project) error {
	r, meta := bindings.NewProjectRegistry(), &bindings.ProjectRegistryMetaData
	logs, err := v.logs(ctx, projects, from, [][]common.Hash{
		{topic(meta, "OperatorAdded"), topic(meta, "EnodeAdded"), topic(meta, "ProgramAccepted")}, {numberTopic(id)},
	})
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		p.Incomplete = err.Error()
	}
	g := &gather{ctx: ctx, v: v}
	p.Operators = []string{}
	if p.Stakes != nil {
		p.Stakes.Enodes, p.Stakes.Programs = []string{}, []Program{}
	}
	for i := range logs {
		l := &logs[i]
		if e, err := r.UnpackOperatorAddedEvent(l); err == nil {
			if get(g, projects, r.PackCanOperateProject(e.Operator, id), r.UnpackCanOperateProject) {
				p.Operators = once(p.Operators, e.Operator.Hex())
			}
		} else if e, err := r.UnpackEnodeAddedEvent(l); err == nil && p.Stakes != nil {
			if get(g, projects, r.PackIsEnode(id, e.Enode), r.UnpackIsEnode) {
				p.Stakes.Enodes = once(p.Stakes.Enodes, e.Enode.Hex())
			}
		} else if e, err := r.UnpackProgramAcceptedEvent(l); err == nil && p.Stakes != nil {
			selector := get(g, projects, r.PackSelectorOf(id, e.Version, e.ProgramId), r.UnpackSelectorOf)
			if selector != [4]byte{} {
				p.Stakes.Programs = once(p.Stakes.Programs, programOf(e.Version, e.ProgramId, selector))
			}
		}
	}
	return g.err
}

// once adds what is not there yet.
func once[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}
