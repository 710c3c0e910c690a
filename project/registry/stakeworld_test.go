package registry_test

import (
	"context"
	"io"
	"log/slog"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

var (
	registries = bindings.NewProjectRegistry()
	staking    = bindings.NewZnodeStaking()
	sureties   = bindings.NewEnodeBonds()
)

// newStakeWorld is a chain with the contracts of a network with stakes, of at least one coin for znodes and enodes.
func newStakeWorld(t *testing.T, people int) *world {
	t.Helper()
	w := newEmptyWorld(t, people)
	terms := deploy.DefaultTerms(w.who(0))
	terms.UnbondingDelay = time.Second
	var err error
	w.net, err = deploy.Staking(t.Context(), w, w.keys[0], terms)
	require.NoError(t, err)
	return w
}

func (w *world) stakeConfig(dir string) registry.Config {
	return registry.Config{
		ChainID: 1337, Projects: w.net.ProjectRegistry, Staking: w.net.ZnodeStaking, Bonds: w.net.EnodeBonds, Router: w.net.VerifierRouter, Settlement: w.net.TaskSettlement, Start: w.net.StartBlock,
		Journal: filepath.Join(dir, "projects.journal"), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// free is a call without coins.
func free(from int, to common.Address, data []byte) payment {
	return payment{call: call{from, to, data}}
}

// milli is so many thousandths of a coin.
func milli(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(1e15)) }

func (w *world) publish(from int, uri string) payment {
	return free(from, w.net.ProjectRegistry, registries.PackCreateProject(uri, task.DigestOf([]byte(uri))))
}

func (w *world) ask(t require.TestingT, contract common.Address, data []byte) []byte {
	out, err := w.CallContract(context.Background(), ethereum.CallMsg{To: &contract, Data: data}, nil)
	require.NoError(t, err)
	return out
}

// peerID is one of the peer ids of person i: a multihash as that of an ed25519 key.
func peerID(i, n int) []byte {
	key := crypto.Keccak256([]byte{byte(i), byte(n)})
	return append([]byte{0x00, 0x24, 0x08, 0x01, 0x12, 0x20}, key...)
}

func (w *world) consent(t require.TestingT, contract common.Address, account, owner int) bindings.Signature {
	sig, err := deploy.Consent(1337, contract, w.keys[account], w.who(owner))
	require.NoError(t, err)
	return sig
}

// stake registers the znode of person operator, paid by from.
func (w *world) stake(t require.TestingT, from, operator int, runtimes uint32, value *big.Int) payment {
	data := staking.PackRegister(w.who(operator), peerID(operator, 0), runtimes, w.consent(t, w.net.ZnodeStaking, operator, from))
	return payment{call{from, w.net.ZnodeStaking, data}, value}
}

// bond puts up a bond for the enode of person enode, paid by from.
func (w *world) bond(t require.TestingT, from, enode int, value *big.Int) payment {
	data := sureties.PackRegister(w.who(enode), w.consent(t, w.net.EnodeBonds, enode, from))
	return payment{call{from, w.net.EnodeBonds, data}, value}
}

func attributes(required uint16, runtimes uint32, open bool) bindings.IProjectRegistryAttributes {
	return bindings.IProjectRegistryAttributes{
		Settlement: common.Address{9}, RequiredZnodes: required, Redundancy: 1, Quorum: 1, Runtimes: runtimes, ProvingSeconds: big.NewInt(60), Open: open,
	}
}

func (w *world) setAttributes(from int, id uint64, a bindings.IProjectRegistryAttributes) payment {
	return free(from, w.net.ProjectRegistry, registries.PackSetAttributes(id, a))
}

func (w *world) join(from int, id uint64, operator int) payment {
	return free(from, w.net.ZnodeStaking, staking.PackJoin(id, w.who(operator)))
}

// compact signs a hash in the form contracts take.
func (w *world) compact(t require.TestingT, who int, hash []byte) bindings.Signature {
	sig, err := crypto.Sign(hash, w.keys[who])
	require.NoError(t, err)
	out := bindings.Signature{R: [32]byte(sig[:32]), Vs: [32]byte(sig[32:64])}
	out.Vs[0] |= sig[64] << 7
	return out
}

// slashZnode reports two journals that a znode attested for one task; each task makes another offence.
func (w *world) slashZnode(t require.TestingT, from, operator int, digest byte) payment {
	resultType := crypto.Keccak256([]byte("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)"))
	said := func(journal byte) bindings.IZnodeStakingAttestedResult {
		word := func(b byte) []byte { return common.LeftPadBytes([]byte{b}, 32) }
		leaf := crypto.Keccak256Hash(resultType, word(1), word(digest), word(7), word(journal))
		hash := w.ask(t, w.net.ZnodeStaking, staking.PackAttestationHash(1, w.who(0), leaf))
		return bindings.IZnodeStakingAttestedResult{JournalDigest: common.BytesToHash(word(journal)), Settler: w.who(0), Signature: w.compact(t, operator, hash)}
	}
	data := staking.PackReportDoubleAttestation(1, common.BytesToHash([]byte{digest}), common.BytesToHash([]byte{7}), said(1), said(2))
	return free(from, w.net.ZnodeStaking, data)
}

// slashEnode reports two tasks that an enode signed with one number; each number makes another offence.
func (w *world) slashEnode(t require.TestingT, from, enode int, sequence uint64) payment {
	domain := crypto.Keccak256(crypto.Keccak256([]byte("EIP712Domain(string name,string version,uint256 chainId)")),
		crypto.Keccak256([]byte("Sprout")), crypto.Keccak256([]byte("1")), common.BigToHash(big.NewInt(1337)).Bytes())
	number := func(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }
	said := func(digest byte) bindings.EnodeBondsSignedTask {
		d := common.BytesToHash([]byte{digest})
		signed := crypto.Keccak256(crypto.Keccak256([]byte("Task(uint64 projectId,uint64 sequence,bytes32 digest)")), number(1), number(sequence), d[:])
		return bindings.EnodeBondsSignedTask{TaskDigest: d, Signature: w.compact(t, enode, crypto.Keccak256([]byte{0x19, 0x01}, domain, signed))}
	}
	return free(from, w.net.EnodeBonds, sureties.PackReportEquivocation(1, sequence, said(1), said(2)))
}
