// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Bonds} from "./Bonds.sol";
import {ProjectFleet} from "./ProjectFleet.sol";
import {IProjectFleet} from "./interfaces/IProjectFleet.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IZnodeStaking} from "./interfaces/IZnodeStaking.sol";
import {Attestations} from "./libraries/Attestations.sol";
import {Signature} from "./libraries/Tasks.sol";
import {AttestedVerifier} from "./verifiers/AttestedVerifier.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title ZnodeStaking
/// @notice The ZK nodes of a network: their stakes, keys and places, and the projects they serve. An operator that
///         attests two journals for one task and program loses half of its stake.
/// @dev An operator is named by the address of its key. It keeps its registration for ever; to stop it takes its stake
///      out, to come back it tops it up.
contract ZnodeStaking is IZnodeStaking, Bonds, ProjectFleet, AttestedVerifier {
    // The multihashes of an ed25519 key (36 + 2 bytes), of a longer key (SHA-256: 34) and of a secp256k1 key (37 + 2).
    uint256 private constant PEER_ID_SHORTEST = 34;
    uint256 private constant PEER_ID_LONGEST = 42;

    struct Znode {
        bytes peerId;
        uint32 runtimes;
    }

    mapping(address operator => Znode) private _znodes;
    mapping(bytes32 peerIdHash => address operator) private _operators;

    constructor(IProjectRegistry registry_, uint256 minimumBond_, uint256 unbondingDelay_, address slashBeneficiary_)
        Bonds(minimumBond_, unbondingDelay_, slashBeneficiary_)
        ProjectFleet(registry_)
    {
        // Else everybody would be a znode.
        if (minimumBond_ == 0) revert BondTooLow(minimumBond_, 1);
    }

    /// @inheritdoc IZnodeStaking
    function register(address operator, bytes calldata peerId, uint32 runtimes, Signature calldata consent)
        external
        payable
    {
        _register(operator, consent);
        _setPeerId(operator, peerId);
        _setRuntimes(operator, runtimes);
    }

    /// @inheritdoc IZnodeStaking
    function setPeerId(address operator, bytes calldata peerId) external onlyBondOwner(operator) {
        delete _operators[keccak256(_znodes[operator].peerId)];
        _setPeerId(operator, peerId);
    }

    /// @inheritdoc IZnodeStaking
    function setRuntimes(address operator, uint32 runtimes) external onlyOperatorOrOwner(operator) {
        if (ownerOf(operator) == address(0)) revert NotRegistered(operator);
        _setRuntimes(operator, runtimes);
    }

    /// @inheritdoc IZnodeStaking
    function reportDoubleAttestation(
        uint64 projectId,
        bytes32 taskDigest,
        bytes32 programId,
        AttestedResult calldata first,
        AttestedResult calldata second
    ) external returns (address operator) {
        if (first.journalDigest == second.journalDigest) revert NoContradiction();
        operator = _signer(projectId, taskDigest, programId, first);
        address other = _signer(projectId, taskDigest, programId, second);
        if (operator != other) revert DifferentSigners(operator, other);
        _slash(operator, keccak256(abi.encode(projectId, taskDigest, programId)));
    }

    /// @inheritdoc IZnodeStaking
    function peerIdOf(address operator) external view returns (bytes memory) {
        return _znodes[operator].peerId;
    }

    /// @inheritdoc IZnodeStaking
    function operatorOf(bytes calldata peerId) external view returns (address) {
        return _operators[keccak256(peerId)];
    }

    /// @inheritdoc IZnodeStaking
    function runtimesOf(address operator) external view returns (uint32) {
        return _znodes[operator].runtimes;
    }

    /// @inheritdoc IProjectFleet
    function payeeOf(uint64 projectId, address operator) external view returns (address) {
        return _payeeOf(projectId, operator);
    }

    function _isFit(address operator, uint32 runtimes) internal view override returns (bool) {
        if (!isBonded(operator)) return false;
        return runtimes == 0 || _znodes[operator].runtimes & runtimes == runtimes;
    }

    function _isBondOwner(address operator, address account) internal view override returns (bool) {
        return ownerOf(operator) == account;
    }

    function _quorumOf(uint64 projectId) internal view override returns (uint256) {
        return registry.quorumOf(projectId);
    }

    function _isAttester(uint64 projectId, address operator) internal view override returns (bool) {
        return isMember(projectId, operator);
    }

    function _payeeOf(uint64 projectId, address operator) internal view override returns (address) {
        if (!isMember(projectId, operator)) revert NotMember(projectId, operator);
        return ownerOf(operator);
    }

    function _setPeerId(address operator, bytes calldata peerId) private {
        if (peerId.length < PEER_ID_SHORTEST || peerId.length > PEER_ID_LONGEST) revert InvalidPeerId(peerId);
        address holder = _operators[keccak256(peerId)];
        if (holder != address(0)) revert PeerIdTaken(peerId, holder);
        _operators[keccak256(peerId)] = operator;
        _znodes[operator].peerId = peerId;
        emit PeerIdChanged(operator, peerId);
    }

    function _setRuntimes(address operator, uint32 runtimes) private {
        _znodes[operator].runtimes = runtimes;
        emit RuntimesChanged(operator, runtimes);
    }

    function _signer(uint64 projectId, bytes32 taskDigest, bytes32 programId, AttestedResult calldata result)
        private
        view
        returns (address)
    {
        bytes32 leaf = Attestations.leaf(projectId, taskDigest, programId, result.journalDigest);
        bytes32 root = MerkleProof.processProofCalldata(result.path, leaf);
        return ECDSA.recover(attestationHash(projectId, result.settler, root), result.signature.r, result.signature.vs);
    }
}
