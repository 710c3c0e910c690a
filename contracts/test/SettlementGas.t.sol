// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ITaskSettlement} from "../src/interfaces/ITaskSettlement.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";

/// @notice What settling costs as transactions: with the 21,000 of each, its calldata, and every slot and account cold. The
///         quorum is 3, each task has an output of 96 bytes and a CID, the enode's bond is checked, nothing is called back.
contract SettlementGasTest is SettlementTest {
    uint256 private constant SINGLE_TARGET = 130_000;
    uint256 private constant BATCH_TARGET = 60_000;

    // What a network does for the first time (a project's first bitmap, a znode's first reward) is not repeated.
    function setUp() public override {
        super.setUp();
        _settle(1, 1);
    }

    function test_Single() public {
        uint256 used = _measure(2, 1);
        VM.assertLt(used, SINGLE_TARGET);
        VM.snapshotValue("settlement", "attested, single", used);
    }

    /// @dev Every 256th task opens a word of the bitmap.
    function test_SingleInNewWord() public {
        uint256 used = _measure(256, 1);
        VM.assertLt(used, SINGLE_TARGET);
        VM.snapshotValue("settlement", "attested, single in a new word of the bitmap", used);
    }

    function test_Batch32() public {
        uint256 used = _measure(2, 32) / 32;
        VM.assertLt(used, BATCH_TARGET);
        VM.snapshotValue("settlement", "attested, per task of 32", used);
    }

    function test_Batch128() public {
        uint256 used = _measure(2, 128) / 128;
        VM.assertLt(used, BATCH_TARGET);
        VM.snapshotValue("settlement", "attested, per task of 128", used);
    }

    function _measure(uint64 first, uint256 count) private returns (uint256) {
        ITaskSettlement.Task[] memory tasks = _tasks(first, count);
        Signature[] memory signatures = _quorum(_root(first, count));
        bytes memory input = abi.encodeCall(settlement.settleAttested, (_job(), tasks, signatures));
        _cool();
        VM.prank(znodes[0]);
        uint256 before = gasleft();
        (bool success,) = address(settlement).call(input);
        uint256 execution = before - gasleft();
        VM.assertTrue(success);
        return execution + 21_000 + _calldataGas(input);
    }

    function _cool() private {
        VM.cool(address(settlement));
        VM.cool(address(registry));
        VM.cool(address(staking));
        VM.cool(address(bonds));
        VM.cool(address(router));
        // What a transaction calls is warm from its beginning.
        settlement.staking();
    }

    function _calldataGas(bytes memory input) private pure returns (uint256 used) {
        for (uint256 i = 0; i < input.length; ++i) {
            used += input[i] == 0 ? 4 : 16;
        }
    }
}
