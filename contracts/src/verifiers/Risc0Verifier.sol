// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";
import {IRiscZeroVerifier} from "../interfaces/IRiscZeroVerifier.sol";

/// @title Risc0Verifier
/// @notice Puts risc0's Groth16 verifier contract, or its router, behind `IProofVerifier`: the program id is the image
///         id, the public values are the journal, the proof is the seal.
contract Risc0Verifier is IProofVerifier {
    /// @notice There is no contract at the verifier's address.
    error VerifierHasNoCode(address verifier);

    /// @notice The contract that verifies.
    IRiscZeroVerifier public immutable verifier;

    constructor(IRiscZeroVerifier verifier_) {
        if (address(verifier_).code.length == 0) revert VerifierHasNoCode(address(verifier_));
        verifier = verifier_;
    }

    /// @inheritdoc IProofVerifier
    /// @dev Only what risc0 says of a proof that is not valid becomes InvalidProof. Anything else, such as a verifier that
    ///      its owners stopped, is passed on as it is: it may be otherwise later.
    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        try verifier.verify(proof, programId, sha256(publicValues)) {}
        catch (bytes memory reason) {
            // Any error's data begins with its selector; data that is shorter is none.
            // forge-lint: disable-next-line(unsafe-typecast)
            if (bytes4(reason) == IRiscZeroVerifier.VerificationFailed.selector) revert InvalidProof();
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }
}
