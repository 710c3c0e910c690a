// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title INodeRegistry
/// @notice ZK nodes as tokens: who owns one and which key works for it.
interface INodeRegistry {
    /// @notice A node was registered and is active.
    event NodeRegistered(address indexed owner, uint256 indexed nodeId, address indexed operator);
    /// @notice The node works with another key from now on.
    event NodeUpdated(uint256 indexed nodeId, address indexed operator);
    /// @notice The node was taken out of service, or put back.
    event NodeActiveChanged(uint256 indexed nodeId, bool active);

    /// @notice The zero address cannot be an operator.
    error InvalidOperator(address operator);
    /// @notice The address is the operator of another node.
    error OperatorAlreadyRegistered(address operator, uint256 nodeId);
    /// @notice No node has this id.
    error NodeNotFound(uint256 nodeId);
    /// @notice The caller is not the node's owner.
    error NotNodeOwner(uint256 nodeId, address caller);

    /// @notice Mints an active node to the caller. Ids count up from 1 without holes; an operator serves one node.
    /// @param operator The address whose key signs for the node.
    /// @return nodeId The new node's id.
    function register(address operator) external returns (uint256 nodeId);

    /// @notice Gives the node another operator; the old one is free again. Owner only.
    function updateOperator(uint256 nodeId, address operator) external;

    /// @notice Takes the node out of service or puts it back. Owner only; setting the present value changes nothing.
    function setActive(uint256 nodeId, bool active) external;

    /// @notice The node's state; all zero for a node that does not exist.
    function getNode(uint256 nodeId) external view returns (bool active, address operator);

    /// @notice The node `operator` works for; all zero if there is none.
    function getNodeByOperator(address operator)
        external
        view
        returns (uint256 nodeId, bool active, address nodeOperator);

    /// @notice The address the node acts from, that is its operator; zero for a node that does not exist.
    function getNodeAddress(uint256 nodeId) external view returns (address);

    /// @notice How many nodes exist; also the highest id.
    function nodeCount() external view returns (uint256);
}
