// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IProjectRegistrar} from "./interfaces/IProjectRegistrar.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title ProjectRegistrar
/// @notice ERC-721 registry of projects. The token's owner owns the project; operators are its edge nodes.
/// @dev Operators belong to one ownership: when the token changes hands they lose their rights with the old owner.
contract ProjectRegistrar is IProjectRegistrar, ERC721 {
    struct Project {
        string uri;
        bytes32 hash;
        bool paused;
        // Counts changes of ownership; part of the key under which operators are kept.
        uint64 tenure;
    }

    /// @inheritdoc IProjectRegistrar
    uint64 public projectCount;

    mapping(uint64 projectId => Project) private _projects;
    mapping(uint64 projectId => mapping(uint64 tenure => mapping(address operator => bool))) private _operators;

    constructor() ERC721("ProjectToken", "PTK") {}

    modifier onlyProjectOwner(uint64 projectId) {
        _checkOwner(projectId);
        _;
    }

    modifier onlyProjectOperator(uint64 projectId) {
        _checkOperator(projectId);
        _;
    }

    /// @inheritdoc IProjectRegistrar
    function createProject(string calldata uri, bytes32 hash) external returns (uint64 projectId) {
        projectId = ++projectCount;
        _mint(msg.sender, projectId);
        _setFile(projectId, uri, hash);
    }

    /// @inheritdoc IProjectRegistrar
    function updateProject(uint64 projectId, string calldata uri, bytes32 hash)
        external
        onlyProjectOperator(projectId)
    {
        _setFile(projectId, uri, hash);
    }

    /// @inheritdoc IProjectRegistrar
    function pauseProject(uint64 projectId) external onlyProjectOperator(projectId) {
        if (_projects[projectId].paused) revert ProjectAlreadyPaused(projectId);
        _projects[projectId].paused = true;
        emit ProjectPaused(projectId);
    }

    /// @inheritdoc IProjectRegistrar
    function unpauseProject(uint64 projectId) external onlyProjectOperator(projectId) {
        if (!_projects[projectId].paused) revert ProjectNotPaused(projectId);
        _projects[projectId].paused = false;
        emit ProjectUnpaused(projectId);
    }

    /// @inheritdoc IProjectRegistrar
    function addOperator(uint64 projectId, address operator) external onlyProjectOwner(projectId) {
        if (operator == address(0)) revert InvalidOperator(operator);
        if (_isOperator(projectId, operator)) revert OperatorAlreadyAdded(projectId, operator);
        _operators[projectId][_projects[projectId].tenure][operator] = true;
        emit OperatorAdded(projectId, operator);
    }

    /// @inheritdoc IProjectRegistrar
    function removeOperator(uint64 projectId, address operator) external onlyProjectOwner(projectId) {
        if (!_isOperator(projectId, operator)) revert OperatorNotFound(projectId, operator);
        delete _operators[projectId][_projects[projectId].tenure][operator];
        emit OperatorRemoved(projectId, operator);
    }

    /// @inheritdoc IProjectRegistrar
    function canOperateProject(address operator, uint64 projectId) public view returns (bool) {
        address owner = _ownerOf(projectId);
        return owner != address(0) && (owner == operator || _isOperator(projectId, operator));
    }

    /// @inheritdoc IProjectRegistrar
    function projects(uint64 projectId) external view returns (string memory uri, bytes32 hash, bool paused) {
        Project storage project = _projects[projectId];
        return (project.uri, project.hash, project.paused);
    }

    /// @dev Transfers end the old owner's tenure, and with it the rights of that owner's operators.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        // Token ids are minted from a uint64 counter, so none is wider.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (from != address(0) && from != to) ++_projects[uint64(tokenId)].tenure;
    }

    /// @dev How often the project changed hands; rights kept under it end with the owner who gave them.
    function _tenureOf(uint64 projectId) internal view returns (uint64) {
        return _projects[projectId].tenure;
    }

    function _isPaused(uint64 projectId) internal view returns (bool) {
        return _projects[projectId].paused;
    }

    function _setFile(uint64 projectId, string calldata uri, bytes32 hash) private {
        if (bytes(uri).length == 0) revert EmptyURI();
        if (hash == bytes32(0)) revert EmptyHash();
        _projects[projectId].uri = uri;
        _projects[projectId].hash = hash;
        emit ProjectUpserted(projectId, uri, hash);
    }

    function _isOperator(uint64 projectId, address operator) private view returns (bool) {
        return _operators[projectId][_projects[projectId].tenure][operator];
    }

    function _checkOwner(uint64 projectId) private view {
        address owner = _ownerOf(projectId);
        if (owner == address(0)) revert ProjectNotFound(projectId);
        if (owner != msg.sender) revert NotProjectOwner(projectId, msg.sender);
    }

    function _checkOperator(uint64 projectId) private view {
        if (_ownerOf(projectId) == address(0)) revert ProjectNotFound(projectId);
        if (!canOperateProject(msg.sender, projectId)) revert NotProjectOperator(projectId, msg.sender);
    }
}
