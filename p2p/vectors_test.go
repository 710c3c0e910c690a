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
