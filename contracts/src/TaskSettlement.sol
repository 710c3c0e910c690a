// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SettlementDelivery} from "./SettlementDelivery.sol";
import {IAttestedVerifier} from "./interfaces/IAttestedVerifier.sol";
import {IBonds} from "./interfaces/IBonds.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {ISettlementReceiver} from "./interfaces/ISettlementReceiver.sol";
import {ITaskSettlement} from "./interfaces/ITaskSettlement.sol";
import {IVerifierRouter} from "./interfaces/IVerifierRouter.sol";
import {IZnodeStaking} from "./interfaces/IZnodeStaking.sol";
import {Attestations} from "./libraries/Attestations.sol";
import {Signature, Tasks} from "./libraries/Tasks.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @title TaskSettlement
/// @notice Settles tasks: checks the enode's signature, has the result verified or attested, pays the znode from the
///         project's balance and hands the result to the dApp.
/// @dev Header and journal are not taken from the caller but built here from their fields, for this chain, the project
///      and the task: a result can only be bound to the task it is settled for. A task is its number in its project, so
///      of two tasks that an enode gave one number at most one settles.
///
///      It has no owner and keeps no coins. A project's owner chooses it by naming it in the project's attributes.
contract TaskSettlement is SettlementDelivery {
    using BitMaps for BitMaps.BitMap;

    /// @dev What the tasks of one transaction share.
    struct Context {
        bytes32 domain;
        bytes4 selector;
        IProofVerifier verifier;
        IVerifierRouter.Kind kind;
        // The last enode that was found to be authorised and bonded.
        address enode;
    }

    /// @dev What was found out of one task.
    struct Result {
        bytes32 taskDigest;
        bytes publicValues;
        bytes32 publicValuesDigest;
        bool isNew;
    }

    uint256 private constant BATCH_LIMIT = 128;
    uint256 private constant SELECTOR_LENGTH = 4;

    /// @notice The znodes.
    IZnodeStaking public immutable staking;
    /// @notice The enodes' bonds.
    IBonds public immutable enodeBonds;
    /// @notice The verifiers.
    IVerifierRouter public immutable router;

    mapping(uint64 projectId => BitMaps.BitMap) private _settled;

    constructor(IProjectRegistry registry_, IZnodeStaking staking_, IBonds enodeBonds_, IVerifierRouter router_)
        SettlementDelivery(registry_)
    {
        staking = staking_;
        enodeBonds = enodeBonds_;
        router = router_;
    }

    /// @inheritdoc ITaskSettlement
    function settle(Job calldata job, Task calldata task, bytes calldata proof) external nonReentrant {
        Context memory context = _begin(job);
        if (context.kind == IVerifierRouter.Kind.Attested) revert WrongFunction(context.selector);
        // The first four bytes are wanted, nothing more.
        // forge-lint: disable-next-line(unsafe-typecast)
        bytes4 selector = proof.length < SELECTOR_LENGTH ? bytes4(0) : bytes4(proof);
        if (selector != context.selector) revert WrongSelector(selector, context.selector);

        Result memory result = _settle(context, job, task);
        if (!result.isNew) revert TaskAlreadySettled(job.projectId, task.header.sequence);
        context.verifier.verify(job.programId, result.publicValues, proof[SELECTOR_LENGTH:]);
        registry.charge(job.projectId, 1, staking.payeeOf(job.projectId, msg.sender));
        // The registry is a contract of the network; whatever is called back cannot enter again.
        // slither-disable-next-line reentrancy-benign
        if (_hasReceiver(job.projectId)) _deliver(_settlement(job, task, result));
    }

    /// @inheritdoc ITaskSettlement
    function settleAttested(Job calldata job, Task[] calldata tasks, Signature[] calldata signatures)
        external
        nonReentrant
    {
        uint256 count = tasks.length;
        if (count == 0 || count > BATCH_LIMIT) revert InvalidBatch(count, BATCH_LIMIT);
        Context memory context = _begin(job);
        if (context.kind != IVerifierRouter.Kind.Attested) revert WrongFunction(context.selector);

        Result[] memory results = new Result[](count);
        bytes32[] memory leaves = new bytes32[](count);
        uint256 settled = 0;
        for (uint256 i = 0; i < count; ++i) {
            results[i] = _settle(context, job, tasks[i]);
            leaves[i] =
                Attestations.leaf(job.projectId, results[i].taskDigest, job.programId, results[i].publicValuesDigest);
            if (results[i].isNew) ++settled;
        }
        if (settled == 0) revert TaskAlreadySettled(job.projectId, tasks[0].header.sequence);
        address payee = IAttestedVerifier(address(context.verifier))
            .verifyRoot(job.projectId, msg.sender, Attestations.root(leaves), signatures);
        registry.charge(job.projectId, settled, payee);

        if (!_hasReceiver(job.projectId)) return;
        for (uint256 i = 0; i < count; ++i) {
            // slither-disable-next-line reentrancy-benign
            if (results[i].isNew) _deliver(_settlement(job, tasks[i], results[i]));
        }
    }

    /// @inheritdoc ITaskSettlement
    function isSettled(uint64 projectId, uint64 sequence) external view returns (bool) {
        return _settled[projectId].get(sequence);
    }

    /// @dev Marks the task as settled, if it was not, and computes what has yet to be verified.
    function _settle(Context memory context, Job calldata job, Task calldata task)
        private
        returns (Result memory result)
    {
        uint64 sequence = task.header.sequence;
        result.taskDigest = Tasks.digest(job.projectId, job.version, task.header);
        result.publicValues = context.kind == IVerifierRouter.Kind.Field
            ? Tasks.publicInputs(result.taskDigest, task.output)
            : Tasks.journal(job.projectId, result.taskDigest, task.output);
        result.publicValuesDigest = sha256(result.publicValues);
        if (_settled[job.projectId].get(sequence)) return result;

        _checkEnode(context, job.projectId, sequence, result.taskDigest, task.enodeSignature);
        _settled[job.projectId].set(sequence);
        result.isNew = true;
        emit TaskSettled(
            job.projectId,
            sequence,
            msg.sender,
            result.taskDigest,
            job.programId,
            result.publicValuesDigest,
            task.receiptDigest,
            task.receiptCid
        );
    }

    function _begin(Job calldata job) private view returns (Context memory context) {
        context.domain = Tasks.domain();
        context.selector = registry.selectorOf(job.projectId, job.version, job.programId);
        if (context.selector == bytes4(0)) revert ProgramNotAccepted(job.projectId, job.version, job.programId);
        (context.verifier, context.kind) = router.resolve(context.selector);
    }

    function _checkEnode(
        Context memory context,
        uint64 projectId,
        uint64 sequence,
        bytes32 taskDigest,
        Signature calldata signature
    ) private view {
        bytes32 hash = Tasks.signingHash(context.domain, projectId, sequence, taskDigest);
        address enode = ECDSA.recover(hash, signature.r, signature.vs);
        if (enode == context.enode) return;
        // Contracts of the network itself, and only when the enode is another than the last task's.
        // slither-disable-next-line calls-loop
        if (!registry.isEnode(projectId, enode)) revert NotEnode(projectId, sequence, enode);
        // slither-disable-next-line calls-loop
        if (!enodeBonds.isBonded(enode)) revert EnodeNotBonded(enode);
        context.enode = enode;
    }

    function _settlement(Job calldata job, Task calldata task, Result memory result)
        private
        view
        returns (ISettlementReceiver.Settlement memory)
    {
        return ISettlementReceiver.Settlement(
            job.projectId,
            task.header.sequence,
            result.taskDigest,
            job.programId,
            msg.sender,
            task.receiptDigest,
            task.receiptCid,
            result.publicValues
        );
    }
}
