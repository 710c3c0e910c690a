package chain

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

// ErrChainID says that an endpoint serves another chain than it should.
var ErrChainID = errors.New("endpoint serves another chain")

// Backend is what a [Sender] needs of a chain; *ethclient.Client and the
// simulated backend's client have it.
type Backend interface {
	ChainID(ctx context.Context) (*big.Int, error)
	NonceAt(ctx context.Context, account common.Address, block *big.Int) (uint64, error)
	PendingNonceAt(ctx context.Context, account common.Address) (uint64, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	SuggestGasTipCap(ctx context.Context) (*big.Int, error)
	SuggestGasPrice(ctx context.Context) (*big.Int, error)
	EstimateGas(ctx context.Context, call ethereum.CallMsg) (uint64, error)
	CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
	SendTransaction(ctx context.Context, tx *types.Transaction) error
	TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error)
}

// requestTimeout bounds one HTTP request to a chain: a hanging endpoint must not
// hold a nonce.
const requestTimeout = 30 * time.Second

// Dial connects to an RPC endpoint, http(s) or ws(s). If wantChain is not 0 the
// endpoint must serve that chain. The endpoint may hold credentials: errors, those
// of later calls on the client included, name it only by host.
func Dial(ctx context.Context, endpoint string, wantChain uint64) (*ethclient.Client, uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	c, err := connect(ctx, endpoint)
	if err != nil {
		return nil, 0, task.WithHint(fmt.Errorf("dial chain endpoint %s: %w", Redact(endpoint), err),
			"check the endpoint's address; it must be http(s) or ws(s)")
	}
	id, err := c.ChainID(ctx)
	if err == nil && !id.IsUint64() {
		err = fmt.Errorf("chain id %s does not fit 64 bits", id)
	}
	if err != nil {
		c.Close()
		return nil, 0, task.WithHint(fmt.Errorf("ask chain endpoint %s for its chain id: %w", Redact(endpoint), err),
			"is the chain's RPC server up and reachable from here?")
	}
	if wantChain != 0 && id.Uint64() != wantChain {
		c.Close()
		return nil, 0, fmt.Errorf("%w: %s has chain id %s, configured is %d", ErrChainID, Redact(endpoint), id, wantChain)
	}
	return c, id.Uint64(), nil
}

var errEndpoint = errors.New("not an http(s) or ws(s) URL")

func connect(ctx context.Context, endpoint string) (*ethclient.Client, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return nil, errEndpoint // the parser's words quote the endpoint
	}
	switch u.Scheme {
	case "http", "https":
		// The client, and so its errors, know the host alone; the rest is put in on the wire.
		client := &http.Client{Timeout: requestTimeout, Transport: &secretPath{u, http.DefaultTransport}}
		c, err := rpc.DialOptions(ctx, u.Scheme+"://"+u.Host, rpc.WithHTTPClient(client))
		if err != nil {
			return nil, err
		}
		return ethclient.NewClient(c), nil
	case "ws", "wss":
		c, err := rpc.DialOptions(ctx, endpoint)
		if err != nil {
			return nil, scrub(err, endpoint, u)
		}
		return ethclient.NewClient(c), nil
	default:
		return nil, errEndpoint
	}
}

// secretPath sends requests to an endpoint whose path, query and credentials the
// client above it does not know.
type secretPath struct {
	endpoint *url.URL
	next     http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (s *secretPath) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	target := *s.endpoint
	target.User = nil
	req.URL = &target
	if user := s.endpoint.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	return s.next.RoundTrip(req)
}

// Redact returns an endpoint's scheme and host alone: keys often stand in paths,
// queries and before the host.
func Redact(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return "(not a URL)"
	}
	if strings.Contains(u.Path, "@") {
		return u.Scheme + "://(host unclear)" // a password with a slash makes what looks like the host part of it
	}
	return u.Scheme + "://" + u.Host
}

type scrubbed struct {
	error
	text string
}

func (s scrubbed) Error() string { return s.text }
func (s scrubbed) Unwrap() error { return s.error }

// scrub takes an endpoint and its secret parts out of an error's text.
func scrub(err error, endpoint string, u *url.URL) error {
	text := strings.ReplaceAll(err.Error(), endpoint, Redact(endpoint))
	parts := []string{u.RequestURI(), u.User.String(), u.RawQuery}
	for _, secret := range parts {
		if len(secret) > 1 {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return scrubbed{err, text}
}

// RevertReason returns what a reverted call said, decoded as far as the contracts
// of this project are known; "" if err is no revert. Every error a node answers
// with may carry data, so data alone, unless it is a revert's, makes no revert.
func RevertReason(err error) string {
	if err == nil {
		return ""
	}
	if data := revertData(err); len(data) > 0 {
		if reason, ok := bindings.DescribeRevert(data); ok {
			return reason
		}
		return "0x" + hex.EncodeToString(data)
	}
	text := strings.ToLower(err.Error())
	for _, sign := range []string{"execution reverted", "vm exception while processing transaction", "invalid opcode"} {
		if strings.Contains(text, sign) {
			return err.Error()
		}
	}
	return ""
}

// faults are how nodes call what stops a call without a revert, in letters and digits alone.
var faults = []string{
	"outofgas", "memoryoog", "gasuint64overflow", // geth and those that follow it; memoryoog: reth
	"invalidjump", "badjumpdestination", "stackunderflow", "stackoverflow", "stacklimitreached",
	"returndataoutofbounds", "outofoffset", "writeprotection", "statechangeduringstaticcall",
	"invalidopcode", "badinstruction", "opcodenotfound", "invalidfeopcode",
}

// Faulted reports whether a call ended in a fault of the code that was called, which is no revert: it ran out of gas,
// jumped where it may not, and the like. That a node took too long, or does not know a block, is no such fault.
func Faulted(err error) bool {
	if err == nil {
		return false
	}
	text := err.Error()
	if de := rpc.DataError(nil); errors.As(err, &de) {
		if s, ok := de.ErrorData().(string); ok {
			text += " " + s // some nodes say there what it was
		}
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
	return slices.ContainsFunc(faults, func(sign string) bool { return strings.Contains(text, sign) })
}

// revertData returns the bytes a revert gave; some nodes put a word before them.
func revertData(err error) []byte {
	var de rpc.DataError
	if !errors.As(err, &de) {
		return nil
	}
	s, ok := de.ErrorData().(string)
	if !ok {
		return nil
	}
	data, err := hexutil.Decode(strings.TrimPrefix(s, "Reverted "))
	if err != nil {
		return nil
	}
	return data
}
