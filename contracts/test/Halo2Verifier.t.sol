// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Halo2Verifier} from "../src/Halo2Verifier.sol";
import {IProofVerifier} from "../src/interfaces/IProofVerifier.sol";
import {SproutTest} from "./SproutTest.sol";

/// @notice Reads calldata as generated verifiers do: words at fixed places, public values modulo the field's order,
///         nothing beyond. What it takes for a proof of some public values anybody can compute.
contract GeneratedLike {
    uint256 private constant FIELD_ORDER =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617;

    uint256 private immutable COUNT;

    constructor(uint256 count) {
        COUNT = count;
    }

    fallback(bytes calldata data) external returns (bytes memory) {
        uint256[] memory words = new uint256[](COUNT);
        for (uint256 i = 0; i < COUNT; ++i) {
            words[i] = _word(data, i * 32) % FIELD_ORDER;
        }
        if (_word(data, COUNT * 32) != uint256(keccak256(abi.encode(words)))) {
            assembly ("memory-safe") {
                revert(0, 0)
            }
        }
        return "";
    }

    function _word(bytes calldata data, uint256 at) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, at))
        }
    }
}

contract Halo2VerifierTest is SproutTest {
    bytes32 internal constant PROGRAM = keccak256("program");

    GeneratedLike internal generated;
    Halo2Verifier internal verifier;
    uint256 internal order;

    function setUp() public override {
        super.setUp();
        generated = new GeneratedLike(3);
        verifier = new Halo2Verifier(PROGRAM, address(generated), 3, 32);
        order = verifier.FIELD_ORDER();
    }

    function test_KnowsItsProgram() public view {
        VM.assertEq(verifier.programId(), PROGRAM);
        VM.assertEq(verifier.verifier(), address(generated));
        VM.assertEq(verifier.publicValueCount(), 3);
        VM.assertEq(verifier.proofLength(), 32);
        // As in EIP-197.
        VM.assertEq(order, 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001);
    }

    function testFuzz_AcceptsWhatTheGeneratedVerifierAccepts(uint256[3] memory values) public view {
        bytes memory publicValues = _reduced(values);
        verifier.verify(PROGRAM, publicValues, _proof(publicValues));
    }

    function testFuzz_RevertWhen_ABitIsFlipped(uint256[3] memory values, uint256 bit) public {
        bytes memory publicValues = _reduced(values);
        bytes memory proof = _proof(publicValues);
        bit = _bound(bit, 0, 4 * 256 - 1);
        bytes memory target = bit < 3 * 256 ? publicValues : proof;
        uint256 at = bit % (3 * 256);
        target[at / 8] ^= bytes1(uint8(1) << uint8(at % 8));
        VM.expectRevert();
        verifier.verify(PROGRAM, publicValues, proof);
    }

    function testFuzz_RevertWhen_ProgramIsAnother(bytes32 program) public {
        VM.assume(program != PROGRAM);
        bytes memory publicValues = _reduced([uint256(1), 2, 3]);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.UnknownProgram.selector, program));
        verifier.verify(program, publicValues, _proof(publicValues));
    }

    /// @dev The generated verifier would accept: it reduces.
    function testFuzz_RevertWhen_ValueIsNotReduced(uint256[3] memory values, uint256 which, uint256 times) public {
        bytes memory publicValues = _reduced(values);
        bytes memory proof = _proof(publicValues);
        which = _bound(which, 0, 2);
        uint256 value = values[which] % order;
        value += order * _bound(times, 1, (type(uint256).max - value) / order);
        assembly ("memory-safe") {
            mstore(add(add(publicValues, 0x20), mul(which, 0x20)), value)
        }
        (bool accepted,) = address(generated).staticcall(bytes.concat(publicValues, proof));
        VM.assertTrue(accepted);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidPublicValues.selector));
        verifier.verify(PROGRAM, publicValues, proof);
    }

    /// @dev The generated verifier would accept: it sees the same bytes one behind the other.
    function testFuzz_RevertWhen_BytesMoveBetweenValuesAndProof(uint256[3] memory values, uint256 cut) public {
        bytes memory publicValues = _reduced(values);
        bytes memory all = bytes.concat(publicValues, _proof(publicValues));
        cut = _bound(cut, 0, 128);
        VM.assume(cut != 96);
        (bool accepted,) = address(generated).staticcall(all);
        VM.assertTrue(accepted);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidPublicValues.selector));
        this.verifyCut(all, cut);
    }

    /// @dev The generated verifier would accept: it does not look at the end.
    function testFuzz_RevertWhen_ProofHasAnotherLength(bytes calldata more) public {
        VM.assume(more.length > 0);
        bytes memory publicValues = _reduced([uint256(1), 2, 3]);
        bytes memory proof = _proof(publicValues);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        verifier.verify(PROGRAM, publicValues, bytes.concat(proof, more));
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        verifier.verify(PROGRAM, publicValues, "");
    }

    function test_RevertWhen_ProofIsWrong() public {
        bytes memory publicValues = _reduced([uint256(1), 2, 3]);
        VM.expectRevert(abi.encodeWithSelector(IProofVerifier.InvalidProof.selector));
        verifier.verify(PROGRAM, publicValues, abi.encode(1));
    }

    function testFuzz_RevertWhen_VerifierHasNoCode(address empty) public {
        VM.assume(empty.code.length == 0);
        VM.expectRevert(abi.encodeWithSelector(Halo2Verifier.VerifierHasNoCode.selector, empty));
        new Halo2Verifier(PROGRAM, empty, 3, 32);
    }

    function verifyCut(bytes calldata all, uint256 cut) external view {
        verifier.verify(PROGRAM, all[:cut], all[cut:]);
    }

    function _reduced(uint256[3] memory values) private view returns (bytes memory) {
        return abi.encode(values[0] % order, values[1] % order, values[2] % order);
    }

    function _proof(bytes memory publicValues) private pure returns (bytes memory) {
        (uint256 a, uint256 b, uint256 c) = abi.decode(publicValues, (uint256, uint256, uint256));
        uint256[] memory words = new uint256[](3);
        (words[0], words[1], words[2]) = (a, b, c);
        return abi.encode(keccak256(abi.encode(words)));
    }
}
