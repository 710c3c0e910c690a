// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAttestedVerifier} from "../interfaces/IAttestedVerifier.sol";
import {IProofVerifier} from "../interfaces/IProofVerifier.sol";
import {Attestations} from "../libraries/Attestations.sol";
import {Signature} from "../libraries/Tasks.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title AttestedVerifier
/// @notice Takes the word of k of a project's n znodes; k is the project's quorum. Part of the contract that keeps the
///         znodes' stakes.
/// @dev What it says is worth what k of these znodes have at stake and how the project chose them: nothing on chain shows
///      that a whole quorum lied, only that one znode said two things. Receipts stay fetchable, so anybody can check.
abstract contract AttestedVerifier is IAttestedVerifier, EIP712 {
    /// @inheritdoc IProofVerifier
    /// @dev The public values are the journal of a guest. The proof is abi.encode(address settler, bytes32[] path,
    ///      Signature[] signatures): the path leads from the result's leaf to the signed root. For dApps that verify
    ///      themselves; whoever calls need not be the settler.
    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        (uint64 projectId, bytes32 taskDigest) = _parseJournal(publicValues);
        (address settler, bytes32[] memory path, Signature[] memory signatures) =
            abi.decode(proof, (address, bytes32[], Signature[]));
        bytes32 leaf = Attestations.leaf(projectId, taskDigest, programId, sha256(publicValues));
        _checkQuorum(projectId, settler, MerkleProof.processProof(path, leaf), signatures);
    }

    /// @inheritdoc IAttestedVerifier
    function verifyRoot(uint64 projectId, address settler, bytes32 resultsRoot, Signature[] calldata signatures)
        external
        view
        returns (address payee)
    {
        _checkQuorum(projectId, settler, resultsRoot, signatures);
        return _payeeOf(projectId, settler);
    }

    /// @inheritdoc IAttestedVerifier
    function attestationHash(uint64 projectId, address settler, bytes32 resultsRoot) public view returns (bytes32) {
        return _hashTypedDataV4(Attestations.structHash(projectId, settler, resultsRoot));
    }

    /// @dev How many znodes must attest a result of the project; zero if its owner has not said so.
    function _quorumOf(uint64 projectId) internal view virtual returns (uint256);

    function _isAttester(uint64 projectId, address operator) internal view virtual returns (bool);

    /// @dev Who is paid for the operator's work; reverts unless it may work for the project.
    function _payeeOf(uint64 projectId, address operator) internal view virtual returns (address);

    function _checkQuorum(uint64 projectId, address settler, bytes32 resultsRoot, Signature[] memory signatures)
        private
        view
    {
        uint256 quorum = _quorumOf(projectId);
        if (quorum == 0 || signatures.length != quorum) revert WrongQuorum(projectId, signatures.length, quorum);
        bytes32 hash = attestationHash(projectId, settler, resultsRoot);
        address previous = address(0);
        for (uint256 i = 0; i < quorum; ++i) {
            address signer = ECDSA.recover(hash, signatures[i].r, signatures[i].vs);
            if (signer <= previous) revert SignersNotAscending(previous, signer);
            if (!_isAttester(projectId, signer)) revert NotAttester(projectId, signer);
            previous = signer;
        }
    }

    function _parseJournal(bytes calldata journal) private view returns (uint64 projectId, bytes32 taskDigest) {
        uint256 version;
        uint256 chainId;
        bytes memory output;
        (version, chainId, projectId, taskDigest, output) =
            abi.decode(journal, (uint256, uint256, uint64, bytes32, bytes));
        bool canonical = keccak256(journal) == keccak256(abi.encode(version, chainId, projectId, taskDigest, output));
        if (version != 1 || chainId != block.chainid || !canonical) revert InvalidPublicValues();
    }
}
