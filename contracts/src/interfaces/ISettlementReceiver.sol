// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title ISettlementReceiver
/// @notice What a dApp implements to be told of settled tasks with all that is known of them. It says so by ERC-165.
interface ISettlementReceiver is IERC165 {
    /// @notice A settled task.
    /// @param projectId The project.
    /// @param sequence The task's number in the project.
    /// @param taskDigest The task.
    /// @param programId The program that was proved.
    /// @param settler The operator that settled the task.
    /// @param receiptDigest SHA-256 of the receipt, as the settler says: a note that nothing is decided by.
    /// @param receiptCid Where the receipt can be fetched, as the settler says.
    /// @param publicValues The journal, or the circuit's public inputs: verified, and bound to the task.
    struct Settlement {
        uint64 projectId;
        uint64 sequence;
        bytes32 taskDigest;
        bytes32 programId;
        address settler;
        bytes32 receiptDigest;
        string receiptCid;
        bytes publicValues;
    }

    /// @notice Takes one settled task; each comes once. Reverting leaves the delivery open: anybody may try it again.
    /// @dev Implementations check that `msg.sender` is the settlement contract they trust.
    function onSettled(Settlement calldata settlement) external;
}
