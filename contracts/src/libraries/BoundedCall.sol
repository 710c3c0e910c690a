// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RevertReason} from "../RevertReason.sol";

/// @title BoundedCall
/// @notice Calls a stranger's contract without being at its mercy: a fixed amount of gas, and little of what it returns.
library BoundedCall {
    /// @notice The transaction carries too little gas to give the receiver its full amount.
    error InsufficientGas(uint256 available, uint256 required);

    /// @notice What the caller keeps to log and record a failure.
    uint256 internal constant OWN_GAS = 300_000;

    /// @notice Calls `target` with exactly `stipend` gas and copies at most RevertReason.MAX_LENGTH bytes of a failure's
    ///         data. Reverts when there is not enough gas left: else a caller could starve the receiver and have the
    ///         failure recorded as its own.
    function call(address target, uint256 stipend, bytes memory input)
        internal
        returns (bool success, bytes memory returned)
    {
        // A call passes on at most 63/64 of what is left (EIP-150).
        uint256 required = stipend + stipend / 63 + OWN_GAS;
        uint256 available = gasleft();
        if (available < required) revert InsufficientGas(available, required);

        uint256 limit = RevertReason.MAX_LENGTH;
        assembly ("memory-safe") {
            success := call(stipend, target, 0, add(input, 0x20), mload(input), 0, 0)
            returned := mload(0x40)
            let size := 0
            if iszero(success) {
                size := returndatasize()
                if gt(size, limit) { size := limit }
            }
            mstore(returned, size)
            returndatacopy(add(returned, 0x20), 0, size)
            mstore(0x40, add(returned, and(add(size, 0x3f), not(0x1f))))
        }
    }
}
