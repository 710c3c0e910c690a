// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title ZkWasmOutput
/// @notice Decodes the output that a proof of a WebAssembly module commits to: which module it was, and for each message
///         of the task the public inputs it was given and the outputs it wrote.
/// @dev 32-byte words, one behind the other: the format (1), SHA-256 of the module, the number of messages, and for each
///      of these the number of its public inputs, these, the number of its outputs, and these. There is one encoding only:
///      words too few or too many are refused, and so are values of more than 64 bits.
library ZkWasmOutput {
    /// @notice What is proven of one message.
    struct Run {
        uint64[] publicInputs;
        uint64[] outputs;
    }

    /// @notice The output has a layout this library does not know.
    error UnsupportedFormat(uint256 format, uint256 supported);
    /// @notice The output's length is no multiple of 32.
    error OutputNotWords(uint256 length);
    /// @notice The output ends before all is said that it announces.
    error OutputTooShort(uint256 words);
    /// @notice The output goes on when all is said that it announces.
    error OutputTooLong(uint256 words, uint256 needed);
    /// @notice The word at this index is no number of 64 bits.
    error ValueTooLarge(uint256 index, uint256 value);

    /// @notice The layout understood here.
    uint256 internal constant FORMAT = 1;

    // The format, the digest, and the number of messages.
    uint256 private constant HEAD = 3;

    /// @notice Decodes an output; reverts with one of the errors above when it is malformed.
    /// @return module SHA-256 of the module that ran.
    /// @return runs What it was given and gave, one for each message in the task's order.
    function decode(bytes memory output) internal pure returns (bytes32 module, Run[] memory runs) {
        if (output.length % 32 != 0) revert OutputNotWords(output.length);
        uint256 words = output.length / 32;
        if (words < HEAD) revert OutputTooShort(words);
        uint256 format = _word(output, 0);
        if (format != FORMAT) revert UnsupportedFormat(format, FORMAT);
        module = bytes32(_word(output, 1));
        uint256 count = _word(output, 2);
        // Each takes two words at least; no memory is taken for what cannot be there.
        if (count > (words - HEAD) / 2) revert OutputTooShort(words);
        runs = new Run[](count);
        uint256 at = HEAD;
        for (uint256 i = 0; i < count; ++i) {
            (runs[i].publicInputs, at) = _values(output, at, words);
            (runs[i].outputs, at) = _values(output, at, words);
        }
        if (at != words) revert OutputTooLong(words, at);
    }

    /// @dev The values counted by the word at `at`, and the index of the word behind them.
    function _values(bytes memory output, uint256 at, uint256 words)
        private
        pure
        returns (uint64[] memory values, uint256 next)
    {
        if (at == words) revert OutputTooShort(words);
        uint256 count = _word(output, at++);
        if (count > words - at) revert OutputTooShort(words);
        next = at + count;
        values = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 value = _word(output, at + i);
            if (value > type(uint64).max) revert ValueTooLarge(at + i, value);
            // Checked on the line above.
            // forge-lint: disable-next-line(unsafe-typecast)
            values[i] = uint64(value);
        }
    }

    /// @dev Callers have checked that the output has this word.
    function _word(bytes memory output, uint256 index) private pure returns (uint256 word) {
        // slither-disable-next-line assembly
        assembly ("memory-safe") {
            word := mload(add(add(output, 0x20), shl(5, index)))
        }
    }
}
