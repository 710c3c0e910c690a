// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Bonds} from "./Bonds.sol";
import {Signature, Tasks} from "./libraries/Tasks.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title EnodeBonds
/// @notice The bonds of edge nodes. An enode that signs two tasks with one number in one project loses half of its bond.
/// @dev Enodes' signatures name chain and project but no contract (docs/protocol.md §2): an enode key must not serve two
///      networks on one chain.
contract EnodeBonds is Bonds {
    /// @notice A task an enode signed.
    struct SignedTask {
        bytes32 taskDigest;
        Signature signature;
    }

    constructor(uint256 minimumBond_, uint256 unbondingDelay_, address slashBeneficiary_)
        Bonds(minimumBond_, unbondingDelay_, slashBeneficiary_)
    {}

    /// @notice Bonds an enode with the sent coins, at least `minimumBond`. They stay the caller's.
    /// @param enode The key's address.
    /// @param consent The key's signature over `consentHash(enode, caller)`.
    function register(address enode, Signature calldata consent) external payable {
        _register(enode, consent);
    }

    /// @notice Shows that an enode signed two tasks with one number in one project. Anybody may call it; half of the
    ///         enode's bond is slashed, once for each number.
    /// @return enode Who signed them.
    function reportEquivocation(
        uint64 projectId,
        uint64 sequence,
        SignedTask calldata first,
        SignedTask calldata second
    ) external returns (address enode) {
        if (first.taskDigest == second.taskDigest) revert NoContradiction();
        enode = _signer(projectId, sequence, first);
        address other = _signer(projectId, sequence, second);
        if (enode != other) revert DifferentSigners(enode, other);
        _slash(enode, keccak256(abi.encode(projectId, sequence)));
    }

    function _signer(uint64 projectId, uint64 sequence, SignedTask calldata task) private view returns (address) {
        bytes32 hash = Tasks.signingHash(Tasks.domain(), projectId, sequence, task.taskDigest);
        return ECDSA.recover(hash, task.signature.r, task.signature.vs);
    }
}
