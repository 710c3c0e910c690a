// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAttestedVerifier} from "../src/interfaces/IAttestedVerifier.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {IRiscZeroVerifier} from "../src/interfaces/IRiscZeroVerifier.sol";
import {IVerifierRouter} from "../src/interfaces/IVerifierRouter.sol";
import {Signature} from "../src/libraries/Tasks.sol";
import {Risc0Verifier} from "../src/verifiers/Risc0Verifier.sol";
import {SettlementTest, WordVerifier} from "./SettlementTest.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @notice Behaves as risc0's verifier does: one seal is good, all others fail, and an owner may have stopped it.
contract SealVerifier is IRiscZeroVerifier {
    error EnforcedPause();

    bool public stopped;

    function stop() external {
        stopped = true;
    }

    function verify(bytes calldata seal, bytes32 imageId, bytes32 journalDigest) external view {
        if (stopped) revert EnforcedPause();
        if (keccak256(seal) != keccak256(abi.encode(imageId, journalDigest))) revert VerificationFailed();
    }
}

contract VerifierRouterTest is SettlementTest {
    bytes4 private constant NEW = 0x6e657721;

    function test_AddedForEver() public {
        WordVerifier verifier = new WordVerifier(PROGRAM, "word");
        VM.expectEmit(address(router));
        emit IVerifierRouter.VerifierAdded(NEW, verifier, IVerifierRouter.Kind.Journal);
        VM.prank(admin);
        router.add(NEW, verifier, IVerifierRouter.Kind.Journal);
        (IProofVerifier found, IVerifierRouter.Kind kind) = router.resolve(NEW);
        VM.assertEq(address(found), address(verifier));
        VM.assertTrue(kind == IVerifierRouter.Kind.Journal);

        VM.prank(admin);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.SelectorTaken.selector, NEW, verifier));
        router.add(NEW, staking, IVerifierRouter.Kind.Attested);
    }

    function test_VerifiesBySelector() public {
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(PROVED, "valid"));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(PROVED, "invalid"));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.UnknownProgram.selector, PROVED_PROGRAM));
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(FIELD, "valid"));
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.UnknownSelector.selector, NEW));
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(NEW, "valid"));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify(PROVED_PROGRAM, "", hex"70726f");
    }

    function test_StoppedAndResumed() public {
        VM.expectEmit(address(router));
        emit IVerifierRouter.VerifierStopped(PROVED, guardian);
        VM.prank(guardian);
        router.stop(PROVED);
        bytes memory stopped = abi.encodeWithSelector(IVerifierRouter.VerifierIsStopped.selector, PROVED);
        VM.expectRevert(stopped);
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(PROVED, "valid"));
        VM.expectRevert(stopped);
        router.resolve(PROVED);
        VM.prank(admin);
        VM.expectRevert(stopped);
        router.stop(PROVED);
        // The others go on.
        router.verify(FIELD_PROGRAM, "", abi.encodePacked(FIELD, "valid"));

        VM.prank(guardian);
        VM.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, guardian));
        router.resume(PROVED);
        VM.expectEmit(address(router));
        emit IVerifierRouter.VerifierResumed(PROVED);
        VM.prank(admin);
        router.resume(PROVED);
        router.verify(PROVED_PROGRAM, "", abi.encodePacked(PROVED, "valid"));
        VM.prank(admin);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.VerifierNotStopped.selector, PROVED));
        router.resume(PROVED);
    }

    function test_GuardiansComeAndGo() public {
        VM.expectEmit(address(router));
        emit IVerifierRouter.GuardianChanged(stranger);
        VM.prank(admin);
        router.setGuardian(stranger);
        VM.prank(guardian);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.NotGuardian.selector, guardian));
        router.stop(PROVED);
        VM.prank(stranger);
        router.stop(PROVED);
        VM.prank(admin);
        router.stop(FIELD);
    }

    function test_OwnershipChangesInTwoSteps() public {
        VM.prank(admin);
        router.transferOwnership(stranger);
        VM.assertEq(router.owner(), admin);
        VM.prank(stranger);
        router.acceptOwnership();
        VM.assertEq(router.owner(), stranger);
    }

    function testFuzz_RevertWhen_CallerHasNoRight(address caller) public {
        VM.assume(caller != admin && caller != guardian);
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        router.add(NEW, staking, IVerifierRouter.Kind.Attested);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        router.setGuardian(caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        router.resume(PROVED);
        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.NotGuardian.selector, caller));
        router.stop(PROVED);
    }

    function test_RevertWhen_VerifierIsInvalid() public {
        VM.prank(admin);
        VM.expectRevert(
            abi.encodeWithSelector(IVerifierRouter.InvalidVerifier.selector, bytes4(0), IVerifierRouter.Kind.Journal)
        );
        router.add(0, staking, IVerifierRouter.Kind.Journal);
        VM.prank(admin);
        VM.expectRevert(
            abi.encodeWithSelector(IVerifierRouter.InvalidVerifier.selector, NEW, IVerifierRouter.Kind.None)
        );
        router.add(NEW, staking, IVerifierRouter.Kind.None);
        VM.prank(admin);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.VerifierHasNoCode.selector, stranger));
        router.add(NEW, IProofVerifier(stranger), IVerifierRouter.Kind.Journal);
        VM.prank(admin);
        VM.expectRevert(abi.encodeWithSelector(IVerifierRouter.UnknownSelector.selector, NEW));
        router.stop(NEW);
    }
}

contract Risc0VerifierTest is SettlementTest {
    SealVerifier private seals;
    Risc0Verifier private verifier;

    function setUp() public override {
        super.setUp();
        seals = new SealVerifier();
        verifier = new Risc0Verifier(seals);
    }

    function testFuzz_AsksForImageAndJournal(bytes32 program, bytes calldata journal, bytes32 otherProgram) public {
        VM.assume(program != otherProgram);
        bytes memory seal = abi.encode(program, sha256(journal));
        verifier.verify(program, journal, seal);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        verifier.verify(otherProgram, journal, seal);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        verifier.verify(program, bytes.concat(journal, hex"00"), seal);
    }

    function test_OtherReasonsPassThrough() public {
        seals.stop();
        VM.expectRevert(abi.encodeWithSelector(SealVerifier.EnforcedPause.selector));
        verifier.verify(PROGRAM, "", "");
    }

    function test_RevertWhen_VerifierHasNoCode() public {
        VM.expectRevert(abi.encodeWithSelector(Risc0Verifier.VerifierHasNoCode.selector, stranger));
        new Risc0Verifier(IRiscZeroVerifier(stranger));
    }
}

contract AttestedVerifierTest is SettlementTest {
    bytes32 private constant ROOT = keccak256("root");

    function testFuzz_AnyQuorumWillDo(uint8 first, uint8 second, uint8 third) public view {
        uint256 a = _bound(first, 0, 2);
        uint256 b = _bound(second, a + 1, 3);
        uint256 c = _bound(third, b + 1, 4);
        Signature[] memory signatures = new Signature[](3);
        // The settler need not attest, but must be a member to be paid.
        signatures[0] = _attest(keys[a], znodes[4], ROOT);
        signatures[1] = _attest(keys[b], znodes[4], ROOT);
        signatures[2] = _attest(keys[c], znodes[4], ROOT);
        VM.assertEq(staking.verifyRoot(projectId, znodes[4], ROOT, signatures), znodeOwner);
    }

    function test_RevertWhen_SignaturesAreTooFewOrTooMany() public {
        for (uint256 count = 0; count <= 5; ++count) {
            if (count == QUORUM) continue;
            Signature[] memory signatures = _quorum(znodes[0], ROOT, 0, count);
            VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.WrongQuorum.selector, projectId, count, QUORUM));
            staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
        }
        // A project that asks for no quorum does not take none for enough.
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.WrongQuorum.selector, uint64(9), 0, 0));
        staking.verifyRoot(9, znodes[0], ROOT, new Signature[](0));
    }

    function test_RevertWhen_SignersRepeatOrAreUnordered() public {
        Signature[] memory signatures = _quorum(ROOT);
        signatures[2] = signatures[1];
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.SignersNotAscending.selector, znodes[1], znodes[1]));
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
        signatures = _quorum(ROOT);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.SignersNotAscending.selector, znodes[1], znodes[0]));
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
    }

    function test_RevertWhen_SignerIsNoMember() public {
        Signature[] memory signatures = _quorum(ROOT);
        VM.prank(znodes[1]);
        staking.leave(projectId, znodes[1]);
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.NotAttester.selector, projectId, znodes[1]));
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
        VM.prank(znodes[1]);
        staking.join(projectId, znodes[1]);
        VM.prank(znodeOwner);
        staking.unstake(znodes[1], 1);
        VM.expectRevert(abi.encodeWithSelector(IAttestedVerifier.NotAttester.selector, projectId, znodes[1]));
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
    }

    /// @dev What was signed for one root, settler, project, chain or contract counts for no other.
    function testFuzz_RevertWhen_SomethingElseWasSigned(uint8 what) public {
        Signature[] memory signatures = _quorum(ROOT);
        (uint64 project, address settler, bytes32 root) = (projectId, znodes[0], ROOT);
        if (what % 4 == 0) ++project;
        if (what % 4 == 1) settler = znodes[1];
        if (what % 4 == 2) root = keccak256("another root");
        if (what % 4 == 3) VM.chainId(block.chainid + 1);
        VM.expectRevert();
        staking.verifyRoot(project, settler, root, signatures);
    }

    function test_RevertWhen_SignatureIsNone() public {
        Signature[] memory signatures = new Signature[](QUORUM);
        VM.expectRevert(abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
        // A high s.
        signatures = _quorum(ROOT);
        signatures[0].vs = bytes32(type(uint256).max >> 1);
        VM.expectPartialRevert(ECDSA.ECDSAInvalidSignatureS.selector);
        staking.verifyRoot(projectId, znodes[0], ROOT, signatures);
    }

    // As an IProofVerifier

    function testFuzz_VerifiesAJournalInATree(bytes32 neighbour, bool inTree) public {
        bytes memory journal = _journal(7);
        bytes32 root = _leaf(_digest(7), sha256(journal));
        bytes32[] memory path = new bytes32[](inTree ? 1 : 0);
        if (inTree) {
            path[0] = neighbour;
            root = Hashes.commutativeKeccak256(root, neighbour);
        }
        bytes memory proof = abi.encode(znodes[0], path, _quorum(root));
        staking.verify(PROGRAM, journal, proof);
        router.verify(PROGRAM, journal, abi.encodePacked(ATTESTED, proof));
        VM.expectRevert();
        staking.verify(PROVED_PROGRAM, journal, proof);
        journal[200] ^= 0x01;
        VM.expectRevert();
        staking.verify(PROGRAM, journal, proof);
    }

    function testFuzz_RevertWhen_JournalIsNotCanonical(uint8 what) public {
        bytes32 task = _digest(1);
        uint256 version = what % 3 == 0 ? 2 : 1;
        uint256 chainId = what % 3 == 1 ? block.chainid + 1 : block.chainid;
        bytes memory journal = abi.encode(version, chainId, uint256(projectId), task, _output(1));
        if (what % 3 == 2) journal = bytes.concat(journal, bytes32(0));
        bytes memory proof = abi.encode(znodes[0], new bytes32[](0), _quorum(_leaf(task, sha256(journal))));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidPublicValues.selector));
        staking.verify(PROGRAM, journal, proof);
    }
}
