// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Signature} from "../libraries/Tasks.sol";
import {IAttestedVerifier} from "./IAttestedVerifier.sol";
import {IBonds} from "./IBonds.sol";
import {IProjectFleet} from "./IProjectFleet.sol";

/// @title IZnodeStaking
/// @notice ZK nodes: a key that signs, coins that vouch for it, a place in the peer-to-peer network, runtimes offered.
interface IZnodeStaking is IBonds, IProjectFleet, IAttestedVerifier {
    /// @notice A result an operator attested, in whatever tree and for whatever settler.
    /// @param journalDigest SHA-256 of the journal it attested.
    /// @param settler Who was to settle it.
    /// @param path The Merkle path from the result's leaf to the signed root.
    /// @param signature The operator's.
    struct AttestedResult {
        bytes32 journalDigest;
        address settler;
        bytes32[] path;
        Signature signature;
    }

    /// @notice The operator's node is found under this libp2p peer id.
    event PeerIdChanged(address indexed operator, bytes peerId);
    /// @notice The operator's node offers these runtimes.
    event RuntimesChanged(address indexed operator, uint32 runtimes);

    /// @notice A libp2p peer id has 34 to 42 bytes.
    error InvalidPeerId(bytes peerId);
    /// @notice The peer id belongs to another operator.
    error PeerIdTaken(bytes peerId, address operator);

    /// @notice Registers a znode with the sent coins, at least `minimumBond`. They stay the caller's.
    /// @param operator The address of the key the node signs with.
    /// @param peerId The node's libp2p peer id: the bytes of its multihash.
    /// @param runtimes The runtimes it offers: bit n for the runtime numbered n in docs/protocol.md §3.
    /// @param consent The operator key's signature over `consentHash(operator, caller)`.
    function register(address operator, bytes calldata peerId, uint32 runtimes, Signature calldata consent)
        external
        payable;

    /// @notice Gives the node another peer id; the old one is free again. Owner only.
    function setPeerId(address operator, bytes calldata peerId) external;

    /// @notice Sets which runtimes the node offers. Owner or operator.
    function setRuntimes(address operator, uint32 runtimes) external;

    /// @notice Shows that an operator attested two journals for one task and program. Anybody may call it; half of the
    ///         operator's bond is slashed, once for each task and program.
    /// @return operator Who attested them.
    function reportDoubleAttestation(
        uint64 projectId,
        bytes32 taskDigest,
        bytes32 programId,
        AttestedResult calldata first,
        AttestedResult calldata second
    ) external returns (address operator);

    /// @notice The node's peer id; empty if it is not registered.
    function peerIdOf(address operator) external view returns (bytes memory);

    /// @notice Whose node has the peer id; zero if nobody's.
    function operatorOf(bytes calldata peerId) external view returns (address);

    /// @notice The runtimes the node offers.
    function runtimesOf(address operator) external view returns (uint32);
}
