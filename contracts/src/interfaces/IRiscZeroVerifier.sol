// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IRiscZeroVerifier
/// @notice The function of risc0's verifier contracts, and of their router, that is used here.
interface IRiscZeroVerifier {
    /// @notice The seal proves nothing of the kind.
    error VerificationFailed();

    /// @notice Reverts unless the seal proves that the program with this image id ended well with this journal.
    /// @param seal The proof; its first four bytes name the version of the proof system.
    /// @param imageId The program.
    /// @param journalDigest SHA-256 of the journal.
    function verify(bytes calldata seal, bytes32 imageId, bytes32 journalDigest) external view;
}
