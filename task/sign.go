package task

import (
	"context"
	"crypto/ecdsa"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
)

// Faults of a signed value, for callers that must decide: a forged one costs its
// sender reputation, a stale or foreign one is only ignored.
var (
	ErrBadSignature = errors.New("bad signature")
	ErrNotAllowed   = errors.New("signer not allowed")
	ErrWrongChain   = errors.New("wrong chain")
	ErrStale        = errors.New("outside the time window")
)

// Signature is a recoverable secp256k1 signature: r ‖ s ‖ v, v 27 or 28, low s.
type Signature [65]byte

// IsZero reports whether s was never set.
func (s Signature) IsZero() bool { return s == Signature{} }

// String returns the bytes in hexadecimal with 0x.
func (s Signature) String() string { return "0x" + hex.EncodeToString(s[:]) }

// MarshalText implements [encoding.TextMarshaler].
func (s Signature) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Signature) UnmarshalText(b []byte) error { return parseHex(s[:], string(b)) }

// Signer signs with a node's operator key. It is safe for concurrent use.
type Signer interface {
	// Address is the Ethereum address of the key.
	Address() Address
	// SignHash signs a 32-byte hash as it is.
	SignHash(ctx context.Context, hash [32]byte) (Signature, error)
}

// KeySigner is a Signer whose key is in memory.
type KeySigner struct {
	key  *ecdsa.PrivateKey
	addr Address
}

// NewKeySigner wraps key, which must be on secp256k1.
func NewKeySigner(key *ecdsa.PrivateKey) *KeySigner {
	return &KeySigner{key, Address(crypto.PubkeyToAddress(key.PublicKey))}
}

// Address implements [Signer].
func (k *KeySigner) Address() Address { return k.addr }

// SignHash implements [Signer]; it does not block and ignores ctx.
func (k *KeySigner) SignHash(_ context.Context, hash [32]byte) (Signature, error) {
	b, err := crypto.Sign(hash[:], k.key)
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %w", err)
	}
	s := Signature(b)
	s[64] += 27
	return s, nil
}

// Recover returns the address whose key made s over hash. Signatures with a high
// s are refused, so a signature cannot be altered into a second valid one.
func (s Signature) Recover(hash [32]byte) (Address, error) {
	v := s[64] - 27
	r, sv := new(big.Int).SetBytes(s[:32]), new(big.Int).SetBytes(s[32:64])
	if v > 1 || !crypto.ValidateSignatureValues(v, r, sv, true) {
		return Address{}, fmt.Errorf("recover signer: %w: values out of range", ErrBadSignature)
	}
	raw := s
	raw[64] = v
	pub, err := crypto.SigToPub(hash[:], raw[:])
	if err != nil {
		return Address{}, fmt.Errorf("recover signer: %w: %w", ErrBadSignature, err)
	}
	return Address(crypto.PubkeyToAddress(*pub)), nil
}

var (
	typeDomain = crypto.Keccak256Hash([]byte("EIP712Domain(string name,string version,uint256 chainId)"))
	typeTask   = crypto.Keccak256Hash([]byte("Task(uint64 projectId,uint64 sequence,bytes32 digest)"))
	nameHash   = crypto.Keccak256Hash([]byte("Sprout"))
	verHash    = crypto.Keccak256Hash([]byte("1"))
)

// SigningHash is the EIP-712 hash an enode signs for a task: domain {name
// "Sprout", version "1", chainId}, struct Task(uint64 projectId,uint64
// sequence,bytes32 digest). Two of them for one sequence number prove
// equivocation to a contract.
func (h *Header) SigningHash() [32]byte {
	d := h.Digest()
	dom := crypto.Keccak256(typeDomain[:], nameHash[:], verHash[:], word(h.ChainID))
	st := crypto.Keccak256(typeTask[:], word(uint64(h.ProjectID)), word(h.Sequence), d[:])
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, dom, st)
}

func word(v uint64) []byte {
	var w [32]byte
	binary.BigEndian.PutUint64(w[24:], v)
	return w[:]
}

// Signed is a header with its enode's signature, not yet believed.
type Signed struct {
	Header    Header
	Signature Signature
}

// Sign signs the header of t's task.
func Sign(ctx context.Context, h Header, s Signer) (Signed, error) {
	if err := h.Validate(); err != nil {
		return Signed{}, fmt.Errorf("sign task %s: %w", h.Key(), err)
	}
	sig, err := s.SignHash(ctx, h.SigningHash())
	if err != nil {
		return Signed{}, fmt.Errorf("sign task %s: %w", h.Key(), err)
	}
	return Signed{h, sig}, nil
}

// Verified is a header whose fields are within limits and whose signer may speak
// for its project. Only [Verify] makes one, so holding it is the proof.
type Verified struct {
	signed Signed
	digest Digest
	enode  Address
}

// Header returns the verified header.
func (v Verified) Header() Header { return v.signed.Header }

// Signed returns the header with its signature, as it was received.
func (v Verified) Signed() Signed { return v.signed }

// Digest returns the task's digest.
func (v Verified) Digest() Digest { return v.digest }

// Enode returns the address that signed.
func (v Verified) Enode() Address { return v.enode }

// Verify checks s: limits, chain, signature, and through mayDispatch that the
// signer is an enode of the project. mayDispatch's own error is passed on
// unwrapped so that "cannot tell now" is not taken for "not allowed".
func Verify(s Signed, chainID uint64, mayDispatch func(ProjectID, Address) error) (Verified, error) {
	if err := s.Header.Validate(); err != nil {
		return Verified{}, fmt.Errorf("verify task %s: %w", s.Header.Key(), err)
	}
	if s.Header.ChainID != chainID {
		return Verified{}, fmt.Errorf("verify task %s: %w: task is of chain %d, this node serves %d",
			s.Header.Key(), ErrWrongChain, s.Header.ChainID, chainID)
	}
	enode, err := s.Signature.Recover(s.Header.SigningHash())
	if err != nil {
		return Verified{}, fmt.Errorf("verify task %s: %w", s.Header.Key(), err)
	}
	if err := mayDispatch(s.Header.ProjectID, enode); err != nil {
		return Verified{}, fmt.Errorf("verify task %s of enode %s: %w", s.Header.Key(), enode, err)
	}
	return Verified{s, s.Header.Digest(), enode}, nil
}

// InWindow reports [ErrStale] unless at is within window of now, to either side.
func InWindow(at, now time.Time, window time.Duration) error {
	if d := now.Sub(at); d > window || d < -window {
		return fmt.Errorf("%w: %s from now, window %s", ErrStale, d.Round(time.Millisecond), window)
	}
	return nil
}
