// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {FleetManager} from "../src/FleetManager.sol";
import {NodeRegistry} from "../src/NodeRegistry.sol";
import {ProjectRegistrar} from "../src/ProjectRegistrar.sol";
import {W3bstreamRouter} from "../src/W3bstreamRouter.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice The cheatcodes of forge that these tests use.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    function addr(uint256 privateKey) external pure returns (address);
    function assertEq(bool left, bool right) external pure;
    function assertEq(uint256 left, uint256 right) external pure;
    function assertEq(uint256 left, uint256 right, string calldata error) external pure;
    function assertEq(int256 left, int256 right) external pure;
    function assertEq(address left, address right) external pure;
    function assertEq(bytes32 left, bytes32 right) external pure;
    function assertEq(bytes32 left, bytes32 right, string calldata error) external pure;
    function assertEq(string calldata left, string calldata right) external pure;
    function assertEq(bytes calldata left, bytes calldata right) external pure;
    function assertEq(bytes calldata left, bytes calldata right, string calldata error) external pure;
    function assertFalse(bool condition) external pure;
    function assertFalse(bool condition, string calldata error) external pure;
    function assertGe(uint256 left, uint256 right, string calldata error) external pure;
    function assertGt(uint256 left, uint256 right) external pure;
    function assertLe(uint256 left, uint256 right, string calldata error) external pure;
    function assertLt(uint256 left, uint256 right) external pure;
    function assertLt(uint256 left, uint256 right, string calldata error) external pure;
    function assertTrue(bool condition) external pure;
    function assertTrue(bool condition, string calldata error) external pure;
    function assume(bool condition) external pure;
    function chainId(uint256 newChainId) external;
    function deal(address account, uint256 newBalance) external;
    function etch(address target, bytes calldata code) external;
    function expectEmit(address emitter) external;
    function expectRevert(bytes calldata revertData) external;
    function expectRevert() external;
    function getRecordedLogs() external returns (Log[] memory logs);
    function expectPartialRevert(bytes4 selector) external;
    function keyExistsJson(string calldata json, string calldata key) external view returns (bool);
    function parseJsonAddress(string calldata json, string calldata key) external pure returns (address);
    function parseJsonBool(string calldata json, string calldata key) external pure returns (bool);
    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory);
    function parseJsonBytes32(string calldata json, string calldata key) external pure returns (bytes32);
    function parseJsonString(string calldata json, string calldata key) external pure returns (string memory);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function cool(address target) external;
    function prank(address sender) external;
    function readFile(string calldata path) external view returns (string memory data);
    function lastCallGas() external view returns (Gas memory);
    function recordLogs() external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function snapshotGasLastCall(string calldata group, string calldata name) external returns (uint256 gasUsed);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;
    function toString(uint256 value) external pure returns (string memory);
    function toString(bytes calldata value) external pure returns (string memory);
    function warp(uint256 newTimestamp) external;
}

/// @notice A network's contracts with one project and one node, and the people around them.
abstract contract SproutTest {
    Vm internal constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 internal constant RECEIVER_GAS = 2_000_000;
    string internal constant URI = "ipfs://bafkproject";
    bytes32 internal constant HASH = keccak256("project file");

    address internal immutable owner = _address("project owner");
    address internal immutable operator = _address("node operator");
    address internal immutable stranger = _address("stranger");

    ProjectRegistrar internal registrar;
    NodeRegistry internal nodes;
    FleetManager internal fleet;
    W3bstreamRouter internal router;
    uint64 internal projectId;
    uint256 internal nodeId;

    function setUp() public virtual {
        VM.warp(1_700_000_000);
        registrar = _newRegistrar();
        nodes = new NodeRegistry();
        fleet = new FleetManager(IERC721(address(registrar)), nodes);
        router = new W3bstreamRouter(fleet, registrar, RECEIVER_GAS);
        VM.prank(owner);
        projectId = registrar.createProject(URI, HASH);
        VM.prank(operator);
        nodeId = nodes.register(operator);
        VM.prank(owner);
        fleet.allow(projectId, nodeId);
    }

    function _newRegistrar() internal virtual returns (ProjectRegistrar) {
        return new ProjectRegistrar();
    }

    function _address(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }

    /// @dev Like forge-std's bound: maps a fuzzed value into [low, high].
    function _bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (value >= low && value <= high) return value;
        uint256 width = high - low + 1;
        return width == 0 ? value : low + value % width;
    }
}
