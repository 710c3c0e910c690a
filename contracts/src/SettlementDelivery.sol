// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {RevertReason} from "./RevertReason.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {ISettlementReceiver} from "./interfaces/ISettlementReceiver.sol";
import {ITaskSettlement} from "./interfaces/ITaskSettlement.sol";
import {IWSReceiver} from "./interfaces/IWSReceiver.sol";
import {BoundedCall} from "./libraries/BoundedCall.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";

/// @title SettlementDelivery
/// @notice Hands settled tasks to dApps, and keeps those that a dApp refused so that they can be brought again.
/// @dev A receiver is a stranger's code: it gets a fixed amount of gas, little of what it returns is copied, and it
///      cannot enter again. Its failure undoes nothing: the task is settled and paid before it is called.
abstract contract SettlementDelivery is ITaskSettlement, ReentrancyGuardTransient {
    struct Receiver {
        address receiver;
        uint32 gasLimit;
        bool rich;
    }

    // Enough to decode some kilobytes and write tens of slots; what a hostile receiver can cost the settler.
    uint256 private constant GAS_LIMIT = 2_000_000;

    /// @notice The projects.
    IProjectRegistry public immutable registry;

    /// @inheritdoc ITaskSettlement
    mapping(uint64 projectId => Receiver) public receiverOf;
    /// @inheritdoc ITaskSettlement
    mapping(uint64 projectId => mapping(uint64 sequence => bytes32)) public failedDelivery;

    constructor(IProjectRegistry registry_) {
        registry = registry_;
    }

    /// @inheritdoc ITaskSettlement
    /// @dev Not while a task is handed over: the receiver of a batch stays the same.
    function setReceiver(uint64 projectId, address receiver, uint256 gasLimit) external nonReentrant {
        if (IERC721(address(registry)).ownerOf(projectId) != msg.sender) revert NotProjectOwner(projectId, msg.sender);
        if (receiver == address(0)) {
            delete receiverOf[projectId];
            emit ReceiverChanged(projectId, receiver, 0, false);
            return;
        }
        if (receiver.code.length == 0) revert ReceiverHasNoCode(receiver);
        if (gasLimit == 0 || gasLimit > GAS_LIMIT) revert InvalidReceiverGas(gasLimit, GAS_LIMIT);
        bool rich = ERC165Checker.supportsInterface(receiver, type(ISettlementReceiver).interfaceId);
        // At most GAS_LIMIT.
        // forge-lint: disable-next-line(unsafe-typecast)
        receiverOf[projectId] = Receiver(receiver, uint32(gasLimit), rich);
        emit ReceiverChanged(projectId, receiver, gasLimit, rich);
    }

    /// @inheritdoc ITaskSettlement
    function retry(ISettlementReceiver.Settlement calldata settlement) external nonReentrant returns (bool delivered) {
        (uint64 projectId, uint64 sequence) = (settlement.projectId, settlement.sequence);
        if (failedDelivery[projectId][sequence] != keccak256(abi.encode(settlement))) {
            revert NothingToRetry(projectId, sequence);
        }
        if (!_hasReceiver(projectId)) revert NoReceiver(projectId);
        delete failedDelivery[projectId][sequence];
        return _deliver(settlement);
    }

    function _deliver(ISettlementReceiver.Settlement memory settlement) internal returns (bool delivered) {
        (uint64 projectId, uint64 sequence) = (settlement.projectId, settlement.sequence);
        Receiver memory to = receiverOf[projectId];
        bytes memory returned;
        (delivered, returned) = BoundedCall.call(to.receiver, to.gasLimit, _input(settlement, to.rich));
        if (delivered) {
            emit Delivered(projectId, sequence, to.receiver);
        } else {
            failedDelivery[projectId][sequence] = keccak256(abi.encode(settlement));
            emit DeliveryFailed(projectId, sequence, to.receiver, RevertReason.describe(returned));
        }
    }

    function _hasReceiver(uint64 projectId) internal view returns (bool) {
        return receiverOf[projectId].receiver != address(0);
    }

    /// @dev An IWSReceiver gets the payload of docs/protocol.md §3, which SproutReceiver decodes.
    function _input(ISettlementReceiver.Settlement memory settlement, bool rich) private pure returns (bytes memory) {
        if (rich) return abi.encodeCall(ISettlementReceiver.onSettled, (settlement));
        bytes memory payload =
            abi.encode(settlement.publicValues, settlement.programId, settlement.receiptDigest, settlement.receiptCid);
        return abi.encodeCall(IWSReceiver.receiveData, (payload));
    }
}
