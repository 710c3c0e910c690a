// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {IVerifierRouter} from "../src/interfaces/IVerifierRouter.sol";
import {Risc0Verifier} from "../src/verifiers/Risc0Verifier.sol";
import {SettlementTest} from "./SettlementTest.sol";
import {TestGroth16Verifier} from "./TestGroth16Verifier.sol";

/// @notice Proofs that risc0 published, from docs/testvectors/risc0-groth16.json, which the Go side is tested against too.
contract Risc0Groth16Test is SettlementTest {
    bytes4 private constant GROTH16 = 0x72736330;
    // Points that are none use up all the gas there is.
    uint256 private constant GAS = 1_000_000;

    TestGroth16Verifier private groth16;
    string private json;
    bytes32 private program;
    bytes private journal;
    bytes private genuine;

    function setUp() public override {
        super.setUp();
        json = VM.readFile("../docs/testvectors/risc0-groth16.json");
        program = VM.parseJsonBytes32(json, ".program_id");
        journal = VM.parseJsonBytes(json, ".journal_hex");
        genuine = VM.parseJsonBytes(json, ".receipts[0].proof_hex");
        uint256[26] memory key = abi.decode(VM.parseJsonBytes(json, ".verifying_key"), (uint256[26]));
        bytes32 root = VM.parseJsonBytes32(json, ".control_root");
        groth16 = new TestGroth16Verifier(key, root, VM.parseJsonBytes32(json, ".bn254_control_id"));
        _add(GROTH16, new Risc0Verifier(groth16), IVerifierRouter.Kind.Journal);
    }

    /// @dev So key, control root and control id are those of the library: the digest is in its receipts.
    function test_ParametersAreThoseOfTheLibrary() public view {
        VM.assertEq(groth16.parameters(), VM.parseJsonBytes32(json, ".verifier_parameters"));
    }

    function test_GenuineProofsVerify() public view {
        uint256 verified;
        for (uint256 i = 0; VM.keyExistsJson(json, _at(i, "name")); ++i) {
            if (!VM.parseJsonBool(json, _at(i, "genuine"))) continue;
            router.verify(program, journal, bytes.concat(GROTH16, VM.parseJsonBytes(json, _at(i, "proof_hex"))));
            ++verified;
        }
        VM.assertEq(verified, 3);
    }

    function testFuzz_RevertWhen_ProofDiffersInABit(uint256 bit) public {
        bit = _bound(bit, 32, genuine.length * 8 - 1);
        bytes memory proof = genuine;
        proof[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify{gas: GAS}(program, journal, bytes.concat(GROTH16, proof));
    }

    function testFuzz_RevertWhen_SomethingElseIsProved(uint256 bit, bytes calldata other) public {
        VM.assume(keccak256(other) != keccak256(journal));
        bytes memory proof = bytes.concat(GROTH16, genuine);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify{gas: GAS}(program, other, proof);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify{gas: GAS}(program ^ bytes32(1 << (bit % 256)), journal, proof);
    }

    function test_RevertWhen_SealHasAnotherLength() public {
        bytes memory cut = new bytes(genuine.length - 1);
        for (uint256 i = 0; i < cut.length; ++i) {
            cut[i] = genuine[i];
        }
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify(program, journal, bytes.concat(GROTH16, cut));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        router.verify(program, journal, bytes.concat(GROTH16, genuine, hex"00"));
    }

    /// @dev What risc0 says of another version's proofs is not that they are invalid, and passes through.
    function test_RevertWhen_ProofIsOfAnotherVersion() public {
        bytes memory proof = VM.parseJsonBytes(json, _at(3, "proof_hex"));
        bytes4 expected = bytes4(groth16.parameters());
        VM.expectRevert(
            abi.encodeWithSelector(TestGroth16Verifier.SelectorMismatch.selector, bytes4(0x08080808), expected)
        );
        router.verify(program, journal, bytes.concat(GROTH16, proof));
    }

    /// @dev Go tests deploy these bytes. To write them anew: in contracts, `node_modules/.bin/forge inspect
    ///      TestGroth16Verifier bytecode > ../docs/testvectors/test-groth16-verifier.hex`.
    function test_CreationCodeOfTheVectors() public view {
        string memory file = VM.readFile("../docs/testvectors/test-groth16-verifier.hex");
        VM.assertEq(file, string.concat(VM.toString(type(TestGroth16Verifier).creationCode), "\n"));
    }

    function _at(uint256 number, string memory field) private pure returns (string memory) {
        return string.concat(".receipts[", VM.toString(number), "].", field);
    }
}
