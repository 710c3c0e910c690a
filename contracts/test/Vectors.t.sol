// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Outputs} from "./SproutReceiver.t.sol";
import {SproutTest} from "./SproutTest.sol";

/// @notice docs/testvectors/task.json, which the Go and Rust implementations are tested against too.
contract VectorsTest is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");

    string internal json;
    uint256 internal count;

    function setUp() public override {
        super.setUp();
        json = VM.readFile("../docs/testvectors/task.json");
        while (VM.keyExistsJson(json, string.concat(".tasks[", VM.toString(count), "]"))) ++count;
    }

    function test_ThereAreVectors() public view {
        VM.assertGt(count, 2);
    }

    function test_DigestIsOfTheHeader() public view {
        for (uint256 i = 0; i < count; ++i) {
            VM.assertEq(sha256(_bytes(i, "header_hex")), _word(i, "task_digest"), _name(i));
        }
    }

    function test_JournalIsSolidityEncoding() public view {
        uint256 version = VM.parseJsonUint(json, ".journal_version");
        for (uint256 i = 0; i < count; ++i) {
            bytes memory encoded = abi.encode(
                version,
                _number(i, "chain_id"),
                _number(i, "project_id"),
                _word(i, "task_digest"),
                _bytes(i, "output_hex")
            );
            VM.assertEq(_bytes(i, "journal_hex"), encoded, _name(i));
        }
    }

    /// @dev Every journal with an output settles its task on its chain and in its project, and nowhere else.
    function test_JournalSettlesItsTaskOnly() public {
        uint256 settled;
        for (uint256 i = 0; i < count; ++i) {
            if (_bytes(i, "output_hex").length == 0) continue;
            Outputs receiver = new Outputs(address(this), _number(i, "project_id"), owner);
            Outputs foreign = new Outputs(address(this), _number(i, "project_id") - 1, owner);
            VM.prank(owner);
            receiver.acceptProgram(PROGRAM);
            VM.prank(owner);
            foreign.acceptProgram(PROGRAM);
            bytes memory payload = abi.encode(_bytes(i, "journal_hex"), PROGRAM, bytes32(0), "bafkreceipt");

            VM.chainId(_number(i, "chain_id") - 1);
            VM.expectRevert();
            receiver.receiveData(payload);
            VM.chainId(_number(i, "chain_id"));
            VM.expectRevert();
            foreign.receiveData(payload);
            receiver.receiveData(payload);
            VM.assertTrue(receiver.isSettled(_word(i, "task_digest")), _name(i));
            VM.assertEq(receiver.outputs(_word(i, "task_digest")), _bytes(i, "output_hex"), _name(i));
            ++settled;
        }
        VM.assertGt(settled, 0);
    }

    function test_SignatureIsOfTheEdgeNode() public view {
        for (uint256 i = 0; i < count; ++i) {
            bytes32 domain = keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId)"),
                    keccak256("Sprout"),
                    keccak256("1"),
                    _number(i, "chain_id")
                )
            );
            VM.assertEq(domain, _word(i, "eip712.domain_separator"), _name(i));
            bytes32 structHash = keccak256(
                abi.encode(
                    keccak256("Task(uint64 projectId,uint64 sequence,bytes32 digest)"),
                    _number(i, "project_id"),
                    _number(i, "sequence"),
                    _word(i, "task_digest")
                )
            );
            VM.assertEq(structHash, _word(i, "eip712.struct_hash"), _name(i));
            bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, structHash));
            VM.assertEq(digest, _word(i, "eip712.signing_digest"), _name(i));
            VM.assertEq(
                _recover(digest, _bytes(i, "eip712.signature")), VM.parseJsonAddress(json, _path(i, "eip712.address"))
            );
        }
    }

    function _recover(bytes32 digest, bytes memory signature) private pure returns (address) {
        VM.assertEq(signature.length, 65);
        bytes32 r;
        bytes32 s;
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
        }
        return ecrecover(digest, uint8(signature[64]), r, s);
    }

    function _path(uint256 task, string memory field) private pure returns (string memory) {
        return string.concat(".tasks[", VM.toString(task), "].", field);
    }

    function _name(uint256 task) private view returns (string memory) {
        return VM.parseJsonString(json, _path(task, "name"));
    }

    function _bytes(uint256 task, string memory field) private view returns (bytes memory) {
        return VM.parseJsonBytes(json, _path(task, field));
    }

    function _word(uint256 task, string memory field) private view returns (bytes32) {
        return VM.parseJsonBytes32(json, _path(task, field));
    }

    function _number(uint256 task, string memory field) private view returns (uint256) {
        return VM.parseJsonUint(json, _path(task, field));
    }
}
