// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title RevertReason
/// @notice Turns what a failed call returned into text that is safe to log.
library RevertReason {
    /// @notice Most bytes of a failed call's data that are looked at; 4 + 32 · 8.
    uint256 internal constant MAX_LENGTH = 260;

    // Where the text of an Error(string) starts: selector, offset, length.
    uint256 private constant TEXT_START = 68;
    bytes4 private constant ERROR_SELECTOR = 0x08c379a0;

    /// @notice The text of an Error(string) made of printable ASCII, cut where `data` was cut; anything else
    ///         (custom errors, panics, malformed or unprintable text) as 0x and hexadecimal digits.
    function describe(bytes memory data) internal pure returns (string memory) {
        if (data.length == 0) return "no revert data";
        (bool ok, string memory text) = _errorText(data);
        return ok ? text : Strings.toHexString(data);
    }

    function _errorText(bytes memory data) private pure returns (bool ok, string memory text) {
        // The first four bytes are wanted, nothing more.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (data.length < TEXT_START || bytes4(data) != ERROR_SELECTOR) return (false, "");
        if (_word(data, 4) != 32) return (false, "");
        uint256 length = _word(data, 36);
        if (length > data.length - TEXT_START) {
            // Only a text that was cut may claim more than there is.
            if (data.length != MAX_LENGTH) return (false, "");
            length = MAX_LENGTH - TEXT_START;
        }
        bytes memory copy = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            bytes1 char = data[TEXT_START + i];
            if (char < 0x20 || char > 0x7e) return (false, "");
            copy[i] = char;
        }
        return (true, string(copy));
    }

    function _word(bytes memory data, uint256 offset) private pure returns (uint256 word) {
        // Callers have checked that offset + 32 ≤ data.length.
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), offset))
        }
    }
}
