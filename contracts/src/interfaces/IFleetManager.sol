// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IFleetManager
/// @notice Which nodes may work for which project.
interface IFleetManager {
    /// @notice The project's owner lets the node work for it.
    event Allowed(uint256 indexed projectId, uint256 indexed nodeId);
    /// @notice The node may no longer work for the project.
    event Disallowed(uint256 indexed projectId, uint256 indexed nodeId);

    /// @notice The caller is not the project's owner.
    error NotProjectOwner(uint256 projectId, address caller);
    /// @notice No node has this id.
    error NodeNotFound(uint256 nodeId);

    /// @notice Lets a node work for a project. Project owner only; allowing twice changes nothing.
    function allow(uint256 projectId, uint256 nodeId) external;

    /// @notice Takes that back. Project owner only; disallowing what is not allowed changes nothing.
    function disallow(uint256 projectId, uint256 nodeId) external;

    /// @notice Whether `operator` runs an active node that may work for the project.
    function isAllowed(address operator, uint256 projectId) external view returns (bool);

    /// @notice Whether the project's owner allowed the node, active or not.
    function isNodeAllowed(uint256 projectId, uint256 nodeId) external view returns (bool);
}
