// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Halo2Receiver} from "../src/Halo2Receiver.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {SproutTest} from "./SproutTest.sol";

/// @notice Accepts exactly one proof.
contract ExactVerifier is IProofVerifier {
    bytes32 private immutable EXPECTED;

    constructor(bytes32 programId, bytes memory publicValues, bytes memory proof) {
        EXPECTED = keccak256(abi.encode(programId, publicValues, proof));
    }

    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        if (keccak256(abi.encode(programId, publicValues, proof)) != EXPECTED) revert InvalidProof();
    }
}

/// @notice Keeps the last values.
contract Last is Halo2Receiver {
    uint256[] private _last;

    constructor(uint256 projectId_, address owner_) Halo2Receiver(projectId_, owner_) {}

    function last() external view returns (uint256[] memory) {
        return _last;
    }

    function _onVerified(bytes32, uint256[] memory publicInputs) internal override {
        _last = publicInputs;
    }
}

/// @notice docs/testvectors/halo2-settlement.json, which the Go side is tested against too.
contract Halo2VectorsTest is SproutTest {
    string internal json;

    function setUp() public override {
        super.setUp();
        json = VM.readFile("../docs/testvectors/halo2-settlement.json");
    }

    function test_FirstPublicInputIsTheReducedDigest() public {
        Last receiver = new Last(1, owner);
        uint256 order = receiver.FIELD_ORDER();
        VM.assertEq(bytes32(order), VM.parseJsonBytes32(json, ".field_order"));
        uint256 count;
        for (string memory at = ".digests[0]"; VM.keyExistsJson(json, at); at = _at(".digests", ++count, "")) {
            VM.assertEq(
                bytes32(uint256(_word(string.concat(at, ".task_digest"))) % order),
                _word(string.concat(at, ".public_input_0")),
                at
            );
        }
        VM.assertGt(count, 4);
    }

    /// @dev Each payload settles its task on its chain and in its project, and hands on exactly its public values.
    function test_PayloadsSettle() public {
        uint256 count;
        for (; VM.keyExistsJson(json, _at(".settlements", count, "")); ++count) {
            _settle(count);
        }
        VM.assertGt(count, 3);
    }

    function _settle(uint256 number) private {
        bytes memory header = _bytes(number, "header_hex");
        bytes memory journal = _bytes(number, "journal_hex");
        bytes memory proof = _bytes(number, "proof_hex");
        bytes32 program = _word(_at(".settlements", number, ".program_id"));
        bytes32 digest = _word(_at(".settlements", number, ".task_digest"));
        VM.assertEq(sha256(header), digest);
        VM.assertEq(bytes.concat(journal, proof), _bytes(number, "verifier_calldata_hex"));

        VM.chainId(VM.parseJsonUint(json, _at(".settlements", number, ".chain_id")));
        Last receiver = new Last(VM.parseJsonUint(json, _at(".settlements", number, ".project_id")), owner);
        ExactVerifier verifier = new ExactVerifier(program, journal, proof);
        VM.prank(owner);
        receiver.acceptProgram(program, verifier);
        receiver.receiveData(_bytes(number, "payload_hex"));
        VM.assertTrue(receiver.isSettled(digest));
        VM.assertEq(abi.encodePacked(receiver.last()), journal);
        VM.assertEq(bytes32(receiver.last()[0]), _word(_at(".settlements", number, ".public_input_0")));
        _sameEncoding(number, header, receiver.last(), proof);
    }

    function _sameEncoding(uint256 number, bytes memory header, uint256[] memory inputs, bytes memory proof)
        private
        view
    {
        bytes memory encoded = abi.encode(
            header,
            _word(_at(".settlements", number, ".program_id")),
            _word(_at(".settlements", number, ".receipt_digest")),
            VM.parseJsonString(json, _at(".settlements", number, ".receipt_cid")),
            inputs,
            proof
        );
        VM.assertEq(encoded, _bytes(number, "payload_hex"));
    }

    function _at(string memory list, uint256 number, string memory field) private pure returns (string memory) {
        return string.concat(list, "[", VM.toString(number), "]", field);
    }

    function _bytes(uint256 number, string memory field) private view returns (bytes memory) {
        return VM.parseJsonBytes(json, _at(".settlements", number, string.concat(".", field)));
    }

    function _word(string memory at) private view returns (bytes32) {
        return VM.parseJsonBytes32(json, at);
    }
}
