// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title IProofVerifier
/// @notice Verifies proofs of known programs. A dApp asks it and needs to know nothing of the proof system behind.
interface IProofVerifier {
    /// @notice This verifier does not know the program.
    error UnknownProgram(bytes32 programId);
    /// @notice The public values are not what the program has: their length, or a value, is out of range.
    error InvalidPublicValues();
    /// @notice The proof does not show that the program yields these public values.
    error InvalidProof();

    /// @notice Returns if the proof shows that the program yields the public values, and reverts otherwise.
    /// @dev There is exactly one encoding of public values for which a proof is accepted: nobody can show the same
    ///      values as others by other bytes, or move bytes between values and proof.
    /// @param programId The program, as nodes name it.
    /// @param publicValues What the program makes public, in the encoding of its proof system. Halo2: the values of the
    ///        instance columns, one after the other, each a word of 32 bytes, big-endian.
    /// @param proof The proof, in the encoding of its proof system.
    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view;
}
