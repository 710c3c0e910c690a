// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IRiscZeroVerifier} from "../src/interfaces/IRiscZeroVerifier.sol";

/// @title TestGroth16Verifier
/// @notice For tests only: verifies Groth16 proofs as risc0's verifier contract does, with whatever key it is given. A network
///         uses risc0's own, or its router.
contract TestGroth16Verifier is IRiscZeroVerifier {
    /// @notice The proof is of another version of the proof system; named as risc0 names it.
    error SelectorMismatch(bytes4 received, bytes4 expected);

    uint256 private constant FIELD =
        21_888_242_871_839_275_222_246_405_745_257_275_088_696_311_157_297_823_662_689_037_894_645_226_208_583;
    uint256 private constant SEAL_LENGTH = 4 + 8 * 32;

    /// @notice Digest of control root, control id and verifying key, as risc0 computes it.
    bytes32 public immutable parameters;

    // Public inputs that are the same for all proofs: both halves of the control root, the control id.
    uint256 private immutable ROOT_LOW;
    uint256 private immutable ROOT_HIGH;
    uint256 private immutable CONTROL_ID;
    // Points as the precompiles take them: alpha, beta, gamma, delta, then those of the public inputs.
    uint256[26] private _key;

    constructor(uint256[26] memory key, bytes32 controlRoot, bytes32 controlId) {
        _key = key;
        (ROOT_LOW, ROOT_HIGH) = _split(controlRoot);
        CONTROL_ID = _reversed(controlId);
        parameters = sha256(
            abi.encodePacked(
                sha256("risc0.Groth16ReceiptVerifierParameters"), controlRoot, controlId, _keyDigest(key), _count(3)
            )
        );
    }

    /// @inheritdoc IRiscZeroVerifier
    function verify(bytes calldata seal, bytes32 imageId, bytes32 journalDigest) external view {
        // The first four bytes are wanted, nothing more.
        // forge-lint: disable-next-line(unsafe-typecast)
        (bytes4 received, bytes4 expected) = (bytes4(seal), bytes4(parameters));
        if (received != expected) revert SelectorMismatch(received, expected);
        if (seal.length != SEAL_LENGTH) revert VerificationFailed();
        uint256[8] memory proof = abi.decode(seal[4:], (uint256[8]));
        if (!_isValid(proof, _inputs(_claim(imageId, journalDigest)))) revert VerificationFailed();
    }

    /// @dev Digest of the claim that the program ended well with this journal, without input and assumptions.
    function _claim(bytes32 imageId, bytes32 journalDigest) private pure returns (bytes32) {
        bytes32 ended = sha256(abi.encodePacked(sha256("risc0.SystemState"), bytes32(0), uint32(0), _count(1)));
        bytes32 output = sha256(abi.encodePacked(sha256("risc0.Output"), journalDigest, bytes32(0), _count(2)));
        return sha256(
            abi.encodePacked(sha256("risc0.ReceiptClaim"), bytes32(0), imageId, ended, output, uint64(0), _count(4))
        );
    }

    function _inputs(bytes32 claim) private view returns (uint256[5] memory) {
        (uint256 low, uint256 high) = _split(claim);
        return [ROOT_LOW, ROOT_HIGH, low, high, CONTROL_ID];
    }

    /// @dev Whether e(-A, B) · e(alpha, beta) · e(inputs, gamma) · e(C, delta) is one.
    function _isValid(uint256[8] memory proof, uint256[5] memory inputs) private view returns (bool) {
        if (proof[1] >= FIELD) return false;
        uint256[26] memory key = _key;
        bytes memory sum = abi.encode(key[14], key[15]);
        for (uint256 i = 0; i < 5; ++i) {
            (bool multiplied, bytes memory product) =
                address(7).staticcall(abi.encode(key[16 + 2 * i], key[17 + 2 * i], inputs[i]));
            bool added;
            (added, sum) = address(6).staticcall(bytes.concat(sum, product));
            if (!multiplied || !added) return false;
        }
        (bool paired, bytes memory one) = address(8)
            .staticcall(
                bytes.concat(
                    abi.encode(proof[0], (FIELD - proof[1]) % FIELD, proof[2], proof[3], proof[4], proof[5]),
                    abi.encode(key[0], key[1], key[2], key[3], key[4], key[5]),
                    sum,
                    abi.encode(key[6], key[7], key[8], key[9]),
                    abi.encode(proof[6], proof[7], key[10], key[11], key[12], key[13])
                )
            );
        return paired && abi.decode(one, (bool));
    }

    function _keyDigest(uint256[26] memory key) private pure returns (bytes32) {
        bytes32 list;
        for (uint256 i = 24; i >= 14; i -= 2) {
            list = sha256(
                abi.encodePacked(
                    sha256("risc0_groth16.VerifyingKey.IC"), sha256(abi.encode(key[i], key[i + 1])), list, _count(2)
                )
            );
        }
        return sha256(
            abi.encodePacked(
                sha256("risc0_groth16.VerifyingKey"),
                sha256(abi.encode(key[0], key[1])),
                sha256(abi.encode(key[2], key[3], key[4], key[5])),
                sha256(abi.encode(key[6], key[7], key[8], key[9])),
                sha256(abi.encode(key[10], key[11], key[12], key[13])),
                list,
                _count(5)
            )
        );
    }

    /// @dev The number of digests in a digest, little-endian.
    function _count(uint8 count) private pure returns (bytes2) {
        return bytes2(bytes1(count));
    }

    /// @dev A digest as two public inputs, of a number that has its bytes little-endian.
    function _split(bytes32 digest) private pure returns (uint256 low, uint256 high) {
        uint256 number = _reversed(digest);
        return (number & type(uint128).max, number >> 128);
    }

    function _reversed(bytes32 digest) private pure returns (uint256 number) {
        for (uint256 i = 32; i > 0; --i) {
            number = number << 8 | uint8(digest[i - 1]);
        }
    }
}
