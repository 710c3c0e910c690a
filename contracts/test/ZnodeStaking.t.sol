// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ZnodeStaking} from "../src/ZnodeStaking.sol";
import {IBonds} from "../src/interfaces/IBonds.sol";
import {IProjectFleet} from "../src/interfaces/IProjectFleet.sol";
import {IZnodeStaking} from "../src/interfaces/IZnodeStaking.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

contract ZnodeStakingTest is SettlementTest {
    uint256 private constant NEW_KEY = 0xbeef;

    address private immutable newcomer = VM.addr(NEW_KEY);

    function test_RevertWhen_NoStakeIsNeeded() public {
        VM.expectRevert(abi.encodeWithSelector(IBonds.BondTooLow.selector, 0, 1));
        new ZnodeStaking(registry, 0, DELAY, burner);
    }

    function test_Register() public {
        bytes memory peerId = _peerId(NEW_KEY);
        Signature memory consent = _consent();
        VM.deal(znodeOwner, MINIMUM);
        VM.expectEmit(address(staking));
        emit IBonds.Registered(newcomer, znodeOwner);
        VM.expectEmit(address(staking));
        emit IBonds.Staked(newcomer, MINIMUM, MINIMUM);
        VM.expectEmit(address(staking));
        emit IZnodeStaking.PeerIdChanged(newcomer, peerId);
        VM.expectEmit(address(staking));
        emit IZnodeStaking.RuntimesChanged(newcomer, RISC0);
        VM.prank(znodeOwner);
        staking.register{value: MINIMUM}(newcomer, peerId, RISC0, consent);
        VM.assertEq(staking.peerIdOf(newcomer), peerId);
        VM.assertEq(staking.operatorOf(peerId), newcomer);
        VM.assertEq(staking.runtimesOf(newcomer), RISC0);
        VM.assertEq(staking.ownerOf(newcomer), znodeOwner);
    }

    function test_RevertWhen_PeerIdIsTaken() public {
        bytes memory taken = _peerId(keys[0]);
        Signature memory consent = _consent();
        VM.deal(znodeOwner, MINIMUM);
        VM.prank(znodeOwner);
        VM.expectRevert(abi.encodeWithSelector(IZnodeStaking.PeerIdTaken.selector, taken, znodes[0]));
        staking.register{value: MINIMUM}(newcomer, taken, RISC0, consent);
        VM.prank(znodeOwner);
        VM.expectRevert(abi.encodeWithSelector(IZnodeStaking.PeerIdTaken.selector, taken, znodes[0]));
        staking.setPeerId(znodes[1], taken);
    }

    function testFuzz_RevertWhen_PeerIdIsInvalid(uint8 seed) public {
        uint256 length = _bound(seed, 0, 33);
        if (seed % 2 == 1) length += 43;
        bytes memory peerId = new bytes(length);
        VM.prank(znodeOwner);
        VM.expectRevert(abi.encodeWithSelector(IZnodeStaking.InvalidPeerId.selector, peerId));
        staking.setPeerId(znodes[0], peerId);
    }

    function testFuzz_PeerIdsMove(uint8 seed, bytes32 content) public {
        bytes memory peerId = abi.encodePacked(content, new bytes(_bound(seed, 2, 10)));
        bytes memory old = staking.peerIdOf(znodes[0]);
        VM.prank(znodeOwner);
        staking.setPeerId(znodes[0], peerId);
        VM.assertEq(staking.peerIdOf(znodes[0]), peerId);
        VM.assertEq(staking.operatorOf(peerId), znodes[0]);
        VM.assertEq(staking.operatorOf(old), address(0));
        // The old one is free, and one's own can be set again.
        VM.prank(znodeOwner);
        staking.setPeerId(znodes[1], old);
        VM.prank(znodeOwner);
        staking.setPeerId(znodes[1], old);
        VM.assertEq(staking.operatorOf(old), znodes[1]);
    }

    function test_OperatorOrOwnerSetsRuntimes() public {
        VM.expectEmit(address(staking));
        emit IZnodeStaking.RuntimesChanged(znodes[0], 6);
        VM.prank(znodes[0]);
        staking.setRuntimes(znodes[0], 6);
        VM.prank(znodeOwner);
        staking.setRuntimes(znodes[0], 7);
        VM.assertEq(staking.runtimesOf(znodes[0]), 7);
    }

    function testFuzz_RevertWhen_CallerHasNoRight(address caller) public {
        VM.assume(caller != znodeOwner && caller != znodes[0]);
        bytes memory peerId = _peerId(NEW_KEY);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotBondOwner.selector, znodes[0], caller));
        staking.setPeerId(znodes[0], peerId);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotOperator.selector, znodes[0], caller));
        staking.setRuntimes(znodes[0], 1);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IProjectFleet.NotOperator.selector, znodes[0], caller));
        staking.leave(projectId, znodes[0]);
    }

    function test_RevertWhen_NotRegistered() public {
        VM.prank(newcomer);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotRegistered.selector, newcomer));
        staking.setRuntimes(newcomer, 1);
        VM.prank(newcomer);
        VM.expectRevert(abi.encodeWithSelector(IBonds.NotRegistered.selector, newcomer));
        staking.setPeerId(newcomer, "");
    }

    // Double attestation

    function testFuzz_DoubleAttestationTakesHalf(bytes32 task, bytes32 first, bytes32 second) public {
        VM.assume(first != second);
        IZnodeStaking.AttestedResult memory one = _attested(keys[1], task, first);
        IZnodeStaking.AttestedResult memory other = _attested(keys[1], task, second);
        bytes32 offence = keccak256(abi.encode(projectId, task, PROGRAM));
        VM.expectEmit(address(staking));
        emit IBonds.Slashed(znodes[1], guardian, offence, MINIMUM / 2, MINIMUM / 20, MINIMUM / 2);
        VM.prank(guardian);
        VM.assertEq(staking.reportDoubleAttestation(projectId, task, PROGRAM, one, other), znodes[1]);
        VM.assertEq(staking.bondOf(znodes[1]).staked, MINIMUM / 2);
        VM.assertEq(staking.claimable(guardian), MINIMUM / 20);
        VM.assertEq(staking.claimable(burner), MINIMUM / 2 - MINIMUM / 20);
        VM.assertFalse(staking.isMember(projectId, znodes[1]));

        VM.expectRevert(abi.encodeWithSelector(IBonds.AlreadySlashed.selector, znodes[1], offence));
        staking.reportDoubleAttestation(projectId, task, PROGRAM, other, one);
    }

    /// @dev Of two batches for different settlers, one leaf of each contradicts the other.
    function test_EvidenceFromBatches() public {
        bytes32 task = _digest(1);
        bytes32[] memory path = new bytes32[](2);
        (path[0], path[1]) = (keccak256("neighbour"), keccak256("uncle"));
        bytes32 root = Hashes.commutativeKeccak256(
            Hashes.commutativeKeccak256(_leaf(task, keccak256("journal")), path[0]), path[1]
        );
        IZnodeStaking.AttestedResult memory inBatch =
            IZnodeStaking.AttestedResult(keccak256("journal"), znodes[3], path, _attest(keys[2], znodes[3], root));
        IZnodeStaking.AttestedResult memory alone = _attested(keys[2], task, keccak256("another journal"));
        VM.assertEq(staking.reportDoubleAttestation(projectId, task, PROGRAM, inBatch, alone), znodes[2]);
    }

    function test_SlashingReachesWhatIsLeaving() public {
        VM.prank(znodeOwner);
        staking.unstake(znodes[1], MINIMUM);
        VM.warp(block.timestamp + DELAY);
        _doubleAttest(keys[1], 1);
        VM.assertEq(staking.bondOf(znodes[1]).leaving, MINIMUM / 2);
        uint256 before = znodeOwner.balance;
        VM.prank(znodeOwner);
        staking.withdraw(znodes[1]);
        VM.assertEq(znodeOwner.balance, before + MINIMUM / 2);
    }

    function test_RevertWhen_NothingContradicts() public {
        bytes32 task = _digest(1);
        IZnodeStaking.AttestedResult memory one = _attested(keys[1], task, "journal");
        VM.expectRevert(abi.encodeWithSelector(IBonds.NoContradiction.selector));
        staking.reportDoubleAttestation(projectId, task, PROGRAM, one, one);
        IZnodeStaking.AttestedResult memory other = _attested(keys[2], task, "another");
        VM.expectRevert(abi.encodeWithSelector(IBonds.DifferentSigners.selector, znodes[1], znodes[2]));
        staking.reportDoubleAttestation(projectId, task, PROGRAM, one, other);
    }

    /// @dev Signatures over other tasks, programs, projects, settlers or paths do not make evidence.
    function testFuzz_RevertWhen_EvidenceIsOfSomethingElse(uint8 what) public {
        IZnodeStaking.AttestedResult memory one = _attested(keys[1], _digest(1), "journal");
        IZnodeStaking.AttestedResult memory other = _attested(keys[1], _digest(1), "another");
        (uint64 project, bytes32 task, bytes32 program) = (projectId, _digest(1), PROGRAM);
        if (what % 5 == 0) other = _attested(keys[1], _digest(2), "another");
        if (what % 5 == 1) other.settler = znodes[4];
        if (what % 5 == 2) other.path = new bytes32[](1);
        if (what % 5 == 3) ++project;
        if (what % 5 == 4) program = keccak256("another program");
        VM.expectRevert();
        staking.reportDoubleAttestation(project, task, program, one, other);
        VM.assertEq(staking.bondOf(znodes[1]).staked, MINIMUM);
    }

    function _doubleAttest(uint256 key, uint64 sequence) private {
        IZnodeStaking.AttestedResult memory one = _attested(key, _digest(sequence), "one");
        IZnodeStaking.AttestedResult memory other = _attested(key, _digest(sequence), "other");
        staking.reportDoubleAttestation(projectId, _digest(sequence), PROGRAM, one, other);
    }

    function _attested(uint256 key, bytes32 task, bytes32 journalDigest)
        private
        view
        returns (IZnodeStaking.AttestedResult memory)
    {
        Signature memory signature = _attest(key, znodes[0], _leaf(task, journalDigest));
        return IZnodeStaking.AttestedResult(journalDigest, znodes[0], new bytes32[](0), signature);
    }

    function _consent() private view returns (Signature memory) {
        return _sign(NEW_KEY, staking.consentHash(newcomer, znodeOwner));
    }
}
