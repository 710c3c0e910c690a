// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RevertReason} from "../src/RevertReason.sol";
import {SproutTest} from "./SproutTest.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

contract RevertReasonTest is SproutTest {
    error Custom(uint256 value);

    function test_NoData() public pure {
        VM.assertEq(RevertReason.describe(""), "no revert data");
    }

    function test_Text() public pure {
        VM.assertEq(RevertReason.describe(_error("not today")), "not today");
        VM.assertEq(RevertReason.describe(_error("")), "");
    }

    function test_CustomErrorAndPanicAsHex() public pure {
        VM.assertEq(
            RevertReason.describe(abi.encodeWithSelector(Custom.selector, 7)),
            "0xcb362b340000000000000000000000000000000000000000000000000000000000000007"
        );
        VM.assertEq(
            RevertReason.describe(abi.encodeWithSignature("Panic(uint256)", 0x11)),
            "0x4e487b710000000000000000000000000000000000000000000000000000000000000011"
        );
    }

    function test_UnprintableTextAsHex() public pure {
        bytes memory data = _error(unicode"sch\u00f6n");
        VM.assertEq(RevertReason.describe(data), Strings.toHexString(data));
        data = _error("two\nlines");
        VM.assertEq(RevertReason.describe(data), Strings.toHexString(data));
    }

    function test_MalformedTextAsHex() public pure {
        bytes memory lies = abi.encodePacked(bytes4(0x08c379a0), uint256(32), uint256(5), "1234");
        VM.assertEq(RevertReason.describe(lies), Strings.toHexString(lies));
        bytes memory elsewhere = abi.encodePacked(bytes4(0x08c379a0), uint256(64), uint256(0), uint256(0));
        VM.assertEq(RevertReason.describe(elsewhere), Strings.toHexString(elsewhere));
        bytes memory short = abi.encodePacked(bytes4(0x08c379a0), uint256(32));
        VM.assertEq(RevertReason.describe(short), Strings.toHexString(short));
    }

    function test_CutTextKeepsItsBeginning() public pure {
        bytes memory text = new bytes(1000);
        for (uint256 i = 0; i < text.length; ++i) {
            text[i] = "x";
        }
        string memory described = RevertReason.describe(_cut(_error(string(text))));
        VM.assertEq(bytes(described).length, RevertReason.MAX_LENGTH - 68);
    }

    /// @dev Whatever a receiver returns is described without a revert, in characters every client can show.
    function testFuzz_AlwaysPrintable(bytes calldata data, bool asError) public pure {
        bytes memory cut = _cut(asError ? abi.encodePacked(bytes4(0x08c379a0), uint256(32), data) : data);
        bytes memory described = bytes(RevertReason.describe(cut));
        VM.assertLe(described.length, 2 + 2 * RevertReason.MAX_LENGTH, "longer than its hexadecimal digits");
        for (uint256 i = 0; i < described.length; ++i) {
            VM.assertTrue(described[i] >= 0x20 && described[i] <= 0x7e);
        }
    }

    function testFuzz_AsciiTextSurvives(bytes calldata seed) public pure {
        uint256 length = _bound(seed.length, 0, RevertReason.MAX_LENGTH - 68);
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = bytes1(0x20 + uint8(seed[i]) % 95);
        }
        VM.assertEq(RevertReason.describe(_cut(_error(string(text)))), string(text));
    }

    function _error(string memory text) private pure returns (bytes memory) {
        return abi.encodeWithSignature("Error(string)", text);
    }

    function _cut(bytes memory data) private pure returns (bytes memory) {
        uint256 limit = RevertReason.MAX_LENGTH;
        if (data.length > limit) {
            assembly ("memory-safe") {
                mstore(data, limit)
            }
        }
        return data;
    }
}
