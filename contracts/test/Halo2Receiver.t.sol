// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Halo2Receiver} from "../src/Halo2Receiver.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {ITaskBook} from "../src/interfaces/ITaskBook.sol";
import {SproutTest, Vm} from "./SproutTest.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @notice Takes "valid" for a proof, and remembers nothing: verifiers are called without the right to write.
contract WordVerifier is IProofVerifier {
    bytes32 public immutable PROGRAM;

    constructor(bytes32 program) {
        PROGRAM = program;
    }

    function verify(bytes32 programId, bytes calldata, bytes calldata proof) external view {
        if (programId != PROGRAM) revert UnknownProgram(programId);
        if (keccak256(proof) != keccak256("valid")) revert InvalidProof();
    }
}

/// @notice Keeps what was verified; refuses a task without values of its own.
contract Values is Halo2Receiver {
    error Unwanted(bytes32 taskDigest);

    mapping(bytes32 taskDigest => uint256[] values) private _values;
    uint256 public calls;

    constructor(uint256 projectId_, address owner_) Halo2Receiver(projectId_, owner_) {}

    function valuesOf(bytes32 taskDigest) external view returns (uint256[] memory) {
        return _values[taskDigest];
    }

    function _onVerified(bytes32 taskDigest, uint256[] memory publicInputs) internal override {
        if (publicInputs.length == 1) revert Unwanted(taskDigest);
        _values[taskDigest] = publicInputs;
        ++calls;
    }
}

/// @notice What tests of receivers build: headers and payloads.
abstract contract Halo2Test is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");
    bytes32 internal constant RECEIPT = keccak256("receipt");
    string internal constant CID = "bafkreceipt";
    uint256 internal constant ORDER = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;

    function _header(uint256 chainId, uint256 project, uint64 sequence, string memory version)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(
            bytes16("sprout/task/v1"),
            uint64(chainId),
            uint64(project),
            sequence,
            uint64(1_700_000_000_000),
            uint32(3),
            uint32(1000),
            keccak256("messages root"),
            uint16(bytes(version).length),
            version
        );
    }

    function _header(uint64 sequence) internal view returns (bytes memory) {
        return _header(block.chainid, projectId, sequence, "1.0");
    }

    /// @dev The first public input, then the others.
    function _inputs(bytes memory header, uint256[] memory others) internal pure returns (uint256[] memory inputs) {
        inputs = new uint256[](others.length + 1);
        inputs[0] = uint256(sha256(header)) % ORDER;
        for (uint256 i = 0; i < others.length; ++i) {
            inputs[i + 1] = others[i];
        }
    }

    function _payload(bytes memory header, uint256[] memory inputs) internal pure returns (bytes memory) {
        return abi.encode(header, PROGRAM, RECEIPT, CID, inputs, bytes("valid"));
    }
}

contract Halo2ReceiverTest is Halo2Test {
    Values internal receiver;
    WordVerifier internal verifier;

    function setUp() public override {
        super.setUp();
        receiver = new Values(projectId, owner);
        verifier = new WordVerifier(PROGRAM);
        VM.prank(owner);
        receiver.acceptProgram(PROGRAM, verifier);
        VM.prank(owner);
        router.register(projectId, address(receiver));
    }

    function test_KnowsItsPlace() public view {
        VM.assertEq(receiver.projectId(), projectId);
        VM.assertEq(receiver.owner(), owner);
        VM.assertEq(receiver.FIELD_ORDER(), ORDER);
    }

    function testFuzz_AnybodySettlesOnce(
        address caller,
        uint64 sequence,
        bytes32 receipt,
        string calldata cid,
        uint256[3] calldata values
    ) public {
        bytes memory header = _header(sequence);
        bytes32 task = sha256(header);
        uint256[] memory inputs = _inputs(header, _list(values));
        bytes memory payload = abi.encode(header, PROGRAM, receipt, cid, inputs, bytes("valid"));
        VM.assertFalse(receiver.isSettled(task));

        VM.expectEmit(address(receiver));
        emit ITaskBook.TaskSettled(task, projectId, PROGRAM, receipt, cid);
        VM.prank(caller);
        receiver.receiveData(payload);
        VM.assertTrue(receiver.isSettled(task));
        VM.assertEq(abi.encode(receiver.valuesOf(task)), abi.encode(inputs));

        VM.prank(caller);
        VM.expectRevert(abi.encodeWithSelector(ITaskBook.TaskAlreadySettled.selector, task));
        receiver.receiveData(payload);
        // Nor does another valid proof of the same task get in, with other values.
        inputs[1] ^= 1;
        VM.expectRevert(abi.encodeWithSelector(ITaskBook.TaskAlreadySettled.selector, task));
        receiver.receiveData(_payload(header, inputs));
        VM.assertEq(receiver.calls(), 1);
    }

    function test_RouterDelivers() public {
        bytes memory header = _header(1);
        bytes memory payload = _payload(header, _inputs(header, _list([uint256(1), 2, 3])));
        VM.prank(operator);
        router.submit(projectId, address(receiver), payload);
        VM.assertTrue(receiver.isSettled(sha256(header)));

        // The router reports what a direct call would revert with.
        VM.recordLogs();
        VM.prank(operator);
        router.submit(projectId, address(receiver), payload);
        Vm.Log[] memory logs = VM.getRecordedLogs();
        (bool success,) = abi.decode(logs[logs.length - 1].data, (bool, string));
        VM.assertFalse(success);
    }

    function test_EveryVerifiedTaskCounts() public {
        for (uint64 sequence = 1; sequence <= 3; ++sequence) {
            bytes memory header = _header(sequence);
            receiver.receiveData(_payload(header, _inputs(header, _list([uint256(1), 2, 3]))));
        }
        VM.assertEq(receiver.calls(), 3);
    }

    function test_RefusedValuesLeaveTheTaskOpen() public {
        bytes memory header = _header(1);
        bytes memory payload = _payload(header, _inputs(header, new uint256[](0)));
        VM.expectRevert(abi.encodeWithSelector(Values.Unwanted.selector, sha256(header)));
        receiver.receiveData(payload);
        VM.assertFalse(receiver.isSettled(sha256(header)));
    }

    function test_ProgramsComeAndGo() public {
        bytes32 program = keccak256("next program");
        WordVerifier next = new WordVerifier(program);
        VM.assertEq(address(receiver.verifierOf(program)), address(0));
        VM.expectEmit(address(receiver));
        emit Halo2Receiver.ProgramAccepted(program, next);
        VM.prank(owner);
        receiver.acceptProgram(program, next);
        VM.assertEq(address(receiver.verifierOf(program)), address(next));

        // Another verifier for the same program takes the first one's place.
        VM.expectEmit(address(receiver));
        emit Halo2Receiver.ProgramAccepted(program, verifier);
        VM.prank(owner);
        receiver.acceptProgram(program, verifier);
        VM.assertEq(address(receiver.verifierOf(program)), address(verifier));

        VM.expectEmit(address(receiver));
        emit Halo2Receiver.ProgramRevoked(program);
        VM.prank(owner);
        receiver.revokeProgram(program);
        VM.assertEq(address(receiver.verifierOf(program)), address(0));
        VM.assertEq(address(receiver.verifierOf(PROGRAM)), address(verifier));

        VM.recordLogs();
        VM.prank(owner);
        receiver.revokeProgram(program);
        VM.prank(owner);
        receiver.acceptProgram(PROGRAM, verifier);
        VM.assertEq(VM.getRecordedLogs().length, 0);
    }

    function testFuzz_RevertWhen_CallerIsNotOwner(address caller) public {
        VM.assume(caller != owner);
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        receiver.acceptProgram(PROGRAM, verifier);
        VM.prank(caller);
        VM.expectRevert(notOwner);
        receiver.revokeProgram(PROGRAM);
    }

    function testFuzz_RevertWhen_VerifierHasNoCode(address empty) public {
        VM.assume(empty.code.length == 0);
        VM.prank(owner);
        VM.expectRevert(abi.encodeWithSelector(Halo2Receiver.VerifierHasNoCode.selector, empty));
        receiver.acceptProgram(PROGRAM, IProofVerifier(empty));
    }

    function testFuzz_RevertWhen_ProgramIsNotAccepted(bytes32 program) public {
        VM.assume(program != PROGRAM);
        bytes memory header = _header(1);
        uint256[] memory inputs = _inputs(header, _list([uint256(1), 2, 3]));
        _refuses(
            abi.encode(header, program, RECEIPT, CID, inputs, bytes("valid")),
            abi.encodeWithSelector(ITaskBook.ProgramNotAccepted.selector, program)
        );
    }

    function testFuzz_RevertWhen_ChainIsAnother(uint64 chainId) public {
        VM.assume(chainId != block.chainid);
        bytes memory header = _header(chainId, projectId, 1, "1.0");
        _refuses(
            _payload(header, _inputs(header, _list([uint256(1), 2, 3]))),
            abi.encodeWithSelector(ITaskBook.WrongChain.selector, chainId, block.chainid)
        );
    }

    function testFuzz_RevertWhen_ProjectIsAnother(uint64 project) public {
        VM.assume(project != projectId);
        bytes memory header = _header(block.chainid, project, 1, "1.0");
        _refuses(
            _payload(header, _inputs(header, _list([uint256(1), 2, 3]))),
            abi.encodeWithSelector(ITaskBook.WrongProject.selector, project, projectId)
        );
    }

    function testFuzz_RevertWhen_ProofIsOfAnotherTask(uint256 input) public {
        bytes memory header = _header(1);
        uint256[] memory inputs = _inputs(header, _list([uint256(1), 2, 3]));
        uint256 expected = inputs[0];
        VM.assume(input != expected);
        inputs[0] = input;
        _refuses(_payload(header, inputs), abi.encodeWithSelector(Halo2Receiver.WrongTask.selector, input, expected));
        _refuses(
            _payload(header, new uint256[](0)),
            abi.encodeWithSelector(Halo2Receiver.WrongTask.selector, ORDER, expected)
        );
    }

    function testFuzz_RevertWhen_ProofIsInvalid(bytes calldata proof) public {
        VM.assume(keccak256(proof) != keccak256("valid"));
        bytes memory header = _header(1);
        uint256[] memory inputs = _inputs(header, _list([uint256(1), 2, 3]));
        _refuses(
            abi.encode(header, PROGRAM, RECEIPT, CID, inputs, proof),
            abi.encodeWithSelector(IProofVerifier.InvalidProof.selector)
        );
        VM.assertFalse(receiver.isSettled(sha256(header)));
    }

    function test_RevertWhen_HeaderIsMalformed() public {
        bytes memory header = _header(1);
        _refusesHeader("");
        _refusesHeader(_prefix(header, header.length - 1));
        _refusesHeader(_prefix(header, 90));
        _refusesHeader(bytes.concat(header, hex"00"));
        _refusesHeader(_header(block.chainid, projectId, 1, ""));
        for (uint256 i = 0; i < 16; ++i) {
            header[i] ^= 0x01;
            _refusesHeader(header);
            header[i] ^= 0x01;
        }
        receiver.receiveData(_payload(header, _inputs(header, _list([uint256(1), 2, 3]))));
    }

    function test_RevertWhen_PayloadIsMalformed() public {
        bytes memory malformed = abi.encodeWithSelector(ITaskBook.MalformedSettlement.selector);
        bytes memory header = _header(1);
        bytes memory payload = _payload(header, _inputs(header, _list([uint256(1), 2, 3])));
        _refuses("", malformed);
        _refuses("garbage", malformed);
        _refuses(_prefix(payload, payload.length - 32), malformed);
        // The payload of a SproutReceiver.
        _refuses(abi.encode(bytes("journal"), PROGRAM, RECEIPT, CID), malformed);
    }

    /// @dev Random bytes and cut payloads never settle anything, and are refused with a reason of this contract.
    function testFuzz_RevertWhen_PayloadIsNoise(bytes calldata noise, uint256 cut) public {
        bytes memory header = _header(1);
        bytes memory payload = _payload(header, _inputs(header, _list([uint256(1), 2, 3])));
        _refusesForAnyReason(noise);
        _refusesForAnyReason(_prefix(payload, _bound(cut, 0, payload.length - 32)));
        VM.assertFalse(receiver.isSettled(sha256(header)));
    }

    /// @dev Whatever bit of a header is flipped, the proof is no longer one of the task.
    function testFuzz_RevertWhen_ABitOfTheHeaderIsFlipped(uint256 bit) public {
        bytes memory header = _header(1);
        uint256[] memory inputs = _inputs(header, _list([uint256(1), 2, 3]));
        bit = _bound(bit, 0, header.length * 8 - 1);
        header[bit / 8] ^= bytes1(uint8(1) << uint8(bit % 8));
        _refusesForAnyReason(_payload(header, inputs));
    }

    function testFuzz_DecodesForOthers(uint64 chainId, uint64 project, string calldata version) public view {
        VM.assume(bytes(version).length > 0);
        bytes memory header = _header(chainId, project, 1, version);
        uint256[] memory inputs = _list([uint256(1), 2, 3]);
        Halo2Receiver.Settlement memory settlement = receiver.decodeSettlement(_payload(header, inputs));
        VM.assertEq(settlement.chainId, chainId);
        VM.assertEq(settlement.projectId, project);
        VM.assertEq(settlement.taskDigest, sha256(header));
        VM.assertEq(settlement.programId, PROGRAM);
        VM.assertEq(settlement.receiptDigest, RECEIPT);
        VM.assertEq(settlement.receiptCid, CID);
        VM.assertEq(abi.encode(settlement.publicInputs), abi.encode(inputs));
        VM.assertEq(settlement.proof, "valid");
    }

    function _list(uint256[3] memory values) private pure returns (uint256[] memory list) {
        list = new uint256[](3);
        (list[0], list[1], list[2]) = (values[0], values[1], values[2]);
    }

    function _refuses(bytes memory payload, bytes memory reason) private {
        VM.expectRevert(reason);
        receiver.receiveData(payload);
    }

    function _refusesHeader(bytes memory header) private {
        _refuses(
            _payload(header, _inputs(header, _list([uint256(1), 2, 3]))),
            abi.encodeWithSelector(Halo2Receiver.MalformedHeader.selector)
        );
    }

    function _refusesForAnyReason(bytes memory payload) private {
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
