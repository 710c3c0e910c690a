// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SproutReceiver} from "../src/SproutReceiver.sol";
import {ITaskBook} from "../src/interfaces/ITaskBook.sol";
import {SproutTest} from "./SproutTest.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @notice Keeps the outputs it is given; refuses the empty one.
contract Outputs is SproutReceiver {
    error Unwanted(bytes32 taskDigest);

    mapping(bytes32 taskDigest => bytes output) public outputs;
    uint256 public calls;

    constructor(address router_, uint256 projectId_, address owner_) SproutReceiver(router_, projectId_, owner_) {}

    function _onOutput(bytes32 taskDigest, bytes memory output) internal override {
        if (output.length == 0) revert Unwanted(taskDigest);
        outputs[taskDigest] = output;
        ++calls;
    }
}

contract SproutReceiverTest is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");
    bytes32 internal constant TASK = keccak256("task");
    bytes32 internal constant RECEIPT = keccak256("receipt");
    string internal constant CID = "bafkreceipt";

    Outputs internal receiver;

    function setUp() public override {
        super.setUp();
        receiver = new Outputs(address(router), projectId, owner);
        VM.prank(owner);
        receiver.acceptProgram(PROGRAM);
    }

    function test_KnowsItsPlace() public view {
        VM.assertEq(receiver.router(), address(router));
        VM.assertEq(receiver.projectId(), projectId);
        VM.assertEq(receiver.owner(), owner);
        VM.assertEq(receiver.JOURNAL_VERSION(), 1);
    }

    function testFuzz_SettlesOnce(bytes32 task, bytes calldata output, bytes32 receipt, string calldata cid) public {
        VM.assume(output.length > 0);
        VM.assertFalse(receiver.isSettled(task));
        bytes memory payload = abi.encode(_journal(1, block.chainid, projectId, task, output), PROGRAM, receipt, cid);

        VM.expectEmit(address(receiver));
        emit ITaskBook.TaskSettled(task, projectId, PROGRAM, receipt, cid);
        VM.prank(address(router));
        receiver.receiveData(payload);
        VM.assertTrue(receiver.isSettled(task));
        VM.assertEq(receiver.outputs(task), output);

        VM.prank(address(router));
        VM.expectRevert(abi.encodeWithSelector(ITaskBook.TaskAlreadySettled.selector, task));
        receiver.receiveData(payload);
        // Nor does another receipt of the same task, with another output, get in.
        payload = abi.encode(_journal(1, block.chainid, projectId, task, "other"), PROGRAM, RECEIPT, CID);
        VM.prank(address(router));
        VM.expectRevert(abi.encodeWithSelector(ITaskBook.TaskAlreadySettled.selector, task));
        receiver.receiveData(payload);
        VM.assertEq(receiver.calls(), 1);
    }

    function test_RefusedOutputLeavesTheTaskOpen() public {
        VM.prank(address(router));
        VM.expectRevert(abi.encodeWithSelector(Outputs.Unwanted.selector, TASK));
        receiver.receiveData(_payload(_journal(1, block.chainid, projectId, TASK, ""), PROGRAM));
        VM.assertFalse(receiver.isSettled(TASK));
    }

    function test_ProgramsComeAndGo() public {
        bytes32 program = keccak256("next program");
        VM.assertFalse(receiver.isProgramAccepted(program));
        VM.expectEmit(address(receiver));
        emit SproutReceiver.ProgramAccepted(program);
        VM.prank(owner);
        receiver.acceptProgram(program);
        VM.assertTrue(receiver.isProgramAccepted(program));

        VM.expectEmit(address(receiver));
        emit SproutReceiver.ProgramRevoked(program);
        VM.prank(owner);
        receiver.revokeProgram(program);
        VM.assertFalse(receiver.isProgramAccepted(program));
        VM.assertTrue(receiver.isProgramAccepted(PROGRAM));

        VM.recordLogs();
        VM.prank(owner);
        receiver.revokeProgram(program);
        VM.prank(owner);
        receiver.acceptProgram(PROGRAM);
        VM.assertEq(VM.getRecordedLogs().length, 0);
    }

    function testFuzz_RevertWhen_ProgramIsNotAccepted(bytes32 program) public {
        VM.assume(program != PROGRAM);
        _refuses(
            _payload(_journal(1, block.chainid, projectId, TASK, "output"), program),
            abi.encodeWithSelector(ITaskBook.ProgramNotAccepted.selector, program)
        );
    }

    function testFuzz_RevertWhen_CallerIsNotRouter(address caller) public {
        VM.assume(caller != address(router));
        bytes memory payload = _payload(_journal(1, block.chainid, projectId, TASK, "output"), PROGRAM);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(SproutReceiver.NotRouter.selector, caller, address(router)));
        receiver.receiveData(payload);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        receiver.acceptProgram(PROGRAM);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        receiver.revokeProgram(PROGRAM);
    }

    function testFuzz_RevertWhen_VersionIsUnknown(uint256 version) public {
        VM.assume(version != 1);
        _refuses(
            _payload(_journal(version, block.chainid, projectId, TASK, "output"), PROGRAM),
            abi.encodeWithSelector(SproutReceiver.UnsupportedVersion.selector, version, 1)
        );
    }

    function testFuzz_RevertWhen_ChainIsAnother(uint256 chainId) public {
        VM.assume(chainId != block.chainid);
        _refuses(
            _payload(_journal(1, chainId, projectId, TASK, "output"), PROGRAM),
            abi.encodeWithSelector(ITaskBook.WrongChain.selector, chainId, block.chainid)
        );
    }

    function testFuzz_RevertWhen_ProjectIsAnother(uint256 project) public {
        VM.assume(project != projectId);
        _refuses(
            _payload(_journal(1, block.chainid, project, TASK, "output"), PROGRAM),
            abi.encodeWithSelector(ITaskBook.WrongProject.selector, project, projectId)
        );
    }

    function test_RevertWhen_PayloadIsMalformed() public {
        bytes memory malformed = abi.encodeWithSelector(ITaskBook.MalformedSettlement.selector);
        bytes memory payload = _payload(_journal(1, block.chainid, projectId, TASK, "output"), PROGRAM);
        _refuses("", malformed);
        _refuses("garbage", malformed);
        _refuses(_payload("", PROGRAM), malformed);
        _refuses(_payload("not a journal", PROGRAM), malformed);
        _refuses(_prefix(payload, payload.length - 32), malformed);
        // A plain guest's journal: bytes that are not bound to any task.
        _refuses(_payload(abi.encode(uint256(1), block.chainid), PROGRAM), malformed);
    }

    /// @dev Random bytes and cut payloads never settle anything, and are refused with a reason of this contract.
    function testFuzz_RevertWhen_PayloadIsNoise(bytes calldata noise, uint256 cut) public {
        bytes memory payload = _payload(_journal(1, block.chainid, projectId, TASK, "output"), PROGRAM);
        _refusesForAnyReason(noise);
        // The last word is the CID's padding: without all of it nothing decodes.
        _refusesForAnyReason(_prefix(payload, _bound(cut, 0, payload.length - 32)));
        VM.assertFalse(receiver.isSettled(TASK));
    }

    function test_DecodesForOthers() public view {
        SproutReceiver.Settlement memory settlement =
            receiver.decodeSettlement(_payload(_journal(1, 2, 3, TASK, "output"), PROGRAM));
        VM.assertEq(settlement.version, 1);
        VM.assertEq(settlement.chainId, 2);
        VM.assertEq(settlement.projectId, 3);
        VM.assertEq(settlement.taskDigest, TASK);
        VM.assertEq(settlement.output, "output");
        VM.assertEq(settlement.programId, PROGRAM);
        VM.assertEq(settlement.receiptDigest, RECEIPT);
        VM.assertEq(settlement.receiptCid, CID);
    }

    function _journal(uint256 version, uint256 chainId, uint256 project, bytes32 task, bytes memory output)
        private
        pure
        returns (bytes memory)
    {
        return abi.encode(version, chainId, project, task, output);
    }

    function _payload(bytes memory journal, bytes32 program) private pure returns (bytes memory) {
        return abi.encode(journal, program, RECEIPT, CID);
    }

    function _refuses(bytes memory payload, bytes memory reason) private {
        VM.prank(address(router));
        VM.expectRevert(reason);
        receiver.receiveData(payload);
    }

    function _refusesForAnyReason(bytes memory payload) private {
        VM.prank(address(router));
        try receiver.receiveData(payload) {
            VM.assertTrue(false, "noise was settled");
        } catch (bytes memory reason) {
            VM.assertGt(reason.length, 3);
        }
    }

    function _prefix(bytes memory data, uint256 length) private pure returns (bytes memory cut) {
        cut = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            cut[i] = data[i];
        }
    }
}
