// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bindings

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// Halo2ReceiverSettlement is an auto generated low-level Go binding around an user-defined struct.
type Halo2ReceiverSettlement struct {
	ChainId       *big.Int
	ProjectId     *big.Int
	TaskDigest    [32]byte
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
	PublicInputs  []*big.Int
	Proof         []byte
}

// HeatingAllowanceFigures is an auto generated low-level Go binding around an user-defined struct.
type HeatingAllowanceFigures struct {
	Days           uint16
	FrostDays      uint16
	HighestTenthsC int32
	LowestTenthsC  int32
	Heating        uint64
	Amount         *big.Int
}

// SproutReceiverSettlement is an auto generated low-level Go binding around an user-defined struct.
type SproutReceiverSettlement struct {
	Version       *big.Int
	ChainId       *big.Int
	ProjectId     *big.Int
	TaskDigest    [32]byte
	Output        []byte
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
}

// WeatherInsurancePolicy is an auto generated low-level Go binding around an user-defined struct.
type WeatherInsurancePolicy struct {
	Premium  *big.Int
	Coverage *big.Int
}

// WeatherInsuranceTerm is an auto generated low-level Go binding around an user-defined struct.
type WeatherInsuranceTerm struct {
	Status     uint8
	PremiumBps uint16
	PayoutBps  uint16
	SalesEnd   uint64
	SettleBy   uint64
	Premiums   *big.Int
	Coverage   *big.Int
}

// FleetManagerMetaData contains all meta data concerning the FleetManager contract.
var FleetManagerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractIERC721\",\"name\":\"projectRegistrar_\",\"type\":\"address\"},{\"internalType\":\"contractINodeRegistry\",\"name\":\"nodeRegistry_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"allow\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"disallow\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"}],\"name\":\"isAllowed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"isNodeAllowed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nodeRegistry\",\"outputs\":[{\"internalType\":\"contractINodeRegistry\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectRegistrar\",\"outputs\":[{\"internalType\":\"contractIERC721\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"Allowed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"Disallowed\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"NodeNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotProjectOwner\",\"type\":\"error\"}]",
	ID:  "5cc52587f2b977d1135c42ce82d2b416f6",
	Bin: "0x60c060405234801561000f575f5ffd5b5060405161081438038061081483398101604081905261002e9161005c565b6001600160a01b039182166080521660a052610094565b6001600160a01b0381168114610059575f5ffd5b50565b5f5f6040838503121561006d575f5ffd5b825161007881610045565b602084015190925061008981610045565b809150509250929050565b60805160a0516107446100d05f395f818160df015281816102b201526105d401525f818161012b015281816101a8015261044001526107445ff3fe608060405234801561000f575f5ffd5b506004361061006f575f3560e01c8063d9b5c4a51161004d578063d9b5c4a5146100da578063ed943e5b14610126578063f8350ed01461014d575f5ffd5b806335a526a4146100735780634f93d93f146100b2578063a680197b146100c7575b5f5ffd5b61009d610081366004610670565b5f60208181529281526040808220909352908152205460ff1681565b60405190151581526020015b60405180910390f35b6100c56100c0366004610670565b610160565b005b6100c56100d5366004610670565b6103f8565b6101017f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016100a9565b6101017f000000000000000000000000000000000000000000000000000000000000000081565b61009d61015b3660046106b4565b610589565b6040517f6352211e000000000000000000000000000000000000000000000000000000008152600481018390528290339073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690636352211e90602401602060405180830381865afa1580156101ed573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061021191906106de565b73ffffffffffffffffffffffffffffffffffffffff161461026c576040517ff2fa5212000000000000000000000000000000000000000000000000000000008152600481018290523360248201526044015b60405180910390fd5b6040517f446e847f000000000000000000000000000000000000000000000000000000008152600481018390525f9073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000169063446e847f90602401602060405180830381865afa1580156102f7573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061031b91906106de565b73ffffffffffffffffffffffffffffffffffffffff160361036b576040517fed62d22900000000000000000000000000000000000000000000000000000000815260048101839052602401610263565b5f8381526020818152604080832085845290915290205460ff166103f3575f8381526020818152604080832085845290915280822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600117905551839185917fa367364927bf8b5129e54c03b4676100d16280a8df791fc8bc668c113c83d4d89190a35b505050565b6040517f6352211e000000000000000000000000000000000000000000000000000000008152600481018390528290339073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690636352211e90602401602060405180830381865afa158015610485573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906104a991906106de565b73ffffffffffffffffffffffffffffffffffffffff16146104ff576040517ff2fa521200000000000000000000000000000000000000000000000000000000815260048101829052336024820152604401610263565b5f8381526020818152604080832085845290915290205460ff16156103f3575f8381526020818152604080832085845290915280822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016905551839185917faa6a98e8eb1367e92ebe91b686a1c64dd74911e04ca179b2353d162a29733aaa9190a3505050565b6040517f3001db6d00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83811660048301525f91829182917f000000000000000000000000000000000000000000000000000000000000000090911690633001db6d90602401606060405180830381865afa15801561061b573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061063f9190610700565b509150915080801561066757505f8481526020818152604080832085845290915290205460ff165b95945050505050565b5f5f60408385031215610681575f5ffd5b50508035926020909101359150565b73ffffffffffffffffffffffffffffffffffffffff811681146106b1575f5ffd5b50565b5f5f604083850312156106c5575f5ffd5b82356106d081610690565b946020939093013593505050565b5f602082840312156106ee575f5ffd5b81516106f981610690565b9392505050565b5f5f5f60608486031215610712575f5ffd5b8351925060208401518015158114610728575f5ffd5b604085015190925061073981610690565b80915050925092509256",
}

// FleetManager is an auto generated Go binding around an Ethereum contract.
type FleetManager struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *FleetManager) GetABI() abi.ABI {
	return c.abi
}

// NewFleetManager creates a new instance of FleetManager.
func NewFleetManager() *FleetManager {
	parsed, err := FleetManagerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &FleetManager{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *FleetManager) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address projectRegistrar_, address nodeRegistry_) returns()
func (fleetManager *FleetManager) PackConstructor(projectRegistrar_ common.Address, nodeRegistry_ common.Address) []byte {
	enc, err := fleetManager.abi.Pack("", projectRegistrar_, nodeRegistry_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAllow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f93d93f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allow(uint256 projectId, uint256 nodeId) returns()
func (fleetManager *FleetManager) PackAllow(projectId *big.Int, nodeId *big.Int) []byte {
	enc, err := fleetManager.abi.Pack("allow", projectId, nodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f93d93f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allow(uint256 projectId, uint256 nodeId) returns()
func (fleetManager *FleetManager) TryPackAllow(projectId *big.Int, nodeId *big.Int) ([]byte, error) {
	return fleetManager.abi.Pack("allow", projectId, nodeId)
}

// PackDisallow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa680197b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function disallow(uint256 projectId, uint256 nodeId) returns()
func (fleetManager *FleetManager) PackDisallow(projectId *big.Int, nodeId *big.Int) []byte {
	enc, err := fleetManager.abi.Pack("disallow", projectId, nodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDisallow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa680197b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function disallow(uint256 projectId, uint256 nodeId) returns()
func (fleetManager *FleetManager) TryPackDisallow(projectId *big.Int, nodeId *big.Int) ([]byte, error) {
	return fleetManager.abi.Pack("disallow", projectId, nodeId)
}

// PackIsAllowed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8350ed0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isAllowed(address operator, uint256 projectId) view returns(bool)
func (fleetManager *FleetManager) PackIsAllowed(operator common.Address, projectId *big.Int) []byte {
	enc, err := fleetManager.abi.Pack("isAllowed", operator, projectId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsAllowed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8350ed0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isAllowed(address operator, uint256 projectId) view returns(bool)
func (fleetManager *FleetManager) TryPackIsAllowed(operator common.Address, projectId *big.Int) ([]byte, error) {
	return fleetManager.abi.Pack("isAllowed", operator, projectId)
}

// UnpackIsAllowed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf8350ed0.
//
// Solidity: function isAllowed(address operator, uint256 projectId) view returns(bool)
func (fleetManager *FleetManager) UnpackIsAllowed(data []byte) (bool, error) {
	out, err := fleetManager.abi.Unpack("isAllowed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsNodeAllowed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x35a526a4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isNodeAllowed(uint256 projectId, uint256 nodeId) view returns(bool)
func (fleetManager *FleetManager) PackIsNodeAllowed(projectId *big.Int, nodeId *big.Int) []byte {
	enc, err := fleetManager.abi.Pack("isNodeAllowed", projectId, nodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsNodeAllowed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x35a526a4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isNodeAllowed(uint256 projectId, uint256 nodeId) view returns(bool)
func (fleetManager *FleetManager) TryPackIsNodeAllowed(projectId *big.Int, nodeId *big.Int) ([]byte, error) {
	return fleetManager.abi.Pack("isNodeAllowed", projectId, nodeId)
}

// UnpackIsNodeAllowed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x35a526a4.
//
// Solidity: function isNodeAllowed(uint256 projectId, uint256 nodeId) view returns(bool)
func (fleetManager *FleetManager) UnpackIsNodeAllowed(data []byte) (bool, error) {
	out, err := fleetManager.abi.Unpack("isNodeAllowed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackNodeRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd9b5c4a5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodeRegistry() view returns(address)
func (fleetManager *FleetManager) PackNodeRegistry() []byte {
	enc, err := fleetManager.abi.Pack("nodeRegistry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodeRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd9b5c4a5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodeRegistry() view returns(address)
func (fleetManager *FleetManager) TryPackNodeRegistry() ([]byte, error) {
	return fleetManager.abi.Pack("nodeRegistry")
}

// UnpackNodeRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd9b5c4a5.
//
// Solidity: function nodeRegistry() view returns(address)
func (fleetManager *FleetManager) UnpackNodeRegistry(data []byte) (common.Address, error) {
	out, err := fleetManager.abi.Unpack("nodeRegistry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProjectRegistrar is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed943e5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectRegistrar() view returns(address)
func (fleetManager *FleetManager) PackProjectRegistrar() []byte {
	enc, err := fleetManager.abi.Pack("projectRegistrar")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectRegistrar is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed943e5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectRegistrar() view returns(address)
func (fleetManager *FleetManager) TryPackProjectRegistrar() ([]byte, error) {
	return fleetManager.abi.Pack("projectRegistrar")
}

// UnpackProjectRegistrar is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xed943e5b.
//
// Solidity: function projectRegistrar() view returns(address)
func (fleetManager *FleetManager) UnpackProjectRegistrar(data []byte) (common.Address, error) {
	out, err := fleetManager.abi.Unpack("projectRegistrar", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// FleetManagerAllowed represents a Allowed event raised by the FleetManager contract.
type FleetManagerAllowed struct {
	ProjectId *big.Int
	NodeId    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const FleetManagerAllowedEventName = "Allowed"

// ContractEventName returns the user-defined event name.
func (FleetManagerAllowed) ContractEventName() string {
	return FleetManagerAllowedEventName
}

// UnpackAllowedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Allowed(uint256 indexed projectId, uint256 indexed nodeId)
func (fleetManager *FleetManager) UnpackAllowedEvent(log *types.Log) (*FleetManagerAllowed, error) {
	event := "Allowed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != fleetManager.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FleetManagerAllowed)
	if len(log.Data) > 0 {
		if err := fleetManager.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range fleetManager.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// FleetManagerDisallowed represents a Disallowed event raised by the FleetManager contract.
type FleetManagerDisallowed struct {
	ProjectId *big.Int
	NodeId    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const FleetManagerDisallowedEventName = "Disallowed"

// ContractEventName returns the user-defined event name.
func (FleetManagerDisallowed) ContractEventName() string {
	return FleetManagerDisallowedEventName
}

// UnpackDisallowedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Disallowed(uint256 indexed projectId, uint256 indexed nodeId)
func (fleetManager *FleetManager) UnpackDisallowedEvent(log *types.Log) (*FleetManagerDisallowed, error) {
	event := "Disallowed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != fleetManager.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(FleetManagerDisallowed)
	if len(log.Data) > 0 {
		if err := fleetManager.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range fleetManager.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (fleetManager *FleetManager) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], fleetManager.abi.Errors["NodeNotFound"].ID.Bytes()[:4]) {
		return fleetManager.UnpackNodeNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], fleetManager.abi.Errors["NotProjectOwner"].ID.Bytes()[:4]) {
		return fleetManager.UnpackNotProjectOwnerError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// FleetManagerNodeNotFound represents a NodeNotFound error raised by the FleetManager contract.
type FleetManagerNodeNotFound struct {
	NodeId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NodeNotFound(uint256 nodeId)
func FleetManagerNodeNotFoundErrorID() common.Hash {
	return common.HexToHash("0xed62d22953f429c9376a4cc38d320486339683675c6bd3b5f7d31dde30c6c202")
}

// UnpackNodeNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NodeNotFound(uint256 nodeId)
func (fleetManager *FleetManager) UnpackNodeNotFoundError(raw []byte) (*FleetManagerNodeNotFound, error) {
	out := new(FleetManagerNodeNotFound)
	if err := fleetManager.abi.UnpackIntoInterface(out, "NodeNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// FleetManagerNotProjectOwner represents a NotProjectOwner error raised by the FleetManager contract.
type FleetManagerNotProjectOwner struct {
	ProjectId *big.Int
	Caller    common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotProjectOwner(uint256 projectId, address caller)
func FleetManagerNotProjectOwnerErrorID() common.Hash {
	return common.HexToHash("0xf2fa5212be801a75efdaa84b57897dcafd2ea5a2307f32c9d72c58b901d037c0")
}

// UnpackNotProjectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotProjectOwner(uint256 projectId, address caller)
func (fleetManager *FleetManager) UnpackNotProjectOwnerError(raw []byte) (*FleetManagerNotProjectOwner, error) {
	out := new(FleetManagerNotProjectOwner)
	if err := fleetManager.abi.UnpackIntoInterface(out, "NotProjectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverMetaData contains all meta data concerning the Halo2Receiver contract.
var Halo2ReceiverMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"FIELD_ORDER\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"contractIProofVerifier\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"acceptProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"decodeSettlement\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"},{\"internalType\":\"uint256[]\",\"name\":\"publicInputs\",\"type\":\"uint256[]\"},{\"internalType\":\"bytes\",\"name\":\"proof\",\"type\":\"bytes\"}],\"internalType\":\"structHalo2Receiver.Settlement\",\"name\":\"settlement\",\"type\":\"tuple\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"isSettled\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectId\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"receiveData\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"revokeProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"verifierOf\",\"outputs\":[{\"internalType\":\"contractIProofVerifier\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"contractIProofVerifier\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"ProgramAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"name\":\"TaskSettled\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"MalformedHeader\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MalformedSettlement\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramNotAccepted\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"TaskAlreadySettled\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"VerifierHasNoCode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongChain\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongProject\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"publicInput\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongTask\",\"type\":\"error\"}]",
	ID:  "bd62a8982dbd4e812c79523c4a5336c72a",
}

// Halo2Receiver is an auto generated Go binding around an Ethereum contract.
type Halo2Receiver struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Halo2Receiver) GetABI() abi.ABI {
	return c.abi
}

// NewHalo2Receiver creates a new instance of Halo2Receiver.
func NewHalo2Receiver() *Halo2Receiver {
	parsed, err := Halo2ReceiverMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Halo2Receiver{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Halo2Receiver) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Receiver *Halo2Receiver) PackFIELDORDER() []byte {
	enc, err := halo2Receiver.abi.Pack("FIELD_ORDER")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Receiver *Halo2Receiver) TryPackFIELDORDER() ([]byte, error) {
	return halo2Receiver.abi.Pack("FIELD_ORDER")
}

// UnpackFIELDORDER is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fa1e903.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Receiver *Halo2Receiver) UnpackFIELDORDER(data []byte) (*big.Int, error) {
	out, err := halo2Receiver.abi.Unpack("FIELD_ORDER", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe08a3cfe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptProgram(bytes32 programId, address verifier) returns()
func (halo2Receiver *Halo2Receiver) PackAcceptProgram(programId [32]byte, verifier common.Address) []byte {
	enc, err := halo2Receiver.abi.Pack("acceptProgram", programId, verifier)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe08a3cfe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptProgram(bytes32 programId, address verifier) returns()
func (halo2Receiver *Halo2Receiver) TryPackAcceptProgram(programId [32]byte, verifier common.Address) ([]byte, error) {
	return halo2Receiver.abi.Pack("acceptProgram", programId, verifier)
}

// PackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (halo2Receiver *Halo2Receiver) PackDecodeSettlement(data []byte) []byte {
	enc, err := halo2Receiver.abi.Pack("decodeSettlement", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (halo2Receiver *Halo2Receiver) TryPackDecodeSettlement(data []byte) ([]byte, error) {
	return halo2Receiver.abi.Pack("decodeSettlement", data)
}

// UnpackDecodeSettlement is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42046b6a.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (halo2Receiver *Halo2Receiver) UnpackDecodeSettlement(data []byte) (Halo2ReceiverSettlement, error) {
	out, err := halo2Receiver.abi.Unpack("decodeSettlement", data)
	if err != nil {
		return *new(Halo2ReceiverSettlement), err
	}
	out0 := *abi.ConvertType(out[0], new(Halo2ReceiverSettlement)).(*Halo2ReceiverSettlement)
	return out0, nil
}

// PackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (halo2Receiver *Halo2Receiver) PackIsSettled(taskDigest [32]byte) []byte {
	enc, err := halo2Receiver.abi.Pack("isSettled", taskDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (halo2Receiver *Halo2Receiver) TryPackIsSettled(taskDigest [32]byte) ([]byte, error) {
	return halo2Receiver.abi.Pack("isSettled", taskDigest)
}

// UnpackIsSettled is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd07f3c9.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (halo2Receiver *Halo2Receiver) UnpackIsSettled(data []byte) (bool, error) {
	out, err := halo2Receiver.abi.Unpack("isSettled", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (halo2Receiver *Halo2Receiver) PackOwner() []byte {
	enc, err := halo2Receiver.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (halo2Receiver *Halo2Receiver) TryPackOwner() ([]byte, error) {
	return halo2Receiver.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (halo2Receiver *Halo2Receiver) UnpackOwner(data []byte) (common.Address, error) {
	out, err := halo2Receiver.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectId() view returns(uint256)
func (halo2Receiver *Halo2Receiver) PackProjectId() []byte {
	enc, err := halo2Receiver.abi.Pack("projectId")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectId() view returns(uint256)
func (halo2Receiver *Halo2Receiver) TryPackProjectId() ([]byte, error) {
	return halo2Receiver.abi.Pack("projectId")
}

// UnpackProjectId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fafa127.
//
// Solidity: function projectId() view returns(uint256)
func (halo2Receiver *Halo2Receiver) UnpackProjectId(data []byte) (*big.Int, error) {
	out, err := halo2Receiver.abi.Unpack("projectId", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiveData(bytes data) returns()
func (halo2Receiver *Halo2Receiver) PackReceiveData(data []byte) []byte {
	enc, err := halo2Receiver.abi.Pack("receiveData", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiveData(bytes data) returns()
func (halo2Receiver *Halo2Receiver) TryPackReceiveData(data []byte) ([]byte, error) {
	return halo2Receiver.abi.Pack("receiveData", data)
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (halo2Receiver *Halo2Receiver) PackRenounceOwnership() []byte {
	enc, err := halo2Receiver.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (halo2Receiver *Halo2Receiver) TryPackRenounceOwnership() ([]byte, error) {
	return halo2Receiver.abi.Pack("renounceOwnership")
}

// PackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (halo2Receiver *Halo2Receiver) PackRevokeProgram(programId [32]byte) []byte {
	enc, err := halo2Receiver.abi.Pack("revokeProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (halo2Receiver *Halo2Receiver) TryPackRevokeProgram(programId [32]byte) ([]byte, error) {
	return halo2Receiver.abi.Pack("revokeProgram", programId)
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (halo2Receiver *Halo2Receiver) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := halo2Receiver.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (halo2Receiver *Halo2Receiver) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return halo2Receiver.abi.Pack("transferOwnership", newOwner)
}

// PackVerifierOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2916acad.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (halo2Receiver *Halo2Receiver) PackVerifierOf(programId [32]byte) []byte {
	enc, err := halo2Receiver.abi.Pack("verifierOf", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerifierOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2916acad.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (halo2Receiver *Halo2Receiver) TryPackVerifierOf(programId [32]byte) ([]byte, error) {
	return halo2Receiver.abi.Pack("verifierOf", programId)
}

// UnpackVerifierOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2916acad.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (halo2Receiver *Halo2Receiver) UnpackVerifierOf(data []byte) (common.Address, error) {
	out, err := halo2Receiver.abi.Unpack("verifierOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// Halo2ReceiverOwnershipTransferred represents a OwnershipTransferred event raised by the Halo2Receiver contract.
type Halo2ReceiverOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const Halo2ReceiverOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (Halo2ReceiverOwnershipTransferred) ContractEventName() string {
	return Halo2ReceiverOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (halo2Receiver *Halo2Receiver) UnpackOwnershipTransferredEvent(log *types.Log) (*Halo2ReceiverOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != halo2Receiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(Halo2ReceiverOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := halo2Receiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range halo2Receiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// Halo2ReceiverProgramAccepted represents a ProgramAccepted event raised by the Halo2Receiver contract.
type Halo2ReceiverProgramAccepted struct {
	ProgramId [32]byte
	Verifier  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const Halo2ReceiverProgramAcceptedEventName = "ProgramAccepted"

// ContractEventName returns the user-defined event name.
func (Halo2ReceiverProgramAccepted) ContractEventName() string {
	return Halo2ReceiverProgramAcceptedEventName
}

// UnpackProgramAcceptedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramAccepted(bytes32 indexed programId, address verifier)
func (halo2Receiver *Halo2Receiver) UnpackProgramAcceptedEvent(log *types.Log) (*Halo2ReceiverProgramAccepted, error) {
	event := "ProgramAccepted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != halo2Receiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(Halo2ReceiverProgramAccepted)
	if len(log.Data) > 0 {
		if err := halo2Receiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range halo2Receiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// Halo2ReceiverProgramRevoked represents a ProgramRevoked event raised by the Halo2Receiver contract.
type Halo2ReceiverProgramRevoked struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const Halo2ReceiverProgramRevokedEventName = "ProgramRevoked"

// ContractEventName returns the user-defined event name.
func (Halo2ReceiverProgramRevoked) ContractEventName() string {
	return Halo2ReceiverProgramRevokedEventName
}

// UnpackProgramRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramRevoked(bytes32 indexed programId)
func (halo2Receiver *Halo2Receiver) UnpackProgramRevokedEvent(log *types.Log) (*Halo2ReceiverProgramRevoked, error) {
	event := "ProgramRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != halo2Receiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(Halo2ReceiverProgramRevoked)
	if len(log.Data) > 0 {
		if err := halo2Receiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range halo2Receiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// Halo2ReceiverTaskSettled represents a TaskSettled event raised by the Halo2Receiver contract.
type Halo2ReceiverTaskSettled struct {
	TaskDigest    [32]byte
	ProjectId     *big.Int
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
	Raw           *types.Log // Blockchain specific contextual infos
}

const Halo2ReceiverTaskSettledEventName = "TaskSettled"

// ContractEventName returns the user-defined event name.
func (Halo2ReceiverTaskSettled) ContractEventName() string {
	return Halo2ReceiverTaskSettledEventName
}

// UnpackTaskSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, bytes32 receiptDigest, string receiptCid)
func (halo2Receiver *Halo2Receiver) UnpackTaskSettledEvent(log *types.Log) (*Halo2ReceiverTaskSettled, error) {
	event := "TaskSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != halo2Receiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(Halo2ReceiverTaskSettled)
	if len(log.Data) > 0 {
		if err := halo2Receiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range halo2Receiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (halo2Receiver *Halo2Receiver) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["MalformedHeader"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackMalformedHeaderError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["MalformedSettlement"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackMalformedSettlementError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["ProgramNotAccepted"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackProgramNotAcceptedError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["TaskAlreadySettled"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackTaskAlreadySettledError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["VerifierHasNoCode"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackVerifierHasNoCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["WrongChain"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackWrongChainError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["WrongProject"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackWrongProjectError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Receiver.abi.Errors["WrongTask"].ID.Bytes()[:4]) {
		return halo2Receiver.UnpackWrongTaskError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// Halo2ReceiverMalformedHeader represents a MalformedHeader error raised by the Halo2Receiver contract.
type Halo2ReceiverMalformedHeader struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedHeader()
func Halo2ReceiverMalformedHeaderErrorID() common.Hash {
	return common.HexToHash("0x34ea3f6ee72990850ba14992e1ca7072114ad0ff043c3976a3ed651411aa9d8c")
}

// UnpackMalformedHeaderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedHeader()
func (halo2Receiver *Halo2Receiver) UnpackMalformedHeaderError(raw []byte) (*Halo2ReceiverMalformedHeader, error) {
	out := new(Halo2ReceiverMalformedHeader)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "MalformedHeader", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverMalformedSettlement represents a MalformedSettlement error raised by the Halo2Receiver contract.
type Halo2ReceiverMalformedSettlement struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedSettlement()
func Halo2ReceiverMalformedSettlementErrorID() common.Hash {
	return common.HexToHash("0xeefe1a2ebb5124ba95474e5cb2447a0c256d4e59215c68dac5b7709ed67b976a")
}

// UnpackMalformedSettlementError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedSettlement()
func (halo2Receiver *Halo2Receiver) UnpackMalformedSettlementError(raw []byte) (*Halo2ReceiverMalformedSettlement, error) {
	out := new(Halo2ReceiverMalformedSettlement)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "MalformedSettlement", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the Halo2Receiver contract.
type Halo2ReceiverOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func Halo2ReceiverOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (halo2Receiver *Halo2Receiver) UnpackOwnableInvalidOwnerError(raw []byte) (*Halo2ReceiverOwnableInvalidOwner, error) {
	out := new(Halo2ReceiverOwnableInvalidOwner)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the Halo2Receiver contract.
type Halo2ReceiverOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func Halo2ReceiverOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (halo2Receiver *Halo2Receiver) UnpackOwnableUnauthorizedAccountError(raw []byte) (*Halo2ReceiverOwnableUnauthorizedAccount, error) {
	out := new(Halo2ReceiverOwnableUnauthorizedAccount)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverProgramNotAccepted represents a ProgramNotAccepted error raised by the Halo2Receiver contract.
type Halo2ReceiverProgramNotAccepted struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func Halo2ReceiverProgramNotAcceptedErrorID() common.Hash {
	return common.HexToHash("0x437d3ac6d7cc05fc72f5c727b681e959521e9fa7096eb9adee35b878dbbc12bf")
}

// UnpackProgramNotAcceptedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func (halo2Receiver *Halo2Receiver) UnpackProgramNotAcceptedError(raw []byte) (*Halo2ReceiverProgramNotAccepted, error) {
	out := new(Halo2ReceiverProgramNotAccepted)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "ProgramNotAccepted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverTaskAlreadySettled represents a TaskAlreadySettled error raised by the Halo2Receiver contract.
type Halo2ReceiverTaskAlreadySettled struct {
	TaskDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func Halo2ReceiverTaskAlreadySettledErrorID() common.Hash {
	return common.HexToHash("0x51a8d9742d88b0b6e8c6533f1a38a6c675ce5d27cbdb3488a5a5f295b143afff")
}

// UnpackTaskAlreadySettledError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func (halo2Receiver *Halo2Receiver) UnpackTaskAlreadySettledError(raw []byte) (*Halo2ReceiverTaskAlreadySettled, error) {
	out := new(Halo2ReceiverTaskAlreadySettled)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "TaskAlreadySettled", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverVerifierHasNoCode represents a VerifierHasNoCode error raised by the Halo2Receiver contract.
type Halo2ReceiverVerifierHasNoCode struct {
	Verifier common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error VerifierHasNoCode(address verifier)
func Halo2ReceiverVerifierHasNoCodeErrorID() common.Hash {
	return common.HexToHash("0xb3136e47b488884d7871edd9162260482e3c3098ce1129ef742064342e81091f")
}

// UnpackVerifierHasNoCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error VerifierHasNoCode(address verifier)
func (halo2Receiver *Halo2Receiver) UnpackVerifierHasNoCodeError(raw []byte) (*Halo2ReceiverVerifierHasNoCode, error) {
	out := new(Halo2ReceiverVerifierHasNoCode)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "VerifierHasNoCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverWrongChain represents a WrongChain error raised by the Halo2Receiver contract.
type Halo2ReceiverWrongChain struct {
	ChainId  *big.Int
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func Halo2ReceiverWrongChainErrorID() common.Hash {
	return common.HexToHash("0x24497bc308635bccbc06f4997297d2158da178be2267eeead419bfdb19d42d4b")
}

// UnpackWrongChainError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func (halo2Receiver *Halo2Receiver) UnpackWrongChainError(raw []byte) (*Halo2ReceiverWrongChain, error) {
	out := new(Halo2ReceiverWrongChain)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "WrongChain", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverWrongProject represents a WrongProject error raised by the Halo2Receiver contract.
type Halo2ReceiverWrongProject struct {
	ProjectId *big.Int
	Expected  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func Halo2ReceiverWrongProjectErrorID() common.Hash {
	return common.HexToHash("0xb20e79e9512d24aa55c7d6f4121ba34d59e8218df5ddda7ba5d324c68e74a7ee")
}

// UnpackWrongProjectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func (halo2Receiver *Halo2Receiver) UnpackWrongProjectError(raw []byte) (*Halo2ReceiverWrongProject, error) {
	out := new(Halo2ReceiverWrongProject)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "WrongProject", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2ReceiverWrongTask represents a WrongTask error raised by the Halo2Receiver contract.
type Halo2ReceiverWrongTask struct {
	PublicInput *big.Int
	Expected    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongTask(uint256 publicInput, uint256 expected)
func Halo2ReceiverWrongTaskErrorID() common.Hash {
	return common.HexToHash("0xa23a3cec6588665b51ba67e255a35286c0d1f306e47101b0967ed4204744457d")
}

// UnpackWrongTaskError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongTask(uint256 publicInput, uint256 expected)
func (halo2Receiver *Halo2Receiver) UnpackWrongTaskError(raw []byte) (*Halo2ReceiverWrongTask, error) {
	out := new(Halo2ReceiverWrongTask)
	if err := halo2Receiver.abi.UnpackIntoInterface(out, "WrongTask", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2VerifierMetaData contains all meta data concerning the Halo2Verifier contract.
var Halo2VerifierMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId_\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"verifier_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"publicValueCount_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"proofLength_\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"FIELD_ORDER\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"programId\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"proofLength\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"publicValueCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"verifier\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId_\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"publicValues\",\"type\":\"bytes\"},{\"internalType\":\"bytes\",\"name\":\"proof\",\"type\":\"bytes\"}],\"name\":\"verify\",\"outputs\":[],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"InvalidProof\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidPublicValues\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"UnknownProgram\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"VerifierHasNoCode\",\"type\":\"error\"}]",
	ID:  "eefc44221807e3e5aac90f8b5e289407ab",
	Bin: "0x610100604052348015610010575f5ffd5b5060405161070d38038061070d83398101604081905261002f91610087565b826001600160a01b03163b5f036100685760405163b3136e4760e01b81526001600160a01b038416600482015260240160405180910390fd5b6080939093526001600160a01b0390911660a05260c05260e0526100ce565b5f5f5f5f6080858703121561009a575f5ffd5b845160208601519094506001600160a01b03811681146100b8575f5ffd5b6040860151606090960151949790965092505050565b60805160a05160c05160e0516105f261011b5f395f818161016101526102e101525f8181607801526101e801525f818160b2015261033b01525f818161013a015261018501526105f25ff3fe608060405234801561000f575f5ffd5b506004361061006f575f3560e01c80635bf48e3a1161004d5780635bf48e3a1461012057806398812da814610135578063f5619fda1461015c575f5ffd5b8063127bc165146100735780632b7ac3f3146100ad5780633fa1e903146100f9575b5f5ffd5b61009a7f000000000000000000000000000000000000000000000000000000000000000081565b6040519081526020015b60405180910390f35b6100d47f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016100a4565b61009a7f30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f000000181565b61013361012e366004610484565b610183565b005b61009a7f000000000000000000000000000000000000000000000000000000000000000081565b61009a7f000000000000000000000000000000000000000000000000000000000000000081565b7f000000000000000000000000000000000000000000000000000000000000000085146101e3576040517f8700833f0000000000000000000000000000000000000000000000000000000081526004810186905260240160405180910390fd5b61020e7f0000000000000000000000000000000000000000000000000000000000000000602061052a565b8314610246576040517f3d879ff400000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f5b838110156102de577f30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f000000185828661027f826020610547565b9261028c9392919061055a565b61029591610581565b106102cc576040517f3d879ff400000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6102d7602082610547565b9050610248565b507f00000000000000000000000000000000000000000000000000000000000000008114610338576040517f09bde33900000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff168585858560405160200161038794939291906105bd565b604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0818403018152908290526103bf916105dc565b5f60405180830381855afa9150503d805f81146103f7576040519150601f19603f3d011682016040523d82523d5f602084013e6103fc565b606091505b5050905080610437576040517f09bde33900000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b505050505050565b5f5f83601f84011261044f575f5ffd5b50813567ffffffffffffffff811115610466575f5ffd5b60208301915083602082850101111561047d575f5ffd5b9250929050565b5f5f5f5f5f60608688031215610498575f5ffd5b85359450602086013567ffffffffffffffff8111156104b5575f5ffd5b6104c18882890161043f565b909550935050604086013567ffffffffffffffff8111156104e0575f5ffd5b6104ec8882890161043f565b969995985093965092949392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8082028115828204841417610541576105416104fd565b92915050565b80820180821115610541576105416104fd565b5f5f85851115610568575f5ffd5b83861115610574575f5ffd5b5050820193919092039150565b80356020831015610541577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff602084900360031b1b1692915050565b838582375f8482015f8152838582375f93019283525090949350505050565b5f82518060208501845e5f92019182525091905056",
}

// Halo2Verifier is an auto generated Go binding around an Ethereum contract.
type Halo2Verifier struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Halo2Verifier) GetABI() abi.ABI {
	return c.abi
}

// NewHalo2Verifier creates a new instance of Halo2Verifier.
func NewHalo2Verifier() *Halo2Verifier {
	parsed, err := Halo2VerifierMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Halo2Verifier{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Halo2Verifier) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(bytes32 programId_, address verifier_, uint256 publicValueCount_, uint256 proofLength_) returns()
func (halo2Verifier *Halo2Verifier) PackConstructor(programId_ [32]byte, verifier_ common.Address, publicValueCount_ *big.Int, proofLength_ *big.Int) []byte {
	enc, err := halo2Verifier.abi.Pack("", programId_, verifier_, publicValueCount_, proofLength_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Verifier *Halo2Verifier) PackFIELDORDER() []byte {
	enc, err := halo2Verifier.abi.Pack("FIELD_ORDER")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Verifier *Halo2Verifier) TryPackFIELDORDER() ([]byte, error) {
	return halo2Verifier.abi.Pack("FIELD_ORDER")
}

// UnpackFIELDORDER is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fa1e903.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (halo2Verifier *Halo2Verifier) UnpackFIELDORDER(data []byte) (*big.Int, error) {
	out, err := halo2Verifier.abi.Unpack("FIELD_ORDER", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackProgramId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x98812da8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function programId() view returns(bytes32)
func (halo2Verifier *Halo2Verifier) PackProgramId() []byte {
	enc, err := halo2Verifier.abi.Pack("programId")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProgramId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x98812da8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function programId() view returns(bytes32)
func (halo2Verifier *Halo2Verifier) TryPackProgramId() ([]byte, error) {
	return halo2Verifier.abi.Pack("programId")
}

// UnpackProgramId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x98812da8.
//
// Solidity: function programId() view returns(bytes32)
func (halo2Verifier *Halo2Verifier) UnpackProgramId(data []byte) ([32]byte, error) {
	out, err := halo2Verifier.abi.Unpack("programId", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackProofLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5619fda.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proofLength() view returns(uint256)
func (halo2Verifier *Halo2Verifier) PackProofLength() []byte {
	enc, err := halo2Verifier.abi.Pack("proofLength")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProofLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5619fda.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proofLength() view returns(uint256)
func (halo2Verifier *Halo2Verifier) TryPackProofLength() ([]byte, error) {
	return halo2Verifier.abi.Pack("proofLength")
}

// UnpackProofLength is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5619fda.
//
// Solidity: function proofLength() view returns(uint256)
func (halo2Verifier *Halo2Verifier) UnpackProofLength(data []byte) (*big.Int, error) {
	out, err := halo2Verifier.abi.Unpack("proofLength", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPublicValueCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x127bc165.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function publicValueCount() view returns(uint256)
func (halo2Verifier *Halo2Verifier) PackPublicValueCount() []byte {
	enc, err := halo2Verifier.abi.Pack("publicValueCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPublicValueCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x127bc165.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function publicValueCount() view returns(uint256)
func (halo2Verifier *Halo2Verifier) TryPackPublicValueCount() ([]byte, error) {
	return halo2Verifier.abi.Pack("publicValueCount")
}

// UnpackPublicValueCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x127bc165.
//
// Solidity: function publicValueCount() view returns(uint256)
func (halo2Verifier *Halo2Verifier) UnpackPublicValueCount(data []byte) (*big.Int, error) {
	out, err := halo2Verifier.abi.Unpack("publicValueCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackVerifier is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2b7ac3f3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verifier() view returns(address)
func (halo2Verifier *Halo2Verifier) PackVerifier() []byte {
	enc, err := halo2Verifier.abi.Pack("verifier")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerifier is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2b7ac3f3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verifier() view returns(address)
func (halo2Verifier *Halo2Verifier) TryPackVerifier() ([]byte, error) {
	return halo2Verifier.abi.Pack("verifier")
}

// UnpackVerifier is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2b7ac3f3.
//
// Solidity: function verifier() view returns(address)
func (halo2Verifier *Halo2Verifier) UnpackVerifier(data []byte) (common.Address, error) {
	out, err := halo2Verifier.abi.Unpack("verifier", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5bf48e3a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verify(bytes32 programId_, bytes publicValues, bytes proof) view returns()
func (halo2Verifier *Halo2Verifier) PackVerify(programId [32]byte, publicValues []byte, proof []byte) []byte {
	enc, err := halo2Verifier.abi.Pack("verify", programId, publicValues, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5bf48e3a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verify(bytes32 programId_, bytes publicValues, bytes proof) view returns()
func (halo2Verifier *Halo2Verifier) TryPackVerify(programId [32]byte, publicValues []byte, proof []byte) ([]byte, error) {
	return halo2Verifier.abi.Pack("verify", programId, publicValues, proof)
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (halo2Verifier *Halo2Verifier) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], halo2Verifier.abi.Errors["InvalidProof"].ID.Bytes()[:4]) {
		return halo2Verifier.UnpackInvalidProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Verifier.abi.Errors["InvalidPublicValues"].ID.Bytes()[:4]) {
		return halo2Verifier.UnpackInvalidPublicValuesError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Verifier.abi.Errors["UnknownProgram"].ID.Bytes()[:4]) {
		return halo2Verifier.UnpackUnknownProgramError(raw[4:])
	}
	if bytes.Equal(raw[:4], halo2Verifier.abi.Errors["VerifierHasNoCode"].ID.Bytes()[:4]) {
		return halo2Verifier.UnpackVerifierHasNoCodeError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// Halo2VerifierInvalidProof represents a InvalidProof error raised by the Halo2Verifier contract.
type Halo2VerifierInvalidProof struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidProof()
func Halo2VerifierInvalidProofErrorID() common.Hash {
	return common.HexToHash("0x09bde339c6b182be216ee7ef8ccff6338c6ef7993445216112ae575c5438fd27")
}

// UnpackInvalidProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidProof()
func (halo2Verifier *Halo2Verifier) UnpackInvalidProofError(raw []byte) (*Halo2VerifierInvalidProof, error) {
	out := new(Halo2VerifierInvalidProof)
	if err := halo2Verifier.abi.UnpackIntoInterface(out, "InvalidProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2VerifierInvalidPublicValues represents a InvalidPublicValues error raised by the Halo2Verifier contract.
type Halo2VerifierInvalidPublicValues struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidPublicValues()
func Halo2VerifierInvalidPublicValuesErrorID() common.Hash {
	return common.HexToHash("0x3d879ff440723b12bcbe22690e10f88cae847f6ff99c94567a7a1f161736994e")
}

// UnpackInvalidPublicValuesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidPublicValues()
func (halo2Verifier *Halo2Verifier) UnpackInvalidPublicValuesError(raw []byte) (*Halo2VerifierInvalidPublicValues, error) {
	out := new(Halo2VerifierInvalidPublicValues)
	if err := halo2Verifier.abi.UnpackIntoInterface(out, "InvalidPublicValues", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2VerifierUnknownProgram represents a UnknownProgram error raised by the Halo2Verifier contract.
type Halo2VerifierUnknownProgram struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownProgram(bytes32 programId)
func Halo2VerifierUnknownProgramErrorID() common.Hash {
	return common.HexToHash("0x8700833fbd65b55e9c1c99f1914d7607c300af0cac075ba98f3b41a603b74b36")
}

// UnpackUnknownProgramError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownProgram(bytes32 programId)
func (halo2Verifier *Halo2Verifier) UnpackUnknownProgramError(raw []byte) (*Halo2VerifierUnknownProgram, error) {
	out := new(Halo2VerifierUnknownProgram)
	if err := halo2Verifier.abi.UnpackIntoInterface(out, "UnknownProgram", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// Halo2VerifierVerifierHasNoCode represents a VerifierHasNoCode error raised by the Halo2Verifier contract.
type Halo2VerifierVerifierHasNoCode struct {
	Verifier common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error VerifierHasNoCode(address verifier)
func Halo2VerifierVerifierHasNoCodeErrorID() common.Hash {
	return common.HexToHash("0xb3136e47b488884d7871edd9162260482e3c3098ce1129ef742064342e81091f")
}

// UnpackVerifierHasNoCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error VerifierHasNoCode(address verifier)
func (halo2Verifier *Halo2Verifier) UnpackVerifierHasNoCodeError(raw []byte) (*Halo2VerifierVerifierHasNoCode, error) {
	out := new(Halo2VerifierVerifierHasNoCode)
	if err := halo2Verifier.abi.UnpackIntoInterface(out, "VerifierHasNoCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceMetaData contains all meta data concerning the HeatingAllowance contract.
var HeatingAllowanceMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractW3bstreamRouter\",\"name\":\"router_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"projectId_\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"tenant_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"weiPerDegreeDay_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"minimumDays_\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"FIELD_ORDER\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"contractIProofVerifier\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"acceptProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"claim\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"decodeSettlement\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"},{\"internalType\":\"uint256[]\",\"name\":\"publicInputs\",\"type\":\"uint256[]\"},{\"internalType\":\"bytes\",\"name\":\"proof\",\"type\":\"bytes\"}],\"internalType\":\"structHalo2Receiver.Settlement\",\"name\":\"settlement\",\"type\":\"tuple\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"due\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"figuresOf\",\"outputs\":[{\"components\":[{\"internalType\":\"uint16\",\"name\":\"days_\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"frostDays\",\"type\":\"uint16\"},{\"internalType\":\"int32\",\"name\":\"highestTenthsC\",\"type\":\"int32\"},{\"internalType\":\"int32\",\"name\":\"lowestTenthsC\",\"type\":\"int32\"},{\"internalType\":\"uint64\",\"name\":\"heating\",\"type\":\"uint64\"},{\"internalType\":\"uint96\",\"name\":\"amount\",\"type\":\"uint96\"}],\"internalType\":\"structHeatingAllowance.Figures\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"fund\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"isSettled\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minimumDays\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectId\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"receiveData\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"revokeProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"router\",\"outputs\":[{\"internalType\":\"contractW3bstreamRouter\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"tenant\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"verifierOf\",\"outputs\":[{\"internalType\":\"contractIProofVerifier\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"weiPerDegreeDay\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"withdraw\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"tenant\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Claimed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Funded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"uint16\",\"name\":\"days_\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"frostDays\",\"type\":\"uint16\"},{\"internalType\":\"int32\",\"name\":\"highestTenthsC\",\"type\":\"int32\"},{\"internalType\":\"int32\",\"name\":\"lowestTenthsC\",\"type\":\"int32\"},{\"internalType\":\"uint64\",\"name\":\"heating\",\"type\":\"uint64\"},{\"internalType\":\"uint96\",\"name\":\"amount\",\"type\":\"uint96\"}],\"indexed\":false,\"internalType\":\"structHeatingAllowance.Figures\",\"name\":\"figures\",\"type\":\"tuple\"}],\"name\":\"MonthProven\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"contractIProofVerifier\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"ProgramAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"name\":\"TaskSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Withdrawn\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"available\",\"type\":\"uint256\"}],\"name\":\"InsufficientFunds\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"InvalidMonth\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MalformedHeader\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MalformedSettlement\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"MonthAlreadyDecided\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"tenant\",\"type\":\"address\"}],\"name\":\"NotTenant\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorNotAllowed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramNotAccepted\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint8\",\"name\":\"bits\",\"type\":\"uint8\"},{\"internalType\":\"int256\",\"name\":\"value\",\"type\":\"int256\"}],\"name\":\"SafeCastOverflowedIntDowncast\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint8\",\"name\":\"bits\",\"type\":\"uint8\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"SafeCastOverflowedUintDowncast\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"SafeCastOverflowedUintToInt\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"TaskAlreadySettled\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"reported\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"required\",\"type\":\"uint256\"}],\"name\":\"TooFewDays\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"verifier\",\"type\":\"address\"}],\"name\":\"VerifierHasNoCode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongChain\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"publicInputs\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongCircuit\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongProject\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"publicInput\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongTask\",\"type\":\"error\"}]",
	ID:  "a6abd8d3c5ac832bfc907601ca23ba1524",
	Bin: "0x610120604052348015610010575f5ffd5b5060405161278138038061278183398101604081905261002f9161011d565b8484806001600160a01b03811661005f57604051631e4fbdf760e01b81525f600482015260240160405180910390fd5b610068816100b7565b505060805260017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00556001600160a01b0395861660a0529190941660c05260e093909352505061010052610182565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b6001600160a01b038116811461011a575f5ffd5b50565b5f5f5f5f5f5f60c08789031215610132575f5ffd5b865161013d81610106565b60208801516040890151919750955061015581610106565b606088015190945061016681610106565b608088015160a090980151969995985093969395939492505050565b60805160a05160c05160e0516101005161257561020c5f395f818161054b01528181611684015261170501525f818161028b015261194a01525f81816103500152818161084601526108ae01525f81816105bc01528181610f6f0152610fc401525f818161025801528181611094015281816111350152818161137501526113d301526125755ff3fe608060405260043610610157575f3560e01c80638da5cb5b116100bb578063ddcc385b11610071578063e08a3cfe11610057578063e08a3cfe1461056d578063f2fde38b1461058c578063f887ea40146105ab575f5ffd5b8063ddcc385b146103d7578063df0dca041461053a575f5ffd5b8063b410f645116100a1578063b410f64514610372578063b60d428814610391578063bd07f3c914610399575f5ffd5b80638da5cb5b14610316578063adf077911461033f575f5ffd5b80633fb4af29116101105780634e71d92d116100f65780634e71d92d146102d9578063715018a6146102ed5780638749034e14610301575f5ffd5b80633fb4af291461027a57806342046b6a146102ad575f5ffd5b80632e1a7d4d116101405780632e1a7d4d146101e75780633fa1e903146102065780633fafa12714610247575f5ffd5b8063280767d91461015b5780632916acad1461017c575b5f5ffd5b348015610166575f5ffd5b5061017a610175366004611cf9565b6105de565b005b348015610187575f5ffd5b506101bd610196366004611cf9565b60016020525f908152604090205473ffffffffffffffffffffffffffffffffffffffff1681565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020015b60405180910390f35b3480156101f2575f5ffd5b5061017a610201366004611cf9565b61066d565b348015610211575f5ffd5b506102397f30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f000000181565b6040519081526020016101de565b348015610252575f5ffd5b506102397f000000000000000000000000000000000000000000000000000000000000000081565b348015610285575f5ffd5b506102397f000000000000000000000000000000000000000000000000000000000000000081565b3480156102b8575f5ffd5b506102cc6102c7366004611d10565b61074e565b6040516101de9190611de6565b3480156102e4575f5ffd5b50610239610825565b3480156102f8575f5ffd5b5061017a61099a565b34801561030c575f5ffd5b5061023960035481565b348015610321575f5ffd5b505f5473ffffffffffffffffffffffffffffffffffffffff166101bd565b34801561034a575f5ffd5b506101bd7f000000000000000000000000000000000000000000000000000000000000000081565b34801561037d575f5ffd5b5061017a61038c366004611d10565b6109ad565b61017a610b09565b3480156103a4575f5ffd5b506103c76103b3366004611cf9565b60026020525f908152604090205460ff1681565b60405190151581526020016101de565b3480156103e2575f5ffd5b506104c96103f1366004611cf9565b6040805160c0810182525f80825260208201819052918101829052606081018290526080810182905260a0810191909152505f90815260046020908152604091829020825160c081018452905461ffff808216835262010000820416928201929092526401000000008204600390810b9382019390935268010000000000000000820490920b60608301526c01000000000000000000000000810467ffffffffffffffff1660808301527401000000000000000000000000000000000000000090046bffffffffffffffffffffffff1660a082015290565b6040516101de91905f60c08201905061ffff835116825261ffff6020840151166020830152604083015160030b6040830152606083015160030b606083015267ffffffffffffffff60808401511660808301526bffffffffffffffffffffffff60a08401511660a083015292915050565b348015610545575f5ffd5b506102397f000000000000000000000000000000000000000000000000000000000000000081565b348015610578575f5ffd5b5061017a610587366004611e9b565b610b40565b348015610597575f5ffd5b5061017a6105a6366004611ec9565b610c66565b3480156105b6575f5ffd5b506101bd7f000000000000000000000000000000000000000000000000000000000000000081565b6105e6610cc6565b5f8181526001602052604090205473ffffffffffffffffffffffffffffffffffffffff161561066a575f8181526001602052604080822080547fffffffffffffffffffffffff00000000000000000000000000000000000000001690555182917f76d4fc99e94c9c39916fadf8e79a2dd40098c9402a179289f8259c2a4137277591a25b50565b610675610cc6565b61067d610d18565b5f600354471161068d575f61069a565b60035461069a9047611f18565b9050808211156106e5576040517f03eb8b5400000000000000000000000000000000000000000000000000000000815260048101839052602481018290526044015b60405180910390fd5b60405182815233907f7084f5476618d8e60b11ef0d7d3f06914655adb8793e28ff7f018d4c76d505d59060200160405180910390a26107243383610d46565b5061066a60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b6107916040518061010001604052805f81526020015f81526020015f81526020015f81526020015f81526020016060815260200160608152602001606081525090565b606061079f838501856120b6565b60e088015260c087015260a08601526080850152606084015290506107c381610e00565b602084015282526040516002906107db908390612180565b602060405180830381855afa1580156107f6573d5f5f3e3d5ffd5b5050506040513d601f19601f820116820180604052508101906108199190612196565b60408301525092915050565b5f61082e610d18565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146108db576040517fe84f207a00000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660248201526044016106dc565b506003548015806108eb57504781115b1561092b576040517f03eb8b54000000000000000000000000000000000000000000000000000000008152600481018290524760248201526044016106dc565b5f60035560405181815233907fd8138f8a3f377c5259ca548e70e4c2de94f129f5a11036a15b69513cba2b426a9060200160405180910390a261096e3382610d46565b61099760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b90565b6109a2610cc6565b6109ab5f610ef9565b565b6109b633610f6d565b5f6109c1838361117d565b90505f6109cd8261132b565b90508073ffffffffffffffffffffffffffffffffffffffff16635bf48e3a83606001518460c00151604051602001610a0591906121ad565b6040516020818303038152906040528560e001516040518463ffffffff1660e01b8152600401610a37939291906121e2565b5f6040518083038186803b158015610a4d575f5ffd5b505afa158015610a5f573d5f5f3e3d5ffd5b505050604080840180515f908152600260209081529083902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600117905585015190516060860151608087015160a0880151945193955091937f4dce22f335a9c568a7718a394219a9a3c40b5f654d2c1ee8b8dea9fb3fe5efca93610ae9939190612216565b60405180910390a3610b0382604001518360c0015161158d565b50505050565b60405134815233907f5af8184bef8e4b45eb9f6ed7734d04da38ced226495548f46e0c8ff8d7d9a5249060200160405180910390a2565b610b48610cc6565b8073ffffffffffffffffffffffffffffffffffffffff163b5f03610bb0576040517fb3136e4700000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff821660048201526024016106dc565b5f8281526001602052604090205473ffffffffffffffffffffffffffffffffffffffff828116911614610c62575f8281526001602090815260409182902080547fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff8516908117909155915191825283917f55c78082d7e972733f2e55f267f50c608e515a73bac781f61bae0036c390c8b7910160405180910390a25b5050565b610c6e610cc6565b73ffffffffffffffffffffffffffffffffffffffff8116610cbd576040517f1e4fbdf70000000000000000000000000000000000000000000000000000000081525f60048201526024016106dc565b61066a81610ef9565b5f5473ffffffffffffffffffffffffffffffffffffffff1633146109ab576040517f118cdaa70000000000000000000000000000000000000000000000000000000081523360048201526024016106dc565b610d20611aa6565b60027f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b5f8273ffffffffffffffffffffffffffffffffffffffff16826040515f6040518083038185875af1925050503d805f8114610d9c576040519150601f19603f3d011682016040523d82523d5f602084013e610da1565b606091505b5050905080610dfb576040517f1c43b97600000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff84166004820152602481018390526044016106dc565b505050565b5f5f605a835111610e3d576040517f34ea3f6e00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6020830151605a84015161ffff167fffffffffffffffffffffffffffffffff0000000000000000000000000000000082167f7370726f75742f7461736b2f7631000000000000000000000000000000000000141580610ea75750610ea281605a612234565b855114155b15610ede576040517f34ea3f6e00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5067ffffffffffffffff604082901c81169591169350915050565b5f805473ffffffffffffffffffffffffffffffffffffffff8381167fffffffffffffffffffffffff0000000000000000000000000000000000000000831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff168173ffffffffffffffffffffffffffffffffffffffff16148061110557507f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff1663ff1637ab6040518163ffffffff1660e01b8152600401602060405180830381865afa15801561102b573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061104f9190612247565b6040517ff8350ed000000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83811660048301527f00000000000000000000000000000000000000000000000000000000000000006024830152919091169063f8350ed090604401602060405180830381865afa1580156110e1573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906111059190612262565b1561110d5750565b6040517f5fbb7aea0000000000000000000000000000000000000000000000000000000081527f0000000000000000000000000000000000000000000000000000000000000000600482015273ffffffffffffffffffffffffffffffffffffffff821660248201526044016106dc565b6111c06040518061010001604052805f81526020015f81526020015f81526020015f81526020015f81526020016060815260200160608152602001606081525090565b6040517f42046b6a00000000000000000000000000000000000000000000000000000000815230906342046b6a906111fe9086908690600401612281565b5f60405180830381865afa92505050801561123a57506040513d5f823e601f3d908101601f191682016040526112379190810190612359565b60015b611322573d808015611267576040519150601f19603f3d011682016040523d82523d5f602084013e61126c565b606091505b507f34ea3f6e000000000000000000000000000000000000000000000000000000006112978261244e565b7fffffffff0000000000000000000000000000000000000000000000000000000016036112f0576040517f34ea3f6e00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b6040517feefe1a2e00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b90505b92915050565b80515f9046146113735781516040517f24497bc300000000000000000000000000000000000000000000000000000000815260048101919091524660248201526044016106dc565b7f00000000000000000000000000000000000000000000000000000000000000008260200151146113ff5760208201516040517fb20e79e900000000000000000000000000000000000000000000000000000000815260048101919091527f000000000000000000000000000000000000000000000000000000000000000060248201526044016106dc565b5060608101515f9081526001602052604090205473ffffffffffffffffffffffffffffffffffffffff16806114685781606001516040517f437d3ac60000000000000000000000000000000000000000000000000000000081526004016106dc91815260200190565b6040808301515f9081526002602052205460ff16156114bb5781604001516040517f51a8d9740000000000000000000000000000000000000000000000000000000081526004016106dc91815260200190565b60408201515f906114ed907f30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001906124e5565b90505f8360c00151515f1461151f578360c001515f81518110611512576115126124f8565b6020026020010151611541565b7f30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f00000015b9050818114611586576040517fa23a3cec00000000000000000000000000000000000000000000000000000000815260048101829052602481018390526044016106dc565b5050919050565b60078151146115d55780516040517f2e0c72e60000000000000000000000000000000000000000000000000000000081526004810191909152600760248201526044016106dc565b5f816001815181106115e9576115e96124f8565b602002602001015190506115fc81611b09565b611635576040517f746f63b2000000000000000000000000000000000000000000000000000000008152600481018290526024016106dc565b5f818152600460205260409020805461ffff1615611682576040517faa17377c000000000000000000000000000000000000000000000000000000008152600481018390526024016106dc565b7f0000000000000000000000000000000000000000000000000000000000000000836002815181106116b6576116b66124f8565b602002602001015110806116e35750826002815181106116d8576116d86124f8565b60200260200101515f145b1561176157826002815181106116fb576116fb6124f8565b60200260200101517f00000000000000000000000000000000000000000000000000000000000000006040517f5c8e4e030000000000000000000000000000000000000000000000000000000081526004016106dc929190918252602082015260400190565b61178483600281518110611777576117776124f8565b6020026020010151611b5c565b81547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00001661ffff9190911617815582516117cb9084906006908110611777576117776124f8565b815461ffff9190911662010000027fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000ffff909116178155825161183d906102589061182e9086906004908110611821576118216124f8565b6020026020010151611ba7565b6118389190612525565b611c05565b815463ffffffff91909116640100000000027fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff9091161781558251611897906102589061182e9086906005908110611821576118216124f8565b815463ffffffff9190911668010000000000000000027fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff90911617815582516118fa90849060039081106118ed576118ed6124f8565b6020026020010151611c52565b815467ffffffffffffffff919091166c01000000000000000000000000027fffffffffffffffffffffffff0000000000000000ffffffffffffffffffffffff909116178155825161199e906014907f0000000000000000000000000000000000000000000000000000000000000000908690600390811061197d5761197d6124f8565b602002602001015161198f919061254b565b6119999190612562565b611ca1565b815473ffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000006bffffffffffffffffffffffff928316810291909117808455600380549290910490921691905f906119ff908490612234565b9250508190555083827fcc61e36147d11b2b9a66e337d2ae4dc15d2662d57d3f092402bd24c169f9762983604051611a9891905f60c082019050825461ffff8116835261ffff8160101c1660208401528060201c60030b60408401528060401c60030b606084015267ffffffffffffffff8160601c1660808401526bffffffffffffffffffffffff8160a01c1660a08401525092915050565b60405180910390a350505050565b611ad25f60027f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00611cf2565b156109ab576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f80611b16606484612562565b90505f611b246064856124e5565b905061076c8210158015611b3a575061270f8211155b8015611b47575060018110155b8015611b545750600c8111155b949350505050565b5f61ffff821115611ba3576040517f6dfcc65000000000000000000000000000000000000000000000000000000000815260106004820152602481018390526044016106dc565b5090565b5f7f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff821115611ba3576040517f24775e06000000000000000000000000000000000000000000000000000000008152600481018390526024016106dc565b80600381900b8114611c4d576040517f327269a700000000000000000000000000000000000000000000000000000000815260206004820152602481018390526044016106dc565b919050565b5f67ffffffffffffffff821115611ba357604080517f6dfcc6500000000000000000000000000000000000000000000000000000000081526004810191909152602481018390526044016106dc565b5f6bffffffffffffffffffffffff821115611ba3576040517f6dfcc65000000000000000000000000000000000000000000000000000000000815260606004820152602481018390526044016106dc565b5414919050565b5f60208284031215611d09575f5ffd5b5035919050565b5f5f60208385031215611d21575f5ffd5b823567ffffffffffffffff811115611d37575f5ffd5b8301601f81018513611d47575f5ffd5b803567ffffffffffffffff811115611d5d575f5ffd5b856020828401011115611d6e575f5ffd5b6020919091019590945092505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b5f8151808452602084019350602083015f5b82811015611ddc578151865260209586019590910190600101611dbe565b5093949350505050565b6020815281516020820152602082015160408201526040820151606082015260608201516080820152608082015160a08201525f60a083015161010060c0840152611e35610120840182611d7e565b905060c0840151601f198483030160e0850152611e528282611dac565b91505060e0840151601f1984830301610100850152611e718282611d7e565b95945050505050565b73ffffffffffffffffffffffffffffffffffffffff8116811461066a575f5ffd5b5f5f60408385031215611eac575f5ffd5b823591506020830135611ebe81611e7a565b809150509250929050565b5f60208284031215611ed9575f5ffd5b8135611ee481611e7a565b9392505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8181038181111561132557611325611eeb565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b604051610100810167ffffffffffffffff81118282101715611f7c57611f7c611f2b565b60405290565b604051601f8201601f1916810167ffffffffffffffff81118282101715611fab57611fab611f2b565b604052919050565b5f67ffffffffffffffff821115611fcc57611fcc611f2b565b50601f01601f191660200190565b5f82601f830112611fe9575f5ffd5b8135602083015f612001611ffc84611fb3565b611f82565b9050828152858383011115612014575f5ffd5b828260208301375f92810160200192909252509392505050565b5f67ffffffffffffffff82111561204757612047611f2b565b5060051b60200190565b5f82601f830112612060575f5ffd5b813561206e611ffc8261202e565b8082825260208201915060208360051b86010192508583111561208f575f5ffd5b602085015b838110156120ac578035835260209283019201612094565b5095945050505050565b5f5f5f5f5f5f60c087890312156120cb575f5ffd5b863567ffffffffffffffff8111156120e1575f5ffd5b6120ed89828a01611fda565b9650506020870135945060408701359350606087013567ffffffffffffffff811115612117575f5ffd5b61212389828a01611fda565b935050608087013567ffffffffffffffff81111561213f575f5ffd5b61214b89828a01612051565b92505060a087013567ffffffffffffffff811115612167575f5ffd5b61217389828a01611fda565b9150509295509295509295565b5f82518060208501845e5f920191825250919050565b5f602082840312156121a6575f5ffd5b5051919050565b81515f90829060208501835b828110156121d75781518452602093840193909101906001016121b9565b509195945050505050565b838152606060208201525f6121fa6060830185611d7e565b828103604084015261220c8185611d7e565b9695505050505050565b838152826020820152606060408201525f611e716060830184611d7e565b8082018082111561132557611325611eeb565b5f60208284031215612257575f5ffd5b8151611ee481611e7a565b5f60208284031215612272575f5ffd5b81518015158114611ee4575f5ffd5b60208152816020820152818360408301375f818301604090810191909152601f909201601f19160101919050565b5f82601f8301126122be575f5ffd5b8151602083015f6122d1611ffc84611fb3565b90508281528583830111156122e4575f5ffd5b8282602083015e5f92810160200192909252509392505050565b5f82601f83011261230d575f5ffd5b815161231b611ffc8261202e565b8082825260208201915060208360051b86010192508583111561233c575f5ffd5b602085015b838110156120ac578051835260209283019201612341565b5f60208284031215612369575f5ffd5b815167ffffffffffffffff81111561237f575f5ffd5b82016101008185031215612391575f5ffd5b612399611f58565b815181526020808301519082015260408083015190820152606080830151908201526080808301519082015260a082015167ffffffffffffffff8111156123de575f5ffd5b6123ea868285016122af565b60a08301525060c082015167ffffffffffffffff811115612409575f5ffd5b612415868285016122fe565b60c08301525060e082015167ffffffffffffffff811115612434575f5ffd5b612440868285016122af565b60e083015250949350505050565b805160208201517fffffffff00000000000000000000000000000000000000000000000000000000811691906004821015611586577fffffffff0000000000000000000000000000000000000000000000000000000060049290920360031b82901b161692915050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f826124f3576124f36124b8565b500690565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b8181035f83128015838313168383128216171561254457612544611eeb565b5092915050565b808202811582820484141761132557611325611eeb565b5f82612570576125706124b8565b50049056",
}

// HeatingAllowance is an auto generated Go binding around an Ethereum contract.
type HeatingAllowance struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *HeatingAllowance) GetABI() abi.ABI {
	return c.abi
}

// NewHeatingAllowance creates a new instance of HeatingAllowance.
func NewHeatingAllowance() *HeatingAllowance {
	parsed, err := HeatingAllowanceMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &HeatingAllowance{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *HeatingAllowance) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address router_, uint256 projectId_, address owner_, address tenant_, uint256 weiPerDegreeDay_, uint256 minimumDays_) returns()
func (heatingAllowance *HeatingAllowance) PackConstructor(router_ common.Address, projectId_ *big.Int, owner_ common.Address, tenant_ common.Address, weiPerDegreeDay_ *big.Int, minimumDays_ *big.Int) []byte {
	enc, err := heatingAllowance.abi.Pack("", router_, projectId_, owner_, tenant_, weiPerDegreeDay_, minimumDays_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (heatingAllowance *HeatingAllowance) PackFIELDORDER() []byte {
	enc, err := heatingAllowance.abi.Pack("FIELD_ORDER")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFIELDORDER is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fa1e903.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (heatingAllowance *HeatingAllowance) TryPackFIELDORDER() ([]byte, error) {
	return heatingAllowance.abi.Pack("FIELD_ORDER")
}

// UnpackFIELDORDER is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fa1e903.
//
// Solidity: function FIELD_ORDER() view returns(uint256)
func (heatingAllowance *HeatingAllowance) UnpackFIELDORDER(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("FIELD_ORDER", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe08a3cfe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptProgram(bytes32 programId, address verifier) returns()
func (heatingAllowance *HeatingAllowance) PackAcceptProgram(programId [32]byte, verifier common.Address) []byte {
	enc, err := heatingAllowance.abi.Pack("acceptProgram", programId, verifier)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe08a3cfe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptProgram(bytes32 programId, address verifier) returns()
func (heatingAllowance *HeatingAllowance) TryPackAcceptProgram(programId [32]byte, verifier common.Address) ([]byte, error) {
	return heatingAllowance.abi.Pack("acceptProgram", programId, verifier)
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4e71d92d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim() returns(uint256 amount)
func (heatingAllowance *HeatingAllowance) PackClaim() []byte {
	enc, err := heatingAllowance.abi.Pack("claim")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4e71d92d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim() returns(uint256 amount)
func (heatingAllowance *HeatingAllowance) TryPackClaim() ([]byte, error) {
	return heatingAllowance.abi.Pack("claim")
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4e71d92d.
//
// Solidity: function claim() returns(uint256 amount)
func (heatingAllowance *HeatingAllowance) UnpackClaim(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("claim", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (heatingAllowance *HeatingAllowance) PackDecodeSettlement(data []byte) []byte {
	enc, err := heatingAllowance.abi.Pack("decodeSettlement", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (heatingAllowance *HeatingAllowance) TryPackDecodeSettlement(data []byte) ([]byte, error) {
	return heatingAllowance.abi.Pack("decodeSettlement", data)
}

// UnpackDecodeSettlement is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42046b6a.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,bytes32,bytes32,bytes32,string,uint256[],bytes) settlement)
func (heatingAllowance *HeatingAllowance) UnpackDecodeSettlement(data []byte) (Halo2ReceiverSettlement, error) {
	out, err := heatingAllowance.abi.Unpack("decodeSettlement", data)
	if err != nil {
		return *new(Halo2ReceiverSettlement), err
	}
	out0 := *abi.ConvertType(out[0], new(Halo2ReceiverSettlement)).(*Halo2ReceiverSettlement)
	return out0, nil
}

// PackDue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8749034e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function due() view returns(uint256)
func (heatingAllowance *HeatingAllowance) PackDue() []byte {
	enc, err := heatingAllowance.abi.Pack("due")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8749034e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function due() view returns(uint256)
func (heatingAllowance *HeatingAllowance) TryPackDue() ([]byte, error) {
	return heatingAllowance.abi.Pack("due")
}

// UnpackDue is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8749034e.
//
// Solidity: function due() view returns(uint256)
func (heatingAllowance *HeatingAllowance) UnpackDue(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("due", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackFiguresOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xddcc385b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function figuresOf(uint256 month) view returns((uint16,uint16,int32,int32,uint64,uint96))
func (heatingAllowance *HeatingAllowance) PackFiguresOf(month *big.Int) []byte {
	enc, err := heatingAllowance.abi.Pack("figuresOf", month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFiguresOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xddcc385b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function figuresOf(uint256 month) view returns((uint16,uint16,int32,int32,uint64,uint96))
func (heatingAllowance *HeatingAllowance) TryPackFiguresOf(month *big.Int) ([]byte, error) {
	return heatingAllowance.abi.Pack("figuresOf", month)
}

// UnpackFiguresOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xddcc385b.
//
// Solidity: function figuresOf(uint256 month) view returns((uint16,uint16,int32,int32,uint64,uint96))
func (heatingAllowance *HeatingAllowance) UnpackFiguresOf(data []byte) (HeatingAllowanceFigures, error) {
	out, err := heatingAllowance.abi.Unpack("figuresOf", data)
	if err != nil {
		return *new(HeatingAllowanceFigures), err
	}
	out0 := *abi.ConvertType(out[0], new(HeatingAllowanceFigures)).(*HeatingAllowanceFigures)
	return out0, nil
}

// PackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb60d4288.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function fund() payable returns()
func (heatingAllowance *HeatingAllowance) PackFund() []byte {
	enc, err := heatingAllowance.abi.Pack("fund")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb60d4288.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function fund() payable returns()
func (heatingAllowance *HeatingAllowance) TryPackFund() ([]byte, error) {
	return heatingAllowance.abi.Pack("fund")
}

// PackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (heatingAllowance *HeatingAllowance) PackIsSettled(taskDigest [32]byte) []byte {
	enc, err := heatingAllowance.abi.Pack("isSettled", taskDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (heatingAllowance *HeatingAllowance) TryPackIsSettled(taskDigest [32]byte) ([]byte, error) {
	return heatingAllowance.abi.Pack("isSettled", taskDigest)
}

// UnpackIsSettled is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd07f3c9.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (heatingAllowance *HeatingAllowance) UnpackIsSettled(data []byte) (bool, error) {
	out, err := heatingAllowance.abi.Unpack("isSettled", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMinimumDays is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf0dca04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minimumDays() view returns(uint256)
func (heatingAllowance *HeatingAllowance) PackMinimumDays() []byte {
	enc, err := heatingAllowance.abi.Pack("minimumDays")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinimumDays is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf0dca04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minimumDays() view returns(uint256)
func (heatingAllowance *HeatingAllowance) TryPackMinimumDays() ([]byte, error) {
	return heatingAllowance.abi.Pack("minimumDays")
}

// UnpackMinimumDays is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdf0dca04.
//
// Solidity: function minimumDays() view returns(uint256)
func (heatingAllowance *HeatingAllowance) UnpackMinimumDays(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("minimumDays", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (heatingAllowance *HeatingAllowance) PackOwner() []byte {
	enc, err := heatingAllowance.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (heatingAllowance *HeatingAllowance) TryPackOwner() ([]byte, error) {
	return heatingAllowance.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (heatingAllowance *HeatingAllowance) UnpackOwner(data []byte) (common.Address, error) {
	out, err := heatingAllowance.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectId() view returns(uint256)
func (heatingAllowance *HeatingAllowance) PackProjectId() []byte {
	enc, err := heatingAllowance.abi.Pack("projectId")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectId() view returns(uint256)
func (heatingAllowance *HeatingAllowance) TryPackProjectId() ([]byte, error) {
	return heatingAllowance.abi.Pack("projectId")
}

// UnpackProjectId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fafa127.
//
// Solidity: function projectId() view returns(uint256)
func (heatingAllowance *HeatingAllowance) UnpackProjectId(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("projectId", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiveData(bytes data) returns()
func (heatingAllowance *HeatingAllowance) PackReceiveData(data []byte) []byte {
	enc, err := heatingAllowance.abi.Pack("receiveData", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiveData(bytes data) returns()
func (heatingAllowance *HeatingAllowance) TryPackReceiveData(data []byte) ([]byte, error) {
	return heatingAllowance.abi.Pack("receiveData", data)
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (heatingAllowance *HeatingAllowance) PackRenounceOwnership() []byte {
	enc, err := heatingAllowance.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (heatingAllowance *HeatingAllowance) TryPackRenounceOwnership() ([]byte, error) {
	return heatingAllowance.abi.Pack("renounceOwnership")
}

// PackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (heatingAllowance *HeatingAllowance) PackRevokeProgram(programId [32]byte) []byte {
	enc, err := heatingAllowance.abi.Pack("revokeProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (heatingAllowance *HeatingAllowance) TryPackRevokeProgram(programId [32]byte) ([]byte, error) {
	return heatingAllowance.abi.Pack("revokeProgram", programId)
}

// PackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function router() view returns(address)
func (heatingAllowance *HeatingAllowance) PackRouter() []byte {
	enc, err := heatingAllowance.abi.Pack("router")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function router() view returns(address)
func (heatingAllowance *HeatingAllowance) TryPackRouter() ([]byte, error) {
	return heatingAllowance.abi.Pack("router")
}

// UnpackRouter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf887ea40.
//
// Solidity: function router() view returns(address)
func (heatingAllowance *HeatingAllowance) UnpackRouter(data []byte) (common.Address, error) {
	out, err := heatingAllowance.abi.Unpack("router", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTenant is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xadf07791.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tenant() view returns(address)
func (heatingAllowance *HeatingAllowance) PackTenant() []byte {
	enc, err := heatingAllowance.abi.Pack("tenant")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTenant is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xadf07791.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tenant() view returns(address)
func (heatingAllowance *HeatingAllowance) TryPackTenant() ([]byte, error) {
	return heatingAllowance.abi.Pack("tenant")
}

// UnpackTenant is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xadf07791.
//
// Solidity: function tenant() view returns(address)
func (heatingAllowance *HeatingAllowance) UnpackTenant(data []byte) (common.Address, error) {
	out, err := heatingAllowance.abi.Unpack("tenant", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (heatingAllowance *HeatingAllowance) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := heatingAllowance.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (heatingAllowance *HeatingAllowance) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return heatingAllowance.abi.Pack("transferOwnership", newOwner)
}

// PackVerifierOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2916acad.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (heatingAllowance *HeatingAllowance) PackVerifierOf(programId [32]byte) []byte {
	enc, err := heatingAllowance.abi.Pack("verifierOf", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerifierOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2916acad.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (heatingAllowance *HeatingAllowance) TryPackVerifierOf(programId [32]byte) ([]byte, error) {
	return heatingAllowance.abi.Pack("verifierOf", programId)
}

// UnpackVerifierOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2916acad.
//
// Solidity: function verifierOf(bytes32 programId) view returns(address)
func (heatingAllowance *HeatingAllowance) UnpackVerifierOf(data []byte) (common.Address, error) {
	out, err := heatingAllowance.abi.Unpack("verifierOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackWeiPerDegreeDay is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fb4af29.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function weiPerDegreeDay() view returns(uint256)
func (heatingAllowance *HeatingAllowance) PackWeiPerDegreeDay() []byte {
	enc, err := heatingAllowance.abi.Pack("weiPerDegreeDay")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWeiPerDegreeDay is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fb4af29.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function weiPerDegreeDay() view returns(uint256)
func (heatingAllowance *HeatingAllowance) TryPackWeiPerDegreeDay() ([]byte, error) {
	return heatingAllowance.abi.Pack("weiPerDegreeDay")
}

// UnpackWeiPerDegreeDay is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fb4af29.
//
// Solidity: function weiPerDegreeDay() view returns(uint256)
func (heatingAllowance *HeatingAllowance) UnpackWeiPerDegreeDay(data []byte) (*big.Int, error) {
	out, err := heatingAllowance.abi.Unpack("weiPerDegreeDay", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 amount) returns()
func (heatingAllowance *HeatingAllowance) PackWithdraw(amount *big.Int) []byte {
	enc, err := heatingAllowance.abi.Pack("withdraw", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 amount) returns()
func (heatingAllowance *HeatingAllowance) TryPackWithdraw(amount *big.Int) ([]byte, error) {
	return heatingAllowance.abi.Pack("withdraw", amount)
}

// HeatingAllowanceClaimed represents a Claimed event raised by the HeatingAllowance contract.
type HeatingAllowanceClaimed struct {
	Tenant common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceClaimed) ContractEventName() string {
	return HeatingAllowanceClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed tenant, uint256 amount)
func (heatingAllowance *HeatingAllowance) UnpackClaimedEvent(log *types.Log) (*HeatingAllowanceClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceClaimed)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceFunded represents a Funded event raised by the HeatingAllowance contract.
type HeatingAllowanceFunded struct {
	From   common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceFundedEventName = "Funded"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceFunded) ContractEventName() string {
	return HeatingAllowanceFundedEventName
}

// UnpackFundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Funded(address indexed from, uint256 amount)
func (heatingAllowance *HeatingAllowance) UnpackFundedEvent(log *types.Log) (*HeatingAllowanceFunded, error) {
	event := "Funded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceFunded)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceMonthProven represents a MonthProven event raised by the HeatingAllowance contract.
type HeatingAllowanceMonthProven struct {
	Month      *big.Int
	TaskDigest [32]byte
	Figures    HeatingAllowanceFigures
	Raw        *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceMonthProvenEventName = "MonthProven"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceMonthProven) ContractEventName() string {
	return HeatingAllowanceMonthProvenEventName
}

// UnpackMonthProvenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MonthProven(uint256 indexed month, bytes32 indexed taskDigest, (uint16,uint16,int32,int32,uint64,uint96) figures)
func (heatingAllowance *HeatingAllowance) UnpackMonthProvenEvent(log *types.Log) (*HeatingAllowanceMonthProven, error) {
	event := "MonthProven"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceMonthProven)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceOwnershipTransferred represents a OwnershipTransferred event raised by the HeatingAllowance contract.
type HeatingAllowanceOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceOwnershipTransferred) ContractEventName() string {
	return HeatingAllowanceOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (heatingAllowance *HeatingAllowance) UnpackOwnershipTransferredEvent(log *types.Log) (*HeatingAllowanceOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceProgramAccepted represents a ProgramAccepted event raised by the HeatingAllowance contract.
type HeatingAllowanceProgramAccepted struct {
	ProgramId [32]byte
	Verifier  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceProgramAcceptedEventName = "ProgramAccepted"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceProgramAccepted) ContractEventName() string {
	return HeatingAllowanceProgramAcceptedEventName
}

// UnpackProgramAcceptedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramAccepted(bytes32 indexed programId, address verifier)
func (heatingAllowance *HeatingAllowance) UnpackProgramAcceptedEvent(log *types.Log) (*HeatingAllowanceProgramAccepted, error) {
	event := "ProgramAccepted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceProgramAccepted)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceProgramRevoked represents a ProgramRevoked event raised by the HeatingAllowance contract.
type HeatingAllowanceProgramRevoked struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceProgramRevokedEventName = "ProgramRevoked"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceProgramRevoked) ContractEventName() string {
	return HeatingAllowanceProgramRevokedEventName
}

// UnpackProgramRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramRevoked(bytes32 indexed programId)
func (heatingAllowance *HeatingAllowance) UnpackProgramRevokedEvent(log *types.Log) (*HeatingAllowanceProgramRevoked, error) {
	event := "ProgramRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceProgramRevoked)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceTaskSettled represents a TaskSettled event raised by the HeatingAllowance contract.
type HeatingAllowanceTaskSettled struct {
	TaskDigest    [32]byte
	ProjectId     *big.Int
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
	Raw           *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceTaskSettledEventName = "TaskSettled"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceTaskSettled) ContractEventName() string {
	return HeatingAllowanceTaskSettledEventName
}

// UnpackTaskSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, bytes32 receiptDigest, string receiptCid)
func (heatingAllowance *HeatingAllowance) UnpackTaskSettledEvent(log *types.Log) (*HeatingAllowanceTaskSettled, error) {
	event := "TaskSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceTaskSettled)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// HeatingAllowanceWithdrawn represents a Withdrawn event raised by the HeatingAllowance contract.
type HeatingAllowanceWithdrawn struct {
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const HeatingAllowanceWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (HeatingAllowanceWithdrawn) ContractEventName() string {
	return HeatingAllowanceWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed to, uint256 amount)
func (heatingAllowance *HeatingAllowance) UnpackWithdrawnEvent(log *types.Log) (*HeatingAllowanceWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != heatingAllowance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(HeatingAllowanceWithdrawn)
	if len(log.Data) > 0 {
		if err := heatingAllowance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range heatingAllowance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (heatingAllowance *HeatingAllowance) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["InsufficientFunds"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackInsufficientFundsError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["InvalidMonth"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackInvalidMonthError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["MalformedHeader"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackMalformedHeaderError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["MalformedSettlement"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackMalformedSettlementError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["MonthAlreadyDecided"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackMonthAlreadyDecidedError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["NotTenant"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackNotTenantError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["OperatorNotAllowed"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackOperatorNotAllowedError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["ProgramNotAccepted"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackProgramNotAcceptedError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["SafeCastOverflowedIntDowncast"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackSafeCastOverflowedIntDowncastError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["SafeCastOverflowedUintDowncast"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackSafeCastOverflowedUintDowncastError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["SafeCastOverflowedUintToInt"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackSafeCastOverflowedUintToIntError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["TaskAlreadySettled"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackTaskAlreadySettledError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["TooFewDays"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackTooFewDaysError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["VerifierHasNoCode"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackVerifierHasNoCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["WrongChain"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackWrongChainError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["WrongCircuit"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackWrongCircuitError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["WrongProject"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackWrongProjectError(raw[4:])
	}
	if bytes.Equal(raw[:4], heatingAllowance.abi.Errors["WrongTask"].ID.Bytes()[:4]) {
		return heatingAllowance.UnpackWrongTaskError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// HeatingAllowanceInsufficientFunds represents a InsufficientFunds error raised by the HeatingAllowance contract.
type HeatingAllowanceInsufficientFunds struct {
	Needed    *big.Int
	Available *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientFunds(uint256 needed, uint256 available)
func HeatingAllowanceInsufficientFundsErrorID() common.Hash {
	return common.HexToHash("0x03eb8b54a949acec2cd08fdb6d6bd4647a1f2c907d75d6900648effa92eb147f")
}

// UnpackInsufficientFundsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientFunds(uint256 needed, uint256 available)
func (heatingAllowance *HeatingAllowance) UnpackInsufficientFundsError(raw []byte) (*HeatingAllowanceInsufficientFunds, error) {
	out := new(HeatingAllowanceInsufficientFunds)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "InsufficientFunds", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceInvalidMonth represents a InvalidMonth error raised by the HeatingAllowance contract.
type HeatingAllowanceInvalidMonth struct {
	Month *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidMonth(uint256 month)
func HeatingAllowanceInvalidMonthErrorID() common.Hash {
	return common.HexToHash("0x746f63b26e63c0dffe1e457f518e16a121d153bd361d61d369730953e2e0ea24")
}

// UnpackInvalidMonthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidMonth(uint256 month)
func (heatingAllowance *HeatingAllowance) UnpackInvalidMonthError(raw []byte) (*HeatingAllowanceInvalidMonth, error) {
	out := new(HeatingAllowanceInvalidMonth)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "InvalidMonth", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceMalformedHeader represents a MalformedHeader error raised by the HeatingAllowance contract.
type HeatingAllowanceMalformedHeader struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedHeader()
func HeatingAllowanceMalformedHeaderErrorID() common.Hash {
	return common.HexToHash("0x34ea3f6ee72990850ba14992e1ca7072114ad0ff043c3976a3ed651411aa9d8c")
}

// UnpackMalformedHeaderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedHeader()
func (heatingAllowance *HeatingAllowance) UnpackMalformedHeaderError(raw []byte) (*HeatingAllowanceMalformedHeader, error) {
	out := new(HeatingAllowanceMalformedHeader)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "MalformedHeader", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceMalformedSettlement represents a MalformedSettlement error raised by the HeatingAllowance contract.
type HeatingAllowanceMalformedSettlement struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedSettlement()
func HeatingAllowanceMalformedSettlementErrorID() common.Hash {
	return common.HexToHash("0xeefe1a2ebb5124ba95474e5cb2447a0c256d4e59215c68dac5b7709ed67b976a")
}

// UnpackMalformedSettlementError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedSettlement()
func (heatingAllowance *HeatingAllowance) UnpackMalformedSettlementError(raw []byte) (*HeatingAllowanceMalformedSettlement, error) {
	out := new(HeatingAllowanceMalformedSettlement)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "MalformedSettlement", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceMonthAlreadyDecided represents a MonthAlreadyDecided error raised by the HeatingAllowance contract.
type HeatingAllowanceMonthAlreadyDecided struct {
	Month *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MonthAlreadyDecided(uint256 month)
func HeatingAllowanceMonthAlreadyDecidedErrorID() common.Hash {
	return common.HexToHash("0xaa17377cdd226188d13eb061c13e6a4a49a36de63bf736119c01dc7cad4276c1")
}

// UnpackMonthAlreadyDecidedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MonthAlreadyDecided(uint256 month)
func (heatingAllowance *HeatingAllowance) UnpackMonthAlreadyDecidedError(raw []byte) (*HeatingAllowanceMonthAlreadyDecided, error) {
	out := new(HeatingAllowanceMonthAlreadyDecided)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "MonthAlreadyDecided", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceNotTenant represents a NotTenant error raised by the HeatingAllowance contract.
type HeatingAllowanceNotTenant struct {
	Caller common.Address
	Tenant common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotTenant(address caller, address tenant)
func HeatingAllowanceNotTenantErrorID() common.Hash {
	return common.HexToHash("0xe84f207a9358ecb7e57b8228b22e4cac4824768ec80cb81f99bdde1d85052c9d")
}

// UnpackNotTenantError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotTenant(address caller, address tenant)
func (heatingAllowance *HeatingAllowance) UnpackNotTenantError(raw []byte) (*HeatingAllowanceNotTenant, error) {
	out := new(HeatingAllowanceNotTenant)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "NotTenant", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceOperatorNotAllowed represents a OperatorNotAllowed error raised by the HeatingAllowance contract.
type HeatingAllowanceOperatorNotAllowed struct {
	ProjectId *big.Int
	Operator  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorNotAllowed(uint256 projectId, address operator)
func HeatingAllowanceOperatorNotAllowedErrorID() common.Hash {
	return common.HexToHash("0x5fbb7aeafdeab43ab2379fae6197da39c21dd16e471e933d752024bbba5fac35")
}

// UnpackOperatorNotAllowedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorNotAllowed(uint256 projectId, address operator)
func (heatingAllowance *HeatingAllowance) UnpackOperatorNotAllowedError(raw []byte) (*HeatingAllowanceOperatorNotAllowed, error) {
	out := new(HeatingAllowanceOperatorNotAllowed)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "OperatorNotAllowed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the HeatingAllowance contract.
type HeatingAllowanceOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func HeatingAllowanceOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (heatingAllowance *HeatingAllowance) UnpackOwnableInvalidOwnerError(raw []byte) (*HeatingAllowanceOwnableInvalidOwner, error) {
	out := new(HeatingAllowanceOwnableInvalidOwner)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the HeatingAllowance contract.
type HeatingAllowanceOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func HeatingAllowanceOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (heatingAllowance *HeatingAllowance) UnpackOwnableUnauthorizedAccountError(raw []byte) (*HeatingAllowanceOwnableUnauthorizedAccount, error) {
	out := new(HeatingAllowanceOwnableUnauthorizedAccount)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceProgramNotAccepted represents a ProgramNotAccepted error raised by the HeatingAllowance contract.
type HeatingAllowanceProgramNotAccepted struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func HeatingAllowanceProgramNotAcceptedErrorID() common.Hash {
	return common.HexToHash("0x437d3ac6d7cc05fc72f5c727b681e959521e9fa7096eb9adee35b878dbbc12bf")
}

// UnpackProgramNotAcceptedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func (heatingAllowance *HeatingAllowance) UnpackProgramNotAcceptedError(raw []byte) (*HeatingAllowanceProgramNotAccepted, error) {
	out := new(HeatingAllowanceProgramNotAccepted)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "ProgramNotAccepted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the HeatingAllowance contract.
type HeatingAllowanceReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func HeatingAllowanceReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (heatingAllowance *HeatingAllowance) UnpackReentrancyGuardReentrantCallError(raw []byte) (*HeatingAllowanceReentrancyGuardReentrantCall, error) {
	out := new(HeatingAllowanceReentrancyGuardReentrantCall)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceSafeCastOverflowedIntDowncast represents a SafeCastOverflowedIntDowncast error raised by the HeatingAllowance contract.
type HeatingAllowanceSafeCastOverflowedIntDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedIntDowncast(uint8 bits, int256 value)
func HeatingAllowanceSafeCastOverflowedIntDowncastErrorID() common.Hash {
	return common.HexToHash("0x327269a7f29c3c5436f42eeed1c1adf0d4d525f36360483f4e83ab79e98f9089")
}

// UnpackSafeCastOverflowedIntDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedIntDowncast(uint8 bits, int256 value)
func (heatingAllowance *HeatingAllowance) UnpackSafeCastOverflowedIntDowncastError(raw []byte) (*HeatingAllowanceSafeCastOverflowedIntDowncast, error) {
	out := new(HeatingAllowanceSafeCastOverflowedIntDowncast)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "SafeCastOverflowedIntDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceSafeCastOverflowedUintDowncast represents a SafeCastOverflowedUintDowncast error raised by the HeatingAllowance contract.
type HeatingAllowanceSafeCastOverflowedUintDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func HeatingAllowanceSafeCastOverflowedUintDowncastErrorID() common.Hash {
	return common.HexToHash("0x6dfcc6503a32754ce7a89698e18201fc5294fd4aad43edefee786f88423b1a12")
}

// UnpackSafeCastOverflowedUintDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func (heatingAllowance *HeatingAllowance) UnpackSafeCastOverflowedUintDowncastError(raw []byte) (*HeatingAllowanceSafeCastOverflowedUintDowncast, error) {
	out := new(HeatingAllowanceSafeCastOverflowedUintDowncast)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceSafeCastOverflowedUintToInt represents a SafeCastOverflowedUintToInt error raised by the HeatingAllowance contract.
type HeatingAllowanceSafeCastOverflowedUintToInt struct {
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintToInt(uint256 value)
func HeatingAllowanceSafeCastOverflowedUintToIntErrorID() common.Hash {
	return common.HexToHash("0x24775e0629ae69d78c11bae050651b81820407f300ff750ff2be51e4ce75c37f")
}

// UnpackSafeCastOverflowedUintToIntError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintToInt(uint256 value)
func (heatingAllowance *HeatingAllowance) UnpackSafeCastOverflowedUintToIntError(raw []byte) (*HeatingAllowanceSafeCastOverflowedUintToInt, error) {
	out := new(HeatingAllowanceSafeCastOverflowedUintToInt)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintToInt", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceTaskAlreadySettled represents a TaskAlreadySettled error raised by the HeatingAllowance contract.
type HeatingAllowanceTaskAlreadySettled struct {
	TaskDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func HeatingAllowanceTaskAlreadySettledErrorID() common.Hash {
	return common.HexToHash("0x51a8d9742d88b0b6e8c6533f1a38a6c675ce5d27cbdb3488a5a5f295b143afff")
}

// UnpackTaskAlreadySettledError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func (heatingAllowance *HeatingAllowance) UnpackTaskAlreadySettledError(raw []byte) (*HeatingAllowanceTaskAlreadySettled, error) {
	out := new(HeatingAllowanceTaskAlreadySettled)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "TaskAlreadySettled", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceTooFewDays represents a TooFewDays error raised by the HeatingAllowance contract.
type HeatingAllowanceTooFewDays struct {
	Reported *big.Int
	Required *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooFewDays(uint256 reported, uint256 required)
func HeatingAllowanceTooFewDaysErrorID() common.Hash {
	return common.HexToHash("0x5c8e4e03d8675132e50f4b7484e60fa93da13a7fcbfc40a7d4590c7a974703c5")
}

// UnpackTooFewDaysError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooFewDays(uint256 reported, uint256 required)
func (heatingAllowance *HeatingAllowance) UnpackTooFewDaysError(raw []byte) (*HeatingAllowanceTooFewDays, error) {
	out := new(HeatingAllowanceTooFewDays)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "TooFewDays", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceTransferFailed represents a TransferFailed error raised by the HeatingAllowance contract.
type HeatingAllowanceTransferFailed struct {
	To     common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address to, uint256 amount)
func HeatingAllowanceTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x1c43b9761b3fba5321ca8212bfc231945f668ccc0c446f333999eea9ce8fda81")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address to, uint256 amount)
func (heatingAllowance *HeatingAllowance) UnpackTransferFailedError(raw []byte) (*HeatingAllowanceTransferFailed, error) {
	out := new(HeatingAllowanceTransferFailed)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceVerifierHasNoCode represents a VerifierHasNoCode error raised by the HeatingAllowance contract.
type HeatingAllowanceVerifierHasNoCode struct {
	Verifier common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error VerifierHasNoCode(address verifier)
func HeatingAllowanceVerifierHasNoCodeErrorID() common.Hash {
	return common.HexToHash("0xb3136e47b488884d7871edd9162260482e3c3098ce1129ef742064342e81091f")
}

// UnpackVerifierHasNoCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error VerifierHasNoCode(address verifier)
func (heatingAllowance *HeatingAllowance) UnpackVerifierHasNoCodeError(raw []byte) (*HeatingAllowanceVerifierHasNoCode, error) {
	out := new(HeatingAllowanceVerifierHasNoCode)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "VerifierHasNoCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceWrongChain represents a WrongChain error raised by the HeatingAllowance contract.
type HeatingAllowanceWrongChain struct {
	ChainId  *big.Int
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func HeatingAllowanceWrongChainErrorID() common.Hash {
	return common.HexToHash("0x24497bc308635bccbc06f4997297d2158da178be2267eeead419bfdb19d42d4b")
}

// UnpackWrongChainError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func (heatingAllowance *HeatingAllowance) UnpackWrongChainError(raw []byte) (*HeatingAllowanceWrongChain, error) {
	out := new(HeatingAllowanceWrongChain)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "WrongChain", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceWrongCircuit represents a WrongCircuit error raised by the HeatingAllowance contract.
type HeatingAllowanceWrongCircuit struct {
	PublicInputs *big.Int
	Expected     *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongCircuit(uint256 publicInputs, uint256 expected)
func HeatingAllowanceWrongCircuitErrorID() common.Hash {
	return common.HexToHash("0x2e0c72e67cab5f4c5cff695768dccfbb23256109a16e49a69946623ac65ef2a0")
}

// UnpackWrongCircuitError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongCircuit(uint256 publicInputs, uint256 expected)
func (heatingAllowance *HeatingAllowance) UnpackWrongCircuitError(raw []byte) (*HeatingAllowanceWrongCircuit, error) {
	out := new(HeatingAllowanceWrongCircuit)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "WrongCircuit", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceWrongProject represents a WrongProject error raised by the HeatingAllowance contract.
type HeatingAllowanceWrongProject struct {
	ProjectId *big.Int
	Expected  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func HeatingAllowanceWrongProjectErrorID() common.Hash {
	return common.HexToHash("0xb20e79e9512d24aa55c7d6f4121ba34d59e8218df5ddda7ba5d324c68e74a7ee")
}

// UnpackWrongProjectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func (heatingAllowance *HeatingAllowance) UnpackWrongProjectError(raw []byte) (*HeatingAllowanceWrongProject, error) {
	out := new(HeatingAllowanceWrongProject)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "WrongProject", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// HeatingAllowanceWrongTask represents a WrongTask error raised by the HeatingAllowance contract.
type HeatingAllowanceWrongTask struct {
	PublicInput *big.Int
	Expected    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongTask(uint256 publicInput, uint256 expected)
func HeatingAllowanceWrongTaskErrorID() common.Hash {
	return common.HexToHash("0xa23a3cec6588665b51ba67e255a35286c0d1f306e47101b0967ed4204744457d")
}

// UnpackWrongTaskError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongTask(uint256 publicInput, uint256 expected)
func (heatingAllowance *HeatingAllowance) UnpackWrongTaskError(raw []byte) (*HeatingAllowanceWrongTask, error) {
	out := new(HeatingAllowanceWrongTask)
	if err := heatingAllowance.abi.UnpackIntoInterface(out, "WrongTask", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IProofVerifierMetaData contains all meta data concerning the IProofVerifier contract.
var IProofVerifierMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"publicValues\",\"type\":\"bytes\"},{\"internalType\":\"bytes\",\"name\":\"proof\",\"type\":\"bytes\"}],\"name\":\"verify\",\"outputs\":[],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"InvalidProof\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidPublicValues\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"UnknownProgram\",\"type\":\"error\"}]",
	ID:  "61609ee7c81d987a863dc81d0dfcc51e62",
}

// IProofVerifier is an auto generated Go binding around an Ethereum contract.
type IProofVerifier struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IProofVerifier) GetABI() abi.ABI {
	return c.abi
}

// NewIProofVerifier creates a new instance of IProofVerifier.
func NewIProofVerifier() *IProofVerifier {
	parsed, err := IProofVerifierMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IProofVerifier{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IProofVerifier) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5bf48e3a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verify(bytes32 programId, bytes publicValues, bytes proof) view returns()
func (iProofVerifier *IProofVerifier) PackVerify(programId [32]byte, publicValues []byte, proof []byte) []byte {
	enc, err := iProofVerifier.abi.Pack("verify", programId, publicValues, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5bf48e3a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verify(bytes32 programId, bytes publicValues, bytes proof) view returns()
func (iProofVerifier *IProofVerifier) TryPackVerify(programId [32]byte, publicValues []byte, proof []byte) ([]byte, error) {
	return iProofVerifier.abi.Pack("verify", programId, publicValues, proof)
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (iProofVerifier *IProofVerifier) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], iProofVerifier.abi.Errors["InvalidProof"].ID.Bytes()[:4]) {
		return iProofVerifier.UnpackInvalidProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], iProofVerifier.abi.Errors["InvalidPublicValues"].ID.Bytes()[:4]) {
		return iProofVerifier.UnpackInvalidPublicValuesError(raw[4:])
	}
	if bytes.Equal(raw[:4], iProofVerifier.abi.Errors["UnknownProgram"].ID.Bytes()[:4]) {
		return iProofVerifier.UnpackUnknownProgramError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// IProofVerifierInvalidProof represents a InvalidProof error raised by the IProofVerifier contract.
type IProofVerifierInvalidProof struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidProof()
func IProofVerifierInvalidProofErrorID() common.Hash {
	return common.HexToHash("0x09bde339c6b182be216ee7ef8ccff6338c6ef7993445216112ae575c5438fd27")
}

// UnpackInvalidProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidProof()
func (iProofVerifier *IProofVerifier) UnpackInvalidProofError(raw []byte) (*IProofVerifierInvalidProof, error) {
	out := new(IProofVerifierInvalidProof)
	if err := iProofVerifier.abi.UnpackIntoInterface(out, "InvalidProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IProofVerifierInvalidPublicValues represents a InvalidPublicValues error raised by the IProofVerifier contract.
type IProofVerifierInvalidPublicValues struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidPublicValues()
func IProofVerifierInvalidPublicValuesErrorID() common.Hash {
	return common.HexToHash("0x3d879ff440723b12bcbe22690e10f88cae847f6ff99c94567a7a1f161736994e")
}

// UnpackInvalidPublicValuesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidPublicValues()
func (iProofVerifier *IProofVerifier) UnpackInvalidPublicValuesError(raw []byte) (*IProofVerifierInvalidPublicValues, error) {
	out := new(IProofVerifierInvalidPublicValues)
	if err := iProofVerifier.abi.UnpackIntoInterface(out, "InvalidPublicValues", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IProofVerifierUnknownProgram represents a UnknownProgram error raised by the IProofVerifier contract.
type IProofVerifierUnknownProgram struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownProgram(bytes32 programId)
func IProofVerifierUnknownProgramErrorID() common.Hash {
	return common.HexToHash("0x8700833fbd65b55e9c1c99f1914d7607c300af0cac075ba98f3b41a603b74b36")
}

// UnpackUnknownProgramError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownProgram(bytes32 programId)
func (iProofVerifier *IProofVerifier) UnpackUnknownProgramError(raw []byte) (*IProofVerifierUnknownProgram, error) {
	out := new(IProofVerifierUnknownProgram)
	if err := iProofVerifier.abi.UnpackIntoInterface(out, "UnknownProgram", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// IWSReceiverMetaData contains all meta data concerning the IWSReceiver contract.
var IWSReceiverMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"receiveData\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "bdc82d395a094cc37320b4ae15cfaf3853",
}

// IWSReceiver is an auto generated Go binding around an Ethereum contract.
type IWSReceiver struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *IWSReceiver) GetABI() abi.ABI {
	return c.abi
}

// NewIWSReceiver creates a new instance of IWSReceiver.
func NewIWSReceiver() *IWSReceiver {
	parsed, err := IWSReceiverMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &IWSReceiver{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *IWSReceiver) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiveData(bytes data) returns()
func (iWSReceiver *IWSReceiver) PackReceiveData(data []byte) []byte {
	enc, err := iWSReceiver.abi.Pack("receiveData", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiveData(bytes data) returns()
func (iWSReceiver *IWSReceiver) TryPackReceiveData(data []byte) ([]byte, error) {
	return iWSReceiver.abi.Pack("receiveData", data)
}

// NodeRegistryMetaData contains all meta data concerning the NodeRegistry contract.
var NodeRegistryMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"getApproved\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"getNode\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"active\",\"type\":\"bool\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"getNodeAddress\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"getNodeByOperator\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"internalType\":\"bool\",\"name\":\"active\",\"type\":\"bool\"},{\"internalType\":\"address\",\"name\":\"nodeOperator\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"isApprovedForAll\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nodeCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ownerOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"register\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"internalType\":\"bool\",\"name\":\"active\",\"type\":\"bool\"}],\"name\":\"setActive\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"setApprovalForAll\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"tokenURI\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"updateOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"approved\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"ApprovalForAll\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"active\",\"type\":\"bool\"}],\"name\":\"NodeActiveChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"NodeRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"NodeUpdated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721IncorrectOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721InsufficientApproval\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC721InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721NonexistentToken\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"NodeNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotNodeOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"nodeId\",\"type\":\"uint256\"}],\"name\":\"OperatorAlreadyRegistered\",\"type\":\"error\"}]",
	ID:  "d8cdec21347e8c0be8a7d9d2ee4e150a04",
	Bin: "0x608060405234801561000f575f5ffd5b506040518060400160405280601781526020017f57336273747265616d204e6f6465205265676973747279000000000000000000815250604051806040016040528060038152602001622ba72960e91b815250815f90816100709190610128565b50600161007d8282610128565b5050506101e6565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806100ad57607f821691505b6020821081036100cb57634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610123578282111561012357805f5260205f20601f840160051c60208510156100fc57505f5b90810190601f840160051c035f5b8181101561011f575f8382015560010161010a565b5050505b505050565b81516001600160401b0381111561014157610141610085565b6101558161014f8454610099565b846100d1565b6020601f821160018114610187575f83156101705750848201515b5f19600385901b1c1916600184901b1784556101df565b5f84815260208120601f198516915b828110156101b65787850151825560209485019460019092019101610196565b50848210156101d357868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b61183e806101f35f395ff3fe608060405234801561000f575f5ffd5b5060043610610163575f3560e01c80636352211e116100c7578063b88d4fde1161007d578063c87b56dd11610063578063c87b56dd14610387578063e60a955d1461039a578063e985e9c5146103ad575f5ffd5b8063b88d4fde14610361578063c65a391d14610374575f5ffd5b806370a08231116100ad57806370a082311461033357806395d89b4114610346578063a22cb4651461034e575f5ffd5b80636352211e146103175780636da49b831461032a575f5ffd5b80633001db6d1161011c5780634420e486116101025780634420e48614610277578063446e847f146102985780634f0f4aa9146102c5575f5ffd5b80633001db6d146101f757806342842e0e14610264575f5ffd5b8063081812fc1161014c578063081812fc146101a4578063095ea7b3146101cf57806323b872dd146101e4575f5ffd5b806301ffc9a71461016757806306fdde031461018f575b5f5ffd5b61017a6101753660046113f4565b6103e8565b60405190151581526020015b60405180910390f35b6101976104cc565b604051610186919061145b565b6101b76101b236600461146d565b61055b565b6040516001600160a01b039091168152602001610186565b6101e26101dd36600461149f565b610582565b005b6101e26101f23660046114c7565b610591565b610240610205366004611501565b6001600160a01b039081165f90815260086020908152604080832054808452600790925290912054909260ff82169261010090920490911690565b6040805193845291151560208401526001600160a01b031690820152606001610186565b6101e26102723660046114c7565b610651565b61028a610285366004611501565b610670565b604051908152602001610186565b6101b76102a636600461146d565b5f9081526007602052604090205461010090046001600160a01b031690565b6102f86102d336600461146d565b5f9081526007602052604090205460ff8116916101009091046001600160a01b031690565b6040805192151583526001600160a01b03909116602083015201610186565b6101b761032536600461146d565b610709565b61028a60065481565b61028a610341366004611501565b610713565b610197610771565b6101e261035c366004611529565b610780565b6101e261036f366004611587565b61078b565b6101e26103823660046116a1565b6107a3565b61019761039536600461146d565b61081a565b6101e26103a83660046116c2565b61088b565b61017a6103bb3660046116e3565b6001600160a01b039182165f90815260056020908152604080832093909416825291909152205460ff1690565b5f7fffffffff0000000000000000000000000000000000000000000000000000000082167f80ac58cd00000000000000000000000000000000000000000000000000000000148061047a57507fffffffff0000000000000000000000000000000000000000000000000000000082167f5b5e139f00000000000000000000000000000000000000000000000000000000145b806104c657507f01ffc9a7000000000000000000000000000000000000000000000000000000007fffffffff000000000000000000000000000000000000000000000000000000008316145b92915050565b60605f80546104da9061170b565b80601f01602080910402602001604051908101604052809291908181526020018280546105069061170b565b80156105515780601f1061052857610100808354040283529160200191610551565b820191905f5260205f20905b81548152906001019060200180831161053457829003601f168201915b5050505050905090565b5f61056582610925565b505f828152600460205260409020546001600160a01b03166104c6565b61058d828233610976565b5050565b6001600160a01b0382166105d8576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024015b60405180910390fd5b5f6105e4838333610983565b9050836001600160a01b0316816001600160a01b03161461064b576040517f64283d7b0000000000000000000000000000000000000000000000000000000081526001600160a01b03808616600483015260248201849052821660448201526064016105cf565b50505050565b61066b83838360405180602001604052805f81525061078b565b505050565b5f60065f815461067f9061175c565b918290555090506106903382610aac565b61069a8183610b3f565b5f8181526007602052604080822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166001179055516001600160a01b03841691839133917f2904ba87f953fd81a0adc6678ba8edcfa8881bdcbf961176531020def27f2c6a91a4919050565b5f6104c682610925565b5f6001600160a01b038216610756576040517f89c62b640000000000000000000000000000000000000000000000000000000081525f60048201526024016105cf565b506001600160a01b03165f9081526003602052604090205490565b6060600180546104da9061170b565b61058d338383610c46565b610796848484610591565b61064b3385858585610d5d565b816107ad81610f1f565b5f8381526007602090815260408083205461010090046001600160a01b0316835260089091528120556107e08383610b3f565b6040516001600160a01b0383169084907f4480b2d8ba88bb0a48f582156a1f74821d66532166571a06a91babf1a7ebef89905f90a3505050565b606061082582610925565b505f61083b60408051602081019091525f815290565b90505f8151116108595760405180602001604052805f815250610884565b8061086384610fbb565b6040516020016108749291906117cf565b6040516020818303038152906040525b9392505050565b8161089581610f1f565b5f8381526007602052604090205460ff1615158215151461066b575f8381526007602090815260409182902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016851515908117909155915191825284917f0cf2489301038293b03e9f01c1556a377da4ada04a2e8f3e2618efd510993018910160405180910390a2505050565b5f818152600260205260408120546001600160a01b0316806104c6576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018490526024016105cf565b61066b8383836001611077565b5f828152600260205260408120546001600160a01b03908116908316156109af576109af8184866111ca565b6001600160a01b03811615610a08576109ca5f855f5f611077565b6001600160a01b0381165f90815260036020526040902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0190555b6001600160a01b03851615610a36576001600160a01b0385165f908152600360205260409020805460010190555b5f8481526002602052604080822080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0389811691821790925591518793918516917fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef91a4949350505050565b6001600160a01b038216610aee576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024016105cf565b5f610afa83835f610983565b90506001600160a01b0381161561066b576040517f73c6ac6e0000000000000000000000000000000000000000000000000000000081525f60048201526024016105cf565b6001600160a01b038116610b8a576040517f3eaa03e30000000000000000000000000000000000000000000000000000000081526001600160a01b03821660048201526024016105cf565b6001600160a01b0381165f908152600860205260409020548015610bec576040517f0e5993bd0000000000000000000000000000000000000000000000000000000081526001600160a01b0383166004820152602481018290526044016105cf565b506001600160a01b03165f818152600860209081526040808320859055938252600790529190912080547fffffffffffffffffffffff0000000000000000000000000000000000000000ff16610100909202919091179055565b6001600160a01b038316610c88576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081525f60048201526024016105cf565b6001600160a01b038216610cd3576040517f5b08ba180000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201526024016105cf565b6001600160a01b038381165f8181526005602090815260408083209487168084529482529182902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001686151590811790915591519182527f17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31910160405180910390a3505050565b6001600160a01b0383163b15610f18576040517f150b7a020000000000000000000000000000000000000000000000000000000081526001600160a01b0384169063150b7a0290610db89088908890879087906004016117e3565b6020604051808303815f875af1925050508015610e10575060408051601f3d9081017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0168201909252610e0d91810190611823565b60015b610e90573d808015610e3d576040519150601f19603f3d011682016040523d82523d5f602084013e610e42565b606091505b5080515f03610e88576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105cf565b805160208201fd5b7fffffffff0000000000000000000000000000000000000000000000000000000081167f150b7a020000000000000000000000000000000000000000000000000000000014610f16576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105cf565b505b5050505050565b5f818152600260205260409020546001600160a01b031680610f70576040517fed62d229000000000000000000000000000000000000000000000000000000008152600481018390526024016105cf565b6001600160a01b038116331461058d576040517f78c1f7a8000000000000000000000000000000000000000000000000000000008152600481018390523360248201526044016105cf565b60605f610fc783611260565b60010190505f8167ffffffffffffffff811115610fe657610fe661155a565b6040519080825280601f01601f191660200182016040528015611010576020820181803683370190505b5090508181016020015b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff017f3031323334353637383961626364656600000000000000000000000000000000600a86061a8153600a850494508461101a57509392505050565b808061108b57506001600160a01b03821615155b15611183575f61109a84610925565b90506001600160a01b038316158015906110c65750826001600160a01b0316816001600160a01b031614155b80156110f757506001600160a01b038082165f9081526005602090815260408083209387168352929052205460ff16155b15611139576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016105cf565b81156111815783856001600160a01b0316826001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92560405160405180910390a45b505b50505f90815260046020526040902080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0392909216919091179055565b6111d5838383611341565b61066b576001600160a01b03831661121c576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018290526024016105cf565b6040517f177e802f0000000000000000000000000000000000000000000000000000000081526001600160a01b0383166004820152602481018290526044016105cf565b5f807a184f03e93ff9f4daa797ed6e38ed64bf6a1f01000000000000000083106112a8577a184f03e93ff9f4daa797ed6e38ed64bf6a1f010000000000000000830492506040015b6d04ee2d6d415b85acef810000000083106112d4576d04ee2d6d415b85acef8100000000830492506020015b662386f26fc1000083106112f257662386f26fc10000830492506010015b6305f5e100831061130a576305f5e100830492506008015b612710831061131e57612710830492506004015b60648310611330576064830492506002015b600a83106104c65760010192915050565b5f6001600160a01b038316158015906113bc5750826001600160a01b0316846001600160a01b0316148061139957506001600160a01b038085165f9081526005602090815260408083209387168352929052205460ff165b806113bc57505f828152600460205260409020546001600160a01b038481169116145b949350505050565b7fffffffff00000000000000000000000000000000000000000000000000000000811681146113f1575f5ffd5b50565b5f60208284031215611404575f5ffd5b8135610884816113c4565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b602081525f610884602083018461140f565b5f6020828403121561147d575f5ffd5b5035919050565b80356001600160a01b038116811461149a575f5ffd5b919050565b5f5f604083850312156114b0575f5ffd5b6114b983611484565b946020939093013593505050565b5f5f5f606084860312156114d9575f5ffd5b6114e284611484565b92506114f060208501611484565b929592945050506040919091013590565b5f60208284031215611511575f5ffd5b61088482611484565b8035801515811461149a575f5ffd5b5f5f6040838503121561153a575f5ffd5b61154383611484565b91506115516020840161151a565b90509250929050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b5f5f5f5f6080858703121561159a575f5ffd5b6115a385611484565b93506115b160208601611484565b925060408501359150606085013567ffffffffffffffff8111156115d3575f5ffd5b8501601f810187136115e3575f5ffd5b803567ffffffffffffffff8111156115fd576115fd61155a565b6040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0603f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8501160116810181811067ffffffffffffffff821117156116695761166961155a565b604052818152828201602001891015611680575f5ffd5b816020840160208301375f6020838301015280935050505092959194509250565b5f5f604083850312156116b2575f5ffd5b8235915061155160208401611484565b5f5f604083850312156116d3575f5ffd5b823591506115516020840161151a565b5f5f604083850312156116f4575f5ffd5b6116fd83611484565b915061155160208401611484565b600181811c9082168061171f57607f821691505b602082108103611756577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b5f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff82036117b1577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5060010190565b5f81518060208401855e5f93019283525090919050565b5f6113bc6117dd83866117b8565b846117b8565b6001600160a01b03851681526001600160a01b0384166020820152826040820152608060608201525f611819608083018461140f565b9695505050505050565b5f60208284031215611833575f5ffd5b8151610884816113c456",
}

// NodeRegistry is an auto generated Go binding around an Ethereum contract.
type NodeRegistry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *NodeRegistry) GetABI() abi.ABI {
	return c.abi
}

// NewNodeRegistry creates a new instance of NodeRegistry.
func NewNodeRegistry() *NodeRegistry {
	parsed, err := NodeRegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &NodeRegistry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *NodeRegistry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) PackApprove(to common.Address, tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("approve", to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) TryPackApprove(to common.Address, tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("approve", to, tokenId)
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (nodeRegistry *NodeRegistry) PackBalanceOf(owner common.Address) []byte {
	enc, err := nodeRegistry.abi.Pack("balanceOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (nodeRegistry *NodeRegistry) TryPackBalanceOf(owner common.Address) ([]byte, error) {
	return nodeRegistry.abi.Pack("balanceOf", owner)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (nodeRegistry *NodeRegistry) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := nodeRegistry.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) PackGetApproved(tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("getApproved", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) TryPackGetApproved(tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("getApproved", tokenId)
}

// UnpackGetApproved is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x081812fc.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) UnpackGetApproved(data []byte) (common.Address, error) {
	out, err := nodeRegistry.abi.Unpack("getApproved", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackGetNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f0f4aa9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getNode(uint256 nodeId) view returns(bool active, address operator)
func (nodeRegistry *NodeRegistry) PackGetNode(nodeId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("getNode", nodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f0f4aa9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getNode(uint256 nodeId) view returns(bool active, address operator)
func (nodeRegistry *NodeRegistry) TryPackGetNode(nodeId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("getNode", nodeId)
}

// GetNodeOutput serves as a container for the return parameters of contract
// method GetNode.
type GetNodeOutput struct {
	Active   bool
	Operator common.Address
}

// UnpackGetNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4f0f4aa9.
//
// Solidity: function getNode(uint256 nodeId) view returns(bool active, address operator)
func (nodeRegistry *NodeRegistry) UnpackGetNode(data []byte) (GetNodeOutput, error) {
	out, err := nodeRegistry.abi.Unpack("getNode", data)
	outstruct := new(GetNodeOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Active = *abi.ConvertType(out[0], new(bool)).(*bool)
	outstruct.Operator = *abi.ConvertType(out[1], new(common.Address)).(*common.Address)
	return *outstruct, nil
}

// PackGetNodeAddress is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x446e847f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getNodeAddress(uint256 nodeId) view returns(address)
func (nodeRegistry *NodeRegistry) PackGetNodeAddress(nodeId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("getNodeAddress", nodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetNodeAddress is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x446e847f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getNodeAddress(uint256 nodeId) view returns(address)
func (nodeRegistry *NodeRegistry) TryPackGetNodeAddress(nodeId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("getNodeAddress", nodeId)
}

// UnpackGetNodeAddress is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x446e847f.
//
// Solidity: function getNodeAddress(uint256 nodeId) view returns(address)
func (nodeRegistry *NodeRegistry) UnpackGetNodeAddress(data []byte) (common.Address, error) {
	out, err := nodeRegistry.abi.Unpack("getNodeAddress", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackGetNodeByOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3001db6d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getNodeByOperator(address operator) view returns(uint256 nodeId, bool active, address nodeOperator)
func (nodeRegistry *NodeRegistry) PackGetNodeByOperator(operator common.Address) []byte {
	enc, err := nodeRegistry.abi.Pack("getNodeByOperator", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetNodeByOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3001db6d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getNodeByOperator(address operator) view returns(uint256 nodeId, bool active, address nodeOperator)
func (nodeRegistry *NodeRegistry) TryPackGetNodeByOperator(operator common.Address) ([]byte, error) {
	return nodeRegistry.abi.Pack("getNodeByOperator", operator)
}

// GetNodeByOperatorOutput serves as a container for the return parameters of contract
// method GetNodeByOperator.
type GetNodeByOperatorOutput struct {
	NodeId       *big.Int
	Active       bool
	NodeOperator common.Address
}

// UnpackGetNodeByOperator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3001db6d.
//
// Solidity: function getNodeByOperator(address operator) view returns(uint256 nodeId, bool active, address nodeOperator)
func (nodeRegistry *NodeRegistry) UnpackGetNodeByOperator(data []byte) (GetNodeByOperatorOutput, error) {
	out, err := nodeRegistry.abi.Unpack("getNodeByOperator", data)
	outstruct := new(GetNodeByOperatorOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.NodeId = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Active = *abi.ConvertType(out[1], new(bool)).(*bool)
	outstruct.NodeOperator = *abi.ConvertType(out[2], new(common.Address)).(*common.Address)
	return *outstruct, nil
}

// PackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (nodeRegistry *NodeRegistry) PackIsApprovedForAll(owner common.Address, operator common.Address) []byte {
	enc, err := nodeRegistry.abi.Pack("isApprovedForAll", owner, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (nodeRegistry *NodeRegistry) TryPackIsApprovedForAll(owner common.Address, operator common.Address) ([]byte, error) {
	return nodeRegistry.abi.Pack("isApprovedForAll", owner, operator)
}

// UnpackIsApprovedForAll is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe985e9c5.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (nodeRegistry *NodeRegistry) UnpackIsApprovedForAll(data []byte) (bool, error) {
	out, err := nodeRegistry.abi.Unpack("isApprovedForAll", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (nodeRegistry *NodeRegistry) PackName() []byte {
	enc, err := nodeRegistry.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (nodeRegistry *NodeRegistry) TryPackName() ([]byte, error) {
	return nodeRegistry.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (nodeRegistry *NodeRegistry) UnpackName(data []byte) (string, error) {
	out, err := nodeRegistry.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodeCount() view returns(uint256)
func (nodeRegistry *NodeRegistry) PackNodeCount() []byte {
	enc, err := nodeRegistry.abi.Pack("nodeCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodeCount() view returns(uint256)
func (nodeRegistry *NodeRegistry) TryPackNodeCount() ([]byte, error) {
	return nodeRegistry.abi.Pack("nodeCount")
}

// UnpackNodeCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6da49b83.
//
// Solidity: function nodeCount() view returns(uint256)
func (nodeRegistry *NodeRegistry) UnpackNodeCount(data []byte) (*big.Int, error) {
	out, err := nodeRegistry.abi.Unpack("nodeCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) PackOwnerOf(tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("ownerOf", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) TryPackOwnerOf(tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("ownerOf", tokenId)
}

// UnpackOwnerOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6352211e.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (nodeRegistry *NodeRegistry) UnpackOwnerOf(data []byte) (common.Address, error) {
	out, err := nodeRegistry.abi.Unpack("ownerOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4420e486.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(address operator) returns(uint256 nodeId)
func (nodeRegistry *NodeRegistry) PackRegister(operator common.Address) []byte {
	enc, err := nodeRegistry.abi.Pack("register", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4420e486.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(address operator) returns(uint256 nodeId)
func (nodeRegistry *NodeRegistry) TryPackRegister(operator common.Address) ([]byte, error) {
	return nodeRegistry.abi.Pack("register", operator)
}

// UnpackRegister is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4420e486.
//
// Solidity: function register(address operator) returns(uint256 nodeId)
func (nodeRegistry *NodeRegistry) UnpackRegister(data []byte) (*big.Int, error) {
	out, err := nodeRegistry.abi.Unpack("register", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) PackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("safeTransferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) TryPackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("safeTransferFrom", from, to, tokenId)
}

// PackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (nodeRegistry *NodeRegistry) PackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) []byte {
	enc, err := nodeRegistry.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (nodeRegistry *NodeRegistry) TryPackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) ([]byte, error) {
	return nodeRegistry.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
}

// PackSetActive is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe60a955d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setActive(uint256 nodeId, bool active) returns()
func (nodeRegistry *NodeRegistry) PackSetActive(nodeId *big.Int, active bool) []byte {
	enc, err := nodeRegistry.abi.Pack("setActive", nodeId, active)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetActive is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe60a955d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setActive(uint256 nodeId, bool active) returns()
func (nodeRegistry *NodeRegistry) TryPackSetActive(nodeId *big.Int, active bool) ([]byte, error) {
	return nodeRegistry.abi.Pack("setActive", nodeId, active)
}

// PackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (nodeRegistry *NodeRegistry) PackSetApprovalForAll(operator common.Address, approved bool) []byte {
	enc, err := nodeRegistry.abi.Pack("setApprovalForAll", operator, approved)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (nodeRegistry *NodeRegistry) TryPackSetApprovalForAll(operator common.Address, approved bool) ([]byte, error) {
	return nodeRegistry.abi.Pack("setApprovalForAll", operator, approved)
}

// PackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (nodeRegistry *NodeRegistry) PackSupportsInterface(interfaceId [4]byte) []byte {
	enc, err := nodeRegistry.abi.Pack("supportsInterface", interfaceId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (nodeRegistry *NodeRegistry) TryPackSupportsInterface(interfaceId [4]byte) ([]byte, error) {
	return nodeRegistry.abi.Pack("supportsInterface", interfaceId)
}

// UnpackSupportsInterface is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01ffc9a7.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (nodeRegistry *NodeRegistry) UnpackSupportsInterface(data []byte) (bool, error) {
	out, err := nodeRegistry.abi.Unpack("supportsInterface", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (nodeRegistry *NodeRegistry) PackSymbol() []byte {
	enc, err := nodeRegistry.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (nodeRegistry *NodeRegistry) TryPackSymbol() ([]byte, error) {
	return nodeRegistry.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (nodeRegistry *NodeRegistry) UnpackSymbol(data []byte) (string, error) {
	out, err := nodeRegistry.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (nodeRegistry *NodeRegistry) PackTokenURI(tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("tokenURI", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (nodeRegistry *NodeRegistry) TryPackTokenURI(tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("tokenURI", tokenId)
}

// UnpackTokenURI is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc87b56dd.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (nodeRegistry *NodeRegistry) UnpackTokenURI(data []byte) (string, error) {
	out, err := nodeRegistry.abi.Unpack("tokenURI", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) PackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := nodeRegistry.abi.Pack("transferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (nodeRegistry *NodeRegistry) TryPackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return nodeRegistry.abi.Pack("transferFrom", from, to, tokenId)
}

// PackUpdateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc65a391d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function updateOperator(uint256 nodeId, address operator) returns()
func (nodeRegistry *NodeRegistry) PackUpdateOperator(nodeId *big.Int, operator common.Address) []byte {
	enc, err := nodeRegistry.abi.Pack("updateOperator", nodeId, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUpdateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc65a391d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function updateOperator(uint256 nodeId, address operator) returns()
func (nodeRegistry *NodeRegistry) TryPackUpdateOperator(nodeId *big.Int, operator common.Address) ([]byte, error) {
	return nodeRegistry.abi.Pack("updateOperator", nodeId, operator)
}

// NodeRegistryApproval represents a Approval event raised by the NodeRegistry contract.
type NodeRegistryApproval struct {
	Owner    common.Address
	Approved common.Address
	TokenId  *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const NodeRegistryApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (NodeRegistryApproval) ContractEventName() string {
	return NodeRegistryApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
func (nodeRegistry *NodeRegistry) UnpackApprovalEvent(log *types.Log) (*NodeRegistryApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryApproval)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// NodeRegistryApprovalForAll represents a ApprovalForAll event raised by the NodeRegistry contract.
type NodeRegistryApprovalForAll struct {
	Owner    common.Address
	Operator common.Address
	Approved bool
	Raw      *types.Log // Blockchain specific contextual infos
}

const NodeRegistryApprovalForAllEventName = "ApprovalForAll"

// ContractEventName returns the user-defined event name.
func (NodeRegistryApprovalForAll) ContractEventName() string {
	return NodeRegistryApprovalForAllEventName
}

// UnpackApprovalForAllEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
func (nodeRegistry *NodeRegistry) UnpackApprovalForAllEvent(log *types.Log) (*NodeRegistryApprovalForAll, error) {
	event := "ApprovalForAll"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryApprovalForAll)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// NodeRegistryNodeActiveChanged represents a NodeActiveChanged event raised by the NodeRegistry contract.
type NodeRegistryNodeActiveChanged struct {
	NodeId *big.Int
	Active bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const NodeRegistryNodeActiveChangedEventName = "NodeActiveChanged"

// ContractEventName returns the user-defined event name.
func (NodeRegistryNodeActiveChanged) ContractEventName() string {
	return NodeRegistryNodeActiveChangedEventName
}

// UnpackNodeActiveChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeActiveChanged(uint256 indexed nodeId, bool active)
func (nodeRegistry *NodeRegistry) UnpackNodeActiveChangedEvent(log *types.Log) (*NodeRegistryNodeActiveChanged, error) {
	event := "NodeActiveChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryNodeActiveChanged)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// NodeRegistryNodeRegistered represents a NodeRegistered event raised by the NodeRegistry contract.
type NodeRegistryNodeRegistered struct {
	Owner    common.Address
	NodeId   *big.Int
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const NodeRegistryNodeRegisteredEventName = "NodeRegistered"

// ContractEventName returns the user-defined event name.
func (NodeRegistryNodeRegistered) ContractEventName() string {
	return NodeRegistryNodeRegisteredEventName
}

// UnpackNodeRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeRegistered(address indexed owner, uint256 indexed nodeId, address indexed operator)
func (nodeRegistry *NodeRegistry) UnpackNodeRegisteredEvent(log *types.Log) (*NodeRegistryNodeRegistered, error) {
	event := "NodeRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryNodeRegistered)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// NodeRegistryNodeUpdated represents a NodeUpdated event raised by the NodeRegistry contract.
type NodeRegistryNodeUpdated struct {
	NodeId   *big.Int
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const NodeRegistryNodeUpdatedEventName = "NodeUpdated"

// ContractEventName returns the user-defined event name.
func (NodeRegistryNodeUpdated) ContractEventName() string {
	return NodeRegistryNodeUpdatedEventName
}

// UnpackNodeUpdatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeUpdated(uint256 indexed nodeId, address indexed operator)
func (nodeRegistry *NodeRegistry) UnpackNodeUpdatedEvent(log *types.Log) (*NodeRegistryNodeUpdated, error) {
	event := "NodeUpdated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryNodeUpdated)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// NodeRegistryTransfer represents a Transfer event raised by the NodeRegistry contract.
type NodeRegistryTransfer struct {
	From    common.Address
	To      common.Address
	TokenId *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const NodeRegistryTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (NodeRegistryTransfer) ContractEventName() string {
	return NodeRegistryTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
func (nodeRegistry *NodeRegistry) UnpackTransferEvent(log *types.Log) (*NodeRegistryTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != nodeRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(NodeRegistryTransfer)
	if len(log.Data) > 0 {
		if err := nodeRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range nodeRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (nodeRegistry *NodeRegistry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721IncorrectOwner"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721IncorrectOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InsufficientApproval"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InsufficientApprovalError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InvalidApprover"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InvalidOperator"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InvalidOwner"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InvalidReceiver"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721InvalidSender"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["ERC721NonexistentToken"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackERC721NonexistentTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["InvalidOperator"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackInvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["NodeNotFound"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackNodeNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["NotNodeOwner"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackNotNodeOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], nodeRegistry.abi.Errors["OperatorAlreadyRegistered"].ID.Bytes()[:4]) {
		return nodeRegistry.UnpackOperatorAlreadyRegisteredError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// NodeRegistryERC721IncorrectOwner represents a ERC721IncorrectOwner error raised by the NodeRegistry contract.
type NodeRegistryERC721IncorrectOwner struct {
	Sender  common.Address
	TokenId *big.Int
	Owner   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func NodeRegistryERC721IncorrectOwnerErrorID() common.Hash {
	return common.HexToHash("0x64283d7b313c8117c125f736876fa2b4e90ea3831a4716dfdb87d2f540e26289")
}

// UnpackERC721IncorrectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func (nodeRegistry *NodeRegistry) UnpackERC721IncorrectOwnerError(raw []byte) (*NodeRegistryERC721IncorrectOwner, error) {
	out := new(NodeRegistryERC721IncorrectOwner)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721IncorrectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InsufficientApproval represents a ERC721InsufficientApproval error raised by the NodeRegistry contract.
type NodeRegistryERC721InsufficientApproval struct {
	Operator common.Address
	TokenId  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func NodeRegistryERC721InsufficientApprovalErrorID() common.Hash {
	return common.HexToHash("0x177e802f6f313bc89797ecace66d6d29ab4719cbaaacbb87367264048b1eb861")
}

// UnpackERC721InsufficientApprovalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func (nodeRegistry *NodeRegistry) UnpackERC721InsufficientApprovalError(raw []byte) (*NodeRegistryERC721InsufficientApproval, error) {
	out := new(NodeRegistryERC721InsufficientApproval)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InsufficientApproval", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InvalidApprover represents a ERC721InvalidApprover error raised by the NodeRegistry contract.
type NodeRegistryERC721InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidApprover(address approver)
func NodeRegistryERC721InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xa9fbf51f86b8e03595d59dc726bb10c329bb24f62589be276d8dd193ca0b69ea")
}

// UnpackERC721InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidApprover(address approver)
func (nodeRegistry *NodeRegistry) UnpackERC721InvalidApproverError(raw []byte) (*NodeRegistryERC721InvalidApprover, error) {
	out := new(NodeRegistryERC721InvalidApprover)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InvalidOperator represents a ERC721InvalidOperator error raised by the NodeRegistry contract.
type NodeRegistryERC721InvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOperator(address operator)
func NodeRegistryERC721InvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x5b08ba185e8f577075361f3a3555a6580a227ce22734dcc979c1aeadf894658b")
}

// UnpackERC721InvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOperator(address operator)
func (nodeRegistry *NodeRegistry) UnpackERC721InvalidOperatorError(raw []byte) (*NodeRegistryERC721InvalidOperator, error) {
	out := new(NodeRegistryERC721InvalidOperator)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InvalidOwner represents a ERC721InvalidOwner error raised by the NodeRegistry contract.
type NodeRegistryERC721InvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOwner(address owner)
func NodeRegistryERC721InvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x89c62b6479af2e623826dcc39c5133061d35b66d72de92833401dd2fd6567480")
}

// UnpackERC721InvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOwner(address owner)
func (nodeRegistry *NodeRegistry) UnpackERC721InvalidOwnerError(raw []byte) (*NodeRegistryERC721InvalidOwner, error) {
	out := new(NodeRegistryERC721InvalidOwner)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InvalidReceiver represents a ERC721InvalidReceiver error raised by the NodeRegistry contract.
type NodeRegistryERC721InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func NodeRegistryERC721InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0x64a0ae9278f805eaf991dcd18ca78756d280b7508b764ef1b255c55845c11df9")
}

// UnpackERC721InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func (nodeRegistry *NodeRegistry) UnpackERC721InvalidReceiverError(raw []byte) (*NodeRegistryERC721InvalidReceiver, error) {
	out := new(NodeRegistryERC721InvalidReceiver)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721InvalidSender represents a ERC721InvalidSender error raised by the NodeRegistry contract.
type NodeRegistryERC721InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidSender(address sender)
func NodeRegistryERC721InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x73c6ac6e10798e95d99e1f130d923eb40193ecb8d094ec3dce93292564eb3b17")
}

// UnpackERC721InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidSender(address sender)
func (nodeRegistry *NodeRegistry) UnpackERC721InvalidSenderError(raw []byte) (*NodeRegistryERC721InvalidSender, error) {
	out := new(NodeRegistryERC721InvalidSender)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryERC721NonexistentToken represents a ERC721NonexistentToken error raised by the NodeRegistry contract.
type NodeRegistryERC721NonexistentToken struct {
	TokenId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func NodeRegistryERC721NonexistentTokenErrorID() common.Hash {
	return common.HexToHash("0x7e273289a3a9ef6670f06df7dca227856fc925e956db96980692764a8bc734d7")
}

// UnpackERC721NonexistentTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func (nodeRegistry *NodeRegistry) UnpackERC721NonexistentTokenError(raw []byte) (*NodeRegistryERC721NonexistentToken, error) {
	out := new(NodeRegistryERC721NonexistentToken)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "ERC721NonexistentToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryInvalidOperator represents a InvalidOperator error raised by the NodeRegistry contract.
type NodeRegistryInvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidOperator(address operator)
func NodeRegistryInvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x3eaa03e38745f9ef282a3d3ae730e428a187a9075ccc2a3b7a1a318fe83d25be")
}

// UnpackInvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidOperator(address operator)
func (nodeRegistry *NodeRegistry) UnpackInvalidOperatorError(raw []byte) (*NodeRegistryInvalidOperator, error) {
	out := new(NodeRegistryInvalidOperator)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryNodeNotFound represents a NodeNotFound error raised by the NodeRegistry contract.
type NodeRegistryNodeNotFound struct {
	NodeId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NodeNotFound(uint256 nodeId)
func NodeRegistryNodeNotFoundErrorID() common.Hash {
	return common.HexToHash("0xed62d22953f429c9376a4cc38d320486339683675c6bd3b5f7d31dde30c6c202")
}

// UnpackNodeNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NodeNotFound(uint256 nodeId)
func (nodeRegistry *NodeRegistry) UnpackNodeNotFoundError(raw []byte) (*NodeRegistryNodeNotFound, error) {
	out := new(NodeRegistryNodeNotFound)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "NodeNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryNotNodeOwner represents a NotNodeOwner error raised by the NodeRegistry contract.
type NodeRegistryNotNodeOwner struct {
	NodeId *big.Int
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotNodeOwner(uint256 nodeId, address caller)
func NodeRegistryNotNodeOwnerErrorID() common.Hash {
	return common.HexToHash("0x78c1f7a88bdf6160383e48d182fd33f98a99214f76b5d55bbb75ee14e5a691c2")
}

// UnpackNotNodeOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotNodeOwner(uint256 nodeId, address caller)
func (nodeRegistry *NodeRegistry) UnpackNotNodeOwnerError(raw []byte) (*NodeRegistryNotNodeOwner, error) {
	out := new(NodeRegistryNotNodeOwner)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "NotNodeOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// NodeRegistryOperatorAlreadyRegistered represents a OperatorAlreadyRegistered error raised by the NodeRegistry contract.
type NodeRegistryOperatorAlreadyRegistered struct {
	Operator common.Address
	NodeId   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorAlreadyRegistered(address operator, uint256 nodeId)
func NodeRegistryOperatorAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x0e5993bd56eab9b646bcaf9f1345e1bb07be6da8c8df1646f5abfa9de9dc15c3")
}

// UnpackOperatorAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorAlreadyRegistered(address operator, uint256 nodeId)
func (nodeRegistry *NodeRegistry) UnpackOperatorAlreadyRegisteredError(raw []byte) (*NodeRegistryOperatorAlreadyRegistered, error) {
	out := new(NodeRegistryOperatorAlreadyRegistered)
	if err := nodeRegistry.abi.UnpackIntoInterface(out, "OperatorAlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarMetaData contains all meta data concerning the ProjectRegistrar contract.
var ProjectRegistrarMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"addOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"canOperateProject\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"uri\",\"type\":\"string\"},{\"internalType\":\"bytes32\",\"name\":\"hash\",\"type\":\"bytes32\"}],\"name\":\"createProject\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"getApproved\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"isApprovedForAll\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ownerOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"pauseProject\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectCount\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"projects\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"uri\",\"type\":\"string\"},{\"internalType\":\"bytes32\",\"name\":\"hash\",\"type\":\"bytes32\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"removeOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"setApprovalForAll\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"tokenURI\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"unpauseProject\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"string\",\"name\":\"uri\",\"type\":\"string\"},{\"internalType\":\"bytes32\",\"name\":\"hash\",\"type\":\"bytes32\"}],\"name\":\"updateProject\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"approved\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"ApprovalForAll\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorAdded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorRemoved\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"ProjectPaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"ProjectUnpaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"uri\",\"type\":\"string\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"hash\",\"type\":\"bytes32\"}],\"name\":\"ProjectUpserted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721IncorrectOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721InsufficientApproval\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC721InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721NonexistentToken\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"EmptyHash\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"EmptyURI\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotProjectOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotProjectOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorAlreadyAdded\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"ProjectAlreadyPaused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"ProjectNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"projectId\",\"type\":\"uint64\"}],\"name\":\"ProjectNotPaused\",\"type\":\"error\"}]",
	ID:  "d03fbc9a6dd1afba11a062bc76ad2dd2c0",
	Bin: "0x608060405234801561000f575f5ffd5b506040518060400160405280600c81526020016b283937b532b1ba2a37b5b2b760a11b8152506040518060400160405280600381526020016250544b60e81b815250815f908161005f9190610117565b50600161006c8282610117565b5050506101d5565b634e487b7160e01b5f52604160045260245ffd5b600181811c9082168061009c57607f821691505b6020821081036100ba57634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610112578282111561011257805f5260205f20601f840160051c60208510156100eb57505f5b90810190601f840160051c035f5b8181101561010e575f838201556001016100f9565b5050505b505050565b81516001600160401b0381111561013057610130610074565b6101448161013e8454610088565b846100c0565b6020601f821160018114610176575f831561015f5750848201515b5f19600385901b1c1916600184901b1784556101ce565b5f84815260208120601f198516915b828110156101a55787850151825560209485019460019092019101610185565b50848210156101c257868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b611fce806101e25f395ff3fe608060405234801561000f575f5ffd5b5060043610610179575f3560e01c806370a08231116100d2578063b6cda4f011610088578063df65fe1e11610063578063df65fe1e14610343578063e985e9c514610356578063f2af9b5e14610391575f5ffd5b8063b6cda4f01461030a578063b88d4fde1461031d578063c87b56dd14610330575f5ffd5b806395d89b41116100b857806395d89b41146102dc578063a054b8c4146102e4578063a22cb465146102f7575f5ffd5b806370a08231146102a857806376b0f503146102c9575f5ffd5b8063216fbd401161013257806342842e0e1161010d57806342842e0e146102605780634aa3a56d146102735780636352211e14610295575f5ffd5b8063216fbd401461020d57806323b872dd1461023957806336fbad261461024c575f5ffd5b8063081812fc11610162578063081812fc146101ba578063095ea7b3146101e55780631ab76761146101fa575f5ffd5b806301ffc9a71461017d57806306fdde03146101a5575b5f5ffd5b61019061018b36600461196c565b6103a4565b60405190151581526020015b60405180910390f35b6101ad610488565b60405161019c91906119b5565b6101cd6101c83660046119c7565b610517565b6040516001600160a01b03909116815260200161019c565b6101f86101f33660046119f9565b61053e565b005b6101f8610208366004611a38565b61054d565b61022061021b366004611a96565b610628565b60405167ffffffffffffffff909116815260200161019c565b6101f8610247366004611ade565b610692565b6006546102209067ffffffffffffffff1681565b6101f861026e366004611ade565b61074d565b610286610281366004611a38565b61076c565b60405161019c93929190611b18565b6101cd6102a33660046119c7565b610837565b6102bb6102b6366004611b41565b610841565b60405190815260200161019c565b6101f86102d7366004611b5a565b61089f565b6101ad610a2d565b6101f86102f2366004611a38565b610a3c565b6101f8610305366004611b8b565b610b16565b6101f8610318366004611b5a565b610b21565b6101f861032b366004611bf1565b610c60565b6101ad61033e3660046119c7565b610c78565b6101f8610351366004611ccf565b610ce8565b610190610364366004611d25565b6001600160a01b039182165f90815260056020908152604080832093909416825291909152205460ff1690565b61019061039f366004611d3f565b610d05565b5f7fffffffff0000000000000000000000000000000000000000000000000000000082167f80ac58cd00000000000000000000000000000000000000000000000000000000148061043657507fffffffff0000000000000000000000000000000000000000000000000000000082167f5b5e139f00000000000000000000000000000000000000000000000000000000145b8061048257507f01ffc9a7000000000000000000000000000000000000000000000000000000007fffffffff000000000000000000000000000000000000000000000000000000008316145b92915050565b60605f805461049690611d67565b80601f01602080910402602001604051908101604052809291908181526020018280546104c290611d67565b801561050d5780601f106104e45761010080835404028352916020019161050d565b820191905f5260205f20905b8154815290600101906020018083116104f057829003601f168201915b5050505050905090565b5f61052182610d9f565b505f828152600460205260409020546001600160a01b0316610482565b610549828233610df0565b5050565b8061055781610dfd565b67ffffffffffffffff82165f9081526007602052604090206002015460ff166105bd576040517fffb6e0c200000000000000000000000000000000000000000000000000000000815267ffffffffffffffff831660048201526024015b60405180910390fd5b67ffffffffffffffff82165f8181526007602052604080822060020180547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00169055517f446bd3e2dc8ee8806eae263bc8add80885bed6e576864809bced88a93110df359190a25050565b600680545f919082906106449067ffffffffffffffff16611db8565b91906101000a81548167ffffffffffffffff021916908367ffffffffffffffff1602179055905061067f338267ffffffffffffffff16610eb6565b61068b81858585610f49565b9392505050565b6001600160a01b0382166106d4576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024016105b4565b5f6106e083833361103e565b9050836001600160a01b0316816001600160a01b031614610747576040517f64283d7b0000000000000000000000000000000000000000000000000000000081526001600160a01b03808616600483015260248201849052821660448201526064016105b4565b50505050565b61076783838360405180602001604052805f815250610c60565b505050565b67ffffffffffffffff81165f9081526007602052604081206001810154600282015482546060949384939092839260ff9091169083906107ab90611d67565b80601f01602080910402602001604051908101604052809291908181526020018280546107d790611d67565b80156108225780601f106107f957610100808354040283529160200191610822565b820191905f5260205f20905b81548152906001019060200180831161080557829003601f168201915b50505050509250935093509350509193909250565b5f61048282610d9f565b5f6001600160a01b038216610884576040517f89c62b640000000000000000000000000000000000000000000000000000000081525f60048201526024016105b4565b506001600160a01b03165f9081526003602052604090205490565b816108a9816110db565b6001600160a01b0382166108f4576040517f3eaa03e30000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201526024016105b4565b67ffffffffffffffff8084165f9081526008602090815260408083206007835281842060020154610100900490941683529281528282206001600160a01b03861683529052205460ff1615610990576040517f22e03f9e00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff841660048201526001600160a01b03831660248201526044016105b4565b67ffffffffffffffff8084165f8181526008602090815260408083206007835281842060020154610100900490951683529381528382206001600160a01b038716808452915283822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600117905592517f0a0df300ccf76478395c461777737ac6ccf35863e5962635752f7d415491012b9190a3505050565b60606001805461049690611d67565b80610a4681610dfd565b67ffffffffffffffff82165f9081526007602052604090206002015460ff1615610aa8576040517fb4d5a1d600000000000000000000000000000000000000000000000000000000815267ffffffffffffffff831660048201526024016105b4565b67ffffffffffffffff82165f8181526007602052604080822060020180547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166001179055517ff8848fbf85a1255fc1ce9fdf530b19192c9be37003bafe656e23c7fd73b052629190a25050565b610549338383611194565b81610b2b816110db565b67ffffffffffffffff8084165f9081526008602090815260408083206007835281842060020154610100900490941683529281528282206001600160a01b03861683529052205460ff16610bc6576040517f8494256f00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff841660048201526001600160a01b03831660248201526044016105b4565b67ffffffffffffffff8084165f8181526008602090815260408083206007835281842060020154610100900490951683529381528382206001600160a01b038716808452915283822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016905592517f65b332ebfdc6c104b92b72200da87c0f5584dfea0956e013b4dafb4fae9d35139190a3505050565b610c6b848484610692565b61074733858585856112ab565b6060610c8382610d9f565b505f610c9960408051602081019091525f815290565b90505f815111610cb75760405180602001604052805f81525061068b565b80610cc18461144e565b604051602001610cd2929190611e20565b6040516020818303038152906040529392505050565b83610cf281610dfd565b610cfe85858585610f49565b5050505050565b67ffffffffffffffff81165f908152600260205260408120546001600160a01b03168015801590610d975750836001600160a01b0316816001600160a01b03161480610d97575067ffffffffffffffff8084165f9081526008602090815260408083206007835281842060020154610100900490941683529281528282206001600160a01b03881683529052205460ff165b949350505050565b5f818152600260205260408120546001600160a01b031680610482576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018490526024016105b4565b61076783838360016114eb565b67ffffffffffffffff81165f908152600260205260409020546001600160a01b0316610e61576040517ff4e7c19d00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff821660048201526024016105b4565b610e6b3382610d05565b610eb3576040517fd4bb91f500000000000000000000000000000000000000000000000000000000815267ffffffffffffffff821660048201523360248201526044016105b4565b50565b6001600160a01b038216610ef8576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024016105b4565b5f610f0483835f61103e565b90506001600160a01b03811615610767576040517f73c6ac6e0000000000000000000000000000000000000000000000000000000081525f60048201526024016105b4565b5f829003610f83576040517fd07b00d600000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b80610fba576040517f70df377c00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b67ffffffffffffffff84165f908152600760205260409020610fdd838583611e82565b5067ffffffffffffffff84165f8181526007602052604090819020600101839055517f889d61147bfd16f8996ff259e22ac44288a7d6fa0957844db988f071b7883c239061103090869086908690611f3c565b60405180910390a250505050565b5f61104a84848461163e565b90506001600160a01b038116158015906110765750836001600160a01b0316816001600160a01b031614155b1561068b5767ffffffffffffffff8084165f908152600760205260409020600201805490916001916110ae9161010090910416611db8565b91906101000a81548167ffffffffffffffff021916908367ffffffffffffffff1602179055509392505050565b67ffffffffffffffff81165f908152600260205260409020546001600160a01b031680611140576040517ff4e7c19d00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff831660048201526024016105b4565b6001600160a01b0381163314610549576040517fb831e44f00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff831660048201523360248201526044016105b4565b6001600160a01b0383166111d6576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081525f60048201526024016105b4565b6001600160a01b038216611221576040517f5b08ba180000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201526024016105b4565b6001600160a01b038381165f8181526005602090815260408083209487168084529482529182902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001686151590811790915591519182527f17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31910160405180910390a3505050565b6001600160a01b0383163b15610cfe576040517f150b7a020000000000000000000000000000000000000000000000000000000081526001600160a01b0384169063150b7a0290611306908890889087908790600401611f73565b6020604051808303815f875af1925050508015611340575060408051601f3d908101601f1916820190925261133d91810190611fb3565b60015b6113c0573d80801561136d576040519150601f19603f3d011682016040523d82523d5f602084013e611372565b606091505b5080515f036113b8576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105b4565b805160208201fd5b7fffffffff0000000000000000000000000000000000000000000000000000000081167f150b7a020000000000000000000000000000000000000000000000000000000014611446576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105b4565b505050505050565b60605f61145a83611748565b60010190505f8167ffffffffffffffff81111561147957611479611bc4565b6040519080825280601f01601f1916602001820160405280156114a3576020820181803683370190505b5090508181016020015b5f19017f3031323334353637383961626364656600000000000000000000000000000000600a86061a8153600a85049450846114ad57509392505050565b80806114ff57506001600160a01b03821615155b156115f7575f61150e84610d9f565b90506001600160a01b0383161580159061153a5750826001600160a01b0316816001600160a01b031614155b801561156b57506001600160a01b038082165f9081526005602090815260408083209387168352929052205460ff16155b156115ad576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016105b4565b81156115f55783856001600160a01b0316826001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92560405160405180910390a45b505b50505f90815260046020526040902080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0392909216919091179055565b5f828152600260205260408120546001600160a01b039081169083161561166a5761166a818486611829565b6001600160a01b038116156116a4576116855f855f5f6114eb565b6001600160a01b0381165f90815260036020526040902080545f190190555b6001600160a01b038516156116d2576001600160a01b0385165f908152600360205260409020805460010190555b5f8481526002602052604080822080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0389811691821790925591518793918516917fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef91a4949350505050565b5f807a184f03e93ff9f4daa797ed6e38ed64bf6a1f0100000000000000008310611790577a184f03e93ff9f4daa797ed6e38ed64bf6a1f010000000000000000830492506040015b6d04ee2d6d415b85acef810000000083106117bc576d04ee2d6d415b85acef8100000000830492506020015b662386f26fc1000083106117da57662386f26fc10000830492506010015b6305f5e10083106117f2576305f5e100830492506008015b612710831061180657612710830492506004015b60648310611818576064830492506002015b600a83106104825760010192915050565b6118348383836118bf565b610767576001600160a01b03831661187b576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018290526024016105b4565b6040517f177e802f0000000000000000000000000000000000000000000000000000000081526001600160a01b0383166004820152602481018290526044016105b4565b5f6001600160a01b03831615801590610d975750826001600160a01b0316846001600160a01b0316148061191757506001600160a01b038085165f9081526005602090815260408083209387168352929052205460ff165b80610d975750505f908152600460205260409020546001600160a01b03908116911614919050565b7fffffffff0000000000000000000000000000000000000000000000000000000081168114610eb3575f5ffd5b5f6020828403121561197c575f5ffd5b813561068b8161193f565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081525f61068b6020830184611987565b5f602082840312156119d7575f5ffd5b5035919050565b80356001600160a01b03811681146119f4575f5ffd5b919050565b5f5f60408385031215611a0a575f5ffd5b611a13836119de565b946020939093013593505050565b803567ffffffffffffffff811681146119f4575f5ffd5b5f60208284031215611a48575f5ffd5b61068b82611a21565b5f5f83601f840112611a61575f5ffd5b50813567ffffffffffffffff811115611a78575f5ffd5b602083019150836020828501011115611a8f575f5ffd5b9250929050565b5f5f5f60408486031215611aa8575f5ffd5b833567ffffffffffffffff811115611abe575f5ffd5b611aca86828701611a51565b909790965060209590950135949350505050565b5f5f5f60608486031215611af0575f5ffd5b611af9846119de565b9250611b07602085016119de565b929592945050506040919091013590565b606081525f611b2a6060830186611987565b602083019490945250901515604090910152919050565b5f60208284031215611b51575f5ffd5b61068b826119de565b5f5f60408385031215611b6b575f5ffd5b611b7483611a21565b9150611b82602084016119de565b90509250929050565b5f5f60408385031215611b9c575f5ffd5b611ba5836119de565b915060208301358015158114611bb9575f5ffd5b809150509250929050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b5f5f5f5f60808587031215611c04575f5ffd5b611c0d856119de565b9350611c1b602086016119de565b925060408501359150606085013567ffffffffffffffff811115611c3d575f5ffd5b8501601f81018713611c4d575f5ffd5b803567ffffffffffffffff811115611c6757611c67611bc4565b604051601f19603f601f19601f8501160116810181811067ffffffffffffffff82111715611c9757611c97611bc4565b604052818152828201602001891015611cae575f5ffd5b816020840160208301375f6020838301015280935050505092959194509250565b5f5f5f5f60608587031215611ce2575f5ffd5b611ceb85611a21565b9350602085013567ffffffffffffffff811115611d06575f5ffd5b611d1287828801611a51565b9598909750949560400135949350505050565b5f5f60408385031215611d36575f5ffd5b611b74836119de565b5f5f60408385031215611d50575f5ffd5b611d59836119de565b9150611b8260208401611a21565b600181811c90821680611d7b57607f821691505b602082108103611db2577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b5f67ffffffffffffffff821667ffffffffffffffff8103611e00577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b60010192915050565b5f81518060208401855e5f93019283525090919050565b5f610d97611e2e8386611e09565b84611e09565b601f821115610767578282111561076757805f5260205f20601f840160051c6020851015611e5f57505f5b90810190601f840160051c035f5b81811015611446575f83820155600101611e6d565b67ffffffffffffffff831115611e9a57611e9a611bc4565b611eae83611ea88354611d67565b83611e34565b5f601f841160018114611edf575f8515611ec85750838201355b5f19600387901b1c1916600186901b178355610cfe565b5f83815260208120601f198716915b82811015611f0e5786850135825560209485019460019092019101611eee565b5086821015611f2a575f1960f88860031b161c19848701351681555b505060018560011b0183555050505050565b60408152826040820152828460608301375f606084830101525f6060601f19601f8601168301019050826020830152949350505050565b6001600160a01b03851681526001600160a01b0384166020820152826040820152608060608201525f611fa96080830184611987565b9695505050505050565b5f60208284031215611fc3575f5ffd5b815161068b8161193f56",
}

// ProjectRegistrar is an auto generated Go binding around an Ethereum contract.
type ProjectRegistrar struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ProjectRegistrar) GetABI() abi.ABI {
	return c.abi
}

// NewProjectRegistrar creates a new instance of ProjectRegistrar.
func NewProjectRegistrar() *ProjectRegistrar {
	parsed, err := ProjectRegistrarMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ProjectRegistrar{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ProjectRegistrar) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackAddOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76b0f503.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function addOperator(uint64 projectId, address operator) returns()
func (projectRegistrar *ProjectRegistrar) PackAddOperator(projectId uint64, operator common.Address) []byte {
	enc, err := projectRegistrar.abi.Pack("addOperator", projectId, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAddOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76b0f503.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function addOperator(uint64 projectId, address operator) returns()
func (projectRegistrar *ProjectRegistrar) TryPackAddOperator(projectId uint64, operator common.Address) ([]byte, error) {
	return projectRegistrar.abi.Pack("addOperator", projectId, operator)
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) PackApprove(to common.Address, tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("approve", to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) TryPackApprove(to common.Address, tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("approve", to, tokenId)
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (projectRegistrar *ProjectRegistrar) PackBalanceOf(owner common.Address) []byte {
	enc, err := projectRegistrar.abi.Pack("balanceOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (projectRegistrar *ProjectRegistrar) TryPackBalanceOf(owner common.Address) ([]byte, error) {
	return projectRegistrar.abi.Pack("balanceOf", owner)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (projectRegistrar *ProjectRegistrar) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := projectRegistrar.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCanOperateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2af9b5e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function canOperateProject(address operator, uint64 projectId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) PackCanOperateProject(operator common.Address, projectId uint64) []byte {
	enc, err := projectRegistrar.abi.Pack("canOperateProject", operator, projectId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCanOperateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2af9b5e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function canOperateProject(address operator, uint64 projectId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) TryPackCanOperateProject(operator common.Address, projectId uint64) ([]byte, error) {
	return projectRegistrar.abi.Pack("canOperateProject", operator, projectId)
}

// UnpackCanOperateProject is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf2af9b5e.
//
// Solidity: function canOperateProject(address operator, uint64 projectId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) UnpackCanOperateProject(data []byte) (bool, error) {
	out, err := projectRegistrar.abi.Unpack("canOperateProject", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackCreateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x216fbd40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createProject(string uri, bytes32 hash) returns(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) PackCreateProject(uri string, hash [32]byte) []byte {
	enc, err := projectRegistrar.abi.Pack("createProject", uri, hash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x216fbd40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createProject(string uri, bytes32 hash) returns(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) TryPackCreateProject(uri string, hash [32]byte) ([]byte, error) {
	return projectRegistrar.abi.Pack("createProject", uri, hash)
}

// UnpackCreateProject is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x216fbd40.
//
// Solidity: function createProject(string uri, bytes32 hash) returns(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) UnpackCreateProject(data []byte) (uint64, error) {
	out, err := projectRegistrar.abi.Unpack("createProject", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) PackGetApproved(tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("getApproved", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) TryPackGetApproved(tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("getApproved", tokenId)
}

// UnpackGetApproved is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x081812fc.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) UnpackGetApproved(data []byte) (common.Address, error) {
	out, err := projectRegistrar.abi.Unpack("getApproved", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (projectRegistrar *ProjectRegistrar) PackIsApprovedForAll(owner common.Address, operator common.Address) []byte {
	enc, err := projectRegistrar.abi.Pack("isApprovedForAll", owner, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (projectRegistrar *ProjectRegistrar) TryPackIsApprovedForAll(owner common.Address, operator common.Address) ([]byte, error) {
	return projectRegistrar.abi.Pack("isApprovedForAll", owner, operator)
}

// UnpackIsApprovedForAll is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe985e9c5.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (projectRegistrar *ProjectRegistrar) UnpackIsApprovedForAll(data []byte) (bool, error) {
	out, err := projectRegistrar.abi.Unpack("isApprovedForAll", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (projectRegistrar *ProjectRegistrar) PackName() []byte {
	enc, err := projectRegistrar.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (projectRegistrar *ProjectRegistrar) TryPackName() ([]byte, error) {
	return projectRegistrar.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (projectRegistrar *ProjectRegistrar) UnpackName(data []byte) (string, error) {
	out, err := projectRegistrar.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) PackOwnerOf(tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("ownerOf", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) TryPackOwnerOf(tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("ownerOf", tokenId)
}

// UnpackOwnerOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6352211e.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (projectRegistrar *ProjectRegistrar) UnpackOwnerOf(data []byte) (common.Address, error) {
	out, err := projectRegistrar.abi.Unpack("ownerOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPauseProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa054b8c4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pauseProject(uint64 projectId) returns()
func (projectRegistrar *ProjectRegistrar) PackPauseProject(projectId uint64) []byte {
	enc, err := projectRegistrar.abi.Pack("pauseProject", projectId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPauseProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa054b8c4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pauseProject(uint64 projectId) returns()
func (projectRegistrar *ProjectRegistrar) TryPackPauseProject(projectId uint64) ([]byte, error) {
	return projectRegistrar.abi.Pack("pauseProject", projectId)
}

// PackProjectCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36fbad26.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectCount() view returns(uint64)
func (projectRegistrar *ProjectRegistrar) PackProjectCount() []byte {
	enc, err := projectRegistrar.abi.Pack("projectCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36fbad26.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectCount() view returns(uint64)
func (projectRegistrar *ProjectRegistrar) TryPackProjectCount() ([]byte, error) {
	return projectRegistrar.abi.Pack("projectCount")
}

// UnpackProjectCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x36fbad26.
//
// Solidity: function projectCount() view returns(uint64)
func (projectRegistrar *ProjectRegistrar) UnpackProjectCount(data []byte) (uint64, error) {
	out, err := projectRegistrar.abi.Unpack("projectCount", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackProjects is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4aa3a56d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projects(uint64 projectId) view returns(string uri, bytes32 hash, bool paused)
func (projectRegistrar *ProjectRegistrar) PackProjects(projectId uint64) []byte {
	enc, err := projectRegistrar.abi.Pack("projects", projectId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjects is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4aa3a56d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projects(uint64 projectId) view returns(string uri, bytes32 hash, bool paused)
func (projectRegistrar *ProjectRegistrar) TryPackProjects(projectId uint64) ([]byte, error) {
	return projectRegistrar.abi.Pack("projects", projectId)
}

// ProjectsOutput serves as a container for the return parameters of contract
// method Projects.
type ProjectsOutput struct {
	Uri    string
	Hash   [32]byte
	Paused bool
}

// UnpackProjects is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4aa3a56d.
//
// Solidity: function projects(uint64 projectId) view returns(string uri, bytes32 hash, bool paused)
func (projectRegistrar *ProjectRegistrar) UnpackProjects(data []byte) (ProjectsOutput, error) {
	out, err := projectRegistrar.abi.Unpack("projects", data)
	outstruct := new(ProjectsOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Uri = *abi.ConvertType(out[0], new(string)).(*string)
	outstruct.Hash = *abi.ConvertType(out[1], new([32]byte)).(*[32]byte)
	outstruct.Paused = *abi.ConvertType(out[2], new(bool)).(*bool)
	return *outstruct, nil
}

// PackRemoveOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6cda4f0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function removeOperator(uint64 projectId, address operator) returns()
func (projectRegistrar *ProjectRegistrar) PackRemoveOperator(projectId uint64, operator common.Address) []byte {
	enc, err := projectRegistrar.abi.Pack("removeOperator", projectId, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRemoveOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6cda4f0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function removeOperator(uint64 projectId, address operator) returns()
func (projectRegistrar *ProjectRegistrar) TryPackRemoveOperator(projectId uint64, operator common.Address) ([]byte, error) {
	return projectRegistrar.abi.Pack("removeOperator", projectId, operator)
}

// PackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) PackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("safeTransferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) TryPackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("safeTransferFrom", from, to, tokenId)
}

// PackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (projectRegistrar *ProjectRegistrar) PackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) []byte {
	enc, err := projectRegistrar.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (projectRegistrar *ProjectRegistrar) TryPackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) ([]byte, error) {
	return projectRegistrar.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
}

// PackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (projectRegistrar *ProjectRegistrar) PackSetApprovalForAll(operator common.Address, approved bool) []byte {
	enc, err := projectRegistrar.abi.Pack("setApprovalForAll", operator, approved)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (projectRegistrar *ProjectRegistrar) TryPackSetApprovalForAll(operator common.Address, approved bool) ([]byte, error) {
	return projectRegistrar.abi.Pack("setApprovalForAll", operator, approved)
}

// PackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) PackSupportsInterface(interfaceId [4]byte) []byte {
	enc, err := projectRegistrar.abi.Pack("supportsInterface", interfaceId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) TryPackSupportsInterface(interfaceId [4]byte) ([]byte, error) {
	return projectRegistrar.abi.Pack("supportsInterface", interfaceId)
}

// UnpackSupportsInterface is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01ffc9a7.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (projectRegistrar *ProjectRegistrar) UnpackSupportsInterface(data []byte) (bool, error) {
	out, err := projectRegistrar.abi.Unpack("supportsInterface", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (projectRegistrar *ProjectRegistrar) PackSymbol() []byte {
	enc, err := projectRegistrar.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (projectRegistrar *ProjectRegistrar) TryPackSymbol() ([]byte, error) {
	return projectRegistrar.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (projectRegistrar *ProjectRegistrar) UnpackSymbol(data []byte) (string, error) {
	out, err := projectRegistrar.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (projectRegistrar *ProjectRegistrar) PackTokenURI(tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("tokenURI", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (projectRegistrar *ProjectRegistrar) TryPackTokenURI(tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("tokenURI", tokenId)
}

// UnpackTokenURI is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc87b56dd.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (projectRegistrar *ProjectRegistrar) UnpackTokenURI(data []byte) (string, error) {
	out, err := projectRegistrar.abi.Unpack("tokenURI", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) PackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := projectRegistrar.abi.Pack("transferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (projectRegistrar *ProjectRegistrar) TryPackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return projectRegistrar.abi.Pack("transferFrom", from, to, tokenId)
}

// PackUnpauseProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1ab76761.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpauseProject(uint64 projectId) returns()
func (projectRegistrar *ProjectRegistrar) PackUnpauseProject(projectId uint64) []byte {
	enc, err := projectRegistrar.abi.Pack("unpauseProject", projectId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpauseProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1ab76761.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpauseProject(uint64 projectId) returns()
func (projectRegistrar *ProjectRegistrar) TryPackUnpauseProject(projectId uint64) ([]byte, error) {
	return projectRegistrar.abi.Pack("unpauseProject", projectId)
}

// PackUpdateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf65fe1e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function updateProject(uint64 projectId, string uri, bytes32 hash) returns()
func (projectRegistrar *ProjectRegistrar) PackUpdateProject(projectId uint64, uri string, hash [32]byte) []byte {
	enc, err := projectRegistrar.abi.Pack("updateProject", projectId, uri, hash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUpdateProject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf65fe1e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function updateProject(uint64 projectId, string uri, bytes32 hash) returns()
func (projectRegistrar *ProjectRegistrar) TryPackUpdateProject(projectId uint64, uri string, hash [32]byte) ([]byte, error) {
	return projectRegistrar.abi.Pack("updateProject", projectId, uri, hash)
}

// ProjectRegistrarApproval represents a Approval event raised by the ProjectRegistrar contract.
type ProjectRegistrarApproval struct {
	Owner    common.Address
	Approved common.Address
	TokenId  *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarApproval) ContractEventName() string {
	return ProjectRegistrarApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
func (projectRegistrar *ProjectRegistrar) UnpackApprovalEvent(log *types.Log) (*ProjectRegistrarApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarApproval)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarApprovalForAll represents a ApprovalForAll event raised by the ProjectRegistrar contract.
type ProjectRegistrarApprovalForAll struct {
	Owner    common.Address
	Operator common.Address
	Approved bool
	Raw      *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarApprovalForAllEventName = "ApprovalForAll"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarApprovalForAll) ContractEventName() string {
	return ProjectRegistrarApprovalForAllEventName
}

// UnpackApprovalForAllEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
func (projectRegistrar *ProjectRegistrar) UnpackApprovalForAllEvent(log *types.Log) (*ProjectRegistrarApprovalForAll, error) {
	event := "ApprovalForAll"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarApprovalForAll)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarOperatorAdded represents a OperatorAdded event raised by the ProjectRegistrar contract.
type ProjectRegistrarOperatorAdded struct {
	ProjectId uint64
	Operator  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarOperatorAddedEventName = "OperatorAdded"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarOperatorAdded) ContractEventName() string {
	return ProjectRegistrarOperatorAddedEventName
}

// UnpackOperatorAddedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorAdded(uint64 indexed projectId, address indexed operator)
func (projectRegistrar *ProjectRegistrar) UnpackOperatorAddedEvent(log *types.Log) (*ProjectRegistrarOperatorAdded, error) {
	event := "OperatorAdded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarOperatorAdded)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarOperatorRemoved represents a OperatorRemoved event raised by the ProjectRegistrar contract.
type ProjectRegistrarOperatorRemoved struct {
	ProjectId uint64
	Operator  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarOperatorRemovedEventName = "OperatorRemoved"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarOperatorRemoved) ContractEventName() string {
	return ProjectRegistrarOperatorRemovedEventName
}

// UnpackOperatorRemovedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorRemoved(uint64 indexed projectId, address indexed operator)
func (projectRegistrar *ProjectRegistrar) UnpackOperatorRemovedEvent(log *types.Log) (*ProjectRegistrarOperatorRemoved, error) {
	event := "OperatorRemoved"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarOperatorRemoved)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarProjectPaused represents a ProjectPaused event raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectPaused struct {
	ProjectId uint64
	Raw       *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarProjectPausedEventName = "ProjectPaused"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarProjectPaused) ContractEventName() string {
	return ProjectRegistrarProjectPausedEventName
}

// UnpackProjectPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProjectPaused(uint64 indexed projectId)
func (projectRegistrar *ProjectRegistrar) UnpackProjectPausedEvent(log *types.Log) (*ProjectRegistrarProjectPaused, error) {
	event := "ProjectPaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarProjectPaused)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarProjectUnpaused represents a ProjectUnpaused event raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectUnpaused struct {
	ProjectId uint64
	Raw       *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarProjectUnpausedEventName = "ProjectUnpaused"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarProjectUnpaused) ContractEventName() string {
	return ProjectRegistrarProjectUnpausedEventName
}

// UnpackProjectUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProjectUnpaused(uint64 indexed projectId)
func (projectRegistrar *ProjectRegistrar) UnpackProjectUnpausedEvent(log *types.Log) (*ProjectRegistrarProjectUnpaused, error) {
	event := "ProjectUnpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarProjectUnpaused)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarProjectUpserted represents a ProjectUpserted event raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectUpserted struct {
	ProjectId uint64
	Uri       string
	Hash      [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarProjectUpsertedEventName = "ProjectUpserted"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarProjectUpserted) ContractEventName() string {
	return ProjectRegistrarProjectUpsertedEventName
}

// UnpackProjectUpsertedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProjectUpserted(uint64 indexed projectId, string uri, bytes32 hash)
func (projectRegistrar *ProjectRegistrar) UnpackProjectUpsertedEvent(log *types.Log) (*ProjectRegistrarProjectUpserted, error) {
	event := "ProjectUpserted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarProjectUpserted)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ProjectRegistrarTransfer represents a Transfer event raised by the ProjectRegistrar contract.
type ProjectRegistrarTransfer struct {
	From    common.Address
	To      common.Address
	TokenId *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const ProjectRegistrarTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (ProjectRegistrarTransfer) ContractEventName() string {
	return ProjectRegistrarTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
func (projectRegistrar *ProjectRegistrar) UnpackTransferEvent(log *types.Log) (*ProjectRegistrarTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != projectRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ProjectRegistrarTransfer)
	if len(log.Data) > 0 {
		if err := projectRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range projectRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (projectRegistrar *ProjectRegistrar) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721IncorrectOwner"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721IncorrectOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InsufficientApproval"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InsufficientApprovalError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InvalidApprover"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InvalidOperator"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InvalidOwner"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InvalidReceiver"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721InvalidSender"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ERC721NonexistentToken"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackERC721NonexistentTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["EmptyHash"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackEmptyHashError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["EmptyURI"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackEmptyURIError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["InvalidOperator"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackInvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["NotProjectOperator"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackNotProjectOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["NotProjectOwner"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackNotProjectOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["OperatorAlreadyAdded"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackOperatorAlreadyAddedError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["OperatorNotFound"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackOperatorNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ProjectAlreadyPaused"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackProjectAlreadyPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ProjectNotFound"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackProjectNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], projectRegistrar.abi.Errors["ProjectNotPaused"].ID.Bytes()[:4]) {
		return projectRegistrar.UnpackProjectNotPausedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ProjectRegistrarERC721IncorrectOwner represents a ERC721IncorrectOwner error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721IncorrectOwner struct {
	Sender  common.Address
	TokenId *big.Int
	Owner   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func ProjectRegistrarERC721IncorrectOwnerErrorID() common.Hash {
	return common.HexToHash("0x64283d7b313c8117c125f736876fa2b4e90ea3831a4716dfdb87d2f540e26289")
}

// UnpackERC721IncorrectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func (projectRegistrar *ProjectRegistrar) UnpackERC721IncorrectOwnerError(raw []byte) (*ProjectRegistrarERC721IncorrectOwner, error) {
	out := new(ProjectRegistrarERC721IncorrectOwner)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721IncorrectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InsufficientApproval represents a ERC721InsufficientApproval error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InsufficientApproval struct {
	Operator common.Address
	TokenId  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func ProjectRegistrarERC721InsufficientApprovalErrorID() common.Hash {
	return common.HexToHash("0x177e802f6f313bc89797ecace66d6d29ab4719cbaaacbb87367264048b1eb861")
}

// UnpackERC721InsufficientApprovalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InsufficientApprovalError(raw []byte) (*ProjectRegistrarERC721InsufficientApproval, error) {
	out := new(ProjectRegistrarERC721InsufficientApproval)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InsufficientApproval", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InvalidApprover represents a ERC721InvalidApprover error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidApprover(address approver)
func ProjectRegistrarERC721InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xa9fbf51f86b8e03595d59dc726bb10c329bb24f62589be276d8dd193ca0b69ea")
}

// UnpackERC721InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidApprover(address approver)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InvalidApproverError(raw []byte) (*ProjectRegistrarERC721InvalidApprover, error) {
	out := new(ProjectRegistrarERC721InvalidApprover)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InvalidOperator represents a ERC721InvalidOperator error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOperator(address operator)
func ProjectRegistrarERC721InvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x5b08ba185e8f577075361f3a3555a6580a227ce22734dcc979c1aeadf894658b")
}

// UnpackERC721InvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOperator(address operator)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InvalidOperatorError(raw []byte) (*ProjectRegistrarERC721InvalidOperator, error) {
	out := new(ProjectRegistrarERC721InvalidOperator)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InvalidOwner represents a ERC721InvalidOwner error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOwner(address owner)
func ProjectRegistrarERC721InvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x89c62b6479af2e623826dcc39c5133061d35b66d72de92833401dd2fd6567480")
}

// UnpackERC721InvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOwner(address owner)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InvalidOwnerError(raw []byte) (*ProjectRegistrarERC721InvalidOwner, error) {
	out := new(ProjectRegistrarERC721InvalidOwner)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InvalidReceiver represents a ERC721InvalidReceiver error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func ProjectRegistrarERC721InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0x64a0ae9278f805eaf991dcd18ca78756d280b7508b764ef1b255c55845c11df9")
}

// UnpackERC721InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InvalidReceiverError(raw []byte) (*ProjectRegistrarERC721InvalidReceiver, error) {
	out := new(ProjectRegistrarERC721InvalidReceiver)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721InvalidSender represents a ERC721InvalidSender error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidSender(address sender)
func ProjectRegistrarERC721InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x73c6ac6e10798e95d99e1f130d923eb40193ecb8d094ec3dce93292564eb3b17")
}

// UnpackERC721InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidSender(address sender)
func (projectRegistrar *ProjectRegistrar) UnpackERC721InvalidSenderError(raw []byte) (*ProjectRegistrarERC721InvalidSender, error) {
	out := new(ProjectRegistrarERC721InvalidSender)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarERC721NonexistentToken represents a ERC721NonexistentToken error raised by the ProjectRegistrar contract.
type ProjectRegistrarERC721NonexistentToken struct {
	TokenId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func ProjectRegistrarERC721NonexistentTokenErrorID() common.Hash {
	return common.HexToHash("0x7e273289a3a9ef6670f06df7dca227856fc925e956db96980692764a8bc734d7")
}

// UnpackERC721NonexistentTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func (projectRegistrar *ProjectRegistrar) UnpackERC721NonexistentTokenError(raw []byte) (*ProjectRegistrarERC721NonexistentToken, error) {
	out := new(ProjectRegistrarERC721NonexistentToken)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ERC721NonexistentToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarEmptyHash represents a EmptyHash error raised by the ProjectRegistrar contract.
type ProjectRegistrarEmptyHash struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EmptyHash()
func ProjectRegistrarEmptyHashErrorID() common.Hash {
	return common.HexToHash("0x70df377cb5e35d4fc3652be04d195d335c43a1b49cdc6a9ad38c5d59d13d587c")
}

// UnpackEmptyHashError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EmptyHash()
func (projectRegistrar *ProjectRegistrar) UnpackEmptyHashError(raw []byte) (*ProjectRegistrarEmptyHash, error) {
	out := new(ProjectRegistrarEmptyHash)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "EmptyHash", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarEmptyURI represents a EmptyURI error raised by the ProjectRegistrar contract.
type ProjectRegistrarEmptyURI struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EmptyURI()
func ProjectRegistrarEmptyURIErrorID() common.Hash {
	return common.HexToHash("0xd07b00d637fc447c4db1e1470623ac6e1155e0708df4f0b16edf7d6673bfd61e")
}

// UnpackEmptyURIError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EmptyURI()
func (projectRegistrar *ProjectRegistrar) UnpackEmptyURIError(raw []byte) (*ProjectRegistrarEmptyURI, error) {
	out := new(ProjectRegistrarEmptyURI)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "EmptyURI", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarInvalidOperator represents a InvalidOperator error raised by the ProjectRegistrar contract.
type ProjectRegistrarInvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidOperator(address operator)
func ProjectRegistrarInvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x3eaa03e38745f9ef282a3d3ae730e428a187a9075ccc2a3b7a1a318fe83d25be")
}

// UnpackInvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidOperator(address operator)
func (projectRegistrar *ProjectRegistrar) UnpackInvalidOperatorError(raw []byte) (*ProjectRegistrarInvalidOperator, error) {
	out := new(ProjectRegistrarInvalidOperator)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarNotProjectOperator represents a NotProjectOperator error raised by the ProjectRegistrar contract.
type ProjectRegistrarNotProjectOperator struct {
	ProjectId uint64
	Caller    common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotProjectOperator(uint64 projectId, address caller)
func ProjectRegistrarNotProjectOperatorErrorID() common.Hash {
	return common.HexToHash("0xd4bb91f5f99fbc32b0845385567b9ff6cb5916add7a24d628689ace50455afe1")
}

// UnpackNotProjectOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotProjectOperator(uint64 projectId, address caller)
func (projectRegistrar *ProjectRegistrar) UnpackNotProjectOperatorError(raw []byte) (*ProjectRegistrarNotProjectOperator, error) {
	out := new(ProjectRegistrarNotProjectOperator)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "NotProjectOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarNotProjectOwner represents a NotProjectOwner error raised by the ProjectRegistrar contract.
type ProjectRegistrarNotProjectOwner struct {
	ProjectId uint64
	Caller    common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotProjectOwner(uint64 projectId, address caller)
func ProjectRegistrarNotProjectOwnerErrorID() common.Hash {
	return common.HexToHash("0xb831e44faf9259b1a3725412165acc35239fbc287bd646ed582c6dfe870d0b42")
}

// UnpackNotProjectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotProjectOwner(uint64 projectId, address caller)
func (projectRegistrar *ProjectRegistrar) UnpackNotProjectOwnerError(raw []byte) (*ProjectRegistrarNotProjectOwner, error) {
	out := new(ProjectRegistrarNotProjectOwner)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "NotProjectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarOperatorAlreadyAdded represents a OperatorAlreadyAdded error raised by the ProjectRegistrar contract.
type ProjectRegistrarOperatorAlreadyAdded struct {
	ProjectId uint64
	Operator  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorAlreadyAdded(uint64 projectId, address operator)
func ProjectRegistrarOperatorAlreadyAddedErrorID() common.Hash {
	return common.HexToHash("0x22e03f9ef44fc4d9880cf4dcdfac74337fc2900f06f88b65df7279a5884a64db")
}

// UnpackOperatorAlreadyAddedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorAlreadyAdded(uint64 projectId, address operator)
func (projectRegistrar *ProjectRegistrar) UnpackOperatorAlreadyAddedError(raw []byte) (*ProjectRegistrarOperatorAlreadyAdded, error) {
	out := new(ProjectRegistrarOperatorAlreadyAdded)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "OperatorAlreadyAdded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarOperatorNotFound represents a OperatorNotFound error raised by the ProjectRegistrar contract.
type ProjectRegistrarOperatorNotFound struct {
	ProjectId uint64
	Operator  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorNotFound(uint64 projectId, address operator)
func ProjectRegistrarOperatorNotFoundErrorID() common.Hash {
	return common.HexToHash("0x8494256f6e3a3b76dedad507ba9b57e88fcfe498f8ad2764b3e939c72b434a72")
}

// UnpackOperatorNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorNotFound(uint64 projectId, address operator)
func (projectRegistrar *ProjectRegistrar) UnpackOperatorNotFoundError(raw []byte) (*ProjectRegistrarOperatorNotFound, error) {
	out := new(ProjectRegistrarOperatorNotFound)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "OperatorNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarProjectAlreadyPaused represents a ProjectAlreadyPaused error raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectAlreadyPaused struct {
	ProjectId uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProjectAlreadyPaused(uint64 projectId)
func ProjectRegistrarProjectAlreadyPausedErrorID() common.Hash {
	return common.HexToHash("0xb4d5a1d69a62839caa01b455d4795a2bc5c8c7b2b678d80d59513f995616b75e")
}

// UnpackProjectAlreadyPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProjectAlreadyPaused(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) UnpackProjectAlreadyPausedError(raw []byte) (*ProjectRegistrarProjectAlreadyPaused, error) {
	out := new(ProjectRegistrarProjectAlreadyPaused)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ProjectAlreadyPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarProjectNotFound represents a ProjectNotFound error raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectNotFound struct {
	ProjectId uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProjectNotFound(uint64 projectId)
func ProjectRegistrarProjectNotFoundErrorID() common.Hash {
	return common.HexToHash("0xf4e7c19d8ca507355339b38f9021f61e53a5dd1a37866e9bdc0ada91f998dc14")
}

// UnpackProjectNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProjectNotFound(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) UnpackProjectNotFoundError(raw []byte) (*ProjectRegistrarProjectNotFound, error) {
	out := new(ProjectRegistrarProjectNotFound)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ProjectNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ProjectRegistrarProjectNotPaused represents a ProjectNotPaused error raised by the ProjectRegistrar contract.
type ProjectRegistrarProjectNotPaused struct {
	ProjectId uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProjectNotPaused(uint64 projectId)
func ProjectRegistrarProjectNotPausedErrorID() common.Hash {
	return common.HexToHash("0xffb6e0c29bea2c7d99e935a7835151693dec83318368154fc1bec89480aaf553")
}

// UnpackProjectNotPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProjectNotPaused(uint64 projectId)
func (projectRegistrar *ProjectRegistrar) UnpackProjectNotPausedError(raw []byte) (*ProjectRegistrarProjectNotPaused, error) {
	out := new(ProjectRegistrarProjectNotPaused)
	if err := projectRegistrar.abi.UnpackIntoInterface(out, "ProjectNotPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverMetaData contains all meta data concerning the SproutReceiver contract.
var SproutReceiverMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"name\":\"JOURNAL_VERSION\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"acceptProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"decodeSettlement\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"version\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"output\",\"type\":\"bytes\"},{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"internalType\":\"structSproutReceiver.Settlement\",\"name\":\"settlement\",\"type\":\"tuple\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"isProgramAccepted\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"isSettled\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectId\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"receiveData\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"revokeProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"router\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"name\":\"TaskSettled\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"MalformedSettlement\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"router\",\"type\":\"address\"}],\"name\":\"NotRouter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramNotAccepted\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"TaskAlreadySettled\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"version\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"supported\",\"type\":\"uint256\"}],\"name\":\"UnsupportedVersion\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongChain\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongProject\",\"type\":\"error\"}]",
	ID:  "68a48cc61184133ef8ec1a89d1aa78f6d9",
}

// SproutReceiver is an auto generated Go binding around an Ethereum contract.
type SproutReceiver struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *SproutReceiver) GetABI() abi.ABI {
	return c.abi
}

// NewSproutReceiver creates a new instance of SproutReceiver.
func NewSproutReceiver() *SproutReceiver {
	parsed, err := SproutReceiverMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &SproutReceiver{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *SproutReceiver) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackJOURNALVERSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2aded92.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (sproutReceiver *SproutReceiver) PackJOURNALVERSION() []byte {
	enc, err := sproutReceiver.abi.Pack("JOURNAL_VERSION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJOURNALVERSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2aded92.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (sproutReceiver *SproutReceiver) TryPackJOURNALVERSION() ([]byte, error) {
	return sproutReceiver.abi.Pack("JOURNAL_VERSION")
}

// UnpackJOURNALVERSION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd2aded92.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (sproutReceiver *SproutReceiver) UnpackJOURNALVERSION(data []byte) (*big.Int, error) {
	out, err := sproutReceiver.abi.Unpack("JOURNAL_VERSION", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2154e91f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptProgram(bytes32 programId) returns()
func (sproutReceiver *SproutReceiver) PackAcceptProgram(programId [32]byte) []byte {
	enc, err := sproutReceiver.abi.Pack("acceptProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2154e91f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptProgram(bytes32 programId) returns()
func (sproutReceiver *SproutReceiver) TryPackAcceptProgram(programId [32]byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("acceptProgram", programId)
}

// PackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (sproutReceiver *SproutReceiver) PackDecodeSettlement(data []byte) []byte {
	enc, err := sproutReceiver.abi.Pack("decodeSettlement", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (sproutReceiver *SproutReceiver) TryPackDecodeSettlement(data []byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("decodeSettlement", data)
}

// UnpackDecodeSettlement is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42046b6a.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (sproutReceiver *SproutReceiver) UnpackDecodeSettlement(data []byte) (SproutReceiverSettlement, error) {
	out, err := sproutReceiver.abi.Unpack("decodeSettlement", data)
	if err != nil {
		return *new(SproutReceiverSettlement), err
	}
	out0 := *abi.ConvertType(out[0], new(SproutReceiverSettlement)).(*SproutReceiverSettlement)
	return out0, nil
}

// PackIsProgramAccepted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x601e3cd1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (sproutReceiver *SproutReceiver) PackIsProgramAccepted(programId [32]byte) []byte {
	enc, err := sproutReceiver.abi.Pack("isProgramAccepted", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsProgramAccepted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x601e3cd1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (sproutReceiver *SproutReceiver) TryPackIsProgramAccepted(programId [32]byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("isProgramAccepted", programId)
}

// UnpackIsProgramAccepted is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x601e3cd1.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (sproutReceiver *SproutReceiver) UnpackIsProgramAccepted(data []byte) (bool, error) {
	out, err := sproutReceiver.abi.Unpack("isProgramAccepted", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (sproutReceiver *SproutReceiver) PackIsSettled(taskDigest [32]byte) []byte {
	enc, err := sproutReceiver.abi.Pack("isSettled", taskDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (sproutReceiver *SproutReceiver) TryPackIsSettled(taskDigest [32]byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("isSettled", taskDigest)
}

// UnpackIsSettled is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd07f3c9.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (sproutReceiver *SproutReceiver) UnpackIsSettled(data []byte) (bool, error) {
	out, err := sproutReceiver.abi.Unpack("isSettled", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (sproutReceiver *SproutReceiver) PackOwner() []byte {
	enc, err := sproutReceiver.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (sproutReceiver *SproutReceiver) TryPackOwner() ([]byte, error) {
	return sproutReceiver.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (sproutReceiver *SproutReceiver) UnpackOwner(data []byte) (common.Address, error) {
	out, err := sproutReceiver.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectId() view returns(uint256)
func (sproutReceiver *SproutReceiver) PackProjectId() []byte {
	enc, err := sproutReceiver.abi.Pack("projectId")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectId() view returns(uint256)
func (sproutReceiver *SproutReceiver) TryPackProjectId() ([]byte, error) {
	return sproutReceiver.abi.Pack("projectId")
}

// UnpackProjectId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fafa127.
//
// Solidity: function projectId() view returns(uint256)
func (sproutReceiver *SproutReceiver) UnpackProjectId(data []byte) (*big.Int, error) {
	out, err := sproutReceiver.abi.Unpack("projectId", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiveData(bytes data) returns()
func (sproutReceiver *SproutReceiver) PackReceiveData(data []byte) []byte {
	enc, err := sproutReceiver.abi.Pack("receiveData", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiveData(bytes data) returns()
func (sproutReceiver *SproutReceiver) TryPackReceiveData(data []byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("receiveData", data)
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (sproutReceiver *SproutReceiver) PackRenounceOwnership() []byte {
	enc, err := sproutReceiver.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (sproutReceiver *SproutReceiver) TryPackRenounceOwnership() ([]byte, error) {
	return sproutReceiver.abi.Pack("renounceOwnership")
}

// PackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (sproutReceiver *SproutReceiver) PackRevokeProgram(programId [32]byte) []byte {
	enc, err := sproutReceiver.abi.Pack("revokeProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (sproutReceiver *SproutReceiver) TryPackRevokeProgram(programId [32]byte) ([]byte, error) {
	return sproutReceiver.abi.Pack("revokeProgram", programId)
}

// PackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function router() view returns(address)
func (sproutReceiver *SproutReceiver) PackRouter() []byte {
	enc, err := sproutReceiver.abi.Pack("router")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function router() view returns(address)
func (sproutReceiver *SproutReceiver) TryPackRouter() ([]byte, error) {
	return sproutReceiver.abi.Pack("router")
}

// UnpackRouter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf887ea40.
//
// Solidity: function router() view returns(address)
func (sproutReceiver *SproutReceiver) UnpackRouter(data []byte) (common.Address, error) {
	out, err := sproutReceiver.abi.Unpack("router", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (sproutReceiver *SproutReceiver) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := sproutReceiver.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (sproutReceiver *SproutReceiver) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return sproutReceiver.abi.Pack("transferOwnership", newOwner)
}

// SproutReceiverOwnershipTransferred represents a OwnershipTransferred event raised by the SproutReceiver contract.
type SproutReceiverOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const SproutReceiverOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (SproutReceiverOwnershipTransferred) ContractEventName() string {
	return SproutReceiverOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (sproutReceiver *SproutReceiver) UnpackOwnershipTransferredEvent(log *types.Log) (*SproutReceiverOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != sproutReceiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SproutReceiverOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := sproutReceiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range sproutReceiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SproutReceiverProgramAccepted represents a ProgramAccepted event raised by the SproutReceiver contract.
type SproutReceiverProgramAccepted struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const SproutReceiverProgramAcceptedEventName = "ProgramAccepted"

// ContractEventName returns the user-defined event name.
func (SproutReceiverProgramAccepted) ContractEventName() string {
	return SproutReceiverProgramAcceptedEventName
}

// UnpackProgramAcceptedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramAccepted(bytes32 indexed programId)
func (sproutReceiver *SproutReceiver) UnpackProgramAcceptedEvent(log *types.Log) (*SproutReceiverProgramAccepted, error) {
	event := "ProgramAccepted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != sproutReceiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SproutReceiverProgramAccepted)
	if len(log.Data) > 0 {
		if err := sproutReceiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range sproutReceiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SproutReceiverProgramRevoked represents a ProgramRevoked event raised by the SproutReceiver contract.
type SproutReceiverProgramRevoked struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const SproutReceiverProgramRevokedEventName = "ProgramRevoked"

// ContractEventName returns the user-defined event name.
func (SproutReceiverProgramRevoked) ContractEventName() string {
	return SproutReceiverProgramRevokedEventName
}

// UnpackProgramRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramRevoked(bytes32 indexed programId)
func (sproutReceiver *SproutReceiver) UnpackProgramRevokedEvent(log *types.Log) (*SproutReceiverProgramRevoked, error) {
	event := "ProgramRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != sproutReceiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SproutReceiverProgramRevoked)
	if len(log.Data) > 0 {
		if err := sproutReceiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range sproutReceiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SproutReceiverTaskSettled represents a TaskSettled event raised by the SproutReceiver contract.
type SproutReceiverTaskSettled struct {
	TaskDigest    [32]byte
	ProjectId     *big.Int
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
	Raw           *types.Log // Blockchain specific contextual infos
}

const SproutReceiverTaskSettledEventName = "TaskSettled"

// ContractEventName returns the user-defined event name.
func (SproutReceiverTaskSettled) ContractEventName() string {
	return SproutReceiverTaskSettledEventName
}

// UnpackTaskSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, bytes32 receiptDigest, string receiptCid)
func (sproutReceiver *SproutReceiver) UnpackTaskSettledEvent(log *types.Log) (*SproutReceiverTaskSettled, error) {
	event := "TaskSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != sproutReceiver.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SproutReceiverTaskSettled)
	if len(log.Data) > 0 {
		if err := sproutReceiver.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range sproutReceiver.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (sproutReceiver *SproutReceiver) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["MalformedSettlement"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackMalformedSettlementError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["NotRouter"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackNotRouterError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["ProgramNotAccepted"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackProgramNotAcceptedError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["TaskAlreadySettled"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackTaskAlreadySettledError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["UnsupportedVersion"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackUnsupportedVersionError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["WrongChain"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackWrongChainError(raw[4:])
	}
	if bytes.Equal(raw[:4], sproutReceiver.abi.Errors["WrongProject"].ID.Bytes()[:4]) {
		return sproutReceiver.UnpackWrongProjectError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// SproutReceiverMalformedSettlement represents a MalformedSettlement error raised by the SproutReceiver contract.
type SproutReceiverMalformedSettlement struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedSettlement()
func SproutReceiverMalformedSettlementErrorID() common.Hash {
	return common.HexToHash("0xeefe1a2ebb5124ba95474e5cb2447a0c256d4e59215c68dac5b7709ed67b976a")
}

// UnpackMalformedSettlementError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedSettlement()
func (sproutReceiver *SproutReceiver) UnpackMalformedSettlementError(raw []byte) (*SproutReceiverMalformedSettlement, error) {
	out := new(SproutReceiverMalformedSettlement)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "MalformedSettlement", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverNotRouter represents a NotRouter error raised by the SproutReceiver contract.
type SproutReceiverNotRouter struct {
	Caller common.Address
	Router common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRouter(address caller, address router)
func SproutReceiverNotRouterErrorID() common.Hash {
	return common.HexToHash("0x7090e53f67ea4ec148d9c53350eb45821f8da88d4a22c85ea04b69e6195db41b")
}

// UnpackNotRouterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRouter(address caller, address router)
func (sproutReceiver *SproutReceiver) UnpackNotRouterError(raw []byte) (*SproutReceiverNotRouter, error) {
	out := new(SproutReceiverNotRouter)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "NotRouter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the SproutReceiver contract.
type SproutReceiverOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func SproutReceiverOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (sproutReceiver *SproutReceiver) UnpackOwnableInvalidOwnerError(raw []byte) (*SproutReceiverOwnableInvalidOwner, error) {
	out := new(SproutReceiverOwnableInvalidOwner)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the SproutReceiver contract.
type SproutReceiverOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func SproutReceiverOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (sproutReceiver *SproutReceiver) UnpackOwnableUnauthorizedAccountError(raw []byte) (*SproutReceiverOwnableUnauthorizedAccount, error) {
	out := new(SproutReceiverOwnableUnauthorizedAccount)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverProgramNotAccepted represents a ProgramNotAccepted error raised by the SproutReceiver contract.
type SproutReceiverProgramNotAccepted struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func SproutReceiverProgramNotAcceptedErrorID() common.Hash {
	return common.HexToHash("0x437d3ac6d7cc05fc72f5c727b681e959521e9fa7096eb9adee35b878dbbc12bf")
}

// UnpackProgramNotAcceptedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func (sproutReceiver *SproutReceiver) UnpackProgramNotAcceptedError(raw []byte) (*SproutReceiverProgramNotAccepted, error) {
	out := new(SproutReceiverProgramNotAccepted)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "ProgramNotAccepted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverTaskAlreadySettled represents a TaskAlreadySettled error raised by the SproutReceiver contract.
type SproutReceiverTaskAlreadySettled struct {
	TaskDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func SproutReceiverTaskAlreadySettledErrorID() common.Hash {
	return common.HexToHash("0x51a8d9742d88b0b6e8c6533f1a38a6c675ce5d27cbdb3488a5a5f295b143afff")
}

// UnpackTaskAlreadySettledError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func (sproutReceiver *SproutReceiver) UnpackTaskAlreadySettledError(raw []byte) (*SproutReceiverTaskAlreadySettled, error) {
	out := new(SproutReceiverTaskAlreadySettled)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "TaskAlreadySettled", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverUnsupportedVersion represents a UnsupportedVersion error raised by the SproutReceiver contract.
type SproutReceiverUnsupportedVersion struct {
	Version   *big.Int
	Supported *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnsupportedVersion(uint256 version, uint256 supported)
func SproutReceiverUnsupportedVersionErrorID() common.Hash {
	return common.HexToHash("0x2f448fe84ea99ed0f7d821251e0d28fa90158c42b37dbe357cef646870b2137b")
}

// UnpackUnsupportedVersionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnsupportedVersion(uint256 version, uint256 supported)
func (sproutReceiver *SproutReceiver) UnpackUnsupportedVersionError(raw []byte) (*SproutReceiverUnsupportedVersion, error) {
	out := new(SproutReceiverUnsupportedVersion)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "UnsupportedVersion", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverWrongChain represents a WrongChain error raised by the SproutReceiver contract.
type SproutReceiverWrongChain struct {
	ChainId  *big.Int
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func SproutReceiverWrongChainErrorID() common.Hash {
	return common.HexToHash("0x24497bc308635bccbc06f4997297d2158da178be2267eeead419bfdb19d42d4b")
}

// UnpackWrongChainError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func (sproutReceiver *SproutReceiver) UnpackWrongChainError(raw []byte) (*SproutReceiverWrongChain, error) {
	out := new(SproutReceiverWrongChain)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "WrongChain", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SproutReceiverWrongProject represents a WrongProject error raised by the SproutReceiver contract.
type SproutReceiverWrongProject struct {
	ProjectId *big.Int
	Expected  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func SproutReceiverWrongProjectErrorID() common.Hash {
	return common.HexToHash("0xb20e79e9512d24aa55c7d6f4121ba34d59e8218df5ddda7ba5d324c68e74a7ee")
}

// UnpackWrongProjectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func (sproutReceiver *SproutReceiver) UnpackWrongProjectError(raw []byte) (*SproutReceiverWrongProject, error) {
	out := new(SproutReceiverWrongProject)
	if err := sproutReceiver.abi.UnpackIntoInterface(out, "WrongProject", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterMetaData contains all meta data concerning the W3bstreamRouter contract.
var W3bstreamRouterMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractIFleetManager\",\"name\":\"fleetManager_\",\"type\":\"address\"},{\"internalType\":\"contractIProjectRegistrar\",\"name\":\"projectRegistrar_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"receiverGas_\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"fleetManager\",\"outputs\":[{\"internalType\":\"contractIFleetManager\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"isReceiver\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectRegistrar\",\"outputs\":[{\"internalType\":\"contractIProjectRegistrar\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"receiverGas\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"register\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"submit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"unregister\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"success\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"revertReason\",\"type\":\"string\"}],\"name\":\"DataReceived\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ReceiverRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ReceiverUnregistered\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"available\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"required\",\"type\":\"uint256\"}],\"name\":\"InsufficientGas\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"receiverGas\",\"type\":\"uint256\"}],\"name\":\"InvalidReceiverGas\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotProjectOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorNotAllowed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"}],\"name\":\"ProjectPaused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ReceiverAlreadyRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ReceiverHasNoCode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ReceiverNotRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"receiverProject\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"}],\"name\":\"ReceiverOfAnotherProject\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint8\",\"name\":\"bits\",\"type\":\"uint8\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"SafeCastOverflowedUintDowncast\",\"type\":\"error\"}]",
	ID:  "b02458887ba8a507779ad95c2ef1cf850e",
	Bin: "0x60e060405234801561000f575f5ffd5b5060405161167838038061167883398101604081905261002e916100ac565b60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00555f81900361007a5760405163900885c560e01b81526004810182905260240160405180910390fd5b6001600160a01b03928316608052911660a05260c0526100ec565b6001600160a01b03811681146100a9575f5ffd5b50565b5f5f5f606084860312156100be575f5ffd5b83516100c981610095565b60208501519093506100da81610095565b80925050604084015190509250925092565b60805160a05160c0516115406101385f395f818160980152610a4901525f818161011f015281816102350152818161057b01526107fe01525f818161017e015261036d01526115405ff3fe608060405234801561000f575f5ffd5b506004361061007a575f3560e01c8063dbbdf08311610058578063dbbdf08314610107578063ed943e5b1461011a578063ee69654a14610166578063ff1637ab14610179575f5ffd5b8063370ada1e1461007e57806368c6c7d114610093578063b1117dbb146100cd575b5f5ffd5b61009161008c3660046111af565b6101a0565b005b6100ba7f000000000000000000000000000000000000000000000000000000000000000081565b6040519081526020015b60405180910390f35b6100f76100db366004611234565b5f60208181529281526040808220909352908152205460ff1681565b60405190151581526020016100c4565b610091610115366004611234565b610533565b6101417f000000000000000000000000000000000000000000000000000000000000000081565b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016100c4565b610091610174366004611234565b6107b6565b6101417f000000000000000000000000000000000000000000000000000000000000000081565b6101a86109c3565b5f8481526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8716845290915290205460ff16610232576040517f01012fd00000000000000000000000000000000000000000000000000000000081526004810185905273ffffffffffffffffffffffffffffffffffffffff841660248201526044015b60405180910390fd5b5f7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff16634aa3a56d610278876109f1565b6040517fffffffff0000000000000000000000000000000000000000000000000000000060e084901b16815267ffffffffffffffff90911660048201526024015f60405180830381865afa1580156102d2573d5f5f3e3d5ffd5b505050506040513d5f823e601f3d908101601f191682016040526102f991908101906112a3565b925050508015610338576040517f9f505f3200000000000000000000000000000000000000000000000000000000815260048101869052602401610229565b6040517ff8350ed0000000000000000000000000000000000000000000000000000000008152336004820152602481018690527f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff169063f8350ed090604401602060405180830381865afa1580156103c7573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906103eb919061136f565b61042a576040517f5fbb7aea00000000000000000000000000000000000000000000000000000000815260048101869052336024820152604401610229565b5f5f6104a086868660405160240161044392919061138f565b60408051601f198184030181529190526020810180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167fb410f64500000000000000000000000000000000000000000000000000000000179052610a44565b9092509050337f18b10d076837120a2a01e751f7e7fb979c945b1887779194e668a660d40141d283806104db576104d684610b25565b6104eb565b60405180602001604052805f8152505b6040516104f99291906113bd565b60405180910390a250505061052d60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b50505050565b6040517f6352211e000000000000000000000000000000000000000000000000000000008152600481018390528290339073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690636352211e90602401602060405180830381865afa1580156105c0573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906105e491906113fb565b73ffffffffffffffffffffffffffffffffffffffff161461063a576040517ff2fa521200000000000000000000000000000000000000000000000000000000815260048101829052336024820152604401610229565b8173ffffffffffffffffffffffffffffffffffffffff163b5f036106a2576040517fa971311a00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff83166004820152602401610229565b6106ac8383610b94565b5f8381526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8616845290915290205460ff1615610732576040517f29c20a430000000000000000000000000000000000000000000000000000000081526004810184905273ffffffffffffffffffffffffffffffffffffffff83166024820152604401610229565b5f8381526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8616808552925280832080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600117905551909185917f041f4df366c8b556c22b25f20120a5cc1d568c88568d81c84218be0f8392076d9190a3505050565b6040517f6352211e000000000000000000000000000000000000000000000000000000008152600481018390528290339073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690636352211e90602401602060405180830381865afa158015610843573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061086791906113fb565b73ffffffffffffffffffffffffffffffffffffffff16146108bd576040517ff2fa521200000000000000000000000000000000000000000000000000000000815260048101829052336024820152604401610229565b5f8381526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8616845290915290205460ff16610942576040517f01012fd00000000000000000000000000000000000000000000000000000000081526004810184905273ffffffffffffffffffffffffffffffffffffffff83166024820152604401610229565b5f8381526020818152604080832073ffffffffffffffffffffffffffffffffffffffff8616808552925280832080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016905551909185917f6dd41eddc31f7d90d20f4ebee655d2688904a63adf2f8a1e2bc07444aa8219ed9190a3505050565b6109cb610c7a565b60027f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b5f67ffffffffffffffff821115610a4057604080517f6dfcc650000000000000000000000000000000000000000000000000000000008152600481019190915260248101839052604401610229565b5090565b5f60607f0000000000000000000000000000000000000000000000000000000000000000826203d090610a78603f84611443565b610a82908461147b565b610a8c919061147b565b90505f5a905081811015610ad6576040517f23e228cb0000000000000000000000000000000000000000000000000000000081526004810182905260248101839052604401610229565b5f61010490505f5f885160208a015f8c89f1955060405194505f86610b0257503d81811115610b025750805b808652805f602088013e601f19603f820116860160405250505050509250929050565b606081515f03610b6857505060408051808201909152600e81527f6e6f207265766572742064617461000000000000000000000000000000000000602082015290565b5f5f610b7384610cd7565b9150915081610b8a57610b8584610f40565b610b8c565b805b949350505050565b604080516004815260248101909152602080820180517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff167f3fafa1270000000000000000000000000000000000000000000000000000000017815282515f9283929091839187620186a0fa60203d1481169250505f519050818015610c165750848114155b15610c73576040517f7dd99fab00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff851660048201526024810182905260448101869052606401610229565b5050505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0054600203610cd5576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b565b5f6060604483511080610d3457507f08c379a000000000000000000000000000000000000000000000000000000000610d0f84611494565b7fffffffff000000000000000000000000000000000000000000000000000000001614155b15610d5057505060408051602081019091525f80825292909150565b6024830151602014610d7357505060408051602081019091525f80825292909150565b604483015160448451610d869190611500565b811115610dc157610104845114610db1575f60405180602001604052805f8152509250925050915091565b610dbe6044610104611500565b90505b5f8167ffffffffffffffff811115610ddb57610ddb611262565b6040519080825280601f01601f191660200182016040528015610e05576020820181803683370190505b5090505f5b82811015610f33575f86610e1f83604461147b565b81518110610e2f57610e2f611513565b01602001517fff000000000000000000000000000000000000000000000000000000000000001690507f2000000000000000000000000000000000000000000000000000000000000000811080610ec757507f7e000000000000000000000000000000000000000000000000000000000000007fff000000000000000000000000000000000000000000000000000000000000008216115b15610ee9575f60405180602001604052805f8152509550955050505050915091565b80838381518110610efc57610efc611513565b60200101907effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff191690815f1a90535050600101610e0a565b5060019590945092505050565b60605f825160020260020167ffffffffffffffff811115610f6357610f63611262565b6040519080825280601f01601f191660200182016040528015610f8d576020820181803683370190505b5090507f3000000000000000000000000000000000000000000000000000000000000000815f81518110610fc357610fc3611513565b60200101907effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff191690815f1a9053507f78000000000000000000000000000000000000000000000000000000000000008160018151811061102557611025611513565b60200101907effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff191690815f1a9053505f5b8351811015611184575f84828151811061107157611071611513565b016020015160f881901c91507f30313233343536373839616263646566000000000000000000000000000000009060fc1c601081106110b2576110b2611513565b1a60f81b8383600202600201815181106110ce576110ce611513565b60200101907effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff191690815f1a9053507f3031323334353637383961626364656600000000000000000000000000000000600f82166010811061113157611131611513565b1a60f81b83836002026003018151811061114d5761114d611513565b60200101907effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff191690815f1a90535050600101611055565b5092915050565b73ffffffffffffffffffffffffffffffffffffffff811681146111ac575f5ffd5b50565b5f5f5f5f606085870312156111c2575f5ffd5b8435935060208501356111d48161118b565b9250604085013567ffffffffffffffff8111156111ef575f5ffd5b8501601f810187136111ff575f5ffd5b803567ffffffffffffffff811115611215575f5ffd5b876020828401011115611226575f5ffd5b949793965060200194505050565b5f5f60408385031215611245575f5ffd5b8235915060208301356112578161118b565b809150509250929050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b8051801515811461129e575f5ffd5b919050565b5f5f5f606084860312156112b5575f5ffd5b835167ffffffffffffffff8111156112cb575f5ffd5b8401601f810186136112db575f5ffd5b805167ffffffffffffffff8111156112f5576112f5611262565b604051601f19603f601f19601f8501160116810181811067ffffffffffffffff8211171561132557611325611262565b60405281815282820160200188101561133c575f5ffd5b8160208401602083015e5f602092820183015290860151909450925061136690506040850161128f565b90509250925092565b5f6020828403121561137f575f5ffd5b6113888261128f565b9392505050565b60208152816020820152818360408301375f818301604090810191909152601f909201601f19160101919050565b8215158152604060208201525f82518060408401528060208501606085015e5f606082850101526060601f19601f8301168401019150509392505050565b5f6020828403121561140b575f5ffd5b81516113888161118b565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5f82611476577f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b500490565b8082018082111561148e5761148e611416565b92915050565b805160208201517fffffffff000000000000000000000000000000000000000000000000000000008116919060048210156114f9577fffffffff00000000000000000000000000000000000000000000000000000000808360040360031b1b82161692505b5050919050565b8181038181111561148e5761148e611416565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd",
}

// W3bstreamRouter is an auto generated Go binding around an Ethereum contract.
type W3bstreamRouter struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *W3bstreamRouter) GetABI() abi.ABI {
	return c.abi
}

// NewW3bstreamRouter creates a new instance of W3bstreamRouter.
func NewW3bstreamRouter() *W3bstreamRouter {
	parsed, err := W3bstreamRouterMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &W3bstreamRouter{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *W3bstreamRouter) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address fleetManager_, address projectRegistrar_, uint256 receiverGas_) returns()
func (w3bstreamRouter *W3bstreamRouter) PackConstructor(fleetManager_ common.Address, projectRegistrar_ common.Address, receiverGas_ *big.Int) []byte {
	enc, err := w3bstreamRouter.abi.Pack("", fleetManager_, projectRegistrar_, receiverGas_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackFleetManager is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff1637ab.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function fleetManager() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) PackFleetManager() []byte {
	enc, err := w3bstreamRouter.abi.Pack("fleetManager")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFleetManager is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff1637ab.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function fleetManager() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) TryPackFleetManager() ([]byte, error) {
	return w3bstreamRouter.abi.Pack("fleetManager")
}

// UnpackFleetManager is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xff1637ab.
//
// Solidity: function fleetManager() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) UnpackFleetManager(data []byte) (common.Address, error) {
	out, err := w3bstreamRouter.abi.Unpack("fleetManager", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsReceiver is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1117dbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isReceiver(uint256 projectId, address receiver) view returns(bool)
func (w3bstreamRouter *W3bstreamRouter) PackIsReceiver(projectId *big.Int, receiver common.Address) []byte {
	enc, err := w3bstreamRouter.abi.Pack("isReceiver", projectId, receiver)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsReceiver is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb1117dbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isReceiver(uint256 projectId, address receiver) view returns(bool)
func (w3bstreamRouter *W3bstreamRouter) TryPackIsReceiver(projectId *big.Int, receiver common.Address) ([]byte, error) {
	return w3bstreamRouter.abi.Pack("isReceiver", projectId, receiver)
}

// UnpackIsReceiver is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb1117dbb.
//
// Solidity: function isReceiver(uint256 projectId, address receiver) view returns(bool)
func (w3bstreamRouter *W3bstreamRouter) UnpackIsReceiver(data []byte) (bool, error) {
	out, err := w3bstreamRouter.abi.Unpack("isReceiver", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackProjectRegistrar is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed943e5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectRegistrar() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) PackProjectRegistrar() []byte {
	enc, err := w3bstreamRouter.abi.Pack("projectRegistrar")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectRegistrar is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xed943e5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectRegistrar() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) TryPackProjectRegistrar() ([]byte, error) {
	return w3bstreamRouter.abi.Pack("projectRegistrar")
}

// UnpackProjectRegistrar is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xed943e5b.
//
// Solidity: function projectRegistrar() view returns(address)
func (w3bstreamRouter *W3bstreamRouter) UnpackProjectRegistrar(data []byte) (common.Address, error) {
	out, err := w3bstreamRouter.abi.Unpack("projectRegistrar", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackReceiverGas is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68c6c7d1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiverGas() view returns(uint256)
func (w3bstreamRouter *W3bstreamRouter) PackReceiverGas() []byte {
	enc, err := w3bstreamRouter.abi.Pack("receiverGas")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiverGas is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68c6c7d1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiverGas() view returns(uint256)
func (w3bstreamRouter *W3bstreamRouter) TryPackReceiverGas() ([]byte, error) {
	return w3bstreamRouter.abi.Pack("receiverGas")
}

// UnpackReceiverGas is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x68c6c7d1.
//
// Solidity: function receiverGas() view returns(uint256)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverGas(data []byte) (*big.Int, error) {
	out, err := w3bstreamRouter.abi.Unpack("receiverGas", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbbdf083.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(uint256 projectId, address receiver) returns()
func (w3bstreamRouter *W3bstreamRouter) PackRegister(projectId *big.Int, receiver common.Address) []byte {
	enc, err := w3bstreamRouter.abi.Pack("register", projectId, receiver)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbbdf083.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(uint256 projectId, address receiver) returns()
func (w3bstreamRouter *W3bstreamRouter) TryPackRegister(projectId *big.Int, receiver common.Address) ([]byte, error) {
	return w3bstreamRouter.abi.Pack("register", projectId, receiver)
}

// PackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x370ada1e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function submit(uint256 projectId, address receiver, bytes data) returns()
func (w3bstreamRouter *W3bstreamRouter) PackSubmit(projectId *big.Int, receiver common.Address, data []byte) []byte {
	enc, err := w3bstreamRouter.abi.Pack("submit", projectId, receiver, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x370ada1e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function submit(uint256 projectId, address receiver, bytes data) returns()
func (w3bstreamRouter *W3bstreamRouter) TryPackSubmit(projectId *big.Int, receiver common.Address, data []byte) ([]byte, error) {
	return w3bstreamRouter.abi.Pack("submit", projectId, receiver, data)
}

// PackUnregister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee69654a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unregister(uint256 projectId, address receiver) returns()
func (w3bstreamRouter *W3bstreamRouter) PackUnregister(projectId *big.Int, receiver common.Address) []byte {
	enc, err := w3bstreamRouter.abi.Pack("unregister", projectId, receiver)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnregister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee69654a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unregister(uint256 projectId, address receiver) returns()
func (w3bstreamRouter *W3bstreamRouter) TryPackUnregister(projectId *big.Int, receiver common.Address) ([]byte, error) {
	return w3bstreamRouter.abi.Pack("unregister", projectId, receiver)
}

// W3bstreamRouterDataReceived represents a DataReceived event raised by the W3bstreamRouter contract.
type W3bstreamRouterDataReceived struct {
	Operator     common.Address
	Success      bool
	RevertReason string
	Raw          *types.Log // Blockchain specific contextual infos
}

const W3bstreamRouterDataReceivedEventName = "DataReceived"

// ContractEventName returns the user-defined event name.
func (W3bstreamRouterDataReceived) ContractEventName() string {
	return W3bstreamRouterDataReceivedEventName
}

// UnpackDataReceivedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event DataReceived(address indexed operator, bool success, string revertReason)
func (w3bstreamRouter *W3bstreamRouter) UnpackDataReceivedEvent(log *types.Log) (*W3bstreamRouterDataReceived, error) {
	event := "DataReceived"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != w3bstreamRouter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(W3bstreamRouterDataReceived)
	if len(log.Data) > 0 {
		if err := w3bstreamRouter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range w3bstreamRouter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// W3bstreamRouterReceiverRegistered represents a ReceiverRegistered event raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverRegistered struct {
	ProjectId *big.Int
	Receiver  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const W3bstreamRouterReceiverRegisteredEventName = "ReceiverRegistered"

// ContractEventName returns the user-defined event name.
func (W3bstreamRouterReceiverRegistered) ContractEventName() string {
	return W3bstreamRouterReceiverRegisteredEventName
}

// UnpackReceiverRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ReceiverRegistered(uint256 indexed projectId, address indexed receiver)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverRegisteredEvent(log *types.Log) (*W3bstreamRouterReceiverRegistered, error) {
	event := "ReceiverRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != w3bstreamRouter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(W3bstreamRouterReceiverRegistered)
	if len(log.Data) > 0 {
		if err := w3bstreamRouter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range w3bstreamRouter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// W3bstreamRouterReceiverUnregistered represents a ReceiverUnregistered event raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverUnregistered struct {
	ProjectId *big.Int
	Receiver  common.Address
	Raw       *types.Log // Blockchain specific contextual infos
}

const W3bstreamRouterReceiverUnregisteredEventName = "ReceiverUnregistered"

// ContractEventName returns the user-defined event name.
func (W3bstreamRouterReceiverUnregistered) ContractEventName() string {
	return W3bstreamRouterReceiverUnregisteredEventName
}

// UnpackReceiverUnregisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ReceiverUnregistered(uint256 indexed projectId, address indexed receiver)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverUnregisteredEvent(log *types.Log) (*W3bstreamRouterReceiverUnregistered, error) {
	event := "ReceiverUnregistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != w3bstreamRouter.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(W3bstreamRouterReceiverUnregistered)
	if len(log.Data) > 0 {
		if err := w3bstreamRouter.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range w3bstreamRouter.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (w3bstreamRouter *W3bstreamRouter) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["InsufficientGas"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackInsufficientGasError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["InvalidReceiverGas"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackInvalidReceiverGasError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["NotProjectOwner"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackNotProjectOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["OperatorNotAllowed"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackOperatorNotAllowedError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ProjectPaused"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackProjectPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ReceiverAlreadyRegistered"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackReceiverAlreadyRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ReceiverHasNoCode"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackReceiverHasNoCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ReceiverNotRegistered"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackReceiverNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ReceiverOfAnotherProject"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackReceiverOfAnotherProjectError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], w3bstreamRouter.abi.Errors["SafeCastOverflowedUintDowncast"].ID.Bytes()[:4]) {
		return w3bstreamRouter.UnpackSafeCastOverflowedUintDowncastError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// W3bstreamRouterInsufficientGas represents a InsufficientGas error raised by the W3bstreamRouter contract.
type W3bstreamRouterInsufficientGas struct {
	Available *big.Int
	Required  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientGas(uint256 available, uint256 required)
func W3bstreamRouterInsufficientGasErrorID() common.Hash {
	return common.HexToHash("0x23e228cb30ba888d86279f51c27a6690ec0fe016ea074bbd6332de5b2571f9b3")
}

// UnpackInsufficientGasError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientGas(uint256 available, uint256 required)
func (w3bstreamRouter *W3bstreamRouter) UnpackInsufficientGasError(raw []byte) (*W3bstreamRouterInsufficientGas, error) {
	out := new(W3bstreamRouterInsufficientGas)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "InsufficientGas", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterInvalidReceiverGas represents a InvalidReceiverGas error raised by the W3bstreamRouter contract.
type W3bstreamRouterInvalidReceiverGas struct {
	ReceiverGas *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidReceiverGas(uint256 receiverGas)
func W3bstreamRouterInvalidReceiverGasErrorID() common.Hash {
	return common.HexToHash("0x900885c5117452a41283b5411598efe29e944a0bc391a218d939c8cd76dffa92")
}

// UnpackInvalidReceiverGasError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidReceiverGas(uint256 receiverGas)
func (w3bstreamRouter *W3bstreamRouter) UnpackInvalidReceiverGasError(raw []byte) (*W3bstreamRouterInvalidReceiverGas, error) {
	out := new(W3bstreamRouterInvalidReceiverGas)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "InvalidReceiverGas", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterNotProjectOwner represents a NotProjectOwner error raised by the W3bstreamRouter contract.
type W3bstreamRouterNotProjectOwner struct {
	ProjectId *big.Int
	Caller    common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotProjectOwner(uint256 projectId, address caller)
func W3bstreamRouterNotProjectOwnerErrorID() common.Hash {
	return common.HexToHash("0xf2fa5212be801a75efdaa84b57897dcafd2ea5a2307f32c9d72c58b901d037c0")
}

// UnpackNotProjectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotProjectOwner(uint256 projectId, address caller)
func (w3bstreamRouter *W3bstreamRouter) UnpackNotProjectOwnerError(raw []byte) (*W3bstreamRouterNotProjectOwner, error) {
	out := new(W3bstreamRouterNotProjectOwner)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "NotProjectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterOperatorNotAllowed represents a OperatorNotAllowed error raised by the W3bstreamRouter contract.
type W3bstreamRouterOperatorNotAllowed struct {
	ProjectId *big.Int
	Operator  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorNotAllowed(uint256 projectId, address operator)
func W3bstreamRouterOperatorNotAllowedErrorID() common.Hash {
	return common.HexToHash("0x5fbb7aeafdeab43ab2379fae6197da39c21dd16e471e933d752024bbba5fac35")
}

// UnpackOperatorNotAllowedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorNotAllowed(uint256 projectId, address operator)
func (w3bstreamRouter *W3bstreamRouter) UnpackOperatorNotAllowedError(raw []byte) (*W3bstreamRouterOperatorNotAllowed, error) {
	out := new(W3bstreamRouterOperatorNotAllowed)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "OperatorNotAllowed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterProjectPaused represents a ProjectPaused error raised by the W3bstreamRouter contract.
type W3bstreamRouterProjectPaused struct {
	ProjectId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProjectPaused(uint256 projectId)
func W3bstreamRouterProjectPausedErrorID() common.Hash {
	return common.HexToHash("0x9f505f325627bdd7f5a6dd8bcceecdc48a989f647561427d61d35b7a50703f79")
}

// UnpackProjectPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProjectPaused(uint256 projectId)
func (w3bstreamRouter *W3bstreamRouter) UnpackProjectPausedError(raw []byte) (*W3bstreamRouterProjectPaused, error) {
	out := new(W3bstreamRouterProjectPaused)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ProjectPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterReceiverAlreadyRegistered represents a ReceiverAlreadyRegistered error raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverAlreadyRegistered struct {
	ProjectId *big.Int
	Receiver  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReceiverAlreadyRegistered(uint256 projectId, address receiver)
func W3bstreamRouterReceiverAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x29c20a4304c5c1467a1922bf4fcefb631677ab97ef383d3befab2b12aaf62bfe")
}

// UnpackReceiverAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReceiverAlreadyRegistered(uint256 projectId, address receiver)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverAlreadyRegisteredError(raw []byte) (*W3bstreamRouterReceiverAlreadyRegistered, error) {
	out := new(W3bstreamRouterReceiverAlreadyRegistered)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ReceiverAlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterReceiverHasNoCode represents a ReceiverHasNoCode error raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverHasNoCode struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReceiverHasNoCode(address receiver)
func W3bstreamRouterReceiverHasNoCodeErrorID() common.Hash {
	return common.HexToHash("0xa971311a47936489d313dc23aced672aae1441026cd6cbc38e11a5ab7df30fa3")
}

// UnpackReceiverHasNoCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReceiverHasNoCode(address receiver)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverHasNoCodeError(raw []byte) (*W3bstreamRouterReceiverHasNoCode, error) {
	out := new(W3bstreamRouterReceiverHasNoCode)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ReceiverHasNoCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterReceiverNotRegistered represents a ReceiverNotRegistered error raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverNotRegistered struct {
	ProjectId *big.Int
	Receiver  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReceiverNotRegistered(uint256 projectId, address receiver)
func W3bstreamRouterReceiverNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0x01012fd0ed319381e8fe5a31a8042f37415abecc15207b42517bb6c9c78a41d2")
}

// UnpackReceiverNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReceiverNotRegistered(uint256 projectId, address receiver)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverNotRegisteredError(raw []byte) (*W3bstreamRouterReceiverNotRegistered, error) {
	out := new(W3bstreamRouterReceiverNotRegistered)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ReceiverNotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterReceiverOfAnotherProject represents a ReceiverOfAnotherProject error raised by the W3bstreamRouter contract.
type W3bstreamRouterReceiverOfAnotherProject struct {
	Receiver        common.Address
	ReceiverProject *big.Int
	ProjectId       *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReceiverOfAnotherProject(address receiver, uint256 receiverProject, uint256 projectId)
func W3bstreamRouterReceiverOfAnotherProjectErrorID() common.Hash {
	return common.HexToHash("0x7dd99fabd34a4567ce027242bdf62fa58ea296928e6dfd930990b7d334ba2f16")
}

// UnpackReceiverOfAnotherProjectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReceiverOfAnotherProject(address receiver, uint256 receiverProject, uint256 projectId)
func (w3bstreamRouter *W3bstreamRouter) UnpackReceiverOfAnotherProjectError(raw []byte) (*W3bstreamRouterReceiverOfAnotherProject, error) {
	out := new(W3bstreamRouterReceiverOfAnotherProject)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ReceiverOfAnotherProject", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the W3bstreamRouter contract.
type W3bstreamRouterReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func W3bstreamRouterReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (w3bstreamRouter *W3bstreamRouter) UnpackReentrancyGuardReentrantCallError(raw []byte) (*W3bstreamRouterReentrancyGuardReentrantCall, error) {
	out := new(W3bstreamRouterReentrancyGuardReentrantCall)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// W3bstreamRouterSafeCastOverflowedUintDowncast represents a SafeCastOverflowedUintDowncast error raised by the W3bstreamRouter contract.
type W3bstreamRouterSafeCastOverflowedUintDowncast struct {
	Bits  uint8
	Value *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func W3bstreamRouterSafeCastOverflowedUintDowncastErrorID() common.Hash {
	return common.HexToHash("0x6dfcc6503a32754ce7a89698e18201fc5294fd4aad43edefee786f88423b1a12")
}

// UnpackSafeCastOverflowedUintDowncastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)
func (w3bstreamRouter *W3bstreamRouter) UnpackSafeCastOverflowedUintDowncastError(raw []byte) (*W3bstreamRouterSafeCastOverflowedUintDowncast, error) {
	out := new(W3bstreamRouterSafeCastOverflowedUintDowncast)
	if err := w3bstreamRouter.abi.UnpackIntoInterface(out, "SafeCastOverflowedUintDowncast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMetaData contains all meta data concerning the WeatherInsurance contract.
var WeatherInsuranceMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"router_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"projectId_\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"owner_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"minimumDays_\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"JOURNAL_VERSION\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"acceptProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"buy\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"coverage\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"claim\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"claimable\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"decodeSettlement\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"version\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"output\",\"type\":\"bytes\"},{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"internalType\":\"structSproutReceiver.Settlement\",\"name\":\"settlement\",\"type\":\"tuple\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"expire\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"freeCapital\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"fund\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"isProgramAccepted\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"isSettled\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minimumDays\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"obligations\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"internalType\":\"uint16\",\"name\":\"premiumBps\",\"type\":\"uint16\"},{\"internalType\":\"uint64\",\"name\":\"salesEnd\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"settleBy\",\"type\":\"uint64\"}],\"name\":\"offer\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"policyOf\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"premium\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"coverage\",\"type\":\"uint256\"}],\"internalType\":\"structWeatherInsurance.Policy\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"projectId\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"receiveData\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"revokeProgram\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"router\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"term\",\"outputs\":[{\"components\":[{\"internalType\":\"enumWeatherInsurance.Status\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"uint16\",\"name\":\"premiumBps\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"payoutBps\",\"type\":\"uint16\"},{\"internalType\":\"uint64\",\"name\":\"salesEnd\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"settleBy\",\"type\":\"uint64\"},{\"internalType\":\"uint256\",\"name\":\"premiums\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"coverage\",\"type\":\"uint256\"}],\"internalType\":\"structWeatherInsurance.Term\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"withdraw\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Claimed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Funded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"MonthExpired\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint16\",\"name\":\"premiumBps\",\"type\":\"uint16\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"salesEnd\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"settleBy\",\"type\":\"uint64\"}],\"name\":\"MonthOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"payoutBps\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"rainfallTenthsMm\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"int256\",\"name\":\"maxTempTenthsC\",\"type\":\"int256\"},{\"indexed\":false,\"internalType\":\"int256\",\"name\":\"minTempTenthsC\",\"type\":\"int256\"}],\"name\":\"MonthSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"premium\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"coverage\",\"type\":\"uint256\"}],\"name\":\"PolicyBought\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"receiptDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"receiptCid\",\"type\":\"string\"}],\"name\":\"TaskSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Withdrawn\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"available\",\"type\":\"uint256\"}],\"name\":\"InsufficientCapital\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"InvalidMonth\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"payoutBps\",\"type\":\"uint256\"}],\"name\":\"InvalidPayout\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"salesEnd\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"settleBy\",\"type\":\"uint64\"}],\"name\":\"InvalidPeriod\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint16\",\"name\":\"premiumBps\",\"type\":\"uint16\"}],\"name\":\"InvalidPremium\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"MalformedReport\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"MalformedSettlement\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"MonthAlreadyDecided\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"MonthAlreadyKnown\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"internalType\":\"uint64\",\"name\":\"settleBy\",\"type\":\"uint64\"}],\"name\":\"MonthNotDue\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"MonthNotOpen\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"router\",\"type\":\"address\"}],\"name\":\"NotRouter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"}],\"name\":\"NothingToClaim\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"PremiumMissing\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"programId\",\"type\":\"bytes32\"}],\"name\":\"ProgramNotAccepted\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"station\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"month\",\"type\":\"uint256\"},{\"internalType\":\"uint64\",\"name\":\"salesEnd\",\"type\":\"uint64\"}],\"name\":\"SalesEnded\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"taskDigest\",\"type\":\"bytes32\"}],\"name\":\"TaskAlreadySettled\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"reported\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"required\",\"type\":\"uint256\"}],\"name\":\"TooFewDays\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"version\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"supported\",\"type\":\"uint256\"}],\"name\":\"UnsupportedVersion\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongChain\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"projectId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"expected\",\"type\":\"uint256\"}],\"name\":\"WrongProject\",\"type\":\"error\"}]",
	ID:  "dde6376d0b328f0f0ddfa174e2027491ed",
	Bin: "0x60e060405234801561000f575f5ffd5b506040516125e53803806125e583398101604081905261002e91610121565b838383806001600160a01b03811661005f57604051631e4fbdf760e01b81525f600482015260240160405180910390fd5b610068816100b7565b50506001600160a01b0390911660805260a05260016100aa6100a77f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0090565b90565b5560c05250610163915050565b5f80546001600160a01b038381166001600160a01b0319831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b80516001600160a01b038116811461011c575f5ffd5b919050565b5f5f5f5f60808587031215610134575f5ffd5b61013d85610106565b6020860151909450925061015360408601610106565b6060959095015193969295505050565b60805160a05160c05161242e6101b75f395f818161043e01528181611b7b0152611bda01525f818161027a0152818161175901526117b701525f81816104de0152818161113b01526111a3015261242e5ff3fe608060405260043610610183575f3560e01c8063715018a6116100d1578063d2aded921161007c578063f2fde38b11610057578063f2fde38b14610474578063f86dad6214610493578063f887ea40146104cd575f5ffd5b8063d2aded9214610419578063df0dca041461042d578063e6e4657114610460575f5ffd5b8063b410f645116100ac578063b410f645146103c4578063b60d4288146103e3578063bd07f3c9146103eb575f5ffd5b8063715018a6146103515780638da5cb5b146103655780639050b560146103af575f5ffd5b80632e1a7d4d11610131578063601e3cd11161010c578063601e3cd1146102c857806363f449681461030657806368fde7c714610325575f5ffd5b80632e1a7d4d1461024a5780633fafa1271461026957806342046b6a1461029c575f5ffd5b80632154e91f116101615780632154e91f146101ed578063280767d91461020c57806329e5103f1461022b575f5ffd5b80630c200675146101875780630ddeb632146101a857806311937d1c146101ce575b5f5ffd5b348015610192575f5ffd5b506101a66101a1366004611c6a565b610500565b005b6101bb6101b6366004611cc5565b6107a4565b6040519081526020015b60405180910390f35b3480156101d9575f5ffd5b506101bb6101e8366004611d08565b610a38565b3480156101f8575f5ffd5b506101a6610207366004611d38565b610b20565b348015610217575f5ffd5b506101a6610226366004611d38565b610ba1565b348015610236575f5ffd5b506101a6610245366004611cc5565b610c1c565b348015610255575f5ffd5b506101a6610264366004611d38565b610dad565b348015610274575f5ffd5b506101bb7f000000000000000000000000000000000000000000000000000000000000000081565b3480156102a7575f5ffd5b506102bb6102b6366004611d4f565b610e3d565b6040516101c59190611deb565b3480156102d3575f5ffd5b506102f66102e2366004611d38565b60016020525f908152604090205460ff1681565b60405190151581526020016101c5565b348015610311575f5ffd5b506101bb610320366004611cc5565b610ed1565b348015610330575f5ffd5b5061034461033f366004611cc5565b611001565b6040516101c59190611e98565b34801561035c575f5ffd5b506101a6611110565b348015610370575f5ffd5b505f5473ffffffffffffffffffffffffffffffffffffffff165b60405173ffffffffffffffffffffffffffffffffffffffff90911681526020016101c5565b3480156103ba575f5ffd5b506101bb60035481565b3480156103cf575f5ffd5b506101a66103de366004611d4f565b611123565b6101a661128a565b3480156103f6575f5ffd5b506102f6610405366004611d38565b60026020525f908152604090205460ff1681565b348015610424575f5ffd5b506101bb600181565b348015610438575f5ffd5b506101bb7f000000000000000000000000000000000000000000000000000000000000000081565b34801561046b575f5ffd5b506101bb6112c1565b34801561047f575f5ffd5b506101a661048e366004611f4e565b6112d5565b34801561049e575f5ffd5b506104b26104ad366004611d08565b611335565b604080518251815260209283015192810192909252016101c5565b3480156104d8575f5ffd5b5061038a7f000000000000000000000000000000000000000000000000000000000000000081565b6105086113ce565b61051184611420565b61054f576040517f746f63b2000000000000000000000000000000000000000000000000000000008152600481018590526024015b60405180910390fd5b61ffff8316158061056557506127108361ffff16115b156105a2576040517f3d23d5eb00000000000000000000000000000000000000000000000000000000815261ffff84166004820152602401610546565b428267ffffffffffffffff161115806105ce57508167ffffffffffffffff168167ffffffffffffffff16105b15610619576040517f7c332d7e00000000000000000000000000000000000000000000000000000000815267ffffffffffffffff808416600483015282166024820152604401610546565b604080516020808201889052818301879052825180830384018152606090920183528151918101919091205f9081526004909152908120805490919060ff16600381111561066957610669611e6b565b146106aa576040517f50a6139b0000000000000000000000000000000000000000000000000000000081526004810187905260248101869052604401610546565b805467ffffffffffffffff8381166d010000000000000000000000000081027fffffffffffffffffffffff0000000000000000ffffffffffffffffffffffffff9287166501000000000081027fffffffffffffffffffffffffffffffffffffff0000000000000000ffffffffff61ffff8b166101008102919091167fffffffffffffffffffffffffffffffffffffff0000000000000000ffff00000090971696909617176001179390931617845560408051938452602084019290925290820152859087907f98323561326a421e2d2d3182583d3a1d09595c34dbbc2d3071fde302c74ed6df9060600160405180910390a3505050505050565b604080516020808201859052818301849052825180830384018152606090920190925280519101205f9081905f8181526004602052604090209091506001815460ff1660038111156107f8576107f8611e6b565b14610839576040517f4a66b21c0000000000000000000000000000000000000000000000000000000081526004810186905260248101859052604401610546565b805465010000000000900467ffffffffffffffff164211156108ac5780546040517fefbc1f5e00000000000000000000000000000000000000000000000000000000815260048101879052602481018690526501000000000090910467ffffffffffffffff166044820152606401610546565b345f036108e5576040517f3510d00700000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b8054610100900461ffff166108fc61271034611f94565b6109069190611fd8565b92506109106112c1565b83111561095b57826109206112c1565b6040517f66ca9b8400000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610546565b8260035f82825461096c9190611feb565b9250508190555034816001015f8282546109869190611feb565b9250508190555082816002015f8282546109a09190611feb565b90915550505f82815260056020908152604080832033845290915281208054909134918391906109d1908490611feb565b9250508190555083816001015f8282546109eb9190611feb565b909155505060408051348152602081018690528691889133917fc7938d9f2f5474e3381893818f9b53c9d61dda1c8ebea9354edb04f642881240910160405180910390a450505092915050565b604080516020808201859052818301849052825180830384018152606090920183528151918101919091205f818152600483528381206005845284822073ffffffffffffffffffffffffffffffffffffffff89168352909352928320825491929160029060ff166003811115610ab057610ab0611e6b565b03610aea578154600182015461271091610ad691630100000090910461ffff1690611f94565b610ae09190611fd8565b9350505050610b19565b6003825460ff166003811115610b0257610b02611e6b565b03610b1257549250610b19915050565b5f93505050505b9392505050565b610b286113ce565b5f8181526001602052604090205460ff16610b9e575f81815260016020819052604080832080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00169092179091555182917f9613ae72d2ec1ba64e6b97a1665e3da0d2e3a28e1962cd0685b6bfda2baea04191a25b50565b610ba96113ce565b5f8181526001602052604090205460ff1615610b9e575f8181526001602052604080822080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001690555182917f76d4fc99e94c9c39916fadf8e79a2dd40098c9402a179289f8259c2a4137277591a250565b604080516020808201859052818301849052825180830384018152606090920183528151918101919091205f908152600490915220805460019060ff166003811115610c6a57610c6a611e6b565b14610cab576040517f4a66b21c0000000000000000000000000000000000000000000000000000000081526004810184905260248101839052604401610546565b80546d0100000000000000000000000000900467ffffffffffffffff164211610d2d5780546040517f7855e45200000000000000000000000000000000000000000000000000000000815260048101859052602481018490526d010000000000000000000000000090910467ffffffffffffffff166044820152606401610546565b80547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600390811782556001820154600283015491549091610d6f91611ffe565b610d799190611feb565b600355604051829084907fd1f7e503513f86d313e072ff90e7248d7112199cda6ee2e0bb4c8e87a010437a905f90a3505050565b610db56113ce565b610dbd611473565b610dc56112c1565b811115610dd557806109206112c1565b60405181815233907f7084f5476618d8e60b11ef0d7d3f06914655adb8793e28ff7f018d4c76d505d59060200160405180910390a2610e1433826114a1565b610b9e60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b610e7f6040518061010001604052805f81526020015f81526020015f81526020015f8152602001606081526020015f81526020015f8152602001606081525090565b6060610e8d8385018561211f565b60e086015260c085015260a08401528051909150610eb4908201602090810190830161220b565b608087015260608601526040850152602084015282525092915050565b5f610eda611473565b610ee5338484610a38565b9050805f03610f30576040517fc0e6130e0000000000000000000000000000000000000000000000000000000081523360048201526024810184905260448101839052606401610546565b604080516020808201869052818301859052825180830384018152606090920183528151918101919091205f9081526005825282812033825290915290812081815560010181905560038054839290610f8a908490611ffe565b90915550506040518181528290849033907f7c6b338bd1a762ed17afe6b41e0f3ce0fb9da7c63e05eb1abbba460cec24c1489060200160405180910390a4610fd233826114a1565b610ffb60017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b92915050565b6040805160e0810182525f808252602080830182905282840182905260608084018390526080840183905260a0840183905260c0840183905284518083018890528086018790528551808203870181529181018087528251928401929092208452600490925291849020610140909101909352825491929091829060ff16600381111561109057611090611e6b565b60038111156110a1576110a1611e6b565b8152815461ffff6101008204811660208401526301000000820416604083015267ffffffffffffffff650100000000008204811660608401526d0100000000000000000000000000909104166080820152600182015460a082015260029091015460c090910152905092915050565b6111186113ce565b6111215f611556565b565b3373ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016146111d0576040517f7090e53f00000000000000000000000000000000000000000000000000000000815233600482015273ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166024820152604401610546565b5f6111db83836115ca565b90506111e6816116c3565b6060810180515f908152600260205260409081902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016600117905580830151915160a084015160c085015160e0860151935192937f4dce22f335a9c568a7718a394219a9a3c40b5f654d2c1ee8b8dea9fb3fe5efca9361126b9392919061226c565b60405180910390a36112858160600151826080015161188c565b505050565b60405134815233907f5af8184bef8e4b45eb9f6ed7734d04da38ced226495548f46e0c8ff8d7d9a5249060200160405180910390a2565b5f600354476112d09190611ffe565b905090565b6112dd6113ce565b73ffffffffffffffffffffffffffffffffffffffff811661132c576040517f1e4fbdf70000000000000000000000000000000000000000000000000000000081525f6004820152602401610546565b610b9e81611556565b604080518082019091525f808252602082015260055f61137c8585604080516020808201949094528082019290925280518083038201815260609092019052805191012090565b815260208082019290925260409081015f90812073ffffffffffffffffffffffffffffffffffffffff881682528352819020815180830190925280548252600101549181019190915290509392505050565b5f5473ffffffffffffffffffffffffffffffffffffffff163314611121576040517f118cdaa7000000000000000000000000000000000000000000000000000000008152336004820152602401610546565b5f8061142d606484611fd8565b90505f61143b60648561228a565b905061076c8210158015611451575061270f8211155b801561145e575060018110155b801561146b5750600c8111155b949350505050565b61147b611a34565b60027f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0055565b5f8273ffffffffffffffffffffffffffffffffffffffff16826040515f6040518083038185875af1925050503d805f81146114f7576040519150601f19603f3d011682016040523d82523d5f602084013e6114fc565b606091505b5050905080611285576040517f1c43b97600000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff8416600482015260248101839052604401610546565b5f805473ffffffffffffffffffffffffffffffffffffffff8381167fffffffffffffffffffffffff0000000000000000000000000000000000000000831681178455604051919092169283917f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09190a35050565b61160c6040518061010001604052805f81526020015f81526020015f81526020015f8152602001606081526020015f81526020015f8152602001606081525090565b6040517f42046b6a00000000000000000000000000000000000000000000000000000000815230906342046b6a9061164a908690869060040161229d565b5f60405180830381865afa92505050801561168657506040513d5f823e601f3d908101601f1916820160405261168391908101906122cb565b60015b6116bc576040517feefe1a2e00000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b9050610ffb565b805160011461170b5780516040517f2f448fe8000000000000000000000000000000000000000000000000000000008152600481019190915260016024820152604401610546565b468160200151146117575760208101516040517f24497bc30000000000000000000000000000000000000000000000000000000081526004810191909152466024820152604401610546565b7f00000000000000000000000000000000000000000000000000000000000000008160400151146117e35760408082015190517fb20e79e900000000000000000000000000000000000000000000000000000000815260048101919091527f00000000000000000000000000000000000000000000000000000000000000006024820152604401610546565b60a08101515f9081526001602052604090205460ff16611837578060a001516040517f437d3ac600000000000000000000000000000000000000000000000000000000815260040161054691815260200190565b60608101515f9081526002602052604090205460ff1615610b9e5780606001516040517f51a8d97400000000000000000000000000000000000000000000000000000000815260040161054691815260200190565b5f61189682611a8f565b90505f60045f6118d4845f01518560200151604080516020808201949094528082019290925280518083038201815260609092019052805191012090565b815260208101919091526040015f2090506001815460ff1660038111156118fd576118fd611e6b565b111561194557815160208301516040517f6d67588000000000000000000000000000000000000000000000000000000000815260048101929092526024820152604401610546565b5f8260c00151611955575f61195b565b8260e001515b825460027fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000ffff00909116630100000061ffff8416021781178455830154909150612710906119a8908390611f94565b6119b29190611fd8565b82600201546003546119c49190611ffe565b6119ce9190611feb565b600355602083810151845160608087015160808089015160a08a0151604080518a815298890194909452928701529185015288937f26985cc107d4a092903f71ea8c2fe8aee7edf6d68aa16656321c1670d7c5f79b910160405180910390a45050505050565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f0054600203611121576040517f3ee5aeb500000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b611ad76040518061012001604052805f81526020015f81526020015f81526020015f81526020015f81526020015f81526020015f151581526020015f81526020015f81525090565b610120825114611b185781516040517f1a189c0200000000000000000000000000000000000000000000000000000000815260040161054691815260200190565b81806020019051810190611b2c91906123ae565b9050611b3b8160200151611420565b611b795780602001516040517f746f63b200000000000000000000000000000000000000000000000000000000815260040161054691815260200190565b7f000000000000000000000000000000000000000000000000000000000000000081604001511015611c065760408082015190517f5c8e4e0300000000000000000000000000000000000000000000000000000000815260048101919091527f00000000000000000000000000000000000000000000000000000000000000006024820152604401610546565b6127108160e001511115611c4e578060e001516040517f6af5ae3800000000000000000000000000000000000000000000000000000000815260040161054691815260200190565b919050565b803567ffffffffffffffff81168114611c4e575f5ffd5b5f5f5f5f5f60a08688031215611c7e575f5ffd5b8535945060208601359350604086013561ffff81168114611c9d575f5ffd5b9250611cab60608701611c53565b9150611cb960808701611c53565b90509295509295909350565b5f5f60408385031215611cd6575f5ffd5b50508035926020909101359150565b803573ffffffffffffffffffffffffffffffffffffffff81168114611c4e575f5ffd5b5f5f5f60608486031215611d1a575f5ffd5b611d2384611ce5565b95602085013595506040909401359392505050565b5f60208284031215611d48575f5ffd5b5035919050565b5f5f60208385031215611d60575f5ffd5b823567ffffffffffffffff811115611d76575f5ffd5b8301601f81018513611d86575f5ffd5b803567ffffffffffffffff811115611d9c575f5ffd5b856020828401011115611dad575f5ffd5b6020919091019590945092505050565b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b60208152815160208201526020820151604082015260408201516060820152606082015160808201525f608083015161010060a0840152611e30610120840182611dbd565b905060a084015160c084015260c084015160e084015260e0840151601f1984830301610100850152611e628282611dbd565b95945050505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b815160e082019060048110611ed4577f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b8083525061ffff60208401511660208301526040830151611efb604084018261ffff169052565b506060830151611f17606084018267ffffffffffffffff169052565b506080830151611f33608084018267ffffffffffffffff169052565b5060a083015160a083015260c083015160c083015292915050565b5f60208284031215611f5e575f5ffd5b610b1982611ce5565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b8082028115828204841417610ffb57610ffb611f67565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f82611fe657611fe6611fab565b500490565b80820180821115610ffb57610ffb611f67565b81810381811115610ffb57610ffb611f67565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b604051610100810167ffffffffffffffff8111828210171561206257612062612011565b60405290565b604051610120810167ffffffffffffffff8111828210171561206257612062612011565b604051601f8201601f1916810167ffffffffffffffff811182821017156120b5576120b5612011565b604052919050565b5f67ffffffffffffffff8211156120d6576120d6612011565b50601f01601f191660200190565b5f6120f66120f1846120bd565b61208c565b9050828152838383011115612109575f5ffd5b828260208301375f602084830101529392505050565b5f5f5f5f60808587031215612132575f5ffd5b843567ffffffffffffffff811115612148575f5ffd5b8501601f81018713612158575f5ffd5b612167878235602084016120e4565b9450506020850135925060408501359150606085013567ffffffffffffffff811115612191575f5ffd5b8501601f810187136121a1575f5ffd5b6121b0878235602084016120e4565b91505092959194509250565b5f82601f8301126121cb575f5ffd5b8151602083015f6121de6120f1846120bd565b90508281528583830111156121f1575f5ffd5b8282602083015e5f92810160200192909252509392505050565b5f5f5f5f5f60a0868803121561221f575f5ffd5b855160208701516040880151606089015160808a01519398509196509450925067ffffffffffffffff811115612253575f5ffd5b61225f888289016121bc565b9150509295509295909350565b838152826020820152606060408201525f611e626060830184611dbd565b5f8261229857612298611fab565b500690565b60208152816020820152818360408301375f818301604090810191909152601f909201601f19160101919050565b5f602082840312156122db575f5ffd5b815167ffffffffffffffff8111156122f1575f5ffd5b82016101008185031215612303575f5ffd5b61230b61203e565b81518152602080830151908201526040808301519082015260608083015190820152608082015167ffffffffffffffff811115612346575f5ffd5b612352868285016121bc565b60808301525060a0828101519082015260c0808301519082015260e082015167ffffffffffffffff811115612385575f5ffd5b612391868285016121bc565b60e083015250949350505050565b80518015158114611c4e575f5ffd5b5f6101208284031280156123c0575f5ffd5b506123c9612068565b825181526020808401519082015260408084015190820152606080840151908201526080808401519082015260a0808401519082015261240b60c0840161239f565b60c082015260e0838101519082015261010092830151928101929092525091905056",
}

// WeatherInsurance is an auto generated Go binding around an Ethereum contract.
type WeatherInsurance struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *WeatherInsurance) GetABI() abi.ABI {
	return c.abi
}

// NewWeatherInsurance creates a new instance of WeatherInsurance.
func NewWeatherInsurance() *WeatherInsurance {
	parsed, err := WeatherInsuranceMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &WeatherInsurance{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *WeatherInsurance) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address router_, uint256 projectId_, address owner_, uint256 minimumDays_) returns()
func (weatherInsurance *WeatherInsurance) PackConstructor(router_ common.Address, projectId_ *big.Int, owner_ common.Address, minimumDays_ *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("", router_, projectId_, owner_, minimumDays_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackJOURNALVERSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2aded92.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackJOURNALVERSION() []byte {
	enc, err := weatherInsurance.abi.Pack("JOURNAL_VERSION")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJOURNALVERSION is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2aded92.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackJOURNALVERSION() ([]byte, error) {
	return weatherInsurance.abi.Pack("JOURNAL_VERSION")
}

// UnpackJOURNALVERSION is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd2aded92.
//
// Solidity: function JOURNAL_VERSION() view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackJOURNALVERSION(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("JOURNAL_VERSION", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2154e91f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptProgram(bytes32 programId) returns()
func (weatherInsurance *WeatherInsurance) PackAcceptProgram(programId [32]byte) []byte {
	enc, err := weatherInsurance.abi.Pack("acceptProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2154e91f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptProgram(bytes32 programId) returns()
func (weatherInsurance *WeatherInsurance) TryPackAcceptProgram(programId [32]byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("acceptProgram", programId)
}

// PackBuy is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0ddeb632.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function buy(bytes32 station, uint256 month) payable returns(uint256 coverage)
func (weatherInsurance *WeatherInsurance) PackBuy(station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("buy", station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBuy is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0ddeb632.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function buy(bytes32 station, uint256 month) payable returns(uint256 coverage)
func (weatherInsurance *WeatherInsurance) TryPackBuy(station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("buy", station, month)
}

// UnpackBuy is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0ddeb632.
//
// Solidity: function buy(bytes32 station, uint256 month) payable returns(uint256 coverage)
func (weatherInsurance *WeatherInsurance) UnpackBuy(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("buy", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63f44968.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(bytes32 station, uint256 month) returns(uint256 amount)
func (weatherInsurance *WeatherInsurance) PackClaim(station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("claim", station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63f44968.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(bytes32 station, uint256 month) returns(uint256 amount)
func (weatherInsurance *WeatherInsurance) TryPackClaim(station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("claim", station, month)
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x63f44968.
//
// Solidity: function claim(bytes32 station, uint256 month) returns(uint256 amount)
func (weatherInsurance *WeatherInsurance) UnpackClaim(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("claim", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackClaimable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x11937d1c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claimable(address holder, bytes32 station, uint256 month) view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackClaimable(holder common.Address, station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("claimable", holder, station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaimable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x11937d1c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claimable(address holder, bytes32 station, uint256 month) view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackClaimable(holder common.Address, station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("claimable", holder, station, month)
}

// UnpackClaimable is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x11937d1c.
//
// Solidity: function claimable(address holder, bytes32 station, uint256 month) view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackClaimable(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("claimable", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (weatherInsurance *WeatherInsurance) PackDecodeSettlement(data []byte) []byte {
	enc, err := weatherInsurance.abi.Pack("decodeSettlement", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecodeSettlement is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42046b6a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (weatherInsurance *WeatherInsurance) TryPackDecodeSettlement(data []byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("decodeSettlement", data)
}

// UnpackDecodeSettlement is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42046b6a.
//
// Solidity: function decodeSettlement(bytes data) pure returns((uint256,uint256,uint256,bytes32,bytes,bytes32,bytes32,string) settlement)
func (weatherInsurance *WeatherInsurance) UnpackDecodeSettlement(data []byte) (SproutReceiverSettlement, error) {
	out, err := weatherInsurance.abi.Unpack("decodeSettlement", data)
	if err != nil {
		return *new(SproutReceiverSettlement), err
	}
	out0 := *abi.ConvertType(out[0], new(SproutReceiverSettlement)).(*SproutReceiverSettlement)
	return out0, nil
}

// PackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29e5103f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function expire(bytes32 station, uint256 month) returns()
func (weatherInsurance *WeatherInsurance) PackExpire(station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("expire", station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29e5103f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function expire(bytes32 station, uint256 month) returns()
func (weatherInsurance *WeatherInsurance) TryPackExpire(station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("expire", station, month)
}

// PackFreeCapital is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe6e46571.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function freeCapital() view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackFreeCapital() []byte {
	enc, err := weatherInsurance.abi.Pack("freeCapital")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFreeCapital is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe6e46571.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function freeCapital() view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackFreeCapital() ([]byte, error) {
	return weatherInsurance.abi.Pack("freeCapital")
}

// UnpackFreeCapital is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe6e46571.
//
// Solidity: function freeCapital() view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackFreeCapital(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("freeCapital", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb60d4288.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function fund() payable returns()
func (weatherInsurance *WeatherInsurance) PackFund() []byte {
	enc, err := weatherInsurance.abi.Pack("fund")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFund is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb60d4288.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function fund() payable returns()
func (weatherInsurance *WeatherInsurance) TryPackFund() ([]byte, error) {
	return weatherInsurance.abi.Pack("fund")
}

// PackIsProgramAccepted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x601e3cd1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (weatherInsurance *WeatherInsurance) PackIsProgramAccepted(programId [32]byte) []byte {
	enc, err := weatherInsurance.abi.Pack("isProgramAccepted", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsProgramAccepted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x601e3cd1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (weatherInsurance *WeatherInsurance) TryPackIsProgramAccepted(programId [32]byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("isProgramAccepted", programId)
}

// UnpackIsProgramAccepted is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x601e3cd1.
//
// Solidity: function isProgramAccepted(bytes32 programId) view returns(bool)
func (weatherInsurance *WeatherInsurance) UnpackIsProgramAccepted(data []byte) (bool, error) {
	out, err := weatherInsurance.abi.Unpack("isProgramAccepted", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (weatherInsurance *WeatherInsurance) PackIsSettled(taskDigest [32]byte) []byte {
	enc, err := weatherInsurance.abi.Pack("isSettled", taskDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSettled is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd07f3c9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (weatherInsurance *WeatherInsurance) TryPackIsSettled(taskDigest [32]byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("isSettled", taskDigest)
}

// UnpackIsSettled is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd07f3c9.
//
// Solidity: function isSettled(bytes32 taskDigest) view returns(bool)
func (weatherInsurance *WeatherInsurance) UnpackIsSettled(data []byte) (bool, error) {
	out, err := weatherInsurance.abi.Unpack("isSettled", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMinimumDays is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf0dca04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minimumDays() view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackMinimumDays() []byte {
	enc, err := weatherInsurance.abi.Pack("minimumDays")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinimumDays is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdf0dca04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minimumDays() view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackMinimumDays() ([]byte, error) {
	return weatherInsurance.abi.Pack("minimumDays")
}

// UnpackMinimumDays is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdf0dca04.
//
// Solidity: function minimumDays() view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackMinimumDays(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("minimumDays", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackObligations is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9050b560.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function obligations() view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackObligations() []byte {
	enc, err := weatherInsurance.abi.Pack("obligations")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackObligations is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9050b560.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function obligations() view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackObligations() ([]byte, error) {
	return weatherInsurance.abi.Pack("obligations")
}

// UnpackObligations is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9050b560.
//
// Solidity: function obligations() view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackObligations(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("obligations", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c200675.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offer(bytes32 station, uint256 month, uint16 premiumBps, uint64 salesEnd, uint64 settleBy) returns()
func (weatherInsurance *WeatherInsurance) PackOffer(station [32]byte, month *big.Int, premiumBps uint16, salesEnd uint64, settleBy uint64) []byte {
	enc, err := weatherInsurance.abi.Pack("offer", station, month, premiumBps, salesEnd, settleBy)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0c200675.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offer(bytes32 station, uint256 month, uint16 premiumBps, uint64 salesEnd, uint64 settleBy) returns()
func (weatherInsurance *WeatherInsurance) TryPackOffer(station [32]byte, month *big.Int, premiumBps uint16, salesEnd uint64, settleBy uint64) ([]byte, error) {
	return weatherInsurance.abi.Pack("offer", station, month, premiumBps, salesEnd, settleBy)
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (weatherInsurance *WeatherInsurance) PackOwner() []byte {
	enc, err := weatherInsurance.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (weatherInsurance *WeatherInsurance) TryPackOwner() ([]byte, error) {
	return weatherInsurance.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (weatherInsurance *WeatherInsurance) UnpackOwner(data []byte) (common.Address, error) {
	out, err := weatherInsurance.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPolicyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf86dad62.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function policyOf(address holder, bytes32 station, uint256 month) view returns((uint256,uint256))
func (weatherInsurance *WeatherInsurance) PackPolicyOf(holder common.Address, station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("policyOf", holder, station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPolicyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf86dad62.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function policyOf(address holder, bytes32 station, uint256 month) view returns((uint256,uint256))
func (weatherInsurance *WeatherInsurance) TryPackPolicyOf(holder common.Address, station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("policyOf", holder, station, month)
}

// UnpackPolicyOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf86dad62.
//
// Solidity: function policyOf(address holder, bytes32 station, uint256 month) view returns((uint256,uint256))
func (weatherInsurance *WeatherInsurance) UnpackPolicyOf(data []byte) (WeatherInsurancePolicy, error) {
	out, err := weatherInsurance.abi.Unpack("policyOf", data)
	if err != nil {
		return *new(WeatherInsurancePolicy), err
	}
	out0 := *abi.ConvertType(out[0], new(WeatherInsurancePolicy)).(*WeatherInsurancePolicy)
	return out0, nil
}

// PackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function projectId() view returns(uint256)
func (weatherInsurance *WeatherInsurance) PackProjectId() []byte {
	enc, err := weatherInsurance.abi.Pack("projectId")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProjectId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fafa127.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function projectId() view returns(uint256)
func (weatherInsurance *WeatherInsurance) TryPackProjectId() ([]byte, error) {
	return weatherInsurance.abi.Pack("projectId")
}

// UnpackProjectId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fafa127.
//
// Solidity: function projectId() view returns(uint256)
func (weatherInsurance *WeatherInsurance) UnpackProjectId(data []byte) (*big.Int, error) {
	out, err := weatherInsurance.abi.Unpack("projectId", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function receiveData(bytes data) returns()
func (weatherInsurance *WeatherInsurance) PackReceiveData(data []byte) []byte {
	enc, err := weatherInsurance.abi.Pack("receiveData", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReceiveData is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb410f645.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function receiveData(bytes data) returns()
func (weatherInsurance *WeatherInsurance) TryPackReceiveData(data []byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("receiveData", data)
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (weatherInsurance *WeatherInsurance) PackRenounceOwnership() []byte {
	enc, err := weatherInsurance.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (weatherInsurance *WeatherInsurance) TryPackRenounceOwnership() ([]byte, error) {
	return weatherInsurance.abi.Pack("renounceOwnership")
}

// PackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (weatherInsurance *WeatherInsurance) PackRevokeProgram(programId [32]byte) []byte {
	enc, err := weatherInsurance.abi.Pack("revokeProgram", programId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeProgram is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x280767d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeProgram(bytes32 programId) returns()
func (weatherInsurance *WeatherInsurance) TryPackRevokeProgram(programId [32]byte) ([]byte, error) {
	return weatherInsurance.abi.Pack("revokeProgram", programId)
}

// PackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function router() view returns(address)
func (weatherInsurance *WeatherInsurance) PackRouter() []byte {
	enc, err := weatherInsurance.abi.Pack("router")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRouter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf887ea40.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function router() view returns(address)
func (weatherInsurance *WeatherInsurance) TryPackRouter() ([]byte, error) {
	return weatherInsurance.abi.Pack("router")
}

// UnpackRouter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf887ea40.
//
// Solidity: function router() view returns(address)
func (weatherInsurance *WeatherInsurance) UnpackRouter(data []byte) (common.Address, error) {
	out, err := weatherInsurance.abi.Unpack("router", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTerm is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68fde7c7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function term(bytes32 station, uint256 month) view returns((uint8,uint16,uint16,uint64,uint64,uint256,uint256))
func (weatherInsurance *WeatherInsurance) PackTerm(station [32]byte, month *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("term", station, month)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTerm is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68fde7c7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function term(bytes32 station, uint256 month) view returns((uint8,uint16,uint16,uint64,uint64,uint256,uint256))
func (weatherInsurance *WeatherInsurance) TryPackTerm(station [32]byte, month *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("term", station, month)
}

// UnpackTerm is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x68fde7c7.
//
// Solidity: function term(bytes32 station, uint256 month) view returns((uint8,uint16,uint16,uint64,uint64,uint256,uint256))
func (weatherInsurance *WeatherInsurance) UnpackTerm(data []byte) (WeatherInsuranceTerm, error) {
	out, err := weatherInsurance.abi.Unpack("term", data)
	if err != nil {
		return *new(WeatherInsuranceTerm), err
	}
	out0 := *abi.ConvertType(out[0], new(WeatherInsuranceTerm)).(*WeatherInsuranceTerm)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (weatherInsurance *WeatherInsurance) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := weatherInsurance.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (weatherInsurance *WeatherInsurance) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return weatherInsurance.abi.Pack("transferOwnership", newOwner)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 amount) returns()
func (weatherInsurance *WeatherInsurance) PackWithdraw(amount *big.Int) []byte {
	enc, err := weatherInsurance.abi.Pack("withdraw", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 amount) returns()
func (weatherInsurance *WeatherInsurance) TryPackWithdraw(amount *big.Int) ([]byte, error) {
	return weatherInsurance.abi.Pack("withdraw", amount)
}

// WeatherInsuranceClaimed represents a Claimed event raised by the WeatherInsurance contract.
type WeatherInsuranceClaimed struct {
	Holder  common.Address
	Station [32]byte
	Month   *big.Int
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceClaimed) ContractEventName() string {
	return WeatherInsuranceClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed holder, bytes32 indexed station, uint256 indexed month, uint256 amount)
func (weatherInsurance *WeatherInsurance) UnpackClaimedEvent(log *types.Log) (*WeatherInsuranceClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceClaimed)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceFunded represents a Funded event raised by the WeatherInsurance contract.
type WeatherInsuranceFunded struct {
	From   common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceFundedEventName = "Funded"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceFunded) ContractEventName() string {
	return WeatherInsuranceFundedEventName
}

// UnpackFundedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Funded(address indexed from, uint256 amount)
func (weatherInsurance *WeatherInsurance) UnpackFundedEvent(log *types.Log) (*WeatherInsuranceFunded, error) {
	event := "Funded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceFunded)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceMonthExpired represents a MonthExpired event raised by the WeatherInsurance contract.
type WeatherInsuranceMonthExpired struct {
	Station [32]byte
	Month   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceMonthExpiredEventName = "MonthExpired"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceMonthExpired) ContractEventName() string {
	return WeatherInsuranceMonthExpiredEventName
}

// UnpackMonthExpiredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MonthExpired(bytes32 indexed station, uint256 indexed month)
func (weatherInsurance *WeatherInsurance) UnpackMonthExpiredEvent(log *types.Log) (*WeatherInsuranceMonthExpired, error) {
	event := "MonthExpired"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceMonthExpired)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceMonthOffered represents a MonthOffered event raised by the WeatherInsurance contract.
type WeatherInsuranceMonthOffered struct {
	Station    [32]byte
	Month      *big.Int
	PremiumBps uint16
	SalesEnd   uint64
	SettleBy   uint64
	Raw        *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceMonthOfferedEventName = "MonthOffered"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceMonthOffered) ContractEventName() string {
	return WeatherInsuranceMonthOfferedEventName
}

// UnpackMonthOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MonthOffered(bytes32 indexed station, uint256 indexed month, uint16 premiumBps, uint64 salesEnd, uint64 settleBy)
func (weatherInsurance *WeatherInsurance) UnpackMonthOfferedEvent(log *types.Log) (*WeatherInsuranceMonthOffered, error) {
	event := "MonthOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceMonthOffered)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceMonthSettled represents a MonthSettled event raised by the WeatherInsurance contract.
type WeatherInsuranceMonthSettled struct {
	Station          [32]byte
	Month            *big.Int
	TaskDigest       [32]byte
	PayoutBps        *big.Int
	RainfallTenthsMm *big.Int
	MaxTempTenthsC   *big.Int
	MinTempTenthsC   *big.Int
	Raw              *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceMonthSettledEventName = "MonthSettled"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceMonthSettled) ContractEventName() string {
	return WeatherInsuranceMonthSettledEventName
}

// UnpackMonthSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MonthSettled(bytes32 indexed station, uint256 indexed month, bytes32 indexed taskDigest, uint256 payoutBps, uint256 rainfallTenthsMm, int256 maxTempTenthsC, int256 minTempTenthsC)
func (weatherInsurance *WeatherInsurance) UnpackMonthSettledEvent(log *types.Log) (*WeatherInsuranceMonthSettled, error) {
	event := "MonthSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceMonthSettled)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceOwnershipTransferred represents a OwnershipTransferred event raised by the WeatherInsurance contract.
type WeatherInsuranceOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceOwnershipTransferred) ContractEventName() string {
	return WeatherInsuranceOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (weatherInsurance *WeatherInsurance) UnpackOwnershipTransferredEvent(log *types.Log) (*WeatherInsuranceOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsurancePolicyBought represents a PolicyBought event raised by the WeatherInsurance contract.
type WeatherInsurancePolicyBought struct {
	Holder   common.Address
	Station  [32]byte
	Month    *big.Int
	Premium  *big.Int
	Coverage *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const WeatherInsurancePolicyBoughtEventName = "PolicyBought"

// ContractEventName returns the user-defined event name.
func (WeatherInsurancePolicyBought) ContractEventName() string {
	return WeatherInsurancePolicyBoughtEventName
}

// UnpackPolicyBoughtEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PolicyBought(address indexed holder, bytes32 indexed station, uint256 indexed month, uint256 premium, uint256 coverage)
func (weatherInsurance *WeatherInsurance) UnpackPolicyBoughtEvent(log *types.Log) (*WeatherInsurancePolicyBought, error) {
	event := "PolicyBought"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsurancePolicyBought)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceProgramAccepted represents a ProgramAccepted event raised by the WeatherInsurance contract.
type WeatherInsuranceProgramAccepted struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceProgramAcceptedEventName = "ProgramAccepted"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceProgramAccepted) ContractEventName() string {
	return WeatherInsuranceProgramAcceptedEventName
}

// UnpackProgramAcceptedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramAccepted(bytes32 indexed programId)
func (weatherInsurance *WeatherInsurance) UnpackProgramAcceptedEvent(log *types.Log) (*WeatherInsuranceProgramAccepted, error) {
	event := "ProgramAccepted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceProgramAccepted)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceProgramRevoked represents a ProgramRevoked event raised by the WeatherInsurance contract.
type WeatherInsuranceProgramRevoked struct {
	ProgramId [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceProgramRevokedEventName = "ProgramRevoked"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceProgramRevoked) ContractEventName() string {
	return WeatherInsuranceProgramRevokedEventName
}

// UnpackProgramRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ProgramRevoked(bytes32 indexed programId)
func (weatherInsurance *WeatherInsurance) UnpackProgramRevokedEvent(log *types.Log) (*WeatherInsuranceProgramRevoked, error) {
	event := "ProgramRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceProgramRevoked)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceTaskSettled represents a TaskSettled event raised by the WeatherInsurance contract.
type WeatherInsuranceTaskSettled struct {
	TaskDigest    [32]byte
	ProjectId     *big.Int
	ProgramId     [32]byte
	ReceiptDigest [32]byte
	ReceiptCid    string
	Raw           *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceTaskSettledEventName = "TaskSettled"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceTaskSettled) ContractEventName() string {
	return WeatherInsuranceTaskSettledEventName
}

// UnpackTaskSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, bytes32 receiptDigest, string receiptCid)
func (weatherInsurance *WeatherInsurance) UnpackTaskSettledEvent(log *types.Log) (*WeatherInsuranceTaskSettled, error) {
	event := "TaskSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceTaskSettled)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// WeatherInsuranceWithdrawn represents a Withdrawn event raised by the WeatherInsurance contract.
type WeatherInsuranceWithdrawn struct {
	To     common.Address
	Amount *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const WeatherInsuranceWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (WeatherInsuranceWithdrawn) ContractEventName() string {
	return WeatherInsuranceWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed to, uint256 amount)
func (weatherInsurance *WeatherInsurance) UnpackWithdrawnEvent(log *types.Log) (*WeatherInsuranceWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != weatherInsurance.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(WeatherInsuranceWithdrawn)
	if len(log.Data) > 0 {
		if err := weatherInsurance.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range weatherInsurance.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (weatherInsurance *WeatherInsurance) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["InsufficientCapital"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackInsufficientCapitalError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["InvalidMonth"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackInvalidMonthError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["InvalidPayout"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackInvalidPayoutError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["InvalidPeriod"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackInvalidPeriodError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["InvalidPremium"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackInvalidPremiumError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MalformedReport"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMalformedReportError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MalformedSettlement"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMalformedSettlementError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MonthAlreadyDecided"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMonthAlreadyDecidedError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MonthAlreadyKnown"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMonthAlreadyKnownError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MonthNotDue"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMonthNotDueError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["MonthNotOpen"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackMonthNotOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["NotRouter"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackNotRouterError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["NothingToClaim"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackNothingToClaimError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["PremiumMissing"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackPremiumMissingError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["ProgramNotAccepted"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackProgramNotAcceptedError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["SalesEnded"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackSalesEndedError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["TaskAlreadySettled"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackTaskAlreadySettledError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["TooFewDays"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackTooFewDaysError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["UnsupportedVersion"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackUnsupportedVersionError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["WrongChain"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackWrongChainError(raw[4:])
	}
	if bytes.Equal(raw[:4], weatherInsurance.abi.Errors["WrongProject"].ID.Bytes()[:4]) {
		return weatherInsurance.UnpackWrongProjectError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// WeatherInsuranceInsufficientCapital represents a InsufficientCapital error raised by the WeatherInsurance contract.
type WeatherInsuranceInsufficientCapital struct {
	Needed    *big.Int
	Available *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientCapital(uint256 needed, uint256 available)
func WeatherInsuranceInsufficientCapitalErrorID() common.Hash {
	return common.HexToHash("0x66ca9b84e69b908cd52f74f71afa69df381850d3c40239f8b1895dcfa24902d7")
}

// UnpackInsufficientCapitalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientCapital(uint256 needed, uint256 available)
func (weatherInsurance *WeatherInsurance) UnpackInsufficientCapitalError(raw []byte) (*WeatherInsuranceInsufficientCapital, error) {
	out := new(WeatherInsuranceInsufficientCapital)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "InsufficientCapital", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceInvalidMonth represents a InvalidMonth error raised by the WeatherInsurance contract.
type WeatherInsuranceInvalidMonth struct {
	Month *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidMonth(uint256 month)
func WeatherInsuranceInvalidMonthErrorID() common.Hash {
	return common.HexToHash("0x746f63b26e63c0dffe1e457f518e16a121d153bd361d61d369730953e2e0ea24")
}

// UnpackInvalidMonthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidMonth(uint256 month)
func (weatherInsurance *WeatherInsurance) UnpackInvalidMonthError(raw []byte) (*WeatherInsuranceInvalidMonth, error) {
	out := new(WeatherInsuranceInvalidMonth)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "InvalidMonth", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceInvalidPayout represents a InvalidPayout error raised by the WeatherInsurance contract.
type WeatherInsuranceInvalidPayout struct {
	PayoutBps *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidPayout(uint256 payoutBps)
func WeatherInsuranceInvalidPayoutErrorID() common.Hash {
	return common.HexToHash("0x6af5ae38f5e506748c223f05d400ef88d824f75894e31b0409d9230d3172fa10")
}

// UnpackInvalidPayoutError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidPayout(uint256 payoutBps)
func (weatherInsurance *WeatherInsurance) UnpackInvalidPayoutError(raw []byte) (*WeatherInsuranceInvalidPayout, error) {
	out := new(WeatherInsuranceInvalidPayout)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "InvalidPayout", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceInvalidPeriod represents a InvalidPeriod error raised by the WeatherInsurance contract.
type WeatherInsuranceInvalidPeriod struct {
	SalesEnd uint64
	SettleBy uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidPeriod(uint64 salesEnd, uint64 settleBy)
func WeatherInsuranceInvalidPeriodErrorID() common.Hash {
	return common.HexToHash("0x7c332d7e82193481a3b1e2ae548350c71c98bc1a8eb7c92aa9f4818f4e6aab20")
}

// UnpackInvalidPeriodError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidPeriod(uint64 salesEnd, uint64 settleBy)
func (weatherInsurance *WeatherInsurance) UnpackInvalidPeriodError(raw []byte) (*WeatherInsuranceInvalidPeriod, error) {
	out := new(WeatherInsuranceInvalidPeriod)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "InvalidPeriod", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceInvalidPremium represents a InvalidPremium error raised by the WeatherInsurance contract.
type WeatherInsuranceInvalidPremium struct {
	PremiumBps uint16
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidPremium(uint16 premiumBps)
func WeatherInsuranceInvalidPremiumErrorID() common.Hash {
	return common.HexToHash("0x3d23d5eb6d7bd7faa1cf8edc0311caa1a97d63197a35e554b8e058e481f15eec")
}

// UnpackInvalidPremiumError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidPremium(uint16 premiumBps)
func (weatherInsurance *WeatherInsurance) UnpackInvalidPremiumError(raw []byte) (*WeatherInsuranceInvalidPremium, error) {
	out := new(WeatherInsuranceInvalidPremium)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "InvalidPremium", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMalformedReport represents a MalformedReport error raised by the WeatherInsurance contract.
type WeatherInsuranceMalformedReport struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedReport(uint256 length)
func WeatherInsuranceMalformedReportErrorID() common.Hash {
	return common.HexToHash("0x1a189c0255dd088176ed89274601f6b9d11ce2500497ba45038c17aeb040f676")
}

// UnpackMalformedReportError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedReport(uint256 length)
func (weatherInsurance *WeatherInsurance) UnpackMalformedReportError(raw []byte) (*WeatherInsuranceMalformedReport, error) {
	out := new(WeatherInsuranceMalformedReport)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MalformedReport", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMalformedSettlement represents a MalformedSettlement error raised by the WeatherInsurance contract.
type WeatherInsuranceMalformedSettlement struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MalformedSettlement()
func WeatherInsuranceMalformedSettlementErrorID() common.Hash {
	return common.HexToHash("0xeefe1a2ebb5124ba95474e5cb2447a0c256d4e59215c68dac5b7709ed67b976a")
}

// UnpackMalformedSettlementError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MalformedSettlement()
func (weatherInsurance *WeatherInsurance) UnpackMalformedSettlementError(raw []byte) (*WeatherInsuranceMalformedSettlement, error) {
	out := new(WeatherInsuranceMalformedSettlement)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MalformedSettlement", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMonthAlreadyDecided represents a MonthAlreadyDecided error raised by the WeatherInsurance contract.
type WeatherInsuranceMonthAlreadyDecided struct {
	Station [32]byte
	Month   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MonthAlreadyDecided(bytes32 station, uint256 month)
func WeatherInsuranceMonthAlreadyDecidedErrorID() common.Hash {
	return common.HexToHash("0x6d675880e30774e164eab1ed31bdb055bb0a2d09a73456c51572a9808d7af6a7")
}

// UnpackMonthAlreadyDecidedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MonthAlreadyDecided(bytes32 station, uint256 month)
func (weatherInsurance *WeatherInsurance) UnpackMonthAlreadyDecidedError(raw []byte) (*WeatherInsuranceMonthAlreadyDecided, error) {
	out := new(WeatherInsuranceMonthAlreadyDecided)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MonthAlreadyDecided", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMonthAlreadyKnown represents a MonthAlreadyKnown error raised by the WeatherInsurance contract.
type WeatherInsuranceMonthAlreadyKnown struct {
	Station [32]byte
	Month   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MonthAlreadyKnown(bytes32 station, uint256 month)
func WeatherInsuranceMonthAlreadyKnownErrorID() common.Hash {
	return common.HexToHash("0x50a6139be41999cdf0dcf0a16389233041a5cc559c3a28d0ee898950d219de55")
}

// UnpackMonthAlreadyKnownError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MonthAlreadyKnown(bytes32 station, uint256 month)
func (weatherInsurance *WeatherInsurance) UnpackMonthAlreadyKnownError(raw []byte) (*WeatherInsuranceMonthAlreadyKnown, error) {
	out := new(WeatherInsuranceMonthAlreadyKnown)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MonthAlreadyKnown", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMonthNotDue represents a MonthNotDue error raised by the WeatherInsurance contract.
type WeatherInsuranceMonthNotDue struct {
	Station  [32]byte
	Month    *big.Int
	SettleBy uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MonthNotDue(bytes32 station, uint256 month, uint64 settleBy)
func WeatherInsuranceMonthNotDueErrorID() common.Hash {
	return common.HexToHash("0x7855e45283bb8a2329339923d9262c3b6a2c7920010ff3292aa51ae637f8751c")
}

// UnpackMonthNotDueError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MonthNotDue(bytes32 station, uint256 month, uint64 settleBy)
func (weatherInsurance *WeatherInsurance) UnpackMonthNotDueError(raw []byte) (*WeatherInsuranceMonthNotDue, error) {
	out := new(WeatherInsuranceMonthNotDue)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MonthNotDue", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceMonthNotOpen represents a MonthNotOpen error raised by the WeatherInsurance contract.
type WeatherInsuranceMonthNotOpen struct {
	Station [32]byte
	Month   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MonthNotOpen(bytes32 station, uint256 month)
func WeatherInsuranceMonthNotOpenErrorID() common.Hash {
	return common.HexToHash("0x4a66b21ca85433a0159598b699c1f48d92f485bcbb45d2d656c53e9c455f32d6")
}

// UnpackMonthNotOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MonthNotOpen(bytes32 station, uint256 month)
func (weatherInsurance *WeatherInsurance) UnpackMonthNotOpenError(raw []byte) (*WeatherInsuranceMonthNotOpen, error) {
	out := new(WeatherInsuranceMonthNotOpen)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "MonthNotOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceNotRouter represents a NotRouter error raised by the WeatherInsurance contract.
type WeatherInsuranceNotRouter struct {
	Caller common.Address
	Router common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRouter(address caller, address router)
func WeatherInsuranceNotRouterErrorID() common.Hash {
	return common.HexToHash("0x7090e53f67ea4ec148d9c53350eb45821f8da88d4a22c85ea04b69e6195db41b")
}

// UnpackNotRouterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRouter(address caller, address router)
func (weatherInsurance *WeatherInsurance) UnpackNotRouterError(raw []byte) (*WeatherInsuranceNotRouter, error) {
	out := new(WeatherInsuranceNotRouter)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "NotRouter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceNothingToClaim represents a NothingToClaim error raised by the WeatherInsurance contract.
type WeatherInsuranceNothingToClaim struct {
	Holder  common.Address
	Station [32]byte
	Month   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToClaim(address holder, bytes32 station, uint256 month)
func WeatherInsuranceNothingToClaimErrorID() common.Hash {
	return common.HexToHash("0xc0e6130e4305fcb93bf3acd442a14cdd0137557c2ab8b38fece2d20f653b1418")
}

// UnpackNothingToClaimError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToClaim(address holder, bytes32 station, uint256 month)
func (weatherInsurance *WeatherInsurance) UnpackNothingToClaimError(raw []byte) (*WeatherInsuranceNothingToClaim, error) {
	out := new(WeatherInsuranceNothingToClaim)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "NothingToClaim", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the WeatherInsurance contract.
type WeatherInsuranceOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func WeatherInsuranceOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (weatherInsurance *WeatherInsurance) UnpackOwnableInvalidOwnerError(raw []byte) (*WeatherInsuranceOwnableInvalidOwner, error) {
	out := new(WeatherInsuranceOwnableInvalidOwner)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the WeatherInsurance contract.
type WeatherInsuranceOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func WeatherInsuranceOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (weatherInsurance *WeatherInsurance) UnpackOwnableUnauthorizedAccountError(raw []byte) (*WeatherInsuranceOwnableUnauthorizedAccount, error) {
	out := new(WeatherInsuranceOwnableUnauthorizedAccount)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsurancePremiumMissing represents a PremiumMissing error raised by the WeatherInsurance contract.
type WeatherInsurancePremiumMissing struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PremiumMissing()
func WeatherInsurancePremiumMissingErrorID() common.Hash {
	return common.HexToHash("0x3510d007157c3501edea3dcc6186842b8824f106c2508be7fffa9ec94ba63f3e")
}

// UnpackPremiumMissingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PremiumMissing()
func (weatherInsurance *WeatherInsurance) UnpackPremiumMissingError(raw []byte) (*WeatherInsurancePremiumMissing, error) {
	out := new(WeatherInsurancePremiumMissing)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "PremiumMissing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceProgramNotAccepted represents a ProgramNotAccepted error raised by the WeatherInsurance contract.
type WeatherInsuranceProgramNotAccepted struct {
	ProgramId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func WeatherInsuranceProgramNotAcceptedErrorID() common.Hash {
	return common.HexToHash("0x437d3ac6d7cc05fc72f5c727b681e959521e9fa7096eb9adee35b878dbbc12bf")
}

// UnpackProgramNotAcceptedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ProgramNotAccepted(bytes32 programId)
func (weatherInsurance *WeatherInsurance) UnpackProgramNotAcceptedError(raw []byte) (*WeatherInsuranceProgramNotAccepted, error) {
	out := new(WeatherInsuranceProgramNotAccepted)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "ProgramNotAccepted", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the WeatherInsurance contract.
type WeatherInsuranceReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func WeatherInsuranceReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (weatherInsurance *WeatherInsurance) UnpackReentrancyGuardReentrantCallError(raw []byte) (*WeatherInsuranceReentrancyGuardReentrantCall, error) {
	out := new(WeatherInsuranceReentrancyGuardReentrantCall)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceSalesEnded represents a SalesEnded error raised by the WeatherInsurance contract.
type WeatherInsuranceSalesEnded struct {
	Station  [32]byte
	Month    *big.Int
	SalesEnd uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SalesEnded(bytes32 station, uint256 month, uint64 salesEnd)
func WeatherInsuranceSalesEndedErrorID() common.Hash {
	return common.HexToHash("0xefbc1f5ef0f6e0baa0183199fb156fec8bfbfbc4f243ed795a07c437dad85707")
}

// UnpackSalesEndedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SalesEnded(bytes32 station, uint256 month, uint64 salesEnd)
func (weatherInsurance *WeatherInsurance) UnpackSalesEndedError(raw []byte) (*WeatherInsuranceSalesEnded, error) {
	out := new(WeatherInsuranceSalesEnded)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "SalesEnded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceTaskAlreadySettled represents a TaskAlreadySettled error raised by the WeatherInsurance contract.
type WeatherInsuranceTaskAlreadySettled struct {
	TaskDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func WeatherInsuranceTaskAlreadySettledErrorID() common.Hash {
	return common.HexToHash("0x51a8d9742d88b0b6e8c6533f1a38a6c675ce5d27cbdb3488a5a5f295b143afff")
}

// UnpackTaskAlreadySettledError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TaskAlreadySettled(bytes32 taskDigest)
func (weatherInsurance *WeatherInsurance) UnpackTaskAlreadySettledError(raw []byte) (*WeatherInsuranceTaskAlreadySettled, error) {
	out := new(WeatherInsuranceTaskAlreadySettled)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "TaskAlreadySettled", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceTooFewDays represents a TooFewDays error raised by the WeatherInsurance contract.
type WeatherInsuranceTooFewDays struct {
	Reported *big.Int
	Required *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooFewDays(uint256 reported, uint256 required)
func WeatherInsuranceTooFewDaysErrorID() common.Hash {
	return common.HexToHash("0x5c8e4e03d8675132e50f4b7484e60fa93da13a7fcbfc40a7d4590c7a974703c5")
}

// UnpackTooFewDaysError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooFewDays(uint256 reported, uint256 required)
func (weatherInsurance *WeatherInsurance) UnpackTooFewDaysError(raw []byte) (*WeatherInsuranceTooFewDays, error) {
	out := new(WeatherInsuranceTooFewDays)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "TooFewDays", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceTransferFailed represents a TransferFailed error raised by the WeatherInsurance contract.
type WeatherInsuranceTransferFailed struct {
	To     common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address to, uint256 amount)
func WeatherInsuranceTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x1c43b9761b3fba5321ca8212bfc231945f668ccc0c446f333999eea9ce8fda81")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address to, uint256 amount)
func (weatherInsurance *WeatherInsurance) UnpackTransferFailedError(raw []byte) (*WeatherInsuranceTransferFailed, error) {
	out := new(WeatherInsuranceTransferFailed)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceUnsupportedVersion represents a UnsupportedVersion error raised by the WeatherInsurance contract.
type WeatherInsuranceUnsupportedVersion struct {
	Version   *big.Int
	Supported *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnsupportedVersion(uint256 version, uint256 supported)
func WeatherInsuranceUnsupportedVersionErrorID() common.Hash {
	return common.HexToHash("0x2f448fe84ea99ed0f7d821251e0d28fa90158c42b37dbe357cef646870b2137b")
}

// UnpackUnsupportedVersionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnsupportedVersion(uint256 version, uint256 supported)
func (weatherInsurance *WeatherInsurance) UnpackUnsupportedVersionError(raw []byte) (*WeatherInsuranceUnsupportedVersion, error) {
	out := new(WeatherInsuranceUnsupportedVersion)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "UnsupportedVersion", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceWrongChain represents a WrongChain error raised by the WeatherInsurance contract.
type WeatherInsuranceWrongChain struct {
	ChainId  *big.Int
	Expected *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func WeatherInsuranceWrongChainErrorID() common.Hash {
	return common.HexToHash("0x24497bc308635bccbc06f4997297d2158da178be2267eeead419bfdb19d42d4b")
}

// UnpackWrongChainError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongChain(uint256 chainId, uint256 expected)
func (weatherInsurance *WeatherInsurance) UnpackWrongChainError(raw []byte) (*WeatherInsuranceWrongChain, error) {
	out := new(WeatherInsuranceWrongChain)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "WrongChain", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// WeatherInsuranceWrongProject represents a WrongProject error raised by the WeatherInsurance contract.
type WeatherInsuranceWrongProject struct {
	ProjectId *big.Int
	Expected  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func WeatherInsuranceWrongProjectErrorID() common.Hash {
	return common.HexToHash("0xb20e79e9512d24aa55c7d6f4121ba34d59e8218df5ddda7ba5d324c68e74a7ee")
}

// UnpackWrongProjectError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongProject(uint256 projectId, uint256 expected)
func (weatherInsurance *WeatherInsurance) UnpackWrongProjectError(raw []byte) (*WeatherInsuranceWrongProject, error) {
	out := new(WeatherInsuranceWrongProject)
	if err := weatherInsurance.abi.UnpackIntoInterface(out, "WrongProject", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarMetaData contains all meta data concerning the ZNodeRegistrar contract.
var ZNodeRegistrarMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"addOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"canOperateZNode\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"createZNode\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"znodeId\",\"type\":\"uint64\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"getApproved\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"isApprovedForAll\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ownerOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"pauseZNode\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"removeOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"data\",\"type\":\"bytes\"}],\"name\":\"safeTransferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"setApprovalForAll\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"tokenURI\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"unpauseZNode\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"znodeCount\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"znodeDIDs\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"znodeId\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"znodeId\",\"type\":\"uint64\"}],\"name\":\"znodes\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"approved\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"approved\",\"type\":\"bool\"}],\"name\":\"ApprovalForAll\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"string\",\"name\":\"znodeDID\",\"type\":\"string\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorAdded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"string\",\"name\":\"znodeDID\",\"type\":\"string\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorRemoved\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"string\",\"name\":\"znodeDID\",\"type\":\"string\"}],\"name\":\"ZNodePaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"string\",\"name\":\"znodeDID\",\"type\":\"string\"}],\"name\":\"ZNodeUnpaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"string\",\"name\":\"znodeDID\",\"type\":\"string\"}],\"name\":\"ZNodeUpserted\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"uint64\",\"name\":\"znodeId\",\"type\":\"uint64\"}],\"name\":\"DIDAlreadyRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721IncorrectOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721InsufficientApproval\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC721InvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC721InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC721InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"tokenId\",\"type\":\"uint256\"}],\"name\":\"ERC721NonexistentToken\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"EmptyDID\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"InvalidOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotZNodeOperator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotZNodeOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorAlreadyAdded\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"ZNodeAlreadyPaused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"ZNodeNotFound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"did\",\"type\":\"string\"}],\"name\":\"ZNodeNotPaused\",\"type\":\"error\"}]",
	ID:  "9c73de14fe6947d37a34f0f1865b519f3e",
	Bin: "0x608060405234801561000f575f5ffd5b506040518060400160405280600a8152602001692d2737b232aa37b5b2b760b11b815250604051806040016040528060038152602001625a544b60e81b815250815f908161005d9190610115565b50600161006a8282610115565b5050506101d3565b634e487b7160e01b5f52604160045260245ffd5b600181811c9082168061009a57607f821691505b6020821081036100b857634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610110578282111561011057805f5260205f20601f840160051c60208510156100e957505f5b90810190601f840160051c035f5b8181101561010c575f838201556001016100f7565b5050505b505050565b81516001600160401b0381111561012e5761012e610072565b6101428161013c8454610086565b846100be565b6020601f821160018114610174575f831561015d5750848201515b5f19600385901b1c1916600184901b1784556101cc565b5f84815260208120601f198516915b828110156101a35787850151825560209485019460019092019101610183565b50848210156101c057868401515f19600387901b60f8161c191681555b505060018360011b0184555b5050505050565b6121f5806101e05f395ff3fe608060405234801561000f575f5ffd5b5060043610610179575f3560e01c806370a08231116100d2578063b0c9e9d811610088578063e522dc5111610063578063e522dc5114610342578063e985e9c514610355578063ee2ea72314610390575f5ffd5b8063b0c9e9d814610309578063b88d4fde1461031c578063c87b56dd1461032f575f5ffd5b806395d89b41116100b857806395d89b41146102db578063a22cb465146102e3578063b04e93c7146102f6575f5ffd5b806370a082311461028d5780638514cdbd146102ae575f5ffd5b8063335eb2cd116101325780635b85f5ec1161010d5780635b85f5ec14610246578063612aa00e146102675780636352211e1461027a575f5ffd5b8063335eb2cd1461020d57806342842e0e1461022057806350545d2f14610233575f5ffd5b8063081812fc11610162578063081812fc146101ba578063095ea7b3146101e557806323b872dd146101fa575f5ffd5b806301ffc9a71461017d57806306fdde03146101a5575b5f5ffd5b61019061018b366004611a6a565b6103c5565b60405190151581526020015b60405180910390f35b6101ad6104a9565b60405161019c9190611ad1565b6101cd6101c8366004611ae3565b610538565b6040516001600160a01b03909116815260200161019c565b6101f86101f3366004611b15565b61055f565b005b6101f8610208366004611b3d565b61056e565b6101f861021b366004611bbc565b61062e565b6101f861022e366004611b3d565b610776565b6101f8610241366004611bbc565b610795565b610259610254366004611c0c565b61092c565b60405161019c929190611c33565b6101f8610275366004611c56565b6109eb565b6101cd610288366004611ae3565b610ac5565b6102a061029b366004611c95565b610acf565b60405190815260200161019c565b6006546102c29067ffffffffffffffff1681565b60405167ffffffffffffffff909116815260200161019c565b6101ad610b2d565b6101f86102f1366004611cae565b610b3c565b610190610304366004611ce7565b610b47565b6101f8610317366004611c56565b610b87565b6101f861032a366004611df8565b610c66565b6101ad61033d366004611ae3565b610c7e565b6102c2610350366004611c56565b610cee565b610190610363366004611e6f565b6001600160a01b039182165f90815260056020908152604080832093909416825291909152205460ff1690565b6102c261039e366004611ea0565b805160208183018101805160078252928201919093012091525467ffffffffffffffff1681565b5f7fffffffff0000000000000000000000000000000000000000000000000000000082167f80ac58cd00000000000000000000000000000000000000000000000000000000148061045757507fffffffff0000000000000000000000000000000000000000000000000000000082167f5b5e139f00000000000000000000000000000000000000000000000000000000145b806104a357507f01ffc9a7000000000000000000000000000000000000000000000000000000007fffffffff000000000000000000000000000000000000000000000000000000008316145b92915050565b60605f80546104b790611ee5565b80601f01602080910402602001604051908101604052809291908181526020018280546104e390611ee5565b801561052e5780601f106105055761010080835404028352916020019161052e565b820191905f5260205f20905b81548152906001019060200180831161051157829003601f168201915b5050505050905090565b5f61054282610ebb565b505f828152600460205260409020546001600160a01b03166104a3565b61056a828233610f0c565b5050565b6001600160a01b0382166105b5576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024015b60405180910390fd5b5f6105c1838333610f19565b9050836001600160a01b0316816001600160a01b031614610628576040517f64283d7b0000000000000000000000000000000000000000000000000000000081526001600160a01b03808616600483015260248201849052821660448201526064016105ac565b50505050565b5f6106398484610fb4565b67ffffffffffffffff8082165f9081526009602090815260408083206008835281842060010154610100900490941683529281528282206001600160a01b03871683529052205490915060ff166106c2578383836040517fecd43e930000000000000000000000000000000000000000000000000000000081526004016105ac93929190611f7d565b67ffffffffffffffff8082165f9081526009602090815260408083206008835281842060010154610100900490941683529281528282206001600160a01b03861680845291529082902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016905590516107419086908690611fa9565b604051908190038120907fbe1acd4d169dac18fbcaede8b1a4f165d9765c8a41daca9d8df4fb1c64ce600a905f90a350505050565b61079083838360405180602001604052805f815250610c66565b505050565b5f6107a08484610fb4565b90506001600160a01b0382166107ed576040517f3eaa03e30000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201526024016105ac565b67ffffffffffffffff8082165f9081526009602090815260408083206008835281842060010154610100900490941683529281528282206001600160a01b03861683529052205460ff1615610874578383836040517fe44fbd460000000000000000000000000000000000000000000000000000000081526004016105ac93929190611f7d565b67ffffffffffffffff8082165f908152600960209081526040808320600883528184206001908101546101009004909516845282528083206001600160a01b03871680855292529182902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0016909317909255516108f79086908690611fa9565b604051908190038120907f451b633daf7125a63499b6bfb37960137bf0ec934a77cde7c987cd73a763ffde905f90a350505050565b67ffffffffffffffff81165f908152600860205260408120600181015481546060939291829160ff90911690829061096390611ee5565b80601f016020809104026020016040519081016040528092919081815260200182805461098f90611ee5565b80156109da5780601f106109b1576101008083540402835291602001916109da565b820191905f5260205f20905b8154815290600101906020018083116109bd57829003601f168201915b505050505091509250925050915091565b5f60085f6109f98585611090565b67ffffffffffffffff16815260208101919091526040015f20600181015490915060ff16610a575782826040517f884411030000000000000000000000000000000000000000000000000000000081526004016105ac929190611fb8565b6001810180547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00169055604051610a919084908490611fa9565b604051908190038120907f7940133dd0d674bd27bae54738b9b150d03482f500fe908e943309807e6a8a62905f90a2505050565b5f6104a382610ebb565b5f6001600160a01b038216610b12576040517f89c62b640000000000000000000000000000000000000000000000000000000081525f60048201526024016105ac565b506001600160a01b03165f9081526003602052604090205490565b6060600180546104b790611ee5565b61056a338383611143565b5f610b7d60078484604051610b5d929190611fa9565b9081526040519081900360200190205467ffffffffffffffff168561125a565b90505b9392505050565b5f60085f610b958585611090565b67ffffffffffffffff16815260208101919091526040015f20600181015490915060ff1615610bf45782826040517f90eb91a30000000000000000000000000000000000000000000000000000000081526004016105ac929190611fb8565b600181810180547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00169091179055604051610c329084908490611fa9565b604051908190038120907f3b3591532ac11876cdfe50eeaa1e4a653370539aa7b2061a222517f12d5d610e905f90a2505050565b610c7184848461056e565b61062833858585856112f4565b6060610c8982610ebb565b505f610c9f60408051602081019091525f815290565b90505f815111610cbd5760405180602001604052805f815250610b80565b80610cc7846114b6565b604051602001610cd8929190611fe2565b6040516020818303038152906040529392505050565b5f818103610d28576040517faaf50e2400000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b60078383604051610d3a929190611fa9565b9081526040519081900360200190205467ffffffffffffffff1615610dbb57828260078585604051610d6d929190611fa9565b908152604051908190036020018120547f4fb727770000000000000000000000000000000000000000000000000000000082526105ac93929167ffffffffffffffff90911690600401611ff6565b600680545f90610dd49067ffffffffffffffff16612023565b825467ffffffffffffffff8083166101009490940a848102910219909116179092555f908152600860205260409020909150610e118385836120c2565b508060078484604051610e25929190611fa9565b908152604051908190036020019020805467ffffffffffffffff9283167fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000909116179055610e769033908316611553565b8282604051610e86929190611fa9565b604051908190038120907f5d67f654709f9147ec5d8c04b24191c2b359fce2fa0a04ab282ad4132cd6cddb905f90a292915050565b5f818152600260205260408120546001600160a01b0316806104a3576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018490526024016105ac565b61079083838360016115e6565b5f610f25848484611739565b90506001600160a01b03811615801590610f515750836001600160a01b0316816001600160a01b031614155b15610b805767ffffffffffffffff8084165f908152600860205260409020600190810180549092610f8791610100900416612023565b91906101000a81548167ffffffffffffffff021916908367ffffffffffffffff1602179055509392505050565b5f60078383604051610fc7929190611fa9565b9081526040519081900360200190205467ffffffffffffffff1690505f8190036110215782826040517fd34c9d680000000000000000000000000000000000000000000000000000000081526004016105ac929190611fb8565b3361104a67ffffffffffffffff83165f908152600260205260409020546001600160a01b031690565b6001600160a01b0316146104a3578282336040517f745e84af0000000000000000000000000000000000000000000000000000000081526004016105ac93929190611f7d565b5f600783836040516110a3929190611fa9565b9081526040519081900360200190205467ffffffffffffffff1690505f8190036110fd5782826040517fd34c9d680000000000000000000000000000000000000000000000000000000081526004016105ac929190611fb8565b611107813361125a565b6104a3578282336040517fc30d84050000000000000000000000000000000000000000000000000000000081526004016105ac93929190611f7d565b6001600160a01b038316611185576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081525f60048201526024016105ac565b6001600160a01b0382166111d0576040517f5b08ba180000000000000000000000000000000000000000000000000000000081526001600160a01b03831660048201526024016105ac565b6001600160a01b038381165f8181526005602090815260408083209487168084529482529182902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001686151590811790915591519182527f17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31910160405180910390a3505050565b67ffffffffffffffff82165f908152600260205260408120546001600160a01b031680158015906112ec5750826001600160a01b0316816001600160a01b031614806112ec575067ffffffffffffffff8085165f9081526009602090815260408083206008835281842060010154610100900490941683529281528282206001600160a01b03871683529052205460ff165b949350505050565b6001600160a01b0383163b156114af576040517f150b7a020000000000000000000000000000000000000000000000000000000081526001600160a01b0384169063150b7a029061134f90889088908790879060040161219a565b6020604051808303815f875af19250505080156113a7575060408051601f3d9081017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01682019092526113a4918101906121da565b60015b611427573d8080156113d4576040519150601f19603f3d011682016040523d82523d5f602084013e6113d9565b606091505b5080515f0361141f576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105ac565b805160208201fd5b7fffffffff0000000000000000000000000000000000000000000000000000000081167f150b7a0200000000000000000000000000000000000000000000000000000000146114ad576040517f64a0ae920000000000000000000000000000000000000000000000000000000081526001600160a01b03851660048201526024016105ac565b505b5050505050565b60605f6114c283611843565b60010190505f8167ffffffffffffffff8111156114e1576114e1611d36565b6040519080825280601f01601f19166020018201604052801561150b576020820181803683370190505b5090508181016020015b5f19017f3031323334353637383961626364656600000000000000000000000000000000600a86061a8153600a850494508461151557509392505050565b6001600160a01b038216611595576040517f64a0ae920000000000000000000000000000000000000000000000000000000081525f60048201526024016105ac565b5f6115a183835f610f19565b90506001600160a01b03811615610790576040517f73c6ac6e0000000000000000000000000000000000000000000000000000000081525f60048201526024016105ac565b80806115fa57506001600160a01b03821615155b156116f2575f61160984610ebb565b90506001600160a01b038316158015906116355750826001600160a01b0316816001600160a01b031614155b801561166657506001600160a01b038082165f9081526005602090815260408083209387168352929052205460ff16155b156116a8576040517fa9fbf51f0000000000000000000000000000000000000000000000000000000081526001600160a01b03841660048201526024016105ac565b81156116f05783856001600160a01b0316826001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92560405160405180910390a45b505b50505f90815260046020526040902080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0392909216919091179055565b5f828152600260205260408120546001600160a01b039081169083161561176557611765818486611924565b6001600160a01b0381161561179f576117805f855f5f6115e6565b6001600160a01b0381165f90815260036020526040902080545f190190555b6001600160a01b038516156117cd576001600160a01b0385165f908152600360205260409020805460010190555b5f8481526002602052604080822080547fffffffffffffffffffffffff0000000000000000000000000000000000000000166001600160a01b0389811691821790925591518793918516917fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef91a4949350505050565b5f807a184f03e93ff9f4daa797ed6e38ed64bf6a1f010000000000000000831061188b577a184f03e93ff9f4daa797ed6e38ed64bf6a1f010000000000000000830492506040015b6d04ee2d6d415b85acef810000000083106118b7576d04ee2d6d415b85acef8100000000830492506020015b662386f26fc1000083106118d557662386f26fc10000830492506010015b6305f5e10083106118ed576305f5e100830492506008015b612710831061190157612710830492506004015b60648310611913576064830492506002015b600a83106104a35760010192915050565b61192f8383836119ba565b610790576001600160a01b038316611976576040517f7e273289000000000000000000000000000000000000000000000000000000008152600481018290526024016105ac565b6040517f177e802f0000000000000000000000000000000000000000000000000000000081526001600160a01b0383166004820152602481018290526044016105ac565b5f6001600160a01b03831615801590610b7d5750826001600160a01b0316846001600160a01b03161480611a1257506001600160a01b038085165f9081526005602090815260408083209387168352929052205460ff165b80610b7d5750505f908152600460205260409020546001600160a01b03908116911614919050565b7fffffffff0000000000000000000000000000000000000000000000000000000081168114611a67575f5ffd5b50565b5f60208284031215611a7a575f5ffd5b8135610b8081611a3a565b5f81518084528060208401602086015e5f6020828601015260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f83011685010191505092915050565b602081525f610b806020830184611a85565b5f60208284031215611af3575f5ffd5b5035919050565b80356001600160a01b0381168114611b10575f5ffd5b919050565b5f5f60408385031215611b26575f5ffd5b611b2f83611afa565b946020939093013593505050565b5f5f5f60608486031215611b4f575f5ffd5b611b5884611afa565b9250611b6660208501611afa565b929592945050506040919091013590565b5f5f83601f840112611b87575f5ffd5b50813567ffffffffffffffff811115611b9e575f5ffd5b602083019150836020828501011115611bb5575f5ffd5b9250929050565b5f5f5f60408486031215611bce575f5ffd5b833567ffffffffffffffff811115611be4575f5ffd5b611bf086828701611b77565b9094509250611c03905060208501611afa565b90509250925092565b5f60208284031215611c1c575f5ffd5b813567ffffffffffffffff81168114610b80575f5ffd5b604081525f611c456040830185611a85565b905082151560208301529392505050565b5f5f60208385031215611c67575f5ffd5b823567ffffffffffffffff811115611c7d575f5ffd5b611c8985828601611b77565b90969095509350505050565b5f60208284031215611ca5575f5ffd5b610b8082611afa565b5f5f60408385031215611cbf575f5ffd5b611cc883611afa565b915060208301358015158114611cdc575f5ffd5b809150509250929050565b5f5f5f60408486031215611cf9575f5ffd5b611d0284611afa565b9250602084013567ffffffffffffffff811115611d1d575f5ffd5b611d2986828701611b77565b9497909650939450505050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b5f5f67ffffffffffffffff841115611d7d57611d7d611d36565b506040517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f85018116603f0116810181811067ffffffffffffffff82111715611dca57611dca611d36565b604052838152905080828401851015611de1575f5ffd5b838360208301375f60208583010152509392505050565b5f5f5f5f60808587031215611e0b575f5ffd5b611e1485611afa565b9350611e2260208601611afa565b925060408501359150606085013567ffffffffffffffff811115611e44575f5ffd5b8501601f81018713611e54575f5ffd5b611e6387823560208401611d63565b91505092959194509250565b5f5f60408385031215611e80575f5ffd5b611e8983611afa565b9150611e9760208401611afa565b90509250929050565b5f60208284031215611eb0575f5ffd5b813567ffffffffffffffff811115611ec6575f5ffd5b8201601f81018413611ed6575f5ffd5b6112ec84823560208401611d63565b600181811c90821680611ef957607f821691505b602082108103611f30577f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b50919050565b81835281816020850137505f602082840101525f60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f840116840101905092915050565b604081525f611f90604083018587611f36565b90506001600160a01b0383166020830152949350505050565b818382375f9101908152919050565b602081525f610b7d602083018486611f36565b5f81518060208401855e5f93019283525090919050565b5f610b7d611ff08386611fcb565b84611fcb565b604081525f612009604083018587611f36565b905067ffffffffffffffff83166020830152949350505050565b5f67ffffffffffffffff821667ffffffffffffffff810361206b577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b60010192915050565b601f821115610790578282111561079057805f5260205f20601f840160051c602085101561209f57505f5b90810190601f840160051c035f5b818110156114ad575f838201556001016120ad565b67ffffffffffffffff8311156120da576120da611d36565b6120ee836120e88354611ee5565b83612074565b5f601f84116001811461211f575f85156121085750838201355b5f19600387901b1c1916600186901b1783556114af565b5f838152602081207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08716915b8281101561216c578685013582556020948501946001909201910161214c565b5086821015612188575f1960f88860031b161c19848701351681555b505060018560011b0183555050505050565b6001600160a01b03851681526001600160a01b0384166020820152826040820152608060608201525f6121d06080830184611a85565b9695505050505050565b5f602082840312156121ea575f5ffd5b8151610b8081611a3a56",
}

// ZNodeRegistrar is an auto generated Go binding around an Ethereum contract.
type ZNodeRegistrar struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ZNodeRegistrar) GetABI() abi.ABI {
	return c.abi
}

// NewZNodeRegistrar creates a new instance of ZNodeRegistrar.
func NewZNodeRegistrar() *ZNodeRegistrar {
	parsed, err := ZNodeRegistrarMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ZNodeRegistrar{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ZNodeRegistrar) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackAddOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50545d2f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function addOperator(string did, address operator) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackAddOperator(did string, operator common.Address) []byte {
	enc, err := zNodeRegistrar.abi.Pack("addOperator", did, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAddOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x50545d2f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function addOperator(string did, address operator) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackAddOperator(did string, operator common.Address) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("addOperator", did, operator)
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackApprove(to common.Address, tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("approve", to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackApprove(to common.Address, tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("approve", to, tokenId)
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (zNodeRegistrar *ZNodeRegistrar) PackBalanceOf(owner common.Address) []byte {
	enc, err := zNodeRegistrar.abi.Pack("balanceOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (zNodeRegistrar *ZNodeRegistrar) TryPackBalanceOf(owner common.Address) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("balanceOf", owner)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address owner) view returns(uint256)
func (zNodeRegistrar *ZNodeRegistrar) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := zNodeRegistrar.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCanOperateZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb04e93c7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function canOperateZNode(address operator, string did) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) PackCanOperateZNode(operator common.Address, did string) []byte {
	enc, err := zNodeRegistrar.abi.Pack("canOperateZNode", operator, did)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCanOperateZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb04e93c7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function canOperateZNode(address operator, string did) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) TryPackCanOperateZNode(operator common.Address, did string) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("canOperateZNode", operator, did)
}

// UnpackCanOperateZNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb04e93c7.
//
// Solidity: function canOperateZNode(address operator, string did) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) UnpackCanOperateZNode(data []byte) (bool, error) {
	out, err := zNodeRegistrar.abi.Unpack("canOperateZNode", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackCreateZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe522dc51.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createZNode(string did) returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) PackCreateZNode(did string) []byte {
	enc, err := zNodeRegistrar.abi.Pack("createZNode", did)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe522dc51.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createZNode(string did) returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) TryPackCreateZNode(did string) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("createZNode", did)
}

// UnpackCreateZNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe522dc51.
//
// Solidity: function createZNode(string did) returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackCreateZNode(data []byte) (uint64, error) {
	out, err := zNodeRegistrar.abi.Unpack("createZNode", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) PackGetApproved(tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("getApproved", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetApproved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x081812fc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) TryPackGetApproved(tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("getApproved", tokenId)
}

// UnpackGetApproved is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x081812fc.
//
// Solidity: function getApproved(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) UnpackGetApproved(data []byte) (common.Address, error) {
	out, err := zNodeRegistrar.abi.Unpack("getApproved", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) PackIsApprovedForAll(owner common.Address, operator common.Address) []byte {
	enc, err := zNodeRegistrar.abi.Pack("isApprovedForAll", owner, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsApprovedForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe985e9c5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) TryPackIsApprovedForAll(owner common.Address, operator common.Address) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("isApprovedForAll", owner, operator)
}

// UnpackIsApprovedForAll is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe985e9c5.
//
// Solidity: function isApprovedForAll(address owner, address operator) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) UnpackIsApprovedForAll(data []byte) (bool, error) {
	out, err := zNodeRegistrar.abi.Unpack("isApprovedForAll", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) PackName() []byte {
	enc, err := zNodeRegistrar.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) TryPackName() ([]byte, error) {
	return zNodeRegistrar.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) UnpackName(data []byte) (string, error) {
	out, err := zNodeRegistrar.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) PackOwnerOf(tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("ownerOf", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwnerOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6352211e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) TryPackOwnerOf(tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("ownerOf", tokenId)
}

// UnpackOwnerOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6352211e.
//
// Solidity: function ownerOf(uint256 tokenId) view returns(address)
func (zNodeRegistrar *ZNodeRegistrar) UnpackOwnerOf(data []byte) (common.Address, error) {
	out, err := zNodeRegistrar.abi.Unpack("ownerOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPauseZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c9e9d8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pauseZNode(string did) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackPauseZNode(did string) []byte {
	enc, err := zNodeRegistrar.abi.Pack("pauseZNode", did)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPauseZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c9e9d8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pauseZNode(string did) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackPauseZNode(did string) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("pauseZNode", did)
}

// PackRemoveOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x335eb2cd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function removeOperator(string did, address operator) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackRemoveOperator(did string, operator common.Address) []byte {
	enc, err := zNodeRegistrar.abi.Pack("removeOperator", did, operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRemoveOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x335eb2cd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function removeOperator(string did, address operator) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackRemoveOperator(did string, operator common.Address) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("removeOperator", did, operator)
}

// PackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("safeTransferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42842e0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackSafeTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("safeTransferFrom", from, to, tokenId)
}

// PackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) []byte {
	enc, err := zNodeRegistrar.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSafeTransferFrom0 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb88d4fde.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function safeTransferFrom(address from, address to, uint256 tokenId, bytes data) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackSafeTransferFrom0(from common.Address, to common.Address, tokenId *big.Int, data []byte) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("safeTransferFrom0", from, to, tokenId, data)
}

// PackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackSetApprovalForAll(operator common.Address, approved bool) []byte {
	enc, err := zNodeRegistrar.abi.Pack("setApprovalForAll", operator, approved)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetApprovalForAll is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa22cb465.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setApprovalForAll(address operator, bool approved) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackSetApprovalForAll(operator common.Address, approved bool) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("setApprovalForAll", operator, approved)
}

// PackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) PackSupportsInterface(interfaceId [4]byte) []byte {
	enc, err := zNodeRegistrar.abi.Pack("supportsInterface", interfaceId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) TryPackSupportsInterface(interfaceId [4]byte) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("supportsInterface", interfaceId)
}

// UnpackSupportsInterface is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01ffc9a7.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (zNodeRegistrar *ZNodeRegistrar) UnpackSupportsInterface(data []byte) (bool, error) {
	out, err := zNodeRegistrar.abi.Unpack("supportsInterface", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) PackSymbol() []byte {
	enc, err := zNodeRegistrar.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) TryPackSymbol() ([]byte, error) {
	return zNodeRegistrar.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) UnpackSymbol(data []byte) (string, error) {
	out, err := zNodeRegistrar.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) PackTokenURI(tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("tokenURI", tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenURI is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc87b56dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) TryPackTokenURI(tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("tokenURI", tokenId)
}

// UnpackTokenURI is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc87b56dd.
//
// Solidity: function tokenURI(uint256 tokenId) view returns(string)
func (zNodeRegistrar *ZNodeRegistrar) UnpackTokenURI(data []byte) (string, error) {
	out, err := zNodeRegistrar.abi.Unpack("tokenURI", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) []byte {
	enc, err := zNodeRegistrar.abi.Pack("transferFrom", from, to, tokenId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 tokenId) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackTransferFrom(from common.Address, to common.Address, tokenId *big.Int) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("transferFrom", from, to, tokenId)
}

// PackUnpauseZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x612aa00e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpauseZNode(string did) returns()
func (zNodeRegistrar *ZNodeRegistrar) PackUnpauseZNode(did string) []byte {
	enc, err := zNodeRegistrar.abi.Pack("unpauseZNode", did)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpauseZNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x612aa00e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpauseZNode(string did) returns()
func (zNodeRegistrar *ZNodeRegistrar) TryPackUnpauseZNode(did string) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("unpauseZNode", did)
}

// PackZnodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8514cdbd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function znodeCount() view returns(uint64)
func (zNodeRegistrar *ZNodeRegistrar) PackZnodeCount() []byte {
	enc, err := zNodeRegistrar.abi.Pack("znodeCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackZnodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8514cdbd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function znodeCount() view returns(uint64)
func (zNodeRegistrar *ZNodeRegistrar) TryPackZnodeCount() ([]byte, error) {
	return zNodeRegistrar.abi.Pack("znodeCount")
}

// UnpackZnodeCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8514cdbd.
//
// Solidity: function znodeCount() view returns(uint64)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZnodeCount(data []byte) (uint64, error) {
	out, err := zNodeRegistrar.abi.Unpack("znodeCount", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackZnodeDIDs is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee2ea723.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function znodeDIDs(string did) view returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) PackZnodeDIDs(did string) []byte {
	enc, err := zNodeRegistrar.abi.Pack("znodeDIDs", did)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackZnodeDIDs is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee2ea723.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function znodeDIDs(string did) view returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) TryPackZnodeDIDs(did string) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("znodeDIDs", did)
}

// UnpackZnodeDIDs is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xee2ea723.
//
// Solidity: function znodeDIDs(string did) view returns(uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZnodeDIDs(data []byte) (uint64, error) {
	out, err := zNodeRegistrar.abi.Unpack("znodeDIDs", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackZnodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5b85f5ec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function znodes(uint64 znodeId) view returns(string did, bool paused)
func (zNodeRegistrar *ZNodeRegistrar) PackZnodes(znodeId uint64) []byte {
	enc, err := zNodeRegistrar.abi.Pack("znodes", znodeId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackZnodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5b85f5ec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function znodes(uint64 znodeId) view returns(string did, bool paused)
func (zNodeRegistrar *ZNodeRegistrar) TryPackZnodes(znodeId uint64) ([]byte, error) {
	return zNodeRegistrar.abi.Pack("znodes", znodeId)
}

// ZnodesOutput serves as a container for the return parameters of contract
// method Znodes.
type ZnodesOutput struct {
	Did    string
	Paused bool
}

// UnpackZnodes is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5b85f5ec.
//
// Solidity: function znodes(uint64 znodeId) view returns(string did, bool paused)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZnodes(data []byte) (ZnodesOutput, error) {
	out, err := zNodeRegistrar.abi.Unpack("znodes", data)
	outstruct := new(ZnodesOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Did = *abi.ConvertType(out[0], new(string)).(*string)
	outstruct.Paused = *abi.ConvertType(out[1], new(bool)).(*bool)
	return *outstruct, nil
}

// ZNodeRegistrarApproval represents a Approval event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarApproval struct {
	Owner    common.Address
	Approved common.Address
	TokenId  *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarApproval) ContractEventName() string {
	return ZNodeRegistrarApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackApprovalEvent(log *types.Log) (*ZNodeRegistrarApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarApproval)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarApprovalForAll represents a ApprovalForAll event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarApprovalForAll struct {
	Owner    common.Address
	Operator common.Address
	Approved bool
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarApprovalForAllEventName = "ApprovalForAll"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarApprovalForAll) ContractEventName() string {
	return ZNodeRegistrarApprovalForAllEventName
}

// UnpackApprovalForAllEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ApprovalForAll(address indexed owner, address indexed operator, bool approved)
func (zNodeRegistrar *ZNodeRegistrar) UnpackApprovalForAllEvent(log *types.Log) (*ZNodeRegistrarApprovalForAll, error) {
	event := "ApprovalForAll"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarApprovalForAll)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarOperatorAdded represents a OperatorAdded event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarOperatorAdded struct {
	ZnodeDID common.Hash
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarOperatorAddedEventName = "OperatorAdded"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarOperatorAdded) ContractEventName() string {
	return ZNodeRegistrarOperatorAddedEventName
}

// UnpackOperatorAddedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorAdded(string indexed znodeDID, address indexed operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackOperatorAddedEvent(log *types.Log) (*ZNodeRegistrarOperatorAdded, error) {
	event := "OperatorAdded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarOperatorAdded)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarOperatorRemoved represents a OperatorRemoved event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarOperatorRemoved struct {
	ZnodeDID common.Hash
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarOperatorRemovedEventName = "OperatorRemoved"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarOperatorRemoved) ContractEventName() string {
	return ZNodeRegistrarOperatorRemovedEventName
}

// UnpackOperatorRemovedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorRemoved(string indexed znodeDID, address indexed operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackOperatorRemovedEvent(log *types.Log) (*ZNodeRegistrarOperatorRemoved, error) {
	event := "OperatorRemoved"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarOperatorRemoved)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarTransfer represents a Transfer event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarTransfer struct {
	From    common.Address
	To      common.Address
	TokenId *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarTransfer) ContractEventName() string {
	return ZNodeRegistrarTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackTransferEvent(log *types.Log) (*ZNodeRegistrarTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarTransfer)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarZNodePaused represents a ZNodePaused event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodePaused struct {
	ZnodeDID common.Hash
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarZNodePausedEventName = "ZNodePaused"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarZNodePaused) ContractEventName() string {
	return ZNodeRegistrarZNodePausedEventName
}

// UnpackZNodePausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ZNodePaused(string indexed znodeDID)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodePausedEvent(log *types.Log) (*ZNodeRegistrarZNodePaused, error) {
	event := "ZNodePaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarZNodePaused)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarZNodeUnpaused represents a ZNodeUnpaused event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodeUnpaused struct {
	ZnodeDID common.Hash
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarZNodeUnpausedEventName = "ZNodeUnpaused"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarZNodeUnpaused) ContractEventName() string {
	return ZNodeRegistrarZNodeUnpausedEventName
}

// UnpackZNodeUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ZNodeUnpaused(string indexed znodeDID)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodeUnpausedEvent(log *types.Log) (*ZNodeRegistrarZNodeUnpaused, error) {
	event := "ZNodeUnpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarZNodeUnpaused)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ZNodeRegistrarZNodeUpserted represents a ZNodeUpserted event raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodeUpserted struct {
	ZnodeDID common.Hash
	Raw      *types.Log // Blockchain specific contextual infos
}

const ZNodeRegistrarZNodeUpsertedEventName = "ZNodeUpserted"

// ContractEventName returns the user-defined event name.
func (ZNodeRegistrarZNodeUpserted) ContractEventName() string {
	return ZNodeRegistrarZNodeUpsertedEventName
}

// UnpackZNodeUpsertedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ZNodeUpserted(string indexed znodeDID)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodeUpsertedEvent(log *types.Log) (*ZNodeRegistrarZNodeUpserted, error) {
	event := "ZNodeUpserted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != zNodeRegistrar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ZNodeRegistrarZNodeUpserted)
	if len(log.Data) > 0 {
		if err := zNodeRegistrar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range zNodeRegistrar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (zNodeRegistrar *ZNodeRegistrar) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["DIDAlreadyRegistered"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackDIDAlreadyRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721IncorrectOwner"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721IncorrectOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InsufficientApproval"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InsufficientApprovalError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InvalidApprover"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InvalidOperator"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InvalidOwner"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InvalidReceiver"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721InvalidSender"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ERC721NonexistentToken"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackERC721NonexistentTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["EmptyDID"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackEmptyDIDError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["InvalidOperator"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackInvalidOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["NotZNodeOperator"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackNotZNodeOperatorError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["NotZNodeOwner"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackNotZNodeOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["OperatorAlreadyAdded"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackOperatorAlreadyAddedError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["OperatorNotFound"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackOperatorNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ZNodeAlreadyPaused"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackZNodeAlreadyPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ZNodeNotFound"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackZNodeNotFoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], zNodeRegistrar.abi.Errors["ZNodeNotPaused"].ID.Bytes()[:4]) {
		return zNodeRegistrar.UnpackZNodeNotPausedError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ZNodeRegistrarDIDAlreadyRegistered represents a DIDAlreadyRegistered error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarDIDAlreadyRegistered struct {
	Did     string
	ZnodeId uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DIDAlreadyRegistered(string did, uint64 znodeId)
func ZNodeRegistrarDIDAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x4fb72777a5a169065a19d2cd2699f264c5d94b4e682f5c89c110fe64c6de0ec4")
}

// UnpackDIDAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DIDAlreadyRegistered(string did, uint64 znodeId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackDIDAlreadyRegisteredError(raw []byte) (*ZNodeRegistrarDIDAlreadyRegistered, error) {
	out := new(ZNodeRegistrarDIDAlreadyRegistered)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "DIDAlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721IncorrectOwner represents a ERC721IncorrectOwner error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721IncorrectOwner struct {
	Sender  common.Address
	TokenId *big.Int
	Owner   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func ZNodeRegistrarERC721IncorrectOwnerErrorID() common.Hash {
	return common.HexToHash("0x64283d7b313c8117c125f736876fa2b4e90ea3831a4716dfdb87d2f540e26289")
}

// UnpackERC721IncorrectOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721IncorrectOwnerError(raw []byte) (*ZNodeRegistrarERC721IncorrectOwner, error) {
	out := new(ZNodeRegistrarERC721IncorrectOwner)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721IncorrectOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InsufficientApproval represents a ERC721InsufficientApproval error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InsufficientApproval struct {
	Operator common.Address
	TokenId  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func ZNodeRegistrarERC721InsufficientApprovalErrorID() common.Hash {
	return common.HexToHash("0x177e802f6f313bc89797ecace66d6d29ab4719cbaaacbb87367264048b1eb861")
}

// UnpackERC721InsufficientApprovalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InsufficientApproval(address operator, uint256 tokenId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InsufficientApprovalError(raw []byte) (*ZNodeRegistrarERC721InsufficientApproval, error) {
	out := new(ZNodeRegistrarERC721InsufficientApproval)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InsufficientApproval", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InvalidApprover represents a ERC721InvalidApprover error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidApprover(address approver)
func ZNodeRegistrarERC721InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xa9fbf51f86b8e03595d59dc726bb10c329bb24f62589be276d8dd193ca0b69ea")
}

// UnpackERC721InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidApprover(address approver)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InvalidApproverError(raw []byte) (*ZNodeRegistrarERC721InvalidApprover, error) {
	out := new(ZNodeRegistrarERC721InvalidApprover)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InvalidOperator represents a ERC721InvalidOperator error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOperator(address operator)
func ZNodeRegistrarERC721InvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x5b08ba185e8f577075361f3a3555a6580a227ce22734dcc979c1aeadf894658b")
}

// UnpackERC721InvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOperator(address operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InvalidOperatorError(raw []byte) (*ZNodeRegistrarERC721InvalidOperator, error) {
	out := new(ZNodeRegistrarERC721InvalidOperator)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InvalidOwner represents a ERC721InvalidOwner error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidOwner(address owner)
func ZNodeRegistrarERC721InvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x89c62b6479af2e623826dcc39c5133061d35b66d72de92833401dd2fd6567480")
}

// UnpackERC721InvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidOwner(address owner)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InvalidOwnerError(raw []byte) (*ZNodeRegistrarERC721InvalidOwner, error) {
	out := new(ZNodeRegistrarERC721InvalidOwner)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InvalidReceiver represents a ERC721InvalidReceiver error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func ZNodeRegistrarERC721InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0x64a0ae9278f805eaf991dcd18ca78756d280b7508b764ef1b255c55845c11df9")
}

// UnpackERC721InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidReceiver(address receiver)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InvalidReceiverError(raw []byte) (*ZNodeRegistrarERC721InvalidReceiver, error) {
	out := new(ZNodeRegistrarERC721InvalidReceiver)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721InvalidSender represents a ERC721InvalidSender error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721InvalidSender(address sender)
func ZNodeRegistrarERC721InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x73c6ac6e10798e95d99e1f130d923eb40193ecb8d094ec3dce93292564eb3b17")
}

// UnpackERC721InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721InvalidSender(address sender)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721InvalidSenderError(raw []byte) (*ZNodeRegistrarERC721InvalidSender, error) {
	out := new(ZNodeRegistrarERC721InvalidSender)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarERC721NonexistentToken represents a ERC721NonexistentToken error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarERC721NonexistentToken struct {
	TokenId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func ZNodeRegistrarERC721NonexistentTokenErrorID() common.Hash {
	return common.HexToHash("0x7e273289a3a9ef6670f06df7dca227856fc925e956db96980692764a8bc734d7")
}

// UnpackERC721NonexistentTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC721NonexistentToken(uint256 tokenId)
func (zNodeRegistrar *ZNodeRegistrar) UnpackERC721NonexistentTokenError(raw []byte) (*ZNodeRegistrarERC721NonexistentToken, error) {
	out := new(ZNodeRegistrarERC721NonexistentToken)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ERC721NonexistentToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarEmptyDID represents a EmptyDID error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarEmptyDID struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EmptyDID()
func ZNodeRegistrarEmptyDIDErrorID() common.Hash {
	return common.HexToHash("0xaaf50e24d6008dede1531c437380fbae6649c8ec134a38c68800f5487d7d4c27")
}

// UnpackEmptyDIDError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EmptyDID()
func (zNodeRegistrar *ZNodeRegistrar) UnpackEmptyDIDError(raw []byte) (*ZNodeRegistrarEmptyDID, error) {
	out := new(ZNodeRegistrarEmptyDID)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "EmptyDID", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarInvalidOperator represents a InvalidOperator error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarInvalidOperator struct {
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidOperator(address operator)
func ZNodeRegistrarInvalidOperatorErrorID() common.Hash {
	return common.HexToHash("0x3eaa03e38745f9ef282a3d3ae730e428a187a9075ccc2a3b7a1a318fe83d25be")
}

// UnpackInvalidOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidOperator(address operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackInvalidOperatorError(raw []byte) (*ZNodeRegistrarInvalidOperator, error) {
	out := new(ZNodeRegistrarInvalidOperator)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "InvalidOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarNotZNodeOperator represents a NotZNodeOperator error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarNotZNodeOperator struct {
	Did    string
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotZNodeOperator(string did, address caller)
func ZNodeRegistrarNotZNodeOperatorErrorID() common.Hash {
	return common.HexToHash("0xc30d8405202aff686b9b5e714d565a342de47b10f7018ac17da8db9c54d9db59")
}

// UnpackNotZNodeOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotZNodeOperator(string did, address caller)
func (zNodeRegistrar *ZNodeRegistrar) UnpackNotZNodeOperatorError(raw []byte) (*ZNodeRegistrarNotZNodeOperator, error) {
	out := new(ZNodeRegistrarNotZNodeOperator)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "NotZNodeOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarNotZNodeOwner represents a NotZNodeOwner error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarNotZNodeOwner struct {
	Did    string
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotZNodeOwner(string did, address caller)
func ZNodeRegistrarNotZNodeOwnerErrorID() common.Hash {
	return common.HexToHash("0x745e84af97cbb53b63f7f7ec3697cb2488b92327cdbb7ac5e2935e0af4870e27")
}

// UnpackNotZNodeOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotZNodeOwner(string did, address caller)
func (zNodeRegistrar *ZNodeRegistrar) UnpackNotZNodeOwnerError(raw []byte) (*ZNodeRegistrarNotZNodeOwner, error) {
	out := new(ZNodeRegistrarNotZNodeOwner)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "NotZNodeOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarOperatorAlreadyAdded represents a OperatorAlreadyAdded error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarOperatorAlreadyAdded struct {
	Did      string
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorAlreadyAdded(string did, address operator)
func ZNodeRegistrarOperatorAlreadyAddedErrorID() common.Hash {
	return common.HexToHash("0xe44fbd46383b52e63a1dcab4bd8301dff8b43122441ce4a840f9798746c2da6e")
}

// UnpackOperatorAlreadyAddedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorAlreadyAdded(string did, address operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackOperatorAlreadyAddedError(raw []byte) (*ZNodeRegistrarOperatorAlreadyAdded, error) {
	out := new(ZNodeRegistrarOperatorAlreadyAdded)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "OperatorAlreadyAdded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarOperatorNotFound represents a OperatorNotFound error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarOperatorNotFound struct {
	Did      string
	Operator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OperatorNotFound(string did, address operator)
func ZNodeRegistrarOperatorNotFoundErrorID() common.Hash {
	return common.HexToHash("0xecd43e9341f9c2ec76e06d776d27cb0da3fbe6bf2b9486b721f921b5774f0bdc")
}

// UnpackOperatorNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OperatorNotFound(string did, address operator)
func (zNodeRegistrar *ZNodeRegistrar) UnpackOperatorNotFoundError(raw []byte) (*ZNodeRegistrarOperatorNotFound, error) {
	out := new(ZNodeRegistrarOperatorNotFound)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "OperatorNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarZNodeAlreadyPaused represents a ZNodeAlreadyPaused error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodeAlreadyPaused struct {
	Did string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZNodeAlreadyPaused(string did)
func ZNodeRegistrarZNodeAlreadyPausedErrorID() common.Hash {
	return common.HexToHash("0x90eb91a35a2d133515f09910b8182fa91b56cce69bd8f282b0188f690d34e1b0")
}

// UnpackZNodeAlreadyPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZNodeAlreadyPaused(string did)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodeAlreadyPausedError(raw []byte) (*ZNodeRegistrarZNodeAlreadyPaused, error) {
	out := new(ZNodeRegistrarZNodeAlreadyPaused)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ZNodeAlreadyPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarZNodeNotFound represents a ZNodeNotFound error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodeNotFound struct {
	Did string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZNodeNotFound(string did)
func ZNodeRegistrarZNodeNotFoundErrorID() common.Hash {
	return common.HexToHash("0xd34c9d686d715c012dfcf86fdb0c57785f8e0a23bb4898c597b6dc2c03d027e5")
}

// UnpackZNodeNotFoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZNodeNotFound(string did)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodeNotFoundError(raw []byte) (*ZNodeRegistrarZNodeNotFound, error) {
	out := new(ZNodeRegistrarZNodeNotFound)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ZNodeNotFound", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ZNodeRegistrarZNodeNotPaused represents a ZNodeNotPaused error raised by the ZNodeRegistrar contract.
type ZNodeRegistrarZNodeNotPaused struct {
	Did string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZNodeNotPaused(string did)
func ZNodeRegistrarZNodeNotPausedErrorID() common.Hash {
	return common.HexToHash("0x88441103b4a7a283a8daf3f034e6e0db01e9a10fc93ddfdd631280926cafc943")
}

// UnpackZNodeNotPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZNodeNotPaused(string did)
func (zNodeRegistrar *ZNodeRegistrar) UnpackZNodeNotPausedError(raw []byte) (*ZNodeRegistrarZNodeNotPaused, error) {
	out := new(ZNodeRegistrarZNodeNotPaused)
	if err := zNodeRegistrar.abi.UnpackIntoInterface(out, "ZNodeNotPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}
