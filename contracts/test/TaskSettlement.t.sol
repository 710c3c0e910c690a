// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {TaskSettlement} from "../src/TaskSettlement.sol";
import {IAttestedVerifier} from "../src/interfaces/IAttestedVerifier.sol";
import {IProjectFleet} from "../src/interfaces/IProjectFleet.sol";
import {IProjectFunds} from "../src/interfaces/IProjectFunds.sol";
import {IProjectRegistry} from "../src/interfaces/IProjectRegistry.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {ITaskSettlement} from "../src/interfaces/ITaskSettlement.sol";
import {IVerifierRouter} from "../src/interfaces/IVerifierRouter.sol";
import {Signature, Tasks} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";

contract TaskSettlementTest is SettlementTest {
    uint256 private constant BATCH_LIMIT = 128;
    uint256 private constant FIELD_ORDER = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;

    function test_KnowsItsPlace() public view {
        VM.assertEq(address(settlement.registry()), address(registry));
        VM.assertEq(address(settlement.staking()), address(staking));
        VM.assertEq(address(settlement.enodeBonds()), address(bonds));
        VM.assertEq(address(settlement.router()), address(router));
    }

    // Attested

    function testFuzz_AttestedBatchSettlesAndPays(uint64 first, uint8 seed) public {
        uint256 count = _bound(seed, 1, 12);
        first = uint64(_bound(first, 1, type(uint64).max - 12));
        ITaskSettlement.Task[] memory tasks = _tasks(first, count);
        Signature[] memory signatures = _quorum(_root(first, count));
        for (uint64 i = 0; i < count; ++i) {
            _expectSettled(znodes[0], first + i, PROGRAM, sha256(_journal(first + i)));
        }
        VM.expectEmit(address(registry));
        emit IProjectFunds.Charged(projectId, znodeOwner, count, count * FEE);
        VM.prank(znodes[0]);
        settlement.settleAttested(_job(), tasks, signatures);
        for (uint64 i = 0; i < count; ++i) {
            VM.assertTrue(settlement.isSettled(projectId, first + i));
        }
        VM.assertFalse(settlement.isSettled(projectId, first - 1));
        VM.assertFalse(settlement.isSettled(projectId + 1, first));
        VM.assertEq(registry.rewardsOf(znodeOwner), count * FEE);
        VM.assertEq(registry.fundsOf(projectId).balance, 1000 ether - count * FEE);
    }

    function test_LargestBatch() public {
        _settle(1, BATCH_LIMIT);
        VM.assertEq(registry.rewardsOf(znodeOwner), BATCH_LIMIT * FEE);
        VM.assertTrue(settlement.isSettled(projectId, uint64(BATCH_LIMIT)));
    }

    function test_RevertWhen_BatchIsEmptyOrTooLarge() public {
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.InvalidBatch.selector, 0, BATCH_LIMIT));
        settlement.settleAttested(_job(), new ITaskSettlement.Task[](0), new Signature[](0));
        ITaskSettlement.Task[] memory tasks = _tasks(1, BATCH_LIMIT + 1);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.InvalidBatch.selector, BATCH_LIMIT + 1, BATCH_LIMIT));
        settlement.settleAttested(_job(), tasks, new Signature[](0));
    }

    /// @dev Batches may overlap: what was settled before is passed over and not paid again.
    function test_SettledTasksArePassedOver() public {
        _settle(3, 2);
        _settle(1, 6);
        VM.assertEq(registry.rewardsOf(znodeOwner), 6 * FEE);
        ITaskSettlement.Task[] memory tasks = _tasks(2, 3);
        Signature[] memory signatures = _quorum(_root(2, 3));
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.TaskAlreadySettled.selector, projectId, uint64(2)));
        settlement.settleAttested(_job(), tasks, signatures);
    }

    /// @dev One task twice in a batch counts once.
    function test_RepeatedTaskCountsOnce() public {
        ITaskSettlement.Task[] memory tasks = new ITaskSettlement.Task[](2);
        (tasks[0], tasks[1]) = (_task(1), _task(1));
        bytes32 leaf = _leaf(_digest(1), sha256(_journal(1)));
        Signature[] memory signatures = _quorum(keccak256(abi.encode(leaf, leaf)));
        VM.prank(znodes[0]);
        settlement.settleAttested(_job(), tasks, signatures);
        VM.assertEq(registry.rewardsOf(znodeOwner), FEE);
    }

    /// @dev Of two tasks that an enode gave one number, one settles.
    function test_RevertWhen_NumberIsSettled() public {
        _settle(1, 1);
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        ++tasks[0].header.created;
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.TaskAlreadySettled.selector, projectId, uint64(1)));
        settlement.settleAttested(_job(), tasks, new Signature[](0));
    }

    /// @dev No field of a task, and no part of the job, can be changed after enode and znodes signed.
    function testFuzz_RevertWhen_AnythingIsAltered(uint8 what) public {
        ITaskSettlement.Job memory job = _job();
        ITaskSettlement.Task[] memory tasks = _tasks(1, 3);
        Signature[] memory signatures = _quorum(_root(1, 3));
        ITaskSettlement.Task memory task = tasks[what % 3];
        uint256 kind = uint256(what) % 11;
        if (kind == 0) task.header.sequence = 9;
        if (kind == 1) ++task.header.created;
        if (kind == 2) ++task.header.messageCount;
        if (kind == 3) ++task.header.bodySize;
        if (kind == 4) task.header.messagesRoot = keccak256("another root");
        if (kind == 5) task.output = bytes.concat(task.output, hex"00");
        if (kind == 6) task.output[0] ^= 0x01;
        if (kind == 7) task.enodeSignature.r = keccak256("another signature");
        if (kind == 8) (tasks[0], tasks[2]) = (tasks[2], tasks[0]);
        if (kind == 9) job.version = "1.1";
        if (kind == 10) job.programId = PROVED_PROGRAM;
        VM.prank(znodes[0]);
        VM.expectRevert();
        settlement.settleAttested(job, tasks, signatures);
        VM.assertFalse(settlement.isSettled(projectId, 1));
    }

    /// @dev Nobody earns with another's attestations.
    function test_RevertWhen_AnotherSettles() public {
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        Signature[] memory signatures = _quorum(_root(1, 1));
        VM.prank(znodes[1]);
        VM.expectRevert();
        settlement.settleAttested(_job(), tasks, signatures);
        signatures = _quorum(stranger, _root(1, 1), 0, QUORUM);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotMember.selector, projectId, stranger));
        settlement.settleAttested(_job(), tasks, signatures);
    }

    function test_RevertWhen_QuorumIsMissing() public {
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        Signature[] memory signatures = _quorum(znodes[0], _root(1, 1), 0, QUORUM - 1);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.WrongQuorum.selector, projectId, QUORUM - 1, QUORUM));
        settlement.settleAttested(_job(), tasks, signatures);
    }

    // Enodes

    function test_EnodesOfOneBatchMayDiffer() public {
        VM.prank(owner);
        registry.addOperator(projectId, znodes[4]);
        _bond(keys[4]);
        ITaskSettlement.Task[] memory tasks = _tasks(1, 4);
        tasks[1].enodeSignature = _signTask(keys[4], 2, _digest(2));
        tasks[3].enodeSignature = _signTask(keys[4], 4, _digest(4));
        Signature[] memory signatures = _quorum(_root(1, 4));
        VM.prank(znodes[0]);
        settlement.settleAttested(_job(), tasks, signatures);
        VM.assertEq(registry.rewardsOf(znodeOwner), 4 * FEE);
    }

    function test_RevertWhen_SignerIsNoEnode() public {
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        tasks[0].enodeSignature = _signTask(keys[0], 1, _digest(1));
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NotEnode.selector, projectId, uint64(1), znodes[0]));
        settlement.settleAttested(_job(), tasks, new Signature[](0));
        tasks = _tasks(1, 1);
        VM.prank(owner);
        registry.removeEnode(projectId, enode);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.NotEnode.selector, projectId, uint64(1), enode));
        settlement.settleAttested(_job(), tasks, new Signature[](0));
    }

    function test_RevertWhen_EnodeIsNotBonded() public {
        VM.prank(stranger);
        bonds.unstake(enode, 1);
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.EnodeNotBonded.selector, enode));
        settlement.settleAttested(_job(), tasks, new Signature[](0));
    }

    // Proved

    function testFuzz_ProvedTaskSettlesAndPays(uint64 sequence) public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        ITaskSettlement.Task memory task = _task(sequence);
        _expectSettled(znodes[2], sequence, PROVED_PROGRAM, sha256(_journal(sequence)));
        VM.prank(znodes[2]);
        settlement.settle(job, task, abi.encodePacked(PROVED, "valid"));
        VM.assertTrue(settlement.isSettled(projectId, sequence));
        VM.assertEq(registry.rewardsOf(znodeOwner), FEE);
        VM.prank(znodes[2]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.TaskAlreadySettled.selector, projectId, sequence));
        settlement.settle(job, task, abi.encodePacked(PROVED, "valid"));
    }

    /// @dev Of a circuit the first public input is the digest in the field.
    function testFuzz_CircuitsPublicInputsAreBound(uint64 sequence, bytes32[2] calldata values) public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, FIELD_PROGRAM);
        ITaskSettlement.Task memory task = _task(sequence);
        task.output = abi.encodePacked(values);
        bytes32 bound = bytes32(uint256(_digest(sequence)) % FIELD_ORDER);
        _expectSettled(znodes[0], sequence, FIELD_PROGRAM, sha256(abi.encodePacked(bound, values)));
        VM.prank(znodes[0]);
        settlement.settle(job, task, abi.encodePacked(FIELD, "valid"));
    }

    function test_RevertWhen_ProofIsInvalid() public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        ITaskSettlement.Task memory task = _task(1);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        settlement.settle(job, task, abi.encodePacked(PROVED, "invalid"));
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.WrongSelector.selector, FIELD, PROVED));
        settlement.settle(job, task, abi.encodePacked(FIELD, "valid"));
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.WrongSelector.selector, bytes4(0), PROVED));
        settlement.settle(job, task, hex"70726f");
        VM.assertFalse(settlement.isSettled(projectId, 1));
    }

    function test_RevertWhen_SubmitterIsNoMember() public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        ITaskSettlement.Task memory task = _task(1);
        VM.prank(stranger);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotMember.selector, projectId, stranger));
        settlement.settle(job, task, abi.encodePacked(PROVED, "valid"));
    }

    function test_RevertWhen_FunctionIsTheOther() public {
        ITaskSettlement.Task memory task = _task(1);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.WrongFunction.selector, ATTESTED));
        settlement.settle(_job(), task, abi.encodePacked(ATTESTED, "valid"));
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, VERSION, PROVED_PROGRAM);
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.WrongFunction.selector, PROVED));
        settlement.settleAttested(job, tasks, new Signature[](0));
    }

    // What may come later

    function test_RevertWhen_ProgramIsNotAccepted() public {
        ITaskSettlement.Job memory job = ITaskSettlement.Job(projectId, "9", PROGRAM);
        ITaskSettlement.Task memory task = _task(1);
        VM.expectRevert(abi.encodeWithSelector(ITaskSettlement.ProgramNotAccepted.selector, projectId, "9", PROGRAM));
        settlement.settle(job, task, "");
    }

    /// @dev A version that no header can have is refused, whatever its owner accepted.
    function test_RevertWhen_VersionIsInvalid() public {
        string memory long = string(new bytes(129));
        ITaskSettlement.Task memory task = _task(1);
        VM.prank(owner);
        registry.acceptProgram(projectId, long, PROVED_PROGRAM, PROVED);
        VM.prank(owner);
        registry.acceptProgram(projectId, "", PROVED_PROGRAM, PROVED);
        VM.expectRevert(abi.encodeWithSelector(Tasks.InvalidVersion.selector, 129, 128));
        settlement.settle(ITaskSettlement.Job(projectId, long, PROVED_PROGRAM), task, abi.encodePacked(PROVED, "valid"));
        VM.expectRevert(abi.encodeWithSelector(Tasks.InvalidVersion.selector, 0, 128));
        settlement.settle(ITaskSettlement.Job(projectId, "", PROVED_PROGRAM), task, abi.encodePacked(PROVED, "valid"));
    }

    /// @dev Stopped, paused or without coins: nothing is settled, and all of it can be later.
    function test_NothingIsLostMeanwhile() public {
        ITaskSettlement.Task[] memory tasks = _tasks(1, 2);
        Signature[] memory signatures = _quorum(_root(1, 2));
        VM.prank(guardian);
        router.stop(ATTESTED);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.VerifierIsStopped.selector, ATTESTED));
        settlement.settleAttested(_job(), tasks, signatures);
        VM.prank(admin);
        router.resume(ATTESTED);

        VM.prank(owner);
        registry.pauseProject(projectId);
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectIsPaused.selector, projectId));
        settlement.settleAttested(_job(), tasks, signatures);
        VM.prank(owner);
        registry.unpauseProject(projectId);

        VM.prank(owner);
        registry.setFee(projectId, 501 ether);
        VM.prank(znodes[0]);
        VM.expectRevert(
            abi.encodeWithSelector(IProjectFunds.InsufficientFunds.selector, projectId, 1000 ether, 1002 ether)
        );
        settlement.settleAttested(_job(), tasks, signatures);
        VM.deal(stranger, 2 ether);
        VM.prank(stranger);
        registry.deposit{value: 2 ether}(projectId);

        VM.assertFalse(settlement.isSettled(projectId, 1));
        VM.prank(znodes[0]);
        settlement.settleAttested(_job(), tasks, signatures);
        VM.assertTrue(settlement.isSettled(projectId, 2));
        VM.assertEq(registry.rewardsOf(znodeOwner), 1002 ether);
    }

    /// @dev Whether work begins is one thing, whether work that is done is paid another.
    function test_WaitingProjectsPayForWorkThatIsDone() public {
        VM.prank(znodes[4]);
        staking.leave(projectId, znodes[4]);
        (IProjectFleet.State state,,) = staking.stateOf(projectId);
        VM.assertTrue(state == IProjectFleet.State.Waiting);
        _settle(1, 1);
        VM.assertEq(registry.rewardsOf(znodeOwner), FEE);
    }

    function test_RevertWhen_ProjectChoseAnotherSettlement() public {
        TaskSettlement other = new TaskSettlement(registry, staking, bonds, router);
        ITaskSettlement.Task[] memory tasks = _tasks(1, 1);
        Signature[] memory signatures = _quorum(_root(1, 1));
        VM.prank(znodes[0]);
        VM.expectRevert(abi.encodeWithSelector(IProjectFunds.NotSettlement.selector, projectId, address(other)));
        other.settleAttested(_job(), tasks, signatures);
    }

    function _bond(uint256 key) private {
        Signature memory consent = _sign(key, bonds.consentHash(VM.addr(key), stranger));
        VM.prank(stranger);
        bonds.register{value: ENODE_BOND}(VM.addr(key), consent);
    }

    function _expectSettled(address settler, uint64 sequence, bytes32 program, bytes32 publicValuesDigest) private {
        ITaskSettlement.Task memory task = _task(sequence);
        bytes32 digest = _digest(sequence);
        VM.expectEmit(address(settlement));
        emit ITaskSettlement.TaskSettled(
            projectId, sequence, settler, digest, program, publicValuesDigest, task.receiptDigest, task.receiptCid
        );
    }
}

/// @notice docs/testvectors/task.json, for the encodings that settling builds itself.
contract TasksVectorsTest is SettlementTest {
    string private json;

    function digest(uint64 project, string calldata version, Tasks.Header calldata header)
        external
        view
        returns (bytes32)
    {
        return Tasks.digest(project, version, header);
    }

    function journal(uint64 project, bytes32 taskDigest, bytes calldata output) external view returns (bytes memory) {
        return Tasks.journal(project, taskDigest, output);
    }

    function test_Vectors() public {
        json = VM.readFile("../docs/testvectors/task.json");
        uint256 count = 0;
        for (; VM.keyExistsJson(json, string.concat(".tasks[", VM.toString(count), "]")); ++count) {
            _check(string.concat(".tasks[", VM.toString(count), "]"));
        }
        VM.assertGt(count, 2);
    }

    function _check(string memory at) private {
        VM.chainId(_number(at, ".chain_id"));
        uint64 project = uint64(_number(at, ".project_id"));
        uint64 sequence = uint64(_number(at, ".sequence"));
        string memory version = VM.parseJsonString(json, string.concat(at, ".project_version"));
        bytes32 expected = VM.parseJsonBytes32(json, string.concat(at, ".task_digest"));
        bytes memory header = VM.parseJsonBytes(json, string.concat(at, ".header_hex"));
        // Counts and size are read from the header, behind its tag and four numbers of 8 bytes.
        uint64 sizes = uint64(bytes8(_slice(header, 48)));
        Tasks.Header memory fields = Tasks.Header(
            sequence,
            uint64(_number(at, ".created_ms")),
            uint32(sizes >> 32),
            uint32(sizes),
            VM.parseJsonBytes32(json, string.concat(at, ".messages_root"))
        );
        if (bytes(version).length > 128) {
            // The encoding goes further than what nodes, and this contract, accept.
            VM.expectRevert(abi.encodeWithSelector(Tasks.InvalidVersion.selector, bytes(version).length, 128));
            this.digest(project, version, fields);
        } else {
            VM.assertEq(this.digest(project, version, fields), expected, at);
        }
        bytes memory output = VM.parseJsonBytes(json, string.concat(at, ".output_hex"));
        VM.assertEq(
            this.journal(project, expected, output), VM.parseJsonBytes(json, string.concat(at, ".journal_hex")), at
        );
        bytes32 hash = Tasks.signingHash(Tasks.domain(), project, sequence, expected);
        VM.assertEq(hash, VM.parseJsonBytes32(json, string.concat(at, ".eip712.signing_digest")), at);
    }

    function _slice(bytes memory data, uint256 at) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), at))
        }
    }

    function _number(string memory at, string memory field) private view returns (uint256) {
        return VM.parseJsonUint(json, string.concat(at, field));
    }
}
