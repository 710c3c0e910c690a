// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Signature, Tasks} from "../libraries/Tasks.sol";
import {ISettlementReceiver} from "./ISettlementReceiver.sol";

/// @title ITaskSettlement
/// @notice Where tasks end: each is proved or attested, paid, and handed to the dApp, once.
interface ITaskSettlement {
    /// @notice What the tasks of one transaction have in common.
    /// @param projectId The project.
    /// @param version The project version the tasks were packed for.
    /// @param programId The program that proves them; its owner accepted it for the version.
    struct Job {
        uint64 projectId;
        string version;
        bytes32 programId;
    }

    /// @notice One task and its result.
    /// @param header What the task's header says beside chain, project and version.
    /// @param enodeSignature The enode's signature over the task (docs/protocol.md §2).
    /// @param receiptDigest SHA-256 of the receipt; a note for readers of the event, may be zero.
    /// @param receiptCid Where the receipt can be fetched; a note too, may be empty.
    /// @param output What the program computed: the journal's output, or a circuit's public inputs after the first.
    struct Task {
        Tasks.Header header;
        Signature enodeSignature;
        bytes32 receiptDigest;
        string receiptCid;
        bytes output;
    }

    /// @notice The task is settled, now and never again.
    event TaskSettled(
        uint64 indexed projectId,
        uint64 indexed sequence,
        address indexed settler,
        bytes32 taskDigest,
        bytes32 programId,
        bytes32 publicValuesDigest,
        bytes32 receiptDigest,
        string receiptCid
    );
    /// @notice The project's settled tasks are handed to this contract, with so much gas each; zero: to nobody.
    event ReceiverChanged(uint64 indexed projectId, address indexed receiver, uint256 gasLimit, bool rich);
    /// @notice The receiver has the task.
    event Delivered(uint64 indexed projectId, uint64 indexed sequence, address indexed receiver);
    /// @notice The receiver refused the task for the reason: the text of an Error(string), otherwise the returned bytes
    ///         as hexadecimal. `retry` can bring it again.
    event DeliveryFailed(uint64 indexed projectId, uint64 indexed sequence, address indexed receiver, string reason);

    /// @notice The caller is not the project's owner.
    error NotProjectOwner(uint64 projectId, address caller);
    /// @notice There is no contract at this address.
    error ReceiverHasNoCode(address receiver);
    /// @notice A receiver's gas must be between 1 and the limit.
    error InvalidReceiverGas(uint256 gasLimit, uint256 limit);
    /// @notice The project's owner has not accepted the program for this version.
    error ProgramNotAccepted(uint64 projectId, string version, bytes32 programId);
    /// @notice Results of this selector are attested, or proved: the other function settles them.
    error WrongFunction(bytes4 selector);
    /// @notice The proof begins with another selector than the project accepted for the program.
    error WrongSelector(bytes4 selector, bytes4 expected);
    /// @notice Every task of the transaction was settled before; this is the first.
    error TaskAlreadySettled(uint64 projectId, uint64 sequence);
    /// @notice A batch has at least one task, and no more than the limit.
    error InvalidBatch(uint256 tasks, uint256 limit);
    /// @notice The signer may not sign tasks of the project, or the signature is of another task.
    error NotEnode(uint64 projectId, uint64 sequence, address signer);
    /// @notice The enode's bond is too low.
    error EnodeNotBonded(address enode);
    /// @notice No failed delivery has this content.
    error NothingToRetry(uint64 projectId, uint64 sequence);
    /// @notice The project has no receiver.
    error NoReceiver(uint64 projectId);

    /// @notice Settles one task whose proof the chain verifies. Only members of the project's fleet.
    /// @param proof The selector the project accepted for the program, then the proof in its verifier's encoding.
    function settle(Job calldata job, Task calldata task, bytes calldata proof) external;

    /// @notice Settles up to 128 tasks that a quorum of the project's znodes attested for the caller under one root. Tasks
    ///         that were settled before are passed over. Only members of the project's fleet.
    /// @param tasks The tasks in the order of the tree's leaves.
    /// @param signatures See `IAttestedVerifier.verifyRoot`.
    function settleAttested(Job calldata job, Task[] calldata tasks, Signature[] calldata signatures) external;

    /// @notice Brings a settled task, whose delivery failed, to the project's receiver of today. Anybody may call it.
    /// @return delivered Whether the receiver took it; if not, it can be tried again.
    function retry(ISettlementReceiver.Settlement calldata settlement) external returns (bool delivered);

    /// @notice Names the contract that is handed the project's settled tasks. Project owner only. If it says by ERC-165
    ///         that it is an ISettlementReceiver it is treated as such, else as an IWSReceiver.
    /// @param receiver The contract; zero for none.
    /// @param gasLimit The gas it gets for each task; ignored for none.
    function setReceiver(uint64 projectId, address receiver, uint256 gasLimit) external;

    /// @notice Whether the project's task with this number is settled.
    function isSettled(uint64 projectId, uint64 sequence) external view returns (bool);

    /// @notice Who is handed the project's settled tasks; all zero if nobody is.
    function receiverOf(uint64 projectId) external view returns (address receiver, uint32 gasLimit, bool rich);

    /// @notice The hash of a settlement (abi.encode) that waits to be delivered again; zero if none does.
    function failedDelivery(uint64 projectId, uint64 sequence) external view returns (bytes32);
}
