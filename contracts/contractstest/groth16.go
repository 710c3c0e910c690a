package contractstest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/crypto/bn256/cloudflare"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
)

// Groth16Key is what decides which of risc0's proofs a contract accepts.
type Groth16Key struct {
	// VerifyingKey is alpha, beta, gamma, delta and the six points of the public inputs, as the EVM's precompiles take points.
	VerifyingKey []byte
	// ControlRoot and ControlID are digests as risc0 prints them.
	ControlRoot, ControlID [32]byte
}

// DeployRisc0 deploys a Risc0Verifier on top of TestGroth16Verifier (contracts/test), which stands for risc0's own contract, and returns
// the address of the first and the digest of the verifier's parameters, as the second computes it.
func DeployRisc0(t testing.TB, c *Chain, payer *ecdsa.PrivateKey, key Groth16Key) (verifier common.Address, parameters [32]byte) {
	t.Helper()
	code, err := hexutil.Decode(string(bytes.TrimSpace(readVector(t, "test-groth16-verifier.hex"))))
	require.NoError(t, err)
	groth16 := c.create(t, payer, code, slices.Concat(key.VerifyingKey, key.ControlRoot[:], key.ControlID[:]))
	out, err := c.CallContract(t.Context(), ethereum.CallMsg{To: &groth16, Data: crypto.Keccak256([]byte("parameters()"))[:4]}, nil)
	require.NoError(t, err)
	code, err = hexutil.Decode(bindings.Risc0VerifierMetaData.Bin)
	require.NoError(t, err)
	return c.create(t, payer, code, bindings.NewRisc0Verifier().PackConstructor(groth16)), [32]byte(out)
}

// create deploys a contract.
func (c *Chain) create(t testing.TB, payer *ecdsa.PrivateKey, code, arguments []byte) common.Address {
	t.Helper()
	id, err := c.ChainID(t.Context())
	require.NoError(t, err)
	at, tx, err := bind.DeployContract(bind.NewKeyedTransactor(payer, id), code, c, arguments)
	require.NoError(t, err)
	_, err = bind.WaitDeployed(context.WithoutCancel(t.Context()), c, tx.Hash())
	require.NoError(t, err)
	return at
}

// readVector reads a file of docs/testvectors, wherever in the module the test is.
func readVector(t testing.TB, name string) []byte {
	t.Helper()
	root, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		require.NotEqual(t, filepath.Dir(root), root, "test is outside the module")
		root = filepath.Dir(root)
	}
	file, err := os.ReadFile(filepath.Join(root, "docs", "testvectors", name))
	require.NoError(t, err)
	return file
}

// Trapdoor is a Groth16 key whose secrets are known, so that it proves whatever a test wants proved: that a program ended with
// a journal, though none ran. Contracts and nodes verify its proofs as they verify those of risc0's key, whose secrets
// nobody knows, except that no library takes them for proofs.
type Trapdoor struct {
	Key Groth16Key

	alpha, beta, gamma, delta *big.Int
	inputs                    [6]*big.Int // of one, and of the five public inputs
}

// NewTrapdoor makes up a key.
func NewTrapdoor(t testing.TB) *Trapdoor {
	t.Helper()
	d := &Trapdoor{alpha: scalar(t), beta: scalar(t), gamma: scalar(t), delta: scalar(t)}
	d.Key = Groth16Key{ControlRoot: sha256.Sum256([]byte("control root")), ControlID: [32]byte{7}}
	d.Key.VerifyingKey = slices.Concat(g1(d.alpha), g2(d.beta), g2(d.gamma), g2(d.delta))
	for i := range d.inputs {
		d.inputs[i] = scalar(t)
		d.Key.VerifyingKey = append(d.Key.VerifyingKey, g1(d.inputs[i])...)
	}
	return d
}

// Seal proves that the program ended well with the journal.
func (d *Trapdoor) Seal(t testing.TB, program [32]byte, journal []byte) []byte {
	t.Helper()
	rootLow, rootHigh := halves(d.Key.ControlRoot)
	claimLow, claimHigh := halves(Risc0Claim(program, journal))
	sum := new(big.Int).Set(d.inputs[0])
	for i, input := range []*big.Int{rootLow, rootHigh, claimLow, claimHigh, littleEndian(d.Key.ControlID[:])} {
		sum.Add(sum, new(big.Int).Mul(input, d.inputs[i+1]))
	}
	// e(A, B) = e(alpha, beta) · e(sum, gamma) · e(C, delta), in exponents.
	a, b := scalar(t), scalar(t)
	c := new(big.Int).Mul(a, b)
	c.Sub(c, new(big.Int).Mul(d.alpha, d.beta))
	c.Sub(c, sum.Mul(sum, d.gamma))
	c.Mul(c, new(big.Int).ModInverse(d.delta, bn256.Order))
	return slices.Concat(g1(a), g2(b), g1(c.Mod(c, bn256.Order)))
}

// Receipt is a seal in a receipt of kind groth16, for verifiers with such parameters.
func (d *Trapdoor) Receipt(t testing.TB, program [32]byte, journal []byte, parameters [32]byte) []byte {
	t.Helper()
	claim := Risc0Claim(program, journal)
	b := []byte("SPRR\x00\x01\x01\x03\x053.0.6")
	b = append(binary.BigEndian.AppendUint32(b, uint32(len(journal))), journal...)
	b = binary.LittleEndian.AppendUint32(b, 2) // groth16
	b = binary.LittleEndian.AppendUint64(b, 256)
	b = append(b, d.Seal(t, program, journal)...)
	b = binary.LittleEndian.AppendUint32(b, 1) // a pruned claim
	return slices.Concat(b, claim[:], parameters[:])
}

// Risc0Claim is risc0's digest of the claim that a program ended well with a journal.
func Risc0Claim(program [32]byte, journal []byte) [32]byte {
	var none [32]byte
	ended := tagged("risc0.SystemState", []uint32{0}, none)
	output := tagged("risc0.Output", nil, sha256.Sum256(journal), none)
	return tagged("risc0.ReceiptClaim", []uint32{0, 0}, none, program, ended, output)
}

// tagged is risc0's digest of a struct.
func tagged(tag string, data []uint32, parts ...[32]byte) [32]byte {
	name := sha256.Sum256([]byte(tag))
	b := name[:]
	for _, p := range parts {
		b = append(b, p[:]...)
	}
	for _, n := range data {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return sha256.Sum256(binary.LittleEndian.AppendUint16(b, uint16(len(parts))))
}

// halves are a digest as two public inputs.
func halves(digest [32]byte) (low, high *big.Int) {
	return littleEndian(digest[:16]), littleEndian(digest[16:])
}

func littleEndian(b []byte) *big.Int {
	b = bytes.Clone(b)
	slices.Reverse(b)
	return new(big.Int).SetBytes(b)
}

func scalar(t testing.TB) *big.Int {
	t.Helper()
	for {
		n, err := rand.Int(rand.Reader, bn256.Order)
		require.NoError(t, err)
		if n.Sign() > 0 {
			return n
		}
	}
}

func g1(n *big.Int) []byte { return new(bn256.G1).ScalarBaseMult(n).Marshal() }

func g2(n *big.Int) []byte { return new(bn256.G2).ScalarBaseMult(n).Marshal() }
