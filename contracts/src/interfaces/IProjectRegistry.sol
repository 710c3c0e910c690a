// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectFunds} from "./IProjectFunds.sol";
import {IProjectRegistrar} from "./IProjectRegistrar.sol";

// Most znodes a project can have. A change of a fleet looks at all of it; this many cost some 300,000 gas.
uint256 constant FLEET_LIMIT = 64;

/// @title IProjectRegistry
/// @notice `IProjectRegistrar`, and what a project needs so that strangers work for it: what it asks of znodes, which
///         enodes sign its tasks, which programs prove them, and coins that pay for them.
interface IProjectRegistry is IProjectRegistrar, IProjectFunds {
    /// @notice What a project asks of its znodes.
    /// @param settlement The contract that settles its tasks and may charge it for them.
    /// @param requiredZnodes How many znodes must have joined before it is served, 1 to 64.
    /// @param redundancy How many znodes prove each task at once, 1 to `requiredZnodes`.
    /// @param quorum How many znodes must attest a result that no contract can verify, 1 to `requiredZnodes`.
    /// @param runtimes The runtimes a znode must offer: bit n for the runtime numbered n in docs/protocol.md §3.
    /// @param provingSeconds How long a proof is expected to take.
    /// @param open Whether every bonded znode may join, not only those the owner admitted.
    struct Attributes {
        address settlement;
        uint16 requiredZnodes;
        uint8 redundancy;
        uint8 quorum;
        uint32 runtimes;
        uint24 provingSeconds;
        bool open;
    }

    /// @notice The project asks this of znodes from now on.
    event AttributesChanged(uint64 indexed projectId, Attributes attributes);
    /// @notice `enode` may sign the project's tasks until it is removed or the project changes hands.
    event EnodeAdded(uint64 indexed projectId, address indexed enode);
    /// @notice `enode` may no longer sign the project's tasks.
    event EnodeRemoved(uint64 indexed projectId, address indexed enode);
    /// @notice Tasks of this version are proved by the program, and the proofs verified under the selector.
    event ProgramAccepted(uint64 indexed projectId, string version, bytes32 programId, bytes4 selector);
    /// @notice Proofs of the program are no longer accepted for this version.
    event ProgramRevoked(uint64 indexed projectId, string version, bytes32 programId);

    /// @notice An attribute is out of its range.
    error InvalidAttributes(Attributes attributes);
    /// @notice The zero address cannot be an enode.
    error InvalidEnode(address enode);
    /// @notice The address is listed as an enode of this project already.
    error EnodeAlreadyAdded(uint64 projectId, address enode);
    /// @notice The address is not listed as an enode of this project.
    error EnodeNotFound(uint64 projectId, address enode);
    /// @notice The selector must not be zero: zero means that a program is not accepted.
    error InvalidSelector(bytes4 selector);
    /// @notice The program is not accepted for this version.
    error ProgramNotAccepted(uint64 projectId, string version, bytes32 programId);
    /// @notice A paused project pays for nothing.
    error ProjectIsPaused(uint64 projectId);

    /// @notice Sets what the project asks of znodes. Owner only.
    function setAttributes(uint64 projectId, Attributes calldata attributes) external;

    /// @notice Lets `enode` sign the project's tasks, and nothing else. Owner only.
    function addEnode(uint64 projectId, address enode) external;

    /// @notice Takes that right back. Owner only. Tasks it signed settle no longer.
    function removeEnode(uint64 projectId, address enode) external;

    /// @notice Accepts proofs of a program for tasks of a version. Owner only; a second call replaces the selector.
    function acceptProgram(uint64 projectId, string calldata version, bytes32 programId, bytes4 selector) external;

    /// @notice Accepts them no longer. Owner only; settled tasks stay settled.
    function revokeProgram(uint64 projectId, string calldata version, bytes32 programId) external;

    /// @notice What the project asks of znodes; all zero before its owner has said so.
    function attributesOf(uint64 projectId) external view returns (Attributes memory);

    /// @notice How many znodes must attest a result of the project; zero before its owner has said so.
    function quorumOf(uint64 projectId) external view returns (uint256);

    /// @notice Whether `enode` may sign the project's tasks: it is listed, or `canOperateProject`.
    function isEnode(uint64 projectId, address enode) external view returns (bool);

    /// @notice The selector under which proofs of the program are verified; zero if it is not accepted for the version.
    function selectorOf(uint64 projectId, string calldata version, bytes32 programId) external view returns (bytes4);
}
