// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ZkWasmOutput} from "../src/libraries/ZkWasmOutput.sol";
import {SproutTest} from "./SproutTest.sol";

/// @notice What the library does, callable, so that it can be seen to revert.
contract Decoder {
    function decode(bytes calldata output) external pure returns (bytes32 module, ZkWasmOutput.Run[] memory runs) {
        return ZkWasmOutput.decode(output);
    }
}

contract ZkWasmOutputTest is SproutTest {
    bytes32 internal constant MODULE = keccak256("module");

    Decoder internal decoder;

    function setUp() public override {
        decoder = new Decoder();
    }

    /// @dev The words that the runtime's tests expect of a task of two messages.
    function test_DecodesEveryMessage() public view {
        bytes memory output = abi.encodePacked(
            abi.encode(uint256(1), MODULE, uint256(3)),
            abi.encode(uint256(2), uint256(7), uint256(30), uint256(1), type(uint64).max),
            abi.encode(uint256(0), uint256(0)),
            abi.encode(uint256(0), uint256(2), uint256(1), uint256(2))
        );
        (bytes32 module, ZkWasmOutput.Run[] memory runs) = decoder.decode(output);
        VM.assertEq(module, MODULE);
        VM.assertEq(runs.length, 3);
        VM.assertEq(runs[0].publicInputs.length, 2);
        VM.assertEq(runs[0].publicInputs[0], 7);
        VM.assertEq(runs[0].publicInputs[1], 30);
        VM.assertEq(runs[0].outputs.length, 1);
        VM.assertEq(runs[0].outputs[0], type(uint64).max);
        VM.assertEq(runs[1].publicInputs.length + runs[1].outputs.length, 0);
        VM.assertEq(runs[2].publicInputs.length, 0);
        VM.assertEq(runs[2].outputs.length, 2);
        VM.assertEq(runs[2].outputs[0], 1);
        VM.assertEq(runs[2].outputs[1], 2);
    }

    function test_DecodesATaskWithoutMessages() public view {
        (bytes32 module, ZkWasmOutput.Run[] memory runs) = decoder.decode(abi.encode(uint256(1), MODULE, uint256(0)));
        VM.assertEq(module, MODULE);
        VM.assertEq(runs.length, 0);
    }

    function test_RevertWhen_LengthIsWrong() public {
        _refuses("", abi.encodeWithSelector(ZkWasmOutput.OutputTooShort.selector, 0));
        _refuses(hex"01", abi.encodeWithSelector(ZkWasmOutput.OutputNotWords.selector, 1));
        _refuses(abi.encode(uint256(1), MODULE), abi.encodeWithSelector(ZkWasmOutput.OutputTooShort.selector, 2));
        bytes memory long = abi.encode(uint256(1), MODULE, uint256(1), uint256(0), uint256(0), uint256(0));
        _refuses(long, abi.encodeWithSelector(ZkWasmOutput.OutputTooLong.selector, 6, 5));
    }

    function test_RevertWhen_ACountIsTooLarge() public {
        bytes memory short = abi.encodeWithSelector(ZkWasmOutput.OutputTooShort.selector, 5);
        uint256[3] memory counts = [uint256(1), 2, type(uint256).max];
        for (uint256 i = 0; i < counts.length; ++i) {
            // Messages, public inputs, outputs.
            if (i > 0) _refuses(abi.encode(uint256(1), MODULE, counts[i], uint256(0), uint256(0)), short);
            _refuses(abi.encode(uint256(1), MODULE, uint256(1), counts[i], uint256(0)), short);
            _refuses(abi.encode(uint256(1), MODULE, uint256(1), uint256(0), counts[i]), short);
        }
    }

    function test_RevertWhen_FormatIsUnknown() public {
        for (uint256 format = 0; format < 4; ++format) {
            if (format == 1) continue;
            _refuses(
                abi.encode(format, MODULE, uint256(0)),
                abi.encodeWithSelector(ZkWasmOutput.UnsupportedFormat.selector, format, 1)
            );
        }
    }

    function test_RevertWhen_AValueIsTooLarge() public {
        uint256 large = uint256(type(uint64).max) + 1;
        _refuses(
            abi.encode(uint256(1), MODULE, uint256(1), uint256(0), uint256(2), uint256(9), large),
            abi.encodeWithSelector(ZkWasmOutput.ValueTooLarge.selector, 6, large)
        );
    }

    function testFuzz_DecodesWhatWasEncoded(bytes32 module, uint64[][2][4] calldata messages, uint8 some) public view {
        uint256 count = some % (messages.length + 1);
        bytes memory output = abi.encode(uint256(1), module, count);
        for (uint256 i = 0; i < count; ++i) {
            output = bytes.concat(output, _values(messages[i][0]), _values(messages[i][1]));
        }
        (bytes32 decoded, ZkWasmOutput.Run[] memory runs) = decoder.decode(output);
        VM.assertEq(decoded, module);
        VM.assertEq(runs.length, count);
        for (uint256 i = 0; i < count; ++i) {
            VM.assertEq(abi.encode(runs[i].publicInputs), abi.encode(messages[i][0]));
            VM.assertEq(abi.encode(runs[i].outputs), abi.encode(messages[i][1]));
        }
    }

    /// @dev Whatever is decoded has one encoding, and everything else is refused with a reason.
    function testFuzz_AcceptsOneEncodingOnly(uint8[] calldata words) public view {
        bytes memory output = abi.encode(uint256(1), MODULE);
        for (uint256 i = 0; i < words.length; ++i) {
            // Small numbers are counts that fit now and then; a few are too large.
            output = bytes.concat(output, bytes32(words[i] == 255 ? type(uint128).max : uint256(words[i] % 4)));
        }
        try decoder.decode(output) returns (bytes32 module, ZkWasmOutput.Run[] memory runs) {
            bytes memory again = abi.encode(uint256(1), module, runs.length);
            for (uint256 i = 0; i < runs.length; ++i) {
                again = bytes.concat(again, _values(runs[i].publicInputs), _values(runs[i].outputs));
            }
            VM.assertEq(again, output);
        } catch (bytes memory reason) {
            VM.assertGt(reason.length, 3);
        }
    }

    function _values(uint64[] memory values) private pure returns (bytes memory) {
        return abi.encodePacked(uint256(values.length), values);
    }

    function _refuses(bytes memory output, bytes memory reason) private {
        VM.expectRevert(reason);
        decoder.decode(output);
    }
}
