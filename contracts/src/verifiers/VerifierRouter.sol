// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";
import {IVerifierRouter} from "../interfaces/IVerifierRouter.sol";
import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

/// @title VerifierRouter
/// @notice The verifiers of a network by selector, and the switch that stops each of them.
contract VerifierRouter is IVerifierRouter, Ownable2Step {
    struct Entry {
        IProofVerifier verifier;
        Kind kind;
        bool stopped;
    }

    uint256 private constant SELECTOR_LENGTH = 4;

    /// @notice Who may stop verifiers, beside the owner.
    address public guardian;

    /// @notice Verifier and kind of a selector, and whether it is stopped; all zero if it has none.
    mapping(bytes4 selector => Entry) public entries;

    constructor(address owner_, address guardian_) Ownable(owner_) {
        // Zero is wanted when nobody but the owner shall stop verifiers.
        // slither-disable-next-line missing-zero-check
        guardian = guardian_;
        emit GuardianChanged(guardian_);
    }

    /// @inheritdoc IVerifierRouter
    function add(bytes4 selector, IProofVerifier verifier, Kind kind) external onlyOwner {
        if (selector == bytes4(0) || kind == Kind.None) revert InvalidVerifier(selector, kind);
        if (address(verifier).code.length == 0) revert VerifierHasNoCode(address(verifier));
        IProofVerifier present = entries[selector].verifier;
        if (address(present) != address(0)) revert SelectorTaken(selector, present);
        entries[selector] = Entry(verifier, kind, false);
        emit VerifierAdded(selector, verifier, kind);
    }

    /// @inheritdoc IVerifierRouter
    function stop(bytes4 selector) external {
        if (msg.sender != guardian && msg.sender != owner()) revert NotGuardian(msg.sender);
        Entry storage entry = entries[selector];
        if (entry.kind == Kind.None) revert UnknownSelector(selector);
        if (entry.stopped) revert VerifierIsStopped(selector);
        entry.stopped = true;
        emit VerifierStopped(selector, msg.sender);
    }

    /// @inheritdoc IVerifierRouter
    function resume(bytes4 selector) external onlyOwner {
        if (!entries[selector].stopped) revert VerifierNotStopped(selector);
        entries[selector].stopped = false;
        emit VerifierResumed(selector);
    }

    /// @inheritdoc IVerifierRouter
    function setGuardian(address guardian_) external onlyOwner {
        // Zero is wanted when nobody but the owner shall stop verifiers.
        // slither-disable-next-line missing-zero-check
        guardian = guardian_;
        emit GuardianChanged(guardian_);
    }

    /// @inheritdoc IVerifierRouter
    function resolve(bytes4 selector) public view returns (IProofVerifier verifier, Kind kind) {
        Entry memory entry = entries[selector];
        if (entry.kind == Kind.None) revert UnknownSelector(selector);
        if (entry.stopped) revert VerifierIsStopped(selector);
        return (entry.verifier, entry.kind);
    }

    /// @inheritdoc IProofVerifier
    /// @dev For dApps that verify themselves; they must know which selectors they trust with a program.
    function verify(bytes32 programId, bytes calldata publicValues, bytes calldata proof) external view {
        if (proof.length < SELECTOR_LENGTH) revert InvalidProof();
        // The first four bytes are wanted, nothing more.
        // forge-lint: disable-next-line(unsafe-typecast)
        (IProofVerifier verifier,) = resolve(bytes4(proof));
        verifier.verify(programId, publicValues, proof[SELECTOR_LENGTH:]);
    }
}
