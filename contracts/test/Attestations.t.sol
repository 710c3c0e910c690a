// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ZnodeStaking} from "../src/ZnodeStaking.sol";
import {Attestations} from "../src/libraries/Attestations.sol";
import {Tasks} from "../src/libraries/Tasks.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
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

/// @notice docs/testvectors/attestation.json, which nodes are tested against too.
contract AttestationVectorsTest is SettlementTest {
    string private json;

    function setUp() public override {
        super.setUp();
        json = VM.readFile("../docs/testvectors/attestation.json");
        VM.chainId(VM.parseJsonUint(json, ".chain_id"));
        projectId = uint64(VM.parseJsonUint(json, ".project_id"));
        // The contract's code at the vectors' address: its domain follows.
        address at = VM.parseJsonAddress(json, ".staking");
        VM.etch(at, address(staking).code);
        staking = ZnodeStaking(at);
    }

    function test_Trees() public view {
        uint256 trees = 0;
        for (; VM.keyExistsJson(json, string.concat(".trees[", VM.toString(trees), "]")); ++trees) {
            _checkTree(string.concat(".trees[", VM.toString(trees), "]"));
        }
        VM.assertEq(trees, 5);
    }

    function test_Consent() public view {
        address account = VM.parseJsonAddress(json, ".consent.account");
        bytes32 hash = staking.consentHash(account, VM.parseJsonAddress(json, ".consent.owner"));
        VM.assertEq(hash, VM.parseJsonBytes32(json, ".consent.signing_hash"));
        _checkSigner(hash, ".consent");
    }

    function _checkTree(string memory at) private view {
        bytes32[] memory leaves = new bytes32[](128);
        uint256 count = 0;
        bytes32 root = _word(at, ".root");
        for (; VM.keyExistsJson(json, _result(at, count)); ++count) {
            string memory result = _result(at, count);
            leaves[count] = Attestations.leaf(
                projectId, _word(result, ".task_digest"), _word(result, ".program_id"), _word(result, ".journal_digest")
            );
            VM.assertEq(leaves[count], _word(result, ".leaf"), result);
            VM.assertEq(MerkleProof.processProof(_path(result), leaves[count]), root, result);
        }
        VM.assertGt(count, 0);
        assembly ("memory-safe") {
            mstore(leaves, count)
        }
        VM.assertEq(Attestations.root(leaves), root, at);
        bytes32 hash = staking.attestationHash(projectId, VM.parseJsonAddress(json, ".settler"), root);
        VM.assertEq(hash, _word(at, ".signing_hash"), at);
        _checkSigner(hash, at);
    }

    function _checkSigner(bytes32 hash, string memory at) private view {
        address operator = VM.parseJsonAddress(json, ".operator");
        bytes memory full = VM.parseJsonBytes(json, string.concat(at, ".signature"));
        VM.assertEq(ECDSA.recover(hash, full), operator);
        bytes memory compact = VM.parseJsonBytes(json, string.concat(at, ".compact"));
        (bytes32 r, bytes32 vs) = abi.decode(compact, (bytes32, bytes32));
        VM.assertEq(ECDSA.recover(hash, r, vs), operator);
    }

    function _path(string memory result) private view returns (bytes32[] memory path) {
        path = new bytes32[](8);
        uint256 length = 0;
        while (VM.keyExistsJson(json, string.concat(result, ".path[", VM.toString(length), "]"))) {
            path[length] = VM.parseJsonBytes32(json, string.concat(result, ".path[", VM.toString(length), "]"));
            ++length;
        }
        assembly ("memory-safe") {
            mstore(path, length)
        }
    }

    function _result(string memory at, uint256 i) private pure returns (string memory) {
        return string.concat(at, ".results[", VM.toString(i), "]");
    }

    function _word(string memory at, string memory field) private view returns (bytes32) {
        return VM.parseJsonBytes32(json, string.concat(at, field));
    }
}
