package bindings

import "github.com/ethereum/go-ethereum/accounts/abi"

// SettlementArguments are the parts of a settlement payload: abi.encode(bytes journal, bytes32 programId, bytes32
// receiptDigest, string receiptCid).
func SettlementArguments() abi.Arguments {
	return arguments("bytes", "bytes32", "bytes32", "string")
}

// Halo2SettlementArguments are the parts of the payload of a settlement whose proof the chain verifies: abi.encode(bytes
// header, bytes32 programId, bytes32 receiptDigest, string receiptCid, uint256[] publicInputs, bytes proof).
func Halo2SettlementArguments() abi.Arguments {
	return arguments("bytes", "bytes32", "bytes32", "string", "uint256[]", "bytes")
}

func arguments(names ...string) abi.Arguments {
	list := make(abi.Arguments, len(names))
	for i, name := range names {
		kind, err := abi.NewType(name, "", nil)
		if err != nil {
			panic(err) // the names are Solidity's own
		}
		list[i] = abi.Argument{Type: kind}
	}
	return list
}
