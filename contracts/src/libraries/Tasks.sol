// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @notice A signature of secp256k1 in 64 bytes (EIP-2098): `vs` is s, its highest bit the parity of v.
struct Signature {
    bytes32 r;
    bytes32 vs;
}

/// @title Tasks
/// @notice Encodings and digests of docs/protocol.md, version 1.
library Tasks {
    /// @notice The version of a project is empty or too long for a header.
    error InvalidVersion(uint256 length, uint256 limit);

    /// @notice Most bytes of a project version.
    uint256 internal constant VERSION_LIMIT = 128;
    /// @notice The order of BN254's scalar field.
    uint256 internal constant FIELD_ORDER =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617;

    bytes16 private constant HEADER_TAG = "sprout/task/v1";
    uint256 private constant JOURNAL_VERSION = 1;
    bytes32 private constant DOMAIN_TYPE = keccak256("EIP712Domain(string name,string version,uint256 chainId)");
    bytes32 private constant TASK_TYPE = keccak256("Task(uint64 projectId,uint64 sequence,bytes32 digest)");

    /// @notice What a header says beside chain, project and version.
    struct Header {
        uint64 sequence;
        uint64 created;
        uint32 messageCount;
        uint32 bodySize;
        bytes32 messagesRoot;
    }

    /// @notice The task digest: SHA-256 of the header on this chain.
    function digest(uint64 projectId, string calldata version, Header calldata header) internal view returns (bytes32) {
        uint256 length = bytes(version).length;
        if (length == 0 || length > VERSION_LIMIT) revert InvalidVersion(length, VERSION_LIMIT);
        return sha256(
            abi.encodePacked(
                HEADER_TAG,
                // Chain ids of Sprout's headers have 64 bits; so have those of all chains.
                // forge-lint: disable-next-line(unsafe-typecast)
                uint64(block.chainid),
                projectId,
                header.sequence,
                header.created,
                header.messageCount,
                header.bodySize,
                header.messagesRoot,
                // At most VERSION_LIMIT.
                // forge-lint: disable-next-line(unsafe-typecast)
                uint16(length),
                version
            )
        );
    }

    /// @notice The EIP-712 domain of enodes' signatures on this chain. It names no contract: tasks are signed before it
    ///         is known where they settle.
    function domain() internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, keccak256("Sprout"), keccak256("1"), block.chainid));
    }

    /// @notice What an enode signs for a task.
    function signingHash(bytes32 domain_, uint64 projectId, uint64 sequence, bytes32 taskDigest)
        internal
        pure
        returns (bytes32)
    {
        return MessageHashUtils.toTypedDataHash(
            domain_, keccak256(abi.encode(TASK_TYPE, projectId, sequence, taskDigest))
        );
    }

    /// @notice The journal of a guest in input mode `task`.
    function journal(uint64 projectId, bytes32 taskDigest, bytes calldata output) internal view returns (bytes memory) {
        return abi.encode(JOURNAL_VERSION, block.chainid, projectId, taskDigest, output);
    }

    /// @notice The public inputs of a circuit in input mode `task`: the digest in the field, then the circuit's own.
    function publicInputs(bytes32 taskDigest, bytes calldata others) internal pure returns (bytes memory) {
        return bytes.concat(bytes32(uint256(taskDigest) % FIELD_ORDER), others);
    }
}
