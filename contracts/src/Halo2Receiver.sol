// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {ITaskBook} from "./interfaces/ITaskBook.sol";
import {IWSReceiver} from "./interfaces/IWSReceiver.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title Halo2Receiver
/// @notice Base of a dApp that acts on tasks whose proof the chain itself verifies: checks what a settlement is bound to,
///         has the proof verified, lets every task in once, and hands the verified public values to `_onVerified`.
/// @dev What arrives is abi.encode(bytes header, bytes32 programId, bytes32 receiptDigest, string receiptCid,
///      uint256[] publicInputs, bytes proof). The header is the task's; its SHA-256 is the task digest, and the proof is
///      bound to it by the first public input, which is the digest modulo the order of BN254's scalar field. Digest and
///      CID of the receipt are a note for readers of the event: nothing is decided by them.
///
///      Because the proof is verified here, it does not matter who brings it: `receiveData` may be called by anybody,
///      and reverts when anything is wrong, or by a W3bstreamRouter, which reports the reason in its event. What a proof
///      cannot show is where the circuit's private inputs came from, here the readings in a task's messages, unless the
///      circuit verifies that itself. A dApp that acts on such inputs says by `_checkSubmitter` whom it trusts with them.
abstract contract Halo2Receiver is IWSReceiver, ITaskBook, Ownable {
    /// @notice A settlement payload, decoded.
    struct Settlement {
        uint256 chainId;
        uint256 projectId;
        bytes32 taskDigest;
        bytes32 programId;
        bytes32 receiptDigest;
        string receiptCid;
        uint256[] publicInputs;
        bytes proof;
    }

    /// @notice Proofs of this program are accepted from now on, if this verifier says that they are valid.
    event ProgramAccepted(bytes32 indexed programId, IProofVerifier verifier);
    /// @notice Proofs of this program are no longer accepted.
    event ProgramRevoked(bytes32 indexed programId);

    /// @notice There is no contract at the verifier's address.
    error VerifierHasNoCode(address verifier);
    /// @notice The header's bytes are not those of a task of protocol version 1.
    error MalformedHeader();
    /// @notice The proof is of another task: its first public input is not the task's digest modulo the field's order.
    error WrongTask(uint256 publicInput, uint256 expected);

    /// @notice The order of BN254's scalar field.
    uint256 public constant FIELD_ORDER =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617;

    // The header: 16 bytes of tag, 8 chain id, 8 project id, 8 sequence, 8 creation, 4 message count, 4 body size,
    // 32 messages root, 2 length of the version, and the version.
    bytes16 private constant HEADER_TAG = "sprout/task/v1";
    uint256 private constant VERSION_AT = 90;

    /// @notice The project whose tasks are accepted.
    uint256 public immutable projectId;

    /// @notice Who verifies the proofs of a program; zero if its proofs are not accepted.
    mapping(bytes32 programId => IProofVerifier) public verifierOf;
    /// @inheritdoc ITaskBook
    mapping(bytes32 taskDigest => bool) public isSettled;

    constructor(uint256 projectId_, address owner_) Ownable(owner_) {
        projectId = projectId_;
    }

    /// @notice Accepts proofs of a program from now on if `verifier` says that they are valid. Owner only; a second call
    ///         replaces the verifier.
    function acceptProgram(bytes32 programId, IProofVerifier verifier) external onlyOwner {
        if (address(verifier).code.length == 0) revert VerifierHasNoCode(address(verifier));
        if (address(verifierOf[programId]) == address(verifier)) return;
        verifierOf[programId] = verifier;
        emit ProgramAccepted(programId, verifier);
    }

    /// @notice Accepts proofs of a program no longer. Owner only; settled tasks stay settled.
    function revokeProgram(bytes32 programId) external onlyOwner {
        if (address(verifierOf[programId]) == address(0)) return;
        delete verifierOf[programId];
        emit ProgramRevoked(programId);
    }

    /// @inheritdoc IWSReceiver
    /// @dev Anybody may call it, see above.
    function receiveData(bytes calldata data) external {
        _checkSubmitter(msg.sender);
        Settlement memory settlement = _decode(data);
        IProofVerifier verifier = _check(settlement);
        verifier.verify(settlement.programId, abi.encodePacked(settlement.publicInputs), settlement.proof);
        isSettled[settlement.taskDigest] = true;
        emit TaskSettled(
            settlement.taskDigest,
            settlement.projectId,
            settlement.programId,
            settlement.receiptDigest,
            settlement.receiptCid
        );
        _onVerified(settlement.taskDigest, settlement.publicInputs);
    }

    /// @notice Decodes a settlement payload; reverts without data when it is malformed, with MalformedHeader when the
    ///         header in it is.
    function decodeSettlement(bytes calldata data) external pure returns (Settlement memory settlement) {
        bytes memory header;
        (
            header,
            settlement.programId,
            settlement.receiptDigest,
            settlement.receiptCid,
            settlement.publicInputs,
            settlement.proof
        ) = abi.decode(data, (bytes, bytes32, bytes32, string, uint256[], bytes));
        (settlement.chainId, settlement.projectId) = _parseHeader(header);
        settlement.taskDigest = sha256(header);
    }

    /// @notice Acts on what was verified. Called once per task, after it was marked as settled; reverting undoes that.
    /// @param taskDigest The task, as in `isSettled`.
    /// @param publicInputs The values of the circuit's instance columns, each smaller than the field's order. The first
    ///        is the task digest modulo that order; what the others mean, and how many there are, the circuit says.
    function _onVerified(bytes32 taskDigest, uint256[] memory publicInputs) internal virtual;

    /// @notice Reverts if `submitter`, who calls `receiveData`, may not bring proofs. Anybody may unless overridden.
    function _checkSubmitter(address submitter) internal view virtual {}

    /// @dev A call to itself, because a failed abi.decode can only be caught across a call; it turns the silent revert
    ///      into an error that can be read.
    function _decode(bytes calldata data) private view returns (Settlement memory) {
        try this.decodeSettlement(data) returns (Settlement memory settlement) {
            return settlement;
        } catch (bytes memory reason) {
            // Any error's data begins with its selector; data that is shorter is none.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (bytes4(reason) == MalformedHeader.selector) revert MalformedHeader();
            revert MalformedSettlement();
        }
    }

    function _check(Settlement memory settlement) private view returns (IProofVerifier verifier) {
        if (settlement.chainId != block.chainid) revert WrongChain(settlement.chainId, block.chainid);
        if (settlement.projectId != projectId) revert WrongProject(settlement.projectId, projectId);
        verifier = verifierOf[settlement.programId];
        if (address(verifier) == address(0)) revert ProgramNotAccepted(settlement.programId);
        if (isSettled[settlement.taskDigest]) revert TaskAlreadySettled(settlement.taskDigest);
        uint256 expected = uint256(settlement.taskDigest) % FIELD_ORDER;
        uint256 found = settlement.publicInputs.length == 0 ? FIELD_ORDER : settlement.publicInputs[0];
        if (found != expected) revert WrongTask(found, expected);
    }

    function _parseHeader(bytes memory header) private pure returns (uint256 chainId, uint256 project) {
        if (header.length <= VERSION_AT) revert MalformedHeader();
        bytes32 head;
        uint256 versionLength;
        assembly ("memory-safe") {
            head := mload(add(header, 0x20))
            versionLength := and(mload(add(header, VERSION_AT)), 0xffff)
        }
        // The tag is the first half of the word, the chain and project ids the other.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (bytes16(head) != HEADER_TAG || header.length != VERSION_AT + versionLength) revert MalformedHeader();
        chainId = uint64(uint256(head) >> 64);
        project = uint64(uint256(head));
    }
}
