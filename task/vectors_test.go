package task_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
)

type vector struct {
	Name           string `json:"name"`
	ProjectVersion string `json:"project_version"`
	ChainID        uint64 `json:"chain_id"`
	ProjectID      uint64 `json:"project_id"`
	Sequence       uint64 `json:"sequence"`
	CreatedMS      uint64 `json:"created_ms"`
	Messages       []struct {
		ID          string `json:"id"`
		ReceivedMS  uint64 `json:"received_ms"`
		ClientDID   string `json:"client_did"`
		DataHex     string `json:"data_hex"`
		EncodingHex string `json:"encoding_hex"`
		DigestHex   string `json:"digest_hex"`
	} `json:"messages"`
	MessagesRoot  string `json:"messages_root"`
	HeaderHex     string `json:"header_hex"`
	BodyHex       string `json:"body_hex"`
	TaskDigest    string `json:"task_digest"`
	GuestInputHex string `json:"guest_input_hex"`
	OutputHex     string `json:"output_hex"`
	JournalHex    string `json:"journal_hex"`
	EIP712        struct {
		PrivateKey    string `json:"private_key"`
		Address       string `json:"address"`
		SigningDigest string `json:"signing_digest"`
		Signature     string `json:"signature"`
	} `json:"eip712"`
}

func loadVectors(t testing.TB) []vector {
	t.Helper()
	b, err := os.ReadFile("../docs/testvectors/task.json")
	require.NoError(t, err)
	var file struct {
		Tasks []vector `json:"tasks"`
	}
	require.NoError(t, json.Unmarshal(b, &file))
	require.NotEmpty(t, file.Tasks)
	return file.Tasks
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.TrimPrefix(s, "0x"))
	require.NoError(t, err)
	return b
}

func (v vector) task(t testing.TB) task.Task {
	t.Helper()
	msgs := make([]task.Message, len(v.Messages))
	for i, m := range v.Messages {
		id, err := task.ParseMessageID(m.ID)
		require.NoError(t, err)
		msgs[i] = task.Message{
			ID: id, ProjectID: task.ProjectID(v.ProjectID), ProjectVersion: v.ProjectVersion, ClientDID: m.ClientDID,
			Data: unhex(t, m.DataHex), ReceivedAt: time.UnixMilli(int64(m.ReceivedMS)).UTC(),
		}
		enc, err := msgs[i].AppendBinary(nil)
		require.NoError(t, err)
		require.Equal(t, m.EncodingHex, "0x"+hex.EncodeToString(enc))
		d, err := msgs[i].Digest()
		require.NoError(t, err)
		require.Equal(t, m.DigestHex, d.String())
	}
	made, err := task.New(v.ChainID, task.ProjectID(v.ProjectID), v.ProjectVersion, v.Sequence, time.UnixMilli(int64(v.CreatedMS)), msgs)
	require.NoError(t, err)
	return made
}

func TestVectors(t *testing.T) {
	for _, v := range loadVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			made := v.task(t)
			require.Equal(t, v.MessagesRoot, made.MessagesRoot.String())
			h, err := made.Header.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, v.HeaderHex, "0x"+hex.EncodeToString(h))
			body, err := made.Body()
			require.NoError(t, err)
			require.Equal(t, v.BodyHex, "0x"+hex.EncodeToString(body))
			input, err := made.GuestInput()
			require.NoError(t, err)
			require.Equal(t, v.GuestInputHex, "0x"+hex.EncodeToString(input))
			require.Equal(t, v.TaskDigest, made.Header.Digest().String())

			parsed, err := task.ParseHeader(h)
			require.NoError(t, err)
			require.Equal(t, made.Header, parsed)
			opened, err := task.OpenBody(parsed, body)
			require.NoError(t, err)
			again, err := opened.Body()
			require.NoError(t, err)
			require.Equal(t, body, again)
		})
	}
}

func TestVectorsOfJournal(t *testing.T) {
	for _, v := range loadVectors(t) {
		made := v.task(t)
		j := task.Journal{ChainID: v.ChainID, ProjectID: task.ProjectID(v.ProjectID), TaskDigest: made.Header.Digest(), Output: unhex(t, v.OutputHex)}
		require.Equal(t, v.JournalHex, "0x"+hex.EncodeToString(j.Encode()), v.Name)
		require.NoError(t, task.CheckBinding(j.Encode(), &made.Header))
		other := made.Header
		other.ChainID ^= 1
		require.Error(t, task.CheckBinding(j.Encode(), &other), "a receipt moves to another task")
	}
}

func TestVectorsOfSignature(t *testing.T) {
	for _, v := range loadVectors(t) {
		made := v.task(t)
		hash := made.Header.SigningHash()
		require.Equal(t, v.EIP712.SigningDigest, "0x"+hex.EncodeToString(hash[:]), v.Name)
		key, err := crypto.ToECDSA(unhex(t, v.EIP712.PrivateKey))
		require.NoError(t, err)
		signer := task.NewKeySigner(key)
		require.Equal(t, strings.ToLower(v.EIP712.Address), signer.Address().String())
		signed, err := task.Sign(t.Context(), made.Header, signer)
		require.NoError(t, err)
		require.Equal(t, v.EIP712.Signature, signed.Signature.String())
		got, err := signed.Signature.Recover(hash)
		require.NoError(t, err)
		require.Equal(t, signer.Address(), got)
	}
}
