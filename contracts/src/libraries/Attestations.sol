// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Attestations
/// @notice What znodes sign for receipts too big for a chain. Each result is a leaf, the leaves are one Merkle tree, and
///         its root is signed (EIP-712) together with the project and the znode that may settle it. One result is a tree
///         of one leaf: its root is the leaf.
/// @dev A leaf is the hash of 160 bytes and a node the hash of 64: neither passes for the other.
library Attestations {
    bytes32 private constant RESULT_TYPE =
        keccak256("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)");
    bytes32 private constant ATTESTATION_TYPE =
        keccak256("Attestation(uint64 projectId,address settler,bytes32 resultsRoot)");

    /// @notice The leaf of one result: the program yields, for the task, the journal with this SHA-256.
    function leaf(uint64 projectId, bytes32 taskDigest, bytes32 programId, bytes32 journalDigest)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(RESULT_TYPE, projectId, taskDigest, programId, journalDigest));
    }

    /// @notice The struct hash of an attestation, which the signature's domain completes.
    function structHash(uint64 projectId, address settler, bytes32 resultsRoot) internal pure returns (bytes32) {
        return keccak256(abi.encode(ATTESTATION_TYPE, projectId, settler, resultsRoot));
    }

    /// @notice The root over leaves: neighbours are hashed in pairs (the smaller first), a node without a neighbour moves
    ///         up as it is. Overwrites `leaves`, which must not be empty.
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        uint256 count = leaves.length;
        while (count > 1) {
            uint256 above = count / 2;
            for (uint256 i = 0; i < above; ++i) {
                leaves[i] = Hashes.commutativeKeccak256(leaves[2 * i], leaves[2 * i + 1]);
            }
            if (count % 2 == 1) leaves[above++] = leaves[count - 1];
            count = above;
        }
        return leaves[0];
    }
}
