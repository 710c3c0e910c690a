// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "./IProofVerifier.sol";

/// @title IVerifierRouter
/// @notice Finds the verifier for a proof by the proof's first four bytes. What follows them is the verifier's own.
/// @dev Verifiers are only ever added: under a selector there is one verifier for ever, so what a project chose by naming
///      a selector cannot be changed behind its back. It can be stopped, which is nobody's loss: what is not verified is
///      not settled, and can be as soon as the verifier goes on.
interface IVerifierRouter is IProofVerifier {
    /// @notice What a proof's public values are, and with that how they are bound to their task.
    /// @param None There is no verifier.
    /// @param Journal The journal of a guest, which names chain, project and task digest.
    /// @param Field Public inputs of a circuit, of which the first is the task digest modulo the field's order.
    /// @param Attested A journal as above, that no contract verifies: znodes attest it (IAttestedVerifier).
    enum Kind {
        None,
        Journal,
        Field,
        Attested
    }

    /// @notice Proofs that begin with the selector are verified by `verifier`.
    event VerifierAdded(bytes4 indexed selector, IProofVerifier verifier, Kind kind);
    /// @notice Nothing is verified under the selector until it is resumed.
    event VerifierStopped(bytes4 indexed selector, address indexed by);
    /// @notice The selector's verifier goes on.
    event VerifierResumed(bytes4 indexed selector);
    /// @notice Whoever has this address may stop verifiers; zero: only the owner.
    event GuardianChanged(address indexed guardian);

    /// @notice The selector is zero, or the kind is none.
    error InvalidVerifier(bytes4 selector, Kind kind);
    /// @notice There is no contract at the verifier's address.
    error VerifierHasNoCode(address verifier);
    /// @notice The selector has a verifier.
    error SelectorTaken(bytes4 selector, IProofVerifier verifier);
    /// @notice The selector has no verifier.
    error UnknownSelector(bytes4 selector);
    /// @notice The verifier is stopped: come back later.
    error VerifierIsStopped(bytes4 selector);
    /// @notice The verifier is not stopped.
    error VerifierNotStopped(bytes4 selector);
    /// @notice The caller is neither the guardian nor the owner.
    error NotGuardian(address caller);

    /// @notice Adds a verifier, for ever. Owner only.
    function add(bytes4 selector, IProofVerifier verifier, Kind kind) external;

    /// @notice Stops the selector's verifier. Guardian or owner.
    function stop(bytes4 selector) external;

    /// @notice Lets a stopped verifier go on. Owner only.
    function resume(bytes4 selector) external;

    /// @notice Names who may stop verifiers. Owner only.
    function setGuardian(address guardian) external;

    /// @notice The selector's verifier; reverts if there is none or it is stopped.
    function resolve(bytes4 selector) external view returns (IProofVerifier verifier, Kind kind);
}
