// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title NodeRegistry
/// @notice ERC-721 registry of ZK nodes. The token's owner owns the node; its operator is the key the node runs with.
contract NodeRegistry is INodeRegistry, ERC721 {
    struct Node {
        bool active;
        address operator;
    }

    /// @inheritdoc INodeRegistry
    uint256 public nodeCount;

    mapping(uint256 nodeId => Node) private _nodes;
    mapping(address operator => uint256 nodeId) private _nodeOf;

    constructor() ERC721("W3bstream Node Registry", "WNR") {}

    modifier onlyNodeOwner(uint256 nodeId) {
        _checkOwner(nodeId);
        _;
    }

    /// @inheritdoc INodeRegistry
    function register(address operator) external returns (uint256 nodeId) {
        nodeId = ++nodeCount;
        _mint(msg.sender, nodeId);
        _setOperator(nodeId, operator);
        _nodes[nodeId].active = true;
        emit NodeRegistered(msg.sender, nodeId, operator);
    }

    /// @inheritdoc INodeRegistry
    function updateOperator(uint256 nodeId, address operator) external onlyNodeOwner(nodeId) {
        delete _nodeOf[_nodes[nodeId].operator];
        _setOperator(nodeId, operator);
        emit NodeUpdated(nodeId, operator);
    }

    /// @inheritdoc INodeRegistry
    function setActive(uint256 nodeId, bool active) external onlyNodeOwner(nodeId) {
        if (_nodes[nodeId].active == active) return;
        _nodes[nodeId].active = active;
        emit NodeActiveChanged(nodeId, active);
    }

    /// @inheritdoc INodeRegistry
    function getNode(uint256 nodeId) external view returns (bool active, address operator) {
        Node storage node = _nodes[nodeId];
        return (node.active, node.operator);
    }

    /// @inheritdoc INodeRegistry
    function getNodeByOperator(address operator)
        external
        view
        returns (uint256 nodeId, bool active, address nodeOperator)
    {
        nodeId = _nodeOf[operator];
        Node storage node = _nodes[nodeId];
        return (nodeId, node.active, node.operator);
    }

    /// @inheritdoc INodeRegistry
    function getNodeAddress(uint256 nodeId) external view returns (address) {
        return _nodes[nodeId].operator;
    }

    function _setOperator(uint256 nodeId, address operator) private {
        if (operator == address(0)) revert InvalidOperator(operator);
        uint256 taken = _nodeOf[operator];
        if (taken != 0) revert OperatorAlreadyRegistered(operator, taken);
        _nodeOf[operator] = nodeId;
        _nodes[nodeId].operator = operator;
    }

    function _checkOwner(uint256 nodeId) private view {
        address owner = _ownerOf(nodeId);
        if (owner == address(0)) revert NodeNotFound(nodeId);
        if (owner != msg.sender) revert NotNodeOwner(nodeId, msg.sender);
    }
}
