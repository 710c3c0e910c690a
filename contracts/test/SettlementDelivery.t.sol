// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlementReceiver} from "../src/interfaces/ISettlementReceiver.sol";
import {ITaskSettlement} from "../src/interfaces/ITaskSettlement.sol";
import {BoundedCall} from "../src/libraries/BoundedCall.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {Recorder, Refuser, Returner} from "./Receivers.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {Outputs} from "./SproutReceiver.t.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice Wants all there is to know of a task, and refuses while it is told to.
contract RichReceiver is ISettlementReceiver {
    error Closed();

    bool public closed;
    bytes32 public last;
    uint256 public calls;

    function setClosed(bool closed_) external {
        closed = closed_;
    }

    function onSettled(Settlement calldata settlement) external {
        if (closed) revert Closed();
        last = keccak256(abi.encode(settlement));
        ++calls;
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(ISettlementReceiver).interfaceId || interfaceId == type(IERC165).interfaceId;
    }
}

/// @notice Brings the task again while it is given it.
contract Reentrant {
    ISettlementReceiver.Settlement private _settlement;

    function set(ISettlementReceiver.Settlement calldata settlement) external {
        _settlement = settlement;
    }

    function receiveData(bytes calldata) external {
        ITaskSettlement(msg.sender).retry(_settlement);
    }
}

/// @notice Owns the project whose receiver it is, and wants to be rid of its task in the middle of it.
contract Fickle {
    function own(IERC721 registry, uint64 projectId) external {
        registry.transferFrom(msg.sender, address(this), projectId);
    }

    function setSelf(ITaskSettlement settlement, uint64 projectId) external {
        settlement.setReceiver(projectId, address(this), 500_000);
    }

    function receiveData(bytes calldata) external {
        ITaskSettlement(msg.sender).setReceiver(1, address(0), 0);
    }
}

contract SettlementDeliveryTest is SettlementTest {
    uint256 private constant GAS = 500_000;
    uint256 private constant GAS_LIMIT = 2_000_000;

    function test_ReceiversComeAndGo() public {
        RichReceiver rich = new RichReceiver();
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.ReceiverChanged(projectId, address(rich), GAS, true);
        _setReceiver(address(rich));
        (address receiver, uint32 gasLimit, bool isRich) = settlement.receiverOf(projectId);
        VM.assertEq(receiver, address(rich));
        VM.assertEq(gasLimit, GAS);
        VM.assertTrue(isRich);

        Recorder plain = new Recorder();
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.ReceiverChanged(projectId, address(plain), GAS, false);
        _setReceiver(address(plain));
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.ReceiverChanged(projectId, address(0), 0, false);
        _setReceiver(address(0));
        (receiver,,) = settlement.receiverOf(projectId);
        VM.assertEq(receiver, address(0));
        _settle(1, 1);
    }

    function test_RevertWhen_ReceiverIsInvalid() public {
        address recorder = address(new Recorder());
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.ReceiverHasNoCode.selector, stranger));
        settlement.setReceiver(projectId, stranger, GAS);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.InvalidReceiverGas.selector, 0, GAS_LIMIT));
        settlement.setReceiver(projectId, recorder, 0);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.InvalidReceiverGas.selector, GAS_LIMIT + 1, GAS_LIMIT));
        settlement.setReceiver(projectId, recorder, GAS_LIMIT + 1);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NotProjectOwner.selector, projectId, caller));
        settlement.setReceiver(projectId, address(0), 0);
    }

    function test_RichReceiverIsToldAll() public {
        RichReceiver receiver = new RichReceiver();
        _setReceiver(address(receiver));
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.Delivered(projectId, 1, address(receiver));
        _settle(1, 3);
        VM.assertEq(receiver.calls(), 3);
        VM.assertEq(receiver.last(), keccak256(abi.encode(_settlementOf(3, PROGRAM, _journal(3)))));
    }

    /// @dev A dApp written for the router works behind the settlement contract.
    function test_SproutReceiverWorksUnchanged() public {
        Outputs receiver = new Outputs(address(settlement), projectId, owner);
        VM.prank(owner);
        receiver.acceptProgram(PROVED_PROGRAM);
        _setReceiver(address(receiver));
        _settleProved(1);
        VM.assertTrue(receiver.isSettled(_digest(1)));
        VM.assertEq(receiver.outputs(_digest(1)), _output(1));
    }

    function test_PlainReceiverGetsThePayload() public {
        Recorder receiver = new Recorder();
        _setReceiver(address(receiver));
        _settle(1, 1);
        ITaskSettlement.Task memory task = _task(1);
        VM.assertEq(receiver.last(), abi.encode(_journal(1), PROGRAM, task.receiptDigest, task.receiptCid));
        VM.assertLe(receiver.gasGiven(), GAS, "more gas than the owner set");
        VM.assertGe(receiver.gasGiven(), GAS - 5000, "less gas than the owner set");
    }

    function test_FailureIsRecordedAndRetried() public {
        RichReceiver receiver = new RichReceiver();
        receiver.setClosed(true);
        _setReceiver(address(receiver));
        ISettlementReceiver.Settlement memory failed = _settlementOf(2, PROGRAM, _journal(2));
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.DeliveryFailed(projectId, 2, address(receiver), "0x1cdde67b");
        _settle(2, 1);
        // Settled and paid all the same.
        VM.assertTrue(settlement.isSettled(projectId, 2));
        VM.assertEq(registry.rewardsOf(znodeOwner), FEE);
        VM.assertEq(settlement.failedDelivery(projectId, 2), keccak256(abi.encode(failed)));

        VM.prank(stranger);
        VM.assertFalse(settlement.retry(failed));
        VM.assertEq(settlement.failedDelivery(projectId, 2), keccak256(abi.encode(failed)));

        receiver.setClosed(false);
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.Delivered(projectId, 2, address(receiver));
        VM.prank(stranger);
        VM.assertTrue(settlement.retry(failed));
        VM.assertEq(receiver.last(), keccak256(abi.encode(failed)));
        VM.assertEq(settlement.failedDelivery(projectId, 2), bytes32(0));
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NothingToRetry.selector, projectId, uint64(2)));
        settlement.retry(failed);
        VM.assertEq(receiver.calls(), 1);
    }

    function test_RetryGoesToTheReceiverOfToday() public {
        Refuser refuser = new Refuser();
        _setReceiver(address(refuser));
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.DeliveryFailed(projectId, 1, address(refuser), "not today");
        _settle(1, 1);
        ISettlementReceiver.Settlement memory failed = _settlementOf(1, PROGRAM, _journal(1));
        _setReceiver(address(0));
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NoReceiver.selector, projectId));
        settlement.retry(failed);
        RichReceiver receiver = new RichReceiver();
        _setReceiver(address(receiver));
        VM.assertTrue(settlement.retry(failed));
        VM.assertEq(receiver.calls(), 1);
    }

    function testFuzz_RevertWhen_RetryIsAltered(uint8 what) public {
        Refuser refuser = new Refuser();
        _setReceiver(address(refuser));
        _settle(1, 1);
        ISettlementReceiver.Settlement memory failed = _settlementOf(1, PROGRAM, _journal(1));
        if (what % 5 == 0) failed.sequence = 2;
        if (what % 5 == 1) failed.publicValues = "";
        if (what % 5 == 2) failed.programId = PROVED_PROGRAM;
        if (what % 5 == 3) failed.receiptCid = "bafkother";
        if (what % 5 == 4) failed.settler = stranger;
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NothingToRetry.selector, projectId, failed.sequence));
        settlement.retry(failed);
    }

    /// @dev In whatever way a receiver fails, the batch is settled and the cost is bounded.
    function test_HostileReceivers() public {
        Refuser refuser = new Refuser();
        _setReceiver(address(refuser));
        uint64 sequence = 1;
        for (uint256 way = 0; way <= uint256(type(Refuser.Way).max); ++way) {
            refuser.set(Refuser.Way(way));
            uint256 before = gasleft();
            _settle(sequence, 2);
            VM.assertLt(before - gasleft(), 2_500_000);
            VM.assertTrue(settlement.failedDelivery(projectId, sequence + 1) != bytes32(0));
            sequence += 2;
        }
        address returner = address(new Returner());
        VM.prank(owner);
        settlement.setReceiver(projectId, returner, GAS_LIMIT);
        _settle(sequence, 1);
        VM.assertEq(settlement.failedDelivery(projectId, sequence), bytes32(0));
    }

    function test_ReceiverCannotEnterAgain() public {
        Reentrant receiver = new Reentrant();
        _setReceiver(address(receiver));
        receiver.set(_settlementOf(1, PROGRAM, _journal(1)));
        bytes4 selector = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.DeliveryFailed(projectId, 1, address(receiver), VM.toString(abi.encodePacked(selector)));
        _settle(1, 1);
    }

    function test_ReceiverStaysTheSameForABatch() public {
        Fickle fickle = new Fickle();
        VM.prank(owner);
        registry.approve(address(fickle), projectId);
        VM.prank(owner);
        fickle.own(registry, projectId);
        fickle.setSelf(settlement, projectId);
        VM.prank(address(fickle));
        registry.addEnode(projectId, enode);
        _settle(1, 2);
        (address receiver,,) = settlement.receiverOf(projectId);
        VM.assertEq(receiver, address(fickle));
        VM.assertTrue(settlement.failedDelivery(projectId, 2) != bytes32(0));
    }

    /// @dev Nobody can starve a receiver and have that recorded as its failure.
    function test_RevertWhen_GasIsShort() public {
        _setReceiver(address(new Recorder()));
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        Signature[] memory signatures = _quorum(_root(1, 1));
        VM.prank(znodes[0]);
        VM.expectPartialRevert(BoundedCall.InsufficientGas.selector);
        settlement.settleAttested{gas: 700_000}(_job(), tasks, signatures);
        VM.assertFalse(settlement.isSettled(projectId, 1));
    }

    function _settleProved(uint64 sequence) private {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        ITaskSettlement.Task memory task = _task(sequence);
        VM.prank(znodes[0]);
        settlement.settle(job, task, abi.encodePacked(PROVED, "valid"));
    }

    function _setReceiver(address receiver) private {
        VM.prank(owner);
        settlement.setReceiver(projectId, receiver, GAS);
    }
}
