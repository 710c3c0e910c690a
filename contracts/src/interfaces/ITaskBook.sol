// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title ITaskBook
/// @notice The book a dApp keeps of the tasks it accepted. Nodes ask it before they send, and look the event up.
interface ITaskBook {
    /// @notice The task was accepted, now and never again.
    event TaskSettled(
        bytes32 indexed taskDigest,
        uint256 indexed projectId,
        bytes32 programId,
        bytes32 receiptDigest,
        string receiptCid
    );

    /// @notice The payload, or what is encoded in it, is not encoded as it must be.
    error MalformedSettlement();
    /// @notice The task was made for another chain.
    error WrongChain(uint256 chainId, uint256 expected);
    /// @notice The task belongs to another project.
    error WrongProject(uint256 projectId, uint256 expected);
    /// @notice The owner has not accepted this program.
    error ProgramNotAccepted(bytes32 programId);
    /// @notice The task has been accepted before.
    error TaskAlreadySettled(bytes32 taskDigest);

    /// @notice Whether this task has been accepted.
    function isSettled(bytes32 taskDigest) external view returns (bool);
}
