package deploy

import (
	"crypto/ecdsa"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
)

var (
	bondDomainType = crypto.Keccak256([]byte("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"))
	bondType       = crypto.Keccak256([]byte("Bond(address account,address owner)"))
)

// ConsentHash is what a key signs (EIP-712) so that owner may put up a bond for it: account is the key's address, contract
// the ZnodeStaking or EnodeBonds that is to hold the bond. The contract's own consentHash says the same.
func ConsentHash(chainID uint64, contract, account, owner common.Address) common.Hash {
	domain := crypto.Keccak256(bondDomainType, crypto.Keccak256([]byte("Sprout")), crypto.Keccak256([]byte("1")),
		common.BigToHash(new(big.Int).SetUint64(chainID)).Bytes(), common.BytesToHash(contract.Bytes()).Bytes())
	bond := crypto.Keccak256(bondType, common.BytesToHash(account.Bytes()).Bytes(), common.BytesToHash(owner.Bytes()).Bytes())
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, domain, bond)
}

// Consent signs with the key that is to be bonded that owner may put up the bond, in the form contracts take (EIP-2098).
func Consent(chainID uint64, contract common.Address, key *ecdsa.PrivateKey, owner common.Address) (bindings.Signature, error) {
	hash := ConsentHash(chainID, contract, crypto.PubkeyToAddress(key.PublicKey), owner)
	sig, err := crypto.Sign(hash[:], key)
	if err != nil {
		return bindings.Signature{}, fmt.Errorf("sign consent to a bond: %w", err)
	}
	out := bindings.Signature{R: [32]byte(sig[:32]), Vs: [32]byte(sig[32:64])}
	out.Vs[0] |= sig[64] << 7 // the parity of y takes the bit that s, being low, never has
	return out, nil
}
