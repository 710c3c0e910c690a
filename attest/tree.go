package attest

import (
	"bytes"
	"encoding/binary"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/task"
)

// MaxResults is how many results one attestation can have: what one transaction can settle.
const MaxResults = 128

// Result is what an attestation says: that the program yields, for the task, the journal with this SHA-256.
type Result struct {
	Task    task.Digest
	Program task.Digest
	Journal task.Digest
}

var (
	resultType = crypto.Keccak256([]byte("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)"))
	attestType = crypto.Keccak256([]byte("Attestation(uint64 projectId,address settler,bytes32 resultsRoot)"))
	domainType = crypto.Keccak256([]byte("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"))
	domainName = crypto.Keccak256([]byte("Sprout"))
	domainVer  = crypto.Keccak256([]byte("1"))
)

// Leaf is the EIP-712 struct hash of a result of the project.
func Leaf(id task.ProjectID, r Result) task.Digest {
	return task.Digest(crypto.Keccak256(resultType, word(uint64(id)), r.Task[:], r.Program[:], r.Journal[:]))
}

// Root is the root of the results' Merkle tree, zero for none: neighbours are hashed in pairs, the smaller first; a node
// without a neighbour moves up as it is. One result is a tree of one leaf.
func Root(id task.ProjectID, results []Result) task.Digest {
	root, _ := climb(id, results, -1)
	return root
}

// Path leads from the leaf of results[i] to the root: what shows somebody else that this result was attested.
func Path(id task.ProjectID, results []Result, i int) []task.Digest {
	_, path := climb(id, results, i)
	return path
}

// climb computes the root, and the path of the leaf at place i if that is not negative.
func climb(id task.ProjectID, results []Result, i int) (root task.Digest, path []task.Digest) {
	if len(results) == 0 {
		return task.Digest{}, nil
	}
	level := make([]task.Digest, len(results))
	for k := range results {
		level[k] = Leaf(id, results[k])
	}
	for len(level) > 1 {
		if neighbour := i ^ 1; i >= 0 && neighbour < len(level) {
			path = append(path, level[neighbour])
		}
		above := level[:0]
		for k := 0; k+1 < len(level); k += 2 {
			above = append(above, pair(level[k], level[k+1]))
		}
		if len(level)%2 == 1 {
			above = append(above, level[len(level)-1])
		}
		level = above
		if i >= 0 {
			i /= 2
		}
	}
	return level[0], path
}

func pair(a, b task.Digest) task.Digest {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return task.Digest(crypto.Keccak256(a[:], b[:]))
}

// Domain is where attestations count: a chain, and the contract there that knows the znodes.
type Domain struct {
	ChainID uint64
	Staking task.Address
}

// Hash is the EIP-712 hash that a znode signs to attest the results under root, which settler may then settle.
func (d Domain) Hash(id task.ProjectID, settler task.Address, root task.Digest) [32]byte {
	domain := crypto.Keccak256(domainType, domainName, domainVer, word(d.ChainID), padded(d.Staking))
	said := crypto.Keccak256(attestType, word(uint64(id)), padded(settler), root[:])
	return [32]byte(crypto.Keccak256([]byte{0x19, 0x01}, domain, said))
}

// Compact is a signature in the 64 bytes of EIP-2098, as contracts take them: r, then s with the parity of v as its
// highest bit.
func Compact(s task.Signature) (r, vs [32]byte) {
	r, vs = [32]byte(s[:32]), [32]byte(s[32:64])
	vs[0] |= (s[64] - 27) << 7
	return r, vs
}

func word(v uint64) []byte {
	var w [32]byte
	binary.BigEndian.PutUint64(w[24:], v)
	return w[:]
}

func padded(a task.Address) []byte {
	var w [32]byte
	copy(w[12:], a[:])
	return w[:]
}
