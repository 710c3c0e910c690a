// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RevertReason} from "./RevertReason.sol";
import {IFleetManager} from "./interfaces/IFleetManager.sol";
import {IProjectRegistrar} from "./interfaces/IProjectRegistrar.sol";
import {IWSReceiver} from "./interfaces/IWSReceiver.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title W3bstreamRouter
/// @notice The one door through which nodes bring proven data to dApps.
/// @dev A receiver is a stranger's code. It gets a fixed amount of gas, what it returns is copied up to a limit, and
///      its failure is an event of a transaction that succeeds: a hostile receiver costs its own project's operator
///      one bounded fee and nothing else.
contract W3bstreamRouter is ReentrancyGuard {
    using SafeCast for uint256;

    /// @notice `operator` brought data to a receiver. If `success` is false the receiver refused it for `revertReason`:
    ///         the text of an Error(string), otherwise the returned bytes as hexadecimal.
    event DataReceived(address indexed operator, bool success, string revertReason);
    /// @notice The receiver may be given this project's data.
    event ReceiverRegistered(uint256 indexed projectId, address indexed receiver);
    /// @notice The receiver is no longer given this project's data.
    event ReceiverUnregistered(uint256 indexed projectId, address indexed receiver);

    /// @notice The receiver's gas limit must not be zero.
    error InvalidReceiverGas(uint256 receiverGas);
    /// @notice The caller is not the project's owner.
    error NotProjectOwner(uint256 projectId, address caller);
    /// @notice There is no contract at this address.
    error ReceiverHasNoCode(address receiver);
    /// @notice The receiver says that it belongs to another project.
    error ReceiverOfAnotherProject(address receiver, uint256 receiverProject, uint256 projectId);
    /// @notice The receiver is registered for this project already.
    error ReceiverAlreadyRegistered(uint256 projectId, address receiver);
    /// @notice The receiver is not registered for this project.
    error ReceiverNotRegistered(uint256 projectId, address receiver);
    /// @notice The project is paused.
    error ProjectPaused(uint256 projectId);
    /// @notice The caller runs no active node that may work for this project.
    error OperatorNotAllowed(uint256 projectId, address operator);
    /// @notice The transaction carries too little gas to give the receiver its full amount.
    error InsufficientGas(uint256 available, uint256 required);

    // What the router itself needs after the receiver returned: the longest reason to decode and log.
    uint256 private constant OWN_GAS = 250_000;
    // A receiver's getter; one that needs more is taken to have none.
    uint256 private constant PROJECT_ID_GAS = 100_000;

    /// @notice Who may work for a project.
    IFleetManager public immutable fleetManager;
    /// @notice Who owns a project and whether it is paused.
    IProjectRegistrar public immutable projectRegistrar;
    /// @notice Gas every receiver is given, and the most it can use.
    uint256 public immutable receiverGas;

    /// @notice Whether a receiver may be given a project's data.
    mapping(uint256 projectId => mapping(address receiver => bool)) public isReceiver;

    constructor(IFleetManager fleetManager_, IProjectRegistrar projectRegistrar_, uint256 receiverGas_) {
        if (receiverGas_ == 0) revert InvalidReceiverGas(receiverGas_);
        fleetManager = fleetManager_;
        projectRegistrar = projectRegistrar_;
        receiverGas = receiverGas_;
    }

    /// @dev A project that does not exist has no owner: `ownerOf` reverts with ERC721NonexistentToken.
    modifier onlyProjectOwner(uint256 projectId) {
        if (IERC721(address(projectRegistrar)).ownerOf(projectId) != msg.sender) {
            revert NotProjectOwner(projectId, msg.sender);
        }
        _;
    }

    /// @notice Lets a receiver be given the project's data. Project owner only, and only a receiver that does not say by
    ///         `projectId()` that it belongs to another project: it would take this project's nodes for its own.
    function register(uint256 projectId, address receiver) external onlyProjectOwner(projectId) {
        if (receiver.code.length == 0) revert ReceiverHasNoCode(receiver);
        _checkProject(projectId, receiver);
        if (isReceiver[projectId][receiver]) revert ReceiverAlreadyRegistered(projectId, receiver);
        isReceiver[projectId][receiver] = true;
        emit ReceiverRegistered(projectId, receiver);
    }

    /// @notice Takes that back. Project owner only.
    function unregister(uint256 projectId, address receiver) external onlyProjectOwner(projectId) {
        if (!isReceiver[projectId][receiver]) revert ReceiverNotRegistered(projectId, receiver);
        delete isReceiver[projectId][receiver];
        emit ReceiverUnregistered(projectId, receiver);
    }

    /// @notice Brings `data` to a receiver of the project. Only an operator the project's fleet allows.
    /// @dev Succeeds even when the receiver refuses; `DataReceived` tells. Because such a refusal is not an error of the
    ///      transaction, gas estimation cannot find out how much the receiver needs, so the full amount is demanded
    ///      up front: without that, a caller could starve a receiver and have the failure recorded as its own.
    function submit(uint256 projectId, address receiver, bytes calldata data) external nonReentrant {
        if (!isReceiver[projectId][receiver]) revert ReceiverNotRegistered(projectId, receiver);
        // The file does not matter here.
        // slither-disable-next-line unused-return
        (,, bool paused) = projectRegistrar.projects(projectId.toUint64());
        if (paused) revert ProjectPaused(projectId);
        if (!fleetManager.isAllowed(msg.sender, projectId)) revert OperatorNotAllowed(projectId, msg.sender);

        (bool success, bytes memory returned) = _call(receiver, abi.encodeCall(IWSReceiver.receiveData, (data)));
        emit DataReceived(msg.sender, success, success ? "" : RevertReason.describe(returned));
    }

    /// @dev Receivers written for W3bstream Sprout 0.6 have no `projectId()`: what is no word is let pass. Nobody can make a
    ///      getter fail by bringing little gas: what is left of less than PROJECT_ID_GAS·64/63 does not pay for registering.
    function _checkProject(uint256 projectId, address receiver) private view {
        bytes memory input = abi.encodeWithSignature("projectId()");
        bool answered;
        uint256 own;
        assembly ("memory-safe") {
            let success := staticcall(PROJECT_ID_GAS, receiver, add(input, 0x20), mload(input), 0, 0x20)
            answered := and(success, eq(returndatasize(), 0x20))
            own := mload(0)
        }
        if (answered && own != projectId) revert ReceiverOfAnotherProject(receiver, own, projectId);
    }

    /// @dev Calls with exactly `receiverGas` and copies at most RevertReason.MAX_LENGTH bytes of a failure's data.
    function _call(address receiver, bytes memory input) private returns (bool success, bytes memory returned) {
        uint256 stipend = receiverGas;
        // A call passes on at most 63/64 of what is left (EIP-150).
        uint256 required = stipend + stipend / 63 + OWN_GAS;
        uint256 available = gasleft();
        if (available < required) revert InsufficientGas(available, required);

        uint256 limit = RevertReason.MAX_LENGTH;
        assembly ("memory-safe") {
            success := call(stipend, receiver, 0, add(input, 0x20), mload(input), 0, 0)
            returned := mload(0x40)
            let size := 0
            if iszero(success) {
                size := returndatasize()
                if gt(size, limit) { size := limit }
            }
            mstore(returned, size)
            returndatacopy(add(returned, 0x20), 0, size)
            mstore(0x40, add(returned, and(add(size, 0x3f), not(0x1f))))
        }
    }
}
