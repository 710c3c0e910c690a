package bindings

import (
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
)

// DescribeRevert renders the data of a reverted call for people: the text of a require, a Solidity panic, or the custom
// error of one of this package's contracts with its named fields, as in "TaskAlreadySettled(taskDigest=0x…)". It
// returns false when the data is none of these.
func DescribeRevert(data []byte) (string, bool) {
	if reason, err := abi.UnpackRevert(data); err == nil {
		return reason, true
	}
	if len(data) < 4 {
		return "", false
	}
	known, ok := customErrors()[[4]byte(data)]
	if !ok {
		return "", false
	}
	values, err := known.Inputs.Unpack(data[4:])
	if err != nil {
		return "", false
	}
	fields := make([]string, len(values))
	for i, value := range values {
		fields[i] = known.Inputs[i].Name + "=" + describeValue(value)
	}
	return known.Name + "(" + strings.Join(fields, ", ") + ")", true
}

// DescribeReason does the same for the revertReason of the router's DataReceived event: there a custom error stands as
// hexadecimal digits. A reason that is none is returned as it is.
func DescribeReason(reason string) string {
	digits, ok := strings.CutPrefix(reason, "0x")
	if !ok {
		return reason
	}
	data, err := hex.DecodeString(digits)
	if err != nil {
		return reason
	}
	if described, ok := DescribeRevert(data); ok {
		return described
	}
	return reason
}

// customErrors finds an error of any contract by its selector. Equal selectors mean equal names and types.
var customErrors = sync.OnceValue(func() map[[4]byte]abi.Error {
	found := make(map[[4]byte]abi.Error)
	for _, contract := range []*bind.MetaData{
		&ProjectRegistrarMetaData, &NodeRegistryMetaData, &FleetManagerMetaData, &W3bstreamRouterMetaData,
		&ZNodeRegistrarMetaData, &SproutReceiverMetaData, &WeatherInsuranceMetaData,
		&Halo2VerifierMetaData, &Halo2ReceiverMetaData, &HeatingAllowanceMetaData,
		&ProjectRegistryMetaData, &EnodeBondsMetaData, &ZnodeStakingMetaData, &VerifierRouterMetaData,
		&Risc0VerifierMetaData, &TaskSettlementMetaData, &MeterBillsMetaData,
	} {
		parsed, err := contract.ParseABI()
		if err != nil {
			panic(fmt.Errorf("parse generated ABI: %w", err))
		}
		for _, e := range parsed.Errors {
			found[[4]byte(e.ID[:4])] = e
		}
	}
	return found
})

func describeValue(value any) string {
	switch v := value.(type) {
	case [32]byte:
		return "0x" + hex.EncodeToString(v[:])
	case []byte:
		return "0x" + hex.EncodeToString(v)
	case string:
		return fmt.Sprintf("%q", v)
	default:
		return fmt.Sprint(v)
	}
}
