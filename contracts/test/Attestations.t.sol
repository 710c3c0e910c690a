// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Attestations} from "../src/libraries/Attestations.sol";
import {Tasks} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @notice What is signed, written out by hand, so that the libraries are not tested against themselves.
contract AttestationsTest is SettlementTest {
    function test_RootsByHand() public pure {
        bytes32[5] memory l =
            [bytes32(uint256(5)), bytes32(uint256(3)), bytes32(uint256(9)), bytes32(uint256(1)), bytes32(uint256(7))];
        bytes32 left = keccak256(abi.encode(l[1], l[0]));
        bytes32 right = keccak256(abi.encode(l[3], l[2]));
        bytes32 four = left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
        VM.assertEq(_root(l, 1), l[0]);
        VM.assertEq(_root(l, 2), left);
        VM.assertEq(_root(l, 3), l[2] < left ? keccak256(abi.encode(l[2], left)) : keccak256(abi.encode(left, l[2])));
        VM.assertEq(_root(l, 4), four);
        VM.assertEq(_root(l, 5), l[4] < four ? keccak256(abi.encode(l[4], four)) : keccak256(abi.encode(four, l[4])));
    }

    /// @dev Each leaf of each tree has a path to the root, which is what evidence and single verification rest on.
    function testFuzz_EveryLeafHasAPath(bytes32 seed, uint8 size, uint8 which) public pure {
        uint256 count = _bound(size, 1, 128);
        uint256 at = which % count;
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            leaves[i] = keccak256(abi.encode(seed, i));
        }
        bytes32 leaf = leaves[at];
        bytes32[] memory path = _path(leaves, at);
        VM.assertEq(MerkleProof.processProof(path, leaf), Attestations.root(leaves));
    }

    function test_LeafAndAttestationByHand() public view {
        bytes32 result = keccak256(
            abi.encode(
                keccak256("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)"),
                projectId,
                bytes32("task"),
                bytes32("program"),
                bytes32("journal")
            )
        );
        VM.assertEq(Attestations.leaf(projectId, "task", "program", "journal"), result);
        bytes32 attestation = keccak256(
            abi.encode(
                keccak256("Attestation(uint64 projectId,address settler,bytes32 resultsRoot)"), projectId, enode, result
            )
        );
        VM.assertEq(staking.attestationHash(projectId, enode, result), _typed(address(staking), attestation));
    }

    function test_ConsentByHand() public view {
        bytes32 consent = keccak256(abi.encode(keccak256("Bond(address account,address owner)"), znodes[0], znodeOwner));
        VM.assertEq(staking.consentHash(znodes[0], znodeOwner), _typed(address(staking), consent));
        VM.assertEq(bonds.consentHash(znodes[0], znodeOwner), _typed(address(bonds), consent));
    }

    /// @dev A public input is smaller than the field's order, and the others follow it as they are.
    function testFuzz_PublicInputsByHand(bytes32 taskDigest, bytes calldata others) public pure {
        bytes32 first =
            bytes32(uint256(taskDigest) % 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001);
        VM.assertEq(Tasks.publicInputs(taskDigest, others), abi.encodePacked(first, others));
    }

    function _typed(address verifyingContract, bytes32 structHash) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Sprout"),
                keccak256("1"),
                block.chainid,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _root(bytes32[5] memory all, uint256 count) private pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            leaves[i] = all[i];
        }
        return Attestations.root(leaves);
    }

    function _path(bytes32[] memory leaves, uint256 at) private pure returns (bytes32[] memory path) {
        path = new bytes32[](8);
        uint256 length = 0;
        bytes32[] memory row = leaves;
        while (row.length > 1) {
            if (at ^ 1 < row.length) path[length++] = row[at ^ 1];
            bytes32[] memory above = new bytes32[]((row.length + 1) / 2);
            for (uint256 i = 0; i < above.length; ++i) {
                if (2 * i + 1 == row.length) {
                    above[i] = row[2 * i];
                } else {
                    (bytes32 a, bytes32 b) = (row[2 * i], row[2 * i + 1]);
                    above[i] = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
                }
            }
            (row, at) = (above, at / 2);
        }
        assembly ("memory-safe") {
            mstore(path, length)
        }
    }
}
