// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ITaskBook} from "./interfaces/ITaskBook.sol";
import {IWSReceiver} from "./interfaces/IWSReceiver.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title SproutReceiver
/// @notice Base of a dApp that acts on proven tasks: checks where a settlement comes from and what it is bound to, lets
///         every task in once, and hands the program's output to `_onOutput`.
/// @dev What arrives is abi.encode(bytes journal, bytes32 programId, bytes32 receiptDigest, string receiptCid); the
///      journal is abi.encode(uint256 version, uint256 chainId, uint256 projectId, bytes32 taskDigest, bytes output),
///      committed by the proven program, so that a receipt cannot be moved to another chain, project or task.
///      The proof itself is not verified here: the router lets in only nodes of the project's fleet, which verify the
///      receipt natively; anybody can fetch it by `receiptCid` and verify it again.
abstract contract SproutReceiver is IWSReceiver, ITaskBook, Ownable {
    /// @notice A settlement payload with its journal, decoded.
    struct Settlement {
        uint256 version;
        uint256 chainId;
        uint256 projectId;
        bytes32 taskDigest;
        bytes output;
        bytes32 programId;
        bytes32 receiptDigest;
        string receiptCid;
    }

    /// @notice Receipts of this program are accepted from now on.
    event ProgramAccepted(bytes32 indexed programId);
    /// @notice Receipts of this program are no longer accepted.
    event ProgramRevoked(bytes32 indexed programId);

    /// @notice Only the router may deliver.
    error NotRouter(address caller, address router);
    /// @notice The journal has a layout this contract does not know.
    error UnsupportedVersion(uint256 version, uint256 supported);

    /// @notice The journal layout understood here.
    uint256 public constant JOURNAL_VERSION = 1;

    /// @notice The contract that delivers.
    address public immutable router;
    /// @notice The project whose tasks are accepted.
    uint256 public immutable projectId;

    /// @notice Whether receipts of this program are accepted.
    mapping(bytes32 programId => bool) public isProgramAccepted;
    /// @inheritdoc ITaskBook
    mapping(bytes32 taskDigest => bool) public isSettled;

    constructor(address router_, uint256 projectId_, address owner_) Ownable(owner_) {
        router = router_;
        projectId = projectId_;
    }

    /// @notice Accepts receipts of a program from now on. Owner only; accepting twice changes nothing.
    function acceptProgram(bytes32 programId) external onlyOwner {
        if (isProgramAccepted[programId]) return;
        isProgramAccepted[programId] = true;
        emit ProgramAccepted(programId);
    }

    /// @notice Accepts receipts of a program no longer. Owner only; settled tasks stay settled.
    function revokeProgram(bytes32 programId) external onlyOwner {
        if (!isProgramAccepted[programId]) return;
        delete isProgramAccepted[programId];
        emit ProgramRevoked(programId);
    }

    /// @inheritdoc IWSReceiver
    function receiveData(bytes calldata data) external {
        if (msg.sender != router) revert NotRouter(msg.sender, router);
        Settlement memory settlement = _decode(data);
        _check(settlement);
        isSettled[settlement.taskDigest] = true;
        emit TaskSettled(
            settlement.taskDigest,
            settlement.projectId,
            settlement.programId,
            settlement.receiptDigest,
            settlement.receiptCid
        );
        _onOutput(settlement.taskDigest, settlement.output);
    }

    /// @notice Decodes a settlement payload; reverts without data when it is malformed.
    function decodeSettlement(bytes calldata data) external pure returns (Settlement memory settlement) {
        bytes memory journal;
        (journal, settlement.programId, settlement.receiptDigest, settlement.receiptCid) =
            abi.decode(data, (bytes, bytes32, bytes32, string));
        (settlement.version, settlement.chainId, settlement.projectId, settlement.taskDigest, settlement.output) =
            abi.decode(journal, (uint256, uint256, uint256, bytes32, bytes));
    }

    /// @notice Acts on a task's output. Called once per task, after it was marked as settled; reverting undoes that.
    /// @param taskDigest The task, as in `isSettled`.
    /// @param output What the program committed; its layout is the program's own.
    function _onOutput(bytes32 taskDigest, bytes memory output) internal virtual;

    /// @dev A call to itself, because a failed abi.decode can only be caught across a call; it turns the silent revert
    ///      into an error that can be read in the router's event.
    function _decode(bytes calldata data) private view returns (Settlement memory) {
        try this.decodeSettlement(data) returns (Settlement memory settlement) {
            return settlement;
        } catch {
            revert MalformedSettlement();
        }
    }

    function _check(Settlement memory settlement) private view {
        if (settlement.version != JOURNAL_VERSION) revert UnsupportedVersion(settlement.version, JOURNAL_VERSION);
        if (settlement.chainId != block.chainid) revert WrongChain(settlement.chainId, block.chainid);
        if (settlement.projectId != projectId) revert WrongProject(settlement.projectId, projectId);
        if (!isProgramAccepted[settlement.programId]) revert ProgramNotAccepted(settlement.programId);
        if (isSettled[settlement.taskDigest]) revert TaskAlreadySettled(settlement.taskDigest);
    }
}
