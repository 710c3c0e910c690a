package contractstest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
)

const regenerate = "run `make contracts-generate` and commit the result"

// contracts are those whose ABI is published, with what the bindings say of them.
var contracts = map[string]*bind.MetaData{
	"ProjectRegistrar":    &bindings.ProjectRegistrarMetaData,
	"NodeRegistry":        &bindings.NodeRegistryMetaData,
	"FleetManager":        &bindings.FleetManagerMetaData,
	"W3bstreamRouter":     &bindings.W3bstreamRouterMetaData,
	"ZNodeRegistrar":      &bindings.ZNodeRegistrarMetaData,
	"IWSReceiver":         &bindings.IWSReceiverMetaData,
	"SproutReceiver":      &bindings.SproutReceiverMetaData,
	"WeatherInsurance":    &bindings.WeatherInsuranceMetaData,
	"IProofVerifier":      &bindings.IProofVerifierMetaData,
	"Halo2Verifier":       &bindings.Halo2VerifierMetaData,
	"Halo2Receiver":       &bindings.Halo2ReceiverMetaData,
	"HeatingAllowance":    &bindings.HeatingAllowanceMetaData,
	"MeterBills":          &bindings.MeterBillsMetaData,
	"ProjectRegistry":     &bindings.ProjectRegistryMetaData,
	"EnodeBonds":          &bindings.EnodeBondsMetaData,
	"ZnodeStaking":        &bindings.ZnodeStakingMetaData,
	"VerifierRouter":      &bindings.VerifierRouterMetaData,
	"Risc0Verifier":       &bindings.Risc0VerifierMetaData,
	"TaskSettlement":      &bindings.TaskSettlementMetaData,
	"ISettlementReceiver": &bindings.ISettlementReceiverMetaData,
}

// TestBindingsAreOfTheseSources notices changed contracts without a compiler: the bindings come with the digests of the
// sources they were made from.
func TestBindingsAreOfTheseSources(t *testing.T) {
	files := []string{"foundry.toml", "package-lock.json"}
	require.NoError(t, filepath.WalkDir("../src", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".sol" {
			files = append(files, filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator))))
		}
		return err
	}))
	sort.Strings(files)
	var want strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join("..", file))
		require.NoError(t, err)
		digest := sha256.Sum256(content)
		fmt.Fprintf(&want, "%s  %s\n", hex.EncodeToString(digest[:]), file)
	}
	got, err := os.ReadFile("../bindings/sources.sha256")
	require.NoError(t, err)
	require.Equal(t, want.String(), string(got), regenerate)
}

func TestBindingsAreOfThePublishedABIs(t *testing.T) {
	published, err := filepath.Glob("../abi/*.json")
	require.NoError(t, err)
	require.Len(t, published, len(contracts), "every published ABI has a binding")
	for name, metadata := range contracts {
		file, err := os.ReadFile(filepath.Join("..", "abi", name+".json"))
		require.NoError(t, err)
		var entries []any
		require.NoError(t, json.Unmarshal(file, &entries), name)
		fromFile, err := abi.JSON(strings.NewReader(string(file)))
		require.NoError(t, err, name)
		bound, err := metadata.ParseABI()
		require.NoError(t, err, name)
		require.Equal(t, describe(fromFile), describe(*bound), "%s: %s", name, regenerate)
	}
}

// describe lists what can be called, is logged and is reverted with, names of parameters included.
func describe(contract abi.ABI) []string {
	lines := []string{"constructor " + contract.Constructor.String()}
	for _, method := range contract.Methods {
		lines = append(lines, method.String())
	}
	for _, event := range contract.Events {
		lines = append(lines, event.String())
	}
	for _, e := range contract.Errors {
		lines = append(lines, e.String())
	}
	sort.Strings(lines)
	return lines
}

// TestInterfacesStayAsTheyWere holds the contracts to what dApps and tools already call and listen to.
func TestInterfacesStayAsTheyWere(t *testing.T) {
	interfaces := map[string][]string{
		"ProjectRegistrar": {
			"function createProject(string uri, bytes32 hash) returns(uint64 projectId)",
			"function updateProject(uint64 projectId, string uri, bytes32 hash) returns()",
			"function pauseProject(uint64 projectId) returns()",
			"function unpauseProject(uint64 projectId) returns()",
			"function addOperator(uint64 projectId, address operator) returns()",
			"function removeOperator(uint64 projectId, address operator) returns()",
			"function canOperateProject(address operator, uint64 projectId) view returns(bool)",
			"function projects(uint64 projectId) view returns(string uri, bytes32 hash, bool paused)",
			"event ProjectUpserted(uint64 indexed projectId, string uri, bytes32 hash)",
			"event ProjectPaused(uint64 indexed projectId)",
			"event ProjectUnpaused(uint64 indexed projectId)",
			"event OperatorAdded(uint64 indexed projectId, address indexed operator)",
			"event OperatorRemoved(uint64 indexed projectId, address indexed operator)",
		},
		"NodeRegistry": {
			"function register(address operator) returns(uint256 nodeId)",
			"function updateOperator(uint256 nodeId, address operator) returns()",
			"function getNode(uint256 nodeId) view returns(bool active, address operator)",
			"function getNodeByOperator(address operator) view returns(uint256 nodeId, bool active, address nodeOperator)",
			"function getNodeAddress(uint256 nodeId) view returns(address)",
			"event NodeRegistered(address indexed owner, uint256 indexed nodeId, address indexed operator)",
			"event NodeUpdated(uint256 indexed nodeId, address indexed operator)",
		},
		"FleetManager": {
			"function allow(uint256 projectId, uint256 nodeId) returns()",
			"function disallow(uint256 projectId, uint256 nodeId) returns()",
			"function isAllowed(address operator, uint256 projectId) view returns(bool)",
			"event Allowed(uint256 indexed projectId, uint256 indexed nodeId)",
			"event Disallowed(uint256 indexed projectId, uint256 indexed nodeId)",
		},
		"W3bstreamRouter": {
			"function register(uint256 projectId, address receiver) returns()",
			"function unregister(uint256 projectId, address receiver) returns()",
			"function submit(uint256 projectId, address receiver, bytes data) returns()",
			"event DataReceived(address indexed operator, bool success, string revertReason)",
		},
		"IWSReceiver": {
			"function receiveData(bytes data) returns()",
		},
		"ZNodeRegistrar": {
			"function createZNode(string did) returns(uint64 znodeId)",
			"function pauseZNode(string did) returns()",
			"function unpauseZNode(string did) returns()",
			"function addOperator(string did, address operator) returns()",
			"function removeOperator(string did, address operator) returns()",
			"function canOperateZNode(address operator, string did) view returns(bool)",
			"function znodes(uint64 znodeId) view returns(string did, bool paused)",
		},
		"SproutReceiver": {
			"function receiveData(bytes data) returns()",
			"function isSettled(bytes32 taskDigest) view returns(bool)",
			"event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, " +
				"bytes32 receiptDigest, string receiptCid)",
		},
		"Halo2Receiver": {
			"function receiveData(bytes data) returns()",
			"function isSettled(bytes32 taskDigest) view returns(bool)",
			"event TaskSettled(bytes32 indexed taskDigest, uint256 indexed projectId, bytes32 programId, " +
				"bytes32 receiptDigest, string receiptCid)",
		},
		"IProofVerifier": {
			"function verify(bytes32 programId, bytes publicValues, bytes proof) view returns()",
		},
	}
	for name, lines := range interfaces {
		parsed, err := contracts[name].ParseABI()
		require.NoError(t, err)
		require.Subset(t, describe(*parsed), lines, name)
	}
}
