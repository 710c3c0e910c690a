// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IWSReceiver
/// @notice What a dApp implements to be given a project's proven data.
interface IWSReceiver {
    /// @notice Takes one delivery. Reverting refuses it; the router reports the reason and the data stays undelivered.
    /// @dev Implementations check that `msg.sender` is the router they trust.
    /// @param data What the project's output defines; see `SproutReceiver` for the settlement payload.
    function receiveData(bytes calldata data) external;
}
