// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "./interfaces/IProofVerifier.sol";

/// @title Halo2Verifier
/// @notice Puts the verifier that is generated from one halo2 circuit's verifying key behind `IProofVerifier`.
/// @dev The generated contract takes calldata of the public values and the proof, one behind the other, and reverts
///      without data or returns nothing. It reads at fixed places, so it would ignore bytes at the end, read words of the
///      proof as public values where fewer of these are given, and reduce values modulo the field's order. All of that is
///      ruled out here: both lengths are fixed, and every value has to be smaller than the order.
contract Halo2Verifier is IProofVerifier {
    /// @notice There is no contract at the generated verifier's address.
    error VerifierHasNoCode(address verifier);

    /// @notice The order of BN254's scalar field: public values are smaller.
    uint256 public constant FIELD_ORDER =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617;

    /// @notice The program whose proofs are verified.
    bytes32 public immutable programId;
    /// @notice The contract generated from the program's verifying key.
    address public immutable verifier;
    /// @notice How many public values the program has.
    uint256 public immutable publicValueCount;
    /// @notice The length of every proof of the program, in bytes.
    uint256 public immutable proofLength;

    constructor(bytes32 programId_, address verifier_, uint256 publicValueCount_, uint256 proofLength_) {
        // A call to an address without code succeeds: every proof would be valid.
        if (verifier_.code.length == 0) revert VerifierHasNoCode(verifier_);
        programId = programId_;
        verifier = verifier_;
        publicValueCount = publicValueCount_;
        proofLength = proofLength_;
    }

    /// @inheritdoc IProofVerifier
    function verify(bytes32 programId_, bytes calldata publicValues, bytes calldata proof) external view {
        if (programId_ != programId) revert UnknownProgram(programId_);
        if (publicValues.length != publicValueCount * 32) revert InvalidPublicValues();
        for (uint256 i = 0; i < publicValues.length; i += 32) {
            if (uint256(bytes32(publicValues[i:i + 32])) >= FIELD_ORDER) revert InvalidPublicValues();
        }
        if (proof.length != proofLength) revert InvalidProof();
        (bool valid,) = verifier.staticcall(bytes.concat(publicValues, proof));
        if (!valid) revert InvalidProof();
    }
}
