// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ProjectFunds} from "./ProjectFunds.sol";
import {ProjectRegistrar} from "./ProjectRegistrar.sol";
import {FLEET_LIMIT, IProjectRegistry} from "./interfaces/IProjectRegistry.sol";

/// @title ProjectRegistry
/// @notice A ProjectRegistrar whose projects are served by znodes that staked. Everything that reads or drives a
///         ProjectRegistrar works with it unchanged.
/// @dev Nobody has power over all projects: what settles a project's tasks and charges it is its owner's choice.
contract ProjectRegistry is IProjectRegistry, ProjectRegistrar, ProjectFunds {
    mapping(uint64 projectId => Attributes) private _attributes;
    mapping(uint64 projectId => mapping(uint64 tenure => mapping(address enode => bool))) private _enodes;
    // The key is the hash of version and program: a program proves tasks of the version it was accepted for only.
    mapping(uint64 projectId => mapping(bytes32 key => bytes4 selector)) private _selectors;

    constructor(uint256 withdrawalDelay_) ProjectFunds(withdrawalDelay_) {}

    /// @inheritdoc IProjectRegistry
    function setAttributes(uint64 projectId, Attributes calldata attributes) external onlyProjectOwner(projectId) {
        uint256 required = attributes.requiredZnodes;
        bool valid = _within(required, FLEET_LIMIT) && _within(attributes.redundancy, required)
            && _within(attributes.quorum, required) && attributes.provingSeconds > 0;
        if (!valid) revert InvalidAttributes(attributes);
        _attributes[projectId] = attributes;
        emit AttributesChanged(projectId, attributes);
    }

    /// @inheritdoc IProjectRegistry
    function addEnode(uint64 projectId, address enode) external onlyProjectOwner(projectId) {
        if (enode == address(0)) revert InvalidEnode(enode);
        if (_isListed(projectId, enode)) revert EnodeAlreadyAdded(projectId, enode);
        _enodes[projectId][_tenureOf(projectId)][enode] = true;
        emit EnodeAdded(projectId, enode);
    }

    /// @inheritdoc IProjectRegistry
    function removeEnode(uint64 projectId, address enode) external onlyProjectOwner(projectId) {
        if (!_isListed(projectId, enode)) revert EnodeNotFound(projectId, enode);
        delete _enodes[projectId][_tenureOf(projectId)][enode];
        emit EnodeRemoved(projectId, enode);
    }

    /// @inheritdoc IProjectRegistry
    function acceptProgram(uint64 projectId, string calldata version, bytes32 programId, bytes4 selector)
        external
        onlyProjectOwner(projectId)
    {
        if (selector == bytes4(0)) revert InvalidSelector(selector);
        _selectors[projectId][_key(version, programId)] = selector;
        emit ProgramAccepted(projectId, version, programId, selector);
    }

    /// @inheritdoc IProjectRegistry
    function revokeProgram(uint64 projectId, string calldata version, bytes32 programId)
        external
        onlyProjectOwner(projectId)
    {
        bytes32 key = _key(version, programId);
        if (_selectors[projectId][key] == bytes4(0)) revert ProgramNotAccepted(projectId, version, programId);
        delete _selectors[projectId][key];
        emit ProgramRevoked(projectId, version, programId);
    }

    /// @inheritdoc IProjectRegistry
    function attributesOf(uint64 projectId) external view returns (Attributes memory) {
        return _attributes[projectId];
    }

    /// @inheritdoc IProjectRegistry
    function quorumOf(uint64 projectId) external view returns (uint256) {
        return _attributes[projectId].quorum;
    }

    /// @inheritdoc IProjectRegistry
    function isEnode(uint64 projectId, address enode) external view returns (bool) {
        return _isListed(projectId, enode) || canOperateProject(enode, projectId);
    }

    /// @inheritdoc IProjectRegistry
    function selectorOf(uint64 projectId, string calldata version, bytes32 programId) external view returns (bytes4) {
        return _selectors[projectId][_key(version, programId)];
    }

    function _requireProject(uint64 projectId) internal view override {
        if (_ownerOf(projectId) == address(0)) revert ProjectNotFound(projectId);
    }

    function _requireOwner(uint64 projectId) internal view override onlyProjectOwner(projectId) {}

    function _requireChargeable(uint64 projectId) internal view override {
        if (msg.sender != _attributes[projectId].settlement) revert NotSettlement(projectId, msg.sender);
        if (_isPaused(projectId)) revert ProjectIsPaused(projectId);
    }

    function _isListed(uint64 projectId, address enode) private view returns (bool) {
        return _enodes[projectId][_tenureOf(projectId)][enode];
    }

    function _within(uint256 value, uint256 highest) private pure returns (bool) {
        return value >= 1 && value <= highest;
    }

    function _key(string calldata version, bytes32 programId) private pure returns (bytes32) {
        return keccak256(abi.encode(version, programId));
    }
}
