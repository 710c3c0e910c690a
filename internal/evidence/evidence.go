package evidence

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

// ErrFormat says that a file holds no evidence.
var ErrFormat = errors.New("not evidence")

// CompactSignature is a signature of secp256k1 as contracts take it (EIP-2098). As text it is hexadecimal, of 64 bytes, or
// of 65 with v at the end, which is read, too.
type CompactSignature bindings.Signature

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *CompactSignature) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(strings.TrimPrefix(string(text), "0x"))
	if err != nil || len(b) != 64 && len(b) != 65 {
		return errors.New("not a signature: want 64 or 65 bytes in hexadecimal")
	}
	out := CompactSignature{R: [32]byte(b[:32]), Vs: [32]byte(b[32:64])}
	if len(b) == 65 {
		switch {
		case out.Vs[0]&0x80 != 0:
			return errors.New("not a signature: its s is too high")
		case b[64] == 1, b[64] == 28:
			out.Vs[0] |= 0x80
		case b[64] != 0 && b[64] != 27:
			return fmt.Errorf("not a signature: its v is %d", b[64])
		}
	}
	*s = out
	return nil
}

// MarshalText implements [encoding.TextMarshaler].
func (s CompactSignature) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String is the signature in hexadecimal, of 64 bytes.
func (s CompactSignature) String() string { return fmt.Sprintf("0x%x%x", s.R, s.Vs) }

// DoubleAttestation is evidence against a znode: two results it attested for one task and program.
type DoubleAttestation struct {
	ProjectID    uint64        `json:"projectID"`
	TaskDigest   task.Digest   `json:"taskDigest"`
	ProgramID    task.Digest   `json:"programID"`
	Attestations []Attestation `json:"attestations"`
}

// Attestation is one result as a znode signed it, in whatever tree.
type Attestation struct {
	JournalDigest task.Digest      `json:"journalDigest"`
	Settler       common.Address   `json:"settler"`
	Path          []task.Digest    `json:"path"` // from the result's leaf to the signed root
	Signature     CompactSignature `json:"signature"`
}

// Calldata is what reports it to a ZnodeStaking.
func (d *DoubleAttestation) Calldata() ([]byte, error) {
	if err := two(len(d.Attestations)); err != nil {
		return nil, err
	}
	raw := func(a Attestation) bindings.IZnodeStakingAttestedResult {
		out := bindings.IZnodeStakingAttestedResult{JournalDigest: a.JournalDigest, Settler: a.Settler, Signature: bindings.Signature(a.Signature), Path: [][32]byte{}}
		for _, node := range a.Path {
			out.Path = append(out.Path, node)
		}
		return out
	}
	return bindings.NewZnodeStaking().PackReportDoubleAttestation(
		d.ProjectID, d.TaskDigest, d.ProgramID, raw(d.Attestations[0]), raw(d.Attestations[1])), nil
}

// Equivocation is evidence against an enode: two tasks it signed with one number.
type Equivocation struct {
	ProjectID uint64       `json:"projectID"`
	Sequence  uint64       `json:"sequence"`
	Tasks     []SignedTask `json:"tasks"`
}

// SignedTask is one task as an enode signed it.
type SignedTask struct {
	TaskDigest task.Digest      `json:"taskDigest"`
	Signature  CompactSignature `json:"signature"`
}

// Calldata is what reports it to an EnodeBonds.
func (e *Equivocation) Calldata() ([]byte, error) {
	if err := two(len(e.Tasks)); err != nil {
		return nil, err
	}
	raw := func(t SignedTask) bindings.EnodeBondsSignedTask {
		return bindings.EnodeBondsSignedTask{TaskDigest: t.TaskDigest, Signature: bindings.Signature(t.Signature)}
	}
	return bindings.NewEnodeBonds().PackReportEquivocation(e.ProjectID, e.Sequence, raw(e.Tasks[0]), raw(e.Tasks[1])), nil
}

func two(n int) error {
	if n != 2 {
		return fmt.Errorf("%w: it has %d statements, want 2", ErrFormat, n)
	}
	return nil
}

// Read reads a [DoubleAttestation] or an [Equivocation] from JSON into v. Unknown fields are an error: who submits
// evidence pays for what a contract does not find in it.
func Read(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows it", ErrFormat)
	}
	return nil
}
