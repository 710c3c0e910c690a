// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Signature} from "../libraries/Tasks.sol";
import {IProofVerifier} from "./IProofVerifier.sol";

/// @title IAttestedVerifier
/// @notice Takes the word of enough of a project's znodes for results that are too big for a chain to verify. Each of
///         them has verified the receipt natively before it signed.
interface IAttestedVerifier is IProofVerifier {
    /// @notice There are not as many signatures as the project's quorum; more would be a waste.
    error WrongQuorum(uint64 projectId, uint256 signatures, uint256 quorum);
    /// @notice The signer is not a member of the project's fleet, or the signature is of something else.
    error NotAttester(uint64 projectId, address signer);
    /// @notice Signatures must be ordered by their signers' addresses, each signer once.
    error SignersNotAscending(address previous, address signer);

    /// @notice Returns if a quorum of the project's znodes attested the results under a root, and reverts otherwise.
    /// @param projectId The project.
    /// @param settler Who may settle the results.
    /// @param resultsRoot The root of the results' tree, see `Attestations`.
    /// @param signatures As many as the project's quorum, in ascending order of their signers' addresses.
    /// @return payee Who is paid for the settler's work, see `IProjectFleet.payeeOf`.
    function verifyRoot(uint64 projectId, address settler, bytes32 resultsRoot, Signature[] calldata signatures)
        external
        view
        returns (address payee);

    /// @notice What znodes sign (EIP-712) to attest the results under a root.
    function attestationHash(uint64 projectId, address settler, bytes32 resultsRoot) external view returns (bytes32);
}
