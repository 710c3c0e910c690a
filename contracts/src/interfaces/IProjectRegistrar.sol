// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IProjectRegistrar
/// @notice Projects as tokens: who owns one, where its file is, and whether it runs.
interface IProjectRegistrar {
    /// @notice A project was created, or its file replaced.
    event ProjectUpserted(uint64 indexed projectId, string uri, bytes32 hash);
    /// @notice Work on the project must stop.
    event ProjectPaused(uint64 indexed projectId);
    /// @notice Work on the project may go on.
    event ProjectUnpaused(uint64 indexed projectId);
    /// @notice `operator` may act for the project until it is removed or the project changes hands.
    event OperatorAdded(uint64 indexed projectId, address indexed operator);
    /// @notice `operator` may no longer act for the project.
    event OperatorRemoved(uint64 indexed projectId, address indexed operator);

    /// @notice The project file's URI is empty.
    error EmptyURI();
    /// @notice The project file's SHA-256 is zero.
    error EmptyHash();
    /// @notice No project has this id.
    error ProjectNotFound(uint64 projectId);
    /// @notice The caller is not the project's owner.
    error NotProjectOwner(uint64 projectId, address caller);
    /// @notice The caller is neither the project's owner nor one of its operators.
    error NotProjectOperator(uint64 projectId, address caller);
    /// @notice The project is paused already.
    error ProjectAlreadyPaused(uint64 projectId);
    /// @notice The project is not paused.
    error ProjectNotPaused(uint64 projectId);
    /// @notice The zero address cannot be an operator.
    error InvalidOperator(address operator);
    /// @notice The address is an operator of this project already.
    error OperatorAlreadyAdded(uint64 projectId, address operator);
    /// @notice The address is not an operator of this project.
    error OperatorNotFound(uint64 projectId, address operator);

    /// @notice Mints a project to the caller. Ids count up from 1 without holes.
    /// @param uri Where the project file is: ipfs://, http(s):// or a bare CID.
    /// @param hash SHA-256 of the project file.
    /// @return projectId The new project's id.
    function createProject(string calldata uri, bytes32 hash) external returns (uint64 projectId);

    /// @notice Replaces the project file. Owner or operator.
    function updateProject(uint64 projectId, string calldata uri, bytes32 hash) external;

    /// @notice Stops the project. Owner or operator.
    function pauseProject(uint64 projectId) external;

    /// @notice Lets a paused project run again. Owner or operator.
    function unpauseProject(uint64 projectId) external;

    /// @notice Lets `operator` act for the project. Owner only.
    function addOperator(uint64 projectId, address operator) external;

    /// @notice Takes that right back. Owner only.
    function removeOperator(uint64 projectId, address operator) external;

    /// @notice Whether `operator` is the project's owner or one of its operators; false for a project that does not exist.
    function canOperateProject(address operator, uint64 projectId) external view returns (bool);

    /// @notice The project's file and whether it is paused; all zero for a project that does not exist.
    function projects(uint64 projectId) external view returns (string memory uri, bytes32 hash, bool paused);

    /// @notice How many projects exist; also the highest id.
    function projectCount() external view returns (uint64);
}
