package enode

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// reader is what looking a transaction up needs of a chain; *ethclient.Client has it.
type reader interface {
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	TransactionByHash(ctx context.Context, hash common.Hash) (tx *types.Transaction, pending bool, err error)
	TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error)
}

// settlements implements [dispatcher.Settlements]: it looks transactions up on the
// chain of the project's first contract output, or on the network's own chain where
// the project settles in the contract its owner named there. The enode never believes a
// znode's word that a transaction happened.
type settlements struct {
	confirmations uint64
	own           string   // the node's own endpoint
	allowed       []string // further endpoints the operator lets projects name
	staked        bool     // the network has settlement contracts
	backend       reader   // the connection to own
	// named returns the settlement contracts that a project's owner has named until the block upto, the last one read.
	named func(task.ProjectID) (named project.Settlements, upto uint64)

	mu      sync.Mutex
	clients map[string]reader
}

type target struct {
	ChainEndpoint   string `json:"chainEndpoint"`
	ContractAddress string `json:"contractAddress"`
	ReceiverAddress string `json:"receiverAddress"`
	ContractMethod  string `json:"contractMethod"`
	ContractABIJSON string `json:"contractAbiJSON"`
}

// Check implements [dispatcher.Settlements].
func (s *settlements) Check(ctx context.Context, v *project.Version, h task.Header, ref task.ReceiptRef, out task.OutputRef) (dispatcher.Settlement, string, error) {
	if o, ok := settlingOutput(v); ok && o.Type == project.OutputSettlement {
		return s.judgeBooked(ctx, h, ref, out)
	}
	return s.judge(ctx, v, h.Digest(), ref, out)
}

// judge is Check for a task of a version with a contract output, by its digest.
func (s *settlements) judge(ctx context.Context, v *project.Version, d task.Digest, ref task.ReceiptRef, out task.OutputRef) (dispatcher.Settlement, string, error) {
	t, err := contractOf(v)
	if err != nil {
		return 0, "", err
	}
	b, err := s.client(ctx, t.ChainEndpoint)
	if err != nil {
		return 0, "", err
	}
	r, stands, reason, err := s.confirmed(ctx, b, out)
	if r == nil {
		return stands, reason, err
	}
	tx, _, err := b.TransactionByHash(ctx, r.TxHash)
	if err != nil {
		return 0, "", fmt.Errorf("read transaction: %w", err)
	}
	if to := tx.To(); to == nil || *to != common.HexToAddress(t.ContractAddress) {
		return dispatcher.SettlementRefused, "transaction does not call the project's contract", nil
	}
	if reason := (claim{d, ref}).otherContent(tx.Data(), t); reason != "" {
		return dispatcher.SettlementRefused, reason, nil
	}
	if reason := refusal(r, t, d); reason != "" {
		return dispatcher.SettlementRefused, reason, nil
	}
	return dispatcher.SettlementDone, fmt.Sprintf("block %s, %d gas", r.BlockNumber, r.GasUsed), nil
}

// confirmed returns the receipt of the reported transaction once it is confirmed; until then, where it stands.
func (s *settlements) confirmed(ctx context.Context, b reader, out task.OutputRef) (*types.Receipt, dispatcher.Settlement, string, error) {
	hash, err := task.ParseDigest(out.Result)
	if err != nil {
		return nil, dispatcher.SettlementRefused, "reported result is no transaction hash", nil
	}
	r, err := b.TransactionReceipt(ctx, common.Hash(hash))
	if errors.Is(err, ethereum.NotFound) {
		return nil, dispatcher.SettlementPending, "", nil
	}
	if err != nil {
		return nil, 0, "", fmt.Errorf("read transaction receipt: %w", err)
	}
	head, err := b.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, 0, "", fmt.Errorf("read head: %w", err)
	}
	if head.Number.Uint64()+1 < r.BlockNumber.Uint64()+s.confirmations {
		return nil, dispatcher.SettlementPending, "", nil
	}
	r.TxHash = common.Hash(hash)
	return r, dispatcher.SettlementDone, "", nil
}

// settlingOutput is the version's first output whose transaction is looked up: the one that znodes report.
func settlingOutput(v *project.Version) (project.Output, bool) {
	i := slices.IndexFunc(v.Outputs, project.Output.Settles)
	if i < 0 {
		return project.Output{}, false
	}
	return v.Outputs[i], true
}

// contractOf reads the version's first contract output.
func contractOf(v *project.Version) (target, error) {
	var t target
	i := slices.IndexFunc(v.Outputs, func(o project.Output) bool { return o.Type == project.OutputEthereum })
	if i < 0 {
		return t, errors.New("version has no contract output")
	}
	if err := json.Unmarshal(v.Outputs[i].Params, &t); err != nil {
		return t, fmt.Errorf("read contract output: %w", err)
	}
	return t, nil
}

// chainOf is the connection to the chain where the version's results are settled.
func (s *settlements) chainOf(ctx context.Context, v *project.Version) (reader, error) {
	if o, ok := settlingOutput(v); ok && o.Type == project.OutputSettlement {
		return s.backend, nil
	}
	t, err := contractOf(v)
	if err != nil {
		return nil, err
	}
	return s.client(ctx, t.ChainEndpoint)
}

// refusal says why a confirmed transaction does not settle the task; "" if it does.
func refusal(r *types.Receipt, t target, d task.Digest) string {
	if r.Status != types.ReceiptStatusSuccessful {
		return "transaction failed"
	}
	contract, receiver := common.HexToAddress(t.ContractAddress), common.HexToAddress(t.ReceiverAddress)
	router, book := bindings.NewW3bstreamRouter(), bindings.NewSproutReceiver()
	routed, settled, other := false, false, false
	for _, l := range r.Logs {
		if ev, err := router.UnpackDataReceivedEvent(l); err == nil && l.Address == contract {
			if !ev.Success {
				return bindings.DescribeReason(ev.RevertReason)
			}
			routed = true
		}
		if ev, err := book.UnpackTaskSettledEvent(l); err == nil && l.Address == receiver {
			settled = settled || ev.TaskDigest == d
			other = other || ev.TaskDigest != d
		}
	}
	switch {
	case settled:
		return ""
	case other:
		return "transaction settles another task"
	case routed || t.ReceiverAddress == "":
		return "" // a receiver that keeps no book, or a contract of the project's own
	default:
		return "transaction shows no sign of the result in its events"
	}
}

// allows reports an error for a version whose results go to a chain this node may
// not look at: project files are strangers' and must not choose where it connects.
func (s *settlements) allows(v *project.Version) error {
	for i, o := range v.Outputs {
		if o.Type == project.OutputSettlement && !s.staked {
			return task.WithHint(fmt.Errorf("output[%d]: this enode knows no settlement contracts", i), "give the network's addresses file with --contracts")
		}
		var t target
		if o.Type != project.OutputEthereum || json.Unmarshal(o.Params, &t) != nil {
			continue
		}
		if t.ChainEndpoint != s.own && !slices.Contains(s.allowed, t.ChainEndpoint) {
			return task.WithHint(fmt.Errorf("output[%d]: chain endpoint %s is not one this enode looks at", i, chain.Redact(t.ChainEndpoint)),
				"the enode's operator allows it with --settle-endpoint")
		}
	}
	return nil
}

func (s *settlements) client(ctx context.Context, endpoint string) (reader, error) {
	if endpoint == s.own {
		return s.backend, nil
	}
	if !slices.Contains(s.allowed, endpoint) {
		return nil, fmt.Errorf("chain endpoint %s is not one this enode looks at", chain.Redact(endpoint))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.clients[endpoint]; ok {
		return c, nil
	}
	c, _, err := chain.Dial(ctx, endpoint, 0)
	if err != nil {
		return nil, err
	}
	if s.clients == nil {
		s.clients = map[string]reader{}
	}
	s.clients[endpoint] = c
	return c, nil
}
