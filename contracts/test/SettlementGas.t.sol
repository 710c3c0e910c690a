// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ITaskSettlement} from "../src/interfaces/ITaskSettlement.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {RichReceiver} from "./SettlementDelivery.t.sol";
import {SettlementTest} from "./SettlementTest.sol";

/// @notice What settling costs as transactions: with the 21,000 of each, its calldata, and every slot and account cold. The
///         quorum is 3, each task has an output of 96 bytes and a CID, the enode's bond is checked, nothing is called back.
contract SettlementGasTest is SettlementTest {
    uint256 private constant NEW_KEY = 0xbeef;
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

    /// @dev Every 256th task opens a word of the bitmap, which costs 17,100 more.
    function test_SingleInNewWord() public {
        VM.snapshotValue("settlement", "attested, single in a new word of the bitmap", _measure(256, 1));
    }

    /// @dev A receiver that writes two slots for the first time.
    function test_SingleWithCallback() public {
        RichReceiver receiver = new RichReceiver();
        VM.prank(owner);
        settlement.setReceiver(projectId, address(receiver), 200_000);
        VM.snapshotValue("settlement", "attested, single with callback", _measure(2, 1));
    }

    /// @dev Without the verification itself, which depends on the proof system, and with a proof of 9 bytes.
    function test_Proved() public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        bytes memory input = abi.encodeCall(settlement.settle, (job, _task(2), abi.encodePacked(PROVED, "valid")));
        VM.snapshotValue("settlement", "proved, single", _measure(input));
    }

    /// @dev Beside the transaction's own 21,000 and its data.
    function test_EverythingElse() public {
        address operator = VM.addr(NEW_KEY);
        Signature memory consent = _sign(NEW_KEY, staking.consentHash(operator, znodeOwner));
        VM.deal(znodeOwner, MINIMUM);
        VM.prank(znodeOwner);
        staking.register{value: MINIMUM}(operator, _peerId(NEW_KEY), RISC0, consent);
        VM.snapshotGasLastCall("settlement", "register znode");
        VM.prank(operator);
        staking.join(projectId, operator);
        VM.snapshotGasLastCall("settlement", "join a fleet of five");
        VM.prank(operator);
        staking.leave(projectId, operator);
        VM.snapshotGasLastCall("settlement", "leave");
        VM.prank(znodeOwner);
        staking.unstake(operator, MINIMUM);
        VM.snapshotGasLastCall("settlement", "unstake");
        VM.warp(block.timestamp + DELAY);
        VM.prank(znodeOwner);
        staking.withdraw(operator);
        VM.snapshotGasLastCall("settlement", "withdraw stake");
        registry.claimRewards(znodeOwner);
        VM.snapshotGasLastCall("settlement", "claim rewards");
        VM.deal(owner, 1 ether);
        VM.prank(owner);
        registry.deposit{value: 1 ether}(projectId);
        VM.snapshotGasLastCall("settlement", "deposit");
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
        return _measure(abi.encodeCall(settlement.settleAttested, (_job(), tasks, signatures)));
    }

    function _measure(bytes memory input) private returns (uint256) {
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
