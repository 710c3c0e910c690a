// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IFleetManager} from "./interfaces/IFleetManager.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title FleetManager
/// @notice Keeps, per project, the nodes its owner allows.
/// @dev The fleet stays with the project when the project changes hands: running work goes on, and the new owner,
///      who finds the fleet in the events, may disallow nodes.
contract FleetManager is IFleetManager {
    /// @notice The registry whose tokens are projects.
    IERC721 public immutable projectRegistrar;
    /// @notice The registry of nodes and their operators.
    INodeRegistry public immutable nodeRegistry;

    /// @inheritdoc IFleetManager
    mapping(uint256 projectId => mapping(uint256 nodeId => bool)) public isNodeAllowed;

    constructor(IERC721 projectRegistrar_, INodeRegistry nodeRegistry_) {
        projectRegistrar = projectRegistrar_;
        nodeRegistry = nodeRegistry_;
    }

    /// @dev A project that does not exist has no owner: `ownerOf` reverts with ERC721NonexistentToken.
    modifier onlyProjectOwner(uint256 projectId) {
        if (projectRegistrar.ownerOf(projectId) != msg.sender) revert NotProjectOwner(projectId, msg.sender);
        _;
    }

    /// @inheritdoc IFleetManager
    function allow(uint256 projectId, uint256 nodeId) external onlyProjectOwner(projectId) {
        if (nodeRegistry.getNodeAddress(nodeId) == address(0)) revert NodeNotFound(nodeId);
        if (isNodeAllowed[projectId][nodeId]) return;
        isNodeAllowed[projectId][nodeId] = true;
        emit Allowed(projectId, nodeId);
    }

    /// @inheritdoc IFleetManager
    function disallow(uint256 projectId, uint256 nodeId) external onlyProjectOwner(projectId) {
        if (!isNodeAllowed[projectId][nodeId]) return;
        delete isNodeAllowed[projectId][nodeId];
        emit Disallowed(projectId, nodeId);
    }

    /// @inheritdoc IFleetManager
    function isAllowed(address operator, uint256 projectId) external view returns (bool) {
        // The third is `operator` itself.
        // slither-disable-next-line unused-return
        (uint256 nodeId, bool active,) = nodeRegistry.getNodeByOperator(operator);
        return active && isNodeAllowed[projectId][nodeId];
    }
}
