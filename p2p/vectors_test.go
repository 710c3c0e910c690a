package p2p_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

type presenceVector struct {
	Name      string         `json:"name"`
	ChainID   uint64         `json:"chain_id"`
	ProjectID task.ProjectID `json:"project_id"`
	Topic     string         `json:"topic"`
	IssuedMS  int64          `json:"issued_ms"`
	Provider  string         `json:"provider_hex"`
	Version   string         `json:"version"`
	Offers    []task.Offer   `json:"offers"`
	Payload   string         `json:"payload_hex"`
	Hash      string         `json:"gossip_hash"`
	Key       string         `json:"private_key"`
	Address   string         `json:"address"`
	Signature task.Signature `json:"signature"`
	Envelope  string         `json:"envelope_hex"`
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.TrimPrefix(s, "0x"))
	require.NoError(t, err)
	return b
}

func TestVectorsOfPresences(t *testing.T) {
	b, err := os.ReadFile("../docs/testvectors/gossip.json")
	require.NoError(t, err)
	var file struct {
		Presences []presenceVector `json:"presences"`
	}
	require.NoError(t, json.Unmarshal(b, &file))
	require.NotEmpty(t, file.Presences)
	for _, v := range file.Presences {
		t.Run(v.Name, func(t *testing.T) {
			topic, err := p2p.ParseTopic(v.Topic)
			require.NoError(t, err)
			require.Equal(t, p2p.Topic{ChainID: v.ChainID, Project: v.ProjectID, Kind: p2p.KindPresence}, topic)
			issued, payload := time.UnixMilli(v.IssuedMS), unhex(t, v.Payload)
			hash := task.GossipHash(v.ChainID, v.Topic, issued, payload)
			require.Equal(t, v.Hash, "0x"+hex.EncodeToString(hash[:]))
			key, err := crypto.ToECDSA(unhex(t, v.Key))
			require.NoError(t, err)
			sig, err := task.NewKeySigner(key).SignHash(t.Context(), hash)
			require.NoError(t, err)
			require.Equal(t, v.Signature, sig)

			node, err := task.ParseAddress(v.Address)
			require.NoError(t, err)
			auth := &p2ptest.Authority{}
			auth.Znode(v.ProjectID, node)
			value, verdict, reason := p2p.NewJudge(topic, window, auth)(unhex(t, v.Envelope), peer.ID(unhex(t, v.Provider)), issued)
			require.Equal(t, "accept ok", verdict+" "+reason)
			p, ok := value.(task.Presence)
			require.True(t, ok)
			require.Equal(t, node, p.Node)
			require.Equal(t, v.Version, p.Version)
			require.Equal(t, append([]task.Offer(nil), v.Offers...), p.Offers)
			require.True(t, issued.Equal(p.At))
		})
	}
}

// attestVector is what vectors of both kinds of message on the topic attest have.
type attestVector struct {
	Name      string         `json:"name"`
	ChainID   uint64         `json:"chain_id"`
	ProjectID task.ProjectID `json:"project_id"`
	Topic     string         `json:"topic"`
	IssuedMS  int64          `json:"issued_ms"`
	Provider  string         `json:"provider_hex"`
	Root      task.Digest    `json:"root"`
	Payload   string         `json:"payload_hex"`
	Address   string         `json:"address"`
	Envelope  string         `json:"envelope_hex"`

	// Of a request.
	Version string      `json:"version"`
	Program task.Digest `json:"program_id"`
	Results []struct {
		Header    string         `json:"header_hex"`
		Signature task.Signature `json:"signature"`
		Receipt   task.Digest    `json:"receipt_digest"`
		CID       string         `json:"cid"`
		Size      uint64         `json:"size"`
	} `json:"results"`

	// Of an attestation.
	Settler     string `json:"settler"`
	Attestation string `json:"attestation"`
	Refusal     string `json:"refusal"`
}

// request is what the vector says as this package's value.
func (v *attestVector) request(t *testing.T, node task.Address) task.AttestRequest {
	q := task.AttestRequest{
		Project: v.ProjectID, Version: v.Version, Program: v.Program, Settler: node, Root: v.Root, Provider: peer.ID(unhex(t, v.Provider)).String(),
	}
	for _, r := range v.Results {
		h, err := task.ParseHeader(unhex(t, r.Header))
		require.NoError(t, err)
		q.Results = append(q.Results, task.ProvedTask{Task: task.Signed{Header: h, Signature: r.Signature}, Receipt: r.Receipt, CID: r.CID, Size: r.Size})
	}
	return q
}

func (v *attestVector) attestation(t *testing.T, node task.Address) task.Attestation {
	a := task.Attestation{Project: v.ProjectID, Root: v.Root, Node: node, Refusal: task.Refusal(v.Refusal)}
	copy(a.Settler[:], unhex(t, v.Settler))
	copy(a.Signature[:], unhex(t, v.Attestation))
	return a
}

func TestVectorsOfAttestMessages(t *testing.T) {
	b, err := os.ReadFile("../docs/testvectors/gossip.json")
	require.NoError(t, err)
	var file struct {
		Requests     []attestVector `json:"attest_requests"`
		Attestations []attestVector `json:"attestations"`
	}
	require.NoError(t, json.Unmarshal(b, &file))
	require.NotEmpty(t, file.Requests)
	require.NotEmpty(t, file.Attestations)
	check := func(v attestVector, want func(*testing.T, task.Address) any, encode func(any, peer.ID) ([]byte, error)) {
		t.Run(v.Name, func(t *testing.T) {
			topic, err := p2p.ParseTopic(v.Topic)
			require.NoError(t, err)
			require.Equal(t, p2p.Topic{ChainID: v.ChainID, Project: v.ProjectID, Kind: p2p.KindAttest}, topic)
			node, err := task.ParseAddress(v.Address)
			require.NoError(t, err)
			auth := &p2ptest.Authority{}
			auth.Znode(v.ProjectID, node)
			provider := peer.ID(unhex(t, v.Provider))
			value, verdict, reason := p2p.NewJudge(topic, window, auth)(unhex(t, v.Envelope), provider, time.UnixMilli(v.IssuedMS))
			require.Equal(t, "accept ok", verdict+" "+reason)
			require.Equal(t, want(t, node), value)
			payload, err := encode(value, provider)
			require.NoError(t, err)
			require.Equal(t, v.Payload, "0x"+hex.EncodeToString(payload))
		})
	}
	for _, v := range file.Requests {
		check(v, func(t *testing.T, node task.Address) any { return v.request(t, node) },
			func(m any, id peer.ID) ([]byte, error) { return p2p.EncodeAttestRequest(m.(task.AttestRequest), id) })
	}
	for _, v := range file.Attestations {
		check(v, func(t *testing.T, node task.Address) any { return v.attestation(t, node) },
			func(m any, id peer.ID) ([]byte, error) { return p2p.EncodeAttestation(m.(task.Attestation), id) })
	}
}
